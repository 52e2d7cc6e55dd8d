import { describe, expect, it } from 'vitest'
import { graphOf, randomGraph, seeded } from '../graphs.ts'
import { allMatchings, bestMatching, bestOfAll, pairIndex } from './matching.ts'

describe('brute force for matchings', () => {
  it('lists as many matchings of a complete graph as are known (telephone numbers, OEIS A000085)', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => allMatchings(n).length)).toEqual([1, 1, 2, 4, 10, 26, 76, 232, 764])
    const six = allMatchings(6).map((pairs) => pairs.toSorted((a, b) => a - b).join(' '))
    expect(new Set(six).size).toBe(76)
  })

  it('answers what can be seen by hand', () => {
    const path = graphOf(4, [
      [0, 1, 1],
      [1, 2, 9],
      [2, 3, 1],
    ])
    expect(bestMatching(path, 'weight')).toEqual({ edges: 1, weight: 9 })
    expect(bestMatching(path, 'coverage')).toEqual({ edges: 2, weight: 2 })
    const debt = graphOf(2, [
      [0, 1, -3],
      [1, 0, -2],
    ])
    expect(bestMatching(debt, 'weight')).toEqual({ edges: 0, weight: 0 })
    expect(bestMatching(debt, 'coverage')).toEqual({ edges: 1, weight: -2 })
    expect(bestMatching(graphOf(0, []), 'coverage')).toEqual({ edges: 0, weight: 0 })
  })

  it('comes to the same by the two ways', () => {
    const random = seeded(1)
    const matchings = [0, 1, 2, 3, 4, 5, 6, 7].map(allMatchings)
    for (let round = 0; round < 2000; round++) {
      const n = random(8)
      const graph = randomGraph(n, random(20), -3, 6, random)
      const weightOf = new Float64Array(pairIndex(0, n + 1)).fill(-Infinity)
      for (let i = 0; i < graph.weight.length; i++) {
        const [u, v] = [graph.source[i]!, graph.target[i]!].toSorted((a, b) => a - b) as [number, number]
        weightOf[pairIndex(u, v)] = Math.max(weightOf[pairIndex(u, v)]!, graph.weight[i]!)
      }
      expect(bestOfAll(matchings[n]!, weightOf, 'coverage')).toEqual(bestMatching(graph, 'coverage'))
      expect(bestOfAll(matchings[n]!, weightOf, 'weight').weight).toBe(bestMatching(graph, 'weight').weight)
    }
  })
})
