import { validateCapacity } from './b-matching-capacity.ts'
import { pairsThatBlock } from './stable-b-blocking.ts'
import { type PreferenceGraph, validatePreferenceGraph } from './preference-graph.ts'
import { toPreferenceLists } from './preference-lists.ts'
import { fillPlaces, linkParties } from './stable-b-leftover.ts'
import { oddBPartiesOf, stableBPartition } from './stable-b-partition.ts'
import type { StableBMatching } from './stable-b-solution.ts'
import { partitionByDeletion } from './stable-deletion.ts'

/**
 * A stable b-matching if there is one: each vertex `v` in at most `capacity[v]` pairs, none twice, and no two vertices that are no pair
 * each of which has a place left or prefers the other to the worst of its partners. If there is none, odd parties that prove it, and a
 * b-matching with few blocking pairs, all of them listed. Everything that is claimed can be verified by {@link checkStableBMatching}
 * without trusting this function. The pairs depend on the graph alone, not on the order of its rows nor on vertices without any.
 *
 * In all stable b-matchings of a graph every vertex has as many partners as here (Irving and Scott 2007, "The stable fixtures problem").
 * Where there is none, few blocking pairs are sought as by {@link stableMatching}, which this is if all capacities are 1: two ways are tried
 * (`stable-b-leftover.ts`, `stable-deletion.ts`), and `leastBlocking` says how few there could be at best. Taking one edge away removes at
 * most two odd parties (as for single partners, to which all this can be reduced: Cechlárová and Fleiner 2005, "On a generalization of the stable
 * roommates problem"), and without those that block it a b-matching is stable. No two vertices that would take each other are left with a place each.
 *
 * O(m log d) time for sorting, d the greatest degree, O(n + m) for finding a stable b-matching or that there is none, and
 * O(n + m) for each of a bounded number of trials to lessen the blocking pairs. About 36 bytes per edge and 100 per vertex
 * beside the input, whatever the capacities.
 *
 * @throws RangeError that names the edge (as {@link stableMatching}) or the vertex: capacities that are not whole numbers, or negative.
 * @example
 * ```ts
 * import { checkStableBMatching, stableBMatching } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // Vertex 0 has two places, and would rather have 1 and 2 than 3; so would they.
 * const graph = {
 *   vertexCount: 4,
 *   source: [0, 0, 0, 1],
 *   target: [1, 2, 3, 2],
 *   sourceGain: [3, 2, 1, 1],
 *   targetGain: [2, 2, 1, 1],
 *   weight: [5, 4, 2, 2],
 * }
 * const solution = stableBMatching(graph, [2, 1, 1, 1])
 * assert.deepStrictEqual([...solution.chosen], [0, 1])
 * assert.strictEqual(solution.stable, true)
 * assert.deepStrictEqual(checkStableBMatching(graph, [2, 1, 1, 1], solution), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function stableBMatching(graph: PreferenceGraph, capacity: ArrayLike<number>): StableBMatching {
  validatePreferenceGraph(graph)
  validateCapacity(capacity, graph.vertexCount)
  const edgeOf = new Int32Array(2 * graph.weight.length)
  const lists = toPreferenceLists(graph, edgeOf)
  const { offset } = lists
  const places = Int32Array.from(offset.subarray(1), (end, v) => Math.min(capacity[v]!, end - offset[v]!))
  const edges = (linked: Uint8Array): Int32Array => {
    const isIn = new Uint8Array(graph.weight.length)
    for (let a = 0; a < linked.length; a++) if (linked[a] === 1) isIn[edgeOf[a]!] = 1
    return new Int32Array(isIn.length).map((_, e) => e).filter((e) => isIn[e] === 1)
  }

  const partition = stableBPartition(lists, places)
  const whole = edges(partition.whole)
  const oddParties = oddBPartiesOf(lists, partition)
  if (oddParties.length === 0)
    return { chosen: whole.slice(), stable: true, whole, oddParties, blocking: [], leastBlocking: 0 }
  const leastBlocking = Math.ceil(oddParties.length / 2)
  let chosen = edges(linkParties(lists, places, partition))
  let blocking = pairsThatBlock(graph, capacity, chosen)
  if (blocking.length > leastBlocking) {
    const other = partitionByDeletion(
      lists,
      oddParties,
      blocking.length - 1,
      (work) => stableBPartition(lists, places, work),
      (found) => oddBPartiesOf(lists, found),
    )
    if (other !== undefined) {
      fillPlaces(lists, places, other.whole)
      const otherChosen = edges(other.whole)
      const otherBlocking = pairsThatBlock(graph, capacity, otherChosen)
      if (otherBlocking.length < blocking.length) {
        chosen = otherChosen
        blocking = otherBlocking
      }
    }
  }
  return { chosen, stable: false, whole, oddParties, blocking, leastBlocking }
}
