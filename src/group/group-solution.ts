/**
 * Why no groups can count more. A group counts its weight (0 in a count of people) and `lift` for each member. For every possible group, `scale` times what
 * it counts is at most the sum of its members' prices and of the prices of the trios of which it holds two or more. Nobody is in two groups, and of a
 * trio only one group holds two. So all groups of a packing together count at most the sum of all prices, divided by `scale`.
 *
 * Where that is more than `bound`, `branches` goes on, first entry first. What counts `bound + 1` or more can only hold groups that pay at most
 * `sum of all prices - scale * (bound + 1)` too much. The prices of a branch need to hold for those that are left there only, rule out more of them in the
 * same way, and its split rules out more again.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupCertificate {
  /** Prices are whole numbers, so many of which are one unit of weight. */
  readonly scale: number
  readonly lift: number
  /** Per person, 0 or more. */
  readonly dual: Float64Array
  readonly trios: readonly GroupTrio[]
  /** No groups count more, lift included. */
  readonly bound: number
  /** A binary tree, its root first; empty if the prices suffice. */
  readonly branches: readonly GroupBranch[]
}

/**
 * Prices for the groups that are left in a branch of a proof, in the units of the certificate. If their sum does not settle it, `split` says where it goes on; else it is
 * undefined.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupBranch {
  /** Per person, 0 or more. */
  readonly dual: Float64Array
  readonly oddSets: readonly GroupOddSet[]
  readonly split: GroupSplit | undefined
}

/**
 * An odd number of people, at least three: a group pays `dual` for every two of them that it holds, and all groups together hold at most
 * `(members - 1) / 2` such twos.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupOddSet {
  /** People, each once (of a unit whose members must be together, the first one stands for all). */
  readonly members: Int32Array
  /** Whole and positive. */
  readonly dual: number
}

/**
 * Splits all packings in two: in branch `together`, `first` and `second` are in one group or both in none, so groups with one of them are out; in branch
 * `apart`, groups with both are out.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupSplit {
  readonly first: number
  readonly second: number
  readonly together: number
  readonly apart: number
}

/**
 * Three people (of three different units, if some must be together: of a unit, its first person stands for all), and the price of holding two of them.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupTrio {
  readonly members: readonly [number, number, number]
  readonly dual: number
}

/**
 * - `benefit`: the greatest total weight,
 * - `coverage`: the most people in groups, then the greatest weight,
 * - `worst-off`: the most people, then the greatest smallest gain, then the greatest weight.
 *
 * @category model
 * @since 0.1.0
 */
export type GroupObjective = 'benefit' | 'coverage' | 'worst-off'

/**
 * People in groups, and how much better any other groups could be.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupSolution {
  readonly objective: GroupObjective
  /** Members ascending, groups by their first member. */
  readonly groups: readonly Int32Array[]
  /** Sum of the groups' weights. */
  readonly weight: number
  /** People in groups. */
  readonly placed: number
  /** The least gain of anybody in a group; 0 if nobody is. */
  readonly smallestGain: number
  /**
   * No groups weigh more: none at all under `benefit`; none with at least as many people under `coverage`; none with at least as many people
   * who all gain `smallestGain` under `worst-off`. Proven by `certificate`.
   */
  readonly bound: number
  readonly certificate: GroupCertificate
  /** No groups have more people. Under `benefit`, no more than can be in any group. Otherwise proven by `placedCertificate` (a count of people). */
  readonly mostPlaced: number
  readonly placedCertificate?: GroupCertificate
  /** Under `worst-off`, where it is so: no groups with as many people all gain more than `smallestGain`, as this count of people shows. */
  readonly gainCertificate?: GroupCertificate
  /**
   * There is nothing better by the objective, and it is proven: `bound` is `weight`, and besides, unless the objective is `benefit`, `mostPlaced` is `placed`,
   * and under `worst-off` there is a `gainCertificate` if anybody is in a group.
   */
  readonly optimal: boolean
  /** People who cannot be in any group, whatever the others do: as far as is seen without looking at groups. */
  readonly hopeless: Int32Array
}

/**
 * The answer of `checkGroupCertificate`.
 *
 * @category model
 * @since 0.1.0
 */
export type GroupVerdict = { readonly valid: true } | { readonly valid: false; readonly reason: string }
