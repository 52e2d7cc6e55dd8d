/** npm highs on a packing written out in full: what is to be proven, it proves. */
import { createRequire } from 'node:module'
import type { Highs } from 'highs'
import type { FullFormulation } from '../full-formulation.ts'

// Its types are those of CommonJS, whichever way it is loaded.
const load: () => Promise<Highs> = createRequire(import.meta.url)('highs')

export interface HighsAnswer {
  readonly weight: number
  /** Whether it says that there is nothing better. */
  readonly optimal: boolean
  readonly chosen: readonly number[]
}

export type SolveByHighs = (packing: FullFormulation, seconds?: number) => HighsAnswer

/** Loads it; what comes back can be called any number of times. */
export async function highsPacker(): Promise<SolveByHighs> {
  const highs = await load()
  return ({ rowCount, start, row, weight }, seconds = 1e6) => {
    const numCols = weight.length
    if (numCols === 0) return { weight: 0, optimal: true, chosen: [] }
    const model = highs.createModel({
      numCols,
      numRows: rowCount,
      sense: highs.constants.objectiveSense.maximize,
      colCost: weight,
      colLower: new Float64Array(numCols),
      colUpper: new Float64Array(numCols).fill(1),
      rowLower: new Float64Array(rowCount).fill(-highs.infinity),
      rowUpper: new Float64Array(rowCount).fill(1),
      matrix: {
        format: 'csc',
        numRows: rowCount,
        numCols,
        starts: start,
        indices: row,
        values: new Float64Array(row.length).fill(1),
      },
      integrality: new Int32Array(numCols).fill(highs.constants.variableType.integer),
    })
    try {
      // By default it is content with one in ten thousand less. Weights are whole numbers.
      model.options.set({ output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0.5, time_limit: seconds })
      model.run()
      const optimal = model.getModelStatus() === highs.constants.modelStatus.optimal
      const chosen: number[] = []
      const value = model.getSolution().colValue
      for (let column = 0; column < numCols; column++) if (value[column]! > 0.5) chosen.push(column)
      return { weight: chosen.reduce((sum, column) => sum + weight[column]!, 0), optimal, chosen }
    } finally {
      model.dispose()
    }
  }
}
