import type { Csr } from '../graph/csr.ts'

/** It is given up after so many looks at each bidder; 1 to 4 are usual, and then the assignment was close. */
const MOST_LOOKS = 6

/** Bits of `status`. Raised since its bidder last looked: */
const RAISED = 1
/** it stands in the queue: */
const QUEUED = 2
/** its turn need not come, as an object above it in the forest was raised, too, and will raise it again. */
const RESTING = 4

/** An assignment by auction, as it is settled. Weights and prices are scaled alike. */
export interface AuctionResult {
  readonly scale: number
  readonly price: Float64Array
  /** -1 for bidders and objects without each other. */
  readonly objectOf: Int32Array
  readonly bidderOf: Int32Array
  /** What the object of a bidder weighs to it. */
  readonly ownWeight: Float64Array
  /** Of a bidder `b` with `keptCount[b] > 0`, arcs `b * kept ..` that hold all whose value is above `elsewhere[b]`. */
  readonly kept: number
  readonly keptCount: Uint8Array
  readonly keptHead: Int32Array
  readonly keptWeight: Float64Array
  readonly elsewhere: Float64Array
}

/**
 * Makes a nearly optimal assignment optimal, with prices that prove it: in the end nobody would rather have another object at these
 * prices. A bidder that would, raises the price of that object to what it is content with; its holder looks next. Where the raises
 * come round, so that an object would be raised because it was, those along the ring change objects: the assignment was not
 * optimal, and is worth more now.
 *
 * That is label correcting with cancelling of negative cycles. Rings are found by Tarjan's subtree disassembly (Cherkassky and Goldberg
 * 1999, "Negative-cycle detection algorithms", section 4): a forest in which the object above another is the one for whose
 * sake it was raised. When an object is raised again, all below it leave the forest, and need no look before they are raised again, too.
 *
 * Prices only rise, so what an {@link Auction} knows of them stays true. O(n) looks where the assignment was close; at most `MOST_LOOKS` for each
 * bidder. A look costs the degree, or the kept arcs where these are enough.
 */
export class PriceSettling {
  private readonly graph: Csr
  private readonly assignment: AuctionResult

  /** The object for whose sake one was raised; stale at the top of a tree. */
  private readonly parent: Int32Array
  /** The trees in preorder, each a doubly linked list; -1 at its ends. What is below an object follows it, at greater depths. */
  private readonly next: Int32Array
  private readonly previous: Int32Array
  private readonly depth: Int32Array

  private readonly status: Uint8Array
  /** A ring of `waiting` objects from `first` on; each stands in it at most once. */
  private readonly queue: Int32Array
  private first = 0
  private waiting = 0
  private readonly ring: number[] = []

  /** O(n). */
  constructor(graph: Csr, assignment: AuctionResult) {
    const n = graph.vertexCount
    this.graph = graph
    this.assignment = assignment
    this.parent = new Int32Array(n)
    this.next = new Int32Array(n).fill(-1)
    this.previous = new Int32Array(n).fill(-1)
    this.depth = new Int32Array(n)
    this.status = new Uint8Array(n)
    this.queue = new Int32Array(n)
  }

  /** Whether it was settled: no bidder that has an object would rather have another. */
  run(): boolean {
    const { vertexCount, offset } = this.graph
    const { objectOf } = this.assignment
    for (let b = 0; b < vertexCount; b++)
      if (offset[b] !== offset[b + 1] && objectOf[b]! >= 0) this.enqueue(objectOf[b]!)
    for (let looks = MOST_LOOKS * this.waiting; ; looks--) {
      if (this.waiting === 0 && !this.wake()) return true
      if (looks === 0) return false
      const object = this.queue[this.first]!
      this.first = this.first + 1 === vertexCount ? 0 : this.first + 1
      this.waiting--
      this.status[object]! &= ~QUEUED
      if ((this.status[object]! & RESTING) !== 0) continue
      this.status[object] = 0
      this.look(object)
    }
  }

