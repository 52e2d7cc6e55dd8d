import type { Csr } from '../graph/csr.ts'
import { Auction } from './auction.ts'
import type { MatchingState } from './state.ts'
import { UNWATCHED } from './watch.ts'

/**
 * Prices are multiplied by this, the last epsilon is 1. Only n + 1 would be exact for sure, but hardly any bidder ends with the
 * wrong object this way, and where ties abound the phases saved are the dearest ones.
 */
const FINENESS = 64

/** Scaled prices are exact up to this: sums of two and a weight, too. */
const MOST_EXACT = 2 ** 51

/**
 * Moves a fresh state to (nearly) an optimum of the half-integral relaxation, in which every vertex may be matched by halves:
 * on most graphs that leaves few odd cycles, and only those are left for the searches.
 *
 * The relaxation is an assignment problem on the double cover: each vertex is a bidder and an object, an edge is two arcs, and an
 * arc of weight 0 from each bidder to its own object stands for being single. It is solved by an {@link Auction}, nearly:
 * whatever that leaves, the duals drawn from its prices are feasible and only tight edges are matched. Where it was not fine
 * enough, or stopped early (also by `goOn`), more work is left to the searches, and nothing else changes.
 */
export function jumpStart(graph: Csr, state: MatchingState, goOn: () => boolean = UNWATCHED.goOn): void {
  const n = graph.vertexCount
  const { weight } = graph
  let heaviest = 0
  for (let a = 0; a < weight.length; a++) if (weight[a]! > heaviest) heaviest = weight[a]!
  if (heaviest === 0) return
  const auction = new Auction(graph, Math.max(1, Math.min(FINENESS, Math.floor(2 ** 46 / heaviest))), goOn)
  auction.run(heaviest)
  const { price, scale, settled } = auction
  // Rounding down all prices keeps each bidder content: what others weigh more or less, is a multiple of the scale.
  let dearest = 0
  for (let v = 0; v < n; v++) {
    dearest = Math.max(dearest, price[v]!)
    price[v] = Math.floor(price[v]! / scale)
  }
  const exact = settled && dearest <= MOST_EXACT
  // y = (profit + price) / 2 is feasible for both directions of every edge, and not negative because of the own object.
  const { y2 } = state
  for (let v = 0; v < n; v++) y2[v] = (exact ? ownProfit(graph, auction, v) : profit(graph, price, v)) + price[v]!
  pairAlongCycles(graph, state, auction.objectOf)
  for (let v = 0; v < n; v++) if (state.mate[v]! < 0 && y2[v]! > 0) y2[v] = leastDual(graph, y2, v)
}

/** What a bidder gains by its own object, where that is its best choice. */
function ownProfit({ offset }: Csr, { objectOf, ownWeight, price, scale }: Auction, bidder: number): number {
  return offset[bidder] === offset[bidder + 1] ? 0 : ownWeight[bidder]! / scale - price[objectOf[bidder]!]!
}

/** What a bidder gains at these prices by its best choice. */
function profit(graph: Csr, price: Float64Array, bidder: number): number {
  let best = -price[bidder]!
  for (let a = graph.offset[bidder]!; a < graph.offset[bidder + 1]!; a++) {
    const value = graph.weight[a]! - price[graph.head[a]!]!
    if (value > best) best = value
  }
  return best
}

/** Matches the tight edges that the assignment's cycles run along, every second one. */
function pairAlongCycles(graph: Csr, state: MatchingState, objectOf: Int32Array): void {
  const { mate, y2 } = state
  for (let start = 0; start < graph.vertexCount; start++) {
    for (let v = start; mate[v]! < 0; ) {
      const next = objectOf[v]!
      if (next === v || next < 0 || mate[next]! >= 0) break
      if (isTight(graph, y2, v, next)) {
        mate[v] = next
        mate[next] = v
        v = objectOf[next]!
      } else v = next
      if (v < 0 || v === start) break
    }
  }
}

function isTight(graph: Csr, y2: Float64Array, u: number, v: number): boolean {
  const sum = y2[u]! + y2[v]!
  for (let a = graph.offset[u]!; a < graph.offset[u + 1]!; a++) {
    if (graph.head[a] === v && 2 * graph.weight[a]! === sum) return true
  }
  return false
}

/** The least dual that keeps all edges at `v` feasible. */
function leastDual(graph: Csr, y2: Float64Array, v: number): number {
  let least = 0
  for (let a = graph.offset[v]!; a < graph.offset[v + 1]!; a++) {
    const needed = 2 * graph.weight[a]! - y2[graph.head[a]!]!
    if (needed > least) least = needed
  }
  return least
}
