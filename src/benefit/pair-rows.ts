import type { MatchError } from '../model/error.ts'
import type { Fusion } from '../model/options.ts'
import { benefit } from './benefit.ts'
import type { Classes } from './classes.ts'
import { type Eligibility, firstFailedRule, PASSES, RULES } from './eligibility.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import { type GainBounds, gainBounds } from './gain-bounds.ts'
import { setsWorthSlicing } from './gain-slices.ts'
import { PairScan, type TakePair } from './pair-scan.ts'
import type { Way } from './limits.ts'
import { aboveByScan, kindsWorthScanning, type ProofWeights } from './proof-above.ts'
import type { SkillIndex } from './skill-index.ts'
import type { RowWalk, Walks } from './walks.ts'
import { Walk } from './walk.ts'

/** The part of the vertices, those with the lowest prices, whose rows are looked through whole. */
const LOWEST = 0.05

/** Weights of whole gains below this are looked up. */
const TABLE = 64

/** No weight. */
const UNKNOWN = -1

/** A greater one would not tell more: gains are compared as 16-bit numbers. */
const MOST_LEAST = 2 ** 15

/**
 * The pairs of a market of which both members gain, told row by row: what a solver asks that does not hold them. Vertices are the people
 * in the running, in the order of their ids; `person[v]` is who that is. Has the shape of the solvers' `PairOracle`, see there.
 *
 * There are two ways to find pairs. Walks over lists of classes ({@link Walks}) tell whole rows. Scans by slices ({@link PairScan}) tell what
 * is above a price; where posting lists are long they are several times as fast. For proofs there are scans of their own ({@link aboveByScan}), so that a proof
 * found by one kind of scan is checked by another; where walks are cheaper, both are done by walks.
 */
export class PairRows {
  readonly vertexCount: number
  /** Ascending. */
  readonly person: Int32Array
  readonly partner: Int32Array
  readonly weight: Float64Array
  readonly least: number = 0

  private readonly index: SkillIndex
  private readonly classes: Classes
  private readonly walks: Walks
  private readonly rules: Eligibility
  private readonly fusion: Fusion
  private readonly leastGained: number
  private readonly way: Way | undefined
  private readonly vertexOf: Int32Array
  private readonly sliced: PairScan | undefined
  /** For passes: what lies wholly before the vertex at hand is left out. */
  private pass: RowWalk
  /** First member of each class beyond the vertex at hand. */
  private cursor: Int32Array
  /** Classes of the row at hand; one more slot, which may be written and not counted. */
  private readonly mutual: Int32Array
  /** For single rows. */
  private readonly whole: RowWalk
  /** For counts of those who gain one way only. */
  private reach: Walk | undefined
  private readonly bounds: GainBounds
  private readonly table: Float64Array = new Float64Array(TABLE * TABLE).fill(UNKNOWN)

  /**
   * Pairs are looked for by slices if that is cheaper, unless `way` says otherwise. Scans and rows leave out those in which a member gains less than
   * `leastGained`, which the rules must say, too; counts do not.
   */
  constructor(
    index: SkillIndex,
    classes: Classes,
    walks: Walks,
    rules: Eligibility,
    fusion: Fusion,
    way: Way | undefined,
    leastGained: number = 0,
  ) {
    const { classOf, memberStart, member } = classes
    this.index = index
    this.classes = classes
    this.walks = walks
    this.rules = rules
    this.fusion = fusion
    this.way = way
    this.leastGained = leastGained
    this.vertexOf = new Int32Array(classOf.length).fill(-1)
    this.vertexCount = member.length
    this.person = new Int32Array(this.vertexCount)
    let count = 0
    for (let p = 0; p < classOf.length; p++) {
      if (classOf[p] === -1) continue
      this.vertexOf[p] = count
      this.person[count++] = p
    }
    this.partner = new Int32Array(this.vertexCount)
    this.weight = new Float64Array(this.vertexCount)
    this.pass = walks.start()
    this.whole = walks.start()
    this.mutual = new Int32Array(classes.count + 1)
    this.cursor = memberStart.slice(0, classes.count)
    this.bounds = gainBounds(classes)
    const sets =
      way === undefined || way === 'slices'
        ? setsWorthSlicing(classes, way === undefined ? walks.cost : Infinity)
        : undefined
    if (sets !== undefined) {
      this.sliced = new PairScan(classes, this.vertexOf, sets, {
        byGains: (a, b) => this.weightOf(a, b),
        byClasses: (c, d) => this.weigh(member[memberStart[c]!]!, member[memberStart[d]!]!),
      })
    }
  }

