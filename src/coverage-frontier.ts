import { withoutTheUnconnected } from './benefit/edges.ts'
import { chain, type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { buildHeldMarket, type HeldMarket } from './benefit/held-market.ts'
import type { Market } from './benefit/market.ts'
import { withoutPinned } from './benefit/unpinned.ts'
import type { EdgeList } from './graph/edge-list.ts'
import { checkBFrontier } from './matching/b-coverage-frontier-check.ts'
import { bCoverageFrontier } from './matching/b-coverage-frontier.ts'
import { checkFrontier } from './matching/coverage-frontier-check.ts'
import type { Frontier } from './matching/coverage-frontier-solution.ts'
import { coverageFrontier as frontierOf } from './matching/coverage-frontier.ts'
import { decodePairsCall } from './model/decode.ts'
import type { MatchError } from './model/error.ts'
import type { OptionsInput } from './model/options.ts'
import type { PersonInput } from './model/person.ts'
import type { IdPair } from './model/rules.ts'
import { withinRange } from './solve-pairs.ts'

/**
 * The best answer with so many pairs.
 *
 * @category model
 * @since 0.1.0
 */
export interface FrontierStep {
  /** Pinned ones included. */
  readonly pairs: number
  /** The greatest total weight of any answer with so many pairs, each pair rounded to a thousandth. */
  readonly value: number
  /** What the last of the pairs costs: by how much `value` is below that of the step before; 0 at the first. */
  readonly cost: number
  /** What is different from the step before: pairs that are new, and pairs that are no more. Where all take one partner, two more people are placed. */
  readonly formed: readonly IdPair[]
  readonly dissolved: readonly IdPair[]
}

/**
 * What each further placed pair costs; plain JSON.
 *
 * @category model
 * @since 0.1.0
 */
export interface CoverageFrontier {
  /** The pairs of the first step: the answer under `benefit` (of those with that weight, one with the most pairs). */
  readonly start: readonly IdPair[]
  /** One for each number of pairs from there to the most there can be; costs never fall. */
  readonly steps: readonly FrontierStep[]
}

/**
 * Between most weight and most people: the greatest total weight for every number of pairs, from the answer under `benefit` to that under
 * `coverage`, exactly, and proven for each (a certificate for each different cost, checked by separate code). So an organiser sees what placing
 * two more people costs the others.
 *
 * Input, rules and errors are those of `matchPeers`; `options.objective` is not looked at. All possible pairs are held (at most 16.7 million).
 * Cost: some solves for each different cost.
 *
 * Where people take several partners (`capacity`), a step more is one more pair, which need not place anybody who has none: the last step has the most
 * pairs there can be, while `coverage` puts the people first. Each solve starts anew there: seconds for 300 people, minutes for 2,000.
 *
 * @example
 * ```ts
 * import { coverageFrontier } from 'peermatch'
 * import assert from 'node:assert'
 *
 * // Ben and Cem are best together; only each of them can pair with Ana or Dan.
 * const frontier = coverageFrontier([
 *   { id: 'ana', offers: ['w'], wants: ['x'] },
 *   { id: 'ben', offers: ['x', 'y'], wants: ['w', { skill: 'z', priority: 3 }] },
 *   { id: 'cem', offers: ['z', 'v'], wants: [{ skill: 'y', priority: 3 }, 'u'] },
 *   { id: 'dan', offers: ['u'], wants: ['v'] },
 * ])
 * assert(frontier._tag === 'Right')
 * assert.deepStrictEqual(frontier.right.start, [['ben', 'cem']])
 * assert.deepStrictEqual(
 *   frontier.right.steps.map(({ pairs, value, cost }) => [pairs, value, cost]),
 *   [[1, 18, 0], [2, 12, 6]],
 * )
 * assert.deepStrictEqual(frontier.right.steps[1]?.formed, [['ana', 'ben'], ['cem', 'dan']])
 * ```
 * @category matching
 * @since 0.1.0
 */
export const coverageFrontier = (
  people: readonly PersonInput[],
  options?: OptionsInput,
): Either<MatchError, CoverageFrontier> =>
  pipe(
    decodePairsCall(people, options),
    chain((call) => buildHeldMarket(call.people, { ...call.options, objective: 'coverage' })),
    chain((market) =>
      market.people.some(({ capacity }) => capacity > 1) ? describeSeveral(market) : describe(market),
    ),
  )

const describe = (market: HeldMarket): Either<MatchError, CoverageFrontier> => {
  const { edges } = market
  const { pairs: graph, personOf } = withoutTheUnconnected(edges)
  return pipe(
    withinRange(graph.vertexCount, () => frontierOf(graph)),
    chain((frontier) => inPeople(market, graph, personOf, frontier)),
  )
}

const inPeople = (
  { people, pins }: Market,
  graph: EdgeList,
  personOf: Int32Array,
  frontier: Frontier,
): Either<MatchError, CoverageFrontier> => {
  const verdict = checkFrontier(graph, frontier)
  if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  const pinned = pins.weight.reduce((sum, weight) => sum + weight, 0)
  const named = (v: number, u: number): IdPair => [people[personOf[v]!]!.id, people[personOf[u]!]!.id]
  let before = frontier.mate(frontier.points[0]!.pairs)
  const start: IdPair[] = Array.from({ length: pins.count }, (_, i) => [
    people[pins.source[i]!]!.id,
    people[pins.target[i]!]!.id,
  ])
  start.push(...difference(before, undefined, named))
  const steps = frontier.points.map(({ pairs, weight, lift }, i): FrontierStep => {
    const mate = i === 0 ? before : frontier.mate(pairs)
    const step = {
      pairs: pairs + pins.count,
      value: (weight + pinned) / WEIGHT_SCALE,
      cost: i === 0 ? 0 : lift / WEIGHT_SCALE,
      formed: difference(mate, before, named),
      dissolved: difference(before, mate, named),
    }
    before = mate
    return step
  })
  return right({ start, steps })
}

const describeSeveral = (market: HeldMarket): Either<MatchError, CoverageFrontier> => {
  const { people, pins, places } = market
  const { pairs: graph, personOf } = withoutTheUnconnected(withoutPinned(market))
  const capacity = personOf.map((p) => places[p]!)
  const solved = withinRange(graph.vertexCount, () => bCoverageFrontier(graph, capacity))
  if (isLeft(solved)) return solved
  const frontier = solved.right
  const verdict = checkBFrontier(graph, capacity, frontier)
  if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  const pinned = pins.weight.reduce((sum, weight) => sum + weight, 0)
  const ids = (p: number, q: number): IdPair => [people[p]!.id, people[q]!.id]
  const named = (edges: Iterable<number>): readonly IdPair[] =>
    Array.from(edges, (e) => ids(personOf[graph.source[e]!]!, personOf[graph.target[e]!]!))
  let before = new Set<number>()
  const start: IdPair[] = Array.from({ length: pins.count }, (_, i) => ids(pins.source[i]!, pins.target[i]!))
  const steps = frontier.points.map(({ pairs, weight, lift }, i): FrontierStep => {
    const now = new Set(frontier.chosen(pairs))
    const formed = named([...now].filter((e) => !before.has(e)))
    const dissolved = named([...before].filter((e) => !now.has(e)))
    before = now
    if (i === 0) start.push(...formed)
    return {
      pairs: pairs + pins.count,
      value: (weight + pinned) / WEIGHT_SCALE,
      cost: i === 0 ? 0 : lift / WEIGHT_SCALE,
      formed: i === 0 ? [] : formed,
      dissolved,
    }
  })
  return right({ start, steps })
}

/** The pairs that are in the one matching and not in the other, by their first members. */
const difference = (
  mate: Int32Array,
  other: Int32Array | undefined,
  named: (v: number, u: number) => IdPair,
): readonly IdPair[] => {
  const pairs: IdPair[] = []
  for (let v = 0; v < mate.length; v++) if (mate[v]! > v && other?.[v] !== mate[v]) pairs.push(named(v, mate[v]!))
  return pairs
}
