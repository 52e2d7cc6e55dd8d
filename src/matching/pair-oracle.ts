/**
 * A graph that is too large to hold: pairs of vertices with positive whole weights, told row by row. Each call overwrites the row before.
 * Rows are complete, so that what a solver concludes from them holds for every pair there is.
 */
export interface PairOracle {
  readonly vertexCount: number
  /** The row told last: entry `i` is a partner and the weight of the pair. */
  readonly partner: Int32Array
  readonly weight: Float64Array
  /** Starts a pass over all pairs: `firstRow` or `rowBeyond` for each vertex, ascending. */
  rewind(): void
  /**
   * The partners of `v` that come after it, without those that the rules forbid. For the first pass, in which the oracle also counts
   * what the rules took away. Returns the length of the row.
   */
  firstRow(v: number): number
  /** The partners of `v` that come after it, whatever the rules say: `admits` is to be asked about those that matter. */
  rowBeyond(v: number): number
  /** All partners of `v`, whatever the rules say; outside of any pass. */
  row(v: number): number
  /** Whether the rules allow a pair told by `rowBeyond` or `row`. */
  admits(u: number, v: number): boolean
}
