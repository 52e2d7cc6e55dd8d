import type { Fusion } from '../model/options.ts'

/**
 * One unit of mutual weight in the solvers' whole numbers.
 *
 * @category constructors
 * @since 0.1.0
 */
export const WEIGHT_SCALE: number = 1000

/**
 * The mutual weight as the solvers count it: `round(WEIGHT_SCALE * weight)`, a safe integer. A positive weight below half a
 * thousandth becomes 0, which still is an edge: the pair counts under `coverage`, and adds nothing under `benefit`.
 *
 * @category destructors
 * @since 0.1.0
 */
export const integerWeight = (weight: number): number => Math.round(WEIGHT_SCALE * weight)

/**
 * Both gains of a pair as one number: twice their mean, or 0 unless both are positive. Symmetric to the last bit.
 * For whole gains the harmonic weight is the double nearest to the true value, because `4ab` and `a + b` are exact.
 *
 * @category constructors
 * @since 0.1.0
 */
export const mutualWeight = (fusion: Fusion, a: number, b: number): number => {
  if (!(a > 0 && b > 0)) return 0
  switch (fusion) {
    case 'harmonic':
      return (4 * (a * b)) / (a + b)
    case 'geometric':
      return 2 * Math.sqrt(a * b)
    case 'min':
      return 2 * Math.min(a, b)
    case 'sum':
      return a + b
  }
}

/**
 * {@link mutualWeight} for any number of members: `size * mean(gains)`, 0 unless every gain is positive, and 0 for nobody.
 * The order of the gains does not show, not even in the last bit: they are added up from the smallest to the greatest.
 *
 * @category constructors
 * @since 0.1.0
 */
export const fuse = (fusion: Fusion, gains: ArrayLike<number>): number => {
  const size = gains.length
  if (size === 2) return mutualWeight(fusion, gains[0]!, gains[1]!)
  const sorted = Float64Array.from(gains).toSorted()
  const least = size === 0 ? 0 : sorted[0]!
  // A NaN sorts last, so both ends are looked at.
  if (!(least > 0 && sorted[size - 1]! > 0)) return 0
  let sum = 0
  switch (fusion) {
    case 'harmonic':
      for (const gain of sorted) sum += 1 / gain
      return (size * size) / sum
    case 'geometric':
      // Relative to the least gain, so that equal gains have exactly their own mean and no product can overflow.
      for (const gain of sorted) sum += Math.log(gain / least)
      return size * least * Math.exp(sum / size)
    case 'min':
      return size * least
    case 'sum':
      for (const gain of sorted) sum += gain
      return sum
  }
}
