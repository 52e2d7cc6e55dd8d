import { benefit } from './benefit.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import { adjustmentOf, type PairTerms } from './history.ts'
import { pairKey } from './eligibility.ts'
import type { Fusion } from '../model/options.ts'
import type { TakeAbove } from './proof-above.ts'
import type { SkillIndex } from './skill-index.ts'

/** What tells the pairs above prices of a market without a history. */
interface Plain {
  readonly person: Int32Array
  vertex(p: number): number
  above(price: Float64Array, take: TakeAbove, goOn: () => boolean): boolean
}

/** What weights are made of. */
export interface Weighing {
  readonly index: SkillIndex
  readonly fusion: Fusion
  readonly terms: PairTerms
}

/**
 * The same with the terms of a history, for proofs: `w + c[u] + c[v]` is above half the prices of both ends exactly if `w` is above half of `price - 2 c`. Pairs that
 * have met are few, and looked at one by one; what is told of them above is passed over.
 */
export const aboveWithTerms = (
  rows: Plain,
  { index, fusion, terms }: Weighing,
  price: Float64Array,
  take: TakeAbove,
  goOn: () => boolean,
): boolean => {
  const { person } = rows
  const people = terms.credit.length
  for (const key of terms.met.keys()) {
    const [p, q] = [Math.floor(key / people), key % people]
    const [v, u] = [rows.vertex(p), rows.vertex(q)]
    if (v < 0 || u < 0) continue
    const [gain, theirs] = [benefit(index, q, p), benefit(index, p, q)]
    if (!(gain > 0 && theirs > 0)) continue
    const weight = integerWeight(mutualWeight(fusion, gain, theirs)) + adjustmentOf(terms, p, q)
    if (2 * weight > price[v]! + price[u]!) take(v, u, weight)
  }
  const without = price.map((own, v) => own - 2 * terms.credit[person[v]!]!)
  const takeOthers: TakeAbove = (v, u, weight) => {
    const [p, q] = [person[v]!, person[u]!]
    if (!terms.met.has(pairKey(people, p, q))) take(v, u, weight + adjustmentOf(terms, p, q))
  }
  return rows.above(without, takeOthers, goOn)
}
