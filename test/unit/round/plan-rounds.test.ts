import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../../src/graph/edge-list.ts'
import { checkRoundPlan } from '../../../src/round/check-round-plan.ts'
import { planRounds } from '../../../src/round/plan-rounds.ts'
import type { RoundOptions, RoundPlan } from '../../../src/round/round-plan.ts'
import { completeGraph, type Edge, edgesOf, graphOf, randomGraph, seeded, shuffled } from '../../graphs.ts'

const plain = (n: number, edges: readonly (readonly [number, number])[]): EdgeList =>
  graphOf(
    n,
    edges.map(([u, v]): Edge => [u, v, 1]),
  )
const cycle = (from: number, n: number): [number, number][] =>
  Array.from({ length: n }, (_, i): [number, number] => [from + i, from + ((i + 1) % n)])
const complete = (from: number, n: number): [number, number][] =>
  Array.from({ length: n }, (_, u) => u).flatMap((u) =>
    Array.from({ length: n - 1 - u }, (_, i): [number, number] => [from + u, from + u + 1 + i]),
  )

/** Plans, and insists on the proof. */
function plan(graph: EdgeList, options: RoundOptions): RoundPlan {
  const result = planRounds(graph, options)
  expect(checkRoundPlan(graph, result, options)).toEqual({ valid: true })
  return result
}

/** Everybody is placed in every round. */
function expectComplete(graph: EdgeList, rounds: number): void {
  const result = plan(graph, { rounds })
  expect(2 * result.pairs).toBe(rounds * graph.vertexCount)
  expect(result.sitOuts.every((times) => times === 0)).toBe(true)
}

/** Places without a partner right after a round without one. */
const inARow = ({ rounds }: RoundPlan): number =>
  rounds
    .slice(1)
    .map((mate, r) => mate.filter((v, u) => v === -1 && rounds[r]![u] === -1).length)
    .reduce((a, b) => a + b, 0)

describe('a complete round robin', () => {
  it('30 people, 29 rounds: all 435 pairs, whatever they weigh', () => {
    for (const greatest of [1, 1000]) {
      const graph = completeGraph(30, 1, greatest, seeded(greatest))
      const total = edgesOf(graph).reduce((sum, [, , w]) => sum + w, 0)
      for (const objective of ['coverage', 'weight'] as const) {
        const result = plan(graph, { rounds: 29, objective })
        expect(result).toMatchObject({ pairs: 435, mostPairs: 435, weight: total, bound: total })
      }
    }
  })

  it.each([2, 4, 6, 8, 10, 16, 24])('an even number, %i, in one round less', (n) => {
    expectComplete(completeGraph(n, 1, 9, seeded(n)), n - 1)
  })

  it.each([3, 5, 7, 9, 15, 31])('an odd number, %i, in as many rounds: everybody sits out once', (n) => {
    const graph = completeGraph(n, 1, 9, seeded(n))
    const result = plan(graph, { rounds: n })
    expect(result.pairs).toBe((n * (n - 1)) / 2)
    expect(result.sitOuts.every((times) => times === 1)).toBe(true)
    expect(inARow(result)).toBe(0)
  })

  it('rounds beyond it stay empty and come last', () => {
    const { rounds, sitOuts } = plan(completeGraph(6, 1, 1, seeded(1)), { rounds: 8 })
    expect(rounds.map((mate) => mate.filter((v) => v >= 0).length)).toEqual([6, 6, 6, 6, 6, 0, 0, 0])
    expect([...sitOuts]).toEqual([3, 3, 3, 3, 3, 3])
  })
})

