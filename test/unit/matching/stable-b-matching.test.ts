import { describe, expect, it } from 'vitest'
import { blockingPairsOfSeveral } from '../../../src/matching/stable-b-blocking.ts'
import { checkStableBMatching } from '../../../src/matching/stable-b-check.ts'
import { stableBMatching } from '../../../src/matching/stable-b-matching.ts'
import { seeded } from '../../graphs.ts'
import { preferenceGraph, type Row } from '../../oracle/stable-brute-force.ts'

const square: readonly Row[] = [
  [0, 1, 9, 9, 1],
  [2, 3, 2, 5, 1],
  [0, 2, 4, 6, 1],
  [1, 3, 1, 1, 1],
]
const graph = preferenceGraph(5, square)

describe('stableBMatching', () => {
  it('takes all pairs where there is room, none where there is none, and no vertex twice over', () => {
    expect([...stableBMatching(graph, [2, 2, 2, 2, 2]).chosen]).toEqual([0, 1, 2, 3])
    expect([...stableBMatching(graph, [0, 1, 0, 1, 0]).chosen]).toEqual([3])
    expect(stableBMatching(graph, [0, 0, 0, 0, 0])).toMatchObject({ stable: true, blocking: [] })
    expect([...stableBMatching(graph, [1, 1, 2, 1, 1000]).chosen]).toEqual([0, 1])
    expect(stableBMatching(preferenceGraph(0, []), []).stable).toBe(true)
  })

  it('leaves one place over in a circle of three who have others, too', () => {
    // Each has a partner of its own for the first of two places, and for the second would rather have the next than the one before.
    const rows: Row[] = [0, 1, 2].flatMap((v): Row[] => [
      [v, (v + 1) % 3, 3, 2, 1],
      [v, v + 3, 9, 1, 1],
    ])
    const { chosen, whole, ...others } = stableBMatching(preferenceGraph(6, rows), [2, 2, 2, 1, 1, 1])
    expect([...whole]).toEqual([1, 3, 5])
    expect(chosen.length).toBe(4)
    expect(others).toMatchObject({ stable: false, leastBlocking: 1, oddParties: [[0, 1, 2]] })
    expect(others.blocking.length).toBe(1)
  })

  it('2,000 vertices of many places each, in a dense graph', () => {
    const random = seeded(9)
    const n = 2000
    const rows: Row[] = []
    for (let u = 0; u < n; u++)
      for (let v = u + 1; v < n; v++) if (random(20) === 0) rows.push([u, v, 1 + random(1e6), 1 + random(1e6), 1])
    const capacity = Array.from({ length: n }, () => [1, 3, 40, 1000][random(4)]!)
    const large = preferenceGraph(n, rows)
    const solution = stableBMatching(large, capacity)
    expect(checkStableBMatching(large, capacity, solution)).toEqual({ valid: true })
    expect(solution.chosen.length).toBeGreaterThan(5000)
  })

  it('refuses what is no capacity, and pairs in two rows', () => {
    expect(() => stableBMatching(graph, [1, 1])).toThrow(
      new RangeError('capacity: expected one whole number for each of the 5 vertices'),
    )
    for (const bad of [-1, 0.5, Number.NaN])
      expect(() => stableBMatching(graph, [1, bad, 1, 1, 1])).toThrow(
        new RangeError(`vertex 1: capacity ${bad} is not a whole number from 0 up`),
      )
    const twice = preferenceGraph(2, [
      [0, 1, 1, 1, 1],
      [1, 0, 1, 1, 1],
    ])
    expect(() => stableBMatching(twice, [2, 2])).toThrow('stand in two rows')
    expect(() => stableBMatching({ ...graph, sourceGain: [1] }, [1, 1, 1, 1, 1])).toThrow(RangeError)
  })
})

describe('blockingPairsOfSeveral', () => {
  it('lists who has a place left or prefers the other to the worst they have, in order', () => {
    expect(blockingPairsOfSeveral(graph, [1, 1, 1, 1, 1], [])).toEqual([
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ])
    expect(blockingPairsOfSeveral(graph, [1, 1, 2, 1, 0], [1, 2])).toEqual([[0, 1]])
    expect(blockingPairsOfSeveral(graph, [2, 1, 1, 1, 0], [0, 1])).toEqual([[0, 2]])
    expect(blockingPairsOfSeveral(graph, [0, 1, 1, 1, 0], [1])).toEqual([])
  })

  it('refuses what is no b-matching, and names the edge or vertex', () => {
    const of = (chosen: readonly number[]) => () => blockingPairsOfSeveral(graph, [1, 2, 2, 2, 2], chosen)
    expect(of([0, 2])).toThrow(new RangeError('chosen: vertex 0 is in more edges than its capacity, 1'))
    expect(of([1, 1])).toThrow(new RangeError('chosen: edge 1 stands in it twice'))
    for (const bad of [4, -1, 0.5, Number.NaN]) expect(of([bad])).toThrow(new RangeError(`chosen: ${bad} is no edge`))
  })
})
