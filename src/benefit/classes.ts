import { Profiles } from './profiles.ts'
import type { Running } from './running.ts'
import type { SkillIndex } from './skill-index.ts'
import { TOP_LEVEL } from './skill-index.ts'

/**
 * The people in the running, those with the same live profile taken together: live are the wants that somebody left can
 * lift and the offers that lift somebody left, and nothing else can be worth anything in a pair of people left. Two members
 * of a class have the same benefits with everybody, so that a walk over posting lists of classes finds what a walk over
 * people would find, and a million identical people are one entry.
 *
 * Classes are numbered by their last member, ascending, so that a walk for person `l` can leave out what lies wholly before
 * `l` by moving one cursor per list. Skills are renumbered in the same order, only the live ones.
 */
export interface Classes {
  readonly count: number
  /** Class per person, or -1 for people who are not in the running. */
  readonly classOf: Int32Array
  /** Members of class c, ascending, at `memberStart[c] .. memberStart[c + 1] - 1`. */
  readonly memberStart: Int32Array
  readonly member: Int32Array
  readonly skillCount: number
  readonly offerStart: Int32Array
  readonly offerSkill: Int32Array
  readonly offerLevel: Uint8Array
  readonly wantStart: Int32Array
  readonly wantSkill: Int32Array
  readonly wantPriority: Uint8Array
  readonly wantKnown: Uint8Array
  readonly relatedStart: Int32Array
  readonly relatedSkill: Int32Array
  readonly relatedSimilarity: Float64Array
  /** Classes that offer skill s at level v lie in bucket `s * 5 + v - 1`, ascending. */
  readonly offererBucket: Int32Array
  readonly offererClass: Int32Array
  /** Classes that want skill s and know it at level k lie in bucket `s * 5 + k`, ascending. */
  readonly wanterBucket: Int32Array
  readonly wanterClass: Int32Array
  readonly wanterPriority: Uint8Array
}

/** Counting sort of CSR entries into `skillCount * 5` buckets; `take(bucket position, class, entry)` in class order. */
const fillBuckets = (
  count: number,
  start: Int32Array,
  bucketOf: (entry: number) => number,
  buckets: Int32Array,
  take: (at: number, owner: number, entry: number) => void,
): void => {
  for (let entry = 0; entry < start[count]!; entry++) buckets[bucketOf(entry) + 1]!++
  for (let b = 0; b + 1 < buckets.length; b++) buckets[b + 1]! += buckets[b]!
  const cursor = buckets.slice(0, -1)
  for (let c = 0; c < count; c++) {
    for (let entry = start[c]!; entry < start[c + 1]!; entry++) take(cursor[bucketOf(entry)]!++, c, entry)
  }
}

/**
 * Cost: linear in the offers and wants of the people in the running and in the related skills. People with different marks, if there are any, are
 * in different classes.
 *
 * @category constructors
 * @since 0.1.0
 */
