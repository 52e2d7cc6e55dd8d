import type { OptionsInput, Pair, PersonInput, Summary } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { answered } from '../../oracle/pairing.ts'

const onlyPair = (people: readonly PersonInput[], options?: OptionsInput): Pair => {
  const { pairs } = answered(people, options)
  expect(pairs).toHaveLength(1)
  return pairs[0]!
}

describe('a pair in full', () => {
  it('two friends, worked by hand', () => {
    const people: PersonInput[] = [
      { id: 'ben', offers: [{ skill: 'Skiing', level: 4 }, 'cooking'], wants: [{ skill: 'spanish', level: 1 }] },
      {
        id: 'ana',
        offers: [{ skill: 'Spanish', level: 5 }],
        wants: [{ skill: 'skiing', priority: 2 }, { skill: 'Cooking', level: 2 }, 'chess'],
      },
    ]
    // Ana: 2 * 4 for skiing and 1 * (3 - 2) for cooking; Ben: 1 * (5 - 1). Harmonic: 4 * 9 * 4 / 13.
    expect(answered(people)).toEqual({
      pairs: [
        {
          members: ['ana', 'ben'],
          gains: [9, 4],
          imbalance: 5,
          weight: 144 / 13,
          exchange: [
            { from: 'ana', to: 'ben', skill: 'spanish', level: 5, lift: 4, priority: 1, benefit: 4 },
            { from: 'ben', to: 'ana', skill: 'Cooking', level: 3, lift: 1, priority: 1, benefit: 1 },
            { from: 'ben', to: 'ana', skill: 'skiing', level: 4, lift: 4, priority: 2, benefit: 8 },
          ],
        },
      ],
      unmatched: [],
      summary: {
        people: 2,
        matched: 2,
        unmatched: 0,
        pairs: 1,
        totalWeight: 144 / 13,
        totalGain: 13,
        smallestGain: 4,
        meanGain: 6.5,
        meanImbalance: 5,
      },
      proof: { objective: 'benefit', value: 11.077, bound: 11.077, gap: 0, optimal: true, possiblePairs: 1 },
    })
  })

  it.each([
    ['harmonic', 144 / 13],
    ['geometric', 12],
    ['min', 8],
    ['sum', 13],
  ] as const)('gains 9 and 4 weigh by %s %f', (fusion, weight) => {
    const people: PersonInput[] = [
      { id: 'a', offers: [{ skill: 'x', level: 4 }], wants: [{ skill: 'y', priority: 3 }] },
      { id: 'b', offers: ['y'], wants: ['x'] },
    ]
    expect(onlyPair(people, { fusion })).toMatchObject({ gains: [9, 4], weight })
  })
})

describe('what is taught', () => {
  const people: PersonInput[] = [
    { id: 'ana', offers: ['Rust'], wants: ['JS'] },
    { id: 'ben', offers: [{ skill: 'TypeScript', level: 5 }, 'JavaScript'], wants: ['rust'] },
  ]
  const aliases = { js: 'JavaScript' }

  it('an alias or another spelling is the same skill, called as the learner calls it', () => {
    const { exchange } = onlyPair(people, { skills: { aliases } })
    expect(exchange).toEqual([
      { from: 'ana', to: 'ben', skill: 'rust', level: 3, lift: 3, priority: 1, benefit: 3 },
      { from: 'ben', to: 'ana', skill: 'JS', level: 3, lift: 3, priority: 1, benefit: 3 },
    ])
  })

  it('a related skill that lifts more is named as the teacher wrote it', () => {
    const related = [{ skills: ['typescript', 'javascript'], similarity: 0.8 }]
    expect(onlyPair(people, { skills: { aliases, related } }).exchange[1]).toEqual({
      from: 'ben',
      to: 'ana',
      skill: 'JS',
      taught: 'TypeScript',
      similarity: 0.8,
      level: 5,
      lift: 4,
      priority: 1,
      benefit: 4,
    })
  })

  it('on equal lifts the skill itself is taught', () => {
    const related = [{ skills: ['typescript', 'javascript'], similarity: 0.6 }]
    expect(onlyPair(people, { skills: { aliases, related } }).exchange[1]).not.toHaveProperty('taught')
  })
})

describe('pins', () => {
  it('a pin is marked, weighs what it weighs, and may be worth nothing to anybody', () => {
    const people: PersonInput[] = [
      { id: 'a', offers: ['x'], wants: ['y'] },
      { id: 'b', offers: ['y'], wants: ['x'] },
      { id: 'c', offers: ['y'], wants: [] },
    ]
    const { pairs, proof, summary } = answered(people, { rules: { pins: [['c', 'a']] } })
    expect(pairs).toEqual([
      {
        members: ['a', 'c'],
        gains: [3, 0],
        imbalance: 3,
        weight: 0,
        exchange: [{ from: 'c', to: 'a', skill: 'y', level: 3, lift: 3, priority: 1, benefit: 3 }],
        pinned: true,
      },
    ])
    expect(proof).toEqual({ objective: 'benefit', value: 0, bound: 0, gap: 0, optimal: true, possiblePairs: 0 })
    expect(summary).toMatchObject({ matched: 2, totalWeight: 0, totalGain: 3, smallestGain: 0, meanImbalance: 3 })
  })

  it('stands among the others by its weight', () => {
    const pairOf = (n: number, level: number): PersonInput[] => [
      { id: `a${n}`, offers: [{ skill: `x${n}`, level }], wants: [`y${n}`] },
      { id: `b${n}`, offers: [{ skill: `y${n}`, level }], wants: [`x${n}`] },
    ]
    const people = [...pairOf(1, 2), ...pairOf(2, 5), ...pairOf(3, 3), ...pairOf(4, 3)]
    const { pairs, proof } = answered(people, { rules: { pins: [['b3', 'a3']] } })
    expect(pairs.map(({ members, weight, pinned }) => [...members, weight, pinned])).toEqual([
      ['a2', 'b2', 10, undefined],
      ['a3', 'b3', 6, true],
      ['a4', 'b4', 6, undefined],
      ['a1', 'b1', 4, undefined],
    ])
    expect(proof).toMatchObject({ value: 26, bound: 26, optimal: true, possiblePairs: 3 })
  })
})

it('nobody at all', () => {
  const zero: Summary = {
    people: 0,
    matched: 0,
    unmatched: 0,
    pairs: 0,
    totalWeight: 0,
    totalGain: 0,
    smallestGain: 0,
    meanGain: 0,
    meanImbalance: 0,
  }
  expect(answered([])).toEqual({
    pairs: [],
    unmatched: [],
    summary: zero,
    proof: { objective: 'benefit', value: 0, bound: 0, gap: 0, optimal: true, possiblePairs: 0 },
  })
})
