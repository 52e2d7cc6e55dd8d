import type { GroupLimit, GroupProblem, WeighGains } from './group-problem.ts'

/** Lifts are looked up in a table if it has no more entries than this. */
const MOST_TABLE_ENTRIES = 2 ** 23

/**
 * A problem made ready for searches. People who must be together are one unit; most units are one person. Sets of units are bits: unit `u` is bit
 * `u & 31` of word `u >> 5`.
 */
export class GroupModel {
  readonly problem: GroupProblem
  readonly personCount: number
  readonly unitCount: number
  /** Words of a set of units. */
  readonly words: number
  readonly unitOf: Int32Array
  /** Unit `u` is the people `unitPerson[unitStart[u] .. unitStart[u + 1] - 1]`, ascending. */
  readonly unitStart: Int32Array
  readonly unitPerson: Int32Array
  /** Units that can be in any group. */
  readonly alive: Int32Array
  /** Row `p`: other living units with somebody who lifts a want of `p`. */
  readonly teachers: Int32Array
  /** Row `p`: other living units with somebody who is lifted by `p`. */
  readonly learners: Int32Array
  /** Row `u`: other living units that may be in a group with `u`. */
  readonly fits: Int32Array
  /** 1 if somebody in the own unit lifts (is lifted by) the person. */
  readonly taughtInside: Uint8Array
  readonly teachesInside: Uint8Array
  /** Per person, no group gives them more. 0 for those who can't be in any. */
  readonly mostGain: Float64Array
  /** Per want as `liftTeacher`, by lift descending. */
  readonly bestTeacher: Int32Array
  readonly bestLift: Float64Array
  /** Per person, what their pair bonuses can come to in one group: half of each positive one. */
  readonly pairCap: Float64Array
  /** Row of `p`: the other person and what the two weigh more. */
  readonly pairStart: Int32Array
  readonly pairOther: Int32Array
  readonly pairAmount: Float64Array
  readonly bonus: Float64Array
  readonly limits: readonly GroupLimit[]
  /** Row of `p`: places in `limits`. */
  readonly limitsOf: readonly (readonly number[])[]
  readonly minSize: number
  readonly maxSize: number
  readonly minGain: number
  readonly maxImbalance: number
  readonly weigh: WeighGains
  private readonly table: Float64Array | undefined
  private readonly gains = new Float64Array(16)
  private readonly teaches = new Uint8Array(16)

  /** `minGain` is at least what the problem has it. */
  constructor(problem: GroupProblem, minGain: number = problem.minGain ?? 0) {
    const { personCount: n, wantStart, liftStart, liftTeacher, lift } = problem
    this.problem = problem
    this.personCount = n
    this.minSize = problem.minSize
    this.maxSize = problem.maxSize
    this.minGain = Math.max(minGain, problem.minGain ?? 0)
    this.maxImbalance = problem.maxImbalance ?? Infinity
    this.weigh = problem.weigh
    this.bonus = new Float64Array(n)
    for (let p = 0; p < n; p++) this.bonus[p] = problem.personBonus?.[p] ?? 0
    this.limits = problem.limits ?? []
    const limitsOf: number[][] = Array.from({ length: n }, () => [])
    this.limits.forEach(({ members }, place) => {
      for (let i = 0; i < members.length; i++) {
        if (limitsOf[members[i]!]!.at(-1) !== place) limitsOf[members[i]!]!.push(place)
      }
    })
    this.limitsOf = limitsOf

    const units = unitsOf(problem)
    this.unitOf = units.unitOf
    this.unitStart = units.unitStart
    this.unitPerson = units.unitPerson
    this.unitCount = units.unitStart.length - 1
    this.words = Math.max(1, (this.unitCount + 31) >> 5)

    const pairs = pairRows(problem)
    this.pairStart = pairs.start
    this.pairOther = pairs.other
    this.pairAmount = pairs.amount
    this.pairCap = new Float64Array(n)
    for (let p = 0; p < n; p++) {
      const amounts = pairs.amount.slice(pairs.start[p], pairs.start[p + 1]).toSorted()
      for (let i = amounts.length - 1; i >= 0 && i > amounts.length - this.maxSize; i--) {
        this.pairCap[p]! += Math.max(0, amounts[i]!) / 2
      }
    }

    const wantCount = wantStart[n] ?? 0
    this.bestTeacher = new Int32Array(liftStart[wantCount] ?? 0)
    this.bestLift = new Float64Array(this.bestTeacher.length)
    for (let w = 0; w < wantCount; w++) {
      const from = liftStart[w]!
      const order = Array.from({ length: liftStart[w + 1]! - from }, (_, i) => from + i)
      order.sort((a, b) => lift[b]! - lift[a]! || a - b)
      order.forEach((at, i) => {
        this.bestTeacher[from + i] = liftTeacher[at]!
        this.bestLift[from + i] = lift[at]!
      })
    }
    this.table = wantCount * n <= MOST_TABLE_ENTRIES ? new Float64Array(wantCount * n) : undefined
    if (this.table !== undefined) {
      for (let w = 0; w < wantCount; w++) {
        for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) this.table[w * n + liftTeacher[i]!] = lift[i]!
      }
    }

