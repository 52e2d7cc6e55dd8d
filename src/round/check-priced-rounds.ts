import { checkBound, sharedDuals } from '../matching/bound.ts'
import { checkAllPairs } from '../matching/pair-certificate.ts'
import type { PairOracle } from '../matching/pair-oracle.ts'
import type { MatchingCertificate, Verdict } from '../matching/solution.ts'
import type { PricedRounds, SeasonBound } from './priced-rounds.ts'

/**
 * Proves or refutes what {@link PricedRounds} claims, against all pairs that an oracle tells of, by code that shares nothing with the planner: that every round is a matching of pairs
 * that `weightOf` knows and the rules admit, that no pair meets twice, that pairs, weight and sit-outs add up; that the certificates are ones of all pairs not met
 * before; and that `mostPairs` and `bound` follow. Undefined when `goOn` said false before the end. A scan of all pairs for each of the two bounds.
 */
export function checkPricedRounds(
  oracle: PairOracle,
  season: PricedRounds,
  weightOf: (u: number, v: number) => number | undefined,
  goOn: () => boolean = () => true,
): Verdict | undefined {
  const wrong = roundsFailure(oracle, season, weightOf) ?? claimsFailure(oracle, season)
  if (wrong !== undefined) return { valid: false, reason: wrong }
  const [first, last] = season.bounds
  for (const one of last === first ? [first] : [first, last]) {
    const failure = valueFailure(season, one, weightOf)
    if (failure !== undefined) return { valid: false, reason: `bound after ${one.after} rounds: ${failure}` }
    const nothing = { vertexCount: oracle.vertexCount, source: [], target: [], weight: [] }
    const mate = new Int32Array(oracle.vertexCount).fill(-1)
    const sets = checkBound(nothing, { mate, weight: 0, certificate: one.certificate })
    if (!sets.valid) return sets
    const duals = checkAllPairs(unmetAfter(oracle, season.rounds.slice(0, one.after)), one.certificate, goOn)
    if (duals === undefined || !duals.valid) return duals
  }
  return { valid: true }
}

/** The pairs of an oracle without those that meet in some rounds. */
function unmetAfter(oracle: PairOracle, rounds: readonly Int32Array[]): PairOracle {
  const { vertexCount, partner, weight, least } = oracle
  return {
    vertexCount,
    partner,
    weight,
    least,
    admits: (u, v) => rounds.every((mate) => mate[u] !== v) && oracle.admits(u, v),
    above: (price, take, goOn) => oracle.above(price, take, goOn),
    scan: (price, take, goOn) => oracle.scan(price, take, goOn),
    scanRows: (rows, price, take, goOn) => oracle.scanRows(rows, price, take, goOn),
    most: (v) => oracle.most(v),
    row: (v) => oracle.row(v),
  }
}

function roundsFailure(
  oracle: PairOracle,
  { rounds, pairs, weight, sitOuts }: PricedRounds,
  weightOf: (u: number, v: number) => number | undefined,
): string | undefined {
  const n = oracle.vertexCount
  const out = new Int32Array(n)
  const met = Array.from({ length: n }, () => new Set<number>())
  let [count, sum] = [0, 0]
  for (const [r, mate] of rounds.entries()) {
    if (mate.length !== n) return `round ${r} has ${mate.length} entries for ${n} vertices`
    for (let v = 0; v < n; v++) {
      const u = mate[v]!
      if (u === -1) out[v]!++
      if (u === -1) continue
      if (u === v || mate[u] !== v) return `round ${r}: vertex ${v} is not the partner of its partner`
      if (u < v) continue
      const own = weightOf(v, u)
      if (own === undefined || !oracle.admits(v, u)) return `round ${r}: vertices ${v} and ${u} may not meet`
      if (met[v]!.has(u)) return `round ${r}: vertices ${v} and ${u} meet again`
      met[v]!.add(u)
      count++
      sum += own
    }
  }
  if (count !== pairs) return `pairs is ${pairs}, but ${count} meet`
  if (sum !== weight) return `weight is ${weight}, but the pairs weigh ${sum}`
  const v = out.findIndex((times, each) => times !== sitOuts[each])
  return v < 0 ? undefined : `sitOuts of vertex ${v} is ${sitOuts[v]}, but it sits out ${out[v]} times`
}

function claimsFailure(oracle: PairOracle, season: PricedRounds): string | undefined {
  const { rounds, objective, pairs, mostPairs, bound, bounds } = season
  const [first, last] = bounds
  if (!Number.isSafeInteger(bound)) return 'the bound is no safe integer'
  if (!(bound >= last.value - last.certificate.lift * pairs)) return `the bound ${bound} is not proven`
  const half = Math.floor(oracle.vertexCount / 2)
  const each = first.certificate.lift + oracle.least
  const inOne =
    objective === 'coverage' && each > 0 ? Math.min(half, Math.floor(sumOf(first.certificate) / each)) : half
  // The first certificate is one of all pairs, so that it holds of every round.
  if (first.after !== 0) return 'the first certificate leaves pairs out'
  return mostPairs >= rounds.length * inOne
    ? undefined
    : `mostPairs is ${mostPairs}, but only ${rounds.length * inOne} is proven`
}

/** What a matching weighs at most, each pair lifted. */
function sumOf({ dual2x, blossoms }: MatchingCertificate): number {
  let doubled = 0
  for (const own of dual2x) doubled += own
  for (const { members, dual2x: own } of blossoms) doubled += (own * (members.length - 1)) / 2
  return doubled / 2
}

function valueFailure(
  { rounds }: PricedRounds,
  { after, certificate, value }: SeasonBound,
  weightOf: (u: number, v: number) => number | undefined,
): string | undefined {
  if (!Number.isInteger(after) || after < 0 || after > rounds.length) return 'there are not so many rounds'
  const { dual2x, lift } = certificate
  const shared = sharedDuals(certificate)
  let doubled = 2 * rounds.length * sumOf(certificate)
  for (const mate of rounds.slice(0, after)) {
    for (let v = 0; v < mate.length; v++) {
      const u = mate[v]!
      if (u < v) continue
      doubled += Math.max(0, 2 * (weightOf(v, u)! + lift) - dual2x[v]! - dual2x[u]! - shared(v, u))
    }
  }
  if (!Number.isSafeInteger(Math.floor(doubled))) return 'it leaves the safe integers'
  return value >= Math.floor(doubled / 2) ? undefined : `it is ${doubled / 2}, not ${value}`
}
