import type { SkillIndex } from './skill-index.ts'
import { TOP_LEVEL } from './skill-index.ts'

/** Who could gain from, and give to, anybody at all. */
export interface Reach {
  /** 1 if some other person can lift one of this person's wants. */
  readonly canGain: Uint8Array
  /** 1 if this person can lift a want of some other person. */
  readonly canGive: Uint8Array
}

/**
 * Per skill, the greatest value that any entry of its own posting list or of a related skill's reaches, the person who
 * reaches it, and the greatest value among all others: with these two, nobody is counted as their own partner.
 */
class TopTwo {
  readonly first: Uint8Array
  readonly owner: Int32Array
  readonly second: Uint8Array

  constructor(index: SkillIndex, start: Int32Array, person: Int32Array, value: (at: number) => number) {
    const { skillCount, relatedStart, relatedSkill } = index
    this.first = new Uint8Array(skillCount)
    this.owner = new Int32Array(skillCount).fill(-1)
    this.second = new Uint8Array(skillCount)
    // Two entries of each list are enough: they lead it, and belong to two people.
    const take = (skill: number, from: number): void => {
      const to = Math.min(start[from + 1]!, start[from]! + 2)
      for (let at = start[from]!; at < to; at++) this.offer(skill, person[at]!, value(at))
    }
    for (let skill = 0; skill < skillCount; skill++) {
      take(skill, skill)
      for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) take(skill, relatedSkill[r]!)
    }
  }

  private offer(skill: number, person: number, value: number): void {
    const best = this.first[skill]!
    if (person === this.owner[skill]) this.first[skill] = Math.max(best, value)
    else if (value > best) {
      this.second[skill] = best
      this.first[skill] = value
      this.owner[skill] = person
    } else this.second[skill] = Math.max(this.second[skill]!, value)
  }

  /** The greatest value that anybody but `person` reaches; 0 if nobody does. */
  without(person: number, skill: number): number {
    return this.owner[skill] === person ? this.second[skill]! : this.first[skill]!
  }
}

/**
 * Looks at everybody, pinned or not. Cost: linear in offers, wants and related skills.
 *
 * @category constructors
 * @since 0.1.0
 */
export const findReach = (index: SkillIndex): Reach => {
  const { personCount, offerStart, offerSkill, offerLevel, wantStart, wantSkill, wantKnown } = index
  const canGain = new Uint8Array(personCount)
  const canGive = new Uint8Array(personCount)
  const taught = new TopTwo(index, index.offererStart, index.offererPerson, (at) => index.offererLevel[at]!)
  // Room to learn: what is missing to the top level; never 0, because such wants have no place in the posting lists.
  const missing = new TopTwo(index, index.wanterStart, index.wanterPerson, (at) => TOP_LEVEL - index.wanterKnown[at]!)
  for (let p = 0; p < personCount; p++) {
    for (let at = wantStart[p]!; at < wantStart[p + 1]! && canGain[p] === 0; at++) {
      if (taught.without(p, wantSkill[at]!) > wantKnown[at]!) canGain[p] = 1
    }
    for (let at = offerStart[p]!; at < offerStart[p + 1]! && canGive[p] === 0; at++) {
      if (missing.without(p, offerSkill[at]!) > TOP_LEVEL - offerLevel[at]!) canGive[p] = 1
    }
  }
  return { canGain, canGive }
}

/** How many other people could teach somebody something, how many could learn from them, how many both. */
export interface PartnerCount {
  readonly teachers: number
  readonly learners: number
  readonly both: number
}

/**
 * Counts the possible partners of one person among those with `away[p] === 0`, whatever the rules say.
 * Cost: the posting lists of the person's skills and of the related ones, plus O(n).
 *
 * @category destructors
 * @since 0.1.0
 */
export const countPartners = (index: SkillIndex, person: number, away: Uint8Array): PartnerCount => {
  const { relatedStart, relatedSkill, offererStart, offererPerson, offererLevel } = index
  const { wanterStart, wanterPerson, wanterKnown } = index
  const role = new Uint8Array(index.personCount)
  const teachersOf = (skill: number, known: number): void => {
    for (let at = offererStart[skill]!; at < offererStart[skill + 1]! && offererLevel[at]! > known; at++) {
      role[offererPerson[at]!]! |= 1
    }
  }
  const learnersOf = (skill: number, level: number): void => {
    for (let at = wanterStart[skill]!; at < wanterStart[skill + 1]! && wanterKnown[at]! < level; at++) {
      role[wanterPerson[at]!]! |= 2
    }
  }
  for (let want = index.wantStart[person]!; want < index.wantStart[person + 1]!; want++) {
    const skill = index.wantSkill[want]!
    const known = index.wantKnown[want]!
    teachersOf(skill, known)
    for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) teachersOf(relatedSkill[r]!, known)
  }
  for (let offer = index.offerStart[person]!; offer < index.offerStart[person + 1]!; offer++) {
    const skill = index.offerSkill[offer]!
    const level = index.offerLevel[offer]!
    learnersOf(skill, level)
    for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) learnersOf(relatedSkill[r]!, level)
  }
  const counts = [0, 0, 0, 0]
  for (let p = 0; p < role.length; p++) if (p !== person && away[p] === 0) counts[role[p]!]!++
  return { teachers: counts[1]! + counts[3]!, learners: counts[2]! + counts[3]!, both: counts[3]! }
}
