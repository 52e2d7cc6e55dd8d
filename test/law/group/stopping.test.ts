import { describe, expect, it } from 'vitest'
import { checkGroupCertificate } from '../../../src/group/group-certificate.ts'
import { maximumWeightGroups } from '../../../src/group/maximum-weight-groups.ts'
import { skillMarket, withRules } from '../../oracle/group/markets.ts'

const MEANS = ['harmonic', 'geometric', 'min', 'sum'] as const
const OBJECTIVES = ['benefit', 'coverage', 'worst-off'] as const

describe('groups that are stopped', () => {
  it.each(OBJECTIVES)('are possible, and the bound holds by their prices: %s', (objective) => {
    let early = 0
    for (let seed = 1; seed <= 20; seed++) {
      const problem = withRules(
        skillMarket({ people: 18, skills: 8, mean: MEANS[seed % 4]!, min: 2 + (seed % 2), max: 4, related: 0.3 }, seed),
        seed,
      )
      const best = maximumWeightGroups(problem, { objective })
      for (const questions of [0, 1, 3, 10, 40]) {
        let asked = 0
        const solution = maximumWeightGroups(problem, {
          objective,
          watch: { goOn: () => asked++ < questions, tell: () => undefined },
        })
        expect({ seed, questions, verdict: checkGroupCertificate(problem, solution) }).toEqual({
          seed,
          questions,
          verdict: { valid: true },
        })
        if (objective === 'benefit') {
          expect(solution.weight).toBeLessThanOrEqual(best.weight)
          expect(solution.bound).toBeGreaterThanOrEqual(best.weight)
        } else expect(solution.mostPlaced).toBeGreaterThanOrEqual(best.placed)
        if (!solution.optimal) early++
      }
    }
    expect(early).toBeGreaterThan(20)
  })
})
