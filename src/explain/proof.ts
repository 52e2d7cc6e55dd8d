import { WEIGHT_SCALE } from '../benefit/fusion.ts'
import type { Market } from '../benefit/market.ts'
import type { Proof } from './result.ts'

/** `(bound - value) / bound`, and 1 where that says nothing: terms of a history may make totals negative. */
export const gapOf = (value: number, bound: number): number =>
  value === bound ? 0 : value <= 0 || bound === Infinity ? 1 : (bound - value) / bound

/** The proof of an answer whose free pairs have `weight`, and none can have more than `bound`: the solvers' whole numbers. Pins come on top. */
export const proofOf = (
  { pins, options, rows }: Market,
  weight: number,
  bound: number,
  stopped: Proof['stopped'],
): Proof => {
  const pinned = pins.weight.reduce((sum, w) => sum + w, 0)
  const value = (weight + pinned) / WEIGHT_SCALE
  const most = (bound + pinned) / WEIGHT_SCALE
  return {
    objective: options.objective,
    value,
    bound: most,
    gap: gapOf(value, most),
    optimal: most === value,
    ...(stopped === undefined ? {} : { stopped }),
    possiblePairs: rows.count(),
  }
}
