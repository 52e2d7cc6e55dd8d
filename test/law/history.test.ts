import { deepStrictEqual } from 'node:assert'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { type HistoryInput, type Matching, matchPeers, type Progress } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { History } from '../../src/model/history.ts'
import { AS_OF, marketWithHistory } from '../histories.ts'
import type { MarketInput } from '../markets.ts'
import { oracleAdjustment, oracleTooRecent } from '../oracle/history.ts'
import { answered, pairingReference, thousandths } from '../oracle/pairing.ts'

const RUNS = { numRuns: 400 }

const WAYS: readonly Limits[] = [
  { ...LIMITS, direct: Infinity },
  { ...LIMITS, direct: 0, way: 'swaps' },
  { ...LIMITS, direct: 0, way: 'slices' },
]

type Past = HistoryInput & { readonly met: NonNullable<HistoryInput['met']> }

const pastOf = ({ options }: MarketInput): Past => ({ ...options.history, met: options.history!.met! })

const answeredWith = ({ people, options }: MarketInput, history: HistoryInput | undefined): Matching =>
  answered(people, { ...options, history })

const decodedHistory = (input: HistoryInput): History => {
  const history = History.decode(input)
  if (isLeft(history)) throw new Error('the history of a test must be valid')
  return history.right
}

/** What a history counts for in an answer, in thousandths. */
const termsIn = (history: HistoryInput, { pairs }: Matching): number =>
  pairs.reduce((sum, { members: [a, b] }) => sum + oracleAdjustment(decodedHistory(history), a, b), 0)

const unpinned = marketWithHistory({ pins: false })

/** Pairs first under coverage, then the total. */
const expectNoBetter = (after: Matching, before: Matching): void => {
  if (before.proof.objective === 'coverage') expect(after.pairs.length).toBeLessThanOrEqual(before.pairs.length)
  if (before.proof.objective === 'benefit' || after.pairs.length === before.pairs.length)
    expect(after.proof.value).toBeLessThanOrEqual(before.proof.value)
}

describe('what does not matter', () => {
  it('a history in which nothing counts is none', () => {
    fc.assert(
      fc.property(unpinned, (market) => {
        const none = answeredWith(market, undefined)
        const { met } = pastOf(market)
        for (const history of [{}, { met }, { met, repeat: 0, halfLife: 3, asOf: AS_OF }, { repeat: -4, credit: [] }])
          deepStrictEqual(answeredWith(market, history), none)
        const strangers = [{ members: ['gone', 'long gone'], at: AS_OF }] as const
        deepStrictEqual(
          answeredWith(market, {
            met: [...strangers, { members: [market.people[0]!.id, 'gone'], at: AS_OF }],
            repeat: -9,
            noRepeatWithin: 5,
            asOf: AS_OF,
            credit: [{ id: 'gone', amount: 7 }],
          }),
          none,
        )
      }),
      RUNS,
    )
  })

  it('the order of entries and of members, and meetings before the last', () => {
    const mixed = marketWithHistory().chain((market) =>
      fc.record({
        market: fc.constant(market),
        met: fc.shuffledSubarray([...pastOf(market).met], { minLength: pastOf(market).met.length }),
        credit: fc.shuffledSubarray([...(pastOf(market).credit ?? [])], {
          minLength: (pastOf(market).credit ?? []).length,
        }),
        turned: fc.boolean(),
        earlier: fc.array(fc.constantFrom(...pastOf(market).met), { maxLength: 3 }),
      }),
    )
    fc.assert(
      fc.property(mixed, ({ market, met, credit, turned, earlier }) => {
        const first = matchPeers(market.people, market.options)
        const again = [
          ...met.map(({ members: [a, b], at }) => ({ members: turned ? ([b, a] as const) : ([a, b] as const), at })),
          ...earlier.map(({ members }) => ({ members, at: '2020-02-29' })),
          ...earlier,
        ]
        const second = matchPeers(market.people, {
          ...market.options,
          history: { ...pastOf(market), met: again, credit },
        })
        if (isLeft(first)) expect(isLeft(second)).toBe(true)
        else deepStrictEqual(second, first)
      }),
      RUNS,
    )
  })

  it('when it all was, if it is as long ago', () => {
    const later = (day: string, days: number): string =>
      new Date(Date.parse(day) + 86_400_000 * days).toISOString().slice(0, 10)
    fc.assert(
      fc.property(unpinned, fc.integer({ min: -4000, max: 4000 }), (market, days) => {
        const past = pastOf(market)
        const moved = {
          ...past,
          met: past.met.map(({ members, at }) => ({ members, at: later(at, days) })),
          asOf: later(AS_OF, days),
        }
        deepStrictEqual(answeredWith(market, moved), answeredWith(market, past))
      }),
      RUNS,
    )
  })
})

