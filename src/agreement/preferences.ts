import type * as t from 'io-ts'
import { codec } from '../model/codec.ts'
import type { Weekday } from '../model/person.ts'
import {
  choice,
  optional,
  type Reader,
  readEntries,
  readFilledText,
  readList,
  readRecord,
  readText,
  required,
  shape,
  wholeNumber,
} from '../model/read.ts'
import { zoneReader } from '../model/time-zone.ts'
import { type Agreement, readAgreement } from './agreement.ts'
import { readDate, readInstant, readSignedMinutes, readTime } from './calendar-text.ts'
import { MAX_MINUTES, MAX_SESSIONS } from './limits.ts'
import type { Cadence } from './parts.ts'
import { readCadence } from './read-parts.ts'
import { type AgreementWords, defaultGroundRules, defaultWords, readWords } from './words.ts'

/**
 * Somebody has an appointment: from `from` until `to`, both UTC as `2026-11-24T18:00:00.000Z`.
 *
 * @category model
 * @since 0.1.0
 */
export interface BusyTime {
  readonly id: string
  readonly from: string
  readonly to: string
}

/**
 * Days without sessions, both included, on the clock of the member `id`, or of everybody where there is no `id`.
 *
 * @category model
 * @since 0.1.0
 */
export interface Blackout {
  readonly id?: string
  readonly from: string
  readonly to: string
}

/**
 * When the session `number` should be, other than the others.
 *
 * @category model
 * @since 0.1.0
 */
export interface SessionWish {
  readonly number: number
  readonly day?: Weekday
  readonly time?: string
}

/**
 * Minutes that a member has given beyond those received (below 0: received beyond those given) before this agreement begins.
 *
 * @category model
 * @since 0.1.0
 */
export interface CarriedMinutes {
  readonly id: string
  readonly minutes: number
}

/**
 * What an agreement is drafted by: what {@link AgreementPreferencesInput} decodes to.
 *
 * @category model
 * @since 0.1.0
 */
export interface AgreementPreferences {
  /** The first possible day, `YYYY-MM-DD`; turns of the cadence are counted from here. */
  readonly start: string
  readonly cadence: Cadence
  /** The last possible day. */
  readonly until?: string
  /** How many sessions, 1 to 1,000; with `until`, whichever comes first. One of the two is there. */
  readonly sessions?: number
  /** The day and the time to meet at, where the members are free; where nobody states when they are free, the day and time. */
  readonly day?: Weekday
  /** `HH:MM`, on the clock of `timezone`, or else of the first member (by id) who states a zone. */
  readonly time?: string
  /** Sessions with wishes of their own. */
  readonly wishes: readonly SessionWish[]
  /** The zone in which days and `time` are counted, and that of members who state none. */
  readonly timezone?: string
  /** By id: what each member wants out of it. */
  readonly aims: ReadonlyMap<string, string>
  readonly groundRules: readonly string[]
  readonly incentive: string
  /** A review after so many sessions each, and one at the end. */
  readonly reviewEvery: number
  readonly blackouts: readonly Blackout[]
  readonly busy: readonly BusyTime[]
  /** The shortest time that is worth teaching in one piece, in minutes. */
  readonly leastBlock: number
  /** How long it takes, with a teacher, to get from one level to the next: what is realistic is judged by this. */
  readonly minutesPerLevel: number
  readonly carried: readonly CarriedMinutes[]
  /** Id of the agreement that this one carries on. */
  readonly renews?: string
  readonly words: AgreementWords
}

/**
 * What may be written for {@link AgreementPreferences}. `start`, `cadence` and one of `until` and `sessions` are needed. By default:
 * a session every week, a review after every 4 sessions, blocks of 15 minutes at least, 240 minutes for one level.
 *
 * @category model
 * @since 0.1.0
 */
export interface AgreementPreferencesInput {
  readonly start: string
  readonly cadence: { readonly everyWeeks?: number | undefined; readonly minutes: number }
  readonly until?: string | undefined
  readonly sessions?: number | undefined
  readonly day?: Weekday | undefined
  readonly time?: string | undefined
  readonly wishes?:
    | readonly { readonly number: number; readonly day?: Weekday | undefined; readonly time?: string | undefined }[]
    | undefined
  readonly timezone?: string | undefined
  readonly aims?: Readonly<Record<string, string>> | undefined
  readonly groundRules?: readonly string[] | undefined
  readonly incentive?: string | undefined
  readonly reviewEvery?: number | undefined
  readonly blackouts?:
    | readonly { readonly id?: string | undefined; readonly from: string; readonly to: string }[]
    | undefined
  /** Agreements stand for all their sessions, for each of their members. */
  readonly busy?: readonly (BusyTime | Agreement)[] | undefined
  readonly leastBlock?: number | undefined
  readonly minutesPerLevel?: number | undefined
  readonly carried?: readonly CarriedMinutes[] | undefined
  readonly renews?: string | undefined
  readonly words?: Partial<AgreementWords> | undefined
}

