import type { Classes } from './classes.ts'

/** More entries than this are not held: 400 MB of them. */
const MOST_ENTRIES = 2 ** 26

/**
 * Classes by what they offer and want at once: whoever offers `s` and wants `t` stands in the list of `(s, t)`, ascending. Those who can
 * swap with somebody who wants `s` and offers `t` are in that list: where skills are many, it is short, while the
 * lists of all who offer `s` and of all who want `t` are long.
 */
export interface SwapLists {
  /** Lists of skill s offered are those from `listStart[s]` up to `listStart[s + 1]`, by the skill wanted, `wanted`, ascending. */
  readonly listStart: Int32Array
  readonly wanted: Int32Array
  /** Entries of list `i` are `member[memberStart[i] .. memberStart[i + 1] - 1]`. */
  readonly memberStart: Int32Array
  readonly member: Int32Array
}

/** The list of `(offered, wanted)`, or -1. O(log lists). */
export const findList = ({ listStart, wanted }: SwapLists, offered: number, want: number): number => {
  let low = listStart[offered]!
  let high = listStart[offered + 1]!
  const end = high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (wanted[middle]! < want) low = middle + 1
    else high = middle
  }
  return low < end && wanted[low] === want ? low : -1
}

/** Undefined where skills are related (what helps with a want is not one skill then) or there would be too many entries. Linear in these. */
export const buildSwapLists = (classes: Classes): SwapLists | undefined => {
  const { count, skillCount, offerStart, offerSkill, wantStart, wantSkill, relatedSkill } = classes
  let entries = 0
  for (let c = 0; c < count; c++) {
    entries += (offerStart[c + 1]! - offerStart[c]!) * (wantStart[c + 1]! - wantStart[c]!)
  }
  if (relatedSkill.length > 0 || entries > MOST_ENTRIES) return undefined
  // By wanted skill, then by offered skill, each time keeping the order before.
  const byWant = new Int32Array(skillCount + 1)
  const byOffer = new Int32Array(skillCount + 1)
  const each = (take: (c: number, offered: number, wanted: number) => void): void => {
    for (let c = 0; c < count; c++) {
      for (let o = offerStart[c]!; o < offerStart[c + 1]!; o++) {
        for (let w = wantStart[c]!; w < wantStart[c + 1]!; w++) take(c, offerSkill[o]!, wantSkill[w]!)
      }
    }
  }
  each((_, offered, wanted) => {
    byWant[wanted + 1]!++
    byOffer[offered + 1]!++
  })
  for (let s = 0; s < skillCount; s++) {
    byWant[s + 1]! += byWant[s]!
    byOffer[s + 1]! += byOffer[s]!
  }
  const owner = new Int32Array(entries)
  const offers = new Int32Array(entries)
  const place = byWant.slice(0, skillCount)
  each((c, offered, wanted) => {
    const at = place[wanted]!++
    owner[at] = c
    offers[at] = offered
  })
  const member = new Int32Array(entries)
  const wants = new Int32Array(entries)
  const next = byOffer.slice(0, skillCount)
  for (let want = 0; want < skillCount; want++) {
    for (let at = byWant[want]!; at < byWant[want + 1]!; at++) {
      const to = next[offers[at]!]!++
      member[to] = owner[at]!
      wants[to] = want
    }
  }
  let lists = 0
  const listStart = new Int32Array(skillCount + 1)
  for (let s = 0; s < skillCount; s++) {
    for (let at = byOffer[s]!; at < byOffer[s + 1]!; at++) {
      if (at === byOffer[s] || wants[at] !== wants[at - 1]) lists++
    }
    listStart[s + 1] = lists
  }
  const wanted = new Int32Array(lists)
  const memberStart = new Int32Array(lists + 1)
  let list = 0
  for (let s = 0; s < skillCount; s++) {
    for (let at = byOffer[s]!; at < byOffer[s + 1]!; at++) {
      if (at !== byOffer[s] && wants[at] === wants[at - 1]) continue
      wanted[list] = wants[at]!
      memberStart[list++] = at
    }
  }
  memberStart[lists] = entries
  return { listStart, wanted, memberStart, member }
}

/** How many entries the rows of all people go through, and how many partners they tell at most. */
export interface SwapCost {
  readonly steps: number
  readonly entries: number
}

