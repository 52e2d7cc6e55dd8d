import type { EdgeList } from '../graph/edge-list.ts'

/**
 * Pairs of people with their integer weights: an {@link EdgeList} whose vertices are people, `source < target`, ascending by
 * source, then by target.
 *
 * @category model
 * @since 0.1.0
 */
export interface PairList extends EdgeList {
  readonly count: number
  readonly source: Int32Array
  readonly target: Int32Array
  readonly weight: Float64Array
  /** What each end gains by the pair; where somebody asked for it. */
  readonly gains?: Gains
}

export interface Gains {
  readonly source: Float64Array
  readonly target: Float64Array
}

/** Columns that double when they are full; nothing is allocated per pair. */
export class PairBuffer {
  count: number = 0
  source: Int32Array = new Int32Array(1024)
  target: Int32Array = new Int32Array(1024)
  weight: Float64Array = new Float64Array(1024)
  gains: Gains | undefined

  /** With or without the gains, which take as much memory again. */
  constructor(withGains: boolean) {
    if (withGains) this.gains = { source: new Float64Array(1024), target: new Float64Array(1024) }
  }

  /** Makes room for `more` pairs, but never for more than `limit` altogether. */
  reserve(more: number, limit: number): void {
    const wanted = Math.min(this.count + more, limit)
    let capacity = this.source.length
    if (wanted <= capacity) return
    while (capacity < wanted) capacity = Math.min(2 * capacity, limit)
    const grow = <A extends Int32Array | Float64Array>(from: A, to: A): A => {
      to.set(from.subarray(0, this.count))
      return to
    }
    this.source = grow(this.source, new Int32Array(capacity))
    this.target = grow(this.target, new Int32Array(capacity))
    this.weight = grow(this.weight, new Float64Array(capacity))
    if (this.gains === undefined) return
    const { source, target } = this.gains
    this.gains = {
      source: grow(source, new Float64Array(capacity)),
      target: grow(target, new Float64Array(capacity)),
    }
  }

  /** Views of the filled part, no copies. */
  list(vertexCount: number): PairList {
    const { count, gains } = this
    return {
      vertexCount,
      count,
      source: this.source.subarray(0, count),
      target: this.target.subarray(0, count),
      weight: this.weight.subarray(0, count),
      ...(gains === undefined
        ? {}
        : { gains: { source: gains.source.subarray(0, count), target: gains.target.subarray(0, count) } }),
    }
  }
}

/**
 * The graph of those who stand in an edge, in the same order. Everybody else must not even be counted: what the solver does
 * between equally good answers may depend on the number of vertices, and one more person without partners must change nothing.
 */
export const withoutTheUnconnected = (edges: EdgeList): { readonly pairs: EdgeList; readonly personOf: Int32Array } => {
  const { vertexCount, source, target, weight } = edges
  const vertexOf = new Int32Array(vertexCount).fill(-1)
  for (let e = 0; e < weight.length; e++) {
    vertexOf[source[e]!] = 0
    vertexOf[target[e]!] = 0
  }
  const personOf = new Int32Array(vertexCount)
  let count = 0
  for (let p = 0; p < vertexCount; p++) {
    if (vertexOf[p]! < 0) continue
    vertexOf[p] = count
    personOf[count++] = p
  }
  return {
    pairs: {
      vertexCount: count,
      source: Int32Array.from(source, (p) => vertexOf[p]!),
      target: Int32Array.from(target, (p) => vertexOf[p]!),
      weight,
    },
    personOf: personOf.slice(0, count),
  }
}