describe('complete seasons that greed misses', () => {
  it('two K4 and a heavy bridge between them', () => {
    const graph = graphOf(8, [
      ...complete(0, 4).map(([u, v]): Edge => [u, v, 1]),
      ...complete(4, 4).map(([u, v]): Edge => [u, v, 1]),
      [0, 4, 100],
    ])
    expectComplete(graph, 3)
    expect(plan(graph, { rounds: 3, objective: 'weight' }).weight).toBe(110)
  })

  it('the 3-prism', () => {
    expectComplete(plain(6, [...cycle(0, 3), ...cycle(3, 3), [0, 3], [1, 4], [2, 5]]), 3)
  })

  it('K8 with the weights of a trap: two heavy K4, of which greed takes what it cannot finish', () => {
    const graph = graphOf(
      8,
      complete(0, 8).map(([u, v]): Edge => [u, v, u < 4 === v < 4 ? 100 : 1]),
    )
    expectComplete(graph, 7)
    expectComplete(graph, 5)
  })

  it.each([1, 2, 3, 4, 5])('a cubic bipartite graph of 40, number %i', (seed) => {
    const random = seeded(seed)
    const step = 1 + random(8)
    const other = step + 1 + random(8)
    const graph = graphOf(
      40,
      Array.from({ length: 20 }, (_, u) => u).flatMap((u) =>
        [0, step, other].map((by): Edge => [u, 20 + ((u + by) % 20), 1 + random(9)]),
      ),
    )
    expectComplete(graph, 3)
  })

  it('three rings through all 60 make six rounds, with or without others who tempt', () => {
    const random = seeded(7)
    const names = shuffled(
      Array.from({ length: 60 }, (_, v) => v),
      random,
    )
    const rings = [1, 7, 11].flatMap((step) => names.map((v, i): Edge => [v, names[(i + step) % 60]!, 1 + random(9)]))
    expectComplete(graphOf(60, rings), 6)
    const tempting = Array.from({ length: 60 }, (): Edge => [random(10), 10 + random(50), 100])
    expectComplete(graphOf(60, [...rings, ...tempting]), 6)
  })

  it('but the Petersen graph has no third: 13 of its 15 edges', () => {
    const petersen = plain(10, [
      ...cycle(0, 5),
      ...[0, 1, 2, 3, 4].map((v): [number, number] => [v, v + 5]),
      [5, 7],
      [7, 9],
      [9, 6],
      [6, 8],
      [8, 5],
    ])
    expect(plan(petersen, { rounds: 3 })).toMatchObject({ pairs: 13, mostPairs: 15 })
    expectComplete(petersen, 1)
    expect(plan(petersen, { rounds: 4 }).pairs).toBe(15)
  })
})

describe('sitting out', () => {
  it('is shared by different people while there are enough, and never twice in a row', () => {
    for (const rounds of [2, 5, 8, 12]) {
      const result = plan(completeGraph(13, 1, 100, seeded(rounds)), { rounds })
      expect(result.pairs).toBe(6 * rounds)
      expect(Math.max(...result.sitOuts)).toBe(1)
      expect(inARow(result)).toBe(0)
    }
  })

  it('goes to those who have sat out less before', () => {
    const credit = [1, 1, 0, 1, 0, 1, 1, 0, 1]
    const { sitOuts } = plan(completeGraph(9, 1, 100, seeded(3)), { rounds: 3, credit })
    expect([...sitOuts]).toEqual(credit.map((times) => 1 - times))
  })

  it('comes to nobody twice in five seasons, if each knows of those before', () => {
    const graph = completeGraph(21, 1, 1000, seeded(21))
    const met: [number, number][] = []
    const credit = Array.from({ length: 21 }, () => 0)
    for (let season = 0; season < 5; season++) {
      const { rounds, sitOuts, pairs } = plan(graph, { rounds: 3, met, credit })
      expect(pairs).toBe(30)
      for (const mate of rounds) mate.forEach((v, u) => u < v && met.push([u, v]))
      sitOuts.forEach((times, v) => {
        credit[v]! += times
      })
    }
    expect(new Set(met.map(String)).size).toBe(150)
    expect(Math.max(...credit)).toBe(1)
  })

  it('two or three times of three, for five who share one partner', () => {
    const star = plain(
      6,
      [1, 2, 3, 4, 5].map((v): [number, number] => [0, v]),
    )
    const { sitOuts, pairs } = plan(star, { rounds: 3 })
    expect(pairs).toBe(3)
    expect([...sitOuts].toSorted()).toEqual([0, 2, 2, 2, 3, 3])
  })

  it('comes before weight, but after the number of pairs', () => {
    // Everybody but 0 can only meet 0 or 1; whoever is left to 1 costs much.
    const graph = graphOf(5, [
      [0, 2, 100],
      [0, 3, 100],
      [1, 2, 100],
      [1, 3, 100],
      [0, 4, 1],
    ])
    const result = plan(graph, { rounds: 2 })
    expect(result.pairs).toBe(4)
    expect([...result.sitOuts]).toEqual([0, 0, 1, 0, 1])
    expect(result.weight).toBe(301)
    expect(plan(graph, { rounds: 2, objective: 'weight' }).weight).toBe(400)
  })

  it('has its price proven: as fair as that, nothing weighs more', () => {
    for (const [n, rounds] of [
      [31, 8],
      [31, 30],
      [13, 4],
    ] as const) {
      const result = plan(completeGraph(n, 1, 1000, seeded(n + rounds)), { rounds })
      expect(result.fairBound).toBe(result.weight)
      expect(result.bound).toBeGreaterThan(result.weight)
    }
    const sparse = plan(randomGraph(201, 500, 1, 1000, seeded(9)), { rounds: 4 })
    expect(sparse.fairBound).toBe(sparse.weight)
    expect(sparse.pairs).toBe(sparse.mostPairs)
  })

  it('costs weight nothing under the objective weight', () => {
    const graph = graphOf(3, [
      [0, 1, 9],
      [1, 2, 1],
      [0, 2, 1],
    ])
    expect(plan(graph, { rounds: 1, objective: 'weight' })).toMatchObject({ weight: 9, bound: 9 })
    expect(plan(graph, { rounds: 1, credit: [0, 0, 1] })).toMatchObject({ weight: 1, bound: 9 })
  })
})

