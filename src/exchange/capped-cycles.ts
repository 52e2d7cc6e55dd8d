import type { Watch } from '../matching/watch.ts'
import { toPool } from '../packing/packing-pool.ts'
import type { PackingSearchResult } from '../packing/packing-search.ts'
import { askSolver, type PackingSolver } from '../packing/packing-solver.ts'
import { searchWithHelp } from '../packing/search-with-help.ts'
import { type ArcRows, cycleWeight, rowsOfLength } from './arc-rows.ts'
import { BestPacking, ColumnSet } from './column-set.ts'
import type { CycleParts } from './cycle-parts.ts'
import { CyclePricing } from './cycle-pricing.ts'
import { diveFromPrices } from './descent-dive.ts'
import { FragilePricing } from './fragile-pricing.ts'
import { improve, type ListedCycles } from './neighbourhoods.ts'
import { PriceDescent } from './price-descent.ts'

/** Of a greatest weight of one, what a cycle must gain in floating point to be worth a column. */
const LEAST_GAIN = 1e-7
/** Cycles per source and round. */
const WANTED = 3
/** The descent starts at this part of the greatest weight, halves it at each stage, */
const FIRST_TEMPERATURE = 0.3
/** and ends below the first of these if a stage has gained less than such a part of the bound, and below the second in any case. */
const LOW_TEMPERATURE = 2e-3
const LEAST_PROGRESS = 2e-5
const LAST_TEMPERATURE = 1e-5
const SWEEPS = 40
/** Cycles per source that join the descent, and how many temperatures they may cost too much. */
const JOINING = 8
const NEARLY = 2
/** All cycles are priced after a stage if the last time so many came per vertex, or so many stages have gone by. */
const MANY_JOINED = 0.02
const MOST_UNPRICED = 3
/** Where searches take long, so many times cycles at hand have to do before all are priced. */
const TURNS_PER_LOOK = 4
/** From this temperature on, dives. */
const DIVE_TEMPERATURE = 0.04
/** Stages between two dives. */
const DIVE_STAGES = 2
/** From so many vertices on, improvements come before the relaxation, too. */
const MANY_VERTICES = 4096
/** Stages of improvements then, and otherwise. */
const MANY_STAGES = 4
const FEW_STAGES = 2
/** Values at which cycles join the first relaxation. */
const LEAST_VALUE = 1e-7
/** How much of the prices with the best bound goes into those that are priced (Wentges 1997): prices of a relaxation with few columns jump about. */
const INERTIA = 0.5
/** Values this close to 1 are fixed by a dive. */
const ALMOST_ONE = 0.999
/** Most units per weight of one. */
const MOST_UNITS = 2 ** 20
/** The bound times the units stays below this, and so does what the arcs of two cycles weigh at most. */
const MOST_TOTAL = 2 ** 50
/** Cycles that the last search may have to choose from. */
const MOST_LISTED = 400_000
/** Cycles that improvements choose from. */
const FEW_LISTED = 20_000
const FEW_PER_VERTEX = 6

/**
 * Cycles of up to `maxLength` arcs, from an answer without a cap (its prices hold here too), by column generation (Abraham, Blum and Sandholm 2007, "Clearing algorithms for barter exchange markets", for the formulation): a linear relaxation over
 * the cycles found so far, and a look for cycles that gain something at its prices, until there are none. Then its value bounds all packings. A dive
 * that fixes cycles one by one gives a good one; cycles too dear to be part of a better one are ruled out, all others are listed, and the search among them is exact. `solver` is asked
 * where that search does not end soon, or there are too many to list.
 */
export function cappedCycles(
  rows: ArcRows,
  maxLength: number,
  start: CycleParts,
  watch: Watch,
  solver: PackingSolver | undefined,
): CycleParts {
  return new CappedCycles(rows, maxLength, watch, solver).run(start)
}

class CappedCycles {
  private readonly rows: ArcRows
  private readonly maxLength: number
  private readonly watch: Watch
  private readonly solver: PackingSolver | undefined
  private readonly pricing: CyclePricing
  private readonly columns: ColumnSet
  private readonly best: BestPacking
  private readonly leastGain: number
  /** Prices with the best bound so far (in floating point), and that bound. */
  private center: Float64Array
  private bound = Infinity

  constructor(rows: ArcRows, maxLength: number, watch: Watch, solver: PackingSolver | undefined) {
    this.rows = rows
    this.maxLength = maxLength
    this.watch = watch
    this.solver = solver
    this.pricing = rows.counts === undefined ? new CyclePricing(rows, maxLength) : new FragilePricing(rows, maxLength)
    this.columns = new ColumnSet(rows)
    this.best = new BestPacking(rows)
    this.center = new Float64Array(rows.vertexCount)
    this.leastGain = LEAST_GAIN * rowsOfLength(rows, 2).weight.reduce((most, own) => Math.max(most, own), 0)
  }

