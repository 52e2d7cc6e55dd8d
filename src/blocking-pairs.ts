import { chain, type Either, left, map } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { pairKey } from './benefit/eligibility.ts'
import { buildMarket, type Market } from './benefit/market.ts'
import { unknownPerson } from './benefit/pins.ts'
import { withoutPinned } from './benefit/unpinned.ts'
import type { BlockingPair } from './explain/result.ts'
import { describeBlocking } from './explain/stability.ts'
import { pairsThatBlock } from './matching/stable-b-blocking.ts'
import { decodePairsCall, decodePairing } from './model/decode.ts'
import type { MatchError } from './model/error.ts'
import type { OptionsInput } from './model/options.ts'
import type { PersonInput } from './model/person.ts'
import type { IdPair } from './model/rules.ts'
import { preferencesOf, worstPartners } from './solve-stable.ts'

/**
 * Audits any matching, wherever it comes from: the pairs of people who would both rather have each other than what they have, by
 * their own gains (of equal gains the heavier pair is preferred, then the smaller id). None means that the matching is stable. Only pairs that are
 * possible count, in which both gain and which the rules allow: a given pair that is not is worth nothing to its members. Whoever may take several
 * partners (`capacity`) would rather have somebody if they have a place left, or instead of the one of their partners that they like least. A
 * pinned pair (`rules.pins`) takes a place of both, given or not, and nobody gives it up: whoever has no other place is apart.
 *
 * People and options are those of `matchPeers`, whose errors these are; `objective`, `budget`, `signal` and `onProgress` are not looked at.
 * `Left UnknownPerson` for ids that are not among the people, `InvalidInput` for a pair that comes twice and for somebody in more
 * pairs than their capacity. Answers are ordered by ids. All possible pairs are held (at most 16.7
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
    decodePairsCall(people, options),
    chain((call) =>
      pipe(
        decodePairing(pairs, call.people),
        chain((given) =>
          pipe(
            buildMarket(call.people, { ...call.options, objective: 'stable' }),
            chain((market) => audit(market, given)),
          ),
        ),
      ),
    ),
  )

const audit = (market: Market, pairs: readonly IdPair[]): Either<MatchError, readonly BlockingPair[]> => {
  const { people, places } = market
  const personOfId = new Map(people.map(({ id }, p) => [id, p]))
  const given = new Set<number>()
  for (const [at, pair] of pairs.entries()) {
    const [a, b] = pair.map((id) => personOfId.get(id))
    if (a === undefined) return left(unknownPerson(people, `pairs[${at}][0]`, pair[0]))
    if (b === undefined) return left(unknownPerson(people, `pairs[${at}][1]`, pair[1]))
    given.add(pairKey(people.length, a, b))
  }
  return pipe(
    preferencesOf(withoutPinned(market)),
    map((preferences) => {
      const { graph, personOf } = preferences
      const { source, target, weight } = graph
      // Pairs that are not possible are left out; so whoever is in one has that place left.
      const chosen: number[] = []
      const open = places.slice()
      for (let e = 0; e < weight.length; e++) {
        const [a, b] = [personOf[source[e]!]!, personOf[target[e]!]!]
        if (!given.has(pairKey(people.length, a, b))) continue
        chosen.push(e)
        open[a]!--
        open[b]!--
      }
      const blocking = pairsThatBlock(
        graph,
        personOf.map((p) => places[p]!),
        chosen,
      )
      const worst = worstPartners(preferences, chosen, people.length)
      return describeBlocking(
        market,
        blocking.map(([u, v]) => [personOf[u]!, personOf[v]!]),
        worst.map((other, p) => (open[p]! > 0 ? -1 : other)),
      )
    }),
  )
}
