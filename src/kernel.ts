export type { EdgeList } from './graph/edge-list.ts'
export { checkBMatchingCertificate } from './matching/b-matching-certificate.ts'
export type { BMatchingBlossom, BMatchingCertificate, BMatchingSolution } from './matching/b-matching-solution.ts'
export { maximumWeightBMatching } from './matching/b-matching.ts'
export { blockingPairs } from './matching/blocking-pairs.ts'
export { checkCertificate } from './matching/certificate.ts'
export { checkFrontier, checkFrontierPoint } from './matching/coverage-frontier-check.ts'
export type { Frontier, FrontierPoint } from './matching/coverage-frontier-solution.ts'
export { coverageFrontier, type FrontierOptions } from './matching/coverage-frontier.ts'
export { checkLimitedChange } from './matching/limited-change-check.ts'
export type {
  ChangeBound,
  ChangeCases,
  ChangeCertificate,
  ChangeLimit,
  LimitedChange,
} from './matching/limited-change-solution.ts'
export { limitedChange, type LimitedChangeOptions } from './matching/limited-change.ts'
export { maximumWeightMatching } from './matching/maximum-weight-matching.ts'
export type { MatchingOptions } from './matching/objective.ts'
export type { PreferenceGraph } from './matching/preference-graph.ts'
export type { CertificateBlossom, MatchingCertificate, MatchingSolution, Verdict } from './matching/solution.ts'
export { checkStableMatching } from './matching/stable-check.ts'
export { stableMatching } from './matching/stable-matching.ts'
export type { StableSolution } from './matching/stable-solution.ts'
export { checkRoundPlan } from './round/check-round-plan.ts'
export { planRounds } from './round/plan-rounds.ts'
export type { FairnessCertificate, RoundCertificate, RoundOptions, RoundPlan } from './round/round-plan.ts'
