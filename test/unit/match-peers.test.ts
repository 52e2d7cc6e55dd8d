import { isLeft } from 'fp-ts/lib/Either.js'
import {
  matchPeers,
  type MatchError,
  type OptionsInput,
  Person,
  type PersonInput,
  RULES,
  WEIGHT_SCALE,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { answered } from '../oracle/pairing.ts'

const leftOf = (people: unknown, options?: unknown): MatchError => {
  const result = matchPeers(people as never, options as never)
  if (isLeft(result)) return result.left
  throw new Error('expected a Left')
}

const swap = (a: string, b: string): PersonInput[] => [
  { id: a, offers: ['x'], wants: ['y'] },
  { id: b, offers: ['y'], wants: ['x'] },
]

describe('matchPeers', () => {
  it.each([0, 1])('answers for %i people', (count) => {
    const { pairs, unmatched, proof } = answered(swap('a', 'b').slice(0, count))
    expect([pairs.length, unmatched.length, proof.optimal]).toEqual([0, count, true])
  })

  it('takes what the codecs decode, too', () => {
    const decoded = swap('a', 'b').map((input) => {
      const person = Person.decode(input)
      if (isLeft(person)) throw new Error('unreachable')
      return person.right
    })
    expect(matchPeers(decoded as never)).toEqual(matchPeers(swap('a', 'b')))
  })

  it('options that are undefined, empty, or undefined one by one are all the same', () => {
    const bare = answered(swap('a', 'b'))
    const undefineds: OptionsInput = { into: undefined, objective: undefined, rules: { pins: undefined }, skills: {} }
    for (const options of [undefined, {}, undefineds]) expect(answered(swap('a', 'b'), options)).toEqual(bare)
  })

  it('matches most people under coverage, and gains most under benefit', () => {
    // b and c gain 9 each from each other; a and d have only them.
    const people: PersonInput[] = [
      { id: 'a', offers: ['w'], wants: ['x'] },
      { id: 'b', offers: ['x', 'y'], wants: ['w', { skill: 'z', priority: 3 }] },
      { id: 'c', offers: ['z', 'v'], wants: [{ skill: 'y', priority: 3 }, 'u'] },
      { id: 'd', offers: ['u'], wants: ['v'] },
    ]
    const pairsOf = (options?: OptionsInput): unknown =>
      answered(people, options).pairs.map(({ members }) => members.join(''))
    expect(pairsOf()).toEqual(['bc'])
    expect(answered(people).proof).toMatchObject({ value: 18, bound: 18, optimal: true, possiblePairs: 3 })
    expect(pairsOf({ objective: 'coverage' })).toEqual(['ab', 'cd'])
    expect(answered(people, { objective: 'coverage' }).proof).toEqual({
      objective: 'coverage',
      value: 12,
      bound: 12,
      gap: 0,
      optimal: true,
      possiblePairs: 3,
    })
  })

  it('an odd one out of three who all could, and pins with their bound', () => {
    const everything: PersonInput[] = ['a', 'b', 'c', 'd', 'e'].map((id, at) => ({
      id,
      offers: [`s${at}`],
      wants: [0, 1, 2, 3, 4].filter((s) => s !== at).map((s) => `s${s}`),
    }))
    const { pairs, unmatched, proof } = answered(everything, { rules: { pins: [['e', 'b']] } })
    expect(pairs.map(({ members, pinned }) => [...members, pinned])).toEqual([
      ['a', 'c', undefined],
      ['b', 'e', true],
    ])
    expect(unmatched).toMatchObject([{ id: 'd', reason: { _tag: 'OutCompeted', best: { lostBy: 0 } } }])
    expect(proof).toMatchObject({ value: 12, bound: 12, gap: 0, optimal: true, possiblePairs: 3 })
  })

  it('weighs in whole thousandths', () => {
    const people: PersonInput[] = [
      { id: 'a', offers: [{ skill: 'x', level: 5 }], wants: ['y'] },
      { id: 'b', offers: ['y'], wants: ['x', 'y'] },
      { id: 'c', offers: [{ skill: 'z', level: 1 }], wants: ['w'] },
      { id: 'd', offers: [{ skill: 'w', level: 2 }], wants: ['z'] },
    ]
    const { pairs, proof, summary } = answered(people)
    expect(pairs.map(({ weight }) => weight)).toEqual([7.5, 8 / 3])
    expect(WEIGHT_SCALE).toBe(1000)
    expect(proof.value).toBe(7.5 + 2.667)
    expect(summary.totalWeight).toBe(7.5 + 8 / 3)
  })

  it('knows its rules by name', () => {
    expect(RULES).toEqual([
      'mutualBenefit',
      'bans',
      'sharedLanguage',
      'maxExperienceGap',
      'minGain',
      'maxImbalance',
      'minOverlapMinutes',
      'noRepeatWithin',
      'eligible',
    ])
  })

  it('asks `eligible` only about pairs that pass everything else, both ways round, with decoded people', () => {
    const asked: string[] = []
    answered([...swap('a', 'b'), { id: 'c', offers: ['y'], wants: [] }, ...swap('d', 'e')], {
      rules: {
        bans: [
          ['d', 'e'],
          ['a', 'e'],
        ],
        eligible: (x, y) => {
          asked.push(`${x.id}${y.id}${x.offers[0]?.level ?? 0}`)
          return true
        },
      },
    })
    expect(asked.toSorted()).toEqual(['ab3', 'ba3', 'bd3', 'db3'])
  })
})

it('tells what is wrong with the options and with the people at once, 20 issues in all', () => {
  expect(leftOf([], { into: 'trios' })).toMatchObject({ _tag: 'InvalidInput', issues: [{ path: 'options.into' }] })
  const wrong = leftOf(
    Array.from({ length: 30 }, () => ({ id: 5 })),
    { fusion: 'mean', budget: 5 },
  )
  if (wrong._tag !== 'InvalidInput') throw new Error('expected InvalidInput')
  const paths = wrong.issues.map(({ path }) => path)
  expect(paths).toHaveLength(20)
  expect(paths.slice(0, 3)).toEqual(['options.budget', 'options.fusion', 'people[0].id'])
  expect(wrong.total).toBe(2 + 3 * 30)
})
