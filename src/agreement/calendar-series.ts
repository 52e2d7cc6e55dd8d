import type { ZoneCalendar } from '../time/zone-calendar.ts'
import type { Agreement } from './agreement.ts'
import { dayNumber } from './calendar-text.ts'
import { isShownTwice } from './calendar-zone.ts'
import type { Session } from './parts.ts'

const DAY = 1440
const MINUTE = 60_000

/** Sessions that keep to a weekly time, and what departs from it. Moments are minutes since 1970-01-01, UTC. */
export interface Series {
  /** The first session, and how often it comes again, with this one. */
  readonly first: Session
  readonly everyWeeks: number
  readonly count: number
  /** Moments at which there is no session. */
  readonly without: readonly number[]
  /** Sessions that stand for one of the series, at another time. */
  readonly moved: readonly { readonly session: Session; readonly instead: number }[]
  /** Sessions that stand for none. */
  readonly alone: readonly Session[]
}

interface Timed {
  readonly session: Session
  /** On the wall: days since 1970-01-01, and minutes of the day. */
  readonly day: number
  readonly time: number
}

/**
 * The series that most sessions keep to on one clock; nothing where sessions have no times, where fewer than two keep to any, and where
 * clock changes skip or repeat one of its times, since calendars do not agree on what that means.
 */
export const seriesOf = (agreement: Agreement, calendar: ZoneCalendar): Series | undefined => {
  const timed = agreement.sessions.map((session): Timed | undefined => {
    if (session.start === undefined) return undefined
    const wall = calendar.wallAt(Date.parse(session.start) / MINUTE)
    const day = Math.floor(wall / DAY)
    return { session, day, time: wall - day * DAY }
  })
  const all = timed.filter((one) => one !== undefined)
  if (all.length < timed.length) return undefined
  const { everyWeeks } = agreement.cadence
  const step = 7 * everyWeeks
  const keyOf = ({ session, day, time }: Timed): string => `${day % step} ${time} ${session.minutes}`
  const counts = new Map<string, number>()
  for (const one of all) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  const most = Math.max(...counts.values())
  if (most < 2) return undefined
  const first = all.find((one) => counts.get(keyOf(one)) === most)!
  const regular = new Map(all.filter((one) => keyOf(one) === keyOf(first)).map((one) => [one.day, one]))
  const last = Math.max(...regular.keys())
  const start = dayNumber(agreement.start)
  const turnOf = (day: number): number => Math.floor((day - start) / step)
  const others = new Map<number, Timed[]>()
  for (const one of all) {
    if (regular.get(one.day) === one) continue
    const turn = turnOf(one.day)
    others.set(turn, [...(others.get(turn) ?? []), one])
  }
  const without: number[] = []
  const moved: { readonly session: Session; readonly instead: number }[] = []
  for (let day = first.day; day <= last; day += step) {
    const wall = day * DAY + first.time
    const moment = calendar.momentOf(wall)
    if (calendar.wallAt(moment) !== wall || isShownTwice(calendar, moment)) return undefined
    if (regular.has(day)) continue
    const instead = others.get(turnOf(day))?.shift()
    if (instead === undefined) without.push(moment)
    else moved.push({ session: instead.session, instead: moment })
  }
  const alone = [...others.values()].flat().map(({ session }) => session)
  return {
    first: first.session,
    everyWeeks,
    count: (last - first.day) / step + 1,
    without,
    moved,
    alone,
  }
}
