/**
 * A matching that is stable, or the proof that none is.
 *
 * @category model
 * @since 0.1.0
 */
export interface StableSolution {
  /** Per vertex, the vertex it is matched to, or -1. */
  readonly mate: Int32Array
  /** Whether `mate` has no blocking pair. Exactly if there are no odd parties. */
  readonly stable: boolean
  /**
   * The certificate, a stable partition: per vertex, whom it follows in its party, or itself if it is alone. Successors are preferred to
   * predecessors in parties of three or more, and no two vertices prefer each other to their predecessors (Tan 1991).
   */
  readonly successor: Int32Array
  /** The parties of odd length three or more, in the order of succession, each from its smallest vertex on, by that vertex. */
  readonly oddParties: readonly (readonly number[])[]
  /** The pairs that would both rather have each other, smaller vertex first, ascending; none if `stable`. */
  readonly blocking: readonly (readonly [number, number])[]
  /** No matching has fewer blocking pairs than this: one for every two odd parties, rounded up (Abraham, Biró, Manlove 2006). */
  readonly leastBlocking: number
}
