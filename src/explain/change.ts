import { WEIGHT_SCALE } from '../benefit/fusion.ts'
import type { Market } from '../benefit/market.ts'
import type { MarketRows } from '../benefit/pair-rows.ts'
import type { ChangeInPeople, FreshPlace, MissedPairs } from './missed.ts'
import { nameOf } from './names.ts'
import type { UnmatchedReason } from './result.ts'
import { figure, number } from './words.ts'

/** Pairs that one sentence names before it says how many more there are. */
const MOST_NAMED = 3

/**
 * For everybody without a partner the possible pair that an answer within the limit could have at the least loss; on equal ones the heavier pair, then the smaller id.
 * It is not known where such an answer might be better than this one, nor what is left when `goOn` says false.
 */
export const findMissedInChange = (
  rows: MarketRows,
  partner: Int32Array,
  { value, mostWith }: ChangeInPeople,
  goOn: () => boolean,
): MissedPairs => {
  const missed = new Int32Array(partner.length).fill(-1)
  const lostBy = new Float64Array(partner.length)
  for (let v = 0; v < rows.vertexCount; v++) {
    const single = rows.person[v]!
    if (partner[single]! >= 0) continue
    if (!goOn()) {
      missed[single] = -2
      continue
    }
    let best = -1
    let most = -Infinity
    let heaviest = 0
    const length = rows.row(v)
    for (let i = 0; i < length; i++) {
      const other = rows.person[rows.partner[i]!]!
      const weight = rows.weight[i]!
      const worth = rows.admits(v, rows.partner[i]!) ? mostWith(single, other, weight) : undefined
      if (worth === undefined) continue
      const nearer =
        best === -1 || (worth !== most ? worth > most : weight !== heaviest ? weight > heaviest : other < best)
      if (!nearer) continue
      most = worth
      heaviest = weight
      best = other
    }
    missed[single] = most > value ? -2 : best
    lostBy[single] = best < 0 ? 0 : (value - most) / WEIGHT_SCALE
  }
  return { partner: missed, lostBy }
}

/** The reason of somebody who is left over because old pairs are kept. */
export const partnersKept = (market: Market, p: number, { partner, kept, cost }: FreshPlace): UnmatchedReason => {
  const { people } = market
  const pairs = kept.toSorted(([a, b], [c, d]) => a - c || b - d)
  const named = pairs.slice(0, MOST_NAMED).map((ends) => ends.map((each) => nameOf(market, each)).join(' and '))
  const more = pairs.length - named.length
  const all =
    more > 0 ? `${named.join(', ')} and ${number(more)} more old ${more === 1 ? 'pair' : 'pairs'}` : named.join(', ')
  const total = cost / WEIGHT_SCALE
  return {
    _tag: 'PartnersKept',
    partner: people[partner]!.id,
    kept: pairs.map(([a, b]) => [people[a]!.id, people[b]!.id]),
    cost: total,
    detail:
      `In a fresh match ${nameOf(market, p)} would be with ${nameOf(market, partner)}, but ${all} stay together` +
      `${total > 0 ? `, which keeps the total lower by ${figure(total)}` : ''}.`,
  }
}
