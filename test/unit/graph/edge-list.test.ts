import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  assertSafeRange,
  coverageLift,
  MAX_VERTEX_COUNT,
  MAX_WEIGHT_SUM,
  validateEdgeList,
} from '../../../src/graph/edge-list.ts'
import type { EdgeList } from '../../../src/graph/edge-list.ts'
import { completeGraph, graphOf, graphs, randomGraph, seeded } from '../../graphs.ts'
import { allMatchings, bestMatching, pairIndex } from '../../oracle/matching.ts'

const check = (graph: unknown) => (): void => validateEdgeList(graph as EdgeList)
const refusal = (graph: unknown): string => {
  try {
    validateEdgeList(graph as EdgeList)
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError)
    return (error as RangeError).message
  }
  return 'accepted'
}
const path = { vertexCount: 3, source: [0, 1], target: [1, 2], weight: [3, -5] }

describe('validateEdgeList', () => {
  it('accepts typed arrays, plain arrays and array-likes', () => {
    expect(check(path)).not.toThrow()
    expect(
      check({
        vertexCount: 3,
        source: Uint8Array.of(0, 1),
        target: Int32Array.of(1, 2),
        weight: Float64Array.of(3, -5),
      }),
    ).not.toThrow()
    expect(check({ ...path, source: { length: 2, 0: 0, 1: 1 } })).not.toThrow()
  })

  it('accepts no vertices, no edges, parallel edges and -0', () => {
    expect(check({ vertexCount: 0, source: [], target: [], weight: [] })).not.toThrow()
    expect(check({ vertexCount: MAX_VERTEX_COUNT, source: [], target: [], weight: [] })).not.toThrow()
    expect(check({ vertexCount: 2, source: [0, 1, 0], target: [1, 0, 1], weight: [1, 2, -0] })).not.toThrow()
  })

  it.each([
    ['a fraction', 0.5, 'edge 1: weight 0.5 is not a safe integer'],
    ['NaN', Number.NaN, 'edge 1: weight NaN is not a safe integer'],
    ['infinity', Infinity, 'edge 1: weight Infinity is not a safe integer'],
    ['2 ** 53', 2 ** 53, 'edge 1: weight 9007199254740992 is not a safe integer'],
    ['a numeral', '7', 'edge 1: weight "7" is not a safe integer'],
    ['a bigint', 7n, 'edge 1: weight a bigint is not a safe integer'],
    ['nothing', undefined, 'edge 1: weight undefined is not a safe integer'],
    ['null', null, 'edge 1: weight null is not a safe integer'],
    ['a symbol', Symbol('w'), 'edge 1: weight a symbol is not a safe integer'],
    [
      'an object that throws when shown',
      { toString: () => expect.fail() },
      'edge 1: weight an object is not a safe integer',
    ],
  ])('refuses as a weight %s', (_, weight, message) => {
    expect(refusal({ ...path, weight: [3, weight] })).toBe(message)
  })

  it.each([
    ['below', -1, 'edge 1: source -1 is not one of the 3 vertices'],
    ['above', 3, 'edge 1: source 3 is not one of the 3 vertices'],
    ['between', 0.5, 'edge 1: source 0.5 is not a whole number'],
    ['NaN', Number.NaN, 'edge 1: source NaN is not a whole number'],
    ['a numeral', '1', 'edge 1: source "1" is not a whole number'],
    ['nothing', undefined, 'edge 1: source undefined is not a whole number'],
  ])('refuses as a vertex: %s', (_, vertex, message) => {
    expect(refusal({ ...path, source: [0, vertex] })).toBe(message)
    expect(refusal({ ...path, target: [1, vertex] })).toBe(message.replace('source', 'target'))
  })

  it('refuses a loop, and names its edge', () => {
    expect(refusal({ ...path, target: [1, 1] })).toBe('edge 1: joins vertex 1 to itself')
  })

  it('refuses holes', () => {
    const holey = Object.assign([1], { length: 2 })
    expect(refusal({ ...path, weight: holey })).toBe('edge 1: weight undefined is not a safe integer')
  })

  it('refuses columns of different lengths, in any of the three', () => {
    expect(refusal({ ...path, source: [0] })).toBe('source, target and weight differ in length: 1, 2 and 2')
    expect(refusal({ ...path, target: [0] })).toBe('source, target and weight differ in length: 2, 1 and 2')
    expect(refusal({ ...path, weight: [0, 1, 2] })).toBe('source, target and weight differ in length: 2, 2 and 3')
  })

  it.each([
    ['a fraction', 2.5, '2.5'],
    ['negative', -1, '-1'],
    ['too many', MAX_VERTEX_COUNT + 1, '1073741825'],
    ['NaN', Number.NaN, 'NaN'],
    ['a numeral', '3', '"3"'],
    ['missing', undefined, 'undefined'],
  ])('refuses a vertexCount that is %s', (_, vertexCount, got) => {
    expect(refusal({ ...path, vertexCount })).toBe(
      `vertexCount: expected a whole number from 0 to 1073741824, got ${got}`,
    )
  })

  it.each(['source', 'target', 'weight'])('refuses a missing or odd %s', (field) => {
    const expected = `${field}: expected an array or typed array of numbers, got `
    expect(refusal({ ...path, [field]: undefined })).toBe(`${expected}undefined`)
    expect(refusal({ ...path, [field]: null })).toBe(`${expected}null`)
    expect(refusal({ ...path, [field]: '01' })).toBe(`${expected}"01"`)
    expect(refusal({ ...path, [field]: {} })).toBe(`${expected}an object`)
    expect(refusal({ ...path, [field]: { length: -1 } })).toBe(`${expected}an object`)
    expect(refusal({ ...path, [field]: { length: 1.5 } })).toBe(`${expected}an object`)
    expect(refusal({ ...path, [field]: () => 0 })).toBe(`${expected}a function`)
  })

  it.each([undefined, null, 3, 'graph', true])('refuses %s as a graph', (graph) => {
    expect(refusal(graph)).toMatch(/^graph: expected an object with vertexCount, source, target and weight, got /)
  })

  it('shortens what it quotes', () => {
    expect(refusal({ ...path, weight: [3, 'x'.repeat(5000)] }).length).toBeLessThan(100)
  })
})

