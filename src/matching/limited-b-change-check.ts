import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { checkBMatchingCertificate } from './b-matching-certificate.ts'
import type { BMatchingSolution } from './b-matching-solution.ts'
import type { BChangeBound, BChangeCertificate, LimitedBChange } from './limited-b-change-solution.ts'
import type { ChangeLimit } from './limited-change-solution.ts'
import type { Verdict } from './solution.ts'

/** A forged proof could refer to itself. */
const MOST_CASES = 100_000

/**
 * Proves or refutes what {@link LimitedBChange} claims: that its edges are a b-matching of `graph`, count and weigh what it says, and keep within the
 * limit; and that nothing within the limit is worth more than `bound`. The latter by a certificate for the graph with the bonus, which
 * {@link checkBMatchingCertificate} verifies, and weak duality; and so for the most old edges that can be kept. Shares no code with the solver. `result` is
 * untrusted. Cost as {@link checkBMatchingCertificate} for each case of the certificate.
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkLimitedBChange(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  result: LimitedBChange,
): Verdict {
  validateEdgeList(graph)
  let reason: string | undefined
  try {
    reason = firstFailure(graph, capacity, previous, limit, result)
  } catch {
    reason = 'the result cannot be read'
  }
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

function firstFailure(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  result: LimitedBChange,
): string | undefined {
  const { chosen, weight, kept, broken, keepable, value, bound, exact } = result
  for (const [name, number] of Object.entries({ weight, kept, broken, keepable, value, bound })) {
    if (!Number.isSafeInteger(number)) return `${name} is not a safe integer`
  }
  const old = new Set(Array.from(previous))
  const taken = new Int32Array(graph.vertexCount)
  let [sum, again, before] = [0, 0, -1]
  for (let i = 0; i < chosen.length; i++) {
    const e = chosen[i]!
    if (!Number.isInteger(e) || e >= graph.weight.length || e <= before)
      return `chosen is not made of edges, ascending, at position ${i}`
    before = e
    sum += graph.weight[e]!
    if (old.has(e)) again++
    for (const v of [graph.source[e]!, graph.target[e]!])
      if (++taken[v]! > capacity[v]!) return `vertex ${v} is in more chosen edges than its capacity, ${capacity[v]}`
  }
  if (again !== kept) return `${again} old edges are kept, not ${kept}`
  if (old.size - kept !== broken) return `${old.size - kept} old edges are broken, not ${broken}`
  if (sum !== weight) return `the chosen edges weigh ${sum}, not ${weight}`
  const most = mostKept(graph, capacity, old, result.keepableProof)
  if (typeof most === 'string') return `keepable: ${most}`
  if (most !== keepable) return `${most} old edges can be kept, not ${keepable}`

  const cost = 'switchCost' in limit ? limit.switchCost : 0
  if ('maxBroken' in limit && keepable - kept > limit.maxBroken)
    return `${keepable - kept} old edges are broken that could be kept, not at most ${limit.maxBroken}`
  if (value !== weight - (broken === 0 ? 0 : cost * broken)) return `the value is not ${value}`
  const proven =
    'maxBroken' in limit
      ? budgetBound(graph, capacity, old, Math.max(0, keepable - limit.maxBroken), result.certificate)
      : costBound(graph, capacity, old, cost, result.certificate)
  if (typeof proven === 'string') return `certificate: ${proven}`
  if (proven !== bound) return `the certificate proves the bound ${proven}, not ${bound}`
  if (value > bound) return `the value ${value} is above the bound`
  return exact === (value === bound) ? undefined : `exact is ${exact}`
}

/** The most old edges that fit, or why it is not proven. */
function mostKept(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  old: ReadonlySet<number>,
  proof: BMatchingSolution | undefined,
): number | string {
  const left = Float64Array.from({ length: graph.vertexCount }, (_, v) => capacity[v]!)
  for (const e of old) {
    left[graph.source[e]!]!--
    left[graph.target[e]!]!--
  }
  if (left.every((places) => places >= 0)) return old.size
  if (proof === undefined) return 'there is no proof'
  return heaviest(graph, capacity, (e) => (old.has(e) ? 1 : -1), proof)
}

