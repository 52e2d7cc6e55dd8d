import type { SparseColumns } from './sparse-columns.ts'

/** A pivot smaller than this counts as nothing: the column depends on those before it. */
const SMALLEST_PIVOT = 1e-9
/** Of the rows whose entry is at least this part of the greatest, the one with the fewest columns becomes the pivot. */
const PIVOT_THRESHOLD = 0.1
/** What rounding leaves of a zero. */
const DUST = 1e-13

/** A growing pair of columns: rows and entries, cut into pieces by `start`. */
class Pieces {
  count = 0
  start: Int32Array = new Int32Array(64)
  row: Int32Array = new Int32Array(256)
  entry: Float64Array = new Float64Array(256)
  /** Where the next entry goes. */
  end = 0

  clear(): void {
    this.count = 0
    this.end = 0
  }

  push(row: number, entry: number): void {
    if (this.end === this.row.length) {
      const grownRow = new Int32Array(2 * this.end)
      const grownEntry = new Float64Array(2 * this.end)
      grownRow.set(this.row)
      grownEntry.set(this.entry)
      this.row = grownRow
      this.entry = grownEntry
    }
    this.row[this.end] = row
    this.entry[this.end++] = entry
  }

  /** Ends the piece that was pushed. */
  close(): void {
    if (this.count + 2 > this.start.length) {
      const grown = new Int32Array(2 * this.start.length)
      grown.set(this.start)
      this.start = grown
    }
    this.start[++this.count] = this.end
  }
}

/**
 * The inverse of a square basis as a product: sparse triangular factors, then one elementary column per exchange since (product form). A basis
 * column stands at the place of the row it is the pivot of; the slack of row `r` is written `-1 - r`, other columns by their index.
 *
 * Bases of packing problems are all but triangular: columns and rows with one entry left are taken first, without fill; what remains (the nucleus)
 * goes column by column through a left-looking elimination (Gilbert & Peierls 1988), fewest entries first.
 */
export class BasisFactor {
  /** Exchanges since the last factorisation. */
  exchanges = 0
  private rowCount = 0
  /** Pivot row of each step of the elimination, */
  private pivotRow: Int32Array = new Int32Array(0)
  /** and the pivot itself. */
  private pivot: Float64Array = new Float64Array(0)
  private readonly lower: Pieces = new Pieces()
  /** Pivot row of each piece of `lower`; most steps have none. */
  private lowerRow: Int32Array = new Int32Array(0)
  private readonly upper: Pieces = new Pieces()
  private readonly eta: Pieces = new Pieces()
  private etaRow: Int32Array = new Int32Array(256)
  private etaPivot: Float64Array = new Float64Array(256)

  /** Entries that every solve passes: when they have doubled since the factorisation it is time for the next. */
  get size(): number {
    return this.lower.end + this.upper.end + this.eta.end
  }

