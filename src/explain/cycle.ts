import { WEIGHT_SCALE } from '../benefit/fusion.ts'
import type { TeachingMarket } from '../benefit/teaching-market.ts'
import { describeExchange, gainOf } from './pair.ts'
import { fragilityOf } from '../model/into.ts'
import type { Cycle } from './result.ts'

/** Says who teaches whom what in a cycle of people, each of whom teaches the next. */
export const describeCycle = ({ index, people, terms, options }: TeachingMarket, cycle: ArrayLike<number>): Cycle => {
  const members = Array.from(cycle)
  // To the first one teaches the last.
  const lessons = members.map((p, at) =>
    describeExchange(index, members[(at + members.length - 1) % members.length]!, p),
  )
  const gains = lessons.map(gainOf)
  const fragility = fragilityOf(options.into)
  const owed = members.reduce((sum, p) => sum + (terms?.credit[p] ?? 0), 0)
  return {
    members: members.map((p) => people[p]!.id),
    gains,
    imbalance: Math.max(...gains) - Math.min(...gains),
    weight: gains.reduce((sum, gain) => sum + gain, 0),
    ...(fragility === 0 ? {} : { survives: (1 - fragility) ** members.length }),
    ...(owed === 0 ? {} : { adjustment: owed / WEIGHT_SCALE }),
    exchange: lessons.flat(),
  }
}
