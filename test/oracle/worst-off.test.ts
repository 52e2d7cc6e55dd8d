import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { capacityMarket } from '../capacity-markets.ts'
import { marketWithHistory } from '../histories.ts'
import { type MarketInput, marketInput } from '../markets.ts'
import { thousandths } from './pairing.ts'
import { type WorstOff, worstOffReference } from './worst-off.ts'

const WAYS: Readonly<Record<string, Limits>> = {
  held: { ...LIMITS, direct: Infinity },
  posting: { ...LIMITS, direct: 0, way: 'posting' },
  swaps: { ...LIMITS, direct: 0, way: 'swaps' },
  slices: { ...LIMITS, direct: 0, way: 'slices' },
}

const seen = { conflicts: 0, none: 0, pinned: 0, several: 0, dearer: 0, fractions: 0, tooLittle: 0, outCompeted: 0 }

const agree = ({ people, options }: MarketInput, limits: Limits): void => {
  const reference = worstOffReference(people, options)
  const result = matchPeersWithin(limits, people, { ...options, objective: 'worst-off' })
  if (reference === 'PinConflict') {
    seen.conflicts++
    expect(isLeft(result) && result.left._tag).toBe('PinConflict')
    return
  }
  if (isLeft(result)) throw new Error(`expected an answer, got ${result.left._tag}`)
  const { pairs, unmatched, proof, summary } = result.right
  const { fairest, gainsOf, weightOf } = reference
  const free = pairs.filter(({ pinned }) => pinned !== true)
  const inPins = new Set(pairs.filter(({ pinned }) => pinned === true).flatMap(({ members }) => members))
  const places = free.some(({ members }) => members.some((id) => !inPins.has(id)))
  const smallest = places ? Math.min(...free.flatMap(({ members: [a, b] }) => gainsOf(a, b))) : 0
  const found: WorstOff = { people: summary.matched, smallest, weight: thousandths(proof.value) }
  expect(found).toEqual(fairest)
  expect(proof).toMatchObject({ objective: 'worst-off', optimal: true, bound: proof.value })
  expect(proof.smallestGain).toBe(places ? smallest : undefined)

  for (const { id, reason } of unmatched) {
    const possible = people
      .filter((other) => weightOf(id, other.id) !== undefined)
      .map((other) => ({ id: other.id, least: Math.min(...gainsOf(id, other.id)) }))
    const enough = possible.some(({ least }) => least >= smallest)
    if (reason._tag === 'GainsTooLittle') {
      expect(enough).toBe(false)
      expect(reason.smallestGain).toBe(smallest)
      expect(Math.min(...reason.best.gains)).toBe(Math.max(...possible.map(({ least }) => least)))
      expect(reason.best.gains).toEqual(gainsOf(id, reason.best.partner))
      seen.tooLittle++
    } else if (reason._tag === 'OutCompeted') {
      expect(Math.min(...reason.best.gains)).toBeGreaterThanOrEqual(proof.smallestGain ?? 0)
      seen.outCompeted++
    } else expect(possible).toEqual([])
  }

  seen.pinned += pairs.length > free.length ? 1 : 0
  seen.none += free.length === 0 ? 1 : 0
  seen.several += people.some(({ capacity = 1 }) => capacity > 1) ? 1 : 0
  seen.fractions += Number.isInteger(smallest) ? 0 : 1
  const plain = matchPeersWithin(limits, people, { ...options, objective: 'coverage' })
  if (!isLeft(plain) && plain.right.proof.value > proof.value) seen.dearer++
}

describe('worst-off: the most people, then the greatest smallest gain, then the greatest total, by looking at every answer', () => {
  for (const [way, limits] of Object.entries(WAYS)) {
    it(`800 markets: ${way}`, () => {
      fc.assert(
        fc.property(fc.oneof(marketInput(), marketWithHistory()), (market) => agree(market, limits)),
        { numRuns: 800 },
      )
    })
  }

  it('800 markets in which people may take several partners', () => {
    fc.assert(
      fc.property(capacityMarket(), (market) => agree(market, LIMITS)),
      { numRuns: 800 },
    )
  })

  it('and these markets are about something', () => {
    for (const [what, count] of Object.entries(seen)) expect([what, count > 50]).toEqual([what, true])
  })
})