  run(start: CycleParts): CycleParts {
    const { best, columns, maxLength, watch } = this
    this.center = start.dual
    this.bound = sumOf(start.dual)
    const within = start.cycles.filter((cycle) => cycle.length <= maxLength)
    for (const cycle of within) columns.add(Array.from(cycle))
    best.offer(within)
    this.descend(within)
    if (
      this.rows.vertexCount > MANY_VERTICES &&
      Math.floor(this.bound + this.leastGain) > best.weight &&
      watch.goOn()
    ) {
      // Many vertices make the relaxation slow: a good answer comes first.
      const early = this.wholePrices(this.unitsFor(this.bound))
      const few = this.listFew(early, this.unitsFor(this.bound), sumOf(early))
      improve(best, few, this.rows.vertexCount, MANY_STAGES, watch.goOn)
      watch.tell('solve', best.weight, this.bound)
    }
    if (Math.floor(this.bound + this.leastGain) > best.weight) this.generate()
    const units = this.unitsFor(this.bound)
    // With lifts, prices of an assignment at the weights of pairs may not hold for longer cycles.
    const isFirst = this.center === start.dual && this.rows.counts === undefined
    const dual = isFirst ? start.dual.map((price) => price * units) : this.wholePrices(units)
    const total = sumOf(dual)
    const none = { unitsPerWeight: units, dual, oddSets: [], branches: [] }
    if (Math.floor(total / units) > best.weight && watch.goOn()) this.dive()
    watch.tell('solve', best.weight, Math.floor(total / units))
    if (Math.floor(total / units) <= best.weight || !watch.goOn()) return { ...none, cycles: best.cycles }
    const few = this.listFew(dual, units, total)
    improve(best, few, this.rows.vertexCount, FEW_STAGES, watch.goOn)
    watch.tell('solve', best.weight, Math.floor(total / units))
    if (Math.floor(total / units) <= best.weight || !watch.goOn()) return { ...none, cycles: best.cycles }
    const listed = this.listWithin(dual, units, total - units * (best.weight + 1), MOST_LISTED)
    if (listed === undefined) {
      if (this.solver !== undefined) this.askAmong(few, this.solver)
      return { ...none, cycles: best.cycles }
    }
    const { nodes, bound } = this.searchListed(listed, dual, units)
    return { ...none, branches: nodes, bound, cycles: best.cycles }
  }

  /** The exact end: the best choice among all cycles that can be part of something better, and its proof. The one place where the finished pool is searched. */
  private searchListed({ cycles, weights }: ListedCycles, dual: Float64Array, units: number): PackingSearchResult {
    const { best, rows, watch } = this
    const { pool, kept } = toPool(rows.vertexCount, cycles, weights)
    const options = { atLeast: best.weight, units, goOn: watch.goOn, prices: dual }
    const result = searchWithHelp(pool, options, this.solver, [])
    if (result.chosen !== undefined) best.offer(result.chosen.map((j) => cycles[kept[j]!]!))
    return result
  }

  /** Cycles of those listed that weigh more than the best, if the solver finds any. */
  private askAmong({ cycles, weights }: ListedCycles, solver: PackingSolver): void {
    const { best, rows, watch } = this
    const { pool, kept } = toPool(rows.vertexCount, cycles, weights)
    const chosen = askSolver(solver, pool, [], best.weight, watch.goOn)
    if (chosen !== undefined) best.offer(chosen.map((j) => cycles[kept[j]!]!))
  }

  // -------------------------------------------------------------------------------------
  // column generation
  // -------------------------------------------------------------------------------------

