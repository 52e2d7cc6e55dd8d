declare global {
  // The types of highs name it, and this package is compiled without those of Node and of browsers, which have it.
  namespace WebAssembly {
    interface Module {}
  }
}

/** The parts of a model of highs that are used here. */
export interface HighsModel {
  readonly options: { set(values: Readonly<Record<string, boolean | number>>): unknown }
  readonly info: { get(name: string): unknown }
  setSolution(solution: { readonly colValue: Float64Array }): unknown
  run(callbacks: Readonly<Record<number, (event: HighsInterrupt) => undefined>>): unknown
  getSolution(): { readonly colValue: ArrayLike<number> }
  dispose(): void
}

export interface HighsInterrupt {
  interrupt(): void
}

/** A linear program with whole variables, column by column. */
export interface HighsModelData {
  readonly numCols: number
  readonly numRows: number
  readonly sense: number
  readonly colCost: Float64Array
  readonly colLower: Float64Array
  readonly colUpper: Float64Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly matrix: {
    readonly format: 'csc'
    readonly numRows: number
    readonly numCols: number
    readonly starts: Int32Array
    readonly indices: Int32Array
    readonly values: Float64Array
  }
  readonly integrality: Int32Array
}

/** An instance of highs: WebAssembly with a memory of its own, which never shrinks. */
export interface HighsRuntime {
  readonly infinity: number
  readonly memoryBytes: number
  readonly constants: {
    readonly objectiveSense: { readonly maximize: number }
    readonly variableType: { readonly integer: number }
    readonly callbackType: { readonly mipInterrupt: number }
    readonly solutionStatus: { readonly feasible: number }
  }
  createModel(data: HighsModelData): HighsModel
}

/** Whether it is new enough: before models could be handed over as numbers they were text. */
export function isRuntime(u: unknown): u is HighsRuntime {
  return typeof u === 'object' && u !== null && 'createModel' in u && 'constants' in u && 'memoryBytes' in u
}
