import * as fc from 'fast-check'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { blockingPairs, matchPeers } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { crossingMarket } from '../crossing-wishes.ts'
import { historyOf, marketWithHistory } from '../histories.ts'
import { type MarketInput, marketInput } from '../markets.ts'
import { thousandths } from './pairing.ts'
import { stableReference } from './stable-people.ts'

/** What the cases turned out to be about, so that a generator that has gone dull is noticed. */
const seen = {
  conflicts: 0,
  stable: 0,
  unstable: 0,
  costs: 0,
  pinned: 0,
  elsewhere: 0,
  circles: 0,
  audits: 0,
  clean: 0,
  history: 0,
}

/** Up to the last bit, which the oracle's other formula need not share. */
const close = <A extends { readonly weight: number }>(list: readonly A[]): readonly A[] =>
  list.map((one) => ({ ...one, weight: Math.round(one.weight * 1e9) / 1e9 }))

const agree = ({ people, options }: MarketInput): void => {
  const reference = stableReference(people, options)
  const result = matchPeers(people, { ...options, objective: 'stable' })
  if (reference === undefined) {
    seen.conflicts++
    expect(isLeft(result) && result.left._tag).toBe('PinConflict')
    return
  }
  if (isLeft(result)) throw new Error(`expected an answer, got ${result.left._tag}`)
  const { pairs, unmatched, proof, stability } = result.right
  if (stability === undefined) throw new Error('under stable it is told')
  const { ids, lists, gain, mateOf, pairing } = reference
  const brute = reference.brute()

  // All pairs are possible or pinned, and the claims are those of brute force.
  const chosen = pairs.filter(({ pinned }) => pinned === undefined).map(({ members }) => members)
  const mate = mateOf(chosen)
  expect(mate.filter((v) => v >= 0).length).toBe(2 * chosen.length)
  expect(pairs.length - chosen.length).toBe(pairing.market.pins.size)
  expect(stability.stable).toBe(brute.stable.length > 0)
  if (stability.stable) expect(brute.stable).toContainEqual(mate)
  expect(close(stability.blockingPairs)).toEqual(close(reference.blocking(chosen)))
  expect(stability.leastBlocking).toBeLessThanOrEqual(brute.fewest)
  expect(proof.optimal).toBe(stability.blockingPairs.length === stability.leastBlocking)
  if (proof.optimal) expect(stability.blockingPairs.length).toBe(brute.fewest)
  expect(stability.oddParties.length > 0).toBe(!stability.stable)
  for (const party of stability.oddParties) {
    expect(party.length % 2 === 1 && party.length >= 3).toBe(true)
    party.forEach((id, at) => {
      const [next, before] = [party[(at + 1) % party.length]!, party.at(at - 1)!].map((one) => ids.indexOf(one))
      const list = lists[ids.indexOf(id)]!
      expect(list).toContain(next)
      expect(list.indexOf(next!)).toBeLessThan(list.indexOf(before!))
    })
  }

  // What it weighs, and what could be had without regard to preferences.
  const pinned = [...pairing.market.pins.values()].reduce((sum, weight) => sum + weight, 0)
  const weight = chosen.reduce((sum, [a, b]) => sum + pairing.weightOf(a, b)!, pinned)
  expect(thousandths(proof.value)).toBe(weight)
  expect(thousandths(proof.bound)).toBe(pairing.best.weight)
  const gap = weight === pairing.best.weight ? 0 : weight <= 0 ? 1 : 1 - weight / pairing.best.weight
  expect(proof.gap).toBeCloseTo(gap, 9)
  seen.history += options.history !== undefined && pairs.length > 0 ? 1 : 0

  // Who is left over had possible partners if and only if the reason says so, and the reason is true.
  for (const { id, reason } of unmatched) {
    const list = lists[ids.indexOf(id)]!
    const preferring = reason._tag === 'PreferredElsewhere' || reason._tag === 'OddCircle'
    expect(preferring).toBe(list.length > 0)
    if (reason._tag === 'OddCircle') {
      seen.circles++
      expect(reason.circle).toContain(id)
      expect(stability.oddParties).toContainEqual(reason.circle)
    }
    if (reason._tag !== 'PreferredElsewhere') continue
    seen.elsewhere++
    const { partner, gains, partnerHas } = reason.best
    const favourite = list[0]!
    expect(partner).toBe(ids[favourite])
    expect(gains).toEqual([gain(id, partner), gain(partner, id)])
    expect(partnerHas.id).toBe(ids[mate[favourite]!])
    expect(partnerHas.gain).toBe(gain(partner, partnerHas.id))
    const theirs = lists[favourite]!
    const blocks = theirs.indexOf(ids.indexOf(id)) < theirs.indexOf(mate[favourite]!)
    expect(reason.detail.includes('would rather have')).toBe(blocks)
    if (stability.stable) expect(blocks).toBe(false)
  }

  expect(
    blockingPairs(
      people,
      pairs.map(({ members }) => members),
      options,
    ),
  ).toEqual(right(stability.blockingPairs))
  seen.stable += stability.stable ? 1 : 0
  seen.unstable += stability.stable ? 0 : 1
  seen.costs += proof.gap > 0 ? 1 : 0
  seen.pinned += pairing.market.pins.size > 0 ? 1 : 0
}

