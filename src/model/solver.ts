import type { Reader } from './read.ts'
import { show } from './show.ts'

/**
 * A question to a {@link PackingSolver}: which columns, no two with a row in common, weigh most together? A row is a person, a column a cycle or a group.
 *
 * @category model
 * @since 0.1.0
 */
export interface PackingQuestion {
  /** Rows are 0 to `rowCount - 1`. */
  readonly rowCount: number
  /** Column `j` holds the rows `row[start[j]] .. row[start[j + 1] - 1]`. */
  readonly start: Int32Array
  readonly row: Int32Array
  /** Of each column, a whole number. */
  readonly weight: Float64Array
  /** Columns, no two with a row in common, that are known already: somewhere to start from. May be none. */
  readonly known: Int32Array
  /** Only columns that weigh more than this together are of use. */
  readonly moreThan: number
  /** Milliseconds after which an answer is wanted, the best one by then. */
  readonly timeMs: number
  /** Whoever can should ask now and then: once it says false, nobody waits for a better answer. */
  readonly goOn: () => boolean
}

/**
 * A solver from outside, such as `loadHighs` of `peermatch/highs` gives, for cycles and groups. It is asked where the engine's own search does not end soon, and only ever makes answers better: bounds
 * and proofs are the engine's, and what it says is checked. An answer that is of no use (not a list of columns, a column twice, two with a row in common, too light) is
 * passed over; what it throws ends the call with `CallbackFailed`. An answer may then depend on how fast the solver is.
 *
 * @category model
 * @since 0.1.0
 */
export interface PackingSolver {
  /** Indices of columns; or undefined if it has found none. Must answer at once: a promise is of no use. */
  readonly solve: (question: PackingQuestion) => ArrayLike<number> | undefined
}

const isSolver = (u: unknown): u is PackingSolver => {
  try {
    return typeof u === 'object' && u !== null && 'solve' in u && typeof u.solve === 'function'
  } catch {
    return false
  }
}

/** The solver itself: it may need to be what it is. */
export const readSolver: Reader<PackingSolver> = (report, u) =>
  isSolver(u)
    ? u
    : report.fail(
        'a solver, such as `await loadHighs()` of peermatch/highs',
        u,
        show(u) === 'a Promise' ? 'await it first' : undefined,
      )
