import type { EdgeList } from '../../src/graph/edge-list.ts'
import { allMatchings, pairIndex } from './matching.ts'

/**
 * Brute force over all matchings of up to 8 vertices: the greatest weight for each number of edges that `counts`, -Infinity where no
 * matching has that number. Of parallel edges the heaviest is taken.
 */
export function bestByCount(graph: EdgeList, counts: (u: number, v: number) => boolean): number[] {
  const n = graph.vertexCount
  const weightOf = new Float64Array(pairIndex(0, n + 1)).fill(-Infinity)
  const counted = new Uint8Array(weightOf.length)
  for (let v = 0; v < n; v++) for (let u = 0; u < v; u++) counted[pairIndex(u, v)] = counts(u, v) ? 1 : 0
  for (let i = 0; i < graph.weight.length; i++) {
    const at = pairIndex(Math.min(graph.source[i]!, graph.target[i]!), Math.max(graph.source[i]!, graph.target[i]!))
    weightOf[at] = Math.max(weightOf[at]!, graph.weight[i]!)
  }
  const best = Array.from({ length: Math.floor(n / 2) + 1 }, () => -Infinity)
  for (const matching of matchingsOf(n)) {
    let weight = 0
    let count = 0
    for (const pair of matching) {
      weight += weightOf[pair]!
      count += counted[pair]!
    }
    if (weight > best[count]!) best[count] = weight
  }
  return best
}

const known = new Map<number, number[][]>()

function matchingsOf(n: number): number[][] {
  const matchings = known.get(n) ?? allMatchings(n)
  known.set(n, matchings)
  return matchings
}
