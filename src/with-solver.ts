import type { MatchError } from './model/error.ts'
import type { Options } from './model/options.ts'
import { describeThrown } from './model/show.ts'
import { type PackingSolver, readColumns } from './packing/packing-solver.ts'
import type { Stopwatch } from './stopwatch.ts'

/** A watch over a call with a solver from outside: what the solver throws ends the call, as what other callbacks throw. */
export interface SolverWatch extends Stopwatch {
  /** The caller's solver, if there is one: within the budget, and it never throws. */
  readonly solver: PackingSolver | undefined
}

/** For a call that began at `started`. */
export const withSolver = (
  watch: Stopwatch,
  { solver, budget }: Options,
  started: number,
  now: () => number = Date.now,
): SolverWatch => {
  let failure: MatchError | undefined
  const goOn = (): boolean => failure === undefined && watch.goOn()
  const solve: PackingSolver['solve'] = (question) => {
    const left = budget === undefined ? Infinity : budget.timeMs - (now() - started)
    if (solver === undefined || left <= 0 || !goOn()) return undefined
    const columnCount = question.weight.length
    try {
      // Read here: an answer may throw when it is looked at.
      return readColumns(solver.solve({ ...question, timeMs: Math.min(question.timeMs, left), goOn }), columnCount)
    } catch (thrown) {
      failure = { _tag: 'CallbackFailed', callback: 'solver', detail: `threw ${describeThrown(thrown)}` }
      return undefined
    }
  }
  return {
    goOn,
    tell: (phase, value, bound) => watch.tell(phase, value, bound),
    get stopped() {
      return watch.stopped
    },
    get failure() {
      return watch.failure ?? failure
    },
    solver: solver === undefined ? undefined : { solve },
  }
}
