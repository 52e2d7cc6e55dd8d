import { withoutTheUnconnected } from './benefit/edges.ts'
import { chain, type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { buildHeldMarket, type HeldMarket } from './benefit/held-market.ts'
import type { Market } from './benefit/market.ts'
import { describePair } from './explain/pair.ts'
import { proofOf } from './explain/proof.ts'
import type { Pair, Proof, Summary } from './explain/result.ts'
import { summarise } from './explain/summary.ts'
import { checkCertificate } from './matching/certificate.ts'
import { checkLimitedChange } from './matching/limited-change-check.ts'
import { limitedChange } from './matching/limited-change.ts'
import { maximumWeightMatching } from './matching/maximum-weight-matching.ts'
import type { AllowedChange } from './model/change.ts'
import { decodeCall, decodeRematch } from './model/decode.ts'
import { type MatchError, refusal } from './model/error.ts'
import { onePartnerEach } from './model/one-partner.ts'
import type { OptionsInput } from './model/options.ts'
import type { PersonInput } from './model/person.ts'
import type { IdPair } from './model/rules.ts'
import { withinRange } from './solve-pairs.ts'

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
  /** Ids of those who are in no pair. */
  readonly unmatched: readonly string[]
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
 * too, and not counted. Everything else is as for `matchPeers`; all possible pairs are held. People with a capacity of several are refused,
 * and so are the objective `stable`, and a `switchCost` under `coverage`.
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
 * assert.deepStrictEqual(next.right.unmatched, ['eve'])
 * assert(next.right.stability.cost > 0)
 * ```
 * @category matching
 * @since 0.1.0
 */
export const rematch = (
  previous: readonly IdPair[],
  people: readonly PersonInput[],
  change: AllowedChange,
  options?: OptionsInput,
): Either<MatchError, Rematch> =>
  pipe(
    decodeCall(people, options),
    chain((call) =>
      pipe(
        decodeRematch(previous, change),
        chain((wanted) =>
          pipe(
            onePartnerEach(call.people, 'several partners are not kept from one matching to the next yet'),
            chain((given) => buildHeldMarket(given, call.options)),
            chain((market) => describe(market, wanted.previous, wanted.change)),
          ),
        ),
      ),
    ),
  )

const describe = (
  market: HeldMarket,
  previous: readonly IdPair[],
  change: AllowedChange,
): Either<MatchError, Rematch> => {
  const { people, pins, edges, options } = market
  if (options.objective === 'stable') {
    return left(refusal('options.objective', '"benefit" or "coverage" for a rematch', '"stable"'))
  }
  if ('switchCost' in change && options.objective === 'coverage') {
    // It is not said which of the two weighs more, a placed person or a pair that is kept.
    return left(refusal('change', '{ maxBroken } under the objective coverage', '{ switchCost }'))
  }
  const { pairs: graph, personOf } = withoutTheUnconnected(edges)
  const placeOf = new Map(people.map(({ id }, p) => [id, p]))
  const vertexOf = new Map(Array.from(personOf, (p, v) => [p, v]))
  const partnerOf = pinnedPartners(market)

  // Old pairs: kept by a pin, gone, or for the solver to keep.
  const oldMate = new Int32Array(graph.vertexCount).fill(-1)
  const joined = new Set<number>()
  for (let e = 0; e < graph.weight.length; e++) joined.add(graph.source[e]! * graph.vertexCount + graph.target[e]!)
  const gone: GonePair[] = []
  for (const members of previous) {
    const [p, q] = members.map((id) => placeOf.get(id))
    if (p === undefined || q === undefined) gone.push({ members, reason: 'Left' })
    else if (partnerOf.get(p) === q) continue
    else if (partnerOf.has(p) || partnerOf.has(q)) gone.push({ members, reason: 'PinnedElsewhere' })
    else {
      const [v, u] = [vertexOf.get(Math.min(p, q)), vertexOf.get(Math.max(p, q))]
      if (v === undefined || u === undefined || !joined.has(v * graph.vertexCount + u)) {
        gone.push({ members, reason: 'NotPossible' })
        continue
      }
      oldMate[v] = u
      oldMate[u] = v
    }
  }

  const objective = options.objective === 'coverage' ? 'coverage' : 'weight'
  const limit = 'maxBroken' in change ? change : { switchCost: Math.round(WEIGHT_SCALE * change.switchCost) }
  const solved = withinRange(graph.vertexCount, () => ({
    result: limitedChange(graph, oldMate, limit, { objective }),
    fresh: maximumWeightMatching(graph, { objective }),
  }))
  if (isLeft(solved)) return solved
  const { result, fresh } = solved.right
  const verdict = checkLimitedChange(graph, oldMate, limit, result)
  const freshVerdict = checkCertificate(graph, fresh)
  for (const each of [verdict, freshVerdict]) {
    if (!each.valid) return left({ _tag: 'ProofRejected', detail: each.reason })
  }

  for (let v = 0; v < graph.vertexCount; v++)
    if (result.mate[v]! >= 0) partnerOf.set(personOf[v]!, personOf[result.mate[v]!]!)
  const pairs: Pair[] = []
  for (let i = 0; i < pins.count; i++) pairs.push(describePair(market, pins.source[i]!, pins.target[i]!, true))
  for (let v = 0; v < graph.vertexCount; v++) {
    if (result.mate[v]! > v) pairs.push(describePair(market, personOf[v]!, personOf[result.mate[v]!]!, false))
  }
  pairs.sort((a, b) => b.weight - a.weight || (a.members[0] < b.members[0] ? -1 : 1))
  const pinned = pins.weight.reduce((sum, weight) => sum + weight, 0)
  const lifted = result.lift * edgesOf(result.mate)
  return right({
    pairs,
    unmatched: people.filter((_, p) => !partnerOf.has(p)).map(({ id }) => id),
    summary: summarise(people.length, 2 * pairs.length, pairs),
    changes: changesBetween(previous, pairs, gone, placeOf),
    stability: {
      freshWeight: (fresh.weight + pinned) / WEIGHT_SCALE,
      cost: (fresh.weight - result.weight) / WEIGHT_SCALE,
    },
    proof: { ...proofOf(market, result.value - lifted, result.bound - lifted, undefined), optimal: result.exact },
  })
}

const pinnedPartners = ({ pins }: Market): Map<number, number> => {
  const partnerOf = new Map<number, number>()
  for (let i = 0; i < pins.count; i++) {
    partnerOf.set(pins.source[i]!, pins.target[i]!)
    partnerOf.set(pins.target[i]!, pins.source[i]!)
  }
  return partnerOf
}

const ordered = ([a, b]: IdPair): IdPair => (a < b ? [a, b] : [b, a])
const keyOf = (pair: IdPair): string => JSON.stringify(ordered(pair))

const edgesOf = (mate: Int32Array): number => mate.reduce((count, u, v) => (u > v ? count + 1 : count), 0)

const byIds = (list: readonly IdPair[]): IdPair[] =>
  list.map(ordered).toSorted((x, y) => (x[0] === y[0] ? (x[1] < y[1] ? -1 : 1) : x[0] < y[0] ? -1 : 1))

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
