import type { Csr } from '../graph/csr.ts'
import { EdgeHeap } from '../graph/edge-heap.ts'
import { IntStack } from '../graph/int-stack.ts'
import { NodeHeap } from '../graph/node-heap.ts'
import type { MatchingState } from './state.ts'
import { UNWATCHED } from './watch.ts'

const FREE = 0
const S = 1
const T = 2

/** Events after which a search gives way to the others in the first round; measured: 16 to 100 are about equally good. */
const FIRST_PATIENCE = 32

/** Each round has so many times the patience of the one before it. */
const PATIENCE_GROWTH = 4

/** How often each event happened, over all searches of one {@link BlossomSearch}. */
export interface SearchEvents {
  /** Trees grown, counting those that gave way. */
  searches: number
  /** A free node and its mate joined the tree. */
  grow: number
  /** Of those, how many nodes were blossoms left by an earlier search, now T. */
  relabel: number
  /** An odd ring became a blossom. */
  shrink: number
  /** Of those, how many held a blossom already. */
  nest: number
  /** A T-blossom's dual reached 0 and it was dissolved inside the tree. */
  expandT: number
  /** A blossom formed and left at dual 0 by one search was dissolved at its end. */
  expandS: number
  /** A search ended at another single vertex. */
  augment: number
  /** A path entered a blossom elsewhere than at its base, which moved there. */
  rebase: number
  /** A search ended at a vertex whose dual reached 0: it is single now in place of the root. */
  slide: number
  /** A search gave way to the others, to be resumed later. */
  giveWay: number
}

/**
 * Grows one alternating tree at a time from a single vertex whose dual is positive, until the tree reaches another single
 * node (augment) or one of its own even vertices reaches dual 0 (slide), changing duals on the way so that the state
 * stays feasible (Edmonds 1965; Galil 1986, "Efficient algorithms for finding maximum matching in graphs"). Even nodes
 * of the tree are labelled S, odd ones T, all others are free.
 *
 * Time is measured by `delta`, the sum of all dual changes of this search: S-vertices fall by it, T-vertices rise, free ones
 * stay. Everything is stored as of `delta = 0`, so that a dual change touches nothing:
 *
 * - the doubled dual of an S-vertex is `y2[v] - delta` (the offset of its node is 0 meanwhile);
 * - that of a T-vertex is `y2[v] + offset[node] + (delta - labelDelta[node])`;
 * - an edge from S-vertex `u` to `v` outside S becomes tight at `bestKey[v] + (y2[v] + offset)` if `v` stays free, where
 *   `bestKey[v]` is the least `y2[u] - 2w`: which edge into `v` is the first does not depend on time or on `v`'s label.
 *
 * No event later than `limit`, the earliest end of the search known so far, is ever queued.
 *
 * One search costs O((edges at its S-vertices + vertices of the blossoms it splits) log n), whatever the size of the graph; all
 * of them O(n m log^2 n), the second logarithm for the rounds of {@link searchAll}.
 */
export class BlossomSearch {
  readonly events: SearchEvents = {
    searches: 0,
    grow: 0,
    relabel: 0,
    shrink: 0,
    nest: 0,
    expandT: 0,
    expandS: 0,
    augment: 0,
    rebase: 0,
    slide: 0,
    giveWay: 0,
  }

  private readonly graph: Csr
  private readonly state: MatchingState

  /** FREE, S or T per top-level node; FREE for all others. */
  private readonly label: Uint8Array
  /** The delta at which a node got its label. */
  private readonly labelDelta: Float64Array
  /** The tight edge through which a T-node joined: `treeFrom` in its S-parent, `treeTo` in it. */
  private readonly treeFrom: Int32Array
  private readonly treeTo: Int32Array
  /** All nodes labelled in this search, some of them since absorbed or dissolved; an id may stand here twice. */
  private readonly labelled: IntStack
  /** Nodes whose vertices became S and have not been scanned. */
  private readonly toScan: IntStack
  /** Blossoms formed in this search. */
  private readonly formed: IntStack

  /** Least `y2[u] - 2w` over the edges from S-vertices `u` to a vertex outside S, and that `u`; Infinity and stale if none. */
  private readonly bestKey: Float64Array
  private readonly bestFrom: Int32Array
  /** Vertices with a finite `bestKey`. */
  private readonly reached: IntStack
  /** Least `bestKey[v] + y2[v]` over the vertices of a free node, and that vertex; Infinity and stale if none. */
  private readonly nodeKey: Float64Array
  private readonly nodeVertex: Int32Array
  /** Nodes with a finite `nodeKey`. */
  private readonly reachedNodes: IntStack

