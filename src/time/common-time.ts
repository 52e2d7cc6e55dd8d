import { type Day, DAYS, type FreeTime } from './free-time.ts'
import { wallAt, WEEK, type ZoneClock } from './zone-clock.ts'

/** From `day`, `from` until `untilDay`, `to`; midnight at the end is 24:00 of the day that ends. */
export interface LocalSpan {
  readonly day: Day
  readonly from: string
  readonly untilDay: Day
  readonly to: string
}

/**
 * The reference week of two: that of whoever's clock is behind, so that each weekly window of theirs lies in it once. Of
 * people with the same clock it is the week on the wall, Monday 00:00 to Sunday 24:00.
 */
const weekOf = (a: FreeTime, b: FreeTime): readonly [start: number, end: number] => [
  Math.max(a.clock.weekStart, b.clock.weekStart),
  Math.max(a.clock.weekEnd, b.clock.weekEnd),
]

/**
 * Writes the times at which both are free in their reference week to `out`, as `from, to, from, to, ...`, and returns how
 * many there are. Ascending, each in one piece. The week is a circle: a stretch that runs over its end goes on at its
 * beginning, and then `to` is beyond the end. Symmetric. Linear in the number of stretches; allocates nothing but in `out`.
 */
export const commonTime = (a: FreeTime, b: FreeTime, out: number[]): number => {
  const [start, end] = weekOf(a, b)
  const one = a.spans
  const other = b.spans
  let count = 0
  let i = 0
  let j = 0
  while (i < one.length && j < other.length) {
    const from = Math.max(one[i]!, other[j]!, start)
    const to = Math.min(one[i + 1]!, other[j + 1]!, end)
    if (from < to) {
      out[2 * count] = from
      out[2 * count + 1] = to
      count++
    }
    if (one[i + 1]! < other[j + 1]!) i += 2
    else j += 2
  }
  if (count > 1 && out[0] === start && out[2 * count - 1] === end) {
    out[2 * count - 1] = end + out[1]! - start
    out.copyWithin(0, 2, 2 * count)
    count--
  }
  return count
}

/** A stretch of common time, and the same on each clock, in the order of those who are free. */
export interface CommonSpan {
  readonly minutes: number
  readonly local: readonly LocalSpan[]
}

/** The reference week of many: that of whoever's clock is furthest behind. One at least. */
export const weekOfAll = (times: readonly FreeTime[]): readonly [start: number, end: number] => [
  times.reduce((latest, { clock }) => Math.max(latest, clock.weekStart), -Infinity),
  times.reduce((latest, { clock }) => Math.max(latest, clock.weekEnd), -Infinity),
]

/**
 * The times at which all are free in a week that none of theirs begins after: as {@link commonTime}, for any number of people, and with the week given.
 * Linear in the number of stretches.
 */
export const commonTimeOfAll = (
  times: readonly FreeTime[],
  [start, end]: readonly [start: number, end: number],
): readonly number[] => {
  let common: number[] = [start, end]
  for (const { spans } of times) {
    const next: number[] = []
    for (let i = 0, j = 0; i < spans.length && j < common.length; ) {
      const from = Math.max(spans[i]!, common[j]!)
      const to = Math.min(spans[i + 1]!, common[j + 1]!)
      if (from < to) next.push(from, to)
      if (spans[i + 1]! < common[j + 1]!) i += 2
      else j += 2
    }
    common = next
  }
  const last = common.length - 1
  if (last > 1 && common[0] === start && common[last] === end) {
    common[last] = end + common[1]! - start
    common.splice(0, 2)
  }
  return common
}

const dayOf = (wall: number): Day => DAYS[Math.floor(wall / 1440) % 7]!

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const local = (clock: ZoneClock, from: number, to: number): LocalSpan => {
  // On any wall the week is at most a day off: one week more, and all is positive.
  const first = wallAt(clock, from) + WEEK
  // An end is named by the clock of the minute before: the hour that clocks skip has not begun yet.
  const last = wallAt(clock, to - 1) + WEEK
  return {
    day: dayOf(first),
    from: timeOf(first % 1440),
    untilDay: dayOf(last),
    to: timeOf((last % 1440) + 1),
  }
}

/** The times at which all are free, on all walls, in the order of the week, which is that of all of them unless another is given. */
export const commonLocalTime = (
  times: readonly FreeTime[],
  week: readonly [start: number, end: number] = weekOfAll(times),
): readonly CommonSpan[] => {
  const [start, end] = week
  const common = commonTimeOfAll(times, week)
  return Array.from({ length: common.length / 2 }, (_, k) => {
    const from = common[2 * k]!
    const to = common[2 * k + 1]!
    const until = to > end ? start + to - end : to
    return { minutes: to - from, local: times.map(({ clock }) => local(clock, from, until)) }
  })
}
