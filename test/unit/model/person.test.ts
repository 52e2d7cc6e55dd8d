import { deepStrictEqual } from 'node:assert'
import { isRight, right } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { Person, TimeWindow, Weekday } from '../../../src/model/person.ts'
import { fieldOf, saidOfPeople, saidOfPerson } from './said.ts'

describe('a person', () => {
  it('decodes with every field', () => {
    const ana = {
      id: 'ana',
      name: 'Ana',
      offers: ['Spanish', { skill: 'guitar', level: 4 }],
      wants: ['skiing', { skill: 'cooking', priority: 3, level: 1 }],
      capacity: 1,
      experience: 4,
      languages: ['es', ' EN '],
      timezone: 'Europe/Madrid',
      availability: [{ day: 'Mon', from: '18:00', to: '20:30' }],
      attributes: { team: 'blue', age: 30, remote: true },
    }
    deepStrictEqual(
      Person.decode(ana),
      right({
        ...ana,
        offers: [
          { skill: 'Spanish', level: 3 },
          { skill: 'guitar', level: 4 },
        ],
        wants: [
          { skill: 'skiing', priority: 1, level: 0 },
          { skill: 'cooking', priority: 3, level: 1 },
        ],
        languages: ['es', 'en'],
      }),
    )
  })

  it('leaves absent fields absent, and takes undefined for absent', () => {
    const bare = right({ id: 'ana', offers: [], wants: [], capacity: 1 })
    deepStrictEqual(Person.decode({ id: 'ana', offers: [], wants: [] }), bare)
    deepStrictEqual(
      Person.decode({ id: 'ana', offers: [], wants: [], name: undefined, capacity: undefined, timezone: undefined }),
      bare,
    )
  })

  it('needs an id, offers and wants', () => {
    expect(saidOfPeople([{}])).toBe(
      [
        'people[0].id: expected an id: a text that is not blank, got undefined',
        'people[0].offers: expected a list of offered skills, which may be empty, got undefined',
        'people[0].wants: expected a list of wanted skills, which may be empty, got undefined',
      ].join('\n'),
    )
  })

  it('calls a slip by its name, once, wherever the key stands', () => {
    expect(saidOfPeople([{ wnats: [], id: 'ana', offers: [] }])).toBe(
      'people[0].wnats: expected a known key, got "wnats" (did you mean "wants"?)',
    )
    expect(saidOfPeople([{ ID: 'ana', offer: [], wants: [] }])).toBe(
      [
        'people[0].ID: expected a known key, got "ID" (did you mean "id"?)',
        'people[0].offer: expected a known key, got "offer" (did you mean "offers"?)',
      ].join('\n'),
    )
  })

  it('lists the keys when nothing is near', () => {
    expect(saidOfPerson({ favouriteColour: 'blue' })).toBe(
      'people[0].favouriteColour: expected one of the keys id, name, offers, wants, capacity, experience, languages, ' +
        'timezone, availability, attributes, got "favouriteColour"',
    )
  })

  it('has an id that is a text, kept as it is', () => {
    expect(fieldOf({ id: ' Ana ' }, 'id')).toBe(' Ana ')
    expect(saidOfPerson({ id: 7 })).toBe(
      'people[0].id: expected an id: a text that is not blank, got 7 (write String(id))',
    )
    expect(saidOfPerson({ id: 7n })).toBe(
      'people[0].id: expected an id: a text that is not blank, got a bigint (write String(id))',
    )
    expect(saidOfPerson({ id: ' ' })).toBe('people[0].id: expected an id: a text that is not blank, got " "')
    expect(saidOfPerson({ id: '\udc00' })).toContain('people[0].id: expected well-formed Unicode text')
  })

  it('has 1 to 1,000 partners at most', () => {
    for (const capacity of [1, 2, 1000]) expect(fieldOf({ capacity }, 'capacity')).toBe(capacity)
    for (const capacity of [0, -1, 1001, 1.5, '1', Number.NaN, Infinity]) {
      expect(saidOfPerson({ capacity })).toContain('people[0].capacity: expected a whole number from 1 to 1000, got ')
    }
  })

  it('has experience of 0 or more', () => {
    expect(fieldOf({ experience: 2.5 }, 'experience')).toBe(2.5)
    expect(Object.is(fieldOf({ experience: -0 }, 'experience'), 0)).toBe(true)
    for (const experience of [-1, Number.NaN, Number.POSITIVE_INFINITY, '5 years']) {
      expect(saidOfPerson({ experience })).toContain('people[0].experience: expected a number, 0 or more, got ')
    }
  })

  it('speaks languages that have names', () => {
    expect(fieldOf({ languages: [] }, 'languages')).toEqual([])
    expect(saidOfPerson({ languages: 'es' })).toBe(
      'people[0].languages: expected a list of languages such as ["es", "en"], got "es"',
    )
    expect(saidOfPerson({ languages: ['es', ' '] })).toBe(
      'people[0].languages[1]: expected a language such as "es", got " "',
    )
  })

  it('lives in a zone that exists', () => {
    for (const timezone of ['Europe/Madrid', 'UTC', 'Asia/Calcutta', 'Asia/Kolkata', 'Etc/GMT+5', 'europe/madrid']) {
      expect(fieldOf({ timezone }, 'timezone')).toBe(timezone)
    }
    for (const timezone of ['Europe/Atlantis', 'CETish', '', 'Europe', '\u0000']) {
      expect(saidOfPerson({ timezone })).toContain(
        'people[0].timezone: expected an IANA time zone such as "Europe/Madrid"',
      )
    }
    for (const timezone of ['+01:00', '-05:00', 'UTC+1', 'GMT-3']) {
      expect(saidOfPerson({ timezone })).toBe(
        `people[0].timezone: expected an IANA time zone such as "Europe/Madrid", got "${timezone}" ` +
          '(an offset does not know about summer time: name the zone)',
      )
    }
  })

  it.each([
    ['Madrid', 'Europe/Madrid'],
    ['new  york', 'America/New_York'],
    ['europe/madird', 'Europe/Madrid'],
    ['Europa/Madrid', 'Europe/Madrid'],
    ['Asia/Katmandoo', 'Asia/Katmandu'],
  ])('is told that %s may mean %s', (timezone, meant) => {
    expect(saidOfPerson({ timezone })).toContain(`"${timezone}" (did you mean "${meant}"?)`)
  })

  it.each(['Atlantis', '', ' ', '/', 'x'.repeat(10_000), '\u0000'])('is told nothing about %j', (timezone) => {
    expect(saidOfPerson({ timezone })).not.toContain('did you mean')
  })
})

