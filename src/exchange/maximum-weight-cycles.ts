import { type EdgeList, MAX_WEIGHT_SUM, validateEdgeList } from '../graph/edge-list.ts'
import { UNWATCHED, type Watch } from '../matching/watch.ts'
import { totalPrice } from '../packing/packing-pool.ts'
import type { PackingSolver } from '../packing/packing-solver.ts'
import { type ArcRows, cycleWeight, toArcRows } from './arc-rows.ts'
import { cappedCycles } from './capped-cycles.ts'
import type { CycleParts } from './cycle-parts.ts'
import { pairCycles } from './pair-cycles.ts'
import type { CyclePrices, CycleSolution } from './solution.ts'
import { uncappedCycles } from './uncapped-cycles.ts'

/**
 * What {@link maximumWeightCycles} may be told.
 *
 * @category model
 * @since 0.1.0
 */
export interface CycleOptions {
  /** Most arcs of a cycle: a whole number, at least 2. As many as there are vertices, or more, is no cap. */
  readonly maxLength: number
  /** Asked for heavier cycles where the search does not end soon; what it throws comes through. The answer may then depend on more than the graph. */
  readonly solver?: PackingSolver | undefined
}

/**
 * Disjoint directed cycles of 2 to `maxLength` arcs with the greatest total weight, with prices that {@link checkCycleCertificate} verifies without trusting this
 * function. `arcs` is a list of arcs from `source` to `target`; of parallel arcs the heaviest counts. Cycles that weigh nothing or less are never chosen. Bounds are exact: all
 * comparisons are in whole numbers. The answer depends only on the graph as given, never on time or chance.
 *
 * A cap of 2 is a matching and no cap an assignment: both polynomial. In between the problem is NP-hard (Abraham, Blum and Sandholm 2007); there it is column generation, then
 * a search among all cycles that can still be part of a better answer. Should those be too many (some 400,000), `bound` stays above `weight`, and both hold.
 *
 * @throws RangeError for a `maxLength` that is not a whole number of at least 2, or that names the arc: ends out of range, self-loops, weights that are not safe integers or
 * so large that sums of them would not be.
 * @example
 * ```ts
 * import { checkCycleCertificate, maximumWeightCycles } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // Three people in a circle, and a fourth who swaps with the first.
 * const arcs = { vertexCount: 4, source: [0, 1, 2, 0, 3], target: [1, 2, 0, 3, 0], weight: [2, 2, 2, 2, 2] }
 * const pairs = maximumWeightCycles(arcs, { maxLength: 2 })
 * assert.strictEqual(pairs.weight, 4)
 * const circle = maximumWeightCycles(arcs, { maxLength: 3 })
 * assert.deepStrictEqual(circle.cycles, [Int32Array.of(0, 1, 2)])
 * assert.strictEqual(circle.weight, 6)
 * assert.strictEqual(circle.bound, 6)
 * assert.deepStrictEqual(checkCycleCertificate(arcs, circle), { valid: true })
 * ```
 * @category cycles
 * @since 0.1.0
 */
export function maximumWeightCycles(arcs: EdgeList, options: CycleOptions): CycleSolution {
  return solveCycles(arcs, options, UNWATCHED)
}

/** {@link maximumWeightCycles}; when `watch` stops it, the cycles are the best found by then, and the bound is one that holds. */
export function solveCycles(arcs: EdgeList, options: CycleOptions, watch: Watch): CycleSolution {
  const maxLength = lengthOf(options)
  validateEdgeList(arcs)
  assertCycleRange(arcs)
  const rows = toArcRows(arcs)
  return finish(rows, maxLength, partsFor(rows, maxLength, watch, options.solver))
}

function partsFor(rows: ArcRows, maxLength: number, watch: Watch, solver: PackingSolver | undefined): CycleParts {
  if (maxLength === 2) return pairCycles(rows, watch)
  const uncapped = uncappedCycles(rows, watch)
  if (uncapped.cycles.every((cycle) => cycle.length <= maxLength)) return uncapped
  return cappedCycles(rows, maxLength, uncapped, watch, solver)
}

function lengthOf(options: CycleOptions): number {
  const maxLength = typeof options === 'object' && options !== null ? options.maxLength : undefined
  if (maxLength === Infinity) return 2 ** 31 - 1
  if (!Number.isSafeInteger(maxLength) || maxLength! < 2)
    throw new RangeError(
      `maxLength: expected a whole number of at least 2, got ${typeof maxLength === 'number' ? maxLength : typeof maxLength}`,
    )
  return maxLength!
}

/** Cycles add up two weights per pair, where matchings have one: half the room. */
function assertCycleRange({ vertexCount, weight }: EdgeList): void {
  const most = Math.floor(MAX_WEIGHT_SUM / 4 / Math.max(vertexCount, 8))
  for (let arc = 0; arc < weight.length; arc++) {
    if (Math.abs(weight[arc]!) > most)
      throw new RangeError(
        `edge ${arc}: weight ${weight[arc]} is too far from zero for ${vertexCount} vertices: sums would leave the safe integers`,
      )
  }
}

function finish(rows: ArcRows, maxLength: number, parts: CycleParts): CycleSolution {
  const { divisor } = rows
  const { unitsPerWeight } = parts
  const cycles = parts.cycles
    .filter((cycle) => cycleWeight(rows, cycle) > 0)
    .map(fromSmallest)
    .toSorted((a, b) => a[0]! - b[0]!)
  let weight = 0
  for (const cycle of cycles) weight += cycleWeight(rows, cycle)
  const bound = divisor * Math.min(Math.floor(totalPrice(parts) / unitsPerWeight), parts.bound ?? Infinity)
  // Prices are given for the weights as they were.
  const branches = parts.branches.map((branch) => ({ ...times(branch, divisor), split: branch.split }))
  const certificate = { ...times(parts, divisor), unitsPerWeight, branches }
  return { cycles, weight: weight * divisor, bound, maxLength, certificate }
}

function times({ dual, oddSets }: CyclePrices, factor: number): CyclePrices {
  if (factor === 1) return { dual, oddSets }
  return {
    dual: dual.map((price) => price * factor),
    oddSets: oddSets.map((set) => ({ members: set.members, dual: set.dual * factor })),
  }
}

function fromSmallest(cycle: Int32Array): Int32Array {
  let at = 0
  for (let i = 1; i < cycle.length; i++) if (cycle[i]! < cycle[at]!) at = i
  return Int32Array.from(cycle, (_, i) => cycle[(at + i) % cycle.length]!)
}
