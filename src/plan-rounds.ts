import { withoutTheUnconnected } from './benefit/edges.ts'
import { chain, type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { buildHeldMarket, type HeldMarket } from './benefit/held-market.ts'
import { LIMITS, type Limits } from './benefit/limits.ts'
import { buildMarket, type Market } from './benefit/market.ts'
import type { MarketRows } from './benefit/pair-rows.ts'
import { describePair } from './explain/pair.ts'
import type { Pair } from './explain/result.ts'
import { decodePairsCall, decodeRounds } from './model/decode.ts'
import { type MatchError, refusal } from './model/error.ts'
import { onePartnerEach } from './model/one-partner.ts'
import type { Options, OptionsInput } from './model/options.ts'
import type { Person, PersonInput } from './model/person.ts'
import { isPossible, weightOf } from './rematch-single.ts'
import { checkPricedRounds } from './round/check-priced-rounds.ts'
import { checkRoundPlan } from './round/check-round-plan.ts'
import { planRounds as planOf } from './round/plan-rounds.ts'
import { roundsByPricing } from './round/priced-rounds.ts'
import type { RoundPlan } from './round/round-plan.ts'
import { withinRange } from './solve-pairs.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'

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
 * are what several rounds give. `budget` and `signal` end the improvements early.
 *
 * Up to a million possible pairs are held (some 4,000 real people). Beyond, the season is planned round by round, each the best of those who have not met (under `coverage` whoever has sat out
 * comes before others where there is a way), without holding the pairs: then it is not always the best season, and no complete one is looked for; the bound, as certain as else, tells by how much.
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
): Either<MatchError, Season> => planRoundsWithin(ROUND_LIMITS, people, rounds, options)

/** What a season may cost. */
export interface RoundLimits extends Limits {
  /** With more possible pairs they are not held, and the season is planned round by round. */
  readonly held: number
}

const ROUND_LIMITS: RoundLimits = { ...LIMITS, held: 2 ** 20 }

/** `planRounds` with other limits: what tests force paths with. */
export const planRoundsWithin = (
  limits: RoundLimits,
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
            chain((given) => plan(given, call.options, count, limits, started)),
          ),
        ),
      ),
    ),
  )
}

const plan = (
  people: readonly Person[],
  options: Options,
  count: number,
  limits: RoundLimits,
  started: number,
): Either<MatchError, Season> => {
  const { objective } = options
  if (objective !== 'benefit' && objective !== 'coverage') {
    return left(refusal('options.objective', '"benefit" or "coverage" for a season', `"${objective}"`))
  }
  return pipe(
    buildMarket(people, options, limits),
    chain((market) => {
      const { pins, edges, rows } = market
      if (pins.count > 0)
        return left(refusal('options.rules.pins', 'no pins (a pair meets once in a season)', `${pins.count}`))
      const watch = startStopwatch(options, started)
      watch.tell('solve', 0, Infinity)
      if (edges !== undefined) return planHeld({ ...market, edges }, count, watch)
      if (rows.count() > limits.held) return planByPricing(market, count, watch)
      return pipe(
        buildHeldMarket(people, options),
        chain((held) => planHeld(held, count, watch)),
      )
    }),
  )
}

/** What both ways to plan say of a season; vertex `v` is person `personOf[v]`. */
type Planned = Pick<RoundPlan, 'rounds' | 'pairs' | 'weight' | 'sitOuts' | 'mostPairs' | 'bound'>

const planHeld = (market: HeldMarket, count: number, watch: Stopwatch): Either<MatchError, Season> => {
  const { pairs: graph, personOf } = withoutTheUnconnected(market.edges)
  const coverage = market.options.objective === 'coverage'
  const wanted = { rounds: count, objective: coverage ? 'coverage' : 'weight', goOn: watch.goOn } as const
  const planned = withinRange(graph.vertexCount, () => planOf(graph, wanted))
  if (isLeft(planned)) return planned
  const season = planned.right
  watch.tell('check', season.weight, season.bound)
  const verdict = checkRoundPlan(graph, season)
  if (watch.failure !== undefined) return left(watch.failure)
  if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  return right(inPeople(market, personOf, { ...season, bound: coverage ? season.fairBound : season.bound }))
}

const planByPricing = (market: Market, count: number, watch: Stopwatch): Either<MatchError, Season> => {
  const { rows, options } = market
  const objective = options.objective === 'coverage' ? 'coverage' : 'weight'
  const planned = withinRange(rows.vertexCount, () => roundsByPricing(rows, { rounds: count, objective }, watch))
  if (isLeft(planned)) return planned
  const season = planned.right
  watch.tell('check', season.weight, season.bound)
  const weight = (u: number, v: number): number | undefined => {
    const [p, q] = [rows.person[u]!, rows.person[v]!]
    return isPossible(market, p, q) ? weightOf(market, p, q) : undefined
  }
  // Undefined where the check was stopped.
  const verdict = checkPricedRounds(rows, season, weight, watch.goOn)
  const failure = rows.failure ?? watch.failure
  if (failure !== undefined) return left(failure)
  if (verdict !== undefined && !verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  const { connected, personOf, renumber } = withoutTheLonely(rows, season.sitOuts, count)
  return right(
    inPeople(market, personOf, {
      ...season,
      rounds: season.rounds.map((mate) => Int32Array.from(connected, (v) => (mate[v]! < 0 ? -1 : renumber[mate[v]!]!))),
      sitOuts: connected.map((v) => season.sitOuts[v]!),
    }),
  )
}

/** The vertices that have a partner somewhere, and their new numbers. A row for each that meets nobody. */
const withoutTheLonely = (
  rows: MarketRows,
  sitOuts: Int32Array,
  rounds: number,
): { readonly connected: Int32Array; readonly personOf: Int32Array; readonly renumber: Int32Array } => {
  const hasPartner = (v: number): boolean => {
    if (sitOuts[v]! < rounds) return true
    const length = rows.row(v)
    for (let i = 0; i < length; i++) if (rows.admits(v, rows.partner[i]!)) return true
    return false
  }
  const connected = Int32Array.from(sitOuts.keys()).filter(hasPartner)
  const renumber = new Int32Array(sitOuts.length).fill(-1)
  for (const [i, v] of connected.entries()) renumber[v] = i
  return { connected, personOf: connected.map((v) => rows.person[v]!), renumber }
}

const inPeople = (market: Market, personOf: Int32Array, season: Planned): Season => {
  const { people, options } = market
  const { bound } = season
  const objective = options.objective === 'coverage' ? 'coverage' : 'benefit'
  const partners = people.map((): (string | null)[] => [])
  let totalWeight = 0
  const rounds = season.rounds.map((mate): Round => {
    const pairs: Pair[] = []
    const sitOut: string[] = []
    for (const list of partners) list.push(null)
    for (let v = 0; v < personOf.length; v++) {
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
  return {
    rounds,
    people: people.map(({ id }, p) => ({ id, partners: partners[p]! })),
    never: people.filter((_, p) => !placed.has(p)).map(({ id }) => id),
    summary: {
      people: people.length,
      rounds: season.rounds.length,
      pairs: season.pairs,
      mostPairs: season.mostPairs,
      complete: 2 * season.pairs === season.rounds.length * personOf.length,
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
  }
}

const extreme = (counts: Int32Array, choose: (a: number, b: number) => number): number =>
  counts.length === 0 ? 0 : counts.reduce((found, count) => choose(found, count))
