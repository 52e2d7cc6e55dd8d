export { loadHighs } from './highs/load-highs.ts'
export type { HighsAssets } from './highs/load-highs.ts'
export type { PackingQuestion, PackingSolver } from './packing/packing-solver.ts'
