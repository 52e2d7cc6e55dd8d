import * as fc from 'fast-check'
import type { EdgeList } from '../src/graph/edge-list.ts'

/** Whole numbers `0 .. bound - 1`, the same ones for the same seed. */
export type Random = (bound: number) => number

/** xorshift32 with a scrambled seed: enough for tests, and the same everywhere. */
export function seeded(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1
  const next = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  for (let warm = 0; warm < 8; warm++) next()
  return (bound) => Math.floor((next() / 2 ** 32) * bound)
}

/** An edge as tests like to write it: two ends and a weight. */
export type Edge = readonly [u: number, v: number, weight: number]

export function graphOf(vertexCount: number, edges: readonly Edge[]): EdgeList {
  return {
    vertexCount,
    source: Int32Array.from(edges, ([u]) => u),
    target: Int32Array.from(edges, ([, v]) => v),
    weight: Float64Array.from(edges, ([, , w]) => w),
  }
}

export function edgesOf(graph: EdgeList): Edge[] {
  return Array.from(
    { length: graph.weight.length },
    (_, i): Edge => [graph.source[i]!, graph.target[i]!, graph.weight[i]!],
  )
}

export function shuffled<A>(items: readonly A[], random: Random): A[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = random(i + 1)
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}

/** The same graph with vertex `v` called `names[v]`. */
export function relabelled(graph: EdgeList, names: readonly number[]): EdgeList {
  return graphOf(
    graph.vertexCount,
    edgesOf(graph).map(([u, v, w]): Edge => [names[u]!, names[v]!, w]),
  )
}

/** `edgeCount` edges drawn with repetition (so parallel ones occur), weights from `least` to `greatest`. */
export function randomGraph(
  vertexCount: number,
  edgeCount: number,
  least: number,
  greatest: number,
  random: Random,
): EdgeList {
  const source = new Int32Array(vertexCount < 2 ? 0 : edgeCount)
  const target = new Int32Array(source.length)
  const weight = new Float64Array(source.length)
  for (let i = 0; i < source.length; i++) {
    const u = random(vertexCount)
    const v = random(vertexCount - 1)
    source[i] = u
    target[i] = v < u ? v : v + 1
    weight[i] = least + random(greatest - least + 1)
  }
  return { vertexCount, source, target, weight }
}

/** Every pair once, weights from `least` to `greatest`. */
export function completeGraph(vertexCount: number, least: number, greatest: number, random: Random): EdgeList {
  const edges: Edge[] = []
  for (let u = 0; u < vertexCount; u++)
    for (let v = u + 1; v < vertexCount; v++) edges.push([u, v, least + random(greatest - least + 1)])
  return graphOf(vertexCount, edges)
}

/** Points in a square, joined to those within `radius`; nearer is heavier. Nests blossoms deeply. */
export function geometricGraph(vertexCount: number, radius: number, side: number, random: Random): EdgeList {
  const x = Array.from({ length: vertexCount }, () => random(side))
  const y = Array.from({ length: vertexCount }, () => random(side))
  const edges: Edge[] = []
  for (let u = 0; u < vertexCount; u++)
    for (let v = u + 1; v < vertexCount; v++) {
      const distance = Math.hypot(x[u]! - x[v]!, y[u]! - y[v]!)
      if (distance <= radius) edges.push([u, v, Math.round(10 * (radius - distance))])
    }
  return graphOf(vertexCount, edges)
}

/** Triangles in a row, each hooked to the next; every triangle leaves one vertex over. */
export function triangleChain(triangles: number, random: Random, inside = 10, between = 9): EdgeList {
  const edges: Edge[] = []
  for (let t = 0; t < triangles; t++) {
    const a = 3 * t
    edges.push([a, a + 1, inside], [a + 1, a + 2, inside], [a, a + 2, inside])
    if (t > 0) edges.push([a - 1 - random(2), a, between - random(3)])
  }
  return graphOf(3 * triangles, edges)
}

/**
 * An odd cycle within an odd cycle within ...: each layer joins everything so far to two new vertices, more cheaply than
 * the layer before, so that blossoms nest `layers` deep.
 */
export function onion(layers: number, random: Random): EdgeList {
  const edges: Edge[] = []
  const heavy = 2 * layers + 10
  edges.push([0, 1, heavy], [1, 2, heavy], [0, 2, heavy])
  for (let layer = 1; layer < layers; layer++) {
    const a = 2 * layer + 1
    const w = heavy - 2 * layer
    edges.push([random(a), a, w], [a, a + 1, w], [random(a), a + 1, w])
  }
  return graphOf(2 * layers + 1, edges)
}

export interface GraphShape {
  readonly maxVertices: number
  /** Edges for each vertex, at most. */
  readonly density?: number
  readonly minWeight?: number
  readonly maxWeight?: number
}

/** Graphs with parallel edges; shrinks towards few edges, few vertices and small weights. */
export function graphs({
  maxVertices,
  density = 3,
  minWeight = -4,
  maxWeight = 9,
}: GraphShape): fc.Arbitrary<EdgeList> {
  return fc.integer({ min: 0, max: maxVertices }).chain((vertexCount) => {
    if (vertexCount < 2) return fc.constant(graphOf(vertexCount, []))
    const edge = fc
      .tuple(
        fc.nat({ max: vertexCount - 1 }),
        fc.nat({ max: vertexCount - 2 }),
        fc.integer({ min: minWeight, max: maxWeight }),
      )
      .map(([u, v, w]): Edge => [u, v < u ? v : v + 1, w])
    return fc
      .array(edge, { maxLength: Math.ceil(density * vertexCount), size: 'max' })
      .map((edges) => graphOf(vertexCount, edges))
  })
}

/** Every pair of vertices that an edge joins, once, with the heaviest of its edges. */
export function heaviestPairs({
  source,
  target,
  weight,
}: EdgeList): (readonly [u: number, v: number, weight: number])[] {
  const heaviest = new Map<string, readonly [u: number, v: number, weight: number]>()
  for (let e = 0; e < weight.length; e++) {
    const u = Math.min(source[e]!, target[e]!)
    const v = Math.max(source[e]!, target[e]!)
    const w = Math.max(weight[e]!, heaviest.get(`${u} ${v}`)?.[2] ?? -Infinity)
    heaviest.set(`${u} ${v}`, [u, v, w])
  }
  return [...heaviest.values()]
}
