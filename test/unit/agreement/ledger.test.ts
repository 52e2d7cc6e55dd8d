import { deepStrictEqual } from 'node:assert'
import { describe, expect, it } from 'vitest'
import { balance } from '../../../src/agreement/ledger-balance.ts'
import { Ledger, LedgerEvent, openLedger, recordSession } from '../../../src/agreement/ledger.ts'
import { formatLedgerError } from '../../../src/agreement/ledger-error.ts'
import type { LedgerEvent as Event } from '../../../src/agreement/ledger-event.ts'
import { stateOf } from '../../../src/agreement/ledger-state.ts'
import { summariseLedger } from '../../../src/agreement/ledger-summary.ts'
import { evening, goalOf, leftOf, pairAgreement, pairLedger, recordAll, rightOf, sessionOf } from './ledger-fixtures.ts'

const owed = (ledger: Ledger): readonly number[] => rightOf(balance(ledger)).members.map((member) => member.owed)

describe('recording', () => {
  const ledger = pairLedger()
  const [s1, s2] = [sessionOf(ledger, 1), sessionOf(ledger, 2)]
  const held: Event = { id: 'e1', at: evening('2026-03-02'), kind: 'held', session: s1 }

  it('counts what was planned where nothing else is said', () => {
    const after = rightOf(recordSession(ledger, held))
    expect(after.outcome).toBe('recorded')
    const { members, even, largest } = rightOf(balance(after.ledger))
    expect(members.map(({ given, received }) => [given, received])).toEqual([
      [30, 30],
      [30, 30],
    ])
    expect([even, largest]).toEqual([true, 0])
  })

  it('counts what was really taught, and by learner', () => {
    const after = recordAll(ledger, [
      { ...held, blocks: [{ minutes: 50, teacher: 'ana', learners: ['ben'], skill: 'Spanish' }] },
    ])
    expect(owed(after)).toEqual([50, -50])
    expect(rightOf(balance(after)).detail).toBe('Ana has given 50 minutes more than received and Ben 50 minutes less.')
  })

  it('ignores a duplicate and says so, however it was written', () => {
    const after = recordAll(ledger, [held])
    const short = { session: s1, kind: 'held', at: '2026-03-02T21:00Z', id: 'e1', reason: undefined } as const
    const again = rightOf(recordSession(after, short as never))
    expect(again.outcome).toBe('duplicate')
    expect(again.ledger).toBe(after)
  })

  it('refuses a conflict, shows both, and keeps the first', () => {
    const after = recordAll(ledger, [held])
    const error = leftOf(recordSession(after, { ...held, session: s2, absent: ['ben'] }))
    expect(error).toMatchObject({ _tag: 'EventConflict', id: 'e1', recorded: held, differs: ['absent', 'session'] })
    expect(formatLedgerError(error)).toBe(
      'another event with the id "e1" is recorded already, and differs in absent, session: give the new one an id of its own',
    )
    expect(after.events).toEqual([held])
  })

  it('sorts in what comes late', () => {
    const note: Event = { id: 'a', at: evening('2026-03-09'), kind: 'note', text: 'Snow at last.', by: ['ben'] }
    const after = rightOf(recordSession(recordAll(ledger, [note]), held))
    expect(after.outcome).toBe('late')
    expect(after.ledger.events.map(({ id }) => id)).toEqual(['e1', 'a'])
  })

  it('refuses people who are not members, with the place', () => {
    const error = leftOf(recordSession(ledger, { ...held, absent: ['eva'] }))
    expect(formatLedgerError(error)).toBe('event.absent[0]: expected the id of a member, got "eva"')
  })

  it('refuses keys of another kind', () => {
    const error = leftOf(recordSession(ledger, { ...held, goal: 'g' } as never))
    expect(formatLedgerError(error)).toContain('event.goal: expected one of the keys id, at, kind, session, date')
  })

  it('gives values that nobody can change', () => {
    const after = recordAll(ledger, [
      { ...held, blocks: [{ minutes: 5, teacher: 'ana', learners: ['ben'], skill: 'x' }] },
    ])
    expect(() => (after.events as Event[]).push(held)).toThrow(TypeError)
    expect(Object.isFrozen(after.agreement.sessions[0]?.blocks[0]?.learners)).toBe(true)
    const first = after.events[0]
    expect(Object.isFrozen(first?.kind === 'held' && first.blocks?.[0]?.learners)).toBe(true)
  })

  it('does not freeze what the caller handed over', () => {
    const agreement = pairAgreement()
    rightOf(openLedger(agreement))
    expect(Object.isFrozen(agreement.sessions[0])).toBe(false)
  })

  it('reads ledgers that were not made here, and refuses what is none', () => {
    const copy: Ledger = JSON.parse(JSON.stringify(recordAll(ledger, [held])))
    expect(owed(copy)).toEqual([0, 0])
    expect(formatLedgerError(leftOf(balance({ ...copy, version: 2 } as never)))).toBe(
      'ledger.version: expected the version 1, got 2',
    )
  })
})

