import { describe, expect, it } from 'vitest'
import { blockingPairs } from '../../src/matching/blocking-pairs.ts'
import { toPreferenceLists } from '../../src/matching/preference-lists.ts'
import { checkStableMatching } from '../../src/matching/stable-check.ts'
import { matchParties } from '../../src/matching/stable-leftover.ts'
import { stableMatching } from '../../src/matching/stable-matching.ts'
import type { StableSolution } from '../../src/matching/stable-solution.ts'
import { type Random, seeded, shuffled } from '../graphs.ts'
import {
  blockingOf,
  forEachMatching,
  preferenceGraph,
  preferenceListsOf,
  type Row,
  rowsOfLists,
  stableByBruteForce,
} from './stable-brute-force.ts'

/** Rows of a random graph: each pair with a chance of `percent`, gains and weights of `kinds` values, so that ties occur. */
function randomRows(n: number, percent: number, kinds: number, random: Random): Row[] {
  const rows: Row[] = []
  for (let u = 0; u < n; u++)
    for (let v = u + 1; v < n; v++)
      if (random(100) < percent) rows.push([u, v, 1 + random(kinds), 1 + random(kinds), random(3)])
  return shuffled(rows, random)
}

/** Rings of five who like each other best, and among them and others pairs that both like less. */
function fives(n: number, random: Random): Row[] {
  const rows: Row[] = []
  for (let u = 0; u < n; u++)
    for (let v = u + 1; v < n; v++) {
      const ahead = v - u
      if (Math.floor(u / 5) === Math.floor(v / 5)) rows.push([u, v, 100 - ahead, 95 + ahead, 1])
      else if (random(10) < 6) rows.push([u, v, 1 + random(97), 1 + random(97), 1])
    }
  return rows
}

/** Solves and compares with every matching there is. */
function agree(n: number, rows: readonly Row[]): StableSolution & { readonly fewest: number } {
  const graph = preferenceGraph(n, rows)
  const lists = preferenceListsOf(n, rows)
  const solution = stableMatching(graph)
  const { stable, fewest } = stableByBruteForce(lists)
  const mate = [...solution.mate]
  const seen = {
    rows,
    verdict: checkStableMatching(graph, solution),
    stable: solution.stable,
    isOne: stable.some((other) => other.join() === mate.join()),
    blocking: solution.blocking,
    boundHolds: solution.leastBlocking <= fewest,
  }
  const exists = stable.length > 0
  expect(seen).toEqual({
    rows,
    verdict: { valid: true },
    stable: exists,
    isOne: exists,
    blocking: blockingOf(lists, mate),
    boundHolds: true,
  })
  const single = (of: readonly number[]): string => of.map((m) => (m === -1 ? '-' : '+')).join('')
  for (const other of stable) expect(single(other)).toBe(single(mate))
  return { ...solution, fewest }
}

/** What the odd parties make of it, with each of them leaving over whom `left` says. */
function matchedParties({ successor, oddParties }: StableSolution, left: readonly number[]): number[] {
  const mate = [...successor].map((next, v) => (next === v ? -1 : next))
  oddParties.forEach((party, p) => {
    const k = party.length
    const start = party.indexOf(left[p]!)
    mate[left[p]!] = -1
    for (let d = 1; d < k; d += 2) {
      const u = party[(start + d) % k]!
      const v = party[(start + d + 1) % k]!
      mate[u] = v
      mate[v] = u
    }
  })
  return mate
}

