/**
 * The primal-dual state of a matching: everything that outlives one search. It can be resumed from any point that keeps
 * its invariants:
 *
 * - **dual feasible**: `y >= 0`, `z >= 0`, and every edge has `y[u] + y[v] + (z of the blossoms around both) >= weight`;
 * - **on tight edges**: matched edges, and the edges that link a blossom's children, hold that with equality.
 *
 * A single vertex may still have `y > 0`: that is unfinished work, which a search finishes. When none is left, the matching
 * is of maximum weight (complementary slackness).
 *
 * A *node* is a vertex (`id < n`) or a blossom (`id >= n`). Blossoms nest as trees whose leaves are vertices; nodes
 * without a parent are *top-level*. Inside a blossom only the links matter: which of its edges are matched follows from
 * its base, and is worked out when it is dissolved (or once, at the end). So an augmenting path costs O(1) per top-level node
 * that it passes, however deep the nesting (Galil, Micali & Gabow 1986, section 3).
 *
 * Doubled duals: `y2 = 2y` and `z2 = 2z` are whole numbers, and so are all changes to them.
 */
export class MatchingState {
  readonly vertexCount: number
  /** Vertices and blossom ids together; a laminar family of odd sets has at most (n - 1) / 2 members. */
  readonly nodeCount: number

  /** Partner of a vertex that is the base of a top-level node, or -1 if single; stale for all other vertices. */
  readonly mate: Int32Array
  /** The vertex through which a top-level node is matched (or which is single); stale below the top. */
  readonly base: Int32Array

  /** `y2[v] + offset[top(v)]` is the doubled dual of `v`: whole nodes change theirs in O(1). */
  readonly y2: Float64Array
  /** Zero for every node that is not top-level. */
  readonly offset: Float64Array
  /** Doubled dual of each blossom; unused for vertices. */
  readonly z2: Float64Array

  /** The blossom directly around a node, or -1 for top-level nodes. */
  readonly parent: Int32Array
  /** First child of a blossom; the children form a ring of odd length through `nextChild`. */
  readonly firstChild: Int32Array
  readonly childCount: Int32Array
  readonly nextChild: Int32Array
  /** A child is linked to the next one by the tight edge `linkFrom` (a vertex in it) - `linkTo` (a vertex in the next). */
  readonly linkFrom: Int32Array
  readonly linkTo: Int32Array

  /** The vertices of a node are `firstVertex`, then `nextVertex` of each, up to `lastVertex`; `size` of them. */
  readonly firstVertex: Int32Array
  readonly lastVertex: Int32Array
  readonly nextVertex: Int32Array
  readonly size: Int32Array

  /**
   * `clusterTop[cluster[v]]` is the top-level node of `v`. A blossom takes over the cluster of its largest child, so
   * that only the vertices of the smaller children are written when it forms or dissolves. `clusterOf[x]` is the
   * cluster that node `x` has whenever it is top-level.
   */
  readonly cluster: Int32Array
  readonly clusterTop: Int32Array
  readonly clusterOf: Int32Array

  /** Children of the blossom dissolved last, in ring order: `ring[0 .. ringLength - 1]`. */
  readonly ring: Int32Array
  ringLength = 0

  private readonly freeBlossoms: Int32Array
  private freeCount: number

  /** Every vertex single with dual 0: feasible for a graph without positive weights. O(n). */
  constructor(vertexCount: number) {
    const n = vertexCount
    const nodes = n + (n >> 1)
    this.vertexCount = n
    this.nodeCount = nodes
    this.mate = new Int32Array(n).fill(-1)
    this.base = new Int32Array(nodes).fill(-1)
    this.y2 = new Float64Array(n)
    this.offset = new Float64Array(nodes)
    this.z2 = new Float64Array(nodes)
    this.parent = new Int32Array(nodes).fill(-1)
    this.firstChild = new Int32Array(nodes).fill(-1)
    this.childCount = new Int32Array(nodes)
    this.nextChild = new Int32Array(nodes).fill(-1)
    this.linkFrom = new Int32Array(nodes).fill(-1)
    this.linkTo = new Int32Array(nodes).fill(-1)
    this.firstVertex = new Int32Array(nodes).fill(-1)
    this.lastVertex = new Int32Array(nodes).fill(-1)
    this.nextVertex = new Int32Array(n).fill(-1)
    this.size = new Int32Array(nodes)
    this.cluster = new Int32Array(n)
    this.clusterTop = new Int32Array(n)
    this.clusterOf = new Int32Array(nodes).fill(-1)
    this.ring = new Int32Array(n)
    for (let v = 0; v < n; v++) {
      this.base[v] = v
      this.firstVertex[v] = v
      this.lastVertex[v] = v
      this.size[v] = 1
      this.cluster[v] = v
      this.clusterTop[v] = v
      this.clusterOf[v] = v
    }
    this.freeBlossoms = new Int32Array(nodes - n)
    this.freeCount = nodes - n
    for (let i = 0; i < this.freeCount; i++) this.freeBlossoms[i] = nodes - 1 - i
  }

