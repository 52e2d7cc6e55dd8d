import {
  choice,
  optional,
  type Reader,
  readFilledText,
  readList,
  readRecord,
  readText,
  required,
  shape,
  wholeNumber,
} from '../model/read.ts'
import { readSkillName } from '../model/skill.ts'
import { readDate, readInstant } from './calendar-text.ts'
import type { LedgerEvent, SessionHeld, TaughtBlock } from './ledger-event.ts'
import { readRevision } from './ledger-revision-reader.ts'
import { MAX_MINUTES } from './limits.ts'

/** Ids of an agreement's members, or nothing where they are not known. */
export type MemberIds = readonly string[] | undefined

const KEYS = [
  'id',
  'at',
  'kind',
  'session',
  'date',
  'minutes',
  'blocks',
  'absent',
  'start',
  'by',
  'reason',
  'goal',
  'level',
  'text',
  'event',
  'from',
  'cadence',
  'replaces',
  'sessions',
  'goals',
  'reviews',
  'skipped',
] as const

type Key = (typeof KEYS)[number]

/** What each kind has beside its stamp. */
const OWN: { readonly [kind in LedgerEvent['kind']]: readonly Key[] } = {
  held: ['session', 'date', 'blocks', 'absent', 'reason'],
  shortened: ['session', 'date', 'minutes', 'blocks', 'absent', 'reason'],
  moved: ['session', 'start', 'date', 'by', 'reason'],
  skipped: ['session', 'by', 'reason'],
  observed: ['goal', 'level', 'date', 'reason'],
  note: ['text', 'session', 'by'],
  withdrawn: ['event', 'reason'],
  revised: ['from', 'cadence', 'replaces', 'sessions', 'goals', 'reviews', 'skipped', 'reason'],
}

const STAMP: readonly Key[] = ['id', 'at', 'kind']
const EVENT = /* @__PURE__ */ shape('an event { id, at, kind, ... }', KEYS)
const BLOCK = /* @__PURE__ */ shape('a block { minutes, teacher, learners, skill }', [
  'minutes',
  'teacher',
  'learners',
  'skill',
])

const MOMENT = 'a moment in UTC such as "2026-11-24T18:00:00.000Z", from 2000 to 2199'
const MOMENT_TEXT = /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/

/** To the millisecond; what is left out is 0, and written in the answer. */
export const readMoment: Reader<string> = (report, u) => {
  if (typeof u === 'string' && MOMENT_TEXT.test(u)) {
    const time = Date.parse(u)
    // The 30th of February is taken for the 2nd of March.
    if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(u.slice(0, 16))) {
      return new Date(time).toISOString()
    }
  }
  return report.fail(MOMENT, u)
}

export const readEventId: Reader<string> = (report, u) =>
  readFilledText(report, u, 'the id of an event: a text that is not blank')
const readKind: Reader<LedgerEvent['kind']> = /* @__PURE__ */ choice([
  'held',
  'shortened',
  'moved',
  'skipped',
  'observed',
  'note',
  'withdrawn',
  'revised',
])
const readSessionId: Reader<string> = (report, u) => readFilledText(report, u, 'the id of a session')
const readGoalId: Reader<string> = (report, u) => readFilledText(report, u, 'the id of a goal')
const readReason: Reader<string> = (report, u) => readText(report, u, 'a text')
const readMinutes: Reader<number> = /* @__PURE__ */ wholeNumber(1, MAX_MINUTES)
const readLevel: Reader<number> = /* @__PURE__ */ wholeNumber(0, 5)

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const memberReader =
  (members: MemberIds): Reader<string> =>
  (report, u) => {
    const id = readFilledText(report, u, 'the id of a member')
    return id === undefined || members === undefined || members.includes(id)
      ? id
      : report.fail('the id of a member', id)
  }

/** Different ids, sorted: their order means nothing. */
const membersReader = (least: number, readMember: Reader<string>): Reader<readonly string[]> => {
  const expected = least === 0 ? 'a list of different ids of members' : 'a list of one or more different ids of members'
  return (report, u) => {
    const ids = readList(report, u, expected, readMember)
    if (ids === undefined) return undefined
    return ids.length >= least && new Set(ids).size === ids.length
      ? ids.toSorted(compareText)
      : report.failShown(expected, ids.length < least ? 'an empty list' : 'an id that comes twice')
  }
}

const blockReader = (readMember: Reader<string>): Reader<TaughtBlock> => {
  const readLearners = membersReader(1, readMember)
  return (report, u) => {
    const values = readRecord(report, u, BLOCK)
    if (values === undefined) return undefined
    const minutes = required(report, 'minutes', values[0], readMinutes)
    const teacher = required(report, 'teacher', values[1], readMember)
    const learners = required(report, 'learners', values[2], readLearners)
    const skill = required(report, 'skill', values[3], readSkillName)
    if (minutes === undefined || teacher === undefined || learners === undefined || skill === undefined)
      return undefined
    return learners.includes(teacher)
      ? report.failShown('somebody who teaches somebody else', 'a teacher among the learners')
      : { minutes, teacher, learners, skill }
  }
}

/** One piece of time at most for each minute of a day. */
const blocksReader = (readMember: Reader<string>): Reader<readonly TaughtBlock[]> => {
  const readBlock = blockReader(readMember)
  return (report, u) => {
    const blocks = readList(report, u, 'a list of blocks { minutes, teacher, learners, skill }', readBlock)
    return blocks === undefined || blocks.length <= MAX_MINUTES
      ? blocks
      : report.failShown(`at most ${MAX_MINUTES} blocks`, `a list of ${blocks.length}`)
  }
}

