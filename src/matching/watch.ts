/** What the solver is at: guessing prices, choosing pairs to hold, solving those, looking for pairs that should be held too. */
export type SolverPhase = 'guess' | 'choose' | 'solve' | 'price'

/** Whoever waits for long work. */
export interface Watch {
  /** Asked often. Once it has said false the work ends as soon as it can, with what it has. */
  goOn(): boolean
  /** Told now and then: the weight of the best matching so far, and what no matching can outweigh. */
  tell(phase: SolverPhase, value: number, bound: number): void
}

/** Lets all work go on to its end. */
export const UNWATCHED: Watch = {
  goOn: () => true,
  tell: () => undefined,
}
