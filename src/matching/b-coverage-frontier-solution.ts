import type { BMatchingCertificate, BMatchingSolution } from './b-matching-solution.ts'
import type { FrontierPoint } from './coverage-frontier-solution.ts'

/**
 * The greatest weight of a b-matching for every number of pairs.
 *
 * @category model
 * @since 0.1.0
 */
export interface BFrontier {
  /** One for each number of pairs, up to the most that any b-matching has; concave: `lift` never falls. */
  readonly points: readonly FrontierPoint[]
  /** Edges, ascending: exactly so many, of the greatest weight. Throws a `RangeError` if no point has that number. O(n + length of the trails). */
  chosen(pairs: number): Int32Array
  /** What proves that point: that nothing is heavier if every edge weighs `2 * (weight + lift)`, which gives all b-matchings of so many pairs the same. */
  certificate(pairs: number): BMatchingCertificate
  /** The last point, with a certificate under `coverage`: none has more pairs. */
  readonly last: BMatchingSolution
}
