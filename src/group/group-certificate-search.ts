import type { GroupProblem } from './group-problem.ts'
import type { GroupCertificate } from './group-solution.ts'

/** What the members gain at least, in groups that count. */
export interface GainRange {
  readonly least?: number
  /** More than this. */
  readonly above?: number
}

/** A group that could be part of what counts more than a bound. */
export interface ReachableGroup {
  readonly members: readonly number[]
  /** What it counts, in units of price. */
  readonly value: number
}

/** More groups than this are not listed. */
const MOST_LISTED = 2_000_000

/** Hides the rounding of sums of weights and prices. */
const ROUNDING = 1e-6

const CANDIDATE = 0
const MEMBER = 1
const OUT = 2

/**
 * Looks at groups one by one, for the check of certificates alone.
 *
 * It finds them by growing from their first member: as long as a member lacks a companion, a teacher or a learner, only those who are that are added, and
 * who has been tried is out for the rest. What members could still gain at best, and what others could bring, bounds what a group can count.
 */
export class GroupChecks {
  private readonly problem: GroupProblem
  private readonly least: number
  private readonly above: number
  /** Per person, ascending. */
  private readonly teachersOf: readonly (readonly number[])[]
  private readonly learnersOf: readonly (readonly number[])[]
  private readonly companionsOf: readonly (readonly number[])[]
  private readonly arcs: Set<number>[]
  private readonly apart: Set<number>[]
  /** Per want, teachers and their lifts, greatest lift first. */
  private readonly offers: readonly (readonly { readonly teacher: number; readonly lift: number }[])[]
  private readonly liftsOf: readonly ReadonlyMap<number, number>[]
  private readonly pairBonus: readonly ReadonlyMap<number, number>[]
  private readonly halfBonus: Float64Array

  private readonly state: Uint8Array
  private readonly members: number[] = []
  private worth: Float64Array = new Float64Array(0)
  /** Per person, no more than this comes with them; and people by it, descending. */
  private cap: Float64Array = new Float64Array(0)
  private byCap: Int32Array = new Int32Array(0)
  /** Groups may lack so much of paying too little, in units of weight. */
  private slack = 0
  /** Groups weigh nothing, so nothing is rounded. */
  private readonly isCount: boolean
  private test: (members: readonly number[]) => boolean = () => false
  private found: readonly number[] | undefined

