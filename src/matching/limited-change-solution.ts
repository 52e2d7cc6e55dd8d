import type { MatchingSolution } from './solution.ts'

/**
 * How much a matching may differ from an earlier one. Old pairs count that still are edges of the graph; others are gone whatever is done.
 * `maxBroken`: at most so many of them are dissolved (Infinity for no limit). `switchCost`: each that is dissolved costs so much weight.
 *
 * @category model
 * @since 0.1.0
 */
export type ChangeLimit = { readonly maxBroken: number } | { readonly switchCost: number }

/**
 * Proves a bound on what a matching can be worth that keeps so many old pairs: `solution` is the heaviest one of the graph in which every edge weighs
 * `scale * (weight + lift) + bonus * (1 if it joins an old pair, else 0)`, as {@link checkCertificate} verifies. Whoever keeps at least `kept`
 * old pairs is worth no more than `(weight of solution - bonus * kept) / scale`.
 *
 * @category model
 * @since 0.1.0
 */
export interface ChangeBound {
  readonly scale: number
  readonly bonus: number
  readonly solution: MatchingSolution
}

/**
 * A proof by cases: the old pair of `vertex` is kept (then both are taken out of the graph, and one pair less must be kept) or broken (then it is taken
 * out of the graph and of the old pairs). Each case has a bound for what is left, and the greater one holds.
 *
 * @category model
 * @since 0.1.0
 */
export interface ChangeCases {
  readonly vertex: number
  readonly kept: ChangeCertificate
  readonly broken: ChangeCertificate
}

/**
 * What {@link checkLimitedChange} needs to verify a bound.
 *
 * @category model
 * @since 0.1.0
 */
export type ChangeCertificate = ChangeBound | ChangeCases

/**
 * The heaviest matching within a limit of change, or one near it with a proven bound.
 *
 * @category model
 * @since 0.1.0
 */
export interface LimitedChange {
  readonly mate: Int32Array
  /** Of the matched edges. */
  readonly weight: number
  /** Old pairs that are matched again; that could be, but are not; that are no edges any more. Together all old pairs. */
  readonly kept: number
  readonly broken: number
  readonly gone: number
  /** Added to every weight under the objective `coverage`, so that one more pair outweighs everything but the limit; else 0. */
  readonly lift: number
  /** What is maximised: the weight, plus `lift` for each pair, less `switchCost` for each broken pair. */
  readonly value: number
  /** No matching within the limit has a greater value. */
  readonly bound: number
  /** Whether `value` is the bound. Always so with a `switchCost`. */
  readonly exact: boolean
  readonly certificate: ChangeCertificate
}
