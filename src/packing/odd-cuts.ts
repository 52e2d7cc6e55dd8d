import type { PackingLp } from './packing-lp.ts'
import type { PackingPool } from './packing-pool.ts'
import { paritySets } from './parity-sets.ts'

/** By how much an odd set must be overfull. */
const LEAST_VIOLATION = 0.02
/** Sets that are added at a time. */
const MOST_AT_ONCE = 64
/** With fewer overfull triples, larger sets are looked for. */
const FEW_TRIPLES = 10
/** One set may share so many rows with those added at the same time: more of the same is of no use. */
const MOST_PER_ROW = 4

/** The columns of a pool as they are needed in a linear relaxation, with odd sets as further rows, cut off as they turn out to be overfull (Chvátal 1973; of three rows: Jepsen, Petersen, Spoorendonk and Pisinger 2008). */
export class OddCuts {
  readonly sets: Int32Array[] = []
  /** Sets that hold a row. */
  private readonly setsOf: Map<number, number[]> = new Map()
  private readonly pool: PackingPool
  private readonly lp: PackingLp
  /** Columns of each row. */
  private readonly offset: Int32Array
  private readonly columnOf: Int32Array
  private readonly shared: Int32Array
  /** Per column of the pool, its column in the relaxation, or -1 as long as it has none. */
  private readonly inLp: Int32Array

  constructor(pool: PackingPool, lp: PackingLp) {
    this.pool = pool
    this.lp = lp
    this.inLp = new Int32Array(pool.weight.length).fill(-1)
    const { rowCount, row, start, weight } = pool
    this.offset = new Int32Array(rowCount + 1)
    for (let i = 0; i < row.length; i++) this.offset[row[i]! + 1]!++
    for (let r = 0; r < rowCount; r++) this.offset[r + 1]! += this.offset[r]!
    const fill = this.offset.slice(0, rowCount)
    this.columnOf = new Int32Array(row.length)
    for (let j = 0; j < weight.length; j++) {
      for (let i = start[j]!; i < start[j + 1]!; i++) this.columnOf[fill[row[i]!]!++] = j
    }
    this.shared = new Int32Array(weight.length)
  }

  /** Value of a column of the pool after the last solve. */
  value(column: number): number {
    return this.inLp[column]! < 0 ? 0 : this.lp.value(this.inLp[column]!)
  }

  /** Whether a column of the pool takes part in the relaxation from now on; it is added if need be. */
  setActive(column: number, active: boolean): void {
    if (this.inLp[column]! >= 0) this.lp.setActive(this.inLp[column]!, active)
    else if (active) this.addColumn(column)
  }

  isActive(column: number): boolean {
    return this.inLp[column]! >= 0 && this.lp.isActive(this.inLp[column]!)
  }

  private addColumn(column: number): void {
    const { start, row, weight, rowCount } = this.pool
    const rows: number[] = []
    const coefficients: number[] = []
    const shared = new Map<number, number>()
    for (let i = start[column]!; i < start[column + 1]!; i++) {
      rows.push(row[i]!)
      coefficients.push(1)
      for (const set of this.setsOf.get(row[i]!) ?? []) shared.set(set, (shared.get(set) ?? 0) + 1)
    }
    for (const [set, count] of shared) {
      if (count < 2) continue
      rows.push(rowCount + set)
      coefficients.push(count >> 1)
    }
    this.inLp[column] = this.lp.addColumn(rows, weight[column]!, coefficients)
  }

