import { describe, expect, it } from 'vitest'
import { type Ledger, recordSession } from '../../../src/agreement/ledger.ts'
import { currentAgreement } from '../../../src/agreement/ledger-agreement.ts'
import { balance } from '../../../src/agreement/ledger-balance.ts'
import { formatLedgerError } from '../../../src/agreement/ledger-error.ts'
import type { LedgerEvent } from '../../../src/agreement/ledger-event.ts'
import { stateOf } from '../../../src/agreement/ledger-state.ts'
import { summariseLedger } from '../../../src/agreement/ledger-summary.ts'
import { Agreement } from '../../../src/agreement/agreement.ts'
import { type AgreementChange, reviseAgreement } from '../../../src/agreement/revise.ts'
import {
  ANA,
  BEN,
  evening,
  goalOf,
  leftOf,
  line,
  pairLedger,
  recordAll,
  rightOf,
  sessionOf,
} from './ledger-fixtures.ts'

const ledger = pairLedger()
const session = (number: number): string => sessionOf(ledger, number)
/** Ana taught 60 minutes, Ben none; then a week was missed. */
const tilted = recordAll(ledger, [
  {
    id: 'e1',
    at: evening('2026-03-02'),
    kind: 'held',
    session: session(1),
    blocks: [{ minutes: 60, teacher: 'ana', learners: ['ben'], skill: 'Spanish' }],
  },
  { id: 'e2', at: evening('2026-03-09'), kind: 'skipped', session: session(2), by: ['ben'] },
])
const change = (more: Partial<AgreementChange> = {}): AgreementChange => ({
  id: 'r1',
  at: evening('2026-03-10'),
  from: '2026-03-23',
  ...more,
})
const revised = (from: Ledger, more: Partial<AgreementChange> = {}): Ledger =>
  rightOf(reviseAgreement(from, change(more))).ledger
const datesOf = (after: Ledger): readonly string[] => rightOf(currentAgreement(after)).sessions.map(({ date }) => date)
const refusal = (from: Ledger, more: Partial<AgreementChange>): string =>
  formatLedgerError(leftOf(reviseAgreement(from, change(more))))

