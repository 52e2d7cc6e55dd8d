import { describe, expect, it } from 'vitest'
import { checkStableByJudge } from '../../../src/matching/stable-check-by-judge.ts'
import { checkStableMatching as checkHeld, checkStablePartition } from '../../../src/matching/stable-check.ts'
import { stableMatching } from '../../../src/matching/stable-matching.ts'
import type { StableSolution } from '../../../src/matching/stable-solution.ts'
import type { PreferenceGraph } from '../../../src/matching/preference-graph.ts'
import type { Verdict } from '../../../src/matching/solution.ts'
import { preferenceGraph, type Row, rowsOfLists } from '../../oracle/stable-brute-force.ts'
import { judgeOf } from '../../preference-oracles.ts'

/** With the pairs, and without them: both say the same. */
const checkStableMatching = (of: PreferenceGraph, solution: StableSolution): Verdict => {
  const verdict = checkHeld(of, solution)
  expect(checkStableByJudge(judgeOf(of), solution)).toEqual(verdict)
  return verdict
}

/** Three in a circle, 0 -> 1 -> 2 -> 0, and 3, whom all of them like least. */
const circle: readonly Row[] = [
  [0, 1, 9, 5, 1],
  [1, 2, 9, 5, 1],
  [2, 0, 9, 5, 1],
  [0, 3, 1, 3, 1],
  [1, 3, 1, 2, 1],
  [2, 3, 1, 1, 1],
]
const graph = preferenceGraph(4, circle)
const honest = stableMatching(graph)

const refused = (changes: Partial<StableSolution>, reason: string): void =>
  expect(checkStableMatching(graph, { ...honest, ...changes })).toEqual({ valid: false, reason })

describe('a forged partition is refused', () => {
  const notStable = (successor: readonly number[], reason: string, of = graph): void =>
    expect(checkStablePartition(of, successor)).toEqual({ valid: false, reason })

  it('the honest one is not', () => {
    expect(checkStableMatching(graph, honest)).toEqual({ valid: true })
    expect(checkStablePartition(graph, [1, 2, 0, 3])).toEqual({ valid: true })
  })

  it('an even party longer than two is accepted, if it is stable', () => {
    const even = preferenceGraph(
      4,
      rowsOfLists([
        [1, 3],
        [2, 0],
        [3, 1],
        [0, 2],
      ]),
    )
    expect(checkStablePartition(even, [1, 2, 3, 0])).toEqual({ valid: true })
    expect(checkStablePartition(even, [1, 0, 3, 2])).toEqual({ valid: true })
  })

  it('of the wrong length', () => notStable([1, 2, 0], 'successor has 3 entries for 4 vertices'))

  it('with a successor that is no vertex', () => {
    for (const bad of [-1, 4, 0.5, Number.NaN]) notStable([1, 2, bad, 3], 'successor of vertex 2 is not a vertex')
  })

  it('in which two have one successor', () => notStable([1, 2, 1, 3], 'vertices 0 and 2 have the same successor, 1'))

  it('that leads to somebody who is not acceptable', () => {
    const without = preferenceGraph(4, circle.slice(0, 5))
    notStable([1, 0, 3, 2], 'vertex 2 has successor 3, but the two are not acceptable to each other', without)
  })

  it('in which somebody prefers their predecessor, be it by gain, by weight or by number', () => {
    notStable([2, 0, 1, 3], 'vertex 0 does not prefer its successor 2 to its predecessor 1')
    const tied = (weight: number): Row[] => [
      [0, 1, 5, 5, 1],
      [1, 2, 9, 5, 1],
      [2, 0, 9, 5, weight],
    ]
    notStable([1, 2, 0], 'vertex 0 does not prefer its successor 1 to its predecessor 2', preferenceGraph(3, tied(2)))
    expect(checkStablePartition(preferenceGraph(3, tied(1)), [1, 2, 0])).toEqual({ valid: true })
    const byNumber: Row[] = [
      [0, 1, 9, 5, 1],
      [1, 2, 9, 5, 1],
      [2, 0, 5, 5, 1],
    ]
    expect(checkStablePartition(preferenceGraph(3, byNumber), [1, 2, 0])).toEqual({ valid: true })
    byNumber[2] = [1, 0, 5, 9, 1]
    byNumber[0] = [2, 0, 5, 5, 1]
    byNumber[1] = [1, 2, 5, 5, 1]
    // 2 gains as much from 0, its predecessor, as from 1.
    notStable([2, 0, 1], 'vertex 0 does not prefer its successor 2 to its predecessor 1', preferenceGraph(3, byNumber))
  })

  it('in which two prefer each other to their predecessors', () => {
    notStable([1, 0, 3, 2], 'vertices 1 and 2 prefer each other to their predecessors')
    notStable([0, 1, 2, 3], 'vertices 0 and 1 prefer each other to their predecessors')
    // The three would be a party; that 3 stays alone must not hide that 0 would take it.
    const better = preferenceGraph(4, [...circle.slice(0, 3), [0, 3, 6, 3, 1]])
    notStable([1, 2, 0, 3], 'vertices 0 and 3 prefer each other to their predecessors', better)
  })
})

