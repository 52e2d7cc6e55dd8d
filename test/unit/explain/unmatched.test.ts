import { type OptionsInput, type PersonInput, type RulesInput, type Unmatched, type UnmatchedReason } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { answered, pairingReference, thousandths } from '../../oracle/pairing.ts'

const person = (
  id: string,
  offers: PersonInput['offers'],
  wants: PersonInput['wants'],
  more: Partial<PersonInput> = {},
): PersonInput => ({ id, name: `${id[0]?.toUpperCase()}${id.slice(1)}`, offers, wants, ...more })

const unmatchedOf = (people: readonly PersonInput[], options?: OptionsInput): readonly Unmatched[] =>
  answered(people, options).unmatched

const reasonOf = (id: string, people: readonly PersonInput[], options?: OptionsInput): UnmatchedReason | undefined =>
  unmatchedOf(people, options).find((one) => one.id === id)?.reason

describe('WantsNothingNew', () => {
  it('no wants', () => {
    expect(reasonOf('ana', [person('ana', ['Rust'], []), person('ben', [], ['Rust'])])).toEqual({
      _tag: 'WantsNothingNew',
      detail: 'Ana wants to learn nothing, so nobody could give anything back.',
    })
  })

  it.each<[string, PersonInput['wants']]>([
    ['what they offer at the level of the best', ['Rust']],
    ['what they know at level 5', [{ skill: 'Go', level: 5 }]],
  ])('only %s', (_, wants) => {
    const people = [person('ana', ['Rust'], wants), person('ben', ['Rust', { skill: 'Go', level: 5 }], ['Rust'])]
    expect(reasonOf('ana', people)).toEqual({
      _tag: 'WantsNothingNew',
      detail: 'Ana wants to learn only what they can do already, and nobody here is better at it.',
    })
  })

  it('not where somebody is better at the very skill that they offer', () => {
    const people = [person('ana', ['Rust'], ['Rust']), person('ben', [{ skill: 'Rust', level: 4 }], ['Go'])]
    expect(reasonOf('ana', people)?._tag).toBe('NothingOthersWant')
  })
})

describe('NobodyTeaches', () => {
  it('names what is missing as it was written, in alphabetical order, and not what the person offers anyway', () => {
    const people = [
      person('ana', ['Rust'], ['  machine   learning', 'Rust', 'Go', { skill: 'Perl', level: 3 }]),
      person('ben', ['Perl'], ['Rust']),
    ]
    expect(reasonOf('ana', people)).toEqual({
      _tag: 'NobodyTeaches',
      skills: ['Go', 'machine learning', 'Perl'],
      detail: 'Nobody here can take Ana further in what they want to learn: Go, machine learning and Perl.',
    })
  })

  it('counts what would make the sentence too long, but lists it all', () => {
    const wants = Array.from({ length: 12 }, (_, at) => `s${10 + at}`)
    const reason = reasonOf('ana', [person('ana', [], wants)])
    expect(reason).toMatchObject({ skills: wants })
    expect(reason?.detail).toMatch(/: s10, s11, s12, s13, s14 and 7 more\.$/)
  })

  it('a related skill helps', () => {
    const people = [person('ana', [], ['Go']), person('ben', ['Rust'], [])]
    expect(reasonOf('ana', people)?._tag).toBe('NobodyTeaches')
    const skills = { related: [{ skills: ['go', 'rust'], similarity: 0.5 }] }
    expect(reasonOf('ana', people, { skills })?._tag).toBe('NothingOthersWant')
  })
})

describe('NothingOthersWant', () => {
  it('no offers', () => {
    expect(reasonOf('ana', [person('ana', [], ['Rust']), person('ben', ['Rust'], ['Go'])])).toEqual({
      _tag: 'NothingOthersWant',
      detail: 'Ana offers nothing, so nobody could learn from them in return.',
    })
  })

  it.each<[string, PersonInput['wants']]>([
    ['do not want it', ['Go']],
    ['know it as well', [{ skill: 'Cobol', level: 3 }]],
  ])('the others %s', (_, wants) => {
    expect(reasonOf('ana', [person('ana', ['Cobol'], ['Rust']), person('ben', ['Rust'], wants)])).toEqual({
      _tag: 'NothingOthersWant',
      detail: 'Nobody here wants to learn what Ana offers, or they are as good at it already.',
    })
  })
})