describe('a revision', () => {
  it('changes rhythm and length from a day on, at the usual time, and gives back what is owed', () => {
    const after = revised(tilted, { cadence: { everyWeeks: 2, minutes: 90 }, reason: 'exams' })
    const { sessions, cadence, id } = rightOf(currentAgreement(after))
    expect(sessions.map(({ date, minutes }) => [date, minutes])).toEqual([
      ['2026-03-02', 60],
      ['2026-03-16', 60],
      ['2026-03-23', 90],
      ['2026-04-06', 90],
      ['2026-04-20', 90],
    ])
    expect(cadence).toEqual({ everyWeeks: 2, minutes: 90 })
    // Six in the evening in Madrid, before and after clocks have changed.
    expect(sessions.map(({ start }) => start?.slice(11, 16))).toEqual(['17:00', '17:00', '17:00', '16:00', '16:00'])
    // As many ids as there were: a calendar replaces 4 and 5 and 6.
    expect(sessions.slice(2).map((one) => one.id)).toEqual([4, 5, 6].map((number) => `${id}-s${number}`))
    const ahead = stateOf(after)
      .records.filter(({ status }) => status === 'open')
      .map((record) => record.session)
    const minutes = (teacher: string): number =>
      ahead
        .flatMap(({ blocks }) => blocks)
        .reduce((sum, block) => (block.teacher === teacher ? sum + block.minutes : sum), 0)
    // The kept session of the 16th gives 30 each.
    expect(Math.abs(60 + minutes('ana') - minutes('ben'))).toBeLessThanOrEqual(45)
  })

  it('leaves minutes, sessions and what was seen as they were', () => {
    const after = revised(tilted)
    expect(after.events.slice(0, 2)).toEqual(tilted.events)
    expect(rightOf(balance(after)).members).toEqual(rightOf(balance(tilted)).members)
    const past = (one: Ledger): unknown =>
      stateOf(one)
        .records.filter((record) => record.session.date < '2026-03-23')
        .map((record) => ({ ...record, closed: false }))
    expect(past(after)).toEqual(past(tilted))
  })

  it('keeps goals, and what was lost before is no longer missing', () => {
    const before = rightOf(summariseLedger(recordAll(tilted, []), { asOf: '2026-03-24' })).goals
    expect(before.map(({ status }) => status)).toContain('atRisk')
    const after = revised(tilted, { at: evening('2026-03-16'), sessions: 5 })
    const goals = rightOf(summariseLedger(after, { asOf: '2026-03-17' })).goals
    expect(goals.map(({ goal, to }) => [goal, to])).toEqual(ledger.agreement.goals.map(({ id, to }) => [id, to]))
    expect(goals.map(({ status }) => status)).toEqual(['onTrack', 'onTrack'])
  })

  it('takes new times from what people say', () => {
    const availability = [{ day: 'Thu', from: '19:00', to: '21:00' }] as const
    const people = [
      { ...ANA, availability },
      { ...BEN, availability },
    ]
    const after = revised(tilted, { people })
    const { sessions } = rightOf(currentAgreement(after))
    expect(sessions.slice(2).map(({ local }) => local?.map(({ date, from }) => `${date} ${from}`))).toEqual([
      ['2026-03-26 20:00', '2026-03-26 19:00'],
      ['2026-04-02 20:00', '2026-04-02 19:00'],
      ['2026-04-09 20:00', '2026-04-09 19:00'],
    ])
  })

  it('takes up new topics, and drops old ones', () => {
    const goal = goalOf(ledger, 'ana')
    const after = revised(tilted, { exchange: [line('ben', 'ana', 'cooking')], drop: [goal] })
    const { goals } = rightOf(summariseLedger(after, { asOf: '2026-03-17' }))
    expect(goals.map(({ skill, status }) => [skill, status])).toEqual([
      ['skiing', 'dropped'],
      ['Spanish', 'onTrack'],
      ['cooking', 'onTrack'],
    ])
    expect(rightOf(currentAgreement(after)).goals.map(({ skill }) => skill)).toEqual(['Spanish', 'cooking'])
  })

  it('plans on from the level that was seen, and leaves out what is reached', () => {
    const seen = recordAll(ledger, [
      { id: 'g', at: evening('2026-03-09'), kind: 'observed', goal: goalOf(ledger, 'ana'), level: 5 },
    ])
    const event = revised(seen).events.find(({ kind }) => kind === 'revised')
    expect(event?.kind === 'revised' && event.goals.map(({ member }) => member)).toEqual(['ben'])
    expect(rightOf(summariseLedger(revised(seen), { asOf: '2026-03-17' })).goals.map(({ status }) => status)).toEqual([
      'reached',
      'onTrack',
    ])
  })

  it('leaves the level that somebody started from', () => {
    const long = pairLedger({ minutesPerLevel: 60 })
    const goal = goalOf(long, 'ana')
    const seen = recordAll(long, [{ id: 'g', at: evening('2026-03-09'), kind: 'observed', goal, level: 1 }])
    const after = revised(seen, { minutesPerLevel: 60 })
    const event = after.events.at(-1)
    expect(event?.kind === 'revised' && event.goals.map(({ from, to }) => [from, to])).toEqual([
      [1, 3],
      [1, 3],
    ])
    const [progress] = rightOf(summariseLedger(after, { asOf: '2026-03-16' })).goals
    expect(progress).toMatchObject({ goal, from: 0, to: 3, level: 1, status: 'onTrack' })
  })

  it('makes a goal larger where the caller says so', () => {
    const toOf = (after: Ledger): unknown =>
      rightOf(summariseLedger(after, { asOf: '2026-03-17' })).goals.map(({ skill, to }) => [skill, to])
    const exchange = [line('ben', 'ana', 'Skiing')]
    expect(toOf(revised(ledger, { exchange, minutesPerLevel: 30 }))).toEqual([
      ['Skiing', 3],
      ['Spanish', 2],
    ])
    expect(toOf(revised(ledger, { minutesPerLevel: 30 }))).toEqual([
      ['skiing', 1],
      ['Spanish', 2],
    ])
  })

  it('counts what the sessions that stay will give', () => {
    // Whole sessions of one teacher each.
    const turns = pairLedger({ leastBlock: 60 })
    const [first] = turns.agreement.sessions[0]?.blocks ?? []
    expect(first?.minutes).toBe(60)
    const after = revised(turns, { at: evening('2026-03-01'), from: '2026-03-09' })
    expect(rightOf(currentAgreement(after)).members.map(({ difference }) => difference)).toEqual([0, 0])
  })

  it('does not meet before a session that stays is over', () => {
    // From 23:30 in Madrid until half past midnight of the first day that may change.
    const late: LedgerEvent = {
      id: 'm',
      at: evening('2026-03-09'),
      kind: 'moved',
      session: session(3),
      start: '2026-03-22T22:30:00Z',
    }
    const after = revised(recordAll(tilted, [late]), { day: 'Mon', time: '00:00' })
    const starts = rightOf(currentAgreement(after)).sessions.map(({ start }) => start)
    expect(starts).toContain('2026-03-22T22:30:00.000Z')
    expect(starts).not.toContain('2026-03-22T23:00:00.000Z')
  })

  it('may be revised again', () => {
    const once = revised(tilted, { cadence: { everyWeeks: 2, minutes: 90 } })
    const twice = rightOf(
      reviseAgreement(once, {
        id: 'r2',
        at: evening('2026-03-24'),
        from: '2026-04-01',
        cadence: { minutes: 60 },
        sessions: 2,
      }),
    ).ledger
    expect(datesOf(twice)).toEqual(['2026-03-02', '2026-03-16', '2026-03-23', '2026-04-06', '2026-04-13'])
    expect(Agreement.is(rightOf(currentAgreement(twice)))).toBe(true)
  })

  it('is an event: it may arrive before what it followed', () => {
    const after = revised(tilted)
    const backwards = recordAll(ledger, after.events.toReversed())
    expect(backwards).toEqual(after)
    expect(stateOf(backwards)).toEqual(stateOf(after))
  })

  it('does not touch a session that was moved to a later day by an event that arrives late', () => {
    const after = revised(tilted, { at: evening('2026-03-10') })
    const late: LedgerEvent = {
      id: 'm',
      at: evening('2026-03-09'),
      kind: 'moved',
      session: session(3),
      date: '2026-03-27',
    }
    expect(datesOf(recordAll(after, [late]))).toContain('2026-03-27')
  })

  it('of a session that has taken place meanwhile, what happened stays', () => {
    const after = revised(tilted)
    const early: LedgerEvent = {
      id: 'early',
      at: evening('2026-03-09'),
      kind: 'held',
      session: session(4),
      date: '2026-03-08',
    }
    const state = stateOf(recordAll(after, [early]))
    expect(state.records.filter((record) => record.session.id === session(4))).toMatchObject([
      { status: 'held', heldOn: '2026-03-08' },
    ])
    expect(state.notices).toContainEqual({ event: 'r1', reason: 'planned', about: session(4) })
  })

  it('brings a session back that it had replaced, if that took place', () => {
    const fewer = revised(tilted, { sessions: 1 })
    expect(datesOf(fewer)).toEqual(['2026-03-02', '2026-03-16', '2026-03-23'])
    const after = recordAll(fewer, [{ id: 'x', at: evening('2026-04-06'), kind: 'held', session: session(6) }])
    expect(datesOf(after)).toContain('2026-04-06')
    expect(stateOf(after).notices).toContainEqual({ event: 'x', reason: 'broughtBack', about: session(6) })
  })

  it('cannot be withdrawn', () => {
    const after = recordAll(revised(tilted), [{ id: 'w', at: evening('2026-03-11'), kind: 'withdrawn', event: 'r1' }])
    expect(stateOf(after).notices).toEqual([{ event: 'w', reason: 'cannotWithdraw', about: 'r1' }])
    expect(datesOf(after)).toEqual(datesOf(revised(tilted)))
  })

  it('is refused where it would change the past', () => {
    expect(refusal(tilted, { from: '2026-03-09' })).toBe(
      'change.from: 2026-03-09 is before 2026-03-10: the past cannot be revised',
    )
    expect(refusal(tilted, { at: evening('2026-03-08') })).toContain('change.at: an event was recorded at 2026-03-09')
    expect(refusal(tilted, { id: 'e1' })).toBe('change.id: an event with this id is recorded already')
  })

  it('is refused where there is nothing to plan, or nothing to learn, or nobody by that name', () => {
    expect(refusal(tilted, { from: '2026-05-01' })).toContain('change.from: no session is left from 2026-05-01 on')
    expect(refusal(tilted, { drop: ledger.agreement.goals.map(({ id }) => id) })).toContain('no goal is open')
    expect(refusal(tilted, { drop: ['what'] })).toContain('no goal has the id "what"')
    expect(refusal(tilted, { people: [ANA] })).toContain('got "ben"')
    expect(refusal(tilted, { cadence: { minutes: 1 } })).toContain('change.cadence.minutes: expected')
  })

  it('that another device made cannot reach back: neither before its own day, nor before the day it names', () => {
    const event = revised(tilted, { at: evening('2026-03-10') }).events.at(-1)
    if (event?.kind !== 'revised') throw new Error('no revision')
    const all = ledger.agreement.sessions.map(({ id }) => id)
    const left = (more: Partial<typeof event>): readonly string[] =>
      stateOf(recordAll(ledger, [{ ...event, id: 'far', replaces: all, ...more }]))
        .records.map((record) => record.session)
        .filter(({ id, date }) => all.includes(id) && date < '2026-03-23')
        .map(({ date }) => date)
    expect(left({})).toEqual(['2026-03-02', '2026-03-09', '2026-03-16'])
    expect(left({ from: '2026-03-02' })).toEqual(['2026-03-02', '2026-03-09'])
  })

  it('that does not hold together is refused at the door', () => {
    const event = revised(tilted).events.at(-1)
    if (event?.kind !== 'revised') throw new Error('no revision')
    const [first] = event.sessions
    if (first === undefined) throw new Error('no session')
    const forged = (more: Partial<typeof event>): string => {
      const record = { ...event, id: 'forged', ...more }
      return formatLedgerError(leftOf(reviseForged(record)))
    }
    const block = { offset: 0, minutes: 30, teacher: 'eva', learners: ['ana'], skill: 'x' }
    expect(forged({ sessions: [{ ...first, blocks: [block] }] })).toContain('expected the id of a member, got "eva"')
    expect(forged({ sessions: [{ ...first, date: '2026-03-01' }] })).toContain('sessions[0].date')
    expect(forged({ sessions: [] })).toContain('event.sessions: expected a list of 1 to 1000 sessions')
  })
})

