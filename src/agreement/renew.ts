import { type Either, isLeft, left } from 'fp-ts/lib/Either.js'
import type { PersonInput } from '../model/person.ts'
import type { Agreement } from './agreement.ts'
import { draftAgreement } from './draft.ts'
import { decodeBy, decodeLedger, type Ledger } from './ledger.ts'
import { balanceOf } from './ledger-balance.ts'
import type { LedgerError } from './ledger-error.ts'
import { decodeLines, type ExchangeLines, linesAhead, memberIds } from './ledger-lines.ts'
import { stateOf } from './ledger-state.ts'
import { AgreementPreferences, type AgreementPreferencesInput, readPreferences } from './preferences.ts'

/**
 * Drafts the next agreement of the same members: friends stay friends. What is owed is carried over, so that the new plan gives it back, and so are
 * the goals that are open, from the level that was seen last. The new agreement says which one it `renews`.
 *
 * `preferences` are those of `draftAgreement`; their `carried` and `renews` are the ledger's, whatever they say. `exchange` is what is taught beside the
 * open goals: lines as `matchPeers` finds them, say, after `learnedFrom`. A line for a goal that is open takes its place.
 *
 * Errors: those of `draftAgreement`; `ImpossibleWish` where all goals are reached and there is nothing else to teach. Never throws.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement, openLedger, recordSession, renewAgreement } from 'peermatch/agreement'
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
 * const recorded = recordSession(opened.right, {
 *   id: 'e1',
 *   at: '2026-03-02T20:00:00.000Z',
 *   kind: 'held',
 *   session: opened.right.agreement.sessions[0]?.id ?? '',
 *   blocks: [{ minutes: 60, teacher: 'ana', learners: ['ben'], skill: 'Spanish' }],
 * })
 * assert.ok(isRight(recorded))
 * const renewed = renewAgreement(recorded.right.ledger, people, { ...wishes, start: '2026-05-04' })
 * assert.ok(isRight(renewed))
 * assert.equal(renewed.right.renews, opened.right.agreement.id)
 * assert.deepEqual(renewed.right.members.map(({ carried, difference }) => [carried, difference]), [[60, 0], [-60, 0]])
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const renewAgreement = (
  ledger: Ledger,
  people: readonly PersonInput[],
  preferences: AgreementPreferencesInput,
  exchange: ExchangeLines = [],
): Either<LedgerError, Agreement> => {
  const read = decodeLedger(ledger)
  if (isLeft(read)) return read
  const wishes = decodeBy('preferences', readPreferences, preferences)
  if (isLeft(wishes)) return wishes
  const extra = decodeLines(read.right, exchange)
  if (isLeft(extra)) return extra
  const state = stateOf(read.right)
  const lines = linesAhead(state, extra.right)
  if (lines.length === 0) {
    const detail = 'all goals are reached: say in exchange what is to be learned next'
    return left({ _tag: 'ImpossibleWish', path: 'exchange', detail })
  }
  const { members } = balanceOf(read.right, state)
  return draftAgreement({ members: memberIds(read.right), exchange: lines }, people, {
    ...AgreementPreferences.encode(wishes.right),
    carried: members.filter(({ owed }) => owed !== 0).map(({ id, owed }) => ({ id, minutes: owed })),
    renews: read.right.agreement.id,
  })
}