/** Ana could exchange Rust (5) for Go (3) with each of three others. */
const FOUR: readonly PersonInput[] = [
  person('ana', [{ skill: 'Rust', level: 5 }], ['Go'], { languages: ['en'], experience: 1 }),
  person('ben', ['Go'], ['Rust'], { languages: ['es'] }),
  person('cem', ['Go'], ['Rust'], { languages: ['en'], experience: 9 }),
  person('dan', ['Go'], ['Rust'], { languages: ['EN'], experience: 2 }),
]

describe('NoEligiblePartner', () => {
  it.each<[string, RulesInput, string, string]>([
    [
      'bans',
      {
        bans: [
          ['ana', 'ben'],
          ['cem', 'ana'],
          ['dan', 'ana'],
          ['ana', 'dan'],
        ],
      },
      'all of them are banned from pairing with Ana',
      'is banned from pairing with Dan',
    ],
    ['minGain', { minGain: 4 }, 'with all of them one side would gain too little', 'one side would gain too little'],
    [
      'maxImbalance',
      { maxImbalance: 1.5 },
      'with all of them the gains would differ too much',
      'the gains would differ too much',
    ],
    [
      'eligible',
      { eligible: (a) => a.id === 'ana' },
      "all of them are refused by the caller's own rule",
      "is refused by the caller's own rule",
    ],
  ])('%s', (rule, rules, many, one) => {
    expect(reasonOf('ana', FOUR, { rules })).toEqual({
      _tag: 'NoEligiblePartner',
      rule,
      excluded: { [rule]: 3 },
      detail: `3 people could exchange something with Ana, but ${many}.`,
    })
    expect(reasonOf('dan', FOUR, { rules })).toEqual({
      _tag: 'NoEligiblePartner',
      rule,
      excluded: { [rule]: 1 },
      detail: `1 person could exchange something with Dan, but ${one}.`,
    })
  })

  it('sharedLanguage', () => {
    const people = FOUR.filter(({ id }) => id === 'ana' || id === 'ben')
    expect(reasonOf('ana', people, { rules: { sharedLanguage: true } })).toMatchObject({
      rule: 'sharedLanguage',
      detail: '1 person could exchange something with Ana, but states no language that Ana shares.',
    })
  })

  it('maxExperienceGap, stated or not', () => {
    const people = FOUR.filter(({ id }) => id !== 'dan')
    expect(reasonOf('ana', people, { rules: { maxExperienceGap: 7 } })).toMatchObject({
      rule: 'maxExperienceGap',
      excluded: { maxExperienceGap: 2 },
      detail:
        '2 people could exchange something with Ana, but both of them are too far from Ana in experience, or it is not stated.',
    })
  })

  it('several rules: each partner counts for the first one that fails, and the rule with most is the reason', () => {
    const rules: RulesInput = { sharedLanguage: true, maxExperienceGap: 3, minGain: 4 }
    const five = [...FOUR, person('eve', ['Go'], ['Rust'], { languages: ['en'], experience: 1 })]
    expect(reasonOf('ana', five, { rules })).toEqual({
      _tag: 'NoEligiblePartner',
      rule: 'minGain',
      excluded: { sharedLanguage: 1, maxExperienceGap: 1, minGain: 2 },
      detail:
        '4 people could exchange something with Ana, but with 2 one side would gain too little, ' +
        '1 states no language that Ana shares and 1 is too far from Ana in experience, or it is not stated.',
    })
  })

  it('pins: the partners are taken', () => {
    const rules: RulesInput = { pins: [['dan', 'ana']] }
    expect(unmatchedOf(FOUR, { rules })).toEqual(
      ['ben', 'cem'].map((id) => ({
        id,
        reason: {
          _tag: 'NoEligiblePartner',
          rule: 'pins',
          excluded: { pins: 1 },
          detail: `1 person could exchange something with ${id === 'ben' ? 'Ben' : 'Cem'}, but is pinned to somebody else.`,
        },
      })),
    )
  })

  it('pins and another rule', () => {
    const five = [...FOUR, person('eve', ['Rust'], ['Go'])]
    const rules: RulesInput = { pins: [['ana', 'dan']], bans: [['eve', 'ben']] }
    expect(reasonOf('ben', five, { rules })).toMatchObject({ rule: 'bans', excluded: { bans: 1, pins: 1 } })
  })

  it('mutualBenefit: three who could only teach round in a circle', () => {
    const people = [person('ana', ['a'], ['b']), person('ben', ['b'], ['c']), person('cem', ['c'], ['a'])]
    for (const { id, reason } of unmatchedOf(people)) {
      const name = people.find((one) => one.id === id)?.name ?? ''
      expect(reason).toEqual({
        _tag: 'NoEligiblePartner',
        rule: 'mutualBenefit',
        excluded: { mutualBenefit: 2 },
        detail: `2 people could teach ${name} something or learn something from ${name}, but nobody could do both.`,
      })
    }
  })

  it('mutualBenefit: a teacher who wants nothing and a learner who offers nothing', () => {
    const people = [person('ana', ['a'], ['b']), person('ben', ['b'], []), person('cem', [], ['a'])]
    expect(reasonOf('ana', people)).toMatchObject({ rule: 'mutualBenefit', excluded: { mutualBenefit: 2 } })
    const pinned: RulesInput = { pins: [['ben', 'cem']] }
    expect(reasonOf('ana', people, { rules: pinned })).toEqual({
      _tag: 'NoEligiblePartner',
      rule: 'mutualBenefit',
      excluded: {},
      detail: 'Nobody who is free could both teach Ana something and learn something from Ana.',
    })
    const half = [...people, person('dan', [], ['a'])]
    expect(reasonOf('ana', half, { rules: pinned })?.detail).toBe(
      '1 person could teach Ana something or learn something from Ana, but not both.',
    )
  })

  it('only the rules count once there is somebody to exchange with', () => {
    const people = [...FOUR, person('eve', ['Go'], [])]
    expect(reasonOf('ana', people, { rules: { minGain: 4 } })).toMatchObject({
      rule: 'minGain',
      excluded: { minGain: 3 },
    })
  })
})

