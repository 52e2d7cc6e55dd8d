import type { CycleSurvival } from './solution.ts'

/** Factors are told in parts of this. */
export const SURVIVAL_SCALE = 1_048_576
/** Pricing goes through the arcs for each length by itself: longer cycles would take too long, and hardly any survive. */
export const LONGEST_FRAGILE = 12

/** What cycles count, by their lengths: one of `k` arcs whose weights add up to `w` counts `factor[k] * w + lift * k`. All whole; factors fall with the length. */
export interface CycleCounts {
  readonly factor: Float64Array
  readonly lift: number
}

/** `factor[k]` for 2 to `maxLength` arcs; the products are taken one by one, so that they are the same on every machine. */
export function countsOf({ fragility, scale, lift }: CycleSurvival, maxLength: number): CycleCounts {
  const factor = new Float64Array(maxLength + 1)
  let all = 1
  for (let k = 1; k <= maxLength; k++) {
    all *= 1 - fragility
    if (k > 1) factor[k] = Math.round(scale * all)
  }
  return { factor, lift }
}