  /** Matched free nodes by the delta at which they can join; T-blossoms by the delta at which their dual is 0. */
  private readonly nodeEvents: NodeHeap
  /** Edges between S-vertices by the delta at which they become tight; those that fell inside one node are stale. */
  private readonly edgeEvents: EdgeHeap

  private delta = 0
  /** The earliest known end: a slide to `limitVertex`, or an augmenting path to the single node `limitNode` (else -1). */
  private limit = Infinity
  private limitVertex = -1
  private limitNode = -1

  /** For the walk towards the root that finds the lowest common ancestor: the walk that saw the node last. */
  private readonly mark: Int32Array
  private markCount = 0
  private readonly sideU: IntStack
  private readonly sideV: IntStack

  constructor(graph: Csr, state: MatchingState) {
    const n = state.vertexCount
    const nodes = state.nodeCount
    this.graph = graph
    this.state = state
    this.label = new Uint8Array(nodes)
    this.labelDelta = new Float64Array(nodes)
    this.treeFrom = new Int32Array(nodes)
    this.treeTo = new Int32Array(nodes)
    this.labelled = new IntStack()
    this.toScan = new IntStack()
    this.formed = new IntStack()
    this.bestKey = new Float64Array(n).fill(Infinity)
    this.bestFrom = new Int32Array(n)
    this.reached = new IntStack()
    this.nodeKey = new Float64Array(nodes).fill(Infinity)
    this.nodeVertex = new Int32Array(nodes)
    this.reachedNodes = new IntStack()
    this.nodeEvents = new NodeHeap(nodes)
    this.edgeEvents = new EdgeHeap()
    this.mark = new Int32Array(nodes)
    this.sideU = new IntStack()
    this.sideV = new IntStack()
  }

  /**
   * Finishes the work at every single vertex that has some; afterwards the matching is of maximum weight.
   *
   * In rounds: a search that has not ended after some events gives way, and goes on with more patience in the next round.
   * What it did is not lost, as duals and blossoms stay; the tree is forgotten, but all its edges are tight. So all single
   * vertices come down side by side, and trees meet half way: where many must be searched far from each other, that is ten
   * times faster than to let each tree sweep the graph on its own. Patience grows geometrically, so that giving way costs no
   * more than a constant factor in events. When `goOn` says false all give way, and work is left unfinished in a state that is
   * consistent. `firstPatience` is a parameter for tests only.
   */
  searchAll(goOn: () => boolean = UNWATCHED.goOn, firstPatience: number = FIRST_PATIENCE): void {
    const { state } = this
    const waiting = new IntStack()
    for (let v = 0; v < state.vertexCount; v++) if (this.isUnfinished(v)) waiting.push(v)
    for (let patience = firstPatience; waiting.size > 0; patience *= PATIENCE_GROWTH) {
      const count = waiting.size
      waiting.size = 0
      for (let i = 0; i < count; i++) {
        const v = waiting.at(i)
        if (this.isUnfinished(v) && !this.search(state.top(v), patience, goOn)) waiting.push(v)
        if (!goOn()) return
      }
    }
  }

  /** Whether a vertex is single with a positive dual. */
  private isUnfinished(v: number): boolean {
    const { state } = this
    return state.base[state.top(v)] === v && state.mate[v]! < 0 && state.dual2x(v) > 0
  }

  /**
   * Grows a tree from the single top-level node `root` until it ends (true), or has seen `patience` events and would have to change
   * duals, or `goOn` says false (false). The state is consistent again afterwards.
   */
  private search(root: number, patience: number, goOn: () => boolean): boolean {
    this.events.searches++
    this.delta = 0
    this.limit = Infinity
    this.limitNode = -1
    this.becomeS(root)
    for (let events = 0; ; events++) {
      this.scanAll()
      const nodeAt = this.nodeEvents.minKey()
      const edgeAt = this.edgeEvents.minKey()
      const next = nodeAt < edgeAt ? nodeAt : edgeAt
      if (this.limit <= next) break
      const lasts = next > this.delta
      this.delta = next
      if ((lasts && events >= patience) || ((events & 63) === 63 && !goOn())) {
        this.events.giveWay++
        this.finish()
        return false
      }
      if (nodeAt === next) {
        const node = this.nodeEvents.pop()
        if (this.label[node] === T) this.expand(node)
        else this.grow(node)
      } else {
        this.edgeEvents.pop()
        const { u, v } = this.edgeEvents
        if (this.state.top(u) !== this.state.top(v)) this.shrink(u, v)
      }
    }
    this.delta = this.limit
    if (this.limitNode >= 0) {
      const into = this.nodeVertex[this.limitNode]!
      this.events.augment++
      this.setBase(this.limitNode, into, this.bestFrom[into]!)
      this.flip(this.bestFrom[into]!, into)
    } else {
      this.events.slide++
      this.flip(this.limitVertex, -1)
    }
    this.finish()
    return true
  }

