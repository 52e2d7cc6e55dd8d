import type { Classes } from './classes.ts'
import { doubled, GainSlices, type SetNumbers, type Terms } from './gain-slices.ts'

/** Gains are counted with so many binary digits; a carry out of the last one says that a count has reached its threshold. */
const DIGITS = 6
const FULL = 2 ** DIGITS

/** A want of priority 3 is lifted by 5 at most: one set adds up to 15 units. */
const WEIGHT_DIGITS = 4

/** Words for which one threshold holds: 256 classes, next to each other in price. */
const BLOCK = 8

/** Classes that gain the same at most stand together, up to this. */
const MOST_TIERS = 12

/** Takes a pair of classes that weighs more than its prices. */
export type TakeClasses = (c: number, d: number, weight: number) => void

/** What pairs of classes weigh, in the solvers' whole numbers. */
export interface ClassWeights {
  /** By their gains; never falls when a gain rises. */
  byGains(toC: number, toD: number): number
  /** By who they are. */
  byClasses(c: number, d: number): number
}

/**
 * Finds the pairs of classes that weigh more than their prices. Classes stand in order of what they can gain at most and of
 * price, so that most of a row is ruled out by the block, and the rest by a threshold on each gain; gains are added up for
 * 32 classes at a time, and a carry tells who reaches the threshold.
 *
 * A scan of all pairs costs up to n^2/64 times the sets that make up a class's gains.
 */
export class SliceScan {
  private readonly slices: GainSlices
  private readonly weights: ClassWeights
  /** The weight of gains `a` and `b`, in units, at `a * FULL + b`. */
  private readonly weightOf: Float64Array
  /** Classes in the order of their prices when they were last sorted. */
  private readonly order: Int32Array
  /** Their prices, in that order. */
  private readonly price: Float64Array
  private readonly blockPrice: Float64Array
  /** What each class gains at most, from anybody, and gives at most; and the greatest of each block. */
  private readonly mostGain: Float64Array
  private readonly mostGift: Float64Array
  private readonly blockGain: Float64Array
  private readonly blockGift: Float64Array
  private readonly toMe: Counter
  private readonly fromMe: Counter

  constructor(classes: Classes, sets: SetNumbers, weights: ClassWeights) {
    const { count } = classes
    this.weights = weights
    this.slices = new GainSlices(classes, sets)
    this.order = Int32Array.from({ length: count }, (_, i) => i)
    this.slices.arrange(this.order)
    this.price = new Float64Array(count)
    this.blockPrice = new Float64Array(Math.ceil(this.slices.words / BLOCK))
    const { unit, bits } = this.slices
    this.weightOf = new Float64Array(FULL * FULL)
    for (let a = 1; a < FULL; a++) {
      for (let b = 1; b < FULL; b++) this.weightOf[a * FULL + b] = weights.byGains(a * unit, b * unit)
    }
    this.mostGain = new Float64Array(count)
    this.mostGift = new Float64Array(count)
    for (let c = 0; c < count; c++) {
      this.slices.ask(c)
      this.mostGain[c] = this.slices.toMe.most
      this.mostGift[c] = this.slices.fromMe.most
    }
    this.blockGain = new Float64Array(this.blockPrice.length)
    this.blockGift = new Float64Array(this.blockPrice.length)
    this.toMe = new Counter(bits, unit)
    this.fromMe = new Counter(bits, unit)
  }

  /** Sets the prices of the classes, and puts them in that order. O(n log n + offers + wants). */
  sort(price: Float64Array): void {
    const { order, mostGain, mostGift, blockGain, blockGift } = this
    const most = mostGain.map((gain) => Math.min(gain / this.slices.unit, MOST_TIERS))
    order.sort((c, d) => most[c]! - most[d]! || price[c]! - price[d]! || c - d)
    const position = new Int32Array(order.length)
    blockGain.fill(0)
    blockGift.fill(0)
    for (let i = 0; i < order.length; i++) {
      const c = order[i]!
      const block = Math.floor(i / (32 * BLOCK))
      position[c] = i
      if (mostGain[c]! > blockGain[block]!) blockGain[block] = mostGain[c]!
      if (mostGift[c]! > blockGift[block]!) blockGift[block] = mostGift[c]!
    }
    this.slices.arrange(position)
    this.reprice(price)
  }

  /** Sets the prices, and leaves the classes in the order in which they stand. O(n). */
  reprice(price: Float64Array): void {
    const { order, blockPrice } = this
    blockPrice.fill(Infinity)
    for (let i = 0; i < order.length; i++) {
      const own = price[order[i]!]!
      const block = Math.floor(i / (32 * BLOCK))
      this.price[i] = own
      if (own < blockPrice[block]!) blockPrice[block] = own
    }
  }

