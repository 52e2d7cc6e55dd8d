import { describe, expect, it } from 'vitest'
import { checkBMatchingCertificate } from '../../src/matching/b-matching-certificate.ts'
import { bMatchingOfOracle } from '../../src/matching/b-matching-oracle.ts'
import type { BMatchingCertificate, BMatchingSolution } from '../../src/matching/b-matching-solution.ts'
import { checkAllBPairs } from '../../src/matching/b-pair-certificate.ts'
import { completeGraph, edgesOf, graphOf, seeded } from '../graphs.ts'
import { oracleOf } from '../pair-oracles.ts'

const random = seeded(31)

/** A proven b-matching whose certificate has a bit of everything. */
const proven = (): {
  readonly held: ReturnType<typeof graphOf>
  readonly capacity: Int32Array
  readonly solution: BMatchingSolution
} => {
  for (;;) {
    const held = completeGraph(7, 1, 9, random)
    const capacity = Int32Array.from({ length: 7 }, () => 1 + random(3))
    const { graph, solution } = bMatchingOfOracle(
      oracleOf(held, () => false),
      capacity,
    )
    if (solution === undefined) throw new Error('nothing has stopped it')
    const { blossoms, upper } = solution.certificate
    const isRich = blossoms.some(({ crossing }) => crossing.length > 0) && upper.edge.length > 0
    if (isRich) return { held: graphOf(7, edgesOf(graph)), capacity, solution }
  }
}

const forge = (solution: BMatchingSolution, change: Partial<BMatchingCertificate>): BMatchingSolution => ({
  ...solution,
  certificate: { ...solution.certificate, ...change },
})

const nothingForbidden = (): boolean => false

describe('a b-matching is held against all pairs of an oracle', () => {
  it('what is right is accepted', () => {
    for (let i = 0; i < 200; i++) {
      const { held, capacity, solution } = proven()
      expect(checkAllBPairs(oracleOf(held, nothingForbidden), capacity, held, solution)).toEqual({ valid: true })
    }
  })

  it('a pair that was not held and is not paid for is found; not where the rules forbid it, or an end takes nobody', () => {
    for (let i = 0; i < 200; i++) {
      const { held, capacity, solution } = proven()
      // Two more vertices, which nobody has priced; the first of them knows vertex 0.
      const more = graphOf(9, [...edgesOf(held), [0, 7, 100]])
      const wide = forge(solution, { dual2x: Float64Array.of(...solution.certificate.dual2x, 0, 0) })
      const places = Int32Array.of(...capacity, 1, 1)
      // On the held pairs alone nothing is wrong.
      expect(checkBMatchingCertificate({ ...held, vertexCount: 9 }, places, wide)).toEqual({ valid: true })
      expect(checkAllBPairs(oracleOf(more, nothingForbidden), places, held, wide)).toMatchObject({
        valid: false,
        reason: expect.stringContaining('weighs more than its duals'),
      })
      const forbidden = (u: number, v: number): boolean => Math.max(u, v) === 7
      expect(checkAllBPairs(oracleOf(more, forbidden), places, held, wide)).toEqual({ valid: true })
      places[7] = 0
      expect(checkAllBPairs(oracleOf(more, nothingForbidden), places, held, wide)).toEqual({ valid: true })
    }
  })

  it('a bound that holds only for as many places as there are held pairs is refused', () => {
    // Vertex 0 has three places, but knows one partner among the held pairs: there a price of its own is as good as one of the pair.
    const held = graphOf(3, [[0, 1, 5]])
    const solution: BMatchingSolution = {
      chosen: Int32Array.of(0),
      weight: 5,
      certificate: {
        dual2x: Float64Array.of(10, 0, 0),
        upper: { edge: new Int32Array(0), dual2x: new Float64Array(0) },
        blossoms: [],
        lift: 0,
      },
    }
    const capacity = Int32Array.of(3, 1, 1)
    expect(checkBMatchingCertificate(held, capacity, solution)).toEqual({ valid: true })
    // The pair that makes the difference is paid for by vertex 0.
    const all = graphOf(3, [
      [0, 1, 5],
      [0, 2, 5],
    ])
    expect(checkAllBPairs(oracleOf(all, nothingForbidden), capacity, held, solution)).toEqual({
      valid: false,
      reason: 'with all places the duals come to 15, and the chosen pairs to 5',
    })
  })

  it('values that are no duals are refused, each by name', () => {
    const { held, capacity, solution } = proven()
    const oracle = oracleOf(held, nothingForbidden)
    const { dual2x, upper, blossoms } = solution.certificate
    const refusal = (change: Partial<BMatchingCertificate>): string => {
      const verdict = checkAllBPairs(oracle, capacity, held, forge(solution, change))
      return verdict?.valid === false ? verdict.reason : 'accepted'
    }
    for (const value of [NaN, -2, 0.5, Infinity]) {
      expect(refusal({ dual2x: dual2x.with(3, value) })).toBe(`the dual of 3 is ${value}`)
      expect(refusal({ upper: { ...upper, dual2x: upper.dual2x.with(0, value) } })).toBe(
        `the dual of edge ${upper.edge[0]} is ${value}`,
      )
      expect(refusal({ blossoms: [{ ...blossoms[0]!, dual2x: value }, ...blossoms.slice(1)] })).toBe(
        `the dual of blossom 0 is ${value}`,
      )
    }
    expect(refusal({ lift: 1 })).toBe('the lift is 1')
    expect(refusal({ dual2x: dual2x.slice(1) })).toBe('the certificate is for another number of vertices')
  })

  it('a price shifted from one vertex to another leaves a pair unpaid', () => {
    let refused = 0
    for (let i = 0; i < 300; i++) {
      const { held, capacity, solution } = proven()
      const { dual2x } = solution.certificate
      const from = dual2x.findIndex((own) => own > 1)
      const to = capacity.findIndex((own, v) => v !== from && own === capacity[from])
      if (from < 0 || to < 0) continue
      const shifted = dual2x.with(from, dual2x[from]! - 2).with(to, dual2x[to]! + 2)
      const verdict = checkAllBPairs(
        oracleOf(held, nothingForbidden),
        capacity,
        held,
        forge(solution, { dual2x: shifted }),
      )
      const alone = checkBMatchingCertificate(held, capacity, forge(solution, { dual2x: shifted }))
      expect(verdict?.valid).toBe(alone.valid)
      if (verdict?.valid === false) refused++
    }
    expect(refused).toBeGreaterThan(50)
  })

  it('says nothing when it was stopped', () => {
    const { held, capacity, solution } = proven()
    expect(checkAllBPairs(oracleOf(held, nothingForbidden), capacity, held, solution, () => false)).toBeUndefined()
  })
})
