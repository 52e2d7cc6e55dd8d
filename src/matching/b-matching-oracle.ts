import { type EdgeList, MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import type { FoldedMatching } from './b-matching-fold.ts'
import { greedyBMatching } from './b-matching-greedy.ts'
import type { PairScan } from './b-matching-pairs.ts'
import { solveGrowing } from './b-matching-pricing.ts'
import type { BMatchingSolution } from './b-matching-solution.ts'
import { firstPairsByOracle, guessPricesByOracle } from './b-matching-start.ts'
import type { PairOracle } from './pair-oracle.ts'
import { UNWATCHED, type Watch } from './watch.ts'

/** How the work is cut; the answer is optimal with any of it. */
export interface BOracleOptions {
  /** Pairs that each vertex keeps after the first pass. */
  readonly candidates?: number
  /** Pairs that each vertex keeps of those that violate the duals, in one round. */
  readonly violations?: number
  /** Vertices in the sample from which prices are guessed. */
  readonly sample?: number
  /** From where to start instead: guessed duals, doubled, and pairs that are solved first, each once. */
  readonly start?: { readonly price2x: Float64Array; readonly first: EdgeList }
}

export interface BMatchingOfOracle {
  /** The pairs that were held in the end: what `solution` calls edges. */
  readonly graph: EdgeList
  /** Absent if it was stopped. Holds for all pairs, with the capacities as they were given; see `checkAllBPairs`. */
  readonly solution: BMatchingSolution | undefined
  /** Edges of the best b-matching that was found. */
  readonly chosen: Int32Array
  /** No b-matching weighs more; if it was finished, this is what `chosen` weighs. */
  readonly bound: number
  /** Per round, how many pairs were added because they violated the duals. */
  readonly added: readonly number[]
}

/**
 * A maximum-weight simple b-matching over all pairs that an oracle tells of, of which few are ever held (column generation, as `matchByPricing` for capacity 1):
 * prices are guessed from a sample, one pass keeps the best few pairs of each vertex at those prices, they are solved, and all pairs are
 * looked through for those that violate the duals, until none does. What takes no place for its weight (0 or less) is never chosen.
 *
 * Two passes over all pairs, and one for each round. Memory O(n candidates capacity).
 *
 * @throws RangeError where sums of the weights would leave the safe integers
 */
export function bMatchingOfOracle(
  oracle: PairOracle,
  capacity: Int32Array,
  options: BOracleOptions = {},
  watch: Watch = UNWATCHED,
): BMatchingOfOracle {
  const n = oracle.vertexCount
  const { goOn } = watch
  const sum = capacity.reduce((total, own) => total + own, 0)
  const mean = sum / Math.max(1, n)
  const { candidates, violations, sample } = {
    candidates: 8 + Math.ceil(2 * mean),
    violations: 4 + Math.ceil(mean),
    sample: Math.max(2000, Math.floor(n / 20)),
    ...options,
  }
  let heaviest = 0
  let halves = 0
  for (let v = 0; v < n; v++) {
    const most = oracle.most(v)
    heaviest = Math.max(heaviest, most)
    halves += capacity[v]! * Math.max(0, most)
  }
  let bound = Math.floor(halves / 2)
  watch.tell('guess', 0, bound)
  const price2x = options.start?.price2x ?? guessPricesByOracle(oracle, capacity, sample, goOn)
  watch.tell('choose', 0, bound)
  let graph = options.start?.first ?? firstPairsByOracle(oracle, capacity, price2x, candidates, goOn)
  assertSafeSums(graph, sum, heaviest)
  let chosen: Int32Array | undefined
  watch.tell('solve', 0, bound)
  const solved = solveGrowing(goOn, scanOf(oracle, capacity, goOn), {
    price2x,
    first: graph,
    violations,
    told: (held, matching, most) => {
      assertSafeSums(held, sum, heaviest)
      graph = held
      chosen = Int32Array.from(matching.chosen).sort()
      bound = Math.min(bound, most)
      watch.tell('price', weightOf(held, chosen), bound)
    },
  })
  if (solved === undefined) {
    chosen ??= greedyBMatching(graph, capacity, new Uint8Array(n))
    return { graph, solution: undefined, chosen, bound, added: [] }
  }
  const solution = inEdges(solved.held, solved.matching)
  return { graph: solved.held, solution, chosen: solution.chosen, bound: solution.weight, added: solved.added }
}

/** So many places are taken as they are. */
const FEW_PLACES = 8

/** Places down to two more than there are partners, where there are many: what nobody can take changes nothing, and costs. A row for each vertex with many. */
export function usefulPlaces(oracle: PairOracle, places: Int32Array): Int32Array {
  return places.map((own, v) => (own > FEW_PLACES ? Math.min(own, oracle.row(v) + 2) : own))
}

/** Nobody is taken to have room for all: whoever has, has places that nobody takes, and so a dual of 0. */
function scanOf(oracle: PairOracle, capacity: Int32Array, goOn: () => boolean): PairScan {
  const { vertexCount } = oracle
  return {
    vertexCount,
    capacity,
    unbound: new Uint8Array(vertexCount),
    above: (price2x, tell) => {
      const take = (v: number, u: number, weight: number): void => {
        if (capacity[v]! > 0 && capacity[u]! > 0 && oracle.admits(v, u)) tell(v, u, weight)
      }
      oracle.scan(price2x, take, goOn)
    },
  }
}

/** As in `HeldPairs`. */
function assertSafeSums({ weight }: EdgeList, places: number, heaviest: number): void {
  if (Math.max(8, 2 * weight.length + places) * heaviest <= MAX_WEIGHT_SUM) return
  throw new RangeError(`weights of up to ${heaviest} are too great for ${weight.length} pairs and ${places} places`)
}

function weightOf({ weight }: EdgeList, chosen: Int32Array): number {
  return chosen.reduce((sum, edge) => sum + weight[edge]!, 0)
}

/** Pairs are held each once: they are the edges. */
function inEdges(held: EdgeList, { chosen: pairs, dual2x, upper, blossoms }: FoldedMatching): BMatchingSolution {
  const chosen = Int32Array.from(pairs).sort()
  return {
    chosen,
    weight: weightOf(held, chosen),
    certificate: {
      dual2x,
      upper: {
        edge: Int32Array.from(upper, ({ pair }) => pair),
        dual2x: Float64Array.from(upper, (own) => own.dual2x),
      },
      blossoms: blossoms.map(({ members, crossing, dual2x: own }) => ({
        members,
        crossing: Int32Array.from(crossing),
        dual2x: own,
      })),
      lift: 0,
    },
  }
}
