import * as fc from 'fast-check'
import { isRight } from 'fp-ts/lib/Either.js'
import type { Fusion, Matching, OptionsInput, PersonInput } from 'peermatch'
import { describe, expect, test } from 'vitest'
import { LIMITS, type Limits, type Way } from '../../src/benefit/limits.ts'
import { blockingPairsWithin } from '../../src/blocking-pairs.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { crossingMarket } from '../crossing-wishes.ts'
import { type Random, seeded, shuffled } from '../graphs.ts'
import { historyOf, marketWithHistory } from '../histories.ts'
import { type MarketInput, marketInput } from '../markets.ts'

const WAYS: readonly Way[] = ['slices', 'posting', 'swaps']
const FUSIONS: readonly Fusion[] = ['harmonic', 'geometric', 'min', 'sum']
const HELD: Limits = { ...LIMITS, direct: Infinity }

const byRows = (way: Way): Limits => ({ ...LIMITS, direct: 0, way })

/** What the cases turned out to be about. */
const seen = {
  stable: 0,
  unstable: 0,
  several: 0,
  notFewest: 0,
  left: 0,
  circles: 0,
  refused: 0,
  pinned: 0,
  audits: 0,
  clean: 0,
}

const stable = (limits: Limits, people: readonly PersonInput[], options: OptionsInput): Matching | string => {
  const result = matchPeersWithin(limits, people, { ...options, objective: 'stable' })
  return isRight(result) ? result.right : result.left._tag
}

/** What rows tell is what all pairs tell, held at once: to the last word, explanations and all. */
const expectSame = (people: readonly PersonInput[], options: OptionsInput, ways: readonly Way[] = WAYS): void => {
  const held = stable(HELD, people, options)
  for (const way of ways) expect(stable(byRows(way), people, options)).toEqual(held)
  if (typeof held === 'string') {
    seen.refused++
    return
  }
  const { stability, unmatched, pairs } = held
  if (stability === undefined) throw new Error('under stable it is told')
  seen[stability.stable ? 'stable' : 'unstable']++
  seen.several += stability.oddParties.length > 1 ? 1 : 0
  seen.notFewest += stability.blockingPairs.length > stability.leastBlocking ? 1 : 0
  seen.left += unmatched.some(({ reason }) => reason._tag === 'PreferredElsewhere') ? 1 : 0
  seen.circles += unmatched.some(({ reason }) => reason._tag === 'OddCircle') ? 1 : 0
  seen.pinned += pairs.some(({ pinned }) => pinned === true) ? 1 : 0
}

/** The same for the blocking pairs of any pairing. */
const expectSameAudit = (people: readonly PersonInput[], options: OptionsInput, seed: number): void => {
  const order = shuffled(people, seeded(seed))
  const pairs = Array.from(
    { length: seed % (1 + (order.length >> 1)) },
    (_, at) => [order[2 * at]!.id, order[2 * at + 1]!.id] as const,
  )
  const held = blockingPairsWithin(HELD, people, pairs, options)
  for (const way of WAYS) expect(blockingPairsWithin(byRows(way), people, pairs, options)).toEqual(held)
  if (isRight(held)) seen[held.right.length > 0 ? 'audits' : 'clean']++
}

const agree = ({ people, options }: MarketInput, seed: number): void => {
  expectSame(people, options)
  expectSameAudit(people, options, seed)
}