  /** Prices close to the best there are, and cycles that are worth a column at them; with dives that make good packings. */
  private descend(known: readonly Int32Array[]): void {
    const { pricing, center, watch, best, columns, rows, leastGain } = this
    const heaviest = leastGain / LEAST_GAIN
    const descent = new PriceDescent(rows, center)
    for (const cycle of known) descent.add(cycle)
    let joined = this.join(descent, NEARLY * FIRST_TEMPERATURE * heaviest, center, 0, false)
    let unpriced = 0
    let stage = 0
    for (let part = FIRST_TEMPERATURE; watch.goOn() && part > LAST_TEMPERATURE; part /= 2, stage++) {
      const temperature = part * heaviest
      descent.descend(temperature, SWEEPS, watch.goOn)
      const before = this.bound
      if (joined > MANY_JOINED * rows.vertexCount || ++unpriced > MOST_UNPRICED || part < LOW_TEMPERATURE) {
        const price = descent.price.slice()
        joined = this.join(descent, NEARLY * temperature, price, stage + 1, part < LOW_TEMPERATURE)
        unpriced = 0
        watch.tell('price', best.weight, this.bound)
      }
      const isLast = part < LOW_TEMPERATURE && before - this.bound <= LEAST_PROGRESS * before
      if (isLast || (part < DIVE_TEMPERATURE && (pricing.isDense || stage % DIVE_STAGES === 0)))
        diveFromPrices(descent, temperature, pricing, leastGain, best, watch.goOn)
      if (isLast || Math.floor(this.bound + leastGain) <= best.weight) break
    }
    for (const cycle of best.cycles) columns.add(Array.from(cycle))
    for (let j = 0; j < descent.value.length; j++)
      if (descent.value[j]! >= LEAST_VALUE) columns.add(Array.from(descent.cycles[j]!))
  }

  /** Cycles for a descent: where searches take long mostly those at hand. Returns how many joined. */
  private join(descent: PriceDescent, slack: number, price: Float64Array, turn: number, isLate: boolean): number {
    const { pricing, watch, rows } = this
    if (pricing.isDense && !isLate) {
      pricing.visitAll(price, 1, watch.goOn, (source) => {
        pricing.glean(source, -slack, JOINING, turn)
        return true
      })
      const joined = descent.take(pricing)
      if (joined > MANY_JOINED * rows.vertexCount || turn % TURNS_PER_LOOK !== 0) return joined
    }
    return this.look(descent, slack, price)
  }

  /** Prices all cycles for a descent, and takes note of the bound. Returns how many joined. */
  private look(descent: PriceDescent, slack: number, price: Float64Array): number {
    const { pricing, watch } = this
    let gains = 0
    const done = pricing.visitAll(price, 1, watch.goOn, (source) => {
      gains += Math.max(0, pricing.search(source, -slack, JOINING))
      return true
    })
    const joined = descent.take(pricing)
    if (done) this.note(price, sumOf(price) + gains)
    return joined
  }

  /** Adds cycles until none gains anything, or the bound is reached. */
  private generate(): void {
    const { columns, best, watch } = this
    const { lp } = columns
    let lastValue = -1
    while (watch.goOn()) {
      const status = lp.solve(watch.goOn)
      best.round(columns)
      if (status === 'stopped') break
      watch.tell('price', best.weight, this.bound)
      const rises = lp.objective > lastValue * (1 + 1e-9)
      lastValue = lp.objective
      let added = 0
      if (rises) added = this.round(mixed(lp.dual, this.center))
      if (added === 0) added = this.round(lp.dual.slice(0, this.rows.vertexCount))
      if (added === 0 || Math.floor(this.bound + this.leastGain) <= best.weight) break
      if (this.bound - lp.objective <= 1e-9 * this.bound) break
    }
  }

  /** Prices all cycles: adds those that gain something, and takes note of the bound. Returns how many were added. */
  private round(price: Float64Array): number {
    const { pricing, watch, leastGain } = this
    let gains = 0
    const done = pricing.visitAll(price, 1, watch.goOn, (source) => {
      const gain = pricing.search(source, leastGain, WANTED)
      if (gain > leastGain) gains += gain
      return true
    })
    const added = this.columns.take(pricing)
    if (!done || !watch.goOn()) return added
    this.note(price, sumOf(price) + gains)
    return added
  }

  private note(price: Float64Array, bound: number): void {
    if (bound >= this.bound) return
    this.bound = bound
    this.center = price
  }

  // -------------------------------------------------------------------------------------
  // whole numbers
  // -------------------------------------------------------------------------------------

  private unitsFor(bound: number): number {
    const { divisor, greatest } = this.rows
    const most = Math.max(Math.max(bound, 1) * divisor, 2 * greatest * this.maxLength)
    let units = MOST_UNITS
    while (units > 1 && units * most > MOST_TOTAL) units /= 2
    return units
  }

  /**
   * The prices with the best bound as whole numbers that hold: the price of each source is raised by what closed walks through it gain, those through earlier ones apart.
   * Without this pass there is no bound, so that it is made even if the work has been stopped.
   */
  private wholePrices(units: number): Float64Array {
    const { center, pricing } = this
    const dual = center.map((price) => Math.round(price * units))
    const raised = dual.slice()
    pricing.visitAll(dual, units, ALWAYS, (source) => {
      const gain = pricing.search(source, 0, 0)
      if (gain > 0) raised[source]! += gain
      return true
    })
    return raised
  }

