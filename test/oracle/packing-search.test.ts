import { describe, expect, it } from 'vitest'
import { type PackingNode, type PackingPool, totalPrice, toPool } from '../../src/packing/packing-pool.ts'
import { type PackingSearchResult, searchPacking } from '../../src/packing/packing-search.ts'
import { type Random, seeded } from '../graphs.ts'

const UNITS = 1024

/** Columns of two to five rows, all alike in weight per row or by chance. */
function poolOf(random: Random): PackingPool {
  const rowCount = 4 + random(10)
  const columnCount = 3 + random(70)
  const isEven = random(5) < 2
  const lists: number[][] = []
  const weights: number[] = []
  for (let j = 0; j < columnCount; j++) {
    const rows = new Set<number>()
    const size = Math.min(rowCount, 2 + random(4))
    while (rows.size < size) rows.add(random(rowCount))
    lists.push([...rows])
    weights.push(isEven ? size : 90 * size + random(100))
  }
  return toPool(rowCount, lists, weights).pool
}

const rowsOf = ({ start, row }: PackingPool, j: number): number[] => [...row.subarray(start[j], start[j + 1])]

/** The greatest weight of disjoint columns, by dynamic programming over sets of rows. */
function heaviest(pool: PackingPool): number {
  const masks = Array.from(pool.weight, (_, j) => rowsOf(pool, j).reduce((set, r) => set | (1 << r), 0))
  const best = new Float64Array(2 ** pool.rowCount)
  for (let set = 1; set < best.length; set++) {
    const least = set & -set
    let value = best[set ^ least]!
    for (let j = 0; j < masks.length; j++) {
      if ((masks[j]! & ~set) === 0 && (masks[j]! & least) !== 0)
        value = Math.max(value, pool.weight[j]! + best[set ^ masks[j]!]!)
    }
    best[set] = value
  }
  return best[best.length - 1]!
}

/** What a column costs more than it weighs. */
function excess(pool: PackingPool, j: number, { dual, oddSets }: PackingNode): number {
  const rows = rowsOf(pool, j)
  let value = -UNITS * pool.weight[j]!
  for (const r of rows) value += dual[r]!
  for (const { members, dual: price } of oddSets)
    value += price * Math.floor(rows.filter((r) => members.includes(r)).length / 2)
  return value
}

/** The claim of a search, checked by its nodes alone. */
function isProven(pool: PackingPool, { nodes, bound }: PackingSearchResult): boolean {
  const open = [{ node: nodes[0]!, columns: Array.from(pool.weight, (_, j) => j) }]
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { node, columns } = top
    const total = totalPrice(node)
    if (columns.some((j) => excess(pool, j, node) < 0)) return false
    if (total < UNITS * (bound + 1)) continue
    if (node.split === undefined) return false
    const { first, second, together, apart } = node.split
    const left = columns.filter((j) => excess(pool, j, node) <= total - UNITS * (bound + 1))
    const held = (j: number): number => rowsOf(pool, j).filter((r) => r === first || r === second).length
    open.push({ node: nodes[together]!, columns: left.filter((j) => held(j) !== 1) })
    open.push({ node: nodes[apart]!, columns: left.filter((j) => held(j) !== 2) })
  }
  return true
}

describe('searchPacking', () => {
  it('finds the heaviest disjoint columns of small pools and proves it', () => {
    const random = seeded(31)
    const seen = { split: 0, oddSets: 0 }
    for (let i = 0; i < 500; i++) {
      const pool = poolOf(random)
      const result = searchPacking(pool, { atLeast: 0, units: UNITS, goOn: () => true })
      const best = heaviest(pool)
      expect([result.weight, result.bound]).toEqual([best, best])
      expect(isProven(pool, result)).toBe(true)
      const rows = (result.chosen ?? []).flatMap((j) => rowsOf(pool, j))
      expect(new Set(rows).size).toBe(rows.length)
      expect((result.chosen ?? []).reduce((sum, j) => sum + pool.weight[j]!, 0)).toBe(best)
      if (result.nodes.length > 1) seen.split++
      if (result.nodes.some(({ oddSets }) => oddSets.length > 0)) seen.oddSets++
    }
    expect(seen.split).toBeGreaterThan(50)
    expect(seen.oddSets).toBeGreaterThan(50)
  })

  it('answers nothing if nothing is heavier, and says what cannot be outweighed when it is stopped', () => {
    const random = seeded(32)
    let stopped = 0
    for (let i = 0; i < 200; i++) {
      const pool = poolOf(random)
      const best = heaviest(pool)
      const proven = searchPacking(pool, { atLeast: best, units: UNITS, goOn: () => true })
      expect([proven.chosen, proven.weight, proven.bound]).toEqual([undefined, best, best])
      for (const questions of [0, 1, 2, 4, 8]) {
        let left = questions
        const result = searchPacking(pool, { atLeast: 0, units: UNITS, goOn: () => left-- > 0 })
        expect(result.weight).toBeLessThanOrEqual(best)
        expect(result.bound).toBeGreaterThanOrEqual(best)
        expect(isProven(pool, result)).toBe(true)
        if (result.bound > result.weight) stopped++
      }
      const few = searchPacking(pool, { atLeast: 0, units: UNITS, goOn: () => true, mostNodes: 2 })
      expect(few.bound).toBeGreaterThanOrEqual(best)
      expect(isProven(pool, few)).toBe(true)
    }
    expect(stopped).toBeGreaterThan(100)
  })
})
