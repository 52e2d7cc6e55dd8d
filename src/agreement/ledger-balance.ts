import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import { printable } from '../model/show.ts'
import { decodeLedger, type Ledger } from './ledger.ts'
import type { LedgerError } from './ledger-error.ts'
import { allTaught, type LedgerState, stateOf } from './ledger-state.ts'
import { listed } from './words.ts'

/**
 * What one member has given and received. Minutes are counted by learner, as in {@link AgreementMember}: who teaches two at once for 30
 * minutes has given 60.
 *
 * @category model
 * @since 0.1.0
 */
export interface MemberBalance {
  readonly id: string
  readonly name: string
  /** What an earlier agreement left open, in minutes given beyond those received. */
  readonly carried: number
  readonly given: number
  readonly received: number
  /** `carried + given - received`: above 0, so many minutes are owed to this member; below 0, this member owes them. */
  readonly owed: number
}

/**
 * Give and take so far.
 *
 * @category model
 * @since 0.1.0
 */
export interface LedgerBalance {
  /** In the order of the agreement's members. */
  readonly members: readonly MemberBalance[]
  /** Nobody is owed, or owes, more than the minutes of one session. */
  readonly even: boolean
  /** The largest `owed` of any member, without its sign. */
  readonly largest: number
  /** One sentence. */
  readonly detail: string
}

const MAX_NAME = 60

/** A member's name, fit for a sentence. */
export const spokenName = (member: { readonly id: string; readonly name: string }): string =>
  printable(member.name.trim() === '' ? member.id : member.name, MAX_NAME)

/** `1 minute`, `2 minutes`; likewise for other words. */
export const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`

/** `Ana has given 40 minutes more than received, Ben 40 minutes less`, of those whose minutes are not equal. */
export const tiltWords = (members: readonly MemberBalance[]): string => {
  const tilted = members
    .filter(({ owed }) => owed !== 0)
    .toSorted((a, b) => Math.abs(b.owed) - Math.abs(a.owed) || b.owed - a.owed)
  const parts = tilted.map((member, at) => {
    const { owed } = member
    const verb = at === 0 ? ' has given' : ''
    const than = at === 0 ? ' than received' : ''
    return `${spokenName(member)}${verb} ${count(Math.abs(owed), 'minute')} ${owed > 0 ? 'more' : 'less'}${than}`
  })
  return listed(parts, 'and')
}

const add = (to: Map<string, number>, id: string, minutes: number): void => {
  to.set(id, (to.get(id) ?? 0) + minutes)
}

/** The balance of a state. */
export const balanceOf = ({ agreement }: Ledger, state: LedgerState): LedgerBalance => {
  const given = new Map<string, number>()
  const received = new Map<string, number>()
  for (const { minutes, teacher, learners } of allTaught(state)) {
    add(given, teacher, minutes * learners.length)
    for (const learner of learners) add(received, learner, minutes)
  }
  const members = agreement.members.map(({ id, name, carried = 0 }): MemberBalance => {
    const gives = given.get(id) ?? 0
    const gets = received.get(id) ?? 0
    return { id, name, carried, given: gives, received: gets, owed: carried + gives - gets }
  })
  const largest = members.reduce((most, { owed }) => Math.max(most, Math.abs(owed)), 0)
  const detail = largest === 0 ? 'Everybody has given as much as they have received.' : `${tiltWords(members)}.`
  return { members, even: largest <= state.cadence.minutes, largest, detail }
}

/**
 * Minutes given and received by each member, in all sessions that the ledger knows, and who owes how many: the sum of what its events say was taught,
 * whatever the order in which they arrived.
 *
 * Errors: `InvalidInput`, for what is no ledger. Cost: linear in sessions and events.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { balance, draftAgreement, openLedger } from 'peermatch/agreement'
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
 * const minutes = isRight(opened) ? balance(opened.right) : opened
 * assert.ok(isRight(minutes))
 * assert.equal(minutes.right.detail, 'Everybody has given as much as they have received.')
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const balance = (ledger: Ledger): Either<LedgerError, LedgerBalance> => {
  const read = decodeLedger(ledger)
  return isLeft(read) ? read : right(balanceOf(read.right, stateOf(read.right)))
}
