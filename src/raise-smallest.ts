import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import type { MatchError } from './model/error.ts'

/** What a search for the greatest smallest gain asks of answers. */
export interface Raising<A> {
  /** The best answer in which nobody gains less than `least`: the most people, then the greatest total. */
  readonly solve: (least: number) => Either<MatchError, A>
  /** How many people an answer places, of those who count. */
  readonly people: (answer: A) => number
  /** The smallest gain in an answer that places somebody. */
  readonly smallest: (answer: A) => number
  /** Whether it is proven that no answer places more people. */
  readonly finished: (answer: A) => boolean
}

export interface Raised<A> {
  readonly answer: A
  /** Undefined where nobody is placed. */
  readonly smallest: number | undefined
  /** No answer has more people, nor, with as many, a greater smallest gain. Nor, with that, a greater total, if `answer` has the greatest of those of its own. */
  readonly proven: boolean
}

/** Thresholds are halved until so little is left between what is possible and what is not. */
const CLOSE = 0.0625

/**
 * The most people, then the greatest smallest gain, then the greatest total; `first` is the best answer with any gains, `greatest` no less than any gain.
 *
 * The smallest gain that the last good answer has is the greatest there is, because the best answer in which everybody gains more (with a proof of its own)
 * has fewer people. And nothing has a greater total, as the answer is the best of more than those with that smallest gain. About log2(16 x greatest) solves. Stopped on the way, it
 * returns the best answer that it had by then.
 */
export const raiseSmallest = <A>(
  first: A,
  greatest: number,
  { solve, people, smallest, finished }: Raising<A>,
): Either<MatchError, Raised<A>> => {
  const most = people(first)
  if (most === 0) return right({ answer: first, smallest: undefined, proven: finished(first) })
  let best = first
  let reached = smallest(first)
  let impossible = greatest + 1
  while (finished(best)) {
    const middle = impossible - reached > CLOSE ? (reached + impossible) / 2 : reached
    const least = middle > reached ? middle : nextAbove(reached)
    const next = solve(least)
    if (isLeft(next)) return next
    if (!finished(next.right)) break
    if (people(next.right) === most) {
      best = next.right
      reached = smallest(best)
    } else if (least === nextAbove(reached)) return right({ answer: best, smallest: reached, proven: true })
    else impossible = least
  }
  return right({ answer: best, smallest: reached, proven: false })
}

/** The next greater double of a positive one. */
const nextAbove = (value: number): number => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigUint64(0, view.getBigUint64(0) + 1n)
  return view.getFloat64(0)
}