  /** What the caller's own rule did wrong, if it did. */
  get failure(): MatchError | undefined {
    return this.rules.failure
  }

  /** A person's vertex, or -1 for people who are not in the running. */
  vertex(p: number): number {
    return this.vertexOf[p]!
  }

  /** How many pairs there are. */
  count(): number {
    if (this.sliced !== undefined) return this.sliced.count()
    let pairs = 0
    this.rewind()
    for (let v = 0; v < this.vertexCount; v++) pairs += this.rowBeyond(v, -1)
    return pairs
  }

  scan(price: Float64Array, take: TakePair, goOn: () => boolean): Int32Array {
    if (this.sliced !== undefined) return this.sliced.scan(price, take, goOn)
    let least = Infinity
    for (const own of price) if (own < least) least = own
    this.rewind()
    for (let v = 0; v < this.vertexCount; v++) {
      if (!goOn()) return Int32Array.from({ length: this.vertexCount - v }, (_, i) => v + i)
      const own = price[v]!
      this.takeAbove(v, this.rowBeyond(v, (own + least) / 2), price, take)
    }
    return new Int32Array(0)
  }

  scanRows(rows: Uint8Array, price: Float64Array, take: TakePair, goOn: () => boolean): boolean {
    if (this.sliced !== undefined) return this.sliced.scanRows(rows, price, take, goOn)
    for (let v = 0; v < this.vertexCount; v++) {
      if (rows[v] === 0) continue
      if (!goOn()) return false
      this.takeAbove(v, this.row(v), price, take)
    }
    return true
  }

  most(v: number): number {
    const { gain, gift } = this.bounds
    const c = this.classes.classOf[this.person[v]!]!
    return integerWeight(mutualWeight(this.fusion, gain[c]!, gift[c]!))
  }

  private takeAbove(v: number, length: number, price: Float64Array, take: TakePair): void {
    const { partner, weight } = this
    const own = price[v]!
    for (let i = 0; i < length; i++) {
      if (2 * weight[i]! > own + price[partner[i]!]!) take(v, partner[i]!, weight[i]!)
    }
  }

  /** See `PairOracle.above`. By a scan made for proofs or by walks, whichever is cheaper. */
  above(price: Float64Array, take: TakePair, goOn: () => boolean): boolean {
    const { classes, vertexOf, way, walks } = this
    const scanned = way === undefined || way === 'slices'
    const kinds = scanned ? kindsWorthScanning(classes, way === undefined ? walks.cost : Infinity) : undefined
    if (kinds === undefined) return this.walkAbove(price, take, goOn)
    const weights: ProofWeights = {
      byGains: (gain, gift) => this.weightOf(gain, gift),
      byPeople: (p, q) => this.weigh(p, q),
    }
    return aboveByScan(classes, kinds, vertexOf, weights, price, take, goOn)
  }

  private walkAbove(price: Float64Array, take: TakePair, goOn: () => boolean): boolean {
    // With all but the lowest prices, a pair must weigh much before it matters: rows of those are looked through whole.
    const low = price.toSorted()[Math.floor(this.vertexCount * LOWEST)] ?? 0
    for (let v = 0; v < this.vertexCount; v++) {
      if (!goOn()) return false
      if (price[v]! < low) this.takeAbove(v, this.row(v), price, take)
    }
    this.rewind()
    for (let v = 0; v < this.vertexCount; v++) {
      if (!goOn()) return false
      if (price[v]! >= low) this.takeAbove(v, this.rowBeyond(v, (price[v]! + low) / 2), price, take)
    }
    return true
  }

  private rewind(): void {
    this.pass = this.walks.start()
    this.cursor = this.classes.memberStart.slice(0, this.classes.count)
  }

