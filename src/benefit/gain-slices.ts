import type { Classes } from './classes.ts'
import { TOP_LEVEL } from './skill-index.ts'

const TOP_PRIORITY = 3

/** One set of classes for each (skill, level at most known, priority), most of them the same as a neighbour's. */
const PER_SKILL = TOP_LEVEL * TOP_PRIORITY

/**
 * Sets of classes as bits, from which gains are added up for 32 classes at a time (bit slicing). Gains are sums over such
 * sets: being taught a want costs `priority` for each level above what is known that the teacher reaches, and an offer gives 1 for each level up to
 * its own and each priority up to the learner's, if the learner knows less than that level. Sets that are equal are held once.
 *
 * Bit `i` of each set stands for the class at position `i` of an order that can be chosen anew: {@link arrange}.
 */
export class GainSlices {
  /** 32-bit words in each set. */
  readonly words: number
  /** All sets, one after the other; the first one is empty, and so are the bits beyond the last class. */
  readonly bits: Int32Array
  /** What every gain is a multiple of. */
  readonly unit: number
  /** The sets that make up what the class asked about last gains from others. */
  readonly toMe: Terms = new Terms()
  /** The sets that make up what others gain from it. */
  readonly fromMe: Terms = new Terms()

  private readonly classes: Classes
  /** Number of the set of those who offer skill s at level j or more, at `s * TOP_LEVEL + j - 1`. */
  private readonly offerers: Int32Array
  /** Number of the set of those who want skill s with priority q or more and know less than j, at `s * PER_SKILL + (j - 1) * 3 + q - 1`. */
  private readonly wanters: Int32Array

  constructor(classes: Classes, sets: SetNumbers) {
    this.classes = classes
    this.offerers = sets.offerers
    this.wanters = sets.wanters
    this.words = (classes.count + 31) >>> 5
    this.bits = new Int32Array(sets.count * this.words)
    let unit = 0
    for (let c = 0; c < classes.count && unit !== 1; c++) {
      this.ask(c)
      for (const { weight, count } of [this.toMe, this.fromMe]) {
        for (let i = 0; i < count; i++) unit = greatestCommonDivisor(unit, weight[i]!)
      }
    }
    this.unit = Math.max(1, unit)
  }

  /** Sets the bits for another order of the classes. Linear in offers and wants, and in the words. */
  arrange(position: Int32Array): void {
    const { bits, words, classes, offerers, wanters } = this
    bits.fill(0)
    for (let c = 0; c < classes.count; c++) {
      const word = position[c]! >>> 5
      const bit = 1 << (position[c]! & 31)
      // Equal sets have one number, in which the bit is set more than once.
      for (let at = classes.offerStart[c]!; at < classes.offerStart[c + 1]!; at++) {
        const skill = classes.offerSkill[at]! * TOP_LEVEL
        for (let j = 0; j < classes.offerLevel[at]!; j++) bits[offerers[skill + j]! * words + word]! |= bit
      }
      for (let at = classes.wantStart[c]!; at < classes.wantStart[c + 1]!; at++) {
        const skill = classes.wantSkill[at]! * PER_SKILL
        for (let j = classes.wantKnown[at]!; j < TOP_LEVEL; j++) {
          for (let q = 0; q < classes.wantPriority[at]!; q++) bits[wanters[skill + j * 3 + q]! * words + word]! |= bit
        }
      }
    }
  }

  /** Fills `toMe` and `fromMe` for class `c`. */
  ask(c: number): void {
    const { classes, offerers, wanters, words, toMe, fromMe } = this
    toMe.clear()
    for (let at = classes.wantStart[c]!; at < classes.wantStart[c + 1]!; at++) {
      const skill = classes.wantSkill[at]! * TOP_LEVEL
      const first = toMe.count
      for (let j = classes.wantKnown[at]!; j < TOP_LEVEL; j++) {
        if (offerers[skill + j]! > 0) toMe.add(first, offerers[skill + j]! * words, classes.wantPriority[at]!)
      }
    }
    fromMe.clear()
    for (let at = classes.offerStart[c]!; at < classes.offerStart[c + 1]!; at++) {
      const skill = classes.offerSkill[at]! * PER_SKILL
      const first = fromMe.count
      const end = classes.offerLevel[at]! * TOP_PRIORITY
      for (let i = 0; i < end; i++) {
        if (wanters[skill + i]! > 0) fromMe.add(first, wanters[skill + i]! * words, 1)
      }
    }
  }
}

