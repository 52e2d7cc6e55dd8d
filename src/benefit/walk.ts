import type { Classes } from './classes.ts'
import { gainBounds } from './gain-bounds.ts'
import { TOP_LEVEL } from './skill-index.ts'

/** Below this the product of two gains is a signed 32-bit integer. */
const MOST_SMALL = 2 ** 15

/** Gains by class. Without related skills they are whole, and mostly small: a quarter of the memory to go through. */
export type Gains = Float64Array | Uint16Array

/**
 * Finds, for one person after the other, the classes that can lift them or be lifted by them, and by how much.
 *
 * The sums are those of the definition to the last bit: a learner's wants are gone through in ascending order of skill,
 * whichever side is the learner, and each adds `priority * lift`, `lift` being the greatest `similarity * (level - known)`.
 */
export class Walk {
  /** What class d teaches the person at hand; 0 for classes that do not. */
  readonly toMe: Gains
  /** What the person at hand teaches each member of class d; 0 for classes that learn nothing. */
  readonly fromMe: Gains
  /** Only if not `dense`: the first `teacherCount` entries are the classes with `toMe > 0`, each once; learners alike. */
  readonly teachers: Int32Array
  readonly learners: Int32Array
  teacherCount: number = 0
  learnerCount: number = 0
  /** The person at hand reaches so many classes that whoever wants to know looks at all from `from` on. */
  dense: boolean = false
  /** First class whose last member lies beyond the person at hand: classes are numbered by their last members. */
  private from: number = 0
  /** Last member per class; ascending. */
  private readonly last: Int32Array

  private readonly classes: Classes
  private readonly steps: Float64Array
  /** Per bucket, the first entry of a class that counts (`>= from`); people come in ascending order. */
  private readonly offererCursor: Int32Array
  private readonly wanterCursor: Int32Array
  private readonly related: boolean
  /** Best lift of the want at hand per class; all 0 between wants. */
  private readonly lift: Float64Array
  private readonly lifted: Int32Array
  /** Best lift per (skill, known) that the offers at hand give; all 0 between people. */
  private readonly gift: Float64Array
  private readonly reached: Int32Array
  private readonly isReached: Uint8Array

  /** `steps` is what {@link stepsPerMember} says. */
  constructor(classes: Classes, steps: Float64Array) {
    this.classes = classes
    this.steps = steps
    const { count, skillCount, memberStart, member } = classes
    this.related = classes.relatedSkill.length > 0
    const small = !this.related && gainBounds(classes).gain.every((most) => most < MOST_SMALL)
    this.toMe = small ? new Uint16Array(count) : new Float64Array(count)
    this.fromMe = small ? new Uint16Array(count) : new Float64Array(count)
    this.teachers = new Int32Array(count)
    this.learners = new Int32Array(count)
    this.last = new Int32Array(count)
    for (let c = 0; c < count; c++) this.last[c] = member[memberStart[c + 1]! - 1]!
    this.offererCursor = classes.offererBucket.slice(0, skillCount * TOP_LEVEL)
    this.wanterCursor = classes.wanterBucket.slice(0, skillCount * TOP_LEVEL)
    this.lift = new Float64Array(this.related ? count : 0)
    this.lifted = new Int32Array(this.related ? count : 0)
    this.gift = new Float64Array(this.related ? skillCount * TOP_LEVEL : 0)
    this.reached = new Int32Array(this.related ? skillCount : 0)
    this.isReached = new Uint8Array(this.related ? skillCount : 0)
  }

  /** Looks from person `l` of class `c` at the classes with members beyond `l`. Persons must come in ascending order. */
  look(c: number, l: number): void {
    this.clear()
    const { last } = this
    let { from } = this
    while (from < last.length && last[from]! <= l) from++
    this.from = from
    // Both branches cost about the same when one class in eight is reached.
    this.dense = this.steps[c]! * 8 > last.length
    if (this.related) {
      this.findRelatedTeachers(c)
      this.findRelatedLearners(c)
    } else {
      this.findTeachers(c)
      this.findLearners(c)
    }
  }

