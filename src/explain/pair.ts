import { exchangeLines } from '../benefit/benefit.ts'
import { mutualWeight, WEIGHT_SCALE } from '../benefit/fusion.ts'
import { adjustmentOf } from '../benefit/history.ts'
import type { Market } from '../benefit/market.ts'
import type { SkillIndex } from '../benefit/skill-index.ts'
import { commonLocalTime } from '../time/common-time.ts'
import type { CommonWindow, Exchange, Pair } from './result.ts'

/** Says who teaches whom what in the pair of people `a < b`, what it is worth, and when they can meet. O(their wants, log of their offers). */
export const describePair = (market: Market, a: number, b: number, pinned: boolean): Pair => {
  const { index, people } = market
  const toA = describeExchange(index, b, a)
  const toB = describeExchange(index, a, b)
  const gainA = gainOf(toA)
  const gainB = gainOf(toB)
  const commonWindows = meetings(market, a, b)
  const terms = adjustmentOf(market.terms, a, b)
  return {
    members: [people[a]!.id, people[b]!.id],
    gains: [gainA, gainB],
    imbalance: Math.abs(gainA - gainB),
    weight: mutualWeight(market.options.fusion, gainA, gainB),
    ...(terms === 0 ? {} : { adjustment: terms / WEIGHT_SCALE }),
    exchange: [...toB, ...toA],
    ...(commonWindows === undefined ? {} : { commonWindows }),
    ...(pinned ? { pinned } : {}),
  }
}

/** Added up in the order of the lines, as `benefit` does, so that both agree to the last bit. */
export const gainOf = (lines: readonly Exchange[]): number => lines.reduce((sum, line) => sum + line.benefit, 0)

const meetings = ({ calendar, people }: Market, a: number, b: number): readonly CommonWindow[] | undefined => {
  const timeA = calendar.of(people[a]!)
  const timeB = calendar.of(people[b]!)
  const known = timeA !== undefined && timeB !== undefined && calendar.compares(timeA, timeB)
  if (!known) return undefined
  return commonLocalTime([timeA, timeB]).map(({ minutes, local: [mine, theirs] }) => ({
    minutes,
    local: [mine!, theirs!],
  }))
}

/** Who teaches whom what, from one to the other. */
export const describeExchange = (index: SkillIndex, teacher: number, learner: number): readonly Exchange[] => {
  const from = index.people[teacher]!.id
  const to = index.people[learner]!.id
  return exchangeLines(index, teacher, learner).map(({ want, offer, similarity, level, lift, priority, benefit }) => ({
    from,
    to,
    skill: index.spellings[index.wantSpelling[want]!]!,
    ...(similarity < 1 ? { taught: index.spellings[index.offerSpelling[offer]!]!, similarity } : {}),
    level,
    lift,
    priority,
    benefit,
  }))
}
