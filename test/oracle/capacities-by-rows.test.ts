import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import { buildMarket, type Market } from '../../src/benefit/market.ts'
import { explainUnmatched } from '../../src/explain/unmatched.ts'
import { solveCapacities } from '../../src/solve-capacities.ts'
import type { Solved } from '../../src/solve-pairs.ts'
import { solveWorstOff } from '../../src/solve-worst-off.ts'
import { startStopwatch } from '../../src/stopwatch.ts'
import { capacityMarket } from '../capacity-markets.ts'
import { historyOf } from '../histories.ts'
import type { MarketInput } from '../markets.ts'
import { capacityReference } from './capacities.ts'
import { decoded, thousandths } from './pairing.ts'

const solved = (market: Market): Solved => {
  const watch = startStopwatch(market.options, 0)
  const answer =
    market.options.objective === 'worst-off'
      ? solveWorstOff(market, watch, solveCapacities)
      : solveCapacities(market, watch)
  if (isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

const seen = { markets: 0, several: 0, coverage: 0, worstOff: 0, pins: 0, blossoms: 0, left: 0, lost: 0 }

const agree = ({ people, options }: MarketInput): void => {
  const [list, read] = decoded(people, options)
  const built = buildMarket(list, read, {
    ...LIMITS,
    way: (['posting', 'swaps', 'slices'] as const)[people.length % 3]!,
  })
  if (isLeft(built)) return
  const market = built.right
  if (market.options.objective === 'stable') return
  const held = solved(market)
  const rows = solved({ ...market, edges: undefined })
  expect(rows.proof).toEqual(held.proof)
  expect(rows.finished).toBe(true)
  const inPairs = ({ partner }: Solved): number => partner.filter((p, own) => p >= 0 && market.pinned[own] === 0).length
  if (market.options.objective !== 'benefit') expect(inPairs(rows)).toBe(inPairs(held))
  const taken = new Int32Array(market.people.length)
  for (let i = 0; i < rows.chosen.source.length; i++) {
    taken[rows.chosen.source[i]!]!++
    taken[rows.chosen.target[i]!]!++
  }
  expect(Array.from(rows.open)).toEqual(Array.from(market.places, (own, p) => own - taken[p]!))
  expect(Math.min(0, ...rows.open)).toBe(0)
  seen.markets++
  if (taken.some((count) => count > 1)) seen.several++
  if (market.options.objective === 'coverage') seen.coverage++
  if (market.options.objective === 'worst-off') seen.worstOff++
  if (market.pins.count > 0) seen.pins++
  seen.blossoms += rows.certificate.blossoms.length
  if (market.options.objective === 'worst-off') return

  // The reasons are true.
  const reference = capacityReference(people, options)
  if (reference === 'PinConflict') throw new Error('no conflict a moment ago')
  const best = reference.bestWith()!
  expect(thousandths(rows.proof.value)).toBe(best.weight)
  for (const { id, reason } of explainUnmatched(market, rows, () => true)) {
    seen.left++
    if (reason._tag !== 'OutCompeted') continue
    const forced = reference.bestWith([id, reason.best.partner])!
    if (market.options.objective === 'coverage') expect(forced.people).toBe(best.people)
    expect(thousandths(reason.best.lostBy)).toBeLessThanOrEqual(best.weight - forced.weight)
    if (reason.best.lostBy > 0) seen.lost++
  }
}

describe('with several partners, pairs told row by row', () => {
  it('are worth what they are where all are held, and what brute force finds: 1,000 markets', () => {
    fc.assert(fc.property(capacityMarket(), agree), { numRuns: 1000 })
  })

  it('300 of them under worst-off, each of whose solves is by rows', () => {
    const worstOff = capacityMarket().map(
      ({ people, options }): MarketInput => ({ people, options: { ...options, objective: 'worst-off' } }),
    )
    fc.assert(fc.property(worstOff, agree), { numRuns: 300 })
  })

  it('500 of them with a history, so that pairs may weigh less than nothing', () => {
    const withPast = capacityMarket().chain(({ people, options }) =>
      historyOf(people.map(({ id }) => id)).map((history) => ({ people, options: { ...options, history } })),
    )
    fc.assert(fc.property(withPast, agree), { numRuns: 500 })
  })

  it('and these markets are about something', () => {
    for (const [what, times] of Object.entries(seen)) expect([what, times, times > 20]).toEqual([what, times, true])
  })
})
