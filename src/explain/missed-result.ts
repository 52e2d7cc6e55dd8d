/**
 * The pair that an unmatched person came closest to.
 *
 * @category model
 * @since 0.1.0
 */
export interface MissedPair {
  /** Id of the partner it would have been. */
  readonly partner: string
  /** What the unmatched person would have gained, and the partner. */
  readonly gains: readonly [number, number]
  readonly weight: number
  /** As in `Pair`. */
  readonly adjustment?: number
  /**
   * The best answer that has this pair (and, under `coverage`, as many people in pairs; under `worst-off`, as great a smallest gain, too) falls short of this one by at least so much in total,
   * and, counting in thousandths, by at most `partnerHas.weight - weight` (each with its adjustment). 0 where another answer, just as good, may have it. In a
   * rematch, answers are those within the limit, and each pair dissolved takes its `switchCost` off the total; there is no such most where `partnerHas.kept`.
   */
  readonly lostBy: number
  /**
   * Whom the partner has been given, and what that pair weighs; of several, the one that weighs least, pinned ones apart. Absent where the
   * partner has a place left.
   */
  readonly partnerHas?: {
    readonly id: string
    readonly weight: number
    readonly adjustment?: number
    /** In a rematch: an old pair, and no more of those may be dissolved. */
    readonly kept?: true
  }
}

/**
 * The pair that an unmatched person would like best.
 *
 * @category model
 * @since 0.1.0
 */
export interface PreferredPair {
  /** Id of the partner it would be. */
  readonly partner: string
  /** What the unmatched person would gain, and the partner. */
  readonly gains: readonly [number, number]
  readonly weight: number
  /** Whom the partner has (of several, the one they like least), what the partner gains by that, and what the pair weighs. */
  readonly partnerHas: { readonly id: string; readonly gain: number; readonly weight: number }
}

/**
 * The cycle that somebody who is in none came closest to.
 *
 * @category model
 * @since 0.1.0
 */
export interface MissedCycle {
  /** Ids in the order of teaching, the unmatched person first. */
  readonly members: readonly string[]
  readonly weight: number
  /** The best answer that has this cycle falls short of this one by at least so much in total. */
  readonly lostBy: number
}

/**
 * A pair that could have been.
 *
 * @category model
 * @since 0.1.0
 */
export interface PossiblePair {
  /** Id of the partner it would be. */
  readonly partner: string
  /** What the unmatched person would gain, and the partner. */
  readonly gains: readonly [number, number]
  readonly weight: number
}
