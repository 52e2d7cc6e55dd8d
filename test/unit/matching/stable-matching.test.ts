import { describe, expect, it } from 'vitest'
import { blockingPairs } from '../../../src/matching/blocking-pairs.ts'
import { toPreferenceLists } from '../../../src/matching/preference-lists.ts'
import { checkStableMatching, checkStablePartition } from '../../../src/matching/stable-check.ts'
import { matchByDeletion } from '../../../src/matching/stable-deletion.ts'
import { matchParties } from '../../../src/matching/stable-leftover.ts'
import { stableMatching } from '../../../src/matching/stable-matching.ts'
import { oddPartiesOf, stablePartition } from '../../../src/matching/stable-partition.ts'
import type { StableSolution } from '../../../src/matching/stable-solution.ts'
import { seeded, shuffled } from '../../graphs.ts'
import {
  preferenceGraph,
  preferenceListsOf,
  type Row,
  rowsOfLists,
  stableByBruteForce,
} from '../../oracle/stable-brute-force.ts'

/** Solves for people who rank each other, and insists on the proof. */
function solve(lists: readonly (readonly number[])[]): StableSolution {
  const graph = preferenceGraph(lists.length, rowsOfLists(lists))
  const solution = stableMatching(graph)
  expect(checkStableMatching(graph, solution)).toEqual({ valid: true })
  return solution
}

/** Each likes those best who come soonest after them, round a ring. */
const ring = (n: number): Row[] => {
  const rows: Row[] = []
  for (let u = 0; u < n; u++) for (let v = u + 1; v < n; v++) rows.push([u, v, n - (v - u), v - u, 1])
  return rows
}

