import { runInNewContext } from 'node:vm'
import { isRight } from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeOptions, decodePeople } from '../../../src/model/decode.ts'
import { formatMatchError } from '../../../src/model/error.ts'
import { Person } from '../../../src/model/person.ts'
import { saidOfOptions, saidOfPeople, saidOfPerson } from './said.ts'

const GOOD = { id: 'ana', offers: ['Spanish'], wants: ['skiing'] }

const throwing = (key: string): object =>
  Object.defineProperty({}, key, {
    enumerable: true,
    get: () => {
      throw new Error('boom')
    },
  })

const fromPlace = (text: unknown): string => String(text).split('\n')[0] ?? ''

const totalOf = (u: unknown): number => {
  const result = decodePeople(u)
  return result._tag === 'Left' && result.left._tag === 'InvalidInput' ? result.left.total : 0
}

const prototypes = [Object.prototype, Array.prototype, Map.prototype, String.prototype, Function.prototype]
let keysBefore: readonly number[] = []
beforeAll(() => {
  keysBefore = prototypes.map((prototype) => Reflect.ownKeys(prototype).length)
})
afterAll(() => {
  expect(prototypes.map((prototype) => Reflect.ownKeys(prototype).length)).toEqual(keysBefore)
})

describe('what is no list of people', () => {
  it.each([
    [undefined, 'people: expected a list of people, got undefined'],
    [null, 'people: expected a list of people, got null'],
    [GOOD, 'people: expected a list of people, got an object'],
    ['[{"id":"a"}]', 'people: expected a list of people, got "[{\\"id\\":\\"a\\"}]" (JSON.parse it first)'],
    [new Set([GOOD]), 'people: expected a list of people, got a Set (spread it into a list: [...it])'],
    [Promise.resolve([]), 'people: expected a list of people, got a Promise (await it first)'],
    [() => [], 'people: expected a list of people, got a function (call it and hand over what it returns)'],
    [new Float64Array(2), 'people: expected a list of people, got a Float64Array'],
    [{ length: 1, 0: GOOD }, 'people: expected a list of people, got an object'],
    [[[GOOD]], 'people[0]: expected a person { id, offers, wants, ... }, got a list'],
    [[new Date()], 'people[0]: expected a person { id, offers, wants, ... }, got a Date'],
    [
      [new Map(Object.entries(GOOD))],
      'people[0]: expected a person { id, offers, wants, ... }, got a Map (write Object.fromEntries(map))',
    ],
    [[Object('ana')], 'people[0]: expected a person { id, offers, wants, ... }, got a boxed String'],
    [['ana'], 'people[0]: expected a person { id, offers, wants, ... }, got "ana"'],
    [[undefined], 'people[0]: expected a person { id, offers, wants, ... }, got undefined'],
    [[Symbol('x')], 'people[0]: expected a person { id, offers, wants, ... }, got a symbol'],
  ])('%o', (value, text) => {
    expect(saidOfPeople(value)).toBe(text)
  })

  it('an empty list is one', () => {
    expect(saidOfPeople([])).toEqual([])
  })
})

