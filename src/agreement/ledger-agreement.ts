import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type Agreement, readAgreement } from './agreement.ts'
import { totalsOf } from './check-agreement.ts'
import { decodeBy, decodeLedger, type Ledger } from './ledger.ts'
import type { LedgerError } from './ledger-error.ts'
import { serves, type SessionRecord, stateOf } from './ledger-state.ts'
import type { Balance, Goal } from './parts.ts'

/** A goal with what the sessions have for it; nothing where no session serves it. */
const goalIn = (goal: Goal, records: readonly SessionRecord[]): readonly Goal[] => {
  let minutes = 0
  const serving: SessionRecord[] = []
  const teachers = new Set<string>()
  for (const record of records) {
    const own = record.session.blocks.filter((block) => serves(goal, block))
    if (own.length > 0) serving.push(record)
    for (const block of own) {
      minutes += block.minutes
      teachers.add(block.teacher)
    }
  }
  const last = serving.at(-1)
  if (last === undefined) return []
  return [
    {
      ...goal,
      teachers: [...teachers].toSorted(),
      minutes,
      sessions: serving.map(({ session }) => session.id),
      due: last.session.date,
    },
  ]
}

/**
 * The agreement as it stands, moves and revisions included, for a calendar or a page: all sessions that have not been skipped, with the ids
 * that they have always had, numbered anew. Its minutes are those of the plan; what was really given and received is told by `balance`.
 *
 * Errors: `InvalidInput`, also where sessions have been moved onto one another; `ImpossibleWish` where all sessions were skipped. Never throws.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { currentAgreement, draftAgreement, openLedger, recordSession } from 'peermatch/agreement'
 *
 * const people = [
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
 * ]
 * const exchange = [
 *   { from: 'ana', to: 'ben', skill: 'Spanish', level: 3, lift: 3, priority: 1 },
 *   { from: 'ben', to: 'ana', skill: 'skiing', level: 3, lift: 3, priority: 1 },
 * ]
 * const wishes = { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 2 }
 * const draft = draftAgreement({ members: ['ana', 'ben'], exchange }, people, wishes)
 * const opened = isRight(draft) ? openLedger(draft.right) : draft
 * assert.ok(isRight(opened))
 * const session = opened.right.agreement.sessions[1]?.id ?? ''
 * const moved = recordSession(opened.right, { id: 'm1', at: '2026-03-03T08:00:00Z', kind: 'moved', session, date: '2026-03-12' })
 * const now = isRight(moved) ? currentAgreement(moved.right.ledger) : moved
 * assert.ok(isRight(now))
 * assert.deepEqual(now.right.sessions.map(({ date }) => date), ['2026-03-02', '2026-03-12'])
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const currentAgreement = (ledger: Ledger): Either<LedgerError, Agreement> => {
  const read = decodeLedger(ledger)
  if (isLeft(read)) return read
  const { agreement, events } = read.right
  if (events.length === 0) return right(agreement)
  const state = stateOf(read.right)
  const records = state.records.filter(({ status }) => status !== 'skipped')
  const [first, last] = [records[0], records.at(-1)]
  const goals = state.goals.flatMap(({ goal, dropped }) => (dropped ? [] : goalIn(goal, records)))
  if (first === undefined || last === undefined || goals.length === 0) {
    return left({ _tag: 'ImpossibleWish', path: 'ledger', detail: 'no session is left that has not been skipped' })
  }
  const sessions = records.map(({ session }, at) => ({ ...session, number: at + 1 }))
  const ids = new Set(sessions.map(({ id }) => id))
  const dates = new Map(sessions.map(({ id, date }) => [id, date]))
  const goalIds = new Set(goals.map(({ id }) => id))
  const totals = totalsOf(sessions)
  const members = agreement.members.map((member) => {
    const given = totals.given.get(member.id) ?? 0
    const received = totals.received.get(member.id) ?? 0
    return { ...member, given, received, difference: (member.carried ?? 0) + given - received }
  })
  const largest = members.reduce((most, { difference }) => Math.max(most, Math.abs(difference)), 0)
  const balance: Balance = {
    even: largest <= state.cadence.minutes,
    largest,
    detail: `By this plan, nobody gives or receives more than ${largest} minutes beyond the other.`,
  }
  return decodeBy('ledger', readAgreement, {
    ...agreement,
    members,
    start: first.session.date < agreement.start ? first.session.date : agreement.start,
    end: last.session.date,
    cadence: state.cadence,
    sessions,
    skipped: state.skipped,
    goals,
    reviews: state.reviews
      .filter(({ session }) => ids.has(session))
      .map((review, at) => ({
        ...review,
        number: at + 1,
        date: dates.get(review.session)!,
        goals: review.goals.filter((id) => goalIds.has(id)),
      })),
    balance,
  })
}
