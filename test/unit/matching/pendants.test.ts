import { describe, expect, test } from 'vitest'
import { toCsr } from '../../../src/graph/csr.ts'
import type { EdgeList } from '../../../src/graph/edge-list.ts'
import { checkCertificate } from '../../../src/matching/certificate.ts'
import { maximumWeightMatching, solveMatching } from '../../../src/matching/maximum-weight-matching.ts'
import { foldPendants } from '../../../src/matching/pendants.ts'
import { seeded } from '../../graphs.ts'
import { bestMatching } from '../../oracle/matching.ts'

const listOf = (vertexCount: number, edges: readonly (readonly [number, number, number])[]): EdgeList => ({
  vertexCount,
  source: edges.map(([u]) => u),
  target: edges.map(([, v]) => v),
  weight: edges.map(([, , w]) => w),
})

const path = (length: number, weightOf: (i: number) => number): EdgeList =>
  listOf(
    length + 1,
    Array.from({ length }, (_, i) => [i, i + 1, weightOf(i)] as const),
  )

describe('foldPendants', () => {
  test('leaves nothing of a path, and as many folds as it takes', () => {
    const folded = foldPendants(toCsr(path(6, (i) => i + 1)))!
    expect(folded.graph.head.length).toBe(0)
    expect([...folded.leaf.keys()].every((i) => folded.weight[i]! > 0)).toBe(true)
    expect(maximumWeightMatching(path(6, (i) => i + 1)).weight).toBe(6 + 4 + 2)
  })

  test('of many leaves at one hub takes the heaviest, at once', () => {
    const star = listOf(5, [
      [0, 1, 3],
      [0, 2, 7],
      [0, 3, 7],
      [0, 4, 5],
    ])
    const folded = foldPendants(toCsr(star))!
    expect([...folded.weight]).toEqual([7])
    expect(folded.graph.head.length).toBe(0)
    expect(maximumWeightMatching(star).weight).toBe(7)
  })

  test('does not look at a graph of few leaves', () => {
    const edges: [number, number, number][] = Array.from({ length: 40 }, (_, i) => [i, (i + 1) % 40, 5])
    expect(foldPendants(toCsr(listOf(41, [...edges, [0, 40, 3]])))).toBeUndefined()
    expect(foldPendants(toCsr(listOf(3, [])))).toBeUndefined()
  })

  test('a hub whose leaves come up one after the other costs no more than its edges', () => {
    // Each neighbour of the hub becomes a leaf of it when its own leaf is folded, one by one, each dearer than the last.
    const spokes = 3000
    const edges: [number, number, number][] = []
    for (let i = 0; i < spokes; i++) {
      edges.push([0, 1 + i, 3 * spokes + 2 * i])
      edges.push([1 + i, 1 + spokes + i, 1 + i])
    }
    const graph = listOf(1 + 2 * spokes, edges)
    const solution = maximumWeightMatching(graph)
    expect(checkCertificate(graph, solution)).toEqual({ valid: true })
  })

  test('gives the greatest weight with a certificate: 6,000 random graphs with trees hanging from them, also parallel edges', () => {
    const below = seeded(7)
    const seen = { folds: 0, kept: 0, unfoldedElsewhere: 0 }
    for (let round = 0; round < 6000; round++) {
      const n = 3 + below(6)
      const edges: [number, number, number][] = []
      for (let v = 1; v < n; v++) if (below(5) > 0) edges.push([v, below(v), below(9) - 1])
      for (let e = below(4); e > 0; e--) {
        const u = below(n)
        edges.push([u, (u + 1 + below(n - 1)) % n, below(9) - 1])
      }
      const graph = listOf(n, edges)
      const folded = foldPendants(toCsr(graph))
      if (folded !== undefined) {
        seen.folds += folded.leaf.length
        if (folded.graph.head.length > 0) seen.kept++
      }
      const solution = maximumWeightMatching(graph)
      const label = JSON.stringify({ n, edges })
      expect(checkCertificate(graph, solution), label).toEqual({ valid: true })
      expect(solution.weight, label).toBe(bestMatching(graph, 'weight').weight)
      if (folded !== undefined)
        folded.hub.forEach((u, i) => {
          if (solution.mate[u] !== folded.leaf[i]) seen.unfoldedElsewhere++
        })
    }
    expect(seen.folds).toBeGreaterThan(4000)
    expect(seen.kept).toBeGreaterThan(200)
    expect(seen.unfoldedElsewhere).toBeGreaterThan(1000)
  })

  test('what is told on the way counts what was folded', () => {
    const graph = listOf(7, [
      [0, 1, 6],
      [1, 2, 6],
      [2, 0, 6],
      [2, 3, 9],
      [3, 4, 4],
      [4, 5, 8],
      [5, 6, 2],
    ])
    expect(foldPendants(toCsr(graph))!.leaf.length).toBeGreaterThan(0)
    const told: (readonly [number, number])[] = []
    const solution = solveMatching(graph, 'weight', {
      goOn: () => true,
      tell: (_, value, bound) => told.push([value, bound]),
    })
    expect(solution.weight).toBe(6 + 9 + 8)
    const last = told.at(-1)!
    expect(last[0]).toBeLessThanOrEqual(solution.weight)
    expect(last[1]).toBeGreaterThanOrEqual(solution.weight)
    expect(last[1]).toBeLessThan(40)
  })
})
