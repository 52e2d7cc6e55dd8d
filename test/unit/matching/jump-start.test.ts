import { describe, expect, it } from 'vitest'
import { toCsr } from '../../../src/graph/csr.ts'
import type { EdgeList } from '../../../src/graph/edge-list.ts'
import { jumpStart } from '../../../src/matching/jump-start.ts'
import { MatchingState } from '../../../src/matching/state.ts'
import { completeGraph, randomGraph, seeded } from '../../graphs.ts'

function started(graph: EdgeList): MatchingState {
  const state = new MatchingState(graph.vertexCount)
  jumpStart(toCsr(graph), state)
  return state
}

function expectInvariants(graph: EdgeList, state: MatchingState): void {
  const { mate, y2 } = state
  const tight = new Set<string>()
  for (let e = 0; e < graph.weight.length; e++) {
    const [u, v, w] = [graph.source[e]!, graph.target[e]!, graph.weight[e]!]
    const slack = y2[u]! + y2[v]! - 2 * w
    expect(slack).toBeGreaterThanOrEqual(0)
    if (slack === 0) tight.add(`${u} ${v}`).add(`${v} ${u}`)
  }
  for (let v = 0; v < graph.vertexCount; v++) {
    expect(y2[v]).toBeGreaterThanOrEqual(0)
    expect(Number.isSafeInteger(y2[v])).toBe(true)
    if (mate[v]! >= 0) {
      expect(mate[mate[v]!]).toBe(v)
      expect(tight.has(`${v} ${mate[v]}`)).toBe(true)
    }
  }
}

describe('jumpStart', () => {
  it('leaves feasible whole duals and tight matched edges on 2,000 random graphs', () => {
    const random = seeded(5)
    for (let round = 0; round < 2000; round++) {
      const n = 1 + random(12)
      const graph = randomGraph(n, random(30), -4, [3, 10, 1_000_000][random(3)]!, random)
      expectInvariants(graph, started(graph))
    }
  })

  it('stays feasible where weights are too great for an exact auction', () => {
    const random = seeded(6)
    for (let round = 0; round < 50; round++) {
      const graph = completeGraph(9, 2 ** 46, 2 ** 46 + 5, random)
      expectInvariants(graph, started(graph))
    }
  })

  it('solves a bipartite graph outright: its half-integral optimum is whole', () => {
    const random = seeded(7)
    const source: number[] = []
    const target: number[] = []
    const weight: number[] = []
    for (let u = 0; u < 60; u++) {
      for (let v = 60; v < 120; v++) {
        source.push(u)
        target.push(v)
        weight.push(1 + random(1000))
      }
    }
    const graph = { vertexCount: 120, source, target, weight }
    const { mate, y2 } = started(graph)
    for (let v = 0; v < 120; v++) expect(mate[v]! >= 0 || y2[v] === 0).toBe(true)
  })

  it('leaves next to nothing to search for on complete graphs, where bidders keep a few arcs of many', () => {
    const random = seeded(8)
    for (let round = 0; round < 10; round++) {
      const { mate, y2 } = started(completeGraph(150, 1, 1_000_000, random))
      const left = Array.from(mate).filter((partner, v) => partner < 0 && y2[v]! > 0)
      expect(left.length).toBeLessThan(6)
    }
  })

  it('does not go on for ever on a path of growing weights', () => {
    const n = 3000
    const graph = {
      vertexCount: n,
      source: Array.from({ length: n - 1 }, (_, i) => i),
      target: Array.from({ length: n - 1 }, (_, i) => i + 1),
      weight: Array.from({ length: n - 1 }, (_, i) => i + 1),
    }
    expectInvariants(graph, started(graph))
  })
})
