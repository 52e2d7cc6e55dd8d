import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { OptionsInput, PersonInput } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { buildMarket, type Market } from '../../src/benefit/market.ts'
import { solveCapacities } from '../../src/solve-capacities.ts'
import type { Solved } from '../../src/solve-pairs.ts'
import { startStopwatch } from '../../src/stopwatch.ts'
import { capacityMarket } from '../capacity-markets.ts'
import { seeded, shuffled } from '../graphs.ts'
import { capacityReference } from '../oracle/capacities.ts'
import { decoded, thousandths } from '../oracle/pairing.ts'

const byRows = (market: Market): Solved => {
  const answer = solveCapacities({ ...market, edges: undefined }, startStopwatch(market.options, 0))
  if (isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

const marketOf = (people: readonly PersonInput[], options: OptionsInput): Market | undefined => {
  const market = buildMarket(...decoded(people, options))
  return isLeft(market) ? undefined : market.right
}

const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill !== '')

const surveyed: readonly PersonInput[] = parse<Record<string, string>>(
  readFileSync(new URL('../../examples/data/so2017-sample-2000.csv', import.meta.url)),
  { columns: true },
).map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) }))

describe('pairs of people with several partners, told row by row', () => {
  it('real people: some hundred of them, more pairs than are held at first, are worth what they are where all are held', () => {
    const random = seeded(37)
    const seen = { several: 0, fewer: 0 }
    for (let round = 0; round < 16; round++) {
      const people = shuffled(surveyed, random)
        .slice(0, 100 + random(300))
        .map((person) => ({ ...person, capacity: [1, 1, 2, 3, 5, 40][random(6)]! }))
      const weights: number[] = []
      for (const objective of ['benefit', 'coverage'] as const) {
        const market = marketOf(people, { objective })!
        const held = solveCapacities(market, startStopwatch(market.options, 0))
        if (isLeft(held)) throw new Error(held.left._tag)
        const rows = byRows(market)
        expect(rows.proof).toEqual(held.right.proof)
        const inPairs = ({ partner }: Solved): number => partner.filter((p) => p >= 0).length
        if (objective === 'coverage') expect(inPairs(rows)).toBe(inPairs(held.right))
        weights.push(rows.proof.value)
        seen.several += new Set(rows.chosen.source).size < rows.chosen.source.length ? 1 : 0
      }
      if (weights[1]! < weights[0]!) seen.fewer++
    }
    expect(seen.several).toBe(32)
    expect(seen.fewer).toBeGreaterThan(2)
  })

  it('stopped at any moment, the answer is valid, and the bound holds', () => {
    const seen = { stopped: 0, finished: 0, worse: 0, loose: 0, optimal: 0 }
    fc.assert(
      fc.property(capacityMarket(), fc.nat({ max: 40 }), ({ people, options }, moment) => {
        let asked = 0
        const signal = {
          get aborted() {
            return asked++ >= moment
          },
        }
        const market = marketOf(people, { ...options, signal })
        const reference = capacityReference(people, options)
        if (market === undefined || reference === 'PinConflict') return
        const { objective } = market.options
        if (objective === 'stable') return
        const { chosen, partner, open, proof, finished } = byRows(market)
        const best = reference.bestWith()!
        const keys = Array.from(chosen.source, (p, i) => [market.people[p]!.id, market.people[chosen.target[i]!]!.id])
        expect(new Set(keys.map((ids) => ids.toSorted().join(' '))).size).toBe(keys.length)
        const weight =
          keys.reduce((sum, [a, b]) => sum + reference.weightOf(a!, b!)!, 0) +
          market.pins.weight.reduce((sum, own) => sum + own, 0)
        expect(thousandths(proof.value)).toBe(weight)
        expect(Math.min(0, ...open)).toBe(0)
        const placed = partner.filter((other, p) => other >= 0 || market.pinned[p] === 1).length
        if (objective === 'benefit') expect(weight).toBeLessThanOrEqual(best.weight)
        else expect(placed).toBeLessThanOrEqual(best.people)
        if (objective === 'benefit' || placed === best.people)
          expect(thousandths(proof.bound)).toBeGreaterThanOrEqual(best.weight)
        expect(proof.optimal).toBe(proof.bound === proof.value)
        if (proof.optimal) expect(weight).toBe(best.weight)
        if (proof.optimal && objective === 'coverage') expect(placed).toBe(best.people)
        if (proof.stopped === undefined) expect([finished, proof.optimal]).toEqual([true, true])
        seen.stopped += proof.stopped === 'signal' ? 1 : 0
        seen.finished += finished ? 1 : 0
        seen.worse += weight < best.weight ? 1 : 0
        seen.loose += thousandths(proof.bound) > best.weight ? 1 : 0
        seen.optimal += proof.optimal && proof.stopped !== undefined ? 1 : 0
      }),
      { numRuns: 1500 },
    )
    for (const [what, times] of Object.entries(seen)) expect([what, times, times > 10]).toEqual([what, times, true])
  })
})
