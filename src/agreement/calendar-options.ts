import {
  optional,
  type Reader,
  readBoolean,
  readEntries,
  readList,
  readRecord,
  readText,
  shape,
  wholeNumber,
} from '../model/read.ts'
import { type Agreement, readAgreement } from './agreement.ts'
import { readInstant } from './calendar-text.ts'
import { readLanguage, readMemberId } from './page-options.ts'
import { defaultPageWords, type PageWords, readPageWords } from './page-words.ts'

/**
 * How an agreement becomes a calendar file.
 *
 * @category model
 * @since 0.1.0
 */
export interface CalendarOptions {
  /** Id of the member whose calendar it is: times are in their zone, titles name the others. By default it is everybody's, in the agreement's zone. */
  readonly for?: string | undefined
  /** `SEQUENCE`: 0 for the first file, and one more for each file that is to replace the one before; 0 by default. */
  readonly sequence?: number | undefined
  /** `DTSTAMP`: when the file was made, as `2026-11-24T18:00:00.000Z`. By default the agreement's first day, so that the same agreement gives the same file. */
  readonly stamp?: string | undefined
  /** The agreement as it was in the file before: what is in it and no longer in this one is called off. */
  readonly replaces?: Agreement | undefined
  /** One recurring event with exceptions instead of an event for each session, where sessions keep to a weekly time. */
  readonly series?: boolean | undefined
  /** Minutes before a session at which to be reminded, 10 at most; a day and half an hour by default. */
  readonly alarms?: readonly number[] | undefined
  /** Reviews, and due dates of goals, as entries of whole days; both by default. */
  readonly reviews?: boolean | undefined
  readonly goals?: boolean | undefined
  /** Where the members meet: a place, or an address on the net. */
  readonly location?: string | undefined
  /** E-mail addresses by id, for calendars that show who attends. Without any, names are in the text only. */
  readonly emails?: Readonly<Record<string, string>> | undefined
  /** The language of dates in texts, as a BCP 47 tag; `en` by default. */
  readonly lang?: string | undefined
  /** Texts that are not the default ones. */
  readonly words?: Partial<PageWords> | undefined
}

/** Options that have been read. */
export interface ReadCalendarOptions {
  readonly for?: string
  readonly sequence: number
  readonly stamp?: string
  readonly replaces?: Agreement
  readonly series: boolean
  readonly alarms: readonly number[]
  readonly reviews: boolean
  readonly goals: boolean
  readonly location?: string
  readonly emails: ReadonlyMap<string, string>
  readonly lang: string
  readonly words: PageWords
}

const CALENDAR_OPTIONS = /* @__PURE__ */ shape('options { for, sequence, stamp, ... }', [
  'for',
  'sequence',
  'stamp',
  'replaces',
  'series',
  'alarms',
  'reviews',
  'goals',
  'location',
  'emails',
  'lang',
  'words',
])

const MOST_ALARMS = 10
const readSequence: Reader<number> = /* @__PURE__ */ wholeNumber(0, 2_147_483_647)
/** Four weeks at most: nobody remembers what they were reminded of before. */
const readAlarm: Reader<number> = /* @__PURE__ */ wholeNumber(0, 40_320)
const readAnyText: Reader<string> = (report, u) => readText(report, u, 'a text')

const readAlarms: Reader<readonly number[]> = (report, u) => {
  const expected = `a list of at most ${MOST_ALARMS} numbers of minutes`
  const alarms = readList(report, u, expected, readAlarm)
  return alarms === undefined || alarms.length <= MOST_ALARMS
    ? alarms
    : report.failShown(expected, `a list of ${alarms.length}`)
}

/** Whatever else an address may be, it has none of the characters that mean something in a calendar file. */
const ADDRESS = /^[^\s@"'<>()[\]\\,;:\p{C}]{1,64}@[^\s@"'<>()[\]\\,;:\p{C}]{1,255}$/u

const readAddress: Reader<string> = (report, u) => {
  const address = readText(report, u, 'an e-mail address')
  return address === undefined || ADDRESS.test(address) ? address : report.fail('an e-mail address', address)
}

const readEmails: Reader<ReadonlyMap<string, string>> = (report, u) => {
  const entries = readEntries(report, u, 'an object of e-mail addresses by id', readAddress)
  return entries === undefined ? undefined : new Map(entries)
}

export const readCalendarOptions: Reader<ReadCalendarOptions> = (report, u) => {
  const values = readRecord(report, u, CALENDAR_OPTIONS)
  if (values === undefined) return undefined
  const viewer = optional(report, 'for', values[0], readMemberId)
  const stamp = optional(report, 'stamp', values[2], readInstant)
  const replaces = optional(report, 'replaces', values[3], readAgreement)
  const location = optional(report, 'location', values[8], readAnyText)
  return {
    ...(viewer === undefined ? {} : { for: viewer }),
    sequence: optional(report, 'sequence', values[1], readSequence) ?? 0,
    ...(stamp === undefined ? {} : { stamp }),
    ...(replaces === undefined ? {} : { replaces }),
    series: optional(report, 'series', values[4], readBoolean) ?? false,
    alarms: optional(report, 'alarms', values[5], readAlarms) ?? [1440, 30],
    reviews: optional(report, 'reviews', values[6], readBoolean) ?? true,
    goals: optional(report, 'goals', values[7], readBoolean) ?? true,
    ...(location === undefined ? {} : { location }),
    emails: optional(report, 'emails', values[9], readEmails) ?? new Map<string, string>(),
    lang: optional(report, 'lang', values[10], readLanguage) ?? 'en',
    words: optional(report, 'words', values[11], readPageWords) ?? defaultPageWords(),
  }
}
