import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkCertificate } from '../../src/matching/certificate.ts'
import { checkFrontier, checkFrontierPoint } from '../../src/matching/coverage-frontier-check.ts'
import { coverageFrontier } from '../../src/matching/coverage-frontier.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import {
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

const graph = graphs({ maxVertices: 30 })
const starts = fc.constantFrom('heaviest' as const, 'empty' as const)
const runs = { numRuns: 200 }
const pairsIn = (mate: Int32Array): number => mate.filter((other) => other !== -1).length / 2

describe('laws of the frontier', () => {
  it('it is proven, begins at the greatest weight and ends at the greatest coverage', () => {
    fc.assert(
      fc.property(graph, starts, (of, from) => {
        const frontier = coverageFrontier(of, { from })
        expect(checkFrontier(of, frontier)).toEqual({ valid: true })
        const { points } = frontier
        const covered = maximumWeightMatching(of, { objective: 'coverage' })
        expect(points.at(-1)).toMatchObject({ pairs: pairsIn(covered.mate), weight: covered.weight })
        expect(checkCertificate(of, frontier.last())).toEqual({ valid: true })
        const heaviest = maximumWeightMatching(of)
        expect(Math.max(...points.map(({ weight }) => weight))).toBe(heaviest.weight)
        if (from === 'heaviest') expect(points[0]).toMatchObject({ weight: heaviest.weight, lift: 0 })
        else expect(points[0]).toMatchObject({ pairs: 0, weight: 0 })
      }),
      runs,
    )
  })

  it('from the heaviest on it is the end of the whole', () => {
    fc.assert(
      fc.property(graph, (of) => {
        const values = (from: 'heaviest' | 'empty'): number[][] =>
          coverageFrontier(of, { from }).points.map(({ pairs, weight }) => [pairs, weight])
        const upper = values('heaviest')
        expect(values('empty').slice(upper[0]![0])).toEqual(upper)
      }),
      runs,
    )
  })

  it('each further pair costs at least as much as the one before, and changes one alternating path', () => {
    fc.assert(
      fc.property(graph, starts, (of, from) => {
        const { points, mate } = coverageFrontier(of, { from })
        for (let i = 1; i < points.length; i++) {
          expect(points[i]!.lift).toBe(points[i - 1]!.weight - points[i]!.weight)
          if (i > 1) expect(points[i]!.lift).toBeGreaterThanOrEqual(points[i - 1]!.lift)
          const before = mate(points[i - 1]!.pairs)
          const after = mate(points[i]!.pairs)
          // Whoever has a partner keeps one; exactly two people more do.
          const joined = Array.from(after.keys()).filter((v) => before[v] === -1 && after[v] !== -1)
          expect(joined.length).toBe(2)
          expect(before.every((other, v) => other === -1 || after[v] !== -1)).toBe(true)
        }
      }),
      runs,
    )
  })

  it('the names of the vertices and the order of the edges do not change its points', () => {
    fc.assert(
      fc.property(graph, starts, fc.nat(), (of, from, seed) => {
        const random = seeded(seed)
        const names = shuffled(
          Array.from({ length: of.vertexCount }, (_, v) => v),
          random,
        )
        const other = graphOf(of.vertexCount, shuffled(edgesOf(relabelled(of, names)), random))
        expect(coverageFrontier(other, { from }).points).toEqual(coverageFrontier(of, { from }).points)
      }),
      runs,
    )
  })

  it('the same graph gives the same matchings, and is left as it was', () => {
    fc.assert(
      fc.property(graph, starts, (of, from) => {
        const before = edgesOf(of)
        const [one, other] = [coverageFrontier(of, { from }), coverageFrontier(of, { from })]
        for (const { pairs } of one.points) expect(one.mate(pairs)).toEqual(other.mate(pairs))
        expect(edgesOf(of)).toEqual(before)
      }),
      { numRuns: 50 },
    )
  })
})

describe('middling graphs: the certificates alone decide', () => {
  it.each<readonly [string, 'heaviest' | 'empty', () => EdgeList]>([
    ['sparse, 1,000 vertices', 'heaviest', (): EdgeList => randomGraph(1000, 2600, 1, 1_000_000, seeded(1))],
    ['sparse with heavy ties, 1,000 vertices', 'empty', (): EdgeList => randomGraph(1000, 3000, 1, 9, seeded(2))],
    ['negative and positive, 500 vertices', 'heaviest', (): EdgeList => randomGraph(500, 1500, -500, 50, seeded(3))],
    ['geometric, 301 vertices', 'empty', (): EdgeList => geometricGraph(301, 90, 1000, seeded(4))],
    ['geometric, 1,000 vertices', 'heaviest', (): EdgeList => geometricGraph(1000, 40, 1000, seeded(5))],
    ['200 triangles in a row', 'empty', (): EdgeList => triangleChain(200, seeded(6))],
    ['an odd cycle within an odd cycle, 100 deep', 'empty', (): EdgeList => onion(100, seeded(7))],
  ])('%s, from the %s', (_, from, draw) => {
    const of = draw()
    const frontier = coverageFrontier(of, { from })
    expect(frontier.points.length).toBeGreaterThan(1)
    expect(checkFrontier(of, frontier)).toEqual({ valid: true })
  })
})

