import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../../src/agreement/ledger.ts'
import { formatLedgerError } from '../../../src/agreement/ledger-error.ts'
import type { LedgerEvent } from '../../../src/agreement/ledger-event.ts'
import { type LedgerSummary, summariseLedger, type SummaryOptions } from '../../../src/agreement/ledger-summary.ts'
import { evening, goalOf, leftOf, pairLedger, recordAll, rightOf, sessionOf } from './ledger-fixtures.ts'

const ledger = pairLedger()
const session = (number: number): string => sessionOf(ledger, number)
const dates = ledger.agreement.sessions.map(({ date }) => date)
const held = (number: number): LedgerEvent => ({
  id: `h${number}`,
  at: evening(dates[number - 1] ?? ''),
  kind: 'held',
  session: session(number),
})
const skipped = (number: number, by?: readonly string[]): LedgerEvent => ({
  id: `s${number}`,
  at: evening(dates[number - 1] ?? ''),
  kind: 'skipped',
  session: session(number),
  ...(by === undefined ? {} : { by }),
})
const summary = (after: Ledger, options: SummaryOptions): LedgerSummary => rightOf(summariseLedger(after, options))
const warningsOf = (events: readonly LedgerEvent[], options: SummaryOptions): readonly string[] =>
  summary(recordAll(ledger, events), options).warnings.map(({ _tag }) => _tag)

describe('goals', () => {
  const goal = goalOf(ledger, 'ana')
  const statusOf = (events: readonly LedgerEvent[], asOf: string): string | undefined =>
    summary(recordAll(ledger, events), { asOf }).goals.find((one) => one.goal === goal)?.status

  it('are on track while their minutes are taught, and at risk when more than a fifth is missing', () => {
    expect(statusOf([], '2026-03-02')).toBe('onTrack')
    expect(statusOf([held(1)], '2026-03-03')).toBe('onTrack')
    // One of six sessions, then two.
    expect(statusOf([held(1), skipped(2)], '2026-03-10')).toBe('onTrack')
    expect(statusOf([held(1), skipped(2), skipped(3)], '2026-03-17')).toBe('atRisk')
    // Nobody says what became of it.
    expect(statusOf([held(1)], '2026-03-17')).toBe('atRisk')
  })

  it('are late after their due date, and not on it', () => {
    const all = [1, 2, 3, 4, 5, 6].map(held)
    expect(dates.at(-1)).toBe('2026-04-06')
    expect(statusOf(all, '2026-04-06')).toBe('onTrack')
    expect(statusOf(all, '2026-04-07')).toBe('late')
    const { detail } = summary(recordAll(ledger, all), { asOf: '2026-04-07' }).goals[0] ?? { detail: '' }
    expect(detail).toBe('Level 1 was due on 2026-04-06; level 0 is what was seen so far.')
  })

  it('are not late while a session that serves them is moved beyond the due date', () => {
    const moved: LedgerEvent = {
      id: 'm',
      at: evening('2026-04-01'),
      kind: 'moved',
      session: session(6),
      date: '2026-04-13',
    }
    const five = [1, 2, 3, 4, 5].map(held)
    expect(statusOf([...five, moved], '2026-04-10')).toBe('onTrack')
    expect(statusOf([...five, moved], '2026-04-14')).toBe('late')
  })

  it('are reached when the level is seen, and no longer when a lower one is seen later', () => {
    const seen = (id: string, at: string, level: number): LedgerEvent => ({ id, at, kind: 'observed', goal, level })
    const to = ledger.agreement.goals.find(({ id }) => id === goal)?.to ?? 0
    expect(to).toBe(1)
    expect(statusOf([seen('a', evening('2026-03-09'), 0)], '2026-03-02')).toBe('onTrack')
    expect(statusOf([seen('a', evening('2026-03-09'), 1)], '2026-05-01')).toBe('reached')
    const both = [seen('a', evening('2026-03-09'), 3), seen('b', evening('2026-03-10'), 0)]
    expect(statusOf(both, '2026-05-01')).toBe('late')
    const [progress] = summary(recordAll(ledger, [seen('a', evening('2026-03-09'), 3)]), { asOf: '2026-03-10' }).goals
    expect(progress?.detail).toBe('Level 3 was seen on 2026-03-09.')
  })

  it('count what was really taught, by the name of the skill', () => {
    const blocks = [{ minutes: 45, teacher: 'ben', learners: ['ana'], skill: '  SKIING ' }]
    const after = recordAll(ledger, [{ id: 'x', at: evening('2026-03-05'), kind: 'held', date: '2026-03-05', blocks }])
    expect(
      summary(after, { asOf: '2026-03-06' }).goals.map(({ taught, expected, planned }) => [taught, expected, planned]),
    ).toEqual([
      [45, 30, 180],
      [0, 30, 180],
    ])
  })
})