  // -------------------------------------------------------------------------------------
  // disjoint cycles
  // -------------------------------------------------------------------------------------

  /**
   * Fixes the cycles with value 1, or the one with the greatest value, prices what is left and solves again, until nothing is left. Ends early once what is left cannot
   * outweigh what is known.
   */
  private dive(): void {
    const { columns, best, pricing, watch, rows } = this
    const { lp, cycles, weights } = columns
    const isTaken = new Uint8Array(rows.vertexCount)
    const fixed: Int32Array[] = []
    const isFixed = new Set<number>()
    let fixedWeight = 0
    let value = lp.objective
    while (watch.goOn()) {
      let greatest = -1
      const chosen: number[] = []
      for (let j = 0; j < cycles.length; j++) {
        if (!lp.isActive(j) || isFixed.has(j) || weights[j]! <= 0) continue
        if (lp.value(j) >= ALMOST_ONE) chosen.push(j)
        else if (
          lp.value(j) > LEAST_GAIN &&
          (greatest < 0 || isBefore(lp.value(j), weights[j]!, lp.value(greatest), weights[greatest]!))
        )
          greatest = j
      }
      if (chosen.length === 0 && greatest >= 0) chosen.push(greatest)
      if (chosen.length === 0) break
      for (const j of chosen) {
        if (cycles[j]!.some((v) => isTaken[v] === 1)) continue
        isFixed.add(j)
        fixed.push(cycles[j]!)
        fixedWeight += weights[j]!
        for (const v of cycles[j]!) {
          isTaken[v] = 1
          for (const other of columns.through(v)) lp.setActive(other, isFixed.has(other))
        }
      }
      if (lp.solve(watch.goOn) === 'stopped') break
      if (lp.objective < value - this.leastGain) {
        // What was fixed has cost something: perhaps cycles that were of no use before make up for it.
        const price = lp.dual.slice(0, rows.vertexCount)
        for (let v = 0; v < price.length; v++) if (isTaken[v] === 1) price[v] = 0
        pricing.visitAll(
          price,
          1,
          watch.goOn,
          (source) => {
            pricing.search(source, this.leastGain, 1)
            return true
          },
          isTaken,
        )
        if (columns.take(pricing) > 0 && lp.solve(watch.goOn) === 'stopped') break
        value = lp.objective
      }
      best.round(columns)
      if (Math.floor(lp.objective + this.leastGain) <= best.weight) break
    }
    best.offer(fixed)
    for (let j = 0; j < lp.columnCount; j++) lp.setActive(j, true)
    if (fixedWeight > 0) lp.solve(watch.goOn)
  }

  /** Of the cycles that can be part of a better packing those that cost least too much, not too many. */
  private listFew(dual: Float64Array, units: number, total: number): ListedCycles {
    for (let reach = total - units * (this.best.weight + 1); this.watch.goOn(); reach = Math.floor(reach / 2)) {
      const listed = this.listWithin(dual, units, reach, Math.max(FEW_LISTED, FEW_PER_VERTEX * dual.length))
      if (listed !== undefined) return listed
      if (reach <= 0) break
    }
    return this.columns
  }

  /** All cycles that cost `reach` units more than they weigh, or less; undefined if they are more than `most`. */
  private listWithin(dual: Float64Array, units: number, reach: number, most: number): ListedCycles | undefined {
    const { pricing, rows } = this
    const isAll = pricing.visitAll(dual, units, this.watch.goOn, (source) => pricing.list(source, -reach, most))
    const cycles: Int32Array[] = []
    const weights: number[] = []
    let start = 0
    if (isAll) {
      for (const end of pricing.ends) {
        const cycle = Int32Array.from(pricing.found.slice(start, end))
        cycles.push(cycle)
        weights.push(cycleWeight(rows, cycle))
        start = end
      }
    }
    pricing.clear()
    return isAll ? { cycles, weights } : undefined
  }
}

const ALWAYS: () => boolean = () => true

function isBefore(value: number, weight: number, otherValue: number, otherWeight: number): boolean {
  return value > otherValue + LEAST_GAIN || (value > otherValue - LEAST_GAIN && weight > otherWeight)
}

function sumOf(column: Float64Array): number {
  let sum = 0
  for (let i = 0; i < column.length; i++) sum += column[i]!
  return sum
}

function mixed(price: Float64Array, center: Float64Array): Float64Array {
  return center.map((value, v) => INERTIA * value + (1 - INERTIA) * price[v]!)
}
