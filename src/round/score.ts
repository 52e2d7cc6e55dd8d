import { placesOf } from './season.ts'
import type { Timetable } from './timetable.ts'

/** What a timetable is worth. */
export interface Score {
  readonly pairs: number
  readonly weight: number
  /**
   * Sum of the squares of the times that everybody sits out. Of all seasons with most pairs, one for which this is least also has the least greatest number
   * of sit-outs, of those the fewest people who sit out so often, and so on: degrees of greatest b-matchings are the points of a base polyhedron, for
   * which all separable convex symmetric functions agree on their minimum (Frank & Murota 2022).
   */
  readonly unfairness: number
}

/** O(n + pairs). */
export function scoreOf(timetable: Timetable): Score {
  const { season, roundOf } = timetable
  let pairs = 0
  let weight = 0
  for (let p = 0; p < roundOf.length; p++) {
    if (roundOf[p] === -1) continue
    pairs++
    weight += season.weight[p]!
  }
  const placed = timetable.placed()
  const places = placesOf(season)
  let unfairness = 0
  for (let v = 0; v < placed.length; v++) unfairness += (season.burden[v]! + places[v]! - placed[v]!) ** 2
  return { pairs, weight, unfairness }
}

/** Whether `a` is worth more than `b`. */
export function isBetter(a: Score, b: Score, objective: 'coverage' | 'weight'): boolean {
  if (objective === 'weight') return a.weight > b.weight || (a.weight === b.weight && a.unfairness < b.unfairness)
  if (a.pairs !== b.pairs) return a.pairs > b.pairs
  return a.unfairness < b.unfairness || (a.unfairness === b.unfairness && a.weight > b.weight)
}
