import type { Classes } from './classes.ts'
import type { ProofBlock } from './proof-block.ts'
import type { ProofKinds } from './proof-kinds.ts'

/** Classes next to each other in price stand in order of what they may gain and give: so words have narrow bounds for both. */
const BUCKET = 1024

/** Classes in an order in which those of one word are alike, and what is asked of them again and again, by their places in it. */
export interface ProofOrder {
  /** Class at each place. */
  readonly order: Int32Array
  readonly price: Float64Array
  /** What the class at a place gains from anybody, and gives to anybody, at most, in units; and the same for the best of each 32. */
  readonly gain: Int32Array
  readonly gift: Int32Array
  readonly wordGain: Int32Array
  readonly wordGift: Int32Array
  /** The lowest price of each 32. */
  readonly wordPrice: Float64Array
  /** The kinds of the wants of the class at place i, as a block wants them told, start at `start[2 * i]`, those of its offers at `start[2 * i + 1]`. */
  readonly start: Int32Array
  readonly kinds: Int32Array
}

/** O(n log n + offers + wants). */
export const proofOrder = (
  classes: Classes,
  { ofWant, ofOffer, most, unit }: ProofKinds,
  prices: Float64Array,
  { stride, pad }: ProofBlock,
): ProofOrder => {
  const { count, wantStart, offerStart } = classes
  const sums = (start: Int32Array, kindOf: Int32Array): Int32Array => {
    const sum = new Int32Array(count)
    for (let c = 0; c < count; c++) {
      for (let at = start[c]!; at < start[c + 1]!; at++) sum[c]! += most[kindOf[at]!]! / unit
    }
    return sum
  }
  const gains = sums(wantStart, ofWant)
  const gifts = sums(offerStart, ofOffer)
  const order = Int32Array.from({ length: count }, (_, c) => c)
  const byPrice = (c: number, d: number): number => prices[c]! - prices[d]! || c - d
  order.sort(byPrice)
  for (let from = 0; from < count; from += BUCKET) {
    order.subarray(from, from + BUCKET).sort((c, d) => gains[c]! - gains[d]! || gifts[c]! - gifts[d]! || byPrice(c, d))
  }

  const start = new Int32Array(2 * count + 1)
  const kinds = new Int32Array(ofWant.length + ofOffer.length + 2 * count * (pad - 1))
  let end = 0
  const write = (kindOf: Int32Array, from: number, to: number): void => {
    for (let at = from; at < to; at++) kinds[end++] = kindOf[at]! * stride
    while (end % pad > 0) kinds[end++] = 0
  }
  const words = (count + 31) >>> 5
  const wordGain = new Int32Array(words)
  const wordGift = new Int32Array(words)
  const wordPrice = new Float64Array(words).fill(Infinity)
  for (let i = 0; i < count; i++) {
    const c = order[i]!
    write(ofWant, wantStart[c]!, wantStart[c + 1]!)
    start[2 * i + 1] = end
    write(ofOffer, offerStart[c]!, offerStart[c + 1]!)
    start[2 * i + 2] = end
    wordGain[i >>> 5] = Math.max(wordGain[i >>> 5]!, gains[c]!)
    wordGift[i >>> 5] = Math.max(wordGift[i >>> 5]!, gifts[c]!)
    wordPrice[i >>> 5] = Math.min(wordPrice[i >>> 5]!, prices[c]!)
  }
  return {
    order,
    price: Float64Array.from(order, (c) => prices[c]!),
    gain: order.map((c) => gains[c]!),
    gift: order.map((c) => gifts[c]!),
    wordGain,
    wordGift,
    wordPrice,
    start,
    kinds,
  }
}
