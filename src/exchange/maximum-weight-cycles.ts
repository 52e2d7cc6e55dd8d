import { type EdgeList, MAX_WEIGHT_SUM, validateEdgeList } from '../graph/edge-list.ts'
import { UNWATCHED, type Watch } from '../matching/watch.ts'
import { totalPrice } from '../packing/packing-pool.ts'
import type { PackingSolver } from '../packing/packing-solver.ts'
import { type ArcRows, cycleWeight, rowsOfLength, toArcRows } from './arc-rows.ts'
import { cappedCycles } from './capped-cycles.ts'
import type { CycleParts } from './cycle-parts.ts'
import { pairCycles } from './pair-cycles.ts'
import type { CyclePrices, CycleSolution, CycleSurvival } from './solution.ts'
import { countsOf, LONGEST_FRAGILE, SURVIVAL_SCALE } from './survival.ts'
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
  /**
   * Probability with which each vertex drops out, from 0 (the default) on and below 1. A cycle falls with the first of its vertices, and what it is likely to be worth is what
   * counts: see {@link CycleSurvival}. Then `maxLength` may be 12 at most.
   */
  readonly fragility?: number | undefined
  /** Asked for heavier cycles where the search does not end soon; what it throws comes through. The answer may then depend on more than the graph. */
  readonly solver?: PackingSolver | undefined
}

/**
 * Disjoint directed cycles of 2 to `maxLength` arcs with the greatest total weight, with prices that {@link checkCycleCertificate} verifies without trusting this
 * function. With a `fragility` it is what is likely to survive that is greatest, in units of 2 ** -20: long cycles then need to be worth their risk. `arcs` is a list of arcs from `source` to `target`; of parallel arcs the heaviest counts. Cycles that weigh nothing or less are never chosen. Bounds are exact: all
 * comparisons are in whole numbers. The answer depends only on the graph as given, never on time or chance.
 *
 * A cap of 2 is a matching and no cap an assignment: both polynomial. In between the problem is NP-hard (Abraham, Blum and Sandholm 2007); there it is column generation, then
 * a search among all cycles that can still be part of a better answer. Should those be too many (some 400,000), `bound` stays above `weight`, and both hold.
 *
 * @throws RangeError for a `maxLength` that is not a whole number of at least 2, or more than 12 with a fragility, for a fragility that is not from 0 on and below 1, or that names the arc: ends out of range, self-loops, weights that are not safe integers or
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
 *
 * // If each of them drops out with probability 0.4, a pair keeps 4 * 0.36 of its weight, the circle 6 * 0.216.
 * const fragile = maximumWeightCycles(arcs, { maxLength: 3, fragility: 0.4 })
 * assert.deepStrictEqual(fragile.cycles, [Int32Array.of(0, 3)])
 * assert.strictEqual(fragile.weight, 4 * Math.round(2 ** 20 * 0.36))
 * assert.deepStrictEqual(checkCycleCertificate(arcs, fragile), { valid: true })
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
  const fragility = fragilityOf(options)
  if (fragility > 0) return solveFragileCycles(arcs, { fragility, scale: SURVIVAL_SCALE, lift: 0 }, options, watch)
  validateEdgeList(arcs)
  assertCycleRange(arcs, 1, 0)
  const rows = toArcRows(arcs)
  return finish(rows, maxLength, partsFor(rows, maxLength, undivided(watch, rows), options.solver))
}

/** {@link solveCycles} for what cycles count by `survival`, whose fragility is more than 0. */
export function solveFragileCycles(
  arcs: EdgeList,
  survival: CycleSurvival,
  { maxLength, solver }: CycleOptions,
  watch: Watch,
): CycleSolution {
  validateEdgeList(arcs)
  const most = Math.max(2, Math.min(maxLength, arcs.vertexCount))
  const counts = countsOf(survival, most)
  assertCycleRange(arcs, counts.factor[2]!, counts.lift)
  const rows = toArcRows(arcs, counts)
  return { ...finish(rows, maxLength, fragileParts(rows, most, undivided(watch, rows), solver)), survival }
}

/** Told what cycles weigh by the rows, tells what they weigh by the list. */
function undivided(watch: Watch, { divisor }: ArcRows): Watch {
  if (divisor === 1) return watch
  return {
    goOn: () => watch.goOn(),
    tell: (phase, value, bound) => watch.tell(phase, value * divisor, bound * divisor),
  }
}

function partsFor(rows: ArcRows, maxLength: number, watch: Watch, solver: PackingSolver | undefined): CycleParts {
  if (maxLength === 2) return pairCycles(rows, watch)
  const uncapped = uncappedCycles(rows, watch)
  if (uncapped.cycles.every((cycle) => cycle.length <= maxLength)) return uncapped
  return cappedCycles(rows, maxLength, uncapped, watch, solver)
}

/** At the weights of pairs no cycle weighs less than it counts, so that an assignment into pairs is the best there is; other assignments give prices to start from. */
function fragileParts(rows: ArcRows, maxLength: number, watch: Watch, solver: PackingSolver | undefined): CycleParts {
  const asPairs = rowsOfLength(rows, 2)
  if (maxLength === 2) return pairCycles(asPairs, watch)
  const uncapped = uncappedCycles(asPairs, watch)
  // With lifts a cycle may count something whose arcs weigh less than nothing: prices for pairs say nothing about it.
  if (rows.counts?.lift === 0 && uncapped.cycles.every((cycle) => cycle.length === 2)) return uncapped
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

function fragilityOf({ fragility, maxLength }: CycleOptions): number {
  if (fragility === undefined) return 0
  if (typeof fragility !== 'number' || !(fragility >= 0 && fragility < 1))
    throw new RangeError(
      `fragility: expected a number from 0 on and below 1, got ${typeof fragility === 'number' ? fragility : typeof fragility}`,
    )
  if (fragility > 0 && maxLength > LONGEST_FRAGILE)
    throw new RangeError(
      `maxLength: expected at most ${LONGEST_FRAGILE} with a fragility, got ${maxLength}: long cycles hardly ever survive`,
    )
  return fragility
}

/** Cycles add up two weights per pair, where matchings have one: half the room. An arc counts `factor` times its weight at most, and `lift`. */
function assertCycleRange({ vertexCount, weight }: EdgeList, factor: number, lift: number): void {
  const most = Math.floor((Math.floor(MAX_WEIGHT_SUM / 4 / Math.max(vertexCount, 8)) - lift) / Math.max(factor, 1))
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
