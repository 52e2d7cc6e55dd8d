import type { MatchError } from '../model/error.ts'
import type { Fusion } from '../model/options.ts'
import { benefit } from './benefit.ts'
import type { Classes } from './classes.ts'
import { CALLER_FAILED, type Eligibility, firstFailedRule, PASSES, RULES } from './eligibility.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import type { SkillIndex } from './skill-index.ts'
import { Walk } from './walk.ts'

/** Weights of pairs with whole gains below this are looked up. */
const TABLE = 64

/**
 * The possible pairs of a market, told row by row: what a solver asks that does not hold them. Vertices are the people in the
 * running, in the order of their ids; `person[v]` is who that is. Has the shape of the solvers' `PairOracle`, see there.
 *
 * A row costs the posting lists of one person, see {@link Walk}, and its length.
 */
export class PairRows {
  readonly vertexCount: number
  /** Ascending. */
  readonly person: Int32Array
  readonly partner: Int32Array
  readonly weight: Float64Array

  private readonly index: SkillIndex
  private readonly classes: Classes
  private readonly steps: Float64Array
  private readonly rules: Eligibility
  private readonly fusion: Fusion
  private readonly excluded: Uint32Array
  private readonly vertexOf: Int32Array
  /** For passes: what lies wholly before the vertex at hand is left out. */
  private pass: Walk
  /** First member of each class beyond the vertex at hand. */
  private cursor: Int32Array
  /** Classes with which both sides gain, of the row at hand; one more slot, which may be written and not counted. */
  private readonly mutual: Int32Array
  /** For single rows. */
  private readonly whole: Walk
  private readonly table: Float64Array = new Float64Array(TABLE * TABLE).fill(-1)

  /** Counts into `excluded` (people x RULES), in the first pass, what the rules took away. */
  constructor(
    index: SkillIndex,
    classes: Classes,
    steps: Float64Array,
    rules: Eligibility,
    fusion: Fusion,
    excluded: Uint32Array,
  ) {
    const { classOf } = classes
    this.index = index
    this.classes = classes
    this.steps = steps
    this.rules = rules
    this.fusion = fusion
    this.excluded = excluded
    this.vertexOf = new Int32Array(classOf.length).fill(-1)
    this.vertexCount = classes.member.length
    this.person = new Int32Array(this.vertexCount)
    let count = 0
    for (let p = 0; p < classOf.length; p++) {
      if (classOf[p] === -1) continue
      this.vertexOf[p] = count
      this.person[count++] = p
    }
    this.partner = new Int32Array(this.vertexCount)
    this.weight = new Float64Array(this.vertexCount)
    this.pass = new Walk(classes, steps)
    this.whole = new Walk(classes, steps)
    this.mutual = new Int32Array(classes.count + 1)
    this.cursor = classes.memberStart.slice(0, classes.count)
  }

  /** What the caller's own rule did wrong, if it did. */
  get failure(): MatchError | undefined {
    return this.rules.failure
  }

  /** A person's vertex, or -1 for people who are not in the running. */
  vertex(p: number): number {
    return this.vertexOf[p]!
  }

  rewind(): void {
    this.pass = new Walk(this.classes, this.steps)
    this.cursor = this.classes.memberStart.slice(0, this.classes.count)
  }

  firstRow(v: number): number {
    const p = this.person[v]!
    const length = this.rowBeyond(v)
    return this.rules.anyone ? length : this.keepAllowed(p, length)
  }

  rowBeyond(v: number): number {
    const p = this.person[v]!
    this.pass.look(this.classes.classOf[p]!, p)
    return this.write(this.pass, this.cursor, p)
  }

  row(v: number): number {
    const p = this.person[v]!
    const { classOf, memberStart } = this.classes
    this.whole.look(classOf[p]!, -1)
    // Nobody comes before person -1, so that these cursors stay where they are.
    const length = this.write(this.whole, memberStart, -1)
    // People of one class may learn from each other, but nobody from themselves.
    for (let i = 0; i < length; i++) {
      if (this.partner[i] !== v) continue
      this.partner.copyWithin(i, i + 1, length)
      this.weight.copyWithin(i, i + 1, length)
      return length - 1
    }
    return length
  }

