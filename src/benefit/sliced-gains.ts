import type { ClassGains, TakeGains } from './class-gains.ts'
import type { Classes } from './classes.ts'
import { doubled, GainSlices, type SetNumbers, type Terms } from './gain-slices.ts'

/** Gains are counted with so many binary digits. */
const DIGITS = 10

/** A want of priority 3 is lifted by 5 at most: one set adds up to 15 units. */
const WEIGHT_DIGITS = 4

/** Words for which one bound holds: 256 classes, next to each other in what they give at most. */
const BLOCK = 8

/** Whether no class gains or gives more than can be counted. Linear in offers and wants. */
export const countedBySlices = (classes: Classes, sets: SetNumbers): boolean => {
  const slices = new GainSlices(classes, sets)
  for (let c = 0; c < classes.count; c++) {
    slices.ask(c)
    if (Math.max(slices.toMe.most, slices.fromMe.most) >= 2 ** DIGITS * slices.unit) return false
  }
  return true
}

/**
 * Gains added up for 32 classes at a time, as in {@link SliceScan}, but to the end: each of the 32 is held against a floor of its own, which is in
 * binary digits, too. Classes that give most stand first, so that a row whose least gain rises is soon over.
 */
export class SlicedGains implements ClassGains {
  readonly smallest: number
  readonly step: number
  readonly order: Int32Array
  private readonly slices: GainSlices
  private readonly position: Int32Array
  /** What the classes of a block give at most. */
  private readonly blockGift: Float64Array
  /** Digit `k` of the floors of 32 classes, in units, at `k * words + word`. */
  private readonly floor: Int32Array
  private readonly toMe: DigitCounter
  private readonly fromMe: DigitCounter

  constructor(classes: Classes, sets: SetNumbers) {
    const { count } = classes
    this.slices = new GainSlices(classes, sets)
    const { slices } = this
    this.smallest = slices.unit
    this.step = slices.unit
    const gift = new Float64Array(count)
    for (let c = 0; c < count; c++) {
      slices.ask(c)
      gift[c] = slices.fromMe.most
    }
    this.order = Int32Array.from({ length: count }, (_, c) => c).sort((c, d) => gift[d]! - gift[c]! || c - d)
    this.position = new Int32Array(count)
    this.blockGift = new Float64Array(Math.ceil(slices.words / BLOCK))
    for (let i = count - 1; i >= 0; i--) {
      this.position[this.order[i]!] = i
      this.blockGift[Math.floor(i / (32 * BLOCK))] = gift[this.order[i]!]!
    }
    slices.arrange(this.position)
    this.floor = new Int32Array(DIGITS * slices.words)
    this.floor.fill(-1, 0, slices.words)
    this.toMe = new DigitCounter(slices.bits, slices.unit)
    this.fromMe = new DigitCounter(slices.bits, slices.unit)
  }

  most(c: number): number {
    this.slices.ask(c)
    return this.slices.toMe.most
  }

  setFloor(d: number, least: number): void {
    const { floor, slices, position } = this
    const units = Math.min(2 ** DIGITS - 1, Math.max(1, Math.ceil(least / slices.unit)))
    const word = position[d]! >>> 5
    const bit = 1 << (position[d]! & 31)
    for (let k = 0; k < DIGITS; k++) {
      const at = k * slices.words + word
      floor[at] = ((units >>> k) & 1) === 1 ? floor[at]! | bit : floor[at]! & ~bit
    }
  }

  row(c: number, first: number, take: TakeGains, once: boolean = false): void {
    const { slices, order, blockGift, toMe, fromMe, floor } = this
    const { words, unit } = slices
    slices.ask(c)
    const { most } = slices.toMe
    toMe.load(slices.toMe)
    fromMe.load(slices.fromMe)
    let least = Math.max(1, Math.ceil(first / unit))
    const from = once ? this.position[c]! : 0
    for (let word = from >>> 5; word < words; ) {
      const block = Math.floor(word / BLOCK)
      // Blocks that come later give no more.
      if (least * unit > Math.min(most, blockGift[block]!)) return
      const end = Math.min(words, (block + 1) * BLOCK)
      for (; word < end; word++) {
        let mask = toMe.reach(word, least)
        if (mask === 0) continue
        if (word === from >>> 5) mask &= -1 << (from & 31)
        mask &= fromMe.reachFloors(word, floor, words)
        while (mask !== 0) {
          const lane = 31 - Math.clz32(mask & -mask)
          mask &= mask - 1
          const toC = toMe.sum(word, lane)
          if (toC < least) continue
          const answer = take(order[word * 32 + lane]!, toC * unit, fromMe.at(lane) * unit)
          least = Math.max(1, Math.ceil(answer / unit))
        }
      }
    }
  }
}

