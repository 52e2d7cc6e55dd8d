import { toCsr } from '../graph/csr.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import { jumpStart } from './jump-start.ts'
import type { PairOracle } from './pair-oracle.ts'
import { MatchingState } from './state.ts'

/** Rows looked at to see how many pairs come near the guessed prices. */
const SAMPLED_ROWS = 200

/** The part of them that is to have enough. */
const SERVED = 0.95

/**
 * Guesses everybody's doubled dual: those of a sample of `most` vertices, evenly spread, from its own (half-integral) optimum, those of the others from
 * what they could earn with the sample. One scan of the pairs within the sample, and one of its rows.
 */
export function guessPrices(oracle: PairOracle, most: number, goOn: () => boolean): Float64Array {
  const n = oracle.vertexCount
  const count = Math.min(n, most)
  const sample = Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count))
  const place = new Int32Array(n)
  const price = new Float64Array(n).fill(Infinity)
  sample.forEach((v, i) => {
    place[v] = i
    price[v] = -1
  })
  const edges = new EdgeBuffer()
  oracle.scan(price, (v, u, w) => edges.add(place[v]!, place[u]!, w), goOn)
  const state = new MatchingState(count)
  jumpStart(toCsr(edges.list(count)), state, goOn)
  price.fill(0)
  const rows = new Uint8Array(n)
  for (let i = 0; i < count; i++) {
    price[sample[i]!] = state.y2[i]!
    rows[sample[i]!] = 1
  }
  const guess = price.slice()
  const take = (v: number, u: number, w: number): void => {
    if (rows[u] === 0 && 2 * w - price[v]! > guess[u]!) guess[u] = 2 * w - price[v]!
  }
  oracle.scanRows(rows, price, take, goOn)
  return guess
}

/** How far below the guessed prices a pair may be, for each end, so that most vertices have `wanted` pairs. */
export function usualLack(oracle: PairOracle, guess: Float64Array, wanted: number): number {
  const { partner, vertexCount: n, weight } = oracle
  const count = Math.min(n, SAMPLED_ROWS)
  const lacks = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const v = Math.floor((i * n) / count)
    const length = oracle.row(v)
    const lack = new Float64Array(length)
    for (let k = 0; k < length; k++) lack[k] = guess[v]! + guess[partner[k]!]! - 2 * weight[k]!
    lack.sort()
    lacks[i] = length === 0 ? 0 : lack[Math.min(length, wanted) - 1]!
  }
  lacks.sort()
  return count === 0 ? 0 : Math.max(1, Math.ceil(lacks[Math.floor((count - 1) * SERVED)]! / 2) + 1)
}
