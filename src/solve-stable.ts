import { withoutTheUnconnected } from './benefit/edges.ts'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { PairList } from './benefit/edges.ts'
import { MAX_PAIRS } from './benefit/limits.ts'
import type { Market } from './benefit/market.ts'
import type { PreferredPartners } from './benefit/preferred-partners.ts'
import { preferredPartnersOf } from './benefit/preferred-partners-of.ts'
import { ProofPreferences } from './benefit/proof-blocking.ts'
import { pinnedAmongThem, withoutPinned } from './benefit/unpinned.ts'
import { proofOf } from './explain/proof.ts'
import type { Proof } from './explain/result.ts'
import { favourites, type StableInPeople } from './explain/stability.ts'
import { MAX_WEIGHT_SUM } from './graph/edge-list.ts'
import { solveBMatchingWhile } from './matching/b-matching.ts'
import { checkBMatchingCertificate } from './matching/b-matching-certificate.ts'
import { guessedBound } from './matching/b-matching-greedy.ts'
import { certifiedBound, checkBound } from './matching/bound.ts'
import { checkCertificate } from './matching/certificate.ts'
import { solveMatching } from './matching/maximum-weight-matching.ts'
import type { PreferenceGraph } from './matching/preference-graph.ts'
import { worstEdges } from './matching/stable-b-blocking.ts'
import { checkStableBMatching } from './matching/stable-b-check.ts'
import { stableBMatching } from './matching/stable-b-matching.ts'
import type { StableBMatching } from './matching/stable-b-solution.ts'
import { checkStableMatching } from './matching/stable-check.ts'
import { stableByOracle } from './matching/stable-by-oracle.ts'
import { checkStableByJudge } from './matching/stable-check-by-judge.ts'
import { stableMatching } from './matching/stable-matching.ts'
import type { StableSolution } from './matching/stable-solution.ts'
import type { MatchError } from './model/error.ts'
import { greatestWeight, type Solved, withinRange } from './solve-pairs.ts'
import type { Stopwatch } from './stopwatch.ts'

/** A market as preferences: vertex `v` is person `personOf[v]`, in the same order, so that ties are broken by id. */
export interface Preferences {
  readonly graph: PreferenceGraph
  readonly personOf: Int32Array
}

/** Of a market with the gains; pinned people are in no pair. `TooLarge` where sums of so great weights would not be exact. */
export const preferencesOf = (edges: PairList): Either<MatchError, Preferences> => {
  const { pairs, personOf } = withoutTheUnconnected(edges)
  let largest = 1
  for (const weight of edges.weight) largest = Math.max(largest, Math.abs(weight))
  if (Math.max(8, pairs.vertexCount) * largest > MAX_WEIGHT_SUM) {
    const limit = Math.floor(MAX_WEIGHT_SUM / largest)
    return left({ _tag: 'TooLarge', what: 'people with pairs of so great weights', size: pairs.vertexCount, limit })
  }
  const { gains } = edges
  if (gains === undefined) throw new Error('under stable the gains are held')
  return right({ graph: { ...pairs, sourceGain: gains.source, targetGain: gains.target }, personOf })
}

/**
 * Solves a market for stability: a stable matching, or one with few blocking pairs and the reason why none is stable, and what that costs:
 * the greatest weight of any matching. Both are checked by code that shares nothing with the solvers before anything is claimed. Budget
 * and signal end the latter only, which then is a bound.
 */
export const solveStable = (market: Market, watch: Stopwatch): Either<MatchError, Solved> => {
  const { edges } = market
  if (edges === undefined) return solveStableByRows(market, watch)
  const preferences = preferencesOf(edges)
  if (preferences._tag === 'Left') return preferences
  const { graph } = preferences.right
  watch.tell('solve', 0, Infinity)
  const solution = stableMatching(graph)
  const weight = weightOf(graph, solution)
  const heaviest = solveMatching(graph, 'weight', {
    goOn: watch.goOn,
    tell: (phase, _, bound) => watch.tell(phase, weight, bound),
  })
  const bound = certifiedBound(heaviest.certificate, 0)
  watch.tell('check', weight, bound)
  // Asked first: a callback that failed has ended the search, too.
  if (watch.failure !== undefined) return left(watch.failure)
  for (const verdict of [
    checkStableMatching(graph, solution),
    watch.stopped === undefined ? checkCertificate(graph, heaviest) : checkBound(graph, heaviest),
  ]) {
    if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  }
  // A stable one has 0 blocking pairs of at least 0.
  const optimal = solution.blocking.length === solution.leastBlocking
  const proof = { ...proofOf(market, weight, bound, watch.stopped), optimal }
  const { personOf } = preferences.right
  return right(inPeople(market, personOf, solution, proof, favouritesOf(edges)))
}