/** Adds up one gain for 32 classes at a time: digit `k` of all their counts is one word (bit slicing, with full adders). */
class DigitCounter {
  private readonly bits: Int32Array
  private readonly unit: number
  /** Offsets of the sets that add 1, 2, 4 and 8; those that add 1 made up to a multiple of four by the empty set. */
  private readonly offsets: Int32Array[] = []
  private readonly counts: Int32Array = new Int32Array(WEIGHT_DIGITS)
  /** No set adds more than 1. */
  private plain = true
  /** Of the word counted last; those from `used` on do not count. */
  private readonly digits: Int32Array = new Int32Array(DIGITS)
  private used = 1

  constructor(bits: Int32Array, unit: number) {
    this.bits = bits
    this.unit = unit
    for (let k = 0; k < WEIGHT_DIGITS; k++) this.offsets.push(new Int32Array(64))
  }

  /** Sets what is added up. */
  load({ count, offset, weight, most }: Terms): void {
    const { counts, unit } = this
    counts.fill(0)
    this.used = 32 - Math.clz32(Math.max(1, most / unit))
    for (let i = 0; i < count; i++) {
      const times = weight[i]! / unit
      for (let k = 0; k < WEIGHT_DIGITS; k++) if (((times >>> k) & 1) === 1) this.put(k, offset[i]!)
    }
    while ((counts[0]! & 3) !== 0) this.put(0, 0)
    this.plain = counts[1] === 0 && counts[2] === 0 && counts[3] === 0
  }

  private put(k: number, offset: number): void {
    const { offsets, counts } = this
    if (counts[k] === offsets[k]!.length) offsets[k] = doubled(offsets[k]!)
    offsets[k]![counts[k]!++] = offset
  }

  /** Bits of what is returned are the classes in a word that give `least` units or more. */
  reach(word: number, least: number): number {
    return this.plain && least <= 8 ? this.reachEight(word, least) : this.reachAny(word, least)
  }

  /** Counts start at 8 less `least`, and go beyond three digits exactly if the sum is great enough: what they are after that does not matter. */
  private reachEight(word: number, least: number): number {
    const { bits, counts } = this
    const ones = this.offsets[0]!
    const end = counts[0]!
    const start = 8 - least
    let d0 = -(start & 1)
    let d1 = -((start >>> 1) & 1)
    let d2 = -(start >>> 2)
    let reached = 0
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
      const up = (carry & other) | (d1 & either)
      d1 ^= either
      reached |= d2 & up
      d2 ^= up
    }
    return reached
  }

  private reachAny(word: number, least: number): number {
    this.add(word)
    const { digits, used } = this
    if (least >>> used > 0) return 0
    // From the lowest digit up: more if the digit is greater, less if it is smaller, else what was said before.
    let enough = -1
    for (let k = 0; k < used; k++) enough = ((least >>> k) & 1) === 1 ? enough & digits[k]! : enough | digits[k]!
    return enough
  }

  /** The same for a floor of each class; then {@link at} tells what they give. */
  reachFloors(word: number, floor: Int32Array, words: number): number {
    this.add(word)
    const { digits, used } = this
    let enough = -1
    let at = word
    for (let k = 0; k < used; k++, at += words) {
      const digit = digits[k]!
      const own = floor[at]!
      enough = (digit & ~own) | (~(digit ^ own) & enough)
    }
    for (let k = used; k < DIGITS; k++, at += words) enough &= ~floor[at]!
    return enough
  }

  private add(word: number): void {
    const { bits, digits, counts, offsets, used } = this
    let d0 = 0
    let d1 = 0
    let d2 = 0
    let d3 = 0
    for (let k = 4; k < used; k++) digits[k] = 0
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
      const up = (carry & other) | (d1 & either)
      d1 ^= either
      const next = d2 & up
      d2 ^= up
      const more = d3 & next
      d3 ^= next
      if (more !== 0) this.carry(4, more)
    }
    digits[0] = d0
    digits[1] = d1
    digits[2] = d2
    digits[3] = d3
    if (this.plain) return
    for (let k = 1; k < WEIGHT_DIGITS; k++) {
      const sets = offsets[k]!
      for (let i = 0; i < counts[k]!; i++) this.carry(k, bits[sets[i]! + word]!)
    }
  }

  private carry(from: number, up: number): void {
    const { digits } = this
    for (let k = from, more = up; more !== 0 && k < DIGITS; k++) {
      const next = digits[k]! & more
      digits[k]! ^= more
      more = next
    }
  }

  /** The gain, in units, of one of the classes counted last. */
  at(lane: number): number {
    const { digits, used } = this
    let count = 0
    for (let k = 0; k < used; k++) count |= ((digits[k]! >>> lane) & 1) << k
    return count
  }

  /** The same for a class of any word. */
  sum(word: number, lane: number): number {
    const { bits, counts, offsets } = this
    let sum = 0
    for (let k = 0; k < WEIGHT_DIGITS; k++) {
      const sets = offsets[k]!
      for (let i = 0; i < counts[k]!; i++) sum += ((bits[sets[i]! + word]! >>> lane) & 1) << k
    }
    return sum
  }
}
