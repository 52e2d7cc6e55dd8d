import type { PersonInput } from 'peermatch'
import { expect, it, vi } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import type { MatchingSolution } from '../../src/matching/solution.ts'
import type { StableSolution } from '../../src/matching/stable-solution.ts'

/** What is done to the solvers' answers before anybody looks at them. */
const { tamper } = vi.hoisted(() => ({
  tamper: {
    stable: (solution: StableSolution): StableSolution => solution,
    heaviest: (solution: MatchingSolution): MatchingSolution => solution,
  },
}))

vi.mock('../../src/matching/stable-matching.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/stable-matching.ts')>()
  return {
    stableMatching: (...given: Parameters<typeof original.stableMatching>) =>
      tamper.stable(original.stableMatching(...given)),
  }
})
vi.mock('../../src/matching/stable-by-oracle.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/stable-by-oracle.ts')>()
  return {
    stableByOracle: (...given: Parameters<typeof original.stableByOracle>) => {
      const solution = original.stableByOracle(...given)
      return solution === undefined ? undefined : tamper.stable(solution)
    },
  }
})
vi.mock('../../src/matching/pricing.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/pricing.ts')>()
  return {
    ...original,
    matchByPricing: (...given: Parameters<typeof original.matchByPricing>) => {
      const answer = original.matchByPricing(...given)
      return { ...answer, solution: tamper.heaviest(answer.solution) }
    },
  }
})
vi.mock('../../src/matching/maximum-weight-matching.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/maximum-weight-matching.ts')>()
  return {
    ...original,
    solveMatching: (...given: Parameters<typeof original.solveMatching>) =>
      tamper.heaviest(original.solveMatching(...given)),
  }
})

const people: PersonInput[] = ['ana', 'ben', 'cem', 'dan', 'eve'].map((id, own, ids) => ({
  id,
  offers: [`of ${id}`],
  wants: ids.flatMap((other, at) => (at === own ? [] : [{ skill: `of ${other}`, priority: 1 + ((at + 2 * own) % 3) }])),
}))

it.each([
  ['with all pairs held', Infinity],
  ['by rows', 0],
])('what a solver that errs claims is refused, %s', (_, direct) => {
  const tagWith = (given: Partial<typeof tamper>): string => {
    Object.assign(tamper, { stable: (s: StableSolution) => s, heaviest: (s: MatchingSolution) => s }, given)
    const result = matchPeersWithin({ ...LIMITS, direct }, people, { objective: 'stable' })
    return result._tag === 'Left' ? result.left._tag : result._tag
  }
  expect(tagWith({})).toBe('Right')
  expect(tagWith({ stable: (s) => ({ ...s, stable: !s.stable }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, leastBlocking: s.leastBlocking + 1 }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, blocking: [...s.blocking, [0, 1]] }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, mate: s.mate.map(() => -1) }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, successor: s.successor.map((__, v) => v) }) })).toBe('ProofRejected')
  expect(tagWith({ heaviest: (s) => ({ ...s, weight: s.weight + 1 }) })).toBe('ProofRejected')
  expect(tagWith({ heaviest: (s) => ({ ...s, certificate: { ...s.certificate, blossoms: [] } }) })).toBe(
    'ProofRejected',
  )
})
