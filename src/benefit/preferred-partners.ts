import type { Fusion } from '../model/options.ts'
import type { ClassGains, TakeGains } from './class-gains.ts'
import { type Eligibility, firstFailedRule, PASSES } from './eligibility.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import type { Holds } from './holds.ts'

/** So many partners are found at once. */
const BATCH = 8

/** Weights of whole gains below this are looked up. */
const TABLE = 64

/** No weight. */
const UNKNOWN = -1

/** Takes two vertices, what each of them gains, and what the pair weighs. */
export type TakePreference = (v: number, u: number, gainV: number, gainU: number, weight: number) => void

/** What a pair of people who have met adds, by vertices; `u` of `of[i]` is known to `i`. */
export interface MetPartners {
  /** Those that vertex `v` has met and of which both gain, at `start[v] .. start[v + 1] - 1`, ascending. */
  readonly start: Int32Array
  readonly partner: Int32Array
  readonly gain: Float64Array
  readonly theirs: Float64Array
  readonly weight: Float64Array
}

export interface PartnerColumns {
  /** Per vertex, who that is. */
  readonly person: Int32Array
  readonly holds: Holds
  readonly gains: ClassGains
  readonly rules: Eligibility
  readonly fusion: Fusion
  /** What each pair of a member of class `c` weighs more. */
  readonly credit: Float64Array
  readonly met: MetPartners | undefined
}

/**
 * Finds for everybody the partner that they like best of those who would take them, one after the other. Vertices are people in the running, in the order of
 * their ids. Has the shape of the solvers' `PreferenceOracle`, see there.
 *
 * Rows tell classes. What is found is kept a few at a time: who accepts one now need not do so when their turn comes, but who does not, never will.
 */
export class PreferredPartners {
  readonly vertexCount: number
  /** Those from whom others gain most come first: whom they are held by seldom gets anybody better. */
  readonly order: Int32Array
  /** How many rows have been looked through. */
  rows: number = 0
  private readonly columns: PartnerColumns
  private readonly table: Float64Array = new Float64Array(TABLE * TABLE).fill(UNKNOWN)

  /** Per vertex, the best partners found and not told yet, at `BATCH * v + at[v] .. BATCH * v + end[v] - 1`. */
  private readonly partner: Int32Array
  private readonly theirs: Float64Array
  private readonly weight: Float64Array
  private readonly at: Uint8Array
  private readonly end: Uint8Array
  /** The least liked of them all, told ones too: whom the next batch comes after. */
  private readonly lastGain: Float64Array
  private readonly lastWeight: Float64Array
  private readonly lastPartner: Int32Array

  /** The batch in the making, best first. */
  private count = 0
  private readonly found: Int32Array = new Int32Array(BATCH + 1)
  private readonly foundGain: Float64Array = new Float64Array(BATCH + 1)
  private readonly foundTheirs: Float64Array = new Float64Array(BATCH + 1)
  private readonly foundWeight: Float64Array = new Float64Array(BATCH + 1)

  constructor(columns: PartnerColumns) {
    const n = columns.person.length
    this.columns = columns
    this.vertexCount = n
    this.partner = new Int32Array(BATCH * n)
    this.theirs = new Float64Array(BATCH * n)
    this.weight = new Float64Array(BATCH * n)
    this.at = new Uint8Array(n)
    this.end = new Uint8Array(n)
    this.lastGain = new Float64Array(n).fill(Infinity)
    this.lastWeight = new Float64Array(n).fill(Infinity)
    this.lastPartner = new Int32Array(n).fill(-1)
    const { holds, gains } = columns
    this.order = new Int32Array(n)
    let place = 0
    for (const c of gains.order) {
      for (let i = holds.start[c]!; i < holds.start[c + 1]!; i++) this.order[place++] = holds.member[i]!
    }
    for (let c = 0; c + 1 < holds.start.length; c++) gains.setFloor(c, this.least(0))
  }

  held(v: number): number {
    return this.columns.holds.by[v]!
  }

  next(v: number): number {
    const { partner, theirs, weight, at, end } = this
    const { holds } = this.columns
    for (;;) {
      while (at[v]! < end[v]!) {
        const i = BATCH * v + at[v]!++
        if (holds.accepts(partner[i]!, v, theirs[i]!, weight[i]!)) return partner[i]!
      }
      if (this.lastGain[v] === 0) return -1
      this.refill(v)
    }
  }

  propose(v: number): number {
    const i = BATCH * v + this.at[v]! - 1
    const u = this.partner[i]!
    const refused = this.columns.holds.by[u]!
    this.hold(u, v, this.theirs[i]!, this.weight[i]!)
    return refused
  }

