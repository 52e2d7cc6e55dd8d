import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  type AllowedChange,
  formatMatchError,
  type IdPair,
  matchPeers,
  type OptionsInput,
  type PersonInput,
  type Rematch,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { rematchWithin } from '../../src/rematch.ts'
import { capacityMarket } from '../capacity-markets.ts'
import { marketInput } from '../markets.ts'
import { capacityReference } from './capacities.ts'
import { thousandths } from './pairing.ts'
import { everyAnswer, keyOf } from './rematch.ts'

interface Case {
  readonly people: PersonInput[]
  readonly options: OptionsInput
  readonly previous: IdPair[]
  readonly limits: Limits
}

/** People who were matched once by other options, all but some who have joined, the first of them having found another partner meanwhile. */
const cases = (several: boolean): fc.Arbitrary<Case> =>
  fc
    .tuple(
      several ? capacityMarket() : marketInput(),
      fc.constantFrom('min' as const, 'sum' as const),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(0, Infinity),
    )
    .map(([{ people, options }, fusion, joined, direct]) => {
      const before = matchPeers(people.slice(joined), { fusion })
      const previous: IdPair[] = isLeft(before) ? [] : before.right.pairs.map(({ members }) => members)
      return { people, options, previous, limits: { ...LIMITS, direct } }
    })

const answer = ({ limits, people, options, previous }: Case, change: AllowedChange): Rematch => {
  const result = rematchWithin(limits, previous, people, change, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  return result.right
}

type Worth = readonly [people: number, value: number]

const isBetter = (a: Worth, b: Worth): boolean => (a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1])
const isSame = (a: Worth, b: Worth): boolean => a[0] === b[0] && a[1] === b[1]

