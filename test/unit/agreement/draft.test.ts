import { isLeft, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { type Agreement, draftAgreement, draftAgreements } from '../../../src/agreement.ts'
import { type AgreementError, formatAgreementError } from '../../../src/agreement/error.ts'
import type { MatchInput } from '../../../src/agreement/exchange-lines.ts'
import { AgreementPreferences, type AgreementPreferencesInput } from '../../../src/agreement/preferences.ts'
import { matchPeers } from '../../../src/index.ts'
import type { PersonInput, TimeWindow } from '../../../src/model/person.ts'

const line = (from: string, to: string, skill: string, priority = 1, level = 3, known = 0) => ({
  from,
  to,
  skill,
  level,
  lift: level - known,
  priority,
  benefit: priority * (level - known),
})

const PAIR: MatchInput = {
  members: ['ana', 'ben'],
  exchange: [line('ana', 'ben', 'Spanish'), line('ben', 'ana', 'skiing')],
}

const person = (id: string, timezone?: string, ...availability: TimeWindow[]): PersonInput => ({
  id,
  offers: [],
  wants: [],
  ...(timezone === undefined ? {} : { timezone }),
  ...(availability.length === 0 ? {} : { availability }),
})

const PEOPLE = [person('ana', 'Europe/Madrid'), person('ben', 'Europe/Madrid')]
const PLAIN: AgreementPreferencesInput = { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 6 }

const draft = (
  match: MatchInput = PAIR,
  people: readonly PersonInput[] = PEOPLE,
  preferences: AgreementPreferencesInput = PLAIN,
): Agreement => {
  const result = draftAgreement(match, people, preferences)
  if (isLeft(result)) throw new Error(formatAgreementError(result.left))
  return result.right
}

const refused = (match: unknown, people: unknown = PEOPLE, preferences: unknown = PLAIN): AgreementError => {
  const result = draftAgreement(match as never, people as never, preferences as never)
  if (!isLeft(result)) throw new Error('expected a Left')
  expect(formatAgreementError(result.left).length).toBeGreaterThan(10)
  expect(JSON.parse(JSON.stringify(result.left))).toEqual(result.left)
  return result.left
}

const beginnings = ({ sessions }: Agreement): readonly (string | undefined)[] =>
  sessions.map(({ start }) => start?.slice(0, 16))
const walls = ({ sessions }: Agreement, member: number): readonly string[] =>
  sessions.map(({ local }) => `${local![member]!.date} ${local![member]!.from}`)

describe('sessions and daylight saving time', () => {
  test('New York and Madrid: three weeks in which they are an hour nearer to each other', () => {
    const people = [
      person('ana', 'Europe/Madrid', { day: 'Tue', from: '17:00', to: '19:00' }),
      person('ben', 'America/New_York', { day: 'Tue', from: '12:00', to: '14:00' }),
    ]
    const plan = draft(PAIR, people, { ...PLAIN, sessions: 5 })
    // New York changes on March 8, Madrid on March 29.
    expect(beginnings(plan)).toEqual([
      '2026-03-03T17:00',
      '2026-03-10T17:00',
      '2026-03-17T17:00',
      '2026-03-24T17:00',
      '2026-03-31T16:00',
    ])
    expect(walls(plan, 0).map((text) => text.slice(11))).toEqual(['18:00', '18:00', '18:00', '18:00', '18:00'])
    expect(walls(plan, 1).map((text) => text.slice(11))).toEqual(['12:00', '13:00', '13:00', '13:00', '12:00'])
  })

  test('New York and Madrid: a window that they have in common only while they are nearer', () => {
    const people = [
      person('ana', 'Europe/Madrid', { day: 'Tue', from: '17:00', to: '18:00' }),
      person('ben', 'America/New_York', { day: 'Tue', from: '12:00', to: '13:00' }),
    ]
    const plan = draft(PAIR, people, { start: '2026-03-02', cadence: { minutes: 60 }, until: '2026-04-12' })
    expect(beginnings(plan)).toEqual(['2026-03-10T16:00', '2026-03-17T16:00', '2026-03-24T16:00'])
    expect(plan.skipped).toEqual([
      { from: '2026-03-02', to: '2026-03-08', reason: 'noCommonTime' },
      { from: '2026-03-30', to: '2026-04-05', reason: 'noCommonTime' },
      { from: '2026-04-06', to: '2026-04-12', reason: 'noCommonTime' },
    ])
  })

  test('Auckland and Kathmandu: clocks go back in the south, and are 45 minutes off', () => {
    const people = [
      person('ana', 'Asia/Kathmandu', { day: 'Wed', from: '06:00', to: '09:00' }),
      person('ben', 'Pacific/Auckland', { day: 'Wed', from: '14:00', to: '15:30' }),
    ]
    const plan = draft(PAIR, people, { ...PLAIN, start: '2026-03-30', sessions: 2 })
    // 14:00 on April 1 is UTC+13, on April 8 UTC+12.
    expect(beginnings(plan)).toEqual(['2026-04-01T01:00', '2026-04-08T02:00'])
    expect(walls(plan, 0)).toEqual(['2026-04-01 06:45', '2026-04-08 07:45'])
    expect(walls(plan, 1)).toEqual(['2026-04-01 14:00', '2026-04-08 14:00'])
  })

  test('Auckland and New York: a day apart on the wall', () => {
    const people = [
      person('ana', 'Pacific/Auckland', { day: 'Tue', from: '09:00', to: '11:00' }),
      person('ben', 'America/New_York', { day: 'Mon', from: '16:00', to: '20:00' }),
    ]
    const plan = draft(PAIR, people, { ...PLAIN, start: '2026-09-21', sessions: 2 })
    expect(walls(plan, 0)).toEqual(['2026-09-22 09:00', '2026-09-29 09:00'])
    // Auckland changes on September 27.
    expect(walls(plan, 1)).toEqual(['2026-09-21 17:00', '2026-09-28 16:00'])
  })

  test('a wished time that clocks skip is left for the first moment after it, and one that comes twice is the first', () => {
    const at = (start: string): Agreement =>
      draft(PAIR, PEOPLE, { ...PLAIN, start, sessions: 1, time: '02:30', timezone: 'Europe/Madrid' })
    expect(beginnings(at('2026-03-29'))).toEqual(['2026-03-29T01:00'])
    expect(beginnings(at('2026-10-25'))).toEqual(['2026-10-25T00:30'])
  })
})

describe('placing', () => {
  test('nobody states availability: the wished time, or days only', () => {
    const timed = draft(PAIR, PEOPLE, { ...PLAIN, time: '18:00', day: 'Thu', sessions: 2 })
    expect(walls(timed, 0)).toEqual(['2026-03-05 18:00', '2026-03-12 18:00'])
    const days = draft(PAIR, [person('ana'), person('ben')], { ...PLAIN, day: 'Thu', sessions: 2 })
    expect(days.sessions.map(({ date, start, local }) => [date, start, local])).toEqual([
      ['2026-03-05', undefined, undefined],
      ['2026-03-12', undefined, undefined],
    ])
    expect(days.timezone).toBeUndefined()
    expect(draft(PAIR, PEOPLE, { ...PLAIN, sessions: 1 }).sessions[0]?.date).toBe('2026-03-02')
  })

  test('without a wish: at the first possible time, and at that time from then on', () => {
    const people = [
      person(
        'ana',
        'Europe/Madrid',
        { day: 'Mon', from: '18:00', to: '20:00' },
        { day: 'Thu', from: '10:00', to: '12:00' },
      ),
      person('ben', 'Europe/Madrid'),
    ]
    const plan = draft(PAIR, people, { ...PLAIN, start: '2026-03-03', sessions: 3 })
    expect(walls(plan, 0)).toEqual(['2026-03-05 10:00', '2026-03-12 10:00', '2026-03-19 10:00'])
  })

  test('the wished day and time where there is time then, or else the nearest', () => {
    const people = [
      person(
        'ana',
        'Europe/Madrid',
        { day: 'Mon', from: '18:00', to: '20:00' },
        { day: 'Thu', from: '10:00', to: '12:00' },
      ),
      person('ben', 'Europe/Madrid'),
    ]
    const on = (wish: AgreementPreferencesInput): readonly string[] =>
      walls(draft(PAIR, people, { ...wish, sessions: 1 }), 0)
    expect(on({ ...PLAIN, day: 'Thu' })).toEqual(['2026-03-05 10:00'])
    expect(on({ ...PLAIN, day: 'Mon', time: '18:30' })).toEqual(['2026-03-02 18:30'])
    expect(on({ ...PLAIN, time: '10:30' })).toEqual(['2026-03-05 10:30'])
    expect(on({ ...PLAIN, time: '21:00' })).toEqual(['2026-03-02 19:00'])
    expect(on({ ...PLAIN, wishes: [{ number: 1, day: 'Thu', time: '11:00' }] })).toEqual(['2026-03-05 11:00'])
  })

  test('excluded days move a session within its turn, or skip the turn', () => {
    const people = [
      person(
        'ana',
        'Europe/Madrid',
        { day: 'Mon', from: '18:00', to: '20:00' },
        { day: 'Thu', from: '18:00', to: '20:00' },
      ),
      person('ben', 'Europe/Madrid'),
    ]
    const blackouts = [
      { from: '2026-03-09', to: '2026-03-09' },
      { id: 'ben', from: '2026-03-16', to: '2026-03-22' },
    ]
    const plan = draft(PAIR, people, { ...PLAIN, sessions: 3, blackouts })
    expect(plan.sessions.map(({ date }) => date)).toEqual(['2026-03-02', '2026-03-12', '2026-03-23'])
    expect(plan.skipped).toEqual([{ from: '2026-03-16', to: '2026-03-22', reason: 'blackout' }])
  })

  test('a later week of a long turn, where the first has no time', () => {
    const blackouts = [{ from: '2026-03-02', to: '2026-03-08' }]
    const plan = draft(PAIR, PEOPLE, { ...PLAIN, cadence: { everyWeeks: 2, minutes: 60 }, sessions: 2, blackouts })
    expect(plan.sessions.map(({ date }) => date)).toEqual(['2026-03-09', '2026-03-16'])
    expect(plan.skipped).toEqual([])
  })

  test('appointments are kept, whether told as times or as agreements', () => {
    const people = [
      person('ana', 'Europe/Madrid', { day: 'Mon', from: '18:00', to: '20:00' }),
      person('ben', 'Europe/Madrid'),
    ]
    const first = draft(PAIR, people)
    const next = draft(PAIR, people, { ...PLAIN, busy: [first] })
    expect(walls(next, 0)[0]).toBe('2026-03-02 19:00')
    const third = draftAgreement(PAIR, people, { ...PLAIN, busy: [first, next], until: '2026-03-20' })
    expect(isLeft(third) && third.left._tag).toBe('NoCommonTime')
    const busy = [{ id: 'ben', from: '2026-03-02T17:30:00.000Z', to: '2026-03-02T19:00:00Z' }]
    const moved = draft(PAIR, people, { ...PLAIN, busy, sessions: 1 })
    expect(walls(moved, 0)).toEqual(['2026-03-09 18:00'])
    expect(moved.skipped).toEqual([{ from: '2026-03-02', to: '2026-03-08', reason: 'busy' }])
  })
})

describe('topics, goals and the rest', () => {
  test('a pair: half of each session, and the second half is the other one next time', () => {
    const plan = draft()
    expect(
      plan.sessions.map(({ blocks }) =>
        blocks.map(({ teacher, offset, minutes }) => `${teacher} ${offset} ${minutes}`),
      ),
    ).toEqual(
      [1, 2, 3].flatMap(() => [
        ['ana 0 30', 'ben 30 30'],
        ['ben 0 30', 'ana 30 30'],
      ]),
    )
  })

  test('a pair whose sessions are too short to split: they take turns', () => {
    const plan = draft(PAIR, PEOPLE, { ...PLAIN, cadence: { minutes: 25 } })
    expect(plan.sessions.map(({ blocks }) => blocks.map(({ minutes }) => minutes))).toEqual([
      [25],
      [25],
      [25],
      [25],
      [25],
      [25],
    ])
    expect(plan.members.map(({ given, received }) => [given, received])).toEqual([
      [75, 75],
      [75, 75],
    ])
  })

  test('a cycle: each teaches the next in every session', () => {
    const match = {
      members: ['ana', 'ben', 'eva'],
      exchange: [line('ana', 'ben', 'Go'), line('ben', 'eva', 'chess'), line('eva', 'ana', 'skiing')],
    }
    const plan = draft(match, [...PEOPLE, person('eva')])
    expect(plan.members.map(({ given, received }) => [given, received])).toEqual([
      [120, 120],
      [120, 120],
      [120, 120],
    ])
    expect(plan.sessions.every(({ blocks }) => blocks.length === 3)).toBe(true)
    expect(plan.title).toBe('ana, ben and eva learn from each other')
  })

  test('many wants against one: each gets as much, and the wants by priority', () => {
    const exchange = [
      line('ana', 'ben', 'Spanish'),
      line('ben', 'ana', 'skiing', 3),
      line('ben', 'ana', 'chess', 2),
      line('ben', 'ana', 'Go', 1),
    ]
    const plan = draft({ members: ['ana', 'ben'], exchange }, PEOPLE, { ...PLAIN, sessions: 12 })
    expect(plan.members.map(({ given, received }) => [given, received])).toEqual([
      [360, 360],
      [360, 360],
    ])
    expect(plan.goals.map(({ member, skill, minutes }) => `${member} ${skill} ${minutes}`)).toEqual([
      'ana skiing 180',
      'ana chess 120',
      'ana Go 60',
      'ben Spanish 360',
    ])
  })

  test('what cannot be given back is taught once, and the plan says who gives more', () => {
    const exchange = [
      line('ana', 'ben', 'Spanish'),
      line('ben', 'ana', 'skiing'),
      line('ana', 'eva', 'chess'),
      line('ana', 'eva', 'Go'),
      line('ana', 'eva', 'juggling'),
    ]
    const plan = draft({ members: ['ana', 'ben', 'eva'], exchange }, [...PEOPLE, person('eva')], {
      ...PLAIN,
      cadence: { minutes: 40 },
      sessions: 10,
    })
    expect(plan.members.map(({ difference }) => difference)).toEqual([40, 20, -60])
    expect(plan.balance).toEqual({
      even: false,
      largest: 60,
      detail:
        'ana and ben will give more than they receive, eva less, by up to 60 minutes: what each can teach and wants to learn does not allow for less.',
    })
  })

  test('whoever would teach nobody teaches what they offer by the same name, though another is better at it', () => {
    const exchange = [line('ana', 'ben', 'Go', 1, 5), line('ben', 'ana', 'skiing'), line('ana', 'eva', 'chess')]
    const match = { members: ['ana', 'ben', 'eva'], exchange }
    const eva = { ...person('eva'), offers: [{ skill: ' go', level: 2 }] }
    const plan = draft(match, [...PEOPLE, eva])
    expect(plan.balance).toMatchObject({ even: true, largest: 0 })
    expect(plan.goals.find(({ skill }) => skill === 'Go')?.teachers).toEqual(['ana', 'eva'])
    const beginner = { ...eva, offers: [{ skill: 'chess', level: 2 }] }
    expect(draft(match, [...PEOPLE, beginner]).members[2]?.given).toBe(0)
  })

  test('one-way lines only: all time is used, as evenly as it can be', () => {
    const exchange = [line('ana', 'ben', 'Spanish'), line('ben', 'eva', 'skiing')]
    const plan = draft({ members: ['ana', 'ben', 'eva'], exchange }, [...PEOPLE, person('eva')])
    expect(plan.members.map(({ difference }) => difference)).toEqual([180, 0, -180])
  })

  test('minutes carried over are given back first', () => {
    const carried = [
      { id: 'ana', minutes: 90 },
      { id: 'ben', minutes: -90 },
    ]
    const plan = draft(PAIR, PEOPLE, { ...PLAIN, carried, renews: 'agreement-0' })
    expect(plan.renews).toBe('agreement-0')
    expect(plan.members.map(({ given, received, difference }) => [given, received, difference])).toEqual([
      [150, 210, 30],
      [210, 150, -30],
    ])
  })

  test('goals say from where to where, by when, and how to tell', () => {
    const exchange = [line('ana', 'ben', 'Spanish', 2, 5, 1), line('ben', 'ana', 'skiing', 1, 2, 1)]
    const people = [
      { ...person('ana'), name: 'Ana' },
      { ...person('ben'), name: 'Ben' },
    ]
    const plan = draft({ members: ['ben', 'ana'], exchange }, people, { ...PLAIN, sessions: 20 })
    expect(
      plan.goals.map(({ sessions, id, ...goal }) => ({ ...goal, sessions: sessions.length, id: id.slice(0, 10) })),
    ).toEqual([
      {
        id: 'agreement-',
        member: 'ana',
        skill: 'skiing',
        teachers: ['ben'],
        priority: 1,
        from: 1,
        to: 2,
        minutes: 600,
        sessions: 20,
        due: '2026-07-13',
        check: 'Ana does a simple piece of skiing with a little help from Ben.',
      },
      {
        id: 'agreement-',
        member: 'ben',
        skill: 'Spanish',
        teachers: ['ana'],
        priority: 2,
        from: 1,
        to: 3,
        minutes: 600,
        sessions: 20,
        due: '2026-07-13',
        check: 'Ben does an everyday piece of Spanish alone, and Ana has nothing important to correct.',
      },
    ])
    const slow = draft({ members: ['ben', 'ana'], exchange }, people, { ...PLAIN, sessions: 20, minutesPerLevel: 100 })
    expect(slow.goals.map(({ to }) => to)).toEqual([2, 5])
  })

  test('reviews, texts and rules are the caller’s own, and braces in values are left alone', () => {
    const plan = draft(PAIR, [{ ...person('ana'), name: '{skills}' }, person('ben')], {
      ...PLAIN,
      reviewEvery: 4,
      groundRules: ['Be kind.'],
      incentive: 'Pizza',
      aims: { ana: 'To ski down the blue run' },
      words: {
        title: '{members}!',
        and: 'y',
        aim: 'Quiero {skills}',
        review: 'R{number} {goals} {other}',
        lastReview: 'L{number} {goals}',
      },
    })
    expect(plan.title).toBe('{skills} y ben!')
    expect(plan.groundRules).toEqual(['Be kind.'])
    expect(plan.incentive).toBe('Pizza')
    expect(plan.members.map(({ aim }) => aim)).toEqual(['To ski down the blue run', 'Quiero Spanish'])
    expect(plan.reviews.map(({ session, text }) => [session.slice(-3), text])).toEqual([
      ['-s4', 'R1 0 {other}'],
      ['-s6', 'L2 2'],
    ])
  })

  test('ids are those of the members and the start, whatever else changes', () => {
    const plan = draft()
    expect(plan.id).toBe('agreement-c2043a8473662fc5')
    expect(draft(PAIR, PEOPLE, { ...PLAIN, cadence: { minutes: 90 }, sessions: 3 }).id).toBe(plan.id)
    expect(draft(PAIR, PEOPLE, { ...PLAIN, start: '2026-03-03' }).id).not.toBe(plan.id)
  })

  test('takes a pair of matchPeers as it is', () => {
    const people: readonly PersonInput[] = [
      { id: 'ana', offers: [{ skill: 'Spanish', level: 5 }], wants: ['skiing'] },
      { id: 'ben', offers: [{ skill: 'skiing', level: 2 }], wants: [{ skill: 'Spanish', level: 4 }] },
    ]
    const matching = matchPeers(people)
    if (isLeft(matching)) throw new Error('no matching')
    const plan = draft(matching.right.pairs[0]!, people)
    expect(plan.goals.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [4, 5],
    ])
  })
})

