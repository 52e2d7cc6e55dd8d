import * as fc from 'fast-check'
import type { PersonInput } from 'peermatch'
import type { MarketInput } from './markets.ts'

/**
 * Everybody teaches one skill of their own, and wants most of the others' in an order of their own: any preferences at all, with ties, so that there
 * often is no stable answer.
 */
export const crossingWishes = (most: number): fc.Arbitrary<PersonInput[]> =>
  fc
    .tuple(
      fc.uniqueArray(fc.constantFrom('ana', 'Ben', 'cem', '__proto__', 'dan', '9', '10', 'eve', '\uffff'), {
        minLength: 3,
        maxLength: most,
        size: 'max',
      }),
      fc.array(fc.record({ priority: fc.integer({ min: 1, max: 3 }), level: fc.nat(5) }), {
        minLength: most * most,
        maxLength: most * most,
      }),
    )
    .map(([ids, wishes]) =>
      ids.map((id, at) => ({
        id,
        offers: [{ skill: `of ${id}`, level: 5 }],
        wants: ids
          .map((other, to) => ({ skill: `of ${other}`, ...wishes[at * most + to]! }))
          .filter((_, to) => to !== at),
      })),
    )

/** Without rules and with the default fusion half the time. */
export const crossingMarket = (most: number): fc.Arbitrary<MarketInput> =>
  fc.record({
    people: crossingWishes(most),
    options: fc.record(
      {
        fusion: fc.constantFrom('geometric' as const, 'min' as const, 'sum' as const),
        rules: fc.oneof(
          fc.record({ maxImbalance: fc.integer({ min: 2, max: 9 }) }),
          fc.record({ minGain: fc.integer({ min: 2, max: 5 }) }),
          fc.constant({ bans: [] }),
        ),
      },
      { requiredKeys: [] },
    ),
  })
