import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  formatMatchError,
  type Fusion,
  matchPeers,
  type Matching,
  type OptionsInput,
  type PersonInput,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { type MarketInput, marketInput } from '../markets.ts'

const answered = (people: readonly PersonInput[], options: OptionsInput): Matching => {
  const answer = matchPeers(people, options)
  if (isLeft(answer)) throw new Error(formatMatchError(answer.left))
  return answer.right
}

const INTO = [
  { cycles: { maxLength: 2 } },
  { cycles: {} },
  { cycles: { maxLength: 5 } },
  { groups: { min: 2, max: 3 } },
  { groups: { min: 3, max: 4 } },
] as const

const intoAny = fc.constantFrom(...INTO)

/** What cycles know, too. */
const plain = ({ people, options }: MarketInput): MarketInput => {
  const { fusion: _, rules: { maxImbalance: __, pins: ___, ...rules } = {}, ...others } = options
  return { people: people.map((person) => ({ ...person, capacity: 1 })), options: { ...others, rules } }
}

const market = marketInput({ pins: false }).map(plain)

const worth = ({ proof, summary }: Matching): readonly [number, number] => [summary.matched, proof.value]

/** Whether the first is worth as much as the second, or more. */
const atLeast = (
  objective: string | undefined,
  [placed, value]: readonly [number, number],
  other: readonly [number, number],
): boolean =>
  objective === 'coverage' ? placed > other[0] || (placed === other[0] && value >= other[1]) : value >= other[1]

const seen = { placed: 0, more: 0, banned: 0, equal: 0 }

describe('cycles and groups', () => {
  it('the order of people never shows', () => {
    fc.assert(
      fc.property(market, intoAny, fc.infiniteStream(fc.nat()), ({ people, options }, into, random) => {
        const keys = people.map(() => random.next().value)
        const shuffled = people.map((person, at) => [keys[at]!, person] as const).toSorted((a, b) => a[0] - b[0])
        const answer = answered(people, { ...options, into })
        expect(
          answered(
            shuffled.map(([, person]) => person),
            { ...options, into },
          ),
        ).toEqual(answer)
        seen.placed += answer.summary.matched
      }),
      { numRuns: 150 },
    )
  })

  it('somebody who offers nothing and wants nothing changes nothing else', () => {
    fc.assert(
      fc.property(market, intoAny, ({ people, options }, into) => {
        const { cycles, groups, proof } = answered(people, { ...options, into })
        const more = answered([...people, { id: '~', offers: [], wants: [] }], { ...options, into })
        expect([more.cycles, more.groups, more.proof]).toEqual([cycles, groups, proof])
      }),
      { numRuns: 150 },
    )
  })

  it('a longer cap, and sizes further apart, never lower what is maximised; a ban never raises it', () => {
    fc.assert(
      fc.property(market, ({ people, options }) => {
        const { objective } = options
        const by = (into: OptionsInput['into'], rules = options.rules): readonly [number, number] =>
          worth(answered(people, { ...options, into, rules }))
        const cycles = [2, 3, 4, 99].map((maxLength) => by({ cycles: { maxLength } }))
        for (let i = 1; i < cycles.length; i++) {
          expect(atLeast(objective, cycles[i]!, cycles[i - 1]!)).toBe(true)
          if (cycles[i]![1] > cycles[i - 1]![1]) seen.more++
        }
        const groups = [
          by({ groups: { min: 3, max: 3 } }),
          by({ groups: { min: 3, max: 4 } }),
          by({ groups: { min: 2, max: 4 } }),
        ]
        for (let i = 1; i < groups.length; i++) expect(atLeast(objective, groups[i]!, groups[i - 1]!)).toBe(true)
        const bans = [[people[0]!.id, people[1]!.id] as const]
        for (const into of INTO) {
          const [free, banned] = [
            by(into),
            by(into, { ...options.rules, bans: [...(options.rules?.bans ?? []), ...bans] }),
          ]
          expect(atLeast(objective, free, banned)).toBe(true)
          if (free[1] !== banned[1]) seen.banned++
        }
      }),
      { numRuns: 120 },
    )
  })

  it('cycles of two are pairs under "sum", groups of two are pairs under every fusion', () => {
    fc.assert(
      fc.property(
        market,
        fc.constantFrom<Fusion>('harmonic', 'geometric', 'min', 'sum'),
        ({ people, options }, fusion) => {
          const pairs = (chosen: OptionsInput): readonly [number, number] =>
            worth(answered(people, { ...options, ...chosen }))
          const same = (one: readonly [number, number], other: readonly [number, number], slack: number): void => {
            if (options.objective === 'coverage') expect(one[0]).toBe(other[0])
            expect(Math.abs(one[1] - other[1])).toBeLessThanOrEqual(slack)
          }
          // In a cycle each gain is rounded to a thousandth, in a pair their sum.
          same(pairs({ into: { cycles: { maxLength: 2 } } }), pairs({ fusion: 'sum' }), people.length / 2000 + 1e-9)
          same(pairs({ into: { groups: { min: 2, max: 2 } }, fusion }), pairs({ fusion }), 1e-9)
          seen.equal++
        },
      ),
      { numRuns: 200 },
    )
  })

  it('and these markets are about something', () => {
    expect(seen.placed).toBeGreaterThan(200)
    for (const [what, count] of Object.entries(seen)) expect([what, count > 20]).toEqual([what, true])
  })
})
