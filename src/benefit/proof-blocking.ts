import { benefit } from './benefit.ts'
import { firstFailedRule, pairKey, PASSES } from './eligibility.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import { adjustmentOf, type PairTerms } from './history.ts'
import type { MarketParts } from './market-parts.ts'
import { kindsWorthScanning } from './proof-above.ts'
import { blockingScan } from './proof-blocking-scan.ts'

/** Weights of whole gains below this are looked up. */
const TABLE = 64

/** Takes two classes, and what the members of each gain from those of the other. */
type TakeClasses = (c: number, d: number, toC: number, toD: number) => void

/** What `v` gains in a pair, and what that pair weighs. */
export interface Preferred {
  readonly gain: number
  readonly weight: number
}

/**
 * For proofs: tells of all pairs which ones both would rather have than what they have, by code of its own. Vertices are people in the running, in the
 * order of their ids.
 *
 * A scan of classes ({@link blockingScan}), or walks where they are cheaper, tells which classes gain enough from each other that some of their members may: what is told is
 * weighed by the people's own offers and wants.
 */
export class ProofPreferences {
  readonly vertexCount: number
  private readonly parts: MarketParts
  private readonly person: Int32Array
  /** Vertices of class c, at `memberStart[c] .. memberStart[c + 1] - 1`: those with the worst partners first, and so those who prefer somebody stand before those who do not. */
  private readonly member: Int32Array
  /** The smallest vertex of a class up to each place. */
  private readonly smallest: Int32Array
  /** Per vertex, what it gains from the partner it has and that pair weighs, and who that is; without one, 0 and nobody. */
  private readonly gainNow: Float64Array
  private readonly weightNow: Float64Array
  private readonly has: Int32Array
  private readonly table: Float64Array = new Float64Array(TABLE * TABLE).fill(Number.NaN)

  constructor(parts: MarketParts) {
    const { classOf, member } = parts.classes
    const n = member.length
    this.parts = parts
    this.vertexCount = n
    this.person = Int32Array.from(classOf.keys()).filter((p) => classOf[p]! >= 0)
    const vertexOf = new Int32Array(classOf.length)
    for (let v = 0; v < n; v++) vertexOf[this.person[v]!] = v
    this.member = Int32Array.from(member, (p) => vertexOf[p]!)
    this.smallest = new Int32Array(n)
    this.gainNow = new Float64Array(n)
    this.weightNow = new Float64Array(n)
    this.has = new Int32Array(n)
  }

  /** What `v` gains from `u` and the pair weighs; `undefined` if they cannot be a pair. Costs as their offers and wants. */
  preferred(v: number, u: number): Preferred | undefined {
    const { index, rules, fusion, terms } = this.parts
    const [p, q] = [this.person[v]!, this.person[u]!]
    const [gain, theirs] = [benefit(index, q, p), benefit(index, p, q)]
    if (v === u || !(gain > 0 && theirs > 0) || firstFailedRule(rules, p, q, gain, theirs) !== PASSES) return undefined
    return { gain, weight: integerWeight(mutualWeight(fusion, gain, theirs)) + adjustmentOf(terms, p, q) }
  }

  /**
   * Takes every possible pair, `v < u`, in which each prefers the other to whom `partner` names for it, each once, in any order: -1, itself and somebody with whom it cannot
   * be a pair are worse than anybody. Returns whether all have been told: not when `goOn` said false, or the caller's rule failed.
   */
  preferEachOther(partner: ArrayLike<number>, take: (v: number, u: number) => void, goOn: () => boolean): boolean {
    const { classes, walks, rules, way } = this.parts
    this.note(partner)
    const least = this.leastOfClasses()
    const takeClasses: TakeClasses = (c, d, toC, toD) => {
      if (this.mayPrefer(c, d, toC, toD)) this.takeMembers(c, d, take)
    }
    this.takeMet(take)
    const scanned = way === undefined || way === 'slices'
    const kinds = scanned ? kindsWorthScanning(classes, way === undefined ? walks.cost : Infinity) : undefined
    const done =
      kinds === undefined ? this.walk(least, takeClasses, goOn) : blockingScan(classes, kinds, least, takeClasses, goOn)
    return done && rules.failure === undefined
  }

  /** Notes what everybody has, and puts the members of classes in order. */
  private note(partner: ArrayLike<number>): void {
    const { vertexCount, gainNow, weightNow, has, member, smallest } = this
    const { count, memberStart } = this.parts.classes
    for (let v = 0; v < vertexCount; v++) {
      const u = partner[v]!
      const now = u < 0 ? undefined : this.preferred(v, u)
      gainNow[v] = now?.gain ?? 0
      weightNow[v] = now?.weight ?? 0
      has[v] = now === undefined ? vertexCount : u
    }
    for (let c = 0; c < count; c++) {
      const from = memberStart[c]!
      const to = memberStart[c + 1]!
      if (to - from > 1) {
        member
          .subarray(from, to)
          .sort((v, u) => gainNow[v]! - gainNow[u]! || weightNow[v]! - weightNow[u]! || has[u]! - has[v]! || v - u)
      }
      for (let i = from; i < to; i++) {
        smallest[i] = i === from ? member[i]! : Math.min(smallest[i - 1]!, member[i]!)
      }
    }
  }

  /** What a class must gain before any of its members prefers anybody. */
  private leastOfClasses(): Float64Array {
    const { gainNow, member } = this
    const { count, memberStart } = this.parts.classes
    const { minGain } = this.parts.rules
    return Float64Array.from({ length: count }, (_, c) => Math.max(minGain, gainNow[member[memberStart[c]!]!]!))
  }