describe('what became of a session', () => {
  const ledger = pairLedger()
  const [s1, s2, s3] = [1, 2, 3].map((number) => sessionOf(ledger, number)) as [string, string, string]
  const statusOf = (after: Ledger, session: string): string | undefined =>
    stateOf(after).records.find((record) => record.session.id === session)?.status

  it('a missed week: nothing is taught, nobody owes anything, and somebody called it off', () => {
    const after = recordAll(ledger, [
      { id: 'e1', at: evening('2026-03-02'), kind: 'held', session: s1 },
      { id: 'e2', at: evening('2026-03-08'), kind: 'skipped', session: s2, by: ['ben'], reason: 'the flu' },
      { id: 'e3', at: evening('2026-03-16'), kind: 'held', session: s3 },
    ])
    const { sessions, promises, warnings } = rightOf(summariseLedger(after, { asOf: '2026-03-17' }))
    expect(sessions.map(({ status }) => status)).toEqual(['held', 'skipped', 'held', 'ahead', 'ahead', 'ahead'])
    expect(promises).toEqual([
      { id: 'ana', planned: 3, held: 2, missed: 0 },
      { id: 'ben', planned: 3, held: 2, missed: 1 },
    ])
    expect(owed(after)).toEqual([0, 0])
    expect(warnings).toEqual([])
  })

  it('shortened: the plan until the time was over', () => {
    const after = recordAll(ledger, [
      { id: 'e1', at: evening('2026-03-02'), kind: 'shortened', session: s1, minutes: 40 },
    ])
    const [first] = ledger.agreement.sessions[0]?.blocks ?? []
    expect(first?.minutes).toBe(30)
    expect(owed(after).map(Math.abs)).toEqual([20, 20])
    expect(owed(after)[first?.teacher === 'ana' ? 0 : 1]).toBe(20)
  })

  it('without those who were absent', () => {
    const after = recordAll(ledger, [
      { id: 'e1', at: evening('2026-03-02'), kind: 'held', session: s1, absent: ['ben'] },
    ])
    expect(owed(after)).toEqual([0, 0])
    expect(statusOf(after, s1)).toBe('held')
    expect(rightOf(summariseLedger(after, { asOf: '2026-03-03' })).promises[1]).toEqual({
      id: 'ben',
      planned: 1,
      held: 0,
      missed: 1,
    })
  })

  it('recorded twice: the last one counts, and the other is told', () => {
    const blocks = [{ minutes: 45, teacher: 'ben', learners: ['ana'], skill: 'skiing' }]
    const after = recordAll(ledger, [
      { id: 'by-ben', at: '2026-03-02T22:00:00Z', kind: 'held', session: s1, blocks },
      { id: 'by-ana', at: '2026-03-02T21:00:00Z', kind: 'held', session: s1 },
    ])
    expect(owed(after)).toEqual([-45, 45])
    expect(stateOf(after).notices).toEqual([{ event: 'by-ana', reason: 'replaced', about: 'by-ben' }])
  })

  it('withdrawn: it does not count, whichever comes first', () => {
    const blocks = [{ minutes: 45, teacher: 'ben', learners: ['ana'], skill: 'skiing' }]
    const events: readonly Event[] = [
      { id: 'e1', at: evening('2026-03-02'), kind: 'held', date: '2026-03-02', blocks },
      { id: 'e2', at: evening('2026-03-01'), kind: 'withdrawn', event: 'e1', reason: 'a slip' },
    ]
    for (const list of [events, events.toReversed()]) {
      const after = recordAll(ledger, list)
      expect(owed(after)).toEqual([0, 0])
      expect(after.events).toHaveLength(2)
      expect(stateOf(after).notices).toEqual([{ event: 'e1', reason: 'withdrawn', about: 'e2' }])
    }
  })

  it('a withdrawal or a revision cannot be withdrawn', () => {
    const after = recordAll(ledger, [
      { id: 'e1', at: evening('2026-03-02'), kind: 'skipped', session: s1 },
      { id: 'e2', at: evening('2026-03-03'), kind: 'withdrawn', event: 'e1' },
      { id: 'e3', at: evening('2026-03-04'), kind: 'withdrawn', event: 'e2' },
    ])
    expect(statusOf(after, s1)).toBe('open')
    expect(stateOf(after).notices).toContainEqual({ event: 'e3', reason: 'cannotWithdraw', about: 'e2' })
  })

  it('a meeting beside the plan counts, and so does one of an unknown session', () => {
    const blocks = [{ minutes: 20, teacher: 'ana', learners: ['ben'], skill: 'spanish' }]
    const after = recordAll(ledger, [
      { id: 'e1', at: evening('2026-03-05'), kind: 'held', date: '2026-03-05', blocks },
      { id: 'e2', at: evening('2026-03-06'), kind: 'held', session: 'nowhere', blocks },
    ])
    expect(owed(after)).toEqual([40, -40])
    const { extra, notices } = rightOf(summariseLedger(after, { asOf: '2026-03-07' }))
    expect(extra.map(({ event, date }) => [event, date])).toEqual([
      ['e1', '2026-03-05'],
      ['e2', undefined],
    ])
    expect(notices).toEqual([{ event: 'e2', reason: 'unknownSession', about: 'nowhere' }])
  })
})

