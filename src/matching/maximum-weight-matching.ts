import { type Csr, toCsr } from '../graph/csr.ts'
import { assertSafeRange, coverageLift, type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { localOrder, renumber } from '../graph/renumber.ts'
import { extractSolution } from './extract.ts'
import { jumpStart } from './jump-start.ts'
import { foldPendants, unfolded } from './pendants.ts'
import { BlossomSearch } from './search.ts'
import { type MatchingOptions, objectiveOf } from './objective.ts'
import type { MatchingSolution } from './solution.ts'
import { MatchingState } from './state.ts'
import { UNWATCHED, type Watch } from './watch.ts'

/**
 * A matching of maximum weight in any graph, bipartite or not, with a certificate that {@link checkCertificate} verifies
 * without trusting this function. Exact: all arithmetic is in whole numbers. Under `weight`, edges of negative weight are never
 * chosen. The answer depends only on the graph as given, never on time or chance.
 *
 * Pendant vertices are folded (see `pendants.ts`); half-integral start by auction, then one alternating tree at a time (`jump-start.ts`, `search.ts`).
 * O(n m log^2 n) at worst, close to O(m log n) on most graphs; about 24 bytes per edge and 200 per vertex beside the input.
 *
 * @throws RangeError for an unknown objective, or that names the edge: ends out of range, self-loops, weights that are not safe integers or so large
 * that sums of them would not be.
 * @example
 * ```ts
 * import { checkCertificate, maximumWeightMatching } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // A triangle of weight 6 with a tail: the tail is matched, and the far edge of the triangle.
 * const graph = { vertexCount: 4, source: [0, 1, 2, 2], target: [1, 2, 0, 3], weight: [6, 6, 6, 4] }
 * const solution = maximumWeightMatching(graph)
 * assert.deepStrictEqual([...solution.mate], [1, 0, 3, 2])
 * assert.strictEqual(solution.weight, 10)
 * assert.deepStrictEqual(checkCertificate(graph, solution), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function maximumWeightMatching(graph: EdgeList, options: MatchingOptions = {}): MatchingSolution {
  const objective = objectiveOf(options)
  validateEdgeList(graph)
  if (objective === 'coverage') assertSafeRange(graph, objective)
  return solveMatching(graph, objective, UNWATCHED)
}

/**
 * {@link maximumWeightMatching} of a graph that is known to be valid. When `watch` stops it, the matching is one that has been found by then,
 * and the certificate a bound: its duals are feasible, but not tight.
 */
export function solveMatching(graph: EdgeList, objective: 'weight' | 'coverage', watch: Watch): MatchingSolution {
  const whole = toCsr(graph)
  const folded = objective === 'weight' ? foldPendants(whole) : undefined
  if (folded === undefined) return solve(whole, objective, watch)
  const certain = folded.weight.reduce((sum, each) => sum + each, 0)
  return unfolded(folded, solve(folded.graph, objective, watch, certain))
}

/** `certain` is what the graph that this one was folded from is worth more. */
function solve(given: Csr, objective: 'weight' | 'coverage', watch: Watch, certain = 0): MatchingSolution {
  const { goOn } = watch
  const order = localOrder(given)
  const csr = order === undefined ? given : renumber(given, order)
  const state = new MatchingState(given.vertexCount)
  const search = new BlossomSearch(csr, state)
  watch.tell('solve', 0, Infinity)
  jumpStart(csr, state, goOn)
  watch.tell('solve', objective === 'weight' ? matchedWeight(state) + certain : 0, sumOfDuals(state) + certain)
  search.searchAll(goOn)
  if (objective === 'weight') return extractSolution(csr, state, 0, order)
  const lift = liftOf(csr)
  for (let a = 0; a < csr.weight.length; a++) csr.weight[a]! += lift
  state.raiseAll(lift)
  search.searchAll(goOn)
  return extractSolution(csr, state, lift, order)
}

/** No matching weighs more; of a state without blossoms. */
function sumOfDuals({ y2 }: MatchingState): number {
  let doubled = 0
  for (let v = 0; v < y2.length; v++) doubled += y2[v]!
  return doubled / 2
}

/** Matched edges are tight; of a state without blossoms. */
function matchedWeight({ y2, mate }: MatchingState): number {
  let doubled = 0
  for (let v = 0; v < y2.length; v++) if (mate[v]! >= 0) doubled += y2[v]!
  return doubled / 2
}

/** Depends on the vertices that have edges only: more isolated ones change nothing. */
function liftOf(graph: Csr): number {
  const { vertexCount, offset, weight } = graph
  if (weight.length === 0) return 0
  let connected = 0
  for (let v = 0; v < vertexCount; v++) if (offset[v] !== offset[v + 1]) connected++
  let min = Infinity
  let max = -Infinity
  for (let a = 0; a < weight.length; a++) {
    const w = weight[a]!
    if (w < min) min = w
    if (w > max) max = w
  }
  return coverageLift(connected, min, max)
}
