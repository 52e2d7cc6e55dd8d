import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../../src/graph/edge-list.ts'
import { checkBMatchingCertificate } from '../../../src/matching/b-matching-certificate.ts'
import { maximumWeightBMatching } from '../../../src/matching/b-matching.ts'
import { HeldPairs, type PairScan } from '../../../src/matching/b-matching-pairs.ts'
import { bMatchingByPricing } from '../../../src/matching/b-matching-pricing.ts'
import { completeGraph, graphOf, randomGraph, seeded } from '../../graphs.ts'

function chosen(graph: EdgeList, capacity: ArrayLike<number>, objective: 'weight' | 'coverage' = 'weight'): number[] {
  const solution = maximumWeightBMatching(graph, capacity, { objective })
  expect(checkBMatchingCertificate(graph, capacity, solution)).toEqual({ valid: true })
  expect(solution.weight).toBe([...solution.chosen].reduce((sum, edge) => sum + graph.weight[edge]!, 0))
  return [...solution.chosen]
}

describe('maximumWeightBMatching', () => {
  it('a mentor of capacity 2 takes the two best', () => {
    const star = graphOf(4, [
      [0, 1, 5],
      [0, 2, 7],
      [3, 0, 6],
    ])
    expect(chosen(star, [2, 1, 1, 1])).toEqual([1, 2])
  })

  it('never takes the same partner twice, however good', () => {
    const graph = graphOf(3, [
      [0, 1, 100],
      [1, 0, 100],
      [0, 2, 1],
      [1, 2, 1],
    ])
    expect(chosen(graph, [2, 2, 2])).toEqual([0, 2, 3])
  })

  it('of parallel edges it takes the heaviest, of equal ones the first', () => {
    const graph = graphOf(2, [
      [0, 1, 3],
      [1, 0, 5],
      [0, 1, 5],
    ])
    expect(chosen(graph, [9, 9])).toEqual([1])
  })

  it('takes no edge of weight 0 or less under weight, all of them under coverage', () => {
    const graph = graphOf(3, [
      [0, 1, -4],
      [1, 2, 0],
      [0, 2, 2],
    ])
    expect(chosen(graph, [2, 2, 2])).toEqual([2])
    expect(chosen(graph, [2, 2, 2], 'coverage')).toEqual([0, 1, 2])
  })

  it('coverage prefers two poor edges to one good one', () => {
    const path = graphOf(4, [
      [0, 1, 1],
      [1, 2, 1000],
      [2, 3, 1],
    ])
    expect(chosen(path, [1, 1, 1, 1])).toEqual([1])
    expect(chosen(path, [1, 1, 1, 1], 'coverage')).toEqual([0, 2])
    expect(chosen(path, [1, 2, 1, 1], 'coverage')).toEqual([0, 1])
  })

  it('a vertex of capacity 0 takes nobody, and costs the proof nothing', () => {
    const graph = graphOf(3, [
      [0, 1, 1000],
      [1, 2, 1],
    ])
    expect(chosen(graph, [0, 2, 1])).toEqual([1])
    expect(chosen(graph, [0, 0, 0])).toEqual([])
    expect(chosen(graph, [0, 2, 1], 'coverage')).toEqual([1])
  })

  it('an odd ring of capacity 1 is proven by a blossom, a triangle of capacity 2 is taken whole', () => {
    const triangle = graphOf(3, [
      [0, 1, 4],
      [1, 2, 4],
      [0, 2, 4],
    ])
    const { certificate } = maximumWeightBMatching(triangle, [1, 1, 1])
    expect(certificate.blossoms.length + certificate.dual2x.filter((y) => y > 0).length).toBeGreaterThan(0)
    expect(chosen(triangle, [1, 1, 1])).toHaveLength(1)
    expect(chosen(triangle, [2, 2, 2])).toEqual([0, 1, 2])
    expect(chosen(triangle, [2, 1, 1])).toHaveLength(2)
  })

  it('no vertices, no edges, and capacities beyond all bounds', () => {
    expect(chosen(graphOf(0, []), [])).toEqual([])
    expect(chosen(graphOf(3, []), [1, 2, 3], 'coverage')).toEqual([])
    expect(chosen(graphOf(2, [[0, 1, 1]]), [Number.MAX_SAFE_INTEGER, 2 ** 40])).toEqual([0])
  })

  it('a hub with room for thousands costs no more than its edges', () => {
    const n = 3000
    const others = Array.from({ length: n }, (_, i) => i + 1)
    const star: EdgeList = { vertexCount: n + 1, source: others.map(() => 0), target: others, weight: others }
    expect(chosen(star, [n, ...others])).toHaveLength(n)
    expect(chosen(star, [1, ...others])).toEqual([n - 1])
  })

  it('leaves its input as it was', () => {
    const random = seeded(3)
    const graph = randomGraph(12, 60, -3, 9, random)
    const capacity = Int32Array.from({ length: 12 }, () => random(4))
    const before = structuredClone({ graph, capacity })
    maximumWeightBMatching(graph, capacity, { objective: 'coverage' })
    expect({ graph, capacity }).toEqual(before)
  })
})

