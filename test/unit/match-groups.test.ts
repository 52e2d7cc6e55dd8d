import { isLeft } from 'fp-ts/lib/Either.js'
import {
  blockingPairs,
  coverageFrontier,
  formatMatchError,
  matchPeers,
  type Matching,
  type OptionsInput,
  type PersonInput,
  planRounds,
  rematch,
  type TimeWindow,
} from 'peermatch'
import { describe, expect, it } from 'vitest'

const answered = (people: readonly PersonInput[], options: OptionsInput): Matching => {
  const answer = matchPeers(people, options)
  if (isLeft(answer)) throw new Error(formatMatchError(answer.left))
  return answer.right
}

const said = (people: readonly PersonInput[], options: OptionsInput): string => {
  const answer = matchPeers(people, options)
  return isLeft(answer) ? formatMatchError(answer.left) : 'no error'
}

/** A circle in which each teaches the next. */
const circle = (ids: string, more: (at: number) => Partial<PersonInput> = () => ({})): PersonInput[] =>
  [...ids].map((id, at) => ({ id, offers: [`s${at}`], wants: [`s${(at + 1) % ids.length}`], ...more(at) }))

const membersOf = ({ groups = [] }: Matching): string[] => groups.map(({ members }) => members.join(''))

const INTO = { groups: { min: 3, max: 3 } } as const

