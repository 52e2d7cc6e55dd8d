import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { isLeft } from 'fp-ts/lib/Either.js'
import { blockingPairs, matchPeers, type OptionsInput, type PersonInput } from 'peermatch'
import { describe, expect, it, vi } from 'vitest'
import type { BMatchingSolution } from '../../src/matching/b-matching-solution.ts'
import type { StableBMatching } from '../../src/matching/stable-b-solution.ts'
import { answered } from '../oracle/pairing.ts'

/** What is done to the solvers' answers before anybody looks at them. */
const { tamper } = vi.hoisted(() => ({
  tamper: {
    stable: (solution: StableBMatching): StableBMatching => solution,
    heaviest: (solution: BMatchingSolution): BMatchingSolution => solution,
  },
}))

vi.mock('../../src/matching/stable-b-matching.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/stable-b-matching.ts')>()
  return {
    stableBMatching: (...given: Parameters<typeof original.stableBMatching>) =>
      tamper.stable(original.stableBMatching(...given)),
  }
})
vi.mock('../../src/matching/b-matching.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/b-matching.ts')>()
  return {
    ...original,
    solveBMatchingWhile: (...given: Parameters<typeof original.solveBMatchingWhile>) => {
      const solution = original.solveBMatchingWhile(...given)
      return solution === undefined ? undefined : tamper.heaviest(solution)
    },
  }
})

const STABLE: OptionsInput = { objective: 'stable' }

/** Teaches something that nobody else does, and wants what the others teach: 9, 6 and 3 gained from the first, second and third. */
const wishing = (id: string, ...order: string[]): PersonInput => ({
  id,
  offers: [`of ${id}`],
  wants: order.map((other, at) => ({ skill: `of ${other}`, priority: 3 - at })),
})

const membersOf = (people: readonly PersonInput[], options: OptionsInput = {}): string[] =>
  answered(people, { ...STABLE, ...options })
    .pairs.map(({ members }) => members.join(' '))
    .toSorted()

