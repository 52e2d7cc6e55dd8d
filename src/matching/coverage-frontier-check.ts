import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { checkCertificate } from './certificate.ts'
import type { Frontier } from './coverage-frontier-solution.ts'
import type { MatchingSolution, Verdict } from './solution.ts'

/**
 * Proves or refutes that no matching of exactly `pairs` pairs weighs more than `solution`, from its certificate alone: duals that show it to be the
 * heaviest of all in the graph whose weights are raised (or lowered) by `certificate.lift`. There, every matching of `pairs` pairs has gained the
 * same. `solution` is untrusted, as in {@link checkCertificate}, which does the work; so is `pairs`.
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkFrontierPoint(graph: EdgeList, pairs: number, solution: MatchingSolution): Verdict {
  validateEdgeList(graph)
  const claim = read(solution, graph.vertexCount)
  if (claim === undefined) return { valid: false, reason: 'the solution cannot be read' }
  const { mate, weight, dual2x, blossoms, lift } = claim
  let matched = 0
  for (const other of mate) if (other !== -1) matched++
  if (matched !== 2 * pairs) return { valid: false, reason: `it has ${matched / 2} pairs, not ${String(pairs)}` }
  if (!Number.isSafeInteger(lift)) return { valid: false, reason: 'lift is not a safe integer' }
  const weights = Float64Array.from(graph.weight, (w) => w + lift)
  for (const w of weights) {
    if (!Number.isSafeInteger(w))
      return { valid: false, reason: `lift ${lift} takes the weights out of the safe integers` }
  }
  const raised = { mate, weight: weight + lift * pairs, certificate: { dual2x, blossoms, lift: 0 } }
  try {
    return checkCertificate({ ...graph, weight: weights }, raised)
  } catch {
    return { valid: false, reason: `lift ${lift} takes the sums out of the safe integers` }
  }
}

/**
 * Proves or refutes a whole frontier: its numbers of pairs follow each other, each point's lift is the difference to the point before and never
 * falls, the points of one lift are proven by one certificate (the last of them by its matching, the others because the certificate bounds
 * them by what they claim and {@link Frontier.mate} has it), and nothing has more pairs than the last point. One solve and one check for each
 * different lift, O(m) for each point.
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkFrontier(graph: EdgeList, frontier: Frontier): Verdict {
  validateEdgeList(graph)
  const { points } = frontier
  const weigh = weigher(graph)
  for (const [i, { pairs, weight, lift }] of points.entries()) {
    const before = points[i - 1]
    const invalid = (reason: string): Verdict => ({ valid: false, reason: `${pairs} pairs: ${reason}` })
    if (before !== undefined && pairs !== before.pairs + 1) return invalid(`they follow ${before.pairs} pairs`)
    if (before !== undefined && before.weight - weight !== lift)
      return invalid(`lift ${lift} is not what the last pair costs`)
    if (before !== undefined && lift < before.lift) return invalid(`lift ${lift} has fallen from ${before.lift}`)
    const found = weigh(frontier.mate(pairs))
    if (found.pairs !== pairs || found.weight !== weight) {
      return invalid(`the matching has ${found.pairs} pairs that weigh ${found.weight}, not ${weight}`)
    }
    if (points[i + 1]?.lift === lift && i > 0) continue
    const solution = frontier.solution(pairs)
    const verdict = checkFrontierPoint(graph, pairs, solution)
    if (!verdict.valid) return invalid(verdict.reason)
    if (solution.weight !== weight) return invalid(`the solution weighs ${solution.weight}, not ${weight}`)
    if (i + 1 === points.length) {
      const last = frontier.last()
      const most = checkCertificate(graph, last)
      if (!most.valid) return invalid(most.reason)
      if (last.certificate.lift === 0 && graph.weight.length > 0) return invalid('nothing shows that there are no more')
      if (weigh(last.mate).pairs !== pairs) return invalid('there are more')
    }
  }
  return points.length > 0 ? { valid: true } : { valid: false, reason: 'it has no points' }
}

interface Claim {
  readonly mate: Int32Array
  readonly weight: number
  readonly dual2x: Float64Array
  readonly blossoms: MatchingSolution['certificate']['blossoms']
  readonly lift: number
}

/** Reads what is needed here once; what it holds is for {@link checkCertificate} to judge. */
function read(solution: MatchingSolution, vertexCount: number): Claim | undefined {
  try {
    const { mate, weight, certificate } = solution
    const { dual2x, blossoms, lift } = certificate
    if (mate.length !== vertexCount) return undefined
    const mates = Array.from(mate)
    if (!mates.every((v) => Number.isInteger(v) && v >= -1 && v < vertexCount)) return undefined
    return { mate: Int32Array.from(mates), weight, dual2x, blossoms, lift }
  } catch {
    return undefined
  }
}

/** Counts and weighs the pairs of a matching; NaN if one is not joined by an edge, or somebody is not the mate of their mate. O(m). */
function weigher(graph: EdgeList): (mate: Int32Array) => { readonly pairs: number; readonly weight: number } {
  const { source, target, weight, vertexCount } = graph
  const heaviest = new Float64Array(vertexCount)
  return (mate) => {
    heaviest.fill(-Infinity)
    for (let edge = 0; edge < weight.length; edge++) {
      const u = source[edge]!
      const v = target[edge]!
      const low = Math.min(u, v)
      if (mate[u] === v && mate[v] === u && weight[edge]! > heaviest[low]!) heaviest[low] = weight[edge]!
    }
    let pairs = 0
    let sum = 0
    for (let v = 0; v < vertexCount; v++) {
      const other = mate[v]!
      if (other === -1) continue
      if (heaviest[Math.min(v, other)] === -Infinity) return { pairs: NaN, weight: NaN }
      if (v < other) {
        pairs++
        sum += heaviest[v]!
      }
    }
    return { pairs, weight: sum }
  }
}
