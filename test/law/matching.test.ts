import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkCertificate } from '../../src/matching/certificate.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import type { MatchingSolution } from '../../src/matching/solution.ts'
import { planted } from '../certificate/planted.ts'
import {
  completeGraph,
  edgesOf,
  geometricGraph,
  graphOf,
  graphs,
  onion,
  randomGraph,
  relabelled,
  seeded,
  shuffled,
  triangleChain,
} from '../graphs.ts'
import type { Edge } from '../graphs.ts'

type Objective = 'weight' | 'coverage'
const both: readonly Objective[] = ['weight', 'coverage']
const objectives = fc.constantFrom(...both)
const graph = graphs({ maxVertices: 30 })
const runs = { numRuns: 300 }

/** Solves, and insists on the proof. */
function solve(of: EdgeList, objective: Objective): MatchingSolution {
  const solution = maximumWeightMatching(of, { objective })
  expect(checkCertificate(of, solution)).toEqual({ valid: true })
  return solution
}

/** What no optimum differs in: the weight, and under `coverage` the number of edges. */
function value(of: EdgeList, objective: Objective): readonly number[] {
  const { mate, weight } = solve(of, objective)
  return objective === 'weight' ? [weight] : [weight, mate.filter((m) => m !== -1).length / 2]
}

const scaled = (of: EdgeList, by: number): EdgeList => ({ ...of, weight: Float64Array.from(of.weight, (w) => w * by) })
const range = (n: number): number[] => Array.from({ length: n }, (_, v) => v)

describe('laws of maximum-weight matching', () => {
  it('the names of the vertices do not change the value', () => {
    fc.assert(
      fc.property(graph, objectives, fc.nat(), (of, objective, seed) => {
        const names = shuffled(range(of.vertexCount), seeded(seed))
        expect(value(relabelled(of, names), objective)).toEqual(value(of, objective))
      }),
      runs,
    )
  })

  it('neither does the order of the edges, nor the order of their ends', () => {
    fc.assert(
      fc.property(graph, objectives, fc.nat(), (of, objective, seed) => {
        const random = seeded(seed)
        const edges = shuffled(edgesOf(of), random).map(([u, v, w]): Edge => (random(2) === 0 ? [u, v, w] : [v, u, w]))
        expect(value(graphOf(of.vertexCount, edges), objective)).toEqual(value(of, objective))
      }),
      runs,
    )
  })

  it('the same graph gives the same answer, to the last dual, from typed and from plain arrays', () => {
    fc.assert(
      fc.property(graph, objectives, (of, objective) => {
        const plain = { ...of, source: edgesOf(of).map(([u]) => u), weight: Array.from(of.weight) }
        expect(maximumWeightMatching(plain, { objective })).toEqual(maximumWeightMatching(of, { objective }))
      }),
      runs,
    )
  })

  it('the graph is left as it was', () => {
    fc.assert(
      fc.property(graph, objectives, (of, objective) => {
        const before = edgesOf(of)
        maximumWeightMatching(of, { objective })
        expect(edgesOf(of)).toEqual(before)
      }),
      { numRuns: 100 },
    )
  })

  it('scaling all weights scales the value', () => {
    fc.assert(
      fc.property(graph, objectives, fc.integer({ min: 1, max: 10_000 }), (of, objective, by) => {
        const [weight, ...edges] = value(of, objective)
        expect(value(scaled(of, by), objective)).toEqual([weight! * by, ...edges])
      }),
      runs,
    )
  })

  it('an isolated vertex changes nothing at all', () => {
    fc.assert(
      fc.property(graph, objectives, (of, objective) => {
        const { mate, weight, certificate } = solve(of, objective)
        expect(solve({ ...of, vertexCount: of.vertexCount + 1 }, objective)).toEqual({
          mate: Int32Array.of(...mate, -1),
          weight,
          certificate: { ...certificate, dual2x: Float64Array.of(...certificate.dual2x, 0) },
        })
      }),
      runs,
    )
  })

  it('an edge that is worth nothing or less changes no value under weight', () => {
    fc.assert(
      fc.property(graph, fc.nat(), fc.integer({ min: -9, max: 0 }), (of, seed, w) => {
        const more = edgesOf(randomGraph(of.vertexCount, 3, w, w, seeded(seed)))
        expect(value(graphOf(of.vertexCount, [...edgesOf(of), ...more]), 'weight')).toEqual(value(of, 'weight'))
      }),
      runs,
    )
  })

  it('neither does a parallel edge that is no heavier, under both objectives', () => {
    fc.assert(
      fc.property(graph, objectives, fc.nat(), (of, objective, less) => {
        const lighter = edgesOf(of).map(([u, v, w], i): Edge => [v, u, w - ((less + i) % 3)])
        expect(value(graphOf(of.vertexCount, [...lighter, ...edgesOf(of)]), objective)).toEqual(value(of, objective))
      }),
      runs,
    )
  })

  it('no edge is matched at a loss under weight, and no free edge is left out at a gain', () => {
    fc.assert(
      fc.property(graph, (of) => {
        const { mate } = solve(of, 'weight')
        for (const [u, v, w] of edgesOf(of)) if (w > 0) expect(mate[u] === -1 && mate[v] === -1).toBe(false)
        for (const [u, v, w] of heaviest(of)) if (mate[u] === v) expect(w).toBeGreaterThanOrEqual(0)
      }),
      runs,
    )
  })

  it('no edge is left free under coverage', () => {
    fc.assert(
      fc.property(graph, (of) => {
        const { mate } = solve(of, 'coverage')
        for (const [u, v] of edgesOf(of)) expect(mate[u] === -1 && mate[v] === -1).toBe(false)
      }),
      runs,
    )
  })

  it('no two pairs could swap partners, and nobody could leave a pair for a single one, and do better in total', () => {
    fc.assert(
      fc.property(graph, (of) => {
        const { mate } = solve(of, 'weight')
        const edges = heaviest(of)
        const weightOf = new Map(edges.map(([u, v, w]) => [`${u} ${v}`, w]))
        const worth = (u: number, v: number): number =>
          u === -1 || v === -1 ? 0 : (weightOf.get(u < v ? `${u} ${v}` : `${v} ${u}`) ?? -Infinity)
        for (const [u, v, w] of edges) {
          if (mate[u] === v) continue
          const [a, b] = [mate[u]!, mate[v]!]
          // u and v join; those whom they leave stay alone or join as well.
          const kept = worth(u, a) + worth(v, b)
          expect(w + Math.max(0, a === -1 || b === -1 ? 0 : worth(a, b))).toBeLessThanOrEqual(kept)
        }
      }),
      runs,
    )
  })

  it('side by side, two graphs are worth the sum', () => {
    fc.assert(
      fc.property(graph, graph, objectives, (a, b, objective) => {
        const shifted = edgesOf(b).map(([u, v, w]): Edge => [u + a.vertexCount, v + a.vertexCount, w])
        const together = graphOf(a.vertexCount + b.vertexCount, [...edgesOf(a), ...shifted])
        const [one, other] = [value(a, objective), value(b, objective)]
        expect(value(together, objective)).toEqual(one.map((x, i) => x + other[i]!))
      }),
      runs,
    )
  })

  it('coverage never has fewer edges than weight, nor more weight', () => {
    fc.assert(
      fc.property(graph, (of) => {
        const weight = solve(of, 'weight')
        const [covered, edges] = value(of, 'coverage') as [number, number]
        expect(edges).toBeGreaterThanOrEqual(weight.mate.filter((m) => m !== -1).length / 2)
        expect(covered).toBeLessThanOrEqual(weight.weight)
      }),
      runs,
    )
  })

  it('one unit more on one edge is worth one unit more or nothing', () => {
    fc.assert(
      fc.property(graph, fc.nat(), (of, at) => {
        const edges = edgesOf(of)
        if (edges.length === 0) return
        const dearer = edges.map(([u, v, w], i): Edge => [u, v, i === at % edges.length ? w + 1 : w])
        const gain = value(graphOf(of.vertexCount, dearer), 'weight')[0]! - value(of, 'weight')[0]!
        expect([0, 1]).toContain(gain)
      }),
      runs,
    )
  })

  it.each(['the moon', 'Weight', '', 7])('refuses the objective %j', (objective) => {
    const options = { objective } as unknown as { objective: Objective }
    expect(() => maximumWeightMatching(graphOf(2, [[0, 1, 1]]), options)).toThrow(RangeError)
  })

  it('refuses a graph that is none, naming the edge', () => {
    expect(() => maximumWeightMatching(graphOf(2, [[0, 1, 0.5]]))).toThrow(
      new RangeError('edge 0: weight 0.5 is not a safe integer'),
    )
  })
})

