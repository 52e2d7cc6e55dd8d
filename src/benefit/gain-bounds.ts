import type { Classes } from './classes.ts'
import { TOP_LEVEL } from './skill-index.ts'

/** What each class gains from anybody, and gives to anybody, at most. */
export interface GainBounds {
  readonly gain: Float64Array
  readonly gift: Float64Array
}

/** Linear in offers and wants, and in the entries of related skills. */
export const gainBounds = (classes: Classes): GainBounds => {
  const { count, skillCount, offererBucket, wanterBucket, wanterPriority, relatedStart, relatedSkill } = classes
  // Per skill, over it and those related to it: the highest level offered, the least known, the highest priority.
  const level = new Uint8Array(skillCount)
  const known = new Uint8Array(skillCount).fill(TOP_LEVEL)
  const priority = new Uint8Array(skillCount)
  const own = new Uint8Array(skillCount)
  for (let skill = 0; skill < skillCount; skill++) {
    const end = wanterBucket[(skill + 1) * TOP_LEVEL]!
    for (let at = wanterBucket[skill * TOP_LEVEL]!; at < end; at++)
      own[skill] = Math.max(own[skill]!, wanterPriority[at]!)
  }
  const note = (skill: number, other: number): void => {
    for (let v = 0; v < TOP_LEVEL; v++) {
      const bucket = other * TOP_LEVEL + v
      if (offererBucket[bucket + 1]! > offererBucket[bucket]!) level[skill] = Math.max(level[skill]!, v + 1)
      if (wanterBucket[bucket + 1]! > wanterBucket[bucket]!) known[skill] = Math.min(known[skill]!, v)
    }
    priority[skill] = Math.max(priority[skill]!, own[other]!)
  }
  for (let skill = 0; skill < skillCount; skill++) {
    note(skill, skill)
    for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) note(skill, relatedSkill[r]!)
  }
  const gain = new Float64Array(count)
  const gift = new Float64Array(count)
  for (let c = 0; c < count; c++) {
    for (let at = classes.wantStart[c]!; at < classes.wantStart[c + 1]!; at++) {
      gain[c]! += classes.wantPriority[at]! * Math.max(0, level[classes.wantSkill[at]!]! - classes.wantKnown[at]!)
    }
    for (let at = classes.offerStart[c]!; at < classes.offerStart[c + 1]!; at++) {
      const skill = classes.offerSkill[at]!
      // One offer may lift the want of every skill that it is related to.
      const wants = 1 + relatedStart[skill + 1]! - relatedStart[skill]!
      gift[c]! += wants * priority[skill]! * Math.max(0, classes.offerLevel[at]! - known[skill]!)
    }
  }
  return { gain, gift }
}
