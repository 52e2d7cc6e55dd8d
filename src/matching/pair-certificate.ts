import { sharedDuals } from './bound.ts'
import type { PairOracle } from './pair-oracle.ts'
import type { MatchingCertificate, Verdict } from './solution.ts'

/**
 * Holds the duals of a certificate against every pair that an oracle tells of. `checkCertificate` does the rest on the pairs that were held; with
 * both valid, the matching is optimal over all pairs. Undefined when `goOn` said false before the end. Shares no code with the solver: it asks for
 * pairs in the one way in which the solver does not. Costs as `PairOracle.above`; a vertex is named by its number.
 */
export function checkAllPairs(
  oracle: PairOracle,
  certificate: MatchingCertificate,
  goOn: () => boolean = () => true,
): Verdict | undefined {
  const { dual2x, blossoms, lift } = certificate
  if (dual2x.length !== oracle.vertexCount) return invalid('the certificate is for another number of vertices')
  // Whole numbers, so that what is compared below is exact; and none is NaN, with which nothing compares.
  if (!Number.isSafeInteger(lift)) return invalid(`the lift is ${lift}`)
  for (let v = 0; v < dual2x.length; v++) if (!isDual(dual2x[v]!)) return invalid(`the dual of ${v} is ${dual2x[v]}`)
  for (const [b, blossom] of blossoms.entries()) {
    if (!isDual(blossom.dual2x)) return invalid(`the dual of blossom ${b} is ${blossom.dual2x}`)
  }
  const shared = sharedDuals(certificate)
  let reason: string | undefined
  const take = (v: number, u: number, weight: number): void => {
    if (reason !== undefined) return
    const slack = dual2x[v]! + dual2x[u]! - 2 * (weight + lift) + shared(v, u)
    // Negated, so that NaN fails.
    if (slack >= 0 || !oracle.admits(v, u)) return
    reason = `the pair of ${v} and ${u} weighs more than its duals: slack ${slack / 2}`
  }
  // A pair outweighs the duals of its ends exactly if it weighs more than half of these prices.
  const price = dual2x.map((own) => own - lift)
  const told = oracle.above(price, take, () => reason === undefined && goOn())
  if (reason !== undefined) return invalid(reason)
  return told ? { valid: true } : undefined
}

const isDual = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

const invalid = (reason: string): Verdict => ({ valid: false, reason })
