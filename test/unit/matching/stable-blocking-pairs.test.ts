import { describe, expect, it } from 'vitest'
import { blockingPairs } from '../../../src/matching/blocking-pairs.ts'
import { preferenceGraph } from '../../oracle/stable-brute-force.ts'

describe('blockingPairs', () => {
  // 0 and 1 gain most from each other; 2 and 3 have each other, and 2 would take 0.
  const graph = preferenceGraph(5, [
    [1, 0, 9, 9, 1],
    [2, 3, 2, 5, 1],
    [0, 2, 4, 6, 1],
    [1, 3, 1, 1, 1],
  ])

  it('finds none where everybody who would rather is not wanted', () => {
    expect(blockingPairs(graph, [1, 0, 3, 2, -1])).toEqual([])
  })

  it('lists them in order, the smaller vertex first, whatever the order of the rows', () => {
    expect(blockingPairs(graph, [-1, -1, -1, -1, -1])).toEqual([
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ])
    expect(blockingPairs(graph, [2, 3, 0, 1, -1])).toEqual([[0, 1]])
  })

  it('takes a partner who is not acceptable for nobody', () => {
    expect(blockingPairs(graph, [3, 4, -1, 0, 1])).toEqual(blockingPairs(graph, [-1, -1, -1, -1, -1]))
  })

  it('tells ties in gain by weight, then by the smaller partner', () => {
    const tied = preferenceGraph(4, [
      [0, 1, 3, 3, 5],
      [0, 2, 3, 3, 6],
      [0, 3, 3, 3, 6],
    ])
    expect(blockingPairs(tied, [1, 0, -1, -1])).toEqual([
      [0, 2],
      [0, 3],
    ])
    expect(blockingPairs(tied, [3, -1, -1, 0])).toEqual([[0, 2]])
    expect(blockingPairs(tied, [2, -1, 0, -1])).toEqual([])
  })

  it('refuses what is not a matching, and names the vertex', () => {
    expect(() => blockingPairs(graph, [-1])).toThrow(new RangeError('mate: expected 5 entries, got 1'))
    expect(() => blockingPairs(graph, [1, 2, 1, -1, -1])).toThrow(new RangeError('mate: vertex 0 has 1, who has 2'))
    for (const bad of [0, 5, -2, 0.5, Number.NaN])
      expect(() => blockingPairs(graph, [bad, -1, -1, -1, -1])).toThrow(
        new RangeError('mate: that of vertex 0 is neither another vertex nor -1'),
      )
    expect(() => blockingPairs({ ...graph, sourceGain: [1] }, [-1, -1, -1, -1, -1])).toThrow(RangeError)
  })
})
