import type { MatchingCertificate } from './solution.ts'

/**
 * What no matching of `edges` edges can outweigh, by a valid certificate: `sum y + sum z (|members| - 1) / 2`, less the lift of
 * each edge. Whole or half. O(n + blossoms).
 */
export function certifiedBound(certificate: MatchingCertificate, edges: number): number {
  let doubled = 0
  for (let v = 0; v < certificate.dual2x.length; v++) doubled += certificate.dual2x[v]!
  for (const { members, dual2x } of certificate.blossoms) doubled += dual2x * ((members.length - 1) / 2)
  return doubled / 2 - certificate.lift * edges
}