/** O(lists log lists + entries). */
export const swapCost = (classes: Classes, lists: SwapLists): SwapCost => {
  const { memberStart: people, skillCount } = classes
  const { listStart, wanted, memberStart, member } = lists
  const crowd = new Float64Array(wanted.length)
  for (let i = 0; i < wanted.length; i++) {
    for (let at = memberStart[i]!; at < memberStart[i + 1]!; at++) {
      crowd[i]! += people[member[at]! + 1]! - people[member[at]!]!
    }
  }
  let steps = 0
  let entries = 0
  for (let s = 0; s < skillCount; s++) {
    for (let i = listStart[s]!; i < listStart[s + 1]!; i++) {
      const other = findList(lists, wanted[i]!, s)
      if (other === -1) continue
      steps += crowd[i]! * (memberStart[other + 1]! - memberStart[other]!)
      entries += crowd[i]! * crowd[other]!
    }
  }
  return { steps, entries }
}

/**
 * Finds, for one person after the other, the classes with which both gain, by {@link SwapLists}. The gains are those of the definition:
 * sums over the learner's wants in ascending order of skill.
 */
export class SwapWalk {
  readonly toMe: Float64Array
  readonly fromMe: Float64Array
  /** First class whose last member lies beyond the person at hand: classes are numbered by their last members. */
  from: number = 0
  private readonly classes: Classes
  private readonly lists: SwapLists
  private readonly last: Int32Array
  /** Per list, the first entry of a class that counts; people come in ascending order. */
  private readonly cursor: Int32Array
  /** Per class, the look that met it last. */
  private readonly met: Int32Array
  private looks = 0
  private readonly found: Int32Array
  private foundCount = 0

  constructor(classes: Classes, lists: SwapLists) {
    const { count, memberStart, member } = classes
    this.classes = classes
    this.lists = lists
    this.toMe = new Float64Array(count)
    this.fromMe = new Float64Array(count)
    this.last = Int32Array.from({ length: count }, (_, c) => member[memberStart[c + 1]! - 1]!)
    this.cursor = lists.memberStart.slice(0, lists.wanted.length)
    this.met = new Int32Array(count)
    this.found = new Int32Array(count)
  }

  /** Looks from person `l` of class `c` at the classes with members beyond `l`. Persons must come in ascending order. */
  look(c: number, l: number): void {
    const { last, classes, lists } = this
    while (this.from < last.length && last[this.from]! <= l) this.from++
    this.looks++
    this.foundCount = 0
    for (let w = classes.wantStart[c]!; w < classes.wantStart[c + 1]!; w++) {
      for (let o = classes.offerStart[c]!; o < classes.offerStart[c + 1]!; o++) {
        const list = findList(lists, classes.wantSkill[w]!, classes.offerSkill[o]!)
        if (list !== -1) this.meet(c, list)
      }
    }
  }

  private meet(c: number, list: number): void {
    const { lists, met, looks, from, cursor, toMe, fromMe } = this
    const { member } = lists
    const end = lists.memberStart[list + 1]!
    let at = cursor[list]!
    while (at < end && member[at]! < from) at++
    cursor[list] = at
    for (; at < end; at++) {
      const d = member[at]!
      if (met[d] === looks) continue
      met[d] = looks
      const gain = this.gain(c, d)
      if (gain === 0) continue
      const theirs = this.gain(d, c)
      if (theirs === 0) continue
      toMe[d] = gain
      fromMe[d] = theirs
      this.found[this.foundCount++] = d
    }
  }

  /** What a member of `learner` gains from one of `teacher`. */
  private gain(learner: number, teacher: number): number {
    const { offerStart, offerSkill, offerLevel, wantStart, wantSkill, wantPriority, wantKnown } = this.classes
    const end = offerStart[teacher + 1]!
    let o = offerStart[teacher]!
    let sum = 0
    for (let w = wantStart[learner]!; w < wantStart[learner + 1]!; w++) {
      const skill = wantSkill[w]!
      while (o < end && offerSkill[o]! < skill) o++
      if (o === end) break
      if (offerSkill[o] === skill && offerLevel[o]! > wantKnown[w]!)
        sum += wantPriority[w]! * (offerLevel[o]! - wantKnown[w]!)
    }
    return sum
  }

  /** Writes the classes found with which both gain; returns how many. */
  mutualClasses(into: Int32Array): number {
    into.set(this.found.subarray(0, this.foundCount))
    return this.foundCount
  }
}
