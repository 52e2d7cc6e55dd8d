import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import { kidneyPool, skillArcs } from '../../bench/workload.ts'
import { graphOf } from '../graphs.ts'

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
