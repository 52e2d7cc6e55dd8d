import * as t from 'io-ts'
import { codec } from './codec.ts'
import {
  choice,
  optional,
  type Reader,
  readEntries,
  readFilledText,
  readList,
  readQuantity,
  readRecord,
  readText,
  required,
  shape,
  wholeNumber,
} from './read.ts'
import type { Report } from './report.ts'
import { type Offer, type OfferInput, readOffer, readWant, type Want, type WantInput } from './skill.ts'
import { zoneReader } from './time-zone.ts'

/**
 * A day of the week, in three letters.
 *
 * @category model
 * @since 0.1.0
 */
export type Weekday = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun'

/**
 * A weekly stretch of time in the person's own time zone: `from` (00:00 to 23:59) on `day` until `to` (00:00 to 24:00),
 * both `HH:MM`. A `to` that is earlier than `from` lies on the following day.
 *
 * @category model
 * @since 0.1.0
 */
export interface TimeWindow {
  readonly day: Weekday
  readonly from: string
  readonly to: string
}

/**
 * Somebody who can teach something and wants to learn something: what {@link PersonInput} decodes to.
 *
 * @category model
 * @since 0.1.0
 */
export interface Person {
  /** Unique among all people; exactly as given, never trimmed, and never blank. */
  readonly id: string
  readonly name?: string
  /** May be empty; then the person stays unmatched. */
  readonly offers: readonly Offer[]
  /** May be empty; then the person stays unmatched. */
  readonly wants: readonly Want[]
  /**
   * How many partners at most, all of them different: 1 to 1,000, 1 by default. Where somebody who could be in a pair has a
   * capacity of 2 or more, `stable`, `rematch` and `coverageFrontier` hold all possible pairs (16.8 million at most). For pairs only: nobody is in more than one group or cycle.
   */
  readonly capacity: number
  /** In the caller's own unit (years, as a rule); 0 or more. */
  readonly experience?: number
  /** Trimmed and lower-cased: `es`, `pt-br`. */
  readonly languages?: readonly string[]
  /** An IANA name, such as `Europe/Madrid`. */
  readonly timezone?: string
  readonly availability?: readonly TimeWindow[]
  /** Whatever else the caller's own rules ask for. Never read by the engine. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>
}

/**
 * What may be written for a {@link Person}: plain data, skills as names or as objects. A property that is `undefined`
 * counts as absent; unknown properties are errors.
 *
 * @category model
 * @since 0.1.0
 */
export interface PersonInput {
  readonly id: string
  readonly name?: string | undefined
  readonly offers: readonly OfferInput[]
  readonly wants: readonly WantInput[]
  readonly capacity?: number | undefined
  readonly experience?: number | undefined
  readonly languages?: readonly string[] | undefined
  readonly timezone?: string | undefined
  readonly availability?: readonly TimeWindow[] | undefined
  readonly attributes?: Readonly<Record<string, string | number | boolean>> | undefined
}

type Mutable<A> = { -readonly [K in keyof A]: A[K] }

const WEEKDAYS: readonly Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const readWeekdayName: Reader<Weekday> = /* @__PURE__ */ choice(WEEKDAYS)

const readWeekday: Reader<Weekday> = (report, u) => {
  if (typeof u !== 'string' || u.length <= 3) return readWeekdayName(report, u)
  const meant = WEEKDAYS.find((day) => u.slice(0, 3).toLowerCase() === day.toLowerCase())
  return meant === undefined
    ? readWeekdayName(report, u)
    : report.fail(`three letters such as "Mon"`, u, `did you mean "${meant}"?`)
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/

const readFrom: Reader<string> = (report, u) =>
  typeof u === 'string' && TIME.test(u)
    ? u
    : report.fail('a time from "00:00" to "23:59"', u, u === '24:00' ? 'that is "00:00" of the next day' : undefined)

const readTo: Reader<string> = (report, u) =>
  typeof u === 'string' && (u === '24:00' || TIME.test(u)) ? u : report.fail('a time from "00:00" to "24:00"', u)

const WINDOW = /* @__PURE__ */ shape('a time window { day, from, to }', ['day', 'from', 'to'])

export const readTimeWindow: Reader<TimeWindow> = (report, u) => {
  const values = readRecord(report, u, WINDOW)
  if (values === undefined) return undefined
  const day = required(report, 'day', values[0], readWeekday)
  const from = required(report, 'from', values[1], readFrom)
  const to = required(report, 'to', values[2], readTo)
  if (day === undefined || from === undefined || to === undefined) return undefined
  return from === to
    ? report.fail('a window that ends at another time than it begins', from, 'a whole day is "00:00" to "24:00"')
    : { day, from, to }
}

const readName: Reader<string> = (report, u) => readText(report, u, 'a name')

const readCapacity: Reader<number> = /* @__PURE__ */ wholeNumber(1, 1000)

const readLanguage: Reader<string> = (report, u) =>
  readFilledText(report, u, 'a language such as "es"')?.trim().toLowerCase()

const readLanguages: Reader<readonly string[]> = (report, u) =>
  readList(report, u, 'a list of languages such as ["es", "en"]', readLanguage)

const readAvailability: Reader<readonly TimeWindow[]> = (report, u) =>
  readList(report, u, 'a list of time windows { day, from, to }', readTimeWindow)

const readAttribute: Reader<string | number | boolean> = (report, u) => {
  const expected = 'a text, a finite number, true or false'
  if (typeof u === 'boolean') return u
  if (typeof u === 'number' && Number.isFinite(u)) return u + 0
  return readText(report, u, expected)
}

const readAttributes: Reader<Readonly<Record<string, string | number | boolean>>> = (report, u) => {
  const entries = readEntries(report, u, 'an object of texts, numbers and booleans', readAttribute)
  // fromEntries defines properties and doesn't assign them, so that __proto__ is a key like any other.
  return entries === undefined ? undefined : Object.fromEntries(entries)
}

const readOffers: Reader<readonly Offer[]> = (report, u) =>
  readList(report, u, 'a list of offered skills, which may be empty', readOffer)

const readWants: Reader<readonly Want[]> = (report, u) =>
  readList(report, u, 'a list of wanted skills, which may be empty', readWant)

const PERSON = /* @__PURE__ */ shape('a person { id, offers, wants, ... }', [
  'id',
  'name',
  'offers',
  'wants',
  'capacity',
  'experience',
  'languages',
  'timezone',
  'availability',
  'attributes',
])

/**
 * A reader of people. `claim` is told each id while the report stands at its place, and says whether it may be used: the
 * door for the check that ids are unique, which must see the ids of people who are wrong elsewhere, too.
 */
export const personReader = (claim: (report: Report, id: string) => boolean): Reader<Person> => {
  const readZone = zoneReader()
  const readId: Reader<string> = (report, u) => {
    const hint = typeof u === 'number' || typeof u === 'bigint' ? 'write String(id)' : undefined
    const id = readFilledText(report, u, 'an id: a text that is not blank', hint)
    return id !== undefined && claim(report, id) ? id : undefined
  }
  return (report, u) => {
    const values = readRecord(report, u, PERSON)
    if (values === undefined) return undefined
    const id = required(report, 'id', values[0], readId)
    const name = optional(report, 'name', values[1], readName)
    const offers = required(report, 'offers', values[2], readOffers)
    const wants = required(report, 'wants', values[3], readWants)
    const capacity = optional(report, 'capacity', values[4], readCapacity) ?? 1
    const experience = optional(report, 'experience', values[5], readQuantity)
    const languages = optional(report, 'languages', values[6], readLanguages)
    const timezone = optional(report, 'timezone', values[7], readZone)
    const availability = optional(report, 'availability', values[8], readAvailability)
    const attributes = optional(report, 'attributes', values[9], readAttributes)
    // A slip in an optional field leaves the field out here: its issue is counted, so nobody ever sees this person.
    if (id === undefined || offers === undefined || wants === undefined) return undefined
    const person: Mutable<Person> = { id, offers, wants, capacity }
    if (name !== undefined) person.name = name
    if (experience !== undefined) person.experience = experience
    if (languages !== undefined) person.languages = languages
    if (timezone !== undefined) person.timezone = timezone
    if (availability !== undefined) person.availability = availability
    if (attributes !== undefined) person.attributes = attributes
    return person
  }
}

/**
 * Decodes a day of the week.
 *
 * @category codecs
 * @since 0.1.0
 */
export const Weekday: t.Type<Weekday> = /* @__PURE__ */ codec('Weekday', 'weekday', readWeekday, t.identity)

/**
 * Decodes a time window; `from` and `to` must differ.
 *
 * @category codecs
 * @since 0.1.0
 */
export const TimeWindow: t.Type<TimeWindow> = /* @__PURE__ */ codec(
  'TimeWindow',
  'timeWindow',
  readTimeWindow,
  t.identity,
)

/**
 * Decodes one {@link PersonInput}; total: hostile values get a `Left`, never an exception. A person encodes to itself,
 * which is plain JSON and decodes to the same value. For a list of people, whose ids must differ, see `decodePeople`.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { right } from 'fp-ts/lib/Either.js'
 * import { Person } from 'peermatch'
 *
 * assert.deepEqual(
 *   Person.decode({ id: 'ana', offers: ['Spanish'], wants: [{ skill: 'skiing', priority: 2 }] }),
 *   right({
 *     id: 'ana',
 *     offers: [{ skill: 'Spanish', level: 3 }],
 *     wants: [{ skill: 'skiing', priority: 2, level: 0 }],
 *     capacity: 1,
 *   }),
 * )
 * ```
 *
 * @category codecs
 * @since 0.1.0
 */
export const Person: t.Type<Person> = /* @__PURE__ */ codec(
  'Person',
  'person',
  (report, u) => personReader(() => true)(report, u),
  t.identity,
)
