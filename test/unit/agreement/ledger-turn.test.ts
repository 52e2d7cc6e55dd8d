import { describe, expect, it } from 'vitest'
import { draftAgreement } from '../../../src/agreement/draft.ts'
import { type Ledger, openLedger } from '../../../src/agreement/ledger.ts'
import type { LedgerEvent } from '../../../src/agreement/ledger-event.ts'
import { type NextTurn, nextTurn, type TurnOptions } from '../../../src/agreement/ledger-turn.ts'
import { evening, goalOf, line, pairLedger, recordAll, rightOf, sessionOf } from './ledger-fixtures.ts'

const ledger = pairLedger()
const taught = (teacher: string, learner: string, skill: string, minutes: number, number = 1): LedgerEvent => ({
  id: `e${number}`,
  at: evening('2026-03-02'),
  kind: 'held',
  session: sessionOf(ledger, number),
  blocks: [{ minutes, teacher, learners: [learner], skill }],
})
const turn = (after: Ledger, options?: TurnOptions): NextTurn => rightOf(nextTurn(after, options))
const minutesOf = ({ blocks }: NextTurn): readonly (readonly [string, string, number])[] =>
  blocks.map(({ teacher, learners, minutes }) => [teacher, learners[0] ?? '', minutes])

describe('the next turn of a pair', () => {
  it('is shared equally where nothing is owed', () => {
    const next = turn(ledger)
    expect(next).toMatchObject({ session: sessionOf(ledger, 1), date: '2026-03-02', start: '2026-03-02T17:00:00.000Z' })
    expect(next.blocks.map(({ offset, minutes }) => [offset, minutes])).toEqual([
      [0, 30],
      [30, 30],
    ])
  })

  it('gives back what is owed, and who owes begins', () => {
    const next = turn(recordAll(ledger, [taught('ana', 'ben', 'Spanish', 30)]))
    expect(next.session).toBe(sessionOf(ledger, 2))
    expect(minutesOf(next)).toEqual([
      ['ben', 'ana', 45],
      ['ana', 'ben', 15],
    ])
    expect(next.owed).toEqual([
      { id: 'ana', now: 30, after: 0 },
      { id: 'ben', now: -30, after: 0 },
    ])
  })

  it('is all one side where more than a session is owed', () => {
    const next = turn(recordAll(ledger, [taught('ana', 'ben', 'Spanish', 90)]))
    expect(minutesOf(next)).toEqual([['ben', 'ana', 60]])
    expect(next.detail).toBe(
      'Ben teaches 60 minutes. After that, Ana has given 30 minutes more than received and Ben 30 minutes less.',
    )
  })

  it('leaves time for a late goal, although the other side owes', () => {
    const wide = pairLedger({ sessions: 2 })
    const after = recordAll(wide, [
      { ...taught('ana', 'ben', 'Spanish', 90), session: sessionOf(wide, 1) } as LedgerEvent,
    ])
    const reached: LedgerEvent = {
      id: 'g',
      at: evening('2026-03-03'),
      kind: 'observed',
      goal: goalOf(wide, 'ana'),
      level: 5,
    }
    // Only Ben's goal is open, so Ana teaches, whatever is owed.
    expect(minutesOf(turn(recordAll(after, [reached])))).toEqual([['ana', 'ben', 60]])
    // Both are late: Ben, who owes, has the least time that is worth it.
    expect(minutesOf(turn(after, { asOf: '2026-05-01' }))).toEqual([
      ['ben', 'ana', 45],
      ['ana', 'ben', 15],
    ])
    expect(minutesOf(turn(after, { asOf: '2026-03-02' }))).toEqual([['ben', 'ana', 60]])
  })

  it('gives each late goal of a learner a piece, the most urgent one the rest', () => {
    const exchange = [line('ana', 'ben', 'Spanish'), line('ben', 'ana', 'skiing'), line('ben', 'ana', 'chess')]
    const people = ['ana', 'ben'].map((id) => ({ id, offers: [], wants: [] }))
    const wishes = { start: '2026-03-02', cadence: { minutes: 120 }, sessions: 4 }
    const three = rightOf(openLedger(rightOf(draftAgreement({ members: ['ana', 'ben'], exchange }, people, wishes))))
    const skills = (asOf: string): readonly unknown[] =>
      turn(three, { asOf })
        .blocks.filter(({ teacher }) => teacher === 'ben')
        .map(({ skill, minutes }) => [skill, minutes])
    expect(skills('2026-05-01').length).toBe(2)
    expect(skills('2026-03-02').length).toBe(1)
  })

  it('still gives back when all goals are reached, and where no session is left', () => {
    const goals = ledger.agreement.goals.map(
      ({ id }): LedgerEvent => ({ id: `g${id}`, at: evening('2026-03-03'), kind: 'observed', goal: id, level: 5 }),
    )
    const next = turn(recordAll(ledger, [taught('ben', 'ana', 'skiing', 60), ...goals]), { asOf: '2026-09-01' })
    expect(next.session).toBeUndefined()
    expect(next.minutes).toBe(60)
    expect(minutesOf(next)).toEqual([['ana', 'ben', 60]])
  })

  it('has no block below the least', () => {
    const next = turn(recordAll(ledger, [taught('ana', 'ben', 'Spanish', 50)]), { leastBlock: 25 })
    expect(next.blocks.every(({ minutes }) => minutes >= 25)).toBe(true)
    expect(next.blocks).toHaveLength(1)
  })
})

describe('the next turn of a circle', () => {
  const members = ['a', 'b', 'c']
  const exchange = [line('a', 'b', 'x'), line('b', 'c', 'y'), line('c', 'a', 'z')]
  const people = members.map((id) => ({ id, offers: [], wants: [] }))
  const circle = rightOf(
    openLedger(
      rightOf(
        draftAgreement({ members, exchange }, people, { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 6 }),
      ),
    ),
  )

  it('pays a debt by way of somebody else', () => {
    const after = recordAll(circle, [
      {
        id: 'e',
        at: evening('2026-03-02'),
        kind: 'held',
        session: sessionOf(circle, 1),
        blocks: [{ minutes: 30, teacher: 'a', learners: ['b'], skill: 'x' }],
      },
    ])
    const next = turn(after)
    expect(minutesOf(next)).toEqual([
      ['b', 'c', 30],
      ['c', 'a', 30],
    ])
    expect(next.owed.map((one) => one.after)).toEqual([0, 0, 0])
  })
})