  /**
   * Takes every pair of classes once, and every class with itself, as long as `goOn` says so. What is left then is told: all
   * pairs but those of two of the classes told have been looked at.
   */
  scan(take: TakeClasses, goOn: () => boolean): Int32Array {
    for (let i = 0; i < this.order.length; i++) {
      if (!goOn()) return this.order.slice(i)
      this.look(this.order[i]!, i, this.price[i]!, take)
    }
    return new Int32Array(0)
  }

  /** Takes the pairs of class `c`, the one with itself too, as if its price were `own`. */
  row(c: number, own: number, take: TakeClasses): void {
    this.look(c, 0, own, take)
  }

  /** How many pairs of people there are of which both gain, if class `c` has `size[c]` members. */
  count(size: Int32Array): number {
    const { order, slices } = this
    const { words, bits } = slices
    // Where all classes of a word have one member, they are counted at once.
    const single = new Uint8Array(words).fill(1)
    for (let i = 0; i < order.length; i++) if (size[order[i]!] !== 1) single[i >>> 5] = 0
    let total = 0
    for (let i = 0; i < order.length; i++) {
      const c = order[i]!
      slices.ask(c)
      const { toMe, fromMe } = slices
      let partners = 0
      for (let word = i >>> 5; word < words; word++) {
        let gains = 0
        for (let k = 0; k < toMe.count; k++) gains |= bits[toMe.offset[k]! + word]!
        let gives = 0
        for (let k = 0; k < fromMe.count; k++) gives |= bits[fromMe.offset[k]! + word]!
        let mask = gains & gives
        if (word === i >>> 5) {
          if (((mask >>> (i & 31)) & 1) === 1) total += (size[c]! * (size[c]! - 1)) / 2
          // Those after `c`; a shift by 32 would be one by 0.
          mask &= -2 << (i & 31)
        }
        if (single[word] === 1) partners += populationCount(mask)
        else {
          for (; mask !== 0; mask &= mask - 1) partners += size[order[word * 32 + 31 - Math.clz32(mask & -mask)]!]!
        }
      }
      total += partners * size[c]!
    }
    return total
  }

  private look(c: number, from: number, own: number, take: TakeClasses): void {
    const { slices, blockPrice, weightOf, weights, order, price, toMe, fromMe } = this
    const { words, unit } = slices
    slices.ask(c)
    toMe.load(slices.toMe)
    fromMe.load(slices.fromMe)
    const exact = toMe.exact && fromMe.exact
    let toLeast = unit
    let fromLeast = unit
    for (let word = from >>> 5; word < words; ) {
      const block = Math.floor(word / BLOCK)
      const end = Math.min(words, (block + 1) * BLOCK)
      const threshold = (own + blockPrice[block]!) / 2
      const toMost = Math.min(slices.toMe.most, this.blockGift[block]!)
      const fromMost = Math.min(slices.fromMe.most, this.blockGain[block]!)
      while (toLeast > unit && weights.byGains(toLeast - unit, fromMost) > threshold) toLeast -= unit
      while (toLeast <= toMost && weights.byGains(toLeast, fromMost) <= threshold) toLeast += unit
      while (fromLeast > unit && weights.byGains(toMost, fromLeast - unit) > threshold) fromLeast -= unit
      while (fromLeast <= fromMost && weights.byGains(toMost, fromLeast) <= threshold) fromLeast += unit
      if (toLeast > toMost || fromLeast > fromMost) {
        word = end
        continue
      }
      toMe.aim(toLeast)
      fromMe.aim(fromLeast)
      for (; word < end; word++) {
        let mask = toMe.count(word)
        if (mask === 0) continue
        mask &= fromMe.count(word)
        if (word === from >>> 5) mask &= -1 << (from & 31)
        while (mask !== 0) {
          const lane = 31 - Math.clz32(mask & -mask)
          mask &= mask - 1
          const i = word * 32 + lane
          const at = toMe.at(lane) * FULL + fromMe.at(lane)
          const enough = (own + price[i]!) / 2
          if (exact) {
            if (weightOf[at]! > enough) take(c, order[i]!, weightOf[at]!)
          } else {
            const weight = weights.byClasses(c, order[i]!)
            if (weight > enough) take(c, order[i]!, weight)
          }
        }
      }
    }
  }
}

