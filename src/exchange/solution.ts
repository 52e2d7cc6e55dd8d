/**
 * An odd set of at least three vertices with its price. Disjoint cycles share its vertices: each takes half of those it holds, rounded down, and
 * together they can take `(|members| - 1) / 2` at most. So a set may bear a part of what cycles weigh that hold two or more of its vertices.
 *
 * @category model
 * @since 0.1.0
 */
export interface CycleOddSet {
  /** Vertices, each once. */
  readonly members: Int32Array
  /** Price in units; whole and positive. */
  readonly dual: number
}

/**
 * Prices that cycles are measured against: a cycle `C` costs the sum of `dual[v]` over its vertices plus, for each odd set, `dual * floor(|C and members| / 2)`. If no
 * cycle costs less than it weighs, disjoint cycles weigh at most the total: `sum dual[v] + sum dual * (|members| - 1) / 2` over the odd sets.
 *
 * @category model
 * @since 0.1.0
 */
export interface CyclePrices {
  /** Per vertex, in units; whole and never negative. */
  readonly dual: Float64Array
  readonly oddSets: readonly CycleOddSet[]
}

/**
 * A question that splits all sets of disjoint cycles in two: do `first` and `second` lie on the same cycle? `together` is the index of the branch where
 * they do, or where neither lies on any: cycles with one of them alone are out. In `apart` they do not: cycles with both are out.
 *
 * @category model
 * @since 0.1.0
 */
export interface CycleSplit {
  readonly first: number
  readonly second: number
  readonly together: number
  readonly apart: number
}

/**
 * Prices for the cycles that are left in a branch of the proof. If their total does not settle it, `split` says where it goes on; else it is undefined.
 *
 * @category model
 * @since 0.1.0
 */
export interface CycleBranch extends CyclePrices {
  readonly split: CycleSplit | undefined
}

/**
 * The proof of a bound on the weight of disjoint cycles. All prices are whole multiples of `1 / unitsPerWeight`.
 *
 * `dual` and `oddSets` are prices for all cycles within the cap, and prove the bound `total / unitsPerWeight`, rounded down. Where that is more than the claimed
 * `bound`, `branches` goes on, first entry first: cycles that cost `total - unitsPerWeight * (bound + 1)` more than they weigh, or less, are left; those that cost even more are part
 * of nothing that outweighs the claim. In a branch prices need to hold for the cycles that are left there only, rule out more of them in the same way, and the split rules out
 * more again.
 *
 * @category model
 * @since 0.1.0
 */
export interface CycleCertificate extends CyclePrices {
  /** Units that make up a weight of one: a whole number, at least 1. */
  readonly unitsPerWeight: number
  /** A binary tree, its root first; empty if the prices for all cycles suffice. */
  readonly branches: readonly CycleBranch[]
}

/**
 * What cycles count where their members may drop out: one of `k` arcs whose weights add up to `w` counts `round(scale * (1 - fragility)^k) * w + lift * k`, the power being the
 * product of `k` factors, taken one by one. Divided by `scale`, and without lifts, that is the weight that can be expected to survive if a cycle falls with the first member
 * that drops out (Dickerson, Procaccia and Sandholm 2013, "Failure-aware kidney exchange", section 3).
 *
 * @category model
 * @since 0.1.0
 */
export interface CycleSurvival {
  /** Probability with which each member drops out, from 0 on and below 1. */
  readonly fragility: number
  /** What a weight of one counts that is certain to survive: 2 ** 20 in the answers of `maximumWeightCycles`. */
  readonly scale: number
  /** What each vertex on a cycle counts in any case; 0 in the answers of `maximumWeightCycles`. */
  readonly lift: number
}

/**
 * Disjoint cycles with a proof of how good they are.
 *
 * @category model
 * @since 0.1.0
 */
export interface CycleSolution {
  /** Each cycle as its vertices in the order of its arcs, from its smallest vertex on; ordered by that vertex. */
  readonly cycles: readonly Int32Array[]
  /** Sum of the weights of the arcs on the cycles, of parallel arcs the heaviest. With `survival`: the sum of what the cycles count. */
  readonly weight: number
  /** No disjoint cycles within the cap weigh more. Equal to `weight` unless the work was stopped. */
  readonly bound: number
  /** Most arcs of a cycle. */
  readonly maxLength: number
  /** Present if a fragility was given: what `weight`, `bound` and all prices are counted in. */
  readonly survival?: CycleSurvival
  readonly certificate: CycleCertificate
}
