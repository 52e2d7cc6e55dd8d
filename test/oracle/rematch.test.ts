import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  formatMatchError,
  type IdPair,
  matchPeers,
  type OptionsInput,
  type PersonInput,
  rematch,
  type Rematch,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { marketInput } from '../markets.ts'
import { pairingReference, thousandths } from './pairing.ts'

type Weights = ReadonlyMap<string, number>

const keyOf = ([a, b]: IdPair): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Every set of pairs of which nobody stands in two, one call each. */
const everyMatching = (edges: Weights, visit: (pairs: readonly string[]) => void): void => {
  const all = [...edges.keys()]
  const chosen: string[] = []
  const taken = new Set<string>()
  const from = (at: number): void => {
    visit(chosen)
    for (let i = at; i < all.length; i++) {
      const [a, b] = all[i]!.split(' ') as [string, string]
      if (taken.has(a) || taken.has(b)) continue
      taken.add(a).add(b)
      chosen.push(all[i]!)
      from(i + 1)
      chosen.pop()
      taken.delete(a)
      taken.delete(b)
    }
  }
  from(0)
}

const weightOf = (edges: Weights, pairs: readonly string[]): number =>
  pairs.reduce((sum, pair) => sum + edges.get(pair)!, 0)

interface Case {
  readonly people: PersonInput[]
  readonly options: OptionsInput
  readonly previous: IdPair[]
}

/** People who were matched once, all but the last few of them, and by other options; and somebody who has left. */
const cases: fc.Arbitrary<Case> = fc
  .tuple(marketInput(), fc.constantFrom('min', 'sum', 'geometric'), fc.nat({ max: 2 }), fc.boolean())
  .map(([{ people, options }, fusion, joined, left]) => {
    const before = matchPeers(people.slice(0, people.length - joined), { fusion })
    const previous: IdPair[] = isLeft(before) ? [] : before.right.pairs.map(({ members }) => members)
    if (left) previous.push(['somebody', 'who left'])
    return { people, options, previous }
  })

const answer = ({ people, options, previous }: Case, change: Parameters<typeof rematch>[2]): Rematch => {
  const result = rematch(previous, people, change, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  return result.right
}

describe('rematch against all matchings', () => {
  const seen = { kept: 0, dissolved: 0, gone: 0, formed: 0, bound: 0, left: 0, pinned: 0 }

  it('the best within the limit; what it says about changes and cost is so', () => {
    fc.assert(
      fc.property(cases, fc.nat({ max: 3 }), fc.nat({ max: 6 }), (given, maxBroken, switchCost) => {
        const reference = pairingReference(given.people, given.options)
        if (reference === 'PinConflict') return
        const { edges, pins } = reference.market
        const pinned = [...pins.values()].reduce((sum, weight) => sum + weight, 0)
        const old = given.previous.map(keyOf).filter((pair) => edges.has(pair))
        const coverage = given.options.objective === 'coverage'
        for (const change of [{ maxBroken }, { switchCost }]) {
          const { pairs, unmatched, changes, stability, proof } = answer(given, change)
          const better = (a: readonly [number, number], b: readonly [number, number]): boolean =>
            coverage && a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1]
          let best: readonly [number, number] = [-1, -Infinity]
          let fresh: readonly [number, number] = [-1, -Infinity]
          everyMatching(edges, (chosen) => {
            const broken = old.filter((pair) => !chosen.includes(pair)).length
            const weight = weightOf(edges, chosen)
            if (better([chosen.length, weight], fresh)) fresh = [chosen.length, weight]
            if (broken > maxBroken && 'maxBroken' in change) return
            const worth: [number, number] = [
              chosen.length,
              'switchCost' in change ? weight - 1000 * switchCost * broken : weight,
            ]
            if (better(worth, best)) best = worth
          })
          const found = pairs.filter((pair) => pair.pinned !== true).map(({ members }) => keyOf(members))
          const broken = old.filter((pair) => !found.includes(pair)).length
          const weight = weightOf(edges, found)
          const worth = 'switchCost' in change ? weight - 1000 * switchCost * broken : weight
          if ('maxBroken' in change) expect(broken).toBeLessThanOrEqual(maxBroken)
          expect(thousandths(proof.value)).toBe(worth + pinned)
          if (!coverage) expect(2000 * proof.bound + 1e-6).toBeGreaterThanOrEqual(2 * (best[1] + pinned))
          if (proof.optimal) expect([coverage ? found.length : best[0], worth]).toEqual(best)
          seen.bound += proof.optimal ? 0 : 1
          expect(thousandths(stability.freshWeight)).toBe(fresh[1] + pinned)
          expect(Math.round(1000 * stability.cost)).toBe(fresh[1] - weight)

          // Changes are what a comparison of the lists says.
          const now = new Set(pairs.map(({ members }) => keyOf(members)))
          const before = new Set(given.previous.map(keyOf))
          expect(changes.kept.map(keyOf).toSorted()).toEqual([...before].filter((pair) => now.has(pair)).toSorted())
          expect(changes.formed.map(keyOf).toSorted()).toEqual([...now].filter((pair) => !before.has(pair)).toSorted())
          expect(changes.dissolved).toHaveLength(broken)
          expect(
            [...changes.dissolved.map(keyOf), ...changes.gone.map(({ members }) => keyOf(members))].toSorted(),
          ).toEqual([...before].filter((pair) => !now.has(pair)).toSorted())
          for (const { members, reason } of changes.gone) {
            const here = members.every((id) => reference.people.has(id))
            expect(here).toBe(reason !== 'Left')
            const isPinned = [...pins.keys()].some((pin) => pin.split(' ').some((id) => members.includes(id)))
            if (here) expect(isPinned).toBe(reason === 'PinnedElsewhere')
          }
          const partner = (list: Iterable<string>, id: string): string | undefined =>
            [...list]
              .map((pair) => pair.split(' '))
              .find((pair) => pair.includes(id))
              ?.find((other) => other !== id)
          const affected = [...reference.people.keys()].filter((id) => partner(now, id) !== partner(before, id))
          expect(changes.affected).toEqual(affected.toSorted((x, y) => (x < y ? -1 : 1)))
          expect([...unmatched.map(({ id }) => id), ...pairs.flatMap(({ members }) => members)].toSorted()).toEqual(
            [...reference.people.keys()].toSorted(),
          )
          seen.kept += changes.kept.length
          seen.dissolved += broken
          seen.gone += changes.gone.length
          seen.left += changes.gone.filter(({ reason }) => reason === 'Left').length
          seen.formed += changes.formed.length
          seen.pinned += changes.gone.filter(({ reason }) => reason === 'PinnedElsewhere').length
        }
      }),
      { numRuns: 1100 },
    )
    const { bound, ...others } = seen
    expect(bound).toBeLessThan(20)
    for (const [what, count] of Object.entries(others)) expect([what, count > 20]).toEqual([what, true])
  })

  it('with any number of changes it is as good as a fresh match, with none it keeps all', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const fresh = matchPeers(given.people, given.options)
        if (isLeft(fresh)) return
        const coverage = given.options.objective === 'coverage'
        const cheap = { switchCost: 0.001 }
        expect(answer(given, { maxBroken: 1000 }).proof.value).toBe(fresh.right.proof.value)
        expect(answer(given, { switchCost: 0 }).proof.value).toBe(fresh.right.proof.value)
        expect(answer(given, { maxBroken: 0 }).changes.dissolved).toEqual([])
        if (!coverage) expect(answer(given, { switchCost: 1e6 }).changes.dissolved).toEqual([])
        // From the answer itself nothing need change.
        const settled = { ...given, previous: fresh.right.pairs.map(({ members }) => members) }
        expect(answer(settled, cheap).changes).toMatchObject({
          dissolved: [],
          formed: [],
          gone: [],
          affected: [],
        })
      }),
      { numRuns: 300 },
    )
  })
})

