import { deepStrictEqual } from 'node:assert'
import { isRight, right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decodeOptions } from '../../../src/model/decode.ts'
import { Fusion, Objective, Options } from '../../../src/model/options.ts'
import { Rules } from '../../../src/model/rules.ts'
import { RelatedSkills, Vocabulary } from '../../../src/model/vocabulary.ts'
import { saidOfOptions } from './said.ts'

const DEFAULTS = {
  into: 'pairs',
  objective: 'benefit',
  fusion: 'harmonic',
  skills: { aliases: new Map(), related: [] },
  rules: { pins: [], bans: [], sharedLanguage: false },
}

const eligible = (): boolean => true

const aliasesOf = (aliases: unknown): unknown => {
  const vocabulary = Vocabulary.decode({ aliases })
  return vocabulary._tag === 'Right'
    ? [...vocabulary.right.aliases]
    : vocabulary.left.map((error) => error.message).join('\n')
}

const INTO = 'options.into: expected "pairs", { groups: { min, max } } or { cycles: { maxLength } }'

describe('options', () => {
  it('has defaults for everything, on every floor', () => {
    deepStrictEqual(saidOfOptions(undefined), DEFAULTS)
    deepStrictEqual(saidOfOptions({}), DEFAULTS)
    deepStrictEqual(saidOfOptions({ skills: {}, rules: {} }), DEFAULTS)
    deepStrictEqual(
      saidOfOptions({ into: undefined, skills: { aliases: undefined }, rules: { pins: undefined } }),
      DEFAULTS,
    )
  })

  it('makes its defaults afresh each time', () => {
    const [a, b] = [decodeOptions(undefined), decodeOptions(undefined)]
    if (a._tag === 'Left' || b._tag === 'Left') throw new Error('unreachable')
    expect(a.right.skills.aliases).not.toBe(b.right.skills.aliases)
  })

  it.each([
    [null, 'options: expected an object of options, got null'],
    [[], 'options: expected an object of options, got a list'],
    ['pairs', 'options: expected an object of options, got "pairs"'],
    [() => ({}), 'options: expected an object of options, got a function (call it and hand over what it returns)'],
    [{ into: 'group' }, `${INTO}, got "group" (write { groups: { ... } })`],
    [{ into: {} }, `${INTO}, got neither`],
    [{ into: { groups: { min: 3, max: 4 }, cycles: {} } }, `${INTO}, got both`],
    [
      { into: { groups: { min: 4, max: 3 } } },
      'options.into.groups: expected a max that is not below min, got min 4 and max 3',
    ],
    [
      { into: { groups: { min: 1, max: 13 } } },
      'options.into.groups.min: expected a whole number from 2 to 12, got 1\noptions.into.groups.max: expected a whole number from 2 to 12, got 13',
    ],
    [
      { into: { cycles: { length: 3 } } },
      'options.into.cycles.length: expected one of the keys maxLength, fragility, got "length"',
    ],
    [
      { into: { cycles: { fragility: 1 } } },
      'options.into.cycles.fragility: expected a number from 0 to 1, 1 excluded, got 1',
    ],
    [
      { into: { cycles: { maxLength: 13, fragility: 0.1 } } },
      'options.into.cycles.maxLength: expected at most 12 with a fragility, got 13 (longer cycles hardly ever survive)',
    ],
    [
      { into: { cycles: {} }, fusion: 'min' },
      'options.fusion: expected "sum" for cycles, got "min" (leave it out: a cycle weighs what its members gain in all)',
    ],
    [
      { into: { cycles: {} }, rules: { pins: [['a', 'b']] } },
      'options.rules.pins: expected nothing for cycles, got 1 pins',
    ],
    [
      { into: { groups: { min: 3, max: 4 } }, objective: 'stable' },
      'options.objective: expected "benefit", "coverage" or "worst-off", got "stable" (only pairs can be stable)',
    ],
    [
      { rules: { together: [['a', 'b', 'c']] } },
      'options.rules.together: expected nothing, unless people are put into groups, got 1 sets',
    ],
    [
      { into: { groups: { min: 3, max: 4 } }, rules: { together: [['a']] } },
      'options.rules.together[0]: expected two or more ids, each once, got a list of 1',
    ],
    [
      { into: { groups: { min: 3, max: 4 } }, rules: { mix: [{ attribute: 'team' }] } },
      'options.rules.mix[0]: expected one of atMost, atLeast and notAlone: true, got none of them',
    ],
    [
      { into: { groups: { min: 3, max: 4 } }, rules: { mix: [{ attribute: 'team', atLeast: 1 }] } },
      'options.rules.mix[0]: expected a value, as atLeast is there, got none (at least how many of which value?)',
    ],
    [
      { objective: 'Coverage' },
      'options.objective: expected "benefit", "coverage", "worst-off" or "stable", got "Coverage" (did you mean "coverage"?)',
    ],
    [{ fusion: 'mean' }, 'options.fusion: expected "harmonic", "geometric", "min" or "sum", got "mean"'],
    [{ fusoin: 'min' }, 'options.fusoin: expected a known key, got "fusoin" (did you mean "fusion"?)'],
    [
      { memory: {} },
      'options.memory: expected one of the keys into, objective, fusion, skills, rules, budget, signal, onProgress, history, solver, got "memory"',
    ],
  ])('says what is wrong with %o', (options, text) => {
    expect(saidOfOptions(options)).toBe(text)
  })

  it('names its words', () => {
    expect(['benefit', 'coverage', 'worst-off', 'stable', 'Stable'].map(Objective.is)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ])
    expect(['harmonic', 'geometric', 'min', 'sum', 'max'].map(Fusion.is)).toEqual([true, true, true, true, false])
  })

  it('keeps eligible through encode', () => {
    const options = decodeOptions({ rules: { eligible } })
    if (options._tag === 'Left') throw new Error('unreachable')
    expect(options.right.rules.eligible).toBe(eligible)
    deepStrictEqual(decodeOptions(Options.encode(options.right)), options)
  })
})

