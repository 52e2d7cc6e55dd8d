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
  seeded,
  triangleChain,
} from '../graphs.ts'
import type { Edge, Random } from '../graphs.ts'
import { bestMatching } from './matching.ts'

/** Both objectives: value, number of edges and certificate. How many blossoms the deepest of them nests in, at most. */
function agree(graph: EdgeList): number {
  let deepest = 0
  for (const objective of ['weight', 'coverage'] as const) {
    const best = bestMatching(graph, objective)
    const solution = maximumWeightMatching(graph, { objective })
    const verdict = checkCertificate(graph, solution)
    const edges = solution.mate.filter((mate) => mate !== -1).length / 2
    if (verdict.valid && solution.weight === best.weight && (objective === 'weight' || edges === best.edges)) {
      deepest = Math.max(deepest, depth(solution))
      continue
    }
    // Told as one value, so that a failure shows all of it, graph included.
    expect({ objective, weight: solution.weight, edges, verdict, graph: edgesOf(graph) }).toEqual({
      objective,
      weight: best.weight,
      edges: best.edges,
      verdict: { valid: true },
      graph: edgesOf(graph),
    })
  }
  return deepest
}

type Family = readonly [name: string, draw: (random: Random) => EdgeList]

const size = (random: Random): number => 2 + random(13)

const families: readonly Family[] = [
  ['sparse', (r) => at(size(r), (n) => randomGraph(n, n + r(n), 1, 100, r))],
  ['dense', (r) => completeGraph(size(r), 1, 100, r)],
  ['all weights equal', (r) => at(size(r), (n) => randomGraph(n, n + r(2 * n), 1, 1, r))],
  ['heavy ties', (r) => at(size(r), (n) => randomGraph(n, n + r(3 * n), 1, 3, r))],
  ['dense with heavy ties', (r) => completeGraph(size(r), 0, 2, r)],
  ['negative and positive', (r) => at(size(r), (n) => randomGraph(n, 2 * n, -10, 10, r))],
  ['mostly negative', (r) => at(size(r), (n) => randomGraph(n, 2 * n, -20, 4, r))],
  ['all negative', (r) => at(size(r), (n) => randomGraph(n, 2 * n, -9, -1, r))],
  ['many parallel edges', (r) => at(2 + r(5), (n) => randomGraph(n, 8 * n, -3, 9, r))],
  ['geometric', (r) => geometricGraph(size(r), 60, 100, r)],
  ['triangles in a row', (r) => triangleChain(1 + r(4), r)],
  ['an odd cycle within an odd cycle', (r) => onion(1 + r(6), r)],
  ['near the end of the safe range', (r) => at(size(r), (n) => randomGraph(n, 2 * n, -(2 ** 44), 2 ** 44, r))],
  ['planted certificates', (r) => planted({ vertexCount: size(r), blossoms: 1 + r(5), edges: 30 }, r).graph],
  ['with an odd girdle', (r) => at(3 + 2 * r(6), (n) => odd(n, r))],
]

function at(n: number, draw: (n: number) => EdgeList): EdgeList {
  return draw(n)
}

/** An odd cycle of equal weights with a few chords. */
function odd(n: number, random: Random): EdgeList {
  const cycle = Array.from({ length: n }, (_, v): Edge => [v, (v + 1) % n, 8])
  return graphOf(n, [...cycle, ...edgesOf(randomGraph(n, random(4), 5, 9, random))])
}

/** The greatest number of blossoms around one vertex. */
function depth({ mate, certificate }: MatchingSolution): number {
  const around = Array.from(mate, () => 0)
  for (const { members } of certificate.blossoms) for (const v of members) around[v]!++
  return Math.max(0, ...around)
}

const rounds = 1000

describe('brute force agrees on random graphs of up to 14 vertices, and the certificate is valid', () => {
  it.each(families)(`${rounds} graphs, both objectives: %s`, (_, draw) => {
    for (let seed = 0; seed < rounds; seed++) agree(draw(seeded(seed)))
  })

  it('2,000 graphs that shrink when they fail', () => {
    fc.assert(
      fc.property(graphs({ maxVertices: 8 }), (graph) => void agree(graph)),
      { numRuns: 2000 },
    )
  })

  it('and these families do need blossoms, nested ones among them', () => {
    const depths = families.flatMap(([, draw]) => Array.from({ length: 60 }, (__, seed) => agree(draw(seeded(seed)))))
    expect(depths.filter((d) => d >= 1).length).toBeGreaterThan(400)
    expect(depths.filter((d) => d >= 2).length).toBeGreaterThan(150)
    expect(Math.max(...depths)).toBeGreaterThanOrEqual(4)
  })
})
