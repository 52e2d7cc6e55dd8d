import type { Csr } from './csr.ts'

/** Vertices with edges from which on it pays: what is kept of fewer lies in the processor's caches anyhow. */
const FEWEST_VERTICES = 2 ** 15

/** {@link neighboursMeet} starts at so many vertices, */
const SAMPLES = 32

/** expands so many around each, */
const EXPANDED = 64

/** and is content if at least this part of the arcs lead back among those seen. */
const MEETING = 0.25

/**
 * An order of the vertices in which what lies close in the graph lies close in memory, or `undefined` if the given one may as well stay: the
 * graph is small, or has no neighbourhoods to speak of (as random graphs).
 *
 * It is the order of breadth-first walks, each from the first vertex not yet seen. Vertices without edges come last and have no
 * influence: not on the order of the others, and not on whether there is one. O(n + m).
 */
export function localOrder(graph: Csr): Int32Array | undefined {
  const { vertexCount, offset } = graph
  let connected = 0
  for (let v = 0; v < vertexCount; v++) if (offset[v] !== offset[v + 1]) connected++
  if (connected < FEWEST_VERTICES || !neighboursMeet(graph)) return undefined
  const order = new Int32Array(vertexCount)
  const seen = new Uint8Array(vertexCount)
  let size = 0
  for (let v = 0; v < vertexCount; v++) {
    if (seen[v] === 0 && offset[v] !== offset[v + 1]) size = walk(graph, v, order, seen, size, vertexCount)
  }
  for (let v = 0; v < vertexCount; v++) if (seen[v] === 0) order[size++] = v
  return order
}

/** The same graph, in which vertex `i` is what was `order[i]`. Arcs of a vertex keep their order. O(n + m). */
export function renumber(graph: Csr, order: Int32Array): Csr {
  const { vertexCount } = graph
  const rank = new Int32Array(vertexCount)
  for (let i = 0; i < vertexCount; i++) rank[order[i]!] = i
  const offset = new Int32Array(vertexCount + 1)
  const head = new Int32Array(graph.head.length)
  const weight = new Float64Array(graph.weight.length)
  let size = 0
  for (let i = 0; i < vertexCount; i++) {
    const v = order[i]!
    const end = graph.offset[v + 1]!
    for (let a = graph.offset[v]!; a < end; a++) {
      head[size] = rank[graph.head[a]!]!
      weight[size++] = graph.weight[a]!
    }
    offset[i + 1] = size
  }
  return { vertexCount, offset, head, weight }
}

/**
 * Whether small neighbourhoods close upon themselves: around some vertices, evenly spread over the arcs, the part of the arcs that
 * neither discover a vertex nor go back over the one that did. Next to nothing in random graphs, most arcs where vertices
 * are points in space. O(SAMPLES * EXPANDED * degree).
 */
function neighboursMeet(graph: Csr): boolean {
  const { vertexCount, offset, head } = graph
  const order = new Int32Array(vertexCount)
  const seen = new Uint8Array(vertexCount)
  let arcs = 0
  let meeting = 0
  for (let i = 0; i < SAMPLES; i++) {
    const start = head[Math.floor((i * head.length) / SAMPLES)]!
    const size = walk(graph, start, order, seen, 0, EXPANDED)
    const expanded = Math.min(size, EXPANDED)
    let looked = 0
    for (let k = 0; k < expanded; k++) looked += offset[order[k]! + 1]! - offset[order[k]!]!
    arcs += looked
    meeting += looked - (size - 1) - (expanded - 1)
    for (let k = 0; k < size; k++) seen[order[k]!] = 0
  }
  return meeting >= MEETING * arcs
}

/**
 * Appends to `order`, which holds `from` vertices, what a walk from `start` discovers while it expands `most` vertices at most, and
 * marks it as seen. Returns how many `order` holds then.
 */
function walk(graph: Csr, start: number, order: Int32Array, seen: Uint8Array, from: number, most: number): number {
  const { offset, head } = graph
  let size = from
  seen[start] = 1
  order[size++] = start
  for (let next = from; next < size && next - from < most; next++) {
    const end = offset[order[next]! + 1]!
    for (let a = offset[order[next]!]!; a < end; a++) {
      const v = head[a]!
      if (seen[v] === 1) continue
      seen[v] = 1
      order[size++] = v
    }
  }
  return size
}
