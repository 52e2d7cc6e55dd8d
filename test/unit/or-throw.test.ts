import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { formatMatchError, MatchPeersError, matchPeers, matchPeersOrThrow, type OptionsInput } from 'peermatch'
import { describe, expect, it } from 'vitest'

const PEOPLE = [
  { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
  { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
]

const thrownBy = (people: unknown, options?: unknown): MatchPeersError => {
  try {
    matchPeersOrThrow(people as never, options as never)
  } catch (error) {
    if (error instanceof MatchPeersError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('matchPeersOrThrow', () => {
  it('answers what matchPeers answers', () => {
    const result = matchPeers(PEOPLE)
    expect(isRight(result) && result.right).toEqual(matchPeersOrThrow(PEOPLE))
  })

  it.each<[string, unknown, unknown, string]>([
    [
      'InvalidInput',
      [{ id: 'ana', offers: [{ skill: 'x', level: 'high' }], wants: [] }],
      undefined,
      'people[0].offers[0].level: expected a whole number from 1 to 5, got "high"',
    ],
    ['InvalidInput', undefined, undefined, 'people: expected a list of people, got undefined'],
    ['InvalidInput', PEOPLE, null, 'options: expected an object of options, got null'],
    [
      'UnknownPerson',
      PEOPLE,
      { rules: { bans: [['ana', 'bne']] } },
      'options.rules.bans[0][1]: expected the id of somebody in people, got "bne" (did you mean "ben"?)',
    ],
    [
      'PinConflict',
      PEOPLE,
      { rules: { pins: [['ana', 'ben']], bans: [['ben', 'ana']] } },
      'options.rules.pins[0]: the pin of "ana" and "ben" cannot be kept: options.rules.bans[0] bans "ana" and "ben"',
    ],
    [
      'RuleFailed',
      PEOPLE,
      {
        rules: {
          eligible: () => {
            throw new TypeError('boom')
          },
        },
      },
      'options.rules.eligible: failed for "ana" and "ben": threw TypeError: boom',
    ],
  ])('throws %s with a message for people and the error as data', (tag, people, options, message) => {
    const thrown = thrownBy(people, options)
    expect(thrown).toBeInstanceOf(Error)
    expect(thrown.name).toBe('MatchPeersError')
    expect(thrown.error._tag).toBe(tag)
    expect(thrown.message).toBe(message)
    expect(thrown.message).toBe(formatMatchError(thrown.error))
    expect(String(thrown)).toBe(`MatchPeersError: ${message}`)
    const result = matchPeers(people as never, options as OptionsInput)
    expect(isLeft(result) && result.left).toEqual(thrown.error)
  })

  it('the data survive JSON', () => {
    const { error } = thrownBy([{}])
    expect(JSON.parse(JSON.stringify(error))).toEqual(error)
  })
})
