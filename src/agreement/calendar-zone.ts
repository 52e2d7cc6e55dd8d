import { dayNumber } from './calendar-text.ts'

const DAY = 1440
const WEEK = 7 * DAY
const MINUTE = 60_000

/** `20260324T180000` of minutes since 1970-01-01 00:00, on the wall or in UTC. */
export const stampOf = (minute: number): string =>
  new Date(minute * MINUTE).toISOString().slice(0, 19).replace(/[-:]/g, '')

/** What clocks show: minutes on the wall since 1970-01-01 00:00, at a moment in minutes since then in UTC. */
export interface Wall {
  readonly wallAt: (moment: number) => number
}

/** The clocks of a zone at single moments, far apart: a `ZoneCalendar` would look at all of each week. */
export const wallOf = (timezone: string): Wall => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return {
    wallAt: (moment) => {
      const [month, day, year, hour, minute] = format
        .format(moment * MINUTE)
        .match(/\d+/g)!
        .map(Number)
      return Date.UTC(year!, month! - 1, day, hour, minute) / MINUTE
    },
  }
}

/** Whether clocks show at another moment too what they show at this one, because they are put back in between. */
export const isShownTwice = (clock: Wall, moment: number): boolean => {
  const wall = clock.wallAt(moment)
  return [-DAY, DAY].some((away) => {
    const other = wall - (clock.wallAt(moment + away) - moment - away)
    return other !== moment && clock.wallAt(other) === wall
  })
}

const offsetText = (minutes: number): string => {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}${String(size % 60).padStart(2, '0')}`
}

interface Change {
  /** Minutes since 1970-01-01, UTC. */
  readonly moment: number
  readonly before: number
  readonly after: number
}

/** All changes of a zone's clocks from one moment until another, in the order of time. */
const changesOf = (clock: Wall, from: number, until: number): readonly Change[] => {
  const offsetAt = (moment: number): number => clock.wallAt(moment) - moment
  const found: Change[] = []
  let before = offsetAt(from)
  // No zone changes its clocks and changes them back within a week.
  for (let low = from; low < until; low += WEEK) {
    const after = offsetAt(low + WEEK)
    if (after === before) continue
    let old = low
    let changed = low + WEEK
    while (changed - old > 1) {
      const middle = (old + changed) >> 1
      if (offsetAt(middle) === before) old = middle
      else changed = middle
    }
    found.push({ moment: changed, before, after })
    before = after
  }
  return found
}

/**
 * A `VTIMEZONE` (RFC 5545, section 3.6.5) with every change of the zone's clocks from the beginning of the first year to the end of the last, each by itself: no
 * rule that would promise what is not known.
 */
export const timezoneText = (clock: Wall, name: string, firstYear: string, lastYear: string): string => {
  const from = dayNumber(`${firstYear}-01-01`) * DAY - WEEK
  const until = dayNumber(`${lastYear}-12-31`) * DAY + WEEK
  const start = clock.wallAt(from) - from
  const changes = [{ moment: from, before: start, after: start }, ...changesOf(clock, from, until)]
  const standard = Math.min(...changes.map(({ after }) => after))
  const observances = changes.flatMap(({ moment, before, after }) => {
    const kind = after === standard ? 'STANDARD' : 'DAYLIGHT'
    return [
      `BEGIN:${kind}`,
      `DTSTART:${stampOf(moment + before)}`,
      `TZOFFSETFROM:${offsetText(before)}`,
      `TZOFFSETTO:${offsetText(after)}`,
      `END:${kind}`,
    ]
  })
  return ['BEGIN:VTIMEZONE', `TZID:${name}`, ...observances, 'END:VTIMEZONE'].join('\r\n')
}

/** The zone's name as calendars know it: letter case matters to them, aliases stay. */
export const calendarZone = (timezone: string): string => {
  const known = new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone
  return known.toLowerCase() === timezone.toLowerCase() ? known : timezone
}
