import { benefit } from './benefit.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import { adjustmentOf, type PairTerms } from './history.ts'
import type { Fusion } from '../model/options.ts'
import type { MatchError } from '../model/error.ts'
import type { TakePair } from './pair-scan.ts'
import { aboveWithTerms, type Weighing } from './proof-terms.ts'
import type { MarketRows, PairRows } from './pair-rows.ts'
import type { SkillIndex } from './skill-index.ts'

/**
 * {@link PairRows} with the terms of a history in the weights. They are told without looking at more pairs than before: a pair of `u` and `v` with
 * credits weighs more than half its prices, `2 (w + c[u] + c[v]) > p[u] + p[v]`, exactly if it weighs more than half the prices `p - 2 c`
 * without them. Pairs that have met are few, and stand in lists of their own.
 */
export class AdjustedRows implements MarketRows {
  readonly vertexCount: number
  readonly person: Int32Array
  readonly partner: Int32Array
  readonly weight: Float64Array
  readonly least: number

  private readonly rows: PairRows
  private readonly weighing: Weighing
  /** Per vertex. */
  private readonly credit: Float64Array
  private readonly mostCredit: number
  /** Vertices that have met `v` and of which both would gain, ascending, at `start[v] .. start[v + 1] - 1`. */
  private readonly start: Int32Array
  private readonly known: Int32Array
  private readonly term: Float64Array
  /** The weight with all terms. */
  private readonly adjusted: Float64Array
  /** Per vertex, the greatest of its terms, 0 at least. */
  private readonly mostTerm: Float64Array
  private readonly shifted: Float64Array

  constructor(rows: PairRows, terms: PairTerms, index: SkillIndex, fusion: Fusion, leastGained: number = 0) {
    this.rows = rows
    this.weighing = { index, fusion, terms }
    this.vertexCount = rows.vertexCount
    this.person = rows.person
    this.partner = rows.partner
    this.weight = rows.weight
    this.shifted = new Float64Array(rows.vertexCount)
    this.credit = Float64Array.from(rows.person, (p) => terms.credit[p]!)
    this.mostCredit = this.credit.reduce((most, own) => Math.max(most, own), 0)
    const met: { readonly u: number; readonly v: number; readonly term: number; readonly weight: number }[] = []
    const people = terms.credit.length
    for (const [key, term] of terms.met) {
      const [p, q] = [Math.floor(key / people), key % people]
      const [u, v] = [rows.vertex(p), rows.vertex(q)]
      if (u < 0 || v < 0) continue
      const [gain, theirs] = [benefit(index, q, p), benefit(index, p, q)]
      if (!(gain > 0 && theirs > 0) || gain < leastGained || theirs < leastGained) continue
      const weight = integerWeight(mutualWeight(fusion, gain, theirs)) + adjustmentOf(terms, p, q)
      met.push({ u, v, term, weight }, { u: v, v: u, term, weight })
    }
    met.sort((a, b) => a.u - b.u || a.v - b.v)
    this.start = new Int32Array(rows.vertexCount + 1)
    this.mostTerm = new Float64Array(rows.vertexCount)
    for (const { u, term } of met) {
      this.start[u + 1]!++
      if (term > this.mostTerm[u]!) this.mostTerm[u] = term
    }
    for (let v = 0; v < rows.vertexCount; v++) this.start[v + 1]! += this.start[v]!
    this.known = Int32Array.from(met, ({ v }) => v)
    this.term = Float64Array.from(met, ({ term }) => term)
    this.adjusted = Float64Array.from(met, ({ weight }) => weight)
    this.least = this.adjusted.reduce((least, weight) => Math.min(least, weight), 0)
  }

  get failure(): MatchError | undefined {
    return this.rows.failure
  }

  vertex(p: number): number {
    return this.rows.vertex(p)
  }

  count(): number {
    return this.rows.count()
  }

  admits(u: number, v: number): boolean {
    return this.rows.admits(u, v)
  }

  excluded(v: number): Uint32Array {
    return this.rows.excluded(v)
  }

  most(v: number): number {
    return this.rows.most(v) + this.mostAdjustment(v)
  }

  scan(price: Float64Array, take: TakePair, goOn: () => boolean): Int32Array {
    const { known, adjusted, start } = this
    for (let v = 0; v < this.vertexCount; v++) {
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        const u = known[i]!
        if (u > v && this.isAbove(adjusted[i]!, price[v]!, price[u]!)) take(v, u, adjusted[i]!)
      }
    }
    return this.rows.scan(this.shift(price), this.taker(take), goOn)
  }

  scanRows(rows: Uint8Array, price: Float64Array, take: TakePair, goOn: () => boolean): boolean {
    const { known, adjusted, start } = this
    for (let v = 0; v < this.vertexCount; v++) {
      if (rows[v] === 0) continue
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        if (this.isAbove(adjusted[i]!, price[v]!, price[known[i]!]!)) take(v, known[i]!, adjusted[i]!)
      }
    }
    return this.rows.scanRows(rows, this.shift(price), this.taker(take), goOn)
  }

  row(v: number): number {
    return this.adjust(v, this.rows.row(v))
  }

  above(price: Float64Array, take: TakePair, goOn: () => boolean): boolean {
    return aboveWithTerms(this.rows, this.weighing, price, take, goOn)
  }

  private mostAdjustment(v: number): number {
    return this.credit[v]! + this.mostCredit + this.mostTerm[v]!
  }

  private isAbove(weight: number, priceV: number, priceU: number): boolean {
    return 2 * weight > priceV + priceU
  }

  private shift(price: Float64Array): Float64Array {
    const { shifted, credit } = this
    for (let v = 0; v < shifted.length; v++) shifted[v] = price[v]! - 2 * credit[v]!
    return shifted
  }

  /** Takes what has no list of its own. */
  private taker(take: TakePair): TakePair {
    const { credit } = this
    return (v, u, weight) => {
      if (this.find(v, u) < 0) take(v, u, weight + credit[v]! + credit[u]!)
    }
  }

  /** Where `u` stands in the list of `v`, or -1. */
  private find(v: number, u: number): number {
    const { start, known } = this
    let low = start[v]!
    let high = start[v + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (known[middle]! < u) low = middle + 1
      else high = middle
    }
    return low < start[v + 1]! && known[low] === u ? low : -1
  }

  /** Puts the terms into the row of `v` told last. */
  private adjust(v: number, length: number): number {
    const { partner, weight, credit, term } = this
    for (let i = 0; i < length; i++) {
      const u = partner[i]!
      const at = this.find(v, u)
      weight[i]! += credit[v]! + credit[u]! + (at < 0 ? 0 : term[at]!)
    }
    return length
  }
}
