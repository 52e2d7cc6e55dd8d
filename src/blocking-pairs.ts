import { chain, type Either, left, map } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { buildMarket, type Market, takesSeveral } from './benefit/market.ts'
import { unknownPerson } from './benefit/pins.ts'
import type { BlockingPair } from './explain/result.ts'
import { describeBlocking } from './explain/stability.ts'
import { blockingPairs as blockingOf } from './matching/blocking-pairs.ts'
import { decodeCall, decodePairing } from './model/decode.ts'
import type { MatchError } from './model/error.ts'
import type { OptionsInput } from './model/options.ts'
import type { Person, PersonInput } from './model/person.ts'
import type { IdPair } from './model/rules.ts'
import { preferencesOf } from './solve-stable.ts'

/**
 * Audits any matching, wherever it comes from: the pairs of people who would both rather have each other than what they have, by
 * their own gains (of equal gains the heavier pair is preferred, then the smaller id). None means that the matching is stable. Only pairs that are
 * possible count, in which both gain and which the rules allow: a given pair that is not is worth nothing to its members. Whoever
 * `rules.pins` pins is apart.
 *
 * People and options are those of `matchPeers`, whose errors these are; `objective`, `budget`, `signal` and `onProgress` are not looked at.
 * `Left UnknownPerson` for ids that are not among the people, `InvalidInput` for somebody in two pairs, and where somebody who could be in a
 * pair has a capacity of 2 or more: what stable means there is another matter. Answers are ordered by ids. All possible pairs are held (at most 16.7
 * million, 32 bytes each); linear in them.
 *
 * @example
 * ```ts
 * import { blockingPairs } from 'peermatch'
 * import assert from 'node:assert'
 *
 * // Ben and Cem are with others, and would gain more from each other.
 * const audit = blockingPairs(
 *   [
 *     { id: 'ana', offers: ['w'], wants: ['x'] },
 *     { id: 'ben', offers: ['x', 'y'], wants: ['w', { skill: 'z', priority: 3 }] },
 *     { id: 'cem', offers: ['z', 'v'], wants: [{ skill: 'y', priority: 3 }, 'u'] },
 *     { id: 'dan', offers: ['u'], wants: ['v'] },
 *   ],
 *   [['ana', 'ben'], ['cem', 'dan']],
 * )
 * assert(audit._tag === 'Right')
 * assert.deepStrictEqual(audit.right, [
 *   { members: ['ben', 'cem'], gains: [9, 9], gainsNow: [3, 3], weight: 18 },
 * ])
 * ```
 * @category matching
 * @since 0.1.0
 */
export const blockingPairs = (
  people: readonly PersonInput[],
  pairs: readonly IdPair[],
  options?: OptionsInput,
): Either<MatchError, readonly BlockingPair[]> =>
  pipe(
    decodeCall(people, options),
    chain((call) =>
      pipe(
        decodePairing(pairs),
        chain((given) =>
          pipe(
            buildMarket(call.people, { ...call.options, objective: 'stable' }),
            chain((market) => audit(market, given, call.people)),
          ),
        ),
      ),
    ),
  )

const audit = (
  market: Market,
  pairs: readonly IdPair[],
  asGiven: readonly Person[],
): Either<MatchError, readonly BlockingPair[]> => {
  const { people, edges } = market
  if (takesSeveral(market)) return left(severalPlaces(market, asGiven))
  const personOfId = new Map(people.map(({ id }, p) => [id, p]))
  const partner = new Int32Array(people.length).fill(-1)
  for (const [at, pair] of pairs.entries()) {
    const [a, b] = pair.map((id) => personOfId.get(id))
    if (a === undefined) return left(unknownPerson(people, `pairs[${at}][0]`, pair[0]))
    if (b === undefined) return left(unknownPerson(people, `pairs[${at}][1]`, pair[1]))
    partner[a] = b
    partner[b] = a
  }
  if (edges === undefined) throw new Error('under stable all pairs are held')
  return pipe(
    preferencesOf(edges),
    map(({ graph, personOf }) => {
      const { source, target, weight, vertexCount } = graph
      // Pairs that are not possible are left out; so whoever is in one has nobody.
      const mate = new Int32Array(vertexCount).fill(-1)
      const possible = new Int32Array(people.length).fill(-1)
      for (let e = 0; e < weight.length; e++) {
        const [u, v] = [source[e]!, target[e]!]
        const [a, b] = [personOf[u]!, personOf[v]!]
        if (partner[a] !== b) continue
        mate[u] = v
        mate[v] = u
        possible[a] = b
        possible[b] = a
      }
      const blocking = blockingOf(graph, mate)
      return describeBlocking(
        market,
        blocking.map(([u, v]) => [personOf[u]!, personOf[v]!]),
        possible,
      )
    }),
  )
}

const severalPlaces = ({ people, running }: Market, asGiven: readonly Person[]): MatchError => {
  const free = new Set(people.filter((_, p) => running[p] === 1).map(({ id }) => id))
  const at = asGiven.findIndex(({ id, capacity }) => capacity > 1 && free.has(id))
  const issue = {
    path: `people[${at}].capacity`,
    expected: '1, for an audit of stability',
    got: `${asGiven[at]!.capacity}`,
  }
  return { _tag: 'InvalidInput', issues: [issue], total: 1 }
}
