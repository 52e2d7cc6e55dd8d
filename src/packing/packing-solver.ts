import type { PackingPool } from './packing-pool.ts'

/**
 * What a {@link PackingSolver} is asked: which disjoint columns weigh most together. Column `j` holds the rows `row[start[j]] .. row[start[j + 1] - 1]` and
 * weighs `weight[j]`, a whole number. The arrays are the solver's own: it may keep or change them.
 *
 * @category model
 * @since 0.1.0
 */
export interface PackingQuestion {
  /** Rows are 0 to `rowCount - 1`. */
  readonly rowCount: number
  /** One entry more than there are columns. */
  readonly start: Int32Array
  readonly row: Int32Array
  readonly weight: Float64Array
  /** Disjoint columns that are known already: somewhere to start from. May be none. */
  readonly known: Int32Array
  /** Only columns that weigh more than this together are of use. */
  readonly moreThan: number
  /** Milliseconds after which an answer is wanted, the best one by then. */
  readonly timeMs: number
  /** Whoever can should ask now and then: once it says false, nobody waits for a better answer. */
  readonly goOn: () => boolean
}

/**
 * A solver of set packing problems from outside, such as `loadHighs` of `peermatch/highs` gives. It answers at once, and only ever makes answers better: bounds are proven by other
 * means, and what it says is checked. So it may be wrong, inexact or incomplete.
 *
 * @category model
 * @since 0.1.0
 */
export interface PackingSolver {
  /** Indices of disjoint columns, the heavier the better; or undefined if it has found none. */
  readonly solve: (question: PackingQuestion) => ArrayLike<number> | undefined
}

/** How long a solver may take if nobody has set a time: what it has not found by then, our own search may find sooner. */
const MOST_MS = 10_000
/** It is not asked about more columns than this. */
const MOST_COLUMNS = 200_000

/**
 * Disjoint columns that weigh more than `moreThan`, chosen by `solver`; undefined if its answer is anything else, or there are too many columns for it. `known`: disjoint columns.
 * Throws what the solver throws.
 */
export function askSolver(
  solver: PackingSolver,
  { rowCount, start, row, weight }: PackingPool,
  known: readonly number[],
  moreThan: number,
  goOn: () => boolean,
): readonly number[] | undefined {
  if (weight.length === 0 || weight.length > MOST_COLUMNS) return undefined
  const question: PackingQuestion = {
    rowCount,
    start: start.slice(),
    row: row.slice(),
    weight: weight.slice(),
    known: Int32Array.from(known),
    moreThan,
    timeMs: MOST_MS,
    goOn,
  }
  const chosen = readColumns(solver.solve(question), weight.length)
  if (chosen === undefined) return undefined
  const taken = new Uint8Array(rowCount)
  let sum = 0
  for (const j of chosen) {
    for (let i = start[j]!; i < start[j + 1]!; i++) {
      if (taken[row[i]!] === 1) return undefined
      taken[row[i]!] = 1
    }
    sum += weight[j]!
  }
  return sum > moreThan ? chosen : undefined
}

/** A list of columns, each once, or undefined if it is anything else. Each part of it is looked at once at most. */
export function readColumns(answer: unknown, columnCount: number): readonly number[] | undefined {
  if (!isList(answer)) return undefined
  const length = answer.length
  if (!(Number.isInteger(length) && length >= 0 && length <= columnCount)) return undefined
  const isChosen = new Uint8Array(columnCount)
  const chosen: number[] = []
  for (let i = 0; i < length; i++) {
    const column = answer[i]
    if (typeof column !== 'number' || isChosen[column] !== 0) return undefined
    isChosen[column] = 1
    chosen.push(column)
  }
  return chosen
}

function isList(answer: unknown): answer is ArrayLike<unknown> {
  return typeof answer === 'object' && answer !== null && 'length' in answer
}