/** What the heaviest b-matching weighs, as its certificate proves. */
function heaviest(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  weightOf: (e: number) => number,
  { chosen, weight: claimed, certificate }: BMatchingSolution,
): number | string {
  const weight = Float64Array.from({ length: graph.weight.length }, (_, e) => weightOf(e))
  if (!weight.every(Number.isSafeInteger)) return 'the bonus takes the weights out of the safe integers'
  const verdict = checkBMatchingCertificate({ ...graph, weight }, capacity, { chosen, weight: claimed, certificate })
  if (!verdict.valid) return verdict.reason
  return certificate.lift === 0 ? claimed : 'it is for another objective'
}

/** A part of the graph in which some old edges are settled. */
interface Part {
  readonly certificate: BChangeCertificate
  readonly capacity: ArrayLike<number>
  readonly settled: ReadonlySet<number>
  /** How many old edges that are not settled are to be kept at least. */
  readonly needed: number
  /** What the settled edges that are kept are worth. */
  readonly worth: number
}

/** The greatest bound of all cases, or why it is none. */
function budgetBound(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  old: ReadonlySet<number>,
  needed: number,
  certificate: BChangeCertificate,
): number | string {
  let bound = -Infinity
  const parts: Part[] = [{ certificate, capacity, settled: new Set(), needed, worth: 0 }]
  for (let seen = 0, part = parts.pop(); part !== undefined; part = parts.pop(), seen++) {
    if (seen > MOST_CASES) return `it has more than ${MOST_CASES} cases`
    const { certificate: proof, settled, worth } = part
    if (!('edge' in proof)) {
      const scaled = heaviestWithBonus(graph, part.capacity, old, settled, proof)
      if (typeof scaled === 'string') return scaled
      const leaf = floorOf(BigInt(scaled) - BigInt(proof.bonus) * BigInt(part.needed), BigInt(proof.scale))
      bound = Math.max(bound, leaf + worth)
      continue
    }
    const { edge } = proof
    if (!old.has(edge) || settled.has(edge)) return `edge ${String(edge)} is no old one to decide on`
    const more = new Set(settled).add(edge)
    parts.push({ ...part, certificate: proof.broken, settled: more })
    const left = Float64Array.from({ length: graph.vertexCount }, (_, v) => part.capacity[v]!)
    // Where there is no place for it, nothing keeps it.
    for (const v of [graph.source[edge]!, graph.target[edge]!]) if (--left[v]! < 0) left[v] = 0
    parts.push({
      certificate: proof.kept,
      capacity: left,
      settled: more,
      needed: Math.max(0, part.needed - 1),
      worth: worth + graph.weight[edge]!,
    })
  }
  return bound
}

/** A bonus of at most the cost, and less than one unit that only decides between equals: whatever it is, nobody pays more than the cost. */
function costBound(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  old: ReadonlySet<number>,
  cost: number,
  certificate: BChangeCertificate,
): number | string {
  if ('edge' in certificate) return 'a cost has no cases'
  const scaled = heaviestWithBonus(graph, capacity, old, new Set(), certificate)
  if (typeof scaled === 'string') return scaled
  const whole = Math.floor(certificate.bonus / certificate.scale)
  if (whole > cost) return 'the bonus is more than the cost'
  return floorOf(BigInt(scaled), BigInt(certificate.scale)) - whole * old.size
}

/** The greatest weight of the graph with the bonus, without what is settled. */
function heaviestWithBonus(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  old: ReadonlySet<number>,
  settled: ReadonlySet<number>,
  { scale, bonus, solution }: BChangeBound,
): number | string {
  if (!Number.isSafeInteger(scale) || scale < 1) return 'scale is not a positive safe integer'
  if (!Number.isSafeInteger(bonus) || bonus < 0) return 'bonus is not a safe integer from 0 up'
  const weightOf = (e: number): number => (settled.has(e) ? -1 : scale * graph.weight[e]! + (old.has(e) ? bonus : 0))
  return heaviest(graph, capacity, weightOf, solution)
}

function floorOf(a: bigint, b: bigint): number {
  const rest = a % b
  return Number((a - (rest < 0n ? rest + b : rest)) / b)
}
