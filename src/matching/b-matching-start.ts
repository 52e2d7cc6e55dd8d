import type { EdgeList } from '../graph/edge-list.ts'
import { HeldPairs } from './b-matching-pairs.ts'
import { guessPrices } from './b-matching-prices.ts'
import { Candidates } from './candidates.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import type { PairOracle } from './pair-oracle.ts'
import { usualLack } from './price-guess.ts'

/**
 * Guesses everybody's doubled dual where pairs are told row by row: those of a sample of `most` vertices, evenly spread, as a market of its own; those of
 * the others from what the sample would leave them: a vertex with `b` places stands half way between the least offer that it would take and the
 * best that it would not. One scan of the pairs within the sample, and one of its rows.
 */
export function guessPricesByOracle(
  oracle: PairOracle,
  capacity: Int32Array,
  most: number,
  goOn: () => boolean,
): Float64Array {
  const n = oracle.vertexCount
  const count = Math.min(n, most)
  const sample = Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count))
  const place = new Int32Array(n)
  // Nobody outside the sample can pay this.
  const price = new Float64Array(n).fill(Infinity)
  const rows = new Uint8Array(n)
  for (const [i, v] of sample.entries()) {
    place[v] = i
    price[v] = 0
    rows[v] = 1
  }
  const edges = new EdgeBuffer()
  oracle.scan(price, (v, u, weight) => edges.add(place[v]!, place[u]!, weight), goOn)
  const own = guessPrices(
    new HeldPairs(
      edges.list(count),
      sample.map((v) => capacity[v]!),
      'weight',
    ),
  )
  price.fill(0)
  for (const [i, v] of sample.entries()) price[v] = own[i]!
  // Best offers of each vertex, ascending: one more than it has places.
  const start = new Int32Array(n + 1)
  for (let v = 0; v < n; v++) start[v + 1] = start[v]! + capacity[v]! + 1
  const best = new Float64Array(start[n]!)
  const take = (v: number, u: number, weight: number): void => {
    const value = 2 * weight - price[v]!
    if (rows[u] === 1 || value <= best[start[u]!]!) return
    let at = start[u]!
    for (; at + 1 < start[u + 1]! && best[at + 1]! < value; at++) best[at] = best[at + 1]!
    best[at] = value
  }
  oracle.scanRows(rows, price, take, goOn)
  for (let v = 0; v < n; v++) {
    if (rows[v] === 0 && capacity[v]! > 0) price[v] = Math.floor((best[start[v]!]! + best[start[v]! + 1]!) / 2)
  }
  return price
}

/** The best `candidates` of each vertex at these prices, of the pairs that come near enough to them: one scan. */
export function firstPairsByOracle(
  oracle: PairOracle,
  capacity: Int32Array,
  guess: Float64Array,
  candidates: number,
  goOn: () => boolean,
): EdgeList {
  const { vertexCount } = oracle
  const best = new Candidates(vertexCount, candidates)
  const { least } = best
  const margin = usualLack(oracle, guess, candidates)
  const price = guess.map((own) => own - margin)
  const take = (v: number, u: number, weight: number): void => {
    if (weight <= 0 || capacity[v] === 0 || capacity[u] === 0) return
    const value = 2 * weight - guess[v]! - guess[u]!
    if (value < least[v]! - 1 && value < least[u]! - 1) return
    if (oracle.admits(v, u)) best.offer(v, u, weight, value)
  }
  oracle.scan(price, take, goOn)
  const first = new EdgeBuffer()
  best.forEachPair((u, v, weight) => first.add(u, v, weight))
  return first.list(vertexCount)
}
