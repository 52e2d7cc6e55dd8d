import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { planRounds } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import { planRoundsWithin, type RoundLimits } from '../../src/plan-rounds.ts'
import { marketWithHistory } from '../histories.ts'
import { marketInput } from '../markets.ts'
import { pairingReference, thousandths } from './pairing.ts'

const told = (way: 'posting' | 'swaps' | 'slices'): RoundLimits => ({ ...LIMITS, direct: 0, held: 0, way })

const given = fc.tuple(
  fc.oneof(marketInput({ pins: false }), marketWithHistory()),
  fc.integer({ min: 1, max: 5 }),
  fc.constantFrom('benefit' as const, 'coverage' as const),
  fc.constantFrom('posting' as const, 'swaps' as const, 'slices' as const),
)

describe('a season planned round by round, without holding the pairs', () => {
  const seen = { exact: 0, less: 0, shared: 0, never: 0, most: 0, negative: 0 }

  it('is a season; its bounds hold for the one planned as a whole, which is rarely better', () => {
    fc.assert(
      fc.property(given, ([{ people, options }, rounds, objective, way]) => {
        const asked = { ...options, objective, rules: { ...options.rules, pins: [] } }
        const reference = pairingReference(people, asked)
        if (reference === 'PinConflict') return
        const whole = planRounds(people, rounds, asked)
        const season = planRoundsWithin(told(way), people, rounds, asked)
        if (isLeft(whole) || isLeft(season)) {
          expect(season).toEqual(whole)
          return
        }
        const { summary, proof, never } = season.right
        const { edges } = reference.market
        const met = new Set<string>()
        let weight = 0
        for (const { pairs, sitOut } of season.right.rounds) {
          const here = pairs.flatMap(({ members }) => members)
          expect([...here, ...sitOut, ...never].toSorted()).toEqual(people.map(({ id }) => id).toSorted())
          for (const { members } of pairs) {
            const key = members.join(' ')
            expect(met.has(key)).toBe(false)
            met.add(key)
            weight += edges.get(key)!
          }
        }
        expect(never).toEqual(whole.right.never)
        expect(summary.pairs).toBe(met.size)
        expect(thousandths(proof.value)).toBe(weight)
        expect(summary.sitOuts.most).toBeGreaterThanOrEqual(summary.sitOuts.least)

        expect(summary.mostPairs).toBeGreaterThanOrEqual(whole.right.summary.pairs)
        expect(proof.bound).toBeGreaterThanOrEqual(proof.value)
        if (objective === 'benefit' || whole.right.summary.pairs >= summary.pairs)
          expect(proof.bound).toBeGreaterThanOrEqual(whole.right.proof.value)
        if (proof.optimal && objective === 'benefit') expect(whole.right.proof.value).toBe(proof.value)
        if (proof.optimal && objective === 'coverage') expect(whole.right.summary.pairs).toBe(summary.pairs)
        seen.exact += proof.optimal ? 1 : 0
        seen.less += whole.right.proof.value > proof.value ? 1 : 0
        seen.most += summary.pairs === summary.mostPairs && summary.pairs > 0 ? 1 : 0
        seen.never += never.length > 0 ? 1 : 0
        seen.negative += [...edges.values()].some((own) => own < 0) ? 1 : 0
        const { least, most } = summary.sitOuts
        seen.shared += objective === 'coverage' && most > 0 && most - least <= 1 ? 1 : 0
      }),
      { numRuns: 500 },
    )
    const { negative, ...others } = seen
    expect(negative).toBeGreaterThan(0)
    for (const [what, count] of Object.entries(others)) expect([what, count > 8, seen]).toEqual([what, true, seen])
  })

  it('stopped at any moment it is one, and the bound holds', () => {
    const met = { stopped: 0, pairs: 0 }
    fc.assert(
      fc.property(given, fc.nat({ max: 40 }), ([{ people, options }, rounds, objective, way], count) => {
        let asked = -1 // Once while it is decoded.
        const signal = {
          get aborted() {
            return asked++ >= count
          },
        } as AbortSignal
        const wanted = { ...options, objective, rules: { ...options.rules, pins: [] } }
        const whole = planRounds(people, rounds, wanted)
        const season = planRoundsWithin(told(way), people, rounds, { ...wanted, signal })
        if (isLeft(whole) || isLeft(season)) return
        const { summary, proof } = season.right
        const pairs = season.right.rounds.flatMap((round) => round.pairs.map(({ members }) => members.join(' ')))
        expect(new Set(pairs).size).toBe(summary.pairs)
        expect(pairs.length).toBe(summary.pairs)
        expect(summary.mostPairs).toBeGreaterThanOrEqual(whole.right.summary.pairs)
        if (objective === 'benefit' || whole.right.summary.pairs >= summary.pairs)
          expect(proof.bound).toBeGreaterThanOrEqual(whole.right.proof.value)
        if (asked > count) met.stopped++
        met.pairs += asked > count ? summary.pairs : 0
      }),
      { numRuns: 250 },
    )
    for (const [what, times] of Object.entries(met)) expect([what, times > 20]).toEqual([what, true])
  })

  it('refuses what a season planned as a whole refuses', () => {
    const people = [
      { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
      { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
    ]
    for (const options of [{ objective: 'stable' as const }, { rules: { pins: [['ana', 'ben'] as const] } }])
      expect(planRoundsWithin(told('swaps'), people, 2, options)).toEqual(planRounds(people, 2, options))
  })
})
