import { PackingLp } from '../packing/packing-lp.ts'
import { type ArcRows, cycleWeight } from './arc-rows.ts'
import type { CyclePricing } from './cycle-pricing.ts'

/** The cycles found so far, as columns of a linear relaxation: of those through the same vertices only the heaviest counts. */
export class ColumnSet {
  readonly lp: PackingLp
  /** Per column, its cycle in the order of the arcs, and its weight. */
  readonly cycles: Int32Array[] = []
  readonly weights: number[] = []
  private readonly rows: ArcRows
  private readonly indexOf: Map<string, number> = new Map()
  private readonly columnsOf: number[][]

  constructor(rows: ArcRows) {
    this.rows = rows
    this.lp = new PackingLp(rows.vertexCount)
    this.columnsOf = Array.from({ length: rows.vertexCount }, () => [])
  }

  /** Adds what pricing has found; returns how many cycles were new. */
  take(pricing: CyclePricing): number {
    let added = 0
    let start = 0
    for (const end of pricing.ends) {
      if (this.add(pricing.found.slice(start, end))) added++
      start = end
    }
    pricing.clear()
    return added
  }

  /** Whether the cycle is heavier than any known one through the same vertices. */
  add(cycle: readonly number[]): boolean {
    const key = cycle.toSorted((a, b) => a - b).join()
    const weight = cycleWeight(this.rows, cycle)
    const other = this.indexOf.get(key)
    if (other !== undefined && this.weights[other]! >= weight) return false
    const column = this.lp.addColumn(cycle, weight)
    this.indexOf.set(key, column)
    this.cycles[column] = Int32Array.from(cycle)
    this.weights[column] = weight
    for (const v of cycle) this.columnsOf[v]!.push(column)
    return true
  }

  /** Columns whose cycles hold a vertex. */
  through(vertex: number): readonly number[] {
    return this.columnsOf[vertex]!
  }
}

/** Disjoint cycles, the heaviest known so far. */
export class BestPacking {
  cycles: readonly Int32Array[] = []
  weight = 0
  private readonly rows: ArcRows
  private readonly taken: Int32Array
  private stamp = 0

  constructor(rows: ArcRows) {
    this.rows = rows
    this.taken = new Int32Array(rows.vertexCount)
  }

  weigh(cycle: Int32Array): number {
    return cycleWeight(this.rows, cycle)
  }

  /** Takes over disjoint cycles if they are heavier. */
  offer(cycles: readonly Int32Array[]): void {
    let weight = 0
    for (const cycle of cycles) weight += cycleWeight(this.rows, cycle)
    if (weight <= this.weight) return
    this.weight = weight
    this.cycles = cycles
  }

  /** Rounds the values of a relaxation: the greatest values first, of what is left the heaviest per vertex. */
  round({ lp, cycles, weights }: ColumnSet): void {
    const order: number[] = []
    for (let j = 0; j < cycles.length; j++) if (lp.isActive(j) && weights[j]! > 0) order.push(j)
    order.sort(
      (a, b) =>
        Math.round((lp.value(b) - lp.value(a)) * 1e6) ||
        weights[b]! / cycles[b]!.length - weights[a]! / cycles[a]!.length ||
        a - b,
    )
    const stamp = ++this.stamp
    const chosen: Int32Array[] = []
    for (const j of order) {
      const cycle = cycles[j]!
      if (cycle.some((v) => this.taken[v] === stamp)) continue
      for (const v of cycle) this.taken[v] = stamp
      chosen.push(cycle)
    }
    this.offer(chosen)
  }
}
