import type { MatchingSolution } from './solution.ts'

/**
 * What a matching is to maximise: the total `weight`, or first the number of edges and then the weight (`coverage`).
 *
 * @category model
 * @since 0.1.0
 */
export interface MatchingOptions {
  readonly objective?: 'weight' | 'coverage'
}

/** The objective that the options name, `weight` if none. Throws a `RangeError` for any other word. */
export function objectiveOf(options: MatchingOptions): 'weight' | 'coverage' {
  const objective = options.objective ?? 'weight'
  if (objective === 'weight' || objective === 'coverage') return objective
  throw new RangeError(`objective: expected "weight" or "coverage", got ${String(objective)}`)
}

/** How many edges the matching has. O(n). */
export const edgesOf = ({ mate }: Pick<MatchingSolution, 'mate'>): number =>
  mate.reduce((edges, u, v) => (u > v ? edges + 1 : edges), 0)