describe('stable by rows is stable with all pairs held', () => {
  test.each([
    ['markets with rules, bans, pins and related skills', marketInput(), 330],
    ['wishes that cross', crossingMarket(9), 150],
    ['people with a past', marketWithHistory(), 150],
    [
      'wishes that cross of people with a past',
      crossingMarket(8).chain(({ people, options }) =>
        historyOf(people.map(({ id }) => id)).map((history) => ({ people, options: { ...options, history } })),
      ),
      150,
    ],
  ])('%s', (_, markets, numRuns) => {
    fc.assert(fc.property(markets, fc.nat(), agree), { numRuns })
  })

  test('crowds: copies, ties, many of one kind', () => {
    const random = seeded(3)
    for (let round = 0; round < 70; round++) {
      const people = crowd(round, random)
      const pins = round % 3 === 0 && people[0]!.id !== people[1]!.id ? [[people[0]!.id, people[1]!.id] as const] : []
      const options = { fusion: FUSIONS[round % 4]!, rules: { pins } }
      expectSame(people, options)
      expectSameAudit(people, options, random(1000))
    }
  })

  test('circles of people who want something of each other, and a little of those in other circles', () => {
    const random = seeded(4)
    for (let round = 0; round < 90; round++)
      expectSame(crossing(6 + random(40), 3 + random(5), random), { fusion: FUSIONS[round % 4]! }, WAYS.slice(0, 2))
  })

  test('many of two kinds, none of whom any other is better than', () => {
    const people = Array.from({ length: 301 }, (_, i) => ({
      id: `p${i}`,
      offers: [i % 2 === 0 ? 'ski' : 'Spanish'],
      wants: [i % 2 === 0 ? 'Spanish' : 'ski'],
    }))
    expectSame(people, {})
    expectSameAudit(people, {}, 137)
  })

  test('a rule or a callback that fails ends it with that, and a budget ends the search for the bound only', () => {
    const random = seeded(6)
    const people = crowd(10, random).concat(crowd(11, random).map((one) => ({ ...one, id: `q${one.id}` })))
    const fails = (): never => {
      throw new Error('no')
    }
    const thrown = { rules: { eligible: fails } }
    expect(stable(byRows('slices'), people, thrown)).toBe('RuleFailed')
    expect(blockingPairsWithin(byRows('slices'), people, [], thrown)).toMatchObject({ left: { _tag: 'RuleFailed' } })
    expect(stable(byRows('slices'), people, { onProgress: fails })).toBe('CallbackFailed')
    const whole = stable(byRows('slices'), people, {})
    const stopped = stable(byRows('slices'), people, { budget: { timeMs: 0 } })
    if (typeof whole === 'string' || typeof stopped === 'string') throw new Error('expected answers')
    expect([stopped.pairs, stopped.stability, stopped.unmatched]).toEqual([
      whole.pairs,
      whole.stability,
      whole.unmatched,
    ])
    expect(stopped.proof.stopped).toBe('budget')
    expect(stopped.proof.bound).toBeGreaterThanOrEqual(whole.proof.bound)
  })

  test('and these cases are about something', () => {
    for (const [what, count] of Object.entries(seen)) expect([what, count > 10]).toEqual([what, true])
  })
})

/** People of every kind: few profiles over and over, plain ones, with levels and priorities. */
const crowd = (round: number, random: Random): PersonInput[] => {
  const size = 2 + random(round % 10 === 0 ? 150 : 60)
  const skills = [3, 6, 12][random(3)]!
  const levels = random(3)
  const copied = [0, 2, 8, 30][random(4)]!
  const people: PersonInput[] = []
  for (let i = 0; i < size; i++) {
    const twin = people.length > 3 && random(10) < copied ? people[random(4)] : undefined
    const list = <A>(entry: (skill: string) => A): A[] =>
      Array.from({ length: 1 + random(4) }, () => entry(`s${random(skills)}`))
    people.push({
      id: `p${(i * 7919) % 1009}`,
      offers: twin?.offers ?? list((skill) => ({ skill, level: [3, 1 + random(5), 5][levels]! })),
      wants:
        twin?.wants ??
        list((skill) => ({ skill, priority: [1, 1 + random(3), 3][levels]!, level: levels === 1 ? random(5) : 0 })),
    })
  }
  return people
}

/** Gains of all sizes, most of them within circles of so many: so that there often is no stable answer, and several odd parties. */
const crossing = (size: number, circle: number, random: Random): PersonInput[] =>
  Array.from({ length: size }, (_, i) => ({
    id: `p${i}`,
    offers: [{ skill: `s${i}`, level: 5 }],
    wants: Array.from({ length: size }, (__, j) => ({
      skill: `s${j}`,
      priority: 1 + random(3),
      level: random(5),
    })).filter((___, j) => j !== i && (Math.floor(i / circle) === Math.floor(j / circle) || random(8) === 0)),
  }))
