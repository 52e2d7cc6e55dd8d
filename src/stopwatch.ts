import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { gapOf } from './explain/proof.ts'
import type { Watch } from './matching/watch.ts'
import type { Phase } from './model/effort.ts'
import type { MatchError } from './model/error.ts'
import type { Options } from './model/options.ts'
import { describeThrown } from './model/show.ts'

/** Milliseconds after which progress is told again though nothing has changed: whoever waits sees that it goes on, and can stop it. */
const HEARTBEAT = 250

/** Watches over one call: what its budget and its signal say, and telling how far it has got. */
export interface Stopwatch extends Watch {
  tell(phase: Phase, value: number, bound: number): void
  /** What ended the work, if something did. */
  readonly stopped: 'budget' | 'signal' | undefined
  /** What a callback did wrong; the work ends with that too. */
  readonly failure: MatchError | undefined
}

/** For a call that began at `started`. What it is told are the solver's whole numbers. */
export const startStopwatch = (
  { budget, signal, onProgress }: Options,
  started: number,
  now: () => number = Date.now,
): Stopwatch => {
  let stopped: 'budget' | 'signal' | undefined
  let failure: MatchError | undefined
  let last: { readonly phase: Phase; readonly value: number; readonly bound: number } | undefined
  let told = started

  const callback = (name: 'onProgress' | 'signal', call: () => void): void => {
    try {
      call()
    } catch (thrown) {
      failure = { _tag: 'CallbackFailed', callback: name, detail: `threw ${describeThrown(thrown)}` }
    }
  }
  const report = (at: number): void => {
    told = at
    if (onProgress === undefined || last === undefined || failure !== undefined) return
    const { phase, value, bound } = last
    callback('onProgress', () => onProgress({ phase, elapsedMs: at - started, value, bound, gap: gapOf(value, bound) }))
  }
  return {
    goOn: () => {
      if (stopped !== undefined || failure !== undefined) return false
      const at = now()
      if (at - told >= HEARTBEAT) report(at)
      callback('signal', () => {
        if (signal?.aborted === true) stopped = 'signal'
      })
      if (budget !== undefined && at - started >= budget.timeMs) stopped ??= 'budget'
      return stopped === undefined && failure === undefined
    },
    tell: (phase, value, bound) => {
      last = { phase, value: value / WEIGHT_SCALE, bound: bound / WEIGHT_SCALE }
      report(now())
    },
    get stopped() {
      return stopped
    },
    get failure() {
      return failure
    },
  }
}
