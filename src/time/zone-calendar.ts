import { freeTime } from './free-time.ts'
import { clockOf, wallAt, WEEK, type ZoneClock } from './zone-clock.ts'

const DAY = 1440
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4 * DAY
const MILLISECONDS = 60_000

/** The week that a moment, or a time on the wall, lies in; weeks begin on Monday 00:00. */
const weekAt = (minute: number): number => Math.floor((minute - FIRST_MONDAY) / WEEK)
const mondayAt = (week: number): number => FIRST_MONDAY + week * WEEK

/** No zone changes twice within twelve hours. */
const STEP = DAY / 2

/**
 * A zone's clock over any number of weeks, by the runtime's own time-zone data. Moments are whole minutes since 1970-01-01 00:00 UTC,
 * wall-clock times whole minutes since 1970-01-01 00:00 on the wall. Costs one formatter, and two formatted dates for each day that is asked for.
 */
export class ZoneCalendar {
  readonly zone: string
  private readonly format: Intl.DateTimeFormat
  private readonly clocks: Map<number, ZoneClock> = new Map()
  /** How far the wall is ahead, at every twelfth hour that was asked for. */
  private readonly offsets: Map<number, number> = new Map()

  constructor(zone: string) {
    this.zone = zone
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  }

  private offsetAt(moment: number): number {
    const [month, day, year, hour, minute] = this.format
      .format(moment * MILLISECONDS)
      .match(/\d+/g)!
      .map(Number)
    return Date.UTC(year!, month! - 1, day, hour, minute) / MILLISECONDS - moment
  }

  private offsetOnGrid(moment: number): number {
    let offset = this.offsets.get(moment)
    if (offset === undefined) this.offsets.set(moment, (offset = this.offsetAt(moment)))
    return offset
  }

  private clockOf(week: number): ZoneClock {
    const known = this.clocks.get(week)
    if (known !== undefined) return known
    const monday = mondayAt(week)
    const first = -2 * DAY
    const last = WEEK + 2 * DAY
    const from = [first]
    const offset = [this.offsetOnGrid(monday + first)]
    for (let low = first; low < last; low += STEP) {
      const before = offset.at(-1)!
      const after = this.offsetOnGrid(monday + low + STEP)
      if (after === before) continue
      let old = low
      let changed = low + STEP
      while (changed - old > 1) {
        const middle = (old + changed) >> 1
        if (this.offsetAt(monday + middle) === before) old = middle
        else changed = middle
      }
      from.push(changed)
      offset.push(after)
    }
    from.push(last)
    const clock = clockOf(from, offset)
    this.clocks.set(week, clock)
    return clock
  }

  /** What the wall shows at a moment. */
  wallAt(moment: number): number {
    const week = weekAt(moment)
    return wallAt(this.clockOf(week), moment - mondayAt(week)) + mondayAt(week)
  }

  /** The first moment at which the wall shows `wall`, or, where clocks skip it, has gone past it. */
  momentOf(wall: number): number {
    const week = weekAt(wall)
    const monday = mondayAt(week)
    const { from, offset } = this.clockOf(week)
    let k = 0
    while (wall - monday - offset[k]! >= from[k + 1]!) k++
    return monday + Math.max(from[k]!, wall - monday - offset[k]!)
  }

  /**
   * All moments from the week of `start` to the week of `end`, and some around them, at which the wall shows a time of `wall` (`wallSpans`): flat,
   * ascending, with what touches made one. What runs over the end of a week goes on in the next.
   */
  free(wall: readonly number[], start: number, end: number): readonly number[] {
    const out: number[] = []
    for (let week = weekAt(start) - 1; week <= weekAt(end) + 1; week++) {
      const monday = mondayAt(week)
      const clock = this.clockOf(week)
      const { spans } = freeTime(clock, wall)
      for (let at = 0; at < spans.length; at += 2) {
        // The days around the week belong to its neighbours.
        const from = monday + Math.max(spans[at]!, clock.weekStart)
        const to = monday + Math.min(spans[at + 1]!, clock.weekEnd)
        if (from >= to) continue
        if (out.at(-1) === from) out[out.length - 1] = to
        else out.push(from, to)
      }
    }
    return out
  }
}

/** What is in both of two flat, ascending lists of stretches `from, to, from, to, ...`. */
export const inBoth = (one: readonly number[], other: readonly number[]): readonly number[] => {
  const out: number[] = []
  let i = 0
  let j = 0
  while (i < one.length && j < other.length) {
    const from = Math.max(one[i]!, other[j]!)
    const to = Math.min(one[i + 1]!, other[j + 1]!)
    if (from < to) out.push(from, to)
    if (one[i + 1]! < other[j + 1]!) i += 2
    else j += 2
  }
  return out
}

/** What is in the first list, and in no stretch of the second, whose stretches may overlap and come in any order. */
export const without = (
  one: readonly number[],
  taken: readonly (readonly [from: number, to: number])[],
): readonly number[] => {
  let left = one
  for (const [from, to] of taken) {
    const out: number[] = []
    for (let at = 0; at < left.length; at += 2) {
      const start = left[at]!
      const end = left[at + 1]!
      if (start < Math.min(end, from)) out.push(start, Math.min(end, from))
      if (Math.max(start, to) < end) out.push(Math.max(start, to), end)
    }
    left = out
  }
  return left
}