describe('forged frontiers are refused', () => {
  const of = randomGraph(40, 80, 1, 1000, seeded(1))
  const frontier = coverageFrontier(of, { from: 'empty' })
  const { points } = frontier
  const refused = (forged: Partial<typeof frontier>): string => {
    const verdict = checkFrontier(of, { ...frontier, ...forged })
    return verdict.valid ? 'valid' : verdict.reason
  }

  it('the real one is not', () => expect(refused({})).toBe('valid'))
  it('a point left out', () =>
    expect(refused({ points: points.filter((_, i) => i !== 3) })).toMatch('they follow 2 pairs'))
  it('the end left out', () => {
    const { pairs } = points.at(-2)!
    const last = (): ReturnType<typeof frontier.last> => ({
      ...frontier.last(),
      mate: frontier.mate(pairs),
      weight: points.at(-2)!.weight,
    })
    expect(refused({ points: points.slice(0, -1), last })).not.toBe('valid')
    expect(refused({ points: points.slice(0, -1) })).toMatch('there are more')
    expect(refused({ points: points.slice(0, -1), last: () => frontier.solution(pairs) })).toMatch(/lift|nothing shows/)
  })
  it('no points', () => expect(refused({ points: [] })).toMatch('no points'))
  it('a weight that the matching has not', () => {
    const more = points.map((point, i) => (i === 5 ? { ...point, weight: point.weight + 1 } : point))
    expect(refused({ points: more })).toMatch('5 pairs: lift')
  })
  it('lifts that fall', () => {
    const bent = points.map((point) => ({ ...point }))
    bent[5] = { ...bent[5]!, weight: bent[4]!.weight - 1_000_000, lift: 1_000_000 }
    bent[6] = { ...bent[6]!, lift: bent[5].weight - bent[6]!.weight }
    expect(refused({ points: bent })).not.toBe('valid')
  })
  it('a lesser matching, though the differences fit', () => {
    const lesser = graphOf(2, [
      [0, 1, 3],
      [0, 1, 5],
    ])
    const real = coverageFrontier(lesser, { from: 'empty' })
    const forged = { ...real, points: [real.points[0]!, { pairs: 1, weight: 3, lift: -3 }] }
    expect(checkFrontier(lesser, forged)).toEqual({
      valid: false,
      reason: '1 pairs: the matching has 1 pairs that weigh 5, not 3',
    })
  })

  it('solutions for a point', () => {
    const { pairs } = points[7]!
    const solution = frontier.solution(pairs)
    const verdict = (forged: unknown): string => {
      const result = checkFrontierPoint(of, pairs, forged as typeof solution)
      return result.valid ? 'valid' : result.reason
    }
    expect(verdict(solution)).toBe('valid')
    expect(verdict(undefined)).toBe('the solution cannot be read')
    expect(verdict({ ...solution, mate: frontier.mate(6) })).toBe('it has 6 pairs, not 7')
    expect(verdict({ ...solution, mate: [...solution.mate, -1] })).toBe('the solution cannot be read')
    expect(verdict({ ...solution, mate: Array.from(solution.mate, (v) => v + 2 ** 32) })).toBe(
      'the solution cannot be read',
    )
    const { certificate } = solution
    expect(verdict({ ...solution, certificate: { ...certificate, lift: certificate.lift + 1 } })).not.toBe('valid')
    expect(verdict({ ...solution, certificate: { ...certificate, lift: 0.5 } })).toBe('lift is not a safe integer')
    expect(verdict({ ...solution, certificate: { ...certificate, lift: 2 ** 53 - 2 } })).toMatch('safe integers')
    expect(verdict({ ...solution, certificate: { ...certificate, lift: 2 ** 52 } })).toMatch('safe integers')
    expect(
      verdict({ ...solution, certificate: { ...certificate, dual2x: certificate.dual2x.map((d) => d + 2) } }),
    ).not.toBe('valid')
  })
})

describe('what a frontier refuses', () => {
  const of = graphOf(2, [[0, 1, 1]])
  it('numbers of pairs that it has not', () => {
    const frontier = coverageFrontier(of)
    expect(() => frontier.mate(0)).toThrow(new RangeError('pairs: expected 1 to 1, got 0'))
    expect(() => frontier.solution(2)).toThrow(RangeError)
    expect(() => frontier.mate(0.5)).toThrow(RangeError)
  })
  it.each(['nowhere', 3, ''])('to begin from %j', (from) => {
    expect(() => coverageFrontier(of, { from } as unknown as { from: 'empty' })).toThrow(RangeError)
  })
  it('weights whose doubles leave the safe range, naming the edge', () => {
    const wide = (w: number): EdgeList =>
      graphOf(4, [
        [0, 1, 1],
        [2, 3, w],
      ])
    expect(() => coverageFrontier(wide(2 ** 48))).toThrow(/^edge 1: /)
    const frontier = coverageFrontier(wide(2 ** 47 - 2), { from: 'empty' })
    expect(checkFrontier(wide(2 ** 47 - 2), frontier)).toEqual({ valid: true })
    expect(() => coverageFrontier(graphOf(2, [[0, 1, 0.5]]))).toThrow(/^edge 0: /)
  })
})
