import type { EdgeList } from '../graph/edge-list.ts'
import { HeldPairs } from './b-matching-pairs.ts'
import { guessPrices } from './b-matching-prices.ts'

/** Weights are told apart in so many steps at the least, so that a step and an edge fit into one whole number. */
const STEPS = 2 ** 25

/**
 * A simple b-matching in no time: the heaviest edges first, of equal ones those that come first, while both ends have room. Those that bring somebody in who `counts`
 * (1, else 0) and has nobody yet come before all others, whatever they weigh; of those others only edges of positive weight are taken. At least half as heavy as
 * the best if nobody counts. The graph must be simple. O(m log m).
 */
export function greedyBMatching(graph: EdgeList, capacity: ArrayLike<number>, counts: ArrayLike<number>): Int32Array {
  const { source, target, weight } = graph
  const room = Int32Array.from(capacity)
  const isIn = new Uint8Array(graph.vertexCount)
  const taken = new Uint8Array(weight.length)
  const order = heaviestFirst(weight)
  const take = (e: number): void => {
    taken[e] = 1
    for (const v of [source[e]!, target[e]!]) {
      room[v]!--
      isIn[v] = 1
    }
  }
  const brings = (v: number): boolean => counts[v] === 1 && isIn[v] === 0
  for (const e of order) {
    const [u, v] = [source[e]!, target[e]!]
    if (room[u]! > 0 && room[v]! > 0 && (brings(u) || brings(v))) take(e)
  }
  for (const e of order) {
    if (taken[e] === 0 && weight[e]! > 0 && room[source[e]!]! > 0 && room[target[e]!]! > 0) take(e)
  }
  return order.filter((e) => taken[e] === 1).sort()
}

/** The edges; of nearly equal weights (one part in `STEPS`) the first come first. */
function heaviestFirst(weight: ArrayLike<number>): Int32Array {
  const m = weight.length
  let [least, most] = [Infinity, -Infinity]
  for (let e = 0; e < m; e++) {
    least = Math.min(least, weight[e]!)
    most = Math.max(most, weight[e]!)
  }
  const step = Math.max(1, (most - least) / STEPS)
  const key = new Float64Array(m)
  for (let e = 0; e < m; e++) key[e] = Math.floor((most - weight[e]!) / step) * m + e
  key.sort()
  return Int32Array.from(key, (k) => k % m)
}

/**
 * What no simple b-matching outweighs, in no time: `sum b y + sum max(0, weight - y[u] - y[v])` for some guessed prices `y`, since each pair
 * is paid for by its ends and itself. Whole. A few passes over all pairs.
 */
export function guessedBound(graph: EdgeList, capacity: ArrayLike<number>): number {
  const pairs = new HeldPairs(graph, capacity, 'weight')
  const price2x = guessPrices(pairs)
  let bound2x = 0
  for (let v = 0; v < price2x.length; v++) bound2x += pairs.capacity[v]! * price2x[v]!
  pairs.above(price2x, (u, v, weight) => {
    bound2x += 2 * weight - price2x[u]! - price2x[v]!
  })
  return Math.floor(bound2x / 2)
}
