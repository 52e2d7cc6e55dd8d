import type { CycleBranch, CycleOddSet } from './solution.ts'

/** What the engines for the different caps return: disjoint cycles, and the proof of a bound. */
export interface CycleParts {
  readonly cycles: readonly Int32Array[]
  readonly unitsPerWeight: number
  readonly dual: Float64Array
  readonly oddSets: readonly CycleOddSet[]
  readonly branches: readonly CycleBranch[]
  /** Where `branches` proves less than the dual alone: what it proves. */
  readonly bound?: number
}
