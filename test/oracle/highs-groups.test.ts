import { beforeAll, describe, expect, it } from 'vitest'
import { everyGroup, type FullFormulation } from '../../bench/full-formulation.ts'
import { highsPacker, type SolveByHighs } from '../../bench/rivals/highs-packing.ts'
import { checkGroupCertificate } from '../../src/group/group-certificate.ts'
import type { GroupProblem } from '../../src/group/group-problem.ts'
import { maximumWeightGroups } from '../../src/group/maximum-weight-groups.ts'
import { skillMarket, withRules } from './group/markets.ts'
import { weightByTheWords } from './group/subsets.ts'

// An outside solver, given every group that there is: too many people for sets of them, and other code for all of it.

let solveByHighs: SolveByHighs
beforeAll(async () => {
  solveByHighs = await highsPacker()
})

interface Family {
  readonly name: string
  readonly make: (seed: number) => GroupProblem
  readonly hasRules?: boolean
  /** Instances in the suite, and when all is asked for. */
  readonly few: number
  readonly many: number
}

const MEANS = ['harmonic', 'geometric', 'min', 'sum'] as const

const families: readonly Family[] = [
  {
    name: '18 people in groups of 3 or 4',
    make: (seed) => skillMarket({ people: 18, skills: 12, mean: MEANS[seed % 4]! }, seed),
    few: 30,
    many: 600,
  },
  {
    name: '32 people in groups of 3 or 4',
    make: (seed) => skillMarket({ people: 32, skills: 24, mean: MEANS[seed % 4]! }, seed),
    few: 20,
    many: 400,
  },
  {
    name: '20 people in groups of 2 to 5',
    make: (seed) => skillMarket({ people: 20, skills: 24, min: 2, max: 5, related: 0.3 }, seed),
    few: 20,
    many: 300,
  },
  {
    name: '16 people with rules',
    make: (seed) => withRules(skillMarket({ people: 16, skills: 8, mean: MEANS[seed % 4]! }, seed), seed),
    hasRules: true,
    few: 30,
    many: 500,
  },
]

/** With rules, a group weighs what the words of the contract say. */
const formulate = (problem: GroupProblem, hasRules: boolean): FullFormulation =>
  everyGroup(problem, hasRules ? (members) => weightByTheWords(problem, members) : undefined)

/** The same groups; each member counts `lift` besides. */
const lifted = (packing: FullFormulation, lift: number): FullFormulation => ({
  ...packing,
  weight: packing.weight.map((weight, j) => weight + lift * (packing.start[j + 1]! - packing.start[j]!)),
})

const seatsOf = ({ start }: FullFormulation, chosen: readonly number[]): number =>
  chosen.reduce((sum, j) => sum + start[j + 1]! - start[j]!, 0)

interface Seen {
  grouped: number
  leftOver: number
  branched: number
}

function agreeOn({ make, hasRules = false }: Family, first: number, count: number): Seen {
  const seen: Seen = { grouped: 0, leftOver: 0, branched: 0 }
  for (let seed = first; seed < first + count; seed++) {
    const problem = make(seed)
    const theirs = solveByHighs(formulate(problem, hasRules))
    const ours = maximumWeightGroups(problem)
    const { weight, bound, optimal } = ours
    expect({ seed, weight, bound, optimal }).toEqual({
      seed,
      weight: theirs.weight,
      bound: theirs.weight,
      optimal: theirs.optimal,
    })
    expect({ seed, optimal }).toEqual({ seed, optimal: true })
    expect({ seed, verdict: checkGroupCertificate(problem, ours) }).toEqual({ seed, verdict: { valid: true } })
    if (ours.groups.length > 1) seen.grouped++
    if (ours.placed < problem.personCount) seen.leftOver++
    if (ours.certificate.branches.length > 0) seen.branched++
  }
  return seen
}

describe('maximumWeightGroups and highs on the full formulation', () => {
  let branched = 0

  it.each(families)('$name', (family) => {
    const seen = agreeOn(family, 1, family.few)
    expect(seen.grouped).toBeGreaterThan(0.7 * family.few)
    expect(seen.leftOver).toBeGreaterThan(0.25 * family.few)
    branched += seen.branched
  })

  it('met proofs that prices alone do not give', () => {
    expect(branched).toBeGreaterThan(5)
  })

  it('the most people, then the greatest weight', () => {
    let fewer = 0
    for (let seed = 1; seed <= 20; seed++) {
      const problem = skillMarket({ people: 14, skills: 8, mean: MEANS[seed % 4]! }, seed)
      const every = formulate(problem, false)
      const most = solveByHighs({ ...every, weight: every.weight.map((_, j) => every.start[j + 1]! - every.start[j]!) })
      // A hundred thousand for each is more than anybody gains.
      const theirs = solveByHighs(lifted(every, 100_000))
      const ours = maximumWeightGroups(problem, { objective: 'coverage' })
      expect({ seed, placed: ours.placed, mostPlaced: ours.mostPlaced, weight: ours.weight }).toEqual({
        seed,
        placed: most.weight,
        mostPlaced: most.weight,
        weight: theirs.weight - 100_000 * seatsOf(every, theirs.chosen),
      })
      expect(seatsOf(every, theirs.chosen)).toBe(most.weight)
      if (most.weight < problem.personCount) fewer++
    }
    expect(fewer).toBeGreaterThan(3)
  })

  // Minutes, not seconds: on demand (PEERMATCH_EXHAUSTIVE=1 npx vitest run test/oracle/highs-groups.test.ts).
  it.runIf(process.env['PEERMATCH_EXHAUSTIVE'])('on 1,800 more of them', { timeout: 1_800_000 }, () => {
    let instances = 0
    for (const family of families) {
      const seen = agreeOn(family, 1001, family.many)
      expect(seen.grouped).toBeGreaterThan(0.7 * family.many)
      console.log(`${family.name}: ${family.many} agree, ${seen.branched} with branches`)
      instances += family.many
    }
    expect(instances).toBe(1800)
  })
})
