import type { Csr } from '../graph/csr.ts'
import type { MatchingSolution } from './solution.ts'

/** Folding is worth a look where at least this part of the vertices with edges have one only. */
const FEWEST_LEAVES = 0.0625

/** It ends early rather than look along each arc more often than this on average: folded in part is as right as folded in full. */
const MOST_LOOKS = 8

/** A graph without its pendant vertices, as far as they were folded, and how to undo that: `leaf[i]` into `hub[i]`, first to last. */
export interface FoldedGraph {
  readonly graph: Csr
  readonly leaf: Int32Array
  readonly hub: Int32Array
  /** What the edge between them weighed when it was folded; positive. */
  readonly weight: Float64Array
}

/**
 * Folds vertices that have a single edge of positive weight into the other end of it, again and again; `undefined` where there are few. Paths, trees and
 * what hangs from a graph in trees need no search then.
 *
 * A hub that gets no other partner is matched to its leaf. So an edge at it is worth by how much it outweighs that, and what does
 * not, is left out. A maximum-weight matching of what remains, with its certificate, becomes one of the whole graph by {@link unfolded}.
 * Karp and Sipser (1981, "Maximum matchings in sparse random graphs", section 2) do so for the most edges.
 *
 * O(n + m). For the objective `weight` only.
 */
export function foldPendants(graph: Csr): FoldedGraph | undefined {
  const { vertexCount: n, offset, head, weight } = graph
  const degree = new Int32Array(n)
  let connected = 0
  let leaves = 0
  for (let v = 0; v < n; v++) {
    let count = 0
    for (let a = offset[v]!; a < offset[v + 1]!; a++) if (weight[a]! > 0) count++
    degree[v] = count
    if (count > 0) connected++
    if (count === 1) leaves++
  }
  if (leaves === 0 || leaves < FEWEST_LEAVES * connected) return undefined

  /** By how much less the edges at a vertex are worth by now. */
  const folded = new Float64Array(n)
  const gone = new Uint8Array(n)
  const leaf: number[] = []
  const hub: number[] = []
  const worth: number[] = []
  /** Vertices that had one edge when they were put here; each at most once, as degrees only fall. */
  const todo = new Int32Array(n)
  let size = 0
  for (let v = n - 1; v >= 0; v--) if (degree[v] === 1) todo[size++] = v
  for (let looks = MOST_LOOKS * head.length; size > 0 && looks > 0; ) {
    const v = todo[--size]!
    if (degree[v] !== 1) continue
    let u = -1
    let best = 0
    for (let a = offset[v]!; a < offset[v + 1]!; a++) {
      const left = weight[a]! - folded[v]! - folded[head[a]!]!
      if (left <= 0 || gone[head[a]!] === 1) continue
      u = head[a]!
      best = left
    }
    let partner = v
    // Of several leaves, the heaviest: the others are worth nothing beside it.
    for (let a = offset[u]!; a < offset[u + 1]!; a++) {
      const other = head[a]!
      const left = weight[a]! - folded[u]! - folded[other]!
      if (left <= best || degree[other] !== 1 || gone[other] === 1) continue
      partner = other
      best = left
    }
    looks -= offset[v + 1]! - offset[v]! + 2 * (offset[u + 1]! - offset[u]!)
    leaf.push(partner)
    hub.push(u)
    worth.push(best)
    gone[partner] = 1
    degree[partner] = 0
    degree[u]!--
    const before = folded[u]!
    folded[u] = before + best
    for (let a = offset[u]!; a < offset[u + 1]!; a++) {
      const other = head[a]!
      if (gone[other] === 1) continue
      const left = weight[a]! - before - folded[other]!
      if (left <= 0 || left > best) continue
      degree[u]!--
      if (--degree[other]! === 1) todo[size++] = other
    }
    if (degree[u] === 1) todo[size++] = u
  }
  return {
    graph: remaining(graph, folded, gone),
    leaf: Int32Array.from(leaf),
    hub: Int32Array.from(hub),
    weight: Float64Array.from(worth),
  }
}

/** Arcs that are worth something yet, with what they are worth. */
function remaining(graph: Csr, folded: Float64Array, gone: Uint8Array): Csr {
  const { vertexCount, offset, head, weight } = graph
  const kept = new Int32Array(vertexCount + 1)
  const keptHead = new Int32Array(head.length)
  const keptWeight = new Float64Array(head.length)
  let size = 0
  for (let v = 0; v < vertexCount; v++) {
    if (gone[v] === 0) {
      for (let a = offset[v]!; a < offset[v + 1]!; a++) {
        const left = weight[a]! - folded[v]! - folded[head[a]!]!
        if (left <= 0 || gone[head[a]!] === 1) continue
        keptHead[size] = head[a]!
        keptWeight[size++] = left
      }
    }
    kept[v + 1] = size
  }
  return { vertexCount, offset: kept, head: keptHead.slice(0, size), weight: keptWeight.slice(0, size) }
}

/**
 * The solution of the whole graph, from one of the folded graph. Last folds are undone first: a hub that is single by then takes its leaf, and its dual
 * pays for the fold, with which all its edges are paid for. O(folds).
 */
export function unfolded({ leaf, hub, weight }: FoldedGraph, solution: MatchingSolution): MatchingSolution {
  const { mate, certificate } = solution
  const { dual2x } = certificate
  let total = solution.weight
  for (let i = leaf.length - 1; i >= 0; i--) {
    const [v, u] = [leaf[i]!, hub[i]!]
    dual2x[u]! += 2 * weight[i]!
    // With another partner, that edge was worth so much less in the folded graph.
    total += weight[i]!
    if (mate[u]! >= 0) continue
    mate[u] = v
    mate[v] = u
  }
  return { ...solution, weight: total }
}
