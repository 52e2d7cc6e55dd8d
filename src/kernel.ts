export { checkCycleCertificate } from './exchange/check-cycles.ts'
export { type CycleOptions, maximumWeightCycles } from './exchange/maximum-weight-cycles.ts'
export type {
  CycleBranch,
  CycleCertificate,
  CycleOddSet,
  CyclePrices,
  CycleSolution,
  CycleSplit,
  CycleSurvival,
} from './exchange/solution.ts'
export type { EdgeList } from './graph/edge-list.ts'
export { checkBFrontier } from './matching/b-coverage-frontier-check.ts'
export type { BFrontier } from './matching/b-coverage-frontier-solution.ts'
export { bCoverageFrontier } from './matching/b-coverage-frontier.ts'
export { checkGroupCertificate } from './group/group-certificate.ts'
export {
  type GroupLimit,
  type GroupProblem,
  type GroupTimes,
  LARGEST_GROUP,
  type WeighGains,
} from './group/group-problem.ts'
export type {
  GroupBranch,
  GroupCertificate,
  GroupObjective,
  GroupOddSet,
  GroupSolution,
  GroupSplit,
  GroupTrio,
  GroupVerdict,
} from './group/group-solution.ts'
export { type GroupOptions, maximumWeightGroups } from './group/maximum-weight-groups.ts'
export { type GroupMean, weigher } from './group/weigh-gains.ts'
export { checkBMatchingCertificate } from './matching/b-matching-certificate.ts'
export type { BMatchingBlossom, BMatchingCertificate, BMatchingSolution } from './matching/b-matching-solution.ts'
export { maximumWeightBMatching } from './matching/b-matching.ts'
export { blockingPairs } from './matching/blocking-pairs.ts'
export { checkCertificate } from './matching/certificate.ts'
export { checkFrontier, checkFrontierPoint } from './matching/coverage-frontier-check.ts'
export type { Frontier, FrontierPoint } from './matching/coverage-frontier-solution.ts'
export { coverageFrontier, type FrontierOptions } from './matching/coverage-frontier.ts'
export { checkLimitedBChange } from './matching/limited-b-change-check.ts'
export type {
  BChangeBound,
  BChangeCases,
  BChangeCertificate,
  LimitedBChange,
} from './matching/limited-b-change-solution.ts'
export { limitedBChange } from './matching/limited-b-change.ts'
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
export { blockingPairsOfSeveral } from './matching/stable-b-blocking.ts'
export { checkStableBMatching } from './matching/stable-b-check.ts'
export { stableBMatching } from './matching/stable-b-matching.ts'
export type { StableBMatching } from './matching/stable-b-solution.ts'
export { checkStableMatching } from './matching/stable-check.ts'
export { stableMatching } from './matching/stable-matching.ts'
export type { StableSolution } from './matching/stable-solution.ts'
export { checkRoundPlan } from './round/check-round-plan.ts'
export { planRounds } from './round/plan-rounds.ts'
export type { FairnessCertificate, RoundCertificate, RoundOptions, RoundPlan } from './round/round-plan.ts'
export type { PackingQuestion, PackingSolver } from './packing/packing-solver.ts'
