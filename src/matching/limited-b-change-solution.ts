import type { BMatchingSolution } from './b-matching-solution.ts'

/**
 * Proves a bound on what a b-matching can be worth that keeps so many old edges: `solution` is the heaviest one of the graph in which every edge that is
 * not settled weighs `scale * weight + bonus * (1 if it is old, else 0)` and every other -1, as {@link checkBMatchingCertificate} verifies. Whoever keeps
 * at least `kept` old edges is worth no more than `(weight of solution - bonus * kept) / scale`.
 *
 * @category model
 * @since 0.1.0
 */
export interface BChangeBound {
  readonly scale: number
  readonly bonus: number
  readonly solution: BMatchingSolution
}

/**
 * A proof by cases: the old edge `edge` is kept (then it takes a place of both ends, and one less must be kept) or broken; either way it is settled.
 * Each case has a bound for what is left, and the greater one holds.
 *
 * @category model
 * @since 0.1.0
 */
export interface BChangeCases {
  readonly edge: number
  readonly kept: BChangeCertificate
  readonly broken: BChangeCertificate
}

/**
 * What {@link checkLimitedBChange} needs to verify a bound.
 *
 * @category model
 * @since 0.1.0
 */
export type BChangeCertificate = BChangeBound | BChangeCases

/**
 * The heaviest b-matching within a limit of change, or one near it with a proven bound.
 *
 * @category model
 * @since 0.1.0
 */
export interface LimitedBChange {
  /** Indices of the chosen edges, ascending. */
  readonly chosen: Int32Array
  /** Of the chosen edges. */
  readonly weight: number
  /** Old edges that are chosen again; that are not. */
  readonly kept: number
  readonly broken: number
  /** The most old edges that any b-matching keeps: all of them, unless a vertex has more than places. What cannot be kept does not count as broken for `maxBroken`. */
  readonly keepable: number
  /** The proof that no more can be kept: the heaviest b-matching if old edges weigh 1 and others -1. Absent where all can be. */
  readonly keepableProof?: BMatchingSolution
  /** What is maximised: the weight, less `switchCost` for each broken edge. */
  readonly value: number
  /** No b-matching within the limit has a greater value. */
  readonly bound: number
  /** Whether `value` is the bound. */
  readonly exact: boolean
  readonly certificate: BChangeCertificate
}
