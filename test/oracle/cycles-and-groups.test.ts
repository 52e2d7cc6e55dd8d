import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  formatMatchError,
  matchPeers,
  type Matching,
  type MixRule,
  type OptionsInput,
  type PersonInput,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { marketWithHistory } from '../histories.ts'
import { type MarketInput, marketInput } from '../markets.ts'
import { cyclesOrGroups, type CyclesOrGroups } from './cycles-and-groups.ts'
import { thousandths } from './pairing.ts'

const SIX = 6

/** The first six people, each with attributes, and no option that cycles or groups do not know. */
const few = (market: fc.Arbitrary<MarketInput>, into: OptionsInput['into']): fc.Arbitrary<MarketInput> =>
  fc
    .tuple(
      market,
      fc.constantFrom('benefit' as const, 'coverage' as const, 'worst-off' as const),
      fc.array(fc.constantFrom('red', 'blue', undefined), { minLength: SIX, maxLength: SIX }),
      fc.constantFrom<readonly MixRule[]>(
        [],
        [],
        [{ attribute: 'team', atMost: 2 }],
        [{ attribute: 'team', value: 'red', atLeast: 1 }],
        [{ attribute: 'team', notAlone: true }],
      ),
      fc.constantFrom(0, 0, 2, 3),
    )
    .map(([{ people, options }, objective, teams, mix, together]) => {
      const kept: PersonInput[] = people.slice(0, SIX).map((person, at) => ({
        ...person,
        capacity: 1,
        ...(teams[at] === undefined ? {} : { attributes: { team: teams[at] } }),
      }))
      const ids = kept.map(({ id }) => id)
      const {
        fusion,
        rules: { pins: _, minOverlapMinutes: __, referenceWeek: ___, maxImbalance, bans = [], ...rules } = {},
      } = options
      const isGroups = typeof into === 'object' && 'groups' in into
      return {
        people: kept,
        options: {
          ...options,
          into,
          objective,
          fusion: isGroups ? fusion : undefined,
          history: options.history === undefined || isGroups ? options.history : { ...options.history, repeat: 0 },
          rules: {
            ...rules,
            bans: bans.filter((pair) => pair.every((id) => ids.includes(id))),
            ...(isGroups ? { maxImbalance, mix, together: together === 0 ? [] : [ids.slice(0, together)] } : {}),
          },
        },
      }
    })

const seen = {
  placed: 0,
  long: 0,
  alone: 0,
  conflicts: 0,
  leftOver: 0,
  inNone: 0,
  lost: 0,
  adjusted: 0,
  apart: 0,
  fragile: 0,
}

