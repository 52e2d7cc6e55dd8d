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

/** The times at which both are free, on both walls, in the order of the reference week. */
export const commonLocalTime = (
  a: FreeTime,
  b: FreeTime,
): readonly { readonly minutes: number; readonly local: readonly [LocalSpan, LocalSpan] }[] => {
  const [start, end] = weekOf(a, b)
  const out: number[] = []
  return Array.from({ length: commonTime(a, b, out) }, (_, k) => {
    const from = out[2 * k]!
    const to = out[2 * k + 1]!
    const until = to > end ? start + to - end : to
    return { minutes: to - from, local: [local(a.clock, from, until), local(b.clock, from, until)] }
  })
}