/** Bits set in a word (Warren, Hacker's Delight, section 5-1). */
const populationCount = (word: number): number => {
  let pairs = word - ((word >>> 1) & 0x55555555)
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/**
 * Adds up one gain for 32 classes at a time: digit `k` of all their counts is one word (bit slicing, with full adders as in
 * Harley and Seal's population count). Counts start so far below a carry out of the last digit as the least gain of
 * interest is high.
 */
class Counter {
  /** No count of the classes looked at overflows: {@link at} tells the gain. */
  exact: boolean = true
  private readonly bits: Int32Array
  private readonly unit: number
  /** Offsets of the sets that add 1, 2, 4 and 8; those that add 1 made up to a multiple of four by the empty set. */
  private readonly offsets: Int32Array[] = []
  private readonly counts: Int32Array = new Int32Array(WEIGHT_DIGITS)
  private readonly digits: Int32Array = new Int32Array(DIGITS)
  /** All bits of each digit, if counts start with it. */
  private readonly start: Int32Array = new Int32Array(DIGITS)
  private least = 0

  constructor(bits: Int32Array, unit: number) {
    this.bits = bits
    this.unit = unit
    for (let k = 0; k < WEIGHT_DIGITS; k++) this.offsets.push(new Int32Array(64))
  }

  /** Sets what is added up. */
  load({ count, offset, weight, most }: Terms): void {
    const { counts, unit } = this
    this.exact = most < FULL * unit
    counts.fill(0)
    for (let i = 0; i < count; i++) {
      const times = weight[i]! / unit
      for (let k = 0; k < WEIGHT_DIGITS; k++) if (((times >>> k) & 1) === 1) this.put(k, offset[i]!)
    }
    while ((counts[0]! & 3) !== 0) this.put(0, 0)
  }

  private put(k: number, offset: number): void {
    const { offsets, counts } = this
    if (counts[k] === offsets[k]!.length) offsets[k] = doubled(offsets[k]!)
    offsets[k]![counts[k]!++] = offset
  }

  /** Sets the least gain of interest. One that is too great for the digits is lowered: a filter may let more pass. */
  aim(least: number): void {
    this.least = Math.min(FULL - 1, least / this.unit)
    for (let k = 0; k < DIGITS; k++) this.start[k] = -(((FULL - this.least) >>> k) & 1)
  }

  /** Adds up the gains of the classes in one word; those whose gain is of interest are bits of what is returned. */
  count(word: number): number {
    const { bits, start, digits, counts, offsets } = this
    let d0 = start[0]!
    let d1 = start[1]!
    let d2 = start[2]!
    let d3 = start[3]!
    let d4 = start[4]!
    let d5 = start[5]!
    let reached = 0
    const ones = offsets[0]!
    const end = counts[0]!
    for (let i = 0; i < end; i += 4) {
      let x = bits[ones[i]! + word]!
      let y = bits[ones[i + 1]! + word]!
      let either = x ^ y
      const carry = (x & y) | (d0 & either)
      d0 ^= either
      x = bits[ones[i + 2]! + word]!
      y = bits[ones[i + 3]! + word]!
      either = x ^ y
      const other = (x & y) | (d0 & either)
      d0 ^= either
      either = carry ^ other
      let up = (carry & other) | (d1 & either)
      d1 ^= either
      let next = d2 & up
      d2 ^= up
      up = d3 & next
      d3 ^= next
      next = d4 & up
      d4 ^= up
      up = d5 & next
      d5 ^= next
      reached |= up
    }
    for (let k = 1; k < WEIGHT_DIGITS; k++) {
      const sets = offsets[k]!
      for (let i = 0; i < counts[k]!; i++) {
        let up = bits[sets[i]! + word]!
        let next = up
        if (k === 1) {
          next = d1 & up
          d1 ^= up
          up = next
        }
        if (k <= 2) {
          next = d2 & up
          d2 ^= up
          up = next
        }
        next = d3 & up
        d3 ^= up
        up = d4 & next
        d4 ^= next
        next = d5 & up
        d5 ^= up
        reached |= next
      }
    }
    digits[0] = d0
    digits[1] = d1
    digits[2] = d2
    digits[3] = d3
    digits[4] = d4
    digits[5] = d5
    return reached
  }

  /** The gain, in units, of one of the classes counted last. */
  at(lane: number): number {
    const { digits } = this
    const count =
      ((digits[0]! >>> lane) & 1) |
      (((digits[1]! >>> lane) & 1) << 1) |
      (((digits[2]! >>> lane) & 1) << 2) |
      (((digits[3]! >>> lane) & 1) << 3) |
      (((digits[4]! >>> lane) & 1) << 4) |
      (((digits[5]! >>> lane) & 1) << 5)
    // There was a carry out of the last digit, or else the class would not be of interest.
    return count + this.least
  }
}