describe('wishes that cannot be', () => {
  const tagOf = (preferences: object, people: readonly PersonInput[] = PEOPLE): string =>
    refused(PAIR, people, { ...PLAIN, ...preferences })._tag

  test('are told from each other', () => {
    expect(refused(PAIR, PEOPLE, { ...PLAIN, until: '2026-03-01' })).toEqual({
      _tag: 'ImpossibleWish',
      path: 'preferences.until',
      detail: '2026-03-01 is before the start, 2026-03-02',
    })
    expect(tagOf({ sessions: 0 })).toBe('InvalidInput')
    expect(tagOf({ sessions: 1001 })).toBe('InvalidInput')
    expect(tagOf({ sessions: undefined })).toBe('InvalidInput')
    expect(tagOf({ sessions: undefined, until: '2199-12-31' })).toBe('ImpossibleWish')
    expect(tagOf({ sessions: 1000, cadence: { everyWeeks: 52, minutes: 60 } })).toBe('ImpossibleWish')
    expect(tagOf({ blackouts: [{ from: '2026-01-01', to: '2099-01-01' }] })).toBe('ImpossibleWish')
    expect(tagOf({ start: '2026-02-30' })).toBe('InvalidInput')
    expect(tagOf({ cadence: { minutes: 2000 } })).toBe('InvalidInput')
    expect(tagOf({ time: '18:00' }, [person('ana', 'Europe/Madrid'), person('ben')])).toBe('NoTimezone')
    expect(tagOf({ aims: { eva: 'x' } })).toBe('UnknownPerson')
    expect(tagOf({ carried: [{ id: 'eva', minutes: 3 }] })).toBe('UnknownPerson')
    expect(tagOf({ blackouts: [{ id: 'eva', from: '2026-01-01', to: '2026-01-01' }] })).toBe('UnknownPerson')
    expect(tagOf({}, [person('ana')])).toBe('UnknownPerson')
    expect(tagOf({ colour: 'blue' })).toBe('InvalidInput')
  })

  test('no time in common: says how long the longest is, and where', () => {
    const people = [
      person('ana', 'Europe/Madrid', { day: 'Tue', from: '18:00', to: '20:00' }),
      person('ben', 'Europe/London', { day: 'Tue', from: '18:15', to: '20:00' }),
    ]
    const error = refused(PAIR, people)
    expect(error).toEqual({
      _tag: 'NoCommonTime',
      members: ['ana', 'ben'],
      minutes: 60,
      longest: 45,
      local: [
        { id: 'ana', date: '2026-03-03', from: '19:15', to: '20:00' },
        { id: 'ben', date: '2026-03-03', from: '18:15', to: '19:00' },
      ],
    })
    expect(formatAgreementError(error)).toBe(
      '"ana" and "ben" have no 60 minutes in common: the longest stretch is 45 minutes (2026-03-03 19:15 to 20:00 for "ana", 2026-03-03 18:15 to 19:00 for "ben")',
    )
  })

  test('too few blocks for the goals, or for an even plan', () => {
    const skills = ['a', 'b', 'c', 'd'].map((skill) => line('ana', 'ben', skill))
    const match = { members: ['ana', 'ben'], exchange: [...skills, line('ben', 'ana', 'e')] }
    expect(refused(match, PEOPLE, { ...PLAIN, cadence: { minutes: 20 }, sessions: 5 })).toEqual({
      _tag: 'TooShort',
      goals: 5,
      needed: 8,
      blocks: 5,
      sessions: 5,
    })
    expect(draft(match, PEOPLE, { ...PLAIN, cadence: { minutes: 20 }, sessions: 8 }).balance.largest).toBe(0)
    expect(draft(match, PEOPLE, { ...PLAIN, sessions: 2 }).members.map(({ given }) => given)).toEqual([60, 60])
  })
})

