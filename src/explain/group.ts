import { pairKey } from '../benefit/eligibility.ts'
import { fuse, WEIGHT_SCALE } from '../benefit/fusion.ts'
import type { TeachingMarket } from '../benefit/teaching-market.ts'
import { commonLocalTime } from '../time/common-time.ts'
import { describeExchange, gainOf } from './pair.ts'
import type { Exchange, Group, GroupWindow } from './result.ts'

/** Says who teaches whom what in a group of people (ascending), and when all can meet in `week`. O(members squared, times wants). */
export const describeGroup = (
  market: TeachingMarket,
  members: ArrayLike<number>,
  week: readonly [start: number, end: number],
): Group => {
  const { people, options } = market
  const all = Array.from(members)
  const lessons = all.map((learner) => lessonsOf(market, all, learner))
  const gains = lessons.map(gainOf)
  const commonWindows = meetings(market, all, week)
  const adjustment = adjustmentAmong(market, all)
  return {
    members: all.map((p) => people[p]!.id),
    gains,
    imbalance: Math.max(...gains) - Math.min(...gains),
    weight: fuse(options.fusion, gains),
    ...(adjustment === 0 ? {} : { adjustment: adjustment / WEIGHT_SCALE }),
    exchange: lessons.flat(),
    ...(commonWindows === undefined ? {} : { commonWindows }),
  }
}

/** What the members are owed, and the terms of all two of them who have met. */
const adjustmentAmong = ({ terms, people }: TeachingMarket, members: readonly number[]): number => {
  if (terms === undefined) return 0
  let sum = members.reduce((total, p) => total + terms.credit[p]!, 0)
  for (const [at, a] of members.entries()) {
    for (const b of members.slice(at + 1)) sum += terms.met.get(pairKey(people.length, a, b)) ?? 0
  }
  return sum
}

/** For each want that somebody lifts, by whoever lifts it most; of equal ones the wanted skill itself comes first, then the smaller id. */
const lessonsOf = ({ index }: TeachingMarket, members: readonly number[], learner: number): readonly Exchange[] => {
  const best = new Map<string, Exchange>()
  for (const teacher of members) {
    if (teacher === learner) continue
    for (const line of describeExchange(index, teacher, learner)) {
      const other = best.get(line.skill)
      const better =
        other === undefined ||
        line.lift > other.lift ||
        (line.lift === other.lift && line.taught === undefined && other.taught !== undefined)
      if (better) best.set(line.skill, line)
    }
  }
  // In the order of the wants: gains are added up as everywhere.
  const { wantStart, wantSpelling, spellings } = index
  const lines: Exchange[] = []
  for (let want = wantStart[learner]!; want < wantStart[learner + 1]!; want++) {
    const line = best.get(spellings[wantSpelling[want]!]!)
    if (line !== undefined) lines.push(line)
  }
  return lines
}

const meetings = (
  { rules: { calendar }, people }: TeachingMarket,
  members: readonly number[],
  week: readonly [start: number, end: number],
): readonly GroupWindow[] | undefined => {
  const times = members.flatMap((p) => calendar.of(people[p]!) ?? [])
  const known = times.length === members.length && times.every((time) => calendar.compares(times[0]!, time))
  return known ? commonLocalTime(times, week) : undefined
}