    this.teachers = new Int32Array(n * this.words)
    this.learners = new Int32Array(n * this.words)
    this.taughtInside = new Uint8Array(n)
    this.teachesInside = new Uint8Array(n)
    this.mostGain = new Float64Array(n)
    this.fits = this.fitting()
    this.alive = this.living()
    this.fillArcs()
  }

  /** How much `teacher` lifts `want`, 0 if not at all. O(1), or O(log) for large problems. */
  liftOf(want: number, teacher: number): number {
    const { table, problem } = this
    if (table !== undefined) return table[want * this.personCount + teacher]!
    const { liftStart, liftTeacher, lift } = problem
    let low = liftStart[want]!
    const end = liftStart[want + 1]!
    let high = end
    while (low < high) {
      const middle = (low + high) >>> 1
      if (liftTeacher[middle]! < teacher) low = middle + 1
      else high = middle
    }
    return low < end && liftTeacher[low] === teacher ? lift[low]! : 0
  }

  /**
   * What a group weighs with its bonuses, or -Infinity if somebody in it does not gain (enough) or does not teach. The other rules are for
   * whoever built it. `members[0 .. size - 1]` may be in any order. O(wants of the members * size).
   */
  weightOf(members: ArrayLike<number>, size: number): number {
    const { gains, teaches, minGain, bonus } = this
    const { wantStart, wantPriority } = this.problem
    for (let i = 0; i < size; i++) teaches[i] = 0
    let least = Infinity
    let most = 0
    let extra = 0
    for (let i = 0; i < size; i++) {
      const learner = members[i]!
      const to = wantStart[learner + 1]!
      let gain = 0
      for (let want = wantStart[learner]!; want < to; want++) {
        let best = 0
        for (let j = 0; j < size; j++) {
          if (j === i) continue
          const lift = this.liftOf(want, members[j]!)
          if (lift > 0) {
            teaches[j] = 1
            if (lift > best) best = lift
          }
        }
        gain += wantPriority[want]! * best
      }
      if (!(gain > 0) || gain < minGain) return -Infinity
      gains[i] = gain
      if (gain < least) least = gain
      if (gain > most) most = gain
      extra += bonus[learner]!
    }
    for (let i = 0; i < size; i++) if (teaches[i] === 0) return -Infinity
    if (most - least > this.maxImbalance) return -Infinity
    if (this.pairOther.length > 0) {
      for (let i = 1; i < size; i++) for (let j = 0; j < i; j++) extra += this.pairBonus(members[i]!, members[j]!)
    }
    return this.weigh(gains, size) + extra
  }

  /** The gains of the group that {@link weightOf} was last asked for. Valid until it is asked again. */
  lastGains(): Float64Array {
    return this.gains
  }

  /** O(log of the pairs of `a`). */
  pairBonus(a: number, b: number): number {
    const { pairStart, pairOther, pairAmount } = this
    let low = pairStart[a]!
    const end = pairStart[a + 1]!
    let high = end
    while (low < high) {
      const middle = (low + high) >>> 1
      if (pairOther[middle]! < b) low = middle + 1
      else high = middle
    }
    return low < end && pairOther[low] === b ? pairAmount[low]! : 0
  }

  /** Pairs of units that no rule keeps apart, whether they teach each other or not. */
  private fitting(): Int32Array {
    const { problem, unitCount: count, words, unitOf, unitStart } = this
    const fits = new Int32Array(count * words)
    for (let u = 0; u < count; u++) {
      for (let v = 0; v < count; v++) {
        if (v !== u && this.sizeOf(u) + this.sizeOf(v) <= this.maxSize) fits[u * words + (v >> 5)]! |= 1 << (v & 31)
      }
    }
    const split = (u: number, v: number): void => {
      fits[u * words + (v >> 5)]! &= ~(1 << (v & 31))
      fits[v * words + (u >> 5)]! &= ~(1 << (u & 31))
    }
    const { apart, times } = problem
    for (let i = 0; i < (apart?.source.length ?? 0); i++) {
      const u = unitOf[apart!.source[i]!]!
      const v = unitOf[apart!.target[i]!]!
      // A unit that is kept apart from itself fits nobody, not even itself: see `living`.
      if (u === v) this.broken.add(u)
      else split(u, v)
    }
    if (times !== undefined) {
      const free = new Int32Array(count * times.words).fill(-1)
      for (let u = 0; u < count; u++) {
        for (let i = unitStart[u]!; i < unitStart[u + 1]!; i++) {
          for (let k = 0; k < times.words; k++) {
            free[u * times.words + k]! &= times.free[this.unitPerson[i]! * times.words + k]!
          }
        }
      }
      for (let u = 0; u < count; u++) {
        for (let v = 0; v <= u; v++) {
          let common = 0
          for (let k = 0; k < times.words; k++) {
            common += bitCount(free[u * times.words + k]! & free[v * times.words + k]!)
          }
          if (common >= times.least) continue
          if (u === v) this.broken.add(u)
          else split(u, v)
        }
      }
    }
    return fits
  }

  /** Units that no group can hold whatever it is. */
  private readonly broken = new Set<number>()

  private sizeOf(u: number): number {
    return this.unitStart[u + 1]! - this.unitStart[u]!
  }

  /** Takes units away until everybody who is left has a teacher and a learner among those left, and could gain enough. */
  private living(): Int32Array {
    const { problem, unitCount, words, unitOf, unitStart, unitPerson, fits, minGain } = this
    const { wantStart, wantPriority, liftStart, liftTeacher, lift } = problem
    const alive = new Int32Array(words)
    for (let u = 0; u < unitCount; u++) {
      if (this.sizeOf(u) <= this.maxSize && !this.broken.has(u)) alive[u >> 5]! |= 1 << (u & 31)
    }
    const teaches = new Uint8Array(this.personCount)
    for (let changed = true; changed; ) {
      changed = false
      teaches.fill(0)
      for (let p = 0; p < this.personCount; p++) {
        this.mostGain[p] = 0
        const u = unitOf[p]!
        if (!hasBit(alive, 0, u)) continue
        let most = 0
        const benefits = new Map<number, number>()
        for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
          let best = 0
          for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) {
            const teacher = liftTeacher[i]!
            const v = unitOf[teacher]!
            if (!hasBit(alive, 0, v) || (v !== u && !hasBit(fits, u * words, v))) continue
            teaches[teacher] = 1
            if (lift[i]! > best) best = lift[i]!
            benefits.set(teacher, (benefits.get(teacher) ?? 0) + wantPriority[w]! * lift[i]!)
          }
          most += wantPriority[w]! * best
        }
        // Nobody has more teachers than the group has other members. A little more, as the order of the sum differs.
        if (wantStart[p + 1]! - wantStart[p]! >= this.maxSize) {
          const best = [...benefits.values()].toSorted((a, b) => b - a).slice(0, this.maxSize - 1)
          most = Math.min(most, best.reduce((sum, gain) => sum + gain, 0) * (1 + 1e-12))
        }
        this.mostGain[p] = most
      }
      for (let u = 0; u < unitCount; u++) {
        if (!hasBit(alive, 0, u)) continue
        for (let i = unitStart[u]!; i < unitStart[u + 1]!; i++) {
          const p = unitPerson[i]!
          if (this.mostGain[p]! > 0 && this.mostGain[p]! >= minGain && teaches[p] === 1) continue
          alive[u >> 5]! &= ~(1 << (u & 31))
          changed = true
          break
        }
      }
    }
    for (let p = 0; p < this.personCount; p++) if (!hasBit(alive, 0, unitOf[p]!)) this.mostGain[p] = 0
    for (let u = 0; u < unitCount; u++) for (let k = 0; k < words; k++) fits[u * words + k]! &= alive[k]!
    return alive
  }

  private fillArcs(): void {
    const { problem, words, unitOf, fits, alive, teachers, learners } = this
    const { wantStart, liftStart, liftTeacher } = problem
    for (let p = 0; p < this.personCount; p++) {
      const u = unitOf[p]!
      if (!hasBit(alive, 0, u)) continue
      for (let i = liftStart[wantStart[p]!]!; i < liftStart[wantStart[p + 1]!]!; i++) {
        const teacher = liftTeacher[i]!
        const v = unitOf[teacher]!
        if (v === u) {
          this.taughtInside[p] = 1
          this.teachesInside[teacher] = 1
        } else if (hasBit(fits, u * words, v)) {
          teachers[p * words + (v >> 5)]! |= 1 << (v & 31)
          learners[teacher * words + (u >> 5)]! |= 1 << (u & 31)
        }
      }
    }
  }
}

