import { describe, expect, it } from 'vitest'
import { checkGroupCertificate } from '../../../src/group/group-certificate.ts'
import type { GroupSolution } from '../../../src/group/group-solution.ts'
import { maximumWeightGroups } from '../../../src/group/maximum-weight-groups.ts'
import { skillMarket } from '../../oracle/group/markets.ts'

const problem = skillMarket({ people: 30, skills: 20, min: 3, max: 5 }, 1)
type Loose = { -readonly [K in keyof GroupSolution]: GroupSolution[K] }
type Forgery = readonly [string, RegExp, (solution: Loose) => unknown]

const benefit = maximumWeightGroups(problem)
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
    ['a gain that is not refuted', /leaves room/, (s) => s.gainCertificate!.dual.fill(s.gainCertificate!.scale)],
  ])('refuses %s', (_, reason, spoil) => {
    expect(verdictOf(worstOff, spoil)).toEqual({ valid: false, reason: expect.stringMatching(reason) })
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
