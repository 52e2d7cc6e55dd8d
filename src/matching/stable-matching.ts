import { pairsThatPreferEachOther } from './blocking-pairs.ts'
import { type PreferenceGraph, validatePreferenceGraph } from './preference-graph.ts'
import { toPreferenceLists } from './preference-lists.ts'
import { matchByDeletion } from './stable-deletion.ts'
import { matchParties, matchSingles } from './stable-leftover.ts'
import { oddPartiesOf, stablePartition } from './stable-partition.ts'
import type { StableSolution } from './stable-solution.ts'

/**
 * A stable matching if there is one: no two vertices would both rather have each other than what they have. If there is none,
 * a stable partition whose odd parties prove it, and a matching with few blocking pairs, all of them listed. Everything that
 * is claimed can be verified by {@link checkStableMatching} without trusting this function. The answer depends on the graph
 * alone, not on the order of its rows nor on vertices without any.
 *
 * All stable matchings of a graph match the same vertices (Gusfield and Irving 1989, section 4.5), so whoever is single here is
 * so in all of them. Where there is none, to find the fewest blocking pairs is NP-hard (Abraham, Biró and Manlove 2006, "Almost
 * stable matchings in the roommates problem"): two ways are tried (`stable-leftover.ts`, `stable-deletion.ts`), and
 * `leastBlocking` says how few there could be at best. Nobody is left single who would take another single.
 *
 * O(m log d) time for sorting, d the greatest degree, O(n + m) for finding a stable matching or that there is none, and
 * O(n + m) for each of a bounded number of trials to lessen the blocking pairs. About 24 bytes per edge and 80 per vertex
 * beside the input. Source: Irving (1985), "An efficient algorithm for the stable roommates problem"; Tan (1991), "A necessary and
 * sufficient condition for the existence of a complete stable matching".
 *
 * @throws RangeError that names the edge: ends out of range, self-loops, pairs in two rows, gains that are not finite and above
 * 0, weights that are not safe integers or so large that sums of them would not be.
 * @category matching
 * @since 0.1.0
 */
export function stableMatching(graph: PreferenceGraph): StableSolution {
  validatePreferenceGraph(graph)
  const lists = toPreferenceLists(graph)
  const successor = stablePartition(lists)
  const oddParties = oddPartiesOf(successor)
  const stable = oddParties.length === 0
  const leastBlocking = Math.ceil(oddParties.length / 2)
  let mate = matchParties(lists, successor)
  let blocking = stable ? [] : pairsThatPreferEachOther(graph, mate)
  if (blocking.length > leastBlocking) {
    const other = matchByDeletion(lists, oddParties, blocking.length - 1)
    if (other !== undefined) {
      matchSingles(lists, other)
      const otherBlocking = pairsThatPreferEachOther(graph, other)
      if (otherBlocking.length < blocking.length) {
        mate = other
        blocking = otherBlocking
      }
    }
  }
  return { mate, stable, successor, oddParties, blocking, leastBlocking }
}
