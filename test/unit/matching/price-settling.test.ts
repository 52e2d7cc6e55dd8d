import { describe, expect, test } from 'vitest'
import type { Csr } from '../../../src/graph/csr.ts'
import { toCsr } from '../../../src/graph/csr.ts'
import { type AuctionResult, PriceSettling } from '../../../src/matching/price-settling.ts'
import { type Random, seeded } from '../../graphs.ts'

const KEPT = 2

/** What an object weighs to a bidder: its own 0, others' the heaviest edge. */
const weighs = (graph: Csr, bidder: number, object: number): number => {
  let most = bidder === object ? 0 : -Infinity
  for (let a = graph.offset[bidder]!; a < graph.offset[bidder + 1]!; a++)
    if (graph.head[a] === object) most = Math.max(most, graph.weight[a]!)
  return most
}

/** Of all assignments, the best, by trying all. */
const bestTotal = (graph: Csr, from = 0, taken = 0): number => {
  if (from === graph.vertexCount) return 0
  let best = -Infinity
  for (let object = 0; object < graph.vertexCount; object++) {
    if ((taken >> object) & 1) continue
    const weight = weighs(graph, from, object)
    if (weight > -Infinity) best = Math.max(best, weight + bestTotal(graph, from + 1, taken | (1 << object)))
  }
  return best
}

/** Everybody has their own object, or changes with a neighbour, at prices of no merit; some keep their best arcs at hand. */
const roughly = (graph: Csr, below: Random): AuctionResult => {
  const n = graph.vertexCount
  const objectOf = Int32Array.from({ length: n }, (_, v) => v)
  for (let v = 0; v < n; v++) {
    const degree = graph.offset[v + 1]! - graph.offset[v]!
    const u = degree > 0 ? graph.head[graph.offset[v]! + below(degree)]! : v
    if (objectOf[v] !== v || objectOf[u] !== u) continue
    objectOf[v] = u
    objectOf[u] = v
  }
  const price = Float64Array.from({ length: n }, () => below(13))
  const result: AuctionResult = {
    scale: 1,
    price,
    objectOf,
    bidderOf: objectOf.slice(),
    ownWeight: Float64Array.from(objectOf, (object, v) => weighs(graph, v, object)),
    kept: KEPT,
    keptCount: new Uint8Array(n),
    keptHead: new Int32Array(n * KEPT),
    keptWeight: new Float64Array(n * KEPT),
    elsewhere: new Float64Array(n),
  }
  for (let v = 0; v < n; v++) {
    const arcs = Array.from(graph.head.subarray(graph.offset[v], graph.offset[v + 1]), (head, i) => {
      const weight = graph.weight[graph.offset[v]! + i]!
      return { head, weight, value: weight - price[head]! }
    }).toSorted((a, b) => b.value - a.value)
    if (arcs.length <= KEPT || below(2) === 0) continue
    result.keptCount[v] = KEPT
    for (let i = 0; i < KEPT; i++) {
      result.keptHead[v * KEPT + i] = arcs[i]!.head
      result.keptWeight[v * KEPT + i] = arcs[i]!.weight
    }
    result.elsewhere[v] = arcs[KEPT]!.value
  }
  return result
}

const totalOf = ({ ownWeight }: AuctionResult): number => ownWeight.reduce((sum, weight) => sum + weight, 0)

const contentAll = (graph: Csr, { price, objectOf }: AuctionResult): boolean => {
  for (let b = 0; b < graph.vertexCount; b++) {
    const profit = weighs(graph, b, objectOf[b]!) - price[objectOf[b]!]!
    for (let v = 0; v < graph.vertexCount; v++) if (weighs(graph, b, v) - price[v]! > profit) return false
  }
  return true
}

describe('PriceSettling', () => {
  test('ends with everybody content, and the best of all assignments, on 4,000 random graphs', () => {
    const below = seeded(20261124)
    const seen = { settled: 0, improved: 0, raised: 0, keptLooks: 0 }
    for (let round = 0; round < 4000; round++) {
      const n = 2 + below(6)
      const m = 1 + below(13)
      const source: number[] = []
      const target: number[] = []
      const weight: number[] = []
      for (let e = 0; e < m; e++) {
        const u = below(n)
        source.push(u)
        target.push((u + 1 + below(n - 1)) % n)
        weight.push(below(round % 2 === 0 ? 5 : 21) - 2)
      }
      const graph = toCsr({ vertexCount: n, source, target, weight })
      const result = roughly(graph, below)
      const before = { total: totalOf(result), price: result.price.slice() }
      const settled = new PriceSettling(graph, result).run()
      const label = JSON.stringify({ n, source, target, weight, round })
      for (let v = 0; v < n; v++) {
        expect(result.price[v]! >= before.price[v]!, label).toBe(true)
        expect(result.bidderOf[result.objectOf[v]!], label).toBe(v)
        expect(result.ownWeight[v], label).toBe(weighs(graph, v, result.objectOf[v]!))
      }
      expect(totalOf(result), label).toBeGreaterThanOrEqual(before.total)
      if (!settled) continue
      seen.settled++
      if (totalOf(result) > before.total) seen.improved++
      if (result.price.some((price, v) => price > before.price[v]!)) seen.raised++
      if (result.keptCount.some((count) => count > 0)) seen.keptLooks++
      expect(contentAll(graph, result), label).toBe(true)
      expect(totalOf(result), label).toBe(bestTotal(graph))
    }
    expect(seen.settled).toBeGreaterThan(2000)
    expect(seen.improved).toBeGreaterThan(1000)
    expect(seen.raised).toBeGreaterThan(1000)
    expect(seen.keptLooks).toBeGreaterThan(1000)
  })

  test('leaves bidders and objects without each other alone', () => {
    const graph = toCsr({ vertexCount: 4, source: [0, 1, 2], target: [1, 2, 3], weight: [5, 9, 4] })
    const result: AuctionResult = {
      scale: 1,
      price: new Float64Array(4),
      objectOf: Int32Array.of(1, 0, -1, -1),
      bidderOf: Int32Array.of(1, 0, -1, -1),
      ownWeight: Float64Array.of(5, 5, 0, 0),
      kept: 0,
      keptCount: new Uint8Array(4),
      keptHead: new Int32Array(0),
      keptWeight: new Float64Array(0),
      elsewhere: new Float64Array(4),
    }
    expect(new PriceSettling(graph, result).run()).toBe(true)
    expect([...result.price]).toEqual([0, 0, 4, 0])
    expect([...result.objectOf]).toEqual([1, 0, -1, -1])
  })
})
