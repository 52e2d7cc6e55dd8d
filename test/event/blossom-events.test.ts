import { describe, expect, it } from 'vitest'
import { toCsr } from '../../src/graph/csr.ts'
import { checkCertificate } from '../../src/matching/certificate.ts'
import { extractSolution } from '../../src/matching/extract.ts'
import { BlossomSearch, type SearchEvents } from '../../src/matching/search.ts'
import { MatchingState } from '../../src/matching/state.ts'
import { type Edge, graphOf, randomGraph, seeded } from '../graphs.ts'
import { bestMatching } from '../oracle/matching.ts'

/** Solves by searches alone, from equal duals: which events happen then is a property of the graph, not of the jump start. */
function solveFromScratch(vertexCount: number, edges: readonly Edge[], patience?: number): SearchEvents {
  const graph = graphOf(vertexCount, edges)
  const csr = toCsr(graph)
  const state = new MatchingState(vertexCount)
  state.y2.fill(Math.max(0, ...csr.weight))
  const search = new BlossomSearch(csr, state)
  search.searchAll(undefined, patience)
  const solution = extractSolution(csr, state, 0)
  expect(checkCertificate(graph, solution)).toEqual({ valid: true })
  expect(solution.weight).toBe(bestMatching(graph, 'weight').weight)
  return search.events
}

describe('blossom events, one smallest graph each', () => {
  it('create: a ring of three becomes a blossom', () => {
    const events = solveFromScratch(3, [
      [0, 1, 6],
      [0, 2, 5],
      [1, 2, 7],
    ])
    expect(events).toMatchObject({ shrink: 1, nest: 0, grow: 1 })
  })

  it('nest: a blossom becomes part of a greater one', () => {
    const events = solveFromScratch(5, [
      [0, 1, 5],
      [0, 3, 7],
      [1, 2, 9],
      [1, 3, 9],
      [1, 4, 6],
      [2, 4, 7],
    ])
    expect(events).toMatchObject({ shrink: 2, nest: 1, augment: 2 })
  })

  it('S-expand: a blossom that ends its search with dual 0 is dissolved', () => {
    const events = solveFromScratch(3, [
      [0, 1, 2],
      [0, 2, 2],
      [1, 2, 4],
    ])
    expect(events).toMatchObject({ shrink: 1, expandS: 1, expandT: 0 })
  })

  it('relabel: a blossom left by one search joins the tree of a later one as T', () => {
    const events = solveFromScratch(5, [
      [0, 1, 2],
      [1, 2, 7],
      [1, 3, 7],
      [2, 3, 9],
      [3, 4, 8],
    ])
    expect(events).toMatchObject({ relabel: 1, expandT: 0 })
  })

  it('T-expand: a T-blossom whose dual reaches 0 is dissolved inside the tree', () => {
    const events = solveFromScratch(5, [
      [0, 1, 5],
      [0, 2, 5],
      [0, 4, 7],
      [1, 3, 3],
      [1, 4, 3],
    ])
    expect(events).toMatchObject({ relabel: 1, expandT: 1, augment: 2 })
  })

  it('T-expand, nested: what was inside is dissolved in its turn', () => {
    const events = solveFromScratch(7, [
      [0, 1, 7],
      [0, 2, 8],
      [0, 3, 6],
      [0, 5, 5],
      [1, 3, 6],
      [2, 6, 8],
      [3, 4, 4],
      [3, 5, 4],
      [3, 6, 3],
    ])
    expect(events).toMatchObject({ nest: 1, expandT: 2 })
  })

  it('augment through: a path leaves a blossom elsewhere than at its base', () => {
    const events = solveFromScratch(4, [
      [0, 1, 8],
      [0, 2, 6],
      [1, 2, 6],
      [1, 3, 7],
    ])
    expect(events).toMatchObject({ shrink: 1, augment: 2, rebase: 1, slide: 0 })
  })

  it('slide: a vertex inside a blossom reaches dual 0 and is single in place of the root', () => {
    const events = solveFromScratch(3, [
      [0, 1, 6],
      [0, 2, 5],
      [1, 2, 7],
    ])
    expect(events).toMatchObject({ slide: 1, rebase: 1 })
  })

  it('give way: a search leaves its duals behind, and another one need not come as far', () => {
    const path: readonly Edge[] = [
      [0, 1, 5],
      [1, 2, 4],
      [2, 3, 3],
    ]
    expect(solveFromScratch(4, path)).toMatchObject({ searches: 2, giveWay: 0, grow: 1, augment: 2 })
    expect(solveFromScratch(4, path, 0)).toMatchObject({ searches: 3, giveWay: 1, grow: 0, augment: 2 })
  })
})

describe('resuming from any feasible duals', () => {
  it.each([
    ['', undefined, 17, ['expandT', 'expandS', 'relabel', 'nest']],
    [', giving way whenever it can', 0, 18, ['expandS', 'relabel', 'nest', 'giveWay']],
  ] as const)('ends at the optimum, with a certificate, from 5,000 random starts%s', (_, patience, seed, events) => {
    const random = seeded(seed)
    const seen: Partial<Record<keyof SearchEvents, number>> = {}
    for (let round = 0; round < 5000; round++) {
      const vertexCount = 2 + random(13)
      const graph = randomGraph(vertexCount, random(4 * vertexCount), -3, 12, random)
      const csr = toCsr(graph)
      const state = new MatchingState(vertexCount)
      for (let v = 0; v < vertexCount; v++) {
        let needed = 0
        for (let a = csr.offset[v]!; a < csr.offset[v + 1]!; a++) {
          if (csr.head[a]! < v) needed = Math.max(needed, 2 * csr.weight[a]! - state.y2[csr.head[a]!]!)
        }
        state.y2[v] = needed + (random(3) === 0 ? random(9) : 0)
      }
      const search = new BlossomSearch(csr, state)
      search.searchAll(undefined, patience)
      const solution = extractSolution(csr, state, 0)
      expect(checkCertificate(graph, solution)).toEqual({ valid: true })
      expect(solution.weight).toBe(bestMatching(graph, 'weight').weight)
      for (const event of events) seen[event] = (seen[event] ?? 0) + search.events[event]
    }
    for (const event of events) expect(seen[event]).toBeGreaterThan(20)
  })
})