describe('groups', () => {
  const window = (day: TimeWindow['day'], from: string, to: string): TimeWindow => ({ day, from, to })

  it('need a time that all of them have, not two and two', () => {
    const evenings = [window('Mon', '18:00', '20:00'), window('Tue', '18:00', '20:00'), window('Wed', '18:00', '20:00')]
    const two = circle('abc', (at) => ({
      timezone: 'Europe/Madrid',
      availability: evenings.filter((_, day) => day !== at),
    }))
    const rules = { minOverlapMinutes: 60 }
    expect(membersOf(answered(two, { into: INTO }))).toEqual(['abc'])
    const none = answered(two, { into: INTO, rules })
    expect(membersOf(none)).toEqual([])
    expect(none.unmatched.map(({ reason }) => reason._tag)).toEqual(Array(3).fill('LeftOver'))
    const all = two.map((person) => ({
      ...person,
      availability: [...person.availability!, window('Fri', '18:00', '19:00')],
    }))
    expect(membersOf(answered(all, { into: INTO, rules }))).toEqual(['abc'])
    expect(membersOf(answered(all, { into: INTO, rules: { minOverlapMinutes: 61 } }))).toEqual([])
  })

  it('meet across zones in one piece, in the week that is asked for, and say when on every clock', () => {
    const people = circle('abc', (at) => ({
      timezone: ['Europe/Madrid', 'America/New_York', 'Asia/Kolkata'][at]!,
      availability: [
        [window('Mon', '15:00', '18:00')],
        [window('Mon', '09:00', '11:00')],
        [window('Mon', '18:30', '21:30')],
      ][at]!,
    }))
    const options = (referenceWeek: string, minOverlapMinutes: number): OptionsInput => ({
      into: INTO,
      rules: { minOverlapMinutes, referenceWeek },
    })
    // Winter: 15-18 in Madrid is 09-12 in New York and 19:30-22:30 in Kolkata.
    const winter = answered(people, options('2026-12-07', 120))
    expect(winter.groups?.[0]?.commonWindows).toEqual([
      {
        minutes: 120,
        local: [
          { day: 'Mon', from: '15:00', untilDay: 'Mon', to: '17:00' },
          { day: 'Mon', from: '09:00', untilDay: 'Mon', to: '11:00' },
          { day: 'Mon', from: '19:30', untilDay: 'Mon', to: '21:30' },
        ],
      },
    ])
    expect(membersOf(answered(people, options('2026-12-07', 121)))).toEqual([])
    // Between the changes of clocks in spring New York is an hour nearer: 16-18 in Madrid, 20:30-22:30 in Kolkata, of which one hour is left.
    expect(membersOf(answered(people, options('2026-03-16', 61)))).toEqual([])
    expect(answered(people, options('2026-03-16', 60)).groups?.[0]?.commonWindows?.[0]?.minutes).toBe(60)
    expect(said(people, { into: INTO, rules: { minOverlapMinutes: 60 } })).toContain('options.rules.referenceWeek')
  })

  it('goes on from Sunday to Monday: the week is a circle', () => {
    const people = circle('abc', () => ({ timezone: 'UTC', availability: [window('Sun', '23:00', '01:00')] }))
    expect(membersOf(answered(people, { into: INTO, rules: { minOverlapMinutes: 120 } }))).toEqual(['abc'])
    expect(membersOf(answered(people, { into: INTO, rules: { minOverlapMinutes: 121 } }))).toEqual([])
  })

  it('need one language for all, at a time for all', () => {
    const tongues = [
      ['es', 'en'],
      ['en', 'fr'],
      ['fr', 'es'],
    ]
    const people = circle('abc', (at) => ({
      languages: tongues[at]!,
      timezone: 'UTC',
      availability: [window('Mon', '10:00', '12:00')],
    }))
    const rules = { sharedLanguage: true, minOverlapMinutes: 30 }
    expect(membersOf(answered(people, { into: INTO, rules }))).toEqual([])
    const more = people.map((person) => ({ ...person, languages: [...person.languages!, 'de'] }))
    expect(membersOf(answered(more, { into: INTO, rules }))).toEqual(['abc'])
  })

  it('everyone: all are placed, or it is said why that cannot be', () => {
    const everyone = { groups: { min: 3, max: 4, everyone: true } }
    const two = [
      ...circle('abc'),
      ...circle('xyz').map((p) => ({
        ...p,
        offers: p.offers.map((s) => `t${String(s)}`),
        wants: p.wants.map((s) => `t${String(s)}`),
      })),
    ]
    expect(membersOf(answered(two, { into: everyone }))).toEqual(['abc', 'xyz'])
    const alone = [...two, { id: 'q', offers: ['chess'], wants: ['s0'] }]
    expect(matchPeers(alone, { into: everyone })).toMatchObject({
      left: { _tag: 'NotEverybody', people: 7, placed: 6, most: 6, hopeless: ['q'] },
    })
    expect(said(alone, { into: everyone })).toBe(
      'options.into.groups.everyone: at most 6 of 7 people can be in groups; in no group, whatever the others do: "q": leave out everyone, or widen the sizes, or the rules',
    )
  })

  it('pins are kept together; those that the rules part are an error that names both', () => {
    const people = circle('abcd')
    const pins: [string, string][] = [['a', 'c']]
    const into = { groups: { min: 2, max: 4 } }
    expect(membersOf(answered(people, { into, rules: { pins } }))).toEqual(['abcd'])
    expect(said(people, { into, rules: { pins, bans: [['c', 'a']] } })).toBe(
      'options.rules.pins[0]: the pin of "a" and "c" cannot be kept: the other rules never let "a" and "c" meet',
    )
    expect(said(people, { into, rules: { together: [['a', 'nobody']] } })).toContain('options.rules.together[0][1]')
  })

  it('what the caller’s rule throws, and what signals stop, is told', () => {
    const people = circle('abc')
    const eligible = (): boolean => {
      throw new Error('no')
    }
    expect(said(people, { into: INTO, rules: { eligible } })).toContain('options.rules.eligible: failed for')
    const stopped = answered(people, { into: INTO, signal: { aborted: true } })
    expect(stopped.proof).toMatchObject({ stopped: 'signal' })
    expect(stopped.proof.bound).toBeGreaterThanOrEqual(9)
  })

  it('no people, and people with nothing in common, are an answer like any other', () => {
    for (const into of [INTO, { cycles: {} }]) {
      expect(answered([], { into })).toMatchObject({
        pairs: [],
        unmatched: [],
        proof: { value: 0, bound: 0, optimal: true },
      })
      const alone = [
        { id: 'a', offers: ['x'], wants: ['x'] },
        { id: 'b', offers: ['x'], wants: ['y'] },
      ]
      expect(answered(alone, { into }).unmatched.map(({ reason }) => reason._tag)).toEqual([
        'WantsNothingNew',
        'NobodyTeaches',
      ])
    }
  })
})

it('calls that know pairs only refuse groups and cycles', () => {
  const people = circle('ab')
  for (const into of [INTO, { cycles: {} }]) {
    const answers = [
      rematch([], people, { maxBroken: 1 }, { into }),
      planRounds(people, 1, { into }),
      coverageFrontier(people, { into }),
      blockingPairs(people, [], { into }),
    ]
    for (const answer of answers) {
      expect(isLeft(answer) && formatMatchError(answer.left)).toContain(
        'options.into: expected "pairs": this call knows no groups',
      )
    }
  }
})
