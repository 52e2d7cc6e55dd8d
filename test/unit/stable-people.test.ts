import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  blockingPairs,
  formatMatchError,
  type MatchError,
  matchPeers,
  type OptionsInput,
  type PersonInput,
  type Progress,
  type UnmatchedReason,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import type { PairList } from '../../src/benefit/edges.ts'
import { preferencesOf } from '../../src/solve-stable.ts'
import { answered } from '../oracle/pairing.ts'

const STABLE: OptionsInput = { objective: 'stable' }

/** Teaches something that nobody else does, and wants what the others teach: 9, 6 and 3 gained from the first, second and third. */
const wishing = (id: string, ...order: string[]): PersonInput => ({
  id,
  offers: [`of ${id}`],
  wants: order.map((other, at) => ({ skill: `of ${other}`, priority: 3 - at })),
})

/** Each of the first three is somebody's first choice, and nobody's first choice is dan. */
const four: PersonInput[] = [
  wishing('ana', 'ben', 'cem', 'dan'),
  wishing('ben', 'cem', 'ana', 'dan'),
  wishing('cem', 'ana', 'ben', 'dan'),
  wishing('dan', 'ana', 'ben', 'cem'),
]
const three: PersonInput[] = [
  { ...wishing('ana', 'ben', 'cem'), name: 'Ana María' },
  wishing('ben', 'cem', 'ana'),
  wishing('cem', 'ana', 'ben'),
]

const reasonsOf = (people: readonly PersonInput[], options: OptionsInput = {}): Record<string, UnmatchedReason> =>
  Object.fromEntries(answered(people, { ...options, ...STABLE }).unmatched.map(({ id, reason }) => [id, reason]))