const PREFERENCES = /* @__PURE__ */ shape('preferences { start, cadence, until or sessions, ... }', [
  'start',
  'cadence',
  'until',
  'sessions',
  'day',
  'time',
  'wishes',
  'timezone',
  'aims',
  'groundRules',
  'incentive',
  'reviewEvery',
  'blackouts',
  'busy',
  'leastBlock',
  'minutesPerLevel',
  'carried',
  'renews',
  'words',
])

const readId: Reader<string> = (report, u) => readFilledText(report, u, 'the id of a person')
const readAnyText: Reader<string> = (report, u) => readText(report, u, 'a text')
const readNumber: Reader<number> = /* @__PURE__ */ wholeNumber(1, MAX_SESSIONS)
const readBlock: Reader<number> = /* @__PURE__ */ wholeNumber(1, MAX_MINUTES)
const readPerLevel: Reader<number> = /* @__PURE__ */ wholeNumber(1, 1_000_000)
const readDay: Reader<Weekday> = /* @__PURE__ */ choice(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])

const WISH = /* @__PURE__ */ shape('a wish { number, day, time }', ['number', 'day', 'time'])

const readWish: Reader<SessionWish> = (report, u) => {
  const values = readRecord(report, u, WISH)
  if (values === undefined) return undefined
  const number = required(report, 'number', values[0], readNumber)
  const day = optional(report, 'day', values[1], readDay)
  const time = optional(report, 'time', values[2], readTime)
  if (number === undefined) return undefined
  return { number, ...(day === undefined ? {} : { day }), ...(time === undefined ? {} : { time }) }
}

const readWishes: Reader<readonly SessionWish[]> = (report, u) =>
  readList(report, u, 'a list of wishes { number, day, time }', readWish)

const BLACKOUT = /* @__PURE__ */ shape('days without sessions { from, to, id }', ['id', 'from', 'to'])

const readBlackout: Reader<Blackout> = (report, u) => {
  const values = readRecord(report, u, BLACKOUT)
  if (values === undefined) return undefined
  const id = optional(report, 'id', values[0], readId)
  const from = required(report, 'from', values[1], readDate)
  const to = required(report, 'to', values[2], readDate)
  if (from === undefined || to === undefined) return undefined
  return to < from
    ? report.fail('days that end on the day they begin, or later', to)
    : { ...(id === undefined ? {} : { id }), from, to }
}

const readBlackouts: Reader<readonly Blackout[]> = (report, u) =>
  readList(report, u, 'a list of days without sessions { from, to, id }', readBlackout)

const BUSY = /* @__PURE__ */ shape('{ id, from, to } or an agreement', ['id', 'from', 'to'])

const readInterval: Reader<BusyTime> = (report, u) => {
  const values = readRecord(report, u, BUSY)
  if (values === undefined) return undefined
  const id = required(report, 'id', values[0], readId)
  const from = required(report, 'from', values[1], readInstant)
  const to = required(report, 'to', values[2], readInstant)
  if (id === undefined || from === undefined || to === undefined) return undefined
  return to <= from ? report.fail('an end after the beginning', to) : { id, from, to }
}

/** What an agreement keeps its members from; sessions that have no time yet keep nobody from anything. */
export const busyWith = ({ members, sessions }: Agreement): readonly BusyTime[] =>
  sessions.flatMap(({ start, end }) =>
    start === undefined || end === undefined ? [] : members.map(({ id }) => ({ id, from: start, to: end })),
  )

const isAgreement = (u: unknown): boolean => {
  try {
    return typeof u === 'object' && u !== null && 'sessions' in u
  } catch {
    return false
  }
}

const readBusyOne: Reader<readonly BusyTime[]> = (report, u) => {
  if (isAgreement(u)) {
    const agreement = readAgreement(report, u)
    return agreement === undefined ? undefined : busyWith(agreement)
  }
  const one = readInterval(report, u)
  return one === undefined ? undefined : [one]
}