/** The present keys of an object that may be absent. */
const some = <K extends string, A>(key: K, value: A | undefined): { readonly [k in K]?: A } =>
  // A computed key widens to string; there is just this one.
  (value === undefined ? {} : { [key]: value }) as { readonly [k in K]?: A }

/** A reader of events; `members` are the only people that they may name. */
export const eventReader = (members: MemberIds): Reader<LedgerEvent> => {
  const readMember = memberReader(members)
  const readAbsent = membersReader(0, readMember)
  const readBy = membersReader(1, readMember)
  const readBlocks = blocksReader(readMember)

  const readTaught = (
    report: Parameters<Reader<unknown>>[0],
    value: (key: Key) => unknown,
  ): Pick<SessionHeld, 'blocks' | 'absent'> => {
    const blocks = optional(report, 'blocks', value('blocks'), readBlocks)
    const absent = optional(report, 'absent', value('absent'), readAbsent)
    blocks?.forEach(({ teacher, learners }, at) => {
      const there = absent?.find((id) => id === teacher || learners.includes(id))
      if (there === undefined) return
      report.enter('blocks')
      report.enter(at)
      report.fail('nobody who was absent', there)
      report.leave()
      report.leave()
    })
    return { ...some('blocks', blocks), ...some('absent', absent) }
  }

  return (report, u) => {
    const before = report.total
    const values = readRecord(report, u, EVENT)
    if (values === undefined) return undefined
    const value = (key: Key): unknown => values[EVENT.slots.get(key)!]
    const id = required(report, 'id', value('id'), readEventId)
    const at = required(report, 'at', value('at'), readMoment)
    const kind = required(report, 'kind', value('kind'), readKind)
    if (kind === undefined) return undefined
    const own = OWN[kind]
    for (const key of KEYS) {
      if (value(key) === undefined || own.includes(key) || STAMP.includes(key)) continue
      report.enter(key)
      report.failShown(`one of the keys ${[...STAMP, ...own].join(', ')}, as the kind is "${kind}"`, `"${key}"`)
      report.leave()
    }
    const reason = some('reason', optional(report, 'reason', value('reason'), readReason))
    const event = ((): LedgerEvent | undefined => {
      if (id === undefined || at === undefined) return undefined
      const stamp = { id, at }
      switch (kind) {
        case 'held': {
          const session = optional(report, 'session', value('session'), readSessionId)
          const date = optional(report, 'date', value('date'), readDate)
          const taught = readTaught(report, value)
          if (value('session') === undefined && (value('date') === undefined || value('blocks') === undefined)) {
            return report.failShown('a session, or both date and blocks', 'an event without')
          }
          return { ...stamp, kind, ...some('session', session), ...some('date', date), ...taught, ...reason }
        }
        case 'shortened': {
          const session = required(report, 'session', value('session'), readSessionId)
          const minutes = required(report, 'minutes', value('minutes'), readMinutes)
          const date = some('date', optional(report, 'date', value('date'), readDate))
          const taught = readTaught(report, value)
          if (session === undefined || minutes === undefined) return undefined
          return { ...stamp, kind, session, minutes, ...date, ...taught, ...reason }
        }
        case 'moved': {
          const session = required(report, 'session', value('session'), readSessionId)
          const start = some('start', optional(report, 'start', value('start'), readInstant))
          const date = some('date', optional(report, 'date', value('date'), readDate))
          const by = some('by', optional(report, 'by', value('by'), readBy))
          if ((value('start') === undefined) === (value('date') === undefined)) {
            return report.failShown(
              'either start or date',
              value('start') === undefined ? 'neither of them' : 'both of them',
            )
          }
          return session === undefined ? undefined : { ...stamp, kind, session, ...start, ...date, ...by, ...reason }
        }
        case 'skipped': {
          const session = required(report, 'session', value('session'), readSessionId)
          const by = some('by', optional(report, 'by', value('by'), readBy))
          return session === undefined ? undefined : { ...stamp, kind, session, ...by, ...reason }
        }
        case 'observed': {
          const goal = required(report, 'goal', value('goal'), readGoalId)
          const level = required(report, 'level', value('level'), readLevel)
          const date = some('date', optional(report, 'date', value('date'), readDate))
          if (goal === undefined || level === undefined) return undefined
          return { ...stamp, kind, goal, level, ...date, ...reason }
        }
        case 'note': {
          const text = required(report, 'text', value('text'), readReason)
          const session = some('session', optional(report, 'session', value('session'), readSessionId))
          const by = some('by', optional(report, 'by', value('by'), readBy))
          return text === undefined ? undefined : { ...stamp, kind, text, ...session, ...by }
        }
        case 'withdrawn': {
          const withdrawn = required(report, 'event', value('event'), readEventId)
          return withdrawn === undefined ? undefined : { ...stamp, kind, event: withdrawn, ...reason }
        }
        case 'revised': {
          const revision = readRevision(report, value, members)
          return revision === undefined ? undefined : { ...stamp, kind, ...revision, ...reason }
        }
      }
    })()
    return report.total > before ? undefined : event
  }
}

/** Canonical order: as recorded, then by id. */
export const compareEvents = (a: LedgerEvent, b: LedgerEvent): number =>
  compareText(a.at, b.at) || compareText(a.id, b.id)

/** Whether two events that were read say the same: readers write the same keys in the same order. */
export const sameEvent = (a: LedgerEvent, b: LedgerEvent): boolean => JSON.stringify(a) === JSON.stringify(b)
