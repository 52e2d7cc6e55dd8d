import { isLeft, type Either, left, right } from 'fp-ts/lib/Either.js'
import { pairKey } from './benefit/eligibility.ts'
import type { Market } from './benefit/market.ts'
import type { FreshPlace, SolvedPairs } from './explain/missed.ts'
import { differencesOf, type Trail } from './matching/b-mixture.ts'
import { maximumWeightBMatching, solveBMatchingWhile } from './matching/b-matching.ts'
import { checkBMatchingCertificate } from './matching/b-matching-certificate.ts'
import { greedyBMatching, guessedBound } from './matching/b-matching-greedy.ts'
import type { BMatchingSolution } from './matching/b-matching-solution.ts'
import { ChangeStopped } from './matching/kept-pairs.ts'
import { limitedBChangeWhile } from './matching/limited-b-change.ts'
import { checkLimitedBChange } from './matching/limited-b-change-check.ts'
import { mostWithEdge } from './matching/limited-b-change-loss.ts'
import type { LimitedBChange } from './matching/limited-b-change-solution.ts'
import type { ChangeLimit } from './matching/limited-change-solution.ts'
import type { MatchError } from './model/error.ts'
import type { Changed, Ends } from './rematch-single.ts'
import { bonusesOf, leavesTheSafeIntegers, type Problem, problemOf, weightOf } from './solve-capacities.ts'
import { withinRange } from './solve-pairs.ts'
import type { Stopwatch } from './stopwatch.ts'

/** What was solved to its end: with old edges and without any. */
interface Solved {
  readonly result: LimitedBChange
  readonly fresh: BMatchingSolution
}

/**
 * Changes where people take several partners, on all pairs; under `coverage` bonuses put the people first, as in a fresh match. Stopped, it keeps as many old pairs
 * as can be, adds what fits, and claims no more than a bound of a fresh match.
 */
export const changeSeveral = (
  market: Market,
  old: readonly Ends[],
  limit: ChangeLimit,
  watch: Stopwatch,
): Either<MatchError, Changed> => {
  const problem = problemOf(market, 'switchCost' in limit ? limit.switchCost * old.length : 0)
  const { pairs, graph, capacity } = problem
  const tooLarge = leavesTheSafeIntegers(problem)
  if (tooLarge !== undefined) return left(tooLarge)
  const edgeOf = edgesByPeople(market, problem)
  const oldEdges = old.map(([p, q]) => edgeOf(p, q)!)
  watch.tell('solve', 0, Infinity)
  const attempt = withinRange(graph.vertexCount, () => solve(problem, oldEdges, limit, watch))
  if (isLeft(attempt)) return attempt
  if (watch.failure !== undefined) return left(watch.failure)
  const solved = attempt.right
  if (solved === undefined) return right(keepMost(market, problem, oldEdges, limit))
  const { result, fresh } = solved
  const real = (chosen: Int32Array): Int32Array => chosen.filter((e) => e < pairs.weight.length)
  const chosen = real(result.chosen)
  const bonuses = bonusesOf(problem, chosen)
  const freshWeight = weightOf(pairs, real(fresh.chosen))
  watch.tell('check', result.value - bonuses, result.bound - bonuses)
  for (const each of [
    checkLimitedBChange(graph, capacity, oldEdges, limit, result),
    checkBMatchingCertificate(graph, capacity, fresh),
  ]) {
    if (!each.valid) return left({ _tag: 'ProofRejected', detail: each.reason })
  }
  if (watch.failure !== undefined) return left(watch.failure)
  return right({
    chosen: namesOf(problem, chosen),
    weight: weightOf(pairs, chosen),
    value: result.value - bonuses,
    bound: result.bound - bonuses,
    exact: result.exact,
    freshWeight,
    stopped: false,
    mostPeople: hasMostPeople(problem, result, bonuses, limit),
    solved: solvedOf(market, problem, chosen, { solved, oldEdges, limit }),
  })
}

const solve = (
  { graph, capacity }: Problem,
  oldEdges: readonly number[],
  limit: ChangeLimit,
  { goOn }: Stopwatch,
): Solved | undefined => {
  try {
    const fresh = solveBMatchingWhile(goOn, graph, capacity)
    if (fresh === undefined) return undefined
    return { fresh, result: limitedBChangeWhile(goOn, graph, capacity, oldEdges, limit) }
  } catch (thrown) {
    if (thrown instanceof ChangeStopped) return undefined
    throw thrown
  }
}

const namesOf = ({ pairs, personOf }: Problem, chosen: Int32Array): Ends[] =>
  Array.from(chosen, (e) => [personOf[pairs.source[e]!]!, personOf[pairs.target[e]!]!])

const edgesByPeople = (
  { people: { length: n } }: Market,
  { pairs, personOf }: Problem,
): ((p: number, q: number) => number | undefined) => {
  const edgeOf = new Map<number, number>()
  for (let e = 0; e < pairs.weight.length; e++)
    edgeOf.set(pairKey(n, personOf[pairs.source[e]!]!, personOf[pairs.target[e]!]!), e)
  return (p, q) => edgeOf.get(pairKey(n, p, q))
}

/** Under `coverage`: whether one more person would be worth more than the bound, whatever else changes. */
const hasMostPeople = (
  { pairs, capacity, bonus }: Problem,
  { bound, kept, broken }: LimitedBChange,
  bonuses: number,
  limit: ChangeLimit,
): boolean => {
  const lightest = new Float64Array(pairs.vertexCount)
  for (let e = 0; e < pairs.weight.length; e++) {
    for (const v of [pairs.source[e]!, pairs.target[e]!]) lightest[v] = Math.min(lightest[v]!, pairs.weight[e]!)
  }
  const least = lightest.reduce((sum, weight, v) => sum + capacity[v]! * weight, 0) / 2
  const cost = 'switchCost' in limit ? limit.switchCost * (kept + broken) : 0
  return bonuses + bonus + least - cost > bound
}