describe('stable', () => {
  it('four people of whom whoever gets dan and somebody else would rather have each other', () => {
    const { pairs, unmatched, stability, proof } = answered(four, STABLE)
    expect(pairs.map(({ members }) => members)).toEqual([
      ['ben', 'cem'],
      ['ana', 'dan'],
    ])
    expect(unmatched).toEqual([])
    expect(stability).toEqual({
      stable: false,
      leastBlocking: 1,
      blockingPairs: [{ members: ['ana', 'cem'], gains: [6, 9], gainsNow: [3, 6], weight: 14.4 }],
      oddParties: [['ana', 'ben', 'cem']],
    })
    // There are three ways to make two pairs of four people: each has a blocking pair.
    for (const [one, other, third] of [
      ['ana', 'ben', 'cem'],
      ['ben', 'cem', 'ana'],
      ['cem', 'ana', 'ben'],
    ] as const) {
      const audit = blockingPairs(four, [
        [one, other],
        ['dan', third],
      ])
      expect(audit).toMatchObject({ _tag: 'Right', right: [{ members: [other, third].toSorted() }] })
    }
    expect(proof).toMatchObject({ objective: 'stable', optimal: true })
  })

  it('one member of a circle of three is left over, and told about it', () => {
    expect(reasonsOf(three)).toEqual({
      ana: {
        _tag: 'OddCircle',
        circle: ['ana', 'ben', 'cem'],
        detail:
          'No answer is stable: Ana María, ben and cem stand in a circle in which each would rather have the next than the one before; ' +
          '3 people cannot all be in pairs with each other, and here Ana María is left over.',
      },
    })
  })

  it('costs weight: what the best answer has is the bound', () => {
    // Ben and Cem like each other best; with Ana and Dan they are less happy, and more is gained in all.
    const people: PersonInput[] = [
      { id: 'ana', offers: ['w'], wants: [{ skill: 'x', priority: 3 }] },
      {
        id: 'ben',
        offers: ['x', 'y'],
        wants: [
          { skill: 'w', priority: 2 },
          { skill: 'z', priority: 3 },
        ],
      },
      {
        id: 'cem',
        offers: ['z', 'v'],
        wants: [
          { skill: 'y', priority: 3 },
          { skill: 'u', priority: 2 },
        ],
      },
      { id: 'dan', offers: ['u'], wants: [{ skill: 'v', priority: 3 }] },
    ]
    const { pairs, proof, stability } = answered(people, STABLE)
    expect(pairs.map(({ members }) => members)).toEqual([['ben', 'cem']])
    expect(stability).toEqual({ stable: true, leastBlocking: 0, blockingPairs: [], oddParties: [] })
    expect(proof).toEqual({
      objective: 'stable',
      value: 18,
      bound: 28.8,
      gap: (28.8 - 18) / 28.8,
      optimal: true,
      possiblePairs: 3,
    })
    expect(answered(people).proof.value).toBe(28.8)
    expect(answered(people, { ...STABLE, rules: { pins: [['ana', 'ben']] } }).pairs.length).toBe(2)
  })

  it('says whom people would rather have had, and whom those have', () => {
    const people: PersonInput[] = [
      { id: 'ana', offers: ['x'], wants: ['y'] },
      { id: 'ben', offers: ['y'], wants: [{ skill: 'x', priority: 2 }] },
      { id: 'cem', offers: [{ skill: 'x', level: 2 }], wants: ['y'] },
      { id: 'dan', offers: [], wants: ['y'] },
      { id: 'eve', offers: ['x'], wants: ['x'] },
      { id: 'fay', offers: ['x'], wants: ['z'] },
    ]
    const reasons = reasonsOf(people)
    expect(reasons['cem']).toEqual({
      _tag: 'PreferredElsewhere',
      best: { partner: 'ben', gains: [3, 4], weight: 48 / 7, partnerHas: { id: 'ana', gain: 6, weight: 8 } },
      detail: 'cem would gain most from ben (3), but ben gains more from ana (6) than from cem (4).',
    })
    expect([reasons['dan'], reasons['eve'], reasons['fay']].map((reason) => reason?._tag)).toEqual([
      'NothingOthersWant',
      'WantsNothingNew',
      'NobodyTeaches',
    ])
    expect(reasonsOf(people, { rules: { bans: [['ben', 'cem']] } })['cem']).toMatchObject({
      _tag: 'NoEligiblePartner',
      rule: 'bans',
    })
    expect(reasonsOf(people, { rules: { pins: [['ben', 'ana']] } })['cem']).toMatchObject({
      _tag: 'NoEligiblePartner',
      rule: 'pins',
    })
  })

  it('ties go to the heavier pair, then to the smaller id, and the sentence says so', () => {
    const one: PersonInput[] = [
      { id: 'a', offers: ['x'], wants: ['y'] },
      { id: 'b', offers: ['y'], wants: ['x'] },
      { id: 'c', offers: ['x'], wants: ['y'] },
    ]
    expect(reasonsOf(one)['c']?.detail).toBe(
      'c would gain most from b (3), but b gains as much from a (3), who comes first in the order of ids.',
    )
    const other = [one[0]!, one[1]!, { id: 'c', offers: ['x'], wants: [{ skill: 'y', priority: 3 }] }]
    expect(reasonsOf(other)['a']?.detail).toBe(
      'a would gain most from b (3), but b gains as much from c (3), and that pair weighs more.',
    )
  })

  it('refuses weights of which sums would not be exact', () => {
    const gains = { source: Float64Array.of(1), target: Float64Array.of(1) }
    const edges = (weight: number): PairList => ({
      vertexCount: 9,
      count: 1,
      source: Int32Array.of(3),
      target: Int32Array.of(5),
      gains,
      weight: Float64Array.of(weight),
    })
    expect(preferencesOf(edges(2 ** 49 - 1))._tag).toBe('Right')
    for (const weight of [2 ** 49, -(2 ** 50)]) {
      expect(preferencesOf(edges(weight))).toMatchObject({ _tag: 'Left', left: { _tag: 'TooLarge', size: 2 } })
    }
  })

  it('hints at it when it is misspelt', () => {
    const answer = matchPeers([], { objective: 'stabel' as never })
    if (!isLeft(answer)) throw new Error('expected a Left')
    expect(formatMatchError(answer.left)).toContain('did you mean "stable"?')
  })
})

describe('2,000 real people, stable', () => {
  const rows: Record<string, string>[] = parse(
    readFileSync(new URL('../../examples/data/so2017-sample-2000.csv', import.meta.url)),
    { columns: true },
  )
  const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill !== '')
  const people = rows.map((row) => ({ id: row['id'] ?? '', offers: list(row['offers']), wants: list(row['wants']) }))

  it('phases are told in their order, and a budget ends the search for the bound only', () => {
    const told: Progress[] = []
    const whole = answered(people, { ...STABLE, onProgress: (progress) => told.push(progress) })
    const phases = told.map(({ phase }) => phase)
    expect(phases.filter((phase, at) => phase !== phases[at - 1])).toEqual(['solve', 'check', 'explain'])
    expect(told.every(({ bound, value }) => bound >= value)).toBe(true)
    expect(whole.proof.stopped).toBe(undefined)
    expect(answered(people, { objective: 'benefit' }).proof.value).toBe(whole.proof.bound)

    const hasty = answered(people, { ...STABLE, budget: { timeMs: 0 } })
    expect(hasty.proof).toMatchObject({ stopped: 'budget', value: whole.proof.value, optimal: whole.proof.optimal })
    expect(hasty.proof.bound).toBeGreaterThanOrEqual(whole.proof.bound)
    expect([hasty.pairs, hasty.stability, hasty.unmatched]).toEqual([whole.pairs, whole.stability, whole.unmatched])
    expect(answered(people, { ...STABLE, signal: AbortSignal.abort() }).proof.stopped).toBe('signal')
  })

  it('a callback that throws ends it with that', () => {
    const result = matchPeers(people, {
      ...STABLE,
      onProgress: () => {
        throw new Error('no more')
      },
    })
    expect(result).toEqual({
      _tag: 'Left',
      left: { _tag: 'CallbackFailed', callback: 'onProgress', detail: 'threw Error: no more' },
    })
  })
})

