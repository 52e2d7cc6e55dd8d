import {
  choice,
  optional,
  type Reader,
  readBoolean,
  readFilledText,
  readList,
  readRecord,
  readText,
  required,
  shape,
  wholeNumber,
} from '../model/read.ts'
import { zoneReader } from '../model/time-zone.ts'
import { readDate, readInstant, readSignedMinutes, readTime } from './calendar-text.ts'
import { MAX_MINUTES, MAX_SESSIONS, MIN_MINUTES } from './limits.ts'

import type {
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

type Mutable<A> = { -readonly [K in keyof A]: A[K] }

const readId: Reader<string> = (report, u) => readFilledText(report, u, 'an id: a text that is not blank')
const readAnyText: Reader<string> = (report, u) => readText(report, u, 'a text')
const readSkill: Reader<string> = (report, u) => readFilledText(report, u, 'a skill name')
const readIds: Reader<readonly string[]> = (report, u) => readList(report, u, 'a list of ids', readId)
const readSomeIds: Reader<readonly string[]> = (report, u) => {
  const ids = readIds(report, u)
  if (ids === undefined) return undefined
  return ids.length > 0 && new Set(ids).size === ids.length
    ? ids
    : report.failShown('a list of one or more different ids', `a list of ${ids.length}`)
}
const readMinutes: Reader<number> = (report, u) => wholeNumber(0, Number.MAX_SAFE_INTEGER)(report, u)
const readBlockMinutes: Reader<number> = /* @__PURE__ */ wholeNumber(1, MAX_MINUTES)
const readNumber: Reader<number> = /* @__PURE__ */ wholeNumber(1, MAX_SESSIONS)
const readPriority: Reader<number> = /* @__PURE__ */ wholeNumber(1, 3)
const readLevel: Reader<number> = /* @__PURE__ */ wholeNumber(0, 5)

const CADENCE = /* @__PURE__ */ shape('a cadence { everyWeeks, minutes }', ['everyWeeks', 'minutes'])
const readWeeks: Reader<number> = /* @__PURE__ */ wholeNumber(1, 52)
const readSessionMinutes: Reader<number> = /* @__PURE__ */ wholeNumber(MIN_MINUTES, MAX_MINUTES)

export const readCadence: Reader<Cadence> = (report, u) => {
  const values = readRecord(report, u, CADENCE)
  if (values === undefined) return undefined
  const everyWeeks = optional(report, 'everyWeeks', values[0], readWeeks) ?? 1
  const minutes = required(report, 'minutes', values[1], readSessionMinutes)
  return minutes === undefined ? undefined : { everyWeeks, minutes }
}

const MEMBER = /* @__PURE__ */ shape('a member { id, name, aim, given, received, difference, ... }', [
  'id',
  'name',
  'timezone',
  'aim',
  'given',
  'received',
  'difference',
  'carried',
])

export const readMember: Reader<AgreementMember> = (report, u) => {
  const values = readRecord(report, u, MEMBER)
  if (values === undefined) return undefined
  const id = required(report, 'id', values[0], readId)
  const name = required(report, 'name', values[1], readAnyText)
  const timezone = optional(report, 'timezone', values[2], zoneReader())
  const aim = required(report, 'aim', values[3], readAnyText)
  const given = required(report, 'given', values[4], readMinutes)
  const received = required(report, 'received', values[5], readMinutes)
  const difference = required(report, 'difference', values[6], readSignedMinutes)
  const carried = optional(report, 'carried', values[7], readSignedMinutes)
  if (id === undefined || name === undefined || aim === undefined) return undefined
  if (given === undefined || received === undefined || difference === undefined) return undefined
  return {
    id,
    name,
    ...(timezone === undefined ? {} : { timezone }),
    aim,
    given,
    received,
    difference,
    ...(carried === undefined ? {} : { carried }),
  }
}

const LOCAL = /* @__PURE__ */ shape('a local time { id, timezone, date, from, untilDate, to }', [
  'id',
  'timezone',
  'date',
  'from',
  'untilDate',
  'to',
])

const readLocalTime =
  (readZone: Reader<string>): Reader<LocalTime> =>
  (report, u) => {
    const values = readRecord(report, u, LOCAL)
    if (values === undefined) return undefined
    const id = required(report, 'id', values[0], readId)
    const timezone = required(report, 'timezone', values[1], readZone)
    const date = required(report, 'date', values[2], readDate)
    const from = required(report, 'from', values[3], readTime)
    const untilDate = required(report, 'untilDate', values[4], readDate)
    const to = required(report, 'to', values[5], readTime)
    return id === undefined ||
      timezone === undefined ||
      date === undefined ||
      from === undefined ||
      untilDate === undefined ||
      to === undefined
      ? undefined
      : { id, timezone, date, from, untilDate, to }
  }

const BLOCK = /* @__PURE__ */ shape('a block { offset, minutes, teacher, learners, skill }', [
  'offset',
  'minutes',
  'teacher',
  'learners',
  'skill',
  'taught',
])

export const readBlock: Reader<TeachingBlock> = (report, u) => {
  const values = readRecord(report, u, BLOCK)
  if (values === undefined) return undefined
  const offset = required(report, 'offset', values[0], readMinutes)
  const minutes = required(report, 'minutes', values[1], readBlockMinutes)
  const teacher = required(report, 'teacher', values[2], readId)
  const learners = required(report, 'learners', values[3], readSomeIds)
  const skill = required(report, 'skill', values[4], readSkill)
  const taught = optional(report, 'taught', values[5], readSkill)
  if (offset === undefined || minutes === undefined || teacher === undefined) return undefined
  if (learners === undefined || skill === undefined) return undefined
  return { offset, minutes, teacher, learners, skill, ...(taught === undefined ? {} : { taught }) }
}

const SESSION = /* @__PURE__ */ shape('a session { id, number, date, minutes, blocks, ... }', [
  'id',
  'number',
  'date',
  'start',
  'end',
  'minutes',
  'local',
  'blocks',
])

const readBlocks: Reader<readonly TeachingBlock[]> = (report, u) => readList(report, u, 'a list of blocks', readBlock)

/** A reader of sessions: zones are asked for once in the whole list. */
export const sessionReader = (): Reader<Session> => {
  const readLocal = readLocalTime(zoneReader())
  const readLocals: Reader<readonly LocalTime[]> = (report, u) =>
    readList(report, u, 'a list of local times', readLocal)
  return (report, u) => {
    const values = readRecord(report, u, SESSION)
    if (values === undefined) return undefined
    const id = required(report, 'id', values[0], readId)
    const number = required(report, 'number', values[1], readNumber)
    const date = required(report, 'date', values[2], readDate)
    const start = optional(report, 'start', values[3], readInstant)
    const end = optional(report, 'end', values[4], readInstant)
    const minutes = required(report, 'minutes', values[5], readSessionMinutes)
    const local = optional(report, 'local', values[6], readLocals)
    const blocks = required(report, 'blocks', values[7], readBlocks)
    if (id === undefined || number === undefined || date === undefined) return undefined
    if (minutes === undefined || blocks === undefined) return undefined
    const session: Mutable<Session> = { id, number, date, minutes, blocks }
    if (start === undefined && end === undefined && local === undefined) return session
    return start === undefined || end === undefined || local === undefined
      ? report.failShown('start, end and local together, or none of them', 'some of them')
      : { id, number, date, start, end, minutes, local, blocks }
  }
}

const GOAL = /* @__PURE__ */ shape('a goal { id, member, skill, from, to, due, ... }', [
  'id',
  'member',
  'skill',
  'teachers',
  'priority',
  'from',
  'to',
  'minutes',
  'sessions',
  'due',
  'check',
])

export const readGoal: Reader<Goal> = (report, u) => {
  const values = readRecord(report, u, GOAL)
  if (values === undefined) return undefined
  const id = required(report, 'id', values[0], readId)
  const member = required(report, 'member', values[1], readId)
  const skill = required(report, 'skill', values[2], readSkill)
  const teachers = required(report, 'teachers', values[3], readSomeIds)
  const priority = required(report, 'priority', values[4], readPriority)
  const from = required(report, 'from', values[5], readLevel)
  const to = required(report, 'to', values[6], readLevel)
  const minutes = required(report, 'minutes', values[7], readMinutes)
  const sessions = required(report, 'sessions', values[8], readSomeIds)
  const due = required(report, 'due', values[9], readDate)
  const check = required(report, 'check', values[10], readAnyText)
  if (id === undefined || member === undefined || skill === undefined || teachers === undefined) return undefined
  if (priority === undefined || from === undefined || to === undefined || minutes === undefined) return undefined
  if (sessions === undefined || due === undefined || check === undefined) return undefined
  return from < to
    ? { id, member, skill, teachers, priority, from, to, minutes, sessions, due, check }
    : report.failShown('a goal above the level at the start', `from ${from} to ${to}`)
}

const REVIEW = /* @__PURE__ */ shape('a review { number, session, date, goals, text }', [
  'number',
  'session',
  'date',
  'goals',
  'text',
])

export const readReview: Reader<Review> = (report, u) => {
  const values = readRecord(report, u, REVIEW)
  if (values === undefined) return undefined
  const number = required(report, 'number', values[0], readNumber)
  const session = required(report, 'session', values[1], readId)
  const date = required(report, 'date', values[2], readDate)
  const goals = required(report, 'goals', values[3], readIds)
  const text = required(report, 'text', values[4], readAnyText)
  return number === undefined ||
    session === undefined ||
    date === undefined ||
    goals === undefined ||
    text === undefined
    ? undefined
    : { number, session, date, goals, text }
}

const SKIPPED = /* @__PURE__ */ shape('a skipped turn { from, to, reason }', ['from', 'to', 'reason'])
const readReason: Reader<SkippedTurn['reason']> = /* @__PURE__ */ choice(['blackout', 'busy', 'noCommonTime'])

export const readSkippedTurn: Reader<SkippedTurn> = (report, u) => {
  const values = readRecord(report, u, SKIPPED)
  if (values === undefined) return undefined
  const from = required(report, 'from', values[0], readDate)
  const to = required(report, 'to', values[1], readDate)
  const reason = required(report, 'reason', values[2], readReason)
  return from === undefined || to === undefined || reason === undefined ? undefined : { from, to, reason }
}

const BALANCE = /* @__PURE__ */ shape('a balance { even, largest, detail }', ['even', 'largest', 'detail'])

export const readBalance: Reader<Balance> = (report, u) => {
  const values = readRecord(report, u, BALANCE)
  if (values === undefined) return undefined
  const even = required(report, 'even', values[0], readBoolean)
  const largest = required(report, 'largest', values[1], readMinutes)
  const detail = required(report, 'detail', values[2], readAnyText)
  return even === undefined || largest === undefined || detail === undefined ? undefined : { even, largest, detail }
}
