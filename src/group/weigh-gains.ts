import type { WeighGains } from './group-problem.ts'

/**
 * Size times a mean of the gains, `scale` times, rounded: see {@link weigher}.
 *
 * @category model
 * @since 0.1.0
 */
export type GroupMean = 'harmonic' | 'geometric' | 'min' | 'sum'

/**
 * A {@link WeighGains}: `round(scale * size * mean(gains))`. Gains are added up from the smallest to the greatest, so that their order does not
 * show. Cost: O(size) but for the order, no allocation.
 *
 * @category constructors
 * @since 0.1.0
 */
export function weigher(mean: GroupMean, scale = 1000): WeighGains {
  const of = MEANS[mean]
  let sorted = new Float64Array(16)
  return (gains, size) => {
    if (size > sorted.length) sorted = new Float64Array(2 * size)
    for (let i = 0; i < size; i++) {
      const gain = gains[i]!
      let at = i
      for (; at > 0 && sorted[at - 1]! > gain; at--) sorted[at] = sorted[at - 1]!
      sorted[at] = gain
    }
    return size === 0 ? 0 : Math.round(scale * of(sorted, size))
  }
}

/** Of gains in ascending order. */
const MEANS: Readonly<Record<GroupMean, (sorted: Float64Array, size: number) => number>> = {
  harmonic: (sorted, size) => {
    if (size === 2) return (4 * (sorted[0]! * sorted[1]!)) / (sorted[0]! + sorted[1]!)
    let sum = 0
    for (let i = 0; i < size; i++) sum += 1 / sorted[i]!
    return (size * size) / sum
  },
  geometric: (sorted, size) => {
    if (size === 2) return 2 * Math.sqrt(sorted[0]! * sorted[1]!)
    // Relative to the least gain, so that equal gains have exactly their own mean and no product can overflow.
    const least = sorted[0]!
    let sum = 0
    for (let i = 0; i < size; i++) sum += Math.log(sorted[i]! / least)
    return size * least * Math.exp(sum / size)
  },
  min: (sorted, size) => size * sorted[0]!,
  sum: (sorted, size) => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += sorted[i]!
    return sum
  },
}
