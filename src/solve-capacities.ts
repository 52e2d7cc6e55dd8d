import { proofOf } from './explain/proof.ts'
import { withoutTheUnconnected } from './benefit/edges.ts'
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { Market } from './benefit/market.ts'
import { pinnedAmongThem, withoutPinned } from './benefit/unpinned.ts'
import type { SolvedPairs } from './explain/missed.ts'
import { type EdgeList, MAX_WEIGHT_SUM } from './graph/edge-list.ts'
import { solveBMatchingWhile } from './matching/b-matching.ts'
import { greedyBMatching, guessedBound } from './matching/b-matching-greedy.ts'
import { checkBMatchingCertificate } from './matching/b-matching-certificate.ts'
import type { BMatchingCertificate } from './matching/b-matching-solution.ts'
import type { MatchError } from './model/error.ts'
import type { Solved } from './solve-pairs.ts'
import { solveStableForSeveral } from './solve-stable.ts'
import type { Stopwatch } from './stopwatch.ts'

/** The possible pairs of those who stand in one, as a simple b-matching of greatest weight. */
export interface Problem {
  /** Vertex `v` is person `personOf[v]`. */
  readonly pairs: EdgeList
  readonly personOf: Int32Array
  /** What it is worth to be in a pair at all: more than the weights of any two answers differ; 0 under `benefit`. */
  readonly bonus: number
  /** 1 for vertices to whom the bonus goes. */
  readonly earns: Uint8Array
  /** The pairs with their bonuses, and after them the spare places; see `withBonuses`. */
  readonly graph: EdgeList
  readonly capacity: Int32Array
}

/**
 * Solves a market in which people may take several partners, and all of whose pairs are held: a simple b-matching, whose certificate is checked before
 * anything is claimed, by code that shares nothing with the solver. What is returned when it is stopped takes no time to find, nor does its bound.
 */
export const solveCapacities = (market: Market, watch: Stopwatch): Either<MatchError, Solved> => {
  if (market.options.objective === 'stable') return solveStableForSeveral(market, watch)
  const problem = problemOf(market)
  const { pairs, graph, capacity } = problem
  const tooLarge = leavesTheSafeIntegers(problem)
  if (tooLarge !== undefined) return left(tooLarge)
  watch.tell('solve', 0, Infinity)
  const solution = solveBMatchingWhile(watch.goOn, graph, capacity)
  if (watch.failure !== undefined) return left(watch.failure)
  if (solution === undefined) return right(stopped(market, problem, watch))
  const chosen = solution.chosen.filter((edge) => edge < pairs.weight.length)
  const weight = weightOf(pairs, chosen)
  watch.tell('check', weight, weight)
  const verdict = checkBMatchingCertificate(graph, capacity, solution)
  if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  if (solution.weight !== weight + bonusesOf(problem, chosen))
    return left({ _tag: 'ProofRejected', detail: 'the bonuses do not add up to what has been proven' })
  // The check says that the weight is the bound.
  return right(inPeople(market, problem, { chosen, weight, bound: weight, certificate: solution.certificate }, watch))
}

export const weightOf = ({ weight }: EdgeList, chosen: Int32Array): number =>
  chosen.reduce((sum, edge) => sum + weight[edge]!, 0)

/** Under `coverage` nothing is proven as long as more people might be placed, even where the weight cannot rise. */
const stopped = (market: Market, problem: Problem, watch: Stopwatch): Solved => {
  const { pairs, graph, capacity, bonus, earns } = problem
  const chosen = greedyBMatching(pairs, capacity, earns)
  const weight = weightOf(pairs, chosen)
  const asMany = guessedBound(graph, capacity) - bonusesOf(problem, chosen)
  const any = bonus === 0 ? asMany : guessedBound(pairs, capacity.subarray(0, pairs.vertexCount))
  const bound = any > weight ? Math.min(any, asMany) : asMany
  return inPeople(market, problem, { chosen, weight, bound }, watch)
}

/** `stake`: under `coverage`, what may be at stake between two answers besides their weights. */
export const problemOf = (market: Market, stake: number = 0): Problem => {
  const { pairs, personOf } = withoutTheUnconnected(withoutPinned(market))
  const { vertexCount, source, target, weight } = pairs
  const degree = new Int32Array(vertexCount)
  const heaviest = new Float64Array(vertexCount)
  const lightest = new Float64Array(vertexCount)
  for (let e = 0; e < weight.length; e++) {
    for (const v of [source[e]!, target[e]!]) {
      degree[v]!++
      heaviest[v] = Math.max(heaviest[v]!, weight[e]!)
      lightest[v] = Math.min(lightest[v]!, weight[e]!)
    }
  }
  const capacity = degree.map((partners, v) => Math.min(partners, market.places[personOf[v]!]!))
  if (market.options.objective === 'benefit')
    return { pairs, personOf, bonus: 0, earns: new Uint8Array(vertexCount), graph: pairs, capacity }
  // All answers together span half of this, as each pair has two ends.
  const span = capacity.reduce((sum, places, v) => sum + places * (heaviest[v]! - lightest[v]!), 0)
  const bonus = Math.floor(span / 2) + 1 + stake
  const earns = Uint8Array.from(personOf.subarray(0, vertexCount), (p) => 1 - market.pinned[p]!)
  return { pairs, personOf, bonus, earns, ...withBonuses(pairs, capacity, bonus, earns) }
}

/**
 * The most people first, as a matter of weight alone. A person with `b` places gets the bonus for each partner, and for each of `b - 1` spare places (edges to vertices
 * that nobody else knows) that no partner takes. So one bonus more for the first partner, and the same for any number of them: whoever has a partner
 * has `b` bonuses, whoever has none `b - 1`.
 */
