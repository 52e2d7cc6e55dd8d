import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { RULES, type RuleName } from '../../../src/benefit/eligibility.ts'
import { LIMITS, type Limits } from '../../../src/benefit/limits.ts'
import { buildMarket, type Market } from '../../../src/benefit/market.ts'
import type { Person } from '../../../src/model/person.ts'
import { market, options, pairsOf, person, refusal } from './people.ts'

const ana = person('ana', ['Spanish'], ['skiing'], { languages: ['en', 'es'], experience: 2 })
const ben = person('ben', ['skiing'], ['Spanish'], { languages: ['EN'], experience: 9 })
const cara = person('cara', ['Spanish', ['chess', 5]], ['skiing'], { languages: ['de'] })
const dan = person('dan', ['skiing'], [['spanish', 3, 1], 'chess'])
const friends = [dan, ben, cara, ana]

const took = (m: Market, id: string, rule: RuleName): number =>
  m.rows.excluded(m.rows.vertex(m.people.findIndex((p) => p.id === id)))[RULES.indexOf(rule)]!

const many = (from: number): string[] => Array.from({ length: 40 }, (_, i) => `l${(from + i) % 99}`)

const one = (id: string, from: number): Person =>
  person(id, id < 'c' ? ['x'] : ['y'], id < 'c' ? ['y'] : ['x'], { languages: many(from) })

const failing = (): never => {
  throw new Error('down')
}

describe('possible pairs, by hand', () => {
  test('both gain; integer weights; by source, then target', () => {
    // ana-dan: ana gains 3, dan 3 * 2 = 6: 4 * 18 / 9 = 8. cara-dan: 3 and 6 + 5 = 11: 132 / 14.
    const m = market(friends)
    expect(m.people.map(({ id }) => id)).toEqual(['ana', 'ben', 'cara', 'dan'])
    expect(pairsOf(m)).toEqual(['ana ben 6000', 'ana dan 8000', 'ben cara 6000', 'cara dan 9429'])
    expect(m.edges!.vertexCount).toBe(4)
  })

  test('who gains one way only stays out of pairs, and is counted', () => {
    // eve can learn Spanish from two and teach nobody: she is not in the running.
    const eve = person('eve', ['cooking'], ['Spanish'])
    // fay teaches Spanish to ben and dan; of what she wants, only gus knows anything, who wants her Spanish as well.
    const fay = person('fay', ['Spanish'], ['piano'])
    const gus = person('gus', ['piano'], ['Spanish'])
    const m = market([...friends, eve, fay, gus])
    expect(pairsOf(m)).toContain('fay gus 6000')
    expect(pairsOf(m).filter((pair) => pair.includes('eve'))).toEqual([])
    expect([m.canGain[4], m.canGive[4], m.running[4]]).toEqual([1, 0, 0])
    expect(took(m, 'fay', 'mutualBenefit')).toBe(2) // ben, dan
    expect(took(m, 'gus', 'mutualBenefit')).toBe(2) // ana, cara
    expect(took(m, 'ana', 'mutualBenefit')).toBe(1) // gus
    expect(m.rows.vertex(m.people.findIndex((p) => p.id === 'eve'))).toBe(-1)
  })

  test('canGain and canGive look at others only, even where a related skill would make one their own teacher', () => {
    const skills = { related: [{ skills: ['French', 'Spanish'], similarity: 0.5 }] }
    const polyglot = person('p', [['French', 5]], ['Spanish'])
    const alone = market([polyglot], options({}, skills))
    expect([alone.canGain[0], alone.canGive[0]]).toEqual([0, 0])
    const two = market([polyglot, { ...polyglot, id: 'q' }], options({}, skills))
    expect([two.canGain[0], two.canGive[0]]).toEqual([1, 1])
    expect(pairsOf(two)).toEqual(['p q 5000'])
  })

  test('nobody, one person, and people without lists', () => {
    expect(market([]).edges!.count).toBe(0)
    expect(market([ana]).edges!.count).toBe(0)
    expect(market([person('a', [], []), person('b', [], [])]).edges!.count).toBe(0)
  })
})

