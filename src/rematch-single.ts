import { isLeft, type Either, left, right } from 'fp-ts/lib/Either.js'
import { benefit } from './benefit/benefit.ts'
import { withoutTheUnconnected } from './benefit/edges.ts'
import { integerWeight, mutualWeight } from './benefit/fusion.ts'
import { adjustmentOf } from './benefit/history.ts'
import type { Market } from './benefit/market.ts'
import type { FreshPlace, SolvedPairs } from './explain/missed.ts'
import { coverageLift, type EdgeList } from './graph/edge-list.ts'
import { EdgeBuffer } from './matching/edge-buffer.ts'
import { certifiedBound, checkBound, liftSuffices } from './matching/bound.ts'
import { checkCertificate } from './matching/certificate.ts'
import { ChangeStopped } from './matching/kept-pairs.ts'
import { CASES, liftOf, limitedChangeLifted } from './matching/limited-change.ts'
import { mostWithPair } from './matching/limited-change-loss.ts'
import { checkLimitedChange } from './matching/limited-change-check.ts'
import type { ChangeLimit, LimitedChange } from './matching/limited-change-solution.ts'
import { solveMatching } from './matching/maximum-weight-matching.ts'
import { checkAllPairs } from './matching/pair-certificate.ts'
import { changeByPricing } from './matching/priced-change.ts'
import { checkChangeOfAllPairs } from './matching/priced-change-check.ts'
import { matchByPricing } from './matching/pricing.ts'
import type { MatchingSolution } from './matching/solution.ts'
import type { MatchError } from './model/error.ts'
import { withinRange } from './solve-pairs.ts'
import type { Stopwatch } from './stopwatch.ts'

/** Two people, the smaller first. */
export type Ends = readonly [number, number]

/** What a solver made of the free pairs, in its whole numbers. */
export interface Changed {
  readonly chosen: readonly Ends[]
  readonly weight: number
  /** The weight less what dissolved pairs cost, and what none has more than. */
  readonly value: number
  readonly bound: number
  readonly exact: boolean
  /** The weight of the best answer with any number of changes. */
  readonly freshWeight: number
  /** It was stopped: `bound` then is that of a fresh match. */
  readonly stopped: boolean
  /** Under `coverage`: it is proven that no answer within the limit has more people in pairs. */
  readonly mostPeople: boolean
  /** Why people are left over. */
  readonly solved: SolvedPairs
}

/** What both ways to solve need of a market. */
interface Problem {
  /** All possible pairs, or (`complete` is false) those that the fresh match held, and all old pairs. */
  readonly graph: EdgeList
  readonly complete: boolean
  readonly personOf: Int32Array
  readonly previous: Int32Array
  /** The best with any number of changes. */
  readonly fresh: MatchingSolution
  readonly lift: number
}

/**
 * Changes where nobody takes several partners: on all pairs if the market holds them, else by candidate pricing. Whatever is claimed has been checked against all
 * pairs, unless the stopwatch cut that short. Stopped, it keeps all old pairs, adds what fits, and claims no more than the bound of a fresh match.
 */
export const changeSingle = (
  market: Market,
  old: readonly Ends[],
  limit: ChangeLimit,
  watch: Stopwatch,
): Either<MatchError, Changed> => {
  const size = market.rows.vertexCount
  const cost = 'switchCost' in limit ? limit.switchCost : 0
  const stated = withinRange(size, () => problemOf(market, old, cost, watch))
  if (isLeft(stated)) return stated
  const problem = stated.right
  const { fresh } = problem
  const certain = watch.goOn()
  const refused = checkFresh(market, problem, certain, watch)
  if (refused !== undefined) return left(refused)
  const solved = withinRange(size, () => solve(market, problem, limit, watch))
  if (isLeft(solved)) return solved
  const failure = market.rows.failure ?? watch.failure
  if (failure !== undefined) return left(failure)
  if (solved.right === undefined) return right(keepAll(market, problem))
  const { result, held } = solved.right
  watch.tell('check', result.weight, certifiedBound(fresh.certificate, pairsIn(result.mate)))
  const inHeld = checkLimitedChange(held, problem.previous, limit, result)
  const inAll =
    inHeld.valid && !problem.complete
      ? checkChangeOfAllPairs(market.rows, problem.previous, result, cost, watch.goOn)
      : inHeld
  const late = market.rows.failure ?? watch.failure
  if (late !== undefined) return left(late)
  if (inAll !== undefined && !inAll.valid) return left({ _tag: 'ProofRejected', detail: inAll.reason })
  const chosen = chosenOf(problem.personOf, result.mate)
  const lifted = result.lift * chosen.length
  return right({
    chosen,
    weight: result.weight,
    value: result.value - lifted,
    bound: result.bound - lifted,
    exact: result.exact,
    freshWeight: fresh.weight,
    stopped: false,
    mostPeople: hasMostPairs(market, problem, result, cost),
    solved: solvedOf(market, problem, result.mate, { held, limit, result }),
  })
}

