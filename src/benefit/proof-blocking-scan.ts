import type { Classes } from './classes.ts'
import { BLOCK_WORDS, ProofBlock } from './proof-block.ts'
import type { ProofKinds } from './proof-kinds.ts'
import { proofOrder } from './proof-order.ts'

/** Sums as great as this, in units, are not told apart. */
const CAP = 127

/**
 * For proofs: takes every pair of classes of which each gains `least` of its own or more from the other, and both more than nothing, each pair once, a class with itself, too;
 * perhaps a few that gain less, with what they gain. Returns whether all have been told: not when `goOn` said false.
 *
 * One class's gains from 32 others are added up at once, and held against what it needs; then what these gain, against what the one of them needs that needs the least. O(n^2 / 64) sums.
 */
export const blockingScan = (
  classes: Classes,
  kinds: ProofKinds,
  least: Float64Array,
  take: (c: number, d: number, toC: number, toD: number) => void,
  goOn: () => boolean,
): boolean => {
  const block = new ProofBlock(classes, kinds)
  // Classes that need about as much stand together.
  const needs = least.map((own) => Math.max(1, Math.ceil(own / kinds.unit)))
  const places = proofOrder(classes, kinds, needs, block)
  const { order, price, gain, gift, wordGain, wordGift, wordPrice, start } = places
  const words = wordPrice.length
  for (let first = 0; first < words; first += BLOCK_WORDS) {
    const end = Math.min(words, first + BLOCK_WORDS)
    block.fill(order, first * 32, Math.min(order.length, end * 32))
    const stop = Math.min(order.length, end * 32)
    for (let i = 0; i < stop; i++) {
      if ((i & 31) === 0 && !goOn()) return false
      const need = price[i]!
      if (need > gain[i]!) continue
      const wants = start[2 * i]!
      const offers = start[2 * i + 1]!
      const offersEnd = start[2 * i + 2]!
      for (let word = Math.max(first, i >>> 5); word < end; word++) {
        const needed = wordPrice[word]!
        if (need > wordGift[word]! || needed > wordGain[word]! || needed > gift[i]!) continue
        let mask = block.reach(places.kinds, wants, offers, word - first, Math.min(CAP, need))
        if (mask === 0) continue
        mask &= block.reach(places.kinds, offers, offersEnd, word - first, Math.min(CAP, needed))
        // Of one word with itself, each pair once.
        if (word === i >>> 5) mask &= -1 << (i & 31)
        for (; mask !== 0; mask &= mask - 1) {
          const lane = 31 - Math.clz32(mask & -mask)
          const j = word * 32 + lane
          const toOther = block.sum(places.kinds, offers, offersEnd, word - first, lane)
          if (toOther < Math.min(CAP, price[j]!)) continue
          const toFirst = block.sum(places.kinds, wants, offers, word - first, lane)
          take(order[i]!, order[j]!, toFirst * kinds.unit, toOther * kinds.unit)
        }
      }
    }
  }
  return true
}