describe('a forged solution is refused', () => {
  it('with a forged partition', () =>
    refused({ successor: Int32Array.of(0, 1, 2, 3) }, 'vertices 0 and 1 prefer each other to their predecessors'))

  it('that is silent about an odd party', () => refused({ oddParties: [] }, 'the odd party of vertex 0 is not told'))

  it('with an odd party that is none', () => {
    refused({ oddParties: [[0, 1]] }, 'odd party 0 has 2 members')
    refused({ oddParties: [[3]] }, 'odd party 0 has 1 members')
    refused({ oddParties: [[4, 0, 1]] }, 'odd party 0 has a member that is not a vertex')
    refused({ oddParties: [[0, 2, 1]] }, 'odd party 0 does not follow the successors at vertex 0')
    refused({ oddParties: [[1, 2, 0]] }, 'odd party 0 does not start with its smallest vertex')
    refused(
      {
        oddParties: [
          [0, 1, 2],
          [0, 1, 2],
        ],
      },
      'vertex 0 stands twice in the odd parties',
    )
  })

  it('with odd parties in another order', () => {
    const two = preferenceGraph(6, [
      ...circle.slice(0, 3),
      ...circle.slice(0, 3).map(([u, v, a, b, w]): Row => [u + 3, v + 3, a, b, w]),
    ])
    const solution = stableMatching(two)
    expect(checkStableMatching(two, solution)).toEqual({ valid: true })
    expect(checkStableMatching(two, { ...solution, oddParties: solution.oddParties.toReversed() })).toEqual({
      valid: false,
      reason: 'odd party 1 comes too late',
    })
  })

  it('that claims to be stable against its parties', () =>
    refused({ stable: true }, 'stable is true, with 1 odd parties'))

  it('with a bound that the parties do not give', () => refused({ leastBlocking: 0 }, 'leastBlocking is 0, not 1'))

  it('whose mates are no matching of acceptable pairs', () => {
    refused({ mate: Int32Array.of(-1, -1) }, 'mate has 2 entries for 4 vertices')
    refused({ mate: Int32Array.of(0, -1, -1, -1) }, 'mate of vertex 0 is neither another vertex nor -1')
    refused({ mate: Int32Array.of(4, -1, -1, -1) }, 'mate of vertex 0 is neither another vertex nor -1')
    refused({ mate: Int32Array.of(1, 2, 1, -1) }, 'vertex 0 has mate 1, whose mate is 2')
    const without = preferenceGraph(4, circle.slice(0, 3))
    const solution = stableMatching(without)
    expect(checkStableMatching(without, { ...solution, mate: Int32Array.of(1, 0, 3, 2) })).toEqual({
      valid: false,
      reason: 'vertices 2 and 3 are mates, but not acceptable to each other',
    })
  })

  it('that hides a blocking pair, or makes one up', () => {
    const [pair] = honest.blocking
    refused(
      { blocking: [] },
      `the blocking pair of vertices ${pair![0]} and ${pair![1]} is not at position 0 of blocking`,
    )
    refused({ blocking: [pair!, [2, 3]] }, 'blocking has 2 entries, but there are 1 blocking pairs')
  })

  it('that is called stable, with a true partition but other mates', () => {
    const calm = preferenceGraph(4, [
      [0, 1, 9, 9, 1],
      [2, 3, 9, 9, 1],
      [0, 2, 1, 1, 1],
    ])
    const solution = stableMatching(calm)
    expect(checkStableMatching(calm, solution)).toEqual({ valid: true })
    expect(checkStableMatching(calm, { ...solution, mate: Int32Array.of(2, -1, 0, -1) })).toEqual({
      valid: false,
      reason: 'stable is true, but vertices 0 and 1 block',
    })
  })

  it('but nothing is said of a check that is stopped', () => {
    expect(checkStableByJudge(judgeOf(graph), honest, () => false)).toBeUndefined()
    let asked = 0
    expect(checkStableByJudge(judgeOf(graph), honest, () => ++asked < 6)).toBeUndefined()
    expect(asked).toBe(6)
  })
})
