import type { Csr } from '../graph/csr.ts'
import type { MatchingState } from './state.ts'

/** Each phase of the auction divides epsilon by this. */
const SCALING = 8

/**
 * The auction stops when it has looked along each arc this often on average. Graphs of all kinds need 10 to 70; long
 * chains of ever dearer objects would need thousands, and numbers too large for exact steps might never end.
 */
const MOST_LOOKS = 200

/**
 * Moves a fresh state to (nearly) an optimum of the half-integral relaxation, in which every vertex may be matched by halves:
 * on most graphs that leaves few odd cycles, and only those are left for the searches.
 *
 * The relaxation is an assignment problem on the double cover: each vertex is a bidder and an object, an edge is two arcs, and an
 * arc of weight 0 from each bidder to its own object stands for being single. It is solved by an auction with
 * epsilon-scaling (Bertsekas 1988, "The auction algorithm: a distributed relaxation method for the assignment problem"), in
 * prices multiplied by n + 1, so that the last phase with epsilon 1 is exact. Whatever the auction leaves, the duals drawn from
 * its prices are feasible and only tight edges are matched: where numbers are too large for exactness, more work
 * is left to the searches, and nothing else changes.
 */
export function jumpStart(graph: Csr, state: MatchingState): void {
  const n = graph.vertexCount
  const { weight } = graph
  let heaviest = 0
  for (let a = 0; a < weight.length; a++) if (weight[a]! > heaviest) heaviest = weight[a]!
  if (heaviest === 0) return
  // Vertices without edges must not matter, so they do not count.
  let connected = 0
  for (let v = 0; v < n; v++) if (graph.offset[v] !== graph.offset[v + 1]) connected++
  const scale = Math.max(1, Math.min(connected + 1, Math.floor(2 ** 46 / heaviest)))
  const auction = runAuction(graph, scale, heaviest)
  const price = auction.price
  for (let v = 0; v < n; v++) price[v] = Math.floor(price[v]! / scale)
  correctPrices(graph, auction)
  // y = (profit + price) / 2 is feasible for both directions of every edge, and not negative because of the own object.
  const { y2 } = state
  for (let v = 0; v < n; v++) y2[v] = profit(graph, price, v) + price[v]!
  pairAlongCycles(graph, state, auction.objectOf)
  for (let v = 0; v < n; v++) if (state.mate[v]! < 0 && y2[v]! > 0) y2[v] = leastDual(graph, y2, v)
}

interface Assignment {
  readonly price: Float64Array
  /** Object of each bidder, and bidder of each object; -1 where the auction stopped early. */
  readonly objectOf: Int32Array
  readonly bidderOf: Int32Array
}

function runAuction(graph: Csr, scale: number, heaviest: number): Assignment {
  const n = graph.vertexCount
  const { offset, head, weight } = graph
  const price = new Float64Array(n)
  const objectOf = new Int32Array(n).fill(-1)
  const bidderOf = new Int32Array(n).fill(-1)
  /** Bidders without an object; the one displaced last bids next. */
  const waiting = new Int32Array(n)
  let looks = MOST_LOOKS * weight.length
  let epsilon = Math.max(1, Math.floor((heaviest * scale) / 4))
  for (;;) {
    let size = 0
    objectOf.fill(-1)
    bidderOf.fill(-1)
    for (let v = n - 1; v >= 0; v--) {
      if (offset[v] === offset[v + 1]) objectOf[v] = v
      else waiting[size++] = v
    }
    while (size > 0) {
      const bidder = waiting[--size]!
      let object = bidder
      let best = -price[bidder]!
      let second = -Infinity
      const end = offset[bidder + 1]!
      looks -= end - offset[bidder]!
      if (looks < 0) return { price, objectOf, bidderOf }
      for (let a = offset[bidder]!; a < end; a++) {
        const v = head[a]!
        const value = weight[a]! * scale - price[v]!
        if (value > second) {
          if (value > best) {
            second = best
            best = value
            object = v
          } else second = value
        }
      }
      price[object]! += best - second + epsilon
      const displaced = bidderOf[object]!
      bidderOf[object] = bidder
      objectOf[bidder] = object
      if (displaced >= 0) {
        objectOf[displaced] = -1
        waiting[size++] = displaced
      }
    }
    if (epsilon === 1) return { price, objectOf, bidderOf }
    epsilon = Math.max(1, Math.floor(epsilon / SCALING))
  }
}

/**
 * Rounding may have left a bidder who would rather have another object now. Raises prices until none would: if the assignment is
 * optimal that ends, with prices that prove it, and in practice after one look at each bidder. Gives up otherwise.
 */
function correctPrices(graph: Csr, { price, objectOf, bidderOf }: Assignment): void {
  const n = graph.vertexCount
  const { offset, head, weight } = graph
  // A ring of bidders to look at; each stands in it at most once.
  const queue = Int32Array.from({ length: n }, (_, v) => v)
  const queued = new Uint8Array(n).fill(1)
  let size = n
  let first = 0
  for (let looks = 4 * n; size > 0 && looks > 0; looks--) {
    const bidder = queue[first]!
    first = first + 1 === n ? 0 : first + 1
    size--
    queued[bidder] = 0
    const object = objectOf[bidder]!
    if (object < 0) continue
    const end = offset[bidder + 1]!
    let own = object === bidder ? 0 : -Infinity
    for (let a = offset[bidder]!; a < end; a++) if (head[a] === object && weight[a]! > own) own = weight[a]!
    own -= price[object]!
    for (let a = offset[bidder]! - 1; a < end; a++) {
      const isOwn = a < offset[bidder]!
      const v = isOwn ? bidder : head[a]!
      const least = (isOwn ? 0 : weight[a]!) - own
      if (v === object || price[v]! >= least) continue
      price[v] = least
      const other = bidderOf[v]!
      if (other < 0 || queued[other] === 1) continue
      queued[other] = 1
      queue[(first + size) % n] = other
      size++
    }
  }
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
