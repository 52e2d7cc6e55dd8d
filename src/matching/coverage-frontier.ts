import { type Csr, toCsr } from '../graph/csr.ts'
import { coverageLift, type EdgeList, MAX_WEIGHT_SUM, validateEdgeList } from '../graph/edge-list.ts'
import { augmentingPaths, matchAlong } from './alternating-paths.ts'
import type { Frontier, FrontierPoint } from './coverage-frontier-solution.ts'
import { extractSolution } from './extract.ts'
import { jumpStart } from './jump-start.ts'
import { maximumWeightMatching } from './maximum-weight-matching.ts'
import { BlossomSearch } from './search.ts'
import type { MatchingSolution } from './solution.ts'
import { MatchingState } from './state.ts'

/**
 * Where a {@link Frontier} begins: at the greatest weight there is (of the matchings that have it, at those with the most pairs), or
 * at no pairs.
 *
 * @category model
 * @since 0.1.0
 */
export interface FrontierOptions {
  readonly from?: 'heaviest' | 'empty'
}

/**
 * What each further pair costs: exactly the greatest weight for every number of pairs, from the heaviest matching (or from none)
 * up to the most pairs there can be.
 *
 * With `lift` added to every weight, the heaviest matching has the greatest weight for its number of pairs. Two of them that are heaviest under one
 * lift differ in alternating paths and cycles, each of which can be exchanged alone and changes the number of pairs by one at most: so
 * there is one for every number between, on the straight line between the two weights. Hence all differences from one number to the next are
 * whole lifts that never fall, and it is enough to find the lifts where the number changes. They are found by chords (Eisner & Severance 1976,
 * "Mathematical techniques for efficient record segmentation in large shared databases"): between two points, solve with the lift that makes them
 * equally good; either nothing is better and the line between them is the frontier, or a new point is found between. Each solve goes on from the
 * duals of the point to the left, raised by the difference of the lifts.
 *
 * About two such solves for each different lift. Memory O(n) for each open point (few) and what the paths take.
 *
 * @throws RangeError as `maximumWeightMatching` under `coverage`, at half the range of weights.
 * @example
 * ```ts
 * import { checkFrontierPoint, coverageFrontier } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // A path: its middle edge is worth more than both others.
 * const graph = { vertexCount: 4, source: [0, 1, 2], target: [1, 2, 3], weight: [4, 10, 3] }
 * const frontier = coverageFrontier(graph)
 * assert.deepStrictEqual(frontier.points, [
 *   { pairs: 1, weight: 10, lift: 0 },
 *   { pairs: 2, weight: 7, lift: 3 },
 * ])
 * assert.deepStrictEqual([...frontier.mate(2)], [1, 0, 3, 2])
 * assert.deepStrictEqual(checkFrontierPoint(graph, 2, frontier.solution(2)), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function coverageFrontier(graph: EdgeList, options: FrontierOptions = {}): Frontier {
  const from = options.from ?? 'heaviest'
  if (from !== 'heaviest' && from !== 'empty') {
    throw new RangeError(`from: expected "heaviest" or "empty", got ${String(from)}`)
  }
  validateEdgeList(graph)
  assertDoubledRange(graph)
  const { first, points, paths } = new Chords(graph).run(from)
  const at = (pairs: number): FrontierPoint => {
    const point = points[pairs - points[0]!.pairs]
    if (point !== undefined) return point
    throw new RangeError(`pairs: expected ${points[0]!.pairs} to ${points.at(-1)!.pairs}, got ${String(pairs)}`)
  }
  const mate = (pairs: number): Int32Array => {
    const count = at(pairs).pairs - points[0]!.pairs
    const mates = first.slice()
    for (let i = 0; i < count; i++) matchAlong(mates, paths[i]!)
    return mates
  }
  // Any optimal duals prove any optimal matching.
  const solution = (pairs: number): MatchingSolution => {
    const { weight, lift } = at(pairs)
    const { certificate } = maximumWeightMatching(lifted(graph, lift))
    return { mate: mate(pairs), weight, certificate: { ...certificate, lift } }
  }
  const last = (): MatchingSolution => {
    const { pairs, weight } = points.at(-1)!
    return {
      mate: mate(pairs),
      weight,
      certificate: maximumWeightMatching(graph, { objective: 'coverage' }).certificate,
    }
  }
  return { points, mate, solution, last }
}

function lifted(graph: EdgeList, lift: number): EdgeList {
  return { ...graph, weight: Float64Array.from(graph.weight, (w) => w + lift) }
}

/** Twice the numbers of `coverage` must be safe. The graph is valid. */
function assertDoubledRange({ vertexCount, weight }: EdgeList): void {
  let least = Infinity
  let greatest = -Infinity
  for (let edge = 0; edge < weight.length; edge++) {
    const w = weight[edge]!
    if (w >= least && w <= greatest) continue
    if (w < least) least = w
    if (w > greatest) greatest = w
    const largest = Math.max(-least, greatest + coverageLift(vertexCount, least, greatest))
    if (2 * Math.max(vertexCount, 8) * largest > MAX_WEIGHT_SUM) {
      throw new RangeError(
        `edge ${edge}: weight ${w} is too far from zero for a frontier of ${vertexCount} vertices: sums would leave the safe integers`,
      )
    }
  }
}

