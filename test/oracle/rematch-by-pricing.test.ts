import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { type IdPair, matchPeers, type Rematch } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS, type Limits } from '../../src/benefit/limits.ts'
import { rematchWithin } from '../../src/rematch.ts'
import { marketInput } from '../markets.ts'

const HELD: Limits = { ...LIMITS, direct: Infinity }

const told = (way: 'posting' | 'swaps' | 'slices'): Limits => ({ ...LIMITS, direct: 0, way })

/** Says stop when it is asked for the `count + 1`-th time. */
const stopAfter = (count: number): { readonly aborted: boolean } => {
  let asked = -1 // Once while it is decoded.
  return {
    get aborted() {
      return asked++ >= count
    },
  }
}

const given = fc
  .tuple(
    marketInput(),
    fc.constantFrom('min', 'sum', 'geometric'),
    fc.nat({ max: 2 }),
    fc.constantFrom('benefit', 'coverage'),
    fc.constantFrom('posting', 'swaps', 'slices'),
  )
  .map(([{ people, options }, fusion, joined, objective, way]) => {
    const before = matchPeers(people.slice(0, people.length - joined), { fusion })
    const previous: IdPair[] = isLeft(before) ? [] : before.right.pairs.map(({ members }) => members)
    const met = previous.map((members) => ({ members, at: '2026-01-01' }))
    const history = people.length % 2 === 0 ? { met, repeat: 0.5 } : undefined
    const chosen = { ...options, objective, ...(history === undefined ? {} : { history }) }
    return { people, previous, options: chosen, limits: told(way) } as const
  })

const figures = ({ proof, stability, changes, pairs }: Rematch): unknown => ({
  proof,
  stability,
  // Under `benefit` a pair may be worth nothing, or as much as two others.
  pairs: proof.objective === 'coverage' ? pairs.length : undefined,
  dissolved: changes.dissolved.length,
  gone: changes.gone,
})

describe('a rematch of a market told row by row', () => {
  const seen = { dissolved: 0, coverage: 0, met: 0, pinned: 0, cost: 0, exact: 0, loose: 0 }

  it('has the value, the bound and the counts of one that is held, on 1,000 markets', () => {
    fc.assert(
      fc.property(
        given,
        fc.nat({ max: 3 }),
        fc.nat({ max: 6 }),
        ({ people, previous, options, limits }, maxBroken, switchCost) => {
          for (const change of [{ maxBroken }, { switchCost }]) {
            const held = rematchWithin(HELD, previous, people, change, options)
            const priced = rematchWithin(limits, previous, people, change, options)
            if (isLeft(held) || isLeft(priced)) {
              expect(priced).toEqual(held)
              return
            }
            const [one, other] = [held.right, priced.right]
            if (one.proof.optimal && other.proof.optimal) {
              seen.exact++
              expect(figures(other)).toEqual(figures(one))
            } else {
              seen.loose++
              expect(other.proof.bound).toBeGreaterThanOrEqual(one.proof.value)
              expect(one.proof.bound).toBeGreaterThanOrEqual(other.proof.value)
            }
            seen.dissolved += one.changes.dissolved.length > 0 ? 1 : 0
            seen.coverage += options.objective === 'coverage' && one.pairs.length > 1 ? 1 : 0
            seen.met += one.pairs.some(({ adjustment }) => adjustment !== undefined) ? 1 : 0
            seen.pinned += one.pairs.some(({ pinned }) => pinned === true) ? 1 : 0
            seen.cost += one.stability.cost > 0 ? 1 : 0
          }
        },
      ),
      { numRuns: 1000 },
    )
    const { loose, exact, ...others } = seen
    expect(exact).toBeGreaterThan(1200)
    expect(loose).toBeLessThan(exact / 50)
    for (const [what, count] of Object.entries(others)) expect([what, count > 20]).toEqual([what, true])
  })

  it('stopped at any moment, the answer is valid, keeps within the limit, and its bound holds', () => {
    const met = { stopped: 0, loose: 0 }
    fc.assert(
      fc.property(
        given,
        fc.nat({ max: 3 }),
        fc.nat({ max: 30 }),
        fc.boolean(),
        ({ people, previous, options, limits }, much, count, isHeld) => {
          for (const change of [{ maxBroken: much }, { switchCost: much }]) {
            const best = rematchWithin(HELD, previous, people, change, options)
            const signal = stopAfter(count) as AbortSignal
            const found = rematchWithin(isHeld ? HELD : limits, previous, people, change, { ...options, signal })
            if (isLeft(best) || isLeft(found)) {
              expect(found).toEqual(best)
              return
            }
            const { pairs, unmatched, changes, proof } = found.right
            expect(pairs.length * 2 + unmatched.length).toBe(people.length)
            expect(new Set(pairs.flatMap(({ members }) => members)).size).toBe(pairs.length * 2)
            if ('maxBroken' in change) expect(changes.dissolved.length).toBeLessThanOrEqual(much)
            expect(proof.value).toBeLessThanOrEqual(proof.bound)
            if (options.objective === 'benefit' || pairs.length === best.right.pairs.length)
              expect(proof.bound + 1e-9).toBeGreaterThanOrEqual(best.right.proof.value)
            if (options.objective === 'coverage') expect(pairs.length).toBeLessThanOrEqual(best.right.pairs.length)
            else expect(proof.value).toBeLessThanOrEqual(best.right.proof.bound)
            met.stopped += proof.stopped === 'signal' ? 1 : 0
            met.loose += proof.optimal ? 0 : 1
          }
        },
      ),
      { numRuns: 200 },
    )
    expect(met.stopped).toBeGreaterThan(50)
    expect(met.loose).toBeGreaterThan(5)
  })
})