/** As many old pairs as have places, then what fits; those who have nobody first, under `coverage`. */
const keepMost = (market: Market, problem: Problem, oldEdges: readonly number[], limit: ChangeLimit): Changed => {
  const { pairs, graph, capacity, bonus, earns } = problem
  const places = capacity.subarray(0, pairs.vertexCount)
  const only = (edges: readonly number[], weight: (e: number) => number): Parameters<typeof greedyBMatching>[0] => ({
    vertexCount: pairs.vertexCount,
    source: edges.map((e) => pairs.source[e]!),
    target: edges.map((e) => pairs.target[e]!),
    weight: edges.map(weight),
  })
  const kept = maximumWeightBMatching(
    only(oldEdges, () => 1),
    places,
  ).chosen
  const isKept = new Set(Array.from(kept, (i) => oldEdges[i]!))
  const room = places.slice()
  const alone = earns.slice()
  for (const e of isKept) {
    for (const v of [pairs.source[e]!, pairs.target[e]!]) {
      room[v]!--
      alone[v] = 0
    }
  }
  const others = Array.from(pairs.weight as ArrayLike<number>, (_, e) => e).filter((e) => !isKept.has(e))
  const more = greedyBMatching(
    only(others, (e) => pairs.weight[e]!),
    room,
    alone,
  )
  const chosen = Int32Array.of(...isKept, ...Array.from(more, (i) => others[i]!)).toSorted()
  const weight = weightOf(pairs, chosen)
  const broken = oldEdges.length - isKept.size
  const value = weight - ('switchCost' in limit ? limit.switchCost * broken : 0)
  const asMany = guessedBound(graph, capacity) - bonusesOf(problem, chosen)
  const any = bonus === 0 ? asMany : guessedBound(pairs, places)
  const bound = any > value ? Math.min(any, asMany) : asMany
  return {
    chosen: namesOf(problem, chosen),
    weight,
    value,
    bound,
    exact: value === bound,
    freshWeight: weight,
    stopped: true,
    mostPeople: false,
    solved: solvedOf(market, problem, chosen),
  }
}

/** What reasons need; `change` is what was solved to its end. */
const solvedOf = (
  market: Market,
  problem: Problem,
  chosen: Int32Array,
  change?: { readonly solved: Solved; readonly oldEdges: readonly number[]; readonly limit: ChangeLimit },
): SolvedPairs => {
  const { pairs, graph, personOf } = problem
  const n = market.people.length
  const old = new Set(change?.oldEdges)
  const switchCost =
    change === undefined
      ? 0
      : 'switchCost' in change.limit
        ? change.limit.switchCost
        : change.solved.result.keepable - change.solved.result.kept < change.limit.maxBroken
          ? 0
          : Infinity
  const partner = new Int32Array(n).fill(-1)
  const open = market.places.slice()
  const cheapest = new Float64Array(n).fill(Infinity)
  for (const e of chosen) {
    const [a, b] = [personOf[pairs.source[e]!]!, personOf[pairs.target[e]!]!]
    const parting = pairs.weight[e]! + (old.has(e) ? switchCost : 0)
    for (const [p, other] of [
      [a, b],
      [b, a],
    ] as const) {
      open[p]!--
      if (partner[p]! >= 0 && parting >= cheapest[p]!) continue
      cheapest[p] = parting
      partner[p] = other
    }
  }
  const solved = {
    partner,
    open,
    finished: change !== undefined,
    certificate: { dual2x: new Float64Array(n), blossoms: [], lift: 0 },
  }
  if (change === undefined) return solved
  const { result, fresh } = change.solved
  const edgeOf = edgesByPeople(market, problem)
  const mostWith = mostWithEdge(graph, change.oldEdges, change.limit, result)
  const worth = (e: number): number => (e < pairs.weight.length ? pairs.weight[e]! : 0)
  let trails: readonly Trail[] | undefined
  return {
    ...solved,
    change: {
      value: result.value,
      mostWith: (p, q) => mostWith(edgeOf(p, q)!),
      isOld: (p, q) => {
        const e = edgeOf(p, q)
        return e !== undefined && old.has(e)
      },
      switchCost,
      freshPlace: (p) => {
        trails ??= differencesOf(graph, result.chosen, fresh.chosen, worth, (e) => old.has(e))
        return freshPlace(problem, trails, new Set(result.chosen), old, p)
      },
    },
  }
}

/** The trail that brings somebody in whom only the fresh match places: it may be followed alone. */
const freshPlace = (
  { pairs, personOf }: Problem,
  trails: readonly Trail[],
  chosen: ReadonlySet<number>,
  old: ReadonlySet<number>,
  p: number,
): FreshPlace | undefined => {
  const endsOf = (e: number): Ends => {
    const [a, b] = [personOf[pairs.source[e]!]!, personOf[pairs.target[e]!]!]
    return a < b ? [a, b] : [b, a]
  }
  for (const { edges, loss } of trails) {
    const real = edges.filter((e) => e < pairs.weight.length)
    const place = real.find((e) => !chosen.has(e) && endsOf(e).includes(p))
    if (place === undefined) continue
    const partner = endsOf(place).find((other) => other !== p)!
    return { partner, kept: real.filter((e) => chosen.has(e) && old.has(e)).map(endsOf), cost: -loss }
  }
  return undefined
}