describe('input at the door', () => {
  const edge = graphOf(2, [[0, 1, 1]])
  const refuse = (graph: EdgeList, capacity: unknown, options: unknown = {}): string => {
    try {
      maximumWeightBMatching(graph, capacity as number[], options as object)
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError)
      return (error as RangeError).message
    }
    return 'accepted'
  }

  it.each([
    ['negative', [1, -1], 'vertex 1: capacity -1 is not a whole number from 0 up'],
    ['a fraction', [1.5, 1], 'vertex 0: capacity 1.5 is not a whole number from 0 up'],
    ['NaN', [1, Number.NaN], 'vertex 1: capacity NaN is not a whole number from 0 up'],
    ['infinite', [Infinity, 1], 'vertex 0: capacity Infinity is not a whole number from 0 up'],
    ['a string', ['2', 1], 'vertex 0: capacity string is not a whole number from 0 up'],
    ['too few', [1], 'capacity: expected one whole number for each of the 2 vertices'],
    ['too many', [1, 1, 1], 'capacity: expected one whole number for each of the 2 vertices'],
    ['none', undefined, 'capacity: expected one whole number for each of the 2 vertices'],
    ['null', null, 'capacity: expected one whole number for each of the 2 vertices'],
    ['a number', 2, 'capacity: expected one whole number for each of the 2 vertices'],
  ])('capacity: %s', (_, capacity, message) => {
    expect(refuse(edge, capacity)).toBe(message)
    if (Array.isArray(capacity) || capacity === null)
      expect(() => checkBMatchingCertificate(edge, capacity as number[], maximumWeightBMatching(edge, [1, 1]))).toThrow(
        RangeError,
      )
  })

  it('objective', () => {
    expect(refuse(edge, [1, 1], { objective: 'most' })).toBe('objective: expected "weight" or "coverage", got most')
  })

  it('edges, as maximumWeightMatching does', () => {
    expect(refuse(graphOf(2, [[0, 0, 1]]), [1, 1])).toBe('edge 0: joins vertex 0 to itself')
    expect(refuse(graphOf(2, [[0, 1, 0.5]]), [1, 1])).toBe('edge 0: weight 0.5 is not a safe integer')
  })

  it('sums that would leave the safe integers name the edge', () => {
    const heavy = graphOf(3, [
      [0, 1, 1],
      [1, 2, 2 ** 49 - 1],
      [0, 2, 1],
    ])
    // Three vertices with one place each and three pairs count as nine vertices.
    expect(refuse(heavy, [1, 1, 1])).toMatch(/^edge 1: weight 562949953421311 is too far from zero for 3 pairs/)
    expect(refuse(heavy, [0, 1, 1])).toBe('accepted')
    expect(
      refuse(
        graphOf(3, [
          [0, 1, 2 ** 47],
          [1, 2, 0],
          [0, 2, 0],
        ]),
        [1, 1, 1],
      ),
    ).toBe('accepted')
    const lifted = graphOf(6, [
      [0, 1, 2 ** 47],
      [2, 3, 0],
      [4, 5, 0],
    ])
    expect(refuse(lifted, [1, 1, 1, 1, 1, 1])).toBe('accepted')
    expect(refuse(lifted, [1, 1, 1, 1, 1, 1], { objective: 'coverage' })).toMatch(
      /^edge 0: .* lifted by .* for coverage/,
    )
  })
})