const check = (answer: Matching, { people, possible, best, options }: CyclesOrGroups): void => {
  const { cycles, groups, unmatched, summary, proof } = answer
  const matches = cycles ?? groups ?? []
  // Each is a possible one, and says what it gives.
  let weight = 0
  let expected = 0
  for (const { members, gains, weight: own, exchange, adjustment = 0, ...more } of matches) {
    const known = possible.find((one) => one.members.join(' ') === members.join(' '))
    expect(known).toBeDefined()
    gains.forEach((gain, at) => expect(gain).toBeCloseTo(known!.gains[at]!, 9))
    members.forEach((id, at) => {
      const lines = exchange.filter(({ to }) => to === id)
      expect(lines.reduce((sum, { benefit }) => sum + benefit, 0)).toBeCloseTo(gains[at]!, 9)
      for (const { from } of lines) expect(members).toContain(from)
    })
    expect(Math.round(1000 * own) + Math.round(1000 * adjustment)).toBeGreaterThanOrEqual(
      known!.weight - members.length,
    )
    weight += known!.counted
    if ('survives' in more) {
      const { survives = NaN } = more
      expect(Math.abs(survives * known!.weight - known!.counted)).toBeLessThanOrEqual(1e-6 * Math.abs(known!.weight))
      expected += own * survives
    }
    seen.fragile += 'survives' in more ? 1 : 0
    seen.long += members.length > 2 ? 1 : 0
    seen.adjusted += adjustment === 0 ? 0 : 1
  }
  if (summary.expectedWeight === undefined) expect(thousandths(proof.value)).toBe(weight)
  else {
    expect(1000 * proof.value).toBeCloseTo(weight, 6)
    expect(summary.expectedWeight).toBeCloseTo(expected, 6)
  }
  const placed = matches.flatMap(({ members }) => members)
  expect(new Set(placed).size).toBe(placed.length)
  expect([...placed, ...unmatched.map(({ id }) => id)].toSorted()).toEqual(people.map(({ id }) => id).toSorted())
  expect(summary.matched).toBe(placed.length)
  const smallest = matches.length === 0 ? Infinity : Math.min(...matches.flatMap(({ gains }) => gains))
  const found = { people: placed.length, smallest, weight }
  const { objective } = options
  if (objective === 'benefit') expect(found.weight).toBe(best.weight)
  else if (objective === 'coverage') expect({ ...found, smallest: 0 }).toEqual({ ...best, smallest: 0 })
  else expect({ ...found, smallest: 0 }).toEqual({ ...best, smallest: 0 })
  if (objective === 'worst-off' && matches.length > 0) expect(smallest).toBeCloseTo(best.smallest, 9)
  expect(proof.bound).toBeGreaterThanOrEqual(proof.value)
  expect(proof.optimal).toBe(true)
  seen.placed += placed.length

  for (const { id, reason } of unmatched) {
    const own = possible.filter(({ members }) => members.includes(id))
    if (reason._tag === 'LeftOver') {
      seen.leftOver++
      if (reason.best === undefined) continue
      const { members, lostBy } = reason.best
      const at = members.indexOf([...members].toSorted()[0]!)
      const ordered = members.map((_, i) => members[(at + i) % members.length]!)
      const cycle = own.find((one) => one.members.join(' ') === ordered.join(' '))
      expect(cycle).toBeDefined()
      // The best answer with it, by brute force among the others.
      let with_ = 0
      const place = (from: number, left: readonly string[], sum: number): void => {
        with_ = Math.max(with_, sum)
        for (let i = from; i < possible.length; i++) {
          const { members: next, counted: more } = possible[i]!
          if (next.every((one) => left.includes(one)))
            place(
              i + 1,
              left.filter((one) => !next.includes(one)),
              sum + more,
            )
        }
      }
      place(
        0,
        people.map((one) => one.id).filter((one) => !ordered.includes(one)),
        0,
      )
      const lost = summary.expectedWeight === undefined ? Math.round(1000 * lostBy) : 1000 * lostBy - 1e-6
      expect(lost).toBeLessThanOrEqual(best.weight - (cycle!.counted + with_))
      seen.lost += lostBy > 0 ? 1 : 0
    } else {
      expect(own).toEqual([])
      if (reason._tag === 'InNoPossible') seen.inNone++
      else seen.alone++
    }
  }
}

const agree = ({ people, options }: MarketInput): void => {
  const answer = matchPeers(people, options)
  if (isLeft(answer)) {
    if (answer.left._tag !== 'PinConflict') throw new Error(formatMatchError(answer.left))
    seen.conflicts++
    return
  }
  const reference = cyclesOrGroups(people, options)
  check(answer.right, reference)
  seen.apart += (options.rules?.bans ?? []).length > 0 ? 1 : 0
}

describe('cycles and groups are what brute force over all of them finds', () => {
  for (const [name, into] of Object.entries({
    'cycles of up to 2': { cycles: { maxLength: 2 } },
    'cycles of up to 3': { cycles: {} },
    'cycles of up to 4': { cycles: { maxLength: 4 } },
    'cycles of up to 3, of whom a tenth drop out': { cycles: { fragility: 0.1 } },
    'cycles of up to 4, of whom half drop out': { cycles: { maxLength: 4, fragility: 0.5 } },
    'cycles of any length, of whom a third drop out': { cycles: { maxLength: 12, fragility: 0.3 } },
    'cycles without a cap': { cycles: { maxLength: 100 } },
    'groups of 2': { groups: { min: 2, max: 2 } },
    'groups of 2 to 4': { groups: { min: 2, max: 4 } },
    'groups of 3': { groups: { min: 3, max: 3 } },
    'groups of 3 to 5': { groups: { min: 3, max: 5 } },
  } satisfies Record<string, OptionsInput['into']>)) {
    it(`500 markets into ${name}`, () => {
      const market = fc.oneof(marketInput({ pins: false }), marketWithHistory({ pins: false }))
      fc.assert(fc.property(few(market, into), agree), { numRuns: 500 })
    })
  }

  it('and these markets are about something', () => {
    expect(seen.placed).toBeGreaterThan(3000)
    for (const [what, count] of Object.entries(seen)) expect([what, count > 50]).toEqual([what, true])
  })
})
