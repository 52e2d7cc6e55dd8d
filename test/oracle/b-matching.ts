/**
 * Brute force for simple b-matchings, with no idea in common with the engine: every set of pairs that keeps the capacities is looked at.
 */
import { heaviestPairs } from '../graphs.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import type { Best, Objective } from './matching.ts'

export function bestBMatching(graph: EdgeList, capacity: ArrayLike<number>, objective: Objective): Best {
  const pairs = heaviestPairs(graph)
  if (pairs.length > 20) throw new RangeError(`brute force is meant for 20 pairs, not ${pairs.length}`)
  const left = Array.from(capacity)
  let best: Best = { edges: 0, weight: 0 }
  const extend = (from: number, edges: number, sum: number): void => {
    const better =
      objective === 'weight' ? sum > best.weight : edges > best.edges || (edges === best.edges && sum > best.weight)
    if (better) best = { edges, weight: sum }
    for (let i = from; i < pairs.length; i++) {
      const [u, v, w] = pairs[i]!
      if (left[u]! < 1 || left[v]! < 1) continue
      left[u]!--
      left[v]!--
      extend(i + 1, edges + 1, sum + w)
      left[u]!++
      left[v]!++
    }
  }
  extend(0, 0, 0)
  return best
}