describe('lists with holes or false lengths', () => {
  it('a hole is named, and not walked past', () => {
    // oxlint is right that nobody should write this: so a hole is made by hand.
    const holed: unknown[] = [GOOD]
    holed.length = 10_000_000
    expect(saidOfPeople(holed)).toBe('people[1]: expected a list without holes, got a hole')
    const offers: unknown[] = []
    offers[3] = 'x'
    expect(saidOfPerson({ offers })).toBe('people[0].offers[0]: expected a list without holes, got a hole')
  })

  it('2^32 - 1 entries without content are refused at once', () => {
    const huge: unknown[] = []
    huge.length = 2 ** 32 - 1
    const started = performance.now()
    expect(saidOfPeople(huge)).toBe(
      'people: expected at most 20,000,000 list entries and keys in the whole input, got 4294967295 more here',
    )
    expect(fromPlace(saidOfPerson({ wants: huge }))).toContain('people[0].wants: expected at most 20,000,000')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it.each([2 ** 53, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null, {}])(
    'a length of %s is no length',
    (length) => {
      const liar = new Proxy([], { get: (_, key) => (key === 'length' ? length : GOOD) })
      expect(saidOfPeople(liar)).toBe('people: expected a list of people, got a list with a false length')
    },
  )

  it('a list that is longer than it is has a hole at its true end', () => {
    const liar = new Proxy([GOOD], { get: (list, key) => (key === 'length' ? 1e6 : Reflect.get(list, key)) })
    expect(saidOfPeople(liar)).toBe('people[1]: expected a list without holes, got a hole')
  })

  it('a list that makes up a person for every index ends with the budget', () => {
    const liar = new Proxy([], { get: (_, key) => (key === 'length' ? 4_000_000_000 : GOOD) })
    expect(saidOfPeople(liar)).toContain('people: expected at most 20,000,000 list entries')
  })
})

describe('values that throw', () => {
  it('a getter', () => {
    expect(
      saidOfPeople([
        { ...GOOD },
        Object.defineProperty(
          { offers: [], wants: [] },
          'id',
          Object.getOwnPropertyDescriptor(throwing('id'), 'id') ?? {},
        ),
      ]),
    ).toBe('people[1].id: expected a value that can be read, got a property that throws when it is read')
  })

  it('an entry of a list', () => {
    const offers = Object.defineProperty(['x', 'y'], 1, Object.getOwnPropertyDescriptor(throwing('1'), '1') ?? {})
    expect(saidOfPerson({ offers })).toBe(
      'people[0].offers[1]: expected a value that can be read, got an entry that throws when it is read',
    )
  })

  it('an attribute, an alias, a rule', () => {
    expect(saidOfPerson({ attributes: throwing('a') })).toContain(
      'people[0].attributes.a: expected a value that can be read',
    )
    expect(saidOfOptions({ skills: { aliases: throwing('a') } })).toContain(
      'options.skills.aliases.a: expected a value that',
    )
    expect(saidOfOptions({ rules: throwing('pins') })).toContain(
      'options.rules.pins: expected a value that can be read',
    )
  })

  it.each(['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'isExtensible'])(
    'a proxy that throws from %s, anywhere',
    (trap) => {
      const handler = {
        [trap]: () => {
          throw new Error('boom')
        },
      }
      for (const target of [[], ['x'], { ...GOOD }, {}, new Map(), () => 1]) {
        const proxy = new Proxy(target, handler)
        for (const value of [proxy, [proxy], [{ ...GOOD, offers: proxy }], [{ ...GOOD, wants: [proxy] }]]) {
          const text = saidOfPeople(value)
          if (typeof text === 'string') expect(text).toMatch(/^people.*: expected /)
        }
        for (const value of [
          proxy,
          { rules: proxy },
          { skills: proxy },
          { skills: { aliases: proxy } },
          { rules: { pins: [proxy] } },
        ]) {
          const text = saidOfOptions(value)
          if (typeof text === 'string') expect(text).toMatch(/^options.*: expected /)
        }
        Person.decode(proxy)
        Person.is(proxy)
      }
    },
  )

  it('a revoked proxy, anywhere', () => {
    for (const target of [[], {}, () => 1]) {
      const { proxy, revoke } = Proxy.revocable(target, {})
      revoke()
      expect(fromPlace(saidOfPeople(proxy))).toMatch(/^people: expected a list of people, got an? (object|function)/)
      expect(fromPlace(saidOfPeople([proxy]))).toMatch(/^people\[0\]: expected a person/)
      expect(fromPlace(saidOfPerson({ offers: proxy }))).toMatch(/^people\[0\]\.offers: expected a list/)
      expect(fromPlace(saidOfPerson({ offers: [proxy] }))).toMatch(/^people\[0\]\.offers\[0\]: expected a skill name/)
      expect(fromPlace(saidOfPerson({ attributes: proxy }))).toMatch(/^people\[0\]\.attributes: expected an object/)
      expect(fromPlace(saidOfPerson({ id: proxy }))).toMatch(/^people\[0\]\.id: expected an id/)
      expect(fromPlace(saidOfOptions({ skills: { aliases: proxy } }))).toMatch(
        /^options\.skills\.aliases: expected an object/,
      )
      expect(Person.decode(proxy)._tag).toBe('Left')
      expect(Person.is(proxy)).toBe(false)
    }
  })

  it('own keys that lie', () => {
    const many = new Proxy({}, { ownKeys: () => Array.from({ length: 50 }, (_, i) => `k${i}`) })
    expect(saidOfPeople([many])).toContain('people[0].id: expected an id')
    for (const keys of [{ length: 2 ** 53 - 1 }, { length: 2 ** 32 - 2 }, ['id', 'id'], [1], 7]) {
      const liar = new Proxy({}, { ownKeys: () => keys as string[] })
      expect(saidOfPeople([liar])).toBe(
        'people[0]: expected a person { id, offers, wants, ... }, got an object that throws when it is read',
      )
    }
  })
})

describe('values that change', () => {
  it('a getter that answers differently the second time is asked once', () => {
    let asked = 0
    const person = Object.defineProperty({ offers: [], wants: [] }, 'id', {
      enumerable: true,
      get: () => (asked++ === 0 ? 'ana' : 666),
    })
    expect(saidOfPeople([person])).toEqual([{ id: 'ana', offers: [], wants: [], capacity: 1 }])
    expect(asked).toBe(1)
  })

  it('a list that grows while it is read is read as long as it was', () => {
    const people: unknown[] = [{ ...GOOD }]
    Object.defineProperty(people[0], 'name', {
      enumerable: true,
      get: () => String(people.push({ id: `x${people.length}` })),
    })
    expect(saidOfPeople(people)).toMatchObject([{ id: 'ana', name: '2' }])
  })

  it('a list that shrinks while it is read has a hole', () => {
    const people: unknown[] = [{ ...GOOD }, { ...GOOD, id: 'ben' }]
    Object.defineProperty(people[0], 'name', { enumerable: true, get: () => String((people.length = 1)) })
    expect(saidOfPeople(people)).toBe('people[1]: expected a list without holes, got a hole')
  })

  it('a getter that decodes people itself disturbs nothing', () => {
    const person = Object.defineProperty({ ...GOOD }, 'name', {
      enumerable: true,
      get: () => (isRight(decodePeople([GOOD])) ? 'inner went well' : 'inner failed'),
    })
    expect(saidOfPeople([person, { ...GOOD, id: 'ben' }])).toMatchObject([
      { id: 'ana', name: 'inner went well' },
      { id: 'ben' },
    ])
  })
})

describe('cycles', () => {
  it('people that contain themselves', () => {
    const people: unknown[] = [GOOD]
    people.push(people)
    expect(saidOfPeople(people)).toBe('people[1]: expected a person { id, offers, wants, ... }, got a list')
  })

  it('a person among their own offers, attributes, languages', () => {
    const person: Record<string, unknown> = { ...GOOD }
    person.offers = [person]
    person.attributes = person
    person.languages = person
    expect(saidOfPeople([person])).toContain('people[0].offers[0].id: expected one of the keys skill, level, got "id"')
  })
})

describe('objects of other making', () => {
  it('class instances with own properties, null prototypes, frozen objects, subclasses of Array', () => {
    class Somebody {
      readonly id = 'ana'
      readonly offers = ['Spanish']
      readonly wants = ['skiing']
      get secret(): string {
        return 'inherited getters do not count'
      }
    }
    class People extends Array<unknown> {}
    const want = saidOfPeople([GOOD])
    expect(saidOfPeople([new Somebody()])).toEqual(want)
    expect(saidOfPeople([Object.assign(Object.create(null), GOOD)])).toEqual(want)
    expect(saidOfPeople(Object.freeze([Object.freeze(GOOD)]))).toEqual(want)
    expect(saidOfPeople(People.from([GOOD]))).toEqual(want)
  })

  it('values from another realm, and structured clones', () => {
    const foreign: unknown = runInNewContext(
      `[{ id: 'ana', offers: ['Spanish'], wants: [{ skill: 'skiing' }], attributes: { team: 'blue' } }]`,
    )
    const own = saidOfPeople([{ ...GOOD, attributes: { team: 'blue' } }])
    expect(saidOfPeople(foreign)).toEqual(own)
    expect(saidOfPeople(structuredClone(foreign))).toEqual(own)
    expect(saidOfPeople(runInNewContext('[new Map()]'))).toContain('got a Map')
    expect(saidOfOptions(runInNewContext(`({ skills: { aliases: new Map([['js', 'JavaScript']]) } })`))).toMatchObject({
      skills: { aliases: new Map([['js', 'javascript']]) },
    })
  })

  it('inherited and non-enumerable properties do not count', () => {
    expect(saidOfPeople([Object.create(GOOD)])).toContain(
      'people[0].id: expected an id: a text that is not blank, got undefined',
    )
    expect(saidOfPeople([Object.defineProperty({ ...GOOD }, 'hidden', { value: 1 })])).toMatchObject([{ id: 'ana' }])
    expect(saidOfPeople([{ ...GOOD, [Symbol('mark')]: 1 }])).toMatchObject([{ id: 'ana' }])
  })

  it('a polluted Object.prototype changes nothing', () => {
    const before = saidOfPeople([GOOD])
    Reflect.defineProperty(prototypes[0] ?? {}, 'capacity', { value: 9, configurable: true })
    Reflect.defineProperty(prototypes[0] ?? {}, 'name', { value: 'evil', configurable: true })
    try {
      expect(saidOfPeople([GOOD])).toEqual(before)
    } finally {
      Reflect.deleteProperty(Object.prototype, 'capacity')
      Reflect.deleteProperty(Object.prototype, 'name')
    }
  })
})

describe('treacherous names', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'valueOf'])(
    '%s as an id, a skill, a language, an attribute, an alias, a key',
    (name) => {
      const person = { id: name, name, offers: [name], wants: [{ skill: name }], languages: [name] }
      expect(saidOfPeople([person, GOOD])).toMatchObject([
        { id: name, offers: [{ skill: name, level: 3 }] },
        { id: 'ana' },
      ])
      expect(saidOfPeople([person, person])).toContain(
        `people[1].id: expected an id that nobody else has, got "${name}"`,
      )
      const bag: unknown = JSON.parse(`{ "${name}": "x" }`)
      expect(saidOfPeople([{ ...GOOD, attributes: bag }])).toMatchObject([{ id: 'ana' }])
      expect(saidOfOptions({ skills: { aliases: bag }, rules: { bans: [[name, 'ana']] } })).toMatchObject({
        into: 'pairs',
      })
      expect(saidOfPeople([JSON.parse(`{ "${name}": 1, "id": "a", "offers": [], "wants": [] }`)])).toContain(
        `people[0].${name}: expected one of the keys id,`,
      )
    },
  )
})

