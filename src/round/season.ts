import type { EdgeList } from '../graph/edge-list.ts'

/**
 * What is to be planned, in a form that does not depend on the order of edges: every pair that may meet once, with its heaviest
 * edge, by ends.
 */
export interface Season {
  readonly vertexCount: number
  /** Rounds that are planned: more would stay empty. */
  readonly rounds: number
  readonly objective: 'coverage' | 'weight'
  readonly pairCount: number
  /** Per pair, its lower and its upper end: ascending by lower, then by upper end. */
  readonly low: Int32Array
  readonly high: Int32Array
  readonly weight: Float64Array
  readonly leastWeight: number
  readonly greatestWeight: number
  /** Per vertex, how many pairs it is in. */
  readonly degree: Int32Array
  /** Per vertex, how often it sits out whatever happens here: credit, and rounds beyond `rounds` or beyond its partners. */
  readonly burden: Float64Array
}

/** A graph with its edges by lower and upper end, of parallel ones the heaviest first, and where each of them was before. O(m log m). */
export function sortEdges({ vertexCount, source, target, weight }: EdgeList): {
  readonly graph: EdgeList
  readonly order: Int32Array
} {
  const lowOf = (e: number): number => Math.min(source[e]!, target[e]!)
  const highOf = (e: number): number => Math.max(source[e]!, target[e]!)
  const order = Int32Array.from({ length: weight.length }, (_, e) => e).toSorted(
    (a, b) => lowOf(a) - lowOf(b) || highOf(a) - highOf(b) || weight[b]! - weight[a]! || a - b,
  )
  const graph: EdgeList = {
    vertexCount,
    source: order.map(lowOf),
    target: order.map(highOf),
    weight: Float64Array.from(order, (e) => weight[e]!),
  }
  return { graph, order }
}

/** The pairs of a sorted graph that can be of use: under `weight` none that costs anything. O(n + m). */
export function toSeason(
  { vertexCount, source, target, weight }: EdgeList,
  rounds: number,
  objective: 'coverage' | 'weight',
  credit: ArrayLike<number> | undefined,
): Season {
  const heaviest: number[] = []
  for (let e = 0; e < weight.length; e++) {
    const isAgain = e > 0 && source[e] === source[e - 1] && target[e] === target[e - 1]
    if (!isAgain && (objective === 'coverage' || weight[e]! >= 0)) heaviest.push(e)
  }
  const kept = Int32Array.from(heaviest)
  const degree = new Int32Array(vertexCount)
  let leastWeight = Infinity
  let greatestWeight = -Infinity
  for (const e of kept) {
    degree[source[e]!]!++
    degree[target[e]!]!++
    leastWeight = Math.min(leastWeight, weight[e]!)
    greatestWeight = Math.max(greatestWeight, weight[e]!)
  }
  const most = degree.reduce((a, b) => Math.max(a, b), 0)
  // Vizing 1964: one more than the greatest degree is enough for all pairs.
  const used = Math.min(rounds, most + 1)
  return {
    vertexCount,
    rounds: used,
    objective,
    pairCount: kept.length,
    low: kept.map((e) => source[e]!),
    high: kept.map((e) => target[e]!),
    weight: Float64Array.from(kept, (e) => weight[e]!),
    leastWeight: kept.length === 0 ? 0 : leastWeight,
    greatestWeight: kept.length === 0 ? 0 : greatestWeight,
    degree,
    burden: Float64Array.from(degree, (d, v) => (credit?.[v] ?? 0) + rounds - Math.min(used, d)),
  }
}

/** How many rounds each vertex could at most have a partner in. */
export function placesOf({ degree, rounds }: Season): Int32Array {
  return degree.map((d) => Math.min(d, rounds))
}
