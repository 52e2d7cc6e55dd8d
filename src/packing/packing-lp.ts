import { BasisFactor } from './basis-factor.ts'
import { SparseColumns } from './sparse-columns.ts'

/** Entries of a changed column that are smaller count as nothing. */
const SMALLEST_STEP = 1e-9
/** How far below 0 a value may come by rounding. */
const SLIP = 1e-10
/** Limits are raised by one to two times this, each row by something else, so that no two rows are exhausted at once. */
const PERTURBATION = 1e-6
/** A reduced cost counts if it is more than this part of the greatest weight. */
const REDUCED_COST_PART = 1e-9
/** Exchanges after which the basis is factored again. */
const MOST_EXCHANGES = 50
/** Steps that it may take to make a basis feasible again, and four more per row. */
const MOST_RESTORING = 200
/** What a pivot of such a step must be at least. */
const SMALLEST_PIVOT = 1e-7
/** Reference weights beyond this say nothing any more. */
const MOST_REFERENCE = 1e12
/** Exchanges between two questions whether to go on. */
const STEPS_PER_QUESTION = 16

/** Neither a column nor a slack. */
const NONE: number = -(2 ** 40)

const ALWAYS: () => boolean = () => true

/**
 * The linear relaxation of a set packing problem, solved again and again while columns come and go:
 *
 * maximise `sum weight[j] * x[j]` over `x >= 0`, such that for each row `r` the columns that hold it add up to its limit at most
 * (1 unless said otherwise).
 *
 * Floating point, so its answers only guide: who wants a bound that holds rounds the duals to whole units and prices all columns again in
 * whole numbers. Deterministic. What was found last is the start of the next solve.
 *
 * Revised primal simplex, with dual steps first if columns have left or rows have come since. Limits differ by tiny amounts (Charnes 1952), which keeps it from going in circles; values are those of the true limits.
 */
export class PackingLp {
  /** Per row, its price after {@link solve}; never negative. Replaced by a longer one when rows are added. */
  dual: Float64Array
  /** Value of the relaxation after {@link solve}. */
  objective = 0
  /** Exchanges so far, over all solves. */
  steps = 0

  private rowCount: number
  private readonly columns: SparseColumns = new SparseColumns()
  private readonly factor: BasisFactor = new BasisFactor()
  /** Per column: its weight, whether it takes part, its place in the basis or -1, its value by the true limits. */
  private weight: Float64Array = new Float64Array(64)
  private active: Uint8Array = new Uint8Array(64)
  private place: Int32Array = new Int32Array(64)
  private result: Float64Array = new Float64Array(64)
  /** and its reduced cost and reference weight, which are kept up to date during a solve. */
  private reduced: Float64Array = new Float64Array(64)
  private reference: Float64Array = new Float64Array(64)
  private slackReference: Float64Array = new Float64Array(0)
  /** During a solve, the columns that take part: ascending, with their entries one after the other. */
  private live: Int32Array = new Int32Array(0)
  private liveStart: Int32Array = new Int32Array(1)
  private liveRow: Int32Array = new Int32Array(0)
  private liveEntry: Float64Array = new Float64Array(0)
  private liveCount = 0
  /** What the row that leaves makes of the columns: `image[i]` belongs to column `touched[i]`, those that are 0 left out. */
  private touched: Int32Array = new Int32Array(0)
  private touchedImage: Float64Array = new Float64Array(0)
  private touchedCount = 0
  /** Per row: its limit, and the place of its slack in the basis or -1. */
  private limit: Float64Array
  private slackPlace: Int32Array
  /** Per place: the basis column (slack of row `r` as `-1 - r`), and its value by the perturbed limits. */
  private basis: Int32Array
  private level: Float64Array
  /** Whether `factor` and `level` belong to `basis`. */
  private isFactored = false
  private greatest = 0

  constructor(rowCount: number) {
    this.rowCount = rowCount
    this.dual = new Float64Array(rowCount)
    this.limit = new Float64Array(rowCount).fill(1)
    this.slackPlace = new Int32Array(rowCount)
    this.basis = new Int32Array(rowCount)
    this.level = new Float64Array(rowCount)
    for (let r = 0; r < rowCount; r++) {
      this.slackPlace[r] = r
      this.basis[r] = -1 - r
    }
  }

  /** Indices given so far: 0 .. columnCount - 1. */
  get columnCount(): number {
    return this.columns.count
  }

