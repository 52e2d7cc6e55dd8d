import { describe, expect, it } from 'vitest'
import { PackingLp } from '../../src/packing/packing-lp.ts'
import { seeded } from '../graphs.ts'

/** A problem as it was told, to check what is said about it. */
class Told {
  readonly lp: PackingLp
  readonly rows: { readonly limit: number; readonly entries: Map<number, number> }[]
  readonly weights = new Map<number, number>()

  constructor(rowCount: number) {
    this.lp = new PackingLp(rowCount)
    this.rows = Array.from({ length: rowCount }, () => ({ limit: 1, entries: new Map<number, number>() }))
  }

  addColumn(rows: readonly number[], weight: number, coefficients: readonly number[]): void {
    const column = this.lp.addColumn(rows, weight, coefficients)
    this.weights.set(column, weight)
    rows.forEach((r, i) => this.rows[r]!.entries.set(column, coefficients[i]!))
  }

  addRow(limit: number, entries: Map<number, number>): void {
    this.lp.addRow(limit, [...entries.keys()], [...entries.values()])
    this.rows.push({ limit, entries })
  }

  /** By how much the solution breaks a row, a reduced cost, or the equality of both objectives: together that proves the optimum. */
  error(): number {
    const { lp } = this
    const scale = Math.max(1, ...this.weights.values())
    let worst = 0
    let primal = 0
    let dual = 0
    const cost = new Map<number, number>()
    this.rows.forEach(({ limit, entries }, r) => {
      let used = 0
      for (const [column, coefficient] of entries) {
        used += coefficient * lp.value(column)
        cost.set(column, (cost.get(column) ?? 0) + coefficient * lp.dual[r]!)
      }
      worst = Math.max(worst, used - limit, -lp.dual[r]!)
      dual += limit * lp.dual[r]!
    })
    for (const [column, weight] of this.weights) {
      if (lp.isActive(column)) worst = Math.max(worst, (weight - (cost.get(column) ?? 0)) / scale)
      else worst = Math.max(worst, lp.value(column))
      primal += weight * lp.value(column)
    }
    return Math.max(worst, Math.abs(primal - dual) / scale, Math.abs(lp.objective - dual) / scale)
  }
}

describe('PackingLp', () => {
  it('solves a triangle: a half of each edge', () => {
    const lp = new PackingLp(3)
    const columns = [lp.addColumn([0, 1], 2), lp.addColumn([1, 2], 2), lp.addColumn([2, 0], 2)]
    expect(lp.solve()).toBe('optimal')
    expect(lp.objective).toBeCloseTo(3, 9)
    for (const column of columns) expect(lp.value(column)).toBeCloseTo(0.5, 9)
    lp.addRow(1, columns, [1, 1, 1])
    lp.solve()
    expect(lp.objective).toBeCloseTo(2, 9)
    lp.setActive(columns[0]!, false)
    lp.setActive(columns[1]!, false)
    lp.solve()
    expect(columns.map((column) => Math.round(lp.value(column)))).toEqual([0, 0, 1])
  })

  it('solves nothing, and columns that are worth nothing', () => {
    const lp = new PackingLp(2)
    expect(lp.solve()).toBe('optimal')
    expect(lp.objective).toBe(0)
    lp.addColumn([0], 0)
    lp.addColumn([1], -3)
    expect(lp.solve()).toBe('optimal')
    expect(lp.objective).toBe(0)
    expect(new PackingLp(0).solve()).toBe('optimal')
  })

  it('is optimal again after columns came, left and came back, and rows came', () => {
    const random = seeded(9)
    let fractional = 0
    for (let i = 0; i < 150; i++) {
      const rowCount = 4 + random(30)
      const told = new Told(rowCount)
      const addColumns = (count: number): void => {
        for (let j = 0; j < count; j++) {
          const held = new Set<number>()
          const size = 1 + random(4)
          while (held.size < size) held.add(random(told.rows.length))
          const rows = [...held]
          const coefficients = rows.map((r) => (r < rowCount ? 1 : 1 + random(2)))
          told.addColumn(rows, random(2) === 0 ? size : 1 + random(1000), coefficients)
        }
      }
      addColumns(2 + random(80))
      for (let round = 0; round < 5; round++) {
        expect(told.lp.solve()).toBe('optimal')
        expect(told.error()).toBeLessThan(1e-7)
        const basis = told.lp.basisNow()
        for (const column of told.weights.keys()) {
          if (told.lp.value(column) > 0.01 && told.lp.value(column) < 0.99) fractional++
          if (random(5) === 0) told.lp.setActive(column, !told.lp.isActive(column))
        }
        if (random(2) === 0) addColumns(random(10))
        if (random(2) === 0) {
          const entries = new Map<number, number>()
          for (const column of told.weights.keys()) if (random(3) === 0) entries.set(column, 1 + random(2))
          told.addRow(1 + random(2), entries)
        }
        if (random(3) === 0) told.lp.startFrom(basis)
      }
    }
    expect(fractional).toBeGreaterThan(1000)
  })

  it('stops when it is told to, with values that fit', () => {
    const random = seeded(10)
    const told = new Told(60)
    for (let j = 0; j < 600; j++) {
      const a = random(60)
      told.addColumn([a, (a + 1 + random(59)) % 60], 1 + random(100), [1, 1])
    }
    for (const questions of [0, 1, 2]) {
      let left = questions
      expect(told.lp.solve(() => left-- > 0)).toBe('stopped')
      for (const { limit, entries } of told.rows) {
        let used = 0
        for (const [column, coefficient] of entries) used += coefficient * told.lp.value(column)
        expect(used).toBeLessThan(limit + 1e-7)
      }
    }
    expect(told.lp.solve()).toBe('optimal')
    expect(told.error()).toBeLessThan(1e-7)
  })
})
