import { chain, type Either, map } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { benefit } from './benefit/benefit.ts'
import type { PairList } from './benefit/edges.ts'
import type { Market } from './benefit/market.ts'
import type { MatchError } from './model/error.ts'
import { type Raised, raiseSmallest } from './raise-smallest.ts'
import type { Solved } from './solve-pairs.ts'
import type { Stopwatch } from './stopwatch.ts'

/** Solves a market under `coverage`. */
export type SolveCoverage = (market: Market, watch: Stopwatch) => Either<MatchError, Solved>

/**
 * The most people in pairs, then the greatest smallest gain of anybody in them, then the greatest total: some solves under `coverage`, each among the pairs
 * in which both gain at least so much. See {@link raiseSmallest}.
 */
export const solveWorstOff = (market: Market, watch: Stopwatch, solve: SolveCoverage): Either<MatchError, Solved> => {
  const coverage: Market = { ...market, options: { ...market.options, objective: 'coverage' } }
  return pipe(
    solve(
      coverage,
      retold(watch, (phase, _value, bound) => watch.tell(phase, 0, bound)),
    ),
    chain((first) =>
      pipe(
        raiseSmallest(first, greatestGain(market), {
          solve: (least) =>
            solve(
              atLeast(coverage, least),
              retold(watch, () => undefined),
            ),
          people: (solved) => peopleIn(market, solved),
          smallest: (solved) => smallestGain(market, solved),
          finished: (solved) => solved.finished,
        }),
        map((raised) => asWorstOff(market, first, raised, watch)),
      ),
    ),
  )
}

const asWorstOff = (
  market: Market,
  { proof: { possiblePairs } }: Solved,
  { answer, smallest, proven }: Raised<Solved>,
  { stopped }: Stopwatch,
): Solved => ({
  ...answer,
  finished: proven,
  ...(smallest === undefined ? {} : { leastGain: { gain: smallest, rows: market.rowsAtLeast(smallest) } }),
  proof: {
    ...answer.proof,
    possiblePairs,
    objective: 'worst-off',
    optimal: proven && answer.proof.optimal,
    ...(smallest === undefined ? {} : { smallestGain: smallest }),
    ...(stopped === undefined ? {} : { stopped }),
  },
})

/** The same watch with progress told another way: what has the greatest total may not have the greatest smallest gain. */
export const retold = (watch: Stopwatch, tell: Stopwatch['tell']): Stopwatch => ({
  goOn: watch.goOn,
  tell,
  get stopped() {
    return watch.stopped
  },
  get failure() {
    return watch.failure
  },
})

/** People in pairs; those in pins are in any case. */
const peopleIn = ({ pinned }: Market, { partner }: Solved): number =>
  partner.reduce((count, other, p) => (other < 0 || pinned[p] === 1 ? count : count + 1), 0)

const smallestGain = ({ index }: Market, { chosen: { source, target } }: Solved): number => {
  let smallest = Infinity
  for (let i = 0; i < source.length; i++) {
    const [a, b] = [source[i]!, target[i]!]
    smallest = Math.min(smallest, benefit(index, a, b), benefit(index, b, a))
  }
  return smallest
}

/** Nobody gains more in any pair: all wants at their highest lift. */
export const greatestGain = ({ people, running }: Market): number => {
  let most = 0
  for (const [p, { wants }] of people.entries()) {
    if (running[p] === 0) continue
    most = Math.max(
      most,
      wants.reduce((sum, { priority }) => sum + 5 * priority, 0),
    )
  }
  return most
}

/** The market without pairs in which somebody gains less. */
export const atLeast = (market: Market, least: number): Market => ({
  ...market,
  edges: market.edges === undefined ? undefined : filtered(market.edges, least),
  rows: market.rowsAtLeast(least),
})

const filtered = ({ vertexCount, source, target, weight, gains }: PairList, least: number): PairList => {
  const kept = Int32Array.from(weight.keys()).filter((e) => gains!.source[e]! >= least && gains!.target[e]! >= least)
  return {
    vertexCount,
    count: kept.length,
    source: kept.map((e) => source[e]!),
    target: kept.map((e) => target[e]!),
    weight: Float64Array.from(kept, (e) => weight[e]!),
  }
}