  /**
   * Adds a column that holds each of `rows` once (`coefficients[i]` times if given) and returns its index. It takes part in the next solve.
   * A column that is there already may be added again; that is for the caller to avoid.
   */
  addColumn(rows: ArrayLike<number>, weight: number, coefficients?: ArrayLike<number>): number {
    const column = this.columns.add(rows, coefficients)
    if (column === this.weight.length) this.grow()
    this.weight[column] = weight
    this.active[column] = 1
    this.place[column] = -1
    this.greatest = Math.max(this.greatest, Math.abs(weight))
    return column
  }

  /**
   * Adds a row, for instance a cut: `coefficients[i]` times the value of `columns[i]`, added up, is at most `limit` (> 0). Returns its index. Columns
   * that are added later name it among their rows like any other.
   */
  addRow(limit: number, columns: ArrayLike<number>, coefficients: ArrayLike<number>): number {
    const row = this.rowCount++
    this.dual = longer(this.dual, this.rowCount)
    this.limit = longer(this.limit, this.rowCount)
    this.level = longer(this.level, this.rowCount)
    this.slackPlace = longerInts(this.slackPlace, this.rowCount)
    this.basis = longerInts(this.basis, this.rowCount)
    this.limit[row] = limit
    for (let i = 0; i < columns.length; i++) this.columns.extend(columns[i]!, row, coefficients[i]!)
    this.isFactored = false
    this.basis[row] = -1 - row
    this.slackPlace[row] = row
    return row
  }

  /** A column that is not active has value 0. Any number of changes between solves; the next solve starts from where the last one ended. */
  setActive(column: number, active: boolean): void {
    this.active[column] = active ? 1 : 0
  }

  isActive(column: number): boolean {
    return this.active[column] === 1
  }

  /** The basis of the last solve: with {@link startFrom}, where a later solve starts. */
  basisNow(): Int32Array {
    return this.basis.slice()
  }

  /** The next solve starts from a basis that a solve ended with; the slacks of rows that came later join it. */
  startFrom(basis: Int32Array): void {
    for (let r = 0; r < this.rowCount; r++) {
      if (this.basis[r]! >= 0) this.place[this.basis[r]!] = -1
      this.basis[r] = r < basis.length ? basis[r]! : -1 - r
    }
    this.isFactored = false
  }

  /** Value of a column after {@link solve}, 0 .. 1 (within rounding). */
  value(column: number): number {
    return this.result[column]!
  }

  /**
   * Optimal, unless `goOn` (asked every few steps) says false: then the values are feasible, but the duals are not. Or `objective` has fallen below `enough` on the way: then the
   * duals are all but feasible, but the values are not.
   */
  solve(goOn: () => boolean = ALWAYS, enough: number = -Infinity): 'optimal' | 'stopped' | 'enough' {
    const { factor } = this
    const tolerance = REDUCED_COST_PART * Math.max(this.greatest, Number.MIN_VALUE)
    this.gatherLive()
    this.refactor()
    this.price()
    this.reference.fill(1)
    this.slackReference = new Float64Array(this.rowCount).fill(1)
    const image = new Float64Array(this.rowCount)
    const row = new Float64Array(this.rowCount)
    const restored = this.restore(goOn, image, row, enough)
    if (restored === 'enough') {
      this.finish()
      return 'enough'
    }
    let isFresh = restored === 'fresh'
    let status: 'optimal' | 'stopped' = 'optimal'
    for (let step = 0; ; step++) {
      if (step % STEPS_PER_QUESTION === 0 && !goOn()) {
        status = 'stopped'
        break
      }
      const entering = this.entering(tolerance)
      if (entering === NONE) {
        if (isFresh) break
        // Rounding adds up: the prices are found anew before they are believed.
        this.refactor()
        this.price()
        isFresh = true
        continue
      }
      this.imageOf(entering, image)
      const gain = entering < 0 ? -this.dual[-1 - entering]! : this.reduced[entering]!
      const leaving = this.leavingPlace(image)
      if (leaving < 0) {
        // Unbounded cannot be: rounding has spoilt the basis.
        if (isFresh) break
        this.refactor()
        this.price()
        isFresh = true
        continue
      }
      row.fill(0)
      row[leaving] = 1
      factor.solveTransposed(row)
      this.turnRow(row)
      this.update(row, entering, image[leaving]!, gain, this.basis[leaving]!)
      this.exchange(entering, leaving, image)
      isFresh = false
      this.steps++
      if (factor.exchanges >= MOST_EXCHANGES) {
        this.refactor()
        this.price()
        isFresh = true
      }
    }
    this.finish()
    return status
  }

  // -------------------------------------------------------------------------------------
  // steps
  // -------------------------------------------------------------------------------------

