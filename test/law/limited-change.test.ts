import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkLimitedChange } from '../../src/matching/limited-change-check.ts'
import { limitedChange, type LimitedChangeOptions } from '../../src/matching/limited-change.ts'
import type { ChangeLimit, LimitedChange } from '../../src/matching/limited-change-solution.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import {
  edgesOf,
  geometricGraph,
  graphOf,
  graphs,
  randomGraph,
  relabelled,
  seeded,
  shuffled,
  triangleChain,
} from '../graphs.ts'
import type { Edge } from '../graphs.ts'

const runs = { numRuns: 150 }

/** A graph, and the best matching of the same graph with other weights. */
const rematch = fc
  .tuple(graphs({ maxVertices: 24 }), fc.nat())
  .map(([of, seed]) => ({ of, previous: drifted(of, seed) }))

function drifted(of: EdgeList, seed: number): Int32Array {
  const random = seeded(seed)
  const before = edgesOf(of).map(([u, v, w]): Edge => [u, v, w + random(9) - 2])
  return maximumWeightMatching(graphOf(of.vertexCount, before)).mate
}

/** Solves, and insists on the proof. */
function solve(
  of: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  options?: LimitedChangeOptions,
): LimitedChange {
  const found = limitedChange(of, previous, limit, options)
  expect(checkLimitedChange(of, previous, limit, found)).toEqual({ valid: true })
  return found
}

describe('laws of limited change', () => {
  it('a budget of all pairs gives what a fresh match gives', () => {
    fc.assert(
      fc.property(rematch, fc.constantFrom('weight' as const, 'coverage' as const), ({ of, previous }, objective) => {
        const fresh = maximumWeightMatching(of, { objective })
        for (const maxBroken of [of.vertexCount, Infinity]) {
          const found = solve(of, previous, { maxBroken }, { objective })
          expect([found.weight, found.exact]).toEqual([fresh.weight, true])
        }
      }),
      runs,
    )
  })

  it('of the best it keeps the most: nothing breaks when nothing has changed', () => {
    fc.assert(
      fc.property(graphs({ maxVertices: 24 }), (of) => {
        const { mate } = maximumWeightMatching(of)
        for (const limit of [{ maxBroken: Infinity }, { switchCost: 0 }]) expect(solve(of, mate, limit).broken).toBe(0)
      }),
      runs,
    )
  })

  it('a budget of none keeps all that is left', () => {
    fc.assert(
      fc.property(rematch, ({ of, previous }) => {
        const found = solve(of, previous, { maxBroken: 0 })
        expect([found.broken, found.exact]).toEqual([0, true])
        const joined = new Set(edgesOf(of).flatMap(([u, v]) => [`${u} ${v}`, `${v} ${u}`]))
        previous.forEach((other, v) => {
          if (joined.has(`${v} ${other}`)) expect(found.mate[v]).toBe(other)
        })
      }),
      runs,
    )
  })

  it('more budget never lowers what is possible, and each pair of it is worth less than the one before in the bound', () => {
    fc.assert(
      fc.property(rematch, ({ of, previous }) => {
        const found = Array.from({ length: 6 }, (_, maxBroken) => solve(of, previous, { maxBroken }, { cases: 30 }))
        for (let k = 1; k < found.length; k++) {
          expect(found[k]!.bound).toBeGreaterThanOrEqual(found[k - 1]!.value)
          if (found[k]!.exact) expect(found[k]!.value).toBeGreaterThanOrEqual(found[k - 1]!.value)
        }
      }),
      runs,
    )
  })

  it('a higher cost never breaks more, nor raises the value', () => {
    fc.assert(
      fc.property(rematch, ({ of, previous }) => {
        const found = [0, 1, 2, 4, 8, 100].map((switchCost) => solve(of, previous, { switchCost }))
        for (let i = 1; i < found.length; i++) {
          expect(found[i]!.broken).toBeLessThanOrEqual(found[i - 1]!.broken)
          expect(found[i]!.value).toBeLessThanOrEqual(found[i - 1]!.value)
        }
        expect(found.at(-1)!.broken).toBe(0)
      }),
      runs,
    )
  })

  it('the names of the vertices and the order of the edges do not change an exact value', () => {
    fc.assert(
      fc.property(rematch, fc.nat(4), fc.nat(), ({ of, previous }, maxBroken, seed) => {
        const random = seeded(seed)
        const names = shuffled(
          Array.from({ length: of.vertexCount }, (_, v) => v),
          random,
        )
        const other = graphOf(of.vertexCount, shuffled(edgesOf(relabelled(of, names)), random))
        const renamed = new Int32Array(previous.length)
        previous.forEach((mate, v) => (renamed[names[v]!] = mate < 0 ? -1 : names[mate]!))
        const one = solve(of, previous, { maxBroken }, { cases: 30 })
        const two = solve(other, renamed, { maxBroken }, { cases: 30 })
        if (one.exact && two.exact) expect(two.value).toBe(one.value)
        else expect([one.value <= two.bound, two.value <= one.bound]).toEqual([true, true])
      }),
      runs,
    )
  })
})

