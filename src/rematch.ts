import { pairKey } from './benefit/eligibility.ts'
import { chain, type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { LIMITS, type Limits } from './benefit/limits.ts'
import { buildMarket, type Market, takesSeveral } from './benefit/market.ts'
import { pinnedAmongThem, withoutPinned } from './benefit/unpinned.ts'
import { describePair } from './explain/pair.ts'
import { proofOf } from './explain/proof.ts'
import type { Pair, Proof, Summary, Unmatched } from './explain/result.ts'
import { summarise } from './explain/summary.ts'
import { explainUnmatched } from './explain/unmatched.ts'
import type { AllowedChange } from './model/change.ts'
import { decodePairsCall, decodeRematch } from './model/decode.ts'
import { type MatchError, refusal } from './model/error.ts'
import type { OptionsInput } from './model/options.ts'
import type { PersonInput } from './model/person.ts'
import type { IdPair } from './model/rules.ts'
import { changeSeveral } from './rematch-several.ts'
import { changeSingle, type Ends, isPossible } from './rematch-single.ts'
import { changeWorstOff } from './rematch-worst-off.ts'
import { solveCapacities } from './solve-capacities.ts'
import { solvePairs } from './solve-pairs.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'

/**
 * An old pair that cannot be any more, and why: somebody is not among the people now, or is pinned to somebody else, or the rules or what they
 * offer and want by now leave nothing between the two.
 *
 * @category model
 * @since 0.1.0
 */
export interface GonePair {
  readonly members: IdPair
  readonly reason: 'Left' | 'PinnedElsewhere' | 'NotPossible'
}

/**
 * The next matching, and how it differs from the one before; plain JSON.
 *
 * @category model
 * @since 0.1.0
 */
export interface Rematch {
  readonly pairs: readonly Pair[]
  /** Those who are in no pair, by id, and why. */
  readonly unmatched: readonly Unmatched[]
  readonly summary: Summary
  readonly changes: {
    readonly kept: readonly IdPair[]
    /** Old pairs that could have been kept. */
    readonly dissolved: readonly IdPair[]
    readonly gone: readonly GonePair[]
    readonly formed: readonly IdPair[]
    /** Everybody who has another partner than before, or none any more, or one at last; by id. */
    readonly affected: readonly string[]
  }
  /** What keeping costs: the best total weight with any number of changes, and by how much this one is below it. */
  readonly stability: { readonly freshWeight: number; readonly cost: number }
  /** `value` is the total weight, less `switchCost` for each dissolved pair. */
  readonly proof: Proof
}

/**
 * The next matching of people some of whom have partners already: somebody left, somebody joined, wishes changed. Keeps what can be kept: at
 * most `maxBroken` of the old pairs that still are possible are dissolved, or each that is costs `switchCost` of weight.
 *
 * With a `switchCost` the answer is optimal. With `maxBroken` it nearly always is, and the bound, certified and checked by separate code, tells
 * when it is not. Pins come first: an old pair that is pinned is kept, one that a pin breaks is gone. Old pairs of people who have left are gone
 * too, and not counted. Whoever had more partners than there are places for now (a smaller `capacity`, or pins) loses some in any case: `maxBroken`
 * counts from there, but each of them costs `switchCost`, too, and is told as dissolved. `InvalidInput` for somebody with a capacity of 1 who is in two of
 * the old pairs. Under `coverage` the most people come first, whatever they cost (of the answers within `maxBroken`), then the weight less `switchCost`; under `worst-off`
 * the greatest smallest gain comes between (an old pair in which somebody gains less counts as dissolved), proven as in `matchPeers`, with a `maxBroken` nearly always.
 * Everything else is as for `matchPeers`. Stopped, it keeps all old pairs that are possible, and the bound is that of a fresh match. All possible
 * pairs are held where people take several partners; else there may be as many people as in `matchPeers`. The objective `stable` is refused.
 *
 * @example
 * ```ts
 * import { rematch } from 'peermatch'
 * import assert from 'node:assert'
 *
 * // Eve has joined: she and Ana would be the best pair, but Ana and Ben have just begun.
 * const people = [
 *   { id: 'ana', offers: ['Spanish'], wants: [{ skill: 'skiing', priority: 2 }] },
 *   { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
 *   { id: 'eve', offers: [{ skill: 'skiing', level: 5 }], wants: ['Spanish'] },
 * ]
 * const next = rematch([['ana', 'ben']], people, { maxBroken: 0 })
 * assert(next._tag === 'Right')
 * assert.deepStrictEqual(next.right.changes.kept, [['ana', 'ben']])
 * assert(next.right.stability.cost > 0)
 * const [left] = next.right.unmatched
 * assert.strictEqual(left?.id, 'eve')
 * assert(left.reason._tag === 'PartnersKept')
 * assert.deepStrictEqual(left.reason.kept, [['ana', 'ben']])
 * ```
 * @category matching
 * @since 0.1.0
 */
export const rematch = (
  previous: readonly IdPair[],
  people: readonly PersonInput[],
  change: AllowedChange,
  options?: OptionsInput,
): Either<MatchError, Rematch> => rematchWithin(LIMITS, previous, people, change, options)

/** `rematch` with other limits: what tests force paths with. */
export const rematchWithin = (
  limits: Limits,
  previous: readonly IdPair[],
  people: readonly PersonInput[],
  change: AllowedChange,
  options?: OptionsInput,
): Either<MatchError, Rematch> => {
  const started = Date.now()
  return pipe(
    decodePairsCall(people, options),
    chain((call) =>
      pipe(
        decodeRematch(previous, change, call.people),
        chain((wanted) =>
          pipe(
            buildMarket(call.people, call.options, limits),
            chain((market) => describe(market, wanted.previous, wanted.change, startStopwatch(call.options, started))),
          ),
        ),
      ),
    ),
  )
}

const describe = (
  market: Market,
  previous: readonly IdPair[],
  change: AllowedChange,
  watch: Stopwatch,
): Either<MatchError, Rematch> => {
  const { people, pins, options } = market
  const { objective } = options
  if (objective === 'stable')
    return left(refusal('options.objective', '"benefit", "coverage" or "worst-off" for a rematch', `"${objective}"`))
  const placeOf = new Map(people.map(({ id }, p) => [id, p]))
  const limit = 'maxBroken' in change ? change : { switchCost: Math.round(WEIGHT_SCALE * change.switchCost) }
  const several = takesSeveral(market)
  const { old, gone } = oldPairsIn(market, several, previous, placeOf)
  const solve = several ? changeSeveral : changeSingle
  const changed =
    objective === 'worst-off'
      ? changeWorstOff(market, old, limit, watch, solve, several ? solveCapacities : solvePairs)
      : solve(market, old, limit, watch)
  if (isLeft(changed)) return changed
  const { chosen, weight, value, bound, exact, freshWeight, stopped, solved } = changed.right

  const pairs: Pair[] = []
  for (let i = 0; i < pins.count; i++) pairs.push(describePair(market, pins.source[i]!, pins.target[i]!, true))
  for (const [p, q] of chosen) pairs.push(describePair(market, p, q, false))
  pairs.sort((a, b) => b.weight - a.weight || compareIds(a.members, b.members))
  watch.tell('explain', value, bound)
  const unmatched = explainUnmatched(market, solved, watch.goOn)
  if (watch.failure !== undefined) return left(watch.failure)
  const pinned = pins.weight.reduce((sum, own) => sum + own, 0)
  const proof = proofOf(market, value, bound, stopped ? watch.stopped : undefined)
  return right({
    pairs,
    unmatched,
    summary: summarise(people.length, people.length - unmatched.length, pairs),
    changes: changesBetween(previous, pairs, gone, placeOf),
    stability: {
      freshWeight: (freshWeight + pinned) / WEIGHT_SCALE,
      cost: (freshWeight - weight) / WEIGHT_SCALE,
    },
    proof: {
      ...proof,
      optimal: exact,
      ...(solved.leastGain === undefined ? {} : { smallestGain: solved.leastGain.gain }),
      possiblePairs: proof.possiblePairs - pinnedAmongThem(market),
    },
  })
}

/** Old pairs, pinned ones apart: those that can be kept, with the smaller person first, and those that are gone. */
const oldPairsIn = (
  market: Market,
  several: boolean,
  previous: readonly IdPair[],
  placeOf: ReadonlyMap<string, number>,
): { readonly old: readonly Ends[]; readonly gone: readonly GonePair[] } => {
  const { people, pins, full } = market
  const key = (p: number, q: number): number => pairKey(people.length, p, q)
  const pinned = new Set(Array.from({ length: pins.count }, (_, i) => key(pins.source[i]!, pins.target[i]!)))
  const possible = new Set<number>()
  if (several) {
    const { source, target, count } = withoutPinned(market)
    for (let e = 0; e < count; e++) possible.add(key(source[e]!, target[e]!))
  }
  const old: Ends[] = []
  const gone: GonePair[] = []
  for (const members of previous) {
    const [p, q] = members.map((id) => placeOf.get(id))
    if (p === undefined || q === undefined) gone.push({ members, reason: 'Left' })
    else if (pinned.has(key(p, q))) continue
    else if (full[p] === 1 || full[q] === 1) gone.push({ members, reason: 'PinnedElsewhere' })
    else if (several ? possible.has(key(p, q)) : isPossible(market, p, q)) old.push(p < q ? [p, q] : [q, p])
    else gone.push({ members, reason: 'NotPossible' })
  }
  return { old, gone }
}

const compareIds = ([a, b]: IdPair, [c, d]: IdPair): number => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1)

