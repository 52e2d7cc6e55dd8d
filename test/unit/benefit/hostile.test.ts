import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { buildMarket } from '../../../src/benefit/market.ts'
import type { Person } from '../../../src/model/person.ts'
import { market, options, person } from './people.ts'

/** Generous, because other work may share the machine: what is meant is seconds and not minutes. */
const SECONDS = 20_000

const crowd = (count: number, make: (i: number) => Pick<Person, 'offers' | 'wants'>, from = 0): Person[] =>
  Array.from({ length: count }, (_, i) => ({ id: String(from + i).padStart(8, '0'), capacity: 1, ...make(from + i) }))

const offer = (skill: string, level = 3) => ({ skill, level })
const want = (skill: string, priority = 1, level = 0) => ({ skill, priority, level })

describe('large and hostile markets', () => {
  test(
    'a million identical people who offer what they want',
    () => {
      const same = { offers: [offer('A')], wants: [want('A')] }
      expect(market(crowd(1_000_000, () => same)).edges!.count).toBe(0)
    },
    SECONDS,
  )

  test(
    'a million offer A and want B, a million the other way round: too large, at once',
    () => {
      const one = { offers: [offer('A')], wants: [want('B')] }
      const other = { offers: [offer('B')], wants: [want('A')] }
      const built = buildMarket(
        crowd(2_000_000, (i) => (i % 2 === 0 ? one : other)),
        options(),
      )
      expect(isLeft(built) && built.left).toEqual({
        _tag: 'TooLarge',
        what: 'possible pairs',
        size: 2e12,
        limit: 2 ** 32,
      })
    },
    SECONDS,
  )

  test(
    '100,000 people without any match: A teaches B teaches C teaches A',
    () => {
      const m = market(
        crowd(100_002, (i) => ({ offers: [offer('ABC'[i % 3]!), offer(`only ${i}`)], wants: [want('BCA'[i % 3]!)] })),
      )
      expect(m.edges!.count).toBe(0)
      // Everybody has 33,334 teachers and as many learners, none of them both.
      for (const v of [0, 50_000, 100_001]) expect(m.rows.excluded(v)[0]).toBe(66_668)
    },
    SECONDS,
  )

  test(
    'a chain of 100,000: it comes apart one person at a time, and quickly',
    () => {
      const m = market(crowd(100_000, (i) => ({ offers: [offer(`s${i}`)], wants: [want(`s${i + 1}`)] })))
      expect(m.edges!.count).toBe(0)
      expect(m.running.includes(1)).toBe(false)
      expect([m.canGain[0], m.canGive[0], m.canGain[50_000], m.canGive[50_000]]).toEqual([1, 0, 1, 1])
    },
    SECONDS,
  )

  test(
    'a thousand offers and a thousand wants each, with and without related skills',
    () => {
      const people = crowd(60, (i) => ({
        offers: Array.from({ length: 1000 }, (_, k) => offer(`s${(i * 37 + k * 3) % 4000}`, 1 + ((i + k) % 5))),
        wants: Array.from({ length: 1000 }, (_, k) => want(`s${(i * 53 + k * 7) % 4000}`, 1 + (k % 3), k % 5)),
      }))
      expect(market(people).edges!.count).toBe(1770)
      const related = Array.from({ length: 40 }, (_, k) => ({
        skills: Array.from({ length: 100 }, (__, j) => `s${k * 100 + j}`),
        similarity: 0.5,
      }))
      expect(market(people, options({}, { related })).edges!.count).toBe(1770)
    },
    SECONDS,
  )

  test(
    'one skill shared by all, among 20,000 people who also want something of their own',
    () => {
      const m = market(
        crowd(20_000, (i) => ({ offers: [offer('x', 1 + (i % 5))], wants: [want('x', 1, 0), want(`only ${i}`)] })),
      )
      expect(m.edges!.count).toBe(0)
    },
    SECONDS,
  )

  test('names of 5,000 characters, names of Object.prototype', () => {
    const long = 'x'.repeat(5000)
    const m = market([
      person('__proto__', [long], ['__proto__']),
      person('constructor', ['__proto__', 'toString'], [` ${long.toUpperCase()} `, 'hasOwnProperty']),
    ])
    expect(Array.from(m.edges!.weight)).toEqual([6000])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('a related entry with 100,000 skills is refused, not multiplied out', () => {
    const related = [{ skills: Array.from({ length: 100_000 }, (_, i) => `s${i}`), similarity: 0.5 }]
    const built = buildMarket([person('a', ['x'], ['y'])], options({}, { related }))
    expect(isLeft(built) && built.left).toMatchObject({ _tag: 'TooLarge', what: 'pairs of related skills', size: 1e10 })
  })

  test('input is left as it was', () => {
    const people = [person('b', ['x', 'X'], ['y']), person('a', ['y'], ['x'])]
    const copy = structuredClone(people)
    Object.freeze(people)
    for (const one of people) for (const list of [one.offers, one.wants, one]) Object.freeze(list)
    expect(isRight(buildMarket(people, options()))).toBe(true)
    expect(people).toEqual(copy)
  })
})
