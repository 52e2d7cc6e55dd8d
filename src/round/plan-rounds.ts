import { coverageLift, type EdgeList, MAX_WEIGHT_SUM, validateEdgeList } from '../graph/edge-list.ts'
import { overfullParts } from './choose-pairs.ts'
import { findSeason } from './find-season.ts'
import { inOrder, Proof, renumbered } from './round-bound.ts'
import { allowedEdges } from './round-claims.ts'
import { fairBoundOf } from './round-fairness.ts'
import { orderRounds } from './round-order.ts'
import type { FairnessCertificate, RoundOptions, RoundPlan } from './round-plan.ts'
import { scoreOf } from './score.ts'
import { type Season, sortEdges, toSeason } from './season.ts'
import type { Timetable } from './timetable.ts'

const MOST_ENTRIES = 2 ** 28
const MOST_CREDIT = 2 ** 16

/**
 * A whole season at once: `rounds` matchings, no pair twice, as good as the objective has it (see {@link RoundOptions}), with
 * bounds on what any season could be worth, which {@link checkRoundPlan} verifies without trusting this function. The answer depends only on the graph,
 * not on the order of its edges; the same each time, unless `goOn` cuts it short. Rounds are in an order in which few sit out twice in a row.
 *
 * Matchings without a common pair are the colours of an edge colouring. So the pairs are chosen by one exact b-matching with a place for
 * each round (which is the bound), and coloured; what does not fit is improved round by round. To decide whether a graph can be coloured with as
 * many rounds as its greatest degree is NP-complete (Holyer 1981), so there is no promise of an optimum in general. There is one: if there are
 * more rounds than anybody has partners (all pairs meet, Vizing 1964), if the graph is bipartite (Kőnig 1916), for one round, and for
 * anything on `n` people with `n - 1` rounds, or `n` if that is odd (the circle method). Elsewhere it is the rule as well: compare `weight` with `bound`,
 * or under `coverage` with `fairBound`. A few b-matchings; if those don't settle it, some dozens of matchings.
 *
 * @throws RangeError that names the option; or the edge, as `maximumWeightMatching` does; or the pair whose weight is too large for so many rounds
 * @example
 * ```ts
 * import { checkRoundPlan, planRounds } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // Two triangles and three edges between them: each pair meets once, and nobody ever sits out.
 * const graph = {
 *   vertexCount: 6,
 *   source: [0, 1, 2, 3, 4, 5, 0, 1, 2],
 *   target: [1, 2, 0, 4, 5, 3, 3, 4, 5],
 *   weight: [1, 1, 1, 1, 1, 1, 9, 1, 1],
 * }
 * const season = planRounds(graph, { rounds: 3 })
 * assert.deepStrictEqual([...season.sitOuts], [0, 0, 0, 0, 0, 0])
 * assert.strictEqual(season.weight, season.bound)
 * assert.deepStrictEqual(checkRoundPlan(graph, season), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function planRounds(graph: EdgeList, options: RoundOptions): RoundPlan {
  validateEdgeList(graph)
  validateOptions(graph.vertexCount, options)
  const { rounds, objective = 'coverage', met = [], credit, goOn = () => true } = options
  const { graph: allowed, order } = sortEdges(allowedEdges(graph, met))
  const season = toSeason(allowed, rounds, objective, credit)
  const lift = objective === 'coverage' ? liftOf(season, rounds) : 0
  assertSafe(allowed, season, rounds, lift)
  const proof = new Proof(allowed, rounds, objective, lift)
  const relaxed = pairsOf(season, allowed, proof.relaxed)
  const parts = overfullParts(season, relaxed)
  const timetable = findSeason(season, relaxed, parts, proof, goOn)
  const plan = write(timetable, rounds)
  if (goOn() && !proof.isBest(plan.pairs, plan.weight, parts)) {
    const { mostPairs } = proof.claims(plan.pairs)
    if (objective === 'coverage' && plan.pairs < mostPairs)
      proof.proveWithLifts([0, Math.max(1, season.greatestWeight)])
  }
  const claims = proof.claims(plan.pairs)
  const certificates = proof.needed(plan.pairs).map((certificate) => inOrder(certificate, order))
  const { recipe } = proof
  const fairBound =
    recipe === undefined ? Infinity : fairBoundOf(season, recipe, plan.pairs, scoreOf(timetable).unfairness)
  if (recipe === undefined || !(fairBound < claims.bound)) {
    return { objective, ...plan, ...claims, fairBound: claims.bound, certificates }
  }
  const edges = pairEdges(season, allowed)
  const fairness: FairnessCertificate = {
    kind: 'fairness',
    ...recipe,
    solution: renumbered(recipe.solution, (e) =>
      e < season.pairCount ? order[edges[e]!]! : e - season.pairCount + order.length,
    ),
  }
  return { objective, ...plan, ...claims, fairBound, certificates, fairness }
}

/** Per pair of the season, its edge in the sorted graph. */
function pairEdges({ pairCount, low, high }: Season, { source, target }: EdgeList): Int32Array {
  const edges = new Int32Array(pairCount)
  for (let p = 0, e = 0; p < pairCount; p++, e++) {
    while (source[e] !== low[p] || target[e] !== high[p]) e++
    edges[p] = e
  }
  return edges
}