export function hasBit(set: Int32Array, from: number, bit: number): boolean {
  return (set[from + (bit >> 5)]! & (1 << (bit & 31))) !== 0
}

/** How many bits of a word are 1. */
export function bitCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

interface Units {
  readonly unitOf: Int32Array
  readonly unitStart: Int32Array
  readonly unitPerson: Int32Array
}

/** Who must be together; units in the order of their first person. */
function unitsOf({ personCount: n, together = [] }: GroupProblem): Units {
  const parent = Int32Array.from({ length: n }, (_, p) => p)
  const find = (p: number): number => {
    let root = p
    while (parent[root] !== root) root = parent[root]!
    for (let q = p; q !== root; ) {
      const next = parent[q]!
      parent[q] = root
      q = next
    }
    return root
  }
  for (const set of together) {
    for (let i = 1; i < set.length; i++) {
      const a = find(set[0]!)
      const b = find(set[i]!)
      parent[Math.max(a, b)] = Math.min(a, b)
    }
  }
  const unitOf = new Int32Array(n)
  const counts: number[] = []
  for (let p = 0; p < n; p++) {
    const root = find(p)
    unitOf[p] = root === p ? counts.push(0) - 1 : unitOf[root]!
    counts[unitOf[p]!]!++
  }
  const unitStart = new Int32Array(counts.length + 1)
  counts.forEach((count, u) => {
    unitStart[u + 1] = unitStart[u]! + count
  })
  const cursor = unitStart.slice()
  const unitPerson = new Int32Array(n)
  for (let p = 0; p < n; p++) unitPerson[cursor[unitOf[p]!]!++] = p
  return { unitOf, unitStart, unitPerson }
}

/** Bonuses of pairs by person, partners ascending; several of one pair are added up. */
function pairRows({ personCount: n, pairBonus }: GroupProblem): {
  start: Int32Array
  other: Int32Array
  amount: Float64Array
} {
  const rows: Map<number, number>[] = Array.from({ length: n }, () => new Map<number, number>())
  const count = pairBonus?.source.length ?? 0
  const add = (a: number, b: number, amount: number): void => {
    rows[a]!.set(b, (rows[a]!.get(b) ?? 0) + amount)
  }
  for (let i = 0; i < count; i++) {
    const a = pairBonus!.source[i]!
    const b = pairBonus!.target[i]!
    add(a, b, pairBonus!.amount[i]!)
    add(b, a, pairBonus!.amount[i]!)
  }
  const start = new Int32Array(n + 1)
  rows.forEach((row, p) => {
    start[p + 1] = start[p]! + row.size
  })
  const other = new Int32Array(start[n]!)
  const amount = new Float64Array(start[n]!)
  let at = 0
  for (const row of rows) {
    for (const b of [...row.keys()].toSorted((x, y) => x - y)) {
      other[at] = b
      amount[at++] = row.get(b)!
    }
  }
  return { start, other, amount }
}
