/**
 * How often and how long: one session in every `everyWeeks` weeks, of so many `minutes`.
 *
 * @category model
 * @since 0.1.0
 */
export interface Cadence {
  /** 1 to 52. */
  readonly everyWeeks: number
  /** 5 to 1,440. */
  readonly minutes: number
}

/**
 * One member of an {@link Agreement}, and what the plan gives and takes.
 *
 * Minutes are counted by learner: who teaches one person for 30 minutes has given 30, who teaches two at once has given 60, and each
 * of the two has received 30. So the minutes given by all are always the minutes received by all.
 *
 * @category model
 * @since 0.1.0
 */
export interface AgreementMember {
  readonly id: string
  /** The person's name; the id where there is none. */
  readonly name: string
  /** The zone of this member's local times; absent where sessions have dates only and the person states none. */
  readonly timezone?: string
  /** What this member wants out of it; free text. */
  readonly aim: string
  /** Minutes that the plan has this member teach. */
  readonly given: number
  /** Minutes that the plan has this member taught. */
  readonly received: number
  /** `carried + given - received`: above 0, this member will have given more than received. */
  readonly difference: number
  /** What an earlier agreement left open: minutes given beyond those received. Absent where that is 0. */
  readonly carried?: number
}

/**
 * A session on one member's own clock: from `from` on `date` until `to` on `untilDate`; dates are `YYYY-MM-DD`, times `HH:MM`
 * from 00:00 to 23:59. Both are what the clock shows at that instant.
 *
 * @category model
 * @since 0.1.0
 */
export interface LocalTime {
  /** Id of the member. */
  readonly id: string
  readonly timezone: string
  readonly date: string
  readonly from: string
  readonly untilDate: string
  readonly to: string
}

/**
 * Part of a session: one member teaches one thing to one other, or to several. Blocks follow one another.
 *
 * @category model
 * @since 0.1.0
 */
export interface TeachingBlock {
  /** Minutes from the session's start. */
  readonly offset: number
  readonly minutes: number
  /** Id of the one who teaches. */
  readonly teacher: string
  /** Ids of those who learn; at least one, in code unit order. A draft has one. */
  readonly learners: readonly string[]
  /** What is learned, as the learner wrote it. */
  readonly skill: string
  /** What is taught, as the teacher wrote it; absent where that is the same skill. */
  readonly taught?: string
}

/**
 * One meeting of all members.
 *
 * @category model
 * @since 0.1.0
 */
export interface Session {
  /** `<agreement>-s<number>`: the same whenever it is drafted again. */
  readonly id: string
  /** 1, 2, 3, ... in the order of time. */
  readonly number: number
  /** The day on the clock of the agreement's `timezone`, `YYYY-MM-DD`. */
  readonly date: string
  /** UTC, as `2026-11-24T18:00:00.000Z`. Absent, with `end` and `local`, where only the day is agreed. */
  readonly start?: string
  /** UTC; `minutes` after `start`. */
  readonly end?: string
  readonly minutes: number
  /** On each member's clock, in the order of the members. */
  readonly local?: readonly LocalTime[]
  /** Who teaches whom what, one after the other; they may leave a few minutes at the end that do not divide evenly. */
  readonly blocks: readonly TeachingBlock[]
}

/**
 * What one member wants to reach, from one level to another.
 *
 * @category model
 * @since 0.1.0
 */
export interface Goal {
  /** The same whenever it is drafted again: made of agreement, learner and skill. */
  readonly id: string
  /** Id of the one who learns. */
  readonly member: string
  readonly skill: string
  /** Ids of those who teach it, in code unit order; at least one. */
  readonly teachers: readonly string[]
  /** The learner's priority, 1 to 3. */
  readonly priority: number
  /** What the learner can do at the start, 0 to 5, and what they will be able to do; `from < to`. */
  readonly from: number
  readonly to: number
  /** Minutes of all blocks that serve it. */
  readonly minutes: number
  /** Ids of the sessions that serve it, in the order of time; at least one. */
  readonly sessions: readonly string[]
  /** The day of the last of them. */
  readonly due: string
  /** A way to tell that it was reached. */
  readonly check: string
}

/**
 * When the members look back, right after a session.
 *
 * @category model
 * @since 0.1.0
 */
export interface Review {
  /** 1, 2, 3, ... */
  readonly number: number
  /** Id of the session. */
  readonly session: string
  readonly date: string
  /** Ids of the goals that are due since the review before. */
  readonly goals: readonly string[]
  /** What to talk about. */
  readonly text: string
}

/**
 * A turn of the cadence (`everyWeeks` weeks, counted from the start) in which no session could be placed: the days from `from` to `to`, both included.
 *
 * @category model
 * @since 0.1.0
 */
export interface SkippedTurn {
  readonly from: string
  readonly to: string
  /** `blackout`: days that were excluded; `busy`: a member is in another agreement; `noCommonTime`: clocks have shifted. */
  readonly reason: 'blackout' | 'busy' | 'noCommonTime'
}

/**
 * Whether give and take are equal.
 *
 * @category model
 * @since 0.1.0
 */
export interface Balance {
  /** No member's difference is larger than one session. */
  readonly even: boolean
  /** The largest difference of any member, in minutes, 0 or more. */
  readonly largest: number
  /** One sentence; where it is not even, it says who gives more, who receives more, and why it cannot be less. */
  readonly detail: string
}
