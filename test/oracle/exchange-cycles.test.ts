import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { edgesOf, graphOf, type Edge, type Random, seeded } from '../graphs.ts'
import { heaviestCycles } from './exchange-cycles.ts'

const CAPS = [2, 3, 4, 5, 100]

type Weigh = (random: Random) => number
const families: readonly (readonly [name: string, weigh: Weigh])[] = [
  ['unit weights', () => 1],
  ['small weights', (random) => random(20)],
  ['weights below 0 among them', (random) => random(20) - 6],
  ['weights with a common divisor', (random) => 1000 * (1 + random(15))],
]

function digraph(random: Random, weigh: Weigh): EdgeList {
  const n = 2 + random(10)
  const percent = 10 + random(60)
  const edges: Edge[] = []
  for (let u = 0; u < n; u++) {
    for (let v = 0; v < n; v++) {
      if (u === v) continue
      if (random(100) < percent) edges.push([u, v, weigh(random)])
      if (random(100) < 5) edges.push([u, v, weigh(random)])
    }
  }
  return graphOf(n, edges)
}

describe('maximumWeightCycles and all sets of vertices', () => {
  it.each(families)('%s: value, bound and certificate', (_, weigh) => {
    const random = seeded(71)
    const seen = { positive: 0, branches: 0, split: 0, oddSets: 0 }
    for (let i = 0; i < 250; i++) {
      const arcs = digraph(random, weigh)
      for (const maxLength of CAPS) {
        const solution = maximumWeightCycles(arcs, { maxLength })
        const best = heaviestCycles(arcs, maxLength)
        const verdict = checkCycleCertificate(arcs, solution)
        if (!verdict.valid || solution.weight !== best || solution.bound !== best) {
          expect({ maxLength, weight: solution.weight, bound: solution.bound, verdict, arcs: edgesOf(arcs) }).toEqual({
            maxLength,
            weight: best,
            bound: best,
            verdict: { valid: true },
            arcs: edgesOf(arcs),
          })
        }
        if (best > 0) seen.positive++
        if (solution.certificate.branches.length > 0) seen.branches++
        if (solution.certificate.branches.length > 1) seen.split++
        if (solution.certificate.oddSets.length > 0) seen.oddSets++
      }
    }
    expect(seen.positive).toBeGreaterThan(600)
    expect(seen.oddSets).toBeGreaterThan(4)
    expect(seen.branches).toBeGreaterThan(5)
  })

  it('meets splits: prices and odd sets do not do everywhere', () => {
    const random = seeded(5)
    let split = 0
    for (let i = 0; i < 1500; i++) {
      const arcs = digraph(random, (draw) => 30 + draw(40))
      const solution = maximumWeightCycles(arcs, { maxLength: 3 })
      if (solution.certificate.branches.length < 2) continue
      split++
      expect(solution.weight).toBe(heaviestCycles(arcs, 3))
      expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
    }
    expect(split).toBeGreaterThan(2)
  })
})
