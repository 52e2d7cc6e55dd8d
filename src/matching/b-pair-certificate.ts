import type { EdgeList } from '../graph/edge-list.ts'
import type { BMatchingSolution } from './b-matching-solution.ts'
import { sharedDuals } from './bound.ts'
import type { PairOracle } from './pair-oracle.ts'
import type { Verdict } from './solution.ts'

/**
 * Holds the certificate of a b-matching against every pair that an oracle tells of: with `checkBMatchingCertificate` on `held`, the pairs that were
 * held (each once), a proof that no b-matching over all pairs weighs more. Two things are left to show:
 *
 * - The bound holds for the places as they are: on the held pairs alone, nobody had more of them than partners there. So it is added up again with
 *   all places, and must still come to the weight.
 * - Pairs that are not held are paid for: by the duals of their ends and of the blossoms around both, since only a pair that is held can
 *   have a dual of its own or cross a blossom. Pairs that weigh nothing or less are, as no dual is negative.
 *
 * Undefined when `goOn` said false before the end. Shares no code with the solver: it asks for pairs in the one way in which the solver does not. Costs as
 * `PairOracle.above`; a vertex is named by its number.
 */
export function checkAllBPairs(
  oracle: PairOracle,
  capacity: ArrayLike<number>,
  held: EdgeList,
  { weight, certificate }: BMatchingSolution,
  goOn: () => boolean = () => true,
): Verdict | undefined {
  const { dual2x, upper, blossoms, lift } = certificate
  if (dual2x.length !== oracle.vertexCount) return invalid('the certificate is for another number of vertices')
  if (lift !== 0) return invalid(`the lift is ${lift}`)
  for (let v = 0; v < dual2x.length; v++) if (!isDual(dual2x[v]!)) return invalid(`the dual of ${v} is ${dual2x[v]}`)
  // Per held pair, what it pays by itself, by the numbers of its ends.
  const paid2x = new Map<number, number>()
  const pay = (edge: number, own2x: number): void => {
    const key = keyOf(held.source[edge]!, held.target[edge]!)
    paid2x.set(key, (paid2x.get(key) ?? 0) + own2x)
  }
  const keyOf = (u: number, v: number): number => Math.min(u, v) * dual2x.length + Math.max(u, v)
  let bound2x = 0
  for (let v = 0; v < dual2x.length; v++) bound2x += dual2x[v]! * capacity[v]!
  for (let i = 0; i < upper.edge.length; i++) {
    if (!isDual(upper.dual2x[i]!)) return invalid(`the dual of edge ${upper.edge[i]} is ${upper.dual2x[i]}`)
    bound2x += upper.dual2x[i]!
    pay(upper.edge[i]!, upper.dual2x[i]!)
  }
  for (const [b, { members, crossing, dual2x: own2x }] of blossoms.entries()) {
    if (!isDual(own2x)) return invalid(`the dual of blossom ${b} is ${own2x}`)
    let units = crossing.length
    for (const v of members) units += capacity[v]!
    bound2x += own2x * Math.floor(units / 2)
    for (const edge of crossing) pay(edge, own2x)
  }
  // Beyond the safe integers a sum only looks equal.
  if (!Number.isSafeInteger(bound2x) || bound2x !== 2 * weight)
    return invalid(`with all places the duals come to ${bound2x / 2}, and the chosen pairs to ${weight}`)

  const shared = sharedDuals({ dual2x, blossoms, lift: 0 })
  let reason: string | undefined
  const take = (v: number, u: number, own: number): void => {
    if (reason !== undefined || capacity[v] === 0 || capacity[u] === 0) return
    const slack = dual2x[v]! + dual2x[u]! - 2 * own + shared(v, u) + (paid2x.get(keyOf(v, u)) ?? 0)
    // Negated, so that NaN fails.
    if (slack >= 0 || !oracle.admits(v, u)) return
    reason = `the pair of ${v} and ${u} weighs more than its duals: slack ${slack / 2}`
  }
  const told = oracle.above(dual2x, take, () => reason === undefined && goOn())
  if (reason !== undefined) return invalid(reason)
  return told ? { valid: true } : undefined
}

const isDual = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

const invalid = (reason: string): Verdict => ({ valid: false, reason })
