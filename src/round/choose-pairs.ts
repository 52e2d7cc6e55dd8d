import type { EdgeList } from '../graph/edge-list.ts'
import { MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import { EdgeBuffer } from '../matching/edge-buffer.ts'
import { maximumWeightBMatching } from '../matching/b-matching.ts'
import type { FairnessCertificate } from './round-plan.ts'
import { placesOf, type Season } from './season.ts'

/** Vertices of connected parts of some pairs that have more of them than matchings of an odd number of vertices can hold. */
export function overfullParts(season: Season, pairs: Iterable<number>): readonly (readonly number[])[] {
  const { vertexCount: n, low, high, rounds } = season
  const next: number[][] = Array.from({ length: n }, () => [])
  for (const p of pairs) {
    next[low[p]!]!.push(high[p]!)
    next[high[p]!]!.push(low[p]!)
  }
  const seen = new Uint8Array(n)
  const parts: (readonly number[])[] = []
  for (let v = 0; v < n; v++) {
    if (seen[v] === 1) continue
    const part = [v]
    seen[v] = 1
    let ends = 0
    for (let i = 0; i < part.length; i++) {
      const near = next[part[i]!]!
      ends += near.length
      for (const w of near) {
        if (seen[w] === 1) continue
        seen[w] = 1
        part.push(w)
      }
    }
    if (part.length % 2 === 1 && ends > rounds * (part.length - 1)) parts.push(part)
  }
  return parts
}

/** Pairs to be coloured, for each part those who meet its extra vertex, and the b-matching that says so. */
export interface FairPairs {
  readonly pairs: readonly number[]
  readonly byes: readonly (readonly number[])[]
  readonly recipe: Omit<FairnessCertificate, 'kind'>
}

/**
 * Pairs that nobody is in more of than there are rounds: of those, by one b-matching, the best as the season's objective has it, sitting out
 * counted in full. The `k`-th time of sitting out that a person has beyond their burden `f` costs `2 (f + k) - 1` units, so that the total is the
 * sum of squares; it is written as an edge to a vertex of its own, a *slot*, that is worth more the cheaper it is. Under `coverage` a unit outweighs all
 * weights, under `weight` weights outweigh all units.
 *
 * In each of the `parts`, of an odd number of vertices, somebody sits out in every round: `rounds` different ones. They meet an
 * extra vertex, which makes the number even.
 *
 * @param most per vertex, how often it sits out at most
 * @returns `undefined` if the numbers would leave the safe integers
 */
export function fairPairs(
  season: Season,
  parts: readonly (readonly number[])[],
  most: Int32Array,
): FairPairs | undefined {
  const { vertexCount: n, low, high, weight, rounds, burden, pairCount, leastWeight, greatestWeight } = season
  const isCoverage = season.objective === 'coverage'
  const places = placesOf(season)
  const costOf = (v: number, k: number): number => 2 * (burden[v]! + k) - 1
  let dearest = 0
  let cheapest = Infinity
  let all = 0
  for (let v = 0; v < n; v++) {
    if (places[v]! > 0) cheapest = Math.min(cheapest, costOf(v, 1))
    if (most[v]! > 0) dearest = Math.max(dearest, costOf(v, most[v]!))
    all += places[v]! * costOf(v, places[v]!)
  }
  // A place is worth more than any slot. Under `coverage` the number of places is settled first, so that all costs may be lower by the same.
  const place = isCoverage ? Math.max(0, dearest - cheapest) + 1 : dearest
  const base = isCoverage ? leastWeight : 0
  const scale = isCoverage ? 1 : all + 1
  const unit = isCoverage ? Math.floor((rounds * n) / 2) * (greatestWeight - leastWeight) + 1 : 1
  const lift = 2 * place * unit - base
  const bye = lift + greatestWeight * scale + 1
  const capacity = Array.from(places)
  const graph = new EdgeBuffer()
  for (let p = 0; p < pairCount; p++) graph.add(low[p]!, high[p]!, weight[p]! * scale + lift)
  for (const members of parts) {
    const extra = capacity.push(rounds) - 1
    for (const v of members) graph.add(v, extra, bye + (dearest - costOf(v, 1)) * unit)
  }
  for (let v = 0; v < n; v++) {
    for (let k = 1; k <= most[v]!; k++) graph.add(v, capacity.push(1) - 1, (dearest - costOf(v, k)) * unit)
  }
  const list: EdgeList = graph.list(capacity.length)
  const count = 2 * list.weight.length + capacity.reduce((a, b) => a + b, 0)
  if (Math.max(count, 8) * (2 * bye) > MAX_WEIGHT_SUM) return undefined
  const solution = maximumWeightBMatching(list, capacity)
  const pairs: number[] = []
  const byes: number[][] = parts.map(() => [])
  for (const e of solution.chosen) {
    if (e < pairCount) pairs.push(e)
    else byes[list.target[e]! - n]?.push(list.source[e]!)
  }
  const recipe = { lift, unit, dearest, bye, most, parts, value: solution.weight, solution }
  return { pairs, byes, recipe }
}