const readBusy: Reader<readonly BusyTime[]> = (report, u) =>
  readList(report, u, 'a list of { id, from, to } and agreements', readBusyOne)?.flat()

const readAims: Reader<ReadonlyMap<string, string>> = (report, u) => {
  const entries = readEntries(report, u, 'an object of texts by id', readAnyText)
  return entries === undefined ? undefined : new Map(entries)
}

const CARRIED = /* @__PURE__ */ shape('carried minutes { id, minutes }', ['id', 'minutes'])

const readCarriedOne: Reader<CarriedMinutes> = (report, u) => {
  const values = readRecord(report, u, CARRIED)
  if (values === undefined) return undefined
  const id = required(report, 'id', values[0], readId)
  const minutes = required(report, 'minutes', values[1], readSignedMinutes)
  return id === undefined || minutes === undefined ? undefined : { id, minutes }
}

const readCarried: Reader<readonly CarriedMinutes[]> = (report, u) =>
  readList(report, u, 'a list of carried minutes { id, minutes }', readCarriedOne)

const MOST_RULES = 100

const readGroundRules: Reader<readonly string[]> = (report, u) => {
  const rules = readList(report, u, 'a list of ground rules', readAnyText)
  return rules === undefined || rules.length <= MOST_RULES
    ? rules
    : report.failShown(`at most ${MOST_RULES} ground rules`, `a list of ${rules.length}`)
}

const DEFAULT_INCENTIVE = 'When all goals are reached, we celebrate together with something that all of us like.'
const DEFAULT_REVIEW_EVERY = 4
const DEFAULT_LEAST_BLOCK = 15
const DEFAULT_MINUTES_PER_LEVEL = 240

/** Decodes preferences at the report's present place. */
export const readPreferences: Reader<AgreementPreferences> = (report, u) => {
  const values = readRecord(report, u, PREFERENCES)
  if (values === undefined) return undefined
  const start = required(report, 'start', values[0], readDate)
  const cadence = required(report, 'cadence', values[1], readCadence)
  const until = optional(report, 'until', values[2], readDate)
  const sessions = optional(report, 'sessions', values[3], readNumber)
  const day = optional(report, 'day', values[4], readDay)
  const time = optional(report, 'time', values[5], readTime)
  const timezone = optional(report, 'timezone', values[7], zoneReader())
  const renews = optional(report, 'renews', values[17], readId)
  const rest = {
    wishes: optional(report, 'wishes', values[6], readWishes) ?? [],
    aims: optional(report, 'aims', values[8], readAims) ?? new Map<string, string>(),
    groundRules: optional(report, 'groundRules', values[9], readGroundRules) ?? defaultGroundRules(),
    incentive: optional(report, 'incentive', values[10], readAnyText) ?? DEFAULT_INCENTIVE,
    reviewEvery: optional(report, 'reviewEvery', values[11], readNumber) ?? DEFAULT_REVIEW_EVERY,
    blackouts: optional(report, 'blackouts', values[12], readBlackouts) ?? [],
    busy: optional(report, 'busy', values[13], readBusy) ?? [],
    leastBlock: optional(report, 'leastBlock', values[14], readBlock) ?? DEFAULT_LEAST_BLOCK,
    minutesPerLevel: optional(report, 'minutesPerLevel', values[15], readPerLevel) ?? DEFAULT_MINUTES_PER_LEVEL,
    carried: optional(report, 'carried', values[16], readCarried) ?? [],
    words: optional(report, 'words', values[18], readWords) ?? defaultWords(),
  }
  if (values[2] === undefined && values[3] === undefined) {
    return report.failShown('until or sessions: when it ends, or how many sessions there are', 'neither')
  }
  if (start === undefined || cadence === undefined) return undefined
  return {
    start,
    cadence,
    ...(until === undefined ? {} : { until }),
    ...(sessions === undefined ? {} : { sessions }),
    ...(day === undefined ? {} : { day }),
    ...(time === undefined ? {} : { time }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(renews === undefined ? {} : { renews }),
    ...rest,
  }
}

/**
 * Decodes {@link AgreementPreferencesInput}; total. Encodes to plain JSON, which decodes to the same value.
 *
 * @category codecs
 * @since 0.1.0
 */
export const AgreementPreferences: t.Type<AgreementPreferences, AgreementPreferencesInput> = /* @__PURE__ */ codec(
  'AgreementPreferences',
  'preferences',
  readPreferences,
  (preferences: AgreementPreferences): AgreementPreferencesInput => ({
    ...preferences,
    aims: Object.fromEntries(preferences.aims),
  }),
)
