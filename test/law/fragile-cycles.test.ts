import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles, solveCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { kidneyPool, skillArcs } from '../../bench/workload.ts'
import { edgesOf, graphOf, type Edge, type Random, relabelled, seeded, shuffled } from '../graphs.ts'

const SCALE = 2 ** 20

function digraph(random: Random): EdgeList {
  const n = 12 + random(16)
  const edges: Edge[] = []
  for (let i = 0; i < n * (2 + random(4)); i++) {
    const u = random(n)
    edges.push([u, (u + 1 + random(n - 1)) % n, 1 + random(50)])
  }
  return graphOf(n, edges)
}

const value = (arcs: EdgeList, maxLength: number, fragility: number): number => {
  const solution = maximumWeightCycles(arcs, { maxLength, fragility })
  expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
  expect(solution.bound).toBe(solution.weight)
  return fragility === 0 ? SCALE * solution.weight : solution.weight
}

describe('maximumWeightCycles with a fragility: laws', () => {
  it('a fragility of 0 is none', () => {
    const random = seeded(11)
    for (let i = 0; i < 20; i++) {
      const arcs = digraph(random)
      const maxLength = 2 + random(20)
      expect(maximumWeightCycles(arcs, { maxLength, fragility: 0 })).toEqual(maximumWeightCycles(arcs, { maxLength }))
    }
  })

  it('a greater one never raises the value, and a longer cap never lowers it', () => {
    const random = seeded(12)
    let fell = 0
    let rose = 0
    for (let i = 0; i < 30; i++) {
      const arcs = digraph(random)
      const values = [0, 0.01, 0.2, 0.5, 0.99].map((fragility) =>
        [2, 3, 4, 5].map((maxLength) => value(arcs, maxLength, fragility)),
      )
      values.forEach((row, p) =>
        row.forEach((own, cap) => {
          if (p > 0) {
            expect(own).toBeLessThanOrEqual(values[p - 1]![cap]!)
            fell += own < values[p - 1]![cap]! ? 1 : 0
          }
          if (cap > 0) {
            expect(own).toBeGreaterThanOrEqual(row[cap - 1]!)
            rose += own > row[cap - 1]! ? 1 : 0
          }
        }),
      )
    }
    expect(fell).toBeGreaterThan(200)
    expect(rose).toBeGreaterThan(30)
  })

  it('pairs are those without it, at the weight that survives of each', () => {
    const random = seeded(13)
    let positive = 0
    for (let i = 0; i < 60; i++) {
      const arcs = digraph(random)
      const plain = maximumWeightCycles(arcs, { maxLength: 2 }).weight
      expect(value(arcs, 2, 0.25)).toBe(((SCALE * 9) / 16) * plain)
      positive += plain > 0 ? 1 : 0
    }
    expect(positive).toBeGreaterThan(40)
  })

  it('neither the names of the vertices nor the order of the arcs change the value', () => {
    const random = seeded(14)
    let positive = 0
    for (let i = 0; i < 40; i++) {
      const arcs = digraph(random)
      const names = shuffled(
        Array.from({ length: arcs.vertexCount }, (_, v) => v),
        random,
      )
      const other = relabelled(graphOf(arcs.vertexCount, shuffled(edgesOf(arcs), random)), names)
      const weight = value(arcs, 4, 0.15)
      expect(value(other, 4, 0.15)).toBe(weight)
      if (weight > 0) positive++
    }
    expect(positive).toBeGreaterThan(30)
  })

  it('stopped at any time, the cycles and the bound hold', () => {
    const random = seeded(15)
    let stopped = 0
    for (let i = 0; i < 20; i++) {
      const arcs = digraph(random)
      for (const maxLength of [2, 3, 4]) {
        const best = value(arcs, maxLength, 0.1)
        for (const questions of [0, 1, 3, 8, 20, 60]) {
          let left = questions
          const watch = { goOn: () => left-- > 0, tell: () => undefined }
          const solution = solveCycles(arcs, { maxLength, fragility: 0.1 }, watch)
          expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
          expect(solution.weight).toBeLessThanOrEqual(best)
          expect(solution.bound).toBeGreaterThanOrEqual(best)
          if (solution.bound > solution.weight) stopped++
        }
      }
    }
    expect(stopped).toBeGreaterThan(20)
  })

  it('proves the optimum of larger markets', () => {
    for (const arcs of [kidneyPool(100, 50), skillArcs(80, 30)]) {
      for (const maxLength of [3, 4]) expect(value(arcs, maxLength, 0.1)).toBeGreaterThan(0)
    }
  })
})
