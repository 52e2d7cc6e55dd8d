/**
 * Tells a solver that does not hold them whom everybody would take: the pairs of a {@link PreferenceGraph}, with its order of preference. The oracle knows whom each
 * vertex holds, nobody at first: a vertex accepts whom it holds and whomever it prefers to them.
 */
export interface PreferenceOracle {
  readonly vertexCount: number
  /** All vertices, in the order in which they had best propose: it changes nothing but the time that takes. */
  readonly order: Int32Array
  /** The vertex that `v` holds, or -1. */
  held(v: number): number
  /**
   * The partner that `v` likes best of those not told to it yet who accept it, or -1. Only while nobody gets to hold anybody that they like less:
   * then whoever was passed over would not accept it later.
   */
  next(v: number): number
  /** Lets the vertex told to `v` last hold `v`. Returns whom it held, or -1. */
  propose(v: number): number
  /** Takes all pairs whose ends accept each other, each once. */
  pairs(take: TakePreference): void
  /** Lets `v` hold nobody, and takes the pairs that are accepted by both ends only since then. */
  release(v: number, take: TakePreference): void
}

/** Takes two vertices, what each of them gains, and what the pair weighs. */
export type TakePreference = (v: number, u: number, gainV: number, gainU: number, weight: number) => void