  /**
   * Writes the classes with which both sides gain, the person looked from `toLeast` (a whole number) and the other `fromLeast` or more, or a
   * few more classes, into `into`, which has one slot more than there are classes. Returns how many.
   */
  mutualClasses(into: Int32Array, toLeast: number, fromLeast: number): number {
    const { toMe, fromMe, dense, from, teachers, teacherCount } = this
    let count = 0
    if (dense && toMe instanceof Uint16Array && fromMe instanceof Uint16Array) {
      // Whether a class counts is close to random, and a branch on it would be mispredicted: the sign bit is 0 exactly if neither
      // difference is negative.
      for (let d = from; d < toMe.length; d++) {
        into[count] = d
        count += ~((toMe[d]! - toLeast) | (fromMe[d]! - fromLeast)) >>> 31
      }
      return count
    }
    const end = dense ? toMe.length : teacherCount
    for (let i = dense ? from : 0; i < end; i++) {
      const d = dense ? i : teachers[i]!
      if (toMe[d]! > 0 && fromMe[d]! > 0) into[count++] = d
    }
    return count
  }

  private clear(): void {
    const { toMe, fromMe, teachers, learners } = this
    if (this.dense) {
      toMe.fill(0, this.from)
      fromMe.fill(0, this.from)
    } else {
      for (let i = 0; i < this.teacherCount; i++) toMe[teachers[i]!] = 0
      for (let i = 0; i < this.learnerCount; i++) fromMe[learners[i]!] = 0
    }
    this.teacherCount = 0
    this.learnerCount = 0
  }

  /** Moves the cursor of one bucket to the classes that count, and returns it. Amortised: it passes each entry once. */
  private advance(cursor: Int32Array, owner: Int32Array, bucket: number, end: number): number {
    const { from } = this
    let at = cursor[bucket]!
    while (at < end && owner[at]! < from) at++
    cursor[bucket] = at
    return at
  }

  /** Adds `amount` to `toMe` for every offerer in one bucket. The hottest loop there is, with its twin below. */
  private addOfferers(bucket: number, amount: number): void {
    const { offererBucket, offererClass } = this.classes
    const { toMe, teachers } = this
    const end = offererBucket[bucket + 1]!
    const start = this.advance(this.offererCursor, offererClass, bucket, end)
    if (this.dense) {
      for (let at = start; at < end; at++) toMe[offererClass[at]!]! += amount
      return
    }
    let count = this.teacherCount
    for (let at = start; at < end; at++) {
      const d = offererClass[at]!
      const sum = toMe[d]!
      if (sum === 0) teachers[count++] = d
      toMe[d] = sum + amount
    }
    this.teacherCount = count
  }

  /** Adds `priority * lift` to `fromMe` for every wanter in one bucket. */
  private addWanters(bucket: number, lift: number): void {
    const { wanterBucket, wanterClass, wanterPriority } = this.classes
    const { fromMe, learners } = this
    const end = wanterBucket[bucket + 1]!
    const start = this.advance(this.wanterCursor, wanterClass, bucket, end)
    if (this.dense) {
      for (let at = start; at < end; at++) fromMe[wanterClass[at]!]! += wanterPriority[at]! * lift
      return
    }
    let count = this.learnerCount
    for (let at = start; at < end; at++) {
      const d = wanterClass[at]!
      const sum = fromMe[d]!
      if (sum === 0) learners[count++] = d
      fromMe[d] = sum + wanterPriority[at]! * lift
    }
    this.learnerCount = count
  }

  private findTeachers(c: number): void {
    const { wantStart, wantSkill, wantPriority, wantKnown } = this.classes
    const to = wantStart[c + 1]!
    for (let want = wantStart[c]!; want < to; want++) {
      const skill = wantSkill[want]! * TOP_LEVEL
      const known = wantKnown[want]!
      for (let level = TOP_LEVEL; level > known; level--) {
        this.addOfferers(skill + level - 1, wantPriority[want]! * (level - known))
      }
    }
  }

