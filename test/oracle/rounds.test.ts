import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkRoundPlan } from '../../src/round/check-round-plan.ts'
import { planRounds } from '../../src/round/plan-rounds.ts'
import { completeGraph, edgesOf, graphOf, type Random, randomGraph, seeded } from '../graphs.ts'
import { bestSeason, isBetterSeason, unfairnessOf } from './rounds.ts'

interface Case {
  readonly graph: EdgeList
  readonly rounds: number
  readonly credit: number[]
}

function someCase(random: Random): Case {
  const n = 2 + random(5)
  const most = (n * (n - 1)) / 2
  const least = random(3) === 0 ? -4 : 1
  // Twelve pairs at most, so that all ways to give them rounds can be looked through.
  const sparse = randomGraph(n, 1 + random(Math.min(14, 2 * most)), least, 9, random)
  const graph = random(4) === 0 && n < 6 ? completeGraph(n, least, 9, random) : graphOf(n, edgesOf(sparse).slice(0, 12))
  const credit = Array.from({ length: n }, () => (random(2) === 0 ? 0 : random(3)))
  return { graph, rounds: 1 + random(3), credit: random(2) === 0 ? credit : credit.fill(0) }
}

describe('planned rounds beside all seasons there are', () => {
  for (const objective of ['coverage', 'weight'] as const) {
    it(`${objective}: nothing beats the bound, and hardly anything the plan`, () => {
      const random = seeded(objective.length)
      const cases = 600
      let best = 0
      let asGood = 0
      for (let i = 0; i < cases; i++) {
        const { graph, rounds, credit } = someCase(random)
        const plan = planRounds(graph, { rounds, objective, credit })
        expect(checkRoundPlan(graph, plan, { credit })).toEqual({ valid: true })
        const truth = bestSeason(graph, rounds, objective, credit)
        const found = { pairs: plan.pairs, weight: plan.weight, unfairness: unfairnessOf(plan.sitOuts, credit) }
        expect(isBetterSeason(found, truth, objective)).toBe(false)
        if (objective === 'coverage') expect(truth.pairs).toBeLessThanOrEqual(plan.mostPairs)
        if (objective === 'weight' || truth.pairs >= plan.pairs) expect(truth.weight).toBeLessThanOrEqual(plan.bound)
        if (objective === 'coverage') expect(truth.weight).toBeLessThanOrEqual(plan.fairBound)
        if (!isBetterSeason(truth, found, objective)) best++
        const value = objective === 'weight' ? 'weight' : 'pairs'
        if (found[value] === truth[value]) asGood++
      }
      // Fairness among equals is what is missed now and then under `weight`.
      expect(best).toBeGreaterThanOrEqual((objective === 'coverage' ? 1 : 0.99) * cases)
      expect(asGood).toBe(cases)
    })
  }
})
