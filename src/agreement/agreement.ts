import * as t from 'io-ts'
import { codec } from '../model/codec.ts'
import {
  optional,
  type Reader,
  readFilledText,
  readList,
  readRecord,
  readText,
  required,
  shape,
} from '../model/read.ts'
import { zoneReader } from '../model/time-zone.ts'
import { readDate } from './calendar-text.ts'
import { checkAgreement } from './check-agreement.ts'
import { MAX_LINES, MAX_MEMBERS, MAX_SESSIONS, MAX_TURNS } from './limits.ts'
import type { AgreementMember, Balance, Cadence, Goal, Review, Session, SkippedTurn } from './parts.ts'
import {
  readBalance,
  readCadence,
  readGoal,
  readMember,
  readReview,
  readSkippedTurn,
  sessionReader,
} from './read-parts.ts'

export type {
  AgreementMember,
  Balance,
  Cadence,
  Goal,
  LocalTime,
  Review,
  Session,
  SkippedTurn,
  TeachingBlock,
} from './parts.ts'

/**
 * What matched people agree on; plain JSON, made by `draftAgreement`. The codec of the same name reads it back.
 *
 * @category model
 * @since 0.1.0
 */
export interface Agreement {
  readonly version: 1
  /** The same for the same members and start. */
  readonly id: string
  readonly title: string
  /** By id; two or more. */
  readonly members: readonly AgreementMember[]
  /** The zone in which the agreement counts days: start, end, dates of sessions, goals and reviews. Absent where sessions have dates only and no zone is known. */
  readonly timezone?: string
  /** The first possible day, and the day of the last session. */
  readonly start: string
  readonly end: string
  readonly cadence: Cadence
  /** In the order of time; at least one. */
  readonly sessions: readonly Session[]
  /** In the order of time. */
  readonly skipped: readonly SkippedTurn[]
  /** By member, then the highest priority first, then by skill; at least one. */
  readonly goals: readonly Goal[]
  readonly reviews: readonly Review[]
  readonly groundRules: readonly string[]
  /** What the members treat themselves to when the goals are reached. */
  readonly incentive: string
  readonly balance: Balance
  /** Id of the agreement that this one carries on. */
  readonly renews?: string
}

const AGREEMENT = /* @__PURE__ */ shape('an agreement', [
  'version',
  'id',
  'title',
  'members',
  'start',
  'end',
  'cadence',
  'sessions',
  'skipped',
  'goals',
  'reviews',
  'groundRules',
  'incentive',
  'balance',
  'renews',
  'timezone',
])

const readVersion: Reader<1> = (report, u) => (u === 1 ? 1 : report.fail('the version 1', u))
const readId: Reader<string> = (report, u) => readFilledText(report, u, 'an id: a text that is not blank')
const readAnyText: Reader<string> = (report, u) => readText(report, u, 'a text')

const listOf =
  <A>(expected: string, least: number, most: number, read: Reader<A>): Reader<readonly A[]> =>
  (report, u) => {
    const list = readList(report, u, expected, read)
    return list === undefined || (list.length >= least && list.length <= most)
      ? list
      : report.failShown(expected, `a list of ${list.length}`)
  }

const readMembers: Reader<readonly AgreementMember[]> = (report, u) =>
  listOf(`a list of 2 to ${MAX_MEMBERS} members`, 2, MAX_MEMBERS, readMember)(report, u)
const readSessions: Reader<readonly Session[]> = (report, u) =>
  listOf(`a list of 1 to ${MAX_SESSIONS} sessions`, 1, MAX_SESSIONS, sessionReader())(report, u)
const readSkipped: Reader<readonly SkippedTurn[]> = (report, u) =>
  listOf('a list of skipped turns', 0, MAX_TURNS, readSkippedTurn)(report, u)
const readGoals: Reader<readonly Goal[]> = (report, u) =>
  listOf(`a list of 1 to ${MAX_LINES} goals`, 1, MAX_LINES, readGoal)(report, u)
const readReviews: Reader<readonly Review[]> = (report, u) =>
  listOf(`a list of at most ${MAX_SESSIONS} reviews`, 0, MAX_SESSIONS, readReview)(report, u)
const readRules: Reader<readonly string[]> = (report, u) =>
  listOf('a list of at most 100 ground rules', 0, 100, readAnyText)(report, u)

/** Decodes an agreement at the report's present place. */
export const readAgreement: Reader<Agreement> = (report, u) => {
  const before = report.total
  const values = readRecord(report, u, AGREEMENT)
  if (values === undefined) return undefined
  const version = required(report, 'version', values[0], readVersion)
  const id = required(report, 'id', values[1], readId)
  const title = required(report, 'title', values[2], readAnyText)
  const members = required(report, 'members', values[3], readMembers)
  const start = required(report, 'start', values[4], readDate)
  const end = required(report, 'end', values[5], readDate)
  const cadence = required(report, 'cadence', values[6], readCadence)
  const sessions = required(report, 'sessions', values[7], readSessions)
  const skipped = required(report, 'skipped', values[8], readSkipped)
  const goals = required(report, 'goals', values[9], readGoals)
  const reviews = required(report, 'reviews', values[10], readReviews)
  const groundRules = required(report, 'groundRules', values[11], readRules)
  const incentive = required(report, 'incentive', values[12], readAnyText)
  const balance = required(report, 'balance', values[13], readBalance)
  const renews = optional(report, 'renews', values[14], readId)
  const timezone = optional(report, 'timezone', values[15], zoneReader())
  if (report.total > before || version === undefined || id === undefined || title === undefined) return undefined
  if (members === undefined || start === undefined || end === undefined || cadence === undefined) return undefined
  if (sessions === undefined || skipped === undefined || goals === undefined || reviews === undefined) return undefined
  if (groundRules === undefined || incentive === undefined || balance === undefined) return undefined
  const agreement: Agreement = {
    version,
    id,
    title,
    members,
    ...(timezone === undefined ? {} : { timezone }),
    start,
    end,
    cadence,
    sessions,
    skipped,
    goals,
    reviews,
    groundRules,
    incentive,
    balance,
    ...(renews === undefined ? {} : { renews }),
  }
  checkAgreement(report, agreement)
  return report.total > before ? undefined : agreement
}

/**
 * Decodes an {@link Agreement}; total: hostile values get a `Left`, never an exception. Checks what the types say and that it holds
 * together: ids name members and sessions that exist, sessions are in the order of time, blocks lie within their session one after the
 * other, and totals are those of the blocks. Local times are taken as they are. Encodes to itself.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isLeft } from 'fp-ts/lib/Either.js'
 * import { Agreement } from 'peermatch/agreement'
 *
 * assert.ok(isLeft(Agreement.decode({ version: 1 })))
 * ```
 *
 * @category codecs
 * @since 0.1.0
 */
export const Agreement: t.Type<Agreement> = /* @__PURE__ */ codec('Agreement', 'agreement', readAgreement, t.identity)