  private prefers(v: number, u: number, gain: number, weight: number): boolean {
    if (gain !== this.gainNow[v]) return gain > this.gainNow[v]!
    return weight === this.weightNow[v] ? u < this.has[v]! : weight > this.weightNow[v]!
  }

  /** Whether the member of either class with the worst partner would rather have one of the other, given what the scan says that they gain; but for the smaller id. */
  private mayPrefer(c: number, d: number, toC: number, toD: number): boolean {
    const { member, person, gainNow, weightNow } = this
    const { memberStart } = this.parts.classes
    const { terms } = this.parts
    const v = member[memberStart[c]!]!
    const u = member[memberStart[d]!]!
    const credit = terms === undefined ? 0 : terms.credit[person[v]!]! + terms.credit[person[u]!]!
    const weight = this.weigh(toC, toD) + credit
    return (
      (toC === gainNow[v] ? weight >= weightNow[v]! : toC > gainNow[v]!) &&
      (toD === gainNow[u] ? weight >= weightNow[u]! : toD > gainNow[u]!)
    )
  }

  /** Weights of small whole gains are looked up. */
  private weigh(gain: number, theirs: number): number {
    const { fusion } = this.parts
    const small = gain < TABLE && theirs < TABLE && gain === (gain | 0) && theirs === (theirs | 0)
    if (!small) return integerWeight(mutualWeight(fusion, gain, theirs))
    const at = gain * TABLE + theirs
    if (Number.isNaN(this.table[at]!)) this.table[at] = integerWeight(mutualWeight(fusion, gain, theirs))
    return this.table[at]!
  }

  /** The pairs of members of two classes, or of one, but for those that have met. */
  private takeMembers(c: number, d: number, take: (v: number, u: number) => void): void {
    const { member, person, smallest, has, gainNow, weightNow } = this
    const { index, rules, fusion, terms } = this.parts
    const { memberStart } = this.parts.classes
    const p = person[member[memberStart[c]!]!]!
    const q = person[member[memberStart[d]!]!]!
    const toC = benefit(index, q, p)
    const toD = benefit(index, p, q)
    if (!(toC > 0 && toD > 0)) return
    const credit = terms === undefined ? 0 : terms.credit[p]! + terms.credit[q]!
    const weight = integerWeight(mutualWeight(fusion, toC, toD)) + credit
    const end = memberStart[c + 1]!
    for (let i = memberStart[c]!; i < end; i++) {
      const v = member[i]!
      // Whom it takes: anybody, or (`below`) somebody smaller than whom it has.
      const below = toC === gainNow[v] && weight === weightNow[v] ? has[v]! : Infinity
      if (below === Infinity && !this.prefers(v, -1, toC, weight)) break
      const stop = this.howManyPrefer(d, v, toD, weight)
      if (stop === memberStart[d]! || smallest[stop - 1]! >= below) continue
      for (let j = memberStart[d]!; j < stop; j++) {
        const u = member[j]!
        if (u >= below || u === v || (c === d && u < v) || haveMet(terms, person[v]!, person[u]!)) continue
        if (firstFailedRule(rules, person[v]!, person[u]!, toC, toD) === PASSES) take(Math.min(v, u), Math.max(v, u))
      }
    }
  }

  /** Where those end who prefer `v`: they stand first in their class. */
  private howManyPrefer(d: number, v: number, gain: number, weight: number): number {
    const { memberStart } = this.parts.classes
    let low = memberStart[d]!
    let high = memberStart[d + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.prefers(this.member[middle]!, v, gain, weight)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Pairs that have met are few, and looked at one by one. */
  private takeMet(take: (v: number, u: number) => void): void {
    const { terms, classes } = this.parts
    if (terms === undefined) return
    const people = terms.credit.length
    const vertexOf = new Map<number, number>()
    this.person.forEach((p, v) => vertexOf.set(p, v))
    for (const key of terms.met.keys()) {
      const [p, q] = [Math.floor(key / people), key % people]
      if (classes.classOf[p]! < 0 || classes.classOf[q]! < 0) continue
      const [v, u] = [vertexOf.get(p)!, vertexOf.get(q)!]
      const [here, there] = [this.preferred(v, u), this.preferred(u, v)]
      if (here === undefined || there === undefined) continue
      if (this.prefers(v, u, here.gain, here.weight) && this.prefers(u, v, there.gain, there.weight))
        take(Math.min(v, u), Math.max(v, u))
    }
  }

  private walk(least: Float64Array, take: TakeClasses, goOn: () => boolean): boolean {
    const { classes, walks } = this.parts
    const mutual = new Int32Array(classes.count + 1)
    const walk = walks.start()
    for (let c = 0; c < classes.count; c++) {
      if (!goOn()) return false
      walk.look(c, -1)
      const count = walk.mutualClasses(mutual, 1, 1)
      for (let i = 0; i < count; i++) {
        const d = mutual[i]!
        if (d >= c && walk.toMe[d]! >= least[c]! && walk.fromMe[d]! >= least[d]!)
          take(c, d, walk.toMe[d]!, walk.fromMe[d]!)
      }
    }
    return true
  }
}

const haveMet = (terms: PairTerms | undefined, p: number, q: number): boolean =>
  terms !== undefined && terms.met.has(pairKey(terms.credit.length, p, q))
