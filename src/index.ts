export { RULES, type RuleName } from './benefit/eligibility.ts'
export { WEIGHT_SCALE } from './benefit/fusion.ts'
export { type CoverageFrontier, coverageFrontier, type FrontierStep } from './coverage-frontier.ts'
export { blockingPairs } from './blocking-pairs.ts'
export type {
  BlockingPair,
  CommonWindow,
  Cycle,
  Exchange,
  ExcludingRule,
  Group,
  GroupWindow,
  LocalWindow,
  Matching,
  MissedCycle,
  MissedPair,
  Pair,
  PossiblePair,
  PreferredPair,
  Proof,
  Stability,
  Summary,
  Unmatched,
  UnmatchedReason,
} from './explain/result.ts'
export { matchPeers } from './match-peers.ts'
export type { AllowedChange } from './model/change.ts'
export { decodeOptions, decodePeople } from './model/decode.ts'
export {
  foldMatchError,
  formatMatchError,
  type InputIssue,
  type MatchError,
  type MatchErrorHandlers,
} from './model/error.ts'
export type { Budget, OnProgress, Phase, Progress, StopSignal } from './model/effort.ts'
export { type Credit, History, type HistoryInput, type Meeting } from './model/history.ts'
export { Fusion, Objective, Options, type OptionsInput } from './model/options.ts'
export { Person, type PersonInput, TimeWindow, Weekday } from './model/person.ts'
export type { Into, IntoCycles, IntoGroups, IntoInput } from './model/into.ts'
export type { MixRule } from './model/mix.ts'
export { type IdPair, Rules, type RulesInput } from './model/rules.ts'
export { normaliseSkill, Offer, type OfferInput, Want, type WantInput } from './model/skill.ts'
export type { PackingQuestion, PackingSolver } from './model/solver.ts'
export { RelatedSkills, Vocabulary, type VocabularyInput } from './model/vocabulary.ts'
export { MatchPeersError, matchPeersOrThrow } from './or-throw.ts'
export { planRounds, type Round, type Season } from './plan-rounds.ts'
export { type GonePair, type Rematch, rematch } from './rematch.ts'
