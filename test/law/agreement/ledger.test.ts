import { deepStrictEqual } from 'node:assert'
import { test } from '@fast-check/vitest'
import * as fc from 'fast-check'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import type { Agreement } from '../../../src/agreement/agreement.ts'
import { currentAgreement } from '../../../src/agreement/ledger-agreement.ts'
import { balance } from '../../../src/agreement/ledger-balance.ts'
import { formatLedgerError } from '../../../src/agreement/ledger-error.ts'
import type { LedgerEvent as Event, TaughtBlock } from '../../../src/agreement/ledger-event.ts'
import { stateOf } from '../../../src/agreement/ledger-state.ts'
import { summariseLedger } from '../../../src/agreement/ledger-summary.ts'
import { nextTurn } from '../../../src/agreement/ledger-turn.ts'
import { Ledger, LedgerEvent, openLedger, recordSession } from '../../../src/agreement/ledger.ts'
import { learnedFrom } from '../../../src/agreement/learned-from.ts'
import { renewAgreement } from '../../../src/agreement/renew.ts'
import { reviseAgreement } from '../../../src/agreement/revise.ts'
import { TREACHEROUS } from '../../arbitraries.ts'
import { rightOf } from '../../unit/agreement/ledger-fixtures.ts'
import { dayAt, recordEvents, revisedStory, story } from './ledger-arbitraries.ts'

const open = (agreement: Agreement): Ledger => rightOf(openLedger(agreement))
const asOf = '2026-04-01'
const RUNS = { numRuns: 60 }

/** All that can be asked of a ledger. */
const answers = (ledger: Ledger): unknown => [
  rightOf(balance(ledger)),
  rightOf(summariseLedger(ledger, { asOf })),
  rightOf(nextTurn(ledger, { asOf })),
]

/** The sum of the events, worked out session by session; knows nothing of revisions. */
const sumOf = (agreement: Agreement, events: readonly Event[]): readonly number[] => {
  const withdrawn = new Set(events.flatMap((event) => (event.kind === 'withdrawn' ? [event.event] : [])))
  const counting = events
    .filter((event) => event.kind === 'withdrawn' || !withdrawn.has(event.id))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
  const taught = new Map<string, readonly TaughtBlock[]>()
  for (const event of counting) {
    const session = 'session' in event ? agreement.sessions.find(({ id }) => id === event.session) : undefined
    if (event.kind === 'skipped') taught.set(event.session, [])
    if (event.kind !== 'held' && event.kind !== 'shortened') continue
    const minutes = event.kind === 'shortened' ? event.minutes : Number.POSITIVE_INFINITY
    const planned = (session?.blocks ?? []).flatMap((block): readonly TaughtBlock[] => {
      const absent = event.absent ?? []
      const learners = block.learners.filter((id) => !absent.includes(id))
      const left = Math.min(block.minutes, minutes - block.offset)
      return left > 0 && !absent.includes(block.teacher) ? [{ ...block, minutes: left, learners }] : []
    })
    taught.set(event.session ?? `an event of its own: ${event.id}`, event.blocks ?? planned)
  }
  const all = [...taught.values()].flat()
  return agreement.members.map(({ id, carried = 0 }) =>
    all.reduce(
      (sum, { teacher, learners, minutes }) =>
        sum + (teacher === id ? minutes * learners.length : 0) - (learners.includes(id) ? minutes : 0),
      carried,
    ),
  )
}

