import type { Csr } from '../graph/csr.ts'
import { type AuctionResult, PriceSettling } from './price-settling.ts'

/**
 * The first epsilon is this part of the greatest weight: small enough that prices do not overshoot, which all later
 * phases would have to pay for.
 */
const FIRST_EPSILON = 0.00390625

/** Each phase divides epsilon by this, */
const SCALING = 8

/** and by so much more if the phase before it hardly moved anybody: */
const HURRY = 4

/** fewer bids than this for each bidder. */
const CALM = 1.5

/**
 * Prices are settled once epsilon is at most the greatest weight over so many times the average degree to the power 1.5: at vertices with many edges
 * more of them are nearly as good as the best, so that smaller steps matter, and bids cost less than looks. Measured on all families of the bench.
 */
const NEAR = 24

/** Arcs that a bidder keeps at hand. */
const KEPT = 8

/**
 * The auction stops in a phase with more bids than this for each arc: most need less than 1, and 1.7 is the most seen but for
 * price wars. Those run along chains of ever dearer objects, for thousands of rounds; the searches settle them at once.
 */
const MOST_BIDS = 3

/**
 * It also stops when it has looked along each arc this often on average. Graphs of all kinds need 5 to 40; numbers too
 * large for exact steps might never end.
 */
const MOST_LOOKS = 200

/**
 * A Gauss-Seidel auction with epsilon-scaling (Bertsekas 1988, "The auction algorithm: a distributed relaxation method for the
 * assignment problem"): a bidder without an object takes the one that is worth most to it at present prices, and
 * raises its price by as much as makes it the second choice, plus epsilon.
 *
 * Prices only rise, in all phases, so values only fall. A bidder that has looked along all its arcs keeps the best few, and the
 * value of the best of the others at that time: as long as its second choice among the kept is worth that, nothing else
 * can be better, and most bids cost `KEPT` looks instead of the degree.
 */
export class Auction implements AuctionResult {
  readonly price: Float64Array
  readonly objectOf: Int32Array
  readonly bidderOf: Int32Array
  readonly ownWeight: Float64Array
  /** Weights are multiplied by this. */
  readonly scale: number
  /** Whether everybody has an object, and would not rather have another. */
  settled = false

  private readonly graph: Csr
  private readonly goOn: () => boolean
  /** Looks that are left. */
  private looks: number
  /** A phase has ended early: it is not worth going on. */
  private stopped = false
  /** Bidders without an object; the one displaced last bids next. */
  private readonly waiting: Int32Array

  /** Kept arcs of bidder `b`: `keptHead[b * KEPT ..]`, `keptCount[b]` of them (0: has never looked along all), weights scaled. */
  readonly kept: number = KEPT
  readonly keptHead: Int32Array
  readonly keptWeight: Float64Array
  readonly keptCount: Uint8Array
  /** No arc that is not kept is worth more than this to its bidder. */
  readonly elsewhere: Float64Array

  /** The bidder's choice: object, its value, and the second best value. */
  private object = -1
  private best = 0
  private second = 0
  private readonly topValue: Float64Array = new Float64Array(KEPT)
  private readonly topArc: Int32Array = new Int32Array(KEPT)

  /** Weights are multiplied by `scale`. The auction stops when `goOn` says false. O(n + m). */
  constructor(graph: Csr, scale: number, goOn: () => boolean) {
    this.goOn = goOn
    const n = graph.vertexCount
    this.graph = graph
    this.scale = scale
    this.looks = MOST_LOOKS * graph.weight.length
    this.price = new Float64Array(n)
    this.objectOf = new Int32Array(n).fill(-1)
    this.bidderOf = new Int32Array(n).fill(-1)
    this.ownWeight = new Float64Array(n)
    this.waiting = new Int32Array(n)
    this.keptHead = new Int32Array(n * KEPT)
    this.keptWeight = new Float64Array(n * KEPT)
    this.keptCount = new Uint8Array(n)
    this.elsewhere = new Float64Array(n)
  }

  /** Runs phases until the prices can be settled, down to epsilon 1 at most; the greatest (unscaled) weight is `heaviest`. */
  run(heaviest: number): void {
    const near = (heaviest * this.scale) / (NEAR * this.averageDegree() ** 1.5)
    let epsilon = Math.max(1, Math.floor(heaviest * this.scale * FIRST_EPSILON))
    for (;;) {
      const pace = this.phase(epsilon)
      if (epsilon === 1 || epsilon <= near || this.stopped) {
        const settled = new PriceSettling(this.graph, this).run()
        this.settled = settled && !this.stopped
        if (settled || epsilon === 1 || this.stopped) return
      }
      epsilon = Math.max(1, Math.floor(epsilon / (pace < CALM ? SCALING * HURRY : SCALING)))
    }
  }

