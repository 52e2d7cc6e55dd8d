import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import type { Agreement } from '../../../src/agreement/agreement.ts'
import { draftAgreement } from '../../../src/agreement/draft.ts'
import type { MatchInput } from '../../../src/agreement/exchange-lines.ts'
import { type Ledger, openLedger, recordSession } from '../../../src/agreement/ledger.ts'
import { formatLedgerError, type LedgerError } from '../../../src/agreement/ledger-error.ts'
import type { LedgerEvent } from '../../../src/agreement/ledger-event.ts'
import type { AgreementPreferencesInput } from '../../../src/agreement/preferences.ts'
import type { PersonInput } from '../../../src/model/person.ts'

export const rightOf = <A>(either: Either<LedgerError, A>): A => {
  if (isLeft(either)) throw new Error(formatLedgerError(either.left))
  return either.right
}

export const leftOf = (either: Either<LedgerError, unknown>): LedgerError => {
  if (!isLeft(either)) throw new Error('expected a Left')
  return either.left
}

/** Two friends, Mondays at six in Madrid, which is five in London. */
export const ANA: PersonInput = {
  id: 'ana',
  name: 'Ana',
  offers: ['Spanish'],
  wants: ['skiing'],
  timezone: 'Europe/Madrid',
}
export const BEN: PersonInput = {
  id: 'ben',
  name: 'Ben',
  offers: ['skiing'],
  wants: [{ skill: 'Spanish', level: 1 }],
  timezone: 'Europe/London',
}

export const line = (from: string, to: string, skill: string, known = 0): MatchInput['exchange'][number] => ({
  from,
  to,
  skill,
  level: 3,
  lift: 3 - known,
  priority: 1,
})

export const PAIR: MatchInput = {
  members: ['ana', 'ben'],
  exchange: [line('ana', 'ben', 'Spanish', 1), line('ben', 'ana', 'skiing')],
}

/** Weekly from Monday 2026-03-02 on; clocks go forward in Europe on 2026-03-29. */
export const WISHES: AgreementPreferencesInput = {
  start: '2026-03-02',
  cadence: { everyWeeks: 1, minutes: 60 },
  sessions: 6,
  day: 'Mon',
  time: '18:00',
}

export const pairAgreement = (wishes: Partial<AgreementPreferencesInput> = {}): Agreement =>
  rightOf(draftAgreement(PAIR, [ANA, BEN], { ...WISHES, ...wishes }))

export const pairLedger = (wishes: Partial<AgreementPreferencesInput> = {}): Ledger =>
  rightOf(openLedger(pairAgreement(wishes)))

/** The id of the session with this number. */
export const sessionOf = ({ agreement }: Ledger, number: number): string => {
  const session = agreement.sessions.find((one) => one.number === number)
  if (session === undefined) throw new Error(`no session ${number}`)
  return session.id
}

export const goalOf = ({ agreement }: Ledger, member: string): string => {
  const goal = agreement.goals.find((one) => one.member === member)
  if (goal === undefined) throw new Error(`no goal of ${member}`)
  return goal.id
}

/** All events, one after the other. */
export const recordAll = (ledger: Ledger, events: readonly LedgerEvent[]): Ledger =>
  events.reduce((before, event) => rightOf(recordSession(before, event)).ledger, ledger)

/** The evening of the day. */
export const evening = (date: string): string => `${date}T21:00:00.000Z`