describe('stable matching against brute force', () => {
  it('agrees on thousands of small graphs', () => {
    const random = seeded(4)
    let unstable = 0
    for (let round = 0; round < 4000; round++) {
      const n = random(8)
      if (!agree(n, randomRows(n, 40 + random(61), 1 + random(20), random)).stable) unstable++
    }
    expect(unstable).toBeGreaterThan(100)
  })

  it('agrees on complete graphs of 8, where there are 764 matchings', () => {
    const random = seeded(8)
    let unstable = 0
    for (let round = 0; round < 400; round++) if (!agree(8, randomRows(8, 100, 50, random)).stable) unstable++
    expect(unstable).toBeGreaterThan(20)
  })

  it('finds that 48 of the 1,296 ways in which four can rank each other have no stable matching', () => {
    const orders = (items: readonly number[]): number[][] =>
      items.length < 2 ? [[...items]] : items.flatMap((x) => orders(items.filter((y) => y !== x)).map((o) => [x, ...o]))
    const ways = [0, 1, 2, 3].map((v) => orders([0, 1, 2, 3].filter((u) => u !== v)))
    let unstable = 0
    let count = 0
    for (const a of ways[0]!)
      for (const b of ways[1]!)
        for (const c of ways[2]!)
          for (const d of ways[3]!) {
            count++
            if (!agree(4, rowsOfLists([a, b, c, d])).stable) unstable++
          }
    expect([count, unstable]).toEqual([1296, 48])
  })

  it('has a bound on blocking pairs that holds and is met where three odd parties meet outsiders', () => {
    const random = seeded(33)
    const met = new Map<number, number>()
    for (let round = 0; round < 60; round++) {
      const rows: Row[] = []
      for (let u = 0; u < 9; u++)
        for (let v = u + 1; v < 9; v++) {
          if (Math.floor(u / 3) !== Math.floor(v / 3)) {
            if (random(3) > 0) rows.push([u, v, 1 + random(100), 1 + random(100), 1])
          } else if (v === u + 1) rows.push([u, v, 90, 70, 1])
          else rows.push([u, v, 70, 90, 1])
        }
      const { oddParties, leastBlocking, fewest } = agree(9, rows)
      const key = oddParties.length
      if (fewest === leastBlocking) met.set(key, (met.get(key) ?? 0) + 1)
    }
    expect(Math.max(...met.keys())).toBe(3)
  })

  it('leaves over, in each odd party, whom it costs the fewest blocking pairs to leave over', () => {
    const random = seeded(77)
    let compared = 0
    for (let round = 0; round < 3000; round++) {
      const n = round % 2 === 0 ? 5 + random(8) : 15
      const rows = round % 2 === 0 ? randomRows(n, 50 + random(51), 2 + random(60), random) : fives(n, random)
      const solution = stableMatching(preferenceGraph(n, rows))
      const { oddParties } = solution
      const mate = matchParties(toPreferenceLists(preferenceGraph(n, rows)), solution.successor)
      const left = oddParties.map((party) => party.find((v) => mate[v] === -1) ?? -1)
      // Elsewhere somebody left over found a partner after all.
      if (left.length === 0 || left.includes(-1) || matchedParties(solution, left).join() !== [...mate].join()) continue
      compared++
      const lists = preferenceListsOf(n, rows)
      const cost = (of: readonly number[]): number => {
        const matched = matchedParties(solution, of)
        return blockingOf(lists, matched).filter(([u, v]) => matched[u] !== -1 || matched[v] !== -1).length
      }
      oddParties.forEach((party, p) => {
        for (const other of party) expect(cost(left)).toBeLessThanOrEqual(cost(left.with(p, other)))
      })
    }
    expect(compared).toBeGreaterThan(200)
  })

  it('ends without two singles who would take each other, and stays close to the fewest blocking pairs', () => {
    const random = seeded(5)
    let blocking = 0
    let fewest = 0
    for (let round = 0; round < 1500; round++) {
      const n = 4 + random(5)
      const rows = randomRows(n, 60 + random(41), 30, random)
      const solution = stableMatching(preferenceGraph(n, rows))
      for (const [u, v] of rows) expect(solution.mate[u] === -1 && solution.mate[v] === -1).toBe(false)
      if (solution.stable) continue
      blocking += solution.blocking.length
      fewest += stableByBruteForce(preferenceListsOf(n, rows)).fewest
    }
    expect(fewest).toBeGreaterThan(50)
    expect(blocking).toBeLessThan(1.15 * fewest)
  })

  it('audits every matching of a graph as brute force does', () => {
    const random = seeded(6)
    for (let round = 0; round < 60; round++) {
      const n = 2 + random(6)
      const rows = randomRows(n, 70, 1 + random(5), random)
      const graph = preferenceGraph(n, rows)
      const lists = preferenceListsOf(n, rows)
      forEachMatching(lists, (mate) => expect(blockingPairs(graph, mate)).toEqual(blockingOf(lists, mate)))
    }
  })
})
