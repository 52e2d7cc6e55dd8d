import { quote } from '../model/show.ts'
import { type AgreementError, formatAgreementError } from './error.ts'
import type { LedgerEvent } from './ledger-event.ts'

/**
 * Everything that can stop the calls about ledgers; plain JSON, told apart by `_tag`. {@link formatLedgerError} turns it into text.
 *
 * @category model
 * @since 0.1.0
 */
export type LedgerError =
  | AgreementError
  /** Another event with this id is in the ledger already, and says something else: `differs` names the keys. Nothing is changed. */
  | {
      readonly _tag: 'EventConflict'
      readonly id: string
      readonly recorded: LedgerEvent
      readonly refused: LedgerEvent
      readonly differs: readonly string[]
    }

const entries = (event: LedgerEvent): ReadonlyMap<string, string> =>
  new Map(Object.entries(event).map(([key, value]) => [key, JSON.stringify(value)]))

/** The keys, in code unit order, that two events do not have in common. */
export const differences = (one: LedgerEvent, other: LedgerEvent): readonly string[] => {
  const a = entries(one)
  const b = entries(other)
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key)).toSorted()
}

/** The error about two different events with one id. */
export const conflict = (recorded: LedgerEvent, refused: LedgerEvent): LedgerError => ({
  _tag: 'EventConflict',
  id: recorded.id,
  recorded,
  refused,
  differs: differences(recorded, refused),
})

/**
 * The error as text for people, safe to print.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { formatLedgerError } from 'peermatch/agreement'
 *
 * assert.equal(
 *   formatLedgerError({
 *     _tag: 'EventConflict',
 *     id: 'e7',
 *     recorded: { id: 'e7', at: '2026-03-03T20:00:00.000Z', kind: 'note', text: 'A good start.' },
 *     refused: { id: 'e7', at: '2026-03-03T20:00:00.000Z', kind: 'note', text: 'A bad start.' },
 *     differs: ['text'],
 *   }),
 *   'another event with the id "e7" is recorded already, and differs in text: give the new one an id of its own',
 * )
 * ```
 *
 * @category destructors
 * @since 0.1.0
 */
export const formatLedgerError = (error: LedgerError): string =>
  error._tag === 'EventConflict'
    ? `another event with the id ${quote(error.id)} is recorded already, and differs in ${error.differs.join(', ')}: give the new one an id of its own`
    : formatAgreementError(error)
