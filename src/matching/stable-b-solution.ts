/**
 * A b-matching that is stable, or the proof that none is. Two vertices that are no pair block it if each has a place left, or prefers the other to
 * the worst of its partners.
 *
 * @category model
 * @since 0.1.0
 */
export interface StableBMatching {
  /** Indices of the chosen edges, ascending. */
  readonly chosen: Int32Array
  /** Whether `chosen` has no blocking pair. Exactly if there are no odd parties. */
  readonly stable: boolean
  /**
   * The certificate, a stable half-integral b-matching: these edges (indices, ascending) whole, and each neighbours in an odd party half. No two
   * other vertices block it, if the predecessor in its party counts as a partner (Fleiner 2010). The same as `chosen` if `stable`.
   */
  readonly whole: Int32Array
  /**
   * The odd parties: circles of three or more, an odd number, in the order of succession, each from its smallest vertex on, by that vertex. No vertex is
   * in two. Members have one place left besides their whole partners; they prefer their successor to their predecessor, and all partners to the latter.
   */
  readonly oddParties: readonly (readonly number[])[]
  /** The pairs that block `chosen`, smaller vertex first, ascending; none if `stable`. */
  readonly blocking: readonly (readonly [number, number])[]
  /** No b-matching has fewer blocking pairs than this: one for every two odd parties, rounded up. */
  readonly leastBlocking: number
}
