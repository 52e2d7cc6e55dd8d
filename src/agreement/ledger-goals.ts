import type { Ledger } from './ledger.ts'
import { count } from './ledger-balance.ts'
import { allTaught, type GoalRecord, isReached, type LedgerState, serves } from './ledger-state.ts'

/**
 * How far a goal has come.
 *
 * @category model
 * @since 0.1.0
 */
export interface GoalProgress {
  /** Id of the goal. */
  readonly goal: string
  /** Id of the one who learns. */
  readonly member: string
  readonly skill: string
  readonly from: number
  readonly to: number
  /** The last level seen; `from` where none was. */
  readonly level: number
  /** The day of the last session that serves it, moves included, or the day agreed on if that is later. */
  readonly due: string
  /**
   * `reached`: the level seen is the goal's, or higher. `late`: it is not, and the due date has passed. `atRisk`: of the minutes of the plan, more than
   * a fifth should have been taught by now and were not. `dropped`: a revision plans without it. `onTrack`: none of these.
   */
  readonly status: 'reached' | 'late' | 'atRisk' | 'onTrack' | 'dropped'
  /** Minutes that the plan has for it, those that it should have had before `asOf`, and those that it has had. */
  readonly planned: number
  readonly expected: number
  readonly taught: number
  /** One sentence. */
  readonly detail: string
}

/** A goal is at risk where more than this part of its minutes is missing: one session in five. */
const MOST_MISSING = 0.2

const statusOf = (
  record: GoalRecord,
  due: string,
  missing: number,
  planned: number,
  asOf: string,
): GoalProgress['status'] => {
  if (isReached(record)) return 'reached'
  if (record.dropped) return 'dropped'
  if (due < asOf) return 'late'
  return missing > MOST_MISSING * planned ? 'atRisk' : 'onTrack'
}

const detailOf = (progress: Omit<GoalProgress, 'detail'>, seenOn: string | undefined): string => {
  const { status, level, to, due, planned, expected, taught } = progress
  const missing = expected - taught
  switch (status) {
    case 'reached':
      return `Level ${level} was seen${seenOn === undefined ? '' : ` on ${seenOn}`}.`
    case 'dropped':
      return 'The plan no longer has it.'
    case 'late':
      return `Level ${to} was due on ${due}; level ${level} is what was seen so far${
        taught < planned ? `, and ${count(planned - taught, 'minute')} of ${planned} were never taught` : ''
      }.`
    case 'atRisk':
      return `${count(missing, 'minute')} of ${planned} should have been taught by now and were not; level ${to} is due on ${due}.`
    case 'onTrack':
      return `${count(taught, 'minute')} of ${planned} were taught; level ${to} is due on ${due}.`
  }
}

/** Blocks, planned or taught. */
type Blocks = readonly { readonly minutes: number; readonly learners: readonly string[]; readonly skill: string }[]

/** All goals on a day, in the order in which they were agreed on. */
export const progressOf = (state: LedgerState, asOf: string): readonly GoalProgress[] => {
  const all = allTaught(state)
  return state.goals.map((record) => {
    const { goal, level = record.goal.from } = record
    const minutesOf = (blocks: Blocks): number =>
      blocks.reduce((sum, block) => (serves(goal, block) ? sum + block.minutes : sum), 0)
    let planned = 0
    let expected = 0
    let due = goal.due
    for (const { session, taught, status, closed } of state.records) {
      // Where a revision has planned anew, what was taught is what was to be taught.
      const minutes = minutesOf(closed ? taught : session.blocks)
      planned += minutes
      if (closed || session.date < asOf) expected += minutes
      if (status === 'open' && !closed && minutes > 0 && session.date > due) due = session.date
    }
    const taught = minutesOf(all)
    const progress = {
      goal: goal.id,
      member: goal.member,
      skill: goal.skill,
      from: goal.from,
      to: goal.to,
      level,
      due,
      status: statusOf(record, due, expected - taught, planned, asOf),
      planned,
      expected,
      taught,
    }
    return { ...progress, detail: detailOf(progress, record.seenOn) }
  })
}

/**
 * Kept promises of one member.
 *
 * @category model
 * @since 0.1.0
 */
export interface KeptPromises {
  readonly id: string
  /** Planned sessions of which it is recorded what became of them. */
  readonly planned: number
  /** Those that took place with this member. */
  readonly held: number
  /** Those that this member called off, or was absent from. */
  readonly missed: number
}

/** For each member, in the order of the agreement. */
export const promisesOf = ({ agreement }: Ledger, { records }: LedgerState): readonly KeptPromises[] => {
  const settled = records.filter(({ status }) => status !== 'open')
  return agreement.members.map(({ id }) => ({
    id,
    planned: settled.length,
    held: settled.filter(({ status, absent }) => status !== 'skipped' && !absent.includes(id)).length,
    missed: settled.filter(({ by, absent }) => by.includes(id) || absent.includes(id)).length,
  }))
}
