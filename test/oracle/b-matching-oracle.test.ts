import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkBMatchingCertificate } from '../../src/matching/b-matching-certificate.ts'
import { type BOracleOptions, bMatchingOfOracle } from '../../src/matching/b-matching-oracle.ts'
import { maximumWeightBMatching } from '../../src/matching/b-matching.ts'
import { checkAllBPairs } from '../../src/matching/b-pair-certificate.ts'
import type { PairOracle } from '../../src/matching/pair-oracle.ts'
import { completeGraph, edgesOf, geometricGraph, graphOf, randomGraph, seeded, triangleChain } from '../graphs.ts'
import { oracleOf } from '../pair-oracles.ts'
import { bestBMatching } from './b-matching.ts'

/** So short that hardly anything is right at once. */
const tiny: BOracleOptions = { candidates: 1, violations: 1, sample: 3 }

const weightOf = ({ weight }: EdgeList, edges: Int32Array): number => edges.reduce((sum, e) => sum + weight[e]!, 0)

const seen = { rounds: 0, added: 0, blossoms: 0, crossing: 0, upper: 0, forbidden: 0, many: 0 }

/** Solves, has it proven, and returns what it weighs. */
function proven(oracle: PairOracle, capacity: Int32Array, options?: BOracleOptions): number {
  const { graph, solution, chosen, bound, added } = bMatchingOfOracle(oracle, capacity, options)
  if (solution === undefined) throw new Error('nothing has stopped it')
  expect(checkBMatchingCertificate(graph, capacity, solution)).toEqual({ valid: true })
  expect(checkAllBPairs(oracle, capacity, graph, solution)).toEqual({ valid: true })
  expect(weightOf(graph, chosen)).toBe(bound)
  expect(solution.weight).toBe(bound)
  for (const e of chosen) expect(oracle.admits(graph.source[e]!, graph.target[e]!)).toBe(true)
  if (added.length > 1) seen.rounds++
  for (const count of added) seen.added += count
  seen.blossoms += solution.certificate.blossoms.length
  for (const { crossing } of solution.certificate.blossoms) seen.crossing += crossing.length
  seen.upper += solution.certificate.upper.edge.length
  return bound
}

describe('a b-matching over all pairs of an oracle', () => {
  const random = seeded(29)
  const capacityOf = (n: number): Int32Array =>
    Int32Array.from({ length: n }, () => [0, 1, 1, 2, 2, 3, 3, 12][random(8)]!)

  it('is what brute force finds, in 4,000 graphs of up to 7 vertices', () => {
    for (let round = 0; round < 4000; round++) {
      const graph =
        round % 2 === 0
          ? randomGraph(2 + random(6), random(14), -3, [2, 9, 60][random(3)]!, random)
          : completeGraph(2 + random(5), -1, 1 + random(6), random)
      const capacity = capacityOf(graph.vertexCount)
      // The rules forbid some of the pairs.
      const keyOf = (u: number, v: number): string => `${Math.min(u, v)} ${Math.max(u, v)}`
      const hidden = new Set(
        random(3) > 0
          ? []
          : edgesOf(graph)
              .filter(() => random(5) === 0)
              .map(([u, v]) => keyOf(u, v)),
      )
      seen.forbidden += hidden.size
      const forbidden = (u: number, v: number): boolean => hidden.has(keyOf(u, v))
      const allowed = graphOf(
        graph.vertexCount,
        edgesOf(graph).filter(([u, v]) => !forbidden(u, v)),
      )
      const best = bestBMatching(allowed, capacity, 'weight').weight
      expect(proven(oracleOf(graph, forbidden), capacity, tiny)).toBe(best)
      expect(proven(oracleOf(graph, forbidden), capacity)).toBe(best)
      if (capacity.includes(12)) seen.many++
    }
  })

  const families: readonly (readonly [name: string, make: () => EdgeList])[] = [
    ['random', () => randomGraph(2 + random(60), random(400), 1, [3, 20, 1000][random(3)]!, random)],
    ['complete', () => completeGraph(2 + random(25), 1, [2, 9, 100_000][random(3)]!, random)],
    ['geometric', () => geometricGraph(10 + random(50), 300, 1000, random)],
    ['triangles', () => triangleChain(1 + random(15), random)],
  ]
  for (const [name, make] of families) {
    it(`${name}: weighs what the direct solver finds on all pairs held`, () => {
      for (let round = 0; round < 400; round++) {
        const graph = make()
        const capacity = capacityOf(graph.vertexCount)
        const expected = maximumWeightBMatching(graph, capacity).weight
        expect(
          proven(
            oracleOf(graph, () => false),
            capacity,
            tiny,
          ),
        ).toBe(expected)
      }
    })
  }

  it('has met what it is about', () => {
    for (const [what, times] of Object.entries(seen)) expect([what, times, times > 50]).toEqual([what, times, true])
  })
})
