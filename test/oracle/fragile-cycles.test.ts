import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles, solveFragileCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import type { CycleSurvival } from '../../src/exchange/solution.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { UNWATCHED } from '../../src/matching/watch.ts'
import { edgesOf, graphOf, type Edge, type Random, seeded } from '../graphs.ts'
import { heaviestCycles } from './exchange-cycles.ts'

const SCALE = 2 ** 20
const CAPS = [2, 3, 4, 5, 12]
const FRAGILITIES = [0.001, 0.1, 0.3, 0.5, 0.6, 0.95]

type Weigh = (random: Random) => number
const families: readonly (readonly [name: string, weigh: Weigh])[] = [
  ['unit weights', () => 1],
  ['small weights', (random) => 1 + random(20)],
  ['weights below 0 among them', (random) => random(20) - 6],
  ['weights with a common divisor', (random) => 1000 * (1 + random(15))],
]

function digraph(random: Random, weigh: Weigh): EdgeList {
  const n = 2 + random(8)
  const percent = 10 + random(70)
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

/** What a set of cycles counts, by the definition. */
const counted = ({ fragility, scale, lift }: CycleSurvival, length: number, weight: number): number => {
  let part = 1
  for (let k = 0; k < length; k++) part *= 1 - fragility
  return Math.round(scale * part) * weight + lift * length
}

describe('cycles that fall with the first who drops out, and all sets of vertices', () => {
  it.each(families)('%s: value, bound and certificate', (_, weigh) => {
    const random = seeded(17)
    const seen = { positive: 0, branches: 0, long: 0, shorter: 0 }
    for (let i = 0; i < 200; i++) {
      const arcs = digraph(random, weigh)
      const fragility = FRAGILITIES[i % FRAGILITIES.length]!
      for (const maxLength of CAPS) {
        const solution = maximumWeightCycles(arcs, { maxLength, fragility })
        const survival = { fragility, scale: SCALE, lift: 0 }
        const best = heaviestCycles(arcs, maxLength, (length, weight) => counted(survival, length, weight))
        const verdict = checkCycleCertificate(arcs, solution)
        if (!verdict.valid || solution.weight !== best || solution.bound !== best) {
          expect({ fragility, maxLength, solution, verdict, arcs: edgesOf(arcs) }).toEqual({
            weight: best,
            bound: best,
          })
        }
        expect(solution.survival).toEqual(survival)
        if (best > 0) seen.positive++
        if (solution.certificate.branches.length > 0) seen.branches++
        if (solution.cycles.some((cycle) => cycle.length > 2)) seen.long++
        const longest = Math.max(0, ...solution.cycles.map((cycle) => cycle.length))
        const plain = maximumWeightCycles(arcs, { maxLength }).cycles
        if (plain.some((cycle) => cycle.length > longest)) seen.shorter++
      }
    }
    expect(seen.positive).toBeGreaterThan(500)
    expect(seen.long).toBeGreaterThan(100)
    expect(seen.shorter).toBeGreaterThan(50)
  })

  it('the most vertices first, then what survives', () => {
    const random = seeded(23)
    let negative = 0
    let positive = 0
    for (let i = 0; i < 300; i++) {
      const arcs = digraph(random, i % 3 === 0 ? (draw) => draw(20) - 8 : (draw) => 1 + draw(20))
      const survival = { fragility: FRAGILITIES[i % FRAGILITIES.length]!, scale: 2 ** 16, lift: 2 ** 26 }
      for (const maxLength of CAPS) {
        const solution = solveFragileCycles(arcs, survival, { maxLength }, UNWATCHED)
        const best = heaviestCycles(arcs, maxLength, (length, weight) => counted(survival, length, weight))
        expect(checkCycleCertificate(arcs, solution)).toEqual({ valid: true })
        expect([solution.weight, solution.bound]).toEqual([best, best])
        if (best > 0) positive++
        const vertices = solution.cycles.reduce((sum, cycle) => sum + cycle.length, 0)
        if (solution.weight < survival.lift * vertices) negative++
      }
    }
    expect(positive).toBeGreaterThan(1000)
    expect(negative).toBeGreaterThan(5)
  })
})
