import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Person } from '../model/person.ts'
import { DAYS, wallSpans } from '../time/free-time.ts'
import { inBoth, without, ZoneCalendar } from '../time/zone-calendar.ts'
import { dateOf, dayNumber } from './calendar-text.ts'
import type { AgreementError } from './error.ts'
import { MAX_SESSIONS, MAX_TURNS } from './limits.ts'
import type { SkippedTurn } from './parts.ts'
import type { AgreementPreferences } from './preferences.ts'

const DAY = 1440
const MINUTE = 60_000
/** After so many weeks on end in which no session could be placed, it is given up. */
const MAX_VAIN_WEEKS = 160
/** Turns begin before this day, so that all that is asked of them has a date with four digits. */
const LAST_DAY = /* @__PURE__ */ dayNumber('2199-11-01')

/** Zones are asked for once, whoever lives there. */
export class Zones {
  private readonly calendars: Map<string, ZoneCalendar> = new Map()

  of(zone: string): ZoneCalendar {
    let calendar = this.calendars.get(zone)
    if (calendar === undefined) this.calendars.set(zone, (calendar = new ZoneCalendar(zone)))
    return calendar
  }
}

/** Where a session lies: on a day (days since 1970-01-01), and from a moment on (minutes since then, UTC) if it has a time. */
export interface Place {
  readonly day: number
  readonly start?: number
}

/** All sessions, and what they are counted by. */
export interface Placing {
  readonly places: readonly Place[]
  readonly skipped: readonly SkippedTurn[]
  readonly timezone?: string
}

/** What of a day or time is wished for, and what only follows the first session. */
interface Wish {
  readonly day?: number
  readonly time?: number
  readonly usualDay?: number
  readonly usualTime?: number
  /** Nobody says when they are free: at another time of day, nobody may be. */
  readonly strict: boolean
}

const minuteOf = (time: string): number => 60 * Number(time.slice(0, 2)) + Number(time.slice(3))
/** 0 for Monday; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

/** A better choice comes first: one number after the other decides. */
const isBetter = (one: readonly number[], other: readonly number[]): boolean => {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! < other[i]!
  return false
}

/** The best moment from `first` until before `end` to begin in one of the stretches, or nothing. */
const bestStart = (
  stretches: readonly number[],
  first: number,
  end: number,
  minutes: number,
  clock: ZoneCalendar,
  wish: Wish,
): number | undefined => {
  const time = wish.time ?? wish.usualTime
  let best: number | undefined
  let bestScore: readonly number[] = []
  for (let at = 0; at < stretches.length; at += 2) {
    const low = Math.max(stretches[at]!, first)
    const high = Math.min(stretches[at + 1]! - minutes, end - 1)
    if (low > high) continue
    const lastDay = Math.floor(clock.wallAt(high) / DAY)
    for (let day = Math.floor(clock.wallAt(low) / DAY); day <= lastDay; day++) {
      const wanted = clock.momentOf(day * DAY + (time ?? 0))
      const start = Math.min(Math.max(wanted, low), high)
      if (wish.strict && start !== wanted) continue
      const weekday = weekdayOf(Math.floor(clock.wallAt(start) / DAY))
      const late = Math.abs(start - wanted)
      const score = [
        wish.day === undefined || weekday === wish.day ? 0 : 1,
        wish.time === undefined ? 0 : late,
        wish.usualDay === undefined || weekday === wish.usualDay ? 0 : 1,
        wish.usualTime === undefined ? 0 : late,
        start,
      ]
      if (best !== undefined && !isBetter(score, bestScore)) continue
      best = start
      bestScore = score
    }
  }
  return best
}

/** A member as the calendar sees them. */
interface Attendee {
  readonly id: string
  readonly clock: ZoneCalendar
  /** `wallSpans`; absent for those who may be free at any time. */
  readonly wall?: readonly number[]
  readonly blackouts: readonly (readonly [from: number, to: number])[]
  readonly busy: readonly (readonly [from: number, to: number])[]
}

/** By id: appointments from one moment until another, in any order. */
export type BusyTimes = ReadonlyMap<string, readonly (readonly [from: number, to: number])[]>

interface Week {
  readonly start?: number
  readonly reason: SkippedTurn['reason']
  readonly longest: readonly [from: number, to: number]
}