const reviseForged = (event: LedgerEvent): ReturnType<typeof recordSession> => recordSession(tilted, event)

describe('the agreement as it stands', () => {
  it('is the first one while nothing has happened', () => {
    expect(rightOf(currentAgreement(ledger))).toEqual(ledger.agreement)
  })

  it('has no skipped session, and numbers in the order of time', () => {
    const after = recordAll(tilted, [
      { id: 'm', at: evening('2026-03-15'), kind: 'moved', session: session(3), date: '2026-04-01' },
    ])
    const { sessions, goals, members } = rightOf(currentAgreement(after))
    expect(sessions.map(({ number, id }) => [number, id])).toEqual([
      [1, session(1)],
      [2, session(4)],
      [3, session(5)],
      [4, session(3)],
      [5, session(6)],
    ])
    expect(goals.every((goal) => !goal.sessions.includes(session(2)))).toBe(true)
    expect(members.map(({ given }) => given)).toEqual([150, 150])
  })

  it('is refused where sessions were moved onto one another', () => {
    const after = recordAll(ledger, [
      { id: 'm', at: evening('2026-03-15'), kind: 'moved', session: session(3), start: '2026-03-23T17:30:00Z' },
    ])
    expect(formatLedgerError(leftOf(currentAgreement(after)))).toContain(
      'a start not before the end of the session before',
    )
  })

  it('is refused where nothing is left', () => {
    const all = [1, 2, 3, 4, 5, 6].map(
      (number): LedgerEvent => ({
        id: `s${number}`,
        at: evening('2026-03-01'),
        kind: 'skipped',
        session: session(number),
      }),
    )
    expect(formatLedgerError(leftOf(currentAgreement(recordAll(ledger, all))))).toContain('no session is left')
  })
})
