import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { matchPeers } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { capacityMarket } from '../capacity-markets.ts'
import { historyOf } from '../histories.ts'
import type { MarketInput } from '../markets.ts'
import { oracleWeight } from './benefit.ts'
import { capacityReference, isBetter } from './capacities.ts'
import { describedPair, thousandths } from './pairing.ts'

/** What the cases turned out to be about, so that a generator that has gone dull is noticed. */
const seen = {
  markets: 0,
  conflicts: 0,
  several: 0,
  pinnedAndMore: 0,
  pinnedTwice: 0,
  left: 0,
  peopleMattered: 0,
  reasons: 0,
  lost: 0,
  exact: 0,
  givesUp: 0,
}

const count = (what: keyof typeof seen, when = true): void => {
  if (when) seen[what]++
}

/** What the solver counts. */
const countedOf = ({ weight, adjustment = 0 }: { readonly weight: number; readonly adjustment?: number }): number =>
  Math.round(1000 * weight) + Math.round(1000 * adjustment)

const agree = ({ people, options }: MarketInput): void => {
  const reference = capacityReference(people, options)
  const result = matchPeers(people, options)
  if (reference === 'PinConflict') {
    count('conflicts')
    expect(isLeft(result) && result.left._tag).toBe('PinConflict')
    return
  }
  if (isLeft(result)) throw new Error(`expected an answer, got ${result.left._tag}`)
  const { pairs, unmatched, proof, summary } = result.right
  const { market, weightOf } = reference
  const best = reference.bestWith()!
  const partnersOf = (id: string): string[] =>
    pairs.filter(({ members }) => members.includes(id)).map(({ members: [a, b] }) => (a === id ? b : a))

  // Nothing better exists, and the proof says what the pairs are worth.
  expect(thousandths(proof.value)).toBe(best.weight)
  expect(proof).toMatchObject({ bound: proof.value, gap: 0, optimal: true })
  const inPairs = new Set(pairs.flatMap(({ members }) => members))
  if (proof.objective === 'coverage') expect(inPairs.size).toBe(best.people)
  const weights = pairs.map(({ members: [a, b], pinned }) => (pinned ? market.pins.get(`${a} ${b}`) : weightOf(a, b)))
  expect(weights).not.toContain(undefined)
  expect(weights.reduce((sum: number, weight) => sum + weight!, 0)).toBe(best.weight)

  // Each pair stands once, is described, and nobody has more of them than they may.
  expect(new Set(pairs.map(({ members }) => members.join(' '))).size).toBe(pairs.length)
  expect(
    pairs
      .filter(({ pinned }) => pinned)
      .map(({ members }) => members.join(' '))
      .toSorted(),
  ).toEqual([...market.pins.keys()].toSorted())
  for (const { id, capacity = 1 } of people) {
    const partners = partnersOf(id)
    expect(partners.length).toBeLessThanOrEqual(capacity)
    count('several', partners.length > 1)
    const pins = pairs.filter(({ members, pinned }) => pinned && members.includes(id)).length
    count('pinnedAndMore', pins > 0 && partners.length > pins)
    count('pinnedTwice', pins > 1)
  }
  for (const { pinned: _, weight, adjustment: __, ...said } of pairs) {
    const expected = describedPair(reference, said.members)
    expect(said).toEqual(expected)
    expect(weight).toBeCloseTo(oracleWeight(reference.options.fusion, ...expected.gains), 10)
  }
  const taken = [...market.excluded].filter(([key]) => !key.endsWith(' mutualBenefit'))
  expect(proof.possiblePairs).toBe(market.edges.size + taken.reduce((sum, [, times]) => sum + times, 0) / 2)

  // Everybody is in a pair or unmatched, and counted so.
  expect(unmatched.map(({ id }) => id)).toEqual(
    people
      .map(({ id }) => id)
      .filter((id) => !inPairs.has(id))
      .toSorted(),
  )
  expect(summary).toMatchObject({
    people: people.length,
    matched: inPairs.size,
    unmatched: unmatched.length,
    pairs: pairs.length,
  })
  const gains = pairs.flatMap((pair) => pair.gains)
  expect(summary.meanGain).toBeCloseTo(
    gains.length === 0 ? 0 : gains.reduce((sum, gain) => sum + gain, 0) / gains.length,
    9,
  )

  // The reasons are true: what having the pair would lose lies between what is said and what giving up `partnerHas` loses.
  for (const { id, reason } of unmatched) {
    const possible = people.filter((other) => weightOf(id, other.id) !== undefined).map((other) => other.id)
    expect(reason._tag === 'OutCompeted').toBe(possible.length > 0)
    if (reason._tag === 'NoEligiblePartner') {
      const { pins = 0 } = reason.excluded
      const full = people.filter((other) => reference.places.get(other.id) === 0).length
      expect(pins).toBeLessThanOrEqual(full)
    }
    if (reason._tag !== 'OutCompeted') continue
    const { partner, lostBy, partnerHas } = reason.best
    const counted = countedOf(reason.best)
    expect(possible).toContain(partner)
    expect(counted).toBe(weightOf(id, partner))
    for (const other of possible) {
      const forced = reference.bestWith([id, other])!
      if (proof.objective === 'coverage' && forced.people < best.people) continue
      const loss = best.weight - forced.weight
      expect(loss).toBeGreaterThanOrEqual(thousandths(lostBy))
      if (other !== partner) continue
      count('reasons')
      count('lost', lostBy > 0)
      count('exact', lostBy > 0 && loss === thousandths(lostBy))
      if (partnerHas !== undefined) expect(loss).toBeLessThanOrEqual(countedOf(partnerHas) - counted)
      if (reason.detail.includes('just as good')) expect(loss).toBe(0)
    }
    if (proof.objective === 'coverage') expect(reference.bestWith([id, partner])!.people).toBe(best.people)
    const { capacity = 1 } = people.find((other) => other.id === partner)!
    const theirs = pairs.filter(({ members, pinned }) => members.includes(partner) && !pinned)
    const hasPlace = partnersOf(partner).length < capacity
    expect(partnerHas === undefined).toBe(hasPlace)
    if (hasPlace) expect(counted).toBeLessThanOrEqual(0)
    else expect(countedOf(partnerHas!)).toBe(Math.min(...theirs.map(countedOf)))
    if (partnerHas !== undefined) expect(partnersOf(partner)).toContain(partnerHas.id)
    expect(reason.detail.includes('would give up')).toBe(capacity > 1 && !hasPlace)
    count('givesUp', reason.detail.includes('would give up'))
  }
  count('markets')
  seen.left += unmatched.length
  if (proof.objective === 'coverage') {
    const heaviest = capacityReference(people, { ...options, objective: 'benefit' })
    if (heaviest === 'PinConflict') throw new Error('no conflict a moment ago')
    count('peopleMattered', isBetter('benefit', heaviest.bestWith()!, best))
  }
}

describe('with several partners, the answer is what brute force over all sets of pairs finds', () => {
  it('2,000 markets of up to 6 people with capacities of up to 3', () => {
    fc.assert(fc.property(capacityMarket(), agree), { numRuns: 4000 })
  })

  it('600 of them with a history, so that pairs may weigh less than nothing', () => {
    const before = { ...seen }
    const withPast = capacityMarket().chain(({ people, options }) =>
      historyOf(people.map(({ id }) => id)).map((history) => ({ people, options: { ...options, history } })),
    )
    fc.assert(fc.property(withPast, agree), { numRuns: 600 })
    for (const what of ['several', 'pinnedAndMore', 'reasons', 'lost'] as const)
      expect([what, seen[what] - before[what] > 10]).toEqual([what, true])
  })

  it('and these markets are about something', () => {
    const { markets, several, left, ...others } = seen
    expect(markets).toBeGreaterThan(1000)
    expect(several).toBeGreaterThan(1000)
    expect(left).toBeGreaterThan(1000)
    for (const [what, times] of Object.entries(others)) expect([what, times, times > 20]).toEqual([what, times, true])
  })
})