  /**
   * Factors the basis, and moves its columns to the places of their pivot rows. A column that depends on the others is replaced by the slack of a row
   * that no other column is the pivot of; returns how many were.
   */
  factor(basis: Int32Array, columns: SparseColumns): number {
    const m = basis.length
    this.rowCount = m
    if (this.pivotRow.length < m) {
      this.pivotRow = new Int32Array(m)
      this.pivot = new Float64Array(m)
      this.lowerRow = new Int32Array(m)
    }
    this.lower.clear()
    this.upper.clear()
    this.eta.clear()
    this.exchanges = 0
    const { start, length, row: rows, entry } = columns
    const { lower, upper, pivotRow, pivot, lowerRow } = this
    const given = basis.slice()
    /** Whether a row is the pivot of a step. */
    const taken = new Uint8Array(m)
    let step = 0
    const structural: number[] = []
    for (let i = 0; i < m; i++) {
      const column = given[i]!
      if (column >= 0) structural.push(column)
      else {
        const r = -1 - column
        taken[r] = 1
        basis[r] = column
        pivotRow[step] = r
        pivot[step++] = 1
        upper.close()
      }
    }
    const size = structural.length
    /** Per structural column, entries in rows not taken; -1 once it has its pivot. */
    const left = new Int32Array(size)
    const rowLeft = new Int32Array(m)
    const rowStart = new Int32Array(m + 1)
    for (let s = 0; s < size; s++) {
      const j = structural[s]!
      const end = start[j]! + length[j]!
      for (let i = start[j]!; i < end; i++) {
        const r = rows[i]!
        if (taken[r] !== 0) continue
        left[s]!++
        rowLeft[r]!++
      }
    }
    for (let r = 0; r < m; r++) rowStart[r + 1] = rowStart[r]! + rowLeft[r]!
    const fill = rowStart.slice(0, m)
    const inRow = new Int32Array(rowStart[m]!)
    /** Columns (from 0) and rows (as -1 - row) with one entry left. */
    const single: number[] = []
    for (let s = 0; s < size; s++) {
      const j = structural[s]!
      const end = start[j]! + length[j]!
      for (let i = start[j]!; i < end; i++) if (taken[rows[i]!] === 0) inRow[fill[rows[i]!]!++] = s
      if (left[s] === 1) single.push(s)
    }
    for (let r = 0; r < m; r++) if (rowLeft[r] === 1) single.push(-1 - r)

    for (let next = 0; next < single.length; next++) {
      let s = single[next]!
      let r = -1
      if (s >= 0) {
        if (left[s] !== 1) continue
        const end = start[structural[s]!]! + length[structural[s]!]!
        for (let i = start[structural[s]!]!; i < end; i++) if (taken[rows[i]!] === 0) r = rows[i]!
      } else {
        r = -1 - s
        if (taken[r] !== 0 || rowLeft[r] !== 1) continue
        s = -1
        for (let i = rowStart[r]!; i < rowStart[r + 1]!; i++) if (left[inRow[i]!]! >= 0) s = inRow[i]!
        if (s < 0) continue
      }
      const j = structural[s]!
      const end = start[j]! + length[j]!
      let value = 0
      for (let i = start[j]!; i < end; i++) if (rows[i] === r) value = entry[i]!
      const hadOthers = left[s]! > 1
      for (let i = start[j]!; i < end; i++) {
        const other = rows[i]!
        if (other === r) continue
        if (taken[other] !== 0) upper.push(other, entry[i]!)
        else {
          lower.push(other, entry[i]! / value)
          if (--rowLeft[other]! === 1) single.push(-1 - other)
        }
      }
      upper.close()
      if (hadOthers) {
        lowerRow[lower.count] = r
        lower.close()
      }
      taken[r] = 1
      left[s] = -1
      basis[r] = j
      pivotRow[step] = r
      pivot[step++] = value
      for (let i = rowStart[r]!; i < rowStart[r + 1]!; i++) {
        const other = inRow[i]!
        if (left[other]! > 0 && --left[other]! === 1) single.push(other)
      }
    }
    return this.factorNucleus(basis, columns, structural, left, taken, rowLeft, step)
  }

  private factorNucleus(
    basis: Int32Array,
    columns: SparseColumns,
    structural: readonly number[],
    left: Int32Array,
    taken: Uint8Array,
    rowLeft: Int32Array,
    firstStep: number,
  ): number {
    const m = this.rowCount
    const { start, length, row: rows, entry } = columns
    const { lower, upper, pivotRow, pivot, lowerRow } = this
    let step = firstStep
    const nucleus: number[] = []
    for (let s = 0; s < structural.length; s++) if (left[s]! >= 0) nucleus.push(s)
    nucleus.sort((a, b) => left[a]! - left[b]! || a - b)
    const firstLower = lower.count
    /** The column at hand, by rows. */
    const work = new Float64Array(m)
    const touched = new Int32Array(m)
    const isTouched = new Uint8Array(m)
    let replaced = 0
    for (const s of nucleus) {
      const j = structural[s]!
      let count = 0
      const end = start[j]! + length[j]!
      for (let i = start[j]!; i < end; i++) {
        const r = rows[i]!
        work[r] = entry[i]!
        isTouched[r] = 1
        touched[count++] = r
        rowLeft[r]!--
      }
      for (let piece = firstLower; piece < lower.count; piece++) {
        const value = work[lowerRow[piece]!]!
        if (value === 0) continue
        const pieceEnd = lower.start[piece + 1]!
        for (let i = lower.start[piece]!; i < pieceEnd; i++) {
          const r = lower.row[i]!
          work[r]! -= lower.entry[i]! * value
          if (isTouched[r] === 0) {
            isTouched[r] = 1
            touched[count++] = r
          }
        }
      }
      let greatest = 0
      for (let i = 0; i < count; i++) {
        const r = touched[i]!
        if (taken[r] === 0) greatest = Math.max(greatest, Math.abs(work[r]!))
      }
      let chosen = -1
      if (greatest > SMALLEST_PIVOT) {
        for (let i = 0; i < count; i++) {
          const r = touched[i]!
          if (taken[r] !== 0 || Math.abs(work[r]!) < PIVOT_THRESHOLD * greatest) continue
          if (chosen < 0 || rowLeft[r]! < rowLeft[chosen]! || (rowLeft[r] === rowLeft[chosen] && r < chosen)) chosen = r
        }
      }
      if (chosen < 0) replaced++
      else {
        const value = work[chosen]!
        let below = false
        for (let i = 0; i < count; i++) {
          const r = touched[i]!
          if (r === chosen || Math.abs(work[r]!) < DUST) continue
          if (taken[r] !== 0) upper.push(r, work[r]!)
          else {
            below = true
            lower.push(r, work[r]! / value)
          }
        }
        upper.close()
        if (below) {
          lowerRow[lower.count] = chosen
          lower.close()
        }
        taken[chosen] = 1
        basis[chosen] = j
        pivotRow[step] = chosen
        pivot[step++] = value
      }
      for (let i = 0; i < count; i++) {
        work[touched[i]!] = 0
        isTouched[touched[i]!] = 0
      }
    }
    for (let r = 0; r < m; r++) {
      if (taken[r] !== 0) continue
      basis[r] = -1 - r
      pivotRow[step] = r
      pivot[step++] = 1
      upper.close()
    }
    return replaced
  }

