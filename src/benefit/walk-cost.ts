import type { Classes } from './classes.ts'
import { TOP_LEVEL } from './skill-index.ts'

/**
 * Per class, how many entries of posting lists and cells of related rows the walk of one member visits at most. Cost: one
 * pass over profiles and related skills.
 *
 * @category utils
 * @since 0.1.0
 */
export const stepsPerMember = (classes: Classes): Float64Array => {
  const { skillCount, offererBucket, wanterBucket, relatedStart, relatedSkill } = classes
  // Per (skill, known) the offerers above, per (skill, level) the wanters below, over the skill and its related ones.
  const above = new Float64Array(skillCount * TOP_LEVEL)
  const below = new Float64Array(skillCount * TOP_LEVEL)
  const add = (skill: number, other: number): void => {
    for (let v = 0; v < TOP_LEVEL; v++) {
      const at = other * TOP_LEVEL
      above[skill * TOP_LEVEL + v]! += 1 + offererBucket[at + TOP_LEVEL]! - offererBucket[at + v]!
      below[skill * TOP_LEVEL + v]! += 1 + wanterBucket[at + v + 1]! - wanterBucket[at]!
    }
  }
  for (let skill = 0; skill < skillCount; skill++) {
    add(skill, skill)
    for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) add(skill, relatedSkill[r]!)
  }
  const steps = new Float64Array(classes.count)
  for (let c = 0; c < classes.count; c++) {
    let own = 0
    for (let want = classes.wantStart[c]!; want < classes.wantStart[c + 1]!; want++) {
      own += above[classes.wantSkill[want]! * TOP_LEVEL + classes.wantKnown[want]!]!
    }
    for (let offer = classes.offerStart[c]!; offer < classes.offerStart[c + 1]!; offer++) {
      own += below[classes.offerSkill[offer]! * TOP_LEVEL + classes.offerLevel[offer]! - 1]!
    }
    steps[c] = own
  }
  return steps
}

/**
 * At most so many entries do the rows of all people have together: each row has neither more partners than there are
 * offers above what its person wants, nor more than there are wants below what its person offers. Same cost.
 */
export const rowEntries = (classes: Classes): number => {
  const {
    skillCount,
    relatedStart,
    relatedSkill,
    memberStart,
    offererBucket,
    offererClass,
    wanterBucket,
    wanterClass,
  } = classes
  const running = classes.member.length
  const sizeOf = (c: number): number => memberStart[c + 1]! - memberStart[c]!
  const peopleIn = (bucket: Int32Array, owner: Int32Array): Float64Array =>
    Float64Array.from({ length: skillCount * TOP_LEVEL }, (_, b) => {
      let people = 0
      for (let at = bucket[b]!; at < bucket[b + 1]!; at++) people += sizeOf(owner[at]!)
      return people
    })
  const offerers = peopleIn(offererBucket, offererClass)
  const wanters = peopleIn(wanterBucket, wanterClass)
  // Summed over the skill and its related ones: offerers above each level known, wanters below each level offered.
  const above = new Float64Array(skillCount * TOP_LEVEL)
  const below = new Float64Array(skillCount * TOP_LEVEL)
  const add = (skill: number, other: number): void => {
    let taught = 0
    let wanted = 0
    for (let v = 0; v < TOP_LEVEL; v++) {
      taught += offerers[other * TOP_LEVEL + TOP_LEVEL - 1 - v]!
      above[skill * TOP_LEVEL + TOP_LEVEL - 1 - v]! += taught
      wanted += wanters[other * TOP_LEVEL + v]!
      below[skill * TOP_LEVEL + v]! += wanted
    }
  }
  for (let skill = 0; skill < skillCount; skill++) {
    add(skill, skill)
    for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) add(skill, relatedSkill[r]!)
  }
  let entries = 0
  for (let c = 0; c < classes.count; c++) {
    let teachers = 0
    let learners = 0
    for (let want = classes.wantStart[c]!; want < classes.wantStart[c + 1]!; want++) {
      teachers += above[classes.wantSkill[want]! * TOP_LEVEL + classes.wantKnown[want]!]!
    }
    for (let offer = classes.offerStart[c]!; offer < classes.offerStart[c + 1]!; offer++) {
      learners += below[classes.offerSkill[offer]! * TOP_LEVEL + classes.offerLevel[offer]! - 1]!
    }
    entries += sizeOf(c) * Math.min(teachers, learners, running)
  }
  return entries
}
