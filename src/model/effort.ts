import { type Reader, readQuantity, readRecord, required, shape } from './read.ts'

/**
 * How long the search for the best answer may take. What is found by then is returned, with a bound that tells how much better an answer
 * could be. Reading the input, weighing pins and describing the pairs come on top: about a second for 100,000 people.
 *
 * @category model
 * @since 0.1.0
 */
export interface Budget {
  /** Milliseconds from the call on, 0 or more. */
  readonly timeMs: number
}

/**
 * Whatever says that an answer is wanted now, such as an `AbortSignal`. The call is synchronous, so that nothing can happen meanwhile: abort it from
 * `onProgress`, or hand in an object whose `aborted` looks at something that another thread writes.
 *
 * @category model
 * @since 0.1.0
 */
export interface StopSignal {
  readonly aborted: boolean
}

/**
 * What the engine is at, in this order: `guess` what people are worth, `choose` the most promising pairs, `solve` those, `price`: look
 * for pairs that were left out wrongly (then solve again), `check` the proof, `explain` who is left over. Few people are solved
 * at once.
 *
 * @category model
 * @since 0.1.0
 */
export type Phase = 'guess' | 'choose' | 'solve' | 'price' | 'check' | 'explain'

/**
 * How far the engine has got.
 *
 * @category model
 * @since 0.1.0
 */
export interface Progress {
  readonly phase: Phase
  readonly elapsedMs: number
  /** Total weight of the best answer so far, pins apart. */
  readonly value: number
  /** No answer can have more; Infinity as long as nothing is known. */
  readonly bound: number
  /** `(bound - value) / bound`; 1 as long as nothing is known. */
  readonly gap: number
}

/**
 * Called when the phase changes and about four times a second, always in the middle of the call: it must not take long. What
 * it throws ends the call with `CallbackFailed`.
 *
 * @category model
 * @since 0.1.0
 */
export type OnProgress = (progress: Progress) => void

const BUDGET = /* @__PURE__ */ shape('a budget: { timeMs }', ['timeMs'])

export const readBudget: Reader<Budget> = (report, u) => {
  const values = readRecord(report, u, BUDGET)
  if (values === undefined) return undefined
  const timeMs = required(report, 'timeMs', values[0], readQuantity)
  return timeMs === undefined ? undefined : { timeMs }
}

const isSignal = (u: unknown): u is StopSignal => {
  try {
    return typeof u === 'object' && u !== null && 'aborted' in u && typeof u.aborted === 'boolean'
  } catch {
    return false
  }
}

/** The signal itself: it is there to be asked again. */
export const readSignal: Reader<StopSignal> = (report, u) =>
  isSignal(u) ? u : report.fail('an AbortSignal, or anything with a boolean `aborted`', u)

const isCallback = (u: unknown): u is OnProgress => typeof u === 'function'

export const readOnProgress: Reader<OnProgress> = (report, u) =>
  isCallback(u) ? u : report.fail('a function (progress) => void', u)