describe('what rematch refuses', () => {
  const people: PersonInput[] = [
    { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
    { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
  ]
  it.each<[unknown, unknown, string]>([
    ['ana', { maxBroken: 1 }, 'previous: expected a list of pairs of ids [[a, b], ...], got "ana"'],
    [[['ana']], { maxBroken: 1 }, 'previous[0]: expected two ids [a, b], got a list of 1'],
    [
      [
        ['ana', 'ben'],
        ['ben', 'cem'],
      ],
      { maxBroken: 1 },
      'previous[1]: expected people who are in no other pair, got "ben" (one old partner each)',
    ],
    [[], {}, 'change: expected how much may change: { maxBroken } or { switchCost }, got neither'],
    [
      [],
      { maxBroken: 1, switchCost: 2 },
      'change: expected how much may change: { maxBroken } or { switchCost }, got both',
    ],
    [[], { maxBroken: -1 }, 'change.maxBroken: expected a whole number from 0 to 1000000000, got -1'],
    [[], { switchCost: Number.NaN }, 'change.switchCost: expected a number from 0 to 1,000,000, got NaN'],
    [[], null, 'change: expected how much may change: { maxBroken } or { switchCost }, got null'],
  ])('%j, %j', (previous, change, message) => {
    const result = rematch(previous as never, people, change as never)
    expect(isLeft(result) && formatMatchError(result.left)).toBe(message)
  })

  it('another objective', () => {
    const refused = rematch([], people, { maxBroken: 1 }, { objective: 'stable' })
    expect(isLeft(refused) && formatMatchError(refused.left)).toBe(
      'options.objective: expected "benefit", "coverage" or "worst-off" for a rematch, got "stable"',
    )
  })

  it('takes the same pair twice, either way round, for one', () => {
    const twice: IdPair[] = [
      ['ana', 'ben'],
      ['ben', 'ana'],
      ['ana', 'ben'],
    ]
    const result = rematch(twice, people, { maxBroken: 0 })
    expect(result).toMatchObject({ right: { changes: { kept: [['ana', 'ben']], gone: [] } } })
  })
})
