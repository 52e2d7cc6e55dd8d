import { proofOf } from './explain/proof.ts'
import { withoutTheUnconnected } from './benefit/edges.ts'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { pairKey } from './benefit/eligibility.ts'
import type { Market } from './benefit/market.ts'
import { pinnedAmongThem, withoutPinned } from './benefit/unpinned.ts'
import type { SolvedPairs } from './explain/missed.ts'
import { type EdgeList, MAX_WEIGHT_SUM } from './graph/edge-list.ts'
import { solveBMatchingWhile } from './matching/b-matching.ts'
import { greedyBMatching, guessedBound } from './matching/b-matching-greedy.ts'
import { checkBMatchingCertificate } from './matching/b-matching-certificate.ts'
import {
  type BMatchingOfOracle,
  bMatchingOfOracle,
  type BOracleOptions,
  usefulPlaces,
} from './matching/b-matching-oracle.ts'
import type { BMatchingCertificate, BMatchingSolution } from './matching/b-matching-solution.ts'
import { checkAllBPairs } from './matching/b-pair-certificate.ts'
import { EdgeBuffer } from './matching/edge-buffer.ts'
import type { PairOracle } from './matching/pair-oracle.ts'
import { sparesLast, withSparePlaces } from './matching/spare-places.ts'
import type { MatchError } from './model/error.ts'
import { type Solved, withinRange } from './solve-pairs.ts'
import { solveStableForSeveral } from './solve-stable.ts'
import { retold } from './solve-worst-off.ts'
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
 * Solves a market in which people may take several partners: a simple b-matching, whose certificate is checked before
 * anything is claimed, by code that shares nothing with the solver. Where all pairs are held, what is returned when it is stopped takes no time to find,
 * nor does its bound; where they are not, see {@link solveByRows}.
 */