const greatestCommonDivisor = (a: number, b: number): number => {
  while (b > 0) [a, b] = [b, a % b]
  return a
}

/** Sets, by their offsets in `bits`, with what each adds to a gain. */
export class Terms {
  count: number = 0
  offset: Int32Array = new Int32Array(64)
  weight: Int32Array = new Int32Array(64)
  /** Sum of the weights: no gain is greater. */
  most: number = 0

  clear(): void {
    this.count = 0
    this.most = 0
  }

  /** Adds a set, which may be there already as `first` or later. */
  add(first: number, offset: number, weight: number): void {
    this.most += weight
    for (let i = first; i < this.count; i++) {
      if (this.offset[i] === offset) {
        this.weight[i]! += weight
        return
      }
    }
    if (this.count === this.offset.length) {
      this.offset = doubled(this.offset)
      this.weight = doubled(this.weight)
    }
    this.offset[this.count] = offset
    this.weight[this.count++] = weight
  }
}

/** The same list with room for twice as much. */
export const doubled = (list: Int32Array): Int32Array => {
  const longer = new Int32Array(2 * list.length)
  longer.set(list)
  return longer
}

/** Which sets are equal, before any bit is set. Number 0 is the empty set. */
export interface SetNumbers {
  readonly count: number
  readonly offerers: Int32Array
  readonly wanters: Int32Array
}

/** The sets of one skill lie within one another, so that they are equal exactly if they are equally large. Linear. */
const numberSets = ({ skillCount, offererBucket, wanterBucket, wanterPriority }: Classes): SetNumbers => {
  const offerers = new Int32Array(skillCount * TOP_LEVEL)
  const wanters = new Int32Array(skillCount * PER_SKILL)
  const size = new Int32Array(PER_SKILL)
  let count = 1
  for (let s = 0; s < skillCount; s++) {
    const end = offererBucket[(s + 1) * TOP_LEVEL]!
    for (let j = 0; j < TOP_LEVEL; j++) {
      const at = s * TOP_LEVEL + j
      if (end === offererBucket[at]!) offerers[at] = 0
      else if (j > 0 && offererBucket[at - 1] === offererBucket[at]) offerers[at] = offerers[at - 1]!
      else offerers[at] = count++
    }
    size.fill(0)
    for (let j = 0; j < TOP_LEVEL; j++) {
      const bucket = s * TOP_LEVEL + j
      for (let at = wanterBucket[bucket]!; at < wanterBucket[bucket + 1]!; at++) {
        for (let q = 0; q < wanterPriority[at]!; q++) size[j * 3 + q]!++
      }
      for (let q = 0; q < TOP_PRIORITY; q++) {
        const i = j * 3 + q
        if (j > 0) size[i]! += size[i - 3]!
        const number = s * PER_SKILL + i
        if (size[i] === 0) wanters[number] = 0
        else if (j > 0 && size[i - 3] === size[i]) wanters[number] = wanters[number - 3]!
        else if (q > 0 && size[i - 1] === size[i]) wanters[number] = wanters[number - 1]!
        else wanters[number] = count++
      }
    }
  }
  return { count, offerers, wanters }
}

/** More than half a gigabyte of bits is not worth it. */
const MOST_WORDS = 2 ** 27

/** What adding up one word of a set costs, as compared with a step along a posting list. Measured. */
const TERM_COST = 1

/**
 * The numbers of the sets, if it is cheaper to add up bits of all classes than to walk the posting lists (`steps` in all), which it is where
 * these are long; undefined else, and where skills are related: those gains are no sums over sets.
 */
export const setsWorthSlicing = (classes: Classes, steps: number): SetNumbers | undefined => {
  if (classes.relatedSkill.length > 0 || classes.count === 0) return undefined
  const sets = numberSets(classes)
  const words = (classes.count + 31) >>> 5
  if (sets.count * words > MOST_WORDS) return undefined
  const entries = classes.offerSkill.length + classes.wantSkill.length
  const terms = entries * Math.max(1, sets.count / (2 * classes.skillCount)) + 8 * classes.count
  return terms * words * TERM_COST < steps ? sets : undefined
}
