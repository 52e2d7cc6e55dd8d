import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkBMatchingCertificate } from '../../src/matching/b-matching-certificate.ts'
import type { BMatchingSolution } from '../../src/matching/b-matching-solution.ts'
import { maximumWeightBMatching } from '../../src/matching/b-matching.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import { edgesOf, graphOf, graphs, relabelled, seeded, shuffled } from '../graphs.ts'
import type { Edge } from '../graphs.ts'

type Objective = 'weight' | 'coverage'
interface Case {
  readonly graph: EdgeList
  readonly capacity: number[]
}

const objectives = fc.constantFrom<Objective>('weight', 'coverage')
const cases: fc.Arbitrary<Case> = graphs({ maxVertices: 20 }).chain((graph) =>
  fc
    .array(fc.constantFrom(0, 1, 1, 2, 2, 3, 3, 7), { minLength: graph.vertexCount, maxLength: graph.vertexCount })
    .map((capacity) => ({ graph, capacity })),
)
const runs = { numRuns: 300 }

/** Solves, and insists on the proof. */
function solve({ graph, capacity }: Case, objective: Objective): BMatchingSolution {
  const solution = maximumWeightBMatching(graph, capacity, { objective })
  expect(checkBMatchingCertificate(graph, capacity, solution)).toEqual({ valid: true })
  return solution
}

/** What no optimum differs in: the weight, and under `coverage` the number of edges. */
function value(of: Case, objective: Objective): readonly number[] {
  const { chosen, weight } = solve(of, objective)
  return objective === 'weight' ? [weight] : [weight, chosen.length]
}

/** The heaviest edge of each pair. */
function simple(graph: EdgeList): Edge[] {
  const heaviest = new Map<string, Edge>()
  for (const edge of edgesOf(graph)) {
    const key = [edge[0], edge[1]].toSorted((a, b) => a - b).join(' ')
    if (edge[2] > (heaviest.get(key)?.[2] ?? -Infinity)) heaviest.set(key, edge)
  }
  return [...heaviest.values()]
}

const range = (n: number): number[] => Array.from({ length: n }, (_, v) => v)

describe('laws of simple b-matching', () => {
  it('capacity 1 everywhere is maximum-weight matching', () => {
    fc.assert(
      fc.property(graphs({ maxVertices: 30 }), objectives, (graph, objective) => {
        const { mate, weight } = maximumWeightMatching(graph, { objective })
        const solution = solve({ graph, capacity: range(graph.vertexCount).map(() => 1) }, objective)
        expect(solution.weight).toBe(weight)
        if (objective === 'coverage') expect(2 * solution.chosen.length).toBe(mate.filter((v) => v >= 0).length)
      }),
      runs,
    )
  })

  it('room for all partners takes every pair that is worth something, or under coverage every pair', () => {
    fc.assert(
      fc.property(
        graphs({ maxVertices: 20 }),
        objectives,
        fc.integer({ min: 0, max: 3 }),
        (graph, objective, spare) => {
          const pairs = simple(graph)
          const degree = range(graph.vertexCount).map((v) => pairs.filter(([a, b]) => a === v || b === v).length)
          const capacity = degree.map((d) => d + spare)
          const { chosen, weight } = solve({ graph, capacity }, objective)
          const wanted = pairs.filter(([, , w]) => objective === 'coverage' || w > 0)
          expect(weight).toBe(wanted.reduce((sum, [, , w]) => sum + w, 0))
          expect(chosen.length).toBe(wanted.length)
        },
      ),
      runs,
    )
  })

  it('one more place never lowers the weight, and raises it by no more than the heaviest edge there', () => {
    fc.assert(
      fc.property(cases, fc.nat(), (of, pick) => {
        if (of.graph.vertexCount === 0) return
        const v = pick % of.graph.vertexCount
        const before = solve(of, 'weight').weight
        const after = solve({ ...of, capacity: of.capacity.with(v, of.capacity[v]! + 1) }, 'weight').weight
        const most = Math.max(0, ...edgesOf(of.graph).flatMap(([a, b, w]) => (a === v || b === v ? [w] : [])))
        expect(after).toBeGreaterThanOrEqual(before)
        expect(after).toBeLessThanOrEqual(before + most)
      }),
      runs,
    )
  })

  it('neither the order of the edges and their ends nor the names of the vertices change the value', () => {
    fc.assert(
      fc.property(cases, objectives, fc.nat(), (of, objective, seed) => {
        const random = seeded(seed)
        const names = shuffled(range(of.graph.vertexCount), random)
        const turned = shuffled(edgesOf(relabelled(of.graph, names)), random).map(
          ([u, v, w]): Edge => (random(2) === 0 ? [u, v, w] : [v, u, w]),
        )
        const capacity = range(of.graph.vertexCount).map(() => 0)
        for (const [v, name] of names.entries()) capacity[name] = of.capacity[v]!
        const other = { graph: graphOf(of.graph.vertexCount, turned), capacity }
        expect(value(other, objective)).toEqual(value(of, objective))
      }),
      runs,
    )
  })

  it('of parallel edges only the heaviest counts', () => {
    fc.assert(
      fc.property(cases, objectives, (of, objective) => {
        const graph = graphOf(of.graph.vertexCount, simple(of.graph))
        expect(value({ ...of, graph }, objective)).toEqual(value(of, objective))
      }),
      runs,
    )
  })

  it('coverage has at least as many edges, weight at least as much weight, and no edge costs anything', () => {
    fc.assert(
      fc.property(cases, (of) => {
        const weight = solve(of, 'weight')
        const coverage = solve(of, 'coverage')
        expect(coverage.chosen.length).toBeGreaterThanOrEqual(weight.chosen.length)
        expect(coverage.weight).toBeLessThanOrEqual(weight.weight)
        for (const edge of weight.chosen) expect(of.graph.weight[edge]).toBeGreaterThan(0)
      }),
      runs,
    )
  })

  it('all weights times k are worth k times as much', () => {
    fc.assert(
      fc.property(cases, objectives, fc.integer({ min: 1, max: 1000 }), (of, objective, by) => {
        const graph = { ...of.graph, weight: Float64Array.from(of.graph.weight, (w) => w * by) }
        expect(solve({ ...of, graph }, objective).weight).toBe(by * solve(of, objective).weight)
      }),
      runs,
    )
  })

  it('the same input gives the same answer, to the last dual, from typed and from plain arrays', () => {
    fc.assert(
      fc.property(cases, objectives, ({ graph, capacity }, objective) => {
        const plain = { ...graph, source: Array.from(graph.source), weight: Array.from(graph.weight) }
        const again = maximumWeightBMatching(plain, Int32Array.from(capacity), { objective })
        expect(again).toEqual(maximumWeightBMatching(graph, capacity, { objective }))
      }),
      runs,
    )
  })
})
