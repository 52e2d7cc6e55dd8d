import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import type { BFrontier } from './b-coverage-frontier-solution.ts'
import { checkBMatchingCertificate } from './b-matching-certificate.ts'
import type { Verdict } from './solution.ts'

/**
 * Proves or refutes a whole frontier of b-matchings: its numbers of pairs follow each other, each point's lift is the difference to the point before and never
 * falls, each point has a b-matching of so many pairs and that weight, and a certificate for its lift that bounds all of them by it, as
 * {@link checkBMatchingCertificate} verifies; and nothing has more pairs than the last point. One such check for each different lift, O(m) for
 * each point.
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkBFrontier(graph: EdgeList, capacity: ArrayLike<number>, frontier: BFrontier): Verdict {
  validateEdgeList(graph)
  const { points } = frontier
  for (const [i, { pairs, weight, lift }] of points.entries()) {
    const before = points[i - 1]
    const invalid = (reason: string): Verdict => ({ valid: false, reason: `${pairs} pairs: ${reason}` })
    if (!Number.isSafeInteger(lift)) return invalid('lift is not a safe integer')
    if (before === undefined && lift !== 0) return invalid(`the frontier begins at lift ${lift}`)
    if (before !== undefined && pairs !== before.pairs + 1) return invalid(`they follow ${before.pairs} pairs`)
    if (before !== undefined && before.weight - weight !== lift)
      return invalid(`lift ${lift} is not what the last pair costs`)
    if (before !== undefined && lift < before.lift) return invalid(`lift ${lift} has fallen from ${before.lift}`)
    const chosen = frontier.chosen(pairs)
    const reason = countFailure(graph, capacity, chosen, pairs, weight)
    if (reason !== undefined) return invalid(reason)
    // Points of one lift are proven by one certificate: it bounds them all by the same.
    if (before === undefined || before.lift !== lift || i === 1) {
      const lifted = Float64Array.from(graph.weight, (w) => 2 * (w + lift))
      const solution = { chosen, weight: 2 * (weight + lift * pairs), certificate: frontier.certificate(pairs) }
      if (solution.certificate.lift !== 0) return invalid('the certificate is for another objective')
      const verdict = checkBMatchingCertificate({ ...graph, weight: lifted }, capacity, solution)
      if (!verdict.valid) return invalid(verdict.reason)
    }
    if (i + 1 < points.length) continue
    const most = checkBMatchingCertificate(graph, capacity, frontier.last)
    if (!most.valid) return invalid(most.reason)
    if (frontier.last.certificate.lift === 0 && canHavePairs(graph, capacity))
      return invalid('nothing shows that there are no more')
    if (frontier.last.chosen.length !== pairs) return invalid('there are more')
  }
  return points.length > 0 ? { valid: true } : { valid: false, reason: 'it has no points' }
}

function canHavePairs({ source, target, weight }: EdgeList, capacity: ArrayLike<number>): boolean {
  for (let e = 0; e < weight.length; e++) if (capacity[source[e]!]! > 0 && capacity[target[e]!]! > 0) return true
  return false
}

/** Clauses: edges, ascending; capacities kept; so many, and so heavy. */
function countFailure(
  { vertexCount, source, target, weight }: EdgeList,
  capacity: ArrayLike<number>,
  chosen: Int32Array,
  pairs: number,
  claimed: number,
): string | undefined {
  const taken = new Int32Array(vertexCount)
  let sum = 0
  for (let i = 0; i < chosen.length; i++) {
    const e = chosen[i]!
    if (!Number.isInteger(e) || e < 0 || e >= weight.length || (i > 0 && chosen[i - 1]! >= e))
      return `the b-matching is not made of edges, ascending, at position ${i}`
    sum += weight[e]!
    for (const v of [source[e]!, target[e]!])
      if (++taken[v]! > capacity[v]!) return `vertex ${v} is in more edges than its capacity, ${capacity[v]}`
  }
  return chosen.length === pairs && sum === claimed
    ? undefined
    : `the b-matching has ${chosen.length} pairs that weigh ${sum}, not ${claimed}`
}
