import type { FairnessCertificate } from './round-plan.ts'
import { placesOf, type Season } from './season.ts'

/**
 * What a season with as many pairs as this one can weigh if its sit-outs are no less fair, by such a b-matching: see
 * {@link FairnessCertificate}. Infinity if it says nothing. O(n + pairs).
 */
export function fairBoundOf(
  season: Season,
  recipe: Omit<FairnessCertificate, 'kind'>,
  pairs: number,
  unfairness: number,
): number {
  const { degree, burden, rounds, low, high, pairCount } = season
  const { lift, unit, dearest, bye, parts, value } = recipe
  let places = 0
  let cost = unfairness
  let leastBurden = Infinity
  for (const [v, count] of placesOf(season).entries()) {
    places += count
    cost -= burden[v]! ** 2
    if (count > 0) leastBurden = Math.min(leastBurden, burden[v]!)
  }
  const times = places - 2 * pairs
  if (parts.length > 0) {
    if (cost >= times * (2 * leastBurden + 1) + 2) return Infinity
    const part = new Int32Array(degree.length).fill(-1)
    for (const [i, members] of parts.entries()) for (const v of members) part[v] = i
    for (let p = 0; p < pairCount; p++) if (part[low[p]!] !== part[high[p]!]) return Infinity
    if (parts.some((members) => members.some((v) => degree[v]! < rounds))) return Infinity
  }
  return value - lift * pairs - unit * (dearest * times - cost) - bye * rounds * parts.length
}
