import { describe, expect, it } from 'vitest'
import { maximumWeightBMatching } from '../../../src/matching/b-matching.ts'
import { checkLimitedBChange } from '../../../src/matching/limited-b-change-check.ts'
import type { BChangeBound, LimitedBChange } from '../../../src/matching/limited-b-change-solution.ts'
import { limitedBChange } from '../../../src/matching/limited-b-change.ts'
import type { ChangeLimit } from '../../../src/matching/limited-change-solution.ts'
import { type Edge, graphOf, seeded, shuffled } from '../../graphs.ts'

/** 0 and 1 have two places each; 0-2, 0-3 and 1-4 were pairs, and 5 and 6 have joined. */
const edges: readonly Edge[] = [
  [0, 2, 5],
  [0, 3, 4],
  [1, 4, 5],
  [0, 5, 9],
  [1, 6, 7],
  [0, 6, 6],
]
const graph = graphOf(7, edges)
const capacity = [2, 2, 1, 1, 1, 1, 1]
const previous = [0, 1, 2]

describe('limitedBChange', () => {
  it('dissolves what is worth it, within the limit or for its cost', () => {
    const chosen = (limit: ChangeLimit): number[] => [...limitedBChange(graph, capacity, previous, limit).chosen]
    expect(chosen({ maxBroken: 0 })).toEqual([0, 1, 2, 4])
    expect(chosen({ maxBroken: 1 })).toEqual([0, 2, 3, 4])
    expect(chosen({ maxBroken: Infinity })).toEqual([0, 2, 3, 4])
    expect(chosen({ switchCost: 4 })).toEqual([0, 2, 3, 4])
    expect(chosen({ switchCost: 5 })).toEqual([0, 1, 2, 4])
    expect(chosen({ switchCost: 2 ** 50 })).toEqual([0, 1, 2, 4])
  })

  it('counts from what can be kept where there are fewer places than before', () => {
    const fewer = [1, 1, 1, 1, 1, 1, 1]
    const found = limitedBChange(graph, fewer, previous, { maxBroken: 0 })
    expect(found).toMatchObject({ kept: 2, broken: 1, keepable: 2, weight: 10, exact: true })
    expect(checkLimitedBChange(graph, fewer, previous, { maxBroken: 0 }, found)).toEqual({ valid: true })
    const none = limitedBChange(graph, [0, 0, 0, 0, 0, 0, 0], previous, { maxBroken: 0 })
    expect(none).toMatchObject({ kept: 0, broken: 3, keepable: 0, value: 0, bound: 0 })
    const costly = limitedBChange(graph, fewer, previous, { switchCost: 3 })
    expect(costly).toMatchObject({ kept: 1, broken: 2, weight: 14, value: 8, exact: true })
  })

  it('no case need be tried, and each that is only narrows the bound', () => {
    const random = seeded(11)
    let narrower = 0
    for (let round = 0; round < 300; round++) {
      const n = 8
      const all: Edge[] = []
      for (let u = 0; u < n; u++) for (let v = u + 1; v < n; v++) all.push([u, v, random(12)])
      const of = graphOf(n, shuffled(all, random).slice(0, 16))
      const places = Array.from({ length: n }, () => 1 + random(2))
      const before = maximumWeightBMatching({ ...of, weight: Float64Array.from(of.weight, () => random(12)) }, places)
      const limit = { maxBroken: 1 + random(3) }
      const bounds = [0, 1, 8].map((cases) => {
        const found = limitedBChange(of, places, before.chosen, limit, { cases })
        expect(checkLimitedBChange(of, places, before.chosen, limit, found)).toEqual({ valid: true })
        return found.bound
      })
      expect(bounds).toEqual(bounds.toSorted((a, b) => b - a))
      if (bounds[2]! < bounds[0]!) narrower++
    }
    expect(narrower).toBeGreaterThan(3)
  })

  it('so large that bonuses must be rounded, its bound still holds, and beyond that it says so', () => {
    const large = graphOf(
      7,
      edges.map(([u, v, w]): Edge => [u, v, w * 2 ** 42]),
    )
    const found = limitedBChange(large, capacity, previous, { maxBroken: 1 })
    expect(checkLimitedBChange(large, capacity, previous, { maxBroken: 1 }, found)).toEqual({ valid: true })
    expect([...found.chosen]).toEqual([0, 2, 3, 4])
    const larger = graphOf(
      7,
      edges.map(([u, v, w]): Edge => [u, v, w * 2 ** 44]),
    )
    expect(() => limitedBChange(larger, capacity, previous, { maxBroken: 1 })).toThrow('too large to limit change')
  })

  it('refuses what it cannot read, and names it', () => {
    const of =
      (before: readonly number[], limit: unknown = { maxBroken: 1 }, cases?: number) =>
      () =>
        limitedBChange(graph, capacity, before, limit as never, cases === undefined ? {} : { cases })
    for (const bad of [6, -1, 0.5, Number.NaN]) expect(of([bad])).toThrow(new RangeError(`previous: ${bad} is no edge`))
    expect(of([1, 1])).toThrow(new RangeError('previous: edge 1 stands in it twice'))
    expect(of([0], {})).toThrow('limit: expected either maxBroken or switchCost')
    expect(of([0], { maxBroken: -1 })).toThrow('maxBroken: expected a whole number from 0 up, got -1')
    expect(of([0], { maxBroken: 1 }, 0.5)).toThrow('cases: expected a whole number from 0 up, got 0.5')
    expect(() => limitedBChange(graph, [1], [], { maxBroken: 1 })).toThrow('capacity: expected one whole number')
    const twice = graphOf(2, [
      [0, 1, 1],
      [1, 0, 2],
    ])
    expect(() => limitedBChange(twice, [1, 1], [], { maxBroken: 1 })).toThrow(
      new RangeError('edge 1: vertices 0 and 1 stand in two rows'),
    )
  })
})

