import type { Reader } from './read.ts'
import { readText } from './read.ts'
import type { Report } from './report.ts'

/** `Europe/Madrid`, `UTC`, `Etc/GMT+5`; offsets such as `+01:00` start with no letter: some Nodes know them, others don't. */
const NAME = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/

/** No zone's name is longer than 30 characters: nothing is meant by a text longer than this. */
const LONGEST = 40

/** Asking for a zone that doesn't exist is slow (about 0.3 ms), so a hostile input may not do it without end. */
const MAX_UNKNOWN = 200

/** `Madrid` and `europe/madird` are meant for `Europe/Madrid`. */
const meant = (report: Report, name: string, zones: readonly string[]): string | undefined => {
  const city = `/${name.trim().replace(/\s+/g, '_').toLowerCase()}`
  const zone = zones.find((one) => one.toLowerCase().endsWith(city)) ?? report.near(name, zones)
  return zone === undefined ? undefined : `did you mean "${zone}"?`
}

/** Makes a reader that remembers what it was told; there are some 600 zones, so the memory is bounded. */
export const zoneReader = (): Reader<string> => {
  const known = new Map<string, boolean>()
  let unknown = 0
  /** For hints only: made when the first one is wanted. */
  let zones: readonly string[] | undefined
  const exists = (name: string): boolean => {
    // Zone names don't mind letter case.
    const key = name.toLowerCase()
    const before = known.get(key)
    if (before !== undefined) return before
    // By now the input is refused anyway: nothing but the count depends on the answer.
    if (unknown >= MAX_UNKNOWN) return false
    let answer = true
    try {
      Intl.DateTimeFormat('en', { timeZone: name })
    } catch {
      answer = false
      unknown++
    }
    known.set(key, answer)
    return answer
  }
  return (report, u) => {
    const expected = 'an IANA time zone such as "Europe/Madrid"'
    const name = readText(report, u, expected)
    if (name === undefined || (NAME.test(name) && exists(name))) return name
    if (report.isFull()) return report.fail(expected, name)
    if (/^(?:UTC|GMT)?[+-]\d/i.test(name)) {
      return report.fail(expected, name, 'an offset does not know about summer time: name the zone')
    }
    zones ??= Intl.supportedValuesOf('timeZone')
    return report.fail(expected, name, name.length > LONGEST ? undefined : meant(report, name, zones))
  }
}
