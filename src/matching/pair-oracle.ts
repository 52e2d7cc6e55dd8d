/**
 * A graph that is too large to hold: pairs of vertices with whole weights, told row by row. Each call overwrites the row before.
 * What is told is complete, so that what a solver concludes from it holds for every pair there is; it may hold pairs that the rules
 * forbid: `admits` is to be asked about those that matter.
 */
export interface PairOracle {
  readonly vertexCount: number
  /** The row told last: entry `i` is a partner and the weight of the pair. */
  readonly partner: Int32Array
  readonly weight: Float64Array
  /**
   * Calls `take` for each pair that weighs more than half the prices of both ends, once; which end is told first is not said.
   * Stops when `goOn` says false, and returns the vertices that it left: all pairs but those between two of them have been told.
   */
  scan(price: Float64Array, take: (v: number, u: number, weight: number) => void, goOn: () => boolean): Int32Array
  /**
   * The same for the rows `v` with `rows[v] = 1`; a pair of two of them is told twice. Returns whether all have been told.
   */
  scanRows(
    rows: Uint8Array,
    price: Float64Array,
    take: (v: number, u: number, weight: number) => void,
    goOn: () => boolean,
  ): boolean
  /** No pair weighs less; 0 or less. */
  readonly least: number
  /** No pair of `v` weighs more; in O(1). */
  most(v: number): number
  /**
   * For proofs: calls `take` for each pair that weighs more than half the prices of both ends, once or twice. Where `scan` has a fast way of its own, this finds
   * them in another one. Returns whether all have been told: not when `goOn` said false. Prices are numbers or Infinity.
   */
  above(price: Float64Array, take: (v: number, u: number, weight: number) => void, goOn: () => boolean): boolean
  /** Tells all partners of `v`, and returns how many. */
  row(v: number): number
  /** Whether the rules allow a pair. */
  admits(u: number, v: number): boolean
}