  /** The holder of an object raises the prices of all that it would rather have. */
  private look(object: number): void {
    const { offset, head, weight } = this.graph
    const { scale, price, bidderOf, ownWeight, kept, keptCount, keptHead, keptWeight, elsewhere } = this.assignment
    const bidder = bidderOf[object]!
    const profit = ownWeight[bidder]! - price[object]!
    // Being single is to have one's own object, for 0.
    if (price[bidder]! < -profit && this.raise(bidder, -profit, object)) return
    if (keptCount[bidder]! > 0 && profit >= elsewhere[bidder]!) {
      const end = bidder * kept + keptCount[bidder]!
      for (let a = bidder * kept; a < end; a++) {
        const least = keptWeight[a]! - profit
        if (price[keptHead[a]!]! < least && this.raise(keptHead[a]!, least, object)) return
      }
      return
    }
    const end = offset[bidder + 1]!
    for (let a = offset[bidder]!; a < end; a++) {
      const least = weight[a]! * scale - profit
      if (price[head[a]!]! < least && this.raise(head[a]!, least, object)) return
    }
  }

  /** Raises an object for the sake of the holder of `above`, or returns true because that closed a ring. O(objects below it). */
  private raise(object: number, least: number, above: number): boolean {
    const { parent, depth, next, previous } = this
    if (this.uproot(object, above)) {
      this.changeAlong(object, above)
      return true
    }
    this.assignment.price[object] = least
    parent[object] = above
    depth[object] = depth[above]! + 1
    const after = next[above]!
    next[object] = after
    if (after >= 0) previous[after] = object
    next[above] = object
    previous[object] = above
    if (this.assignment.bidderOf[object]! >= 0) this.enqueue(object)
    return false
  }

  /** Takes an object and all below it out of the forest, each a tree of its own then. Returns whether `sought` was among those below. */
  private uproot(object: number, sought: number): boolean {
    const { next, previous, depth, status } = this
    const level = depth[object]!
    let found = false
    let below = next[object]!
    while (below >= 0 && depth[below]! > level) {
      if (below === sought) found = true
      if ((status[below]! & RAISED) !== 0) status[below]! |= RESTING
      const after = next[below]!
      next[below] = -1
      previous[below] = -1
      depth[below] = 0
      below = after
    }
    const before = previous[object]!
    if (before >= 0) next[before] = below
    if (below >= 0) previous[below] = before
    next[object] = -1
    previous[object] = -1
    depth[object] = 0
    return found
  }

  /** Along the ring from `object` down to `last`, each holder takes the object that it raised, that of `last` the first. Parents still stand. */
  private changeAlong(object: number, last: number): void {
    const { parent, ring } = this
    const { objectOf, bidderOf, ownWeight } = this.assignment
    ring.length = 0
    for (let x = last; x !== object; x = parent[x]!) ring.push(x, bidderOf[x]!)
    ring.push(object, bidderOf[object]!)
    let taken = object
    for (let i = 0; i < ring.length; i += 2) {
      const bidder = ring[i + 1]!
      objectOf[bidder] = taken
      bidderOf[taken] = bidder
      ownWeight[bidder] = this.weightOf(bidder, taken)
      this.enqueue(taken)
      taken = ring[i]!
    }
  }

  private weightOf(bidder: number, object: number): number {
    const { offset, head, weight } = this.graph
    let most = bidder === object ? 0 : -Infinity
    for (let a = offset[bidder]!; a < offset[bidder + 1]!; a++) {
      if (head[a] === object && weight[a]! > most) most = weight[a]!
    }
    return most * this.assignment.scale
  }

  private enqueue(object: number): void {
    const { status, queue } = this
    if ((status[object]! & QUEUED) === 0) {
      const end = this.first + this.waiting
      queue[end < queue.length ? end : end - queue.length] = object
      this.waiting++
    }
    status[object] = RAISED | QUEUED
  }

  /** Where rings were cut, what would have raised the resting objects again may be gone: then their turn comes. Whether there are any. O(n). */
  private wake(): boolean {
    const { status } = this
    for (let v = 0; v < status.length; v++) if ((status[v]! & RAISED) !== 0) this.enqueue(v)
    return this.waiting > 0
  }
}
