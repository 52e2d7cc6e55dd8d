import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkBMatchingCertificate } from '../../src/matching/b-matching-certificate.ts'
import type { BMatchingSolution } from '../../src/matching/b-matching-solution.ts'
import { maximumWeightBMatching, solveBMatching } from '../../src/matching/b-matching.ts'
import type { BPricingOptions } from '../../src/matching/b-matching-pricing.ts'
import { completeGraph, geometricGraph, onion, randomGraph, seeded, triangleChain } from '../graphs.ts'
import { bestBMatching } from './b-matching.ts'
import type { Objective } from './matching.ts'

const objectives: readonly Objective[] = ['weight', 'coverage']

/** So short that hardly anything is right at once. */
const tiny: BPricingOptions = { direct: 0, candidates: 1, violations: 1 }

/** What has been seen in the certificates of a test, so that it cannot pass by never meeting it. */
class Seen {
  upper = 0
  blossoms = 0
  crossing = 0
  nested = 0

  note({ certificate: { upper, blossoms } }: BMatchingSolution): void {
    this.upper += upper.edge.length
    this.blossoms += blossoms.length
    for (const { crossing } of blossoms) this.crossing += crossing.length
    const sets = blossoms.map(({ members }) => new Set(members))
    this.nested += sets.filter((set, i) =>
      sets.some((other, j) => j !== i && other.size > set.size && [...set].every((v) => other.has(v))),
    ).length
  }
}

function prove(graph: EdgeList, capacity: ArrayLike<number>, solution: BMatchingSolution, seen: Seen): void {
  const verdict = checkBMatchingCertificate(graph, capacity, solution)
  if (!verdict.valid) {
    const { source, target, weight } = graph
    throw new Error(`${verdict.reason}: ${JSON.stringify({ source, target, weight, capacity, solution })}`)
  }
  seen.note(solution)
}

describe('maximumWeightBMatching against brute force', () => {
  const families: readonly (readonly [
    name: string,
    graphs: number,
    make: (random: (bound: number) => number) => EdgeList,
  ])[] = [
    [
      'random, with negative weights and parallel edges',
      4000,
      (random) => randomGraph(2 + random(5), random(13), -3, [2, 9, 60][random(3)]!, random),
    ],
    ['complete, with ties', 1500, (random) => completeGraph(2 + random(4), 1, 1 + random(4), random)],
    ['complete, all kinds of weights', 600, (random) => completeGraph(5 + random(2), -5, 40, random)],
    ['triangles', 400, (random) => triangleChain(1 + random(4), random, 5 + random(6), 4 + random(6))],
    ['rings in rings', 300, (random) => onion(1 + random(5), random)],
  ]
  for (const [name, graphs, make] of families) {
    it(`${name}: weight, number of edges and proof, whole and with lists of one candidate`, () => {
      const random = seeded(5)
      const seen = new Seen()
      for (let round = 0; round < graphs; round++) {
        const graph = make(random)
        const capacity = Array.from({ length: graph.vertexCount }, () => random(4))
        for (const objective of objectives) {
          const best = bestBMatching(graph, capacity, objective)
          for (const options of [{}, tiny]) {
            const solution = solveBMatching(graph, capacity, objective, options)
            prove(graph, capacity, solution, seen)
            expect(solution.weight).toBe(best.weight)
            if (objective === 'coverage') expect(solution.chosen.length).toBe(best.edges)
          }
        }
      }
      expect(seen.upper).toBeGreaterThan(0)
      expect(seen.blossoms).toBeGreaterThan(0)
    })
  }

  it('four vertices: every capacity up to 3, and every choice of 6 weights out of 3', () => {
    const seen = new Seen()
    const pairs = [0, 0, 0, 1, 1, 2]
    const others = [1, 2, 3, 2, 3, 3]
    for (let code = 0; code < 3 ** 6; code++) {
      const weight = pairs.map((_, i) => [1, 2, 5][Math.floor(code / 3 ** i) % 3]!)
      const graph: EdgeList = { vertexCount: 4, source: pairs, target: others, weight }
      // By symmetry, capacities that do not descend are enough.
      for (let a = 0; a <= 3; a++)
        for (let b = a; b <= 3; b++)
          for (let c = b; c <= 3; c++)
            for (let d = c; d <= 3; d++) {
              const capacity = [a, b, c, d]
              const solution = maximumWeightBMatching(graph, capacity)
              prove(graph, capacity, solution, seen)
              expect(solution.weight).toBe(bestBMatching(graph, capacity, 'weight').weight)
            }
    }
    expect(seen.blossoms).toBeGreaterThan(0)
    expect(seen.crossing).toBeGreaterThan(0)
  })
})

describe('short lists against the whole network', () => {
  const families: readonly (readonly [name: string, make: (random: (bound: number) => number) => EdgeList])[] = [
    ['random', (random) => randomGraph(2 + random(40), random(250), -5, [3, 20, 1000][random(3)]!, random)],
    ['complete', (random) => completeGraph(5 + random(20), 1, [1, 2, 9, 100_000][random(4)]!, random)],
    ['geometric', (random) => geometricGraph(10 + random(40), 300, 1000, random)],
    ['triangles', (random) => triangleChain(1 + random(15), random)],
    ['rings in rings', (random) => onion(1 + random(20), random)],
  ]
  const lists: readonly BPricingOptions[] = [
    { direct: Infinity },
    tiny,
    { direct: 0, candidates: 2, violations: 3 },
    { direct: 0 },
  ]
  for (const [name, make] of families) {
    it(`${name}: the same value, and certificates for all pairs`, () => {
      const random = seeded(11)
      const seen = new Seen()
      for (let round = 0; round < 250; round++) {
        const graph = make(random)
        const most = [1, 2, 3, 6][random(4)]!
        const capacity = Int32Array.from({ length: graph.vertexCount }, () => (random(9) === 0 ? 0 : 1 + random(most)))
        for (const objective of objectives) {
          const [whole, ...short] = lists.map((options) => solveBMatching(graph, capacity, objective, options))
          prove(graph, capacity, whole!, seen)
          for (const solution of short) {
            prove(graph, capacity, solution, seen)
            expect(solution.weight).toBe(whole!.weight)
            if (objective === 'coverage') expect(solution.chosen.length).toBe(whole!.chosen.length)
          }
        }
      }
      expect(seen.blossoms).toBeGreaterThan(0)
      expect(seen.crossing).toBeGreaterThan(0)
      expect(seen.nested).toBeGreaterThan(0)
    })
  }
})