describe('many people', () => {
  it('reaches within a thousandth of the bound on 200 of random weights', () => {
    const graph = randomGraph(200, 6000, 1, 1000, seeded(11))
    for (const objective of ['coverage', 'weight'] as const) {
      const result = plan(graph, { rounds: 10, objective })
      expect(result.weight).toBeGreaterThanOrEqual(0.999 * result.bound)
      if (objective === 'coverage') expect(result.pairs).toBe(1000)
    }
  })

  it('and of an odd number, with the price of fair sitting out, within a hundredth', () => {
    const result = plan(completeGraph(51, 1, 1000, seeded(5)), { rounds: 9 })
    expect(result).toMatchObject({ pairs: 225, mostPairs: 225 })
    expect(Math.max(...result.sitOuts)).toBe(1)
    expect(result.weight).toBeGreaterThanOrEqual(0.99 * result.bound)
  })
})

describe('input that is refused', () => {
  const graph = completeGraph(4, 1, 9, seeded(1))
  it.each<[string, object]>([
    ['rounds', { rounds: -1 }],
    ['rounds', { rounds: 1.5 }],
    ['rounds', { rounds: 2 ** 27 }],
    ['rounds', {}],
    ['objective', { rounds: 1, objective: 'benefit' }],
    ['met', { rounds: 1, met: 3 }],
    ['met 0', { rounds: 1, met: [[0, 4]] }],
    ['met 1', { rounds: 1, met: [[0, 1], [2]] }],
    ['credit', { rounds: 1, credit: [0, 0] }],
    ['credit of vertex 2', { rounds: 1, credit: [0, 0, -1, 0] }],
    ['goOn', { rounds: 1, goOn: 1 }],
  ])('%s: %j', (name, options) => {
    expect(() => planRounds(graph, options as RoundOptions)).toThrow(RangeError)
    expect(() => planRounds(graph, options as RoundOptions)).toThrow(new RegExp(`^${name}:? `))
  })

  it('no options at all', () => {
    expect(() => planRounds(graph, undefined as unknown as RoundOptions)).toThrow('options')
  })

  it('weights of which sums would leave the safe integers', () => {
    const huge = graphOf(3, [
      [0, 1, 2 ** 48],
      [1, 2, -(2 ** 48)],
    ])
    expect(() => planRounds(huge, { rounds: 2 })).toThrow(/^vertices 0 and 1: weight .* safe integers/)
  })
})
