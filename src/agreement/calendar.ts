import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import {
  ICalAlarmType,
  ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventRepeatingFreq,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalLuxonDateTimeStub,
} from 'ical-generator'
import type { Agreement } from './agreement.ts'
import { type Entry, entriesOf } from './calendar-entries.ts'
import { type CalendarOptions, type ReadCalendarOptions, readCalendarOptions } from './calendar-options.ts'
import { dayNumber } from './calendar-text.ts'
import { calendarZone, isShownTwice, stampOf, timezoneText, type Wall, wallOf } from './calendar-zone.ts'
import { type AgreementError, invalid } from './error.ts'
import { decodeWithOptions } from './page-options.ts'
import { oneLine, plainText } from './page-text.ts'

const DAY = 1440
const MINUTE = 60_000

/**
 * A moment in a zone, as the library takes it from Luxon. It would write a plain `Date` on the clock of the computer that it runs on, whatever the
 * zone of the event.
 */
class ZonedMoment implements ICalLuxonDateTimeStub {
  readonly isValid: boolean = true
  readonly zone: { readonly type: string } = { type: 'iana' }
  private readonly moment: number
  private readonly clock: Wall | undefined

  /** Minutes since 1970-01-01, UTC; shown on `clock` in any zone but UTC. */
  constructor(moment: number, clock: Wall | undefined) {
    this.moment = moment
    this.clock = clock
  }

  setZone(zone: string = 'utc'): ZonedMoment {
    return /^utc$/i.test(zone) ? new ZonedMoment(this.moment, undefined) : this
  }

  toFormat(format: string): string {
    const wall = this.clock === undefined ? this.moment : this.clock.wallAt(this.moment)
    return format === 'yyyyLLdd' ? stampOf(wall).slice(0, 8) : stampOf(wall).slice(9)
  }

  toJSDate(): Date {
    return new Date(this.moment * MINUTE)
  }

  toJSON(): string {
    return this.toJSDate().toISOString()
  }
}

/** What an event needs to know of the file it is in. */
interface FileFacts {
  readonly agreement: Agreement
  readonly options: ReadCalendarOptions
  readonly timezone: string
  readonly clock: Wall
  readonly stamp: number
}

/** Calendars read a time on the wall that comes twice in their own ways: such an event is written in UTC. */
const zoneOfEntry = ({ time, repeats, instead }: Entry, { clock, timezone }: FileFacts): string | null => {
  if ('date' in time || /^(?:etc\/)?utc$/i.test(timezone)) return null
  const isPlain = repeats === undefined && instead === undefined
  return isPlain && [time.start, time.end].some((moment) => isShownTwice(clock, moment)) ? null : timezone
}

/** Quotation marks cannot stand in a parameter, whatever is put before them. */
const parameterText = (text: string): string => oneLine(text).replaceAll('"', "'").replaceAll('\\', '/')

const eventOf = (entry: Entry, file: FileFacts): ICalEventData => {
  const { agreement, options, clock, stamp } = file
  const { time, repeats, instead, isSession, isCancelled } = entry
  const timezone = zoneOfEntry(entry, file)
  const at = (moment: number): ZonedMoment => new ZonedMoment(moment, timezone === null ? undefined : clock)
  const when =
    'date' in time
      ? { start: at(dayNumber(time.date) * DAY), end: at((dayNumber(time.date) + 1) * DAY), allDay: true }
      : { start: at(time.start), end: at(time.end) }
  const isReminded = isSession && !isCancelled && !('date' in time)
  return {
    id: entry.uid,
    sequence: options.sequence,
    stamp: new ZonedMoment(stamp, undefined),
    lastModified: new ZonedMoment(stamp, undefined),
    ...when,
    timezone,
    summary: entry.title,
    description: entry.text,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: isSession && !isCancelled ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    ...(isSession && options.location !== undefined ? { location: plainText(options.location) } : {}),
    ...(repeats === undefined
      ? {}
      : {
          repeating: {
            freq: ICalEventRepeatingFreq.WEEKLY,
            interval: repeats.everyWeeks,
            count: repeats.count,
            ...(repeats.without.length === 0 ? {} : { exclude: repeats.without.map(at) }),
          },
        }),
    ...(instead === undefined ? {} : { recurrenceId: at(instead) }),
    ...(isReminded
      ? {
          alarms: options.alarms.map((minutes) => ({
            type: ICalAlarmType.display,
            triggerBefore: minutes * 60,
            description: entry.title,
          })),
        }
      : {}),
    ...(isSession
      ? {
          attendees: agreement.members.flatMap(({ id, name }) => {
            const email = options.emails.get(id)
            return email === undefined ? [] : [{ name: parameterText(name) || id, email }]
          }),
        }
      : {}),
  }
}

