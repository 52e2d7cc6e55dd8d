import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Matching } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { marketWithHistory } from '../histories.ts'
import type { MarketInput } from '../markets.ts'
import { oracleWeight } from './benefit.ts'
import { oracleAdjustment } from './history.ts'
import { describedPair, pairingReference, type PairingReference, thousandths } from './pairing.ts'

const WAYS: Readonly<Record<string, Limits>> = {
  held: { ...LIMITS, direct: Infinity },
  posting: { ...LIMITS, direct: 0, way: 'posting' },
  swaps: { ...LIMITS, direct: 0, way: 'swaps' },
  slices: { ...LIMITS, direct: 0, way: 'slices' },
}

const seen = {
  markets: 0,
  conflicts: 0,
  repeats: 0,
  credited: 0,
  changed: 0,
  pinned: 0,
  forbidden: 0,
  notWorthIt: 0,
  lost: 0,
  exact: 0,
  negative: 0,
  coverage: 0,
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const counted = ({ weight, adjustment = 0 }: { readonly weight: number; readonly adjustment?: number }): number =>
  Math.round(1000 * weight) + Math.round(1000 * adjustment)

/** What the answer with that pair pinned loses, in thousandths. */
const lossWith = ({ people, options }: MarketInput, answer: Matching, pair: readonly [string, string]): number => {
  const pins = [...(options.rules?.pins ?? []), pair]
  const forced = pairingReference(people, { ...options, rules: { ...options.rules, pins } })
  if (forced === 'PinConflict') throw new Error('the pair is possible')
  if (answer.proof.objective === 'coverage') expect(forced.best.pairs).toBe(answer.pairs.length)
  return thousandths(answer.proof.value) - forced.best.weight
}

const reasonsHold = (market: MarketInput, answer: Matching, reference: PairingReference): void => {
  for (const { id, reason } of answer.unmatched) {
    const possible = market.people.filter((other) => reference.weightOf(id, other.id) !== undefined)
    expect(reason._tag === 'OutCompeted').toBe(possible.length > 0)
    if (reason._tag === 'NoEligiblePartner') {
      const { mutualBenefit: _, pins: __, ...others } = reason.excluded
      for (const [name, count] of Object.entries(others)) {
        expect(count).toBe(reference.market.excluded.get(`${id} ${name}`))
        if (name === 'noRepeatWithin') seen.forbidden++
      }
    }
    if (reason._tag !== 'OutCompeted') continue
    const { best, detail } = reason
    expect(counted(best)).toBe(reference.weightOf(id, best.partner))
    const loss = lossWith(market, answer, [id, best.partner])
    expect(best.lostBy).toBeGreaterThanOrEqual(0)
    expect(loss).toBeGreaterThanOrEqual(thousandths(best.lostBy))
    for (const other of possible)
      expect(lossWith(market, answer, [id, other.id])).toBeGreaterThanOrEqual(thousandths(best.lostBy))
    if (best.lostBy > 0) seen.lost++
    if (best.lostBy > 0 && loss === thousandths(best.lostBy)) seen.exact++
    const chosen = answer.pairs.find(({ members }) => members.includes(best.partner))
    expect(best.partnerHas?.id).toBe(chosen?.members.find((member) => member !== best.partner))
    if (best.partnerHas === undefined) {
      expect(counted(best)).toBeLessThanOrEqual(0)
      expect(detail).toMatch(
        (best.adjustment ?? 0) < 0
          ? /they have met before, which takes away all that it is worth\.$/
          : /which is worth too little to count\.$/,
      )
      seen.notWorthIt++
      continue
    }
    expect(counted(best.partnerHas)).toBe(counted(chosen!))
    expect(loss).toBeLessThanOrEqual(counted(best.partnerHas) - counted(best))
    if (detail.includes('just as good')) expect(loss).toBe(0)
    const [, low, high = low] = /lower the total by ([\d.]+)(?: to ([\d.]+))?\.$/.exec(detail) ?? []
    if (low !== undefined) {
      expect(loss / 1000).toBeGreaterThan(Number(low) - (high === low ? 0.006 : 1e-9))
      expect(loss / 1000).toBeLessThan(Number(high) + (high === low ? 0.006 : 1e-9))
    } else expect(detail).toContain('just as good')
    expect(detail.split('for what was before').length - 1).toBe(
      Number(best.adjustment !== undefined) + Number(best.partnerHas.adjustment !== undefined),
    )
  }
}

const agree = (market: MarketInput, limits: Limits): void => {
  const { people, options } = market
  const reference = pairingReference(people, options)
  const result = matchPeersWithin(limits, people, options)
  if (reference === 'PinConflict') {
    seen.conflicts++
    expect(isLeft(result) && result.left._tag).toBe('PinConflict')
    return
  }
  if (isLeft(result)) throw new Error(JSON.stringify(result.left))
  const { pairs, summary, proof } = result.right
  const { history } = reference.options
  expect(thousandths(proof.value)).toBe(reference.best.weight)
  expect(proof).toMatchObject({ optimal: true, gap: 0, bound: proof.value })
  if (proof.objective === 'coverage') expect(pairs.length).toBe(reference.best.pairs)
  expect(sum(pairs.map(counted))).toBe(reference.best.weight)
  expect(summary.totalWeight).toBeCloseTo(sum(pairs.map(({ weight }) => weight)), 9)
  const taken = [...reference.market.excluded].filter(([key]) => !key.endsWith(' mutualBenefit'))
  expect(proof.possiblePairs).toBe(reference.market.edges.size + sum(taken.map(([, count]) => count)) / 2)
  for (const { pinned, weight, adjustment, ...said } of pairs) {
    const [a, b] = said.members
    const expected = describedPair(reference, said.members)
    expect(said).toEqual(expected)
    expect(weight).toBeCloseTo(oracleWeight(reference.options.fusion, ...expected.gains), 10)
    const terms = oracleAdjustment(history, a, b)
    expect(adjustment).toBe(terms === 0 ? undefined : terms / 1000)
    const whole = pinned === true ? reference.market.pins.get(`${a} ${b}`) : reference.weightOf(a, b)
    expect(counted({ weight, adjustment: adjustment ?? 0 })).toBe(whole)
    if (history!.met.some(({ members }) => members.includes(a) && members.includes(b))) seen.repeats++
    if (history!.credit.some(({ id, amount }) => said.members.includes(id) && amount > 0)) seen.credited++
    if (pinned === true && terms !== 0) seen.pinned++
    if (whole! < 0) seen.negative++
  }
  reasonsHold(market, result.right, reference)
  seen.markets++
  if (proof.objective === 'coverage') seen.coverage++
  const without = matchPeersWithin(limits, people, { ...options, history: undefined })
  const members = (answer: Matching): string => JSON.stringify(answer.pairs.map((pair) => pair.members).toSorted())
  if (!isLeft(without) && members(without.right) !== members(result.right)) seen.changed++
}

describe('answers with a history are what brute force over all pairings finds', () => {
  for (const [name, limits] of Object.entries(WAYS)) {
    it(`800 markets: ${name}`, () => {
      fc.assert(
        fc.property(marketWithHistory(), (market) => agree(market, limits)),
        { numRuns: 2000 },
      )
    })
  }

  it('and these markets are about something', () => {
    expect(seen.markets).toBeGreaterThan(2400)
    for (const [what, count] of Object.entries(seen)) expect([what, count > 5]).toEqual([what, true])
  })
})
