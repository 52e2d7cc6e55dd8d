import type { PackingPool } from './packing-pool.ts'
import { type PackingSearchResult, searchPacking } from './packing-search.ts'
import { askSolver, type PackingSolver } from './packing-solver.ts'

type SearchOptions = Parameters<typeof searchPacking>[1]

/** Nodes of our own search before anybody else is asked: most searches end within. */
const FIRST_NODES = 100

/**
 * {@link searchPacking}, with a solver that is asked for heavier columns where a short search does not come to its end: then the long one starts from those. The bound and its proof are
 * the search's own in any case. `known`: disjoint columns for the solver to start from. Without a solver it is `searchPacking`. Throws what the solver throws.
 */
export function searchWithHelp(
  pool: PackingPool,
  options: SearchOptions,
  solver: PackingSolver | undefined,
  known: readonly number[],
): PackingSearchResult {
  const { atLeast, goOn, mostNodes = Infinity } = options
  if (solver === undefined) return searchPacking(pool, options)
  const short = searchPacking(pool, { ...options, mostNodes: Math.min(FIRST_NODES, mostNodes) })
  if (short.bound <= short.weight || !goOn()) return short
  const found = askSolver(solver, pool, short.chosen ?? known, short.weight, goOn)
  const best = found ?? short.chosen
  if (mostNodes <= FIRST_NODES && found === undefined) return short
  let weight = short.weight
  if (found !== undefined) weight = found.reduce((sum, j) => sum + pool.weight[j]!, 0)
  const long = searchPacking(pool, { ...options, atLeast: Math.max(atLeast, weight) })
  return long.chosen === undefined && best !== undefined ? { ...long, chosen: best } : long
}