describe('stable, where people take several partners', () => {
  const people: PersonInput[] = [
    { ...wishing('mia', 'ana', 'ben', 'cem'), capacity: 2 },
    wishing('ana', 'mia'),
    wishing('ben', 'mia'),
    wishing('cem', 'mia'),
  ]

  it('a mentor of two places has the two whom she likes best, and the third is told so', () => {
    const { pairs, unmatched, stability, proof } = answered(people, STABLE)
    expect(pairs.map(({ members }) => members)).toEqual([
      ['ana', 'mia'],
      ['ben', 'mia'],
    ])
    expect(stability).toEqual({ stable: true, leastBlocking: 0, blockingPairs: [], oddParties: [] })
    expect(unmatched).toEqual([
      {
        id: 'cem',
        reason: {
          _tag: 'PreferredElsewhere',
          best: { partner: 'mia', gains: [9, 3], weight: 9, partnerHas: { id: 'ben', gain: 6, weight: 14.4 } },
          detail:
            'cem would gain most from mia (9), but mia has no place left, and gains more even from ben (6) than from cem (3).',
        },
      },
    ])
    expect(proof).toMatchObject({ objective: 'stable', optimal: true, gap: 0 })
  })

  it('an audit tells what each would give up: nothing, with a place left', () => {
    const audit = blockingPairs(people, [
      ['mia', 'cem'],
      ['ben', 'mia'],
    ])
    expect(audit).toEqual({
      _tag: 'Right',
      right: [{ members: ['ana', 'mia'], gains: [9, 9], gainsNow: [0, 3], weight: 18 }],
    })
    expect(blockingPairs(people, [['ana', 'mia']])).toMatchObject({
      right: [
        { members: ['ben', 'mia'], gainsNow: [0, 0] },
        { members: ['cem', 'mia'], gainsNow: [0, 0] },
      ],
    })
  })

  it('a pin takes a place, and is not given up', () => {
    const rules = { pins: [['mia', 'cem']] as const }
    expect(membersOf(people, { rules })).toEqual(['ana mia', 'cem mia'])
    for (const pairs of [
      [['ana', 'mia']],
      [
        ['ana', 'mia'],
        ['cem', 'mia'],
      ],
    ] as const)
      expect(blockingPairs(people, pairs, { rules })).toEqual({ _tag: 'Right', right: [] })
    // Given more than the pin leaves room for, she would still not rather have ben than either.
    const three = people.map((person) => ({ ...person, capacity: 3 }))
    expect(membersOf(three, { rules })).toEqual(['ana mia', 'ben mia', 'cem mia'])
  })

  it('one place is left over in a circle of three who have a partner each besides', () => {
    const circle: PersonInput[] = [
      wishing('ben', 'cem', 'zoe'),
      { ...wishing('cem', 'zoe', 'ben'), name: 'Cem Ö' },
      { ...wishing('zoe', 'dan', 'ben', 'cem'), capacity: 2 },
      wishing('dan', 'zoe'),
    ]
    const { pairs, stability, unmatched, proof } = answered(circle, STABLE)
    expect(pairs.map(({ members }) => members.join(' '))).toEqual(['dan zoe', 'cem zoe'])
    expect(stability).toEqual({
      stable: false,
      leastBlocking: 1,
      blockingPairs: [{ members: ['ben', 'zoe'], gains: [6, 6], gainsNow: [0, 3], weight: 12 }],
      oddParties: [['ben', 'cem', 'zoe']],
    })
    expect(proof.optimal).toBe(true)
    expect(unmatched).toEqual([
      {
        id: 'ben',
        reason: {
          _tag: 'OddCircle',
          circle: ['ben', 'cem', 'zoe'],
          detail:
            'No answer is stable: ben, Cem Ö and zoe stand in a circle in which each would rather have the next than the one before; ' +
            '3 people with one place left each cannot all be in pairs with each other, and here ben is left over.',
        },
      },
    ])
  })

  it('what a solver that errs claims is refused', () => {
    const tagWith = (given: Partial<typeof tamper>): string => {
      Object.assign(tamper, given)
      const result = matchPeers(people, STABLE)
      Object.assign(tamper, { stable: (s: StableBMatching) => s, heaviest: (s: BMatchingSolution) => s })
      return isLeft(result) ? result.left._tag : result._tag
    }
    expect(tagWith({})).toBe('Right')
    expect(tagWith({ stable: (s) => ({ ...s, stable: !s.stable }) })).toBe('ProofRejected')
    expect(tagWith({ stable: (s) => ({ ...s, chosen: s.chosen.slice(1) }) })).toBe('ProofRejected')
    expect(tagWith({ stable: (s) => ({ ...s, whole: s.whole.slice(1) }) })).toBe('ProofRejected')
    expect(tagWith({ heaviest: (s) => ({ ...s, weight: s.weight + 1 }) })).toBe('ProofRejected')
  })

  it('2,000 real people of three places: proven, and stopped by a budget with a bound', () => {
    const rows: Record<string, string>[] = parse(
      readFileSync(new URL('../../examples/data/so2017-sample-2000.csv', import.meta.url)),
      { columns: true },
    )
    const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill !== '')
    const many = rows.map((row, at) => ({
      id: row['id'] ?? '',
      offers: list(row['offers']),
      wants: list(row['wants']),
      capacity: 1 + (at % 3),
    }))
    const whole = answered(many, STABLE)
    const audit = blockingPairs(
      many,
      whole.pairs.map(({ members }) => members),
    )
    expect(audit).toEqual({ _tag: 'Right', right: whole.stability?.blockingPairs })
    expect(whole.proof.stopped).toBe(undefined)
    expect(whole.proof.gap).toBeGreaterThan(0)
    const hasty = answered(many, { ...STABLE, budget: { timeMs: 0 } })
    expect(hasty.proof).toMatchObject({ stopped: 'budget', value: whole.proof.value, optimal: whole.proof.optimal })
    expect(hasty.proof.bound).toBeGreaterThanOrEqual(whole.proof.bound)
    expect([hasty.pairs, hasty.stability, hasty.unmatched]).toEqual([whole.pairs, whole.stability, whole.unmatched])
  })
})