describe('bMatchingByPricing', () => {
  it('holds few of many pairs, and grows the network when its room is used up', () => {
    const random = seeded(8)
    const graph = completeGraph(80, 1, 1000, random)
    const capacity = Int32Array.from({ length: 80 }, () => 2 + random(2))
    const whole = bMatchingByPricing(new HeldPairs(graph, capacity, 'weight'), { direct: Infinity })
    const few = bMatchingByPricing(new HeldPairs(graph, capacity, 'weight'))
    const grown = bMatchingByPricing(new HeldPairs(graph, capacity, 'weight'), {
      direct: 0,
      candidates: 1,
      violations: 50,
    })
    const total = ({ held, matching }: typeof whole): number =>
      matching.chosen.reduce((sum, pair) => sum + held.weight[pair]!, 0)
    expect(whole.held.weight.length).toBe(3160)
    expect(whole.added).toEqual([0])
    expect(few.held.weight.length).toBeLessThan(1500)
    expect(total(few)).toBe(total(whole))
    expect(total(grown)).toBe(total(whole))
    // More than the network had room for.
    expect(grown.added[0]).toBeGreaterThan(4 * 80)
  })

  it('takes pairs that nothing speaks against at once', () => {
    const alike = completeGraph(12, 1, 50, seeded(2))
    const free = new HeldPairs(alike, new Int32Array(12).fill(11), 'weight')
    const { matching, added } = bMatchingByPricing(free, { direct: 0, candidates: 1, violations: 1 })
    expect(matching.chosen).toHaveLength(66)
    expect(added).toEqual([0])
  })

  it('leaves out pairs that only a blossom pays for', () => {
    const alike = completeGraph(9, 7, 7, seeded(1))
    const ones = new HeldPairs(alike, new Int32Array(9).fill(1), 'weight')
    const { held, matching } = bMatchingByPricing(ones, { direct: 0, candidates: 3, violations: 3 })
    expect(matching.chosen).toHaveLength(4)
    expect(matching.blossoms.length).toBeGreaterThan(0)
    expect(held.weight.length).toBeLessThan(36)
  })

  it('asks a scan only for pairs that prices do not pay for, and needs nothing else of it', () => {
    const random = seeded(4)
    const graph = completeGraph(30, 1, 50, random)
    const capacity = new Int32Array(30).fill(2)
    let told = 0
    const worked: PairScan = {
      vertexCount: 30,
      capacity,
      unbound: new Uint8Array(30),
      above(price2x, tell) {
        for (let e = 0; e < graph.weight.length; e++) {
          const [u, v, w] = [graph.source[e]!, graph.target[e]!, graph.weight[e]!]
          if (2 * w <= price2x[u]! + price2x[v]!) continue
          told++
          tell(u, v, w)
        }
      },
    }
    const { held, matching } = bMatchingByPricing(worked, { direct: 0, candidates: 3, violations: 2 })
    const weight = matching.chosen.reduce((sum, pair) => sum + held.weight[pair]!, 0)
    expect(weight).toBe(maximumWeightBMatching(graph, capacity).weight)
    expect(told).toBeGreaterThan(0)
  })
})
