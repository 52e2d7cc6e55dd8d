import type { Classes } from './classes.ts'
import type { ProofKinds } from './proof-kinds.ts'

/** Words of 32 classes in a block. */
export const BLOCK_WORDS = 8

/** Bits of the greatest value. */
const VALUE_BITS = 4

/**
 * What 256 classes add to sums of others, kind by kind, as binary numbers: bit `k` of the values of 32 classes is one word. From these
 * one class's gains from all of a block, or gifts to it, are added up 32 at a time, and held against a least sum.
 */
export class ProofBlock {
  /** What the length of a list of kinds must be a multiple of, filled up with kind 0. */
  readonly pad: number
  /** Words of a kind: one for each bit of a value and each word of the block. In lists, kinds are told by their first words. */
  readonly stride: number
  /** All values are 0 or 1 unit: then the bits beyond the first one are not held. */
  private readonly plain: boolean
  private readonly classes: Classes
  private readonly kinds: ProofKinds
  private readonly words: Int32Array

  constructor(classes: Classes, kinds: ProofKinds) {
    this.classes = classes
    this.kinds = kinds
    this.plain = kinds.most.every((most) => most <= kinds.unit)
    this.pad = this.plain ? 4 : 1
    this.stride = (this.plain ? 1 : VALUE_BITS) * BLOCK_WORDS
    this.words = new Int32Array(kinds.count * this.stride)
  }

  /** Takes the classes `order[from .. to - 1]`, 256 at most; bit `i & 31` of word `i >>> 5` stands for the `i`-th of them. */
  fill(order: Int32Array, from: number, to: number): void {
    const { words, classes, kinds } = this
    const { ofWant, ofOffer, wantStart, offerStart, level, priority } = kinds
    const { wantSkill, offerSkill } = classes
    words.fill(0)
    for (let i = 0; i < to - from; i++) {
      const c = order[from + i]!
      for (let at = classes.offerStart[c]!; at < classes.offerStart[c + 1]!; at++) {
        const offer = level[ofOffer[at]!]!
        const skill = offerSkill[at]!
        for (let want = wantStart[skill]!; want < wantStart[skill + 1]!; want++) {
          if (level[want]! < offer) this.put(want, i, priority[want]! * (offer - level[want]!))
        }
      }
      for (let at = classes.wantStart[c]!; at < classes.wantStart[c + 1]!; at++) {
        const want = ofWant[at]!
        const skill = wantSkill[at]!
        for (let offer = offerStart[skill]!; offer < offerStart[skill + 1]!; offer++) {
          if (level[want]! < level[offer]!) this.put(offer, i, priority[want]! * (level[offer]! - level[want]!))
        }
      }
    }
  }

  private put(kind: number, i: number, value: number): void {
    const bit = 1 << (i & 31)
    const at = kind * this.stride + (i >>> 5)
    for (let rest = value / this.kinds.unit, k = 0; rest > 0; rest >>>= 1, k++) {
      if ((rest & 1) === 1) this.words[at + k * BLOCK_WORDS]! |= bit
    }
  }

  /**
   * Those in a word of the block for whom the values of the kinds `list[from .. to - 1]` add up to `least` units or more, `1 <= least <= 127`.
   *
   * Counts start at a power of two less `least`, and go beyond what their digits hold exactly if the sum is great enough: what they are after that
   * does not matter.
   */
  reach(list: Int32Array, from: number, to: number, word: number, least: number): number {
    if (this.plain) {
      if (least <= 4) return this.reachFour(list, from, to, word, least)
      if (least <= 8) return this.reachEight(list, from, to, word, least)
      return this.reachMany(list, from, to, word, least)
    }
    return least <= 16 ? this.reachSixteen(list, from, to, word, least) : this.reachMost(list, from, to, word, least)
  }

  private reachFour(list: Int32Array, from: number, to: number, word: number, least: number): number {
    const { words } = this
    const start = 4 - least
    let d0 = -(start & 1)
    let d1 = -(start >>> 1)
    let reached = 0
    for (let i = from; i < to; i += 4) {
      let x = words[list[i]! + word]!
      let y = words[list[i + 1]! + word]!
      let either = x ^ y
      const carry = (x & y) | (d0 & either)
      d0 ^= either
      x = words[list[i + 2]! + word]!
      y = words[list[i + 3]! + word]!
      either = x ^ y
      const other = (x & y) | (d0 & either)
      d0 ^= either
      either = carry ^ other
      reached |= (carry & other) | (d1 & either)
      d1 ^= either
    }
    return reached
  }