describe('hostile input', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic['members'] = cyclic
  const throwing = Object.defineProperty({}, 'members', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()

  test('gets a Left, and never an exception', () => {
    const matches: readonly unknown[] = [
      undefined,
      null,
      7,
      'match',
      [],
      {},
      cyclic,
      throwing,
      proxy,
      { members: ['ana'], exchange: PAIR.exchange },
      { members: ['ana', 'ana'], exchange: PAIR.exchange },
      { members: ['ana', 'ben'], exchange: [] },
      { members: ['ana', 'ben', '\ud800'], exchange: PAIR.exchange },
      { members: ['ana', 'ben'], exchange: [{ ...line('ana', 'eva', 'Go') }] },
      { members: ['ana', 'ben'], exchange: [{ ...line('ana', 'ana', 'Go') }] },
      { members: ['ana', 'ben'], exchange: [{ ...line('ana', 'ben', 'Go'), lift: Number.NaN }] },
      { members: ['ana', 'ben'], exchange: [{ ...line('ana', 'ben', 'Go'), level: 1e9 }] },
      { members: ['ana', 'ben'], exchange: [{ ...line('ana', 'ben', ' '), priority: 0.5 }] },
      { members: ['ana', 'ben'], exchange: Array(100_000).fill(line('ana', 'ben', 'Go')) },
      { members: ['ana', 'ben'], exchange: { length: 1, 0: line('ana', 'ben', 'Go') } },
    ]
    for (const match of matches) expect(refused(match)._tag).toBe('InvalidInput')
    const wrong: readonly unknown[] = [
      undefined,
      null,
      [],
      proxy,
      throwing,
      { ...PLAIN, busy: [proxy] },
      { ...PLAIN, busy: [{ sessions: 1 }] },
    ]
    for (const preferences of wrong) expect(refused(PAIR, PEOPLE, preferences ?? null)._tag).toBe('InvalidInput')
    expect(refused(PAIR, null)._tag).toBe('InvalidInput')
    expect(refused(PAIR, [{ id: 'ana' }])._tag).toBe('InvalidInput')
  })

  test('names the place', () => {
    const error = refused({ members: ['ana', 'ben'], exchange: [line('ana', 'ben', 'Go'), line('eva', 'ben', 'Go')] })
    expect(formatAgreementError(error)).toBe('match.exchange[1].from: expected the id of a member, got "eva"')
    const busy = [{ id: 'ben', from: '2026-03-02T17:30:00+01:00', to: '2026-03-02T19:00:00Z' }]
    expect(formatAgreementError(refused(PAIR, PEOPLE, { ...PLAIN, busy }))).toContain('preferences.busy[0].from')
  })

  test('ids such as __proto__ are ids like any other', () => {
    const match = {
      members: ['__proto__', 'constructor'],
      exchange: [line('__proto__', 'constructor', 'Go'), line('constructor', '__proto__', 'Go')],
    }
    const aims = JSON.parse('{"__proto__": "mine"}') as Record<string, string>
    const plan = draft(match, [person('__proto__'), person('constructor')], { ...PLAIN, aims })
    expect(plan.members[0]?.aim).toBe('mine')
  })

  test('preferences come back from their own JSON', () => {
    const decoded = AgreementPreferences.decode({
      ...PLAIN,
      busy: [draft(PAIR, PEOPLE, { ...PLAIN, time: '18:00' })],
      aims: { ana: 'x' },
    })
    if (isLeft(decoded)) throw new Error('expected preferences')
    expect(decoded.right.busy.length).toBe(12)
    const text = JSON.stringify(AgreementPreferences.encode(decoded.right))
    expect(AgreementPreferences.decode(JSON.parse(text))).toEqual(right(decoded.right))
  })
})

describe('many matches', () => {
  test('those for which there is no time are told, and stop nobody else; the same members twice are refused', () => {
    const other = { members: ['ana', 'eva'], exchange: [line('ana', 'eva', 'Go'), line('eva', 'ana', 'chess')] }
    const people = [
      person('ana', 'Europe/Madrid', { day: 'Mon', from: '18:00', to: '19:00' }),
      ...['ben', 'eva'].map((id) => person(id, 'UTC')),
    ]
    const drafts = draftAgreements([other, PAIR], people, { ...PLAIN, until: '2026-04-12' })
    if (isLeft(drafts)) throw new Error(formatAgreementError(drafts.left))
    expect(drafts.right.agreements.map(({ members }) => members.map(({ id }) => id))).toEqual([['ana', 'ben']])
    expect(drafts.right.refused.map(({ match, members, error }) => [match, members, error._tag])).toEqual([
      [0, ['ana', 'eva'], 'NoCommonTime'],
    ])
    const twice = draftAgreements([PAIR, { ...PAIR, members: ['ben', 'ana'] }], people, PLAIN)
    expect(isLeft(twice) && formatAgreementError(twice.left)).toBe(
      'matches[1].members: expected members that no other match has, got those of matches[0]',
    )
  })
})