interface Found {
  /** Doubled. */
  readonly lift2x: number
  readonly pairs: number
  /** Doubled, without the lift. */
  readonly weight2x: number
  readonly mate: Int32Array
  readonly state: MatchingState
}

interface Chain {
  readonly first: Int32Array
  readonly points: readonly FrontierPoint[]
  /** `paths[i]` leads from the matching of point `i` to that of point `i + 1`. */
  readonly paths: readonly Int32Array[]
}

/**
 * Weights and lifts are doubled: all differences between neighbouring points are even then, and under an odd lift only one number of
 * pairs is the best.
 */
class Chords {
  private readonly graph: Csr
  /** The lift that the weights of `graph` have at present. */
  private lift2x = 0
  private readonly mostLift2x: number
  private readonly greatest: number

  constructor(edges: EdgeList) {
    this.graph = toCsr(edges)
    const { weight } = this.graph
    let least = Infinity
    let greatest = -Infinity
    for (let a = 0; a < weight.length; a++) {
      const w = weight[a]!
      if (w < least) least = w
      if (w > greatest) greatest = w
      weight[a] = 2 * w
    }
    this.greatest = weight.length === 0 ? 0 : greatest
    this.mostLift2x = weight.length === 0 ? 0 : 2 * coverageLift(edges.vertexCount, least, greatest)
  }

  run(from: 'heaviest' | 'empty'): Chain {
    let left = from === 'empty' ? this.empty() : this.heaviest()
    const first = left.mate
    const mate = first.slice()
    const points = [{ pairs: left.pairs, weight: left.weight2x / 2, lift: from === 'empty' ? left.lift2x / 2 : 0 }]
    const paths: Int32Array[] = []
    // Points to the right that are known, the nearest last. Chords halve quickly, as lifts are whole: there never are many.
    const right = [this.raised(left, this.mostLift2x)]
    for (let next = right.pop(); next !== undefined; next = right.pop()) {
      const between = this.between(left, next)
      if (between !== undefined) {
        right.push(next, between)
        continue
      }
      const steps = next.pairs - left.pairs
      const better = augmentingPaths(mate, next.mate)
      for (let i = 0; i < steps; i++) {
        matchAlong(mate, better[i]!)
        paths.push(better[i]!)
        const lift = (left.weight2x - next.weight2x) / 2 / steps
        const { pairs, weight } = points.at(-1)!
        points.push({ pairs: pairs + 1, weight: weight - lift, lift })
      }
      left = next
    }
    return { first, points, paths }
  }

  /** A point above the chord of two others, or `undefined` if there is none. */
  private between(left: Found, right: Found): Found | undefined {
    const steps = right.pairs - left.pairs
    if (steps <= 1) return undefined
    const drop = left.weight2x - right.weight2x
    const whole = drop % (2 * steps) === 0
    const lift2x = whole ? drop / steps : 2 * Math.floor(drop / (2 * steps)) + 1
    const found = this.raised(left, lift2x)
    const above = found.weight2x + lift2x * found.pairs > left.weight2x + lift2x * left.pairs
    return above ? found : undefined
  }

  private empty(): Found {
    const n = this.graph.vertexCount
    const lift2x = -2 * Math.max(0, this.greatest)
    return { lift2x, pairs: 0, weight2x: 0, mate: new Int32Array(n).fill(-1), state: new MatchingState(n) }
  }

  private heaviest(): Found {
    const state = new MatchingState(this.graph.vertexCount)
    this.setLift(1)
    jumpStart(this.graph, state)
    return this.finished(state)
  }

  private raised(start: Found, lift2x: number): Found {
    const state = start.state.copy()
    this.setLift(lift2x)
    state.raiseAll(lift2x - start.lift2x)
    return this.finished(state)
  }

  private finished(state: MatchingState): Found {
    const { lift2x } = this
    new BlossomSearch(this.graph, state).searchAll()
    const { mate, weight } = extractSolution(this.graph, state, lift2x)
    let pairs = 0
    for (let v = 0; v < mate.length; v++) if (mate[v]! > v) pairs++
    return { lift2x, pairs, weight2x: weight, mate, state }
  }

  private setLift(lift2x: number): void {
    const { weight } = this.graph
    const more = lift2x - this.lift2x
    for (let a = 0; a < weight.length; a++) weight[a]! += more
    this.lift2x = lift2x
  }
}
