import { type ArcRows, rowsOfLength } from './arc-rows.ts'
import { CyclePricing } from './cycle-pricing.ts'

/**
 * {@link CyclePricing} where what a cycle weighs depends on its length: once for each length `k`, among closed walks of up to `k` arcs, with the weights that cycles of
 * just `k` arcs have. Every cycle is among the walks of its own length, at its own weight, so that the greatest gain of a walk bounds what any cycle gains.
 *
 * As long as there are no lifts it is exact, too: if no cycle gains anything, no walk does. For suppose that a closed walk gains something at the factor of `k`. It splits into
 * cycles of `k` arcs or fewer, whose gains add up to its own: one of them gains something at that factor `f`, `f * w > price`. Prices are never negative, so that `w > 0`; and the
 * cycle's own factor is `f` or greater, since factors fall with the length. So it gains something by itself. (With lifts that holds for cycles whose
 * weights do not add up to less than 0; where it fails, bounds hold all the same.)
 */
export class FragilePricing extends CyclePricing {
  /** One for each length but the longest, which is this one. */
  private readonly shorter: readonly CyclePricing[]

  constructor(rows: ArcRows, maxLength: number) {
    super(rowsOfLength(rows, maxLength), maxLength, maxLength)
    this.shorter = Array.from({ length: maxLength - 2 }, (_, i) => {
      const length = i + 2
      return new CyclePricing(rowsOfLength(rows, length), length, length, this)
    })
  }

  override setPrices(price: Float64Array, unit: number): void {
    super.setPrices(price, unit)
    for (const pricing of this.shorter) pricing.setPrices(price, unit)
  }

  override search(source: number, least: number, wanted: number): number {
    let greatest = super.search(source, least, wanted)
    for (const pricing of this.shorter) greatest = Math.max(greatest, pricing.search(source, least, wanted))
    return greatest
  }

  override glean(source: number, least: number, wanted: number, turn: number): void {
    super.glean(source, least, wanted, turn)
    for (const pricing of this.shorter) pricing.glean(source, least, wanted, turn)
  }

  override list(source: number, least: number, limit: number): boolean {
    return super.list(source, least, limit) && this.shorter.every((pricing) => pricing.list(source, least, limit))
  }
}
