import type { SkillIndex } from './skill-index.ts'
import { TOP_LEVEL } from './skill-index.ts'

/**
 * What is left after removing, again and again until nothing changes, the people whom nobody left can lift or who can lift
 * nobody left. No pair in which both gain is lost: every such pair is left over together.
 */
export interface Running {
  /** 1 for people still in the running. */
  readonly running: Uint8Array
  /** Want (skill s, known k) can be lifted by somebody left exactly if `k < topLevel[s]`. */
  readonly topLevel: Uint8Array
  /** Offer (skill s, level v) lifts somebody left exactly if `v > leastKnown[s]`; TOP_LEVEL when nobody left wants it. */
  readonly leastKnown: Uint8Array
}

/** Values per skill, spread over the related skills: `reach[s]` = greatest own value over s and everything related to it. */
class Spread {
  readonly reach: Uint8Array
  private readonly index: SkillIndex
  private readonly own: Uint8Array
  /** `count[s * 6 + v]` = how many of s and its related skills have the own value v; only kept if there are related skills. */
  private readonly count: Int32Array | undefined

  constructor(index: SkillIndex, own: Uint8Array) {
    this.index = index
    this.own = own
    const { skillCount, relatedStart, relatedSkill } = index
    if (relatedSkill.length === 0) {
      this.reach = own
      this.count = undefined
      return
    }
    this.reach = own.slice()
    this.count = new Int32Array(skillCount * 6)
    for (let s = 0; s < skillCount; s++) {
      this.count[s * 6 + own[s]!]!++
      for (let r = relatedStart[s]!; r < relatedStart[s + 1]!; r++) {
        const value = own[relatedSkill[r]!]!
        this.count[s * 6 + value]!++
        if (value > this.reach[s]!) this.reach[s] = value
      }
    }
  }

  /** Lowers the own value of `skill`, and calls `lowered(s)` for every skill whose reach falls with it. */
  lower(skill: number, value: number, lowered: (skill: number) => void): void {
    const old = this.own[skill]!
    this.own[skill] = value
    if (this.count === undefined) {
      lowered(skill)
      return
    }
    const { relatedStart, relatedSkill } = this.index
    this.move(skill, old, value, lowered)
    for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++)
      this.move(relatedSkill[r]!, old, value, lowered)
  }

  private move(skill: number, old: number, value: number, lowered: (skill: number) => void): void {
    const count = this.count!
    count[skill * 6 + old]!--
    count[skill * 6 + value]!++
    const before = this.reach[skill]!
    let reach = before
    while (reach > 0 && count[skill * 6 + reach] === 0) reach--
    this.reach[skill] = reach
    if (reach < before) lowered(skill)
  }
}

/**
 * One side of the market: who supplies a skill (with a value, greatest first) and how many entries of the other side's
 * posting lists that keeps alive.
 */
interface Side {
  readonly start: Int32Array
  readonly person: Int32Array
  readonly value: (at: number) => number
}

/**
 * People with `away[p] === 1` are out from the start. Cost: linear in the posting lists; with related skills, also at most
 * five times their number.
 *
 * @category constructors
 * @since 0.1.0
 */
export const findRunning = (index: SkillIndex, away: Uint8Array): Running => {
  const { personCount, skillCount, offerStart, offerSkill, wantStart, wantSkill } = index
  const running = new Uint8Array(personCount)
  for (let p = 0; p < personCount; p++) running[p] = 1 - away[p]!
  // Seen from both sides alike: a teacher's value is the level, a learner's is what is missing to the top level.
  // A want (missing m) is alive while TOP_LEVEL - m < greatest level, an offer (level v) while TOP_LEVEL - v < greatest missing.
  const offers: Side = {
    start: index.offererStart,
    person: index.offererPerson,
    value: (at) => index.offererLevel[at]!,
  }
  const wants: Side = {
    start: index.wanterStart,
    person: index.wanterPerson,
    value: (at) => TOP_LEVEL - index.wanterKnown[at]!,
  }
  /** Alive entries per person. Invariant: somebody with none on either side is not running. */
  const alive = { offers: new Int32Array(personCount), wants: new Int32Array(personCount) }
  for (let p = 0; p < personCount; p++) alive.offers[p] = offerStart[p + 1]! - offerStart[p]!
  for (let at = 0; at < wants.person.length; at++) alive.wants[wants.person[at]!]!++

  /** First entry of each list whose person is running; it only moves on. */
  const head = { offers: offers.start.slice(0, skillCount), wants: wants.start.slice(0, skillCount) }
  /** End of the alive entries of each list; it only moves back. */
  const tail = { offers: offers.start.slice(1), wants: wants.start.slice(1) }
  const leaving: number[] = []

  const leave = (p: number): void => {
    if (running[p] === 0) return
    running[p] = 0
    leaving.push(p)
  }
  /** The value at the head of a list, 0 if it has run out. */
  const headValue = (side: Side, heads: Int32Array, skill: number): number => {
    const end = side.start[skill + 1]!
    let at = heads[skill]!
    while (at < end && running[side.person[at]!] === 0) at++
    heads[skill] = at
    return at < end ? side.value(at) : 0
  }
  const cut = (side: Side, tails: Int32Array, counts: Int32Array, skill: number, reach: number): void => {
    const from = side.start[skill]!
    let end = tails[skill]!
    while (end > from && TOP_LEVEL - side.value(end - 1) >= reach) {
      const p = side.person[--end]!
      if (--counts[p]! === 0) leave(p)
    }
    tails[skill] = end
  }

  const level = new Uint8Array(skillCount)
  const missing = new Uint8Array(skillCount)
  for (let s = 0; s < skillCount; s++) {
    level[s] = headValue(offers, head.offers, s)
    missing[s] = headValue(wants, head.wants, s)
  }
  const taught = new Spread(index, level)
  const lacking = new Spread(index, missing)
  const cutWants = (s: number): void => cut(wants, tail.wants, alive.wants, s, taught.reach[s]!)
  const cutOffers = (s: number): void => cut(offers, tail.offers, alive.offers, s, lacking.reach[s]!)
  for (let p = 0; p < personCount; p++) if (alive.offers[p] === 0 || alive.wants[p] === 0) leave(p)
  for (let s = 0; s < skillCount; s++) {
    cutWants(s)
    cutOffers(s)
  }
  while (leaving.length > 0) {
    const p = leaving.pop()!
    for (let at = offerStart[p]!; at < offerStart[p + 1]!; at++) {
      const s = offerSkill[at]!
      const value = headValue(offers, head.offers, s)
      if (value < level[s]!) taught.lower(s, value, cutWants)
    }
    for (let at = wantStart[p]!; at < wantStart[p + 1]!; at++) {
      const s = wantSkill[at]!
      const value = headValue(wants, head.wants, s)
      if (value < missing[s]!) lacking.lower(s, value, cutOffers)
    }
  }
  return { running, topLevel: taught.reach, leastKnown: lacking.reach.map((value) => TOP_LEVEL - value) }
}