describe('hard rules', () => {
  test.each<[RuleName, Parameters<typeof options>[0], readonly string[]]>([
    [
      'bans',
      {
        bans: [
          ['dan', 'ana'],
          ['ana', 'dan'],
          ['ana', 'cara'],
        ],
      },
      ['ana ben', 'ben cara', 'cara dan'],
    ],
    ['sharedLanguage', { sharedLanguage: true }, ['ana ben']],
    ['maxExperienceGap', { maxExperienceGap: 7 }, ['ana ben']],
    ['maxExperienceGap', { maxExperienceGap: 6 }, []],
    ['minGain', { minGain: 3.5 }, []],
    ['minGain', { minGain: 3 }, ['ana ben', 'ana dan', 'ben cara', 'cara dan']],
    ['maxImbalance', { maxImbalance: 3 }, ['ana ben', 'ana dan', 'ben cara']],
    ['eligible', { eligible: (a, b) => a.id !== 'dan' && b.id !== '' }, ['ana ben', 'ben cara']],
  ])('%s %o', (rule, rules, kept) => {
    const m = market(friends, options(rules))
    expect(pairsOf(m).map((pair) => pair.replace(/ \d+$/, ''))).toEqual(kept)
    const counts = m.people.map(({ id }) => took(m, id, rule))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2 * (4 - kept.length))
    expect(took(m, 'dan', rule)).toBe(2 - kept.filter((pair) => pair.includes('dan')).length)
  })

  test('the first failing rule is the one that counts, and the caller is asked last, both ways round', () => {
    const asked: string[] = []
    const eligible = (a: Person, b: Person): boolean => asked.push(`${a.id} ${b.id}`) > 0
    const m = market(friends, options({ bans: [['ana', 'ben']], maxImbalance: 3, eligible }))
    expect(took(m, 'ben', 'bans')).toBe(1)
    expect(took(m, 'cara', 'maxImbalance')).toBe(1)
    expect(asked).toEqual(['ana dan', 'dan ana', 'ben cara', 'cara ben'])
  })

  test('a common language is found among more languages than bits', () => {
    const m = market([one('a', 0), one('b', 39), one('c', 40), one('d', 60)], options({ sharedLanguage: true }))
    // a has 0..39, b 39..78, c 40..79, d 60..99 = 60..98 and 0.
    expect(pairsOf(m).map((pair) => pair.slice(0, 3))).toEqual(['a d', 'b c', 'b d'])
  })

  test.each<[string, Parameters<typeof options>[0], string]>([
    [
      'throws',
      {
        eligible: () => {
          throw new TypeError('boom')
        },
      },
      'threw TypeError: boom',
    ],
    [
      'throws text',
      {
        eligible: () => {
          throw 'x'.repeat(5000)
        },
      },
      'threw ',
    ],
    [
      'throws what cannot be shown',
      {
        eligible: () => {
          throw {
            toString: (): never => {
              throw new Error('no')
            },
          }
        },
      },
      'threw something that cannot be shown',
    ],
    ['answers with text', { eligible: (): never => 'yes' as never }, 'answered with string, expected true or false'],
    [
      'answers with a promise',
      { eligible: (): never => Promise.resolve(true) as never },
      'answered with object, expected true or false',
    ],
  ])('eligible that %s', (_, rules, detail) => {
    const error = refusal(friends, options(rules))
    expect(error).toMatchObject({ _tag: 'RuleFailed', rule: 'eligible', pair: ['ana', 'ben'] })
    if (error._tag !== 'RuleFailed') throw new Error(error._tag)
    expect(error.detail.startsWith(detail)).toBe(true)
    expect(error.detail.length).toBeLessThan(220)
  })
})

