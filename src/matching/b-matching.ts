import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { validateCapacity } from './b-matching-capacity.ts'
import { HeldPairs } from './b-matching-pairs.ts'
import { bMatchingByPricing, bMatchingWhile, type BPricingOptions, type PricedBMatching } from './b-matching-pricing.ts'
import type { BMatchingSolution } from './b-matching-solution.ts'
import { type MatchingOptions, objectiveOf } from './objective.ts'

/**
 * A simple b-matching of maximum weight in any graph: each vertex `v` in at most `capacity[v]` chosen edges, no pair of vertices
 * joined twice (of parallel edges only the heaviest counts); with a certificate that {@link checkBMatchingCertificate} verifies
 * without trusting this function. Exact: all arithmetic is in whole numbers. Under `weight`, no edge of negative weight is chosen; under
 * `coverage` the number of chosen edges comes first, then their weight. The answer depends only on the graph as given.
 *
 * By reduction to a matching (see `b-matching-network.ts`), of a few candidates if there are many pairs, to which those are added that the duals do
 * not pay for (see `b-matching-pricing.ts`). Cost as `maximumWeightMatching` on a graph with a vertex per unit of capacity and, for each
 * candidate pair between capacities of 2 and more, two vertices and one edge for each unit of its ends; for other candidates one edge for each
 * unit of their ends' product. Capacities above a vertex's number of partners cost nothing.
 *
 * @throws RangeError for an unknown objective, or that names the edge (as `maximumWeightMatching`) or the vertex: capacities that are not whole
 * numbers, or negative.
 * @example
 * ```ts
 * import { checkBMatchingCertificate, maximumWeightBMatching } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // Vertex 0 can take two partners, all others one.
 * const graph = { vertexCount: 4, source: [0, 0, 0, 2], target: [1, 2, 3, 3], weight: [5, 4, 3, 6] }
 * const solution = maximumWeightBMatching(graph, [2, 1, 1, 1])
 * assert.deepStrictEqual([...solution.chosen], [0, 3])
 * assert.strictEqual(solution.weight, 11)
 * assert.deepStrictEqual(checkBMatchingCertificate(graph, [2, 1, 1, 1], solution), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function maximumWeightBMatching(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  options: MatchingOptions = {},
): BMatchingSolution {
  const objective = objectiveOf(options)
  validateEdgeList(graph)
  validateCapacity(capacity, graph.vertexCount)
  return solveBMatching(graph, capacity, objective)
}

/** As {@link maximumWeightBMatching}, for input that has been checked, with a say in how the work is cut. */
export function solveBMatching(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  objective: 'weight' | 'coverage',
  pricing: BPricingOptions = {},
): BMatchingSolution {
  const pairs = new HeldPairs(graph, capacity, objective)
  return inEdges(graph, pairs, bMatchingByPricing(pairs, pricing))
}

/** A simple b-matching of maximum weight as {@link solveBMatching}; undefined as soon as `goOn` says false. */
export function solveBMatchingWhile(
  goOn: () => boolean,
  graph: EdgeList,
  capacity: ArrayLike<number>,
): BMatchingSolution | undefined {
  const pairs = new HeldPairs(graph, capacity, 'weight')
  const priced = bMatchingWhile(goOn, pairs)
  return priced === undefined ? undefined : inEdges(graph, pairs, priced)
}

function inEdges(graph: EdgeList, pairs: HeldPairs, { held, matching }: PricedBMatching): BMatchingSolution {
  const edgeOf = (pair: number): number => pairs.edgeOf(held.source[pair]!, held.target[pair]!)
  const chosen = Int32Array.from(matching.chosen, edgeOf).sort()
  let weight = 0
  for (const edge of chosen) weight += graph.weight[edge]!
  return {
    chosen,
    weight,
    certificate: {
      dual2x: matching.dual2x,
      upper: {
        edge: Int32Array.from(matching.upper, ({ pair }) => edgeOf(pair)),
        dual2x: Float64Array.from(matching.upper, ({ dual2x }) => dual2x),
      },
      blossoms: matching.blossoms.map(({ members, crossing, dual2x }) => ({
        members,
        crossing: Int32Array.from(crossing, edgeOf),
        dual2x,
      })),
      lift: pairs.lift,
    },
  }
}
