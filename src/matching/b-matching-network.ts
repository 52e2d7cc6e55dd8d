import { toCsr } from '../graph/csr.ts'
import type { PairScan } from './b-matching-pairs.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import { extractSolution } from './extract.ts'
import { raiseDual } from './repair.ts'
import { BlossomSearch } from './search.ts'
import type { MatchingSolution } from './solution.ts'
import { MatchingState } from './state.ts'

/** How a pair is drawn: between copies, */
export const DIRECT = 0
/** to a node of its own in place of one end, */
export const PRIVATE = 1
/** by a gadget of two nodes, */
export const GADGET = 2
/** or not at all, since nothing speaks against choosing it. */
export const FREE = 3

/** A pair as it is drawn: `first` and `second` are its ends, the way round that suits its kind. */
export interface Drawn {
  readonly kind: number
  /** Of a `DIRECT` pair the end with a single copy, of a `PRIVATE` one the end that has copies. */
  readonly first: number
  readonly second: number
  readonly weight: number
  /** Its own node, or the first of its two; -1 if it has none. */
  readonly node: number
}

/**
 * A simple b-matching as a matching. A vertex that cannot take all its partners has a *copy* for each place. A pair of which one end can take all has a
 * node of its own in its place, joined to the copies of the other end. A pair of which one end has a single copy is drawn from it to all copies of the
 * other: it cannot be used twice. Any other pair has a *gadget* of two nodes, one for each end: an edge joins them, and the copies of
 * an end are joined to its node; all of them weigh as much as the pair. The pair is chosen when both nodes are matched to copies (twice
 * its weight), and is not when they are matched to each other (once; or when one is matched to a copy and the other single, which comes
 * to the same). So a matching weighs as much as its b-matching and all gadgets.
 *
 * Nodes: the copies, vertex by vertex, then the others in the order of their pairs, then spare ones for pairs to come.
 */
export class BMatchingNetwork {
  /** Copies of `v`: `copyStart[v] .. copyStart[v + 1] - 1`. */
  readonly copyStart: Int32Array
  /** Vertex of each copy. */
  readonly owner: Int32Array
  readonly pairs: Drawn[] = []
  /** The pairs as edges, in the same order. */
  readonly held: EdgeBuffer = new EdgeBuffer()

  private readonly unbound: Uint8Array
  private readonly arcs: EdgeBuffer = new EdgeBuffer()
  private readonly state: MatchingState
  private nextNode: number
  private started = false

  /** Has room for pairs with `nodes` nodes of their own. */
  constructor({ vertexCount: n, capacity, unbound }: PairScan, nodes: number) {
    this.unbound = unbound
    this.copyStart = new Int32Array(n + 1)
    for (let v = 0; v < n; v++) this.copyStart[v + 1] = this.copyStart[v]! + (unbound[v] === 1 ? 0 : capacity[v]!)
    const copies = this.copyStart[n]!
    this.owner = new Int32Array(copies)
    for (let v = 0; v < n; v++) this.owner.fill(v, this.copyStart[v]!, this.copyStart[v + 1]!)
    this.nextNode = copies
    this.state = new MatchingState(copies + nodes)
  }

  get vertexCount(): number {
    return this.copyStart.length - 1
  }

  /** Nodes for pairs to come. */
  get room(): number {
    return this.state.vertexCount - this.nextNode
  }

  /**
   * Takes a new pair in. Once there is a start, the duals rise where the pair asks for it, and the next solution starts from there.
   * O(copies of both ends), and what {@link raiseDual} costs.
   */
  add(u: number, v: number, weight: number): void {
    const pair = this.draw(u, v, weight)
    const { first, second, node, kind } = pair
    this.pairs.push(pair)
    this.held.add(u, v, weight)
    if (kind === FREE) return
    if (kind === DIRECT) {
      const single = this.copyStart[first]!
      this.join(second, single, weight)
      const lacking = this.started ? this.lacking(second, weight) - this.state.dual2x(single) : 0
      if (lacking > 0) raiseDual(this.state, single, lacking)
      return
    }
    const { y2 } = this.state
    this.join(first, node, weight)
    if (this.started) y2[node] = this.lacking(first, weight)
    if (kind === PRIVATE) return
    this.arcs.add(node, node + 1, weight)
    this.join(second, node + 1, weight)
    if (this.started) y2[node + 1] = Math.max(this.lacking(second, weight), 2 * weight - y2[node]!)
  }

