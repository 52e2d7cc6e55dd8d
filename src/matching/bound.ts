import type { EdgeList } from '../graph/edge-list.ts'
import type { PairOracle } from './pair-oracle.ts'
import { type BlossomForest, forestOfStretches, smallestAround, sortedBy } from './certificate-forest.ts'
import type { CertificateBlossom, MatchingCertificate, MatchingSolution, Verdict } from './solution.ts'

/**
 * What no matching of `edges` edges can outweigh, by a valid certificate: `sum y + sum z (|members| - 1) / 2`, less the lift of
 * each edge. Whole or half. O(n + blossoms).
 */
export function certifiedBound(certificate: MatchingCertificate, edges: number): number {
  let doubled = 0
  for (let v = 0; v < certificate.dual2x.length; v++) doubled += certificate.dual2x[v]!
  for (const { members, dual2x } of certificate.blossoms) doubled += dual2x * ((members.length - 1) / 2)
  return doubled / 2 - certificate.lift * edges
}

/**
 * Whether a certificate with a lift proves that no matching has more edges, given that it proves that none is heavier when every pair weighs more by
 * the lift: with one edge more, a matching of pairs that weigh `least` or more would be. O(n).
 */
export const liftSuffices = (
  { vertexCount, least }: Pick<PairOracle, 'vertexCount' | 'least'>,
  { mate, weight, certificate }: MatchingSolution,
): boolean => {
  let edges = 0
  for (let v = 0; v < mate.length; v++) if (mate[v]! > v) edges++
  return (
    certificate.lift === 0 || edges === Math.floor(vertexCount / 2) || certificate.lift + (edges + 1) * least > weight
  )
}

/**
 * For two vertices, the sum of the (doubled) duals of the blossoms around both. Any sets: they need not be laminar. Where they are, and lie in one array as
 * the solvers leave them, O(log b) each, however deep they nest.
 */
export function sharedDuals({ dual2x, blossoms }: MatchingCertificate): (u: number, v: number) => number {
  const forest = forestOf(blossoms, dual2x.length)
  if (forest !== undefined) {
    return (u, v) => {
      const node = smallestAround(forest, u, v)
      return node < 0 ? 0 : forest.around2x[node]!
    }
  }
  const around = new Map<number, number[]>()
  blossoms.forEach(({ members }, b) => {
    for (const v of members) around.set(v, [...(around.get(v) ?? []), b])
  })
  return (u, v) => {
    const others = around.get(v)
    if (others === undefined) return 0
    return (around.get(u) ?? []).reduce((sum, b) => (others.includes(b) ? sum + blossoms[b]!.dual2x : sum), 0)
  }
}

/** Undefined where the sets are not laminar stretches of one array. */
function forestOf(blossoms: readonly CertificateBlossom[], n: number): BlossomForest | undefined {
  const size = Int32Array.from(blossoms, ({ members }) => members.length)
  if (size.some((members) => members > n)) return undefined
  const order = sortedBy(size, n)
  const sets = Array.from(order, (b) => blossoms[b]!.members)
  return forestOfStretches(
    sets,
    size.map((_, node) => size[order[node]!]!),
    Float64Array.from(order, (b) => blossoms[b]!.dual2x),
    n,
  )
}

/**
 * Verifies a matching that was not solved to the end: its edges and their weight are those of `graph`, and the duals are feasible for
 * it, so that {@link certifiedBound} is one. Shares no code with the solver. O(m + total size of the blossoms).
 */
export function checkBound(graph: EdgeList, { mate, weight, certificate }: MatchingSolution): Verdict {
  const { vertexCount, source, target } = graph
  const { dual2x, blossoms, lift } = certificate
  if (mate.length !== vertexCount || dual2x.length !== vertexCount)
    return invalid('it is for another number of vertices')
  for (let v = 0; v < vertexCount; v++) {
    if (!(Number.isSafeInteger(dual2x[v]) && dual2x[v]! >= 0)) return invalid(`the dual of ${v} is ${dual2x[v]}`)
    if (mate[v]! >= 0 && mate[mate[v]!] !== v) return invalid(`vertex ${v} is not the mate of its mate`)
  }
  // Nobody stands twice in a stretch of such an array.
  const isForest = forestOf(blossoms, vertexCount) !== undefined
  for (const [b, { members, dual2x: dual }] of blossoms.entries()) {
    if (members.length % 2 === 0 || (!isForest && new Set(members).size !== members.length))
      return invalid(`blossom ${b} is no odd set`)
    if (!(Number.isSafeInteger(dual) && dual >= 0)) return invalid(`the dual of blossom ${b} is ${dual}`)
  }
  const shared = sharedDuals(certificate)
  const heaviest = new Float64Array(vertexCount).fill(-Infinity)
  for (let e = 0; e < graph.weight.length; e++) {
    const [u, v, w] = [source[e]!, target[e]!, graph.weight[e]!]
    const slack = dual2x[u]! + dual2x[v]! - 2 * (w + lift)
    if (slack < 0 && slack + shared(u, v) < 0) return invalid(`the edge of ${u} and ${v} weighs more than its duals`)
    const low = Math.min(u, v)
    if (mate[u] === v && w > heaviest[low]!) heaviest[low] = w
  }
  let total = 0
  for (let v = 0; v < vertexCount; v++) if (mate[v]! > v) total += heaviest[v]!
  return total === weight ? { valid: true } : invalid(`the matched edges weigh ${total}, not ${weight}`)
}

const invalid = (reason: string): Verdict => ({ valid: false, reason })
