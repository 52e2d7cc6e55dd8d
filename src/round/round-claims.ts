import type { EdgeList } from '../graph/edge-list.ts'
import type { RoundCertificate } from './round-plan.ts'

/** The edges whose ends have not met, in their order. O(m). */
export function allowedEdges(graph: EdgeList, met: readonly (readonly [number, number])[]): EdgeList {
  if (met.length === 0) return graph
  const { vertexCount: n, source, target, weight } = graph
  const known = new Set(met.map(([u, v]) => Math.min(u, v) * n + Math.max(u, v)))
  const kept: number[] = []
  for (let e = 0; e < weight.length; e++) {
    if (!known.has(Math.min(source[e]!, target[e]!) * n + Math.max(source[e]!, target[e]!))) kept.push(e)
  }
  return {
    vertexCount: n,
    source: Int32Array.from(kept, (e) => source[e]!),
    target: Int32Array.from(kept, (e) => target[e]!),
    weight: Float64Array.from(kept, (e) => weight[e]!),
  }
}

/** What no season with at least so many pairs outweighs, by all these: it has `pairs * lift + weight <= value` for each. */
export function boundOf(pairs: number, certificates: readonly RoundCertificate[]): number {
  let bound = Infinity
  for (const { value, lift } of certificates) bound = Math.min(bound, value - pairs * lift)
  return bound
}

/** What places and partners allow: the greatest number of pairs, and the least weight of an edge. */
export interface Limits {
  readonly pairs: number
  readonly leastWeight: number
}

/** O(m). */
export function limitsOf({ vertexCount: n, source, target, weight }: EdgeList, rounds: number): Limits {
  const partners = new Int32Array(n)
  const seen = new Set<number>()
  let leastWeight = Infinity
  for (let e = 0; e < weight.length; e++) {
    leastWeight = Math.min(leastWeight, weight[e]!)
    const pair = Math.min(source[e]!, target[e]!) * n + Math.max(source[e]!, target[e]!)
    if (seen.has(pair)) continue
    seen.add(pair)
    partners[source[e]!]!++
    partners[target[e]!]!++
  }
  let places = 0
  let partnered = 0
  for (const count of partners) {
    places += Math.min(count, rounds)
    if (count > 0) partnered++
  }
  return { pairs: Math.min(Math.floor(places / 2), rounds * Math.floor(partnered / 2)), leastWeight }
}

/**
 * No season has more pairs than the limits; nor, under `coverage`, so many that their weights, all at least the least one, would break
 * `pairs * lift + weight <= value`.
 */
export function mostPairsOf(
  { pairs, leastWeight }: Limits,
  objective: 'coverage' | 'weight',
  certificates: readonly RoundCertificate[],
): number {
  let most = pairs
  if (objective === 'weight') return most
  for (const { value, lift } of certificates) {
    if (lift + leastWeight > 0) most = Math.min(most, Math.floor(value / (lift + leastWeight)))
  }
  return most
}
