import type { PairList } from '../benefit/edges.ts'
import { WEIGHT_SCALE } from '../benefit/fusion.ts'
import type { MatchingCertificate } from '../matching/solution.ts'

/** What the solver said about the possible pairs, with people as vertices. */
export interface SolvedPairs {
  /** Per person, the partner, or -1. */
  readonly partner: Int32Array
  /** Vertices are people. */
  readonly certificate: MatchingCertificate
}

/** Per person without a partner, the pair that would have cost least. */
export interface MissedPairs {
  /** Position in the list of possible pairs, or -1 for people who have a partner, or had no possible one. */
  readonly pairAt: Int32Array
  /** At least so much would the total fall, in units of weight. */
  readonly lostBy: Float64Array
}

/**
 * Finds for everybody without a partner the possible pair that came nearest to being chosen: the one with the least reduced cost
 * `y[u] + y[v] + (z of the blossoms around both) - weight`, which is what forcing it would cost the total at the
 * least (linear programming duality). On equal costs the heavier pair, then the earlier one. O(pairs).
 */
export const findMissedPairs = (pairs: PairList, { partner, certificate }: SolvedPairs): MissedPairs => {
  const n = pairs.vertexCount
  const { dual2x, lift } = certificate
  const around = blossomsAroundSingles(partner, certificate)
  const pairAt = new Int32Array(n).fill(-1)
  const cost2x = new Float64Array(n).fill(Infinity)
  const consider = (single: number, other: number, at: number): void => {
    if (partner[single]! >= 0) return
    const weight = pairs.weight[at]!
    const cost = dual2x[single]! + dual2x[other]! + (around.get(single)?.get(other) ?? 0) - 2 * (weight + lift)
    const before = cost2x[single]!
    if (cost > before || (cost === before && weight <= pairs.weight[pairAt[single]!]!)) return
    cost2x[single] = cost
    pairAt[single] = at
  }
  for (let at = 0; at < pairs.count; at++) {
    consider(pairs.source[at]!, pairs.target[at]!, at)
    consider(pairs.target[at]!, pairs.source[at]!, at)
  }
  // Totals are whole numbers of thousandths, and so is what a pair loses: half a one more is a whole one.
  return { pairAt, lostBy: cost2x.map((cost) => Math.ceil(Math.max(0, cost) / 2) / WEIGHT_SCALE) }
}

/** For each single person inside blossoms, the blossom duals (doubled) that each other member shares with them. */
const blossomsAroundSingles = (
  partner: Int32Array,
  { blossoms }: MatchingCertificate,
): ReadonlyMap<number, ReadonlyMap<number, number>> => {
  const around = new Map<number, Map<number, number>>()
  for (const { members, dual2x } of blossoms) {
    // A full blossom has at most one vertex that is not matched inside it.
    const single = members.find((v) => partner[v]! < 0)
    if (single === undefined) continue
    const shared = around.get(single) ?? new Map<number, number>()
    around.set(single, shared)
    for (const v of members) shared.set(v, (shared.get(v) ?? 0) + dual2x)
  }
  return around
}