  private findLearners(c: number): void {
    const { offerStart, offerSkill, offerLevel } = this.classes
    const to = offerStart[c + 1]!
    for (let offer = offerStart[c]!; offer < to; offer++) {
      const skill = offerSkill[offer]! * TOP_LEVEL
      const level = offerLevel[offer]!
      for (let known = 0; known < level; known++) this.addWanters(skill + known, level - known)
    }
  }

  /** As `findTeachers`, but a want may be met by several offers of one class, of which the best one counts. */
  private findRelatedTeachers(c: number): void {
    const { wantStart, wantSkill, wantPriority, wantKnown, relatedStart, relatedSkill, relatedSimilarity } =
      this.classes
    const { lift, lifted, toMe, teachers } = this
    const to = wantStart[c + 1]!
    for (let want = wantStart[c]!; want < to; want++) {
      const skill = wantSkill[want]!
      const priority = wantPriority[want]!
      const known = wantKnown[want]!
      let count = this.raise(skill, known, 1, 0)
      for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) {
        count = this.raise(relatedSkill[r]!, known, relatedSimilarity[r]!, count)
      }
      for (let i = 0; i < count; i++) {
        const d = lifted[i]!
        if (toMe[d] === 0) teachers[this.teacherCount++] = d
        toMe[d]! += priority * lift[d]!
        lift[d] = 0
      }
    }
  }

  /** Raises `lift` to what offerers of `skill` give; returns how many classes are in `lifted` then. */
  private raise(skill: number, known: number, similarity: number, count: number): number {
    const { offererBucket, offererClass } = this.classes
    const { lift, lifted } = this
    for (let level = TOP_LEVEL; level > known; level--) {
      const bucket = skill * TOP_LEVEL + level - 1
      const end = offererBucket[bucket + 1]!
      const value = similarity * (level - known)
      for (let at = this.advance(this.offererCursor, offererClass, bucket, end); at < end; at++) {
        const d = offererClass[at]!
        const old = lift[d]!
        if (old === 0) lifted[count++] = d
        if (value > old) lift[d] = value
      }
    }
    return count
  }

  /** As `findLearners`, but first the best lift for each wanted skill and known level is worked out, over all own offers. */
  private findRelatedLearners(c: number): void {
    const { offerStart, offerSkill, offerLevel, relatedStart, relatedSkill, relatedSimilarity } = this.classes
    const { gift, reached, isReached } = this
    const to = offerStart[c + 1]!
    let count = 0
    for (let offer = offerStart[c]!; offer < to; offer++) {
      const skill = offerSkill[offer]!
      const level = offerLevel[offer]!
      count = this.give(skill, level, 1, count)
      for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) {
        count = this.give(relatedSkill[r]!, level, relatedSimilarity[r]!, count)
      }
    }
    // Ascending, so that every learner's sum runs over their wants in ascending order of skill.
    reached.subarray(0, count).sort()
    for (let i = 0; i < count; i++) {
      const skill = reached[i]!
      isReached[skill] = 0
      for (let known = 0; known < TOP_LEVEL; known++) {
        const bucket = skill * TOP_LEVEL + known
        if (gift[bucket]! > 0) this.addWanters(bucket, gift[bucket]!)
        gift[bucket] = 0
      }
    }
  }

  private give(skill: number, level: number, similarity: number, count: number): number {
    const { gift, reached, isReached } = this
    if (isReached[skill] === 0) {
      isReached[skill] = 1
      reached[count++] = skill
    }
    for (let known = 0; known < level; known++) {
      const bucket = skill * TOP_LEVEL + known
      const value = similarity * (level - known)
      if (value > gift[bucket]!) gift[bucket] = value
    }
    return count
  }
}
