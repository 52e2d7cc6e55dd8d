import { chain, type Either, map, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { benefit } from './benefit/benefit.ts'
import { pairKey } from './benefit/eligibility.ts'
import type { Market } from './benefit/market.ts'
import type { FreshPlace } from './explain/missed.ts'
import { maximumWeightBMatching } from './matching/b-matching.ts'
import { differencesOf, type Trail } from './matching/b-mixture.ts'
import type { ChangeLimit } from './matching/limited-change-solution.ts'
import type { MatchError } from './model/error.ts'
import { raiseSmallest } from './raise-smallest.ts'
import { type Changed, type Ends, weightOf } from './rematch-single.ts'
import { atLeast, greatestGain, retold, type SolveCoverage, solveWorstOff } from './solve-worst-off.ts'
import type { Stopwatch } from './stopwatch.ts'

/** Changes a market under `coverage` or `benefit`. */
export type Change = (
  market: Market,
  old: readonly Ends[],
  limit: ChangeLimit,
  watch: Stopwatch,
) => Either<MatchError, Changed>

/** The best change among the pairs in which nobody gains less than so much. */
interface Level {
  /** Old pairs that are not among them. */
  readonly below: number
  /** Undefined where these alone are more than may be dissolved. */
  readonly changed: Changed | undefined
}

/**
 * The most people in pairs, then the greatest smallest gain, then the greatest total, within a limit of change: some changes under `coverage`, each among the pairs in
 * which both gain at least so much (see `raiseSmallest`). Old pairs below are dissolved: they take of the limit, or cost.
 */
export const changeWorstOff = (
  market: Market,
  old: readonly Ends[],
  limit: ChangeLimit,
  watch: Stopwatch,
  change: Change,
  solve: SolveCoverage,
): Either<MatchError, Changed> => {
  const { index } = market
  const coverage: Market = { ...market, options: { ...market.options, objective: 'coverage' } }
  const smallestIn = (pairs: readonly Ends[]): number =>
    pairs.reduce((least, [p, q]) => Math.min(least, benefit(index, p, q), benefit(index, q, p)), Infinity)
  const keepable = mostKept(market, old)
  const quiet = retold(watch, () => undefined)
  const level = (least: number): Either<MatchError, Level> => {
    const left = old.filter((pair) => smallestIn([pair]) >= least)
    const below = old.length - left.length
    const room = 'maxBroken' in limit ? limit.maxBroken - (keepable - mostKept(market, left)) : 0
    if (room < 0) return right({ below, changed: undefined })
    return pipe(
      change(atLeast(coverage, least), left, 'maxBroken' in limit ? { maxBroken: room } : limit, quiet),
      map((changed) => ({ below, changed })),
    )
  }
  return pipe(
    change(
      coverage,
      old,
      limit,
      retold(watch, (phase, _value, bound) => watch.tell(phase, 0, bound)),
    ),
    chain((first) =>
      raiseSmallest<Level>({ below: 0, changed: first }, greatestGain(market), {
        solve: level,
        people: ({ changed }) => (changed === undefined ? 0 : peopleIn(market, changed)),
        smallest: ({ changed }) => smallestIn(changed!.chosen),
        finished: ({ changed }) => changed === undefined || changed.mostPeople,
      }),
    ),
    chain(({ answer: { below, changed }, smallest, proven }) =>
      pipe(
        solveWorstOff(market, quiet, solve),
        map(({ chosen: { source, target }, finished }): Changed => {
          const fresh = Array.from(source, (p, i): Ends => [p, target[i]!])
          const cost = 'switchCost' in limit ? limit.switchCost * below : 0
          const { chosen, weight, value, bound, exact, stopped, solved } = changed!
          const isSure = proven && finished && !stopped
          return {
            chosen,
            weight,
            value: value - cost,
            bound: bound - cost,
            exact: exact && proven,
            freshWeight: fresh.reduce((sum, [p, q]) => sum + weightOf(market, p, q), 0),
            stopped: stopped || watch.stopped !== undefined,
            mostPeople: proven,
            solved: {
              ...solved,
              finished: isSure,
              ...(smallest === undefined ? {} : { leastGain: { gain: smallest, rows: market.rowsAtLeast(smallest) } }),
              ...(solved.change === undefined
                ? {}
                : { change: { ...solved.change, freshPlace: placesOf(market, chosen, fresh, solved.change.isOld) } }),
            },
          }
        }),
      ),
    ),
  )
}

/** People in pairs; those in pins are in any case. */
const peopleIn = ({ pinned }: Market, { chosen }: Changed): number =>
  new Set(chosen.flat().filter((p) => pinned[p] === 0)).size

/** How many of these pairs can be at once. */
const mostKept = ({ places }: Market, pairs: readonly Ends[]): number => {
  const left = places.slice()
  for (const p of pairs.flat()) left[p]!--
  if (left.every((count) => count >= 0)) return pairs.length
  const graph = {
    vertexCount: places.length,
    source: pairs.map(([p]) => p),
    target: pairs.map(([, q]) => q),
    weight: pairs.map(() => 1),
  }
  return maximumWeightBMatching(graph, places).weight
}

const inOrder = ([p, q]: Ends): Ends => (p < q ? [p, q] : [q, p])

/** Where a fresh match has people: the trails on which it differs may be followed one by one. */
const placesOf = (
  market: Market,
  chosen: readonly Ends[],
  fresh: readonly Ends[],
  isOld: (p: number, q: number) => boolean,
): ((p: number) => FreshPlace | undefined) => {
  const key = ([p, q]: Ends): number => pairKey(market.people.length, p, q)
  const pairs = new Map([...chosen, ...fresh].map((each): [number, Ends] => [key(each), inOrder(each)]))
  const ends = [...pairs.values()]
  const edgeOf = new Map(ends.map((each, e) => [key(each), e]))
  const edgesOf = (list: readonly Ends[]): Int32Array =>
    Int32Array.from(list, (each) => edgeOf.get(key(each))!).toSorted()
  const now = new Set(edgesOf(chosen))
  const trailsOf = (): readonly Trail[] =>
    differencesOf(
      {
        vertexCount: market.people.length,
        source: ends.map(([p]) => p),
        target: ends.map(([, q]) => q),
        weight: ends.map(() => 0),
      },
      edgesOf(chosen),
      edgesOf(fresh),
      (e) => weightOf(market, ...ends[e]!),
      (e) => isOld(...ends[e]!),
    )
  let trails: readonly Trail[] | undefined
  return (p) => {
    trails ??= trailsOf()
    for (const { edges, loss } of trails) {
      const place = edges.find((e) => !now.has(e) && ends[e]!.includes(p))
      if (place === undefined) continue
      const partner = ends[place]!.find((other) => other !== p)!
      const kept = edges.filter((e) => now.has(e) && isOld(...ends[e]!)).map((e) => ends[e]!)
      return { partner, kept, cost: -loss }
    }
    return undefined
  }
}
