import { coverageLift, type EdgeList, MAX_WEIGHT_SUM, validateEdgeList } from '../graph/edge-list.ts'
import { maximumWeightBMatching } from './b-matching.ts'
import { validateCapacity } from './b-matching-capacity.ts'
import type { BMatchingCertificate, BMatchingSolution } from './b-matching-solution.ts'
import { differencesOf } from './b-mixture.ts'
import type { BFrontier } from './b-coverage-frontier-solution.ts'
import type { FrontierPoint } from './coverage-frontier-solution.ts'

/** Heaviest under one lift. */
interface Found {
  readonly chosen: Int32Array
  /** Without the lift. */
  readonly weight: number
}

/** The certificate for a lift, with all weights doubled. */
interface Proven extends Found {
  readonly certificate: BMatchingCertificate
}

/**
 * What each further pair costs where vertices take several partners: exactly the greatest weight of a b-matching for every number of pairs, from the heaviest (of
 * those that have its weight, one with the most pairs) up to the most pairs there can be. What {@link coverageFrontier} is for matchings, and by the same
 * chords: two b-matchings that are heaviest under one lift differ in alternating trails, each of which can be exchanged alone and changes the number of
 * pairs by one at most. No pair of vertices may stand in two rows.
 *
 * About two solves as `maximumWeightBMatching` for each different lift; nothing is carried over from one to the next.
 *
 * @throws RangeError as `maximumWeightBMatching` under `coverage`, at half the range of weights; for rows of one pair.
 * @example
 * ```ts
 * import { bCoverageFrontier, checkBFrontier } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // Vertex 1 has two places, all others one. Three pairs leave out the best one.
 * const graph = { vertexCount: 5, source: [0, 1, 1, 2], target: [1, 2, 3, 4], weight: [4, 10, 3, 1] }
 * const frontier = bCoverageFrontier(graph, [1, 2, 1, 1, 1])
 * assert.deepStrictEqual(frontier.points, [
 *   { pairs: 2, weight: 14, lift: 0 },
 *   { pairs: 3, weight: 8, lift: 6 },
 * ])
 * assert.deepStrictEqual([...frontier.chosen(3)], [0, 2, 3])
 * assert.deepStrictEqual(checkBFrontier(graph, [1, 2, 1, 1, 1], frontier), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function bCoverageFrontier(graph: EdgeList, capacity: ArrayLike<number>): BFrontier {
  validateEdgeList(graph)
  validateCapacity(capacity, graph.vertexCount)
  assertRange(graph, capacity)
  const chords = new BChords(graph, capacity)
  const { first, points, trails, certificates } = chords.run()
  const at = (pairs: number): number => {
    const i = pairs - points[0]!.pairs
    if (points[i] !== undefined) return i
    throw new RangeError(`pairs: expected ${points[0]!.pairs} to ${points.at(-1)!.pairs}, got ${String(pairs)}`)
  }
  const chosen = (pairs: number): Int32Array => {
    const isIn = new Set(first)
    for (const trail of trails.slice(0, at(pairs))) toggle(isIn, trail)
    return Int32Array.from(isIn).sort()
  }
  const { weight, pairs: most } = points.at(-1)!
  return {
    points,
    chosen,
    certificate: (pairs) => certificates[at(pairs)]!,
    last: { chosen: chosen(most), weight, certificate: chords.last.certificate },
  }
}

function toggle(isIn: Set<number>, edges: readonly number[]): void {
  for (const e of edges) if (!isIn.delete(e)) isIn.add(e)
}

/** Twice the numbers of `coverage` must be safe, and rows must be of different pairs. The graph is valid. */
function assertRange({ vertexCount: n, source, target, weight }: EdgeList, capacity: ArrayLike<number>): void {
  const joined = new Set<number>()
  let [least, greatest, places] = [Infinity, -Infinity, 0]
  const degree = new Int32Array(n)
  for (let e = 0; e < weight.length; e++) {
    const [low, high] = [Math.min(source[e]!, target[e]!), Math.max(source[e]!, target[e]!)]
    if (joined.has(low * n + high)) throw new RangeError(`edge ${e}: vertices ${low} and ${high} stand in two rows`)
    joined.add(low * n + high)
    least = Math.min(least, weight[e]!)
    greatest = Math.max(greatest, weight[e]!)
    degree[low]!++
    degree[high]!++
  }
  for (let v = 0; v < n; v++) places += Math.min(degree[v]!, capacity[v]!)
  if (weight.length === 0) return
  const largest = Math.max(-least, greatest + coverageLift(places, least, greatest))
  if (2 * Math.max(8, 2 * weight.length + places) * largest > MAX_WEIGHT_SUM) {
    throw new RangeError(
      `weights from ${least} to ${greatest} are too far apart for a frontier: sums would leave the safe integers`,
    )
  }
}

/** Weights and lifts are doubled: under an odd lift only one number of pairs is the best. */
class BChords {
  /** The most pairs, and of those the heaviest. */
  readonly last: BMatchingSolution
  private readonly graph: EdgeList
  private readonly capacity: ArrayLike<number>

  constructor(graph: EdgeList, capacity: ArrayLike<number>) {
    this.graph = graph
    this.capacity = capacity
    this.last = maximumWeightBMatching(graph, capacity, { objective: 'coverage' })
  }

  run(): {
    readonly first: Int32Array
    readonly points: readonly FrontierPoint[]
    /** `trails[i]` leads from point `i` to point `i + 1`. */
    readonly trails: readonly (readonly number[])[]
    readonly certificates: readonly BMatchingCertificate[]
  } {
    const { graph } = this
    // Half a unit for each pair decides between equals, and nothing else: neighbouring points differ by whole weights.
    let left: Found = this.solve(1)
    const first = left.chosen
    const points: FrontierPoint[] = [{ pairs: first.length, weight: left.weight, lift: 0 }]
    const trails: (readonly number[])[] = []
    const certificates = [this.solve(0).certificate]
    const now = new Set(first)
    const right: Found[] = [this.last]
    for (let next = right.pop(); next !== undefined; next = right.pop()) {
      const steps = next.chosen.length - left.chosen.length
      if (steps <= 0) continue
      const drop = left.weight - next.weight
      const whole = drop % steps === 0
      const lift2x = whole ? (2 * drop) / steps : 2 * Math.floor(drop / steps) + 1
      const found = this.solve(lift2x)
      if (2 * found.weight + lift2x * found.chosen.length > 2 * left.weight + lift2x * left.chosen.length) {
        right.push(next, found)
        continue
      }
      const more = differencesOf(
        graph,
        Int32Array.from(now).sort(),
        next.chosen,
        () => 0,
        () => true,
      )
      for (const { edges } of more.filter(({ gain }) => gain > 0).slice(0, steps)) {
        toggle(now, edges)
        trails.push(edges)
        certificates.push(found.certificate)
        const { pairs, weight } = points.at(-1)!
        points.push({ pairs: pairs + 1, weight: weight - lift2x / 2, lift: lift2x / 2 })
      }
      left = next
    }
    return { first, points, trails, certificates }
  }

  private solve(lift2x: number): Proven {
    const { graph, capacity } = this
    const weight = Float64Array.from(graph.weight, (w) => 2 * w + lift2x)
    const { chosen, weight: lifted, certificate } = maximumWeightBMatching({ ...graph, weight }, capacity)
    return { chosen, weight: (lifted - lift2x * chosen.length) / 2, certificate }
  }
}