  constructor(problem: GroupProblem, gains: GainRange, isCount: boolean = false) {
    this.isCount = isCount
    const { personCount: n, wantStart, liftStart, liftTeacher, lift, apart, together = [], pairBonus } = problem
    this.problem = problem
    this.least = Math.max(gains.least ?? 0, problem.minGain ?? 0)
    this.above = gains.above ?? 0
    this.state = new Uint8Array(n)
    const sets = (): Set<number>[] => Array.from({ length: n }, () => new Set<number>())
    const teachers = sets()
    this.arcs = sets()
    this.apart = sets()
    const offers: { teacher: number; lift: number }[][] = []
    for (let p = 0; p < n; p++) {
      for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
        const row: { teacher: number; lift: number }[] = []
        for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) {
          row.push({ teacher: liftTeacher[i]!, lift: lift[i]! })
          teachers[p]!.add(liftTeacher[i]!)
          this.arcs[liftTeacher[i]!]!.add(p)
        }
        offers.push(row.toSorted((a, b) => b.lift - a.lift))
      }
    }
    this.offers = offers
    this.liftsOf = offers.map((row) => new Map(row.map(({ teacher, lift: x }) => [teacher, x])))
    this.teachersOf = teachers.map(ascending)
    this.learnersOf = this.arcs.map(ascending)
    for (let i = 0; i < (apart?.source.length ?? 0); i++) {
      this.apart[apart!.source[i]!]!.add(apart!.target[i]!)
      this.apart[apart!.target[i]!]!.add(apart!.source[i]!)
    }
    // The next person of each set is enough: the one after that is their companion.
    const companions = sets()
    for (const set of together) {
      for (let i = 0; i < set.length; i++) {
        const next = set[(i + 1) % set.length]!
        if (next !== set[i]) companions[set[i]!]!.add(next)
      }
    }
    this.companionsOf = companions.map(ascending)
    const bonus = Array.from({ length: n }, () => new Map<number, number>())
    for (let i = 0; i < (pairBonus?.source.length ?? 0); i++) {
      const a = pairBonus!.source[i]!
      const b = pairBonus!.target[i]!
      bonus[a]!.set(b, (bonus[a]!.get(b) ?? 0) + pairBonus!.amount[i]!)
      bonus[b]!.set(a, (bonus[b]!.get(a) ?? 0) + pairBonus!.amount[i]!)
    }
    this.pairBonus = bonus
    this.halfBonus = Float64Array.from(bonus, (row) =>
      [...row.values()].reduce((sum, x) => sum + Math.max(0, x) / 2, 0),
    )
  }

  /** What a group is worth and what its members gain at least, or why it is none. */
  look(group: readonly number[]): { readonly weight: number; readonly least: number } | string {
    const { problem, least, above } = this
    const { minSize, maxSize, wantStart, wantPriority, personBonus, limits = [], times } = problem
    if (group.length < minSize || group.length > maxSize) return `it has ${group.length} members`
    const gains = new Float64Array(group.length)
    let weight = 0
    for (const [i, p] of group.entries()) {
      let gain = 0
      for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
        let best = 0
        for (const t of group) if (t !== p) best = Math.max(best, this.liftsOf[w]!.get(t) ?? 0)
        gain += wantPriority[w]! * best
      }
      if (!(gain > above && gain >= least)) return `person ${p} gains ${gain}`
      gains[i] = gain
      if (!group.some((l) => l !== p && this.arcs[p]!.has(l))) return `person ${p} teaches nobody`
      if (group.some((other) => this.apart[p]!.has(other))) return `person ${p} is with somebody to be kept apart from`
      if (!this.companionsOf[p]!.every((other) => group.includes(other))) return `person ${p} lacks somebody to be with`
      weight += personBonus?.[p] ?? 0
      for (const other of group) if (other < p) weight += this.pairBonus[p]!.get(other) ?? 0
    }
    const smallest = gains.reduce((a, b) => Math.min(a, b), Infinity)
    const imbalance = gains.reduce((a, b) => Math.max(a, b), 0) - smallest
    if (imbalance > (problem.maxImbalance ?? Infinity)) return `its gains differ by ${imbalance}`
    for (const [l, { members, allowed }] of limits.entries()) {
      const counted = Array.from(members).filter((p) => group.includes(p)).length
      if (allowed[counted] !== true) return `limit ${l} forbids ${counted}`
    }
    if (times !== undefined) {
      const common = this.commonTime(group)
      if (common < times.least) return `it has ${common} of ${times.least} common times`
    }
    return { weight: weight + problem.weigh(gains, gains.length), least: smallest }
  }

  /** A group that holds a person, if there is one. */
  groupWith(person: number): readonly number[] | undefined {
    const n = this.problem.personCount
    this.state.fill(CANDIDATE)
    this.worth = new Float64Array(n)
    this.byCap = new Int32Array(0)
    this.cap = new Float64Array(n).fill(Infinity)
    this.found = undefined
    this.test = (members) => typeof this.look(members) !== 'string'
    this.grow(person, false)
    return this.found
  }

  /**
   * All groups that count something and pay at most `reach` more than they count, in units of price; undefined if there are too many. Or a group that counts more
   * than its members and trios pay, if there is one. None is listed if `reach` is negative.
   */
  within(
    { scale, lift, dual, trios }: GroupCertificate,
    reach: number,
  ): { readonly unpaid: readonly number[] } | readonly ReachableGroup[] | undefined {
    const listed: ReachableGroup[] = []
    const n = this.problem.personCount
    this.state.fill(CANDIDATE)
    this.worth = Float64Array.from(dual, (price) => lift - price / scale)
    this.found = undefined
    this.slack = Math.max(0, reach) / scale
    let tooMany = false
    const least = -Math.max(0, reach)
    const triosOf: number[][] = Array.from({ length: n }, () => [])
    trios.forEach(({ members }, i) => {
      for (const p of members) triosOf[p]!.push(i)
    })
    const held = new Uint8Array(trios.length)
    this.test = (members) => {
      const seen = this.look(members)
      if (typeof seen === 'string') return false
      // In units of price: whole numbers that are far from unsafe, as no price need be greater than what a group counts.
      const value = scale * (seen.weight + lift * members.length)
      let lacking = value
      for (const p of members) lacking -= dual[p]!
      if (value <= 0 || lacking < least) return false
      for (const p of members) for (const i of triosOf[p]!) if (++held[i]! === 2) lacking -= trios[i]!.dual
      for (const p of members) for (const i of triosOf[p]!) held[i] = 0
      if (lacking > 0) return true
      if (lacking >= -reach) listed.push({ members: [...members], value })
      tooMany = listed.length > MOST_LISTED
      return tooMany
    }
    this.refreshCaps()
    const order = Array.from({ length: n }, (_, p) => p).toSorted((a, b) => this.cap[b]! - this.cap[a]! || a - b)
    for (const [i, p] of order.entries()) {
      this.grow(p, true)
      if (tooMany) return undefined
      if (this.found !== undefined) return { unpaid: this.found }
      this.state[p] = OUT
      if (i % 16 === 15) this.refreshCaps()
    }
    return listed
  }

  /** What each candidate could bring at most, if all candidates came. */
  private refreshCaps(): void {
    const { personCount: n, personBonus, weigh } = this.problem
    this.cap = Float64Array.from({ length: n }, (_, p) => {
      if (this.state[p] === OUT) return -Infinity
      const gain = this.mostGain(p)
      if (gain < 0) return -Infinity
      return weigh(Float64Array.of(gain), 1) + (personBonus?.[p] ?? 0) + this.halfBonus[p]! + this.worth[p]!
    })
    const people = Array.from({ length: n }, (_, p) => p).filter((p) => this.cap[p]! > 0)
    this.byCap = Int32Array.from(people.toSorted((a, b) => this.cap[b]! - this.cap[a]! || a - b))
  }

  /** What a person gains if everybody who is not out teaches them; -1 if that is too little. */
  private mostGain(person: number): number {
    const { wantStart, wantPriority } = this.problem
    let gain = 0
    for (let w = wantStart[person]!; w < wantStart[person + 1]!; w++) {
      for (const { teacher, lift } of this.offers[w]!) {
        if (this.state[teacher] === OUT) continue
        gain += wantPriority[w]! * lift
        break
      }
    }
    return gain > this.above && gain >= this.least ? gain : -1
  }

  /** All groups that hold the members so far, `person`, and candidates; ends when the test has found one. As deep as a group is large. */
  private grow(person: number, isBounded: boolean): void {
    const { members, state, problem } = this
    members.push(person)
    state[person] = MEMBER
    const tried: number[] = []
    for (const other of this.apart[person]!) {
      if (state[other] !== CANDIDATE) continue
      state[other] = OUT
      tried.push(other)
    }
    if (!this.isLost(isBounded)) {
      const lacking = this.whoIsLacking()
      if (lacking === undefined) {
        if (members.length >= problem.minSize && this.test(members)) this.found = [...members].toSorted((a, b) => a - b)
      }
      if (members.length < problem.maxSize && this.found === undefined) {
        const isLast = members.length + 1 === problem.maxSize
        for (const next of lacking ?? this.whoCouldCome(isLast)) {
          if (state[next] !== CANDIDATE) continue
          if (!isLast || this.meetsAllNeeds(next)) this.grow(next, isBounded)
          state[next] = OUT
          tried.push(next)
          if (this.found !== undefined) break
        }
      }
    }
    for (const other of tried) state[other] = CANDIDATE
    members.pop()
    state[person] = CANDIDATE
  }

  /** Whether no group that holds these members can pass the test. */
  private isLost(isBounded: boolean): boolean {
    const { members, problem, state } = this
    const { times, maxSize, weigh, personBonus } = problem
    if (times !== undefined && this.commonTime(members) < times.least) return true
    const gains = new Float64Array(members.length)
    let sum = 0
    for (const [i, p] of members.entries()) {
      const gain = this.mostGain(p)
      if (gain < 0) return true
      gains[i] = gain
      sum += (personBonus?.[p] ?? 0) + this.halfBonus[p]! + this.worth[p]!
    }
    if (!isBounded) return false
    let seats = maxSize - members.length
    // The members' part and the others one by one weigh at least what the whole does, but for halves of rounding.
    sum += this.slack + weigh(gains, gains.length) + (this.isCount ? 0 : 1 + seats / 2)
    for (let i = 0; i < this.byCap.length && seats > 0; i++) {
      const p = this.byCap[i]!
      if (state[p] !== CANDIDATE) continue
      sum += this.cap[p]!
      seats--
    }
    return sum < -ROUNDING
  }

  /** People one of whom must come, because a member needs them: the shortest such list. Undefined if nobody needs anybody. */
  private whoIsLacking(): readonly number[] | undefined {
    const { members } = this
    let shortest: readonly number[] | undefined
    const consider = (list: readonly number[]): void => {
      if (shortest === undefined || list.length < shortest.length) shortest = list
    }
    for (const p of members) {
      for (const other of this.companionsOf[p]!) if (!members.includes(other)) return [other]
      if (!members.some((t) => this.arcs[t]!.has(p))) consider(this.teachersOf[p]!)
      if (!members.some((l) => this.arcs[p]!.has(l))) consider(this.learnersOf[p]!)
    }
    return shortest
  }

  /** Where nobody needs anybody: everybody, or for the last seat those who learn from a member. */
  private whoCouldCome(isLast: boolean): readonly number[] {
    if (isLast) return [...new Set(this.members.flatMap((p) => this.learnersOf[p]!))]
    return Array.from({ length: this.problem.personCount }, (_, p) => p)
  }

  private meetsAllNeeds(last: number): boolean {
    const { members, arcs } = this
    if (!members.some((p) => arcs[p]!.has(last)) || !members.some((p) => arcs[last]!.has(p))) return false
    for (const p of members) {
      if (!arcs[last]!.has(p) && !members.some((t) => arcs[t]!.has(p))) return false
      if (!arcs[p]!.has(last) && !members.some((l) => arcs[p]!.has(l))) return false
    }
    return true
  }

  private commonTime(group: readonly number[]): number {
    const { words, free } = this.problem.times ?? { words: 0, free: [] }
    let common = 0
    for (let k = 0; k < words; k++) {
      let word = -1
      for (const p of group) word &= free[p * words + k]!
      for (; word !== 0; word &= word - 1) common++
    }
    return common
  }
}

function ascending(set: Set<number>): number[] {
  return [...set].toSorted((a, b) => a - b)
}
