import { describe, expect, it } from 'vitest'
import { randomOf } from '../../../bench/workload.ts'
import { checkGroupCertificate } from '../../../src/group/group-certificate.ts'
import { maximumWeightGroups } from '../../../src/group/maximum-weight-groups.ts'
import type { GroupProblem } from '../../../src/group/group-problem.ts'
import { skillMarket, withRules } from './markets.ts'
import { bestPacking, weightByTheWords, worstOff } from './subsets.ts'

const MEANS = ['harmonic', 'geometric', 'min', 'sum'] as const

function smallMarket(seed: number, mostPeople: number): GroupProblem {
  const random = randomOf(seed * 7)
  const below = (k: number): number => Math.floor(random() * k)
  const min = 2 + below(3)
  const market = skillMarket(
    {
      people: mostPeople - below(5),
      skills: 3 + below(5),
      mean: MEANS[seed % 4]!,
      min,
      max: min + below(3),
      related: random() < 0.5 ? 0.5 : 0,
    },
    seed,
  )
  return seed % 3 === 0 ? market : withRules(market, seed)
}

describe('groups of small markets, against subset dynamic programming', () => {
  it.each(['benefit', 'coverage', 'worst-off'] as const)('are the best by %s, and proven', (objective) => {
    let grouped = 0
    let several = 0
    let leftOver = 0
    let branched = 0
    const count = objective === 'worst-off' ? 80 : 250
    for (let seed = 1; seed <= count; seed++) {
      const problem = smallMarket(seed, objective === 'worst-off' ? 9 : 11)
      const solution = maximumWeightGroups(problem, { objective })
      const weights = solution.groups.map((group) => weightByTheWords(problem, [...group]))
      expect(weights, `seed ${seed}`).not.toContain(undefined)
      const best =
        objective === 'worst-off' ? worstOff(problem) : { ...bestPacking(problem, objective), smallestGain: undefined }
      const { weight, placed, smallestGain, optimal, bound, certificate } = solution
      expect({ seed, weight, bound, optimal }).toEqual({ seed, weight: best.weight, bound: weight, optimal: true })
      expect(weights.reduce((sum: number, x) => sum + x!, 0)).toBe(weight)
      if (objective !== 'benefit') expect({ seed, placed }).toEqual({ seed, placed: best.placed })
      if (best.smallestGain !== undefined)
        expect({ seed, smallestGain }).toEqual({ seed, smallestGain: best.smallestGain })
      expect({ seed, verdict: checkGroupCertificate(problem, solution) }).toEqual({ seed, verdict: { valid: true } })
      if (placed > 0) grouped++
      if (solution.groups.length > 1) several++
      if (placed < problem.personCount) leftOver++
      if (certificate.branches.length > 0) branched++
    }
    expect(grouped).toBeGreaterThan(0.7 * count)
    expect(several).toBeGreaterThan(0.25 * count)
    expect(leftOver).toBeGreaterThan(0.25 * count)
    expect(branched).toBeGreaterThan(0)
  })
})
