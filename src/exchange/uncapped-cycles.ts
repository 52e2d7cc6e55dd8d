import { NodeHeap } from '../graph/node-heap.ts'
import { Auction } from '../matching/auction.ts'
import type { Watch } from '../matching/watch.ts'
import type { ArcRows } from './arc-rows.ts'
import type { CycleParts } from './cycle-parts.ts'

/** Weights are multiplied by this in the auction, whose last step is 1: what it gets wrong is mended by the searches. */
const FINENESS = 256

/** An assignment: who is followed by whom (themselves if by nobody), with prices out of and into each vertex. */
interface Covering {
  readonly next: Int32Array
  readonly dual: Float64Array
}

/**
 * Cycles of any length: an assignment of each vertex to the one that follows it, or to itself (weight 0). Its dual has two prices per vertex with
 * `out[u] + into[v] >= weight` for each arc, and along a cycle they add up to the prices `out[v] + into[v]` of its vertices. An auction, then
 * shortest augmenting paths for those it has left out (Jonker and Volgenant 1987). Exact, in whole numbers; O(n m log n) at worst.
 */
export function uncappedCycles(rows: ArcRows, watch: Watch): CycleParts {
  const { next, dual } = cover(rows, watch)
  const cycles: Int32Array[] = []
  const seen = new Uint8Array(rows.vertexCount)
  for (let v = 0; v < rows.vertexCount; v++) {
    if (seen[v] === 1 || next[v] === v || next[v]! < 0) continue
    const cycle: number[] = []
    let u = v
    for (; u >= 0 && seen[u] === 0; u = next[u]!) {
      seen[u] = 1
      cycle.push(u)
    }
    if (u === v) cycles.push(Int32Array.from(cycle))
  }
  return { cycles, unitsPerWeight: 1, dual, oddSets: [], branches: [] }
}

function cover(rows: ArcRows, { goOn }: Watch): Covering {
  const { vertexCount, offset, head, weight } = rows
  let heaviest = 0
  for (let a = 0; a < weight.length; a++) if (weight[a]! > heaviest) heaviest = weight[a]!
  const dual = new Float64Array(vertexCount)
  if (heaviest === 0) return { next: new Int32Array(vertexCount).fill(-1), dual }
  const auction = new Auction(rows, Math.max(1, Math.min(FINENESS, Math.floor(2 ** 46 / heaviest))), goOn)
  auction.run(heaviest)
  const { price, objectOf, bidderOf } = auction
  for (let v = 0; v < vertexCount; v++) price[v] = Math.floor(price[v]! / auction.scale)
  /** What each bidder gets at these prices; arcs that give just that are tight. */
  const profit = new Float64Array(vertexCount)
  for (let u = 0; u < vertexCount; u++) {
    let most = -price[u]!
    let own = objectOf[u] === u ? most : -Infinity
    for (let a = offset[u]!; a < offset[u + 1]!; a++) {
      const value = weight[a]! - price[head[a]!]!
      if (value > most) most = value
      if (head[a] === objectOf[u]) own = value
    }
    profit[u] = most
    if (own !== most && objectOf[u]! >= 0) {
      bidderOf[objectOf[u]!] = -1
      objectOf[u] = -1
    }
  }
  // A bidder that got nothing is moved to its own object if that is free and no other is better.
  for (let u = 0; u < vertexCount; u++) {
    if (objectOf[u]! >= 0 || bidderOf[u]! >= 0 || profit[u] !== -price[u]!) continue
    objectOf[u] = u
    bidderOf[u] = u
  }
  const paths = new AugmentingPaths(rows, profit, price, objectOf, bidderOf)
  for (let u = 0; u < vertexCount; u++) {
    if (objectOf[u]! >= 0) continue
    if (!goOn()) break
    paths.augment(u)
  }
  for (let v = 0; v < vertexCount; v++) dual[v] = profit[v]! + price[v]!
  return { next: objectOf, dual }
}

/** Shortest augmenting paths in an assignment whose matched arcs are tight, by Dijkstra's algorithm on slacks. */
class AugmentingPaths {
  private readonly rows: ArcRows
  private readonly profit: Float64Array
  private readonly price: Float64Array
  private readonly objectOf: Int32Array
  private readonly bidderOf: Int32Array
  /** Distance of each object from the bidder that looks for one, and the bidder before it on the way. */
  private readonly distance: Float64Array
  private readonly before: Int32Array
  private readonly heap: NodeHeap

  constructor(rows: ArcRows, profit: Float64Array, price: Float64Array, objectOf: Int32Array, bidderOf: Int32Array) {
    this.rows = rows
    this.profit = profit
    this.price = price
    this.objectOf = objectOf
    this.bidderOf = bidderOf
    this.distance = new Float64Array(rows.vertexCount).fill(Infinity)
    this.before = new Int32Array(rows.vertexCount)
    this.heap = new NodeHeap(rows.vertexCount)
  }

  augment(start: number): void {
    const { offset, head, weight } = this.rows
    const { profit, price, objectOf, bidderOf, distance, before, heap } = this
    const reached: number[] = []
    const settled: number[] = []
    let bidder = start
    let soFar = 0
    let object = -1
    for (;;) {
      // The arc to the bidder's own object comes after the others.
      const end = offset[bidder + 1]!
      for (let a = offset[bidder]!; a <= end; a++) {
        const v = a < end ? head[a]! : bidder
        const value = soFar + profit[bidder]! + price[v]! - (a < end ? weight[a]! : 0)
        if (value >= distance[v]!) continue
        if (distance[v] === Infinity) reached.push(v)
        distance[v] = value
        before[v] = bidder
        heap.offer(v, value)
      }
      // Every bidder could have its own object, so that some path ends at a free one.
      object = heap.pop()
      soFar = distance[object]!
      if (bidderOf[object]! < 0) break
      settled.push(object)
      bidder = bidderOf[object]!
    }
    profit[start]! -= soFar
    for (const v of settled) {
      profit[bidderOf[v]!]! -= soFar - distance[v]!
      price[v]! += soFar - distance[v]!
    }
    for (const v of reached) distance[v] = Infinity
    heap.clear()
    for (;;) {
      const u = before[object]!
      const left = objectOf[u]!
      objectOf[u] = object
      bidderOf[object] = u
      if (u === start) break
      object = left
    }
  }
}
