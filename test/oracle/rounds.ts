/**
 * Brute force for seasons of rounds, with no idea in common with the planner: every way to give pairs a round, or none, is looked at.
 */
import { heaviestPairs } from '../graphs.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'

export interface BestSeason {
  readonly pairs: number
  readonly weight: number
  /** Sum of the squares of how often each vertex sits out, credit included. */
  readonly unfairness: number
}

type Objective = 'coverage' | 'weight'

export function isBetterSeason(a: BestSeason, b: BestSeason, objective: Objective): boolean {
  const order = (x: BestSeason): number[] =>
    objective === 'coverage' ? [x.pairs, -x.unfairness, x.weight] : [x.weight, -x.unfairness]
  const mine = order(a)
  const at = mine.findIndex((value, i) => value !== order(b)[i])
  return at !== -1 && mine[at]! > order(b)[at]!
}

export function unfairnessOf(sitOuts: ArrayLike<number>, credit: ArrayLike<number>): number {
  return Array.from(sitOuts, (times, v) => (times + credit[v]!) ** 2).reduce((a, b) => a + b, 0)
}

export function bestSeason(
  graph: EdgeList,
  rounds: number,
  objective: Objective,
  credit: ArrayLike<number> = new Int32Array(graph.vertexCount),
): BestSeason {
  const all = heaviestPairs(graph)
  if (all.length > 15) throw new RangeError(`brute force is meant for 15 pairs, not ${all.length}`)
  const busy = Array.from({ length: graph.vertexCount }, () => 0)
  const sitOuts = Array.from({ length: graph.vertexCount }, () => rounds)
  let best: BestSeason = { pairs: 0, weight: 0, unfairness: unfairnessOf(sitOuts, credit) }
  const extend = (at: number, used: number, pairs: number, sum: number): void => {
    if (at === all.length) {
      const season = { pairs, weight: sum, unfairness: unfairnessOf(sitOuts, credit) }
      if (isBetterSeason(season, best, objective)) best = season
      return
    }
    const [u, v, w] = all[at]!
    extend(at + 1, used, pairs, sum)
    // Rounds that nobody is in yet are all the same.
    for (let r = 0; r < Math.min(rounds, used + 1); r++) {
      const bit = 1 << r
      if (((busy[u]! | busy[v]!) & bit) !== 0) continue
      busy[u]! |= bit
      busy[v]! |= bit
      sitOuts[u]!--
      sitOuts[v]!--
      extend(at + 1, Math.max(used, r + 1), pairs + 1, sum + w)
      busy[u]! ^= bit
      busy[v]! ^= bit
      sitOuts[u]!++
      sitOuts[v]!++
    }
  }
  extend(0, 0, 0, 0)
  return best
}