/** Each pair once, lower vertex first, with its heaviest edge. */
function heaviest(of: EdgeList): Edge[] {
  const pairs = new Map<string, Edge>()
  for (const [a, b, w] of edgesOf(of)) {
    const [u, v] = a < b ? [a, b] : [b, a]
    const known = pairs.get(`${u} ${v}`)
    if (known === undefined || known[2] < w) pairs.set(`${u} ${v}`, [u, v, w])
  }
  return [...pairs.values()]
}

describe('middling graphs: the certificate alone decides', () => {
  it.each<readonly [string, () => EdgeList]>([
    ['sparse, 2,000 vertices', (): EdgeList => randomGraph(2000, 8000, 1, 1_000_000, seeded(1))],
    ['sparse with heavy ties, 2,000 vertices', (): EdgeList => randomGraph(2000, 6000, 1, 4, seeded(2))],
    ['barely connected, 2,000 vertices', (): EdgeList => randomGraph(2000, 2200, 1, 2, seeded(3))],
    ['all weights equal, 2,000 vertices', (): EdgeList => randomGraph(2000, 4000, 1, 1, seeded(4))],
    ['negative and positive, 1,000 vertices', (): EdgeList => randomGraph(1000, 5000, -50, 50, seeded(5))],
    ['dense, 300 vertices', (): EdgeList => completeGraph(300, 1, 1000, seeded(6))],
    ['dense with heavy ties, 201 vertices', (): EdgeList => completeGraph(201, 1, 3, seeded(7))],
    ['geometric, 1,500 vertices', (): EdgeList => geometricGraph(1500, 60, 1000, seeded(8))],
    ['geometric and crowded, 400 vertices', (): EdgeList => geometricGraph(400, 150, 1000, seeded(9))],
    ['500 triangles in a row', (): EdgeList => triangleChain(500, seeded(10))],
    ['an odd cycle within an odd cycle, 400 deep', (): EdgeList => onion(400, seeded(11))],
    [
      'planted, 999 vertices',
      (): EdgeList => planted({ vertexCount: 999, blossoms: 450, edges: 6000 }, seeded(12)).graph,
    ],
    [
      'planted and dense, 201 vertices',
      (): EdgeList => planted({ vertexCount: 201, blossoms: 90, edges: 12_000 }, seeded(13)).graph,
    ],
  ])('%s', (_, draw) => {
    const of = draw()
    for (const objective of both) solve(of, objective)
  })

  it('planted graphs have the value that was planted', () => {
    for (let seed = 0; seed < 30; seed++) {
      const made = planted({ vertexCount: 201, blossoms: 80, edges: 2000 }, seeded(seed))
      expect(solve(made.graph, 'weight').weight).toBe(made.solution.weight)
    }
  })
})