describe('what more or less of it does', () => {
  const seen = { repeats: 0, saved: 0, forbidden: 0 }

  it('whatever is changed: what gains by it is chosen rather more than less', () => {
    fc.assert(
      fc.property(unpinned, unpinned, (market, other) => {
        const one = { ...pastOf(market), noRepeatWithin: undefined }
        const two = { ...one, repeat: other.options.history?.repeat, halfLife: other.options.history?.halfLife }
        const [first, second] = [answeredWith(market, one), answeredWith(market, two)]
        const gained = (answer: Matching): number => termsIn(two, answer) - termsIn(one, answer)
        expect(gained(second)).toBeGreaterThanOrEqual(gained(first))
      }),
      RUNS,
    )
  })

  it('a greater repeat never makes fewer pairs meet again', () => {
    fc.assert(
      fc.property(unpinned, fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 }), (market, repeat, more) => {
        const { met } = pastOf(market)
        const again = ({ pairs }: Matching): number =>
          pairs.filter((pair) => met.some(({ members }) => pair.members.every((id) => members.includes(id)))).length
        const [less, rather] = [repeat, repeat + more].map((each) => again(answeredWith(market, { met, repeat: each })))
        expect(rather).toBeGreaterThanOrEqual(less!)
        if (rather! > less!) seen.repeats++
      }),
      RUNS,
    )
  })

  it('more credit never costs anybody their place, and enough of it wins one wherever there is one', () => {
    fc.assert(
      fc.property(unpinned, fc.nat(8), fc.integer({ min: 1, max: 30_000 }), (market, at, more) => {
        const past = pastOf(market)
        const { id } = market.people[at % market.people.length]!
        const credits = (past.credit ?? []).filter((credit) => credit.id !== id)
        const had = (past.credit ?? []).find((credit) => credit.id === id)?.amount ?? 0
        const placed = (amount: number): boolean =>
          answeredWith(market, { ...past, credit: [...credits, { id, amount }] }).pairs.some(({ members }) =>
            members.includes(id),
          )
        const before = placed(had)
        if (before) expect(placed(had + more / 1000)).toBe(true)
        const reference = pairingReference(market.people, market.options)
        if (reference === 'PinConflict') throw new Error('there are no pins')
        const possible = market.people.some((other) => reference.weightOf(id, other.id) !== undefined)
        // Under coverage most pairs come first, and a person may have to stand back for that.
        if (market.options.objective !== 'coverage') expect(placed(1_000_000)).toBe(possible)
        if (possible && !before) seen.saved++
      }),
      RUNS,
    )
  })

  it('noRepeatWithin holds, and never raises the total', () => {
    fc.assert(
      fc.property(unpinned, fc.constantFrom(1, 2, 14, 15, 60, 5000), (market, noRepeatWithin) => {
        const free = { ...pastOf(market), noRepeatWithin: undefined }
        const strict = { ...free, noRepeatWithin }
        const [before, after] = [answeredWith(market, free), answeredWith(market, strict)]
        expectNoBetter(after, before)
        expectNoBetter(answeredWith(market, { ...free, noRepeatWithin: 2 * noRepeatWithin }), after)
        for (const { members } of after.pairs) expect(oracleTooRecent(decodedHistory(strict), ...members)).toBe(false)
        seen.forbidden += before.pairs.filter(({ members }) =>
          oracleTooRecent(decodedHistory(strict), ...members),
        ).length
      }),
      RUNS,
    )
  })

  it('and all of that came up', () => {
    for (const [what, times] of Object.entries(seen)) expect([what, times > 10]).toEqual([what, true])
  })
})

describe('stopped at any moment', () => {
  it('bounds hold with a history too, and gaps are from 0 to 1', () => {
    let worse = 0
    fc.assert(
      fc.property(marketWithHistory(), fc.nat({ max: 40 }), fc.constantFrom(...WAYS), (market, count, limits) => {
        const { people, options } = market
        let asked = -1
        const told: Progress[] = []
        const signal = {
          get aborted() {
            return asked++ >= count
          },
        }
        const onProgress = (progress: Progress): void => void told.push(progress)
        const answer = matchPeersWithin(limits, people, { ...options, signal, onProgress })
        const reference = pairingReference(people, options)
        if (isLeft(answer) || reference === 'PinConflict') {
          expect(isLeft(answer) && answer.left._tag).toBe('PinConflict')
          return
        }
        const { proof, pairs } = answer.right
        const { best } = reference
        for (const { gap } of [proof, ...told]) {
          expect(gap).toBeGreaterThanOrEqual(0)
          expect(gap).toBeLessThanOrEqual(1)
        }
        expect(proof.optimal).toBe(proof.bound === proof.value)
        if (proof.objective === 'coverage') expect(pairs.length).toBeLessThanOrEqual(best.pairs)
        if (proof.objective === 'benefit' || pairs.length === best.pairs) {
          if (proof.objective === 'benefit') expect(thousandths(proof.value)).toBeLessThanOrEqual(best.weight)
          expect(Math.round(2000 * proof.bound)).toBeGreaterThanOrEqual(2 * best.weight)
        }
        if (thousandths(proof.value) < best.weight) worse++
      }),
      { numRuns: 1000 },
    )
    expect(worse).toBeGreaterThan(50)
  })
})