describe('warnings', () => {
  it('none where all is well', () => {
    expect(warningsOf([held(1), held(2)], { asOf: '2026-03-10' })).toEqual([])
    expect(warningsOf([], { asOf: '2026-03-03' })).toEqual([])
  })

  it('two planned sessions on end that were not held: it dries up', () => {
    const after = recordAll(ledger, [held(1)])
    expect(summary(after, { asOf: '2026-03-16' }).warnings).toEqual([])
    expect(summary(after, { asOf: '2026-03-17' }).warnings).toEqual([
      {
        _tag: 'DryingUp',
        missed: 2,
        since: '2026-03-02',
        detail:
          'The last session was on 2026-03-02, and 2 planned since then were not held, or nobody recorded it. Do you still want to meet, and is it the right time and rhythm?',
      },
    ])
    expect(warningsOf([held(1)], { asOf: '2026-03-17', quietTurns: 3 })).toEqual([])
  })

  it('a session that is moved on and on dries up as well, and one beside the plan ends it', () => {
    const moves: readonly LedgerEvent[] = [2, 3].map((number) => ({
      id: `m${number}`,
      at: evening('2026-03-08'),
      kind: 'moved',
      session: session(number),
      date: '2026-04-02',
    }))
    expect(warningsOf([held(1), ...moves], { asOf: '2026-03-17' })).toEqual(['DryingUp'])
    const extra: LedgerEvent = { id: 'x', at: evening('2026-03-14'), kind: 'held', date: '2026-03-14', blocks: [] }
    expect(warningsOf([held(1), ...moves, extra], { asOf: '2026-03-17' })).toEqual([])
  })

  it('two sessions called off on end, and by whom', () => {
    const after = recordAll(ledger, [held(1), skipped(2, ['ben']), skipped(3, ['ben'])])
    const { warnings } = summary(after, { asOf: '2026-03-16', quietTurns: 9 })
    expect(warnings).toEqual([
      {
        _tag: 'CalledOff',
        inRow: 2,
        by: ['ben'],
        detail: 'The last 2 sessions were called off, each time by Ben. What would make it easier to come?',
      },
    ])
    expect(warningsOf([skipped(1), skipped(2), held(3)], { asOf: '2026-03-17' })).toEqual([])
  })

  it('give and take that tilt by more than a session', () => {
    const give = (id: string, minutes: number): LedgerEvent => ({
      id,
      at: evening('2026-03-02'),
      kind: 'held',
      date: '2026-03-02',
      blocks: [{ minutes, teacher: 'ana', learners: ['ben'], skill: 'Spanish' }],
    })
    expect(warningsOf([give('a', 60)], { asOf: '2026-03-02' })).toEqual([])
    expect(warningsOf([give('a', 60)], { asOf: '2026-03-02', tilt: 45 })).toEqual(['Tilted'])
    expect(summary(recordAll(ledger, [give('a', 60), give('b', 30)]), { asOf: '2026-03-02' }).warnings).toEqual([
      {
        _tag: 'Tilted',
        limit: 60,
        owed: 90,
        more: ['ana'],
        less: ['ben'],
        detail:
          'Ana has given 90 minutes more than received and Ben 90 minutes less. That is more than 60 minutes: Ben should teach next.',
      },
    ])
  })

  it('nothing planned any more, and open goals', () => {
    const all = [1, 2, 3, 4, 5, 6].map(held)
    expect(warningsOf(all, { asOf: '2026-04-07' })).toEqual(['NothingPlanned'])
    const seen = ledger.agreement.goals.map(
      ({ id, to }): LedgerEvent => ({ id: `g${id}`, at: evening('2026-04-06'), kind: 'observed', goal: id, level: to }),
    )
    expect(warningsOf([...all, ...seen], { asOf: '2026-04-07' })).toEqual([])
  })
})

it('refuses a day that is none, and keys that are unknown', () => {
  expect(formatLedgerError(leftOf(summariseLedger(ledger, { asOf: '2026-02-30' })))).toContain(
    'options.asOf: expected a date',
  )
  expect(formatLedgerError(leftOf(summariseLedger(ledger, { asOf: '2026-02-28', tlit: 3 } as never)))).toContain(
    'did you mean "tilt"?',
  )
})
