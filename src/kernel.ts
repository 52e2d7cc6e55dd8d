export type { EdgeList } from './graph/edge-list.ts'
export { checkCertificate } from './matching/certificate.ts'
export { type MatchingOptions, maximumWeightMatching } from './matching/maximum-weight-matching.ts'
export type { CertificateBlossom, MatchingCertificate, MatchingSolution, Verdict } from './matching/solution.ts'
