import type { TimeWindow } from '../src/model/person.ts'

/** What a zone's clock shows at a minute, by the runtime's own formatter: shares nothing with `src/time`. */
export interface Shown {
  readonly weekday: string
  readonly date: string
  readonly time: string
}

const formats = new Map<string, Intl.DateTimeFormat>()
const memory = new Map<string, Shown>()

export const shownAt = (zone: string, instant: number): Shown => {
  const key = `${zone} ${instant}`
  const known = memory.get(key)
  if (known !== undefined) return known
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const shown = {
    weekday: parts.get('weekday')!,
    date: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    time: `${parts.get('hour')}:${parts.get('minute')}`,
  }
  memory.set(key, shown)
  return shown
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether somebody with these weekly windows is free in the minute that begins at `instant`. */
export const isFree = (windows: readonly TimeWindow[], zone: string, instant: number): boolean => {
  const { weekday, time } = shownAt(zone, instant)
  const before = DAYS[(DAYS.indexOf(weekday) + 6) % 7]
  return windows.some(({ day, from, to }) =>
    from < to
      ? day === weekday && from <= time && time < to
      : (day === weekday && from <= time) || (day === before && time < to),
  )
}
