import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  type AllowedChange,
  formatMatchError,
  type IdPair,
  matchPeers,
  type OptionsInput,
  type PersonInput,
  rematch,
  type Rematch,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { rematchWithin } from '../../src/rematch.ts'
import { capacityMarket } from '../capacity-markets.ts'
import { marketInput } from '../markets.ts'
import { oracleBenefit } from './benefit.ts'
import { capacityReference } from './capacities.ts'
import { thousandths } from './pairing.ts'
import { everyAnswer, keyOf } from './rematch.ts'

interface Case {
  readonly people: PersonInput[]
  readonly options: OptionsInput
  readonly previous: IdPair[]
  readonly limits: Limits
}

/** People who were matched once by another objective, all but some who have joined; some have places no more. */
const cases = (several: boolean): fc.Arbitrary<Case> =>
  fc
    .tuple(
      several ? capacityMarket() : marketInput(),
      fc.constantFrom('min' as const, 'sum' as const),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(0, Infinity),
      fc.constantFrom(0, 1),
    )
    .map(([{ people, options }, fusion, joined, direct, more]) => {
      const then = people.slice(joined).map((person) => {
        const { capacity = 1 } = person
        return capacity > 1 ? { ...person, capacity: capacity + more } : person
      })
      const before = matchPeers(then, { fusion })
      const previous: IdPair[] = isLeft(before) ? [] : before.right.pairs.map(({ members }) => members)
      return { people, options: { ...options, objective: 'worst-off' }, previous, limits: { ...LIMITS, direct } }
    })

