import type { PackingQuestion, PackingSolver } from '../packing/packing-solver.ts'
import type { HighsRuntime } from './highs-runtime.ts'

/** An instance whose memory has grown beyond this makes way for a new one: it would keep it for good. */
const MOST_BYTES = 2 ** 28
/** Values above count as 1. */
const HALF = 0.5

/**
 * A packing solver on instances of highs, one at a time. WebAssembly that has run out of memory or into a trap is in no state to go on, so that an instance that has thrown is never used
 * again: the question stays without an answer, and so do those that come before the next instance is there, which cannot be until the caller lets the event loop turn.
 */
export class HighsSolver implements PackingSolver {
  private runtime: HighsRuntime | undefined
  private readonly instantiate: () => Promise<HighsRuntime>

  constructor(runtime: HighsRuntime, instantiate: () => Promise<HighsRuntime>) {
    this.runtime = runtime
    this.instantiate = instantiate
  }

  // A property, so that it can be handed around without its object.
  readonly solve: PackingSolver['solve'] = (question) => {
    const { runtime } = this
    if (runtime === undefined || question.weight.length === 0) return undefined
    const caller = new Caller(question)
    let chosen: readonly number[] | undefined
    try {
      chosen = solveWith(runtime, question, caller)
      if (runtime.memoryBytes > MOST_BYTES) this.replace()
    } catch {
      this.replace()
    }
    caller.rethrow()
    return chosen
  }

  private replace(): void {
    this.runtime = undefined
    this.instantiate().then(
      (runtime) => {
        this.runtime = runtime
      },
      () => undefined,
    )
  }
}

/** Asks whether to go on; what that throws must not go through WebAssembly. */
class Caller {
  private readonly goOn: () => boolean
  private thrown: readonly [unknown] | undefined

  constructor({ goOn }: PackingQuestion) {
    this.goOn = goOn
  }

  wantsMore(): boolean {
    if (this.thrown !== undefined) return false
    try {
      return this.goOn()
    } catch (thrown) {
      this.thrown = [thrown]
      return false
    }
  }

  rethrow(): void {
    if (this.thrown !== undefined) throw this.thrown[0]
  }
}

function solveWith(
  runtime: HighsRuntime,
  { rowCount, start, row, weight, known, timeMs }: PackingQuestion,
  caller: Caller,
): readonly number[] | undefined {
  const { constants, infinity } = runtime
  const columns = weight.length
  const divisor = commonDivisor(weight)
  const model = runtime.createModel({
    numCols: columns,
    numRows: rowCount,
    sense: constants.objectiveSense.maximize,
    colCost: weight.map((own) => own / divisor),
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(1),
    rowLower: new Float64Array(rowCount).fill(-infinity),
    rowUpper: new Float64Array(rowCount).fill(1),
    matrix: {
      format: 'csc',
      numRows: rowCount,
      numCols: columns,
      starts: start,
      indices: row,
      values: new Float64Array(row.length).fill(1),
    },
    integrality: new Int32Array(columns).fill(constants.variableType.integer),
  })
  // Weights are whole numbers: less than one between value and bound is nothing. (By default it is content with one in ten thousand.)
  model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: HALF, time_limit: timeMs / 1000 })
  if (known.length > 0) {
    const colValue = new Float64Array(columns)
    for (let i = 0; i < known.length; i++) colValue[known[i]!] = 1
    model.setSolution({ colValue })
  }
  model.run({
    [constants.callbackType.mipInterrupt]: (event) => {
      if (!caller.wantsMore()) event.interrupt()
      return undefined
    },
  })
  const chosen: number[] = []
  if (model.info.get('primal_solution_status') === constants.solutionStatus.feasible) {
    const { colValue } = model.getSolution()
    for (let j = 0; j < columns; j++) if (colValue[j]! > HALF) chosen.push(j)
  }
  // Not in a `finally`: an instance that has thrown goes as a whole.
  model.dispose()
  return chosen.length === 0 ? undefined : chosen
}

function commonDivisor(weight: Float64Array): number {
  let divisor = 0
  for (let j = 0; j < weight.length && divisor !== 1; j++) {
    let a = Math.abs(weight[j]!)
    while (a !== 0) [a, divisor] = [divisor % a, a]
  }
  return divisor === 0 ? 1 : divisor
}
