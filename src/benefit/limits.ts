/**
 * The most possible pairs that a market holds at once: 16.8 million, 268 MB of columns.
 *
 * @category utils
 * @since 0.1.0
 */
export const MAX_PAIRS: number = 2 ** 24

/** Walks over posting lists, walks over swap lists, or scans by slices. */
export type Way = 'posting' | 'swaps' | 'slices'

/** What {@link buildMarket} refuses to go beyond, so that hostile input costs neither the memory nor the minutes. */
export interface Limits {
  /** People in the running whose pairs are found at once and held; with more of them they are told row by row. */
  readonly direct: number
  /** Entries of all rows together, where pairs are told row by row: an upper bound, known before the first row. */
  readonly entries: number
  /** Pairs in the market. */
  readonly pairs: number
  /** Entries of posting lists that looking for pairs may have to visit: an upper bound, known before the first visit. */
  readonly steps: number
  /** Mutually beneficial pairs that may be held against the hard rules. */
  readonly checks: number
  /** The one way in which pairs are looked for, where it can be gone; else whatever is cheaper. */
  readonly way?: Way
  /** Cells of the matrix of related skills: sum of the squares of the entries' lengths. */
  readonly relatedCells: number
}

/**
 * The limits that hold unless a caller sets others: about a minute for each pass over all pairs.
 *
 * @category utils
 * @since 0.1.0
 */
export const LIMITS: Limits = {
  direct: 2048,
  entries: 2 ** 32,
  pairs: MAX_PAIRS,
  steps: 2 ** 34,
  checks: 2 ** 28,
  relatedCells: 2 ** 22,
}