export const solveCapacities = (market: Market, watch: Stopwatch): Either<MatchError, Solved> => {
  if (market.options.objective === 'stable') return solveStableForSeveral(market, watch)
  if (market.edges === undefined) return solveByRows(market, watch)
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
 * a pair that crosses a blossom is a blossom of two. Only people without a partner are asked about. It holds for pairs that weigh nothing or less, too, though the
 * certificate counts no place for them: only who has as many other pairs as places has a dual, or is in a blossom, and so no place to give away.
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

// -------------------------------------------------------------------------------------
// where there are too many pairs to be held
// -------------------------------------------------------------------------------------

/**
 * A few pairs of each person are held, and others added where the duals do not pay for them. Under `coverage` the greatest weight is found first: a bonus
 * that is more than all of it puts the people first, and its duals are a good place to start from. Both are checked against all pairs.
 */
const solveByRows = (market: Market, watch: Stopwatch): Either<MatchError, Solved> => {
  const { rows, options } = market
  const oracle = freePairs(market)
  const places = usefulPlaces(
    oracle,
    rows.person.map((p) => market.places[p]!),
  )
  const coverage = options.objective === 'coverage'
  // With more people in pairs the weight may fall: nothing is certain but what none outweighs.
  const weightWatch = coverage ? retold(watch, (phase, _value, bound) => watch.tell(phase, 0, bound)) : watch
  const heaviest = checkedByRows(market, oracle, places, weightWatch)
  if (isLeft(heaviest)) return heaviest
  if (coverage) return mostByRows(market, oracle, places, heaviest.right, watch)
  const { graph, chosen, bound, solution } = heaviest.right
  const earns = new Uint8Array(places.length)
  const problem: Problem = { pairs: graph, personOf: rows.person, bonus: 0, earns, graph, capacity: places }
  return right(
    inPeople(market, problem, { chosen, weight: weightOf(graph, chosen), bound, ...provenBy(solution) }, watch),
  )
}

const provenBy = (solution: BMatchingSolution | undefined): { readonly certificate?: BMatchingCertificate } =>
  solution === undefined ? {} : { certificate: solution.certificate }

/** The most people first, given the greatest weight. */
const mostByRows = (
  market: Market,
  oracle: PairOracle,
  places: Int32Array,
  heaviest: BMatchingOfOracle,
  watch: Stopwatch,
): Either<MatchError, Solved> => {
  const { person } = market.rows
  const n = person.length
  const mostPairs = Math.floor(places.reduce((sum, own) => sum + own, 0) / 2)
  const bonus = heaviest.bound - mostPairs * Math.min(0, oracle.least) + 1
  const earns = Uint8Array.from(person, (p) => 1 - market.pinned[p]!)
  const { oracle: withSpare, capacity, owner } = withSparePlaces(oracle, places, bonus, earns)
  const price2x = new Float64Array(capacity.length)
  for (let v = 0; v < n; v++) price2x[v] = 2 * bonus * earns[v]! + (heaviest.solution?.certificate.dual2x[v] ?? 0)
  const first = new EdgeBuffer()
  const { source, target, weight } = heaviest.graph
  for (let e = 0; e < weight.length; e++) {
    const [u, v] = [source[e]!, target[e]!]
    first.add(u, v, weight[e]! + bonus * (earns[u]! + earns[v]!))
  }
  for (const [i, v] of owner.entries()) first.add(v, n + i, bonus)
  const start = { price2x, first: first.list(capacity.length) }
  const quiet = retold(watch, (phase) => watch.tell(phase, 0, heaviest.bound))
  const priced = checkedByRows(market, withSpare, capacity, quiet, start)
  if (isLeft(priced)) return priced
  const found = sparesLast(priced.right, n)
  const { graph, solution } = found
  const count = graph.weight.length - owner.length
  const pairs: EdgeList = {
    vertexCount: n,
    source: Int32Array.from({ length: count }, (_, e) => graph.source[e]!),
    target: Int32Array.from({ length: count }, (_, e) => graph.target[e]!),
    weight: Float64Array.from(
      { length: count },
      (_, e) => graph.weight[e]! - bonus * (earns[graph.source[e]!]! + earns[graph.target[e]!]!),
    ),
  }
  const problem: Problem = { pairs, personOf: person, bonus, earns, graph, capacity }
  const chosen = found.chosen.filter((e) => e < count)
  const own = weightOf(pairs, chosen)
  const asMany = found.bound - bonusesOf(problem, chosen)
  if (solution !== undefined && asMany !== own)
    return left({ _tag: 'ProofRejected', detail: 'the bonuses do not add up to what has been proven' })
  // As where all pairs are held: nothing is proven as long as more people might be placed.
  const bound = heaviest.bound > own ? Math.min(heaviest.bound, asMany) : asMany
  return right(inPeople(market, problem, { chosen, weight: own, bound, ...provenBy(solution) }, watch))
}

/** Solves over all pairs, and checks the certificate on those held and on all others. Stopped before the end of that, it has none. */
const checkedByRows = (
  { rows }: Market,
  oracle: PairOracle,
  capacity: Int32Array,
  watch: Stopwatch,
  start?: BOracleOptions['start'],
): Either<MatchError, BMatchingOfOracle> => {
  const attempt = withinRange(rows.vertexCount, () =>
    bMatchingOfOracle(oracle, capacity, start === undefined ? {} : { start }, watch),
  )
  if (isLeft(attempt)) return attempt
  const { graph, solution, bound } = attempt.right
  if (solution === undefined) return failed(rows.failure ?? watch.failure, attempt.right)
  watch.tell('check', solution.weight, bound)
  const held = checkBMatchingCertificate(graph, capacity, solution)
  const verdict = held.valid ? checkAllBPairs(oracle, capacity, graph, solution, watch.goOn) : held
  if (verdict !== undefined && !verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  const found = verdict === undefined ? { ...attempt.right, solution: undefined } : attempt.right
  return failed(rows.failure ?? watch.failure, found)
}

const failed = <A>(failure: MatchError | undefined, otherwise: A): Either<MatchError, A> =>
  failure === undefined ? right(otherwise) : left(failure)

/** The rows without pinned pairs, which are settled. */
const freePairs = ({ rows, pins, people: { length: n } }: Market): PairOracle => {
  if (pins.count === 0) return rows
  const settled = new Set<number>()
  for (let i = 0; i < pins.count; i++) settled.add(pairKey(n, pins.source[i]!, pins.target[i]!))
  return {
    vertexCount: rows.vertexCount,
    partner: rows.partner,
    weight: rows.weight,
    least: rows.least,
    most: (v) => rows.most(v),
    row: (v) => rows.row(v),
    scan: (price, take, goOn) => rows.scan(price, take, goOn),
    scanRows: (asked, price, take, goOn) => rows.scanRows(asked, price, take, goOn),
    above: (price, take, goOn) => rows.above(price, take, goOn),
    admits: (u, v) => !settled.has(pairKey(n, rows.person[u]!, rows.person[v]!)) && rows.admits(u, v),
  }
}