describe('middling graphs: the certificate alone decides', () => {
  it.each<readonly [string, () => EdgeList]>([
    ['sparse, 1,000 vertices', (): EdgeList => randomGraph(1000, 4000, 1, 1_000_000, seeded(1))],
    ['heavy ties, 1,000 vertices', (): EdgeList => randomGraph(1000, 3000, 1, 4, seeded(2))],
    ['negative and positive, 500 vertices', (): EdgeList => randomGraph(500, 2500, -50, 50, seeded(3))],
    ['geometric, 500 vertices', (): EdgeList => geometricGraph(500, 90, 1000, seeded(4))],
    ['100 triangles in a row', (): EdgeList => triangleChain(100, seeded(5))],
    ['so large that bonuses must be rounded', (): EdgeList => randomGraph(300, 1200, 2 ** 39, 2 ** 40, seeded(6))],
  ])('%s', (_, draw) => {
    const of = draw()
    const previous = drifted({ ...of, weight: Float64Array.from(of.weight, (w, e) => (e % 3 === 0 ? 1 : w)) }, 9)
    for (const maxBroken of [1, 7, 30]) {
      const { value, bound, broken } = solve(of, previous, { maxBroken })
      expect(broken).toBeLessThanOrEqual(maxBroken)
      expect((bound - value) / Math.max(1, bound)).toBeLessThan(1e-3)
    }
  })
})