describe('time windows', () => {
  it.each([
    ['00:00', '24:00'],
    ['18:00', '20:30'],
    ['22:00', '01:00'],
    ['23:59', '00:00'],
  ])('runs from %s to %s', (from, to) => {
    expect(TimeWindow.decode({ day: 'Sun', from, to })).toEqual(right({ day: 'Sun', from, to }))
  })

  it.each([
    [
      { day: 'Monday', from: '18:00', to: '19:00' },
      'day: expected three letters such as "Mon", got "Monday" (did you mean "Mon"?)',
    ],
    [
      { day: 'fri', from: '18:00', to: '19:00' },
      'day: expected "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" or "Sun", got "fri" (did you mean "Fri"?)',
    ],
    [{ day: 1, from: '18:00', to: '19:00' }, 'day: expected "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" or "Sun", got 1'],
    [{ day: 'Mon', from: '6:00', to: '19:00' }, 'from: expected a time from "00:00" to "23:59", got "6:00"'],
    [{ day: 'Mon', from: '18:60', to: '19:00' }, 'from: expected a time from "00:00" to "23:59", got "18:60"'],
    [
      { day: 'Mon', from: '24:00', to: '02:00' },
      'from: expected a time from "00:00" to "23:59", got "24:00" (that is "00:00" of the next day)',
    ],
    [{ day: 'Mon', from: '18:00', to: '24:01' }, 'to: expected a time from "00:00" to "24:00", got "24:01"'],
    [{ day: 'Mon', from: '18:00' }, 'to: expected a time from "00:00" to "24:00", got undefined'],
    [{ day: 'Mon', form: '18:00', to: '19:00' }, 'form: expected a known key, got "form" (did you mean "from"?)'],
  ])('says what is wrong with %j', (window, text) => {
    expect(saidOfPerson({ availability: [window] })).toBe(`people[0].availability[0].${text}`)
  })

  it('is longer than nothing', () => {
    expect(saidOfPerson({ availability: [{ day: 'Mon', from: '18:00', to: '18:00' }] })).toBe(
      'people[0].availability[0]: expected a window that ends at another time than it begins, got "18:00" ' +
        '(a whole day is "00:00" to "24:00")',
    )
  })

  it('knows seven days', () => {
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']) expect(Weekday.is(day)).toBe(true)
    expect(Weekday.is('Monday')).toBe(false)
  })
})

