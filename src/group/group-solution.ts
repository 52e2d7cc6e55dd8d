/**
 * Why no groups can count more. A group counts its weight (0 in a count of people) and `lift` for each member. For every possible group, `scale` times what
 * it counts is at most the sum of its members' prices and of the prices of the trios of which it holds two or more. Nobody is in two groups, and of a
 * trio only one group holds two. So all groups of a packing together count at most the sum of all prices, divided by `scale`.
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
  /** The search came to its end: there is nothing better by the objective, even where `bound` leaves room. */
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
