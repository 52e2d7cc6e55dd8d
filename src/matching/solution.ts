/**
 * One blossom of a {@link MatchingCertificate}: an odd set of at least three vertices and its dual variable, doubled.
 *
 * @category model
 * @since 0.1.0
 */
export interface CertificateBlossom {
  /** Vertices of the set, each once, in no particular order. */
  readonly members: Int32Array
  /** Twice the dual variable `z`; positive. */
  readonly dual2x: number
}

/**
 * A dual solution that proves a matching optimal: with `y = dual2x / 2` and `z = blossom.dual2x / 2`, every edge has
 * `y[u] + y[v] + sum of z over the blossoms that hold both ends >= weight + lift`. Then no matching can weigh more than
 * `sum y + sum z * (|members| - 1) / 2`, counting `lift` once per edge (Edmonds 1965, "Maximum matching and a polyhedron
 * with 0,1-vertices"). All quantities are whole numbers.
 *
 * @category model
 * @since 0.1.0
 */
export interface MatchingCertificate {
  /** Per vertex, twice its dual variable; never negative. */
  readonly dual2x: Float64Array
  /** A laminar family: two blossoms are disjoint or one holds the other. */
  readonly blossoms: readonly CertificateBlossom[]
  /** Added to every weight under the objective `coverage`, so that one more edge outweighs everything else; else 0. */
  readonly lift: number
}

/**
 * A matching with its proof.
 *
 * @category model
 * @since 0.1.0
 */
export interface MatchingSolution {
  /** Per vertex, the vertex it is matched to, or -1. */
  readonly mate: Int32Array
  /** Sum of the weights of the matched edges, without `lift`. */
  readonly weight: number
  readonly certificate: MatchingCertificate
}

/**
 * What {@link checkCertificate} says: valid, or the first clause that fails and where.
 *
 * @category model
 * @since 0.1.0
 */
export type Verdict = { readonly valid: true } | { readonly valid: false; readonly reason: string }