describe.each([
  ['one partner each', false, 500],
  ['several partners', true, 400],
])('the reasons of a rematch against all answers: %s', (_, several, numRuns) => {
  const seen: Record<string, number> = {}
  const count = (what: string, is = true): void => {
    seen[what] = (seen[what] ?? 0) + (is ? 1 : 0)
  }

  it('they are true', () => {
    fc.assert(
      fc.property(cases(several), fc.nat({ max: 2 }), fc.nat({ max: 6 }), (given, maxBroken, switchCost) => {
        const reference = capacityReference(given.people, given.options)
        if (reference === 'PinConflict') return
        const { market, places, weightOf } = reference
        const coverage = reference.options.objective === 'coverage'
        const pinned = [...market.pins.keys()].flatMap((pair) => pair.split(' '))
        const free = (pair: string): boolean => pair.split(' ').every((id) => places.get(id)! > 0)
        const old = given.previous.map(keyOf).filter((pair) => market.edges.has(pair) && free(pair))
        const weigh = (pairs: readonly string[]): number =>
          pairs.reduce((sum, pair) => sum + market.edges.get(pair)!, 0)
        const peopleIn = (pairs: readonly string[]): number =>
          coverage ? new Set([...pairs.flatMap((pair) => pair.split(' ')), ...pinned]).size : 0
        const brokenBy = (pairs: readonly string[]): readonly string[] => old.filter((pair) => !pairs.includes(pair))
        let keepable = 0
        everyAnswer(reference, (pairs) => {
          keepable = Math.max(keepable, old.length - brokenBy(pairs).length)
        })
        for (const change of [{ maxBroken }, { switchCost }]) {
          const { pairs, unmatched, proof, changes } = answer(given, change)
          const isFree = (pair: (typeof pairs)[number]): boolean => pair.pinned !== true
          const found = pairs.filter(isFree).map(({ members }) => keyOf(members))
          const cost = 'switchCost' in change ? 1000 * switchCost : 0
          const worthOf = (chosen: readonly string[]): Worth => [
            peopleIn(chosen),
            weigh(chosen) - cost * brokenBy(chosen).length,
          ]
          const own = worthOf(found)
          // By pair, the best answer within the limit that has it; by person, the best fresh ones with and without.
          const withPair = new Map<string, Worth>()
          let fresh: Worth = [-1, -Infinity]
          const freshWith = new Map<string, Worth>()
          const freshWithout = new Map<string, Worth>()
          const raise = (worths: Map<string, Worth>, key: string, worth: Worth): void => {
            const best = worths.get(key)
            if (best === undefined || isBetter(worth, best)) worths.set(key, worth)
          }
          everyAnswer(reference, (chosen) => {
            const any: Worth = [peopleIn(chosen), weigh(chosen)]
            if (isBetter(any, fresh)) fresh = any
            for (const pair of chosen) raise(freshWith, pair, any)
            const members = new Set(chosen.flatMap((pair) => pair.split(' ')))
            for (const { id } of unmatched) if (!members.has(id)) raise(freshWithout, id, any)
            if ('maxBroken' in change && keepable - (old.length - brokenBy(chosen).length) > maxBroken) return
            for (const pair of chosen) raise(withPair, pair, worthOf(chosen))
          })
          for (const { id, reason } of unmatched) {
            count(reason._tag)
            expect(reason.detail).toMatch(/^[^\n]+\.$/u)
            expect(reason.detail).not.toMatch(/undefined|NaN|\[object|Infinity| {2}/u)
            const possible = given.people
              .map((other) => other.id)
              .filter((other) => other !== id && weightOf(id, other) !== undefined && free(keyOf([id, other])))
            const inQuestion = ['OutCompeted', 'PartnersKept', 'StoppedEarly']
            expect(inQuestion.includes(reason._tag)).toBe(possible.length > 0)
            if (reason._tag === 'StoppedEarly') expect(proof.optimal).toBe(false)
            if (reason._tag === 'PartnersKept') {
              const { partner, kept, cost: more } = reason
              expect(isSame(freshWith.get(keyOf([id, partner]))!, fresh)).toBe(true)
              expect(kept.length).toBeGreaterThan(0)
              for (const pair of kept) expect(changes.kept).toContainEqual(pair)
              const parted = new Set(kept.map(keyOf))
              const gone = new Set([...brokenBy(found), ...parted])
              let exists = false
              everyAnswer(reference, (chosen) => {
                if (weigh(chosen) !== weigh(found) + Math.round(1000 * more)) return
                exists ||=
                  chosen.includes(keyOf([id, partner])) &&
                  chosen.every((pair) => !parted.has(pair)) &&
                  peopleIn(chosen) >= peopleIn(found) &&
                  brokenBy(chosen).every((pair) => gone.has(pair))
              })
              expect(exists).toBe(true)
              if (!coverage) expect(more).toBeGreaterThanOrEqual(0)
              count('costly', more > 0)
              count('several kept', kept.length > 1)
            }
            if (reason._tag !== 'OutCompeted') continue
            const { partner, lostBy, partnerHas, weight, adjustment = 0 } = reason.best
            expect(possible).toContain(partner)
            expect(lostBy).toBeGreaterThanOrEqual(0)
            const lossOf = (other: string): number => {
              const best = withPair.get(keyOf([id, other])) ?? [-1, -Infinity]
              return best[0] < own[0] ? Infinity : own[1] - best[1]
            }
            for (const other of possible) expect(lossOf(other)).toBeGreaterThanOrEqual(thousandths(lostBy))
            count('lost', lostBy > 0)
            count('exact', lostBy > 0 && lossOf(partner) === thousandths(lostBy))
            // Whom every fresh match places, and no kept pair keeps out, is out by a tie.
            const always = isBetter(fresh, freshWithout.get(id)!)
            if (always && proof.optimal) expect(Math.min(...possible.map(lossOf))).toBe(0)
            if (partnerHas === undefined) continue
            const theirs = keyOf([partner, partnerHas.id])
            expect(found).toContain(theirs)
            count('kept', partnerHas.kept === true)
            if (partnerHas.kept === true) {
              expect(old).toContain(theirs)
              if (!('maxBroken' in change)) throw new Error('a pair that only costs is not kept in any case')
              expect(keepable - (old.length - brokenBy(found).length)).toBe(maxBroken)
              continue
            }
            const isOld = (pair: string): number => (old.includes(pair) ? 1 : 0)
            const counted = (each: { readonly weight: number; readonly adjustment?: number }): number =>
              Math.round(1000 * each.weight) + Math.round(1000 * (each.adjustment ?? 0))
            const most =
              counted(partnerHas) -
              counted({ weight, adjustment }) +
              cost * (isOld(theirs) - isOld(keyOf([id, partner])))
            expect(lossOf(partner)).toBeLessThanOrEqual(most)
            if (reason.detail.includes('just as good')) expect(lossOf(partner)).toBe(0)
            count('taken')
          }
        }
      }),
      { numRuns },
    )
  })

  it('and all of them came up', () => {
    const tags = [
      'WantsNothingNew',
      'NobodyTeaches',
      'NothingOthersWant',
      'NoEligiblePartner',
      'OutCompeted',
      'PartnersKept',
    ]
    const met = ['costly', 'lost', 'exact', 'kept', 'taken']
    for (const what of tags.concat(met, several ? [] : 'several kept')) {
      expect([what, (seen[what] ?? 0) > 2, seen]).toEqual([what, true, seen])
    }
  })
})
