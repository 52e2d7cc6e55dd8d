import { isLeft } from 'fp-ts/lib/Either.js'
import { formatMatchError, type MatchError, matchPeers, type OptionsInput, type PersonInput } from 'peermatch'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { BMatchingSolution } from '../../src/matching/b-matching-solution.ts'
import { answered } from '../oracle/pairing.ts'

/** What is done to the solver's answer before anybody looks at it. */
const { tamper } = vi.hoisted(() => ({
  tamper: { with: (solution: BMatchingSolution): BMatchingSolution => solution },
}))

vi.mock('../../src/matching/b-matching.ts', async (load) => {
  const original = await load<typeof import('../../src/matching/b-matching.ts')>()
  return {
    ...original,
    solveBMatchingWhile: (...given: Parameters<typeof original.solveBMatchingWhile>) => {
      const solution = original.solveBMatchingWhile(...given)
      return solution === undefined ? undefined : tamper.with(solution)
    },
  }
})

beforeEach(() => {
  tamper.with = (solution) => solution
})

const leftOf = (people: unknown, options?: unknown): MatchError => {
  const result = matchPeers(people as never, options as never)
  if (isLeft(result)) return result.left
  throw new Error('expected a Left')
}

const MENTOR: PersonInput = {
  id: 'mia',
  name: 'Mia',
  capacity: 2,
  offers: [{ skill: 'sailing', level: 5 }],
  wants: ['guitar'],
}

/** Everybody gains 5 from Mia, and Mia as much as the level of their guitar. */
const pupil = (id: string, level: number, more: Partial<PersonInput> = {}): PersonInput => ({
  id,
  offers: [{ skill: 'guitar', level }],
  wants: ['sailing'],
  ...more,
})

const membersOf = (people: readonly PersonInput[], options?: OptionsInput): string[] =>
  answered(people, options).pairs.map(({ members, pinned }) => `${members.join(' ')}${pinned ? '!' : ''}`)

describe('somebody with several partners', () => {
  it('is with each of the best, and stands in several pairs', () => {
    const answer = answered([pupil('cem', 3), MENTOR, pupil('ana', 5), pupil('ben', 4), pupil('dan', 1)])
    expect(answer.pairs.map(({ members }) => members)).toEqual([
      ['ana', 'mia'],
      ['ben', 'mia'],
    ])
    expect(answer.summary).toMatchObject({
      people: 5,
      matched: 3,
      unmatched: 2,
      pairs: 2,
      totalGain: 19,
      meanGain: 4.75,
    })
    expect(answer.proof).toEqual({
      objective: 'benefit',
      value: 10 + 8.889,
      bound: 10 + 8.889,
      gap: 0,
      optimal: true,
      possiblePairs: 4,
    })
  })

  it('whose places are all taken: the reason names the one that would be given up first', () => {
    const { unmatched } = answered([pupil('cem', 3), MENTOR, pupil('ana', 5), pupil('ben', 4)])
    const [cem, ...others] = unmatched
    expect(others).toEqual([])
    if (cem?.reason._tag !== 'OutCompeted') throw new Error('expected OutCompeted')
    const { lostBy, ...best } = cem.reason.best
    expect(best).toEqual({ partner: 'mia', gains: [5, 3], weight: 7.5, partnerHas: { id: 'ben', weight: 80 / 9 } })
    // Ben's pair instead of Cem's is 8.889 instead of 7.5.
    expect(lostBy).toBeGreaterThan(0)
    expect(lostBy).toBeLessThanOrEqual(1.389)
    expect(cem.reason.detail).toMatch(
      /^cem came closest to a pair with Mia \(weight 7\.5\), but Mia has no place left, and would give up ben first \(weight 8\.89\); to have this pair instead would lower the total by .*1\.39\.$/,
    )
  })

  it('never has the same partner twice', () => {
    expect(membersOf([MENTOR, pupil('ana', 5, { capacity: 3 })])).toEqual(['ana mia'])
  })

  it('under coverage: most people, not most pairs, come first', () => {
    // Mia could have Ana and Ben, or Ben and Cem; Cem has nobody else, and Ana has Eve, too.
    const people: PersonInput[] = [
      { ...MENTOR, capacity: 1 },
      pupil('ana', 5, { offers: [{ skill: 'guitar', level: 5 }, 'chess'], wants: ['sailing', 'skiing'], capacity: 2 }),
      pupil('ben', 4, { wants: ['sailing'] }),
      { id: 'eve', offers: ['skiing'], wants: ['chess'] },
    ]
    // Two pairs each way; with the lighter ones nobody is left over.
    expect(membersOf(people)).toEqual(['ana mia', 'ana eve'])
    expect(answered(people).summary.matched).toBe(3)
    expect(membersOf(people, { objective: 'coverage' })).toEqual(['ben mia', 'ana eve'])
    expect(answered(people, { objective: 'coverage' }).summary.matched).toBe(4)
  })

  it('of people without a partner, only those who could have one count: nobody else makes a market one of several', () => {
    const people = [{ ...MENTOR, capacity: 1 }, pupil('ana', 5), pupil('ben', 4)]
    tamper.with = () => {
      throw new Error('not asked')
    }
    expect(membersOf([...people, { id: 'zoe', offers: [], wants: ['Go'], capacity: 9 }])).toEqual(['ana mia'])
  })
})

