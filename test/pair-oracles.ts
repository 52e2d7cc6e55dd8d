import type { EdgeList } from '../src/graph/edge-list.ts'
import type { PairOracle } from '../src/matching/pair-oracle.ts'

/** Tells a held graph row by row; pairs for which `forbidden` is true are told, and not admitted. */
export function oracleOf(graph: EdgeList, forbidden: (u: number, v: number) => boolean): PairOracle {
  const n = graph.vertexCount
  const weights = Array.from({ length: n }, () => new Map<number, number>())
  for (let e = 0; e < graph.weight.length; e++) {
    const [u, v, w] = [graph.source[e]!, graph.target[e]!, graph.weight[e]!]
    weights[u]!.set(v, Math.max(w, weights[u]!.get(v) ?? -Infinity))
    weights[v]!.set(u, Math.max(w, weights[v]!.get(u) ?? -Infinity))
  }
  const partner = new Int32Array(n)
  const weight = new Float64Array(n)
  const tell = (v: number): number => {
    let length = 0
    for (const [u, w] of weights[v]!) {
      partner[length] = u
      weight[length++] = w
    }
    return length
  }
  return {
    vertexCount: n,
    partner,
    weight,
    scan: (price, take, goOn) => {
      for (let v = 0; v < n; v++) {
        if (!goOn()) return Int32Array.from({ length: n - v }, (_, i) => v + i)
        for (const [u, w] of weights[v]!) if (u > v && 2 * w > price[u]! + price[v]!) take(v, u, w)
      }
      return new Int32Array(0)
    },
    scanRows: (rows, price, take, goOn) => {
      for (let v = 0; v < n; v++) {
        if (rows[v] === 0) continue
        if (!goOn()) return false
        for (const [u, w] of weights[v]!) if (2 * w > price[u]! + price[v]!) take(v, u, w)
      }
      return true
    },
    least: Math.min(0, ...Float64Array.from(graph.weight)),
    most: (v) => Math.max(0, ...weights[v]!.values()),
    above: (price, take, goOn) => {
      for (let v = 0; v < n; v++) {
        if (!goOn()) return false
        for (const [u, w] of weights[v]!) if (2 * w > price[u]! + price[v]!) take(v, u, w)
      }
      return true
    },
    row: tell,
    admits: (u, v) => !forbidden(u, v),
  }
}
