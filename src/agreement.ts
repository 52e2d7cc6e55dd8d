export {
  Agreement,
  type AgreementMember,
  type Balance,
  type Cadence,
  type Goal,
  type LocalTime,
  type Review,
  type Session,
  type SkippedTurn,
  type TeachingBlock,
} from './agreement/agreement.ts'
export { type AgreementError, formatAgreementError } from './agreement/error.ts'
export {
  AgreementPreferences,
  type AgreementPreferencesInput,
  type Blackout,
  type BusyTime,
  type CarriedMinutes,
  type SessionWish,
} from './agreement/preferences.ts'
export { type AgreementWords, defaultGroundRules } from './agreement/words.ts'
export { type AgreementDrafts, draftAgreement, draftAgreements } from './agreement/draft.ts'
export type { MatchInput } from './agreement/exchange-lines.ts'
export { toHtml } from './agreement/html.ts'
export { currentAgreement } from './agreement/ledger-agreement.ts'
export { balance, type LedgerBalance, type MemberBalance } from './agreement/ledger-balance.ts'
export { formatLedgerError, type LedgerError } from './agreement/ledger-error.ts'
export type {
  AgreementRevised,
  EventStamp,
  EventWithdrawn,
  LedgerNote,
  LevelObserved,
  SessionHeld,
  SessionMoved,
  SessionShortened,
  SessionSkipped,
  TaughtBlock,
} from './agreement/ledger-event.ts'
export type { GoalProgress, KeptPromises } from './agreement/ledger-goals.ts'
export type { LedgerNotice } from './agreement/ledger-state.ts'
export {
  type LedgerSummary,
  type SessionOutcome,
  summariseLedger,
  type SummaryOptions,
} from './agreement/ledger-summary.ts'
export { nextTurn, type NextTurn, type TurnOptions } from './agreement/ledger-turn.ts'
export type { LedgerWarning } from './agreement/ledger-warnings.ts'
export { Ledger, LedgerEvent, openLedger, type Recorded, recordSession } from './agreement/ledger.ts'
export { learnedFrom, type Learned } from './agreement/learned-from.ts'
export { toMarkdown } from './agreement/markdown.ts'
export type { PageOptions } from './agreement/page-options.ts'
export type { PageWords } from './agreement/page-words.ts'
export { renewAgreement } from './agreement/renew.ts'
export { type AgreementChange, reviseAgreement } from './agreement/revise.ts'
