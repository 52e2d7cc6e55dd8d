import { isLeft } from 'fp-ts/lib/Either.js'
import { type MatchError, matchPeers, type PersonInput } from 'peermatch'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import type { PricedSolution } from '../../src/matching/pricing.ts'
import type { MatchingSolution } from '../../src/matching/solution.ts'

/** What is done to the solver's answer before anybody looks at it. */
const { tamper } = vi.hoisted(() => ({
  tamper: { with: (solution: MatchingSolution): MatchingSolution => solution, forget: false },
}))

vi.mock('../../src/matching/maximum-weight-matching.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/maximum-weight-matching.ts')>()
  return {
    ...original,
    solveMatching: (...given: Parameters<typeof original.solveMatching>) =>
      tamper.with(original.solveMatching(...given)),
  }
})
vi.mock('../../src/matching/pricing.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/pricing.ts')>()
  return {
    ...original,
    matchByPricing: (...given: Parameters<typeof original.matchByPricing>) => {
      const priced = original.matchByPricing(...given)
      const { vertexCount } = priced.graph
      if (tamper.forget) return { ...priced, ...nothing(vertexCount) }
      return { ...priced, solution: tamper.with(priced.solution) }
    },
  }
})

/** As if there were no pair at all. */
const nothing = (vertexCount: number): Pick<PricedSolution, 'graph' | 'solution'> => ({
  graph: { vertexCount, source: [], target: [], weight: [] },
  solution: {
    mate: new Int32Array(vertexCount).fill(-1),
    weight: 0,
    certificate: { dual2x: new Float64Array(vertexCount), blossoms: [], lift: 0 },
  },
})

const people: PersonInput[] = ['ana', 'ben', 'cem', 'dan', 'eve'].map((id, i) => ({
  id,
  offers: [{ skill: i % 2 === 0 ? 'Spanish' : 'skiing', level: (i % 5) + 1 }],
  wants: [i % 2 === 0 ? 'skiing' : 'Spanish'],
}))

describe.each<[string, Limits]>([
  ['held', LIMITS],
  ['told row by row', { ...LIMITS, direct: 0 }],
])('a solver that errs, pairs %s', (_, limits) => {
  beforeEach(() => {
    tamper.with = (solution) => solution
    tamper.forget = false
  })

  const refusal = (): MatchError | undefined => {
    const answer = matchPeersWithin(limits, people)
    return isLeft(answer) ? answer.left : undefined
  }

  it('is believed when it does not', () => {
    expect(refusal()).toBeUndefined()
  })

  it('is refused when its weight is wrong', () => {
    tamper.with = (solution) => ({ ...solution, weight: solution.weight + 1 })
    expect(refusal()).toMatchObject({ _tag: 'ProofRejected', detail: expect.stringContaining('weigh') })
  })

  it('is refused when its duals prove less than it claims', () => {
    tamper.with = (solution) => {
      const dual2x = solution.certificate.dual2x.map((dual) => dual + 1)
      return { ...solution, certificate: { ...solution.certificate, dual2x } }
    }
    expect(refusal()).toMatchObject({ _tag: 'ProofRejected' })
  })

  it('is refused when a pair could be had and is not', () => {
    tamper.with = (solution) => ({
      mate: solution.mate.map(() => -1),
      weight: 0,
      certificate: { dual2x: solution.certificate.dual2x.map(() => 0), blossoms: [], lift: 0 },
    })
    expect(refusal()).toMatchObject({ _tag: 'ProofRejected' })
  })
})

it('one who has forgotten pairs is refused though all that it holds is in order', () => {
  tamper.with = (solution) => solution
  tamper.forget = true
  const answer = matchPeersWithin({ ...LIMITS, direct: 0 }, people)
  expect(answer).toMatchObject({ left: { _tag: 'ProofRejected', detail: expect.stringContaining('the pair of') } })
  tamper.forget = false
})

it('the public door has the same check', () => {
  tamper.with = (solution) => ({ ...solution, weight: -1 })
  expect(matchPeers(people)).toMatchObject({ _tag: 'Left', left: { _tag: 'ProofRejected' } })
})