/** Found out when somebody is first asked about. */
const favouritesOf = (edges: PairList): StableInPeople['favourite'] => {
  let found: Int32Array | undefined
  return (p) => {
    found ??= favourites(edges)
    return found[p]!
  }
}

/**
 * The same without holding the pairs: whom people like best is found row by row, and what is claimed is checked by a scan of all pairs that shares nothing with
 * that.
 */
const solveStableByRows = (market: Market, watch: Stopwatch): Either<MatchError, Solved> => {
  const { parts, rows } = market
  watch.tell('solve', 0, Infinity)
  // Neither budget nor signal end it: there would be nothing to show.
  const goOn = (): boolean => {
    watch.goOn()
    return watch.failure === undefined && rows.failure === undefined
  }
  const solution = stableByOracle(preferredPartnersOf(parts), MAX_PAIRS, goOn)
  const failure = rows.failure ?? watch.failure
  if (failure !== undefined) return left(failure)
  if (solution === undefined)
    return left({ _tag: 'TooLarge', what: 'pairs that both would take', size: MAX_PAIRS + 1, limit: MAX_PAIRS })
  const judge = new ProofPreferences(parts)
  let weight = 0
  solution.mate.forEach((u, v) => {
    if (u > v) weight += judge.preferred(v, u)?.weight ?? Number.NaN
  })
  const heaviest = greatestWeight(market, {
    goOn: watch.goOn,
    tell: (phase, _, bound) => watch.tell(phase, weight, bound),
    get stopped() {
      return watch.stopped
    },
    get failure() {
      return watch.failure
    },
  })
  if (isLeft(heaviest)) return heaviest
  watch.tell('check', weight, heaviest.right)
  const verdict = checkStableByJudge(judge, solution, goOn)
  const failed = rows.failure ?? watch.failure
  if (failed !== undefined) return left(failed)
  if (verdict === undefined || !verdict.valid)
    return left({ _tag: 'ProofRejected', detail: verdict?.reason ?? 'not all pairs have been looked at' })
  const optimal = solution.blocking.length === solution.leastBlocking
  const proof = { ...proofOf(market, weight, heaviest.right, watch.stopped), optimal }
  return right(inPeople(market, rows.person, solution, proof, favouritesByRows(market)))
}

/** One row for each who is asked about. */
const favouritesByRows = ({ parts, rows }: Market): StableInPeople['favourite'] => {
  let partners: PreferredPartners | undefined
  return (p) => {
    const v = rows.vertex(p)
    if (v < 0) return -1
    partners ??= preferredPartnersOf(parts)
    const u = partners.next(v)
    return u < 0 ? -1 : rows.person[u]!
  }
}

const weightOf = ({ source, target, weight }: PreferenceGraph, { mate }: StableSolution): number => {
  let sum = 0
  for (let e = 0; e < weight.length; e++) if (mate[source[e]!] === target[e]) sum += weight[e]!
  return sum
}

