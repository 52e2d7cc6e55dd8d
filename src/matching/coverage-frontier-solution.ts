import type { MatchingSolution } from './solution.ts'

/**
 * The greatest weight of a matching with exactly so many pairs.
 *
 * @category model
 * @since 0.1.0
 */
export interface FrontierPoint {
  readonly pairs: number
  readonly weight: number
  /**
   * Added to every weight, this makes a matching of so many pairs and this weight the heaviest of all. It is what the last of the pairs
   * costs: the weight of the point before, less this weight (at the first point, 0 or the least that makes the empty matching the heaviest).
   */
  readonly lift: number
}

/**
 * The greatest weight for every number of pairs.
 *
 * @category model
 * @since 0.1.0
 */
export interface Frontier {
  /** One for each number of pairs, up to the most that any matching has; concave: `lift` never falls. */
  readonly points: readonly FrontierPoint[]
  /**
   * A matching of exactly so many pairs and the greatest weight. From one number to the next it changes along one alternating path.
   * O(n + length of the paths). Throws a `RangeError` if no point has that number.
   */
  mate(pairs: number): Int32Array
  /**
   * That matching with a certificate that {@link checkFrontierPoint} verifies: duals of the graph lifted by the point's
   * `lift`. Solves anew for the duals: cost as `maximumWeightMatching`.
   */
  solution(pairs: number): MatchingSolution
  /**
   * The matching of the last point with a certificate under `coverage`, so that {@link checkCertificate} verifies that none has more
   * pairs. Cost as `maximumWeightMatching`.
   */
  last(): MatchingSolution
}