describe('stableMatching', () => {
  it('says why the four roommates of Gale and Shapley have no stable matching', () => {
    // Each of the first three is somebody's first choice; nobody wants the last.
    const solution = solve([
      [1, 2, 3],
      [2, 0, 3],
      [0, 1, 3],
      [0, 1, 2],
    ])
    expect(solution.stable).toBe(false)
    expect(solution.oddParties).toEqual([[0, 1, 2]])
    expect([...solution.successor]).toEqual([1, 2, 0, 3])
    expect(solution.mate).toHaveLength(4)
    expect(solution.mate).not.toContain(-1)
    expect(solution.blocking).toHaveLength(1)
    expect(solution.leastBlocking).toBe(1)
  })

  it('solves the textbook example of six, in which rotations have to be removed', () => {
    const solution = solve([
      [2, 3, 1, 5, 4],
      [5, 4, 3, 0, 2],
      [1, 3, 4, 0, 5],
      [4, 1, 2, 5, 0],
      [2, 0, 1, 3, 5],
      [4, 0, 2, 3, 1],
    ])
    expect(solution.stable).toBe(true)
    expect([...solution.mate]).toEqual([5, 3, 4, 1, 2, 0])
  })

  it('leaves single whoever nobody would rather have, though they like somebody', () => {
    const solution = solve([[1], [0, 2], [1]])
    expect([...solution.mate]).toEqual([1, 0, -1])
    expect([...solution.successor]).toEqual([1, 0, 2])
    expect(solution.stable).toBe(true)
  })

  it('has nothing to say about nobody, and leaves those without acceptable partners alone', () => {
    expect(solve([])).toEqual({
      mate: new Int32Array(0),
      stable: true,
      successor: new Int32Array(0),
      oddParties: [],
      blocking: [],
      leastBlocking: 0,
    })
    expect([...solve([[], [], []]).mate]).toEqual([-1, -1, -1])
  })

  it('breaks ties in gain by the weight of the pair, then by the smaller partner', () => {
    const byWeight = stableMatching(
      preferenceGraph(3, [
        [0, 1, 5, 5, 10],
        [0, 2, 5, 5, 11],
      ]),
    )
    expect([...byWeight.mate]).toEqual([2, -1, 0])
    const byNumber = stableMatching(
      preferenceGraph(3, [
        [2, 0, 5, 5, 10],
        [1, 2, 5, 5, 10],
      ]),
    )
    expect([...byNumber.mate]).toEqual([2, -1, 0])
  })

  it('lets two odd parties give up one member each, who take each other', () => {
    const triangle = (a: number, b: number, c: number): Row[] => [
      [a, b, 9, 8, 1],
      [b, c, 9, 8, 1],
      [c, a, 9, 8, 1],
    ]
    const graph = preferenceGraph(6, [...triangle(0, 1, 2), ...triangle(3, 4, 5), [0, 3, 1, 1, 1]])
    const solution = stableMatching(graph)
    expect(checkStableMatching(graph, solution)).toEqual({ valid: true })
    expect(solution.oddParties).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ])
    expect([...solution.mate]).toEqual([3, 2, 1, 0, 5, 4])
    expect(solution.leastBlocking).toBe(1)
    // 2 would rather have 0, who follows, than 1, and 0 would take 2; so it is with 3 and 5.
    expect(solution.blocking).toEqual([
      [0, 2],
      [3, 5],
    ])
  })

  it('finds the fewest blocking pairs, four, where nine like each other in a ring and nobody likes the tenth', () => {
    const rows = ring(9)
    for (let v = 0; v < 9; v++) rows.push([v, 9, 0.5, 10 - v, 1])
    const graph = preferenceGraph(10, rows)
    const solution = stableMatching(graph)
    expect(checkStableMatching(graph, solution)).toEqual({ valid: true })
    expect(solution.oddParties).toEqual([[0, 4, 8, 3, 7, 2, 6, 1, 5]])
    expect(solution.blocking).toHaveLength(4)
    expect(stableByBruteForce(preferenceListsOf(10, rows)).fewest).toBe(4)
  })

  it('deletes a pair where that makes fewer blocking pairs than any choice of whom to leave over', () => {
    const random = seeded(40)
    let better = 0
    for (let round = 0; round < 40; round++) {
      const rows: Row[] = []
      for (let u = 0; u < 40; u++)
        for (let v = u + 1; v < 40; v++) rows.push([u, v, 1 + random(1e6), 1 + random(1e6), 1])
      const graph = preferenceGraph(40, rows)
      const { stable, successor, blocking, leastBlocking } = stableMatching(graph)
      if (stable) continue
      expect(blocking).toHaveLength(leastBlocking)
      if (blockingPairs(graph, matchParties(toPreferenceLists(graph), successor)).length > leastBlocking) better++
    }
    expect(better).toBeGreaterThan(3)
  })

  it('proves its answer on graphs with many odd parties, popular people, ties and long lists', () => {
    const random = seeded(12)
    let parties = 0
    for (let round = 0; round < 400; round++) {
      const n = 20 + random(80)
      const percent = 5 + random(96)
      const kind = random(4)
      const rows: Row[] = []
      for (let u = 0; u < n; u++)
        for (let v = u + 1; v < n; v++) {
          if (random(100) >= percent) continue
          const ahead = v - u
          if (kind === 0) rows.push([u, v, 1 + random(4), 1 + random(4), random(3)])
          else if (kind === 1) rows.push([u, v, ahead + random(6) / 2 + 1, n - ahead + random(6) / 2 + 1, 1])
          else if (kind === 2) rows.push([u, v, (v % 7) + 1, (u % 7) + 1, random(50)])
          else rows.push([u, v, 1 + random(1e6), 1 + random(1e6), 1])
        }
      const graph = preferenceGraph(n, rows)
      const solution = stableMatching(graph)
      expect(checkStableMatching(graph, solution)).toEqual({ valid: true })
      parties += solution.oddParties.length
    }
    expect(parties).toBeGreaterThan(100)
  })

  it('walks a chain of a hundred thousand without recursion', () => {
    // Everybody prefers the one before: only the last proposal of a long row of refusals stands.
    const n = 100_000
    const rows: Row[] = []
    for (let v = 1; v < n; v++) rows.push([v - 1, v, 1, 2, 1])
    const graph = preferenceGraph(n, rows)
    const solution = stableMatching(graph)
    expect(checkStablePartition(graph, solution.successor)).toEqual({ valid: true })
    expect(solution.mate.every((m, v) => m === (v % 2 === 0 ? v + 1 : v - 1))).toBe(true)
  })

  it('names the row in which a pair stands again, whichever way round', () => {
    const rows: Row[] = [
      [0, 1, 1, 1, 1],
      [1, 2, 1, 1, 1],
      [1, 0, 2, 2, 1],
    ]
    expect(() => stableMatching(preferenceGraph(3, rows))).toThrow(
      new RangeError('edge 2: vertices 0 and 1 stand in two rows'),
    )
  })

  it('names the first gain that is not finite and above 0, and a column of the wrong length', () => {
    const graph = preferenceGraph(2, [[0, 1, 1, 1, 1]])
    for (const bad of [0, -1, Number.NaN, Infinity]) {
      expect(() => stableMatching({ ...graph, targetGain: Float64Array.of(bad) })).toThrow(
        new RangeError(`edge 0: targetGain ${bad} is not finite and above 0`),
      )
    }
    expect(() => stableMatching({ ...graph, sourceGain: [] })).toThrow(
      new RangeError('sourceGain: expected an array or typed array of 1 numbers'),
    )
    expect(() => stableMatching({ ...graph, target: [0] })).toThrow(new RangeError('edge 0: joins vertex 0 to itself'))
  })
})

describe('matchByDeletion', () => {
  it('gives the lists back as they were, whether it finds a matching or not', () => {
    for (const limit of [0, 1, 2000]) {
      const lists = toPreferenceLists(preferenceGraph(9, ring(9)))
      const twin = lists.twin.slice()
      matchByDeletion(lists, oddPartiesOf(stablePartition(lists)), limit)
      expect(lists.twin).toEqual(twin)
    }
  })
})

describe('toPreferenceLists', () => {
  it('sorts long lists with ties as a comparison of whole entries does, and finds the twin of each arc', () => {
    const random = seeded(3)
    for (const n of [2, 12, 13, 24, 25, 48, 49, 100, 193]) {
      const rows: Row[] = []
      for (let u = 0; u < n; u++)
        for (let v = u + 1; v < n; v++) rows.push([u, v, 1 + random(5), 1 + random(5), random(4)])
      const { offset, head, twin } = toPreferenceLists(preferenceGraph(n, shuffled(rows, random)))
      const lists = preferenceListsOf(n, rows)
      for (let v = 0; v < n; v++) {
        expect([...head.subarray(offset[v], offset[v + 1])]).toEqual(lists[v])
        const arcs = [...twin.subarray(offset[v], offset[v + 1])]
        expect(arcs.map((a) => head[a])).toEqual(arcs.map(() => v))
        expect(arcs.map((a) => twin[a])).toEqual(arcs.map((_, i) => offset[v]! + i))
      }
    }
  })
})
