import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { checkCertificate } from '../../src/matching/certificate.ts'
import { liftSuffices } from '../../src/matching/bound.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import { checkAllPairs } from '../../src/matching/pair-certificate.ts'
import { edgesOf } from '../../src/matching/objective.ts'
import { matchByPricing } from '../../src/matching/pricing.ts'
import { completeGraph, geometricGraph, graphOf, randomGraph, seeded, triangleChain } from '../graphs.ts'
import { marketInput } from '../markets.ts'
import { oracleOf } from '../pair-oracles.ts'

describe('pricing against the direct solver', () => {
  const random = seeded(23)
  const families: readonly (readonly [name: string, make: () => EdgeList])[] = [
    ['random', () => randomGraph(2 + random(60), random(400), 1, [3, 20, 1000][random(3)]!, random)],
    ['complete', () => completeGraph(2 + random(30), 1, [2, 9, 100_000][random(3)]!, random)],
    ['geometric', () => geometricGraph(10 + random(50), 300, 1000, random)],
    ['triangles', () => triangleChain(1 + random(15), random)],
  ]
  const seen = { rounds: 0, added: 0, blossoms: 0, more: 0, deep: 0 }
  for (const [name, make] of families) {
    it(`${name}: the same value and a certificate for all pairs, with lists too short to be right at once`, () => {
      for (let round = 0; round < 2000; round++) {
        const objective = round % 2 === 0 ? 'weight' : 'coverage'
        const made = make()
        const less = random(3) === 0 ? 20 : 1
        const graph = { ...made, weight: Float64Array.from(made.weight, (w) => w - random(less)) }
        const ban = random(3) === 0
        const forbidden = (u: number, v: number): boolean => ban && (u * 7 + v * 7 + u * v) % 3 === 0
        const oracle = oracleOf(graph, forbidden)
        const priced = matchByPricing(oracle, {
          candidates: 1 + random(3),
          violations: 1 + random(2),
          sample: 1 + random(6),
          objective,
        })
        const allowed: [number, number, number][] = []
        for (let e = 0; e < graph.weight.length; e++) {
          const [u, v, w] = [graph.source[e]!, graph.target[e]!, graph.weight[e]!]
          if (!forbidden(u, v)) allowed.push([u, v, w])
        }
        const direct = maximumWeightMatching(graphOf(graph.vertexCount, allowed), { objective })
        expect(checkCertificate(priced.graph, priced.solution)).toEqual({ valid: true })
        expect(checkAllPairs(oracle, priced.solution.certificate)).toEqual({ valid: true })
        expect(liftSuffices(oracle, priced.solution)).toBe(true)
        expect(priced.solution.weight).toBe(direct.weight)
        if (objective === 'coverage') {
          const edges = edgesOf(priced.solution)
          expect(edges).toBe(edgesOf(direct))
          const heaviest = maximumWeightMatching(graphOf(graph.vertexCount, allowed))
          if (edgesOf(heaviest) < edges) seen.more++
          seen.deep += priced.solution.certificate.blossoms.some(({ members }) => members.length > 8) ? 1 : 0
        }
        seen.rounds += priced.rounds.length
        seen.added += priced.rounds.reduce((sum, { added }) => sum + added, 0)
        seen.blossoms += priced.solution.certificate.blossoms.length
      }
    })
  }

  it('and there was something to add, round after round, with blossoms about', () => {
    expect(seen.rounds).toBeGreaterThan(20_000)
    expect(seen.added).toBeGreaterThan(10_000)
    expect(seen.blossoms).toBeGreaterThan(1000)
    expect(seen.more).toBeGreaterThan(1000)
    expect(seen.deep).toBeGreaterThan(500)
  })
})

describe('checkAllPairs', () => {
  const graph = graphOf(4, [
    [0, 1, 6],
    [1, 2, 6],
    [0, 2, 6],
    [2, 3, 4],
  ])
  const oracle = oracleOf(graph, () => false)
  const { certificate } = maximumWeightMatching(graph)

  it('accepts a true certificate, and refuses one that leaves a pair uncovered', () => {
    expect(checkAllPairs(oracle, certificate)).toEqual({ valid: true })
    for (let v = 0; v < 4; v++) {
      const dual2x = certificate.dual2x.slice()
      if (!dual2x[v]) continue
      dual2x[v]! -= 1
      expect(checkAllPairs(oracle, { ...certificate, dual2x })).toMatchObject({ valid: false })
    }
    const none = { ...certificate, dual2x: certificate.dual2x.map(() => Number.NaN) }
    expect(checkAllPairs(oracle, none)).toMatchObject({ valid: false })
    expect(checkAllPairs(oracle, { ...certificate, dual2x: new Float64Array(3) })).toMatchObject({ valid: false })
  })
})

describe('a market told row by row', () => {
  it('gives the value, the count of pairs and the reasons of a held one, on 3,000 markets', () => {
    fc.assert(
      fc.property(
        marketInput(),
        fc.constantFrom('benefit' as const, 'coverage' as const),
        ({ people, options }, objective) => {
          const chosen = { ...options, objective }
          const held = matchPeersWithin({ ...LIMITS, direct: Infinity }, people, chosen)
          const told = matchPeersWithin(
            { ...LIMITS, direct: 0, way: (['posting', 'swaps', 'slices'] as const)[people.length % 3]! },
            people,
            chosen,
          )
          if (isLeft(held) || isLeft(told)) {
            expect(told).toEqual(held)
            return
          }
          expect(told.right.proof).toEqual(held.right.proof)
          const certain = ({ unmatched }: typeof held.right): unknown =>
            unmatched.filter(({ reason }) => reason._tag !== 'OutCompeted')
          expect(certain(told.right)).toEqual(certain(held.right))
        },
      ),
      { numRuns: 3000 },
    )
  })
})
