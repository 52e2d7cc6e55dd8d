import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { greedyBMatching, guessedBound } from '../../src/matching/b-matching-greedy.ts'
import { bestBMatching } from '../oracle/b-matching.ts'

interface Case {
  readonly graph: EdgeList
  readonly capacity: readonly number[]
  readonly counts: readonly number[]
}

/** Up to 15 edges between 6 vertices, no two of them parallel. */
const graphs: fc.Arbitrary<Case> = fc
  .record({
    weights: fc.array(
      fc.oneof(fc.integer({ min: -3, max: 9 }), fc.integer({ min: 1, max: 1_000_000_000 }), fc.constant(undefined)),
      { minLength: 15, maxLength: 15 },
    ),
    capacity: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
    counts: fc.array(fc.nat(1), { minLength: 6, maxLength: 6 }),
  })
  .map(({ weights, ...others }) => {
    const edges = [0, 1, 2, 3, 4, 5]
      .flatMap((u) => [0, 1, 2, 3, 4, 5].filter((v) => v > u).map((v): [number, number] => [u, v]))
      .map(([u, v], i) => [u, v, weights[i]] as const)
      .filter((edge): edge is readonly [number, number, number] => edge[2] !== undefined)
    return {
      graph: {
        vertexCount: 6,
        source: edges.map(([u]) => u),
        target: edges.map(([, v]) => v),
        weight: edges.map(([, , w]) => w),
      },
      ...others,
    }
  })

const degreesOf = ({ source, target, vertexCount }: EdgeList, chosen: Int32Array): number[] => {
  const degrees = Array.from({ length: vertexCount }, () => 0)
  for (const e of chosen) {
    degrees[source[e]!]!++
    degrees[target[e]!]!++
  }
  return degrees
}

describe('a simple b-matching in no time', () => {
  it('keeps the capacities, has half the greatest weight at least, and the guessed bound holds', () => {
    fc.assert(
      fc.property(graphs, ({ graph, capacity }) => {
        const chosen = greedyBMatching(graph, capacity, new Uint8Array(6))
        expect([...chosen]).toEqual([...new Set(chosen)].toSorted((a, b) => a - b))
        degreesOf(graph, chosen).forEach((degree, v) => expect(degree).toBeLessThanOrEqual(capacity[v]!))
        const weight = chosen.reduce((sum, e) => sum + graph.weight[e]!, 0)
        const best = bestBMatching(graph, capacity, 'weight')
        const bound = guessedBound(graph, capacity)
        // Weights of nearly the same size may come in another order: up to 60 in a thousand million, for each edge.
        expect(2 * weight + 60 * 15).toBeGreaterThanOrEqual(best.weight)
        expect(Number.isSafeInteger(bound) && bound >= best.weight).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves nobody out who counts and still has a partner with room, and takes all that gains and fits', () => {
    fc.assert(
      fc.property(graphs, ({ graph, capacity, counts }) => {
        const chosen = greedyBMatching(graph, capacity, counts)
        const degrees = degreesOf(graph, chosen)
        degrees.forEach((degree, v) => expect(degree).toBeLessThanOrEqual(capacity[v]!))
        for (let e = 0; e < graph.weight.length; e++) {
          const ends = [graph.source[e]!, graph.target[e]!]
          const fits = ends.every((v) => degrees[v]! < capacity[v]!) && !chosen.includes(e)
          if (!fits) continue
          expect(graph.weight[e]).toBeLessThanOrEqual(0)
          expect(ends.some((v) => counts[v] === 1 && degrees[v] === 0)).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })
})