  /** Labels a top-level node S. Its vertices are scanned later, once all nodes labelled together are. O(its size). */
  private becomeS(node: number): void {
    const { state } = this
    this.label[node] = S
    this.labelDelta[node] = this.delta
    this.labelled.push(node)
    this.raiseToS(node, state.offset[node]! + this.delta)
    state.offset[node] = 0
  }

  /** Writes the vertices of a node as S-vertices, by adding `shift` to their stored duals, and queues them for the scan. */
  private raiseToS(node: number, shift: number): void {
    const { y2, nextVertex, firstVertex, lastVertex } = this.state
    const last = lastVertex[node]!
    for (let v = firstVertex[node]!; ; v = nextVertex[v]!) {
      const end = y2[v]! + shift
      y2[v] = end
      if (end < this.limit) {
        this.limit = end
        this.limitVertex = v
        this.limitNode = -1
      }
      if (v === last) break
    }
    this.toScan.push(node)
  }

  /** Looks along all edges at the vertices that have become S. */
  private scanAll(): void {
    const { state, toScan } = this
    while (toScan.size > 0) {
      const node = toScan.pop()
      const last = state.lastVertex[node]!
      for (let v = state.firstVertex[node]!; ; v = state.nextVertex[v]!) {
        this.scan(v)
        if (v === last) break
      }
    }
  }

  /** The innermost loop. O(degree), and O(log n) for each event that comes nearer. */
  private scan(u: number): void {
    const { offset: rows, head, weight } = this.graph
    const { y2, cluster, clusterTop, offset, base, mate } = this.state
    const { label, labelDelta, bestKey, bestFrom, nodeKey, nodeVertex, delta } = this
    const dual = y2[u]!
    const own = clusterTop[cluster[u]!]!
    const end = rows[u + 1]!
    for (let a = rows[u]!; a < end; a++) {
      const v = head[a]!
      const node = clusterTop[cluster[v]!]!
      if (node === own) continue
      const key = dual - 2 * weight[a]!
      const lab = label[node]
      if (lab === S) {
        // Both ends fall: tight when half of the slack is used up. Ends of one tree have duals of like parity.
        const at = (key + y2[v]!) / 2
        if (at < this.limit) this.edgeEvents.push(at, u, v)
        continue
      }
      if (key >= bestKey[v]!) continue
      const reach = key + y2[v]!
      const at = reach + offset[node]!
      if (lab === T) {
        // Never tight while T; it could be when the blossom has been dissolved, and then not before this.
        if (at + delta - labelDelta[node]! >= this.limit) continue
      } else {
        if (at >= this.limit) continue
        if (reach < nodeKey[node]!) {
          if (nodeKey[node] === Infinity) this.reachedNodes.push(node)
          nodeKey[node] = reach
          nodeVertex[node] = v
          if (mate[base[node]!]! < 0) {
            this.limit = at
            this.limitNode = node
          } else this.nodeEvents.offer(node, at)
        }
      }
      if (bestKey[v] === Infinity) this.reached.push(v)
      bestKey[v] = key
      bestFrom[v] = u
    }
  }

  /** A tight edge leads to a free matched node: it becomes T, and its mate S. */
  private grow(node: number): void {
    const { base, mate } = this.state
    this.events.grow++
    if (node >= this.state.vertexCount) this.events.relabel++
    const into = this.nodeVertex[node]!
    this.becomeT(node, this.bestFrom[into]!, into)
    const next = this.state.top(mate[base[node]!]!)
    this.nodeEvents.remove(next)
    this.becomeS(next)
  }

