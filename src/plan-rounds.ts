import { withoutTheUnconnected } from './benefit/edges.ts'
import { chain, type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { buildHeldMarket, type HeldMarket } from './benefit/held-market.ts'
import { describePair } from './explain/pair.ts'
import type { Pair } from './explain/result.ts'
import { decodePairsCall, decodeRounds } from './model/decode.ts'
import { type MatchError, refusal } from './model/error.ts'
import { onePartnerEach } from './model/one-partner.ts'
import type { OptionsInput } from './model/options.ts'
import type { PersonInput } from './model/person.ts'
import { checkRoundPlan } from './round/check-round-plan.ts'
import { planRounds as planOf } from './round/plan-rounds.ts'
import { withinRange } from './solve-pairs.ts'
import { startStopwatch } from './stopwatch.ts'

/**
 * Who is with whom in one round, and who is with nobody.
 *
 * @category model
 * @since 0.1.0
 */
export interface Round {
  /** The heaviest first, then by ids. */
  readonly pairs: readonly Pair[]
  /** By id; only those whom somebody could be paired with at all. */
  readonly sitOut: readonly string[]
}

/**
 * A whole season; plain JSON.
 *
 * @category model
 * @since 0.1.0
 */
export interface Season {
  readonly rounds: readonly Round[]
  /** Everybody, by id, with their partner in each round, or null. */
  readonly people: readonly { readonly id: string; readonly partners: readonly (string | null)[] }[]
  /** Ids of those who can be paired with nobody at all. */
  readonly never: readonly string[]
  readonly summary: {
    readonly people: number
    readonly rounds: number
    /** Of all rounds together. */
    readonly pairs: number
    /** No season has more. */
    readonly mostPairs: number
    /** Whether everybody (but those in `never`) has a partner in every round. */
    readonly complete: boolean
    readonly totalWeight: number
    /** How often somebody who can be paired sits out: the least and the most of anybody. */
    readonly sitOuts: { readonly least: number; readonly most: number }
  }
  readonly proof: {
    readonly objective: 'benefit' | 'coverage'
    /** Total weight of all rounds, each pair rounded to a thousandth. */
    readonly value: number
    /** Under `benefit` no season weighs more; under `coverage` none that has as many pairs and shares sitting out as fairly. */
    readonly bound: number
    readonly gap: number
    /** Nothing is better: the gap is 0, and (under `coverage`) nothing has more pairs. */
    readonly optimal: boolean
  }
}

/**
 * A whole season at once: so many rounds, in which no two people meet twice. Under `benefit` the total weight of all rounds is as great as can
 * be; under `coverage` as many places as can be are filled over the season, then sitting out is shared fairly, then weight counts. The bound is
 * certified and checked by separate code; where a season without repeats has a place for everybody in every round, it is found.
 *
 * People, rules and errors are those of `matchPeers`. Pins are refused (a pair meets once), and so are the objectives `stable` and `worst-off`. A
 * `capacity` above 1 is refused, too: in a round everybody meets one person or sits out, which is what is shared fairly here, and several partners
 * are what several rounds give. All possible pairs are held. `budget` and `signal` end the improvements early.
 *
 * @example
 * ```ts
 * import { planRounds } from 'peermatch'
 * import assert from 'node:assert'
 *
 * const languages = ['Spanish', 'French', 'Greek', 'Czech']
 * const people = languages.map((own) => ({ id: own, offers: [own], wants: languages.filter((other) => other !== own) }))
 * const season = planRounds(people, 3, { objective: 'coverage' })
 * assert(season._tag === 'Right')
 * // Everybody meets everybody, and nobody sits out.
 * assert.strictEqual(season.right.summary.pairs, 6)
 * assert.strictEqual(season.right.summary.complete, true)
 * ```
 * @category matching
 * @since 0.1.0
 */
export const planRounds = (
  people: readonly PersonInput[],
  rounds: number,
  options?: OptionsInput,
): Either<MatchError, Season> => {
  const started = Date.now()
  return pipe(
    decodePairsCall(people, options),
    chain((call) =>
      pipe(
        decodeRounds(rounds, call.people.length),
        chain((count) =>
          pipe(
            onePartnerEach(call.people, 'one partner in each round'),
            chain((given) => buildHeldMarket(given, call.options)),
            chain((market) => plan(market, count, started)),
          ),
        ),
      ),
    ),
  )
}

const plan = (market: HeldMarket, count: number, started: number): Either<MatchError, Season> => {
  const { people, edges, pins, options } = market
  if (pins.count > 0)
    return left(refusal('options.rules.pins', 'no pins (a pair meets once in a season)', `${pins.count}`))
  const { objective } = options
  if (objective !== 'benefit' && objective !== 'coverage') {
    return left(refusal('options.objective', '"benefit" or "coverage" for a season', `"${objective}"`))
  }
  const { pairs: graph, personOf } = withoutTheUnconnected(edges)
  const watch = startStopwatch(options, started)
  watch.tell('solve', 0, Infinity)
  const wanted = {
    rounds: count,
    objective: objective === 'coverage' ? 'coverage' : 'weight',
    goOn: watch.goOn,
  } as const
  const planned = withinRange(graph.vertexCount, () => planOf(graph, wanted))
  if (isLeft(planned)) return planned
  const season = planned.right
  watch.tell('check', season.weight, season.bound)
  const verdict = checkRoundPlan(graph, season)
  if (watch.failure !== undefined) return left(watch.failure)
  if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })

  const partners = people.map((): (string | null)[] => [])
  let totalWeight = 0
  const rounds = season.rounds.map((mate): Round => {
    const pairs: Pair[] = []
    const sitOut: string[] = []
    for (const list of partners) list.push(null)
    for (let v = 0; v < graph.vertexCount; v++) {
      const p = personOf[v]!
      const u = mate[v]!
      if (u < 0) sitOut.push(people[p]!.id)
      else partners[p]![partners[p]!.length - 1] = people[personOf[u]!]!.id
      if (u > v) pairs.push(describePair(market, p, personOf[u]!, false))
    }
    for (const { weight } of pairs) totalWeight += weight
    pairs.sort((a, b) => b.weight - a.weight || (a.members[0] < b.members[0] ? -1 : 1))
    return { pairs, sitOut }
  })
  const placed = new Set(personOf)
  const bound = objective === 'coverage' ? season.fairBound : season.bound
  return right({
    rounds,
    people: people.map(({ id }, p) => ({ id, partners: partners[p]! })),
    never: people.filter((_, p) => !placed.has(p)).map(({ id }) => id),
    summary: {
      people: people.length,
      rounds: count,
      pairs: season.pairs,
      mostPairs: season.mostPairs,
      complete: 2 * season.pairs === count * graph.vertexCount,
      totalWeight,
      sitOuts: { least: extreme(season.sitOuts, Math.min), most: extreme(season.sitOuts, Math.max) },
    },
    proof: {
      objective,
      value: season.weight / WEIGHT_SCALE,
      bound: bound / WEIGHT_SCALE,
      gap: bound === 0 ? 0 : (bound - season.weight) / bound,
      optimal: bound === season.weight && (objective === 'benefit' || season.pairs === season.mostPairs),
    },
  })
}

const extreme = (counts: Int32Array, choose: (a: number, b: number) => number): number =>
  counts.length === 0 ? 0 : counts.reduce((found, count) => choose(found, count))
