import { describe, expect, it } from 'vitest'
import { toCsr } from '../../../src/graph/csr.ts'
import type { EdgeList } from '../../../src/graph/edge-list.ts'
import { localOrder, renumber } from '../../../src/graph/renumber.ts'
import { checkCertificate } from '../../../src/matching/certificate.ts'
import { maximumWeightMatching } from '../../../src/matching/maximum-weight-matching.ts'
import { type Edge, graphOf, randomGraph, relabelled, seeded, shuffled } from '../../graphs.ts'

const SIDE = 220

/** Points of a square lattice joined to their eight neighbours: 2 * 193,160 arcs. */
function lattice(): EdgeList {
  const random = seeded(3)
  const edges: Edge[] = []
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const v = y * SIDE + x
      if (x + 1 < SIDE) edges.push([v, v + 1, 900 + random(100)])
      if (y + 1 === SIDE) continue
      edges.push([v, v + SIDE, 900 + random(100)])
      if (x > 0) edges.push([v, v + SIDE - 1, 600 + random(100)])
      if (x + 1 < SIDE) edges.push([v, v + SIDE + 1, 600 + random(100)])
    }
  }
  return graphOf(SIDE * SIDE, edges)
}

/** The lattice in numbers that tell nothing of the place; `extra` vertices without edges are strewn in among them. */
function scattered(extra: number): { graph: EdgeList; names: readonly number[] } {
  const random = seeded(4)
  const count = SIDE * SIDE
  const mixed = shuffled([...Array(count).keys()], random)
  const places = shuffled([...Array(count + extra).keys()], random)
    .slice(0, count)
    .toSorted((a, b) => a - b)
  const names = mixed.map((i) => places[i]!)
  return { graph: { ...relabelled(lattice(), names), vertexCount: count + extra }, names }
}

describe('localOrder', () => {
  it('brings neighbours together', () => {
    const csr = toCsr(scattered(0).graph)
    const order = localOrder(csr)!
    expect(order.toSorted()).toEqual(Int32Array.from({ length: csr.vertexCount }, (_, v) => v))
    const near = renumber(csr, order)
    const apart = (v: number, of: typeof csr): number => Math.abs(of.head[of.offset[v]!]! - v)
    let before = 0
    let after = 0
    for (let v = 0; v < csr.vertexCount; v++) {
      before += apart(v, csr)
      after += apart(v, near)
    }
    expect(after).toBeLessThan(before / 20)
  })

  it('puts vertices without edges last, and asks them nothing', () => {
    const { graph } = scattered(0)
    const { graph: more, names } = scattered(777)
    const plain = scattered(0).names
    const order = localOrder(toCsr(graph))!
    const moreOrder = localOrder(toCsr(more))!
    const nameOf = new Map(plain.map((name, i) => [name, names[i]!]))
    expect(Array.from(moreOrder.subarray(0, graph.vertexCount))).toEqual(Array.from(order, (v) => nameOf.get(v)))
    const last = moreOrder.subarray(graph.vertexCount)
    expect(last.toSorted()).toEqual(last)
  })

  it('leaves small graphs and random ones as they are', () => {
    const random = seeded(5)
    expect(localOrder(toCsr(randomGraph(40_000, 160_000, 1, 9, random)))).toBeUndefined()
    expect(localOrder(toCsr(graphOf(50_000, [[0, 1, 1]])))).toBeUndefined()
    expect(localOrder(toCsr(graphOf(0, [])))).toBeUndefined()
  })
})

describe('renumber', () => {
  it('keeps every arc, its weight and its place in the row', () => {
    const csr = toCsr(
      graphOf(4, [
        [0, 1, 5],
        [2, 0, 6],
        [0, 1, 7],
        [1, 2, 8],
      ]),
    )
    const { offset, head, weight } = renumber(csr, Int32Array.of(2, 0, 3, 1))
    expect([...offset]).toEqual([0, 2, 5, 5, 8])
    expect([...head]).toEqual([1, 3, 3, 0, 3, 1, 1, 0])
    expect([...weight]).toEqual([6, 8, 5, 6, 7, 5, 7, 8])
  })
})

it('a graph that is solved in another order gets its answer in its own numbers', () => {
  const { graph, names } = scattered(777)
  for (const objective of ['weight', 'coverage'] as const) {
    const solution = maximumWeightMatching(graph, { objective })
    expect(checkCertificate(graph, solution)).toEqual({ valid: true })
    // Its own order is the lattice's, and an isolated vertex more or less changes nothing.
    const plain = scattered(0)
    const other = maximumWeightMatching(plain.graph, { objective })
    const mates = plain.names.map((v) => other.mate[v]!)
    const nameOf = new Map(plain.names.map((name, i) => [name, names[i]!]))
    expect(names.map((v) => solution.mate[v]!)).toEqual(mates.map((v) => (v < 0 ? -1 : nameOf.get(v)!)))
    expect(solution.weight).toBe(other.weight)
  }
})
