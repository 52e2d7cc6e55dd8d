import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { codec } from '../model/codec.ts'
import { type Reader, readList, readRecord, required, shape } from '../model/read.ts'
import { Report } from '../model/report.ts'
import { quote } from '../model/show.ts'
import { type Agreement, readAgreement } from './agreement.ts'
import { conflict, type LedgerError } from './ledger-error.ts'
import type { LedgerEvent as Event } from './ledger-event.ts'
import { compareEvents, eventReader, sameEvent } from './ledger-event-reader.ts'

/** Events of one ledger. */
const MAX_EVENTS = 100_000

/**
 * An agreement and what came of it, event by event. An immutable value (frozen, all the way down) and plain JSON: `JSON.stringify` writes it, the
 * codec of the same name reads it back. Everything else is worked out from the set of events, so it does not matter in which order they arrived.
 *
 * @category model
 * @since 0.1.0
 */
export interface Ledger {
  readonly version: 1
  /** As it was agreed on at first; revisions are events. */
  readonly agreement: Agreement
  /** By `at`, then by id (code unit order); all ids are different. */
  readonly events: readonly Event[]
}

/**
 * What became of an event: the ledger with it, and whether it was new (`recorded`), new but older than another one that is there already (`late`:
 * it was sorted in), or there already (`duplicate`: the ledger is the same value as before).
 *
 * @category model
 * @since 0.1.0
 */
export interface Recorded {
  readonly ledger: Ledger
  readonly outcome: 'recorded' | 'late' | 'duplicate'
}

/** Ledgers made here: they need not be read again, since nobody can have changed them. */
const MADE: WeakSet<Ledger> = /* @__PURE__ */ new WeakSet()

/** Freezes what readers have made: plain objects and lists without cycles. What is frozen already is frozen all the way down. */
const freeze = <A>(value: A): A => {
  const open: unknown[] = [value]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null || Object.isFrozen(one)) continue
    Object.freeze(one)
    for (const part of Object.values(one)) if (typeof part === 'object') open.push(part)
  }
  return value
}

const make = (agreement: Agreement, events: readonly Event[]): Ledger => {
  const ledger = freeze<Ledger>({ version: 1, agreement, events })
  MADE.add(ledger)
  return ledger
}

const LEDGER = /* @__PURE__ */ shape('a ledger { version, agreement, events }', ['version', 'agreement', 'events'])

const readVersion: Reader<1> = (report, u) => (u === 1 ? 1 : report.fail('the version 1', u))

/** Decodes a ledger at the report's present place; a ledger that was made here is what it is. */
const readLedger: Reader<Ledger> = (report, u) => {
  if (isMade(u)) return u
  const before = report.total
  const values = readRecord(report, u, LEDGER)
  if (values === undefined) return undefined
  const version = required(report, 'version', values[0], readVersion)
  const agreement = required(report, 'agreement', values[1], readAgreement)
  const readEvent = eventReader(agreement?.members.map(({ id }) => id))
  const known = new Map<string, { readonly event: Event; readonly place: number }>()
  let place = -1
  const events = required(report, 'events', values[2], (at, list) =>
    readList(at, list, 'a list of events', (inner, entry) => {
      place++
      const event = readEvent(inner, entry)
      if (event === undefined) return undefined
      const first = known.get(event.id)
      if (first === undefined) known.set(event.id, { event, place })
      else if (!sameEvent(first.event, event)) {
        inner.enter('id')
        inner.fail('an id that no other event has', event.id, `events[${first.place}] has the same id`)
        inner.leave()
      }
      return event
    }),
  )
  if (known.size > MAX_EVENTS) report.failShown(`at most ${MAX_EVENTS} events`, `${known.size} events`)
  if (report.total > before || version === undefined || agreement === undefined || events === undefined)
    return undefined
  return make(agreement, [...known.values()].map(({ event }) => event).toSorted(compareEvents))
}

const isMade = (u: unknown): u is Ledger => {
  const made: WeakSet<object> = MADE
  return typeof u === 'object' && u !== null && made.has(u)
}

/**
 * Decodes a {@link Ledger}; total: hostile values get a `Left`, never an exception. Events may come in any order, and the same one several times:
 * they are sorted, and taken once, so that the events of two copies can be put into one list. Two different events with one id
 * are an error. Encodes to itself.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isLeft } from 'fp-ts/lib/Either.js'
 * import { Ledger } from 'peermatch/agreement'
 *
 * assert.ok(isLeft(Ledger.decode({ version: 1, agreement: {}, events: [] })))
 * ```
 *
 * @category codecs
 * @since 0.1.0
 */
export const Ledger: t.Type<Ledger> = /* @__PURE__ */ codec('Ledger', 'ledger', readLedger, t.identity)

