import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { coverageFrontier, matchPeers } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { marketInput } from '../markets.ts'
import { pairingReference, thousandths } from './pairing.ts'

const keyOf = ([a, b]: readonly [string, string]): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

describe('the frontier of people', () => {
  const seen = { steps: 0, longer: 0, refused: 0 }

  it('has the best answer with so many pairs, step by step, on 1,500 markets', () => {
    fc.assert(
      fc.property(marketInput(), ({ people, options }) => {
        const frontier = coverageFrontier(people, options)
        const reference = pairingReference(people, options)
        if (reference === 'PinConflict' || isLeft(frontier)) {
          seen.refused++
          expect([reference === 'PinConflict', isLeft(frontier)]).toEqual([true, true])
          return
        }
        const { start, steps } = frontier.right
        const ends = (['benefit', 'coverage'] as const).map((objective) =>
          matchPeers(people, { ...options, objective }),
        )
        const [benefit, coverage] = ends.map((end) => {
          if (isLeft(end)) throw new Error('the same input, refused')
          return end.right
        })
        expect(steps[0]?.value).toBe(benefit?.proof.value)
        expect(steps.at(-1)).toMatchObject({ pairs: coverage?.pairs.length, value: coverage?.proof.value })
        // Every step says what it is: following the changes leads to a matching of that value.
        const pairs = new Set(start.map(keyOf))
        for (const [i, { pairs: count, value, cost, formed, dissolved }] of steps.entries()) {
          for (const pair of dissolved) expect(pairs.delete(keyOf(pair))).toBe(true)
          for (const pair of formed) pairs.add(keyOf(pair))
          expect(pairs.size).toBe(count)
          const members = [...pairs].flatMap((pair) => pair.split(' '))
          expect(new Set(members).size).toBe(2 * count)
          const weights = [...pairs].map((pair) => reference.market.edges.get(pair) ?? reference.market.pins.get(pair))
          expect(weights.reduce((sum: number, weight) => sum + weight!, 0)).toBe(thousandths(value))
          const before = steps[i - 1]
          expect(Math.round(1000 * cost)).toBe(
            before === undefined ? 0 : thousandths(before.value) - thousandths(value),
          )
          expect(cost).toBeGreaterThanOrEqual(before?.cost ?? 0)
        }
        seen.steps += steps.length
        seen.longer += steps.length > 1 ? 1 : 0
      }),
      { numRuns: 3000 },
    )
    for (const [what, count] of Object.entries(seen)) expect([what, count > 50]).toEqual([what, true])
  })

  it('refuses what matchPeers refuses, in the same words', () => {
    for (const wrong of [null, [{ id: 'a' }], 5]) {
      expect(coverageFrontier(wrong as never, {})).toEqual(matchPeers(wrong as never, {}))
    }
  })
})
