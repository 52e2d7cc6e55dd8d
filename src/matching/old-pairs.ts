import type { EdgeList } from '../graph/edge-list.ts'

/** The pairs of an earlier matching, as far as a graph still has them. */
export interface OldPairs {
  /** Per vertex its earlier mate if an edge joins them, else -1. */
  readonly mate: Int32Array
  /** Pairs in `mate`. */
  readonly count: number
  /** Earlier pairs that no edge joins any more. */
  readonly gone: number
}

/**
 * Reads an earlier matching (a mate or -1 per vertex). O(n + m).
 *
 * @throws RangeError that names the vertex if it is none.
 */
export function oldPairsOf(graph: EdgeList, previous: ArrayLike<number>): OldPairs {
  const { vertexCount: n, source, target } = graph
  if (typeof previous !== 'object' || previous === null || previous.length !== n) {
    throw new RangeError(`previous: expected a mate or -1 for each of the ${n} vertices`)
  }
  const earlier = new Int32Array(n)
  let all = 0
  for (let v = 0; v < n; v++) {
    const other: unknown = previous[v]
    if (!Number.isInteger(other) || (other as number) < -1 || (other as number) >= n || other === v) {
      throw new RangeError(`previous: the mate of vertex ${v} is neither another vertex nor -1`)
    }
    earlier[v] = other as number
    if (earlier[v]! >= 0) all++
  }
  for (let v = 0; v < n; v++) {
    if (earlier[v]! >= 0 && earlier[earlier[v]!] !== v) {
      throw new RangeError(`previous: vertex ${v} has mate ${earlier[v]}, whose mate is ${earlier[earlier[v]!]}`)
    }
  }
  const mate = new Int32Array(n).fill(-1)
  for (let edge = 0; edge < source.length; edge++) {
    const u = source[edge]!
    const v = target[edge]!
    if (earlier[u] !== v) continue
    mate[u] = v
    mate[v] = u
  }
  let count = 0
  for (let v = 0; v < n; v++) if (mate[v]! > v) count++
  return { mate, count, gone: all / 2 - count }
}
