import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { checkBMatchingCertificate } from '../matching/b-matching-certificate.ts'
import { checkCertificate } from '../matching/certificate.ts'
import type { Verdict } from '../matching/solution.ts'
import type { RoundOptions, RoundPlan } from './round-plan.ts'

/**
 * Proves or refutes everything that a plan claims, with no code in common with the planner: that every round is a matching of
 * edges of the graph, that no pair meets twice nor one that has `met`, that pairs, weight and sit-outs add up; that every certificate
 * is one, for the graph without those who have met; and that `mostPairs`, `bound` and `fairBound` follow from them. That no season is fairer comes without a proof.
 *
 * `plan` is untrusted: whatever it is, there is a verdict, whose reason names the first clause that fails and where. A malformed `graph` throws a
 * `RangeError`. O(rounds n + m log m) and what the certificates cost.
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkRoundPlan(
  graph: EdgeList,
  plan: RoundPlan,
  given: Pick<RoundOptions, 'met' | 'credit'> = {},
): Verdict {
  const { met = [], credit = new Float64Array(graph.vertexCount) } = given
  validateEdgeList(graph)
  let reason: string | undefined
  try {
    reason = failureOf(graph, plan, met, credit)
  } catch (error) {
    reason = `the plan cannot be read: ${error instanceof Error ? error.message : 'unknown'}`
  }
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

/** The words of a clause that fails, or `undefined`. */
type Failure = string | undefined

function failureOf(
  graph: EdgeList,
  plan: RoundPlan,
  met: readonly (readonly [number, number])[],
  credit: ArrayLike<number>,
): Failure {
  if (typeof plan !== 'object' || plan === null) return 'the plan is not an object'
  if (plan.objective !== 'coverage' && plan.objective !== 'weight') return 'objective is neither coverage nor weight'
  if (!Array.isArray(plan.rounds)) return 'rounds is not an array'
  const table = new PairTable(graph, met)
  return (
    roundsFailure(graph.vertexCount, plan, table) ?? boundFailure(plan, table) ?? fairnessFailure(plan, table, credit)
  )
}

// -------------------------------------------------------------------------------------
// who may meet
// -------------------------------------------------------------------------------------

/** The edges between those who have not met, each pair with its heaviest weight. */
class PairTable {
  readonly open: EdgeList
  /** Per lower end, the upper ends that it may meet, and the greatest weight of such edges. */
  readonly heaviest: Map<number, number>[]

  constructor({ vertexCount, source, target, weight }: EdgeList, met: readonly (readonly [number, number])[]) {
    const closed = Array.from({ length: vertexCount }, () => new Set<number>())
    for (const [u, v] of met) {
      closed[u]?.add(v)
      closed[v]?.add(u)
    }
    this.heaviest = Array.from({ length: vertexCount }, () => new Map<number, number>())
    const columns: [number[], number[], number[]] = [[], [], []]
    for (let e = 0; e < weight.length; e++) {
      const u = source[e]!
      const v = target[e]!
      if (closed[u]!.has(v)) continue
      columns[0].push(u)
      columns[1].push(v)
      columns[2].push(weight[e]!)
      const row = this.heaviest[Math.min(u, v)]!
      row.set(Math.max(u, v), Math.max(row.get(Math.max(u, v)) ?? -Infinity, weight[e]!))
    }
    this.open = { vertexCount, source: columns[0], target: columns[1], weight: columns[2] }
  }
}

// -------------------------------------------------------------------------------------
// the rounds
// -------------------------------------------------------------------------------------

