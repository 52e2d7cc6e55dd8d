import { coverageLift, type EdgeList, MAX_WEIGHT_SUM } from '../graph/edge-list.ts'

/**
 * Where the pairs of a b-matching come from: a list that is held, or rows that are worked out each time. Pairs are simple, weights whole
 * and positive.
 */
export interface PairScan {
  readonly vertexCount: number
  /** Per vertex, how many partners it can take: never more than it has. */
  readonly capacity: Int32Array
  /** 1 for vertices that have room for all their partners: whom they take costs them nothing. */
  readonly unbound: Uint8Array
  /**
   * Tells each pair with `2 * weight > price2x[u] + price2x[v]`, once: all those that vertex prices alone do not pay for. In the same order each time.
   */
  above(price2x: Float64Array, tell: (u: number, v: number, weight: number) => void): void
}

/** Vertices counted at the least, as in `assertSafeRange`. */
const FEWEST_COUNTED = 8

/**
 * The pairs of an edge list that can be of use, each once: of parallel edges the heaviest (of equal ones, the first), lifted, and only
 * if that leaves a positive weight, between ends that can take somebody. Row `u` holds the partners above `u`.
 */
export class HeldPairs implements PairScan {
  readonly vertexCount: number
  readonly capacity: Int32Array
  readonly unbound: Uint8Array
  readonly pairCount: number
  /** What was added to every weight. */
  readonly lift: number
  private readonly rowStart: Int32Array
  private readonly partner: Int32Array
  private readonly weight: Float64Array
  private readonly edge: Int32Array

  /** The graph must have passed `validateEdgeList`, the capacities must be whole. O(n + m). */
  constructor(graph: EdgeList, capacity: ArrayLike<number>, objective: 'weight' | 'coverage') {
    const n = graph.vertexCount
    const { start, edges } = heaviestPairs(graph, capacity)
    const coverage = objective === 'coverage'
    this.vertexCount = n
    this.lift = coverage ? liftOf(graph, capacity, edges) : 0
    this.rowStart = new Int32Array(n + 1)
    this.partner = new Int32Array(edges.length)
    this.weight = new Float64Array(edges.length)
    this.edge = new Int32Array(edges.length)
    const degree = new Int32Array(n)
    let count = 0
    for (let u = 0; u < n; u++) {
      for (let i = start[u]!; i < start[u + 1]!; i++) {
        const e = edges[i]!
        const w = graph.weight[e]! + this.lift
        if (w <= 0) continue
        const v = graph.source[e]! === u ? graph.target[e]! : graph.source[e]!
        this.partner[count] = v
        this.weight[count] = w
        this.edge[count++] = e
        degree[u]!++
        degree[v]!++
      }
      this.rowStart[u + 1] = count
    }
    this.pairCount = count
    this.capacity = degree.map((d, v) => Math.min(d, capacity[v]!))
    this.unbound = Uint8Array.from(degree, (d, v) => (d <= capacity[v]! ? 1 : 0))
    this.assertSafeSums(graph)
  }

  above(price2x: Float64Array, tell: (u: number, v: number, weight: number) => void): void {
    const { rowStart, partner, weight } = this
    for (let u = 0; u < this.vertexCount; u++) {
      const price = price2x[u]!
      const end = rowStart[u + 1]!
      for (let i = rowStart[u]!; i < end; i++) {
        if (2 * weight[i]! > price + price2x[partner[i]!]!) tell(u, partner[i]!, weight[i]!)
      }
    }
  }

  /** The edge that stands for a pair that was told. O(partners of the lower end). */
  edgeOf(u: number, v: number): number {
    const low = Math.min(u, v)
    const high = Math.max(u, v)
    for (let i = this.rowStart[low]!; i < this.rowStart[low + 1]!; i++)
      if (this.partner[i] === high) return this.edge[i]!
    return -1
  }

  /**
   * The reduction to a matching has a vertex for each unit of capacity and two for each pair at most, and gains no weight: the rule of
   * `assertSafeRange` for that many is enough.
   */
  private assertSafeSums({ weight }: EdgeList): void {
    let count = 2 * this.pairCount
    for (let v = 0; v < this.vertexCount; v++) count += this.capacity[v]!
    count = Math.max(count, FEWEST_COUNTED)
    for (let i = 0; i < this.pairCount; i++) {
      if (count * this.weight[i]! <= MAX_WEIGHT_SUM) continue
      const e = this.edge[i]!
      throw new RangeError(
        `edge ${e}: weight ${weight[e]}${this.lift > 0 ? `, lifted by ${this.lift} for coverage,` : ''} is too far from zero ` +
          `for ${this.pairCount} pairs at these capacities: sums would leave the safe integers`,
      )
    }
  }
}

/** Per pair that both ends have room for the heaviest edge, in rows by lower end: `edges[start[u] .. start[u + 1] - 1]`. O(n + m). */
function heaviestPairs(
  { vertexCount: n, source, target, weight }: EdgeList,
  capacity: ArrayLike<number>,
): { start: Int32Array; edges: Int32Array } {
  const m = weight.length
  const place = new Int32Array(n + 1)
  for (let e = 0; e < m; e++) place[Math.min(source[e]!, target[e]!) + 1]!++
  for (let u = 0; u < n; u++) place[u + 1]! += place[u]!
  const row = new Int32Array(m)
  const fill = place.slice()
  for (let e = 0; e < m; e++) row[fill[Math.min(source[e]!, target[e]!)]!++] = e
  const start = new Int32Array(n + 1)
  const edges = new Int32Array(m)
  // Per upper end, the lower end whose row met it last, and where it stands.
  const metBy = new Int32Array(n).fill(-1)
  const at = new Int32Array(n)
  let count = 0
  for (let u = 0; u < n; u++) {
    for (let i = place[u]!; i < place[u + 1]!; i++) {
      const e = row[i]!
      const v = Math.max(source[e]!, target[e]!)
      if (capacity[u] === 0 || capacity[v] === 0) continue
      if (metBy[v] !== u) {
        metBy[v] = u
        at[v] = count
        edges[count++] = e
      } else if (weight[e]! > weight[edges[at[v]!]!]!) edges[at[v]!] = e
    }
    start[u + 1] = count
  }
  return { start, edges: edges.subarray(0, count) }
}

/** As `coverageLift`, with as many pairs as the capacities allow in place of half the vertices. */
function liftOf(
  { vertexCount: n, source, target, weight }: EdgeList,
  capacity: ArrayLike<number>,
  edges: Int32Array,
): number {
  if (edges.length === 0) return 0
  const degree = new Int32Array(n)
  let min = Infinity
  let max = -Infinity
  for (const e of edges) {
    degree[source[e]!]!++
    degree[target[e]!]!++
    min = Math.min(min, weight[e]!)
    max = Math.max(max, weight[e]!)
  }
  let ends = 0
  for (let v = 0; v < n; v++) ends += Math.min(capacity[v]!, degree[v]!)
  return coverageLift(Math.min(ends, 2 * edges.length), min, max)
}