describe('a moved session', () => {
  const ledger = pairLedger()
  // Monday 2026-03-23; clocks go forward on Sunday 2026-03-29.
  const s4 = sessionOf(ledger, 4)
  const moved = (event: { readonly start: string } | { readonly date: string }): Ledger =>
    recordAll(ledger, [{ id: 'm', at: evening('2026-03-20'), kind: 'moved', session: s4, ...event }])
  const sessionAfter = (after: Ledger): unknown =>
    stateOf(after).records.find((record) => record.session.id === s4)?.session

  it('across daylight saving to a date: the same time of day, another instant', () => {
    expect(ledger.agreement.sessions[3]?.start).toBe('2026-03-23T17:00:00.000Z')
    expect(sessionAfter(moved({ date: '2026-03-29' }))).toMatchObject({
      date: '2026-03-29',
      start: '2026-03-29T16:00:00.000Z',
      end: '2026-03-29T17:00:00.000Z',
      local: [
        { id: 'ana', date: '2026-03-29', from: '18:00', to: '19:00' },
        { id: 'ben', date: '2026-03-29', from: '17:00', to: '18:00' },
      ],
    })
  })

  it('across daylight saving to an instant: the clocks show what they show', () => {
    expect(sessionAfter(moved({ start: '2026-03-29T00:30:00Z' }))).toMatchObject({
      date: '2026-03-29',
      start: '2026-03-29T00:30:00.000Z',
      end: '2026-03-29T01:30:00.000Z',
      // An hour by the clock in Madrid is skipped in between.
      local: [
        {
          id: 'ana',
          timezone: 'Europe/Madrid',
          date: '2026-03-29',
          from: '01:30',
          untilDate: '2026-03-29',
          to: '03:30',
        },
        {
          id: 'ben',
          timezone: 'Europe/London',
          date: '2026-03-29',
          from: '00:30',
          untilDate: '2026-03-29',
          to: '02:30',
        },
      ],
    })
  })

  it('is held on its new day, and tells the old one', () => {
    const after = recordAll(moved({ date: '2026-03-26' }), [
      { id: 'h', at: evening('2026-03-26'), kind: 'held', session: s4 },
    ])
    const { sessions } = rightOf(summariseLedger(after, { asOf: '2026-03-27' }))
    expect(sessions.find(({ session }) => session === s4)).toMatchObject({
      date: '2026-03-26',
      movedFrom: '2026-03-23',
      status: 'held',
    })
  })

  it('is planned again if it had been skipped, and stays held if it had been held', () => {
    const events: readonly Event[] = [
      { id: 'a', at: evening('2026-03-18'), kind: 'skipped', session: s4, by: ['ana'] },
      { id: 'b', at: evening('2026-03-19'), kind: 'moved', session: s4, date: '2026-03-25' },
      { id: 'c', at: evening('2026-03-25'), kind: 'held', session: s4 },
      { id: 'd', at: evening('2026-03-26'), kind: 'moved', session: s4, date: '2026-03-31' },
    ]
    const statuses = [1, 2, 3, 4].map(
      (count) =>
        stateOf(recordAll(ledger, events.slice(0, count))).records.find(({ session }) => session.id === s4)?.status,
    )
    expect(statuses).toEqual(['skipped', 'open', 'held', 'held'])
    expect(stateOf(recordAll(ledger, events)).notices).toContainEqual({ event: 'd', reason: 'notOpen', about: s4 })
  })

  it('that has no time of day keeps having none', () => {
    const days = pairLedger({ time: undefined })
    const after = recordAll(days, [
      { id: 'm', at: evening('2026-03-20'), kind: 'moved', session: sessionOf(days, 4), date: '2026-03-26' },
    ])
    const record = stateOf(after).records.find(({ session }) => session.id === sessionOf(days, 4))
    expect(record?.session).toMatchObject({ date: '2026-03-26' })
    expect(record?.session.start).toBeUndefined()
  })
})

