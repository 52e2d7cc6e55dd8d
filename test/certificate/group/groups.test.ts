import { describe, expect, it } from 'vitest'
import { GroupChecks } from '../../../src/group/group-certificate-search.ts'
import { checkGroupCertificate } from '../../../src/group/group-certificate.ts'
import type { GroupSolution } from '../../../src/group/group-solution.ts'
import { maximumWeightGroups } from '../../../src/group/maximum-weight-groups.ts'
import { skillMarket } from '../../oracle/group/markets.ts'

const problem = skillMarket({ people: 30, skills: 20, min: 3, max: 5 }, 1)
type Loose = { -readonly [K in keyof GroupSolution]: GroupSolution[K] }
type Tree = GroupSolution['certificate']['branches']
type LooseBranch = {
  -readonly [K in keyof Tree[number]]: K extends 'split'
    ? { -readonly [S in keyof NonNullable<Tree[number]['split']>]: number } | undefined
    : Tree[number][K]
}
type LooseTree = [LooseBranch, ...LooseBranch[]]
type ForgedTree = readonly [string, RegExp, (tree: LooseTree) => unknown]
type Forgery = readonly [string, RegExp, (solution: Loose) => unknown]

const benefit = maximumWeightGroups(problem)
const branchedProblem = skillMarket({ people: 24, skills: 12, min: 3, max: 4 }, 6)
const branched = maximumWeightGroups(branchedProblem)
const worstOff = maximumWeightGroups(problem, { objective: 'worst-off' })

function verdictOf(
  genuine: GroupSolution,
  spoil: (solution: Loose) => unknown,
): ReturnType<typeof checkGroupCertificate> {
  const solution: Loose = structuredClone(genuine)
  spoil(solution)
  return checkGroupCertificate(problem, solution)
}

