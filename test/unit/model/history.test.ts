import { deepStrictEqual } from 'node:assert'
import { decodeOptions, formatMatchError, History } from 'peermatch'
import { describe, expect, it } from 'vitest'

const said = (history: unknown): unknown => {
  const result = decodeOptions({ history })
  return result._tag === 'Left' ? formatMatchError(result.left) : result.right.history
}

const met = [{ members: ['ana', 'ben'], at: '2026-11-01' }]
const refusedDay = (value: string): string => `expected a date such as "2026-11-23", from 2000 to 2199, got ${value}`

describe('a history', () => {
  it('is complete with its defaults, and decodes to what was written', () => {
    deepStrictEqual(said({}), { met: [], repeat: 0, credit: [] })
    deepStrictEqual(said(undefined), undefined)
    const full = {
      met,
      repeat: -2.5,
      halfLife: 30,
      noRepeatWithin: 14,
      asOf: '2026-11-24',
      credit: [{ id: 'cem', amount: 4 }],
    }
    deepStrictEqual(said(full), full)
    expect(History.is(full)).toBe(true)
    const decoded = History.decode(full)
    if (decoded._tag === 'Left') throw new Error('unreachable')
    deepStrictEqual(History.encode(decoded.right), full)
    deepStrictEqual(said({ met, repeat: 3 }), { met, repeat: 3, credit: [] })
    deepStrictEqual(said({ met, asOf: '2026-11-01', noRepeatWithin: 1 }), {
      met,
      repeat: 0,
      noRepeatWithin: 1,
      asOf: '2026-11-01',
      credit: [],
    })
  })

  it.each([
    [null, ': expected a history: { met, repeat, halfLife, noRepeatWithin, asOf, credit }, got null'],
    [[], ': expected a history: { met, repeat, halfLife, noRepeatWithin, asOf, credit }, got a list'],
    [{ meet: [] }, '.meet: expected a known key, got "meet" (did you mean "met"?)'],
    [
      { halfLifeDays: 3 },
      '.halfLifeDays: expected one of the keys met, repeat, halfLife, noRepeatWithin, asOf, credit, got "halfLifeDays"',
    ],
    [{ met: {} }, '.met: expected a list of meetings { members: [a, b], at }, got an object'],
    [{ met: [['ana', 'ben']] }, '.met[0]: expected a meeting: { members: [a, b], at }, got a list'],
    [{ met: [{ members: ['ana', 'ben'] }] }, `.met[0].at: ${refusedDay('undefined')}`],
    [{ met: [{ members: ['ana', 'ben'], at: '2026-02-30' }] }, `.met[0].at: ${refusedDay('"2026-02-30"')}`],
    [
      { met: [{ members: ['ana', 'ben'], at: new Date(0) }] },
      `.met[0].at: ${refusedDay('a Date (write date.toISOString().slice(0, 10))')}`,
    ],
    [{ met: [{ members: ['ana'], at: '2026-11-01' }] }, '.met[0].members: expected two ids [a, b], got a list of 1'],
    [
      { met: [{ members: ['ana', 'ana'], at: '2026-11-01' }] },
      '.met[0].members: expected two different people, got "ana" (nobody can be paired with themselves)',
    ],
    [
      { met: [{ members: ['ana', 7], at: '2026-11-01' }] },
      '.met[0].members[1]: expected the id of a person, got 7 (write String(id))',
    ],
    [{ repeat: Number.NaN }, '.repeat: expected a number from -1000000 to 1000000, got NaN'],
    [{ repeat: -1_000_001 }, '.repeat: expected a number from -1000000 to 1000000, got -1000001'],
    [
      { repeat: '-2' },
      '.repeat: expected a number from -1000000 to 1000000, got "-2" (write it without the quotes: a number, not a string)',
    ],
    [{ halfLife: 0, asOf: '2026-11-24' }, '.halfLife: expected a number of days, above 0, got 0'],
    [{ noRepeatWithin: 0, asOf: '2026-11-24' }, '.noRepeatWithin: expected a whole number from 1 to 100000, got 0'],
    [{ noRepeatWithin: 1.5, asOf: '2026-11-24' }, '.noRepeatWithin: expected a whole number from 1 to 100000, got 1.5'],
    [{ asOf: 'today' }, `.asOf: ${refusedDay('"today"')}`],
    [
      { met, repeat: -1, halfLife: 30 },
      '.asOf: expected the day for which people are matched, such as "2026-11-23", got undefined (halfLife counts days back from it)',
    ],
    [
      { met, noRepeatWithin: 30 },
      '.asOf: expected the day for which people are matched, such as "2026-11-23", got undefined (noRepeatWithin counts days back from it)',
    ],
    [
      { met: [...met, { members: ['ana', 'cem'], at: '2026-11-25' }], asOf: '2026-11-24' },
      '.met[1].at: expected a day up to asOf, "2026-11-24", got "2026-11-25" (asOf is the day for which people are matched)',
    ],
    [{ credit: { ana: 3 } }, '.credit: expected a list of credits { id, amount }, got an object'],
    [{ credit: ['ana'] }, '.credit[0]: expected a credit: { id, amount }, got "ana"'],
    [{ credit: [{ id: 'ana' }] }, '.credit[0].amount: expected a number from 0 to 1000000, got undefined'],
    [{ credit: [{ id: 'ana', amount: -1 }] }, '.credit[0].amount: expected a number from 0 to 1000000, got -1'],
    [{ credit: [{ id: '', amount: 1 }] }, '.credit[0].id: expected the id of a person, got ""'],
    [
      {
        credit: [
          { id: 'ana', amount: 1 },
          { id: 'ben', amount: 1 },
          { id: 'ana', amount: 2 },
        ],
      },
      '.credit[2].id: expected one credit for each person, got "ana" (credit[0] is for the same person: add the amounts up)',
    ],
  ])('says what is wrong with %o', (history, text) => {
    expect(said(history)).toBe(`options.history${text}`)
  })

  it('is not shaken by what throws, lies or has no end', () => {
    const thrower = new Proxy(
      {},
      {
        ownKeys: () => ['met', 'members', 'id'],
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 0 }),
        get: () => {
          throw new Error('no')
        },
      },
    )
    const endless: unknown[] = []
    endless.push(endless)
    for (const hostile of [
      thrower,
      { met: thrower },
      { met: [thrower] },
      { credit: [thrower] },
      { met: endless },
      { credit: endless },
    ])
      expect(said(hostile)).toMatch(/^options\.history/)
    expect(said({ met: Object.assign([], { length: 2 ** 32 - 1 }) })).toMatch(/^options\.history\.met: /)
    const many = Array.from({ length: 100_000 }, () => ({ members: ['ana', 'ben'], at: '2199-12-31' }))
    expect(said({ met: many, asOf: '2000-01-01' })).toMatch(/and 99980 more$/)
    deepStrictEqual(
      said({
        credit: [
          { id: '__proto__', amount: 1 },
          { id: 'constructor', amount: 1 },
        ],
      }),
      {
        met: [],
        repeat: 0,
        credit: [
          { id: '__proto__', amount: 1 },
          { id: 'constructor', amount: 1 },
        ],
      },
    )
  })
})
