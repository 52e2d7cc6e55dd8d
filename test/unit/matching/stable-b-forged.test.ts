import { describe, expect, it } from 'vitest'
import { checkStableBMatching } from '../../../src/matching/stable-b-check.ts'
import { stableBMatching } from '../../../src/matching/stable-b-matching.ts'
import type { StableBMatching } from '../../../src/matching/stable-b-solution.ts'
import { preferenceGraph, type Row } from '../../oracle/stable-brute-force.ts'

/** Three in a circle, 0 -> 1 -> 2 -> 0; 0 has 3 besides, whom it likes best, and 1 and 2 would rather have others than 3. */
const circle: readonly Row[] = [
  [0, 1, 6, 5, 1],
  [1, 2, 9, 5, 1],
  [2, 0, 9, 5, 1],
  [0, 3, 9, 3, 1],
  [1, 3, 1, 2, 1],
  [2, 3, 1, 1, 1],
]
const graph = preferenceGraph(4, circle)
const capacity = [2, 1, 1, 1]
const honest = stableBMatching(graph, capacity)

const refused = (changes: Partial<StableBMatching>, reason: string): void =>
  expect(checkStableBMatching(graph, capacity, { ...honest, ...changes })).toEqual({ valid: false, reason })

describe('a forged stable b-matching is refused', () => {
  it('the honest one is not', () => {
    expect(honest).toMatchObject({ oddParties: [[0, 1, 2]], stable: false, leastBlocking: 1 })
    expect([...honest.whole]).toEqual([3])
    expect(checkStableBMatching(graph, capacity, honest)).toEqual({ valid: true })
  })

  it('whose whole edges are no b-matching', () => {
    for (const bad of [6, -1, 0.5, Number.NaN])
      refused({ whole: [bad] as never }, `whole has ${bad}, which is no edge, at position 0`)
    refused({ whole: Int32Array.of(3, 3) }, 'whole is not ascending at position 1')
    refused({ whole: Int32Array.of(3, 4) }, 'vertex 3 is in more edges of whole than its capacity, 1')
  })

  it('with an odd party that is none, or in another order', () => {
    refused({ oddParties: [[0, 1]] }, 'odd party 0 has 2 members')
    refused({ oddParties: [[0, 1, 2, 3]] }, 'odd party 0 has 4 members')
    refused({ oddParties: [[4, 0, 1]] }, 'odd party 0 has a member that is not a vertex')
    refused({ oddParties: [[1, 2, 0]] }, 'odd party 0 does not start with its smallest vertex')
    refused({ oddParties: [[0, 1, 1]] }, 'vertex 1 stands twice in the odd parties')
    refused({ oddParties: [...honest.oddParties, [0, 1, 2]] }, 'vertex 0 stands twice in the odd parties')
    refused(
      {
        oddParties: [
          [3, 4, 5],
          [0, 1, 2],
        ],
      },
      'odd party 0 has a member that is not a vertex',
    )
    const two = preferenceGraph(6, [
      ...circle.slice(0, 3),
      ...circle.slice(0, 3).map(([u, v, a, b, w]): Row => [u + 3, v + 3, a, b, w]),
    ])
    const solution = stableBMatching(two, [1, 1, 1, 1, 1, 1])
    expect(checkStableBMatching(two, [1, 1, 1, 1, 1, 1], solution)).toEqual({ valid: true })
    const turned = { ...solution, oddParties: solution.oddParties.toReversed() }
    expect(checkStableBMatching(two, [1, 1, 1, 1, 1, 1], turned)).toEqual({
      valid: false,
      reason: 'odd party 1 comes too late',
    })
  })

  it('that claims what its parties do not give', () => {
    refused({ stable: true }, 'stable is true, with 1 odd parties')
    refused({ leastBlocking: 0 }, 'leastBlocking is 0, not 1')
  })

  it('whose parties run along no edges, or along whole ones', () => {
    const without = preferenceGraph(4, [...circle.slice(0, 2), ...circle.slice(3)])
    const none = 'vertices 2 and 0 are neighbours in a party, but no edge joins them, or it is whole'
    expect(checkStableBMatching(without, capacity, { ...honest, whole: Int32Array.of(2) })).toEqual({
      valid: false,
      reason: none,
    })
    refused({ whole: Int32Array.of(2, 3) }, none)
  })

  it('whose members have more places than their party needs, or like the wrong one', () => {
    refused({ whole: new Int32Array(0) }, 'vertex 0 is in an odd party, with 2 places left besides whole edges')
    refused({ oddParties: [[0, 2, 1]] }, 'vertex 0 does not prefer its successor to its predecessor')
    const worse = preferenceGraph(4, circle.with(3, [0, 3, 1, 3, 1]))
    expect(checkStableBMatching(worse, capacity, honest)).toEqual({
      valid: false,
      reason: 'vertex 0 prefers its predecessor to a whole partner',
    })
  })

  it('against which two would rather have each other', () => {
    const none = { whole: new Int32Array(0), oddParties: [], stable: true, leastBlocking: 0 }
    refused(none, 'vertices 0 and 1 prefer each other to the worst that they have')
    const better = preferenceGraph(4, circle.with(4, [1, 3, 7, 4, 1]))
    expect(checkStableBMatching(better, capacity, honest)).toEqual({
      valid: false,
      reason: 'vertices 1 and 3 prefer each other to the worst that they have',
    })
    // The same, but 1 has a place left, whatever it gains.
    const alone = preferenceGraph(5, [...circle, [3, 4, 4, 1, 1]])
    expect(checkStableBMatching(alone, [...capacity, 1], { ...honest })).toEqual({
      valid: false,
      reason: 'vertices 3 and 4 prefer each other to the worst that they have',
    })
  })

  it('whose chosen edges are no b-matching, or are not told of rightly', () => {
    refused({ chosen: Int32Array.of(0, 1) }, 'vertex 1 is in more edges of chosen than its capacity, 1')
    refused({ chosen: Int32Array.of(3, 1) }, 'chosen is not ascending at position 1')
    const [pair] = honest.blocking
    refused(
      { blocking: [] },
      `the blocking pair of vertices ${pair![0]} and ${pair![1]} is not at position 0 of blocking`,
    )
    refused({ blocking: [pair!, [2, 3]] }, 'blocking has 2 entries, but there are 1 blocking pairs')
    const calm = preferenceGraph(3, [
      [0, 1, 9, 9, 1],
      [0, 2, 8, 8, 1],
    ])
    const solution = stableBMatching(calm, [1, 1, 1])
    expect(checkStableBMatching(calm, [1, 1, 1], { ...solution, chosen: Int32Array.of(1) })).toEqual({
      valid: false,
      reason: 'stable is true, but vertices 0 and 1 block',
    })
  })
})