describe('a ledger', () => {
  let seen = { duplicates: 0, late: 0, revised: 0 }

  test.prop(
    [
      revisedStory.chain(({ agreement, events, revisions }) =>
        fc.record({
          agreement: fc.constant(agreement),
          events: fc.constant(events),
          revisions: fc.constant(revisions),
          order: fc.shuffledSubarray([...events, ...events], { minLength: 2 * events.length }),
        }),
      ),
    ],
    RUNS,
  )('is the same in any order of arrival, with duplicates', ({ agreement, events, revisions, order }) => {
    const straight = recordEvents(open(agreement), events)
    let shuffled = open(agreement)
    for (const event of order) {
      const { ledger, outcome } = rightOf(recordSession(shuffled, event))
      const known = shuffled.events.some(({ id }) => id === event.id)
      expect(outcome === 'duplicate').toBe(known)
      if (known) seen.duplicates++
      if (outcome === 'late') seen.late++
      shuffled = ledger
    }
    seen.revised += revisions
    deepStrictEqual(shuffled, straight)
    deepStrictEqual(answers(shuffled), answers(straight))
    // Read from scratch, in that order.
    const replayed = rightOf(Ledger.decode({ version: 1, agreement, events: order }) as never)
    deepStrictEqual(replayed, straight)
  })

  it('met duplicates, late events and revisions', () => {
    expect(seen.duplicates).toBeGreaterThan(150)
    expect(seen.late).toBeGreaterThan(60)
    expect(seen.revised).toBeGreaterThan(10)
    seen = { duplicates: 0, late: 0, revised: 0 }
  })

  test.prop([story])('owes what its events add up to, and nobody owes what nobody is owed', ({ agreement, events }) => {
    const { members, largest } = rightOf(balance(recordEvents(open(agreement), events)))
    const owed = members.map((member) => member.owed)
    expect(owed).toEqual(sumOf(agreement, events))
    expect(owed.reduce((sum, minutes) => sum + minutes, 0)).toBe(0)
    expect(largest).toBe(Math.max(...owed.map(Math.abs)))
  })

  test.prop([revisedStory], RUNS)('goes through JSON', ({ agreement, events }) => {
    const ledger = recordEvents(open(agreement), events)
    const copy: unknown = JSON.parse(JSON.stringify(Ledger.encode(ledger)))
    expect(Ledger.is(copy)).toBe(true)
    deepStrictEqual(rightOf(Ledger.decode(copy) as never), ledger)
    for (const event of ledger.events) {
      deepStrictEqual(rightOf(LedgerEvent.decode(JSON.parse(JSON.stringify(event))) as never), event)
    }
    const text = JSON.stringify(answers(ledger))
    deepStrictEqual(JSON.parse(text), answers(ledger))
  })

  test.prop([revisedStory], RUNS)('loses nothing', ({ agreement, events }) => {
    const ledger = recordEvents(open(agreement), events)
    expect(new Set(ledger.events.map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)))
    const { sessions } = rightOf(summariseLedger(ledger, { asOf }))
    const replaced = new Set(events.flatMap((event) => (event.kind === 'revised' ? event.replaces : [])))
    for (const { id } of agreement.sessions) {
      if (!replaced.has(id)) expect(sessions.some(({ session }) => session === id)).toBe(true)
    }
  })

  let changed = { past: 0, revised: 0, refused: 0 }

  test.prop([revisedStory, fc.integer({ min: 25, max: 75 }), fc.integer({ min: 0, max: 14 })], RUNS)(
    'keeps its past when it is revised',
    ({ agreement, events }, day, ahead) => {
      const ledger = recordEvents(open(agreement), events)
      const at = `${dayAt(day)}T22:59:00.000Z`
      const from = dayAt(day + 1 + ahead)
      const cadence = { everyWeeks: 2, minutes: 80 }
      const revised = reviseAgreement(ledger, { id: 'new', at, from, cadence, sessions: 5 })
      const isPast = ledger.events.some((event) => event.at > at)
      if (isPast) expect(isLeft(revised)).toBe(true)
      if (isLeft(revised)) {
        changed.refused++
        return
      }
      changed.revised++
      const after = revised.right.ledger
      deepStrictEqual(after.events.slice(0, -1), ledger.events)
      deepStrictEqual(after.agreement, ledger.agreement)
      deepStrictEqual(rightOf(balance(after)).members, rightOf(balance(ledger)).members)
      const [then, now] = [stateOf(ledger), stateOf(after)]
      const known = new Set(then.records.map(({ session }) => session.id))
      const past = ({ records }: typeof then): unknown =>
        records
          .filter(({ session, status }) => known.has(session.id) && (status !== 'open' || session.date < from))
          .map((record) => ({ ...record, closed: false }))
      deepStrictEqual(past(now), past(then))
      changed.past += then.records.filter(({ session }) => session.date < from).length
      const goals = new Set(then.goals.map(({ goal }) => goal.id))
      const seenOf = ({ goals: list }: typeof then): unknown =>
        list.filter(({ goal }) => goals.has(goal.id)).map(({ goal, level }) => [goal.id, goal.from, goal.to, level])
      deepStrictEqual(seenOf(now), seenOf(then))
      deepStrictEqual(now.extras, then.extras)
      for (const { session } of now.records) if (!known.has(session.id)) expect(session.date >= from).toBe(true)
    },
  )

  it('met pasts that could have been changed, and changes that were refused', () => {
    expect(changed.revised).toBeGreaterThan(8)
    expect(changed.past).toBeGreaterThan(20)
    expect(changed.refused).toBeGreaterThan(5)
    changed = { past: 0, revised: 0, refused: 0 }
  })
})