describe('the safe range', () => {
  it('ends exactly where the doc says', () => {
    const most = Math.floor(MAX_WEIGHT_SUM / 100)
    expect(refusal({ ...path, vertexCount: 100, weight: [3, most] })).toBe('accepted')
    expect(refusal({ ...path, vertexCount: 100, weight: [3, -most] })).toBe('accepted')
    expect(refusal({ ...path, vertexCount: 100, weight: [3, most + 1] })).toBe(
      `edge 1: weight ${most + 1} is too far from zero for 100 vertices: sums would leave the safe integers`,
    )
    expect(refusal({ ...path, vertexCount: 100, weight: [3, -most - 1] })).toMatch(/^edge 1: weight -/)
  })

  it('counts at least eight vertices, so that slacks stay safe', () => {
    const most = Math.floor(MAX_WEIGHT_SUM / 8)
    expect(refusal({ vertexCount: 2, source: [0], target: [1], weight: [most] })).toBe('accepted')
    expect(refusal({ vertexCount: 2, source: [0], target: [1], weight: [most + 1] })).toMatch(/^edge 0/)
  })

  it('names the first edge that breaks it, not the worst', () => {
    expect(refusal({ vertexCount: 2, source: [0, 0, 0], target: [1, 1, 1], weight: [1, 2 ** 51, 2 ** 52] })).toMatch(
      /^edge 1/,
    )
  })

  it('is narrower under coverage, whose lift grows with the graph', () => {
    const graph = { vertexCount: 1_000_000, source: [0, 1, 2], target: [1, 2, 3], weight: [0, 8999, 9100] }
    expect(() => assertSafeRange(graph, 'weight')).not.toThrow()
    expect(() => assertSafeRange(graph, 'coverage')).toThrow(
      new RangeError(
        'edge 2: weight 9100 is too far from zero for 1000000 vertices under coverage: sums would leave the safe integers',
      ),
    )
  })

  it('keeps every sum of lifted weights safe for whatever it accepts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MAX_VERTEX_COUNT }),
        fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 5 }),
        fc.nat({ max: 40 }),
        (vertexCount, weights, shift) => {
          const weight = weights.map((w) => Math.trunc(w / 2 ** shift))
          const graph = { vertexCount, source: weight.map(() => 0), target: weight.map(() => 1), weight }
          for (const objective of ['weight', 'coverage'] as const) {
            try {
              assertSafeRange(graph, objective)
            } catch {
              continue
            }
            const lift =
              objective === 'weight' ? 0n : BigInt(coverageLift(vertexCount, Math.min(...weight), Math.max(...weight)))
            for (const w of weight) {
              const largest = BigInt(w) + lift
              const sum = 2n * BigInt(Math.max(8, vertexCount)) * (largest < 0n ? -largest : largest)
              expect(sum <= BigInt(Number.MAX_SAFE_INTEGER)).toBe(true)
            }
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('coverageLift', () => {
  it('is 1 where no matching can have two edges and no weight is negative', () => {
    expect(coverageLift(0, 0, 0)).toBe(1)
    expect(coverageLift(2, 5, 9)).toBe(1)
    expect(coverageLift(3, 0, 0)).toBe(1)
  })

  it('turns coverage into plain weight, and no smaller formula of the same three numbers does', () => {
    const matchings = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(allMatchings)
    const random = seeded(2)
    for (let round = 0; round < 1000; round++) {
      const n = 2 + random(7)
      const graph = random(2) === 0 ? completeGraph(n, -3, 3, random) : randomGraph(n, 1 + random(12), -3, 5, random)
      const min = Math.min(...Array.from(graph.weight))
      const max = Math.max(...Array.from(graph.weight))
      const lift = coverageLift(n, min, max)
      const lifted = { ...graph, weight: Float64Array.from(graph.weight, (w) => w + lift) }
      expect(Math.min(...lifted.weight)).toBeGreaterThan(0)
      const best = bestMatching(graph, 'coverage')
      const plain = bestMatching(lifted, 'weight')
      expect([plain.edges, plain.weight - lift * plain.edges]).toEqual([best.edges, best.weight])
    }
    // The path that attains the gap: k edges at the greatest weight against k + 1 at the least.
    for (const n of [4, 6, 8]) {
      const weights = new Float64Array(pairIndex(0, n + 1)).fill(-Infinity)
      for (let v = 1; v < n; v++) weights[pairIndex(v - 1, v)] = v % 2 === 1 ? -2 : 7
      const lift = coverageLift(n, -2, 7) - 1
      const worth = (edges: number[]): number => edges.reduce((sum, pair) => sum + weights[pair]! + lift, 0)
      const perfect = matchings[n]!.filter((edges) => edges.length === n / 2).map(worth)
      const smaller = matchings[n]!.filter((edges) => edges.length === n / 2 - 1).map(worth)
      expect(Math.max(...smaller)).toBe(Math.max(...perfect))
    }
  })

  it('leaves every generated small graph in the safe range', () => {
    fc.assert(
      fc.property(graphs({ maxVertices: 12 }), (graph) => {
        validateEdgeList(graph)
        assertSafeRange(graph, 'coverage')
      }),
    )
  })

  it('takes a graph of the test helpers as it is', () => {
    expect(check(graphOf(2, [[0, 1, 1]]))).not.toThrow()
  })
})
