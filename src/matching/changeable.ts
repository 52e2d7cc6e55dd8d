import type { MatchingSolution } from './solution.ts'

export interface Kept {
  readonly mate: Int32Array
  readonly kept: number
  /** Its weight with the lift, without any bonus. */
  readonly value: number
}

/** The heaviest matching under one bonus for each old pair that it keeps. */
export interface Trial<Solution = MatchingSolution> extends Kept {
  /** The bonus is `bonus / scale`. */
  readonly scale: number
  readonly bonus: number
  /** `scale * value + bonus * kept`. */
  readonly scaled: number
  readonly solution: Solution
}

/** What a matching comes to. */
export interface Measure {
  readonly kept: number
  readonly edges: number
  /** Weight with the lift. */
  readonly worth: number
}

/**
 * Answers (matchings, b-matchings) of a graph in which old pairs can be given a bonus. What an answer looks like inside its array, and an
 * old pair by its number, is for it alone to know.
 */
export interface Changeable<Solution> {
  /** The most old pairs that any answer keeps. */
  readonly most: number
  /** The answer without pairs. */
  nothing(): Int32Array
  /** What is left to decide once some old pairs are kept, and others broken. */
  rest(kept: readonly number[], broken: readonly number[]): Changeable<Solution>
  /** An answer to what is left, and the pairs that are kept. */
  withKept(answer: Int32Array, kept: readonly number[]): Int32Array
  /** The first old pair that `many` keeps but `few` does not. */
  firstKeptOnlyIn(many: Int32Array, few: Int32Array): number
  /** A scale at which one unit of bonus decides between equals, and nothing else; 1 if that would not be safe. */
  tieBreak(): number
  /** `loss / kept` in lowest terms, or the next lower fraction that stays safe. */
  bonus(loss: number, kept: number): readonly [scale: number, bonus: number]
  solve(scale: number, bonus: number): Trial<Solution>
  /** An answer that keeps the most old pairs. */
  keepMost(): Kept
  /** The best of `few` and `many` mixed that keeps at least `more` more than `few`. */
  mixture(few: Int32Array, many: Int32Array, more: number): Int32Array | undefined
  /** Of answers, the one worth most that keeps enough; the first one does. */
  best(answers: readonly [Int32Array, ...(Int32Array | undefined)[]], needed: number): Int32Array
  measure(answer: Int32Array): Measure
}