/** Whether one pair more would be worth more than the bound, whatever it weighs and dissolves. */
const hasMostPairs = (
  { rows }: Market,
  { graph, complete, fresh }: Problem,
  { mate, lift, bound, kept, broken }: LimitedChange,
  cost: number,
): boolean => {
  const pairs = pairsIn(mate)
  if (pairs === pairsIn(fresh.mate)) return true
  const least = complete ? Array.from(graph.weight).reduce((a, b) => Math.min(a, b), Infinity) : rows.least
  return (pairs + 1) * (lift + least) - cost * (kept + broken) > bound
}

/** What reasons need; `change` is what was solved to its end. */
const solvedOf = (
  market: Market,
  { personOf, previous, fresh }: Problem,
  mate: Int32Array,
  change?: { readonly held: EdgeList; readonly limit: ChangeLimit; readonly result: LimitedChange },
): SolvedPairs => {
  const partner = new Int32Array(market.people.length).fill(-1)
  for (const [v, u] of mate.entries()) if (u >= 0) partner[personOf[v]!] = personOf[u]!
  const solved = {
    partner,
    open: market.places.map((count, p) => (partner[p]! < 0 ? count : 0)),
    finished: change !== undefined,
    certificate: { dual2x: new Float64Array(partner.length), blossoms: [], lift: 0 },
  }
  if (change === undefined) return solved
  const { held, limit, result } = change
  const vertexOf = new Map(Array.from(personOf, (p, v) => [p, v]))
  const mostWith = mostWithPair(held, previous, limit, result)
  return {
    ...solved,
    change: {
      value: result.value,
      mostWith: (p, q, weight) => mostWith(vertexOf.get(p)!, vertexOf.get(q)!, weight),
      isOld: (p, q) => {
        const v = vertexOf.get(p)
        return v !== undefined && previous[v]! >= 0 && personOf[previous[v]!] === q
      },
      switchCost: 'switchCost' in limit ? limit.switchCost : result.broken < limit.maxBroken ? 0 : Infinity,
      freshPlace: (p) => {
        const v = vertexOf.get(p)
        return v === undefined ? undefined : freshPlace(market, { personOf, previous, fresh }, mate, v)
      },
    },
  }
}

/** Follows the alternating path of the fresh match and this one from somebody whom only the fresh one places. O(its length). */
const freshPlace = (
  market: Market,
  { personOf, previous, fresh }: Pick<Problem, 'personOf' | 'previous' | 'fresh'>,
  mate: Int32Array,
  single: number,
): FreshPlace | undefined => {
  const first = fresh.mate[single]!
  if (first < 0) return undefined
  const weight = (u: number, v: number): number => weightOf(market, personOf[u]!, personOf[v]!)
  const kept: Ends[] = []
  let cost = 0
  for (let v = single, u = first; u >= 0; u = fresh.mate[v]!) {
    cost += weight(v, u)
    v = mate[u]!
    if (v < 0) break
    cost -= weight(u, v)
    if (previous[u] === v)
      kept.push(personOf[u]! < personOf[v]! ? [personOf[u]!, personOf[v]!] : [personOf[v]!, personOf[u]!])
  }
  return { partner: personOf[first]!, kept, cost }
}

const problemOf = (market: Market, old: readonly Ends[], cost: number, watch: Stopwatch): Problem => {
  const { edges, rows, options } = market
  const objective = options.objective === 'coverage' ? 'coverage' : 'weight'
  if (edges !== undefined) {
    const { pairs: graph, personOf } = withoutTheUnconnected(edges)
    const vertexOf = new Map(Array.from(personOf, (p, v) => [p, v]))
    const previous = matesOf(graph.vertexCount, old, (p) => vertexOf.get(p)!)
    // Where dissolved pairs cost, the number of pairs must outweigh that, too.
    const lift = liftOf(graph, objective) + (objective === 'coverage' ? Math.floor(graph.vertexCount / 2) * cost : 0)
    return { graph, complete: true, personOf, previous, fresh: solveMatching(graph, objective, watch), lift }
  }
  const previous = matesOf(rows.vertexCount, old, (p) => rows.vertex(p))
  const { graph: held, solution: fresh } = matchByPricing(rows, { objective }, watch)
  const most = Array.from({ length: rows.vertexCount }, (_, v) => rows.most(v)).reduce((a, b) => Math.max(a, b), 0)
  const lift = objective === 'coverage' ? coverageLift(rows.vertexCount, rows.least, most + cost) : 0
  const buffer = new EdgeBuffer()
  for (let e = 0; e < held.weight.length; e++) buffer.add(held.source[e]!, held.target[e]!, held.weight[e]!)
  for (const [p, q] of old) buffer.add(rows.vertex(p), rows.vertex(q), weightOf(market, p, q))
  const graph = buffer.list(rows.vertexCount)
  return { graph, complete: false, personOf: rows.person, previous, fresh, lift }
}