const withBonuses = (
  { vertexCount, source, target, weight }: EdgeList,
  places: Int32Array,
  bonus: number,
  earns: Uint8Array,
): Pick<Problem, 'graph' | 'capacity'> => {
  const spareOf = places.map((b, v) => (earns[v] === 1 ? b - 1 : 0))
  const pairs = weight.length
  const spare = spareOf.reduce((sum, count) => sum + count, 0)
  const graph = {
    vertexCount: vertexCount + spare,
    source: new Int32Array(pairs + spare),
    target: new Int32Array(pairs + spare),
    weight: new Float64Array(pairs + spare).fill(bonus),
  }
  for (let e = 0; e < pairs; e++) {
    graph.source[e] = source[e]!
    graph.target[e] = target[e]!
    graph.weight[e] = weight[e]! + bonus * (earns[source[e]!]! + earns[target[e]!]!)
  }
  let next = 0
  for (let v = 0; v < vertexCount; v++) {
    for (let i = 0; i < spareOf[v]!; i++, next++) {
      graph.source[pairs + next] = v
      graph.target[pairs + next] = vertexCount + next
    }
  }
  const capacity = new Int32Array(vertexCount + spare).fill(1)
  capacity.set(places)
  return { graph, capacity }
}

/** What an answer with these pairs has in bonuses, if all spare places are taken that they leave. */
export const bonusesOf = (problem: Problem, chosen: Int32Array): number =>
  problem.bonus * (countEarning(problem, chosen) + problem.graph.weight.length - problem.pairs.weight.length)

/** How many get the bonus for being in one of these pairs. */
const countEarning = ({ pairs, earns }: Problem, chosen: Int32Array): number => {
  const inPairs = new Uint8Array(pairs.vertexCount)
  for (const e of chosen) {
    inPairs[pairs.source[e]!] = 1
    inPairs[pairs.target[e]!] = 1
  }
  return inPairs.reduce((count, is, v) => count + is * earns[v]!, 0)
}

/** The solver refuses these, too; here it can be said. */
export const leavesTheSafeIntegers = ({ graph, capacity, pairs }: Problem): MatchError | undefined => {
  const places = capacity.reduce((sum, own) => sum + own, 0)
  let heaviest = 0
  for (let e = 0; e < graph.weight.length; e++) heaviest = Math.max(heaviest, Math.abs(graph.weight[e]!))
  if (Math.max(8, 2 * graph.weight.length + places) * heaviest <= MAX_WEIGHT_SUM) return undefined
  const limit = Math.floor((pairs.weight.length * MAX_WEIGHT_SUM) / (heaviest * (2 * graph.weight.length + places)))
  return { _tag: 'TooLarge', what: 'possible pairs of so great weights', size: pairs.weight.length, limit }
}

const inPeople = (
  market: Market,
  problem: Problem,
  answer: {
    readonly chosen: Int32Array
    readonly weight: number
    readonly bound: number
    /** Absent where it was stopped. */
    readonly certificate?: BMatchingCertificate
  },
  watch: Stopwatch,
): Solved => {
  const { chosen: edges, certificate } = answer
  const { pairs, personOf } = problem
  const chosen = {
    source: edges.map((e) => personOf[pairs.source[e]!]!),
    target: edges.map((e) => personOf[pairs.target[e]!]!),
  }
  const open = market.places.slice()
  const partner = new Int32Array(open.length).fill(-1)
  const lightest = new Float64Array(open.length).fill(Infinity)
  for (const [i, e] of edges.entries()) {
    const [a, b] = [chosen.source[i]!, chosen.target[i]!]
    for (const [p, other] of [
      [a, b],
      [b, a],
    ] as const) {
      open[p]!--
      if (pairs.weight[e]! >= lightest[p]!) continue
      lightest[p] = pairs.weight[e]!
      partner[p] = other
    }
  }
  const proof = proofOf(market, answer.weight, answer.bound, certificate === undefined ? watch.stopped : undefined)
  return {
    chosen,
    partner,
    open,
    finished: certificate !== undefined,
    certificate:
      certificate === undefined
        ? { dual2x: new Float64Array(partner.length), blossoms: [], lift: 0 }
        : dualsInPeople(problem, certificate, partner),
    proof: { ...proof, possiblePairs: proof.possiblePairs - pinnedAmongThem(market) },
  }
}

/**
 * What a pair that was not chosen costs by the duals, said as for a matching: the bonuses come off the duals of those who earn them, and
 * a pair that crosses a blossom is a blossom of two. Only people without a partner are asked about.
 */
const dualsInPeople = (
  { pairs, personOf, bonus, earns }: Problem,
  { dual2x, blossoms }: BMatchingCertificate,
  partner: Int32Array,
): SolvedPairs['certificate'] => {
  const dual = new Float64Array(partner.length)
  for (let v = 0; v < pairs.vertexCount; v++) dual[personOf[v]!] = dual2x[v]! - 2 * bonus * earns[v]!
  const said: { readonly members: Int32Array; readonly dual2x: number }[] = []
  for (const { members, crossing, dual2x: worth } of blossoms) {
    const people = members.filter((v) => v < pairs.vertexCount).map((v) => personOf[v]!)
    said.push({ members: people, dual2x: worth })
    for (const e of crossing) {
      if (e >= pairs.weight.length) continue
      const ends = Int32Array.of(personOf[pairs.source[e]!]!, personOf[pairs.target[e]!]!)
      if (ends.some((p) => partner[p]! < 0)) said.push({ members: ends, dual2x: worth })
    }
  }
  return { dual2x: dual, blossoms: said, lift: 0 }
}