  /** Of those with edges. */
  private averageDegree(): number {
    const { offset, vertexCount } = this.graph
    let bidders = 0
    for (let v = 0; v < vertexCount; v++) if (offset[v] !== offset[v + 1]) bidders++
    return offset[vertexCount]! / bidders
  }

  /** Everybody bids until everybody has an object, or the auction is stopped. Returns the bids per bidder. */
  private phase(epsilon: number): number {
    const { price, objectOf, bidderOf, ownWeight, waiting } = this
    const { offset, vertexCount } = this.graph
    objectOf.fill(-1)
    bidderOf.fill(-1)
    let size = 0
    for (let v = vertexCount - 1; v >= 0; v--) {
      if (offset[v] === offset[v + 1]) objectOf[v] = v
      else waiting[size++] = v
    }
    const bidders = size
    const mostBids = MOST_BIDS * offset[vertexCount]!
    let bids = 0
    while (size > 0) {
      const bidder = waiting[--size]!
      if (offset[bidder + 1]! - offset[bidder]! <= KEPT) this.lookAlongAll(bidder)
      else {
        this.lookAlongKept(bidder)
        if (this.second < this.elsewhere[bidder]! || this.keptCount[bidder] === 0) this.keepBest(bidder)
      }
      if (this.looks < 0 || bids === mostBids || ((bids & 1023) === 0 && !this.goOn())) {
        this.stopped = true
        break
      }
      bids++
      const { object } = this
      ownWeight[bidder] = this.best + price[object]!
      price[object]! += this.best - this.second + epsilon
      const displaced = bidderOf[object]!
      bidderOf[object] = bidder
      objectOf[bidder] = object
      if (displaced >= 0) {
        objectOf[displaced] = -1
        waiting[size++] = displaced
      }
    }
    return bids / bidders
  }

  private lookAlongAll(bidder: number): void {
    const { price, scale } = this
    const { offset, head, weight } = this.graph
    let object = bidder
    let best = -price[bidder]!
    let second = -Infinity
    const end = offset[bidder + 1]!
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
    this.looks -= end - offset[bidder]!
    this.object = object
    this.best = best
    this.second = second
  }

  private lookAlongKept(bidder: number): void {
    const { price, keptHead, keptWeight } = this
    let object = bidder
    let best = -price[bidder]!
    let second = -Infinity
    const first = bidder * KEPT
    const end = first + this.keptCount[bidder]!
    for (let a = first; a < end; a++) {
      const v = keptHead[a]!
      const value = keptWeight[a]! - price[v]!
      if (value > second) {
        if (value > best) {
          second = best
          best = value
          object = v
        } else second = value
      }
    }
    this.looks -= end - first
    this.object = object
    this.best = best
    this.second = second
  }

  /** Looks along all arcs of a bidder with more than `KEPT`, and keeps the best. */
  private keepBest(bidder: number): void {
    const { price, scale, topValue, topArc, keptHead, keptWeight } = this
    const { offset, head, weight } = this.graph
    const end = offset[bidder + 1]!
    let count = 0
    let least = -Infinity
    let elsewhere = -Infinity
    for (let a = offset[bidder]!; a < end; a++) {
      const value = weight[a]! * scale - price[head[a]!]!
      if (value <= least) {
        if (value > elsewhere) elsewhere = value
        continue
      }
      let hole = count
      if (count < KEPT) count++
      else {
        elsewhere = least
        hole = KEPT - 1
      }
      for (; hole > 0 && topValue[hole - 1]! < value; hole--) {
        topValue[hole] = topValue[hole - 1]!
        topArc[hole] = topArc[hole - 1]!
      }
      topValue[hole] = value
      topArc[hole] = a
      if (count === KEPT) least = topValue[KEPT - 1]!
    }
    this.looks -= end - offset[bidder]!
    const first = bidder * KEPT
    for (let k = 0; k < KEPT; k++) {
      keptHead[first + k] = head[topArc[k]!]!
      keptWeight[first + k] = weight[topArc[k]!]! * scale
    }
    this.keptCount[bidder] = KEPT
    this.elsewhere[bidder] = elsewhere
    this.lookAlongKept(bidder)
  }
}
