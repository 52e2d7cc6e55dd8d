import { sharedDuals } from './bound.ts'
import type { PairOracle } from './pair-oracle.ts'
import type { MatchingCertificate, Verdict } from './solution.ts'

/** The part of the vertices, those with the lowest duals, whose rows are looked through whole. */
const LOWEST = 1 / 20

/**
 * Holds the duals of a certificate against every pair that an oracle tells of. `checkCertificate` does the rest on the pairs that were held; with
 * both valid, the matching is optimal over all pairs. Undefined when `goOn` said false before the end. Shares no code with the solver. O(pairs); a vertex is named by its number.
 */
export function checkAllPairs(
  oracle: PairOracle,
  certificate: MatchingCertificate,
  goOn: () => boolean = () => true,
): Verdict | undefined {
  const { partner, weight, vertexCount } = oracle
  const { dual2x, lift } = certificate
  if (dual2x.length !== vertexCount)
    return { valid: false, reason: 'the certificate is for another number of vertices' }
  const shared = sharedDuals(certificate)
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
  for (let v = 0; v < vertexCount; v++) {
    if (!(dual2x[v]! >= low)) reason ??= failure(v, oracle.row(v))
    if (!goOn()) return undefined
  }
  oracle.rewind()
  for (let v = 0; v < vertexCount && reason === undefined; v++) {
    reason = failure(v, oracle.rowBeyond(v, (dual2x[v]! + low) / 2 - lift))
    if (!goOn()) return undefined
  }
  return reason === undefined ? { valid: true } : { valid: false, reason }
}