describe('forged results are refused', () => {
  const of = randomGraph(30, 90, 1, 50, seeded(5))
  const previous = drifted({ ...of, weight: Float64Array.from(of.weight, (w, e) => (e % 2 === 0 ? 1 : w)) }, 1)
  const limit = { maxBroken: 2 }
  const real = solve(of, previous, limit)
  const refused = (forged: unknown, other: ChangeLimit = limit): string => {
    const verdict = checkLimitedChange(of, previous, other, forged as LimitedChange)
    return verdict.valid ? 'valid' : verdict.reason
  }
  const leaf = limitedChange(of, previous, limit, { cases: 0 }).certificate as { scale: number; bonus: number }

  it('the real one is not', () => expect(refused(real)).toBe('valid'))
  it.each([undefined, null, 7, {}, { ...real, certificate: undefined }])('what cannot be read: %j', (forged) => {
    expect(refused(forged)).not.toBe('valid')
  })
  it.each(['weight', 'kept', 'broken', 'gone', 'lift', 'value', 'bound'] as const)(
    '%s off by one, or none',
    (field) => {
      expect(refused({ ...real, [field]: real[field] + 1 })).not.toBe('valid')
      expect(refused({ ...real, [field]: 0.5 })).toBe(`${field} is not a safe integer`)
    },
  )
  it('exact the other way', () => expect(refused({ ...real, exact: !real.exact })).toMatch('exact is'))
  it('more broken than the limit', () => {
    const fresh = limitedChange(of, previous, { maxBroken: Infinity })
    expect(fresh.broken).toBeGreaterThan(2)
    expect(refused(fresh)).toMatch('old pairs are broken, not at most 2')
  })
  it('a mate who is not theirs', () => {
    const mate = real.mate.slice()
    mate[mate.findIndex((v) => v >= 0)] = -1
    expect(refused({ ...real, mate })).not.toBe('valid')
  })
  it('bonuses that are none', () => {
    for (const change of [
      { scale: 0 },
      { scale: 1.5 },
      { bonus: -1 },
      { bonus: leaf.bonus + 1 },
      { bonus: 2 ** 53 - 1 },
    ]) {
      expect(refused({ ...real, certificate: { ...leaf, ...change } })).toMatch('certificate')
    }
  })
  it('cases about vertices without an old pair, the same pair twice, or themselves', () => {
    const alone = Array.from(previous).indexOf(-1)
    for (const vertex of [alone, -1, 0.5, 'a', of.vertexCount]) {
      expect(refused({ ...real, certificate: { vertex, kept: leaf, broken: leaf } })).toMatch(
        'no old pair to decide on',
      )
    }
    const vertex = limitedChange(of, previous, { maxBroken: 0 }).mate.findIndex((v, u) => v >= 0 && previous[u] === v)
    const twice = { vertex, kept: { vertex, kept: leaf, broken: leaf }, broken: leaf }
    expect(refused({ ...real, certificate: twice })).toMatch('no old pair to decide on')
    const loop: Record<string, unknown> = { vertex }
    loop['kept'] = loop['broken'] = loop
    expect(refused({ ...real, certificate: loop })).toMatch('no old pair to decide on')
  })
  it('a cost that is less than the bonus, or proven by cases', () => {
    const cost = limitedChange(of, previous, { switchCost: 10 })
    expect(refused(cost, { switchCost: 10 })).toBe('valid')
    expect(refused({ ...cost, value: cost.value + 5 * cost.broken }, { switchCost: 5 })).toMatch(
      'the bonus is more than the cost',
    )
    const { certificate } = cost
    expect(
      refused({ ...cost, certificate: { vertex: 0, kept: certificate, broken: certificate } }, { switchCost: 10 }),
    ).toMatch('no cases')
  })
})

describe('what limited change refuses', () => {
  const of = graphOf(4, [
    [0, 1, 3],
    [2, 3, 3],
  ])
  const none = [-1, -1, -1, -1]
  it.each<readonly [string, unknown, unknown, unknown?]>([
    ['a budget below 0', none, { maxBroken: -1 }],
    ['a fraction of a budget', none, { maxBroken: 0.5 }],
    ['a cost below 0', none, { switchCost: -1 }],
    ['no limit', none, {}],
    ['both limits', none, { maxBroken: 1, switchCost: 1 }],
    ['a matching of other vertices', [-1], { maxBroken: 1 }],
    ['no matching', undefined, { maxBroken: 1 }],
    ['mates that are no vertices', [4, -1, -1, -1], { maxBroken: 1 }],
    ['their own mates', [0, -1, -1, -1], { maxBroken: 1 }],
    ['mates who have another', [1, 2, 1, -1], { maxBroken: 1 }],
    ['an unknown objective', none, { maxBroken: 1 }, { objective: 'joy' }],
    ['a negative number of cases', none, { maxBroken: 1 }, { cases: -1 }],
  ])('%s', (_, previous, limit, options) => {
    expect(() =>
      limitedChange(of, previous as number[], limit as ChangeLimit, options as LimitedChangeOptions),
    ).toThrow(RangeError)
  })
  it('weights that leave no room for a bonus', () => {
    expect(() => limitedChange(graphOf(2, [[0, 1, 2 ** 48]]), [1, 0], { maxBroken: 1 })).toThrow(/safe integers/)
  })
})
