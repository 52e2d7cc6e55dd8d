/**
 * The columns of a set packing problem: column `j` holds the rows `row[start[j]] .. row[start[j + 1] - 1]`, each once, and weighs `weight[j]`, a whole number.
 * For {@link searchPacking} no two columns may hold the same rows: the heaviest of them does for all.
 */
export interface PackingPool {
  readonly rowCount: number
  readonly start: Int32Array
  readonly row: Int32Array
  readonly weight: Float64Array
}

/** An odd set of at least three rows: disjoint columns take `floor(shared / 2)` of it each, and `(|rows| - 1) / 2` together at most. */
export interface PackingOddSet {
  readonly members: Int32Array
  /** In units; whole and positive. */
  readonly dual: number
}

/** Prices in whole units. They hold for a column that costs as much as it weighs at least: its rows, and the odd sets of which it holds two rows or more. */
export interface PackingPrices {
  readonly dual: Float64Array
  readonly oddSets: readonly PackingOddSet[]
}

/**
 * A node of the search. Its prices hold for all columns that are left here. Where their total does not settle it, the search goes on with the columns that cost less
 * than `total - unit * (weight + 1)` too much (no other is part of anything heavier), split in two: columns with both rows or neither, and columns with one at most.
 */
export interface PackingNode extends PackingPrices {
  readonly split: PackingSplit | undefined
}

/** Two rows, and the indices of the nodes in which they are in one column or in none (`together`), or never in one (`apart`). */
export interface PackingSplit {
  readonly first: number
  readonly second: number
  readonly together: number
  readonly apart: number
}

/** What all prices add up to: no disjoint columns for which they hold weigh more. In units. */
export function totalPrice({ dual, oddSets }: PackingPrices): number {
  let total = 0
  for (let r = 0; r < dual.length; r++) total += dual[r]!
  for (const { members, dual: price } of oddSets) total += (price * (members.length - 1)) / 2
  return total
}

/** A pool from lists of rows, of columns with the same rows only the heaviest; `kept[j]` is where the list of column `j` came from. */
export function toPool(
  rowCount: number,
  lists: readonly ArrayLike<number>[],
  weights: ArrayLike<number>,
): { readonly pool: PackingPool; readonly kept: Int32Array } {
  const heaviest = new Map<string, number>()
  for (let i = 0; i < lists.length; i++) {
    const key = Int32Array.from(lists[i]!).toSorted().join()
    const other = heaviest.get(key)
    if (other === undefined || weights[other]! < weights[i]!) heaviest.set(key, i)
  }
  const kept = Int32Array.from(heaviest.values())
  const start = new Int32Array(kept.length + 1)
  for (let j = 0; j < kept.length; j++) start[j + 1] = start[j]! + lists[kept[j]!]!.length
  const row = new Int32Array(start[kept.length]!)
  const weight = new Float64Array(kept.length)
  for (let j = 0; j < kept.length; j++) {
    weight[j] = weights[kept[j]!]!
    row.set(Int32Array.from(lists[kept[j]!]!), start[j]!)
  }
  return { pool: { rowCount, start, row, weight }, kept }
}
