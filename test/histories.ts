import * as fc from 'fast-check'
import type { Credit, HistoryInput, Meeting } from 'peermatch'
import { type MarketInput, marketInput } from './markets.ts'

export const AS_OF = '2026-11-24'

/** What happened among these people, and to some who have left. All days are far enough from every limit that floats do not matter. */
export const historyOf = (ids: readonly string[]): fc.Arbitrary<HistoryInput> => {
  const known = fc.constantFrom(...ids, 'gone', 'long gone')
  const meeting: fc.Arbitrary<Meeting> = fc.record({
    members: fc
      .uniqueArray(known, { minLength: 2, maxLength: 2 })
      .map((pair): readonly [string, string] => [pair[0]!, pair[1]!]),
    at: fc.constantFrom(AS_OF, '2026-11-23', '2026-11-10', '2026-10-01', '2024-02-29'),
  })
  const amount = fc.oneof(fc.constantFrom(0, 0.5, 3, 40), fc.double({ min: 0, max: 20, noNaN: true }))
  const credit: fc.Arbitrary<Credit> = fc.record({ id: known, amount })
  return fc
    .record(
      {
        met: fc.array(meeting, { minLength: 1, maxLength: 14 }),
        repeat: fc.oneof(fc.constantFrom(-0.5, -3, -20, -1000, 1, 2, 10), fc.double({ min: -8, max: 8, noNaN: true })),
        halfLife: fc.constantFrom(7, 30.5, 0.25, 400),
        noRepeatWithin: fc.constantFrom(1, 2, 14, 15, 60),
        credit: fc.uniqueArray(credit, { maxLength: 4, selector: ({ id }) => id }),
      },
      { requiredKeys: ['met'] },
    )
    .map((history) => ({ ...history, asOf: AS_OF }))
}

/** Small markets as {@link marketInput}, whose people have a past. */
export const marketWithHistory = (given?: { readonly pins?: boolean }): fc.Arbitrary<MarketInput> =>
  marketInput(given).chain(({ people, options }) =>
    historyOf(people.map(({ id }) => id)).map((history) => ({ people, options: { ...options, history } })),
  )
