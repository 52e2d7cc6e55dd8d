import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockingPairs } from '../../src/matching/blocking-pairs.ts'
import { checkStableMatching } from '../../src/matching/stable-check.ts'
import { stableMatching } from '../../src/matching/stable-matching.ts'
import type { StableSolution } from '../../src/matching/stable-solution.ts'
import { seeded, shuffled } from '../graphs.ts'
import { preferenceGraph, type Row } from '../oracle/stable-brute-force.ts'

interface Instance {
  readonly n: number
  readonly rows: readonly Row[]
}

/** Up to 24 vertices, each pair in one row at most, gains of few values (ties) or many. */
const instances: fc.Arbitrary<Instance> = fc.integer({ min: 0, max: 24 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    rows: fc
      .tuple(fc.constantFrom(2, 9, 1000), fc.integer({ min: 10, max: 100 }), fc.nat())
      .map(([kinds, percent, seed]) => {
        const random = seeded(seed)
        const rows: Row[] = []
        for (let u = 0; u < n; u++)
          for (let v = u + 1; v < n; v++)
            if (random(100) < percent) rows.push([u, v, (1 + random(kinds)) / 3, (1 + random(kinds)) / 3, random(4)])
        return rows
      }),
  }),
)
const runs = { numRuns: 400 }

const solve = ({ n, rows }: Instance): StableSolution => {
  const graph = preferenceGraph(n, rows)
  const solution = stableMatching(graph)
  expect(checkStableMatching(graph, solution)).toEqual({ valid: true })
  return solution
}

describe('laws of stable matching', () => {
  it('the order of the rows, and of the two in a row, changes nothing', () => {
    fc.assert(
      fc.property(instances, fc.nat(), ({ n, rows }, seed) => {
        const random = seeded(seed)
        const other = shuffled(rows, random).map(
          ([u, v, a, b, w]): Row => (random(2) === 0 ? [u, v, a, b, w] : [v, u, b, a, w]),
        )
        expect(solve({ n, rows: other })).toEqual(solve({ n, rows }))
      }),
      runs,
    )
  })

  it('a stable matching has no blocking pair, and any other lists all of its own', () => {
    fc.assert(
      fc.property(instances, ({ n, rows }) => {
        const { mate, stable, blocking, leastBlocking } = solve({ n, rows })
        expect(blockingPairs(preferenceGraph(n, rows), mate)).toEqual(blocking)
        expect(blocking.length === 0).toBe(stable)
        expect(blocking.length).toBeGreaterThanOrEqual(leastBlocking)
      }),
      runs,
    )
  })

  it('one more vertex without partners, anywhere, changes nothing for the others', () => {
    fc.assert(
      fc.property(instances, fc.nat(), ({ n, rows }, at) => {
        const place = at % (n + 1)
        const name = (v: number): number => (v < place ? v : v + 1)
        const more = solve({ n: n + 1, rows: rows.map(([u, v, a, b, w]): Row => [name(u), name(v), a, b, w]) })
        const { mate, successor, oddParties, blocking, stable } = solve({ n, rows })
        expect(more.stable).toBe(stable)
        expect([more.mate[place], more.successor[place]]).toEqual([-1, place])
        expect([...more.mate].toSpliced(place, 1)).toEqual([...mate].map((m) => (m === -1 ? -1 : name(m))))
        expect([...more.successor].toSpliced(place, 1)).toEqual([...successor].map(name))
        expect(more.oddParties).toEqual(oddParties.map((party) => party.map(name)))
        expect(more.blocking).toEqual(blocking.map(([u, v]) => [name(u), name(v)]))
      }),
      runs,
    )
  })

  it("only the order of somebody's gains counts, not their size", () => {
    fc.assert(
      fc.property(instances, fc.integer({ min: 1, max: 4 }), ({ n, rows }, power) => {
        const other = rows.map(([u, v, a, b, w]): Row => [u, v, a ** power * (u + 1), b ** power * (v + 1), w])
        expect(solve({ n, rows: other })).toEqual(solve({ n, rows }))
      }),
      runs,
    )
  })

  it('of the odd parties, the names of the vertices decide nothing where there are no ties', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 20 }), fc.nat(), (n, seed) => {
        const random = seeded(seed)
        const rows: Row[] = []
        for (let u = 0; u < n; u++)
          for (let v = u + 1; v < n; v++) if (random(4) > 0) rows.push([u, v, 1 + random(1e9), 1 + random(1e9), 1])
        const names = shuffled(
          Array.from({ length: n }, (_, v) => v),
          random,
        )
        const renamed = rows.map(([u, v, a, b, w]): Row => [names[u]!, names[v]!, a, b, w])
        const asSets = (parties: readonly (readonly number[])[]): string[] =>
          parties.map((party) => party.toSorted((a, b) => a - b).join()).toSorted()
        const first = solve({ n, rows }).oddParties.map((party) => party.map((v) => names[v]!))
        expect(asSets(solve({ n, rows: renamed }).oddParties)).toEqual(asSets(first))
      }),
      runs,
    )
  })

  it('without a pair of which both would rather have others, a stable matching stays stable', () => {
    fc.assert(
      fc.property(instances, fc.nat(), ({ n, rows }, pick) => {
        const { stable, mate } = solve({ n, rows })
        const spare = rows.filter(([u, v]) => mate[u] !== v)
        fc.pre(stable && spare.length > 0)
        const gone = spare[pick % spare.length]!
        expect(solve({ n, rows: rows.filter((row) => row !== gone) }).stable).toBe(true)
      }),
      runs,
    )
  })
})