  /** Tells the partners of `v` that come after it, but for pairs that weigh `above` or less; for each vertex in turn, after `rewind`. */
  private rowBeyond(v: number, above: number): number {
    const p = this.person[v]!
    this.pass.look(this.classes.classOf[p]!, p)
    return this.write(this.pass, p, this.cursor, p, above)
  }

  row(v: number): number {
    const p = this.person[v]!
    const { classOf, memberStart } = this.classes
    this.whole.look(classOf[p]!, -1)
    // Nobody comes before person -1, so that these cursors stay where they are.
    const length = this.write(this.whole, p, memberStart, -1, -1)
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

  private weigh(p: number, q: number): number {
    return this.weightOf(benefit(this.index, q, p), benefit(this.index, p, q))
  }

  /** -Infinity where one gains too little. */
  private weightOf(gain: number, theirs: number): number {
    return gain < this.leastGained || theirs < this.leastGained
      ? -Infinity
      : integerWeight(mutualWeight(this.fusion, gain, theirs))
  }

  /**
   * Writes the row of person `p`, from whom a walk has looked, without people up to `before` and pairs of weight up to
   * `above`; `cursor` is moved beyond the former.
   */
  private write(walk: RowWalk, p: number, cursor: Int32Array, before: number, above: number): number {
    const { partner, weight, vertexOf, table, mutual } = this
    const { member, memberStart } = this.classes
    const { toMe, fromMe } = walk
    const own = this.classes.classOf[p]!
    const most = this.bounds.gain[own]!
    const mostTheirs = this.bounds.gift[own]!
    const toLeast = this.leastGain(above, most, mostTheirs)
    const count = walk.mutualClasses(mutual, toLeast, this.leastGain(above, mostTheirs, most))
    let length = 0
    for (let i = 0; i < count; i++) {
      const d = mutual[i]!
      const gain = toMe[d]!
      const theirs = fromMe[d]!
      let w = UNKNOWN
      if (gain < TABLE && theirs < TABLE && gain === (gain | 0) && theirs === (theirs | 0)) {
        w = table[gain * TABLE + theirs]!
        if (w === UNKNOWN) w = table[gain * TABLE + theirs] = this.weightOf(gain, theirs)
      } else w = this.weightOf(gain, theirs)
      if (w <= above) continue
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

  /** The least whole gain up to `most` with which a pair may weigh more than `above`, the other gaining `other` at most. */
  private leastGain(above: number, most: number, other: number): number {
    if (!(above > 0)) return 1
    // By halving: no weight falls when a gain rises.
    let low = 0
    let high = Math.min(most, MOST_LEAST)
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.weightOf(middle, other) > above) high = middle
      else low = middle
    }
    return high
  }

  /**
   * How many partners each of the `RULES` takes from `v`: `mutualBenefit` those who could teach `v` something or learn
   * something from `v` but not both; every other rule those with whom both would gain, and with whom it is the first that
   * fails. Costs as a row.
   */
  excluded(v: number): Uint32Array {
    const { partner, person, rules, classes, whole } = this
    const { toMe, fromMe } = whole
    const counts = new Uint32Array(RULES.length)
    const length = this.row(v)
    for (let i = 0; i < length; i++) {
      const q = person[partner[i]!]!
      const failed = firstFailedRule(rules, person[v]!, q, toMe[classes.classOf[q]!]!, fromMe[classes.classOf[q]!]!)
      if (failed >= 0) counts[failed]!++
    }
    counts[RULES.indexOf('mutualBenefit')] = this.oneWay(v)
    return counts
  }

  /** How many people could teach `v` something or learn something from `v`, but not both. */
  private oneWay(v: number): number {
    const { memberStart, classOf } = this.classes
    this.reach ??= new Walk(this.classes, this.walks.steps)
    this.reach.look(classOf[this.person[v]!]!, -1)
    const { toMe, fromMe, dense, teachers, learners, teacherCount, learnerCount } = this.reach
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
}

/** What a market tells of its pairs: {@link PairRows}, or the same with other weights. */
export type MarketRows = Pick<PairRows, keyof PairRows>