describe('a forged limited change of b-matchings is refused', () => {
  const limit = { maxBroken: 1 }
  const honest = limitedBChange(graph, capacity, previous, limit)
  const refused = (changes: Partial<LimitedBChange>, reason: string): void =>
    expect(checkLimitedBChange(graph, capacity, previous, limit, { ...honest, ...changes })).toEqual({
      valid: false,
      reason,
    })

  it('the honest one is not', () => {
    expect(checkLimitedBChange(graph, capacity, previous, limit, honest)).toEqual({ valid: true })
    expect(honest).toMatchObject({ weight: 26, kept: 2, broken: 1, keepable: 3, value: 26, bound: 26, exact: true })
  })

  it('that counts or weighs wrongly, or whose edges are no b-matching', () => {
    refused({ kept: 3 }, '2 old edges are kept, not 3')
    refused({ broken: 0 }, '1 old edges are broken, not 0')
    refused({ weight: 27 }, 'the chosen edges weigh 26, not 27')
    refused({ keepable: 2 }, '3 old edges can be kept, not 2')
    refused({ value: 27 }, 'the value is not 27')
    refused({ bound: 25 }, 'the certificate proves the bound 26, not 25')
    refused({ exact: false }, 'exact is false')
    refused({ weight: 0.5 }, 'weight is not a safe integer')
    refused({ chosen: Int32Array.of(0, 1, 3) }, 'vertex 0 is in more chosen edges than its capacity, 2')
    for (const bad of [[3, 2], [6], [-1], [0.5]])
      expect(checkLimitedBChange(graph, capacity, previous, limit, { ...honest, chosen: bad as never })).toMatchObject({
        valid: false,
        reason: expect.stringMatching(/^chosen is not made of edges, ascending/),
      })
    expect(checkLimitedBChange(graph, capacity, previous, limit, null as never)).toEqual({
      valid: false,
      reason: 'the result cannot be read',
    })
  })

  it('that breaks more than the limit allows', () => {
    expect(checkLimitedBChange(graph, capacity, previous, { maxBroken: 0 }, honest)).toEqual({
      valid: false,
      reason: '1 old edges are broken that could be kept, not at most 0',
    })
  })

  it('whose certificate is for other weights, or settles what is none', () => {
    const bound = honest.certificate as BChangeBound
    const bent = (changes: Partial<BChangeBound>): LimitedBChange => ({
      ...honest,
      certificate: { ...bound, ...changes },
    })
    const reasonOf = (result: LimitedBChange): string => {
      const verdict = checkLimitedBChange(graph, capacity, previous, limit, result)
      return verdict.valid ? 'valid' : verdict.reason
    }
    expect(reasonOf(bent({ scale: 0 }))).toBe('certificate: scale is not a positive safe integer')
    expect(reasonOf(bent({ bonus: -1 }))).toBe('certificate: bonus is not a safe integer from 0 up')
    expect(reasonOf(bent({ scale: 2 ** 52 }))).toBe('certificate: the bonus takes the weights out of the safe integers')
    expect(reasonOf(bent({ bonus: bound.bonus + 1 }))).toMatch(/^certificate: /)
    expect(reasonOf({ ...honest, certificate: { edge: 3, kept: bound, broken: bound } })).toBe(
      'certificate: edge 3 is no old one to decide on',
    )
    const loop: { edge: number; kept: BChangeBound; broken: unknown } = { edge: 0, kept: bound, broken: undefined }
    loop.broken = loop
    expect(reasonOf({ ...honest, certificate: loop as never })).toMatch(/^certificate: /)
  })

  it('that says that less can be kept than can', () => {
    const fewer = [1, 1, 1, 1, 1, 1, 1]
    const found = limitedBChange(graph, fewer, previous, limit)
    const { keepableProof: _, ...without } = found
    expect(checkLimitedBChange(graph, fewer, previous, limit, without)).toEqual({
      valid: false,
      reason: 'keepable: there is no proof',
    })
    const proof = { ...found.keepableProof!, weight: 1 }
    expect(checkLimitedBChange(graph, fewer, previous, limit, { ...found, keepableProof: proof })).toMatchObject({
      valid: false,
    })
  })
})
