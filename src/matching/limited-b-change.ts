import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { validateCapacity } from './b-matching-capacity.ts'
import type { BMatchingSolution } from './b-matching-solution.ts'
import { KeptBPairs } from './kept-b-pairs.ts'
import type { BChangeCertificate, LimitedBChange } from './limited-b-change-solution.ts'
import { CASES, readLimit, wholeFrom0 } from './limited-change.ts'
import { boundOf, boundProofOf, searchCases } from './limited-change-search.ts'
import type { ChangeLimit } from './limited-change-solution.ts'
import { UNWATCHED } from './watch.ts'

/**
 * The heaviest b-matching that dissolves only so many edges of an earlier one, or pays for each that it dissolves: what {@link limitedChange} is for
 * matchings, by the same means, on {@link maximumWeightBMatching}. `previous` are the old edges by index, each once, in any order. A vertex may be in more of
 * them than it has places by now: then `maxBroken` counts from the most that can be kept.
 *
 * No pair of vertices may stand in two rows. `options.cases` is how many old edges may be tried both ways, kept and broken, to close the gap between
 * value and bound (default 8).
 *
 * Some ten solves as `maximumWeightBMatching`, and about eight for each edge that is tried both ways; one with a `switchCost`, or if the limit does not
 * matter.
 *
 * @throws RangeError as `maximumWeightBMatching`, at a quarter of its range; for `previous` that has no edge or one twice, rows of one pair, and limits that are
 * negative or fractions.
 * @example
 * ```ts
 * import { checkLimitedBChange, limitedBChange } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // Vertex 0 has two places and was with 1 and 2. By now 3 would be the best partner.
 * const graph = { vertexCount: 4, source: [0, 0, 0], target: [1, 2, 3], weight: [5, 4, 9] }
 * const next = limitedBChange(graph, [2, 1, 1, 1], [0, 1], { maxBroken: 1 })
 * assert.deepStrictEqual([...next.chosen], [0, 2])
 * assert.deepStrictEqual([...limitedBChange(graph, [2, 1, 1, 1], [0, 1], { maxBroken: 0 }).chosen], [0, 1])
 * assert.deepStrictEqual(checkLimitedBChange(graph, [2, 1, 1, 1], [0, 1], { maxBroken: 1 }, next), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function limitedBChange(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  options: { readonly cases?: number } = {},
): LimitedBChange {
  return limitedBChangeWhile(UNWATCHED.goOn, graph, capacity, previous, limit, options.cases ?? CASES)
}

/** As {@link limitedBChange}. Throws `ChangeStopped` once `goOn` says false. */
export function limitedBChangeWhile(
  goOn: () => boolean,
  graph: EdgeList,
  capacity: ArrayLike<number>,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  mostCases: number = CASES,
): LimitedBChange {
  validateEdgeList(graph)
  validateCapacity(capacity, graph.vertexCount)
  const { maxBroken, switchCost } = readLimit(limit)
  const cases = wholeFrom0('cases', mostCases)
  const pairs = new KeptBPairs(graph, roomIn(graph, capacity), oldEdgesOf(graph, previous), goOn)
  if (switchCost !== undefined) return withCost(pairs, switchCost)
  const { mate, bound, proof } = searchCases<BMatchingSolution, BChangeCertificate>(
    pairs,
    Math.max(0, pairs.most - maxBroken),
    cases,
    { bound: boundProofOf, cases: (edge, kept, broken) => ({ edge, kept, broken }) },
  )
  return result(pairs, mate, 0, bound, proof)
}

/** Capacities that matter, and no pair of vertices in two rows. */
function roomIn({ vertexCount: n, source, target }: EdgeList, capacity: ArrayLike<number>): Int32Array {
  const degree = new Int32Array(n)
  const joined = new Set<number>()
  for (let e = 0; e < source.length; e++) {
    const [low, high] = [Math.min(source[e]!, target[e]!), Math.max(source[e]!, target[e]!)]
    if (joined.has(low * n + high)) throw new RangeError(`edge ${e}: vertices ${low} and ${high} stand in two rows`)
    joined.add(low * n + high)
    degree[low]!++
    degree[high]!++
  }
  return degree.map((partners, v) => Math.min(partners, capacity[v]!))
}

/** 1 for old edges. */
function oldEdgesOf({ weight }: EdgeList, previous: ArrayLike<number>): Uint8Array {
  const isOld = new Uint8Array(weight.length)
  for (let i = 0; i < previous.length; i++) {
    const e = previous[i]!
    if (!Number.isInteger(e) || e < 0 || e >= weight.length) throw new RangeError(`previous: ${String(e)} is no edge`)
    if (isOld[e] === 1) throw new RangeError(`previous: edge ${e} stands in it twice`)
    isOld[e] = 1
  }
  return isOld
}

function withCost(pairs: KeptBPairs, switchCost: number): LimitedBChange {
  const cost = Math.min(switchCost, pairs.greatestBonus)
  const finest = pairs.tieBreak(cost)
  const trial = pairs.solve(finest, finest * cost + (finest > 1 ? 1 : 0))
  const bound = boundOf(trial, 0) - cost * pairs.count
  return result(pairs, trial.mate, switchCost, bound, boundProofOf(trial))
}

function result(
  pairs: KeptBPairs,
  chosen: Int32Array,
  switchCost: number,
  bound: number,
  certificate: BChangeCertificate,
): LimitedBChange {
  const { kept, worth } = pairs.measure(chosen)
  const { most, mostProof, count } = pairs
  const broken = count - kept
  const value = worth - (broken === 0 ? 0 : switchCost * broken)
  return {
    chosen,
    weight: worth,
    kept,
    broken,
    keepable: most,
    ...(mostProof === undefined ? {} : { keepableProof: mostProof }),
    value,
    bound,
    exact: value === bound,
    certificate,
  }
}
