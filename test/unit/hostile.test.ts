import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import {
  formatMatchError,
  type MatchError,
  type Matching,
  MatchPeersError,
  matchPeers,
  matchPeersOrThrow,
  type OptionsInput,
  type Person,
  type PersonInput,
  type RulesInput,
} from 'peermatch'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** Whatever comes in, whatever its type says. */
const call = (people: unknown, options?: unknown): Either<MatchError, Matching> =>
  matchPeers(people as never, options as never)

const PROTOTYPES = [
  Object.prototype,
  Array.prototype,
  Map.prototype,
  Set.prototype,
  String.prototype,
  Function.prototype,
]

/** Every own key with its value: what was changed shows as well as what was added. */
const snapshot = (): unknown[] => PROTOTYPES.flatMap((p) => Object.entries(Object.getOwnPropertyDescriptors(p)))

let before: unknown[] = []
beforeEach(() => {
  before = snapshot()
})
afterEach(() => {
  expect(snapshot()).toEqual(before)
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

/** An answer in which everybody is exactly once. */
const answer = (people: readonly PersonInput[], options?: OptionsInput): Matching => {
  const result = call(people, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  const { pairs, unmatched, proof, summary } = result.right
  const ids = new Set(unmatched.map(({ id }) => id))
  for (const { members } of pairs) for (const id of members) ids.add(id)
  expect(ids.size).toBe(people.length)
  expect(2 * pairs.length + unmatched.length).toBe(people.length)
  expect(summary.people).toBe(people.length)
  expect(proof.optimal).toBe(true)
  return result.right
}

/** A refusal that somebody can read, by both doors. */
const refusal = (people: unknown, options?: unknown): MatchError => {
  const result = call(people, options)
  if (!isLeft(result)) throw new Error('expected a Left')
  const message = formatMatchError(result.left)
  expect(message.length).toBeGreaterThan(10)
  expect(message.length).toBeLessThanOrEqual(4000)
  expect(message).not.toMatch(/\[object|undefined is not|Cannot read/)
  expect(message).not.toMatch(/[\p{Cs}\p{Cf}]/u)
  return result.left
}

const refusedByBoth = (people: unknown, options?: unknown): string => {
  const error = refusal(people, options)
  try {
    matchPeersOrThrow(people as never, options as never)
  } catch (thrown) {
    if (!(thrown instanceof MatchPeersError)) throw thrown
    expect(thrown.error._tag).toBe(error._tag)
    return thrown.message
  }
  throw new Error('expected MatchPeersError')
}

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at)

const ANA: PersonInput = { id: 'ana', offers: ['Spanish'], wants: ['skiing'] }
const BEN: PersonInput = { id: 'ben', offers: ['skiing'], wants: ['Spanish'] }

describe('treacherous names', () => {
  const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', 'length']

  it('as ids, skills, names, languages, attributes, in pins and bans, as aliases and related skills', () => {
    const people: PersonInput[] = NAMES.map((name, at) => ({
      id: name,
      name,
      offers: [name],
      wants: [NAMES[at ^ 1] ?? 'length'],
      languages: [name, 'en'],
      attributes: JSON.parse('{ "__proto__": "polluted", "constructor": 1 }'),
    }))
    const { pairs, unmatched } = answer(people)
    expect(pairs.map(({ members }) => members)).toEqual([
      ['__proto__', 'constructor'],
      ['hasOwnProperty', 'toString'],
      ['prototype', 'valueOf'],
    ])
    expect(unmatched.map(({ id }) => id)).toEqual(['length'])

    const options: OptionsInput = {
      skills: {
        aliases: JSON.parse('{ "__proto__": "constructor", "valueOf": "toString" }'),
        related: [{ skills: ['prototype', 'length'], similarity: 0.5 }],
      },
      rules: { pins: [['__proto__', 'length']], bans: [['toString', 'constructor']], sharedLanguage: true },
    }
    const again = answer(people, options)
    expect(again.pairs.filter(({ pinned }) => pinned).map(({ members }) => members)).toEqual([['__proto__', 'length']])
  })

  it('nobody by that name', () => {
    for (const name of NAMES) {
      expect(refusedByBoth([ANA, BEN], { rules: { bans: [['ana', name]] } })).toContain(
        `options.rules.bans[0][1]: expected the id of somebody in people, got "${name}"`,
      )
    }
  })

  it('as keys that are unknown', () => {
    for (const name of NAMES) {
      const key = name === '__proto__' ? '["__proto__"]' : name
      expect(JSON.parse(`{"${name}":{"polluted":true}}`)).toBeDefined()
      const person: unknown = JSON.parse(`{"id":"a","offers":[],"wants":[],"${name}":{"polluted":true}}`)
      expect(refusedByBoth([person])).toContain(key.replace(/[[\]"]/g, ''))
      expect(refusedByBoth([], JSON.parse(`{"${name}":{"polluted":true}}`))).toMatch(
        /^options.*: expected one of the keys/,
      )
    }
  })
})

describe('numbers that are none', () => {
  it.each([Number.NaN, Infinity, -Infinity, -0.5, 1e308, '3', null, 3n, {}, []])(
    '%s as a level, a priority, a gap',
    (n) => {
      expect(refusedByBoth([{ ...ANA, offers: [{ skill: 'x', level: n }] }])).toMatch(
        /^people\[0\]\.offers\[0\]\.level: /,
      )
      expect(refusedByBoth([{ ...ANA, wants: [{ skill: 'x', priority: n }] }])).toMatch(
        /^people\[0\]\.wants\[0\]\.priority: /,
      )
      if (n === 1e308) return
      expect(refusedByBoth([{ ...ANA, experience: n }])).toMatch(/^people\[0\]\.experience: /)
      for (const rule of ['minGain', 'maxImbalance', 'maxExperienceGap']) {
        expect(refusedByBoth([ANA], { rules: { [rule]: n } })).toMatch(new RegExp(`^options\\.rules\\.${rule}: `))
      }
    },
  )

  it('the largest numbers there are, and the smallest', () => {
    const people = [
      { ...ANA, experience: Number.MAX_VALUE },
      { ...BEN, experience: Number.MIN_VALUE },
    ]
    expect(answer(people, { rules: { maxExperienceGap: Number.MAX_VALUE } }).pairs).toHaveLength(1)
    expect(answer(people, { rules: { maxImbalance: Number.MIN_VALUE, minGain: Number.MIN_VALUE } }).pairs).toHaveLength(
      1,
    )
    expect(answer(people, { rules: { minGain: Number.MAX_VALUE } }).pairs).toHaveLength(0)
    const related = [{ skills: ['skiing', 'snow'], similarity: Number.MIN_VALUE }]
    const distant = answer([{ ...ANA, wants: ['snow'] }, BEN], { skills: { related } })
    expect(JSON.stringify(distant)).not.toMatch(/null/)
  })
})

describe('texts that are none', () => {
  it.each(['\uD800', 'a\uDC00b', 'x\uD83D'])('lone surrogates: %j', (text) => {
    for (const people of [
      [{ ...ANA, id: text }],
      [{ ...ANA, name: text }],
      [{ ...ANA, offers: [text] }],
      [{ ...ANA, wants: [{ skill: text }] }],
    ]) {
      expect(refusedByBoth(people)).toMatch(/^people\[0\]\./)
    }
  })

  it('texts that look alike, or turn round, or are invisible', () => {
    const ids = ['a', 'A', ' a', 'a ', '\u0430', 'a\u0301', '\u00e1', '\u202Ea', '\u200B', '\u0000']
    const { unmatched } = answer(ids.map((id) => ({ id, offers: ['x'], wants: ['y'] })))
    expect(new Set(unmatched.map(({ id }) => id))).toEqual(new Set(ids))
  })
})

describe('objects that resist', () => {
  const throwing = (): never => {
    throw new Error('boom')
  }
  const withGetter = (key: string): object =>
    Object.defineProperty({ ...ANA }, key, { enumerable: true, configurable: true, get: throwing })

  it('getters and proxies that throw', () => {
    for (const key of ['id', 'offers', 'wants', 'name', 'experience', 'extra']) {
      expect(refusedByBoth([withGetter(key)])).toContain(key)
    }
    for (const trap of ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'] as const) {
      for (const target of [{ ...ANA }, ['x'], () => 1]) {
        const proxy = new Proxy(target, { [trap]: throwing })
        for (const people of [proxy, [proxy], [{ ...ANA, offers: proxy }], [{ ...ANA, offers: [proxy] }]]) {
          const result = call(people)
          if (isLeft(result)) refusal(people)
        }
        for (const options of [proxy, { rules: proxy }, { skills: proxy }, { rules: { pins: proxy } }]) {
          const result = call([ANA, BEN], options)
          if (isLeft(result)) refusal([ANA, BEN], options)
        }
      }
    }
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    for (const value of [proxy, [proxy], [{ ...ANA, wants: proxy }]]) refusedByBoth(value)
    refusedByBoth([ANA], proxy)
  })

  it('cycles', () => {
    const people: unknown[] = [ANA]
    people.push(people)
    refusedByBoth(people)
    const person: Record<string, unknown> = { ...ANA }
    person['offers'] = [person]
    person['attributes'] = { self: person }
    refusedByBoth([person])
    const options: Record<string, unknown> = {}
    options['rules'] = options
    options['skills'] = options
    refusedByBoth([ANA], options)
  })

  it('sparse lists', () => {
    const people: unknown[] = []
    people[1_000_000] = ANA
    expect(refusedByBoth(people)).toContain('people[0]: expected a list without holes, got a hole')
    const longest: unknown[] = []
    longest.length = 2 ** 32 - 1
    refusedByBoth(longest)
    refusedByBoth([{ ...ANA, wants: longest }])
    refusedByBoth([ANA], { rules: { bans: longest } })
  })

  it('what changes when it is read', () => {
    let asked = 0
    const person = {
      get id() {
        return asked++ === 0 ? 'ben' : 'ana'
      },
      offers: ['skiing'],
      wants: ['Spanish'],
    }
    expect(answer([ANA, person]).pairs).toHaveLength(1)
  })
})

describe('options that resist', () => {
  const withEligible = (eligible: unknown): unknown => ({ rules: { eligible } })

  it.each<[string, () => unknown, RegExp]>([
    ['an error', () => new Error('boom'), /threw Error: boom$/],
    ['a text', () => 'no', /threw no$/],
    ['nothing', () => undefined, /threw undefined$/],
    ['a symbol', () => Symbol('s'), /threw Symbol\(s\)$/],
    [
      'what throws when it is shown',
      () => new Proxy({}, { get: () => JSON.parse('{') }),
      /something that cannot be shown$/,
    ],
    ['a million characters', () => new Error('x'.repeat(1_000_000)), /threw Error: x+…$/],
    ['lines and colours', () => new Error('a\n\u001b[31mb'), /threw Error: a\\n\\u\{1b\}\[31mb$/],
  ])('eligible throws %s', (_, thrown, message) => {
    const eligible = (): never => {
      throw thrown()
    }
    expect(refusedByBoth([ANA, BEN], withEligible(eligible))).toMatch(message)
  })

  it.each(['yes', 1, 0, null, undefined, {}, Promise.resolve(true)])('eligible answers %s', (value) => {
    expect(
      refusal(
        [ANA, BEN],
        withEligible(() => value),
      ),
    ).toMatchObject({
      _tag: 'RuleFailed',
      rule: 'eligible',
      pair: ['ana', 'ben'],
    })
  })

  it('eligible is asymmetric', () => {
    const oneWay: RulesInput = { eligible: (a, b) => a.id < b.id }
    expect(answer([ANA, BEN], { rules: oneWay }).unmatched).toHaveLength(2)
  })

  it('eligible tries to change what it is shown', () => {
    const people = [ANA, BEN, { ...ANA, id: 'cem', attributes: { team: 'blue' }, languages: ['en'] }]
    const quiet = (a: Person): boolean => {
      Reflect.set(a, 'id', 'nobody')
      Reflect.set(a, 'offers', null)
      Reflect.set(a.offers, 'length', 0)
      Reflect.set(a.wants[0] ?? {}, 'skill', 'nothing')
      for (const list of [a.attributes, a.languages]) if (list !== undefined) Reflect.set(list, 'team', 'red')
      return a.attributes?.['team'] !== 'red'
    }
    expect(answer(people, { rules: { eligible: quiet } })).toEqual(answer(people))
    const loud = (a: Person): boolean => delete (a as { id?: string }).id
    expect(refusedByBoth(people, withEligible(loud))).toMatch(/threw TypeError: /)
  })

  it('eligible calls matchPeers', () => {
    const rules: RulesInput = { eligible: () => matchPeersOrThrow([ANA, BEN]).pairs.length === 1 }
    expect(answer([ANA, BEN], { rules }).pairs).toHaveLength(1)
  })

  it.each([
    [[], 'options'],
    ['pairs', 'options'],
    [{ into: 'trios' }, 'options.into'],
    [{ objective: '__proto__' }, 'options.objective'],
    [{ fusion: 'constructor' }, 'options.fusion'],
    [{ rules: { pins: [['ana', 'ana']] } }, 'options.rules.pins[0]'],
    [{ rules: { pins: [['ana']] } }, 'options.rules.pins[0]'],
    [{ rules: { bans: { length: 1 } } }, 'options.rules.bans'],
    [{ rules: { eligible: 'yes' } }, 'options.rules.eligible'],
    [{ skills: { related: [{ skills: ['x', 'y'], similarity: 1 }] } }, 'options.skills.related[0].similarity'],
    [{ skills: { aliases: { a: 'b', b: 'a' } } }, 'options.skills.aliases'],
  ])('%j', (options, path) => {
    expect(refusedByBoth([ANA, BEN], options).startsWith(path)).toBe(true)
  })

  it('a thousand related skills, too many of them, and a hundred thousand pins and bans', () => {
    const skills = range(1000).map((s) => `s${s}`)
    const many = range(5).map((at) => ({ skills, similarity: (at + 1) / 10 }))
    expect(refusal([ANA], { skills: { related: many } })).toMatchObject({ _tag: 'TooLarge' })
    const people = range(200).map((at) => ({ id: `p${at}`, offers: [`s${at}`], wants: [`s${at + 1}`] }))
    expect(answer(people, { skills: { related: many.slice(0, 2) } }).pairs).toHaveLength(100)

    const crowd = range(20_000).map((at) => ({ id: `p${at}`, offers: [`o${at >> 1}`], wants: [`w${at >> 1}`] }))
    const pins = range(10_000).map((at): [string, string] => [`p${2 * at}`, `p${2 * at + 1}`])
    const bans = range(100_000).map((at): [string, string] => [`p${at % 20_000}`, `p${(at * 7 + 3) % 20_000}`])
    expect(answer(crowd, { rules: { pins } }).pairs).toHaveLength(10_000)
    const apart = bans.filter(([a, b]) => a !== b && Number(a.slice(1)) >> 1 !== Number(b.slice(1)) >> 1)
    expect(answer(crowd, { rules: { bans: apart } }).pairs).toHaveLength(0)
  })
})

describe('crowds', () => {
  it('a million identical people', () => {
    const people = range(1_000_000).map((at) => ({ id: `p${at}`, offers: ['x'], wants: ['y'] }))
    const { unmatched } = answer(people)
    expect(unmatched[0]?.reason._tag).toBe('NobodyTeaches')
  })

  it('a million, half of whom have what the other half want', () => {
    const people = range(1_000_000).map((at) =>
      at % 2 === 0 ? { id: `p${at}`, offers: ['a'], wants: ['b'] } : { id: `p${at}`, offers: ['b'], wants: ['a'] },
    )
    expect(refusal(people)).toMatchObject({ _tag: 'TooLarge' })
    expect(refusal(people.slice(0, 100_000), { rules: { minGain: 1 } })).toMatchObject({ _tag: 'TooLarge' })
  })

  it('100,000 people without any match: each wants what the next one offers', () => {
    const people = range(100_000).map((at) => ({ id: `p${at}`, offers: [`s${at}`], wants: [`s${at + 1}`] }))
    const { pairs, unmatched } = answer(people)
    expect(pairs).toHaveLength(0)
    expect(unmatched.filter(({ reason }) => reason._tag === 'NoEligiblePartner').length).toBe(99_998)
  })

  it('30,000 whose only teachers want nothing, and whose only learners offer nothing', () => {
    const skills = range(100).map((s) => `s${s}`)
    const people: PersonInput[] = [
      ...range(30_000).map((at) => ({ id: `p${at}`, offers: skills, wants: ['t'] })),
      ...range(3000).map((at) => ({ id: `learner${at}`, offers: [], wants: skills })),
      ...range(3000).map((at) => ({ id: `teacher${at}`, offers: ['t'], wants: [] })),
    ]
    const { unmatched } = answer(people)
    const reasons = unmatched.filter(({ id }) => id.startsWith('p')).map(({ reason }) => reason)
    expect(reasons.every(({ _tag }) => _tag === 'NoEligiblePartner')).toBe(true)
    expect(reasons[0]).toMatchObject({ excluded: { mutualBenefit: 6000 } })
  })

  it('20,000 people who share one skill: the same level, and all levels', () => {
    const same = range(20_000).map((at) => ({ id: `p${at}`, offers: ['x'], wants: ['x'] }))
    expect(answer(same).unmatched).toHaveLength(20_000)
    const levels = same.map(({ id }, at) => ({
      id,
      offers: [{ skill: 'x', level: 1 + (at % 5) }],
      wants: [{ skill: 'x', level: at % 5 }],
    }))
    expect(answer(levels).pairs).toHaveLength(0)
  })

  it('2,000 people of whom everybody can be with everybody of the other half', () => {
    const people = range(2000).map((at) => ({
      id: `p${at}`,
      offers: [at % 2 ? 'a' : 'b'],
      wants: [at % 2 ? 'b' : 'a'],
    }))
    expect(answer(people).pairs).toHaveLength(1000)
  })

  it('500 people with 1,000 offers each, all of them wanted', () => {
    const people = range(500).map((at) => ({
      id: `p${at}`,
      offers: range(1000).map((s) => ({ skill: `s${(s + 7 * at) % 2000}`, level: 1 + ((s + at) % 5) })),
      wants: range(1000).map((s) => `s${(s + 1000 + 7 * at) % 2000}`),
    }))
    expect(answer(people).pairs).toHaveLength(250)
  })

  it('names, ids and skills of 5,000 characters', () => {
    const long = 'n'.repeat(5000)
    const people = range(2000).map((at) => ({
      id: `${long}${at}`,
      name: `${long}${at}`,
      offers: [`${long}${at % 50}`],
      wants: [`${long}${(at + 1) % 50}`, `${long}${(at + 49) % 50}`],
    }))
    const { pairs, unmatched } = answer([...people, { id: long, name: long, offers: [long], wants: ['x', long] }])
    expect(pairs).toHaveLength(1000)
    expect(unmatched[0]?.reason.detail.length).toBeLessThan(200)
  })

  it('50,000 mistakes: the first ones are told, all of them are counted', () => {
    const people = range(50_000).map((at) => ({ id: `p${at}`, offers: [{ skill: 'x', level: 9 }], wants: [] }))
    const error = refusal(people)
    expect(error).toMatchObject({ _tag: 'InvalidInput', total: 50_000 })
    if (error._tag === 'InvalidInput') expect(error.issues.length).toBeLessThanOrEqual(20)
    expect(refusedByBoth(people)).toMatch(/\n\.\.\. and 49980 more$/)
  })
})