  private draw(u: number, v: number, weight: number): Drawn {
    const { copyStart, unbound } = this
    if (unbound[u] === 1 && unbound[v] === 1) return { kind: FREE, first: u, second: v, weight, node: -1 }
    const node = this.nextNode
    if (unbound[u] === 1 || unbound[v] === 1) {
      this.nextNode++
      return unbound[u] === 1
        ? { kind: PRIVATE, first: v, second: u, weight, node }
        : { kind: PRIVATE, first: u, second: v, weight, node }
    }
    if (copyStart[u + 1]! - copyStart[u]! === 1) return { kind: DIRECT, first: u, second: v, weight, node: -1 }
    if (copyStart[v + 1]! - copyStart[v]! === 1) return { kind: DIRECT, first: v, second: u, weight, node: -1 }
    this.nextNode += 2
    return { kind: GADGET, first: u, second: v, weight, node }
  }

  private join(v: number, node: number, weight: number): void {
    for (let c = this.copyStart[v]!; c < this.copyStart[v + 1]!; c++) this.arcs.add(c, node, weight)
  }

  /** What a neighbour of all copies of `v` must bring in, doubled, so that edges of this weight are feasible. */
  private lacking(v: number, weight: number): number {
    let least = Infinity
    for (let c = this.copyStart[v]!; c < this.copyStart[v + 1]!; c++) least = Math.min(least, this.state.dual2x(c))
    return Math.max(0, 2 * weight - least)
  }

  /**
   * Starts from these doubled duals of the vertices. Those of pairs' own nodes follow from them, a single copy's rises where its pairs ask for it, and
   * what is tight is matched as it comes. The better the guess, the less is left to the searches: much less than after a start by
   * auction, in which copies outbid each other over what is all the same. O(copies + pairs).
   */
  start(price2x: Float64Array): void {
    const { copyStart, pairs, state } = this
    const { y2, mate } = state
    const dual2x = price2x.slice()
    for (const { kind, first, second, weight } of pairs) {
      if (kind === DIRECT) dual2x[first] = Math.max(dual2x[first]!, 2 * weight - dual2x[second]!)
    }
    for (let v = 0; v < dual2x.length; v++) y2.fill(dual2x[v]!, copyStart[v]!, copyStart[v + 1]!)
    // Per vertex, the first copy that is not matched.
    const next = copyStart.slice(0, dual2x.length)
    const matchCopy = (v: number, node: number): void => {
      if (next[v] === copyStart[v + 1]) return
      mate[node] = next[v]!
      mate[next[v]!++] = node
    }
    for (const { kind, first, second, weight, node } of pairs) {
      const lacking = 2 * weight - dual2x[first]! - dual2x[second]!
      if (kind === DIRECT) {
        if (lacking === 0 && next[first] === copyStart[first] && next[second]! < copyStart[second + 1]!) {
          matchCopy(second, next[first]!++)
        }
      } else if (kind === PRIVATE) {
        y2[node] = Math.max(0, 2 * weight - dual2x[first]!)
        if (lacking >= 0) matchCopy(first, node)
      } else if (kind === GADGET && lacking > 0) {
        y2[node] = 2 * weight - dual2x[first]!
        y2[node + 1] = 2 * weight - dual2x[second]!
        matchCopy(first, node)
        matchCopy(second, node + 1)
      } else if (kind === GADGET) {
        y2[node] = Math.max(0, 2 * weight - dual2x[first]!)
        y2[node + 1] = 2 * weight - y2[node]!
        mate[node] = node + 1
        mate[node + 1] = node
      }
    }
    this.started = true
  }

  /** A maximum-weight matching of the network, from where it stands; any matching if `goOn` has said false. */
  solve(goOn: () => boolean): MatchingSolution {
    const { state } = this
    const graph = toCsr(this.arcs.list(state.vertexCount))
    new BlossomSearch(graph, state).searchAll(goOn)
    return extractSolution(graph, state, 0)
  }
}