function write(timetable: Timetable, rounds: number): Pick<RoundPlan, 'rounds' | 'pairs' | 'weight' | 'sitOuts'> {
  const { season, roundOf } = timetable
  const { vertexCount: n, low, high } = season
  const place = new Int32Array(season.rounds)
  for (const [i, r] of orderRounds(timetable).entries()) place[r] = i
  const mates = Array.from({ length: rounds }, () => new Int32Array(n).fill(-1))
  const sitOuts = new Int32Array(n).fill(rounds)
  let pairs = 0
  let weight = 0
  for (let p = 0; p < roundOf.length; p++) {
    if (roundOf[p] === -1) continue
    const u = low[p]!
    const v = high[p]!
    const mate = mates[place[roundOf[p]!]!]!
    mate[u] = v
    mate[v] = u
    sitOuts[u]!--
    sitOuts[v]!--
    pairs++
    weight += season.weight[p]!
  }
  return { rounds: mates, pairs, weight, sitOuts }
}

/** These edges, one of a pair each, as pairs of the season. */
function pairsOf(season: Season, { vertexCount: n, source, target }: EdgeList, edges: Int32Array): readonly number[] {
  const wanted = new Set<number>()
  for (const e of edges) wanted.add(Math.min(source[e]!, target[e]!) * n + Math.max(source[e]!, target[e]!))
  const pairs: number[] = []
  for (let p = 0; p < season.pairCount; p++) if (wanted.has(season.low[p]! * n + season.high[p]!)) pairs.push(p)
  return pairs
}

/** What makes one more pair in the season outweigh everything else. */
function liftOf({ degree, leastWeight, greatestWeight }: Season, rounds: number): number {
  const places = degree.reduce((sum, d) => sum + Math.min(d, rounds), 0)
  return coverageLift(places, leastWeight, greatestWeight)
}

/** A b-matching of so many pairs and places must stay in the safe integers; names a pair if it would not. */
function assertSafe(
  { source, target, weight }: EdgeList,
  { pairCount, degree }: Season,
  rounds: number,
  lift: number,
): void {
  const places = degree.reduce((sum, d) => sum + Math.min(d, rounds), 0)
  const most = MAX_WEIGHT_SUM / Math.max(8, 2 * pairCount + places)
  for (let e = 0; e < weight.length; e++) {
    if (weight[e]! + lift > most)
      throw new RangeError(
        `vertices ${source[e]} and ${target[e]}: weight ${weight[e]} is too far from zero or from others for ${pairCount} pairs in ${rounds} rounds: ` +
          'sums would leave the safe integers',
      )
  }
}

function validateOptions(n: number, options: RoundOptions): void {
  if (typeof options !== 'object' || options === null) throw new RangeError('options: expected an object with rounds')
  const { rounds, objective = 'coverage', met = [], credit, goOn } = options
  if (!Number.isSafeInteger(rounds) || rounds < 0 || rounds * Math.max(1, n) > MOST_ENTRIES)
    throw new RangeError(`rounds: expected a whole number from 0 to ${Math.floor(MOST_ENTRIES / Math.max(1, n))}`)
  if (objective !== 'coverage' && objective !== 'weight')
    throw new RangeError(`objective: expected "coverage" or "weight", got ${String(objective)}`)
  if (!Array.isArray(met)) throw new RangeError('met: expected an array of pairs of vertices')
  const isVertex = (v: unknown): boolean => Number.isInteger(v) && (v as number) >= 0 && (v as number) < n
  for (const [i, pair] of met.entries()) {
    const isPair = Array.isArray(pair) && pair.length === 2 && isVertex(pair[0]) && isVertex(pair[1])
    if (!isPair) throw new RangeError(`met ${i}: expected two of the ${n} vertices`)
  }
  if (goOn !== undefined && typeof goOn !== 'function') throw new RangeError('goOn: expected a function')
  if (credit === undefined) return
  if (typeof credit !== 'object' || credit === null || credit.length !== n)
    throw new RangeError(`credit: expected one whole number for each of the ${n} vertices`)
  for (let v = 0; v < n; v++) {
    const value: unknown = credit[v]
    if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > MOST_CREDIT)
      throw new RangeError(`credit of vertex ${v}: expected a whole number from 0 to ${MOST_CREDIT}`)
  }
}
