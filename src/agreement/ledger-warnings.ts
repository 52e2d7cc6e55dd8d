import type { Ledger } from './ledger.ts'
import { count, type LedgerBalance, spokenName, tiltWords } from './ledger-balance.ts'
import { isReached, type LedgerState } from './ledger-state.ts'
import { listed } from './words.ts'

/**
 * An early sign that something is going wrong, told apart by `_tag`; `detail` says it in a sentence or two.
 *
 * @category model
 * @since 0.1.0
 */
export type LedgerWarning =
  /** Give and take tilt: `owed` minutes, more than `limit`. `more` are ids of those who have given more, `less` of those who have given less. */
  | {
      readonly _tag: 'Tilted'
      readonly limit: number
      readonly owed: number
      readonly more: readonly string[]
      readonly less: readonly string[]
      readonly detail: string
    }
  /** So many sessions on end were planned before today and not held; `since` is the day of the last one that was, absent where none was. */
  | { readonly _tag: 'DryingUp'; readonly missed: number; readonly since?: string; readonly detail: string }
  /** The last sessions of which something is recorded, so many on end, were called off; `by` are ids. */
  | { readonly _tag: 'CalledOff'; readonly inRow: number; readonly by: readonly string[]; readonly detail: string }
  /** No session is planned from today on, and so many goals are open. */
  | { readonly _tag: 'NothingPlanned'; readonly goals: number; readonly detail: string }

/** When to warn. */
export interface WarningLimits {
  readonly asOf: string
  readonly tilt: number
  readonly quietTurns: number
  readonly cancellations: number
}

const tilted = ({ members, largest }: LedgerBalance, limit: number): readonly LedgerWarning[] => {
  if (largest <= limit) return []
  const more = members.filter(({ owed }) => owed > limit)
  const less = members.filter(({ owed }) => owed < -limit)
  const owing = members.filter(({ owed }) => owed < 0).toSorted((a, b) => a.owed - b.owed)
  const next = owing[0] === undefined ? '' : `: ${spokenName(owing[0])} should teach next`
  const detail = `${tiltWords(members)}. That is more than ${count(limit, 'minute')}${next}.`
  return [
    {
      _tag: 'Tilted',
      limit,
      owed: largest,
      more: more.map(({ id }) => id),
      less: less.map(({ id }) => id),
      detail,
    },
  ]
}

const dryingUp = ({ records, extras }: LedgerState, { asOf, quietTurns }: WarningLimits): readonly LedgerWarning[] => {
  const held = [...records.map(({ heldOn }) => heldOn), ...extras.map(({ date }) => date)]
  const since = held.reduce((last, day) => (day !== undefined && (last === undefined || day > last) ? day : last))
  // By the first plan: who moves a session on and on has not held it.
  const missed = records.filter(
    ({ planned, heldOn }) => heldOn === undefined && planned < asOf && (since === undefined || planned > since),
  ).length
  if (missed < quietTurns) return []
  const last = since === undefined ? 'No session has taken place yet' : `The last session was on ${since}`
  const then = `${missed} planned ${since === undefined ? 'so far' : 'since then'} ${missed === 1 ? 'was' : 'were'} not held`
  const detail = `${last}, and ${then}, or nobody recorded it. Do you still want to meet, and is it the right time and rhythm?`
  return [{ _tag: 'DryingUp', missed, ...(since === undefined ? {} : { since }), detail }]
}

const calledOff = (
  { agreement }: Ledger,
  { records }: LedgerState,
  { cancellations }: WarningLimits,
): readonly LedgerWarning[] => {
  const settled = records.filter(({ status }) => status !== 'open')
  const others = settled.findLastIndex(({ status }) => status !== 'skipped')
  const row = settled.slice(others + 1)
  if (row.length < cancellations) return []
  const by = agreement.members.filter(({ id }) => row.some((record) => record.by.includes(id)))
  const alone = by.length === 1 && row.every((record) => record.by.length === 1)
  const who =
    by.length === 0 ? '' : `${alone && row.length > 1 ? ', each time' : ''} by ${listed(by.map(spokenName), 'and')}`
  const detail = `The last ${row.length === 1 ? 'session was' : `${row.length} sessions were`} called off${who}. What would make it easier to come?`
  return [{ _tag: 'CalledOff', inRow: row.length, by: by.map(({ id }) => id), detail }]
}

const nothingPlanned = ({ records, goals }: LedgerState, { asOf }: WarningLimits): readonly LedgerWarning[] => {
  if (records.some(({ session, status }) => status === 'open' && session.date >= asOf)) return []
  const left = goals.filter((goal) => !goal.dropped && !isReached(goal)).length
  if (left === 0) return []
  const detail = `No session is planned any more, and ${count(left, 'goal')} ${left === 1 ? 'is' : 'are'} open: revise the agreement, or renew it.`
  return [{ _tag: 'NothingPlanned', goals: left, detail }]
}

/** All warnings, the most pressing kinds first. */
export const warningsOf = (
  ledger: Ledger,
  state: LedgerState,
  balance: LedgerBalance,
  limits: WarningLimits,
): readonly LedgerWarning[] => [
  ...dryingUp(state, limits),
  ...calledOff(ledger, state, limits),
  ...tilted(balance, limits.tilt),
  ...nothingPlanned(state, limits),
]
