/**
 * The most possible pairs that a market holds: 16.8 million, 268 MB of columns.
 *
 * @category utils
 * @since 0.1.0
 */
export const MAX_PAIRS: number = 2 ** 24

/** What {@link buildMarket} refuses to go beyond, so that hostile input costs neither the memory nor the minutes. */
export interface Limits {
  /** Pairs in the market. */
  readonly pairs: number
  /** Entries of posting lists that looking for pairs may have to visit: an upper bound, known before the first visit. */
  readonly steps: number
  /** Mutually beneficial pairs that may be held against the hard rules. */
  readonly checks: number
  /** Cells of the matrix of related skills: sum of the squares of the entries' lengths. */
  readonly relatedCells: number
}

/**
 * The limits that hold unless a caller sets others: some seconds of work, and the memory of {@link MAX_PAIRS}.
 *
 * @category utils
 * @since 0.1.0
 */
export const LIMITS: Limits = { pairs: MAX_PAIRS, steps: 2 ** 32, checks: 2 ** 28, relatedCells: 2 ** 22 }