describe('OutCompeted', () => {
  it('a tie: another answer is just as good, and the loss is 0', () => {
    const people = FOUR.filter(({ id }) => id !== 'dan')
    expect(reasonOf('cem', people)).toEqual({
      _tag: 'OutCompeted',
      best: {
        partner: 'ana',
        gains: [5, 3],
        weight: 7.5,
        lostBy: 0,
        partnerHas: { id: 'ben', weight: 7.5 },
      },
      detail:
        'Cem came closest to a pair with Ana (weight 7.5), but Ana is with Ben (weight 7.5); ' +
        'to have this pair instead would be just as good.',
    })
  })

  // Ana and Ben: gains 5 and 6, 4 * 30 / 11 = 10.909...; Cem and Ben: 15 and 6, 4 * 90 / 21 = 17.142857...
  const THREE = [
    person('ana', ['Rust'], ['Go']),
    person('ben', [{ skill: 'Go', level: 5 }], [{ skill: 'Rust', priority: 2 }]),
    person('cem', ['Rust'], [{ skill: 'Go', priority: 3 }]),
  ]

  it.each(['benefit', 'coverage'] as const)('a loss, worked by hand: 17.143 - 10.909 (%s)', (objective) => {
    const reason = reasonOf('ana', THREE, { objective })
    expect(reason).toEqual({
      _tag: 'OutCompeted',
      best: {
        partner: 'ben',
        gains: [5, 6],
        weight: 120 / 11,
        lostBy: 6.234,
        partnerHas: { id: 'cem', weight: 360 / 21 },
      },
      detail:
        'Ana came closest to a pair with Ben (weight 10.91), but Ben is with Cem (weight 17.14); ' +
        'to have this pair instead would lower the total by 6.23.',
    })
    const forced = pairingReference(THREE, { objective, rules: { pins: [['ana', 'ben']] } })
    expect(forced !== 'PinConflict' && forced.best.weight).toBe(17_143 - thousandths(6.234))
  })

  it('ids where there are no names', () => {
    const anonymous = THREE.map(({ id, offers, wants }) => ({ id, offers, wants }))
    expect(reasonOf('ana', anonymous)?.detail).toMatch(/^ana came closest to a pair with ben .* but ben is with cem /)
  })

  it('two people alone whose pair weighs less than half a thousandth', () => {
    const people = [person('ana', ['a'], ['b']), person('ben', ['c'], ['a'])]
    const skills = { related: [{ skills: ['b', 'c'], similarity: 1e-9 }] }
    const reasons = unmatchedOf(people, { skills })
    // Under `benefit` such a pair adds nothing, so that it may be chosen or not; if not, there is nobody else to blame.
    for (const { reason } of reasons) {
      expect(reason).toMatchObject({ _tag: 'OutCompeted', best: { lostBy: 0 } })
      expect(reason.detail).toMatch(/ \(weight 0\), which is worth too little to count\.$/)
    }
    expect(answered(people, { skills, objective: 'coverage' }).pairs).toHaveLength(1)
  })
})