describe('attributes', () => {
  it('keeps __proto__ as a key like any other', () => {
    const attributes = fieldOf(
      { attributes: JSON.parse('{ "__proto__": "x", "constructor": 1, "a": true }') },
      'attributes',
    )
    expect(JSON.stringify(attributes)).toBe('{"__proto__":"x","constructor":1,"a":true}')
    expect(Object.getPrototypeOf(attributes)).toBe(Object.prototype)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it.each([
    [{ a: null }, 'people[0].attributes.a: expected a text, a finite number, true or false, got null'],
    [{ a: {} }, 'people[0].attributes.a: expected a text, a finite number, true or false, got an object'],
    [{ a: Number.NaN }, 'people[0].attributes.a: expected a text, a finite number, true or false, got NaN'],
    [{ 'a b': 1n }, 'people[0].attributes["a b"]: expected a text, a finite number, true or false, got a bigint'],
    [['a'], 'people[0].attributes: expected an object of texts, numbers and booleans, got a list'],
    [
      new Map([['a', 1]]),
      'people[0].attributes: expected an object of texts, numbers and booleans, got a Map (write Object.fromEntries(map))',
    ],
  ])('says what is wrong with %o', (attributes, text) => {
    expect(saidOfPerson({ attributes })).toBe(text)
  })
})

describe('as an io-ts codec', () => {
  it('carries the messages, with the path from where the codec stands', () => {
    const alone = Person.decode({ id: 'a', offers: [''], wants: [] })
    expect(alone._tag === 'Left' && alone.left.map((error) => error.message)).toEqual([
      'person.offers[0]: expected a skill name, got ""',
    ])
    const inside = t.type({ club: t.array(Person) }).decode({ club: [{ id: 'a', offers: [''], wants: [] }] })
    expect(inside._tag === 'Left' && inside.left.map((error) => error.message)).toEqual([
      'club[0].offers[0]: expected a skill name, got ""',
    ])
  })

  it('caps its errors', () => {
    const result = Person.decode({ id: 'a', offers: Array.from({ length: 5000 }, () => ''), wants: [] })
    expect(result._tag === 'Left' && result.left.length).toBe(20)
  })

  it('guards: is() holds for values that decode to themselves', () => {
    const person = { id: 'ana', offers: [{ skill: 'x', level: 1 }], wants: [], capacity: 1 }
    expect(Person.is(person)).toBe(true)
    expect(Person.is({ ...person, offers: ['x'] })).toBe(false)
    expect(Person.is({ ...person, languages: ['EN'] })).toBe(false)
    expect(Person.is({ ...person, name: undefined })).toBe(false)
    expect(Person.is(undefined)).toBe(false)
    expect(isRight(Person.decode(Person.encode(person)))).toBe(true)
  })
})