const fileOf = (agreement: Agreement, options: ReadCalendarOptions): string => {
  const { timezone: zone, entries } = entriesOf(agreement, options)
  const timezone = calendarZone(zone)
  const clock = wallOf(timezone)
  const stamp = options.stamp === undefined ? dayNumber(agreement.start) * DAY : Date.parse(options.stamp) / MINUTE
  const file: FileFacts = { agreement, options, timezone, clock, stamp }
  const years = [agreement, ...(options.replaces === undefined ? [] : [options.replaces])]
    .flatMap(({ sessions }) => sessions.flatMap(({ start, end }) => [start, end]))
    .flatMap((time) => (time === undefined ? [] : [time.slice(0, 4)]))
    .toSorted()
  // The library writes the name as it is.
  const name = oneLine(agreement.title).replace(/[\\;,]/g, (one) => `\\${one}`)
  const calendar = new ICalCalendar({
    prodId: { company: 'peermatch', product: 'agreement', language: 'EN' },
    ...(name === '' ? {} : { name }),
    ...(options.emails.size === 0 ? { method: ICalCalendarMethod.PUBLISH } : {}),
    timezone: {
      name: null,
      generator: (of) => timezoneText(clock, of, years[0] ?? agreement.start, years.at(-1) ?? agreement.end),
    },
  })
  for (const entry of entries) calendar.createEvent(eventOf(entry, file))
  return `${calendar.toString()}\r\n`
}

/**
 * An agreement as a calendar file (iCalendar, RFC 5545) to import, mail or publish. This module alone needs the package `ical-generator`, an optional peer
 * dependency.
 *
 * **One event for each session**, since each has its own text (who teaches what, at what minute) and its own changes: a session that moves is one
 * event that moves, in every calendar. With `series`, sessions that keep to a weekly time are one recurring event instead, with exceptions for
 * those that are moved or left out. Times are written in the member's zone (`for`), or the agreement's, with all changes of its clocks in
 * the file; a time that clocks show twice is written in UTC. Reviews and due dates are entries of whole days that make nobody busy.
 *
 * **Updates replace.** Identifiers are made of the ids of the agreement and its sessions, and are the same in every file. Write the next file with
 * `sequence` one higher and a later `stamp`, and hand over the agreement of the file before as `replaces`, so that what is in it no more is called off.
 * There is no clock inside: the same input gives the same file.
 *
 * Errors: `InvalidInput`, and `UnknownPerson` where `for` is no member. Never throws.
 *
 * Cost: linear in the sessions times the members, some milliseconds for each zone, and some microseconds for each week of the years in which there are sessions.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement } from 'peermatch/agreement'
 * import { toCalendar } from 'peermatch/calendar'
 *
 * const availability = [{ day: 'Tue', from: '18:00', to: '20:00' }] as const
 * const people = [
 *   { id: 'ana', name: 'Ana', offers: ['Spanish'], wants: ['skiing'], timezone: 'Europe/Madrid', availability },
 *   { id: 'ben', name: 'Ben', offers: ['skiing'], wants: ['Spanish'], timezone: 'Europe/Madrid', availability },
 * ]
 * const match = {
 *   members: ['ana', 'ben'],
 *   exchange: [
 *     { from: 'ana', to: 'ben', skill: 'Spanish', level: 3, lift: 3, priority: 1 },
 *     { from: 'ben', to: 'ana', skill: 'skiing', level: 3, lift: 3, priority: 1 },
 *   ],
 * }
 * const draft = draftAgreement(match, people, { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 6 })
 * assert.ok(isRight(draft))
 * const file = toCalendar(draft.right, { for: 'ana', stamp: '2026-02-20T12:00:00.000Z' })
 * assert.ok(isRight(file))
 * assert.match(file.right, /\r\nDTSTART;TZID=Europe\/Madrid:20260303T180000\r\n/)
 * assert.match(file.right, /\r\nSUMMARY:skiing and Spanish with Ben\r\n/)
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const toCalendar = (
  agreement: Agreement | unknown,
  options?: CalendarOptions | unknown,
): Either<AgreementError, string> => {
  const read = decodeWithOptions(agreement, options, readCalendarOptions)
  if (isLeft(read)) return read
  const { agreement: whole, options: calendar } = read.right
  if (calendar.replaces !== undefined && calendar.replaces.id !== whole.id) {
    return left(invalid('options.replaces.id', 'the id of the agreement itself', 'another id'))
  }
  const stranger = [...calendar.emails.keys()].find((id) => !whole.members.some((member) => member.id === id))
  if (stranger !== undefined) return left({ _tag: 'UnknownPerson', path: 'options.emails', id: stranger })
  return right(fileOf(whole, calendar))
}