  pairs(take: TakePreference): void {
    const { holds, gains, met } = this.columns
    const { start, member } = holds
    for (let c = 0; c + 1 < start.length; c++) {
      this.rows++
      const least = this.least(holds.floor(c))
      const takeClass: TakeGains = (d, toC, toD) => {
        const w = this.weightOf(c, d, toC, toD)
        for (let i = start[c]!; i < start[c + 1]!; i++) {
          const v = member[i]!
          if (toC < holds.gain[v]! || (toC === holds.gain[v] && w < holds.weight[v]!)) continue
          let j = c === d ? i + 1 : start[d]!
          for (j = holds.next(d, j, v, toD, w); j < start[d + 1]!; j = holds.next(d, j + 1, v, toD, w)) {
            const u = member[j]!
            // Those after it come after whom `v` holds, too.
            if (!holds.accepts(v, u, toC, w)) break
            if (!this.haveMet(v, u) && this.admits(v, u, toC, toD)) take(v, u, toC, toD, w)
          }
        }
        return least
      }
      gains.row(c, least, takeClass, true)
    }
    if (met === undefined) return
    for (let v = 0; v < this.vertexCount; v++) {
      for (let i = met.start[v]!; i < met.start[v + 1]!; i++) {
        const [u, gain, theirs, w] = [met.partner[i]!, met.gain[i]!, met.theirs[i]!, met.weight[i]!]
        if (u < v || !holds.accepts(v, u, gain, w) || !holds.accepts(u, v, theirs, w)) continue
        if (this.admits(v, u, gain, theirs)) take(v, u, gain, theirs, w)
      }
    }
  }

  release(v: number, take: TakePreference): void {
    const { holds, met } = this.columns
    this.eachAccepting(v, (u, gain, theirs, w) => {
      if (!holds.accepts(v, u, gain, w) && this.admits(v, u, gain, theirs)) take(v, u, gain, theirs, w)
    })
    if (met !== undefined) {
      for (let i = met.start[v]!; i < met.start[v + 1]!; i++) {
        const [u, gain, theirs, w] = [met.partner[i]!, met.gain[i]!, met.theirs[i]!, met.weight[i]!]
        if (!holds.accepts(u, v, theirs, w) || holds.accepts(v, u, gain, w)) continue
        if (this.admits(v, u, gain, theirs)) take(v, u, gain, theirs, w)
      }
    }
    this.hold(v, -1, 0, 0)
  }

  private eachAccepting(v: number, take: (u: number, gain: number, theirs: number, weight: number) => void): void {
    const { holds, gains } = this.columns
    const { start, member, classOf } = holds
    const c = classOf[v]!
    const least = this.least(0)
    this.rows++
    gains.row(c, least, (d, toC, toD) => {
      const w = this.weightOf(c, d, toC, toD)
      for (let j = holds.next(d, start[d]!, v, toD, w); j < start[d + 1]!; j = holds.next(d, j + 1, v, toD, w)) {
        const u = member[j]!
        if (u !== v && !this.haveMet(v, u)) take(u, toC, toD, w)
      }
      return least
    })
  }

  /**
   * Finds the next batch of `v`: first of those from whom it gains as much as it may, and as long as there is nobody, of those from whom it gains
   * less and less. So most rows have few classes that matter.
   */
  private refill(v: number): void {
    const { gains, holds } = this.columns
    // Whom it holds has it as the best that is left, and accepts it.
    const least = this.least(holds.gain[v]!)
    const top = Math.min(this.lastGain[v]!, gains.most(holds.classOf[v]!))
    let low = gains.step === 0 ? least : Math.max(top, least)
    let down = gains.step
    this.count = 0
    if (top >= least) this.find(v, low)
    while (this.count === 0 && low > least) {
      low = Math.max(top - down, least)
      down = 2 * down + gains.step
      this.find(v, low)
    }
    const { found, foundGain, foundTheirs, foundWeight, count } = this
    this.partner.set(found.subarray(0, count), BATCH * v)
    this.theirs.set(foundTheirs.subarray(0, count), BATCH * v)
    this.weight.set(foundWeight.subarray(0, count), BATCH * v)
    this.at[v] = 0
    this.end[v] = count
    const isFull = count === BATCH
    // All with gains of `low` or more have been found.
    this.lastGain[v] = isFull ? foundGain[count - 1]! : low === least || count === 0 ? 0 : low
    this.lastWeight[v] = isFull ? foundWeight[count - 1]! : -Infinity
    this.lastPartner[v] = isFull ? found[count - 1]! : this.vertexCount
  }