const answer = ({ limits, people, options, previous }: Case, change: AllowedChange): Rematch => {
  const result = rematchWithin(limits, previous, people, change, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  return result.right
}

type Worth = readonly [people: number, smallest: number, value: number]

const isBetter = (a: Worth, b: Worth): boolean =>
  a[0] !== b[0] ? a[0] > b[0] : a[1] !== b[1] ? a[1] > b[1] : a[2] > b[2]

describe.each([
  ['one partner each', false, 220],
  ['several partners', true, 300],
])('a rematch under worst-off against all answers: %s', (_, several, numRuns) => {
  const seen = { dearer: 0, below: 0, dissolved: 0, kept: 0, tooLittle: 0, outCompeted: 0, partnersKept: 0, loose: 0 }

  it('the most people, then the greatest smallest gain, then the greatest total, within the limit', () => {
    fc.assert(
      fc.property(cases(several), fc.nat({ max: 2 }), fc.nat({ max: 6 }), (given, maxBroken, switchCost) => {
        const reference = capacityReference(given.people, given.options)
        if (reference === 'PinConflict') return
        const { market, places, weightOf, people, options } = reference
        const gainsOf = (a: string, b: string): readonly [number, number] => [
          oracleBenefit(people.get(b)!, people.get(a)!, options.skills),
          oracleBenefit(people.get(a)!, people.get(b)!, options.skills),
        ]
        const least = new Map(
          [...market.edges.keys()].map((pair) => {
            const [a, b] = pair.split(' ') as [string, string]
            return [pair, Math.min(...gainsOf(a, b))]
          }),
        )
        const pinned = new Set([...market.pins.keys()].flatMap((pair) => pair.split(' ')))
        const free = (pair: string): boolean => pair.split(' ').every((id) => places.get(id)! > 0)
        const old = given.previous.map(keyOf).filter((pair) => market.edges.has(pair) && free(pair))
        const worthOf = (pairs: readonly string[], cost: number): Worth => {
          const placed = new Set([...pinned, ...pairs.flatMap((pair) => pair.split(' '))]).size
          const broken = old.filter((pair) => !pairs.includes(pair)).length
          return [
            placed,
            placed > pinned.size ? Math.min(...pairs.map((pair) => least.get(pair)!)) : 0,
            pairs.reduce((sum, pair) => sum + market.edges.get(pair)!, 0) - cost * broken,
          ]
        }
        let keepable = 0
        everyAnswer(reference, (pairs) => {
          keepable = Math.max(keepable, old.filter((pair) => pairs.includes(pair)).length)
        })
        for (const change of [{ maxBroken }, { switchCost }]) {
          const { pairs, unmatched, proof, changes, stability } = answer(given, change)
          const cost = 'switchCost' in change ? 1000 * switchCost : 0
          let best: Worth = [-1, 0, 0]
          let fresh: Worth = [-1, 0, 0]
          const freshWith = new Map<string, Worth>()
          everyAnswer(reference, (chosen) => {
            const any = worthOf(chosen, 0)
            if (isBetter(any, fresh)) fresh = any
            for (const pair of chosen) {
              const before = freshWith.get(pair)
              if (before === undefined || isBetter(any, before)) freshWith.set(pair, any)
            }
            const kept = old.filter((pair) => chosen.includes(pair)).length
            if ('maxBroken' in change && keepable - kept > maxBroken) return
            const worth = worthOf(chosen, cost)
            if (isBetter(worth, best)) best = worth
          })
          const found = pairs.filter((pair) => pair.pinned !== true).map(({ members }) => keyOf(members))
          const worth = worthOf(found, cost)
          const broken = old.filter((pair) => !found.includes(pair))
          if ('maxBroken' in change) expect(keepable - (old.length - broken.length)).toBeLessThanOrEqual(maxBroken)
          if (proof.optimal) expect(worth).toEqual(best)
          else expect(isBetter(worth, best)).toBe(false)
          seen.loose += proof.optimal ? 0 : 1
          const pins = [...market.pins.values()].reduce((sum, own) => sum + own, 0)
          expect(thousandths(proof.value)).toBe(worth[2] + pins)
          expect(proof.objective).toBe('worst-off')
          expect(proof.smallestGain).toBe(worth[0] > pinned.size ? worth[1] : undefined)
          if (worth[0] === best[0] && worth[1] === best[1])
            expect(thousandths(proof.bound)).toBeGreaterThanOrEqual(best[2] + pins)
          expect(thousandths(stability.freshWeight)).toBe(fresh[2] + pins)
          expect(Math.round(1000 * stability.cost)).toBe(fresh[2] - worth[2] - cost * broken.length)

          for (const { id, reason } of unmatched) {
            const possible = given.people
              .map((other) => other.id)
              .filter((other) => other !== id && weightOf(id, other) !== undefined && free(keyOf([id, other])))
            const leastWith = (other: string): number => least.get(keyOf([id, other]))!
            const enough = possible.some((other) => leastWith(other) >= worth[1])
            if (reason._tag === 'GainsTooLittle') {
              expect(enough).toBe(false)
              expect(reason.smallestGain).toBe(worth[1])
              expect(leastWith(reason.best.partner)).toBe(Math.max(...possible.map(leastWith)))
              seen.tooLittle++
            } else if (reason._tag === 'OutCompeted') {
              expect(leastWith(reason.best.partner)).toBeGreaterThanOrEqual(worth[1])
              let most = -Infinity
              everyAnswer(reference, (chosen) => {
                const kept = old.filter((pair) => chosen.includes(pair)).length
                if (!chosen.includes(keyOf([id, reason.best.partner]))) return
                if ('maxBroken' in change && keepable - kept > maxBroken) return
                const other = worthOf(chosen, cost)
                if (other[0] === worth[0] && other[1] === worth[1]) most = Math.max(most, other[2])
              })
              expect(worth[2] - most).toBeGreaterThanOrEqual(thousandths(reason.best.lostBy))
              seen.outCompeted++
            } else if (reason._tag === 'PartnersKept') {
              const { partner, kept, cost: more } = reason
              expect(freshWith.get(keyOf([id, partner]))).toEqual(fresh)
              expect(kept.length).toBeGreaterThan(0)
              for (const pair of kept) expect(changes.kept).toContainEqual(pair)
              const gone = new Set([...broken, ...kept.map(keyOf)])
              let exists = false
              everyAnswer(reference, (chosen) => {
                exists ||=
                  chosen.includes(keyOf([id, partner])) &&
                  worthOf(chosen, 0)[2] === worthOf(found, 0)[2] + Math.round(1000 * more) &&
                  kept.every((pair) => !chosen.includes(keyOf(pair))) &&
                  old.every((pair) => chosen.includes(pair) || gone.has(pair))
              })
              expect(exists).toBe(true)
              seen.partnersKept++
            } else if (reason._tag === 'StoppedEarly') expect(proof.optimal).toBe(false)
            else expect(possible).toEqual([])
          }
          seen.kept += changes.kept.length
          seen.dissolved += broken.length
          seen.below += broken.some((pair) => least.get(pair)! < worth[1]) ? 1 : 0
          const plain = rematchWithin(given.limits, given.previous, given.people, change, {
            ...given.options,
            objective: 'coverage',
          })
          if (!isLeft(plain) && plain.right.proof.value > proof.value) seen.dearer++
        }
      }),
      { numRuns },
    )
    const { loose, partnersKept, ...others } = seen
    expect(loose).toBeLessThan(20)
    expect(partnersKept).toBeGreaterThan(0)
    for (const [what, count] of Object.entries(others)) expect([what, count > 5, seen]).toEqual([what, true, seen])
  })

  it('with any number of changes it is as good as a fresh match, and from that nothing need change', () => {
    fc.assert(
      fc.property(cases(several), (given) => {
        const fresh = matchPeers(given.people, given.options)
        if (isLeft(fresh)) return
        expect(answer(given, { maxBroken: 1000 }).proof).toEqual(fresh.right.proof)
        const settled = { ...given, previous: fresh.right.pairs.map(({ members }) => members) }
        const again = answer(settled, { switchCost: 0.001 })
        expect(again.changes).toMatchObject({ dissolved: [], formed: [], gone: [], affected: [] })
        expect(again.proof.smallestGain).toBe(fresh.right.proof.smallestGain)
      }),
      { numRuns: 60 },
    )
  })
})

it('stopped at any moment, the answer is valid and keeps within the limit', () => {
  const met = { stopped: 0, raised: 0 }
  fc.assert(
    fc.property(cases(false), fc.nat({ max: 60 }), (given, count) => {
      let asked = -1 // Once while it is decoded.
      const signal = {
        get aborted() {
          return asked++ >= count
        },
      } as AbortSignal
      const result = rematch(given.previous, given.people, { maxBroken: 1 }, { ...given.options, signal })
      if (isLeft(result)) return
      const { pairs, changes, proof } = result.right
      expect(changes.dissolved.length).toBeLessThanOrEqual(1)
      if (proof.stopped === undefined) return
      met.stopped++
      met.raised += changes.dissolved.length > 0 ? 1 : 0
      const free = pairs.filter(({ pinned }) => pinned !== true)
      if (free.length > 0) expect(proof.smallestGain).toBe(Math.min(...free.flatMap(({ gains }) => gains)))
      const best = answer(given, { maxBroken: 1 })
      expect(pairs.length).toBeLessThanOrEqual(best.pairs.length)
      if (proof.optimal) expect(proof.smallestGain).toBe(best.proof.smallestGain)
    }),
    { numRuns: 120 },
  )
  for (const [what, count] of Object.entries(met)) expect([what, count > 5]).toEqual([what, true])
})