function roundsFailure(n: number, plan: RoundPlan, { heaviest }: PairTable): Failure {
  const { rounds, pairs, weight, sitOuts } = plan
  const firstRound = Array.from({ length: n }, () => new Map<number, number>())
  const outs = new Float64Array(n)
  let count = 0
  let sum = 0
  for (const [r, mate] of rounds.entries()) {
    if (mate.length !== n) return `round ${r} has ${mate.length} entries for ${n} vertices`
    for (let v = 0; v < n; v++) {
      const other: unknown = mate[v]
      if (other === -1) {
        outs[v]!++
        continue
      }
      if (typeof other !== 'number' || !Number.isInteger(other) || other < 0 || other >= n || other === v)
        return `round ${r}: the partner of vertex ${v} is not another vertex`
      if (mate[other] !== v) return `round ${r}: vertex ${v} has partner ${other}, who has ${mate[other]}`
      if (other < v) continue
      const worth = heaviest[v]!.get(other)
      if (worth === undefined) return `round ${r}: vertices ${v} and ${other} may not meet`
      const before = firstRound[v]!.get(other)
      if (before !== undefined) return `vertices ${v} and ${other} meet in rounds ${before} and ${r}`
      firstRound[v]!.set(other, r)
      count++
      sum += worth
    }
  }
  if (pairs !== count) return `pairs is ${pairs}, but ${count} meet`
  if (weight !== sum) return `weight is ${weight}, but the pairs weigh ${sum}`
  if (sitOuts.length !== n) return `sitOuts has ${sitOuts.length} entries for ${n} vertices`
  for (let v = 0; v < n; v++) {
    if (sitOuts[v] !== outs[v]) return `sitOuts of vertex ${v} is ${sitOuts[v]}, but it sits out ${outs[v]} times`
  }
  return undefined
}

// -------------------------------------------------------------------------------------
// the bounds
// -------------------------------------------------------------------------------------

function boundFailure(
  { rounds, objective, certificates, pairs, mostPairs, bound }: RoundPlan,
  table: PairTable,
): Failure {
  const { open, heaviest } = table
  const n = open.vertexCount
  if (!Array.isArray(certificates)) return 'certificates is not an array'
  for (const [i, certificate] of certificates.entries()) {
    const failure = certificateFailure(certificate, rounds.length, table)
    if (failure !== undefined) return `certificate ${i}: ${failure}`
  }
  let places = 0
  let least = Infinity
  const partners = new Float64Array(n)
  for (const [u, row] of heaviest.entries()) {
    for (const [v, w] of row) {
      partners[u]!++
      partners[v]!++
      least = Math.min(least, w)
    }
  }
  for (const p of partners) places += Math.min(p, rounds.length)
  let most = Math.min(Math.floor(places / 2), rounds.length * Math.floor(partners.filter((p) => p > 0).length / 2))
  let heaviestPossible = Infinity
  for (const { lift, value } of certificates) {
    // `k` pairs come to at least `k (lift + least)`.
    if (objective === 'coverage' && lift + least > 0) most = Math.min(most, Math.floor(value / (lift + least)))
    heaviestPossible = Math.min(heaviestPossible, value - lift * pairs)
  }
  if (!(mostPairs >= most)) return `mostPairs is ${mostPairs}, but only ${most} is proven`
  if (!(bound >= heaviestPossible)) return `bound is ${bound}, but only ${heaviestPossible} is proven`
  return undefined
}

function certificateFailure(
  certificate: RoundPlan['certificates'][number],
  rounds: number,
  { open }: PairTable,
): Failure {
  const { kind, lift, value } = certificate
  if (!Number.isSafeInteger(lift) || lift < 0) return 'lift is not a whole number from 0 up'
  const n = open.vertexCount
  const weight = Array.from({ length: open.weight.length }, (_, e) => open.weight[e]! + lift)
  if (kind === 'capacities') {
    const { solution } = certificate
    const capacity = Array.from({ length: n }, () => rounds)
    const verdict = checkBMatchingCertificate({ ...open, weight }, capacity, solution)
    if (!verdict.valid) return verdict.reason
    if (solution.certificate.lift !== 0) return 'its solution has a lift of its own'
    return value === solution.weight ? undefined : `value is ${value}, but ${solution.weight} is proven`
  }
  if (kind !== 'rounds') return 'its kind is unknown'
  const { price, solution } = certificate
  if (price.length !== weight.length) return `${price.length} prices for ${weight.length} edges`
  const greatest = Array.from({ length: n }, () => new Map<number, number>())
  for (let e = 0; e < weight.length; e++) {
    const amount: unknown = price[e]
    if (!Number.isSafeInteger(amount) || (amount as number) < 0)
      return `price of edge ${e} is not a whole number from 0 up`
    weight[e]! -= amount as number
    const row = greatest[Math.min(open.source[e]!, open.target[e]!)]!
    const other = Math.max(open.source[e]!, open.target[e]!)
    row.set(other, Math.max(row.get(other) ?? 0, amount as number))
  }
  const verdict = checkCertificate({ ...open, weight }, solution)
  if (!verdict.valid) return verdict.reason
  if (solution.certificate.lift !== 0) return 'its solution has a lift of its own'
  let sum = rounds * solution.weight
  for (const row of greatest) for (const amount of row.values()) sum += amount
  if (!Number.isSafeInteger(sum)) return 'its sum is not a safe integer'
  return value === sum ? undefined : `value is ${value}, but ${sum} is proven`
}