  /** What the basis makes of a column or slack. */
  private imageOf(column: number, image: Float64Array): void {
    const { columns } = this
    image.fill(0)
    if (column < 0) image[-1 - column] = 1
    else {
      const end = columns.start[column]! + columns.length[column]!
      for (let i = columns.start[column]!; i < end; i++) image[columns.row[i]!] = columns.entry[i]!
    }
    this.factor.solve(image)
  }

  /**
   * Makes the basis feasible again after columns have left and rows have come: dual simplex steps, each of which takes out the place that is wrong by most. Columns that have come may gain
   * something meanwhile; that is left to the primal steps. Returns whether the prices are fresh, or that the objective has fallen below `enough`. Should it not get there, all starts from slacks.
   */
  private restore(
    goOn: () => boolean,
    image: Float64Array,
    row: Float64Array,
    enough: number,
  ): 'fresh' | 'worn' | 'enough' {
    const { level, basis, active, factor, reduced, dual } = this
    let isFresh = true
    /** Dual reference weights per place. */
    const heft = new Float64Array(this.rowCount).fill(1)
    const most = MOST_RESTORING + 4 * this.rowCount
    let objective = enough === -Infinity ? Infinity : this.dualObjective()
    for (let step = 0; ; step++) {
      let leaving = -1
      let worst = 0
      for (let i = 0; i < level.length; i++) {
        const column = basis[i]!
        const wrong = column >= 0 && active[column] === 0 ? Math.abs(level[i]!) : -level[i]!
        if (wrong <= SLIP || (wrong * wrong) / heft[i]! <= worst) continue
        worst = (wrong * wrong) / heft[i]!
        leaving = i
      }
      if (leaving < 0) break
      if (step > most || (step % STEPS_PER_QUESTION === 0 && !goOn())) return this.startOver()
      row.fill(0)
      row[leaving] = 1
      factor.solveTransposed(row)
      this.turnRow(row)
      const entering = this.enteringFor(row, level[leaving]! > 0 ? 1 : -1)
      if (entering === NONE) return this.startOver()
      this.imageOf(entering, image)
      if (Math.abs(image[leaving]!) < SMALLEST_STEP) return this.startOver()
      const gain = entering < 0 ? -dual[-1 - entering]! : reduced[entering]!
      const pivot = image[leaving]!
      const share = heft[leaving]! / (pivot * pivot)
      if (share > MOST_REFERENCE) heft.fill(1)
      else for (let i = 0; i < heft.length; i++) heft[i] = Math.max(heft[i]!, image[i]! * image[i]! * share)
      heft[leaving] = Math.min(Math.max(share, 1), MOST_REFERENCE)
      objective += (gain / pivot) * level[leaving]!
      this.update(row, entering, pivot, gain, basis[leaving]!)
      this.exchange(entering, leaving, image)
      isFresh = false
      this.steps++
      if (objective < enough) {
        objective = this.dualObjective()
        if (objective < enough) return 'enough'
      }
      if (factor.exchanges >= MOST_EXCHANGES) {
        this.refactor()
        this.price()
        heft.fill(1)
        isFresh = true
      }
    }
    for (let i = 0; i < level.length; i++) if (level[i]! < 0) level[i] = 0
    this.reference.fill(1)
    this.slackReference.fill(1)
    return isFresh ? 'fresh' : 'worn'
  }

  /** Of the duals as they are; those below 0 count as 0. */
  private dualObjective(): number {
    const { dual, limit } = this
    let sum = 0
    for (let r = 0; r < dual.length; r++) if (dual[r]! > 0) sum += dual[r]! * limit[r]!
    return sum
  }

  /** Writes the columns that take part one after the other. */
  private gatherLive(): void {
    const { active, columns } = this
    const { start, length, row, entry, count } = columns
    let size = 0
    let entries = 0
    for (let j = 0; j < count; j++) {
      if (active[j] === 0) continue
      size++
      entries += length[j]!
    }
    if (this.live.length < size) {
      this.live = new Int32Array(2 * size)
      this.liveStart = new Int32Array(2 * size + 1)
      this.touched = new Int32Array(2 * size)
      this.touchedImage = new Float64Array(2 * size)
    }
    if (this.liveRow.length < entries) {
      this.liveRow = new Int32Array(2 * entries)
      this.liveEntry = new Float64Array(2 * entries)
    }
    const { live, liveStart, liveRow, liveEntry } = this
    let next = 0
    let end = 0
    for (let j = 0; j < count; j++) {
      if (active[j] === 0) continue
      live[next++] = j
      const stop = start[j]! + length[j]!
      for (let i = start[j]!; i < stop; i++) {
        liveRow[end] = row[i]!
        liveEntry[end++] = entry[i]!
      }
      liveStart[next] = end
    }
    this.liveCount = size
  }

