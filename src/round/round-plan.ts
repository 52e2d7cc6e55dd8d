import type { BMatchingSolution } from '../matching/b-matching-solution.ts'
import type { MatchingSolution } from '../matching/solution.ts'

/**
 * What a season of rounds is to be.
 *
 * @category model
 * @since 0.1.0
 */
export interface RoundOptions {
  /** How many rounds; from 0 up, and `rounds * vertexCount` at most 2 ** 28. */
  readonly rounds: number
  /**
   * `coverage` (default): most places filled over the whole season, then sitting out shared fairly, then the greatest total weight. `weight`: the greatest
   * total weight, whoever has to sit out for it; fairness decides between equals.
   */
  readonly objective?: 'coverage' | 'weight'
  /** Pairs that have met before and must not meet again. */
  readonly met?: readonly (readonly [number, number])[]
  /** Per vertex, how often it sat out in seasons before; counts as if it had been in this one. Whole numbers from 0 to 2 ** 20. */
  readonly credit?: ArrayLike<number>
  /** Asked often. Once it has said false the work ends as soon as it can, with the best season so far and a bound that holds. */
  readonly goOn?: () => boolean
}

/**
 * Shows that `pairs * lift + weight <= value` for the number of pairs and the weight of every season of `R` rounds. In both kinds, what is proven is the
 * greatest weight in the graph of the edges that are not met, in their order, with `lift` added to every weight.
 *
 * `capacities`: a season is a simple b-matching in which everybody has `R` places; `solution` is one of greatest weight, and `value` that weight.
 *
 * `rounds`: a season is `R` matchings, and uses every pair once at most. Charge a `price` per edge, from 0 up, for the latter: each round then is
 * worth at most what the best matching after prices is, which is `solution`; `value` is `R` times that, and all prices (of parallel
 * edges the greatest). Unlike the other it knows that an odd number of people leaves somebody over in every single round.
 *
 * @category model
 * @since 0.1.0
 */
export type RoundCertificate =
  | { readonly kind: 'capacities'; readonly lift: number; readonly value: number; readonly solution: BMatchingSolution }
  | {
      readonly kind: 'rounds'
      readonly lift: number
      readonly value: number
      readonly price: Float64Array
      readonly solution: MatchingSolution
    }

/**
 * Shows what a season can weigh that is as fair as a given one. Add to the graph of the edges that are not met (their weights raised by `lift`): for each of
 * the `parts` an extra vertex with room for `R`, which its members meet; then for each vertex `v` in order `most[v]` vertices with room for one, its *slots*.
 * The `k`-th of them is worth `unit * (dearest - c)`, `c = 2 (f + k) - 1` being what sitting out for the `k`-th time beyond the unavoidable
 * `f` (credit, and rounds beyond all partners) adds to the sum of squares. Who meets an extra vertex has `bye` from it and the worth of a first slot. `value` is what
 * a greatest b-matching of that, `solution`, weighs, where everybody has as many places as rounds and partners allow.
 *
 * A season is such a b-matching, with a slot for each time that somebody sits out. So with `k` pairs, `P` places, and a cost `C` of sitting out it has
 * `weight + lift * k + unit * (dearest * (P - 2 k) - C) + bye * R * (number of parts) <= value`. The last term needs `R` different members of each part to sit
 * out: they must be all that they can meet, odd in number, with as many partners as there are rounds, and `C` too small for anybody to sit out twice.
 *
 * @category model
 * @since 0.1.0
 */
export interface FairnessCertificate {
  readonly kind: 'fairness'
  readonly lift: number
  readonly unit: number
  readonly dearest: number
  readonly bye: number
  readonly most: Int32Array
  readonly parts: readonly (readonly number[])[]
  readonly value: number
  readonly solution: BMatchingSolution
}

/**
 * A season: who meets whom in which round, and how much better any other season could be.
 *
 * @category model
 * @since 0.1.0
 */
export interface RoundPlan {
  readonly objective: 'coverage' | 'weight'
  /** Per round, the partner of every vertex, or -1 if it sits out. */
  readonly rounds: readonly Int32Array[]
  /** Pairs in all rounds together. */
  readonly pairs: number
  /** Sum of their weights; of parallel edges the heaviest counts. */
  readonly weight: number
  /** Per vertex, in how many of these rounds it sits out. */
  readonly sitOuts: Int32Array
  /** No season has more pairs. Under `weight` nothing but places and partners is counted for this. */
  readonly mostPairs: number
  /** No season with at least as many pairs as this one (under `weight`: no season at all) weighs more. */
  readonly bound: number
  /** No season with as many pairs weighs more in which the squares of all times of sitting out (credit included) come to no more than here. */
  readonly fairBound: number
  readonly certificates: readonly RoundCertificate[]
  /** If `fairBound` is less than `bound`: why. */
  readonly fairness?: FairnessCertificate
}
