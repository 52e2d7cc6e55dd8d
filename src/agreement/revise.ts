import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { PersonInput, Weekday } from '../model/person.ts'
import {
  optional,
  type Reader,
  readFilledText,
  readList,
  readRecord,
  readText,
  required,
  type Shape,
  shape,
} from '../model/read.ts'
import { quote } from '../model/show.ts'
import { normaliseSkill } from '../model/skill.ts'
import type { Agreement } from './agreement.ts'
import { readDate } from './calendar-text.ts'
import { draftAgreement } from './draft.ts'
import { goalId, sessionId } from './identity.ts'
import { decodeBy, decodeLedger, type Ledger, type Recorded, recordSession } from './ledger.ts'
import { balanceOf } from './ledger-balance.ts'
import type { LedgerError } from './ledger-error.ts'
import type { AgreementRevised } from './ledger-event.ts'
import { compareEvents, readEventId, readMoment } from './ledger-event-reader.ts'
import { decodeLines, decodePersons, type ExchangeLines, goalKey, linesAhead, memberIds } from './ledger-lines.ts'
import { dayOf } from './ledger-move.ts'
import { type LedgerState, type SessionRecord, stateOf } from './ledger-state.ts'
import type { Goal, Session } from './parts.ts'
import { wallText } from './placing.ts'
import { AgreementPreferences, type AgreementPreferencesInput, busyWith, readPreferences } from './preferences.ts'

/**
 * How an agreement is to go on. Everything but the first three is optional, and stays as it is unless stated.
 *
 * @category model
 * @since 0.1.0
 */
export interface AgreementChange
  extends Pick<
    AgreementPreferencesInput,
    | 'until'
    | 'sessions'
    | 'day'
    | 'time'
    | 'wishes'
    | 'timezone'
    | 'reviewEvery'
    | 'blackouts'
    | 'busy'
    | 'leastBlock'
    | 'minutesPerLevel'
    | 'words'
  > {
  /** Of the event that records it. */
  readonly id: string
  /** When it is recorded, in UTC; later than all events so far. */
  readonly at: string
  /** The first day that may change, `YYYY-MM-DD`; not before that of `at`. */
  readonly from: string
  readonly reason?: string | undefined
  readonly cadence?: AgreementPreferencesInput['cadence'] | undefined
  /** The members, with the times at which they are free from then on. Without it, the usual day and time are kept, and taken to suit everybody. */
  readonly people?: readonly PersonInput[] | undefined
  /** What is taught beside the open goals. A line for an open goal takes its place. */
  readonly exchange?: ExchangeLines | undefined
  /** Ids of open goals that are given up. */
  readonly drop?: readonly string[] | undefined
}

/** Keys that are handed on to the draft as they are. */
const WISHES = [
  'until',
  'sessions',
  'day',
  'time',
  'wishes',
  'timezone',
  'reviewEvery',
  'blackouts',
  'busy',
  'leastBlock',
  'minutesPerLevel',
  'words',
  'cadence',
] as const

const changeShape = (): Shape =>
  shape('a change { id, at, from, ... }', ['id', 'at', 'from', 'reason', 'people', 'exchange', 'drop', ...WISHES])

interface Change {
  readonly id: string
  readonly at: string
  readonly from: string
  readonly reason?: string
  readonly people: unknown
  readonly exchange: unknown
  readonly drop: readonly string[]
  /** Those of `WISHES` that are there. */
  readonly wishes: ReadonlyMap<string, unknown>
}

const readReason: Reader<string> = (report, u) => readText(report, u, 'a text')
const readGoalId: Reader<string> = (report, u) => readFilledText(report, u, 'the id of a goal')
const readDrop: Reader<readonly string[]> = (report, u) => readList(report, u, 'a list of ids of goals', readGoalId)

const readChange: Reader<Change> = (report, u) => {
  const values = readRecord(report, u, changeShape())
  if (values === undefined) return undefined
  const id = required(report, 'id', values[0], readEventId)
  const at = required(report, 'at', values[1], readMoment)
  const from = required(report, 'from', values[2], readDate)
  const reason = optional(report, 'reason', values[3], readReason)
  const drop = optional(report, 'drop', values[6], readDrop) ?? []
  if (id === undefined || at === undefined || from === undefined) return undefined
  const wishes = new Map<string, unknown>()
  WISHES.forEach((key, slot) => {
    const value = values[7 + slot]
    if (value !== undefined) wishes.set(key, value)
  })
  return {
    id,
    at,
    from,
    ...(reason === undefined ? {} : { reason }),
    people: values[4],
    exchange: values[5] ?? [],
    drop,
    wishes,
  }
}