  private becomeT(node: number, from: number, to: number): void {
    this.label[node] = T
    this.labelDelta[node] = this.delta
    this.treeFrom[node] = from
    this.treeTo[node] = to
    this.labelled.push(node)
    if (node >= this.state.vertexCount) {
      // The doubled dual falls twice as fast as those of the vertices rise.
      const at = this.delta + this.state.z2[node]! / 2
      if (at < this.limit) this.nodeEvents.offer(node, at)
    }
  }

  /** A tight edge `u - v` joins two S-nodes: the ring that it closes becomes a blossom, and its T-nodes S. */
  private shrink(u: number, v: number): void {
    const { state, label, labelDelta, treeFrom, treeTo } = this
    const { base, mate, linkFrom, linkTo, ring, z2, offset } = state
    const n = state.vertexCount
    const root = this.commonAncestor(u, v)
    const { sideU, sideV } = this
    // From the ancestor down to u's node, over the edge u - v, and up again.
    let length = 0
    ring[length++] = root
    for (let i = sideU.size - 1; i >= 0; i--) ring[length++] = sideU.at(i)
    const turn = length - 1
    for (let i = 0; i < sideV.size; i++) ring[length++] = sideV.at(i)
    for (let i = 0; i < length; i++) {
      const upper = i < turn
      if (i === turn) {
        linkFrom[ring[i]!] = u
        linkTo[ring[i]!] = v
        continue
      }
      // The tree edge from `lower` up to its parent, an S-node's through its mate.
      const lower = upper ? ring[i + 1]! : ring[i]!
      const isT = label[lower] === T
      const inLower = isT ? treeTo[lower]! : base[lower]!
      const inParent = isT ? treeFrom[lower]! : mate[base[lower]!]!
      linkFrom[ring[i]!] = upper ? inParent : inLower
      linkTo[ring[i]!] = upper ? inLower : inParent
    }
    let nested = false
    for (let i = 0; i < length; i++) {
      const c = ring[i]!
      const since = this.delta - labelDelta[c]!
      if (c >= n) {
        nested = true
        z2[c]! += label[c] === T ? -2 * since : 2 * since
      }
      if (label[c] === T) {
        this.nodeEvents.remove(c)
        this.raiseToS(c, offset[c]! + since + this.delta)
        offset[c] = 0
      }
      label[c] = FREE
    }
    this.events.shrink++
    if (nested) this.events.nest++
    const b = state.formBlossom(length)
    label[b] = S
    labelDelta[b] = this.delta
    this.labelled.push(b)
    this.formed.push(b)
  }

  /**
   * The lowest common ancestor of the S-nodes of `u` and `v`, found by walking up from both in turn: O(nodes on the ring).
   * Leaves the nodes below it in `sideU` and `sideV`, from the bottom up.
   */
  private commonAncestor(u: number, v: number): number {
    const { state, mark, sideU, sideV } = this
    if (this.markCount > 2_000_000_000) {
      mark.fill(0)
      this.markCount = 0
    }
    const stampU = ++this.markCount
    const stampV = ++this.markCount
    let x = state.top(u)
    let y = state.top(v)
    sideU.size = 0
    sideV.size = 0
    mark[x] = stampU
    mark[y] = stampV
    let root = -1
    while (root < 0) {
      if (x >= 0) {
        x = this.stepUp(x, sideU)
        if (x >= 0) {
          if (mark[x] === stampV) root = x
          else mark[x] = stampU
        }
      }
      if (root < 0 && y >= 0) {
        y = this.stepUp(y, sideV)
        if (y >= 0) {
          if (mark[y] === stampU) root = y
          else mark[y] = stampV
        }
      }
    }
    // The walk that did not find it may have gone past it.
    cutAt(sideU, root)
    cutAt(sideV, root)
    return root
  }

  /** From an S-node to its S-grandparent, noting both nodes left behind; -1 at the root. */
  private stepUp(node: number, side: IntStack): number {
    const { state } = this
    side.push(node)
    const partner = state.mate[state.base[node]!]!
    if (partner < 0) return -1
    const odd = state.top(partner)
    side.push(odd)
    return state.top(this.treeFrom[odd]!)
  }

