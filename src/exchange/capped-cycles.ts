import type { Watch } from '../matching/watch.ts'
import { toPool } from '../packing/packing-pool.ts'
import { searchPacking } from '../packing/packing-search.ts'
import { type ArcRows, cycleWeight } from './arc-rows.ts'
import { BestPacking, ColumnSet } from './column-set.ts'
import type { CycleParts } from './cycle-parts.ts'
import { CyclePricing } from './cycle-pricing.ts'
import { improve, type ListedCycles } from './neighbourhoods.ts'

/** Of a greatest weight of one, what a cycle must gain in floating point to be worth a column. */
const LEAST_GAIN = 1e-7
/** Cycles per source and round. */
const WANTED = 3
/** First cycles per vertex; they may lose these parts of the greatest weight at the first prices, the second if the first gives fewer than so many per vertex. */
const SOWN = 8
const SOWN_TIGHT = 1e-6
const SOWN_LOOSE = 0.5
const SOWN_ENOUGH = 1
/** How much of the prices with the best bound goes into those that are priced (Wentges 1997): prices of a relaxation with few columns jump about. */
const INERTIA = 0.5
/** Values this close to 1 are fixed by a dive. */
const ALMOST_ONE = 0.999
/** Most units per weight of one. */
const MOST_UNITS = 2 ** 20
/** The bound times the units stays below this. */
const MOST_TOTAL = 2 ** 50
/** Cycles that the last search may have to choose from. */
const MOST_LISTED = 400_000
/** Cycles that improvements choose from. */
const FEW_LISTED = 20_000

/**
 * Cycles of up to `maxLength` arcs, from an answer without a cap (its prices hold here too), by column generation (Abraham, Blum and Sandholm 2007, "Clearing algorithms for barter exchange markets", for the formulation): a linear relaxation over
 * the cycles found so far, and a look for cycles that gain something at its prices, until there are none. Then its value bounds all packings. A dive
 * that fixes cycles one by one gives a good one; cycles too dear to be part of a better one are ruled out, all others are listed, and the search among them is exact.
 */
export function cappedCycles(rows: ArcRows, maxLength: number, start: CycleParts, watch: Watch): CycleParts {
  return new CappedCycles(rows, maxLength, watch).run(start)
}

class CappedCycles {
  private readonly rows: ArcRows
  private readonly maxLength: number
  private readonly watch: Watch
  private readonly pricing: CyclePricing
  private readonly columns: ColumnSet
  private readonly best: BestPacking
  private readonly leastGain: number
  private readonly order: Int32Array
  /** Prices with the best bound so far (in floating point), and that bound. */
  private center: Float64Array
  private bound = Infinity

  constructor(rows: ArcRows, maxLength: number, watch: Watch) {
    this.rows = rows
    this.maxLength = maxLength
    this.watch = watch
    this.pricing = new CyclePricing(rows, maxLength)
    this.columns = new ColumnSet(rows)
    this.best = new BestPacking(rows)
    this.center = new Float64Array(rows.vertexCount)
    this.order = Int32Array.from({ length: rows.vertexCount }, (_, v) => v)
    let heaviest = 0
    for (let a = 0; a < rows.weight.length; a++) if (rows.weight[a]! > heaviest) heaviest = rows.weight[a]!
    this.leastGain = LEAST_GAIN * heaviest
  }

