import type { Cadence, Goal, Review, Session, SkippedTurn } from './parts.ts'

/**
 * What was really taught, in one piece: one member teaches one thing to one other, or to several.
 *
 * @category model
 * @since 0.1.0
 */
export interface TaughtBlock {
  /** 1 to 1,440. */
  readonly minutes: number
  /** Id of the one who taught. */
  readonly teacher: string
  /** Ids of those who learned; at least one, in code unit order. */
  readonly learners: readonly string[]
  /** What was learned. It serves the goal of the same name (by `normaliseSkill`) of each of the learners. */
  readonly skill: string
}

/**
 * What all events have.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventStamp {
  /** The caller's own; no two different events of a ledger have the same. An event that comes twice under one id is taken once. */
  readonly id: string
  /** When it was recorded, in UTC: `2026-11-24T18:00:00.000Z`. Events are ordered by it, then by id. */
  readonly at: string
}

/**
 * A session took place.
 *
 * @category model
 * @since 0.1.0
 */
export interface SessionHeld extends EventStamp {
  readonly kind: 'held'
  /** Id of the planned session; absent where it was not planned. */
  readonly session?: string
  /** The day; that of the plan unless stated, and needed where nothing was planned. */
  readonly date?: string
  /** What was really taught; what was planned unless stated, and needed where nothing was planned. */
  readonly blocks?: readonly TaughtBlock[]
  /** Ids of members who were not there; what they would have taught or learned falls away. */
  readonly absent?: readonly string[]
  readonly reason?: string
}

/**
 * A session took place, and was over sooner than planned.
 *
 * @category model
 * @since 0.1.0
 */
export interface SessionShortened extends EventStamp {
  readonly kind: 'shortened'
  readonly session: string
  /** How long it was, 1 to 1,440. */
  readonly minutes: number
  readonly date?: string
  /** What was really taught. Unless stated, the plan from its beginning until the minutes were over. */
  readonly blocks?: readonly TaughtBlock[]
  readonly absent?: readonly string[]
  readonly reason?: string
}

/**
 * A session was moved; a skipped one is planned again by it. Either to a moment, `start`, or to a `date`, on which it begins at the same
 * time of day on the clock of the agreement's zone.
 *
 * @category model
 * @since 0.1.0
 */
export interface SessionMoved extends EventStamp {
  readonly kind: 'moved'
  readonly session: string
  readonly start?: string
  readonly date?: string
  /** Ids of those who asked for it. */
  readonly by?: readonly string[]
  readonly reason?: string
}

/**
 * A session did not take place.
 *
 * @category model
 * @since 0.1.0
 */
export interface SessionSkipped extends EventStamp {
  readonly kind: 'skipped'
  readonly session: string
  /** Ids of those who called it off; absent where nobody did: a storm, a public holiday. */
  readonly by?: readonly string[]
  readonly reason?: string
}

/**
 * Somebody can do something now: the level that was seen. A goal is reached as soon as it is at least the goal's.
 *
 * @category model
 * @since 0.1.0
 */
export interface LevelObserved extends EventStamp {
  readonly kind: 'observed'
  /** Id of the goal. */
  readonly goal: string
  /** 0 to 5. Of several, the last one recorded counts. */
  readonly level: number
  /** The day; that of `at` unless stated. */
  readonly date?: string
  readonly reason?: string
}

/**
 * Anything else that is worth keeping. It changes no figures.
 *
 * @category model
 * @since 0.1.0
 */
export interface LedgerNote extends EventStamp {
  readonly kind: 'note'
  readonly text: string
  readonly session?: string
  /** Ids of those who say it. */
  readonly by?: readonly string[]
}

/**
 * An event was recorded by mistake and does not count. It stays in the ledger. Revisions and withdrawals cannot be withdrawn: revise, or
 * record the event again under another id.
 *
 * @category model
 * @since 0.1.0
 */
export interface EventWithdrawn extends EventStamp {
  readonly kind: 'withdrawn'
  /** Id of the event. */
  readonly event: string
  readonly reason?: string
}

/**
 * The plan was changed from a day on; made by `reviseAgreement`. What happened before stays as it was, and so do sessions that have taken place or
 * were skipped, whatever their day.
 *
 * @category model
 * @since 0.1.0
 */
export interface AgreementRevised extends EventStamp {
  readonly kind: 'revised'
  /** The first day that may change; days before that of `at` never do. */
  readonly from: string
  readonly cadence: Cadence
  /** Ids of the sessions that no longer hold. */
  readonly replaces: readonly string[]
  /** What is planned in their place; at least one, in the order of time. */
  readonly sessions: readonly Session[]
  /** All goals that are open from now on; minutes, sessions and due dates are those of the new sessions. */
  readonly goals: readonly Goal[]
  readonly reviews: readonly Review[]
  readonly skipped: readonly SkippedTurn[]
  readonly reason?: string
}

/**
 * Something that happened, as a ledger records it; plain JSON, told apart by `kind`. The codec of the same name decodes it.
 *
 * @category model
 * @since 0.1.0
 */
export type LedgerEvent =
  | SessionHeld
  | SessionShortened
  | SessionMoved
  | SessionSkipped
  | LevelObserved
  | LedgerNote
  | EventWithdrawn
  | AgreementRevised
