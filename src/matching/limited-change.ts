import { assertSafeRange, coverageLift, type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { KeptPairs } from './kept-pairs.ts'
import { boundOf, boundProofOf, searchCases } from './limited-change-search.ts'
import type { ChangeCertificate, ChangeLimit, LimitedChange } from './limited-change-solution.ts'
import { type MatchingOptions, objectiveOf } from './objective.ts'
import { oldPairsOf } from './old-pairs.ts'
import type { MatchingSolution } from './solution.ts'

/**
 * What a limited change is to maximise (as `MatchingOptions`), and how many pairs may be tried both ways, kept and broken, to close the
 * gap between value and bound (default 8).
 *
 * @category model
 * @since 0.1.0
 */
export interface LimitedChangeOptions extends MatchingOptions {
  readonly cases?: number
}

/** Pairs that are tried both ways, if nothing else is asked for. */
export const CASES = 8

/**
 * The heaviest matching that dissolves only so many pairs of an earlier one, or pays for each that it dissolves. Old pairs that are no edges any more
 * are reported apart (`gone`) and count for nothing: vertices that left are to be given without edges, new ones with `previous` -1.
 *
 * A bonus for each old pair kept is added to the weights (Lagrange). `switchCost` is such a bonus, and exact. So is any `maxBroken` for which some
 * bonus keeps exactly as many as must be kept. Otherwise two matchings are found that are heaviest under one bonus, one of which keeps too few and
 * the other more than needed; the result is the best that can be mixed from these two (where they differ in several places, those may be
 * exchanged one by one), and `bound` is what the bonus proves. Then some pairs in which the two differ are tried both ways, kept
 * and broken (branch and bound), which mostly closes the gap. To promise more in general is as hard as
 * exact matching (Papadimitriou & Yannakakis 1982, "The complexity of restricted spanning tree problems"), for which no fast deterministic method is known.
 *
 * Of the heaviest matchings it prefers those that break fewer pairs, where weights are small enough to say so in safe integers. With no limit that
 * matters, it is `maximumWeightMatching` with that preference.
 *
 * Some ten solves as `maximumWeightMatching`, and about eight for each pair that is tried both ways; one with a `switchCost`, or if the limit does not matter.
 *
 * @throws RangeError as `maximumWeightMatching`, at a sixth of its range; for `previous` that is no matching, and limits that are negative or fractions.
 * @example
 * ```ts
 * import { checkLimitedChange, limitedChange } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // 0-1 and 2-3 were pairs; 0-2 and 1-3 would be a little better.
 * const graph = { vertexCount: 4, source: [0, 2, 0, 1], target: [1, 3, 2, 3], weight: [5, 5, 6, 6] }
 * const previous = [1, 0, 3, 2]
 * assert.deepStrictEqual([...limitedChange(graph, previous, { maxBroken: 2 }).mate], [2, 3, 0, 1])
 * const stays = limitedChange(graph, previous, { maxBroken: 1 })
 * assert.deepStrictEqual([...stays.mate], previous)
 * assert.deepStrictEqual(checkLimitedChange(graph, previous, { maxBroken: 1 }, stays), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function limitedChange(
  graph: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  options: LimitedChangeOptions = {},
): LimitedChange {
  const objective = objectiveOf(options)
  validateEdgeList(graph)
  readLimit(limit)
  const cases = wholeFrom0('cases', options.cases ?? CASES)
  return limitedChangeLifted(graph, previous, limit, { lift: liftOf(graph, objective), cases })
}

/** {@link limitedChange} of a valid graph with a given lift. Throws `ChangeStopped` once `goOn` says false. */
export function limitedChangeLifted(
  graph: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  { lift, cases, goOn }: { readonly lift: number; readonly cases: number; readonly goOn?: () => boolean },
): LimitedChange {
  const { maxBroken, switchCost } = readLimit(limit)
  const pairs = new KeptPairs(graph, oldPairsOf(graph, previous), lift, goOn)
  return switchCost === undefined ? withBudget(pairs, maxBroken, cases) : withCost(pairs, switchCost)
}

export function readLimit(limit: ChangeLimit): { readonly maxBroken: number; readonly switchCost: number | undefined } {
  const { maxBroken, switchCost } = limit as { readonly maxBroken?: unknown; readonly switchCost?: unknown }
  if ((maxBroken === undefined) === (switchCost === undefined)) {
    throw new RangeError('limit: expected either maxBroken or switchCost')
  }
  if (switchCost !== undefined) return { maxBroken: Infinity, switchCost: wholeFrom0('switchCost', switchCost) }
  return { maxBroken: maxBroken === Infinity ? Infinity : wholeFrom0('maxBroken', maxBroken), switchCost: undefined }
}

export function wholeFrom0(name: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number
  const shown = typeof value === 'number' ? String(value) : `a ${typeof value}`
  throw new RangeError(`${name}: expected a whole number from 0 up, got ${shown}`)
}

/** The coverage lift, once the graph has been found to have room for it. */
export function liftOf(graph: EdgeList, objective: 'weight' | 'coverage'): number {
  const { vertexCount, weight } = graph
  if (objective === 'weight' || weight.length === 0) return 0
  assertSafeRange(graph, objective)
  let least = Infinity
  let greatest = -Infinity
  for (let edge = 0; edge < weight.length; edge++) {
    least = Math.min(least, weight[edge]!)
    greatest = Math.max(greatest, weight[edge]!)
  }
  return coverageLift(vertexCount, least, greatest)
}

function withCost(pairs: KeptPairs, switchCost: number): LimitedChange {
  // More than any pair can make up for changes nothing further.
  const cost = Math.min(switchCost, pairs.greatestBonus)
  const finest = pairs.tieBreak()
  const trial = pairs.solve(finest, finest * cost + (finest > 1 ? 1 : 0))
  const bound = boundOf(trial, 0) - cost * pairs.count
  return result(pairs, trial.mate, switchCost, bound, boundProofOf(trial))
}

function withBudget(pairs: KeptPairs, maxBroken: number, cases: number): LimitedChange {
  const needed = Math.max(0, pairs.count - maxBroken)
  const { mate, bound, proof } = searchCases<MatchingSolution, ChangeCertificate>(pairs, needed, cases, {
    bound: boundProofOf,
    cases: (vertex, kept, broken) => ({ vertex, kept, broken }),
  })
  return result(pairs, mate, 0, bound, proof)
}

function result(
  pairs: KeptPairs,
  mate: Int32Array,
  switchCost: number,
  bound: number,
  certificate: ChangeCertificate,
): LimitedChange {
  const { kept, worth, edges } = pairs.measure(mate)
  const broken = pairs.count - kept
  const value = worth - (broken === 0 ? 0 : switchCost * broken)
  const { gone, lift } = pairs
  return {
    mate,
    weight: worth - lift * edges,
    kept,
    broken,
    gone,
    lift,
    value,
    bound,
    exact: value === bound,
    certificate,
  }
}