const ordered = ([a, b]: IdPair): IdPair => (a < b ? [a, b] : [b, a])
const keyOf = (pair: IdPair): string => JSON.stringify(ordered(pair))

const byIds = (list: readonly IdPair[]): IdPair[] => list.map(ordered).toSorted(compareIds)

const changesBetween = (
  previous: readonly IdPair[],
  pairs: readonly Pair[],
  gone: readonly GonePair[],
  here: ReadonlyMap<string, number>,
): Rematch['changes'] => {
  const now = new Set(pairs.map(({ members }) => keyOf(members)))
  const before = new Set(previous.map(keyOf))
  const lost = new Set(gone.map(({ members }) => keyOf(members)))
  const kept = previous.filter((pair) => now.has(keyOf(pair)))
  const dissolved = previous.filter((pair) => !now.has(keyOf(pair)) && !lost.has(keyOf(pair)))
  const formed = pairs.map(({ members }) => members).filter((pair) => !before.has(keyOf(pair)))
  const lostPartner = gone.flatMap(({ members }) => members).filter((id) => here.has(id))
  const affected = new Set([...[...dissolved, ...formed].flat(), ...lostPartner])
  return {
    kept: byIds(kept),
    dissolved: byIds(dissolved),
    gone: gone.map((each) => ({ ...each, members: ordered(each.members) })),
    formed: byIds(formed),
    affected: [...affected].toSorted((x, y) => (x < y ? -1 : x > y ? 1 : 0)),
  }
}
