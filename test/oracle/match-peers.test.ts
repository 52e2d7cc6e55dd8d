import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { matchPeers } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { type MarketInput, marketInput } from '../markets.ts'
import { oracleWeight } from './benefit.ts'
import { describedPair, pairingReference, thousandths } from './pairing.ts'

/** What the cases turned out to be about, so that a generator that has gone dull is noticed. */
const seen = { markets: 0, conflicts: 0, pairs: 0, pinned: 0, coverageMattered: 0, related: 0, alias: 0, left: 0 }

const agree = ({ people, options }: MarketInput): void => {
  const reference = pairingReference(people, options)
  const result = matchPeers(people, options)
  if (reference === 'PinConflict') {
    seen.conflicts++
    expect(isLeft(result) && result.left._tag).toBe('PinConflict')
    return
  }
  if (isLeft(result)) throw new Error(`expected an answer, got ${result.left._tag}`)
  const { pairs, unmatched, proof } = result.right
  const { best, market, weightOf } = reference
  const pinnedOf = (a: string, b: string): number | undefined => market.pins.get(`${a} ${b}`)

  // The value is the best there is, and what the pairs weigh.
  expect(thousandths(proof.value)).toBe(best.weight)
  if (proof.objective === 'coverage') expect(pairs.length).toBe(best.pairs)
  const weights = pairs.map(({ members: [a, b], pinned }) => (pinned ? pinnedOf(a, b) : weightOf(a, b)) ?? Number.NaN)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(best.weight)
  // Those that rules took away were counted on both sides.
  const taken = [...market.excluded].filter(([key]) => !key.endsWith(' mutualBenefit'))
  expect(proof.possiblePairs).toBe(market.edges.size + taken.reduce((sum, [, count]) => sum + count, 0) / 2)
  expect(pairs.filter(({ pinned }) => pinned).length).toBe(market.pins.size)

  // Each pair says what the definitions say.
  for (const { pinned, weight, ...said } of pairs) {
    const expected = describedPair(reference, said.members)
    expect(said).toEqual(expected)
    expect(weight).toBeCloseTo(oracleWeight(reference.options.fusion, ...expected.gains), 10)
    seen.pinned += pinned ? 1 : 0
    seen.related += expected.exchange.filter(({ taught }) => taught !== undefined).length
    seen.alias += expected.exchange.filter(({ skill, taught }) => skill === 'cpp' && taught === undefined).length
  }
  seen.markets++
  seen.pairs += pairs.length
  seen.left += unmatched.length
  if (proof.objective === 'coverage') {
    const heaviest = pairingReference(people, { ...options, objective: 'benefit' })
    if (heaviest !== 'PinConflict' && heaviest.best.weight > best.weight) seen.coverageMattered++
  }
}

describe('the answer is what brute force over all pairings finds', () => {
  it('3,000 markets of 2 to 9 people, with everything that options can say', () => {
    fc.assert(fc.property(marketInput(), agree), { numRuns: 3000 })
  })

  it('and these markets are about something', () => {
    expect(seen.markets).toBeGreaterThan(2500)
    expect(seen.pairs).toBeGreaterThan(3000)
    expect(seen.left).toBeGreaterThan(2000)
    for (const [what, count] of Object.entries(seen)) expect([what, count > 20]).toEqual([what, true])
  })
})
