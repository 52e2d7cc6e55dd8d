import { describe, expect, it } from 'vitest'
import { checkBFrontier } from '../../src/matching/b-coverage-frontier-check.ts'
import { bCoverageFrontier } from '../../src/matching/b-coverage-frontier.ts'
import { maximumWeightBMatching } from '../../src/matching/b-matching.ts'
import { coverageFrontier } from '../../src/matching/coverage-frontier.ts'
import { type Edge, edgesOf, graphOf, type Random, seeded, shuffled } from '../graphs.ts'

/** A simple graph, weights of few values or many, some below 0. */
function randomEdges(random: Random, n: number, most: number, spread: number): Edge[] {
  const all: Edge[] = []
  for (let u = 0; u < n; u++) for (let v = u + 1; v < n; v++) all.push([u, v, random(spread) - random(4)])
  return shuffled(all, random).slice(0, most)
}

/** The greatest weight for every number of pairs, by going through every b-matching. */
function bestByPairs(edges: readonly Edge[], capacity: readonly number[]): number[] {
  const best: number[] = []
  const left = [...capacity]
  const from = (at: number, pairs: number, weight: number): void => {
    best[pairs] = Math.max(best[pairs] ?? -Infinity, weight)
    for (let e = at; e < edges.length; e++) {
      const [u, v, w] = edges[e]!
      if (left[u]! < 1 || left[v]! < 1) continue
      left[u]!--
      left[v]!--
      from(e + 1, pairs + 1, weight + w)
      left[u]!++
      left[v]!++
    }
  }
  from(0, 0, 0)
  return best
}

describe('the frontier of b-matchings', () => {
  it('has the greatest weight for every number of pairs, from the heaviest on', () => {
    const random = seeded(61)
    const seen = { longer: 0, straight: 0, several: 0 }
    for (let round = 0; round < 2500; round++) {
      const n = 3 + random(5)
      const edges = randomEdges(random, n, 11, [4, 12, 1000][random(3)]!)
      const capacity = Array.from({ length: n }, () => [0, 1, 1, 2, 2, 3][random(6)]!)
      const graph = graphOf(n, edges)
      const frontier = bCoverageFrontier(graph, capacity)
      const best = bestByPairs(edges, capacity)
      const most = Math.max(...best)
      const start = best.lastIndexOf(most)
      const expected = best
        .slice(start)
        .map((weight, i) => ({ pairs: start + i, weight, lift: i === 0 ? 0 : best[start + i - 1]! - weight }))
      expect([edges, capacity, frontier.points]).toEqual([edges, capacity, expected])
      expect(checkBFrontier(graph, capacity, frontier)).toEqual({ valid: true })
      seen.longer += expected.length > 2 ? 1 : 0
      seen.straight += expected.some(({ lift }, i) => i > 1 && lift === expected[i - 1]!.lift) ? 1 : 0
      seen.several += capacity.some((own, v) => {
        const ends = [...frontier.chosen(expected.at(-1)!.pairs)].flatMap((e) => edges[e]!.slice(0, 2))
        return own > 1 && ends.filter((end) => end === v).length > 1
      })
        ? 1
        : 0
    }
    for (const [what, count] of Object.entries(seen)) expect([what, count > 30]).toEqual([what, true])
  })

  it('is that of matchings where all capacities are 1', () => {
    const random = seeded(62)
    let longer = 0
    for (let round = 0; round < 400; round++) {
      const n = 6 + random(14)
      const graph = graphOf(n, randomEdges(random, n, 40, 60))
      const { points } = coverageFrontier(graph)
      expect(bCoverageFrontier(graph, new Int32Array(n).fill(1)).points).toEqual(points)
      longer += points.length > 1 ? 1 : 0
    }
    expect(longer).toBeGreaterThan(30)
  })

  it('a forged one is refused, and what cannot be read', () => {
    const edges: Edge[] = [
      [0, 1, 4],
      [1, 2, 10],
      [1, 3, 3],
      [2, 4, 1],
    ]
    const graph = graphOf(5, edges)
    const capacity = [1, 2, 1, 1, 1]
    const honest = bCoverageFrontier(graph, capacity)
    const [first, second] = honest.points as [(typeof honest.points)[0], (typeof honest.points)[0]]
    const reasonOf = (changes: Partial<typeof honest>): string => {
      const verdict = checkBFrontier(graph, capacity, { ...honest, ...changes })
      return verdict.valid ? 'valid' : verdict.reason
    }
    expect(reasonOf({})).toBe('valid')
    expect(reasonOf({ points: [] })).toBe('it has no points')
    expect(reasonOf({ points: [first] })).toBe('2 pairs: there are more')
    expect(reasonOf({ points: [second] })).toBe('3 pairs: the frontier begins at lift 6')
    expect(reasonOf({ points: [first, { ...second, pairs: 4 }] })).toBe('4 pairs: they follow 2 pairs')
    expect(reasonOf({ points: [first, { ...second, lift: 5 }] })).toBe(
      '3 pairs: lift 5 is not what the last pair costs',
    )
    expect(reasonOf({ points: [{ ...first, lift: 0.5 }, second] })).toBe('2 pairs: lift is not a safe integer')
    expect(reasonOf({ points: [{ ...first, weight: 13 }] })).toMatch(
      /^2 pairs: the b-matching has 2 pairs that weigh 14/,
    )
    expect(reasonOf({ chosen: () => Int32Array.of(1, 0) })).toMatch(/is not made of edges, ascending, at position 1$/)
    expect(reasonOf({ chosen: () => Int32Array.of(0, 1, 2) })).toBe(
      '2 pairs: vertex 1 is in more edges than its capacity, 2',
    )
    expect(reasonOf({ certificate: () => honest.certificate(2) })).toMatch(/^3 pairs: /)
    const heaviest = maximumWeightBMatching(graph, capacity)
    expect(reasonOf({ points: [first], last: heaviest })).toBe('2 pairs: nothing shows that there are no more')
    expect(reasonOf({ last: { ...honest.last, chosen: honest.last.chosen.slice(1) } })).toMatch(/^3 pairs: /)
    expect(() => honest.chosen(4)).toThrow(new RangeError('pairs: expected 2 to 3, got 4'))
    expect(() => bCoverageFrontier(graph, [1])).toThrow('capacity: expected one whole number')
    expect(() => bCoverageFrontier(graphOf(2, [...edgesOf(graphOf(2, [[0, 1, 1]])), [1, 0, 2]]), [1, 1])).toThrow(
      new RangeError('edge 1: vertices 0 and 1 stand in two rows'),
    )
    expect(() => bCoverageFrontier(graphOf(2, [[0, 1, 2 ** 50]]), [1, 1])).toThrow('sums would leave the safe integers')
  })
})