export const buildClasses = (
  index: SkillIndex,
  { running, topLevel, leastKnown }: Running,
  mark?: Int32Array,
): Classes => {
  const { personCount, offerSkill, offerLevel, wantSkill, wantPriority, wantKnown } = index
  const liveOffer = (at: number): boolean => offerLevel[at]! > leastKnown[offerSkill[at]!]!
  const liveWant = (at: number): boolean => wantKnown[at]! < topLevel[wantSkill[at]!]!

  // Classes by last member: people from the last to the first, numbered as they come, then the numbers turned round.
  const classOf = new Int32Array(personCount).fill(-1)
  const profiles = new Profiles()
  const size: number[] = []
  for (let p = personCount - 1; p >= 0; p--) {
    if (running[p] === 0) continue
    profiles.clear()
    if (mark !== undefined) profiles.write(-1, mark[p]!)
    for (let at = index.offerStart[p]!; at < index.offerStart[p + 1]!; at++) {
      if (liveOffer(at)) profiles.write(offerSkill[at]!, offerLevel[at]!)
    }
    for (let at = index.wantStart[p]!; at < index.wantStart[p + 1]!; at++) {
      if (liveWant(at)) profiles.write(wantSkill[at]!, 8 + wantPriority[at]! * 8 + wantKnown[at]!)
    }
    const found = profiles.find()
    size[found] = (size[found] ?? 0) + 1
    classOf[p] = found
  }
  const count = size.length
  const memberStart = new Int32Array(count + 1)
  for (let c = 0; c < count; c++) memberStart[c + 1] = memberStart[c]! + size[count - 1 - c]!
  const member = new Int32Array(memberStart[count]!)
  const cursor = memberStart.slice(0, count)
  for (let p = 0; p < personCount; p++) {
    if (classOf[p] === -1) continue
    const c = count - 1 - classOf[p]!
    classOf[p] = c
    member[cursor[c]!++] = p
  }

  // Live profiles of the classes, taken from their first members; live skills get new numbers in the same order.
  const number = new Int32Array(index.skillCount).fill(-1)
  let offers = 0
  let wants = 0
  for (let c = 0; c < count; c++) {
    const p = member[memberStart[c]!]!
    for (let at = index.offerStart[p]!; at < index.offerStart[p + 1]!; at++) {
      if (!liveOffer(at)) continue
      offers++
      number[offerSkill[at]!] = 0
    }
    for (let at = index.wantStart[p]!; at < index.wantStart[p + 1]!; at++) {
      if (!liveWant(at)) continue
      wants++
      number[wantSkill[at]!] = 0
    }
  }
  let skillCount = 0
  let related = 0
  for (let s = 0; s < index.skillCount; s++) {
    if (number[s] === -1) continue
    number[s] = skillCount++
    related += index.relatedStart[s + 1]! - index.relatedStart[s]!
  }
  const relatedStart = new Int32Array(skillCount + 1)
  const relatedSkill = new Int32Array(related)
  const relatedSimilarity = new Float64Array(related)
  related = 0
  for (let s = 0; s < index.skillCount; s++) {
    if (number[s] === -1) continue
    for (let r = index.relatedStart[s]!; r < index.relatedStart[s + 1]!; r++) {
      const other = number[index.relatedSkill[r]!]!
      if (other === -1) continue
      relatedSkill[related] = other
      relatedSimilarity[related++] = index.relatedSimilarity[r]!
    }
    relatedStart[number[s]! + 1] = related
  }

  const classes = {
    count,
    classOf,
    memberStart,
    member,
    skillCount,
    offerStart: new Int32Array(count + 1),
    offerSkill: new Int32Array(offers),
    offerLevel: new Uint8Array(offers),
    wantStart: new Int32Array(count + 1),
    wantSkill: new Int32Array(wants),
    wantPriority: new Uint8Array(wants),
    wantKnown: new Uint8Array(wants),
    relatedStart,
    relatedSkill: relatedSkill.subarray(0, related),
    relatedSimilarity: relatedSimilarity.subarray(0, related),
    offererBucket: new Int32Array(skillCount * TOP_LEVEL + 1),
    offererClass: new Int32Array(offers),
    wanterBucket: new Int32Array(skillCount * TOP_LEVEL + 1),
    wanterClass: new Int32Array(wants),
    wanterPriority: new Uint8Array(wants),
  }
  offers = 0
  wants = 0
  for (let c = 0; c < count; c++) {
    const p = member[memberStart[c]!]!
    for (let at = index.offerStart[p]!; at < index.offerStart[p + 1]!; at++) {
      if (!liveOffer(at)) continue
      classes.offerSkill[offers] = number[offerSkill[at]!]!
      classes.offerLevel[offers++] = offerLevel[at]!
    }
    for (let at = index.wantStart[p]!; at < index.wantStart[p + 1]!; at++) {
      if (!liveWant(at)) continue
      classes.wantSkill[wants] = number[wantSkill[at]!]!
      classes.wantPriority[wants] = wantPriority[at]!
      classes.wantKnown[wants++] = wantKnown[at]!
    }
    classes.offerStart[c + 1] = offers
    classes.wantStart[c + 1] = wants
  }
  fillBuckets(
    count,
    classes.offerStart,
    (entry) => classes.offerSkill[entry]! * TOP_LEVEL + classes.offerLevel[entry]! - 1,
    classes.offererBucket,
    (at, c) => {
      classes.offererClass[at] = c
    },
  )
  fillBuckets(
    count,
    classes.wantStart,
    (entry) => classes.wantSkill[entry]! * TOP_LEVEL + classes.wantKnown[entry]!,
    classes.wanterBucket,
    (at, c, entry) => {
      classes.wanterClass[at] = c
      classes.wanterPriority[at] = classes.wantPriority[entry]!
    },
  )
  return classes
}
