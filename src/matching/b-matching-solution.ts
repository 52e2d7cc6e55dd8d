/**
 * An inequality that every simple b-matching keeps, and what it is worth. Let `W` be the members, `b(W)` the sum of their capacities
 * and `F` some pairs with exactly one end in `W`. Twice the number of chosen pairs inside `W` plus those of `F` is at most what
 * the members' capacities allow plus one for each pair of `F`; so inside `W` and in `F` together there are at most
 * `floor((b(W) + |F|) / 2)`.
 *
 * @category model
 * @since 0.1.0
 */
export interface BMatchingBlossom {
  /** Vertices of `W`, each once, in no particular order. */
  readonly members: Int32Array
  /** Edges of `F`, one for each pair, in no particular order. */
  readonly crossing: Int32Array
  /** Twice the dual variable `z`; positive. */
  readonly dual2x: number
}

/**
 * A dual solution that proves a b-matching optimal, without a word about how it was found. With `y = dual2x / 2`, `x = upper.dual2x / 2` and
 * `z = blossom.dual2x / 2`, every pair has
 * `y[u] + y[v] + x + (z of the blossoms that hold both ends or have it in their crossing) >= weight + lift`. Then no simple b-matching can weigh more
 * than `sum b y + sum x + sum z floor((b(W) + |F|) / 2)`, counting `lift` once per pair (Edmonds & Johnson 1970, "Matching: a well-solved class of
 * integer linear programs"; Schrijver 2003, "Combinatorial optimization", chapter 33). `b` of a vertex is its capacity or its
 * number of partners, whichever is less; pairs without `weight + lift > 0` or with an end of capacity 0 count for nothing in all this. All quantities are whole numbers.
 *
 * @category model
 * @since 0.1.0
 */
export interface BMatchingCertificate {
  /** Per vertex, twice its dual variable; never negative. */
  readonly dual2x: Float64Array
  /** Pairs with a positive dual for `a pair is chosen at most once`: an edge of each, and twice that dual. */
  readonly upper: { readonly edge: Int32Array; readonly dual2x: Float64Array }
  readonly blossoms: readonly BMatchingBlossom[]
  /** Added to every weight under the objective `coverage`, so that one more pair outweighs everything else; else 0. */
  readonly lift: number
}

/**
 * A b-matching with its proof.
 *
 * @category model
 * @since 0.1.0
 */
export interface BMatchingSolution {
  /** Indices of the chosen edges, ascending. */
  readonly chosen: Int32Array
  /** Sum of the weights of the chosen edges, without `lift`. */
  readonly weight: number
  readonly certificate: BMatchingCertificate
}
