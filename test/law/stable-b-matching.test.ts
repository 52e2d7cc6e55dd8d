import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockingPairsOfSeveral } from '../../src/matching/stable-b-blocking.ts'
import { checkStableBMatching } from '../../src/matching/stable-b-check.ts'
import { stableBMatching } from '../../src/matching/stable-b-matching.ts'
import type { StableBMatching } from '../../src/matching/stable-b-solution.ts'
import { seeded, shuffled } from '../graphs.ts'
import { preferenceGraph, type Row } from '../oracle/stable-brute-force.ts'

interface Instance {
  readonly capacity: readonly number[]
  readonly rows: readonly Row[]
}

/** Up to 24 vertices of up to 6 places, each pair in one row at most, gains of few values (ties) or many. */
const instances: fc.Arbitrary<Instance> = fc
  .record({
    n: fc.integer({ min: 0, max: 24 }),
    kinds: fc.constantFrom(2, 9, 1000),
    percent: fc.integer({ min: 10, max: 100 }),
    seed: fc.nat(),
  })
  .map(({ n, kinds, percent, seed }) => {
    const random = seeded(seed)
    const capacity = Array.from({ length: n }, () => [0, 1, 1, 1, 2, 2, 3, 6][random(8)]!)
    const rows: Row[] = []
    for (let u = 0; u < n; u++)
      for (let v = u + 1; v < n; v++)
        if (random(100) < percent) rows.push([u, v, (1 + random(kinds)) / 3, (1 + random(kinds)) / 3, random(4)])
    return { capacity, rows }
  })
const runs = { numRuns: 400 }

/** Circles of three, mostly with a place for one outsider besides, and pairs of others. */
const circles: fc.Arbitrary<Instance> = fc.nat().map((seed) => {
  const random = seeded(seed)
  const rows: Row[] = []
  for (let u = 0; u < 15; u++)
    for (let v = u + 1; v < 15; v++) {
      if (u < 12 && Math.floor(u / 3) === Math.floor(v / 3))
        rows.push(v === u + 1 ? [u, v, 90, 70, 1] : [u, v, 70, 90, 1])
      else if (random(3) === 0) rows.push([u, v, 1 + random(100), 1 + random(100), 1])
    }
  return { capacity: Array.from({ length: 15 }, () => 1 + random(2)), rows }
})

const solve = ({ capacity, rows }: Instance): StableBMatching => {
  const graph = preferenceGraph(capacity.length, rows)
  const solution = stableBMatching(graph, capacity)
  expect(checkStableBMatching(graph, capacity, solution)).toEqual({ valid: true })
  return solution
}

/** With the ends of edges in place of their numbers. */
const inVertices = ({ rows }: Instance, { chosen, whole, ...others }: StableBMatching): object => {
  const ends = (edges: Int32Array): string[] =>
    [...edges].map((e) => [rows[e]![0], rows[e]![1]].toSorted((a, b) => a - b).join()).toSorted()
  return { ...others, chosen: ends(chosen), whole: ends(whole) }
}

describe('laws of stable b-matching', () => {
  it('the order of the rows, and of the two in a row, changes nothing', () => {
    fc.assert(
      fc.property(instances, fc.nat(), (instance, seed) => {
        const random = seeded(seed)
        const rows = shuffled(instance.rows, random).map(
          ([u, v, a, b, w]): Row => (random(2) === 0 ? [u, v, a, b, w] : [v, u, b, a, w]),
        )
        const other = { ...instance, rows }
        expect(inVertices(other, solve(other))).toEqual(inVertices(instance, solve(instance)))
      }),
      runs,
    )
  })

  it('a stable one has no blocking pair, and any other lists all of its own', () => {
    let unstable = 0
    fc.assert(
      fc.property(fc.oneof(circles, instances), (instance) => {
        const { capacity, rows } = instance
        const { chosen, stable, blocking, leastBlocking } = solve(instance)
        expect(blockingPairsOfSeveral(preferenceGraph(capacity.length, rows), capacity, chosen)).toEqual(blocking)
        expect(blocking.length === 0).toBe(stable)
        expect(blocking.length).toBeGreaterThanOrEqual(leastBlocking)
        unstable += stable ? 0 : 1
      }),
      runs,
    )
    expect(unstable).toBeGreaterThan(runs.numRuns / 20)
  })

  it('one more vertex without partners changes nothing, nor do places that nobody could take', () => {
    fc.assert(
      fc.property(instances, fc.nat(9), (instance, places) => {
        const { capacity, rows } = instance
        const solution = solve(instance)
        expect(solve({ rows, capacity: [...capacity, places] })).toEqual(solution)
        const degree = capacity.map((_, v) => rows.filter(([a, b]) => a === v || b === v).length)
        const more = capacity.map((own, v) => (own >= degree[v]! ? 1_000_000 : own))
        expect(solve({ rows, capacity: more })).toEqual(solution)
      }),
      runs,
    )
  })

  it("only the order of somebody's gains counts, not their size", () => {
    fc.assert(
      fc.property(instances, fc.integer({ min: 1, max: 4 }), ({ capacity, rows }, power) => {
        const other = rows.map(([u, v, a, b, w]): Row => [u, v, a ** power * (u + 1), b ** power * (v + 1), w])
        expect(solve({ capacity, rows: other })).toEqual(solve({ capacity, rows }))
      }),
      runs,
    )
  })

  it('one edge less is at most two odd parties fewer, or more', () => {
    const seen = { fewer: 0, two: 0 }
    fc.assert(
      fc.property(fc.oneof(circles, instances), fc.nat(), ({ capacity, rows }, pick) => {
        if (rows.length === 0) return
        const before = solve({ capacity, rows }).oddParties.length
        const after = solve({ capacity, rows: rows.toSpliced(pick % rows.length, 1) }).oddParties.length
        expect(Math.abs(before - after)).toBeLessThanOrEqual(2)
        seen.fewer += after < before ? 1 : 0
        seen.two += before >= 2 ? 1 : 0
      }),
      { numRuns: 2000 },
    )
    expect(seen.fewer).toBeGreaterThan(10)
    expect(seen.two).toBeGreaterThan(10)
  })

  it('without a pair that is not chosen, what is stable stays so', () => {
    fc.assert(
      fc.property(instances, fc.nat(), ({ capacity, rows }, pick) => {
        const { stable, chosen } = solve({ capacity, rows })
        const spare = rows.filter((_, e) => !chosen.includes(e))
        fc.pre(stable && spare.length > 0)
        const gone = spare[pick % spare.length]!
        expect(solve({ capacity, rows: rows.filter((row) => row !== gone) }).stable).toBe(true)
      }),
      runs,
    )
  })
})