describe('names in sentences', () => {
  const detailFor = (id: string, name?: string): string | undefined =>
    reasonOf(id, [name === undefined ? { id, offers: ['x'], wants: [] } : { id, name, offers: ['x'], wants: [] }])
      ?.detail

  it.each<[string, string | undefined, string]>([
    ['ana', undefined, 'ana'],
    ['ana', 'Ana de la Cruz', 'Ana de la Cruz'],
    ['ana', '', 'ana'],
    ['ana', ' \n ', 'ana'],
    ['ana', 'Ana\nhas won\u2028a prize', 'Ana has won a prize'],
    ['ana', '\u202Eana', 'ana'],
    ['ana', 'n'.repeat(5000), `${'n'.repeat(59)}…`],
    ['ana', '\u{1f600}'.repeat(60), '\u{1f600}'.repeat(60)],
    ['\u0007', undefined, '"\\u{7}"'],
    ['__proto__', undefined, '__proto__'],
    ['ana', '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627', '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627'],
  ])('id %j, name %j', (id, name, shown) => {
    expect(detailFor(id, name)).toBe(`${shown} wants to learn nothing, so nobody could give anything back.`)
  })

  it('skills of 5,000 characters stay whole in the data, and short in the sentence', () => {
    const skill = 's'.repeat(5000)
    const reason = reasonOf('ana', [person('ana', [], [skill])])
    expect(reason).toMatchObject({ skills: [skill] })
    expect(reason?.detail.length).toBeLessThan(200)
  })
})

it('OutCompeted names the pair that would have cost least, not just any', () => {
  const at = (skill: string, level: number): { skill: string; level: number } => ({ skill, level })
  const dear = (skill: string, level = 0): { skill: string; priority: number; level: number } => ({
    skill,
    priority: 3,
    level,
  })
  // a-b weighs 8, d-e 30. c could be with a or with d for 6; f could be with d for 27, so that d is worth 27 at the least.
  const unmatched = unmatchedOf(
    [
      { id: 'a', offers: [at('sa', 3), at('ta', 4)], wants: ['sb', 'sc'] },
      { id: 'b', offers: [at('sb', 4)], wants: ['ta'] },
      { id: 'c', offers: [at('sc', 3)], wants: ['sa', 'sd'] },
      { id: 'd', offers: [at('sd', 3), at('td', 5)], wants: [dear('se'), dear('sf'), 'sc'] },
      { id: 'e', offers: [at('se', 5)], wants: [dear('td')] },
      { id: 'f', offers: [at('sf', 5)], wants: [dear('td', 1)] },
    ],
    { fusion: 'sum' },
  )
  expect(unmatched.map(({ id, reason }) => [id, reason._tag === 'OutCompeted' && reason.best.partner])).toEqual([
    ['c', 'a'],
    ['f', 'd'],
  ])
})
