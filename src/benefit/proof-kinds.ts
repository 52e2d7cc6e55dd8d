import type { Classes } from './classes.ts'
import { TOP_LEVEL } from './skill-index.ts'

const TOP_PRIORITY = 3

/** Kinds of wants that one skill may have. */
const PER_SKILL = TOP_LEVEL * TOP_PRIORITY

/**
 * The different wants (skill, known, priority) and offers (skill, level) that classes have, numbered from 1. What a class gains from
 * another is a sum with one value for each of its wants, `priority * max(0, level - known)`: it depends on the kind of the want and on the
 * teacher alone. What it gives is a sum of such values for its offers, each depending on the kind of the offer and on the learner alone.
 */
export interface ProofKinds {
  /** How many kinds there are, with number 0, which stands for nothing. */
  readonly count: number
  /** Kind of each of the classes' wants, and of each of their offers. */
  readonly ofWant: Int32Array
  readonly ofOffer: Int32Array
  /** Wants of skill s have the kinds `wantStart[s] .. wantStart[s + 1] - 1`, offers alike. */
  readonly wantStart: Int32Array
  readonly offerStart: Int32Array
  /** What is known where a kind of want is, and the level of a kind of offer. */
  readonly level: Uint8Array
  /** Of a kind of want. */
  readonly priority: Uint8Array
  /** The greatest value that a kind ever has. */
  readonly most: Uint8Array
  /** Every value is a multiple of this. */
  readonly unit: number
}

/** Undefined where skills are related: there no value belongs to one want and one offer. Linear in offers and wants. */
export const proofKinds = (classes: Classes): ProofKinds | undefined => {
  const { skillCount, offerSkill, offerLevel, wantSkill, wantKnown, wantPriority, relatedSkill } = classes
  if (relatedSkill.length > 0) return undefined
  const wantPlace = (at: number): number =>
    wantSkill[at]! * PER_SKILL + wantKnown[at]! * TOP_PRIORITY + wantPriority[at]! - 1
  const offerPlace = (at: number): number => offerSkill[at]! * TOP_LEVEL + offerLevel[at]! - 1
  let count = 1
  const number = (entries: number, place: (at: number) => number, perSkill: number): [Int32Array, Int32Array] => {
    const kindAt = new Int32Array(skillCount * perSkill)
    const start = new Int32Array(skillCount + 1)
    for (let at = 0; at < entries; at++) kindAt[place(at)] = 1
    for (let i = 0; i < kindAt.length; i++) {
      if (i % perSkill === 0) start[i / perSkill] = count
      if (kindAt[i] === 1) kindAt[i] = count++
    }
    start[skillCount] = count
    return [kindAt, start]
  }
  const [wants, wantStart] = number(wantSkill.length, wantPlace, PER_SKILL)
  const [offers, offerStart] = number(offerSkill.length, offerPlace, TOP_LEVEL)
  const ofWant = wantSkill.map((_, at) => wants[wantPlace(at)]!)
  const ofOffer = offerSkill.map((_, at) => offers[offerPlace(at)]!)
  const level = new Uint8Array(count)
  const priority = new Uint8Array(count)
  for (let at = 0; at < ofWant.length; at++) {
    level[ofWant[at]!] = wantKnown[at]!
    priority[ofWant[at]!] = wantPriority[at]!
  }
  for (let at = 0; at < ofOffer.length; at++) level[ofOffer[at]!] = offerLevel[at]!

  const most = new Uint8Array(count)
  let unit = 0
  for (let s = 0; s < skillCount; s++) {
    for (let want = wantStart[s]!; want < wantStart[s + 1]!; want++) {
      for (let offer = offerStart[s]!; offer < offerStart[s + 1]!; offer++) {
        const value = priority[want]! * Math.max(0, level[offer]! - level[want]!)
        most[want] = Math.max(most[want]!, value)
        most[offer] = Math.max(most[offer]!, value)
        unit = greatestCommonDivisor(unit, value)
      }
    }
  }
  return { count, ofWant, ofOffer, wantStart, offerStart, level, priority, most, unit: Math.max(1, unit) }
}

const greatestCommonDivisor = (a: number, b: number): number => {
  while (b > 0) [a, b] = [b, a % b]
  return a
}