/** Looks for a start from `first` until before `end`. */
const placeInWeek = (
  attendees: readonly Attendee[],
  clock: ZoneCalendar,
  first: number,
  end: number,
  minutes: number,
  wish: Wish,
): Week => {
  let common: readonly number[] = [first, end + DAY]
  for (const { wall, clock: own } of attendees) {
    if (wall !== undefined) common = inBoth(common, own.free(wall, first, end + DAY))
  }
  const find = (stretches: readonly number[]): number | undefined =>
    bestStart(stretches, first, end, minutes, clock, wish)
  let open = common
  for (const { blackouts } of attendees) open = without(open, blackouts)
  let free = open
  for (const { busy } of attendees) {
    free = without(
      free,
      busy.filter(([from, to]) => from < end + DAY && to > first),
    )
  }
  let longest: readonly [number, number] = [0, 0]
  for (let at = 0; at < free.length; at += 2) {
    if (free[at]! < end && free[at + 1]! - free[at]! > longest[1] - longest[0]) longest = [free[at]!, free[at + 1]!]
  }
  const start = find(free)
  const reason =
    start !== undefined || find(common) === undefined ? 'noCommonTime' : find(open) === undefined ? 'blackout' : 'busy'
  return { ...(start === undefined ? {} : { start }), reason, longest }
}

/** The zone in which days are counted: the caller's, or that of the first member who states one. */
const mainZone = (members: readonly Person[], preferences: AgreementPreferences): string | undefined =>
  preferences.timezone ?? members.find(({ timezone }) => timezone !== undefined)?.timezone

const wishOf = (preferences: AgreementPreferences, number: number, usual: Wish): Wish => {
  const own = preferences.wishes.find((wish) => wish.number === number)
  const day = own?.day ?? preferences.day
  const time = own?.time ?? preferences.time
  return {
    ...usual,
    ...(day === undefined ? {} : { day: DAYS.indexOf(day) }),
    ...(time === undefined ? {} : { time: minuteOf(time) }),
  }
}

/** The turns of the cadence, one after the other, until there are enough sessions or no more time. */
const walkTurns = (
  preferences: AgreementPreferences,
  place: (number: number, first: number, end: number) => Place | SkippedTurn['reason'],
): { readonly places: readonly Place[]; readonly skipped: readonly SkippedTurn[] } => {
  const { cadence, sessions } = preferences
  const start = dayNumber(preferences.start)
  const until = preferences.until === undefined ? Number.POSITIVE_INFINITY : dayNumber(preferences.until)
  const places: Place[] = []
  const skipped: SkippedTurn[] = []
  const enough = sessions ?? MAX_SESSIONS + 1
  let vain = 0
  for (let turn = 0; turn < MAX_TURNS && places.length < enough && vain < MAX_VAIN_WEEKS; turn++) {
    const first = start + turn * cadence.everyWeeks * 7
    const last = first + cadence.everyWeeks * 7 - 1
    if (first > until || first > LAST_DAY) break
    let found: Place | undefined
    let reason: SkippedTurn['reason'] = 'noCommonTime'
    for (let day = first; day <= Math.min(last, until) && found === undefined && vain < MAX_VAIN_WEEKS; day += 7) {
      const tried = place(places.length + 1, day, Math.min(day + 7, until + 1))
      if (typeof tried !== 'string') found = tried
      else if (tried !== 'noCommonTime') reason = tried
      if (found === undefined) vain++
      else vain = 0
    }
    if (found !== undefined) places.push(found)
    // A turn that the last day cuts short may well have none.
    else if (last <= until) skipped.push({ from: dateOf(first), to: dateOf(last), reason })
  }
  return { places, skipped }
}

const placeDays = (
  members: readonly Person[],
  preferences: AgreementPreferences,
  zone: string | undefined,
): Placing => {
  const ids = new Set(members.map(({ id }) => id))
  const closed = preferences.blackouts
    .filter(({ id }) => id === undefined || ids.has(id))
    .map(({ from, to }) => [dayNumber(from), dayNumber(to)] as const)
  const usual = weekdayOf(dayNumber(preferences.start))
  const { places, skipped } = walkTurns(preferences, (number, first, end) => {
    const wanted = wishOf(preferences, number, { strict: true }).day ?? usual
    const open = Array.from({ length: end - first }, (_, i) => first + i).filter(
      (day) => !closed.some(([from, to]) => from <= day && day <= to),
    )
    const day = open.find((one) => weekdayOf(one) === wanted) ?? open[0]
    return day === undefined ? 'blackout' : { day }
  })
  return { places, skipped, ...(zone === undefined ? {} : { timezone: zone }) }
}

const attendeesOf = (
  members: readonly Person[],
  preferences: AgreementPreferences,
  zones: Zones,
  busy: BusyTimes,
): Either<AgreementError, readonly Attendee[]> => {
  const attendees: Attendee[] = []
  for (const { id, timezone, availability } of members) {
    const zone = timezone ?? preferences.timezone
    if (zone === undefined) return left({ _tag: 'NoTimezone', id })
    const clock = zones.of(zone)
    attendees.push({
      id,
      clock,
      ...(availability === undefined || availability.length === 0 ? {} : { wall: wallSpans(availability) }),
      blackouts: preferences.blackouts
        .filter((one) => one.id === undefined || one.id === id)
        .map(({ from, to }) => [clock.momentOf(dayNumber(from) * DAY), clock.momentOf((dayNumber(to) + 1) * DAY)]),
      busy: busy.get(id) ?? [],
    })
  }
  return right(attendees)
}