describe('pins', () => {
  test('leave the market, weigh what they weigh, even nothing', () => {
    const m = market(
      friends,
      options({
        pins: [
          ['ben', 'dan'],
          ['dan', 'ben'],
        ],
      }),
    )
    expect(pairsOf(m)).toEqual([])
    expect(Array.from(m.pins.source, (s, i) => [s, m.pins.target[i], m.pins.weight[i]])).toEqual([[1, 3, 0]])
    expect(Array.from(m.pinned)).toEqual([0, 1, 0, 1])
    expect(took(m, 'ana', 'mutualBenefit')).toBe(0)
    // ana could still learn from ben, if he were free.
    expect([m.canGain[0], m.canGive[0], m.running[0]]).toEqual([1, 1, 0])
    const weighed = market(friends, options({ pins: [['dan', 'ana']] }))
    expect(Array.from(weighed.pins.weight)).toEqual([8000])
    expect(pairsOf(weighed)).toEqual(['ben cara 6000'])
  })

  test.each<[string, Parameters<typeof options>[0], string, string]>([
    [
      'two pins',
      {
        pins: [
          ['ana', 'ben'],
          ['cara', 'ben'],
        ],
      },
      '[1]',
      'options.rules.pins[0] already pins "ben" to "ana"',
    ],
    [
      'a ban',
      {
        pins: [['ana', 'ben']],
        bans: [
          ['cara', 'dan'],
          ['ben', 'ana'],
        ],
      },
      '[0]',
      'options.rules.bans[1] bans "ana" and "ben"',
    ],
    ['language', { pins: [['ana', 'cara']], sharedLanguage: true }, '[0]', 'no language in common'],
    ['experience', { pins: [['cara', 'ana']], maxExperienceGap: 50 }, '[0]', 'is not stated'],
    [
      'minGain',
      {
        pins: [
          ['ana', 'ben'],
          ['cara', 'dan'],
        ],
        minGain: 3.5,
      },
      '[0]',
      '"ana" would gain 3, "ben" 3',
    ],
    ['maxImbalance', { pins: [['cara', 'dan']], maxImbalance: 7 }, '[0]', '"cara" would gain 3, "dan" 11'],
    [
      'eligible',
      { pins: [['ana', 'ben']], eligible: () => false },
      '[0]',
      'options.rules.eligible refuses "ana" and "ben"',
    ],
    ['oneself', { pins: [['ana', 'ana']] }, '[0]', 'themselves'],
  ])('conflict with %s', (_, rules, at, text) => {
    const error = refusal(friends, options(rules))
    if (error._tag !== 'PinConflict') throw new Error(error._tag)
    expect(error.path).toBe(`options.rules.pins${at}`)
    expect(error.conflict).toContain(text)
  })

  test('a pin whose eligible throws is a failed rule', () => {
    expect(refusal(friends, options({ pins: [['ana', 'ben']], eligible: failing }))._tag).toBe('RuleFailed')
  })

  test('unknown people, with the id that was probably meant', () => {
    expect(refusal(friends, options({ pins: [['ana', 'bne']] }))).toEqual({
      _tag: 'UnknownPerson',
      path: 'options.rules.pins[0][1]',
      id: 'bne',
      hint: 'did you mean "ben"?',
    })
    expect(
      refusal(
        friends,
        options({
          bans: [
            ['ana', 'ben'],
            ['nobody at all', 'ben'],
          ],
        }),
      ),
    ).toEqual({
      _tag: 'UnknownPerson',
      path: 'options.rules.bans[1][0]',
      id: 'nobody at all',
    })
    expect(refusal(friends, options({ bans: [['__proto__', 'constructor']] }))._tag).toBe('UnknownPerson')
  })
})

const limited = (limits: Partial<Limits>, rules = {}, skills = {}): unknown => {
  const built = buildMarket(friends, options(rules, skills), { ...LIMITS, ...limits })
  return isLeft(built) ? built.left : built.right.edges!.count
}

describe('limits', () => {
  test('exactly at the limit is fine, one beyond is not', () => {
    expect(limited({ pairs: 4 })).toBe(4)
    expect(limited({ pairs: 3 })).toEqual({ _tag: 'TooLarge', what: 'possible pairs', size: 4, limit: 3 })
    expect(limited({ pairs: 3 }, { bans: [['ana', 'ben']] })).toBe(3)
    expect(limited({ pairs: 2 }, { bans: [['ana', 'ben']] })).toEqual({
      _tag: 'TooLarge',
      what: 'possible pairs',
      size: 3,
      limit: 2,
    })
    expect(limited({ checks: 4 })).toBe(4)
    expect(limited({ checks: 3 })).toMatchObject({ _tag: 'TooLarge', limit: 3 })
    expect(limited({ steps: 10 })).toMatchObject({ _tag: 'TooLarge', limit: 10 })
  })

  test('related skills', () => {
    const skills = { related: [{ skills: ['a', 'b', 'c'], similarity: 0.5 }] }
    expect(limited({ relatedCells: 9 }, {}, skills)).toBe(4)
    expect(limited({ relatedCells: 8 }, {}, skills)).toMatchObject({ _tag: 'TooLarge', size: 9, limit: 8 })
  })
})
