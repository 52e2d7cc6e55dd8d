/**
 * The gains of `size` people (`gains[0 .. size - 1]`, all positive) as one whole number that is not negative: what a group weighs before bonuses.
 * Called very often, also for one person alone; it must not keep or change `gains`. The engine relies on three things, which size times a mean has
 * (harmonic, geometric, least, arithmetic): the order of the gains does not show; no gain that rises makes the number fall; people in two parts
 * weigh together at least what they weigh as one group with the same gains (but for rounding: up to 1/2 for each of the three numbers).
 *
 * @category model
 * @since 0.1.0
 */
export type WeighGains = (gains: Float64Array, size: number) => number

/**
 * How many of some people one group may hold: `count` of them only where `allowed[count]` is true. At most two: `[true, true, true]`; nobody
 * alone: `[true, false, true, true, …]`. What is not in `allowed` is not allowed.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupLimit {
  readonly members: ArrayLike<number>
  readonly allowed: readonly boolean[]
}

/**
 * When people are free: person `p` has the words `p * words .. (p + 1) * words - 1` of `free`, 32 bits each. The members of a group must have at
 * least `least` bits in common. If a bit says "a meeting could begin here", `least` is 1; if it stands for a quarter of an hour, `least` is how many.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupTimes {
  readonly words: number
  readonly free: ArrayLike<number>
  readonly least: number
}

/**
 * People `0 .. personCount - 1` who learn in groups, as numbers.
 *
 * Wants of person `p` lie at positions `wantStart[p] .. wantStart[p + 1] - 1`. Want `w` is lifted by the people `liftTeacher[i]` by `lift[i] > 0`, for `i`
 * from `liftStart[w]` to `liftStart[w + 1] - 1`, teachers ascending and never the person themself. In a group, a member gains the sum over their
 * wants of `wantPriority[w]` times the greatest lift of another member; a member teaches if they lift a want of another member. A group is possible
 * if it has `minSize` to `maxSize` members who all gain and teach, and keeps the rules. It weighs `weigh(gains)` and the bonuses.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupProblem {
  readonly personCount: number
  readonly wantStart: ArrayLike<number>
  /** Positive. */
  readonly wantPriority: ArrayLike<number>
  readonly liftStart: ArrayLike<number>
  readonly liftTeacher: ArrayLike<number>
  readonly lift: ArrayLike<number>
  /** 2 or more. */
  readonly minSize: number
  /** At most {@link LARGEST_GROUP}. */
  readonly maxSize: number
  readonly weigh: WeighGains
  /** Every member gains at least this. */
  readonly minGain?: number
  /** The greatest gain of a group minus its least is at most this. */
  readonly maxImbalance?: number
  /** Pairs of people who are never in one group. */
  readonly apart?: { readonly source: ArrayLike<number>; readonly target: ArrayLike<number> }
  /** People who are in one group or in none. Sets that share somebody are one set. */
  readonly together?: readonly ArrayLike<number>[]
  readonly limits?: readonly GroupLimit[]
  readonly times?: GroupTimes
  /** Per person a whole number that every group with them weighs more. */
  readonly personBonus?: ArrayLike<number>
  /** Pairs of people, and a whole number that every group with both weighs more (or less, if negative). */
  readonly pairBonus?: {
    readonly source: ArrayLike<number>
    readonly target: ArrayLike<number>
    readonly amount: ArrayLike<number>
  }
}

/**
 * The greatest number of people that one group may have.
 *
 * @category utils
 * @since 0.1.0
 */
export const LARGEST_GROUP: number = 12
