import * as fc from 'fast-check'
import type { Agreement } from '../../../src/agreement/agreement.ts'
import { draftAgreement } from '../../../src/agreement/draft.ts'
import { type Ledger, openLedger, recordSession } from '../../../src/agreement/ledger.ts'
import type { LedgerEvent } from '../../../src/agreement/ledger-event.ts'
import type { MatchInput } from '../../../src/agreement/exchange-lines.ts'
import { reviseAgreement } from '../../../src/agreement/revise.ts'
import { isRight } from 'fp-ts/lib/Either.js'
import { line, rightOf } from '../../unit/agreement/ledger-fixtures.ts'

const MATCHES: readonly MatchInput[] = [
  { members: ['a', 'b'], exchange: [line('a', 'b', 'Spanish'), line('b', 'a', 'skiing'), line('b', 'a', 'C++', 1)] },
  { members: ['a', 'b', 'c'], exchange: [line('a', 'b', 'x'), line('b', 'c', 'y'), line('c', 'a', 'z')] },
  {
    members: ['__proto__', 'b', 'c'],
    exchange: [
      line('__proto__', 'b', 'constructor'),
      line('__proto__', 'c', 'constructor'),
      line('b', 'c', 'y'),
      line('c', '__proto__', 'z'),
    ],
  },
]

interface Wishes {
  readonly match: MatchInput
  readonly sessions: number
  readonly minutes: number
  readonly time: string | undefined
  readonly carried: number
}

const draftOf = ({ match, sessions, minutes, time, carried }: Wishes): Agreement => {
  const people = match.members.map((id) => ({ id, offers: [], wants: [], timezone: 'Europe/Madrid' }))
  const [first, second] = match.members
  return rightOf(
    draftAgreement(match, people, {
      start: '2026-03-02',
      cadence: { minutes },
      sessions,
      time,
      carried: [
        { id: first ?? '', minutes: carried },
        { id: second ?? '', minutes: -carried },
      ],
    }),
  )
}

/** Drafts take longer than anything else here. */
const MADE = new Map<string, Agreement>()

/** Agreements of two or three, with or without times of day, some of which carry something. */
export const agreement: fc.Arbitrary<Agreement> = fc
  .record<Wishes>({
    match: fc.constantFrom(...MATCHES),
    sessions: fc.constantFrom(3, 5, 8),
    minutes: fc.constantFrom(60, 100),
    time: fc.constantFrom(undefined, '18:00', '01:30'),
    carried: fc.constantFrom(0, 0, -40, 25),
  })
  .map((wishes) => {
    const key = JSON.stringify(wishes)
    let made = MADE.get(key)
    if (made === undefined) MADE.set(key, (made = draftOf(wishes)))
    return made
  })

const FIRST = Date.parse('2026-02-27T09:00:00.000Z')
const DAY = 86_400_000

/** Some day of the agreement's time. */
export const dayAt = (day: number): string => new Date(FIRST + day * DAY).toISOString().slice(0, 10)
const instantAt = (hours: number): string => new Date(FIRST + hours * 3_600_000).toISOString()

/** Anything that may happen, in a few weeks, to sessions and goals that are there or not. Ids are put in later. */
const happening = ({ members, sessions, goals }: Agreement): fc.Arbitrary<Omit<LedgerEvent, 'id'>> => {
  const ids = members.map(({ id }) => id)
  const session = fc.constantFrom(...sessions.map(({ id }) => id), 'nowhere')
  const goal = fc.constantFrom(...goals.map(({ id }) => id), 'nothing')
  const at = fc.integer({ min: 0, max: 24 * 70 }).map(instantAt)
  const date = fc.integer({ min: 0, max: 70 }).map(dayAt)
  const some = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 2 }).map((list) => list.toSorted())
  const block = fc
    .tuple(fc.constantFrom(...goals), fc.integer({ min: 1, max: 60 }), fc.boolean())
    .map(([{ teachers, member, skill }, minutes, all]) => {
      const teacher = teachers[0] ?? ''
      const learners = all ? ids.filter((id) => id !== teacher).toSorted() : [member]
      return { minutes, teacher, learners, skill }
    })
  const blocks = fc.array(block, { maxLength: 3 })
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('held' as const), at, session }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('held' as const), at, session, blocks }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('held' as const), at, session, absent: some }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('held' as const), at, date, blocks }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('shortened' as const),
        at,
        session,
        minutes: fc.integer({ min: 1, max: 90 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('skipped' as const), at, session, by: some }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('moved' as const), at, session, date }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('moved' as const),
        at,
        session,
        start: fc.integer({ min: 0, max: 24 * 70 }).map(instantAt),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('observed' as const),
        at,
        goal,
        level: fc.integer({ min: 0, max: 5 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('note' as const), at, text: fc.string() }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('withdrawn' as const),
        at,
        event: fc.integer({ min: 0, max: 15 }).map((n) => `e${n}`),
      }),
    },
  )
}

/** An agreement and what happened, in the order of its making: ids `e0`, `e1`, ... */
export const story: fc.Arbitrary<{ readonly agreement: Agreement; readonly events: readonly LedgerEvent[] }> =
  agreement.chain((made) =>
    fc.array(happening(made), { maxLength: 14 }).map((list) => ({
      agreement: made,
      events: list.map((event, at) => ({ ...event, id: `e${at}` }) as LedgerEvent),
    })),
  )

/** The same, with a revision or two made along the way; `null` instead of one that could not be made. */
export const revisedStory: fc.Arbitrary<{
  readonly agreement: Agreement
  readonly events: readonly LedgerEvent[]
  readonly revisions: number
}> = fc
  .tuple(story, fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 3 })), { maxLength: 2 }))
  .map(([{ agreement: made, events }, wanted]) => {
    const sorted = events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
    const open = rightOf(openLedger(made))
    const all: LedgerEvent[] = [...sorted]
    let revisions = 0
    for (const [n, [day, everyWeeks]] of wanted.toSorted((a, b) => a[0] - b[0]).entries()) {
      const at = new Date(FIRST + day * DAY + 1).toISOString()
      const before = all.filter((event) => event.at < at)
      const ledger = recordEvents(open, before)
      const id = `r${n}`
      const cadence = { everyWeeks, minutes: 60 }
      const revised = reviseAgreement(ledger, { id, at, from: dayAt(day + 2), cadence, time: '19:00', sessions: 4 })
      if (!isRight(revised)) continue
      const event = revised.right.ledger.events.find((one) => one.id === id)
      if (event === undefined) throw new Error('no event')
      all.push(event)
      revisions++
    }
    return { agreement: made, events: all, revisions }
  })

export const recordEvents = (ledger: Ledger, events: readonly LedgerEvent[]): Ledger =>
  events.reduce((before, event) => rightOf(recordSession(before, event)).ledger, ledger)
