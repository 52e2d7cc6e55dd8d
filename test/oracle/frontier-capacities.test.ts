import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { coverageFrontier, matchPeers } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { capacityMarket } from '../capacity-markets.ts'
import { capacityReference, type CapacityReference } from './capacities.ts'
import { thousandths } from './pairing.ts'

const keyOf = ([a, b]: readonly [string, string]): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** The greatest weight for every number of free pairs, by going through every set of them. */
const bestByPairs = ({ market, places }: CapacityReference): number[] => {
  const best: number[] = []
  const all = [...market.edges]
  const left = new Map(places)
  const from = (at: number, pairs: number, weight: number): void => {
    best[pairs] = Math.max(best[pairs] ?? -Infinity, weight)
    for (let i = at; i < all.length; i++) {
      const [key, own] = all[i]!
      const ends = key.split(' ')
      if (ends.some((id) => left.get(id)! < 1)) continue
      for (const id of ends) left.set(id, left.get(id)! - 1)
      from(i + 1, pairs + 1, weight + own)
      for (const id of ends) left.set(id, left.get(id)! + 1)
    }
  }
  from(0, 0, 0)
  return best
}

describe('the frontier of people who take several partners', () => {
  it('has the best answer with so many pairs, step by step, on 1,600 markets', () => {
    const seen = { refused: 0, longer: 0, several: 0, pinned: 0 }
    fc.assert(
      fc.property(capacityMarket(), ({ people, options }) => {
        const frontier = coverageFrontier(people, options)
        const reference = capacityReference(people, options)
        if (reference === 'PinConflict' || isLeft(frontier)) {
          seen.refused++
          expect([reference === 'PinConflict', isLeft(frontier)]).toEqual([true, true])
          return
        }
        const { start, steps } = frontier.right
        const { market, places } = reference
        const pinned = [...market.pins.values()].reduce((sum, weight) => sum + weight, 0)
        const best = bestByPairs(reference)
        const first = best.lastIndexOf(Math.max(...best))
        expect(steps.map(({ pairs, value }) => [pairs, thousandths(value)])).toEqual(
          best.slice(first).map((weight, i) => [first + i + market.pins.size, weight + pinned]),
        )
        const benefit = matchPeers(people, { ...options, objective: 'benefit' })
        if (isLeft(benefit)) throw new Error('the same input, refused')
        expect(steps[0]?.value).toBe(benefit.right.proof.value)

        // Every step says what it is: following the changes leads to an answer of that value.
        const pairs = new Set(start.map(keyOf))
        for (const [i, { pairs: count, value, cost, formed, dissolved }] of steps.entries()) {
          for (const pair of dissolved) expect(pairs.delete(keyOf(pair))).toBe(true)
          for (const pair of formed) pairs.add(keyOf(pair))
          expect(pairs.size).toBe(count)
          const free = [...pairs].filter((pair) => !market.pins.has(pair))
          expect(free.length).toBe(count - market.pins.size)
          for (const [id, room] of places) {
            const own = free.filter((pair) => pair.split(' ').includes(id)).length
            expect(own).toBeLessThanOrEqual(room)
            if (own > 1) seen.several++
          }
          expect(free.reduce((sum, pair) => sum + market.edges.get(pair)!, pinned)).toBe(thousandths(value))
          const before = steps[i - 1]
          expect(Math.round(1000 * cost)).toBe(
            before === undefined ? 0 : thousandths(before.value) - thousandths(value),
          )
          expect(cost).toBeGreaterThanOrEqual(before?.cost ?? 0)
        }
        seen.longer += steps.length > 1 ? 1 : 0
        seen.pinned += market.pins.size > 0 ? 1 : 0
      }),
      { numRuns: 1600 },
    )
    for (const [what, count] of Object.entries(seen)) expect([what, count > 20]).toEqual([what, true])
  })
})
