import type { EdgeList } from '../graph/edge-list.ts'
import { sharedDuals } from './bound.ts'
import { Candidates } from './candidates.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import { ChangeStopped } from './kept-pairs.ts'
import { CASES, limitedChangeLifted } from './limited-change.ts'
import { type Leaf, leavesOf } from './limited-change-loss.ts'
import type { ChangeLimit, LimitedChange } from './limited-change-solution.ts'
import type { PairOracle } from './pair-oracle.ts'

/** Pairs that each vertex keeps of those that violate the duals of one bound, in one round. */
const VIOLATIONS = 12

/** A limited change, and the pairs that were held in the end. */
export interface PricedChange {
  readonly graph: EdgeList
  readonly result: LimitedChange
}

/**
 * `limitedChange` over all pairs that an oracle tells of: it is solved on those of `held`, then pairs that violate a bound of its certificate
 * are added, until there is none. Then what bounds the matchings of the pairs held bounds those of all (column generation around the
 * whole search). `held` has all old pairs that are possible, and should have what a fresh match needs.
 *
 * Some rounds of a `limitedChange` of sparse graphs, and a pass over all pairs for each bound of the certificate: one, or up to nine where pairs are tried both ways.
 *
 * @throws ChangeStopped once `goOn` says false
 * @throws RangeError as `limitedChange`
 */
export function changeByPricing(
  oracle: PairOracle,
  held: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  lift: number,
  goOn: () => boolean,
): PricedChange {
  const n = oracle.vertexCount
  const edges = new EdgeBuffer()
  for (let e = 0; e < held.weight.length; e++) edges.add(held.source[e]!, held.target[e]!, held.weight[e]!)
  // Pairs are tried both ways only once the rest is settled: that costs some ten times as much.
  for (let cases = 0; ; ) {
    const graph = edges.list(n)
    const result = limitedChangeLifted(graph, previous, limit, { lift, cases, goOn })
    const before = edges.count
    for (const leaf of leavesOf(result.certificate, previous)) addLacking(oracle, leaf, previous, lift, edges, goOn)
    if (edges.count > before) continue
    if (result.exact || cases === CASES) return { graph, result }
    cases = CASES
  }
}

/** Adds the pairs that violate the duals of a bound, the worst few of each vertex. Old pairs are held, and do not. */
function addLacking(
  oracle: PairOracle,
  { bound, kept, broken }: Leaf,
  previous: ArrayLike<number>,
  lift: number,
  edges: EdgeBuffer,
  goOn: () => boolean,
): void {
  const { scale, solution } = bound
  const { dual2x } = solution.certificate
  const shared = sharedDuals(solution.certificate)
  // Whole prices, a little too low where the scale does not divide them: each pair told is looked at again.
  const price = dual2x.map((own, v) => (kept.has(v) ? Infinity : Math.floor((own - scale * lift) / scale) - 1))
  const found = new Candidates(oracle.vertexCount, VIOLATIONS)
  const take = (v: number, u: number, weight: number): void => {
    const lacking = 2 * scale * (weight + lift) - dual2x[v]! - dual2x[u]!
    if (lacking <= 0 || lacking - shared(v, u) <= 0 || kept.has(v) || kept.has(u)) return
    if (broken.has(v) && previous[v] === u) return
    if (oracle.admits(v, u)) found.offer(v, u, weight, lacking)
  }
  if (oracle.scan(price, take, goOn).length > 0) throw new ChangeStopped()
  found.forEachPair((u, v, weight) => edges.add(u, v, weight))
}
