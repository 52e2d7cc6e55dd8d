import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import { kidneyPool, skillArcs } from '../../bench/workload.ts'
import { type Edge, graphOf, seeded } from '../graphs.ts'

const two = graphOf(2, [
  [0, 1, 3],
  [1, 0, 4],
])

describe('maximumWeightCycles', () => {
  it('has nothing to choose from without vertices, arcs or cycles', () => {
    for (const arcs of [graphOf(0, []), graphOf(3, []), graphOf(3, [[0, 1, 5]])]) {
      for (const maxLength of [2, 3, 9]) {
        const solution = maximumWeightCycles(arcs, { maxLength })
        expect([solution.cycles, solution.weight, solution.bound]).toEqual([[], 0, 0])
        expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
      }
    }
  })

  it('takes the heaviest of parallel arcs, and cycles that weigh something only', () => {
    const arcs = graphOf(5, [
      [0, 1, 3],
      [0, 1, 5],
      [1, 0, -1],
      [2, 3, 2],
      [3, 4, 2],
      [4, 2, -4],
    ])
    for (const maxLength of [2, 3, 5, Infinity]) {
      const solution = maximumWeightCycles(arcs, { maxLength })
      expect(solution.cycles).toEqual([Int32Array.of(0, 1)])
      expect([solution.weight, solution.bound]).toEqual([4, 4])
      expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
    }
  })

  it('lists cycles from their smallest vertices on, in the order of the arcs', () => {
    const arcs = graphOf(5, [
      [4, 1, 1],
      [1, 3, 1],
      [3, 4, 1],
      [2, 0, 1],
      [0, 2, 1],
    ])
    expect(maximumWeightCycles(arcs, { maxLength: 3 }).cycles).toEqual([Int32Array.of(0, 2), Int32Array.of(1, 3, 4)])
  })

  it.each([
    [undefined, 'undefined'],
    [{}, 'undefined'],
    [{ maxLength: 1 }, '1'],
    [{ maxLength: 2.5 }, '2.5'],
    [{ maxLength: Number.NaN }, 'NaN'],
    [{ maxLength: '3' }, 'string'],
  ])('refuses the options %o', (options, got) => {
    expect(() => maximumWeightCycles(two, options as { maxLength: number })).toThrow(
      new RangeError(`maxLength: expected a whole number of at least 2, got ${got}`),
    )
  })

  it.each([
    [1, 'fragility: expected a number from 0 on and below 1, got 1'],
    [-0.1, 'fragility: expected a number from 0 on and below 1, got -0.1'],
    [Number.NaN, 'fragility: expected a number from 0 on and below 1, got NaN'],
    ['0.1', 'fragility: expected a number from 0 on and below 1, got string'],
  ])('refuses the fragility %o', (fragility, message) => {
    const options = { maxLength: 3, fragility: fragility as number }
    expect(() => maximumWeightCycles(two, options)).toThrow(new RangeError(message))
  })

  it('asks for a cap where vertices may drop out', () => {
    for (const maxLength of [13, Infinity]) {
      expect(() => maximumWeightCycles(two, { maxLength, fragility: 0.1 })).toThrow(
        new RangeError(
          `maxLength: expected at most 12 with a fragility, got ${maxLength}: long cycles hardly ever survive`,
        ),
      )
      expect(maximumWeightCycles(two, { maxLength, fragility: 0 }).weight).toBe(7)
    }
    expect(() => maximumWeightCycles(graphOf(2, [[0, 1, 2 ** 30]]), { maxLength: 2, fragility: 0.1 })).toThrow(
      'edge 0: weight 1073741824 is too far from zero for 2 vertices',
    )
  })

  it('takes pairs instead of a circle where too many drop out', () => {
    // The circle of three keeps q^3 of 12, the pair q^2 of 10: it is the better one below q = 5/6.
    const arcs = graphOf(3, [
      [0, 1, 5],
      [1, 0, 5],
      [1, 2, 4],
      [2, 0, 3],
    ])
    for (const [fragility, length] of [
      [0, 3],
      [0.1, 3],
      [0.16, 3],
      [0.17, 2],
      [0.9, 2],
    ] as const) {
      const solution = maximumWeightCycles(arcs, { maxLength: 3, fragility })
      expect(solution.cycles.map((cycle) => cycle.length)).toEqual([length])
      expect(solution.bound).toBe(solution.weight)
    }
    // Nothing is left of what survives once in a million million times.
    expect(maximumWeightCycles(arcs, { maxLength: 3, fragility: 1 - 1e-6 }).cycles).toEqual([])
  })

  it('proves its answer whatever arcs that are on no cycle weigh', () => {
    const random = seeded(3)
    let met = 0
    for (let i = 0; i < 60; i++) {
      const n = 5 + random(10)
      const edges: Edge[] = []
      for (let k = 0; k < 4 * n; k++) {
        const u = random(n)
        edges.push([u, (u + 1 + random(n - 1)) % n, 1000 * (1 + random(9))])
      }
      for (const extra of [
        [[n, 0, 1]],
        [[n, 0, 2 ** 42]],
        [
          [n, 0, -(2 ** 42)],
          [0, n, 1],
        ],
      ] as Edge[][]) {
        const arcs = graphOf(n + 1, [...edges, ...extra])
        for (const maxLength of [2, 3, 4, 100]) {
          const solution = maximumWeightCycles(arcs, { maxLength })
          expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
          expect(solution.bound).toBe(solution.weight)
          met++
        }
      }
    }
    expect(met).toBe(720)
  })

  it('refuses loops, strange vertices and weights whose sums are not safe', () => {
    const bad = (u: number, v: number, w: number): (() => unknown) => {
      return () =>
        maximumWeightCycles({ vertexCount: 3, source: [0, u], target: [1, v], weight: [1, w] }, { maxLength: 3 })
    }
    expect(bad(1, 1, 1)).toThrow('edge 1: joins vertex 1 to itself')
    expect(bad(1, 3, 1)).toThrow('edge 1: target 3 is not one of the 3 vertices')
    expect(bad(1, 2, 0.5)).toThrow('edge 1: weight 0.5 is not a safe integer')
    expect(bad(1, 2, 2 ** 48)).toThrow(`edge 1: weight ${2 ** 48} is too far from zero for 3 vertices`)
  })

  it('keeps great weights exact', () => {
    const great = 2 ** 46
    const arcs = graphOf(3, [
      [0, 1, great + 1],
      [1, 0, great],
      [1, 2, great],
      [2, 0, great - 3],
    ])
    for (const [maxLength, weight] of [
      [2, 2 * great + 1],
      [3, 3 * great - 2],
    ] as const) {
      const solution = maximumWeightCycles(arcs, { maxLength })
      expect([solution.weight, solution.bound]).toEqual([weight, weight])
      expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
    }
  })

  it('proves the optimum of dense pools, where cycles at hand come before the best ones', () => {
    let before = 0
    for (const maxLength of [2, 3, 4]) {
      const arcs = kidneyPool(320, 1)
      const solution = maximumWeightCycles(arcs, { maxLength })
      expect(solution.bound).toBe(solution.weight)
      expect(solution.weight).toBeGreaterThanOrEqual(before)
      before = solution.weight
      expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
      expect(maximumWeightCycles(arcs, { maxLength })).toEqual(solution)
    }
    expect(before).toBe(maximumWeightCycles(kidneyPool(320, 1), { maxLength: 320 }).weight)
  })

  it('proves the optimum of markets of all kinds', () => {
    for (const arcs of [kidneyPool(100, 1), kidneyPool(60, 50), skillArcs(120, 40)]) {
      let before = 0
      for (const maxLength of [2, 3, 4, arcs.vertexCount]) {
        const solution = maximumWeightCycles(arcs, { maxLength })
        expect(solution.bound).toBe(solution.weight)
        expect(solution.weight).toBeGreaterThanOrEqual(before)
        before = solution.weight
        expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
      }
      expect(before).toBeGreaterThan(0)
    }
  })
})