describe('pins and capacity', () => {
  const people = [MENTOR, pupil('ana', 5), pupil('ben', 4), pupil('cem', 3)]

  it('a pin takes one place of both, and leaves the others', () => {
    expect(membersOf(people, { rules: { pins: [['cem', 'mia']] } })).toEqual(['ana mia', 'cem mia!'])
    const { proof, unmatched } = answered(people, { rules: { pins: [['mia', 'cem']] } })
    expect(proof).toMatchObject({ value: 17.5, optimal: true, possiblePairs: 2 })
    expect(unmatched).toMatchObject([{ id: 'ben', reason: { best: { partnerHas: { id: 'ana', weight: 10 } } } }])
  })

  it('as many pins as places: the others are told so', () => {
    const pins = [
      ['mia', 'ben'],
      ['cem', 'mia'],
      ['ben', 'mia'],
    ] as const
    const { pairs, unmatched } = answered(people, { rules: { pins } })
    expect(pairs.map(({ members, pinned }) => [...members, pinned])).toEqual([
      ['ben', 'mia', true],
      ['cem', 'mia', true],
    ])
    expect(unmatched).toMatchObject([
      {
        id: 'ana',
        reason: { _tag: 'NoEligiblePartner', rule: 'pins', excluded: { pins: 1 } },
      },
    ])
  })

  it('more pins than places are a conflict that names both', () => {
    const pins = [
      ['mia', 'ben'],
      ['cem', 'mia'],
      ['ana', 'mia'],
    ]
    const error = leftOf(people, { rules: { pins } })
    expect(error).toMatchObject({ _tag: 'PinConflict', path: 'options.rules.pins[2]', pair: ['ana', 'mia'] })
    expect(formatMatchError(error)).toBe(
      'options.rules.pins[2]: the pin of "ana" and "mia" cannot be kept: options.rules.pins[0] already pins "mia" to "ben", and with ' +
        'other pins that is all of the 2 partners that "mia" may have: none is left for "ana"',
    )
  })

  it('a pin that breaks a rule is one too, whatever the capacity', () => {
    expect(leftOf(people, { rules: { pins: [['mia', 'cem']], minGain: 4 } })).toMatchObject({
      _tag: 'PinConflict',
      pair: ['cem', 'mia'],
      conflict: 'options.rules.minGain is 4: "cem" would gain 5, "mia" 3',
    })
  })

  it('under coverage, pinned people are placed already: their other places go to whoever has nobody', () => {
    const more = pupil('dan', 1, { offers: [{ skill: 'guitar', level: 1 }] })
    const eve: PersonInput = pupil('eve', 5, { capacity: 2 })
    const rules = { pins: [['eve', 'mia']] as const, bans: [['mia', 'ana']] as const }
    const input = [{ ...MENTOR, capacity: 2 }, eve, more, pupil('ana', 5)]
    const { pairs, unmatched } = answered(input, { objective: 'coverage', rules })
    expect(pairs.map(({ members }) => members.join(' '))).toEqual(['eve mia', 'dan mia'])
    expect(unmatched.map(({ id }) => id)).toEqual(['ana'])
  })
})

describe('what is refused', () => {
  it('an answer whose proof does not hold', () => {
    const people = [MENTOR, pupil('ana', 5), pupil('ben', 4), pupil('cem', 3)]
    const tampers: ((solution: BMatchingSolution) => BMatchingSolution)[] = [
      (solution) => ({ ...solution, weight: solution.weight + 1 }),
      (solution) => ({ ...solution, chosen: solution.chosen.slice(1) }),
      (solution) => ({ ...solution, chosen: Int32Array.of(0, 1, 2) }),
      ({ certificate, ...others }) => ({
        ...others,
        certificate: { ...certificate, dual2x: certificate.dual2x.map((dual) => dual / 2) },
      }),
    ]
    for (const objective of ['benefit', 'coverage'] as const) {
      for (const with_ of tampers) {
        tamper.with = with_
        expect(leftOf(people, { objective })._tag).toBe('ProofRejected')
      }
    }
  })

  it('weights so great that sums would leave the safe integers', () => {
    const skills = Array.from({ length: 100 }, (_, i) => String(i))
    const people = Array.from({ length: 350 }, (_, i): PersonInput => {
      const [own, other] = i % 2 === 0 ? ['x', 'y'] : ['y', 'x']
      return {
        id: String(i),
        capacity: 1000,
        offers: skills.map((skill) => ({ skill: `${own}${skill}`, level: 5 })),
        wants: skills.map((skill) => ({ skill: `${other}${skill}`, priority: 3 })),
      }
    })
    const error = leftOf(people, { objective: 'coverage' })
    expect(error).toMatchObject({ _tag: 'TooLarge', what: 'possible pairs of so great weights', size: 175 ** 2 })
    expect(error._tag === 'TooLarge' && error.limit < error.size).toBe(true)
  })
})