const inPeople = (
  { people, places }: Market,
  personOf: Int32Array,
  { mate, stable, leastBlocking, blocking, oddParties }: StableSolution,
  proof: Proof,
  favourite: StableInPeople['favourite'],
): Solved => {
  const partner = new Int32Array(people.length).fill(-1)
  for (let v = 0; v < mate.length; v++) if (mate[v]! >= 0) partner[personOf[v]!] = personOf[mate[v]!]!
  const source = Int32Array.from(partner.keys()).filter((p) => partner[p]! > p)
  const found: StableInPeople = {
    favourite,
    stable,
    leastBlocking,
    blocking: blocking.map(([u, v]) => [personOf[u]!, personOf[v]!]),
    oddParties: oddParties.map((party) => party.map((v) => personOf[v]!)),
  }
  return {
    chosen: { source, target: source.map((p) => partner[p]!) },
    partner,
    open: places.map((count, p) => (partner[p]! < 0 ? count : 0)),
    // Whoever is left over is told about preferences, not about what another total would be.
    certificate: { dual2x: new Float64Array(people.length), blossoms: [], lift: 0 },
    finished: false,
    preferences: found,
    proof,
  }
}

/**
 * The same where people take several partners: a stable b-matching, and what that costs. A pin takes a place, and nobody gives up whom they are pinned to.
 * Where it is stopped, the bound takes no time to find.
 */
export const solveStableForSeveral = (market: Market, watch: Stopwatch): Either<MatchError, Solved> => {
  const edges = withoutPinned(market)
  const preferences = preferencesOf(edges)
  if (preferences._tag === 'Left') return preferences
  const { graph, personOf } = preferences.right
  const places = personOf.map((p) => market.places[p]!)
  watch.tell('solve', 0, Infinity)
  const solution = stableBMatching(graph, places)
  const weight = solution.chosen.reduce((sum, e) => sum + graph.weight[e]!, 0)
  const solved = withinRange(graph.vertexCount, () => {
    const heaviest = solveBMatchingWhile(watch.goOn, graph, places)
    return { heaviest, bound: heaviest === undefined ? guessedBound(graph, places) : heaviest.weight }
  })
  if (isLeft(solved)) return solved
  const { heaviest, bound } = solved.right
  watch.tell('check', weight, bound)
  // Asked first: a callback that failed has ended the search, too.
  if (watch.failure !== undefined) return left(watch.failure)
  const verdicts = [checkStableBMatching(graph, places, solution)]
  if (heaviest !== undefined) verdicts.push(checkBMatchingCertificate(graph, places, heaviest))
  for (const verdict of verdicts) {
    if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  }
  const proof = proofOf(market, weight, bound, heaviest === undefined ? watch.stopped : undefined)
  return right(
    severalInPeople(market, edges, preferences.right, solution, {
      ...proof,
      optimal: solution.blocking.length === solution.leastBlocking,
      possiblePairs: proof.possiblePairs - pinnedAmongThem(market),
    }),
  )
}

const severalInPeople = (
  { places }: Market,
  edges: PairList,
  preferences: Preferences,
  { chosen, stable, leastBlocking, blocking, oddParties }: StableBMatching,
  proof: Proof,
): Solved => {
  const { graph, personOf } = preferences
  const source = chosen.map((e) => personOf[graph.source[e]!]!)
  const target = chosen.map((e) => personOf[graph.target[e]!]!)
  const open = places.slice()
  for (const ends of [source, target]) for (const p of ends) open[p]!--
  const partner = worstPartners(preferences, chosen, places.length)
  const found: StableInPeople = {
    favourite: favouritesOf(edges),
    stable,
    leastBlocking,
    blocking: blocking.map(([u, v]) => [personOf[u]!, personOf[v]!]),
    oddParties: oddParties.map((party) => party.map((v) => personOf[v]!)),
    givenUp: partner.map((other, p) => (open[p]! > 0 ? -1 : other)),
  }
  return {
    chosen: { source, target },
    partner,
    open,
    certificate: { dual2x: new Float64Array(places.length), blossoms: [], lift: 0 },
    finished: false,
    preferences: found,
    proof,
  }
}

/** Per person, of the partners by these edges the one that they like least, or -1. */
export const worstPartners = (
  { graph, personOf }: Preferences,
  chosen: ArrayLike<number>,
  peopleCount: number,
): Int32Array => {
  const partner = new Int32Array(peopleCount).fill(-1)
  for (const [v, e] of worstEdges(graph, chosen).entries()) {
    if (e >= 0) partner[personOf[v]!] = personOf[graph.source[e] === v ? graph.target[e]! : graph.source[e]!]!
  }
  return partner
}
