import { type PreferenceGraph, validatePreferenceGraph } from './preference-graph.ts'

/**
 * The pairs that would both rather have each other than the partner they have: whom `mate` says, or nobody (-1). A partner who
 * is not acceptable counts as nobody, so any pairing at all can be audited. Each pair with its smaller vertex first, in ascending
 * order.
 *
 * O(n + m), and O(b log b) for b such pairs; 20 bytes per vertex. Shares no code with any solver.
 *
 * @throws RangeError that names the edge or vertex: an invalid graph, or a `mate` that is not a matching of its vertices.
 * @category certificate
 * @since 0.1.0
 */
export function blockingPairs(graph: PreferenceGraph, mate: ArrayLike<number>): (readonly [number, number])[] {
  validatePreferenceGraph(graph)
  const n = graph.vertexCount
  if (mate.length !== n) throw new RangeError(`mate: expected ${n} entries, got ${mate.length}`)
  for (let v = 0; v < n; v++) {
    const other = mate[v]!
    if (other === -1) continue
    if (!Number.isInteger(other) || other < 0 || other >= n || other === v)
      throw new RangeError(`mate: that of vertex ${v} is neither another vertex nor -1`)
    if (mate[other] !== v) throw new RangeError(`mate: vertex ${v} has ${other}, who has ${mate[other]}`)
  }
  return pairsThatPreferEachOther(graph, mate)
}

/**
 * The pairs of a valid graph in which each end prefers the other to whom `partner` names for it: -1, itself or somebody not
 * acceptable is worse than anybody. `partner` need not be a matching.
 */
export function pairsThatPreferEachOther(
  graph: PreferenceGraph,
  partner: ArrayLike<number>,
): (readonly [number, number])[] {
  const { vertexCount: n, source, target, sourceGain, targetGain, weight } = graph
  const edgeCount = weight.length
  // What each vertex has: the gain from its partner and the weight of that pair; gain 0 is worse than any.
  const gainNow = new Float64Array(n)
  const weightNow = new Float64Array(n)
  for (let e = 0; e < edgeCount; e++) {
    const u = source[e]!
    const v = target[e]!
    if (partner[u] === v) {
      gainNow[u] = sourceGain[e]!
      weightNow[u] = weight[e]!
    }
    if (partner[v] === u) {
      gainNow[v] = targetGain[e]!
      weightNow[v] = weight[e]!
    }
  }
  const prefers = (v: number, other: number, gain: number, pairWeight: number): boolean => {
    if (gain !== gainNow[v]) return gain > gainNow[v]!
    if (pairWeight !== weightNow[v]) return pairWeight > weightNow[v]!
    return other < partner[v]!
  }
  const pairs: [number, number][] = []
  for (let e = 0; e < edgeCount; e++) {
    const u = source[e]!
    const v = target[e]!
    if (!prefers(u, v, sourceGain[e]!, weight[e]!) || !prefers(v, u, targetGain[e]!, weight[e]!)) continue
    pairs.push(u < v ? [u, v] : [v, u])
  }
  return pairs.sort((p, q) => p[0] - q[0] || p[1] - q[1])
}
