import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { decodePeople } from '../model/decode.ts'
import type { Person } from '../model/person.ts'
import { type Reader, readList } from '../model/read.ts'
import { normaliseSkill } from '../model/skill.ts'
import { decodeMatch, type MatchInput } from './exchange-lines.ts'
import { decodeBy, type Ledger } from './ledger.ts'
import type { LedgerError } from './ledger-error.ts'
import { isReached, type LedgerState, serves } from './ledger-state.ts'

/** Who teaches whom what: lines as a draft takes them. */
export type ExchangeLines = MatchInput['exchange']

/** Ids of an agreement's members. */
export const memberIds = ({ agreement }: Ledger): readonly string[] => agreement.members.map(({ id }) => id)

/** The lines of all goals that are open: from the level that was seen last to the goal's own, one for each teacher. */
const openLines = (state: LedgerState): ExchangeLines =>
  state.goals.flatMap((record) => {
    const { goal, dropped, level = goal.from } = record
    if (dropped || isReached(record)) return []
    return goal.teachers
      .filter((teacher) => teacher !== goal.member)
      .map((teacher) => {
        const taught = state.records
          .flatMap(({ session }) => session.blocks)
          .find((block) => block.teacher === teacher && serves(goal, block))?.taught
        return {
          from: teacher,
          to: goal.member,
          skill: goal.skill,
          ...(taught === undefined ? {} : { taught }),
          level: goal.to,
          lift: goal.to - level,
          priority: goal.priority,
        }
      })
  })

/** What identifies a goal, whoever teaches it. */
export const goalKey = (member: string, skill: string): string => JSON.stringify([member, normaliseSkill(skill)])

/** Everything that is to be taught from now on: `extra`, and the open goals that `extra` says nothing about. */
export const linesAhead = (state: LedgerState, extra: ExchangeLines): ExchangeLines => {
  const stated = new Set(extra.map(({ to, skill }) => goalKey(to, skill)))
  return [...extra, ...openLines(state).filter(({ to, skill }) => !stated.has(goalKey(to, skill)))]
}

/** Lists are read, their lines are not: each in a box, since nothing at all would be no line. */
const readBoxes: Reader<readonly { readonly line: unknown }[]> = (report, u) =>
  readList(report, u, 'a list of lines of an exchange', (_, line) => ({ line }))

/** Lines that a caller adds; none at all are fine. */
export const decodeLines = (ledger: Ledger, u: unknown): Either<LedgerError, ExchangeLines> => {
  const boxes = decodeBy('exchange', readBoxes, u)
  if (isLeft(boxes)) return boxes
  if (boxes.right.length === 0) return right([])
  const match: unknown = { members: memberIds(ledger), exchange: boxes.right.map(({ line }) => line) }
  const read = decodeMatch(match)
  if (isLeft(read)) return read
  const { members, lines } = read.right
  return right(
    lines.map(({ teacher, learner, skill, taught, known, reach, priority }) => ({
      from: members[teacher]!,
      to: members[learner]!,
      skill,
      ...(taught === undefined ? {} : { taught }),
      level: reach,
      lift: reach - known,
      priority,
    })),
  )
}

/** People, in this folder's own terms. */
export const decodePersons = (u: unknown): Either<LedgerError, readonly Person[]> => {
  const read = decodePeople(u)
  if (!isLeft(read)) return read
  // The only error that decoding has.
  return read.left._tag === 'InvalidInput' ? left(read.left) : left({ _tag: 'InvalidInput', issues: [], total: 1 })
}