describe('the next turn', () => {
  let uneven = 0
  test.prop([story])('leaves what it says, block by block', ({ agreement, events }) => {
    const ledger = recordEvents(open(agreement), events)
    const turn = rightOf(nextTurn(ledger))
    const before = rightOf(balance(ledger)).members.map(({ owed }) => owed)
    expect(turn.owed.map(({ now }) => now)).toEqual(before)
    if (before.some((owed) => owed !== 0)) uneven++
    let end = 0
    for (const { offset, minutes, learners, teacher, skill } of turn.blocks) {
      expect(offset).toBe(end)
      end = offset + minutes
      const goal = agreement.goals.find((one) => one.member === learners[0] && one.skill === skill)
      expect(goal?.teachers).toContain(teacher)
    }
    expect(end).toBeLessThanOrEqual(turn.minutes)
    const blocks = turn.blocks.map(({ minutes, teacher, learners, skill }) => ({ minutes, teacher, learners, skill }))
    const held = recordEvents(ledger, [
      { id: 'next', at: '2027-01-01T00:00:00.000Z', kind: 'held', date: asOf, blocks },
    ])
    expect(rightOf(balance(held)).members.map(({ owed }) => owed)).toEqual(turn.owed.map(({ after }) => after))
  })

  it('met ledgers that were not even', () => {
    expect(uneven).toBeGreaterThan(30)
    uneven = 0
  })
})

describe('hostile input', () => {
  const anything = fc.anything({
    key: fc.oneof(
      fc.constantFrom('id', 'at', 'kind', 'session', 'blocks', 'events', 'agreement', 'version', ...TREACHEROUS),
      fc.string({ unit: 'binary' }),
    ),
    maxDepth: 4,
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
  })
  const throwing: unknown = new Proxy(
    {},
    {
      get: () => {
        throw new Error('get')
      },
      ownKeys: () => {
        throw new Error('ownKeys')
      },
    },
  )
  const { proxy: revoked, revoke } = Proxy.revocable([], {})
  revoke()
  const cyclic: Record<string, unknown> = {}
  cyclic['kind'] = cyclic
  /** By place: fast-check looks at its constants, which some of these do not bear. */
  const TRAPS: readonly unknown[] = [throwing, revoked, cyclic, Number.NaN, '\ud800']
  const hostile = fc.oneof(
    anything.map((value) => () => value),
    fc.nat({ max: TRAPS.length - 1 }).map((at) => () => TRAPS[at]),
  )
  /** A good event with something else in one or two places. */
  const spoilt = fc
    .tuple(
      story.filter(({ events }) => events.length > 0),
      fc.constantFrom(
        'id',
        'at',
        'kind',
        'session',
        'blocks',
        'date',
        'absent',
        'minutes',
        'start',
        'by',
        'goal',
        'level',
      ),
      fc.oneof(
        hostile,
        fc
          .constantFrom<unknown>(
            'revised',
            'held',
            '2026-02-30',
            '2026-03-02',
            Number.POSITIVE_INFINITY,
            -0,
            [null],
            [[]],
            [{}],
          )
          .map((value) => () => value),
      ),
    )
    .map(([{ agreement, events }, key, value]) => ({ agreement, event: { ...events[0], [key]: value() } as unknown }))
  let refused = 0
  let taken = 0

  const expectCivil = (either: ReturnType<typeof recordSession>): void => {
    if (isRight(either)) taken++
    else {
      refused++
      expect(formatLedgerError(either.left)).not.toMatch(/\[object|undefined is not|Cannot read|[\p{Cs}]/u)
    }
  }

  test.prop([spoilt], { numRuns: 400 })(
    'spoilt events are refused or taken, never thrown at',
    ({ agreement, event }) => {
      expectCivil(recordSession(open(agreement), event as Event))
    },
  )

  test.prop([hostile, story])('anything at all, at every door', (value, { agreement }) => {
    const any = value() as never
    const ledger = open(agreement)
    expectCivil(recordSession(ledger, any))
    for (const answer of [
      openLedger(any),
      recordSession(any, any),
      balance(any),
      currentAgreement(any),
      summariseLedger(ledger, any),
      summariseLedger(any, { asOf }),
      nextTurn(any),
      reviseAgreement(ledger, any),
      reviseAgreement(any, any),
      learnedFrom(any, any),
      renewAgreement(ledger, any, any),
      renewAgreement(any, any, any, any),
    ]) {
      expect(isLeft(answer)).toBe(true)
    }
    expect(isLeft(Ledger.decode(value()))).toBe(true)
    LedgerEvent.decode(value())
    Ledger.is(value())
  })

  test.prop([
    story,
    hostile,
    fc.constantFrom('people', 'exchange', 'drop', 'cadence', 'wishes', 'busy', 'until', 'words'),
  ])('anything at all in a change', ({ agreement, events }, value, key) => {
    const ledger = recordEvents(open(agreement), events)
    const change = { id: 'r', at: '2026-06-01T00:00:00Z', from: '2026-06-02', sessions: 2, [key]: value() }
    const revised = reviseAgreement(ledger, change as never)
    if (isLeft(revised)) expect(formatLedgerError(revised.left).length).toBeGreaterThan(5)
  })

  it('met both refusals and events that could be taken', () => {
    expect(refused).toBeGreaterThan(100)
    expect(taken).toBeGreaterThan(0)
    refused = taken = 0
  })
})
