import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { type HistoryInput, matchPeers } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { capacityMarket } from '../capacity-markets.ts'
import { AS_OF } from '../histories.ts'
import type { MarketInput } from '../markets.ts'
import { capacityReference } from './capacities.ts'
import { thousandths } from './pairing.ts'

/** Half of all pairs have met, which they are the worse for: many possible pairs weigh nothing or less. */
const dislike = (ids: readonly string[]): fc.Arbitrary<HistoryInput> => {
  const pairs = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b] as const))
  return fc.record({
    met: fc
      .subarray(pairs, { minLength: Math.min(1, pairs.length) })
      .map((met) => met.map((members) => ({ members, at: AS_OF }))),
    repeat: fc.constantFrom(-0.5, -2, -4, -7, -30),
    credit: fc.constantFrom([], [], [{ id: ids[0] ?? 'nobody', amount: 3 }]),
    asOf: fc.constant(AS_OF),
  })
}

const market: fc.Arbitrary<MarketInput> = capacityMarket({ pins: false }).chain(({ people, options }) =>
  dislike(people.map(({ id }) => id)).map((history) => ({ people, options: { ...options, history } })),
)

const seen = { worthless: 0, exact: 0, takesAPlace: 0, freePlace: 0, coverage: 0, worstOff: 0 }

const agree = ({ people, options }: MarketInput): void => {
  const reference = capacityReference(people, options)
  const result = matchPeers(people, options)
  if (reference === 'PinConflict' || isLeft(result)) throw new Error('there are no pins')
  const { pairs, unmatched, proof } = result.right
  const best = reference.bestWith()!
  for (const { id, reason } of unmatched) {
    if (reason._tag !== 'OutCompeted') continue
    const { partner, weight, adjustment = 0 } = reason.best
    if (Math.round(1000 * weight) + Math.round(1000 * adjustment) > 0) continue
    // What the total really falls by when the pair is forced.
    const forced = reference.bestWith([id, partner])!
    if (proof.objective === 'coverage') {
      seen.coverage++
      expect(forced.people).toBe(best.people)
    }
    const loss = best.weight - forced.weight
    expect(thousandths(reason.best.lostBy)).toBeLessThanOrEqual(loss)
    seen.worthless++
    if (thousandths(reason.best.lostBy) === loss) seen.exact++
    const { capacity = 1 } = people.find((other) => other.id === partner)!
    const taken = pairs.filter(({ members }) => members.includes(partner)).length
    if (taken === capacity) seen.takesAPlace++
    else if (taken > 0) seen.freePlace++
  }
}

describe('a missed pair that weighs nothing or less', () => {
  it('costs no more than brute force says, in 2,500 markets with capacities of up to 3', () => {
    fc.assert(fc.property(market, agree), { numRuns: 2500 })
  })

  it('nor does any missed pair under worst-off, among pairs in which nobody gains less: 700 markets, in half of which all take one', () => {
    const worstOff = fc.tuple(market, fc.boolean()).map(
      ([{ people, options }, alone]): MarketInput => ({
        people: alone ? people.map((person) => ({ ...person, capacity: 1 })) : people,
        options: { ...options, objective: 'worst-off' },
      }),
    )
    fc.assert(
      fc.property(worstOff, ({ people, options }) => {
        const result = matchPeers(people, options)
        if (isLeft(result)) throw new Error('there are no pins')
        const { unmatched, proof } = result.right
        if (proof.smallestGain === undefined) return
        const rules = { ...options.rules, minGain: Math.max(proof.smallestGain, options.rules?.minGain ?? 0) }
        const reference = capacityReference(people, { ...options, objective: 'coverage', rules })
        if (reference === 'PinConflict') throw new Error('there are no pins')
        const best = reference.bestWith()!
        expect(thousandths(proof.value)).toBe(best.weight)
        for (const { id, reason } of unmatched) {
          if (reason._tag !== 'OutCompeted') continue
          const forced = reference.bestWith([id, reason.best.partner])!
          expect(forced.people).toBe(best.people)
          expect(thousandths(reason.best.lostBy)).toBeLessThanOrEqual(best.weight - forced.weight)
          seen.worstOff++
        }
      }),
      { numRuns: 700 },
    )
  })

  it('and these markets are about something', () => {
    for (const [what, times] of Object.entries(seen)) expect([what, times, times > 20]).toEqual([what, times, true])
  })
})
