import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { numberWhere, optional, type Reader, readFilledText, readList, required, wholeNumber } from '../model/read.ts'
import { Report } from '../model/report.ts'
import { isList } from '../model/show.ts'
import { normaliseSkill } from '../model/skill.ts'
import type { AgreementError } from './error.ts'
import { MAX_LINES, MAX_MEMBERS } from './limits.ts'

/**
 * What an agreement is drafted for: a pair, a group or a cycle of `matchPeers`, or anything else that names its members and who teaches whom
 * what. Other properties are not looked at.
 *
 * @category model
 * @since 0.1.0
 */
export interface MatchInput {
  /** 2 to 50 ids, all different. */
  readonly members: readonly string[]
  /** 1 to 1,000 lines, as `Exchange` has them. */
  readonly exchange: readonly {
    readonly from: string
    readonly to: string
    readonly skill: string
    readonly taught?: string | undefined
    readonly similarity?: number | undefined
    readonly level: number
    readonly lift: number
    readonly priority: number
  }[]
}

/** One line of an exchange, with members by number. */
export interface TeachingLine {
  readonly teacher: number
  readonly learner: number
  readonly skill: string
  readonly taught?: string
  /** The skill's normalised name. */
  readonly key: string
  readonly priority: number
  /** What the learner knows, 0 to 4, and what they know once they have all that the teacher can give; whole levels. */
  readonly known: number
  readonly reach: number
}

/** A match that has been read: members by id, lines in an order that does not depend on the input's, no two for the same lesson. */
export interface ReadMatch {
  readonly members: readonly string[]
  readonly lines: readonly TeachingLine[]
}

/** The named values of a record that may have others; each is read once. */
const readSome = (
  report: Report,
  u: unknown,
  expected: string,
  keys: readonly string[],
): readonly unknown[] | undefined => {
  if (typeof u !== 'object' || u === null || isList(u)) return report.fail(expected, u)
  if (!report.spend(keys.length)) return undefined
  try {
    return keys.map((key) => (Object.hasOwn(u, key) ? (u as Readonly<Record<string, unknown>>)[key] : undefined))
  } catch {
    return report.failShown(expected, 'an object that throws when it is read')
  }
}

const readId: Reader<string> = (report, u) => readFilledText(report, u, 'the id of a person')
const readSkill: Reader<string> = (report, u) => readFilledText(report, u, 'a skill name')
const readLevel: Reader<number> = /* @__PURE__ */ wholeNumber(1, 5)
const readPriority: Reader<number> = /* @__PURE__ */ wholeNumber(1, 3)
const readLift: Reader<number> = /* @__PURE__ */ numberWhere(
  'levels gained: above 0, 5 at most',
  (n) => n > 0 && n <= 5,
)
const readSimilarity: Reader<number> = /* @__PURE__ */ numberWhere(
  'a number above 0, 1 at most',
  (n) => n > 0 && n <= 1,
)

const LINE_KEYS = ['from', 'to', 'skill', 'taught', 'similarity', 'level', 'lift', 'priority']

interface Line {
  readonly from: string
  readonly to: string
  readonly line: Omit<TeachingLine, 'teacher' | 'learner'>
}

const readLine: Reader<Line> = (report, u) => {
  const values = readSome(report, u, 'a line of an exchange { from, to, skill, level, lift, priority }', LINE_KEYS)
  if (values === undefined) return undefined
  const from = required(report, 'from', values[0], readId)
  const to = required(report, 'to', values[1], readId)
  const skill = required(report, 'skill', values[2], readSkill)
  const taught = optional(report, 'taught', values[3], readSkill)
  const similarity = optional(report, 'similarity', values[4], readSimilarity) ?? 1
  const level = required(report, 'level', values[5], readLevel)
  const lift = required(report, 'lift', values[6], readLift)
  const priority = required(report, 'priority', values[7], readPriority)
  if (from === undefined || to === undefined || skill === undefined) return undefined
  if (level === undefined || lift === undefined || priority === undefined) return undefined
  if (from === to) return report.failShown('somebody who teaches somebody else', 'the same id twice')
  const known = Math.min(Math.max(Math.round(level - lift / similarity), 0), level - 1)
  // Whoever learns by a related skill gets less far; but there is a step to be made.
  const reach = Math.min(Math.max(known + Math.round(lift), known + 1), level)
  const line = { skill, key: normaliseSkill(skill), priority, known, reach }
  return { from, to, line: taught === undefined ? line : { ...line, taught } }
}

const readMembers: Reader<readonly string[]> = (report, u) => {
  const expected = `a list of 2 to ${MAX_MEMBERS} different ids`
  const ids = readList(report, u, expected, readId)
  if (ids === undefined) return undefined
  if (ids.length < 2 || ids.length > MAX_MEMBERS) return report.failShown(expected, `a list of ${ids.length}`)
  return new Set(ids).size === ids.length ? ids : report.failShown(expected, 'an id that comes twice')
}

const readExchange: Reader<readonly Line[]> = (report, u) => {
  const expected = `a list of 1 to ${MAX_LINES} lines of an exchange`
  const lines = readList(report, u, expected, readLine)
  return lines === undefined || (lines.length > 0 && lines.length <= MAX_LINES)
    ? lines
    : report.failShown(expected, `a list of ${lines.length}`)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const compareLines = (a: TeachingLine, b: TeachingLine): number =>
  a.teacher - b.teacher ||
  a.learner - b.learner ||
  compareText(a.key, b.key) ||
  b.reach - b.known - (a.reach - a.known) ||
  b.priority - a.priority ||
  a.known - b.known ||
  compareText(a.skill, b.skill) ||
  compareText(a.taught ?? '', b.taught ?? '')

const readMatch: Reader<ReadMatch> = (report, u) => {
  const values = readSome(report, u, 'a match { members, exchange }', ['members', 'exchange'])
  if (values === undefined) return undefined
  const ids = required(report, 'members', values[0], readMembers)
  const exchange = required(report, 'exchange', values[1], readExchange)
  if (ids === undefined || exchange === undefined) return undefined
  const members = ids.toSorted(compareText)
  const places = new Map(members.map((id, place) => [id, place]))
  const lines: TeachingLine[] = []
  report.enter('exchange')
  exchange.forEach(({ from, to, line }, at) => {
    report.enter(at)
    const [teacher, learner] = [from, to].map((id, side) => {
      const place = places.get(id)
      if (place !== undefined) return place
      report.enter(side === 0 ? 'from' : 'to')
      report.fail('the id of a member', id)
      report.leave()
      return undefined
    })
    report.leave()
    if (teacher !== undefined && learner !== undefined) lines.push({ teacher, learner, ...line })
  })
  report.leave()
  lines.sort(compareLines)
  const isNew = (line: TeachingLine, at: number): boolean => {
    const before = lines[at - 1]
    return before?.teacher !== line.teacher || before.learner !== line.learner || before.key !== line.key
  }
  return { members, lines: lines.filter(isNew) }
}

const decode = <A>(root: string, read: Reader<A>, u: unknown): Either<AgreementError, A> => {
  const report = new Report(root)
  const value = read(report, u)
  return value === undefined || report.total > 0
    ? left({ _tag: 'InvalidInput', issues: report.issues, total: report.total })
    : right(value)
}

export const decodeMatch = (u: unknown): Either<AgreementError, ReadMatch> => decode('match', readMatch, u)

export const decodeMatches = (u: unknown): Either<AgreementError, readonly ReadMatch[]> =>
  decode('matches', (report, all) => readList(report, all, 'a list of matches', readMatch), u)
