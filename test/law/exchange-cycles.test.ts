import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles, solveCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import { edgesOf, graphOf, type Edge, type Random, relabelled, seeded, shuffled } from '../graphs.ts'

/** Too large for an oracle, small enough for hundreds of them. */
function digraph(random: Random): EdgeList {
  const n = 12 + random(24)
  const degree = 2 + random(4)
  const edges: Edge[] = []
  for (let i = 0; i < n * degree; i++) {
    const u = random(n)
    const v = random(n - 1)
    edges.push([u, v < u ? v : v + 1, 1 + random(50)])
  }
  return graphOf(n, edges)
}

const value = (arcs: EdgeList, maxLength: number): number => {
  const solution = maximumWeightCycles(arcs, { maxLength })
  expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
  expect(solution.bound).toBe(solution.weight)
  return solution.weight
}

describe('maximumWeightCycles: laws', () => {
  it('a higher cap never lowers the value', () => {
    const random = seeded(1)
    let rose = 0
    for (let i = 0; i < 60; i++) {
      const arcs = digraph(random)
      const values = [2, 3, 4, 5, arcs.vertexCount].map((cap) => value(arcs, cap))
      for (let k = 1; k < values.length; k++) {
        expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]!)
        if (values[k]! > values[k - 1]!) rose++
      }
    }
    expect(rose).toBeGreaterThan(60)
  })

  it('neither the names of the vertices nor the order of the arcs change the value', () => {
    const random = seeded(2)
    let positive = 0
    for (let i = 0; i < 80; i++) {
      const arcs = digraph(random)
      const names = shuffled(
        Array.from({ length: arcs.vertexCount }, (_, v) => v),
        random,
      )
      const other = relabelled(graphOf(arcs.vertexCount, shuffled(edgesOf(arcs), random)), names)
      const weight = value(arcs, 3)
      expect(value(other, 3)).toBe(weight)
      if (weight > 0) positive++
    }
    expect(positive).toBeGreaterThan(60)
  })

  it('without a vertex the value is never higher, and lower by what cycles through it weigh at most', () => {
    const random = seeded(3)
    let fell = 0
    for (let i = 0; i < 80; i++) {
      const arcs = digraph(random)
      const gone = random(arcs.vertexCount)
      const rest = graphOf(
        arcs.vertexCount,
        edgesOf(arcs).filter(([u, v]) => u !== gone && v !== gone),
      )
      const before = value(arcs, 4)
      const after = value(rest, 4)
      expect(after).toBeLessThanOrEqual(before)
      expect(after).toBeGreaterThanOrEqual(before - 4 * 50)
      if (after < before) fell++
    }
    expect(fell).toBeGreaterThan(20)
  })

  it('at cap 2 it is a matching of the arcs that are answered', () => {
    const random = seeded(4)
    let positive = 0
    for (let i = 0; i < 150; i++) {
      const arcs = digraph(random)
      const edges: Edge[] = []
      for (const [u, v, there] of edgesOf(arcs)) {
        for (const [x, y, back] of edgesOf(arcs)) if (x === v && y === u && u < v) edges.push([u, v, there + back])
      }
      const weight = value(arcs, 2)
      expect(weight).toBe(maximumWeightMatching(graphOf(arcs.vertexCount, edges)).weight)
      if (weight > 0) positive++
    }
    expect(positive).toBeGreaterThan(100)
  })

  it('stopped at any time, the cycles and the bound hold', () => {
    const random = seeded(6)
    let stopped = 0
    for (let i = 0; i < 40; i++) {
      const arcs = digraph(random)
      for (const maxLength of [2, 3, 4, arcs.vertexCount]) {
        const best = value(arcs, maxLength)
        for (const questions of [0, 1, 3, 8, 20, 60]) {
          let left = questions
          const solution = solveCycles(arcs, { maxLength }, { goOn: () => left-- > 0, tell: () => undefined })
          expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
          expect(solution.weight).toBeLessThanOrEqual(best)
          expect(solution.bound).toBeGreaterThanOrEqual(best)
          if (solution.bound > solution.weight) stopped++
        }
      }
    }
    expect(stopped).toBeGreaterThan(50)
  })
})