/** `2026-11-24` and `18:00` of a time on the wall. */
export const wallText = (wall: number): { readonly date: string; readonly time: string } => ({
  date: dateOf(Math.floor(wall / DAY)),
  time: new Date(wall * MINUTE).toISOString().slice(11, 16),
})

/** What is wrong with too few sessions, or too many; nothing if there are enough. */
const shortage = (
  attendees: readonly Attendee[],
  preferences: AgreementPreferences,
  placed: number,
  [from, to]: readonly [from: number, to: number],
): AgreementError | undefined => {
  const { sessions, until, cadence, time } = preferences
  if (placed > MAX_SESSIONS) {
    const detail = `there would be more than ${MAX_SESSIONS} sessions until then`
    return { _tag: 'ImpossibleWish', path: 'preferences.until', detail }
  }
  if (placed >= (until === undefined ? (sessions ?? 1) : 1)) return undefined
  if (placed > 0) {
    const detail = `only ${placed} of ${sessions} sessions can be placed: later ones find no day for three years, or lie beyond 2199`
    return { _tag: 'ImpossibleWish', path: 'preferences.sessions', detail }
  }
  if (to - from >= cadence.minutes || attendees.length === 0) {
    const detail = `somebody is elsewhere, or the day is excluded, ${time === undefined ? 'on every day' : `at ${time} on every day`}`
    return { _tag: 'ImpossibleWish', path: time === undefined ? 'preferences.blackouts' : 'preferences.time', detail }
  }
  return {
    _tag: 'NoCommonTime',
    members: attendees.map(({ id }) => id),
    minutes: cadence.minutes,
    longest: to - from,
    ...(to === from
      ? {}
      : {
          local: attendees.map(({ id, clock }) => {
            const start = wallText(clock.wallAt(from))
            return { id, date: start.date, from: start.time, to: wallText(clock.wallAt(to)).time }
          }),
        }),
  }
}

/**
 * Places the sessions of an agreement. In each turn of the cadence it looks through the first week, then the next, for a time at which all
 * members are free: on the wished day and at the wished time, or as near as can be; without a wish, on the day and at the time of the
 * first session, which is the first possible one. Clocks are those of the week in question, so a common window that daylight saving time moves
 * is followed. Members who state no availability are taken to be free at any time. If nobody states any, the wished time is kept to
 * the minute; if there is no wished time either, sessions have days only.
 */
export const placeSessions = (
  members: readonly Person[],
  preferences: AgreementPreferences,
  zones: Zones,
  busy: BusyTimes,
): Either<AgreementError, Placing> => {
  const zone = mainZone(members, preferences)
  const strict = members.every(({ availability }) => availability === undefined || availability.length === 0)
  const { minutes } = preferences.cadence
  if (strict && preferences.time === undefined) {
    const placing = placeDays(members, preferences, zone)
    const lack = shortage([], preferences, placing.places.length, [0, 0])
    return lack === undefined ? right(placing) : left(lack)
  }
  const attendees = attendeesOf(members, preferences, zones, busy)
  if (isLeft(attendees)) return attendees
  const clock = zones.of(zone ?? attendees.right[0]!.clock.zone)
  let usual: Wish = strict ? { usualDay: weekdayOf(dayNumber(preferences.start)), strict } : { strict }
  let before = Number.NEGATIVE_INFINITY
  let longest: readonly [number, number] = [0, 0]
  const { places, skipped } = walkTurns(preferences, (number, first, end) => {
    const from = Math.max(clock.momentOf(first * DAY), before)
    const week = placeInWeek(
      attendees.right,
      clock,
      from,
      clock.momentOf(end * DAY),
      minutes,
      wishOf(preferences, number, usual),
    )
    if (week.longest[1] - week.longest[0] > longest[1] - longest[0]) longest = week.longest
    if (week.start === undefined) return week.reason
    before = week.start + minutes
    const wall = clock.wallAt(week.start)
    const day = Math.floor(wall / DAY)
    if (number === 1 && !strict) usual = { usualDay: weekdayOf(day), usualTime: wall - day * DAY, strict }
    return { day, start: week.start }
  })
  const lack = shortage(attendees.right, preferences, places.length, longest)
  return lack === undefined ? right({ places, skipped, timezone: clock.zone }) : left(lack)
}
