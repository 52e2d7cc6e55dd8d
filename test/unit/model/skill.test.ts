import { right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { normaliseSkill, Offer, Want } from '../../../src/model/skill.ts'
import { fieldOf, saidOfPerson } from './said.ts'

describe('normaliseSkill', () => {
  it('drops white space around, collapses it inside, lower-cases', () => {
    expect(normaliseSkill(' \t Machine \u00a0\n Learning\u3000')).toBe('machine learning')
  })

  it('keeps the signs that tell skills apart', () => {
    expect(new Set(['C', 'C++', 'C#', '.NET', 'NET', 'F#', 'R', 'Node.js', 'nodejs'].map(normaliseSkill)).size).toBe(9)
  })

  it('takes compatible spellings for the same: full width, ligatures, composed or not', () => {
    expect(normaliseSkill('Ｃ＋＋')).toBe('c++')
    expect(normaliseSkill('ﬁlm')).toBe('film')
    expect(normaliseSkill('Espan\u0303ol')).toBe(normaliseSkill('Español'))
  })

  it('is composed after lower-casing, too: only the small letter is a character of its own', () => {
    for (const [capital, small] of [
      ['H\u0331', '\u1e96'],
      ['T\u0308', '\u1e97'],
      ['J\u030c', '\u01f0'],
    ] as const) {
      expect(normaliseSkill(capital)).toBe(small)
      expect(normaliseSkill(small)).toBe(small)
    }
  })

  it('does not ask the locale', () => {
    expect(normaliseSkill('SKIING')).toBe('skiing')
    expect(normaliseSkill('ISTANBUL')).toBe('istanbul')
  })
})

describe('offers', () => {
  it('takes a name for a skill at level 3, trimmed and otherwise as written', () => {
    expect(Offer.decode('  Machine  Learning ')).toEqual(right({ skill: 'Machine  Learning', level: 3 }))
    expect(Offer.decode({ skill: 'Spanish' })).toEqual(right({ skill: 'Spanish', level: 3 }))
    expect(Offer.decode({ skill: 'Spanish', level: undefined })).toEqual(right({ skill: 'Spanish', level: 3 }))
  })

  it('takes levels from 1 to 5', () => {
    for (const level of [1, 2, 3, 4, 5])
      expect(Offer.decode({ skill: 'x', level })).toEqual(right({ skill: 'x', level }))
    for (const level of [0, 6, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 2n, '3', true, null, [], {}]) {
      expect(Offer.decode({ skill: 'x', level })._tag).toBe('Left')
    }
  })

  it.each([
    ['high', 'got "high"'],
    [Number.NaN, 'got NaN'],
    [Number.NEGATIVE_INFINITY, 'got -Infinity'],
    [3n, 'got a bigint'],
    ['4', 'got "4" (write it without the quotes: a number, not a string)'],
    [null, 'got null'],
    [[4], 'got a list'],
  ])('says what is wrong with level %s', (level, got) => {
    expect(saidOfPerson({ offers: ['a', 'b', { skill: 'c', level }] })).toBe(
      `people[0].offers[2].level: expected a whole number from 1 to 5, ${got}`,
    )
  })

  it.each([
    [3, 'people[0].offers[0]: expected a skill name or { skill, level }, got 3'],
    [null, 'people[0].offers[0]: expected a skill name or { skill, level }, got null'],
    [['Spanish'], 'people[0].offers[0]: expected a skill name or { skill, level }, got a list'],
    ['', 'people[0].offers[0]: expected a skill name, got ""'],
    [' \u00a0', 'people[0].offers[0]: expected a skill name, got " \u00a0"'],
    [{}, 'people[0].offers[0].skill: expected a skill name, got undefined'],
    [{ skill: 7 }, 'people[0].offers[0].skill: expected a skill name, got 7'],
    [{ skil: 'x' }, 'people[0].offers[0].skil: expected a known key, got "skil" (did you mean "skill"?)'],
    [
      { skill: 'x', priority: 2 },
      'people[0].offers[0].priority: expected one of the keys skill, level, got "priority"',
    ],
  ])('says what is wrong with %j', (offer, text) => {
    expect(saidOfPerson({ offers: [offer] })).toBe(text)
  })

  it('takes names up to 10,000 characters', () => {
    const longest = 'x'.repeat(10_000)
    expect(Offer.decode(longest)).toEqual(right({ skill: longest, level: 3 }))
    expect(saidOfPerson({ offers: [`${longest}x`] })).toBe(
      'people[0].offers[0]: expected at most 10,000 characters, got 10001 characters',
    )
  })

  it('refuses lone surrogates, takes pairs', () => {
    expect(saidOfPerson({ offers: ['ski \ud83c'] })).toBe(
      'people[0].offers[0]: expected well-formed Unicode text, got "ski \\u{d83c}" (it holds half of a surrogate pair)',
    )
    expect(Offer.decode('ski ⛷🎿')).toEqual(right({ skill: 'ski ⛷🎿', level: 3 }))
  })

  it('keeps the same skill twice: counting it once is for the engine', () => {
    expect(fieldOf({ offers: ['x', { skill: 'X', level: 5 }] }, 'offers')).toEqual([
      { skill: 'x', level: 3 },
      { skill: 'X', level: 5 },
    ])
  })
})

describe('wants', () => {
  it('takes a name for a skill at priority 1, level 0', () => {
    expect(Want.decode('skiing')).toEqual(right({ skill: 'skiing', priority: 1, level: 0 }))
    expect(Want.decode({ skill: 'skiing', priority: 3, level: 5 })).toEqual(
      right({ skill: 'skiing', priority: 3, level: 5 }),
    )
  })

  it('writes level -0 as 0, as JSON would', () => {
    const want = Want.decode({ skill: 'skiing', level: -0 })
    expect(want._tag === 'Right' && Object.is(want.right.level, 0)).toBe(true)
  })

  it.each([
    [{ skill: 'x', priority: 0 }, 'priority: expected a whole number from 1 to 3, got 0'],
    [{ skill: 'x', priority: 4 }, 'priority: expected a whole number from 1 to 3, got 4'],
    [{ skill: 'x', level: 6 }, 'level: expected a whole number from 0 to 5, got 6'],
    [{ skill: 'x', level: -1 }, 'level: expected a whole number from 0 to 5, got -1'],
  ])('says what is wrong with %j', (want, text) => {
    expect(saidOfPerson({ wants: [want] })).toBe(`people[0].wants[0].${text}`)
  })
})

describe('is', () => {
  it('holds for decoded values only, not for shorthand', () => {
    expect(Offer.is({ skill: 'x', level: 3 })).toBe(true)
    expect(Offer.is({ skill: ' x', level: 3 })).toBe(false)
    expect(Offer.is({ skill: 'x' })).toBe(false)
    expect(Offer.is('x')).toBe(false)
  })
})