describe('an audit of hostile input', () => {
  const leftOf = (people: unknown, pairs: unknown, options?: unknown): MatchError => {
    const result = blockingPairs(people as never, pairs as never, options as never)
    if (isLeft(result)) return result.left
    throw new Error('expected a Left')
  }
  const throwing = new Proxy([], {
    get: () => {
      throw new Error('no')
    },
  })

  it.each<[unknown, string]>([
    [undefined, 'pairs: expected a list of pairs of ids [[a, b], ...], got undefined'],
    [{ length: 1 }, 'pairs: expected a list of pairs of ids [[a, b], ...], got an object'],
    [['ana'], 'pairs[0]: expected two ids [a, b], got "ana"'],
    [[['ana']], 'pairs[0]: expected two ids [a, b], got a list of 1'],
    [[['ana', 'ana']], 'pairs[0]: expected two different people, got "ana" (nobody can be paired with themselves)'],
    [[['ana', 7]], 'pairs[0][1]: expected the id of a person, got 7 (write String(id))'],
    [
      [
        ['ana', 'ben'],
        ['cem', 'ana'],
      ],
      'pairs[1][1]: expected somebody who is in no other pair, got "ana" (pairs[0] has them, too)',
    ],
    [
      [
        ['ana', 'ben'],
        ['dan', 'ben'],
        ['ben', 'cem'],
        ['ben', 'dan'],
      ],
      'pairs[2][0]: expected somebody who is in fewer than 2 other pairs, got "ben" (the capacity)\n' +
        'pairs[3][0]: expected somebody who is in no other pair with the same person, got "ben" (pairs[1])\n' +
        'pairs[3][1]: expected somebody who is in no other pair, got "dan" (pairs[1] has them, too)',
    ],
    [[['ana', 'zoe']], 'pairs[0][1]: expected the id of somebody in people, got "zoe"'],
    [
      [
        ['ben', 'cem'],
        ['dam', 'ana'],
      ],
      'pairs[1][0]: expected the id of somebody in people, got "dam" (did you mean "dan"?)',
    ],
    [[['__proto__', 'ana']], 'pairs[0][0]: expected the id of somebody in people, got "__proto__"'],
  ])('%j', (pairs, message) => {
    const people = four.map((person) => (person.id === 'ben' ? { ...person, capacity: 2 } : person))
    expect(formatMatchError(leftOf(people, pairs))).toBe(message)
  })

  it('never throws, and counts what it does not show', () => {
    expect(leftOf(four, throwing)._tag).toBe('InvalidInput')
    const twice = Array.from({ length: 60 }, () => ['ana', 'ben'])
    expect(leftOf(four, twice)).toMatchObject({ _tag: 'InvalidInput', total: 118 })
    expect(formatMatchError(leftOf(four, twice))).toContain('... and 98 more')
    expect(leftOf(null, [])._tag).toBe('InvalidInput')
    expect(leftOf(four, [], { rules: { pins: [['ana', 'zoe']] } })._tag).toBe('UnknownPerson')
    const eligible = (): boolean => {
      throw new Error('no')
    }
    expect(leftOf(four, [], { rules: { eligible } })._tag).toBe('RuleFailed')
  })

  it('without pairs, everybody in a possible pair blocks with somebody; without people, nobody', () => {
    const audit = blockingPairs(three, [])
    expect(audit).toMatchObject({
      right: [{ members: ['ana', 'ben'] }, { members: ['ana', 'cem'] }, { members: ['ben', 'cem'] }],
    })
    expect(blockingPairs([], [])).toEqual({ _tag: 'Right', right: [] })
  })

  it('a pair that the rules forbid is worth nothing, and whoever is pinned is apart', () => {
    const bans = [['ana', 'ben']] as const
    expect(blockingPairs(four, [['ana', 'ben']], { rules: { bans } })).toEqual(
      blockingPairs(four, [], { rules: { bans } }),
    )
    expect(blockingPairs(four, [['cem', 'dan']], { rules: { pins: [['ana', 'ben']] } })).toEqual({
      _tag: 'Right',
      right: [],
    })
  })

  it('shows the people to the caller’s rule, but lets it change nothing', () => {
    const seen: boolean[] = []
    const eligible = (a: object): boolean => {
      seen.push(Object.isFrozen(a))
      return true
    }
    expect(blockingPairs(three, [['ben', 'cem']], { rules: { eligible } })).toEqual(
      blockingPairs(three, [['ben', 'cem']]),
    )
    expect(seen.length > 0 && seen.every(Boolean)).toBe(true)
  })
})
