/** A matrix by columns that grows at the end: column `j` is `length[j]` rows and entries from `start[j]` on. */
export class SparseColumns {
  count = 0
  start: Int32Array = new Int32Array(64)
  length: Int32Array = new Int32Array(64)
  row: Int32Array = new Int32Array(256)
  entry: Float64Array = new Float64Array(256)
  private end = 0

  /** Adds a column that holds each of `rows` once, or as often as `entries` says, and returns its index. */
  add(rows: ArrayLike<number>, entries?: ArrayLike<number>): number {
    if (this.count === this.start.length) {
      this.start = grown(this.start, 2 * this.count)
      this.length = grown(this.length, 2 * this.count)
    }
    this.reserve(rows.length)
    this.start[this.count] = this.end
    this.length[this.count] = rows.length
    for (let i = 0; i < rows.length; i++) {
      this.row[this.end] = rows[i]!
      this.entry[this.end++] = entries === undefined ? 1 : entries[i]!
    }
    return this.count++
  }

  /** Adds an entry to a column that is there already: it moves to the end if it does not stand there. */
  extend(column: number, row: number, entry: number): void {
    const length = this.length[column]!
    if (this.start[column]! + length !== this.end) {
      this.reserve(length + 1)
      const from = this.start[column]!
      this.start[column] = this.end
      for (let i = from; i < from + length; i++) {
        this.row[this.end] = this.row[i]!
        this.entry[this.end++] = this.entry[i]!
      }
    }
    this.reserve(1)
    this.row[this.end] = row
    this.entry[this.end++] = entry
    this.length[column] = length + 1
  }

  private reserve(size: number): void {
    if (this.end + size <= this.row.length) return
    const capacity = Math.max(2 * this.row.length, this.end + size)
    this.row = grown(this.row, capacity)
    const entry = new Float64Array(capacity)
    entry.set(this.entry)
    this.entry = entry
  }
}

function grown(column: Int32Array, capacity: number): Int32Array {
  const larger = new Int32Array(capacity)
  larger.set(column)
  return larger
}
