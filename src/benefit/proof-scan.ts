import type { Classes } from './classes.ts'
import { BLOCK_WORDS, ProofBlock } from './proof-block.ts'
import type { ProofKinds } from './proof-kinds.ts'
import { type ProofOrder, proofOrder } from './proof-order.ts'

/** Gains as great as this, in units, are not told apart: such a class is asked for by name. */
const CAP = 127
const SIZE = CAP + 1

/**
 * For proofs: finds the pairs of classes that may weigh more than half their prices, by code of its own.
 *
 * No weight falls when a gain rises. So of two groups of 32, between which no pair has a lower price than `enough` and no gain is greater than
 * the groups' bounds, only pairs matter in which one gains so much that the weight is above even if the other one gains what it may at most, and the
 * other way round: two least gains, against which the sums of 32 classes are held at once. Whoever passes is looked at alone.
 */
export class ProofScan {
  private readonly places: ProofOrder
  private readonly block: ProofBlock
  /** What gains of `a` and `b` units weigh, doubled, at `a * SIZE + b`; at `CAP`, what the greatest gain there is weighs. */
  private readonly weight2x: Float64Array = new Float64Array(SIZE * SIZE)
  /** With gain `x`, the other one must gain `need[x]` or more for a pair to be above. */
  private readonly need: Uint8Array = new Uint8Array(SIZE)

  /** `price` by class; `weigh` by gains, symmetric, never falling when a gain rises. */
  constructor(classes: Classes, kinds: ProofKinds, price: Float64Array, weigh: (gain: number, gift: number) => number) {
    this.block = new ProofBlock(classes, kinds)
    this.places = proofOrder(classes, kinds, price, this.block)
    // Who gains nothing is in no pair, whatever the other one gains.
    this.need[0] = 255
    const greatest = this.places.wordGain.reduce((most, own) => Math.max(most, own), 0)
    const gainAt = (x: number): number => (x === CAP ? greatest : x) * kinds.unit
    const end = Math.min(CAP, greatest)
    for (let a = 1; a <= end; a++) {
      for (let b = 1; b <= end; b++) this.weight2x[a * SIZE + b] = 2 * weigh(gainAt(a), gainAt(b))
    }
  }

  /**
   * Takes every pair of classes that weighs more than half of both prices, each once, and some that do not; a class with itself, too. Returns
   * whether all have been told: not when `goOn` said false. O(n^2 / 64) sums.
   */
  scan(take: (c: number, d: number) => void, goOn: () => boolean): boolean {
    const { order, wordPrice } = this.places
    const words = wordPrice.length
    for (let first = 0; first < words; first += BLOCK_WORDS) {
      const end = Math.min(words, first + BLOCK_WORDS)
      this.block.fill(order, first * 32, Math.min(order.length, end * 32))
      for (let group = 0; group < end; group++) {
        if (!goOn()) return false
        for (let word = Math.max(first, group); word < end; word++) {
          if (this.findNeeds(group, word)) this.hold(group, word, word - first, take)
        }
      }
    }
    return true
  }

  /** Sets `need` for pairs of one word's classes with another's; whether there can be any that matters. */
  private findNeeds(group: number, word: number): boolean {
    const { weight2x, need } = this
    const { wordGain, wordGift, wordPrice } = this.places
    const enough = wordPrice[group]! + wordPrice[word]!
    const most = Math.min(wordGain[group]!, wordGift[word]!, CAP)
    const mostOther = Math.min(wordGift[group]!, wordGain[word]!, CAP)
    if (weight2x[most * SIZE + mostOther]! <= enough) return false
    const top = Math.max(most, mostOther)
    let other = top + 1
    for (let x = 1; x <= top; x++) {
      while (other > 1 && weight2x[x * SIZE + other - 1]! > enough) other--
      need[x] = other
    }
    return true
  }

  /** Holds the classes of one word against those of another, which is number `at` in the block. */
  private hold(group: number, word: number, at: number, take: (c: number, d: number) => void): void {
    const { need, block, weight2x } = this
    const { order, price, gain, gift, wordGain, wordGift, start, kinds } = this.places
    const mostGift = Math.min(wordGift[word]!, CAP)
    const mostGain = Math.min(wordGain[word]!, CAP)
    const end = Math.min(order.length, group * 32 + 32)
    for (let i = group * 32; i < end; i++) {
      const most = Math.min(gain[i]!, mostGift)
      const mostOther = Math.min(gift[i]!, mostGain)
      const least = need[mostOther]!
      if (least > most) continue
      const wants = start[2 * i]!
      const offers = start[2 * i + 1]!
      const stop = start[2 * i + 2]!
      let mask = block.reach(kinds, wants, offers, at, least)
      if (mask === 0) continue
      mask &= block.reach(kinds, offers, stop, at, need[most]!)
      // Of one word with itself, each pair once.
      if (group === word) mask &= -1 << (i & 31)
      for (; mask !== 0; mask &= mask - 1) {
        const lane = 31 - Math.clz32(mask & -mask)
        const j = word * 32 + lane
        const toFirst = Math.min(CAP, block.sum(kinds, wants, offers, at, lane))
        const toOther = Math.min(CAP, block.sum(kinds, offers, stop, at, lane))
        if (weight2x[toFirst * SIZE + toOther]! > price[i]! + price[j]!) take(order[i]!, order[j]!)
      }
    }
  }
}
