/**
 * Brute force, with no idea in common with the engine: no duals, no augmenting paths, no code from src.
 */

/** What a best matching comes to. Under `weight` there may be others with as much weight and another number of edges. */
export interface Best {
  readonly edges: number
  readonly weight: number
}

export type Objective = 'weight' | 'coverage'

interface Graph {
  readonly vertexCount: number
  readonly source: ArrayLike<number>
  readonly target: ArrayLike<number>
  readonly weight: ArrayLike<number>
}

/** Dynamic programme over sets of vertices: the lowest vertex of a set stays single or takes one of the others. */
export function bestMatching({ vertexCount: n, source, target, weight }: Graph, objective: Objective): Best {
  if (n > 16) throw new RangeError(`brute force is meant for 16 vertices, not ${n}`)
  // Heaviest edge per pair, -Infinity where there is none.
  const pair = new Float64Array(n * n).fill(-Infinity)
  for (let i = 0; i < weight.length; i++) {
    const u = source[i]!
    const v = target[i]!
    const w = Math.max(pair[u * n + v]!, weight[i]!)
    pair[u * n + v] = w
    pair[v * n + u] = w
  }
  const edges = new Int32Array(1 << n)
  const sum = new Float64Array(1 << n)
  for (let set = 1; set < 1 << n; set++) {
    const u = 31 - Math.clz32(set & -set)
    const rest = set & (set - 1)
    let bestEdges = edges[rest]!
    let bestSum = sum[rest]!
    for (let others = rest; others !== 0; others &= others - 1) {
      const v = 31 - Math.clz32(others & -others)
      const w = pair[u * n + v]!
      if (w === -Infinity) continue
      const without = rest & ~(1 << v)
      const e = edges[without]! + 1
      const s = sum[without]! + w
      const better = objective === 'weight' ? s > bestSum : e > bestEdges || (e === bestEdges && s > bestSum)
      if (better) {
        bestEdges = e
        bestSum = s
      }
    }
    edges[set] = bestEdges
    sum[set] = bestSum
  }
  return { edges: edges[(1 << n) - 1]!, weight: sum[(1 << n) - 1]! }
}

/** Index of the pair `u < v` in the order 01, 02, 12, 03, 13, 23, 04, ...: adding a vertex adds pairs at the end. */
export function pairIndex(u: number, v: number): number {
  return (v * (v - 1)) / 2 + u
}

/** Every matching of the complete graph on `n` vertices, as lists of pair indices; the empty one included. */
export function allMatchings(n: number): number[][] {
  const found: number[][] = []
  const extend = (from: number, taken: number, chosen: number[]): void => {
    if (from === n) {
      found.push(chosen)
      return
    }
    extend(from + 1, taken, chosen)
    if (taken & (1 << from)) return
    for (let v = from + 1; v < n; v++)
      if (!(taken & (1 << v))) extend(from + 1, taken | (1 << from) | (1 << v), [...chosen, pairIndex(from, v)])
  }
  extend(0, 0, [])
  return found
}

/** As {@link bestMatching}, by listing them all; `weightOf[pair]` is -Infinity where there is no edge. */
export function bestOfAll(matchings: readonly number[][], weightOf: ArrayLike<number>, objective: Objective): Best {
  let edges = 0
  let weight = 0
  for (const matching of matchings) {
    let sum = 0
    for (const pair of matching) sum += weightOf[pair]!
    if (sum === -Infinity) continue
    const better =
      objective === 'weight' ? sum > weight : matching.length > edges || (matching.length === edges && sum > weight)
    if (better) {
      edges = matching.length
      weight = sum
    }
  }
  return { edges, weight }
}