  /** The dual of a T-blossom has reached 0: it is dissolved, and the even path through it stays in the tree. */
  private expand(b: number): void {
    const { state, label } = this
    const { ring, linkFrom, linkTo, offset, z2 } = state
    this.events.expandT++
    const from = this.treeFrom[b]!
    const to = this.treeTo[b]!
    const base = state.base[b]!
    offset[b]! += this.delta - this.labelDelta[b]!
    z2[b] = 0
    label[b] = FREE
    state.dissolve(b)
    const length = state.ringLength
    const entry = state.top(to)
    const exit = state.top(base)
    let at = 0
    let exitAt = 0
    for (let i = 0; i < length; i++) {
      if (ring[i] === entry) at = i
      if (ring[i] === exit) exitAt = i
    }
    // Of the two ways round to the child with the base, the one with an even number of steps alternates.
    const ahead = (exitAt - at + length) % length
    const forward = ahead % 2 === 0
    const steps = forward ? ahead : length - ahead
    const stride = forward ? 1 : length - 1
    this.becomeT(entry, from, to)
    for (let i = 1; i <= steps; i++) {
      const before = ring[at]!
      at = (at + stride) % length
      const node = ring[at]!
      if (i % 2 === 1) this.becomeS(node)
      else if (forward) this.becomeT(node, linkFrom[before]!, linkTo[before]!)
      else this.becomeT(node, linkTo[node]!, linkFrom[node]!)
    }
    for (let i = steps + 1; i < length; i++) {
      at = (at + stride) % length
      this.becomeFree(ring[at]!)
    }
  }

  /** A matched node has left the tree: finds anew when it can join. O(its size). */
  private becomeFree(node: number): void {
    const { y2, nextVertex, firstVertex, lastVertex, offset } = this.state
    const { bestKey } = this
    const last = lastVertex[node]!
    let least = Infinity
    let vertex = -1
    for (let v = firstVertex[node]!; ; v = nextVertex[v]!) {
      const reach = bestKey[v]! + y2[v]!
      if (reach < least) {
        least = reach
        vertex = v
      }
      if (v === last) break
    }
    if (this.nodeKey[node] === Infinity && least < Infinity) this.reachedNodes.push(node)
    this.nodeKey[node] = least
    this.nodeVertex[node] = vertex
    const at = least + offset[node]!
    if (at < this.limit) this.nodeEvents.offer(node, at)
  }

  /**
   * Makes the S-vertex `from` the base of its node, matched to `to` (or single, if -1), and alternates matched and unmatched
   * edges from there to the root. O(nodes on the path).
   */
  private flip(from: number, to: number): void {
    const { state, treeFrom, treeTo } = this
    let inner = from
    let outer = to
    for (;;) {
      const node = state.top(inner)
      const partner = state.mate[state.base[node]!]!
      this.setBase(node, inner, outer)
      if (partner < 0) return
      const odd = state.top(partner)
      inner = treeFrom[odd]!
      outer = treeTo[odd]!
      this.setBase(odd, outer, inner)
    }
  }

  private setBase(node: number, vertex: number, partner: number): void {
    const { base, mate } = this.state
    if (base[node] !== vertex) {
      this.events.rebase++
      base[node] = vertex
    }
    mate[vertex] = partner
  }

  /** Writes the duals back as of now, and forgets the tree. O(what the search touched). */
  private finish(): void {
    const { state, label, labelDelta, labelled, reached, reachedNodes, formed, delta } = this
    const { offset, z2, parent } = state
    const n = state.vertexCount
    while (labelled.size > 0) {
      const node = labelled.pop()
      const lab = label[node]
      if (lab === FREE) continue
      const since = delta - labelDelta[node]!
      if (lab === S) {
        offset[node] = -delta
        if (node >= n) z2[node]! += 2 * since
      } else {
        offset[node]! += since
        if (node >= n) z2[node]! -= 2 * since
      }
      label[node] = FREE
    }
    while (reached.size > 0) this.bestKey[reached.pop()] = Infinity
    while (reachedNodes.size > 0) this.nodeKey[reachedNodes.pop()] = Infinity
    this.nodeEvents.clear()
    this.edgeEvents.clear()
    // The newest first: a blossom with dual 0 may lie directly inside another one.
    while (formed.size > 0) {
      const b = formed.pop()
      if (z2[b] === 0 && parent[b]! < 0) {
        this.events.expandS++
        state.dissolve(b)
      }
    }
  }
}

function cutAt(side: IntStack, root: number): void {
  // Usually near the end, but the overshoot is bounded by the length of the other side.
  for (let i = side.size - 1; i >= 0; i--) {
    if (side.at(i) === root) {
      side.size = i
      return
    }
  }
}
