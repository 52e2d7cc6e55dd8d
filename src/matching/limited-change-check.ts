import { coverageLift, type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { checkCertificate } from './certificate.ts'
import type { ChangeBound, ChangeCertificate, ChangeLimit, LimitedChange } from './limited-change-solution.ts'
import type { Verdict } from './solution.ts'

/** A forged proof could refer to itself. */
const MOST_CASES = 100_000

/**
 * Proves or refutes what {@link LimitedChange} claims: that its matching is one of `graph`, counts and weighs what it says, and keeps within the
 * limit; and that nothing within the limit is worth more than `bound`. The latter by a certificate for the graph with the bonus, which
 * {@link checkCertificate} verifies, and weak duality. Shares no code with the solver. `result` is untrusted. Cost as {@link checkCertificate}
 * for each case of the certificate.
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkLimitedChange(
  graph: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  result: LimitedChange,
): Verdict {
  validateEdgeList(graph)
  let reason: string | undefined
  try {
    reason = firstFailure(graph, previous, limit, result)
  } catch {
    reason = 'the result cannot be read'
  }
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

function firstFailure(
  graph: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  result: LimitedChange,
): string | undefined {
  const { weight, kept, broken, gone, lift, value, bound, exact } = result
  for (const [name, number] of Object.entries({ weight, kept, broken, gone, lift, value, bound })) {
    if (!Number.isSafeInteger(number)) return `${name} is not a safe integer`
  }

  const counted = countPairs(graph, previous, result.mate)
  if (typeof counted === 'string') return counted
  if (counted.gone !== gone) return `${counted.gone} old pairs are gone, not ${gone}`
  if (counted.kept !== kept) return `${counted.kept} old pairs are kept, not ${kept}`
  if (counted.old - kept !== broken) return `${counted.old - kept} old pairs are broken, not ${broken}`
  if (counted.weight !== weight) return `the matched edges weigh ${counted.weight}, not ${weight}`
  const enough = graph.weight.length === 0 ? 0 : coverageLift(graph.vertexCount, counted.least, counted.greatest)
  if (lift !== 0 && lift < enough) return `lift ${lift} is too small to put the number of pairs first`

  const cost = 'switchCost' in limit ? limit.switchCost : 0
  if ('maxBroken' in limit && broken > limit.maxBroken)
    return `${broken} old pairs are broken, not at most ${limit.maxBroken}`
  if (value !== weight + lift * counted.pairs - (broken === 0 ? 0 : cost * broken)) return `the value is not ${value}`

  const proven =
    'maxBroken' in limit
      ? budgetBound(graph, previous, lift, Math.max(0, counted.old - limit.maxBroken), result.certificate)
      : costBound(graph, previous, lift, counted.old, cost, result.certificate)
  if (typeof proven === 'string') return `certificate: ${proven}`
  if (proven !== bound) return `the certificate proves the bound ${proven}, not ${bound}`
  if (value > bound) return `the value ${value} is above the bound`
  return exact === (value === bound) ? undefined : `exact is ${exact}`
}

/** A part of the graph in which some old pairs are settled. */
interface Part {
  readonly certificate: ChangeCertificate
  readonly graph: EdgeList
  /** Old pairs that are not settled. */
  readonly old: Int32Array
  /** How many of them are to be kept at least. */
  readonly needed: number
  /** What the settled pairs that are kept are worth. */
  readonly settled: number
}

/** The greatest bound of all cases, or why it is none. */
function budgetBound(
  graph: EdgeList,
  previous: ArrayLike<number>,
  lift: number,
  needed: number,
  certificate: ChangeCertificate,
): number | string {
  let bound = -Infinity
  const parts: Part[] = [{ certificate, graph, old: edgesAmong(graph, previous), needed, settled: 0 }]
  for (let seen = 0, part = parts.pop(); part !== undefined; part = parts.pop(), seen++) {
    if (seen > MOST_CASES) return `it has more than ${MOST_CASES} cases`
    const { certificate: proof, old, settled } = part
    if (!('vertex' in proof)) {
      const leaf = boundOfPart(part.graph, old, lift, part.needed, proof)
      if (typeof leaf === 'string') return leaf
      if (leaf + settled > bound) bound = leaf + settled
      continue
    }
    const u = proof.vertex
    const v = Number.isInteger(u) ? (old[u] ?? -1) : -1
    if (v < 0) return `vertex ${String(u)} has no old pair to decide on`
    const left = old.slice()
    left[u] = left[v] = -1
    const without = only(part.graph, (a, b) => !(a === u && b === v) && !(a === v && b === u))
    parts.push({ certificate: proof.broken, graph: without, old: left, needed: part.needed, settled })
    const apart = only(part.graph, (a, b) => a !== u && a !== v && b !== u && b !== v)
    const worth = heaviestOf(part.graph, u, v) + lift
    const fewer = Math.max(0, part.needed - 1)
    parts.push({ certificate: proof.kept, graph: apart, old: left, needed: fewer, settled: settled + worth })
  }
  return bound
}

/** `scale * value + bonus * kept <= scaled` for all matchings; those that keep at least so many pay that much for it. */
function boundOfPart(
  graph: EdgeList,
  old: Int32Array,
  lift: number,
  needed: number,
  { scale, bonus, solution }: ChangeBound,
): number | string {
  const scaled = heaviestWithBonus(graph, old, lift, { scale, bonus, solution })
  if (typeof scaled === 'string') return scaled
  return floorOf(BigInt(scaled) - BigInt(bonus) * BigInt(needed), BigInt(scale))
}

/** A bonus of at most the cost, and less than one unit that only decides between equals: whatever it is, nobody pays more than the cost. */
function costBound(
  graph: EdgeList,
  previous: ArrayLike<number>,
  lift: number,
  count: number,
  cost: number,
  certificate: ChangeCertificate,
): number | string {
  if ('vertex' in certificate) return 'a cost has no cases'
  const { scale, bonus, solution } = certificate
  const scaled = heaviestWithBonus(graph, edgesAmong(graph, previous), lift, { scale, bonus, solution })
  if (typeof scaled === 'string') return scaled
  const whole = Math.floor(bonus / scale)
  if (whole > cost) return 'the bonus is more than the cost'
  return floorOf(BigInt(scaled), BigInt(scale)) - whole * count
}

/** The greatest weight of the graph with the bonus, as its certificate proves. */
function heaviestWithBonus(
  graph: EdgeList,
  old: Int32Array,
  lift: number,
  { scale, bonus, solution }: ChangeBound,
): number | string {
  if (!Number.isSafeInteger(scale) || scale < 1) return 'scale is not a positive safe integer'
  if (!Number.isSafeInteger(bonus) || bonus < 0) return 'bonus is not a safe integer from 0 up'
  const { source, target } = graph
  const weight = Float64Array.from(
    graph.weight,
    (w, edge) => scale * (w + lift) + (old[source[edge]!] === target[edge] ? bonus : 0),
  )
  if (!weight.every(Number.isSafeInteger)) return 'the bonus takes the weights out of the safe integers'
  const { mate, weight: scaled, certificate } = solution
  const verdict = checkCertificate({ ...graph, weight }, { mate, weight: scaled, certificate })
  if (!verdict.valid) return verdict.reason
  return certificate.lift === 0 ? scaled : 'it is for another objective'
}

/** The old pairs that edges join. */
function edgesAmong({ vertexCount, source, target }: EdgeList, previous: ArrayLike<number>): Int32Array {
  const old = new Int32Array(vertexCount).fill(-1)
  for (let edge = 0; edge < source.length; edge++) {
    if (previous[source[edge]!] !== target[edge]) continue
    old[source[edge]!] = target[edge]!
    old[target[edge]!] = source[edge]!
  }
  return old
}

function only(graph: EdgeList, stays: (u: number, v: number) => boolean): EdgeList {
  const edges: number[] = []
  for (let edge = 0; edge < graph.weight.length; edge++) {
    if (stays(graph.source[edge]!, graph.target[edge]!)) edges.push(edge)
  }
  const column = (values: ArrayLike<number>): number[] => edges.map((edge) => values[edge]!)
  const { vertexCount, source, target, weight } = graph
  return { vertexCount, source: column(source), target: column(target), weight: column(weight) }
}

function heaviestOf({ source, target, weight }: EdgeList, u: number, v: number): number {
  let heaviest = -Infinity
  for (let edge = 0; edge < weight.length; edge++) {
    const joins = (source[edge] === u && target[edge] === v) || (source[edge] === v && target[edge] === u)
    if (joins && weight[edge]! > heaviest) heaviest = weight[edge]!
  }
  return heaviest
}

function floorOf(a: bigint, b: bigint): number {
  const rest = a % b
  return Number((a - (rest < 0n ? rest + b : rest)) / b)
}

interface Counted {
  readonly pairs: number
  readonly weight: number
  /** Earlier pairs that are edges; that are none; that are matched. */
  readonly old: number
  readonly gone: number
  readonly kept: number
  /** Of all edges. */
  readonly least: number
  readonly greatest: number
}

function countPairs(graph: EdgeList, previous: ArrayLike<number>, mate: ArrayLike<number>): Counted | string {
  const { vertexCount: n, source, target, weight } = graph
  if (mate.length !== n || previous.length !== n) return `mates are not told for ${n} vertices`
  const heaviest = new Map<number, number>()
  const isOld = new Uint8Array(n)
  let least = Infinity
  let greatest = -Infinity
  for (let edge = 0; edge < weight.length; edge++) {
    const low = Math.min(source[edge]!, target[edge]!)
    const high = Math.max(source[edge]!, target[edge]!)
    least = Math.min(least, weight[edge]!)
    greatest = Math.max(greatest, weight[edge]!)
    if (previous[low] === high) isOld[low] = 1
    if (mate[low] === high) heaviest.set(low, Math.max(weight[edge]!, heaviest.get(low) ?? -Infinity))
  }
  let [pairs, sum, old, gone, kept] = [0, 0, 0, 0, 0]
  for (let v = 0; v < n; v++) {
    const other = mate[v]!
    if (previous[v]! > v) {
      if (isOld[v] === 1) old++
      else gone++
      if (isOld[v] === 1 && other === previous[v]) kept++
    }
    if (other === -1) continue
    if (!Number.isInteger(other) || other < 0 || other >= n || mate[other] !== v)
      return `vertex ${v} is not the mate of its mate`
    if (other < v) continue
    const worth = heaviest.get(v)
    if (worth === undefined) return `vertices ${v} and ${other} are mates, but no edge joins them`
    pairs++
    sum += worth
  }
  return { pairs, weight: sum, old, gone, kept, least, greatest }
}