/** What is wrong with the proof of the fresh match, or a callback, if something is. */
const checkFresh = (
  { rows }: Market,
  { graph, complete, fresh }: Problem,
  finished: boolean,
  watch: Stopwatch,
): MatchError | undefined => {
  const held = finished ? checkCertificate(graph, fresh) : checkBound(graph, fresh)
  const verdict = held.valid && !complete ? checkAllPairs(rows, fresh.certificate, watch.goOn) : held
  const failure = rows.failure ?? watch.failure
  if (failure !== undefined) return failure
  if (finished && !complete && !liftSuffices(rows, fresh))
    return { _tag: 'ProofRejected', detail: 'it is not proven that there are no more pairs' }
  return verdict === undefined || verdict.valid ? undefined : { _tag: 'ProofRejected', detail: verdict.reason }
}

/** Undefined where it was stopped. */
const solve = (
  { rows }: Market,
  { graph, complete, previous, lift }: Problem,
  limit: ChangeLimit,
  { goOn }: Stopwatch,
): { readonly result: LimitedChange; readonly held: EdgeList } | undefined => {
  try {
    if (complete)
      return { result: limitedChangeLifted(graph, previous, limit, { lift, cases: CASES, goOn }), held: graph }
    const priced = changeByPricing(rows, graph, previous, limit, lift, goOn)
    return { result: priced.result, held: priced.graph }
  } catch (thrown) {
    if (thrown instanceof ChangeStopped) return undefined
    throw thrown
  }
}

/** All old pairs, then what the fresh match and the pairs held have for others. */
const keepAll = (market: Market, problem: Problem): Changed => {
  const { graph, personOf, previous, fresh } = problem
  const { source, target, weight } = graph
  const mate = previous.slice()
  const counts = (e: number): boolean => weight[e]! > 0 || market.options.objective === 'coverage'
  const order = Array.from(weight as ArrayLike<number>, (_, e) => e).filter(counts)
  const isFresh = (e: number): number => (fresh.mate[source[e]!] === target[e] ? 1 : 0)
  order.sort((a, b) => isFresh(b) - isFresh(a) || weight[b]! - weight[a]! || a - b)
  for (const e of order) {
    const [u, v] = [source[e]!, target[e]!]
    if (mate[u]! >= 0 || mate[v]! >= 0) continue
    mate[u] = v
    mate[v] = u
  }
  const heaviest = new Map<number, number>()
  for (let e = 0; e < weight.length; e++) {
    const low = Math.min(source[e]!, target[e]!)
    if (mate[source[e]!] === target[e]) heaviest.set(low, Math.max(weight[e]!, heaviest.get(low) ?? -Infinity))
  }
  const total = [...heaviest.values()].reduce((sum, own) => sum + own, 0)
  const chosen = chosenOf(personOf, mate)
  const bound = Math.floor(certifiedBound(fresh.certificate, chosen.length))
  const freshWeight = Math.max(total, fresh.weight)
  return {
    chosen,
    weight: total,
    value: total,
    bound,
    exact: total === bound,
    freshWeight,
    stopped: true,
    mostPeople: false,
    solved: solvedOf(market, problem, mate),
  }
}

const matesOf = (count: number, old: readonly Ends[], vertex: (p: number) => number): Int32Array => {
  const mate = new Int32Array(count).fill(-1)
  for (const [p, q] of old) {
    mate[vertex(p)] = vertex(q)
    mate[vertex(q)] = vertex(p)
  }
  return mate
}

/** What a possible pair weighs. */
export const weightOf = ({ index, options, terms }: Market, p: number, q: number): number =>
  integerWeight(mutualWeight(options.fusion, benefit(index, q, p), benefit(index, p, q))) + adjustmentOf(terms, p, q)

/** Whether the rules allow two people a pair of which both gain, where nobody takes several partners. */
export const isPossible = ({ rows, index }: Market, p: number, q: number): boolean => {
  const [u, v] = [rows.vertex(p), rows.vertex(q)]
  return u >= 0 && v >= 0 && benefit(index, p, q) > 0 && benefit(index, q, p) > 0 && rows.admits(u, v)
}

const pairsIn = (mate: Int32Array): number => mate.reduce((pairs, u, v) => (u > v ? pairs + 1 : pairs), 0)

const chosenOf = (personOf: Int32Array, mate: Int32Array): Ends[] => {
  const chosen: Ends[] = []
  for (const [v, u] of mate.entries()) if (u > v) chosen.push([personOf[v]!, personOf[u]!])
  return chosen
}
