import { isLeft } from 'fp-ts/lib/Either.js'
import {
  formatMatchError,
  type HistoryInput,
  matchPeers,
  type Matching,
  type OptionsInput,
  type PersonInput,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import { coverageFrontier } from '../../src/coverage-frontier.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { gapOf } from '../../src/explain/proof.ts'
import { answered } from '../oracle/pairing.ts'

const member = (id: string, teaches: string, learns: string, level = 3): PersonInput => ({
  id,
  name: `${id[0]!.toUpperCase()}${id.slice(1)}`,
  offers: [{ skill: teaches, level }],
  wants: [learns],
})

const swap = [member('ana', 'x', 'y'), member('ben', 'y', 'x'), member('cem', 'x', 'y'), member('dan', 'y', 'x')]

const pairsOf = ({ pairs }: Matching): readonly string[] => pairs.map(({ members }) => members.join(' ')).toSorted()

const refused = (people: readonly PersonInput[], options: OptionsInput): string => {
  const answer = matchPeers(people, options)
  if (isLeft(answer)) return formatMatchError(answer.left)
  throw new Error('expected a Left')
}

const metOn = (at: string, ...pairs: readonly (readonly [string, string])[]): HistoryInput['met'] =>
  pairs.map((members) => ({ members, at }))

describe('history: who has met', () => {
  const met = metOn('2026-11-04', ['ana', 'ben'], ['dan', 'cem'])

  it('new faces, or old friends', () => {
    const apart = answered(swap, { history: { met, repeat: -0.001 } })
    expect(pairsOf(apart)).toEqual(['ana dan', 'ben cem'])
    expect(apart.pairs.map(({ adjustment }) => adjustment)).toEqual([undefined, undefined])
    const together = answered(swap, { history: { met, repeat: 0.001 } })
    expect(pairsOf(together)).toEqual(['ana ben', 'cem dan'])
    expect(together.pairs.map(({ adjustment, weight }) => [weight, adjustment])).toEqual([
      [6, 0.001],
      [6, 0.001],
    ])
    expect(together.proof).toMatchObject({ value: 12.002, bound: 12.002, optimal: true })
    expect(together.summary.totalWeight).toBe(12)
  })

  it('terms halve each half-life, from the last meeting on', () => {
    const [ana, ben] = swap as [PersonInput, PersonInput]
    const adjustment = (history: HistoryInput): number | undefined =>
      answered([ana, ben], { history }).pairs[0]?.adjustment
    const twentyDays = { met, repeat: -4, asOf: '2026-11-24' }
    expect(adjustment(twentyDays)).toBe(-4)
    expect(adjustment({ ...twentyDays, halfLife: 20 })).toBe(-2)
    expect(adjustment({ ...twentyDays, halfLife: 10 })).toBe(-1)
    expect(adjustment({ ...twentyDays, halfLife: 1 })).toBeUndefined()
    const again = [...met!, ...metOn('2026-11-14', ['ben', 'ana'])!, ...metOn('2019-01-01', ['ben', 'ana'])!]
    expect(adjustment({ ...twentyDays, met: again, halfLife: 10 })).toBe(-2)
    // Over a leap day, and over a night on which clocks are changed: days are days of the calendar.
    expect(adjustment({ met: metOn('2028-02-28', ['ana', 'ben']), repeat: -4, halfLife: 2, asOf: '2028-03-01' })).toBe(
      -2,
    )
    expect(adjustment({ met: metOn('2026-10-24', ['ana', 'ben']), repeat: -4, halfLife: 2, asOf: '2026-10-26' })).toBe(
      -2,
    )
  })

  it('a pair that is worth nothing any more is none, unless most people come first', () => {
    const [ana, ben] = swap as [PersonInput, PersonInput]
    const history = { met, repeat: -10 }
    const answer = answered([ana, ben], { history })
    expect(answer.pairs).toEqual([])
    expect(answer.unmatched[0]?.reason).toMatchObject({
      _tag: 'OutCompeted',
      best: { partner: 'ben', weight: 6, adjustment: -10, lostBy: 4 },
      detail:
        'Ana came closest to a pair with Ben (weight 6, less 10 for what was before), but they have met before, which takes away all that it is worth.',
    })
    const covered = answered([ana, ben], { history, objective: 'coverage' })
    expect(covered.pairs[0]).toMatchObject({ members: ['ana', 'ben'], weight: 6, adjustment: -10 })
    expect(covered.proof).toMatchObject({ value: -4, bound: -4, gap: 0, optimal: true })
    expect(Object.is(covered.proof.gap, 0)).toBe(true)
  })

  it('noRepeatWithin forbids, up to the day', () => {
    const [ana, ben] = swap as [PersonInput, PersonInput]
    const forbids = (noRepeatWithin: number): HistoryInput => ({ met, noRepeatWithin, asOf: '2026-11-24' })
    expect(answered([ana, ben], { history: forbids(20) }).pairs).toHaveLength(1)
    const { unmatched, proof } = answered([ana, ben], { history: forbids(21) })
    expect(unmatched[0]?.reason).toEqual({
      _tag: 'NoEligiblePartner',
      rule: 'noRepeatWithin',
      excluded: { noRepeatWithin: 1 },
      detail: '1 person could exchange something with Ana, but has met Ana too recently to meet again.',
    })
    expect(proof.possiblePairs).toBe(1)
    expect(pairsOf(answered(swap, { history: forbids(21) }))).toEqual(['ana dan', 'ben cem'])
    const asked: string[] = []
    answered(swap, {
      history: forbids(21),
      rules: {
        eligible: (a, b) => {
          asked.push(`${a.id} ${b.id}`)
          return true
        },
      },
    })
    expect(asked.toSorted()).toEqual(['ana dan', 'ben cem', 'cem ben', 'dan ana'])
    for (const way of ['posting', 'swaps', 'slices'] as const) {
      const answer = matchPeersWithin({ ...LIMITS, direct: 0, way }, swap, { history: forbids(21) })
      expect(isLeft(answer) || pairsOf(answer.right)).toEqual(['ana dan', 'ben cem'])
    }
  })

  it('a pin keeps a pair together whatever it weighs, but not against the rule', () => {
    const pins = [['ben', 'ana']] as const
    const kept = answered(swap, { history: { met, repeat: -100 }, rules: { pins } })
    expect(kept.pairs.find(({ pinned }) => pinned)).toMatchObject({ members: ['ana', 'ben'], adjustment: -100 })
    // Cem and Dan have met too, and need not meet again.
    expect(kept.proof).toMatchObject({ value: -94, bound: -94, optimal: true, gap: 0 })
    expect(
      refused(swap, { history: { met: met!.toReversed(), noRepeatWithin: 30, asOf: '2026-11-24' }, rules: { pins } }),
    ).toBe(
      'options.rules.pins[0]: the pin of "ana" and "ben" cannot be kept: options.history.noRepeatWithin forbids "ana" and "ben" to meet again yet: see options.history.met[1]',
    )
  })
})

describe('history: who was left out', () => {
  const three = [member('ana', 'x', 'y', 5), member('ben', 'y', 'x', 5), member('cem', 'x', 'y', 3)]

  it('the odd one out is not the same person twice', () => {
    const first = answered(three)
    expect(first.unmatched.map(({ id }) => id)).toEqual(['cem'])
    const lost = 10 - 7.5
    for (const amount of [lost - 0.001, lost + 0.001]) {
      const { unmatched, pairs, proof } = answered(three, { history: { credit: [{ id: 'cem', amount }] } })
      expect(unmatched.map(({ id }) => id)).toEqual([amount > lost ? 'ana' : 'cem'])
      expect(pairs[0]?.adjustment).toBe(amount > lost ? amount : undefined)
      expect(proof.value).toBe(amount > lost ? 10.001 : 10)
    }
    expect(answered(three, { history: { credit: [{ id: 'cem', amount: 4 }] } }).unmatched[0]?.reason.detail).toBe(
      'Ana came closest to a pair with Ben (weight 10), but Ben is with Cem (weight 7.5, plus 4 for what was before); to have this pair instead would lower the total by 1.5.',
    )
  })

  it('credits alone keep nobody together who gain nothing, and move no rule', () => {
    const credit = three.map(({ id }) => ({ id, amount: 1000 }))
    const { pairs } = answered(three, { history: { credit }, rules: { bans: [['ana', 'ben']] } })
    expect(pairs.map(({ members, adjustment }) => [...members, adjustment])).toEqual([['ben', 'cem', 2000]])
  })
})

describe('history: what would leave the safe integers', () => {
  it('is refused with the sum and the limit', () => {
    const people = Array.from({ length: 4000 }, (_, i) =>
      member(`p${i}`, `${i % 2 === 0 ? 'x' : 'y'}${i >> 1}`, `${i % 2 === 0 ? 'y' : 'x'}${i >> 1}`),
    )
    const met = metOn('2026-11-01', ['p0', 'p1'], ['p2', 'p3'])
    expect(refused(people, { objective: 'coverage', history: { met, repeat: -1_000_000 } })).toMatch(
      /thousandths in sums of weights, with the repeat and the credits of the history/,
    )
    const frontier = coverageFrontier(people, { history: { met, repeat: 100_000 } })
    expect(isLeft(frontier) && frontier.left._tag).toBe('TooLarge')
    for (const repeat of [-1_000_000, 1_000_000])
      expect(answered(people, { history: { met, repeat } }).proof.optimal).toBe(true)
    expect(answered(people, { objective: 'coverage', history: { met, repeat: -1000 } }).pairs).toHaveLength(2000)
  })
})

describe('gaps', () => {
  it.each([
    [8, 10, 0.2],
    [10, 10, 0],
    [0, 0, 0],
    [0, 10, 1],
    [0, Infinity, 1],
    [7, Infinity, 1],
    [-4, -4, 0],
    [-4, -2, 1],
    [-4, 0, 1],
    [-4, 2, 1],
  ])('of %d to a bound of %d', (value, bound, gap) => {
    expect(gapOf(value, bound)).toBe(gap)
  })
})
