import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import { optional, type Reader, readRecord, required, shape, wholeNumber } from '../model/read.ts'
import { readDate } from './calendar-text.ts'
import { decodeBy, decodeLedger, type Ledger } from './ledger.ts'
import { balanceOf, type LedgerBalance } from './ledger-balance.ts'
import type { LedgerError } from './ledger-error.ts'
import type { TaughtBlock } from './ledger-event.ts'
import { type GoalProgress, type KeptPromises, progressOf, promisesOf } from './ledger-goals.ts'
import { type LedgerNotice, type LedgerState, stateOf } from './ledger-state.ts'
import { type LedgerWarning, warningsOf } from './ledger-warnings.ts'

/**
 * On which day a ledger is looked at, and when to warn.
 *
 * @category model
 * @since 0.1.0
 */
export interface SummaryOptions {
  /** Today, `YYYY-MM-DD`: no clock is ever asked. Sessions before it should have been recorded. */
  readonly asOf: string
  /** A member may owe, or be owed, so many minutes before there is a warning; the minutes of one session unless stated. */
  readonly tilt?: number | undefined
  /** So many sessions on end that were planned and not held: 2 unless stated. */
  readonly quietTurns?: number | undefined
  /** So many sessions on end that were called off: 2 unless stated. */
  readonly cancellations?: number | undefined
}

/**
 * What became of a session.
 *
 * @category model
 * @since 0.1.0
 */
export interface SessionOutcome {
  /** Id of the session. */
  readonly session: string
  /** The day on which it was held, or for which it is planned now. */
  readonly date: string
  /** The day for which it was planned at first; absent where it is the same. */
  readonly movedFrom?: string
  /** `ahead`: it is still to come. `unrecorded`: its day has passed, and nothing is known. */
  readonly status: 'held' | 'shortened' | 'skipped' | 'unrecorded' | 'ahead'
  readonly taught: readonly TaughtBlock[]
}

/**
 * A ledger at a glance; plain JSON.
 *
 * @category model
 * @since 0.1.0
 */
export interface LedgerSummary {
  readonly asOf: string
  readonly balance: LedgerBalance
  /** In the order of time as planned now. */
  readonly sessions: readonly SessionOutcome[]
  /** Meetings beside the plan, in the order of their events. */
  readonly extra: readonly { readonly event: string; readonly date?: string; readonly taught: readonly TaughtBlock[] }[]
  readonly goals: readonly GoalProgress[]
  readonly promises: readonly KeptPromises[]
  /** Empty where all is well. */
  readonly warnings: readonly LedgerWarning[]
  /** What is odd about some events. */
  readonly notices: readonly LedgerNotice[]
}

interface Options {
  readonly asOf: string
  readonly tilt?: number
  readonly quietTurns: number
  readonly cancellations: number
}

const OPTIONS = /* @__PURE__ */ shape('options { asOf, ... }', ['asOf', 'tilt', 'quietTurns', 'cancellations'])
const readTilt: Reader<number> = /* @__PURE__ */ wholeNumber(0, 1_000_000)
const readTurns: Reader<number> = /* @__PURE__ */ wholeNumber(1, 1000)

const readOptions: Reader<Options> = (report, u) => {
  const values = readRecord(report, u, OPTIONS)
  if (values === undefined) return undefined
  const asOf = required(report, 'asOf', values[0], readDate)
  const tilt = optional(report, 'tilt', values[1], readTilt)
  const quietTurns = optional(report, 'quietTurns', values[2], readTurns) ?? 2
  const cancellations = optional(report, 'cancellations', values[3], readTurns) ?? 2
  return asOf === undefined ? undefined : { asOf, ...(tilt === undefined ? {} : { tilt }), quietTurns, cancellations }
}

const outcomesOf = ({ records }: LedgerState, asOf: string): readonly SessionOutcome[] =>
  records.map(({ session, planned, status, heldOn, taught }) => {
    const date = heldOn ?? session.date
    return {
      session: session.id,
      date,
      ...(planned === date ? {} : { movedFrom: planned }),
      status: status === 'open' ? (session.date < asOf ? 'unrecorded' : 'ahead') : status,
      taught,
    }
  })

/**
 * A ledger at a glance, on a given day: give and take, what became of each session, how far the goals have come, who kept their promises, and early
 * warnings where something tilts or dries up, with reasons in plain English. Depends on the set of events and the day alone.
 *
 * Errors: `InvalidInput`. Cost: linear in sessions, events and goals, and goals times sessions.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement, openLedger, summariseLedger } from 'peermatch/agreement'
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
 * const summary = isRight(opened) ? summariseLedger(opened.right, { asOf: '2026-03-10' }) : opened
 * assert.ok(isRight(summary))
 * const { sessions, warnings } = summary.right
 * assert.deepEqual(sessions.map(({ status }) => status), ['unrecorded', 'unrecorded', 'ahead', 'ahead'])
 * assert.equal(warnings[0]?._tag, 'DryingUp')
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const summariseLedger = (ledger: Ledger, options: SummaryOptions): Either<LedgerError, LedgerSummary> => {
  const read = decodeLedger(ledger)
  if (isLeft(read)) return read
  const wishes = decodeBy('options', readOptions, options)
  if (isLeft(wishes)) return wishes
  const { asOf } = wishes.right
  const state = stateOf(read.right)
  const balance = balanceOf(read.right, state)
  return right({
    asOf,
    balance,
    sessions: outcomesOf(state, asOf),
    extra: state.extras.map(({ event, date, taught }) => ({
      event,
      ...(date === undefined ? {} : { date }),
      taught,
    })),
    goals: progressOf(state, asOf),
    promises: promisesOf(read.right, state),
    warnings: warningsOf(read.right, state, balance, { tilt: state.cadence.minutes, ...wishes.right }),
    notices: state.notices,
  })
}
