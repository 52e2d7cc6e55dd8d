import { describe, expect, it } from 'vitest'
import { blockingPairsOfSeveral } from '../../src/matching/stable-b-blocking.ts'
import { checkStableBMatching } from '../../src/matching/stable-b-check.ts'
import { stableBMatching } from '../../src/matching/stable-b-matching.ts'
import type { StableBMatching } from '../../src/matching/stable-b-solution.ts'
import { stableMatching } from '../../src/matching/stable-matching.ts'
import { type Random, seeded, shuffled } from '../graphs.ts'
import { blockingOfSeveral, forEachBMatching, partnersOf, stableBByBruteForce } from './stable-b-brute-force.ts'
import { preferenceGraph, preferenceListsOf, type Row } from './stable-brute-force.ts'

/** A random graph of at most `most` pairs; gains and weights of few values or many, so that ties occur. */
function randomRows(n: number, percent: number, kinds: number, random: Random, most = Infinity): Row[] {
  const rows: Row[] = []
  for (let u = 0; u < n; u++)
    for (let v = u + 1; v < n; v++)
      if (random(100) < percent) rows.push([u, v, 1 + random(kinds), 1 + random(kinds), random(3)])
  return shuffled(rows, random).slice(0, most)
}

/** Solves and compares with every b-matching there is. */
function agree(
  n: number,
  rows: readonly Row[],
  capacity: readonly number[],
): StableBMatching & { readonly fewest: number; readonly ways: number } {
  const graph = preferenceGraph(n, rows)
  const lists = preferenceListsOf(n, rows)
  const solution = stableBMatching(graph, capacity)
  const { stable, fewest } = stableBByBruteForce(lists, capacity)
  const partners = partnersOf(n, rows, solution.chosen)
  const seen = {
    rows,
    capacity,
    verdict: checkStableBMatching(graph, capacity, solution),
    stable: solution.stable,
    isOne: stable.some((other) => JSON.stringify(other) === JSON.stringify(partners)),
    blocking: solution.blocking,
    boundHolds: solution.leastBlocking <= fewest,
  }
  const exists = stable.length > 0
  expect(seen).toEqual({
    rows,
    capacity,
    verdict: { valid: true },
    stable: exists,
    isOne: exists,
    blocking: blockingOfSeveral(lists, capacity, partners),
    boundHolds: true,
  })
  for (const other of stable) expect(other.map((of) => of.length)).toEqual(partners.map((of) => of.length))
  return { ...solution, fewest, ways: stable.length }
}

describe('stable b-matching against brute force', () => {
  it('agrees on thousands of small graphs', () => {
    const random = seeded(41)
    const seen = { unstable: 0, unstableWithWhole: 0, several: 0, chosenTwice: 0 }
    for (let round = 0; round < 5000; round++) {
      const n = 3 + random(5)
      const rows = randomRows(n, 60 + random(41), 2 + random(60), random, 13)
      const capacity = Array.from({ length: n }, () => [0, 1, 1, 1, 1, 2, 2, 2, 3, 3][random(10)]!)
      const { stable, oddParties, whole, ways, chosen } = agree(n, rows, capacity)
      const partners = partnersOf(n, rows, whole)
      if (!stable) seen.unstable++
      if (oddParties.some((party) => party.some((v) => partners[v]!.length > 0))) seen.unstableWithWhole++
      if (ways > 1) seen.several++
      if (partnersOf(n, rows, chosen).some((of) => of.length > 1)) seen.chosenTwice++
    }
    expect(seen.unstable).toBeGreaterThan(100)
    expect(seen.unstableWithWhole).toBeGreaterThan(50)
    expect(seen.several).toBeGreaterThan(20)
    expect(seen.chosenTwice).toBeGreaterThan(2000)
  })

  it('agrees where everybody knows everybody, and has two places', () => {
    const random = seeded(42)
    let unstable = 0
    for (let round = 0; round < 250; round++) {
      const n = 5 + random(2)
      const capacity = Array.from({ length: n }, () => 1 + (random(3) > 0 ? 1 : 0))
      if (!agree(n, randomRows(n, 100, 50, random), capacity).stable) unstable++
    }
    expect(unstable).toBeGreaterThan(20)
  })

  it('is the same as for single partners where all capacities are 1', () => {
    const random = seeded(43)
    let unstable = 0
    for (let round = 0; round < 3000; round++) {
      const n = 2 + random(14)
      const rows = randomRows(n, 40 + random(61), 1 + random(40), random)
      const graph = preferenceGraph(n, rows)
      const { mate, stable, oddParties, blocking, leastBlocking } = stableMatching(graph)
      const several = stableBMatching(graph, new Int32Array(n).fill(1))
      const mates = partnersOf(n, rows, several.chosen).map((of) => of[0] ?? -1)
      expect([mates, several.stable, several.oddParties]).toEqual([[...mate], stable, oddParties])
      expect([several.blocking, several.leastBlocking]).toEqual([blocking, leastBlocking])
      if (!stable) unstable++
    }
    expect(unstable).toBeGreaterThan(300)
  })

  it('ends without two who would take each other into places left, and stays close to the fewest blocking pairs', () => {
    const random = seeded(44)
    let blocking = 0
    let fewest = 0
    for (let round = 0; round < 2500; round++) {
      const n = 4 + random(4)
      const rows = randomRows(n, 60 + random(41), 30, random, 14)
      const capacity = Array.from({ length: n }, () => 1 + random(3))
      const solution = stableBMatching(preferenceGraph(n, rows), capacity)
      const partners = partnersOf(n, rows, solution.chosen)
      const open = (v: number): boolean => partners[v]!.length < capacity[v]!
      for (const [u, v] of rows) expect(open(u) && open(v) && !partners[u]!.includes(v)).toBe(false)
      if (solution.stable) continue
      blocking += solution.blocking.length
      fewest += stableBByBruteForce(preferenceListsOf(n, rows), capacity).fewest
    }
    expect(fewest).toBeGreaterThan(50)
    expect(blocking).toBeLessThan(1.15 * fewest)
  })

  it('audits every b-matching of a graph as brute force does', () => {
    const random = seeded(46)
    let audited = 0
    for (let round = 0; round < 100; round++) {
      const n = 2 + random(5)
      const rows = randomRows(n, 70, 1 + random(5), random, 9)
      const capacity = Array.from({ length: n }, () => random(4))
      const graph = preferenceGraph(n, rows)
      const lists = preferenceListsOf(n, rows)
      forEachBMatching(lists, capacity, (partners) => {
        const chosen = rows.flatMap(([u, v], e) => (partners[u]!.includes(v) ? [e] : []))
        expect(blockingPairsOfSeveral(graph, capacity, chosen)).toEqual(blockingOfSeveral(lists, capacity, partners))
        audited++
      })
    }
    expect(audited).toBeGreaterThan(1000)
  })
})