describe('codecs', () => {
  it('give back what they are given, from JSON', () => {
    const ledger = pairLedger()
    const after = recordAll(ledger, [
      { id: 'e1', at: evening('2026-03-02'), kind: 'held', session: sessionOf(ledger, 1), absent: [] },
      { id: 'e2', at: evening('2026-03-03'), kind: 'observed', goal: goalOf(ledger, 'ana'), level: 2 },
      { id: 'e3', at: evening('2026-03-04'), kind: 'moved', session: sessionOf(ledger, 2), start: '2026-03-10T18:00Z' },
    ])
    const copy: unknown = JSON.parse(JSON.stringify(Ledger.encode(after)))
    deepStrictEqual(rightOf(Ledger.decode(copy) as never), after)
    expect(Ledger.is(copy)).toBe(true)
    for (const event of after.events) {
      deepStrictEqual(rightOf(LedgerEvent.decode(JSON.parse(JSON.stringify(event))) as never), event)
    }
  })

  it('put the events of two copies together', () => {
    const ledger = pairLedger()
    const one = recordAll(ledger, [{ id: 'b', at: evening('2026-03-02'), kind: 'note', text: 'b' }])
    const other = recordAll(one, [{ id: 'a', at: evening('2026-03-01'), kind: 'note', text: 'a' }])
    const both = Ledger.decode({ ...one, events: [...one.events, ...other.events] })
    deepStrictEqual(rightOf(both as never), other)
    const clash = Ledger.decode({ ...one, events: [...one.events, { ...one.events[0], text: 'c' }] })
    expect(clash._tag === 'Left' && clash.left[0]?.message).toBe(
      'ledger.events[1].id: expected an id that no other event has, got "b" (events[0] has the same id)',
    )
  })
})