  /** Solves `basis * x = given` in place: `vector` by rows becomes `x` by the places of the basis columns. */
  solve(vector: Float64Array): void {
    const { lower, upper, eta, lowerRow, pivotRow, pivot, etaRow, etaPivot } = this
    for (let piece = 0; piece < lower.count; piece++) {
      const value = vector[lowerRow[piece]!]!
      if (value === 0) continue
      const end = lower.start[piece + 1]!
      for (let i = lower.start[piece]!; i < end; i++) vector[lower.row[i]!]! -= lower.entry[i]! * value
    }
    for (let step = this.rowCount - 1; step >= 0; step--) {
      const r = pivotRow[step]!
      if (vector[r] === 0) continue
      const value = vector[r]! / pivot[step]!
      vector[r] = value
      const end = upper.start[step + 1]!
      for (let i = upper.start[step]!; i < end; i++) vector[upper.row[i]!]! -= upper.entry[i]! * value
    }
    for (let piece = 0; piece < eta.count; piece++) {
      const r = etaRow[piece]!
      if (vector[r] === 0) continue
      const value = vector[r]! / etaPivot[piece]!
      vector[r] = value
      const end = eta.start[piece + 1]!
      for (let i = eta.start[piece]!; i < end; i++) vector[eta.row[i]!]! -= eta.entry[i]! * value
    }
  }

  /** Solves `y * basis = given` in place: `vector` by places becomes `y` by rows. */
  solveTransposed(vector: Float64Array): void {
    const { lower, upper, eta, lowerRow, pivotRow, pivot, etaRow, etaPivot } = this
    for (let piece = eta.count - 1; piece >= 0; piece--) {
      const r = etaRow[piece]!
      let value = vector[r]!
      const end = eta.start[piece + 1]!
      for (let i = eta.start[piece]!; i < end; i++) value -= eta.entry[i]! * vector[eta.row[i]!]!
      vector[r] = value / etaPivot[piece]!
    }
    for (let step = 0; step < this.rowCount; step++) {
      const r = pivotRow[step]!
      let value = vector[r]!
      const end = upper.start[step + 1]!
      for (let i = upper.start[step]!; i < end; i++) value -= upper.entry[i]! * vector[upper.row[i]!]!
      vector[r] = value / pivot[step]!
    }
    for (let piece = lower.count - 1; piece >= 0; piece--) {
      const r = lowerRow[piece]!
      let value = vector[r]!
      const end = lower.start[piece + 1]!
      for (let i = lower.start[piece]!; i < end; i++) value -= lower.entry[i]! * vector[lower.row[i]!]!
      vector[r] = value
    }
  }

  /** The basis column at place `r` is exchanged for one that the present basis turns into `image` (by {@link solve}). */
  exchange(r: number, image: Float64Array): void {
    const { eta } = this
    if (this.exchanges === this.etaRow.length) {
      const grownRow = new Int32Array(2 * this.exchanges)
      const grownPivot = new Float64Array(2 * this.exchanges)
      grownRow.set(this.etaRow)
      grownPivot.set(this.etaPivot)
      this.etaRow = grownRow
      this.etaPivot = grownPivot
    }
    for (let i = 0; i < this.rowCount; i++) {
      const value = image[i]!
      if (i !== r && (value > DUST || value < -DUST)) eta.push(i, value)
    }
    this.etaRow[this.exchanges] = r
    this.etaPivot[this.exchanges++] = image[r]!
    eta.close()
  }
}