  private reachEight(list: Int32Array, from: number, to: number, word: number, least: number): number {
    const { words } = this
    const start = 8 - least
    let d0 = -(start & 1)
    let d1 = -((start >>> 1) & 1)
    let d2 = -(start >>> 2)
    let reached = 0
    for (let i = from; i < to; i += 4) {
      let x = words[list[i]! + word]!
      let y = words[list[i + 1]! + word]!
      let either = x ^ y
      const carry = (x & y) | (d0 & either)
      d0 ^= either
      x = words[list[i + 2]! + word]!
      y = words[list[i + 3]! + word]!
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

  private reachMany(list: Int32Array, from: number, to: number, word: number, least: number): number {
    const { words } = this
    const start = 128 - least
    let d0 = -(start & 1)
    let d1 = -((start >>> 1) & 1)
    let d2 = -((start >>> 2) & 1)
    let d3 = -((start >>> 3) & 1)
    let d4 = -((start >>> 4) & 1)
    let d5 = -((start >>> 5) & 1)
    let d6 = -(start >>> 6)
    let reached = 0
    for (let i = from; i < to; i++) {
      let up = words[list[i]! + word]!
      let next = d0 & up
      d0 ^= up
      up = d1 & next
      d1 ^= next
      next = d2 & up
      d2 ^= up
      up = d3 & next
      d3 ^= next
      next = d4 & up
      d4 ^= up
      up = d5 & next
      d5 ^= next
      reached |= d6 & up
      d6 ^= up
    }
    return reached
  }

  private reachSixteen(list: Int32Array, from: number, to: number, word: number, least: number): number {
    const { words } = this
    const start = 16 - least
    let d0 = -(start & 1)
    let d1 = -((start >>> 1) & 1)
    let d2 = -((start >>> 2) & 1)
    let d3 = -(start >>> 3)
    let reached = 0
    for (let i = from; i < to; i++) {
      const at = list[i]! + word
      let x = words[at]!
      let carry = d0 & x
      d0 ^= x
      x = words[at + BLOCK_WORDS]!
      let either = x ^ carry
      carry = (x & carry) | (d1 & either)
      d1 ^= either
      x = words[at + 2 * BLOCK_WORDS]!
      either = x ^ carry
      carry = (x & carry) | (d2 & either)
      d2 ^= either
      x = words[at + 3 * BLOCK_WORDS]!
      either = x ^ carry
      reached |= (x & carry) | (d3 & either)
      d3 ^= either
    }
    return reached
  }

  private reachMost(list: Int32Array, from: number, to: number, word: number, least: number): number {
    const { words } = this
    const start = 128 - least
    let d0 = -(start & 1)
    let d1 = -((start >>> 1) & 1)
    let d2 = -((start >>> 2) & 1)
    let d3 = -((start >>> 3) & 1)
    let d4 = -((start >>> 4) & 1)
    let d5 = -((start >>> 5) & 1)
    let d6 = -(start >>> 6)
    let reached = 0
    for (let i = from; i < to; i++) {
      const at = list[i]! + word
      let x = words[at]!
      let carry = d0 & x
      d0 ^= x
      x = words[at + BLOCK_WORDS]!
      let either = x ^ carry
      carry = (x & carry) | (d1 & either)
      d1 ^= either
      x = words[at + 2 * BLOCK_WORDS]!
      either = x ^ carry
      carry = (x & carry) | (d2 & either)
      d2 ^= either
      x = words[at + 3 * BLOCK_WORDS]!
      either = x ^ carry
      carry = (x & carry) | (d3 & either)
      d3 ^= either
      let next = d4 & carry
      d4 ^= carry
      carry = d5 & next
      d5 ^= next
      next = d6 & carry
      d6 ^= carry
      reached |= next
    }
    return reached
  }

  /** The sum for the one of the classes in a word, in units. */
  sum(list: Int32Array, from: number, to: number, word: number, lane: number): number {
    const { words, plain } = this
    let sum = 0
    for (let i = from; i < to; i++) {
      const at = list[i]! + word
      sum += (words[at]! >>> lane) & 1
      if (plain) continue
      for (let k = 1; k < VALUE_BITS; k++) sum += ((words[at + k * BLOCK_WORDS]! >>> lane) & 1) << k
    }
    return sum
  }
}