  admits(u: number, v: number): boolean {
    if (this.rules.anyone) return true
    const p = this.person[u]!
    const q = this.person[v]!
    return firstFailedRule(this.rules, p, q, benefit(this.index, q, p), benefit(this.index, p, q)) === PASSES
  }

  /**
   * Writes the row of the person whom a walk has looked from, without people up to `before`; `cursor` is moved beyond them.
   */
  private write(walk: Walk, cursor: Int32Array, before: number): number {
    const { partner, weight, vertexOf, table, fusion, mutual } = this
    const { member, memberStart } = this.classes
    const { toMe, fromMe } = walk
    const count = this.findMutual(walk)
    let length = 0
    for (let i = 0; i < count; i++) {
      const d = mutual[i]!
      const gain = toMe[d]!
      const theirs = fromMe[d]!
      let w = -1
      if (gain < TABLE && theirs < TABLE && gain === (gain | 0) && theirs === (theirs | 0)) {
        w = table[gain * TABLE + theirs]!
        if (w < 0) w = table[gain * TABLE + theirs] = integerWeight(mutualWeight(fusion, gain, theirs))
      } else w = integerWeight(mutualWeight(fusion, gain, theirs))
      let at = cursor[d]!
      while (member[at]! <= before) at++ // Ends: only classes whose last member lies beyond are looked at.
      cursor[d] = at
      const stop = memberStart[d + 1]!
      for (; at < stop; at++) {
        partner[length] = vertexOf[member[at]!]!
        weight[length++] = w
      }
    }
    return length
  }

  /** Fills `mutual` with the classes with which both sides gain. */
  private findMutual({ toMe, fromMe, dense, from, teachers, teacherCount }: Walk): number {
    const { mutual } = this
    let count = 0
    if (dense && toMe instanceof Uint16Array && fromMe instanceof Uint16Array) {
      // Whether a class counts is close to random, and a branch on it would be mispredicted: the sign bit of minus the product, which
      // is below 2^31, is 1 exactly if both gain.
      for (let d = from; d < toMe.length; d++) {
        mutual[count] = d
        count += -(toMe[d]! * fromMe[d]!) >>> 31
      }
      return count
    }
    const end = dense ? toMe.length : teacherCount
    for (let i = dense ? from : 0; i < end; i++) {
      const d = dense ? i : teachers[i]!
      if (toMe[d]! > 0 && fromMe[d]! > 0) mutual[count++] = d
    }
    return count
  }

  /** How many people in the running could teach `v` something or learn something from them, but not both. Costs as a row. */
  oneWay(v: number): number {
    const { memberStart, classOf } = this.classes
    this.whole.look(classOf[this.person[v]!]!, -1)
    const { toMe, fromMe, dense, teachers, learners, teacherCount, learnerCount } = this.whole
    let count = 0
    const add = (d: number): void => {
      count += memberStart[d + 1]! - memberStart[d]!
    }
    if (dense) {
      for (let d = 0; d < toMe.length; d++) if (toMe[d]! > 0 !== fromMe[d]! > 0) add(d)
    } else {
      for (let i = 0; i < teacherCount; i++) if (fromMe[teachers[i]!] === 0) add(teachers[i]!)
      for (let i = 0; i < learnerCount; i++) if (toMe[learners[i]!] === 0) add(learners[i]!)
    }
    return count
  }

  /** Drops what the rules forbid from the row of person `p`, and counts it on both sides. */
  private keepAllowed(p: number, length: number): number {
    const { partner, weight, person, excluded, rules } = this
    const { toMe, fromMe } = this.pass
    const { classOf } = this.classes
    let kept = 0
    for (let i = 0; i < length; i++) {
      const q = person[partner[i]!]!
      const failed = firstFailedRule(rules, p, q, toMe[classOf[q]!]!, fromMe[classOf[q]!]!)
      if (failed === PASSES) {
        partner[kept] = partner[i]!
        weight[kept++] = weight[i]!
      } else if (failed !== CALLER_FAILED) {
        excluded[p * RULES.length + failed]!++
        excluded[q * RULES.length + failed]!++
      }
    }
    return kept
  }
}
