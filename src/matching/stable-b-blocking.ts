import { validateCapacity } from './b-matching-capacity.ts'
import { type PreferenceGraph, validatePreferenceGraph } from './preference-graph.ts'

/**
 * The pairs that block a b-matching, given by the indices of its edges: two vertices that are no pair, each of which has a place left or
 * prefers the other to the worst of its partners. Each with its smaller vertex first, in ascending order. With capacities of 1, those of {@link blockingPairs}.
 *
 * O(n + m), and O(b log b) for b such pairs; 6 bytes per vertex and 1 per edge. Shares no code with any solver.
 *
 * @throws RangeError that names the edge or vertex: an invalid graph, capacities that are not whole numbers from 0 up, or `chosen` that is no b-matching.
 * @category certificate
 * @since 0.1.0
 */
export function blockingPairsOfSeveral(
  graph: PreferenceGraph,
  capacity: ArrayLike<number>,
  chosen: ArrayLike<number>,
): (readonly [number, number])[] {
  validatePreferenceGraph(graph)
  validateCapacity(capacity, graph.vertexCount)
  const { source, target, weight } = graph
  const count = new Int32Array(graph.vertexCount)
  const isIn = new Uint8Array(weight.length)
  for (let i = 0; i < chosen.length; i++) {
    const e = chosen[i]!
    if (!Number.isInteger(e) || e < 0 || e >= weight.length) throw new RangeError(`chosen: ${e} is no edge`)
    if (isIn[e] === 1) throw new RangeError(`chosen: edge ${e} stands in it twice`)
    isIn[e] = 1
    for (const v of [source[e]!, target[e]!]) {
      if (++count[v]! > capacity[v]!)
        throw new RangeError(`chosen: vertex ${v} is in more edges than its capacity, ${capacity[v]}`)
    }
  }
  return pairsThatBlock(graph, capacity, chosen)
}

/** The same for a valid graph, capacities and b-matching. */
export function pairsThatBlock(
  graph: PreferenceGraph,
  capacity: ArrayLike<number>,
  chosen: ArrayLike<number>,
): (readonly [number, number])[] {
  const linked = new Uint8Array(graph.weight.length)
  const count = new Int32Array(graph.vertexCount)
  for (let i = 0; i < chosen.length; i++) {
    const e = chosen[i]!
    linked[e] = 1
    count[graph.source[e]!]!++
    count[graph.target[e]!]!++
  }
  const worst = worstEdges(graph, chosen)
  return pairsThatPreferEachOtherToWorst(graph, linked, worst, (v) => count[v]! < capacity[v]!)
}

/** Per vertex, of these edges the one to the partner that it likes least, or -1. */
export function worstEdges(graph: PreferenceGraph, chosen: ArrayLike<number>): Int32Array {
  const worst = new Int32Array(graph.vertexCount).fill(-1)
  for (let i = 0; i < chosen.length; i++) {
    const e = chosen[i]!
    for (const v of [graph.source[e]!, graph.target[e]!])
      if (worst[v] === -1 || prefersEdge(graph, v, worst[v]!, e)) worst[v] = e
  }
  return worst
}

/**
 * The pairs that are not `linked` (1 per edge, else 0), and in which each end has room or prefers the other to the end of its edge `worst`; who has no
 * room, and -1 there, prefers nobody.
 */
export function pairsThatPreferEachOtherToWorst(
  graph: PreferenceGraph,
  linked: Uint8Array,
  worst: Int32Array,
  hasRoom: (v: number) => boolean,
): (readonly [number, number])[] {
  const { source, target, weight } = graph
  const room = new Uint8Array(graph.vertexCount)
  for (let v = 0; v < room.length; v++) room[v] = hasRoom(v) ? 1 : 0
  const wants = (v: number, e: number): boolean =>
    room[v] === 1 || (worst[v] !== -1 && prefersEdge(graph, v, e, worst[v]!))
  const pairs: [number, number][] = []
  for (let e = 0; e < weight.length; e++) {
    if (linked[e] === 1) continue
    const u = source[e]!
    const v = target[e]!
    if (wants(u, e) && wants(v, e)) pairs.push(u < v ? [u, v] : [v, u])
  }
  return pairs.sort((p, q) => p[0] - q[0] || p[1] - q[1])
}

/** Whether `v` prefers the other end of the edge `e` to that of `f`: more gain, then the heavier pair, then the smaller vertex. */
export function prefersEdge(graph: PreferenceGraph, v: number, e: number, f: number): boolean {
  const { source, target, sourceGain, targetGain, weight } = graph
  const gain = source[e] === v ? sourceGain[e]! : targetGain[e]!
  const gainNow = source[f] === v ? sourceGain[f]! : targetGain[f]!
  if (gain !== gainNow) return gain > gainNow
  if (weight[e] !== weight[f]) return weight[e]! > weight[f]!
  return (source[e] === v ? target[e]! : source[e]!) < (source[f] === v ? target[f]! : source[f]!)
}