describe('duplicate ids', () => {
  it('names both places, even when the first one is wrong elsewhere', () => {
    expect(saidOfPeople([GOOD, { ...GOOD, id: 'ben' }, GOOD])).toBe(
      'people[2].id: expected an id that nobody else has, got "ana" (people[0] has the same id)',
    )
    expect(saidOfPeople([{ ...GOOD, offers: 1 }, GOOD])).toBe(
      [
        'people[0].offers: expected a list of offered skills, which may be empty, got 1',
        'people[1].id: expected an id that nobody else has, got "ana" (people[0] has the same id)',
      ].join('\n'),
    )
  })

  it('tells ids apart that only look alike', () => {
    expect(
      saidOfPeople(['ana', 'Ana', ' ana', 'a\u0301', '\u00e1'].map((id) => ({ id, offers: [], wants: [] }))),
    ).toHaveLength(5)
  })
})

describe('size', () => {
  it('5,000-character names, 1,000 offers each', () => {
    const long = 'n'.repeat(5000)
    const offers = Array.from({ length: 1000 }, (_, i) => `skill ${i}`)
    const people = Array.from({ length: 50 }, (_, i) => ({
      id: `${long}${i}`,
      name: long,
      offers: [...offers, long],
      wants: offers,
    }))
    expect(saidOfPeople(people)).toHaveLength(50)
    expect(String(saidOfPeople([people[0], people[0]])).length).toBeLessThan(250)
  })

  it('a million identical people: decoded when their ids differ, refused when not', () => {
    const one = { ...GOOD }
    const same: unknown[] = Array.from({ length: 1_000_000 }, () => one)
    expect(totalOf(same)).toBe(999_999)
    const people = decodePeople(Array.from({ length: 1_000_000 }, (_, i) => ({ ...one, id: `p${i}` })))
    expect(people._tag === 'Right' && people.right.length).toBe(1_000_000)
  })

  it('forty thousand mistakes: twenty are kept, all are counted', () => {
    const people = Array.from({ length: 20_000 }, (_, i) => ({ id: `p${i}`, offers: [''], wants: [0] }))
    const result = decodePeople(people)
    if (result._tag !== 'Left' || result.left._tag !== 'InvalidInput') throw new Error('unreachable')
    expect(result.left.total).toBe(40_000)
    expect(result.left.issues).toHaveLength(20)
    expect(formatMatchError(result.left).endsWith('... and 39980 more')).toBe(true)
  })

  it('millions of mistakes: counting stops at a million', () => {
    const bad = { offers: [], wants: [], a1: 1, a2: 1, a3: 1, a4: 1 }
    expect(totalOf(Array.from({ length: 300_000 }, () => bad))).toBeLessThan(1_000_100)
  })

  it('one long list named by everybody: the budget ends it, before the work is done', () => {
    // With a hole in front, so that each bearer of the list costs its length and no time.
    const offers: unknown[] = []
    offers.length = 6_000_000
    const people = Array.from({ length: 100_000 }, (_, i) => ({ id: `p${i}`, offers, wants: [] }))
    expect(saidOfPeople(people)).toBe(
      [
        'people[0].offers[0]: expected a list without holes, got a hole',
        'people[1].offers[0]: expected a list without holes, got a hole',
        'people[2].offers[0]: expected a list without holes, got a hole',
        'people[3].offers: expected at most 20,000,000 list entries and keys in the whole input, got 6000000 more here',
      ].join('\n'),
    )
  })

  it('a hundred thousand invented time zones', () => {
    const started = performance.now()
    expect(
      totalOf(Array.from({ length: 100_000 }, (_, i) => ({ ...GOOD, id: `p${i}`, timezone: `Europe/X${i}` }))),
    ).toBe(100_000)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('a hundred thousand pins and aliases', () => {
    const pins = Array.from({ length: 100_000 }, (_, i) => [`a${i}`, `b${i}`])
    const aliases = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`a${i}`, `b${i}`]))
    expect(decodeOptions({ rules: { pins }, skills: { aliases } })._tag).toBe('Right')
  })
})
