import { numberWhere, type Reader } from '../model/read.ts'
import { readReferenceWeek } from '../model/reference-week.ts'

const DAY = 86_400_000

/** Days since 1970-01-01 of a date `YYYY-MM-DD`. */
export const dayNumber = (date: string): number => Date.parse(date) / DAY

/** The date of so many days since 1970-01-01. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** A day of the calendar as `YYYY-MM-DD`, from 2000 to 2199. */
export const readDate: Reader<string> = readReferenceWeek

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** `HH:MM`, from 00:00 to 23:59. */
export const readTime: Reader<string> = (report, u) =>
  typeof u === 'string' && TIME.test(u) ? u : report.fail('a time from "00:00" to "23:59"', u)

const INSTANT = 'an instant in UTC, to the minute, such as "2026-11-24T18:00:00.000Z", from 2000 to 2199'
const INSTANT_TEXT = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d(?::00(?:\.000)?)?Z$/

/** A whole minute in UTC; seconds and their thousandths may be left out, and are written in the answer. */
export const readInstant: Reader<string> = (report, u) => {
  if (typeof u === 'string' && INSTANT_TEXT.test(u)) {
    const time = Date.parse(u)
    // The 30th of February is taken for the 2nd of March.
    if (!Number.isNaN(time)) {
      const text = new Date(time).toISOString()
      if (text.startsWith(u.slice(0, 16))) return text
    }
  }
  return report.fail(INSTANT, u)
}

/** Minutes, 0 or more or less; whole. */
export const readSignedMinutes: Reader<number> = /* @__PURE__ */ numberWhere('a whole number of minutes', (value) =>
  Number.isSafeInteger(value),
)
