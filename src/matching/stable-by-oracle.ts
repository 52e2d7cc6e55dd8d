import { pairsThatPreferEachOther } from './blocking-pairs.ts'
import { PreferenceBuffer } from './preference-buffer.ts'
import type { PreferenceGraph } from './preference-graph.ts'
import { toPreferenceLists } from './preference-lists.ts'
import type { PreferenceOracle } from './preference-oracle.ts'
import { matchByDeletion } from './stable-deletion.ts'
import { matchParties, matchSingles } from './stable-leftover.ts'
import { oddPartiesOf, stablePartition } from './stable-partition.ts'
import type { StableSolution } from './stable-solution.ts'

/** How often more pairs are asked for while pairs are deleted. */
const MOST_EXTENSIONS = 24

/**
 * {@link stableMatching} without the pairs. Everybody proposes to the partner they like best of those who accept them, until each holds the best proposal that they
 * get (Irving's first phase, which ends the same whoever comes first). Whom people like less than the one they hold is in no stable partition: what is
 * left is held, and solved as if it were all.
 *
 * Where that has odd parties, their members are let go, and then hold nobody, and all that they would take and who accept them are added. As everybody else ends up with whom they
 * held or better, all pairs that may block are held again. The same goes for those who would be left without anybody when pairs are deleted.
 *
 * Returns `undefined` if more than `mostPairs` would be held, or `goOn` says false: asked for every proposal.
 */
export function stableByOracle(
  oracle: PreferenceOracle,
  mostPairs: number,
  goOn: () => boolean,
): StableSolution | undefined {
  const n = oracle.vertexCount
  for (const v of oracle.order) {
    let x = v
    while (x >= 0) {
      if (!goOn()) return undefined
      if (oracle.next(x) < 0) break
      x = oracle.propose(x)
    }
  }
  const pairs = new PreferenceBuffer()
  oracle.pairs(pairs.add)
  if (pairs.count > mostPairs) return undefined
  let graph = pairs.graph(n)
  let lists = toPreferenceLists(graph)
  const successor = stablePartition(lists)
  const oddParties = oddPartiesOf(successor)
  const leastBlocking = Math.ceil(oddParties.length / 2)
  if (oddParties.length === 0)
    return { mate: matchParties(lists, successor), stable: true, successor, oddParties, blocking: [], leastBlocking }

  for (const party of oddParties) for (const v of party) oracle.release(v, pairs.add)
  graph = pairs.graph(n)
  lists = toPreferenceLists(graph)
  let mate = matchParties(lists, successor)
  let blocking = pairsThatPreferEachOther(graph, mate)
  if (blocking.length > leastBlocking) {
    const other = byDeletion(oracle, pairs, oddParties, blocking.length - 1, mostPairs)
    const otherBlocking = other === undefined ? blocking : pairsThatPreferEachOther(other.graph, other.mate)
    if (otherBlocking.length < blocking.length) {
      mate = other!.mate
      blocking = otherBlocking
    }
  }
  return { mate, stable: false, successor, oddParties, blocking, leastBlocking }
}

/**
 * The second way to few blocking pairs. Whoever held somebody, and holds nobody where a pair has been deleted, might have others whom they like less: they are let go, and it
 * begins again.
 */
function byDeletion(
  oracle: PreferenceOracle,
  pairs: PreferenceBuffer,
  oddParties: readonly number[][],
  limit: number,
  mostPairs: number,
): { readonly graph: PreferenceGraph; readonly mate: Int32Array } | undefined {
  for (let extension = 0; extension < MOST_EXTENSIONS; extension++) {
    const graph = pairs.graph(oracle.vertexCount)
    const lists = toPreferenceLists(graph)
    const lost = new Set<number>()
    const mate = matchByDeletion(lists, oddParties, limit, (successor) => {
      for (let v = 0; v < successor.length; v++) if (successor[v] === v && oracle.held(v) >= 0) lost.add(v)
    })
    if (lost.size === 0) {
      if (mate !== undefined) matchSingles(lists, mate)
      return mate === undefined ? undefined : { graph, mate }
    }
    for (const v of lost) oracle.release(v, pairs.add)
    if (pairs.count > mostPairs) return undefined
  }
  return undefined
}
