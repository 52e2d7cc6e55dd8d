import { chain, type Either, left, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { LIMITS, type Limits } from './benefit/limits.ts'
import { buildMarket, type Market, takesSeveral } from './benefit/market.ts'
import { describePair } from './explain/pair.ts'
import type { Matching, Pair } from './explain/result.ts'
import { describeStability } from './explain/stability.ts'
import { summarise } from './explain/summary.ts'
import { explainUnmatched } from './explain/unmatched.ts'
import { decodeCall } from './model/decode.ts'
import type { MatchError } from './model/error.ts'
import { matchCycles } from './match-cycles.ts'
import { matchGroups } from './match-groups.ts'
import type { Options, OptionsInput } from './model/options.ts'
import type { Person, PersonInput } from './model/person.ts'
import { solveCapacities } from './solve-capacities.ts'
import { type Solved, solvePairs } from './solve-pairs.ts'
import { solveStable } from './solve-stable.ts'
import { solveWorstOff } from './solve-worst-off.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'

/**
 * Finds who should learn with whom: the pairs of greatest total mutual weight in which everybody both gives and gets, with a
 * checked proof, who teaches whom what, and a reason for everybody who is left over.
 *
 * Both arguments are decoded as unknown data, whatever their types say; nothing in them is changed, and nothing throws. `Left`
 * is a `MatchError`, which `formatMatchError` makes readable. The answer is plain JSON, and depends on the set of people
 * only, not on the order of anything. Synchronous; `budget` limits the time, `onProgress` tells how far it has got, and
 * what is found until `signal` or the budget stops it is returned with a bound. Without these, the answer is optimal; under `stable`, where
 * no answer may be, `stability` says so, with the reason, and lists the blocking pairs of the one that is returned.
 *
 * Cost: about 25 nanoseconds for each two people who could be in a pair at all, and memory for people only; as much, or a few times that, under `coverage`, some times
 * that under `worst-off`, and two to three times as much as for `benefit` under `stable`. What would take hours, or more memory than there is, is refused as `TooLarge`.
 * Where people may take several partners (`capacity`): a second or so for 2,000 real people with three places each, some ten for 13,000; then `stable` holds all pairs.
 *
 * @example
 * ```ts
 * import { matchPeers } from 'peermatch'
 * import assert from 'node:assert'
 *
 * const answer = matchPeers([
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', offers: [{ skill: 'skiing', level: 5 }], wants: ['Spanish'] },
 *   { id: 'cem', offers: ['Spanish'], wants: [] },
 * ])
 * assert(answer._tag === 'Right')
 * const { pairs, unmatched, proof } = answer.right
 * assert.deepStrictEqual(pairs[0]?.members, ['ana', 'ben'])
 * assert.deepStrictEqual(pairs[0]?.gains, [5, 3])
 * assert.strictEqual(unmatched[0]?.reason._tag, 'WantsNothingNew')
 * assert.strictEqual(proof.optimal, true)
 * ```
 * @category matching
 * @since 0.1.0
 */
export const matchPeers = (people: readonly PersonInput[], options?: OptionsInput): Either<MatchError, Matching> =>
  matchPeersWithin(LIMITS, people, options)

/** `matchPeers` with other limits: what tests force paths with. */
export const matchPeersWithin = (
  limits: Limits,
  people: readonly PersonInput[],
  options?: OptionsInput,
): Either<MatchError, Matching> => {
  const started = Date.now()
  return pipe(
    decodeCall(people, options),
    chain((call) => {
      const { into } = call.options
      if (into === 'pairs') return matchPairs(call.people, call.options, limits, started)
      return 'groups' in into
        ? matchGroups(call.people, call.options, into.groups, limits, started)
        : matchCycles(call.people, call.options, into.cycles.maxLength, limits, started)
    }),
  )
}

const matchPairs = (
  people: readonly Person[],
  options: Options,
  limits: Limits,
  started: number,
): Either<MatchError, Matching> =>
  pipe(
    buildMarket(people, options, limits, options.objective === 'stable' ? 'held' : 'rows'),
    chain((market) => {
      const watch = startStopwatch(market.options, started)
      return pipe(
        solve(market, watch),
        chain((solved) => {
          const matching = describe(market, solved, watch)
          return watch.failure === undefined ? right(matching) : left(watch.failure)
        }),
      )
    }),
  )

const solve = (market: Market, watch: Stopwatch): Either<MatchError, Solved> => {
  const { objective } = market.options
  const solvePlain = takesSeveral(market) ? solveCapacities : solvePairs
  if (objective === 'worst-off') return solveWorstOff(market, watch, solvePlain)
  return objective === 'stable' && solvePlain === solvePairs ? solveStable(market, watch) : solvePlain(market, watch)
}

const byIds = ([a, b]: Pair['members'], [c, d]: Pair['members']): number => {
  const [one, other] = a === c ? [b, d] : [a, c]
  return one < other ? -1 : 1
}

const describe = (market: Market, solved: Solved, watch: Stopwatch): Matching => {
  watch.tell('explain', solved.proof.value * WEIGHT_SCALE, solved.proof.bound * WEIGHT_SCALE)
  const { people, pins } = market
  const { source, target } = solved.chosen
  const pairs: Pair[] = []
  for (let at = 0; at < pins.count; at++) pairs.push(describePair(market, pins.source[at]!, pins.target[at]!, true))
  for (let i = 0; i < source.length; i++) pairs.push(describePair(market, source[i]!, target[i]!, false))
  pairs.sort((a, b) => b.weight - a.weight || byIds(a.members, b.members))
  const unmatched = explainUnmatched(market, solved, watch.goOn)
  return {
    pairs,
    unmatched,
    summary: summarise(people.length, people.length - unmatched.length, pairs),
    proof: solved.proof,
    ...(solved.preferences === undefined
      ? {}
      : { stability: describeStability(market, solved.preferences, solved.partner) }),
  }
}