/**
 * Decodes one event of a ledger; total. Whether it names members of the agreement is for `recordSession` to say. Encodes to itself.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { right } from 'fp-ts/lib/Either.js'
 * import { LedgerEvent } from 'peermatch/agreement'
 *
 * const event = { id: 'e1', at: '2026-03-03T20:00:00.000Z', kind: 'skipped', session: 's1', by: ['ben'] }
 * assert.deepEqual(LedgerEvent.decode(event), right(event))
 * ```
 *
 * @category codecs
 * @since 0.1.0
 */
export const LedgerEvent: t.Type<Event> = /* @__PURE__ */ codec(
  'LedgerEvent',
  'event',
  (report, u) => eventReader(undefined)(report, u),
  t.identity,
)

/**
 * Something that happened, as a ledger records it; plain JSON, told apart by `kind`.
 *
 * @category model
 * @since 0.1.0
 */
export type LedgerEvent = Event

/** Runs a reader on its own. */
export const decodeBy = <A>(root: string, read: Reader<A>, u: unknown): Either<LedgerError, A> => {
  const report = new Report(root)
  const value = read(report, u)
  return value === undefined || report.total > 0
    ? left({ _tag: 'InvalidInput', issues: report.issues, total: report.total })
    : right(value)
}

/** The door for ledgers. */
export const decodeLedger = (u: unknown): Either<LedgerError, Ledger> => decodeBy('ledger', readLedger, u)

/**
 * A ledger without events.
 *
 * Errors: `InvalidInput`. Cost: linear in the agreement.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement, openLedger } from 'peermatch/agreement'
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
 * assert.ok(isRight(draft))
 * const ledger = openLedger(draft.right)
 * assert.ok(isRight(ledger))
 * assert.deepEqual(ledger.right.events, [])
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const openLedger = (agreement: Agreement): Either<LedgerError, Ledger> => {
  const read = decodeBy('agreement', readAgreement, agreement)
  return isLeft(read) ? read : right(make(read.right, []))
}

/** The first place whose event does not come before `event`. */
const placeOf = (events: readonly Event[], event: Event): number => {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareEvents(events[middle]!, event) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The ledger with one event more. Events may be recorded in any order, and several times: what comes out depends on the set of events alone.
 * So an event may speak of a session, a goal or another event that is not known (yet); `summariseLedger` tells of those. Nothing is ever
 * removed: an event that was a mistake is withdrawn by another one, and of several events about how one session went, the last one recorded counts.
 *
 * Errors: `InvalidInput`, also for somebody who is not a member; `EventConflict`: a different event has that id. Never throws.
 *
 * Cost: linear in the number of events.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isLeft, isRight } from 'fp-ts/lib/Either.js'
 * import { balance, draftAgreement, openLedger, recordSession } from 'peermatch/agreement'
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
 * const event = {
 *   id: 'e1',
 *   at: '2026-03-02T20:00:00.000Z',
 *   kind: 'held',
 *   session: opened.right.agreement.sessions[0]?.id ?? '',
 *   blocks: [{ minutes: 50, teacher: 'ana', learners: ['ben'], skill: 'Spanish' }],
 * } as const
 * const first = recordSession(opened.right, event)
 * assert.ok(isRight(first))
 * const again = recordSession(first.right.ledger, event)
 * assert.ok(isRight(again))
 * assert.equal(again.right.outcome, 'duplicate')
 * const other = recordSession(first.right.ledger, { ...event, blocks: [] })
 * assert.ok(isLeft(other))
 * assert.equal(other.left._tag, 'EventConflict')
 *
 * const minutes = balance(first.right.ledger)
 * assert.ok(isRight(minutes))
 * assert.deepEqual(minutes.right.members.map(({ id, owed }) => [id, owed]), [['ana', 50], ['ben', -50]])
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const recordSession = (ledger: Ledger, event: Event): Either<LedgerError, Recorded> => {
  const kept = decodeLedger(ledger)
  if (isLeft(kept)) return kept
  const { agreement, events } = kept.right
  const read = decodeBy('event', eventReader(agreement.members.map(({ id }) => id)), event)
  if (isLeft(read)) return read
  const known = events.find(({ id }) => id === read.right.id)
  if (known !== undefined) {
    return sameEvent(known, read.right)
      ? right({ ledger: kept.right, outcome: 'duplicate' })
      : left(conflict(known, freeze(read.right)))
  }
  if (events.length >= MAX_EVENTS) {
    const detail = `a ledger holds ${MAX_EVENTS} events at most: ${quote(read.right.id)} is one more`
    return left({ _tag: 'ImpossibleWish', path: 'event', detail })
  }
  const place = placeOf(events, read.right)
  return right({
    ledger: make(agreement, events.toSpliced(place, 0, read.right)),
    outcome: place === events.length ? 'recorded' : 'late',
  })
}