  /** A second state equal to this one: one can go on while the other stays. O(n). */
  copy(): MatchingState {
    const twin = new MatchingState(this.vertexCount)
    const from = this.columns()
    twin.columns().forEach((column, i) => column.set(from[i]!))
    twin.freeCount = this.freeCount
    return twin
  }

  /** All that makes up a state, but for `ring`, which is scratch, and the count of free ids. */
  private columns(): (Int32Array | Float64Array)[] {
    return [
      this.mate,
      this.base,
      this.y2,
      this.offset,
      this.z2,
      this.parent,
      this.firstChild,
      this.childCount,
      this.nextChild,
      this.linkFrom,
      this.linkTo,
      this.firstVertex,
      this.lastVertex,
      this.nextVertex,
      this.size,
      this.cluster,
      this.clusterTop,
      this.clusterOf,
      this.freeBlossoms,
    ]
  }

  /** The top-level node that holds vertex `v`. O(1). */
  top(v: number): number {
    return this.clusterTop[this.cluster[v]!]!
  }

  /** The doubled dual of vertex `v`. O(1). */
  dual2x(v: number): number {
    return this.y2[v]! + this.offset[this.top(v)]!
  }

  /**
   * Raises the doubled dual of every vertex by `amount`: what keeps tight edges tight, and all edges feasible, when `amount` is added to
   * every weight. Single vertices have unfinished work then. O(n).
   */
  raiseAll(amount: number): void {
    const { parent, offset } = this
    for (let node = 0; node < this.nodeCount; node++) {
      if (parent[node]! < 0 && (node < this.vertexCount || this.isBlossomInUse(node))) offset[node]! += amount
    }
  }

  /** Whether a top-level node is unmatched. */
  isSingle(node: number): boolean {
    return this.mate[this.base[node]!]! < 0
  }

  /**
   * Makes a blossom with dual 0 of the top-level nodes `ring[0 .. length - 1]`, whose links are set, with the base of
   * `ring[0]`. The children's offsets must be 0. Returns its id. O(length + vertices in all but the largest child).
   */
  formBlossom(length: number): number {
    const { ring, size, cluster, clusterOf, nextVertex, firstVertex, lastVertex, nextChild, parent } = this
    const b = this.freeBlossoms[--this.freeCount]!
    let largest = ring[0]!
    let total = 0
    for (let i = 0; i < length; i++) {
      const c = ring[i]!
      total += size[c]!
      if (size[c]! > size[largest]!) largest = c
    }
    const own = clusterOf[largest]!
    for (let i = 0; i < length; i++) {
      const c = ring[i]!
      const next = ring[i + 1 === length ? 0 : i + 1]!
      parent[c] = b
      nextChild[c] = next
      if (c !== largest) {
        const last = lastVertex[c]!
        for (let v = firstVertex[c]!; ; v = nextVertex[v]!) {
          cluster[v] = own
          if (v === last) break
        }
      }
      if (i > 0) nextVertex[lastVertex[ring[i - 1]!]!] = firstVertex[c]!
    }
    this.clusterTop[own] = b
    clusterOf[b] = own
    firstVertex[b] = firstVertex[ring[0]!]!
    lastVertex[b] = lastVertex[ring[length - 1]!]!
    size[b] = total
    this.base[b] = this.base[ring[0]!]!
    this.firstChild[b] = ring[0]!
    this.childCount[b] = length
    parent[b] = -1
    this.offset[b] = 0
    this.z2[b] = 0
    return b
  }

  /**
   * Takes a top-level blossom apart: its children become top-level, the one with the base keeps the blossom's mate, the others are
   * matched along the ring two by two. Feasible only if the blossom's dual is 0, or has been moved to its members.
   * Leaves the children in `ring`. O(children + vertices in all but the largest child).
   */
  dissolve(b: number): void {
    const { ring, cluster, clusterOf, clusterTop, nextVertex, firstVertex, lastVertex, nextChild, parent } = this
    const { base, mate, offset } = this
    const length = this.childCount[b]!
    this.ringLength = length
    for (let i = 0, c = this.firstChild[b]!; i < length; i++, c = nextChild[c]!) {
      ring[i] = c
      const own = clusterOf[c]!
      parent[c] = -1
      offset[c] = offset[b]!
      clusterTop[own] = c
      // The largest child has the blossom's own cluster: its vertices stand as they are.
      if (own !== clusterOf[b]!) {
        const last = lastVertex[c]!
        for (let v = firstVertex[c]!; ; v = nextVertex[v]!) {
          cluster[v] = own
          if (v === last) break
        }
      }
    }
    const baseChild = this.top(base[b]!)
    base[baseChild] = base[b]!
    let c = nextChild[baseChild]!
    for (let i = 1; i < length; i += 2) {
      const d = nextChild[c]!
      const from = this.linkFrom[c]!
      const to = this.linkTo[c]!
      base[c] = from
      base[d] = to
      mate[from] = to
      mate[to] = from
      c = nextChild[d]!
    }
    offset[b] = 0
    this.freeBlossoms[this.freeCount++] = b
  }

  /** Ids from `n` up that are not in use have no cluster of theirs on top. */
  isBlossomInUse(b: number): boolean {
    return this.parent[b]! >= 0 || (this.clusterOf[b]! >= 0 && this.clusterTop[this.clusterOf[b]!] === b)
  }
}