  run(start: CycleParts): CycleParts {
    const { best, columns, maxLength, watch } = this
    this.center = start.dual
    this.bound = sumOf(start.dual)
    const within = start.cycles.filter((cycle) => cycle.length <= maxLength)
    for (const cycle of within) columns.add(Array.from(cycle))
    best.offer(within)
    this.sow()
    best.round(columns)
    this.generate()
    const units = this.unitsFor(this.bound)
    const isFirst = this.center === start.dual
    const dual = isFirst ? start.dual.map((price) => price * units) : this.wholePrices(units)
    const total = sumOf(dual)
    const none = { unitsPerWeight: units, dual, oddSets: [], branches: [] }
    if (Math.floor(total / units) > best.weight && watch.goOn()) this.dive()
    watch.tell('solve', best.weight, Math.floor(total / units))
    if (Math.floor(total / units) <= best.weight || !watch.goOn()) return { ...none, cycles: best.cycles }
    const few = this.listFew(dual, units, total)
    improve(best, few, this.rows.vertexCount, watch.goOn)
    watch.tell('solve', best.weight, Math.floor(total / units))
    if (Math.floor(total / units) <= best.weight || !watch.goOn()) return { ...none, cycles: best.cycles }
    const listed = this.listWithin(dual, units, total - units * (best.weight + 1), MOST_LISTED)
    if (listed === undefined) return { ...none, cycles: best.cycles }
    const { pool, kept } = toPool(this.rows.vertexCount, listed.cycles, listed.weights)
    const { chosen, nodes, bound } = searchPacking(pool, {
      atLeast: best.weight,
      units,
      goOn: watch.goOn,
      prices: dual,
    })
    if (chosen !== undefined) best.offer(chosen.map((j) => listed.cycles[kept[j]!]!))
    return { ...none, branches: nodes, bound, cycles: best.cycles }
  }

  // -------------------------------------------------------------------------------------
  // column generation
  // -------------------------------------------------------------------------------------

  /** First cycles: for each vertex some of the best through it at the prices without a cap. */
  private sow(): void {
    const { pricing, center, order, leastGain, watch } = this
    pricing.isClosed.fill(0)
    pricing.clear()
    pricing.setPrices(center, 1)
    for (const part of [SOWN_TIGHT, SOWN_LOOSE]) {
      for (let i = 0; i < order.length; i++) {
        if (i % 16 === 0 && !watch.goOn()) break
        pricing.search(order[i]!, -part * (leastGain / LEAST_GAIN), SOWN)
      }
      this.columns.take(pricing)
      if (this.columns.cycles.length > SOWN_ENOUGH * order.length) break
    }
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
    const done = this.pass(price, 1, watch.goOn, (source) => {
      const gain = pricing.search(source, leastGain, WANTED)
      if (gain > leastGain) gains += gain
      return true
    })
    const added = this.columns.take(pricing)
    if (!done || !watch.goOn()) return added
    const bound = sumOf(price) + gains
    if (bound < this.bound) {
      this.bound = bound
      this.center = price
    }
    return added
  }

  /** One visit to each vertex, dearest first, which is closed afterwards: the cycles through it are known then. */
  private pass(
    price: Float64Array,
    units: number,
    goOn: () => boolean,
    visit: (source: number) => boolean,
    isTaken?: Uint8Array,
  ): boolean {
    const { pricing, order } = this
    order.sort((a, b) => price[b]! - price[a]! || a - b)
    if (isTaken === undefined) pricing.isClosed.fill(0)
    else pricing.isClosed.set(isTaken)
    pricing.clear()
    pricing.setPrices(price, units)
    // Fewer and fewer vertices are open: now and then it pays to look again what they can gain.
    let next = order.length >> 2
    for (let i = 0; i < order.length; i++) {
      if (i === next) {
        pricing.setPrices(price, units)
        next += Math.max(1, (order.length - next) >> 2)
      }
      if (i % 16 === 0 && !goOn()) return false
      if (!visit(order[i]!)) return false
      pricing.isClosed[order[i]!] = 1
    }
    return true
  }

  // -------------------------------------------------------------------------------------
  // whole numbers
  // -------------------------------------------------------------------------------------

  private unitsFor(bound: number): number {
    let units = MOST_UNITS
    while (units > 1 && units * Math.max(bound, 1) * this.rows.divisor > MOST_TOTAL) units /= 2
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
    this.pass(dual, units, ALWAYS, (source) => {
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
        this.pass(
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
      const listed = this.listWithin(dual, units, reach, FEW_LISTED)
      if (listed !== undefined) return listed
      if (reach <= 0) break
    }
    return this.columns
  }

  /** All cycles that cost `reach` units more than they weigh, or less; undefined if they are more than `most`. */
  private listWithin(dual: Float64Array, units: number, reach: number, most: number): ListedCycles | undefined {
    const { pricing, rows } = this
    const isAll = this.pass(dual, units, this.watch.goOn, (source) => pricing.list(source, -reach, most))
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
