import type { PairScan } from './b-matching-pairs.ts'

/** Passes over all pairs; measured: more of them hardly make the guess any better. */
const PASSES = 8

/**
 * Guesses everybody's doubled dual: in each pass, a vertex with `b` places sees what each partner would leave it at the prices so far, and its price
 * moves half way to the middle between the least offer that it would take and the best that it would not (tâtonnement). O(passes (n + pairs log b)) or so.
 */
export function guessPrices(pairs: PairScan, passes: number = PASSES): Float64Array {
  const n = pairs.vertexCount
  const { capacity, unbound } = pairs
  const price2x = new Float64Array(n)
  const nothing = new Float64Array(n)
  const start = new Int32Array(n + 1)
  // None for those who need not choose: their price is 0.
  for (let v = 0; v < n; v++) start[v + 1] = start[v]! + (unbound[v] === 1 ? 0 : capacity[v]! + 1)
  // Best offers of each vertex, ascending: one more than it has places.
  const best = new Float64Array(start[n]!)
  const offer = (v: number, value: number): void => {
    const first = start[v]!
    if (unbound[v] === 1 || value <= best[first]!) return
    const end = start[v + 1]!
    let at = first
    for (; at + 1 < end && best[at + 1]! < value; at++) best[at] = best[at + 1]!
    best[at] = value
  }
  for (let pass = 0; pass < passes; pass++) {
    best.fill(0)
    pairs.above(nothing, (u, v, weight) => {
      offer(u, 2 * weight - price2x[v]!)
      offer(v, 2 * weight - price2x[u]!)
    })
    for (let v = 0; v < n; v++) {
      if (unbound[v] === 1) continue
      const middle = (best[start[v]!]! + best[start[v]! + 1]!) / 2
      price2x[v] = pass === 0 ? Math.floor(middle / 2) : Math.floor((price2x[v]! + middle) / 2)
    }
  }
  return price2x
}
