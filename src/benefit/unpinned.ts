import { benefit } from './benefit.ts'
import type { PairList } from './edges.ts'
import { pairKey } from './eligibility.ts'
import type { Market } from './market.ts'

/** Without pinned pairs, which are settled: nobody gets the same partner twice. */
export const withoutPinned = ({ edges, pins, people }: Market): PairList => {
  if (edges === undefined) throw new Error('the pairs of people who take several partners are held here')
  if (pins.count === 0) return edges
  const { vertexCount, source, target, weight, gains } = edges
  const n = people.length
  const pinned = new Set<number>()
  for (let i = 0; i < pins.count; i++) pinned.add(pairKey(n, pins.source[i]!, pins.target[i]!))
  const kept = Int32Array.from(weight.keys()).filter((e) => !pinned.has(pairKey(n, source[e]!, target[e]!)))
  const column = (of: Float64Array): Float64Array => Float64Array.from(kept, (e) => of[e]!)
  return {
    vertexCount,
    count: kept.length,
    source: kept.map((e) => source[e]!),
    target: kept.map((e) => target[e]!),
    weight: column(weight),
    ...(gains === undefined ? {} : { gains: { source: column(gains.source), target: column(gains.target) } }),
  }
}

/** Pinned pairs of which both gain and both have places left: the rows tell of them, but they are not to be counted. */
export const pinnedAmongThem = ({ pins, running, index }: Market): number => {
  let count = 0
  for (let i = 0; i < pins.count; i++) {
    const [a, b] = [pins.source[i]!, pins.target[i]!]
    if (running[a] === 1 && running[b] === 1 && benefit(index, a, b) > 0 && benefit(index, b, a) > 0) count++
  }
  return count
}