  /** Looks for triples of rows that are overfull at the values of the last solve, and for larger sets if there are few; adds the worst as rows. Returns how many. */
  separate(fractional: readonly number[]): number {
    const { pool } = this
    const { start, row, rowCount } = pool
    /** Mass of each pair of rows that fractional columns hold together: `a * rowCount + b` for `a < b`. */
    const mass = new Map<number, number>()
    const neighbours = new Map<number, Set<number>>()
    const join = (a: number, b: number): void => {
      const set = neighbours.get(a)
      if (set === undefined) neighbours.set(a, new Set([b]))
      else set.add(b)
    }
    for (const j of fractional) {
      const value = this.value(j)
      for (let i = start[j]!; i < start[j + 1]!; i++) {
        for (let k = i + 1; k < start[j + 1]!; k++) {
          const a = Math.min(row[i]!, row[k]!)
          const b = Math.max(row[i]!, row[k]!)
          mass.set(a * rowCount + b, (mass.get(a * rowCount + b) ?? 0) + value)
          join(a, b)
        }
      }
    }
    const found: { readonly members: Int32Array; readonly excess: number }[] = []
    for (const [a, nextOfA] of neighbours) {
      for (const b of nextOfA) {
        const nextOfB = neighbours.get(b)
        if (nextOfB === undefined) continue
        const ab = mass.get(a * rowCount + b)!
        for (const c of nextOfB) {
          const ac = mass.get(a * rowCount + c)
          if (ac === undefined) continue
          const most = ab + ac + mass.get(b * rowCount + c)!
          if (most <= 1 + LEAST_VIOLATION) continue
          // A column that holds all three was counted three times.
          let all = 0
          for (let i = this.offset[a]!; i < this.offset[a + 1]!; i++) {
            const j = this.columnOf[i]!
            if (this.value(j) > 0 && this.holds(j, b) && this.holds(j, c)) all += this.value(j)
          }
          const excess = most - 2 * all - 1
          if (excess > LEAST_VIOLATION) found.push({ members: Int32Array.of(a, b, c), excess })
        }
      }
    }
    if (found.length < FEW_TRIPLES) {
      const used = new Float64Array(rowCount)
      for (let j = 0; j < pool.weight.length; j++) {
        const value = this.value(j)
        if (value > 0) for (let i = start[j]!; i < start[j + 1]!; i++) used[row[i]!]! += value
      }
      const parity = paritySets(
        pool,
        fractional,
        (j) => this.value(j),
        (r) => Math.max(0, 1 - used[r]!),
      )
      for (const set of parity) if (set.members.length > 3) found.push(set)
    }
    // The smaller ones are deeper, of those that are overfull by as much.
    const depth = found.map(({ members, excess }) => excess / Math.sqrt(members.length))
    const order = found.map((_, i) => i).toSorted((x, y) => depth[y]! - depth[x]! || x - y)
    const used = new Map<number, number>()
    let added = 0
    for (const i of order) {
      const { members } = found[i]!
      if (members.some((r) => (used.get(r) ?? 0) >= MOST_PER_ROW)) continue
      for (const r of members) used.set(r, (used.get(r) ?? 0) + 1)
      this.add(members)
      if (++added === MOST_AT_ONCE) break
    }
    return added
  }

  private holds(column: number, wanted: number): boolean {
    const { start, row } = this.pool
    for (let i = start[column]!; i < start[column + 1]!; i++) if (row[i] === wanted) return true
    return false
  }

  private add(members: Int32Array): void {
    const columns: number[] = []
    const coefficients: number[] = []
    for (const r of members) {
      for (let i = this.offset[r]!; i < this.offset[r + 1]!; i++) {
        const j = this.columnOf[i]!
        if (++this.shared[j]! % 2 !== 0) continue
        if (this.shared[j] === 2 && this.inLp[j]! >= 0) columns.push(j)
      }
    }
    for (const j of columns) coefficients.push(this.shared[j]! >> 1)
    for (const r of members) {
      for (let i = this.offset[r]!; i < this.offset[r + 1]!; i++) this.shared[this.columnOf[i]!] = 0
    }
    this.lp.addRow(
      (members.length - 1) / 2,
      columns.map((j) => this.inLp[j]!),
      coefficients,
    )
    for (const r of members) {
      const others = this.setsOf.get(r)
      if (others === undefined) this.setsOf.set(r, [this.sets.length])
      else others.push(this.sets.length)
    }
    this.sets.push(members)
  }
}
