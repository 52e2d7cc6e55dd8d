import type { EdgeList } from '../graph/edge-list.ts'
import type { MatchingSolution } from './solution.ts'

/** A matching to which no edge can be added: the heaviest edges of two single vertices, one after the other. O(m log m). */
export function completed(
  graph: EdgeList,
  solution: MatchingSolution,
  objective: 'weight' | 'coverage',
): MatchingSolution {
  const { source, target, weight } = graph
  const mate = solution.mate.slice()
  const free: number[] = []
  for (let e = 0; e < weight.length; e++) {
    if ((weight[e]! > 0 || objective === 'coverage') && mate[source[e]!]! < 0 && mate[target[e]!]! < 0) free.push(e)
  }
  free.sort((a, b) => weight[b]! - weight[a]! || a - b)
  let total = solution.weight
  for (const e of free) {
    const [u, v] = [source[e]!, target[e]!]
    if (mate[u]! >= 0 || mate[v]! >= 0) continue
    mate[u] = v
    mate[v] = u
    total += weight[e]!
  }
  return { ...solution, mate, weight: total }
}
