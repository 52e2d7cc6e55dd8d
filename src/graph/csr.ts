import type { EdgeList } from './edge-list.ts'

/**
 * A graph in compressed sparse rows: the arcs that leave vertex `v` are `offset[v] .. offset[v + 1] - 1`; arc `a` leads to
 * `head[a]` and weighs `weight[a]`. Every edge of the list it came from stands here twice, once from each end.
 */
export interface Csr {
  readonly vertexCount: number
  readonly offset: Int32Array
  readonly head: Int32Array
  readonly weight: Float64Array
}

/**
 * Turns a valid edge list into compressed sparse rows by a counting sort: O(n + m) time, 24 bytes per edge. Arcs of a
 * vertex keep the order of the list.
 */
export function toCsr(graph: EdgeList): Csr {
  const { vertexCount, source, target, weight } = graph
  const edgeCount = weight.length
  const offset = new Int32Array(vertexCount + 1)
  for (let e = 0; e < edgeCount; e++) {
    offset[source[e]! + 1]!++
    offset[target[e]! + 1]!++
  }
  for (let v = 0; v < vertexCount; v++) offset[v + 1]! += offset[v]!
  const fill = offset.slice(0, vertexCount)
  const head = new Int32Array(2 * edgeCount)
  const arcWeight = new Float64Array(2 * edgeCount)
  for (let e = 0; e < edgeCount; e++) {
    const u = source[e]!
    const v = target[e]!
    const w = weight[e]!
    const a = fill[u]!++
    head[a] = v
    arcWeight[a] = w
    const b = fill[v]!++
    head[b] = u
    arcWeight[b] = w
  }
  return { vertexCount, offset, head, weight: arcWeight }
}
