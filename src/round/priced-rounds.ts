import { MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import { certifiedBound, sharedDuals } from '../matching/bound.ts'
import type { PairOracle } from '../matching/pair-oracle.ts'
import { matchByPricing } from '../matching/pricing.ts'
import type { MatchingCertificate } from '../matching/solution.ts'
import type { Watch } from '../matching/watch.ts'
import { UnmetRows } from './unmet-rows.ts'

/** What is asked of {@link roundsByPricing}. */
export interface PricedRoundsOptions {
  readonly rounds: number
  readonly objective: 'coverage' | 'weight'
}

/**
 * Shows what a season of `R` rounds can come to. The certificate is one of the pairs that do not meet in the first `after` rounds: no matching of these has a greater weight,
 * with `lift` added to each, than its dual variables come to, `d`. Charge a price for each pair that does meet in them, as much as it weighs (lifted) beyond the duals around it: then
 * that is so of all pairs. A season uses each pair once at most, so its pairs come to at most `value`: `R d` and all prices.
 */
export interface SeasonBound {
  readonly after: number
  readonly certificate: MatchingCertificate
  readonly value: number
}

/** A season, and what it is known to fall short of. */
export interface PricedRounds {
  readonly objective: 'coverage' | 'weight'
  /** Per round, the partner of every vertex, or -1. */
  readonly rounds: readonly Int32Array[]
  readonly pairs: number
  readonly weight: number
  readonly sitOuts: Int32Array
  /** No season has more pairs: no single round has, by the first of `bounds`. Under `weight` only vertices are counted. */
  readonly mostPairs: number
  /** No season with at least as many pairs (under `weight`: no season at all) weighs more, by the last of `bounds`. */
  readonly bound: number
  readonly bounds: readonly [SeasonBound, SeasonBound]
}

/**
 * A season of rounds over all pairs that an oracle tells of, round by round: the best matching of those who have not met, by candidate pricing, without ever
 * holding the pairs. Under `coverage` each round places as many as can be, and for each time that somebody has sat out they are owed the weight of the heaviest pair, so that it is
 * others next time where there is a way. What is lost by not looking ahead is bounded: see {@link SeasonBound}.
 *
 * A `matchByPricing` for each round, and under `coverage` one more for the bound. Stopped by `watch`, the rounds left are filled from the pairs that were held, the heaviest first.
 *
 * @throws RangeError where sums would leave the safe integers
 */
export function roundsByPricing(
  oracle: PairOracle,
  { rounds: count, objective }: PricedRoundsOptions,
  watch: Watch,
): PricedRounds {
  const n = oracle.vertexCount
  const unit = objective === 'coverage' && count > 0 ? unitOf(oracle, count) : 0
  const rounds: Int32Array[] = []
  const sitOuts = new Int32Array(n)
  /** What pairs weigh that were held in some round. */
  const held = new Map<number, number>()
  const weightOf = (u: number, v: number): number => held.get(Math.min(u, v) * n + Math.max(u, v))!
  const bounds: SeasonBound[] = []
  let [pairs, weight, most] = [0, 0, Infinity]
  for (let r = 0; r < count; r++) {
    let mate: Int32Array
    if (r === 0 || watch.goOn()) {
      const owed = Float64Array.from(sitOuts, (times) => unit * times)
      const { graph, solution } = matchByPricing(
        new UnmetRows(oracle, rounds, owed),
        { objective },
        {
          goOn: watch.goOn,
          tell: (phase, _value, bound) => {
            if (r === 0) most = count * bound
            watch.tell(phase, objective === 'weight' ? weight : 0, most)
          },
        },
      )
      for (let e = 0; e < graph.weight.length; e++) {
        const [u, v] = [graph.source[e]!, graph.target[e]!]
        held.set(Math.min(u, v) * n + Math.max(u, v), graph.weight[e]! - owed[u]! - owed[v]!)
      }
      bounds.push(seasonBound(withoutOwed(solution.certificate, owed), rounds, count, weightOf))
      mate = solution.mate
    } else mate = filled(n, held, rounds, objective)
    for (let v = 0; v < n; v++) {
      if (mate[v]! < 0) sitOuts[v]!++
      if (mate[v]! <= v) continue
      pairs++
      weight += weightOf(v, mate[v]!)
    }
    rounds.push(mate)
  }
  if (objective === 'coverage' && count > 0 && watch.goOn()) bounds.push(plainBound(oracle, rounds, weightOf, watch))
  const first = bounds[0] ?? seasonBound(plainCertificate(oracle), [], count, weightOf)
  const last = bounds.reduce((best, one) => (weightBound(one, pairs) < weightBound(best, pairs) ? one : best), first)
  return {
    objective,
    rounds,
    pairs,
    weight,
    sitOuts,
    mostPairs: count * mostPairsInOne(oracle, first.certificate, objective),
    bound: weightBound(last, pairs),
    bounds: [first, last],
  }
}

/** Without a lift: what puts the number of pairs first says little of weight where one pair more may be possible. */
function plainBound(
  oracle: PairOracle,
  rounds: readonly Int32Array[],
  weightOf: (u: number, v: number) => number,
  { goOn }: Watch,
): SeasonBound {
  const before = rounds.slice(0, -1)
  const unmet = new UnmetRows(oracle, before, new Float64Array(oracle.vertexCount))
  const { solution } = matchByPricing(unmet, {}, { goOn, tell: () => undefined })
  return seasonBound(solution.certificate, before, rounds.length, weightOf)
}

/** What seasons with so many pairs, or more, weigh at most. */
export function weightBound({ certificate: { lift }, value }: SeasonBound, pairs: number): number {
  return value - lift * pairs
}

/** No round has more pairs. */
export function mostPairsInOne(
  { vertexCount, least }: PairOracle,
  certificate: MatchingCertificate,
  objective: 'coverage' | 'weight',
): number {
  const half = Math.floor(vertexCount / 2)
  const each = certificate.lift + least
  return objective === 'weight' || each <= 0 ? half : Math.min(half, Math.floor(certifiedBound(certificate, 0) / each))
}

/** What each vertex can have at most. */
const plainCertificate = (oracle: PairOracle): MatchingCertificate => ({
  dual2x: Float64Array.from({ length: oracle.vertexCount }, (_, v) => oracle.most(v)),
  blossoms: [],
  lift: 0,
})

/** What one is owed for sitting out once: as much as the heaviest pair weighs, or less where sums of lifted weights would not be safe. */
function unitOf(oracle: PairOracle, rounds: number): number {
  const n = oracle.vertexCount
  let heaviest = 0
  for (let v = 0; v < n; v++) heaviest = Math.max(heaviest, oracle.most(v))
  // A round weighs at most n / 2 such pairs; the lift is about that, and n lifted weights in each round are to be safe.
  const room = MAX_WEIGHT_SUM / (4 * rounds * Math.max(8, n) * (n / 2 + 2)) - heaviest + oracle.least
  return Math.max(0, Math.min(heaviest, Math.floor(room / (2 * rounds))))
}

/** The same certificate for weights without what was owed. */
function withoutOwed({ dual2x, blossoms, lift }: MatchingCertificate, owed: Float64Array): MatchingCertificate {
  return { dual2x: dual2x.map((own, v) => Math.max(0, own - 2 * owed[v]!)), blossoms, lift }
}

function seasonBound(
  certificate: MatchingCertificate,
  before: readonly Int32Array[],
  rounds: number,
  weightOf: (u: number, v: number) => number,
): SeasonBound {
  const { dual2x, lift } = certificate
  const shared = sharedDuals(certificate)
  let doubled = 2 * rounds * certifiedBound(certificate, 0)
  for (const mate of before) {
    for (let v = 0; v < mate.length; v++) {
      const u = mate[v]!
      if (u > v) doubled += Math.max(0, 2 * (weightOf(v, u) + lift) - dual2x[v]! - dual2x[u]! - shared(v, u))
    }
  }
  if (!Number.isSafeInteger(Math.floor(doubled)))
    throw new RangeError('sums of so many rounds would leave the safe integers')
  return { after: before.length, certificate, value: Math.floor(doubled / 2) }
}

/** Of the pairs that were held the heaviest, one after the other, if both are free and have not met. */
function filled(
  n: number,
  pool: ReadonlyMap<number, number>,
  rounds: readonly Int32Array[],
  objective: 'coverage' | 'weight',
): Int32Array {
  const mate = new Int32Array(n).fill(-1)
  const order = [...pool].toSorted(([a, x], [b, y]) => y - x || a - b)
  for (const [key, weight] of order) {
    const [u, v] = [Math.floor(key / n), key % n]
    if (mate[u]! >= 0 || mate[v]! >= 0 || (weight <= 0 && objective === 'weight')) continue
    if (rounds.some((round) => round[u] === v)) continue
    mate[u] = v
    mate[v] = u
  }
  return mate
}