describe('rules', () => {
  it('takes pairs of ids as they are, twice if you like', () => {
    deepStrictEqual(
      Rules.decode({
        pins: [['a', ' b']],
        bans: [
          ['c', 'd'],
          ['c', 'd'],
        ],
        minGain: 0,
        maxImbalance: 1.5,
      }),
      right({
        pins: [['a', ' b']],
        bans: [
          ['c', 'd'],
          ['c', 'd'],
        ],
        sharedLanguage: false,
        minGain: 0,
        maxImbalance: 1.5,
      }),
    )
  })

  it.each([
    [{ pins: ['ab'] }, 'pins[0]: expected two ids [a, b], got "ab"'],
    [{ pins: [['a']] }, 'pins[0]: expected two ids [a, b], got a list of 1'],
    [{ pins: [[]] }, 'pins[0]: expected two ids [a, b], got a list of 0'],
    [{ pins: [['a', 'b', 'c']] }, 'pins[0]: expected two ids [a, b], got a list of 3'],
    [{ pins: ['ab'.split('')], bans: [['a', 3]] }, 'bans[0][1]: expected the id of a person, got 3 (write String(id))'],
    [{ bans: [['a', 'a']] }, 'bans[0]: expected two different people, got "a" (nobody can be paired with themselves)'],
    [{ bans: { a: 'b' } }, 'bans: expected a list of pairs of ids [[a, b], ...], got an object'],
    [{ sharedLanguage: 'yes' }, 'sharedLanguage: expected true or false, got "yes"'],
    [{ maxExperienceGap: -1 }, 'maxExperienceGap: expected a number, 0 or more, got -1'],
    [{ maxImbalance: Number.POSITIVE_INFINITY }, 'maxImbalance: expected a number, 0 or more, got Infinity'],
    [{ minGain: Number.NaN }, 'minGain: expected a number, 0 or more, got NaN'],
    [{ minOverlapMinutes: 0 }, 'minOverlapMinutes: expected a whole number from 1 to 10080, got 0'],
    [{ minOverlapMinutes: 10_081 }, 'minOverlapMinutes: expected a whole number from 1 to 10080, got 10081'],
    [{ minOverlapMinutes: 0.5 }, 'minOverlapMinutes: expected a whole number from 1 to 10080, got 0.5'],
    [
      { minOverlapMinutes: '60' },
      'minOverlapMinutes: expected a whole number from 1 to 10080, got "60" (write it without the quotes: a number, not a string)',
    ],
    [
      { minOverlapMinuts: 60 },
      'minOverlapMinuts: expected a known key, got "minOverlapMinuts" (did you mean "minOverlapMinutes"?)',
    ],
    [{ referenceWeek: 48 }, 'referenceWeek: expected a date such as "2026-11-23", from 2000 to 2199, got 48'],
    [
      { referenceWeek: '2026-W48' },
      'referenceWeek: expected a date such as "2026-11-23", from 2000 to 2199, got "2026-W48"',
    ],
    [
      { referenceWeek: '2026-11-23T09:00:00Z' },
      'referenceWeek: expected a date such as "2026-11-23", from 2000 to 2199, got "2026-11-23T09:00:00Z" (only the date, without the time)',
    ],
    [
      { referenceWeek: new Date(0) },
      'referenceWeek: expected a date such as "2026-11-23", from 2000 to 2199, got a Date (write date.toISOString().slice(0, 10))',
    ],
    [{ eligible: true }, 'eligible: expected a function (a, b) => boolean, got true'],
    [{ eligable: () => true }, 'eligable: expected a known key, got "eligable" (did you mean "eligible"?)'],
  ])('says what is wrong with %o', (rules, text) => {
    expect(saidOfOptions({ rules })).toBe(`options.rules.${text}`)
  })
})

describe('the reference week', () => {
  it('is any day that the calendar has', () => {
    for (const referenceWeek of ['2000-01-01', '2026-11-23', '2028-02-29', '2100-02-28', '2199-12-31']) {
      expect(saidOfOptions({ rules: { referenceWeek, minOverlapMinutes: 60 } })).toMatchObject({
        rules: { referenceWeek, minOverlapMinutes: 60 },
      })
    }
    for (const referenceWeek of [
      '2026-02-29',
      '2100-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '1999-12-31',
      '2200-01-01',
      '+02026-01-01',
      ' 2026-11-23',
      '2026-11-23\n',
      '26-11-23',
      '',
      null,
      [],
      {},
    ]) {
      expect(saidOfOptions({ rules: { referenceWeek } })).toContain(
        'options.rules.referenceWeek: expected a date such as',
      )
    }
  })
})

