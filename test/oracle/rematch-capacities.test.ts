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
import { capacityMarket } from '../capacity-markets.ts'
import { capacityReference, type CapacityReference } from './capacities.ts'
import { thousandths } from './pairing.ts'

const keyOf = ([a, b]: IdPair): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Every set of free pairs in which nobody takes more places than they have. */
const everyAnswer = ({ market, places }: CapacityReference, visit: (pairs: readonly string[]) => void): void => {
  const all = [...market.edges.keys()]
  const left = new Map(places)
  const chosen: string[] = []
  const from = (at: number): void => {
    visit(chosen)
    for (let i = at; i < all.length; i++) {
      const ends = all[i]!.split(' ')
      if (ends.some((id) => left.get(id)! < 1)) continue
      for (const id of ends) left.set(id, left.get(id)! - 1)
      chosen.push(all[i]!)
      from(i + 1)
      chosen.pop()
      for (const id of ends) left.set(id, left.get(id)! + 1)
    }
  }
  from(0)
}

interface Case {
  readonly people: PersonInput[]
  readonly options: OptionsInput
  readonly previous: IdPair[]
}

/** People who were matched once, some with a place more than now, by other options; and somebody who has left two of them. */
const cases: fc.Arbitrary<Case> = fc
  .tuple(
    capacityMarket(),
    fc.constantFrom('min' as const, 'sum' as const),
    fc.nat({ max: 1 }),
    fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: 6, maxLength: 6 }),
  )
  .map(([{ people, options }, fusion, joined, more]) => {
    const before = people
      .slice(0, people.length - joined)
      .map((person, at) => (person.capacity === 1 ? person : { ...person, capacity: person.capacity! + more[at]! }))
    const then = matchPeers(before, { fusion })
    const previous: IdPair[] = isLeft(then) ? [] : then.right.pairs.map(({ members }) => members)
    for (const { id, capacity } of people.slice(0, 2)) if (capacity! > 1) previous.push(['who left', id])
    return { people, options, previous }
  })

/** Says stop when it is asked for the `count + 1`-th time. */
const stopAfter = (count: number): { readonly aborted: boolean } => {
  let asked = -1 // Once while it is decoded.
  return {
    get aborted() {
      return asked++ >= count
    },
  }
}

