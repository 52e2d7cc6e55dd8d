import { chain, type Either, left, map, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { pairKey } from './benefit/eligibility.ts'
import type { PairList } from './benefit/edges.ts'
import { LIMITS, type Limits } from './benefit/limits.ts'
import { buildMarket, type Market } from './benefit/market.ts'
import { unknownPerson } from './benefit/pins.ts'
import { ProofPreferences } from './benefit/proof-blocking.ts'
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
 * pairs than their capacity, `TooLarge` also for more than two million blocking pairs among many people. Answers are ordered by ids.
 * All pairs are looked at once: some seconds for 85,000 real people, and memory for people and answers only. Where somebody may take several
 * partners, all possible pairs are held (at most 16.7 million, 32 bytes each).
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
): Either<MatchError, readonly BlockingPair[]> => blockingPairsWithin(LIMITS, people, pairs, options)

/** `blockingPairs` with other limits: what tests force paths with. */
export const blockingPairsWithin = (
  limits: Limits,
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
            buildMarket(call.people, { ...call.options, objective: 'stable' }, limits),
            chain((market) => audit(market, given)),
          ),
        ),
      ),
    ),
  )

/** More answers are refused where people are so many that pairs are not held. */
const MOST_BLOCKING = 2_097_152

const audit = (market: Market, pairs: readonly IdPair[]): Either<MatchError, readonly BlockingPair[]> => {
  const { people, edges } = market
  const personOfId = new Map(people.map(({ id }, p) => [id, p]))
  const given: (readonly [number, number])[] = []
  for (const [at, pair] of pairs.entries()) {
    const [a, b] = pair.map((id) => personOfId.get(id))
    if (a === undefined) return left(unknownPerson(people, `pairs[${at}][0]`, pair[0]))
    if (b === undefined) return left(unknownPerson(people, `pairs[${at}][1]`, pair[1]))
    given.push([a, b])
  }
  return edges === undefined ? auditByRows(market, given) : auditHeld(market, withoutPinned(market), given)
}

/** By a scan of all pairs. Nobody has more than one place here. */
const auditByRows = (
  market: Market,
  pairs: readonly (readonly [number, number])[],
): Either<MatchError, readonly BlockingPair[]> => {
  const { people, rows, parts } = market
  const preferences = new ProofPreferences(parts)
  const partner = new Int32Array(rows.vertexCount).fill(-1)
  const has = new Int32Array(people.length).fill(-1)
  for (const [a, b] of pairs) {
    const [v, u] = [rows.vertex(a), rows.vertex(b)]
    // Pairs that are not possible are left out; so whoever is in one has nobody.
    if (v < 0 || u < 0 || preferences.preferred(v, u) === undefined) continue
    partner[v] = u
    partner[u] = v
    has[a] = b
    has[b] = a
  }
  const blocking: (readonly [number, number])[] = []
  preferences.preferEachOther(
    partner,
    (v, u) => blocking.push([rows.person[v]!, rows.person[u]!]),
    () => blocking.length <= MOST_BLOCKING && rows.failure === undefined,
  )
  if (rows.failure !== undefined) return left(rows.failure)
  if (blocking.length > MOST_BLOCKING)
    return left({ _tag: 'TooLarge', what: 'blocking pairs', size: blocking.length, limit: MOST_BLOCKING })
  blocking.sort((x, y) => x[0] - y[0] || x[1] - y[1])
  return right(describeBlocking(market, blocking, has))
}

const auditHeld = (
  market: Market,
  edges: PairList,
  pairs: readonly (readonly [number, number])[],
): Either<MatchError, readonly BlockingPair[]> => {
  const { people, places } = market
  const given = new Set(pairs.map(([a, b]) => pairKey(people.length, a, b)))
  return pipe(
    preferencesOf(edges),
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
