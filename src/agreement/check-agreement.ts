import type { Report } from '../model/report.ts'
import type { AgreementMember, Balance, Cadence, Goal, Review, Session } from './parts.ts'

/** What {@link checkAgreement} looks at: an agreement whose parts are good each by itself. */
export interface Whole {
  readonly members: readonly AgreementMember[]
  readonly start: string
  readonly end: string
  readonly cadence: Cadence
  readonly sessions: readonly Session[]
  readonly goals: readonly Goal[]
  readonly reviews: readonly Review[]
  readonly balance: Balance
}

const MINUTE = 60_000

/** Counts an issue at `path` below the report's present place. */
const failAt = (report: Report, path: readonly (string | number)[], expected: string, got: unknown): void => {
  for (const key of path) report.enter(key)
  report.fail(expected, got)
  for (const _ of path) report.leave()
}

const checkSession = (report: Report, whole: Whole, members: ReadonlySet<string>, at: number): void => {
  const session = whole.sessions[at]!
  const wrong = (path: readonly (string | number)[], expected: string, got: unknown): void =>
    failAt(report, ['sessions', at, ...path], expected, got)
  const before = whole.sessions[at - 1]
  if (before !== undefined) {
    if (session.number <= before.number) wrong(['number'], 'a number above that of the session before', session.number)
    if (session.date < before.date) wrong(['date'], 'a date not before that of the session before', session.date)
    if (session.start !== undefined && before.end !== undefined && session.start < before.end) {
      wrong(['start'], 'a start not before the end of the session before', session.start)
    }
  }
  if (session.date < whole.start || session.date > whole.end) {
    wrong(['date'], 'a date from the start of the agreement to its end', session.date)
  }
  if (session.start !== undefined && session.end !== undefined) {
    const minutes = (Date.parse(session.end) - Date.parse(session.start)) / MINUTE
    if (minutes !== session.minutes) wrong(['end'], `${session.minutes} minutes after the start`, session.end)
  }
  if (session.local !== undefined) {
    const same =
      session.local.length === whole.members.length && session.local.every(({ id }, i) => id === whole.members[i]!.id)
    if (!same) wrong(['local'], 'one local time for each member, in their order', session.local)
  }
  let end = 0
  session.blocks.forEach((block, b) => {
    if (block.offset < end)
      wrong(['blocks', b, 'offset'], 'an offset not before the end of the block before', block.offset)
    end = block.offset + block.minutes
    if (end > session.minutes) wrong(['blocks', b, 'minutes'], 'a block that ends within its session', block.minutes)
    if (!members.has(block.teacher)) wrong(['blocks', b, 'teacher'], 'the id of a member', block.teacher)
    block.learners.forEach((learner, l) => {
      if (!members.has(learner)) wrong(['blocks', b, 'learners', l], 'the id of a member', learner)
      else if (learner === block.teacher) wrong(['blocks', b, 'learners', l], 'somebody else than the teacher', learner)
    })
  })
}

/** The minutes that each member gives and receives in all blocks. */
export const totalsOf = (
  sessions: readonly Session[],
): { readonly given: ReadonlyMap<string, number>; readonly received: ReadonlyMap<string, number> } => {
  const given = new Map<string, number>()
  const received = new Map<string, number>()
  for (const { blocks } of sessions) {
    for (const { teacher, learners, minutes } of blocks) {
      given.set(teacher, (given.get(teacher) ?? 0) + minutes * learners.length)
      for (const learner of learners) received.set(learner, (received.get(learner) ?? 0) + minutes)
    }
  }
  return { given, received }
}

const checkTotals = (report: Report, whole: Whole): void => {
  const { given, received } = totalsOf(whole.sessions)
  whole.members.forEach((member, at) => {
    const gives = given.get(member.id) ?? 0
    const gets = received.get(member.id) ?? 0
    const difference = (member.carried ?? 0) + gives - gets
    if (member.given !== gives) failAt(report, ['members', at, 'given'], `${gives}, as in the blocks`, member.given)
    if (member.received !== gets)
      failAt(report, ['members', at, 'received'], `${gets}, as in the blocks`, member.received)
    if (member.difference !== difference) {
      failAt(report, ['members', at, 'difference'], `${difference}, as in the blocks`, member.difference)
    }
  })
}

const checkGoals = (report: Report, whole: Whole, members: ReadonlySet<string>): void => {
  const dates = new Map(whole.sessions.map(({ id, date }) => [id, date]))
  const ids = new Set<string>()
  whole.goals.forEach((goal, at) => {
    if (ids.has(goal.id)) failAt(report, ['goals', at, 'id'], 'an id that no other goal has', goal.id)
    ids.add(goal.id)
    if (!members.has(goal.member)) failAt(report, ['goals', at, 'member'], 'the id of a member', goal.member)
    goal.teachers.forEach((teacher, i) => {
      if (!members.has(teacher)) failAt(report, ['goals', at, 'teachers', i], 'the id of a member', teacher)
    })
    goal.sessions.forEach((session, i) => {
      if (!dates.has(session)) failAt(report, ['goals', at, 'sessions', i], 'the id of a session', session)
    })
  })
  whole.reviews.forEach((review, at) => {
    if (!dates.has(review.session)) failAt(report, ['reviews', at, 'session'], 'the id of a session', review.session)
    review.goals.forEach((goal, i) => {
      if (!ids.has(goal)) failAt(report, ['reviews', at, 'goals', i], 'the id of a goal', goal)
    })
  })
}

/** Counts what does not hold together. */
export const checkAgreement = (report: Report, whole: Whole): void => {
  const members = new Set(whole.members.map(({ id }) => id))
  whole.members.forEach(({ id }, at) => {
    const before = whole.members[at - 1]?.id
    if (before !== undefined && id <= before)
      failAt(report, ['members', at, 'id'], 'ids in code unit order, all different', id)
  })
  const sessions = new Set(whole.sessions.map(({ id }) => id))
  if (sessions.size < whole.sessions.length)
    failAt(report, ['sessions'], 'sessions with ids of their own', whole.sessions)
  whole.sessions.forEach((_, at) => checkSession(report, whole, members, at))
  checkTotals(report, whole)
  checkGoals(report, whole, members)
}