  /** What a row of the inverse makes of the columns that take part and are not in the basis. */
  private turnRow(row: Float64Array): void {
    const { live, liveStart, liveRow, liveEntry, liveCount, place, touched, touchedImage } = this
    let count = 0
    for (let k = 0, i = 0; k < liveCount; k++) {
      const end = liveStart[k + 1]!
      let value = 0
      for (; i < end; i++) value += liveEntry[i]! * row[liveRow[i]!]!
      if (value === 0 || place[live[k]!]! >= 0) continue
      touched[count] = live[k]!
      touchedImage[count++] = value
    }
    this.touchedCount = count
  }

  private startOver(): 'fresh' {
    const { basis, rowCount, slackPlace } = this
    for (let r = 0; r < rowCount; r++) {
      if (basis[r]! >= 0) this.place[basis[r]!] = -1
      basis[r] = -1 - r
      slackPlace[r] = r
    }
    this.isFactored = false
    this.refactor()
    this.price()
    this.reference.fill(1)
    this.slackReference.fill(1)
    return 'fresh'
  }

  /**
   * The column or slack that comes in for a place whose value has to fall (`sign` 1) or to rise (-1): the one whose reduced cost is the first to become 0. {@link turnRow} comes before.
   */
  private enteringFor(row: Float64Array, sign: number): number {
    const { dual, slackPlace, reduced, touched, touchedImage, touchedCount } = this
    let entering = NONE
    let least = Infinity
    let greatest = 0
    for (let r = 0; r < dual.length; r++) {
      const value = sign * row[r]!
      if (value <= SMALLEST_PIVOT || slackPlace[r]! >= 0) continue
      const ratio = Math.max(0, dual[r]!) / value
      if (ratio > least || (ratio === least && value <= greatest)) continue
      least = ratio
      greatest = value
      entering = -1 - r
    }
    for (let i = 0; i < touchedCount; i++) {
      const value = sign * touchedImage[i]!
      if (value <= SMALLEST_PIVOT) continue
      const j = touched[i]!
      const ratio = Math.max(0, -reduced[j]!) / value
      if (ratio > least || (ratio === least && value <= greatest)) continue
      least = ratio
      greatest = value
      entering = j
    }
    return entering
  }

  private refactor(): void {
    const { basis, level, rowCount, factor } = this
    if (!this.isFactored || factor.exchanges > 0) {
      for (let i = 0; i < rowCount; i++) if (basis[i]! >= 0) this.place[basis[i]!] = -1
      this.slackPlace.fill(-1)
      factor.factor(basis, this.columns)
      for (let i = 0; i < rowCount; i++) {
        const column = basis[i]!
        if (column >= 0) this.place[column] = i
        else this.slackPlace[-1 - column] = i
      }
      this.isFactored = true
    }
    for (let r = 0; r < rowCount; r++) level[r] = this.limit[r]! + PERTURBATION * (1 + scatter(r))
    factor.solve(level)
  }

  /** Duals, and reduced costs of the columns that take part, anew. */
  private price(): void {
    const { dual, basis, reduced, weight, live, liveStart, liveRow, liveEntry, liveCount } = this
    for (let i = 0; i < dual.length; i++) dual[i] = basis[i]! < 0 ? 0 : weight[basis[i]!]!
    this.factor.solveTransposed(dual)
    for (let k = 0, i = 0; k < liveCount; k++) {
      const end = liveStart[k + 1]!
      let value = weight[live[k]!]!
      for (; i < end; i++) value -= liveEntry[i]! * dual[liveRow[i]!]!
      reduced[live[k]!] = value
    }
  }

  /** What gains most by the measure of Devex pricing (Harris 1973); slacks are `-1 - row`. */
  private entering(tolerance: number): number {
    const { dual, slackPlace, slackReference, live, liveCount, place, reduced, reference } = this
    let best = NONE
    let bestScore = 0
    for (let r = 0; r < dual.length; r++) {
      const gain = -dual[r]!
      if (gain <= tolerance || slackPlace[r]! >= 0) continue
      const score = (gain * gain) / slackReference[r]!
      if (score > bestScore) {
        bestScore = score
        best = -1 - r
      }
    }
    for (let k = 0; k < liveCount; k++) {
      const j = live[k]!
      const gain = reduced[j]!
      if (gain <= tolerance || place[j]! >= 0) continue
      const score = (gain * gain) / reference[j]!
      if (score > bestScore) {
        bestScore = score
        best = j
      }
    }
    return best
  }

