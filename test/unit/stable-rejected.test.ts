import { matchPeers, type PersonInput } from 'peermatch'
import { expect, it, vi } from 'vitest'
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

const tagWith = (given: Partial<typeof tamper>): string => {
  Object.assign(tamper, { stable: (s: StableSolution) => s, heaviest: (s: MatchingSolution) => s }, given)
  const result = matchPeers(people, { objective: 'stable' })
  return result._tag === 'Left' ? result.left._tag : result._tag
}

it('what a solver that errs claims is refused', () => {
  expect(tagWith({})).toBe('Right')
  expect(tagWith({ stable: (s) => ({ ...s, stable: !s.stable }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, leastBlocking: s.leastBlocking + 1 }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, blocking: [...s.blocking, [0, 1]] }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, mate: s.mate.map(() => -1) }) })).toBe('ProofRejected')
  expect(tagWith({ stable: (s) => ({ ...s, successor: s.successor.map((_, v) => v) }) })).toBe('ProofRejected')
  expect(tagWith({ heaviest: (s) => ({ ...s, weight: s.weight + 1 }) })).toBe('ProofRejected')
  expect(tagWith({ heaviest: (s) => ({ ...s, certificate: { ...s.certificate, blossoms: [] } }) })).toBe(
    'ProofRejected',
  )
})
