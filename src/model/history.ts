import * as t from 'io-ts'
import { codec } from './codec.ts'
import {
  numberWhere,
  optional,
  type Reader,
  readFilledText,
  readList,
  readRecord,
  required,
  shape,
  wholeNumber,
} from './read.ts'
import { readReferenceWeek as readDay } from './reference-week.ts'
import type { Report } from './report.ts'
import { type IdPair, readIdPair } from './rules.ts'
import { quote } from './show.ts'

/**
 * Two people who have met.
 *
 * @category model
 * @since 0.1.0
 */
export interface Meeting {
  readonly members: IdPair
  /** The day, `YYYY-MM-DD`. */
  readonly at: string
}

/**
 * What somebody is owed, for having been left out.
 *
 * @category model
 * @since 0.1.0
 */
export interface Credit {
  readonly id: string
  /** So much more weighs every pair that the person is given, in units of weight: 0 to 1,000,000. */
  readonly amount: number
}

/**
 * What happened before, and what it counts for. Each pair that has met gets a term `repeat * 2 ** (-days / halfLife)` beside its
 * weight, each person with a credit brings it into their pairs; the greatest total of weights and terms is what is looked for.
 * (Under `stable` everybody's own gains decide, and terms break ties only.) Ids of people who are not there are passed over:
 * people leave, and what happened stays true.
 *
 * @category model
 * @since 0.1.0
 */
export interface History {
  /** Who has met when; of a pair that has met several times the last meeting counts, alone. */
  readonly met: readonly Meeting[]
  /**
   * What it is worth to meet again, in units of weight, from -1,000,000 to 1,000,000: below 0 for new faces, above 0 to keep
   * friendships. It only shifts the balance; `noRepeatWithin` forbids.
   */
  readonly repeat: number
  /** In days, above 0: the term of a pair halves each time so many have passed since it met. Without it, terms do not fade. */
  readonly halfLife?: number
  /** In days, a whole number: a pair that met fewer days before `asOf` is not eligible. A hard rule like those in `rules`. */
  readonly noRepeatWithin?: number
  /** The day for which people are matched, `YYYY-MM-DD`; no meeting is later. `halfLife` and `noRepeatWithin` need it: today's date is never looked at. */
  readonly asOf?: string
  /** One entry for each person at most. */
  readonly credit: readonly Credit[]
}

/**
 * What may be written for {@link History}; everything is optional.
 *
 * @category model
 * @since 0.1.0
 */
export interface HistoryInput {
  readonly met?: readonly Meeting[] | undefined
  readonly repeat?: number | undefined
  readonly halfLife?: number | undefined
  readonly noRepeatWithin?: number | undefined
  readonly asOf?: string | undefined
  readonly credit?: readonly Credit[] | undefined
}

/** Beyond it, sums of many terms would not be exact. */
const MOST = 1_000_000

const HISTORY = /* @__PURE__ */ shape('a history: { met, repeat, halfLife, noRepeatWithin, asOf, credit }', [
  'met',
  'repeat',
  'halfLife',
  'noRepeatWithin',
  'asOf',
  'credit',
])
const MEETING = /* @__PURE__ */ shape('a meeting: { members: [a, b], at }', ['members', 'at'])
const CREDIT = /* @__PURE__ */ shape('a credit: { id, amount }', ['id', 'amount'])

const readMeeting: Reader<Meeting> = (report, u) => {
  const values = readRecord(report, u, MEETING)
  if (values === undefined) return undefined
  const members = required(report, 'members', values[0], readIdPair)
  const at = required(report, 'at', values[1], readDay)
  return members === undefined || at === undefined ? undefined : { members, at }
}

const readMeetings: Reader<readonly Meeting[]> = (report, u) =>
  readList(report, u, 'a list of meetings { members: [a, b], at }', readMeeting)

const readAmount: Reader<number> = /* @__PURE__ */ numberWhere(
  'a number from 0 to 1000000',
  (value) => value >= 0 && value <= MOST,
)

const readCredits: Reader<readonly Credit[]> = (report, u) => {
  const places = new Map<string, number>()
  let place = -1
  return readList<Credit>(report, u, 'a list of credits { id, amount }', (at, entry) => {
    place++
    const values = readRecord(at, entry, CREDIT)
    if (values === undefined) return undefined
    const id = required(at, 'id', values[0], (inner, text) => readFilledText(inner, text, 'the id of a person'))
    const amount = required(at, 'amount', values[1], readAmount)
    if (id === undefined || amount === undefined) return undefined
    const first = places.get(id)
    if (first !== undefined) {
      at.enter('id')
      at.fail('one credit for each person', id, `credit[${first}] is for the same person: add the amounts up`)
      at.leave()
      return undefined
    }
    places.set(id, place)
    return { id, amount }
  })
}

const readRepeat: Reader<number> = /* @__PURE__ */ numberWhere(
  'a number from -1000000 to 1000000',
  (value) => Math.abs(value) <= MOST,
)
const readHalfLife: Reader<number> = /* @__PURE__ */ numberWhere('a number of days, above 0', (value) => value > 0)
const readDays: Reader<number> = /* @__PURE__ */ wholeNumber(1, 100_000)

/** Dates are compared as text: they are written alike. */
const refuseTheFuture = (report: Report, met: readonly Meeting[], asOf: string): void => {
  report.enter('met')
  for (const [i, { at }] of met.entries()) {
    if (at <= asOf) continue
    report.enter(i)
    report.enter('at')
    report.fail(`a day up to asOf, ${quote(asOf)}`, at, 'asOf is the day for which people are matched')
    report.leave()
    report.leave()
    if (report.aborted) break
  }
  report.leave()
}

export const readHistory: Reader<History> = (report, u) => {
  const values = readRecord(report, u, HISTORY)
  if (values === undefined) return undefined
  const met = optional(report, 'met', values[0], readMeetings) ?? []
  const repeat = optional(report, 'repeat', values[1], readRepeat) ?? 0
  const halfLife = optional(report, 'halfLife', values[2], readHalfLife)
  const noRepeatWithin = optional(report, 'noRepeatWithin', values[3], readDays)
  const asOf = optional(report, 'asOf', values[4], readDay)
  const credit = optional(report, 'credit', values[5], readCredits) ?? []
  if (asOf !== undefined) refuseTheFuture(report, met, asOf)
  else if (values[4] === undefined && (halfLife !== undefined || noRepeatWithin !== undefined)) {
    report.enter('asOf')
    const hint = `${halfLife === undefined ? 'noRepeatWithin' : 'halfLife'} counts days back from it`
    report.fail('the day for which people are matched, such as "2026-11-23"', undefined, hint)
    report.leave()
  }
  return {
    met,
    repeat,
    ...(halfLife === undefined ? {} : { halfLife }),
    ...(noRepeatWithin === undefined ? {} : { noRepeatWithin }),
    ...(asOf === undefined ? {} : { asOf }),
    credit,
  }
}

/**
 * Decodes {@link HistoryInput}; total. Encodes to plain JSON.
 *
 * @category codecs
 * @since 0.1.0
 */
export const History: t.Type<History, HistoryInput> = /* @__PURE__ */ codec(
  'History',
  'history',
  readHistory,
  (history: History): HistoryInput => history,
)