const withHistory: fc.Arbitrary<MarketInput> = fc.oneof(
  marketWithHistory(),
  crossingMarket(7).chain(({ people, options }) =>
    historyOf(people.map(({ id }) => id)).map((history) => ({ people, options: { ...options, history } })),
  ),
)

/** Any pairs at all, possible or not. */
const withAnyPairs = (
  markets: fc.Arbitrary<MarketInput>,
): fc.Arbitrary<readonly [MarketInput, readonly (readonly [string, string])[]]> =>
  markets.chain((market) =>
    fc
      .tuple(fc.shuffledSubarray(market.people, { minLength: market.people.length }), fc.nat(4))
      .map(([people, most]) => [
        market,
        Array.from(
          { length: Math.min(most, people.length >> 1) },
          (_, at) => [people[2 * at]!.id, people[2 * at + 1]!.id] as const,
        ),
      ]),
  )

const auditAgrees = ([{ people, options }, pairs]: readonly [
  MarketInput,
  readonly (readonly [string, string])[],
]): void => {
  const reference = stableReference(people, options)
  const result = blockingPairs(people, pairs, options)
  if (isLeft(result)) {
    expect(reference).toBe(undefined)
    expect(result.left._tag).toBe('PinConflict')
    return
  }
  const expected = reference!.blocking(pairs)
  expect(close(result.right)).toEqual(close(expected))
  seen.audits += expected.length > 0 ? 1 : 0
  seen.clean += expected.length > 0 ? 0 : 1
}

describe('stable answers are what brute force over all matchings finds', () => {
  it('markets of 2 to 9 people, with everything that options can say', () => {
    fc.assert(fc.property(marketInput(), agree), { numRuns: 1000 })
  })

  it('people whose wishes cross, so that often nothing is stable', () => {
    fc.assert(fc.property(crossingMarket(8), agree), { numRuns: 600 })
  })

  it('people with a past: the greatest total looks at it, preferences only where gains are equal', () => {
    fc.assert(fc.property(withHistory, agree), { numRuns: 600 })
  })

  it('the audit lists the blocking pairs of any pairs at all', () => {
    fc.assert(fc.property(withAnyPairs(fc.oneof(marketInput(), crossingMarket(9), withHistory)), auditAgrees), {
      numRuns: 1000,
    })
  })

  it('and these cases are about something', () => {
    for (const [what, count] of Object.entries(seen)) expect([what, count > 20]).toEqual([what, true])
  })
})