const answer = ({ people, options, previous }: Case, change: Parameters<typeof rematch>[2]): Rematch => {
  const result = rematch(previous, people, change, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  return result.right
}

describe('rematch where people take several partners, against all sets of pairs', () => {
  const seen = { kept: 0, dissolved: 0, gone: 0, formed: 0, bound: 0, left: 0, pinned: 0, several: 0, forced: 0 }

  it('the best within the limit; what it says about changes and cost is so', () => {
    fc.assert(
      fc.property(cases, fc.nat({ max: 2 }), fc.nat({ max: 6 }), (given, maxBroken, switchCost) => {
        const reference = capacityReference(given.people, given.options)
        if (reference === 'PinConflict') return
        const { market, places, weightOf } = reference
        const pinned = [...market.pins.values()].reduce((sum, weight) => sum + weight, 0)
        const coverage = reference.options.objective === 'coverage'
        const free = (pair: string): boolean => pair.split(' ').every((id) => places.get(id)! > 0)
        const old = given.previous.map(keyOf).filter((pair) => market.edges.has(pair) && free(pair))
        const worthOf = (pairs: readonly string[]): readonly [people: number, weight: number] => [
          coverage ? new Set([...pairs, ...market.pins.keys()].flatMap((pair) => pair.split(' '))).size : 0,
          pairs.reduce((sum, pair) => sum + market.edges.get(pair)!, pinned),
        ]
        const better = (a: readonly [number, number], b: readonly [number, number]): boolean =>
          a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1]
        let keepable = 0
        everyAnswer(reference, (pairs) => {
          keepable = Math.max(keepable, old.filter((pair) => pairs.includes(pair)).length)
        })
        for (const change of [{ maxBroken }, { switchCost }]) {
          const { pairs, unmatched, changes, stability, proof, summary } = answer(given, change)
          const cost = 'switchCost' in change ? 1000 * switchCost : 0
          let best: readonly [number, number] = [-1, -Infinity]
          let fresh: readonly [number, number] = [-1, -Infinity]
          everyAnswer(reference, (chosen) => {
            const kept = old.filter((pair) => chosen.includes(pair)).length
            const worth = worthOf(chosen)
            if (better(worth, fresh)) fresh = worth
            if ('maxBroken' in change && keepable - kept > maxBroken) return
            const value = [worth[0], worth[1] - cost * (old.length - kept)] as const
            if (better(value, best)) best = value
          })
          const found = pairs.filter((pair) => pair.pinned !== true).map(({ members }) => keyOf(members))
          const broken = old.filter((pair) => !found.includes(pair)).length
          const worth = worthOf(found)
          for (const { members } of pairs) expect(weightOf(...members) ?? market.pins.get(keyOf(members))).toBeDefined()
          for (const [id, room] of places)
            expect(found.filter((pair) => pair.split(' ').includes(id)).length).toBeLessThanOrEqual(room)
          if ('maxBroken' in change) expect(broken).toBeLessThanOrEqual(maxBroken + old.length - keepable)
          expect(thousandths(proof.value)).toBe(worth[1] - cost * broken)
          if (!coverage) expect(thousandths(proof.bound)).toBeGreaterThanOrEqual(best[1])
          if (proof.optimal) expect([worth[0], worth[1] - cost * broken]).toEqual(best)
          seen.bound += proof.optimal ? 0 : 1
          expect(thousandths(stability.freshWeight)).toBe(fresh[1])
          expect(Math.round(1000 * stability.cost)).toBe(fresh[1] - worth[1])

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
            if (here) expect(members.some((id) => places.get(id) === 0)).toBe(reason === 'PinnedElsewhere')
          }
          const partners = (list: Iterable<string>, id: string): string =>
            [...list]
              .filter((pair) => pair.split(' ').includes(id))
              .toSorted()
              .join()
          const affected = [...reference.people.keys()].filter((id) => partners(now, id) !== partners(before, id))
          expect(changes.affected).toEqual(affected.toSorted((x, y) => (x < y ? -1 : 1)))
          const inPairs = new Set(pairs.flatMap(({ members }) => members))
          expect(unmatched.map(({ id }) => id)).toEqual(
            [...reference.people.keys()].filter((id) => !inPairs.has(id)).toSorted((x, y) => (x < y ? -1 : 1)),
          )
          expect([summary.matched, summary.pairs]).toEqual([inPairs.size, pairs.length])
          seen.kept += changes.kept.length
          seen.dissolved += broken
          seen.gone += changes.gone.length
          seen.left += changes.gone.filter(({ reason }) => reason === 'Left').length
          seen.formed += changes.formed.length
          seen.pinned += changes.gone.filter(({ reason }) => reason === 'PinnedElsewhere').length
          seen.several += pairs.length * 2 > inPairs.size ? 1 : 0
          seen.forced += old.length > keepable ? 1 : 0
        }
      }),
      { numRuns: 600 },
    )
    const { bound, ...others } = seen
    expect(bound).toBeLessThan(20)
    for (const [what, count] of Object.entries(others)) expect([what, count > 15]).toEqual([what, true])
  })

  it('with any number of changes it is as good as a fresh match, and from that nothing need change', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const fresh = matchPeers(given.people, given.options)
        if (isLeft(fresh)) return
        expect(answer(given, { maxBroken: 1000 }).proof).toEqual(fresh.right.proof)
        const settled = { ...given, previous: fresh.right.pairs.map(({ members }) => members) }
        expect(answer(settled, { maxBroken: 0 }).changes).toMatchObject({
          dissolved: [],
          formed: [],
          gone: [],
          affected: [],
        })
      }),
      { numRuns: 200 },
    )
  })

  it('stopped at any moment, the answer is valid, keeps as many as any, and its bound holds', () => {
    const met = { stopped: 0, whole: 0, loose: 0 }
    fc.assert(
      fc.property(cases, fc.nat({ max: 2 }), fc.nat({ max: 12 }), (given, much, count) => {
        const reference = capacityReference(given.people, given.options)
        if (reference === 'PinConflict') return
        for (const change of [{ maxBroken: much }, { switchCost: much }]) {
          const whole = answer(given, change)
          const settled = answer(given, { maxBroken: 0 })
          const signal = stopAfter(count) as AbortSignal
          const { pairs, unmatched, changes, proof } = answer(
            { ...given, options: { ...given.options, signal } },
            change,
          )
          const partners = pairs.flatMap(({ members }) => members)
          for (const { id, capacity = 1 } of given.people)
            expect(partners.filter((each) => each === id).length).toBeLessThanOrEqual(capacity)
          expect(unmatched.length).toBe(given.people.filter(({ id }) => !partners.includes(id)).length)
          if (proof.stopped === undefined) {
            met.whole++
            expect({ pairs, proof }).toEqual({ pairs: whole.pairs, proof: whole.proof })
            continue
          }
          met.stopped++
          met.loose += proof.optimal ? 0 : 1
          expect(changes.kept.length).toBe(settled.changes.kept.length)
          expect(proof.value).toBeLessThanOrEqual(proof.bound)
          const people = new Set(partners).size
          const most = new Set(whole.pairs.flatMap(({ members }) => members)).size
          if (reference.options.objective === 'benefit') expect(proof.value).toBeLessThanOrEqual(whole.proof.bound)
          else expect(people).toBeLessThanOrEqual(most)
          if (reference.options.objective === 'benefit' || people === most)
            expect(proof.bound + 1e-9).toBeGreaterThanOrEqual(whole.proof.value)
        }
      }),
      { numRuns: 100 },
    )
    for (const [what, times] of Object.entries(met)) expect([what, times > 10]).toEqual([what, true])
  })

  it('tells how far it is', () => {
    const phases: string[] = []
    const people = Array.from(
      { length: 8 },
      (_, i): PersonInput => ({
        id: `p${i}`,
        offers: [`s${i % 3}`],
        wants: [`s${(i + 1) % 3}`, `s${(i + 2) % 3}`],
        capacity: 2,
      }),
    )
    answer({ people, options: { onProgress: ({ phase }) => phases.push(phase) }, previous: [] }, { maxBroken: 1 })
    expect(new Set(phases)).toEqual(new Set(['solve', 'check', 'explain']))
  })

  it('a mentor with a place less dissolves one pair, whatever the limit', () => {
    const pupil = (id: string, priority: number): PersonInput => ({
      id,
      offers: ['Spanish'],
      wants: [{ skill: 'guitar', priority }],
    })
    const mia: PersonInput = { id: 'mia', offers: [{ skill: 'guitar', level: 5 }], wants: ['Spanish'] }
    const previous: IdPair[] = ['ana', 'ben', 'cem'].map((id) => [id, 'mia'])
    const people = [{ ...mia, capacity: 2 }, pupil('ana', 1), pupil('ben', 2), pupil('cem', 3)]
    const { changes, proof } = answer({ people, options: {}, previous }, { maxBroken: 0 })
    expect(changes).toMatchObject({ dissolved: [['ana', 'mia']], formed: [], affected: ['ana', 'mia'] })
    expect(proof.optimal).toBe(true)
    // One who takes one partner must not have had several: it would not be known whom to keep.
    const single = rematch(previous, [mia, ...people.slice(1)], { maxBroken: 0 })
    expect(isLeft(single) && formatMatchError(single.left)).toBe(
      'previous[1]: expected people who are in no other pair, got "mia" (one old partner each)',
    )
  })
})