describe('aliases', () => {
  it('go from normalised spelling to normalised name', () => {
    expect(aliasesOf({ ' JS': 'JavaScript', 'Ｃ＋＋': ' C++' })).toEqual([['js', 'javascript']])
    expect(aliasesOf({ constructor: 'Building', toString: 'Weaving' })).toEqual([
      ['constructor', 'building'],
      ['tostring', 'weaving'],
    ])
  })

  it('may come in a Map, whatever its methods say', () => {
    class Liar extends Map<string, string> {
      override forEach(): void {
        throw new Error('no')
      }
    }
    expect(aliasesOf(new Map([['js', 'JavaScript']]))).toEqual([['js', 'javascript']])
    expect(aliasesOf(new Liar([['js', 'JavaScript']]))).toEqual([['js', 'javascript']])
    expect(aliasesOf(new Map([[1, 'x']]))).toBe('vocabulary.aliases: expected texts as keys, got 1')
  })

  it('keep __proto__ as a skill like any other', () => {
    const vocabulary = Vocabulary.decode(JSON.parse('{"aliases":{"__proto__":"prototype"}}'))
    if (vocabulary._tag === 'Left') throw new Error('unreachable')
    expect([...vocabulary.right.aliases]).toEqual([['__proto__', 'prototype']])
    expect(JSON.stringify(Vocabulary.encode(vocabulary.right).aliases)).toBe('{"__proto__":"prototype"}')
  })

  it('may say the same twice, and that a skill is itself', () => {
    expect(aliasesOf({ js: 'JavaScript', JS: 'javascript' })).toEqual([['js', 'javascript']])
    expect(aliasesOf({ JS: 'js', ecmascript: 'JS' })).toEqual([['ecmascript', 'js']])
  })

  it('may not contradict each other', () => {
    expect(aliasesOf({ JS: 'JavaScript', js: 'Java' })).toBe(
      'vocabulary.aliases.js: expected one meaning for one spelling, got "Java" ("JS" stands for "javascript")',
    )
  })

  it('may not be chained, nor go round in a circle', () => {
    expect(aliasesOf({ a: 'b', b: 'c' })).toBe(
      'vocabulary.aliases.a: expected a name that is not an alias itself, got "b" (write "c")',
    )
    expect(aliasesOf({ a: 'b', b: 'a' })).toBe(
      [
        'vocabulary.aliases.a: expected a name that is not an alias itself, got "b" (choose one of the two names)',
        'vocabulary.aliases.b: expected a name that is not an alias itself, got "a" (choose one of the two names)',
      ].join('\n'),
    )
  })

  it('are names on both sides', () => {
    expect(aliasesOf({ ' ': 'x' })).toBe('vocabulary.aliases[" "]: expected a skill name, got " "')
    expect(aliasesOf({ x: 1 })).toBe('vocabulary.aliases.x: expected a skill name, got 1')
    expect(aliasesOf([])).toBe(
      'vocabulary.aliases: expected an object of aliases { "other spelling": "name" }, got a list',
    )
  })
})

describe('related skills', () => {
  it('keep their names as written', () => {
    deepStrictEqual(
      RelatedSkills.decode({ skills: [' React', 'Vue'], similarity: 0.5 }),
      right({ skills: ['React', 'Vue'], similarity: 0.5 }),
    )
  })

  it('have a similarity strictly between 0 and 1', () => {
    for (const similarity of [Number.MIN_VALUE, 0.5, 1 - Number.EPSILON / 2]) {
      expect(isRight(RelatedSkills.decode({ skills: ['a', 'b'], similarity }))).toBe(true)
    }
    for (const similarity of [0, 1, -0.1, 1.1, Number.NaN, '0.5', undefined]) {
      expect(RelatedSkills.decode({ skills: ['a', 'b'], similarity })._tag).toBe('Left')
    }
  })

  it.each([
    [{ skills: ['a'], similarity: 0.5 }, 'skills: expected a list of two or more different skills, got a list of 1'],
    [
      { skills: ['a', ' A'], similarity: 0.5 },
      'skills: expected a list of two or more different skills, got a list of the same skill',
    ],
    [{ skills: 'a', similarity: 0.5 }, 'skills: expected a list of two or more different skills, got "a"'],
    [{ skills: ['a', 'b'] }, 'similarity: expected a number between 0 and 1, both excluded, got undefined'],
    [
      { skills: Array.from({ length: 1001 }, (_, i) => `s${i}`), similarity: 0.5 },
      'skills: expected at most 1,000 skills, got a list of 1001',
    ],
  ])('says what is wrong with %j', (related, text) => {
    expect(saidOfOptions({ skills: { related: [related] } })).toBe(`options.skills.related[0].${text}`)
  })
})