  /**
   * Duals, reduced costs and reference weights after an exchange; `row` is the row of the inverse that belongs to the column that leaves, and {@link turnRow} has been told it.
   */
  private update(row: Float64Array, entering: number, pivot: number, gain: number, left: number): void {
    const { dual, slackReference, reduced, reference, touched, touchedImage, touchedCount } = this
    const change = gain / pivot
    const old = entering < 0 ? slackReference[-1 - entering]! : reference[entering]!
    let factor = old / (pivot * pivot)
    if (factor > MOST_REFERENCE) {
      // The reference has lost its meaning: a new one.
      reference.fill(1)
      slackReference.fill(1)
      factor = 1
    }
    for (let r = 0; r < dual.length; r++) {
      const value = row[r]!
      if (value === 0) continue
      dual[r]! += change * value
      const score = value * value * factor
      if (score > slackReference[r]!) slackReference[r] = score
    }
    for (let i = 0; i < touchedCount; i++) {
      const value = touchedImage[i]!
      const j = touched[i]!
      reduced[j]! -= change * value
      const score = value * value * factor
      if (score > reference[j]!) reference[j] = score
    }
    if (left < 0) slackReference[-1 - left] = Math.max(factor, 1)
    else {
      // The row of the inverse makes 1 of the column that it belongs to.
      reduced[left] = -change
      reference[left] = Math.max(factor, 1)
    }
  }

  /**
   * Of the basis columns that fall to 0 first, the one whose entry is the safest pivot; -1 if none falls. Columns that are not active leave before they move.
   */
  private leavingPlace(image: Float64Array): number {
    const { level, basis, active } = this
    let least = Infinity
    let leaving = -1
    for (let i = 0; i < image.length; i++) {
      const value = image[i]!
      if (value > SMALLEST_STEP) least = Math.min(least, (Math.max(level[i]!, 0) + SLIP) / value)
      else if (value >= -SMALLEST_STEP) continue
      const column = basis[i]!
      if (column >= 0 && active[column] === 0 && (leaving < 0 || Math.abs(value) > Math.abs(image[leaving]!)))
        leaving = i
    }
    if (leaving >= 0) {
      level[leaving] = 0
      return leaving
    }
    for (let i = 0; i < image.length; i++) {
      const value = image[i]!
      if (value > SMALLEST_STEP && level[i]! / value <= least && (leaving < 0 || value > image[leaving]!)) leaving = i
    }
    if (leaving >= 0 && level[leaving]! < 0) level[leaving] = 0
    return leaving
  }

  private exchange(entering: number, leaving: number, image: Float64Array): void {
    const { level, basis } = this
    const amount = level[leaving]! / image[leaving]!
    for (let i = 0; i < image.length; i++) {
      if (image[i] === 0) continue
      level[i]! -= amount * image[i]!
    }
    level[leaving] = amount
    const old = basis[leaving]!
    if (old >= 0) this.place[old] = -1
    else this.slackPlace[-1 - old] = -1
    basis[leaving] = entering
    if (entering >= 0) this.place[entering] = leaving
    else this.slackPlace[-1 - entering] = leaving
    this.factor.exchange(leaving, image)
  }

  /** Values and objective by the true limits. */
  private finish(): void {
    const { basis, result, dual, limit } = this
    const values = limit.slice(0, this.rowCount)
    this.factor.solve(values)
    result.fill(0)
    for (let i = 0; i < values.length; i++) {
      const column = basis[i]!
      if (column >= 0 && this.active[column] === 1) result[column] = Math.max(0, values[i]!)
    }
    let objective = 0
    for (let r = 0; r < dual.length; r++) {
      if (dual[r]! < 0) dual[r] = 0
      objective += dual[r]! * limit[r]!
    }
    this.objective = objective
  }

  private grow(): void {
    const capacity = 2 * this.weight.length
    this.weight = longer(this.weight, capacity)
    this.result = longer(this.result, capacity)
    this.reduced = longer(this.reduced, capacity)
    this.reference = longer(this.reference, capacity)
    this.place = longerInts(this.place, capacity)
    const active = new Uint8Array(capacity)
    active.set(this.active)
    this.active = active
  }
}

/** A number from 0 to 1 for a row, the same each time, without a pattern. */
function scatter(row: number): number {
  let t = Math.imul(row + 1, 0x9e3779b1)
  t = Math.imul(t ^ (t >>> 15), 0x85ebca6b)
  return ((t ^ (t >>> 13)) >>> 0) / 4294967296
}

function longer(column: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(length)
  larger.set(column)
  return larger
}

function longerInts(column: Int32Array, length: number): Int32Array {
  const larger = new Int32Array(length)
  larger.set(column)
  return larger
}
