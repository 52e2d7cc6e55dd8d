import type { PairOracle } from './pair-oracle.ts'
import type { MatchingCertificate, Verdict } from './solution.ts'

/** The part of the vertices, those with the lowest duals, whose rows are looked through whole. */
const LOWEST = 1 / 20

/**
 * Holds the duals of a certificate against every pair that an oracle tells of. `checkCertificate` does the rest on the pairs that were held; with
 * both valid, the matching is optimal over all pairs. Shares no code with the solver. O(pairs); a vertex is named by its number.
 */
export function checkAllPairs(oracle: PairOracle, { dual2x, blossoms, lift }: MatchingCertificate): Verdict {
  const { partner, weight, vertexCount } = oracle
  if (dual2x.length !== vertexCount)
    return { valid: false, reason: 'the certificate is for another number of vertices' }
  /** Blossoms by vertex, for the few pairs that need them. */
  const around = new Map<number, number[]>()
  blossoms.forEach(({ members }, b) => {
    for (const v of members) around.set(v, [...(around.get(v) ?? []), b])
  })
  const shared = (u: number, v: number): number => {
    const others = around.get(v)
    if (others === undefined) return 0
    return (around.get(u) ?? []).reduce((sum, b) => (others.includes(b) ? sum + blossoms[b]!.dual2x : sum), 0)
  }
  const failure = (v: number, length: number): string | undefined => {
    const own = dual2x[v]! - 2 * lift
    for (let i = 0; i < length; i++) {
      const slack = own + dual2x[partner[i]!]! - 2 * weight[i]!
      // Negated, so that NaN fails.
      if (slack >= 0 || slack + shared(v, partner[i]!) >= 0 || !oracle.admits(v, partner[i]!)) continue
      return `the pair of ${v} and ${partner[i]} weighs more than its duals: slack ${slack / 2}`
    }
    return undefined
  }
  // With all but the lowest duals, a pair must weigh much before it matters.
  const low = dual2x.toSorted()[Math.floor(vertexCount * LOWEST)] ?? 0
  let reason: string | undefined
  for (let v = 0; v < vertexCount; v++) if (!(dual2x[v]! >= low)) reason ??= failure(v, oracle.row(v))
  oracle.rewind()
  for (let v = 0; v < vertexCount && reason === undefined; v++) {
    reason = failure(v, oracle.rowBeyond(v, (dual2x[v]! + low) / 2 - lift))
  }
  return reason === undefined ? { valid: true } : { valid: false, reason }
}
