import type { Reader } from './read.ts'
import { show } from './show.ts'

const EXPECTED = 'a date such as "2026-11-23", from 2000 to 2199'

const hintFor = (u: unknown): string | undefined =>
  typeof u === 'string'
    ? /^\d{4}-\d\d-\d\dT/.test(u)
      ? 'only the date, without the time'
      : undefined
    : show(u) === 'a Date'
      ? 'write date.toISOString().slice(0, 10)'
      : undefined

/** A day of the calendar as `YYYY-MM-DD`. Zones have had offsets of whole minutes since 1972, and no plans past 2199. */
export const readReferenceWeek: Reader<string> = (report, u) => {
  if (typeof u === 'string' && /^2[01]\d\d-\d\d-\d\d$/.test(u)) {
    const time = Date.parse(u)
    // The 30th of February is taken for the 2nd of March.
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(u)) return u
  }
  return report.fail(EXPECTED, u, hintFor(u))
}
