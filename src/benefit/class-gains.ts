/** Takes a class and what both gain, and says how much the class asked about must gain from now on. */
export type TakeGains = (d: number, toC: number, toD: number) => number

/** Tells of one class what it and the others gain from each other, but for those that no longer matter to either side. */
export interface ClassGains {
  /** Every gain above 0 is this much or more. */
  readonly smallest: number
  /** Every gain is a multiple of it, and rows in which little matters cost less; 0 where all cost the same. */
  readonly step: number
  /** All classes, if it is known those first from which others gain most. */
  readonly order: Int32Array
  /** No class teaches class `c` more. */
  most(c: number): number
  /** From now on class `d` is told only to those from whom it gains `least` or more. */
  setFloor(d: number, least: number): void
  /**
   * Takes every class `d`, `c` too, from which `c` gains `least` or more, at first, and then what `take` answers, and which gains its floor or
   * more from `c`; both gain more than 0. In any order. With `once`, each two classes are told in the row of one of them only.
   */
  row(c: number, least: number, take: TakeGains, once?: boolean): void
}