  /** Finds the best after the last batch, of those from whom `v` gains `least` or more. */
  private find(v: number, least: number): void {
    const { holds, gains, met } = this.columns
    const { start, member, classOf } = holds
    const gainBefore = this.lastGain[v]!
    const weightBefore = this.lastWeight[v]!
    const partnerBefore = this.lastPartner[v]!
    const c = classOf[v]!
    this.rows++
    if (met !== undefined) {
      for (let i = met.start[v]!; i < met.start[v + 1]!; i++) {
        const [u, gain, theirs, w] = [met.partner[i]!, met.gain[i]!, met.theirs[i]!, met.weight[i]!]
        if (gain < least || !prefers(gainBefore, weightBefore, partnerBefore, gain, w, u)) continue
        if (holds.accepts(u, v, theirs, w)) this.offer(v, u, gain, theirs, w)
      }
    }
    gains.row(c, this.leastFound(least), (d, toC, toD) => {
      const w = this.weightOf(c, d, toC, toD)
      if (toC > gainBefore || (toC === gainBefore && w > weightBefore)) return this.leastFound(least)
      const tied = toC === gainBefore && w === weightBefore
      let j = tied ? holds.after(d, partnerBefore) : start[d]!
      for (j = holds.next(d, j, v, toD, w); j < start[d + 1]!; j = holds.next(d, j + 1, v, toD, w)) {
        const u = member[j]!
        // Those after it are liked less.
        if (this.count === BATCH && !this.isWanted(toC, w, u)) break
        if (u !== v && !this.haveMet(v, u)) this.offer(v, u, toC, toD, w)
      }
      return this.leastFound(least)
    })
  }

  /** Puts a partner into the batch if it belongs there. The rules are asked last. */
  private offer(v: number, u: number, gain: number, theirs: number, weight: number): void {
    if ((this.count === BATCH && !this.isWanted(gain, weight, u)) || !this.admits(v, u, gain, theirs)) return
    const { found, foundGain, foundTheirs, foundWeight } = this
    let i = this.count === BATCH ? BATCH - 1 : this.count++
    for (; i > 0 && prefers(gain, weight, u, foundGain[i - 1]!, foundWeight[i - 1]!, found[i - 1]!); i--) {
      found[i] = found[i - 1]!
      foundGain[i] = foundGain[i - 1]!
      foundTheirs[i] = foundTheirs[i - 1]!
      foundWeight[i] = foundWeight[i - 1]!
    }
    found[i] = u
    foundGain[i] = gain
    foundTheirs[i] = theirs
    foundWeight[i] = weight
  }

  /** Whether this is better than the last of a full batch. */
  private isWanted(gain: number, weight: number, u: number): boolean {
    const last = BATCH - 1
    return prefers(gain, weight, u, this.foundGain[last]!, this.foundWeight[last]!, this.found[last]!)
  }

  private leastFound(least: number): number {
    return this.count === BATCH ? this.foundGain[BATCH - 1]! : least
  }

  private hold(v: number, u: number, gain: number, weight: number): void {
    const { holds, gains } = this.columns
    const c = holds.classOf[v]!
    const before = holds.floor(c)
    holds.set(v, u, gain, weight)
    const floor = holds.floor(c)
    if (floor !== before) gains.setFloor(c, this.least(floor))
  }

  /** Below it nobody gains. */
  private least(gain: number): number {
    return Math.max(this.columns.gains.smallest, this.columns.rules.minGain, gain)
  }

  private admits(v: number, u: number, gain: number, theirs: number): boolean {
    const { rules, person } = this.columns
    return rules.anyone || firstFailedRule(rules, person[v]!, person[u]!, gain, theirs) === PASSES
  }

  private haveMet(v: number, u: number): boolean {
    const { met } = this.columns
    if (met === undefined) return false
    for (let i = met.start[v]!; i < met.start[v + 1]!; i++) if (met.partner[i] === u) return true
    return false
  }

  private weightOf(c: number, d: number, toC: number, toD: number): number {
    const { credit } = this.columns
    return this.plainWeight(toC, toD) + credit[c]! + credit[d]!
  }

  private plainWeight(gain: number, theirs: number): number {
    const { table } = this
    const { fusion } = this.columns
    const small = gain < TABLE && theirs < TABLE && gain === (gain | 0) && theirs === (theirs | 0)
    if (!small) return integerWeight(mutualWeight(fusion, gain, theirs))
    const at = gain * TABLE + theirs
    if (table[at] === UNKNOWN) table[at] = integerWeight(mutualWeight(fusion, gain, theirs))
    return table[at]!
  }
}

/** Whether the first partner is liked better than the second. */
const prefers = (
  gain: number,
  weight: number,
  u: number,
  otherGain: number,
  otherWeight: number,
  other: number,
): boolean => {
  if (gain !== otherGain) return gain > otherGain
  return weight === otherWeight ? u < other : weight > otherWeight
}
