import { type Reader, readFilledText, readList, required } from '../model/read.ts'
import type { Report } from '../model/report.ts'
import { readDate } from './calendar-text.ts'
import { checkAgreement, totalsOf } from './check-agreement.ts'
import type { AgreementRevised } from './ledger-event.ts'
import { MAX_LINES, MAX_SESSIONS, MAX_TURNS } from './limits.ts'
import type { AgreementMember, Goal, Review, Session, SkippedTurn } from './parts.ts'
import { readCadence, readGoal, readReview, readSkippedTurn, sessionReader } from './read-parts.ts'

/** What a revision says beside its stamp and its reason. */
type Revision = Omit<AgreementRevised, 'id' | 'at' | 'kind' | 'reason'>

const listOf =
  <A>(what: string, least: number, most: number, read: Reader<A>): Reader<readonly A[]> =>
  (report, u) => {
    const expected = `a list of ${least} to ${most} ${what}`
    const list = readList(report, u, expected, read)
    return list === undefined || (list.length >= least && list.length <= most)
      ? list
      : report.failShown(expected, `a list of ${list.length}`)
  }

const readId: Reader<string> = (report, u) => readFilledText(report, u, 'the id of a session')
const readReplaces: Reader<readonly string[]> = (report, u) =>
  listOf('ids of sessions', 0, 2 * MAX_SESSIONS, readId)(report, u)
const readSessions: Reader<readonly Session[]> = (report, u) =>
  listOf('sessions', 1, MAX_SESSIONS, sessionReader())(report, u)
const readGoals: Reader<readonly Goal[]> = /* @__PURE__ */ listOf('goals', 1, MAX_LINES, readGoal)
const readReviews: Reader<readonly Review[]> = /* @__PURE__ */ listOf('reviews', 0, MAX_SESSIONS, readReview)
const readSkipped: Reader<readonly SkippedTurn[]> = /* @__PURE__ */ listOf(
  'skipped turns',
  0,
  MAX_TURNS,
  readSkippedTurn,
)

/** Members with the totals that the blocks give them, so that nothing is left to be wrong about those. */
const membersOf = (ids: readonly string[], sessions: readonly Session[]): readonly AgreementMember[] => {
  const totals = totalsOf(sessions)
  return ids.map((id) => {
    const given = totals.given.get(id) ?? 0
    const received = totals.received.get(id) ?? 0
    return { id, name: id, aim: '', given, received, difference: given - received }
  })
}

/** All that sessions and goals of a revision name, in code unit order: stands for the members where they are not known. */
const namedIn = (sessions: readonly Session[], goals: readonly Goal[]): readonly string[] => {
  const local = sessions.find((session) => session.local !== undefined)?.local
  if (local !== undefined) return local.map(({ id }) => id)
  const ids = [
    ...sessions.flatMap(({ blocks }) => blocks.flatMap(({ teacher, learners }) => [teacher, ...learners])),
    ...goals.flatMap(({ member, teachers }) => [member, ...teachers]),
  ]
  return [...new Set(ids)].toSorted()
}

/** The new plan must hold together by itself, as an agreement does. */
export const readRevision = (
  report: Report,
  value: (key: 'from' | 'cadence' | 'replaces' | 'sessions' | 'goals' | 'reviews' | 'skipped') => unknown,
  members: readonly string[] | undefined,
): Revision | undefined => {
  const before = report.total
  const from = required(report, 'from', value('from'), readDate)
  const cadence = required(report, 'cadence', value('cadence'), readCadence)
  const replaces = required(report, 'replaces', value('replaces'), readReplaces)
  const sessions = required(report, 'sessions', value('sessions'), readSessions)
  const goals = required(report, 'goals', value('goals'), readGoals)
  const reviews = required(report, 'reviews', value('reviews'), readReviews)
  const skipped = required(report, 'skipped', value('skipped'), readSkipped)
  if (report.total > before || from === undefined || cadence === undefined || replaces === undefined) return undefined
  if (sessions === undefined || goals === undefined || reviews === undefined || skipped === undefined) return undefined
  checkAgreement(report, {
    members: membersOf(members ?? namedIn(sessions, goals), sessions),
    start: from,
    end: sessions.at(-1)!.date,
    cadence,
    sessions,
    goals,
    reviews,
    balance: { even: true, largest: 0, detail: '' },
  })
  return report.total > before ? undefined : { from, cadence, replaces, sessions, goals, reviews, skipped }
}