// -------------------------------------------------------------------------------------
// fairness
// -------------------------------------------------------------------------------------

function fairnessFailure(
  { rounds, pairs, sitOuts, bound, fairBound, fairness }: RoundPlan,
  table: PairTable,
  credit: ArrayLike<number>,
): Failure {
  if (fairness === undefined) return fairBound >= bound ? undefined : `fairBound is ${fairBound} without a certificate`
  const { lift, unit, dearest, bye, most, parts, value, solution } = fairness
  const { open, heaviest } = table
  const n = open.vertexCount
  const R = rounds.length
  const partners = Array.from({ length: n }, () => 0)
  for (const [u, row] of heaviest.entries()) {
    for (const v of row.keys()) {
      partners[u]!++
      partners[v]!++
    }
  }
  const capacity = partners.map((p) => Math.min(p, R))
  const unavoidable = capacity.map((places, v) => credit[v]! + R - places)
  const costOf = (v: number, k: number): number => 2 * (unavoidable[v]! + k) - 1
  if (![lift, unit, dearest, bye].every(Number.isSafeInteger) || unit < 0) return 'fairness: its numbers are not whole'
  if (most.length !== n) return `fairness: ${most.length} numbers of slots for ${n} vertices`

  const columns = {
    source: Array.from(open.source),
    target: Array.from(open.target),
    weight: Array.from(open.weight, (w) => w + lift),
  }
  const join = (u: number, v: number, w: number): void => {
    columns.source.push(u)
    columns.target.push(v)
    columns.weight.push(w)
  }
  const partOf = Array.from({ length: n }, () => -1)
  for (const [i, members] of parts.entries()) {
    const extra = capacity.push(R) - 1
    if (members.length % 2 === 0) return `fairness: part ${i} is even`
    for (const v of members) {
      if (partOf[v] !== -1) return `fairness: vertex ${v} of part ${i} is in another too, or is none`
      if (partners[v]! < R) return `fairness: vertex ${v} of part ${i} has fewer partners than there are rounds`
      partOf[v] = i
      join(v, extra, bye + unit * (dearest - costOf(v, 1)))
    }
  }
  if (
    open.source.length > 0 &&
    columns.source.some((u, e) => e < open.source.length && partOf[u] !== partOf[columns.target[e]!])
  )
    return 'fairness: an edge leads out of a part'
  for (let v = 0; v < n; v++) {
    const slots = most[v]!
    if (!Number.isInteger(slots) || slots < 0) return `fairness: slots of vertex ${v} are no number`
    // A slot that is missing must be worth nothing.
    if (slots < capacity[v]! && dearest > costOf(v, slots + 1)) return `fairness: vertex ${v} has too few slots`
    for (let k = 1; k <= slots; k++) join(v, capacity.push(1) - 1, unit * (dearest - costOf(v, k)))
  }
  const verdict = checkBMatchingCertificate({ vertexCount: capacity.length, ...columns }, capacity, solution)
  if (!verdict.valid) return `fairness: ${verdict.reason}`
  if (solution.certificate.lift !== 0) return 'fairness: its solution has a lift of its own'
  if (value !== solution.weight) return `fairness: value is ${value}, but ${solution.weight} is proven`

  let cost = 0
  let times = -2 * pairs
  let least = Infinity
  for (let v = 0; v < n; v++) {
    cost += (credit[v]! + sitOuts[v]!) ** 2 - unavoidable[v]! ** 2
    times += capacity[v]!
    if (partners[v]! > 0) least = Math.min(least, unavoidable[v]!)
  }
  // Whoever sat out twice would make it at least this much.
  if (parts.length > 0 && cost >= times * (2 * least + 1) + 2) return 'fairness: somebody might sit out twice'
  const proven = value - lift * pairs - unit * (dearest * times - cost) - bye * R * parts.length
  if (!Number.isSafeInteger(unit * (Math.abs(dearest * times) + cost)) || !Number.isSafeInteger(bye * R * parts.length))
    return 'fairness: its sums are not safe integers'
  return fairBound >= Math.min(proven, bound) ? undefined : `fairBound is ${fairBound}, but only ${proven} is proven`
}