const WEEKDAYS: readonly Weekday[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MINUTE = 60_000

/** The day of the week and the time of day at which a session was planned, on the clock of the agreement. */
const usualTime = (record: SessionRecord | undefined, state: LedgerState): { day?: Weekday; time?: string } => {
  if (record === undefined) return {}
  const { date, start } = record.session
  const day = WEEKDAYS[new Date(date).getUTCDay()]!
  if (start === undefined) return { day }
  return { day, time: wallText(state.zones.of(state.zone).wallAt(Date.parse(start) / MINUTE)).time }
}

const wish = (path: string, detail: string): LedgerError => ({ _tag: 'ImpossibleWish', path, detail })

/** What is wrong with a change that is well written. */
const objection = (ledger: Ledger, state: LedgerState, change: Change): LedgerError | undefined => {
  const last = ledger.events.at(-1)
  const today = dayOf(change.at, state.zone, state.zones)
  if (ledger.events.some(({ id }) => id === change.id))
    return wish('change.id', 'an event with this id is recorded already')
  if (last !== undefined && compareEvents({ ...change, kind: 'note', text: '' }, last) < 0) {
    return wish('change.at', `an event was recorded at ${last.at}: the past cannot be revised`)
  }
  if (change.from < today) return wish('change.from', `${change.from} is before ${today}: the past cannot be revised`)
  const unknown = change.drop.find((id) => !state.goals.some(({ goal }) => goal.id === id))
  return unknown === undefined ? undefined : wish('change.drop', `no goal has the id ${quote(unknown)}`)
}

/** What each member is owed once everything has taken place that stays as it is. */
const owedAfter = (ledger: Ledger, state: LedgerState, kept: readonly SessionRecord[]): ReadonlyMap<string, number> => {
  const owed = new Map(balanceOf(ledger, state).members.map((member) => [member.id, member.owed]))
  for (const { session } of kept) {
    for (const { teacher, learners, minutes } of session.blocks) {
      owed.set(teacher, owed.get(teacher)! + minutes * learners.length)
      for (const learner of learners) owed.set(learner, owed.get(learner)! - minutes)
    }
  }
  return owed
}

/** The draft in the ledger's own terms: its ids, its numbers, its goals. */
const eventOf = (
  { agreement }: Ledger,
  state: LedgerState,
  change: Change,
  draft: Agreement,
  replaced: readonly SessionRecord[],
  stated: ReadonlySet<string>,
): AgreementRevised => {
  const gone = new Set(replaced.map(({ session }) => session.id))
  const kept = state.records.filter(({ session }) => !gone.has(session.id))
  const taken = new Set([
    ...kept.map(({ session }) => session.id),
    ...state.extras.flatMap(({ session }) => (session === undefined ? [] : [session])),
  ])
  let number = kept.reduce((most, { session }) => Math.max(most, session.number), 0)
  const ids = new Map<string, string>()
  const sessions = draft.sessions.map((session): Session => {
    do number++
    while (taken.has(sessionId(agreement.id, number)))
    ids.set(session.id, sessionId(agreement.id, number))
    return { ...session, id: sessionId(agreement.id, number), number }
  })
  const known = new Map(state.goals.map(({ goal }) => [goalKey(goal.member, goal.skill), goal]))
  const goalIds = new Map<string, string>()
  const goals = draft.goals.map((goal): Goal => {
    const key = goalKey(goal.member, goal.skill)
    const before = known.get(key)
    const id = before?.id ?? goalId(agreement.id, goal.member, normaliseSkill(goal.skill))
    goalIds.set(goal.id, id)
    const sessionIds = goal.sessions.map((session) => ids.get(session)!)
    // Other days do not make a goal smaller or larger; the caller may.
    const same = before === undefined || stated.has(key) ? {} : { to: before.to, check: before.check }
    return { ...goal, ...same, id, sessions: sessionIds }
  })
  const reviewed = state.reviews.filter(({ date }) => date < change.from).length
  const { id, at, from, reason } = change
  return {
    id,
    at,
    kind: 'revised',
    from,
    cadence: draft.cadence,
    replaces: [...gone],
    sessions,
    goals,
    reviews: draft.reviews.map((review) => ({
      ...review,
      number: reviewed + review.number,
      session: ids.get(review.session)!,
      goals: review.goals.map((goal) => goalIds.get(goal)!),
    })),
    skipped: draft.skipped,
    ...(reason === undefined ? {} : { reason }),
  }
}

/** The wishes for what is planned anew. */
const decodeWishes = (
  ledger: Ledger,
  state: LedgerState,
  change: Change,
  replaced: readonly SessionRecord[],
): Either<LedgerError, AgreementPreferences> => {
  const { timezone } = ledger.agreement
  const count = change.wishes.has('until') ? {} : { sessions: replaced.length }
  const usual = replaced.find(({ session, planned }) => session.date === planned) ?? replaced[0] ?? state.records.at(-1)
  const stated: unknown = {
    ...usualTime(usual, state),
    ...(timezone === undefined ? {} : { timezone }),
    ...count,
    cadence: state.cadence,
    ...Object.fromEntries(change.wishes),
    start: change.from,
  }
  return decodeBy('change', readPreferences, stated)
}

/** The members as people who are free whenever they are asked to be. */
const anyTime = ({ agreement }: Ledger): readonly PersonInput[] =>
  agreement.members.map(({ id, name, timezone }) => ({ id, name, timezone, offers: [], wants: [] }))

/**
 * Plans the rest of an agreement anew from a day on: another rhythm, other times, more or fewer sessions, other topics. What is owed by then is
 * given back in the new plan, and open goals stay, from the level that was seen last. The change is an event like any other, and the
 * past stays as it is: sessions before `from`, those that have taken place or were skipped, minutes, and what was seen.
 *
 * Sessions of the new plan have ids that go on from those that stay, so that a calendar replaces those that no longer hold. There are as many as are
 * replaced, unless `sessions` or `until` says otherwise.
 *
 * Errors: those of `draftAgreement`; `ImpossibleWish` for what would change the past, for an `id` that is taken, and where nothing is left to be
 * planned or learned. Never throws.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { currentAgreement, draftAgreement, openLedger, reviseAgreement } from 'peermatch/agreement'
 *
 * const people = [
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
 * ]
 * const exchange = [
 *   { from: 'ana', to: 'ben', skill: 'Spanish', level: 3, lift: 3, priority: 1 },
 *   { from: 'ben', to: 'ana', skill: 'skiing', level: 3, lift: 3, priority: 1 },
 * ]
 * const wishes = { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 4 }
 * const draft = draftAgreement({ members: ['ana', 'ben'], exchange }, people, wishes)
 * const opened = isRight(draft) ? openLedger(draft.right) : draft
 * assert.ok(isRight(opened))
 * const revised = reviseAgreement(opened.right, {
 *   id: 'r1',
 *   at: '2026-03-10T08:00:00.000Z',
 *   from: '2026-03-16',
 *   cadence: { everyWeeks: 2, minutes: 90 },
 * })
 * const now = isRight(revised) ? currentAgreement(revised.right.ledger) : revised
 * assert.ok(isRight(now))
 * const dates = now.right.sessions.map(({ date, minutes }) => [date, minutes])
 * assert.deepEqual(dates, [['2026-03-02', 60], ['2026-03-09', 60], ['2026-03-16', 90], ['2026-03-30', 90]])
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const reviseAgreement = (ledger: Ledger, change: AgreementChange): Either<LedgerError, Recorded> => {
  const read = decodeLedger(ledger)
  if (isLeft(read)) return read
  const wanted = decodeBy('change', readChange, change)
  if (isLeft(wanted)) return wanted
  const state = stateOf(read.right)
  const wrong = objection(read.right, state, wanted.right)
  if (wrong !== undefined) return left(wrong)
  const { from, at, people, drop } = wanted.right
  const today = dayOf(at, state.zone, state.zones)
  const open = state.records.filter(({ status, session }) => status === 'open' && session.date >= today)
  const replaced = open.filter(({ session }) => session.date >= from)
  const kept = open.filter(({ session }) => session.date < from)
  if (replaced.length === 0 && !wanted.right.wishes.has('sessions') && !wanted.right.wishes.has('until')) {
    return left(wish('change.from', `no session is left from ${from} on: say how many there are to be, or until when`))
  }
  const wishes = decodeWishes(read.right, state, wanted.right, replaced)
  if (isLeft(wishes)) return wishes
  const extra = decodeLines(read.right, wanted.right.exchange)
  if (isLeft(extra)) return extra
  const members = people === undefined ? right(anyTime(read.right)) : decodePersons(people)
  if (isLeft(members)) return members
  const dropped = state.goals.map((one) => (drop.includes(one.goal.id) ? { ...one, dropped: true } : one))
  const exchange = linesAhead({ ...state, goals: dropped }, extra.right)
  if (exchange.length === 0) {
    return left(wish('change.exchange', 'no goal is open: say what is to be learned from then on'))
  }
  const preferences = AgreementPreferences.encode(wishes.right)
  const sessions = kept.map(({ session }) => session)
  const draft = draftAgreement({ members: memberIds(read.right), exchange }, members.right, {
    ...preferences,
    busy: [...wishes.right.busy, ...busyWith({ ...read.right.agreement, sessions })],
    carried: [...owedAfter(read.right, state, kept)]
      .filter(([, minutes]) => minutes !== 0)
      .map(([id, minutes]) => ({ id, minutes })),
  })
  if (isLeft(draft)) return draft
  const stated = new Set(extra.right.map(({ to, skill }) => goalKey(to, skill)))
  return recordSession(read.right, eventOf(read.right, state, wanted.right, draft.right, replaced, stated))
}
