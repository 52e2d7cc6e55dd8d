import * as fc from 'fast-check'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { Matching, Progress } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { marketInput } from '../markets.ts'
import { pairingReference, thousandths } from '../oracle/pairing.ts'

/** Says stop when it is asked for the `count + 1`-th time. */
const stopAfter = (count: number): { readonly aborted: boolean } => {
  let asked = -1 // Once while it is decoded.
  return {
    get aborted() {
      return asked++ >= count
    },
  }
}

const WAYS: readonly Limits[] = [
  { ...LIMITS, direct: Infinity },
  { ...LIMITS, direct: 0, way: 'swaps' },
  { ...LIMITS, direct: 0, way: 'slices' },
]

describe('stopped at any moment', () => {
  const seen = { stopped: 0, worse: 0, loose: 0, optimal: 0, early: 0 }

  const holds = ({ pairs, unmatched, proof }: Matching, reference: ReturnType<typeof pairingReference>): void => {
    if (reference === 'PinConflict') throw new Error('a conflict is found before anything can be stopped')
    const members = [...pairs.flatMap((pair) => pair.members), ...unmatched.map(({ id }) => id)]
    expect(members.toSorted()).toEqual([...reference.people.keys()].toSorted())
    const weights = pairs.map(({ members: [a, b], pinned }) =>
      pinned === true ? reference.market.pins.get(`${a} ${b}`) : reference.weightOf(a, b),
    )
    expect(weights).not.toContain(undefined)
    expect(thousandths(proof.value)).toBe(weights.reduce((sum: number, weight) => sum + weight!, 0))
    const { best } = reference
    if (proof.objective === 'benefit') {
      expect(thousandths(proof.value)).toBeLessThanOrEqual(best.weight)
      expect(Math.round(2000 * proof.bound)).toBeGreaterThanOrEqual(2 * best.weight)
    } else {
      expect(pairs.length).toBeLessThanOrEqual(best.pairs)
      if (pairs.length === best.pairs) expect(Math.round(2000 * proof.bound)).toBeGreaterThanOrEqual(2 * best.weight)
    }
    expect(proof.optimal).toBe(proof.bound === proof.value)
    seen.stopped += proof.stopped === 'signal' ? 1 : 0
    seen.worse += thousandths(proof.value) < best.weight ? 1 : 0
    seen.loose += thousandths(proof.bound) > best.weight ? 1 : 0
    seen.optimal += proof.optimal ? 1 : 0
    seen.early += unmatched.some(({ reason }) => reason._tag === 'StoppedEarly') ? 1 : 0
  }

  it('the answer is valid and the bound holds: 3,000 small markets, three ways to solve them', () => {
    fc.assert(
      fc.property(
        marketInput(),
        fc.nat({ max: 40 }),
        fc.constantFrom(...WAYS),
        ({ people, options }, count, limits) => {
          const answer = matchPeersWithin(limits, people, { ...options, signal: stopAfter(count) })
          if (isRight(answer)) holds(answer.right, pairingReference(people, options))
        },
      ),
      { numRuns: 3000 },
    )
    for (const [what, times] of Object.entries(seen)) expect([what, times > 100]).toEqual([what, true])
  })

  it('what is told on the way holds too, and never gets worse', () => {
    fc.assert(
      fc.property(marketInput(), fc.constantFrom(...WAYS), ({ people, options }, limits) => {
        const told: Progress[] = []
        const answer = matchPeersWithin(limits, people, { ...options, onProgress: (progress) => told.push(progress) })
        if (isLeft(answer)) return
        const { proof, pairs } = answer.right
        const pinned = pairs
          .filter((pair) => pair.pinned === true)
          .reduce((sum, { weight }) => sum + Math.round(1000 * weight), 0)
        expect(told.at(-1)).toMatchObject({ phase: 'explain', value: proof.value, bound: proof.bound, gap: proof.gap })
        for (const [i, { value, bound, gap, phase }] of told.slice(0, -1).entries()) {
          expect(thousandths(value)).toBeLessThanOrEqual(thousandths(proof.value) - pinned)
          if (proof.objective === 'benefit')
            expect(thousandths(bound)).toBeGreaterThanOrEqual(thousandths(proof.value) - pinned)
          expect(gap).toBeGreaterThanOrEqual(0)
          expect(gap).toBeLessThanOrEqual(1)
          if (i === 0 || phase === 'check') continue
          expect(value).toBeGreaterThanOrEqual(told[i - 1]!.value)
          expect(bound).toBeLessThanOrEqual(told[i - 1]!.bound)
        }
      }),
      { numRuns: 500 },
    )
  })
})