describe('the check of groups', () => {
  it('accepts genuine solutions, one of which has trios', () => {
    expect(checkGroupCertificate(problem, benefit)).toEqual({ valid: true })
    expect(checkGroupCertificate(problem, worstOff)).toEqual({ valid: true })
    expect(benefit.certificate.trios.length).toBeGreaterThan(0)
    expect(worstOff.gainCertificate).toBeDefined()
  })

  it.each<Forgery>([
    ['an unknown objective', /^objective/, (s) => Object.assign(s, { objective: 'stable' })],
    ['no groups at all', /^the solution cannot be read/, (s) => Object.assign(s, { groups: undefined })],
    ['a member who is not there', /^group 0 has a member/, (s) => (s.groups[0]![0] = 30)],
    ['somebody in two groups', /^person \d+ is in two/, (s) => (s.groups = [...s.groups, s.groups[0]!])],
    ['members in disorder', /not ascending/, (s) => (s.groups = s.groups.map((group) => group.toReversed()))],
    ['groups in disorder', /comes too late/, (s) => (s.groups = s.groups.toReversed())],
    [
      'a group that is too small',
      /^group 0: it has 2 members/,
      (s) => (s.groups = [s.groups[0]!.slice(0, 2), ...s.groups.slice(1)]),
    ],
    ['a group without its last', /^weight is/, (s) => (s.groups = s.groups.slice(0, -1))],
    ['a greater weight', /^weight is/, (s) => s.weight++],
    ['more people', /^placed is/, (s) => s.placed++],
    ['a greater smallest gain', /^smallestGain is/, (s) => s.smallestGain++],
    ['a lower bound', /^bound is/, (s) => s.bound--],
    ['a proven one that is called not', /^optimal is false/, (s) => Object.assign(s, { optimal: false })],
    [
      'somebody called hopeless',
      /is called hopeless/,
      (s) => (s.hopeless = Int32Array.from([...s.hopeless, s.groups[0]![0]!])),
    ],
    ['a wrong number who could be placed', /^mostPlaced is/, (s) => s.mostPlaced--],
    ['a lift', /^lift is 1/, (s) => Object.assign(s.certificate, { lift: 1 })],
    ['half a unit', /^certificate: scale/, (s) => Object.assign(s.certificate, { scale: 0.5 })],
    [
      'too few prices',
      /^certificate: dual has 29/,
      (s) => Object.assign(s.certificate, { dual: s.certificate.dual.slice(1) }),
    ],
    ['a negative price', /price of person 0 is -1/, (s) => (s.certificate.dual[0] = -1)],
    ['a price that is no number', /price of person 0 is NaN/, (s) => (s.certificate.dual[0] = NaN)],
    [
      'a price that is too low',
      /counts more than it pays/,
      (s) => (s.certificate.dual[s.groups[0]![0]!]! -= s.certificate.dual[s.groups[0]![0]!]!),
    ],
    [
      'a trio with somebody twice',
      /is not three people/,
      (s) => Object.assign(s.certificate.trios[0]!, { members: [1, 1, 2] }),
    ],
    ['a trio without price', /counts more than it pays/, (s) => Object.assign(s.certificate.trios[0]!, { dual: 0 })],
    [
      'a trio that pays to belong',
      /price of trio 0 is -8/,
      (s) => Object.assign(s.certificate.trios[0]!, { dual: -8 }),
    ],
  ])('refuses %s', (_, reason, spoil) => {
    expect(verdictOf(benefit, spoil)).toEqual({ valid: false, reason: expect.stringMatching(reason) })
  })

  it.each<Forgery>([
    ['no count of people', /^placedCertificate is missing/, (s) => delete s.placedCertificate],
    ['a count by weights', /^placedCertificate: lift/, (s) => Object.assign(s.placedCertificate!, { lift: 2 })],
    ['a count that leaves somebody out', /^placedCertificate: group/, (s) => s.placedCertificate!.dual.fill(0)],
    ['a wrong most', /^mostPlaced is/, (s) => s.mostPlaced--],
    ['a gain that is refuted for all', /^gainCertificate: group/, (s) => s.gainCertificate!.dual.fill(0)],
    [
      'a gain that is not refuted',
      /leaves room/,
      (s) => {
        const { scale, dual } = s.gainCertificate!
        s.gainCertificate = { scale, lift: 1, dual: dual.fill(scale), trios: [], branches: [], bound: dual.length }
      },
    ],
    ['a proof that is not there', /^optimal is true, but/, (s) => delete s.gainCertificate],
  ])('refuses %s', (_, reason, spoil) => {
    expect(verdictOf(worstOff, spoil)).toEqual({ valid: false, reason: expect.stringMatching(reason) })
  })

  it('accepts a tree of branches that have odd sets and are split', () => {
    const { certificate, bound, weight, optimal } = branched
    expect(checkGroupCertificate(branchedProblem, branched)).toEqual({ valid: true })
    expect({ bound, optimal }).toEqual({ bound: weight, optimal: true })
    expect(certificate.branches.length).toBeGreaterThan(10)
    expect(certificate.branches[0]!.oddSets.length).toBeGreaterThan(0)
  })

  it.each<ForgedTree>([
    ['no branches', /leave room for more/, (tree) => tree.splice(0)],
    [
      'a root that is not split',
      /^certificate: the prices of branch 0 leave room/,
      (tree) => (tree[0]!.split = undefined),
    ],
    ['a leaf that is split', /leads to something/, (tree) => (tree.at(-1)!.split = { ...tree[0]!.split! })],
    ['a branch that leads to itself', /leads to something/, (tree) => (tree[0]!.split!.apart = 0)],
    [
      'a half that is not looked at',
      /entered twice|in branch 1, group/,
      (tree) => (tree[0]!.split!.apart = tree[0]!.split!.together),
    ],
    [
      'halves that are exchanged',
      /in branch \d+, group [\d,]+ counts more/,
      ([{ split }]) => ([split!.together, split!.apart] = [split!.apart, split!.together]),
    ],
    ['a split by one person', /not split by two/, (tree) => (tree[0]!.split!.second = tree[0]!.split!.first)],
    ['a split by nobody', /not split by two/, (tree) => (tree[0]!.split!.second = 24)],
    ['prices of nothing', /in branch 0, group [\d,]+ counts more/, (tree) => tree[0]!.dual.fill(0)],
    ['leaves that pay more', /leave room/, (tree) => tree.at(-1)!.dual.fill(2 ** 45)],
    ['a price that is no number', /^certificate: branch 2: a price/, (tree) => (tree[2]!.dual[0] = NaN)],
    ['a price below 0', /^certificate: branch 1: a price/, (tree) => (tree[1]!.dual[0] = -1)],
    ['prices that are not safe', /more than a safe/, (tree) => tree[1]!.dual.fill(2 ** 52)],
    ['too few prices', /branch 1: dual has 23/, (tree) => (tree[1]!.dual = tree[1]!.dual.slice(1))],
    ['odd sets left out', /in branch 0, group [\d,]+ counts more/, (tree) => (tree[0]!.oddSets = [])],
    [
      'an odd set of an even number',
      /has 4 members/,
      (tree) => (tree[0]!.oddSets = [{ members: Int32Array.of(0, 1, 2, 3), dual: 1 }]),
    ],
    [
      'an odd set with somebody twice',
      /not one of people/,
      (tree) => (tree[0]!.oddSets = [{ members: Int32Array.of(0, 1, 1), dual: 1 }]),
    ],
    [
      'an odd set that pays to belong',
      /a price is not/,
      (tree) => (tree[0]!.oddSets = [{ members: Int32Array.of(0, 1, 2), dual: -2 }]),
    ],
  ])('refuses a tree with %s', (_, reason, spoil) => {
    const solution = structuredClone(branched)
    spoil(solution.certificate.branches as LooseTree)
    const verdict = checkGroupCertificate(branchedProblem, solution)
    expect(verdict).toEqual({ valid: false, reason: expect.stringMatching(reason) })
  })

  it('refuses a bound below what there is, whatever is left out of the groups', () => {
    const { certificate, bound, groups } = branched
    const checks = new GroupChecks(branchedProblem, {})
    const others = groups.slice(1)
    const seen = others.map((group) => checks.look([...group])) as { weight: number; least: number }[]
    const solution = {
      ...branched,
      groups: others,
      weight: seen.reduce((sum, { weight }) => sum + weight, 0),
      placed: others.reduce((sum, group) => sum + group.length, 0),
      smallestGain: seen.reduce((least, group) => Math.min(least, group.least), Infinity),
      optimal: false,
    }
    expect(checkGroupCertificate(branchedProblem, solution)).toEqual({ valid: true })
    const forged = { ...solution, bound: bound - 1, certificate: { ...certificate, bound: bound - 1 } }
    const verdict = checkGroupCertificate(branchedProblem, forged)
    expect(verdict).toEqual({ valid: false, reason: expect.stringMatching(/leave room|counts more/) })
  })

  it('refuses what throws when it is read', () => {
    const hostile = {
      ...benefit,
      get bound(): number {
        throw new Error('no')
      },
    }
    expect(checkGroupCertificate(problem, hostile)).toEqual({ valid: false, reason: 'the solution cannot be read' })
  })
})
