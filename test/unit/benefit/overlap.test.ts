import { describe, expect, it } from 'vitest'
import { Calendar, OverlapRule } from '../../../src/benefit/overlap.ts'
import type { Person, TimeWindow } from '../../../src/model/person.ts'
import { windowsOf } from '../../oracle/common-time.ts'
import { market, options, pairsOf, person, refusal } from './people.ts'

const at = (timezone: string, text: string): Pick<Person, 'timezone' | 'availability'> => ({
  timezone,
  availability: windowsOf(text),
})
const one = (id: string, more: Partial<Person>): Person => person(id, ['x'], ['y'], more)

describe('Calendar', () => {
  it('has one free time for all who are free alike, however they write it', () => {
    const calendar = new Calendar('2026-11-23')
    const first = calendar.of(one('a', at('Europe/Madrid', 'Mon 18:00 20:00,Mon 19:00 24:00')))
    expect(first).toBeDefined()
    expect(calendar.of(one('b', at('europe/MADRID', 'Mon 20:00 00:00,Mon 18:00 20:00')))).toBe(first)
    expect(calendar.of(one('c', at('Europe/Paris', 'Mon 18:00 24:00')))).not.toBe(first)
  })

  it.each<[string, Partial<Person>]>([
    ['neither', {}],
    ['no zone', { availability: windowsOf('Mon 18:00 20:00') }],
    ['no windows', { timezone: 'Europe/Madrid' }],
    ['an empty list of windows', { timezone: 'Europe/Madrid', availability: [] }],
  ])('knows nothing of people who state %s', (_, more) => {
    expect(new Calendar('2026-11-23').of(one('a', more))).toBeUndefined()
  })

  it('without a reference week compares people of one zone, in whatever letters', () => {
    const calendar = new Calendar(undefined)
    const [madrid, same, other] = ['Europe/Madrid', 'Europe/madrid', 'Europe/Paris'].map(
      (zone) => calendar.of(one('a', at(zone, 'Mon 18:00 20:00')))!,
    )
    expect(calendar.compares(madrid!, same!)).toBe(true)
    expect(calendar.compares(madrid!, other!)).toBe(false)
    const weekly = new Calendar('2026-11-23')
    const [here, there] = ['Europe/Madrid', 'Europe/Paris'].map(
      (zone) => weekly.of(one('a', at(zone, 'Mon 18:00 20:00')))!,
    )
    expect(weekly.compares(here!, there!)).toBe(true)
  })
})

describe('OverlapRule', () => {
  it('wants one piece: three times twenty minutes are no hour', () => {
    const people = [
      one('a', at('UTC', 'Mon 10:00 10:20,Tue 10:00 10:20,Wed 10:00 10:20')),
      one('b', at('UTC', 'Mon 09:00 12:00,Tue 09:00 12:00,Wed 09:00 12:00')),
      one('c', at('UTC', 'Mon 10:10 10:15,Wed 11:00 12:00')),
      one('d', {}),
    ]
    const holds = (least: number): readonly string[] => {
      const rule = new OverlapRule(people, new Calendar(undefined), least)
      expect(rule.failure).toBeUndefined()
      return ['ab', 'ac', 'bc', 'ad', 'db', 'dd'].filter((pair) =>
        rule.holds('abcd'.indexOf(pair[0]!), 'abcd'.indexOf(pair[1]!)),
      )
    }
    expect(holds(5)).toEqual(['ab', 'ac', 'bc'])
    expect(holds(6)).toEqual(['ab', 'bc'])
    expect(holds(20)).toEqual(['ab', 'bc'])
    expect(holds(21)).toEqual(['bc'])
    expect(holds(60)).toEqual(['bc'])
    expect(holds(61)).toEqual([])
  })

  it('asks for a reference week as soon as two zones are stated, and names them', () => {
    const people = [
      one('a', { timezone: 'Asia/Tokyo' }),
      one('b', at('Europe/Madrid', 'Mon 10:00 12:00')),
      one('c', at('Europe/Madrid', 'Mon 10:00 12:00')),
    ]
    expect(new OverlapRule(people, new Calendar(undefined), 60).failure).toBeUndefined()
    const more = [...people, one('d', at('America/New_York', 'Mon 10:00 12:00'))]
    expect(new OverlapRule(more, new Calendar('2026-11-23'), 60).failure).toBeUndefined()
    expect(new OverlapRule(more, new Calendar(undefined), 60).failure).toEqual({
      _tag: 'InvalidInput',
      issues: [
        {
          path: 'options.rules.referenceWeek',
          expected:
            'a date such as "2026-11-23", because minOverlapMinutes is set and people live in different time zones',
          got: 'undefined',
          hint: 'how far apart Europe/Madrid and America/New_York are depends on the week: name one',
        },
      ],
      total: 1,
    })
  })
})

describe('the market', () => {
  const ana = person('ana', ['x'], ['y'], at('Europe/Madrid', 'Mon 18:00 20:00'))
  const ben = person('ben', ['y'], ['x'], at('America/New_York', 'Mon 12:00 14:00'))

  it('follows the clocks of the reference week', () => {
    const pairs = (referenceWeek: string, minOverlapMinutes: number): number =>
      pairsOf(market([ana, ben], options({ referenceWeek, minOverlapMinutes }))).length
    expect(pairs('2026-11-23', 120)).toBe(1)
    expect(pairs('2026-11-23', 121)).toBe(0)
    // Three weeks in March the two are an hour nearer to each other.
    expect(pairs('2026-03-16', 61)).toBe(0)
    expect(pairs('2026-03-16', 60)).toBe(1)
  })

  it('is refused without one, and never asks for it where the rule is not set', () => {
    expect(refusal([ana, ben], options({ minOverlapMinutes: 60 }))).toMatchObject({
      _tag: 'InvalidInput',
      issues: [{ path: 'options.rules.referenceWeek' }],
    })
    expect(pairsOf(market([ana, ben]))).toHaveLength(1)
  })

  it("looks at nobody's windows when the rule is not set", () => {
    const trap = {
      get: (): never => {
        throw new Error('somebody looked')
      },
    }
    const availability = new Proxy<TimeWindow[]>([], trap)
    expect(
      pairsOf(
        market([
          { ...ana, availability },
          { ...ben, availability },
        ]),
      ),
    ).toHaveLength(1)
  })
})
