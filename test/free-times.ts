import type { TimeWindow } from '../src/model/person.ts'
import { commonLocalTime } from '../src/time/common-time.ts'
import { type FreeTime, freeTime, wallSpans } from '../src/time/free-time.ts'
import { mondayOf, type ZoneClock, zoneClock } from '../src/time/zone-clock.ts'

export interface Free {
  readonly zone: string
  readonly windows: readonly TimeWindow[]
}

const clocks = new Map<string, ZoneClock>()

const clockOf = (zone: string, monday: number): ZoneClock => {
  const key = `${zone} ${monday}`
  const clock = clocks.get(key) ?? zoneClock(zone, monday)
  clocks.set(key, clock)
  return clock
}

export const freeTimeOf = (date: string, { zone, windows }: Free): FreeTime =>
  freeTime(clockOf(zone, mondayOf(date)), wallSpans(windows))

/** `90: Fri 23:30 - Sat 01:00 | Fri 22:30 - Fri 24:00`: minutes, and the stretch on both walls. */
export const commonTimeOf = (date: string, a: Free, b: Free): readonly string[] =>
  commonLocalTime([freeTimeOf(date, a), freeTimeOf(date, b)]).map(
    ({ minutes, local }) =>
      `${minutes}: ${local.map(({ day, from, untilDay, to }) => `${day} ${from} - ${untilDay} ${to}`).join(' | ')}`,
  )
