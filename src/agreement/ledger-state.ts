import { normaliseSkill } from '../model/skill.ts'
import type { Ledger } from './ledger.ts'
import type {
  AgreementRevised,
  LedgerEvent,
  LevelObserved,
  SessionHeld,
  SessionMoved,
  SessionShortened,
  SessionSkipped,
  TaughtBlock,
} from './ledger-event.ts'
import { dayOf, movedSession, zoneOf } from './ledger-move.ts'
import type { Cadence, Goal, Review, Session, SkippedTurn, TeachingBlock } from './parts.ts'
import { Zones } from './placing.ts'

/**
 * Something about an event that its sender should know; it is in the ledger all the same.
 *
 * @category model
 * @since 0.1.0
 */
export interface LedgerNotice {
  readonly event: string
  /**
   * `unknownSession`, `unknownGoal`, `unknownEvent`: what it speaks of is not there (yet; what it says was taught counts nevertheless). `replaced`: another
   * event about the same session was recorded later, and counts instead. `withdrawn`: it does not count. `cannotWithdraw`: it
   * wants to withdraw a revision or a withdrawal. `notOpen`: it moves a session that has taken place. `planned`: a revision plans a session with an
   * id that is taken; what was there stays. `broughtBack`: it is about a session that a revision had replaced.
   */
  readonly reason:
    | 'unknownSession'
    | 'unknownGoal'
    | 'unknownEvent'
    | 'replaced'
    | 'withdrawn'
    | 'cannotWithdraw'
    | 'notOpen'
    | 'planned'
    | 'broughtBack'
  /** Id of the session, the goal or the other event. */
  readonly about: string
}

/** A session and what became of it. */
export interface SessionRecord {
  /** As it is planned now: moves and revisions are in it. */
  readonly session: Session
  /** The day for which it was planned before it was moved. */
  readonly planned: string
  readonly status: 'open' | 'held' | 'shortened' | 'skipped'
  /** The day on which it was held. */
  readonly heldOn?: string
  readonly taught: readonly TaughtBlock[]
  readonly absent: readonly string[]
  /** Those who called it off. */
  readonly by: readonly string[]
  /** Id of the event that says what became of it. */
  readonly event?: string
  /** A revision has planned anew since: what was lost here is no longer missing. */
  readonly closed: boolean
}

/** A meeting that was not planned, or not under the id that it was recorded with. */
export interface ExtraMeeting {
  readonly event: string
  readonly session?: string
  readonly date?: string
  readonly taught: readonly TaughtBlock[]
  readonly absent: readonly string[]
}

/** A goal and what was seen of it. */
export interface GoalRecord {
  readonly goal: Goal
  /** The last level seen. */
  readonly level?: number
  readonly seenOn?: string
  /** A revision plans without it, though it was not reached. */
  readonly dropped: boolean
}

/** What all events together come to. */
export interface LedgerState {
  readonly zone: string
  readonly zones: Zones
  readonly cadence: Cadence
  /** In the order of time. */
  readonly records: readonly SessionRecord[]
  /** In the order of their events. */
  readonly extras: readonly ExtraMeeting[]
  /** In the order in which they were agreed on. */
  readonly goals: readonly GoalRecord[]
  readonly reviews: readonly Review[]
  readonly skipped: readonly SkippedTurn[]
  /** In the order of events. */
  readonly notices: readonly LedgerNotice[]
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const taughtAs = ({ minutes, teacher, learners, skill }: TeachingBlock): TaughtBlock => ({
  minutes,
  teacher,
  learners,
  skill,
})

/** The plan from its beginning until `minutes` are over, without those who were not there. */
const asPlanned = (
  blocks: readonly TeachingBlock[],
  minutes: number,
  absent: readonly string[],
): readonly TaughtBlock[] =>
  blocks.flatMap((block) => {
    const left = Math.min(block.minutes, minutes - block.offset)
    const learners = block.learners.filter((id) => !absent.includes(id))
    if (left <= 0 || learners.length === 0 || absent.includes(block.teacher)) return []
    return [taughtAs({ ...block, minutes: left, learners })]
  })

/** By day, then by time of day, then as numbered. */
const compareSessions = (a: Session, b: Session): number =>
  compareText(a.date, b.date) ||
  compareText(a.start ?? '', b.start ?? '') ||
  a.number - b.number ||
  compareText(a.id, b.id)

const open = (session: Session): SessionRecord => ({
  session,
  planned: session.date,
  status: 'open',
  taught: [],
  absent: [],
  by: [],
  closed: false,
})

/** One pass over the events in canonical order. */
class Fold {
  readonly zone: string
  readonly zones: Zones = new Zones()
  readonly records: Map<string, SessionRecord> = new Map()
  /** What a revision has replaced, by session. */
  readonly gone: Map<string, SessionRecord> = new Map()
  /** By session, or by event where there is none: a list starts with either. */
  readonly extras: Map<string, ExtraMeeting> = new Map()
  readonly goals: Map<string, { readonly goal: Goal; readonly dropped: boolean }> = new Map()
  readonly seen: Map<string, LevelObserved> = new Map()
  readonly notices: LedgerNotice[] = []
  cadence: Cadence
  reviews: readonly Review[]
  skipped: readonly SkippedTurn[]
  private readonly ledger: Ledger

  constructor(ledger: Ledger) {
    const { agreement } = ledger
    this.ledger = ledger
    this.zone = zoneOf(agreement)
    this.cadence = agreement.cadence
    this.reviews = agreement.reviews
    this.skipped = agreement.skipped
    for (const session of agreement.sessions) this.records.set(session.id, open(session))
    for (const goal of agreement.goals) this.goals.set(goal.id, { goal, dropped: false })
  }

  private notice(event: string, reason: LedgerNotice['reason'], about: string): void {
    this.notices.push({ event, reason, about })
  }

  /** The record of a session, brought back if need be. */
  private recordOf(event: string, session: string): SessionRecord | undefined {
    const record = this.records.get(session)
    if (record !== undefined) return record
    const gone = this.gone.get(session)
    if (gone === undefined) return undefined
    this.gone.delete(session)
    this.records.set(session, gone)
    this.notice(event, 'broughtBack', session)
    return gone
  }

  private took(event: SessionHeld | SessionShortened): void {
    const absent = event.absent ?? []
    const record = event.session === undefined ? undefined : this.recordOf(event.id, event.session)
    if (event.session === undefined || record === undefined) {
      const key = event.session === undefined ? `event ${event.id}` : `session ${event.session}`
      const before = this.extras.get(key)
      if (before !== undefined) this.notice(before.event, 'replaced', event.id)
      if (event.session !== undefined) this.notice(event.id, 'unknownSession', event.session)
      const { id, session, date, blocks } = event
      // The order of a map is that of first entry: the last event comes last.
      this.extras.delete(key)
      this.extras.set(key, {
        event: id,
        ...(session === undefined ? {} : { session }),
        ...(date === undefined ? {} : { date }),
        taught: blocks ?? [],
        absent,
      })
      return
    }
    const { session } = record
    const minutes = event.kind === 'shortened' ? event.minutes : session.minutes
    this.settle(event.id, record, {
      session,
      planned: record.planned,
      status: event.kind,
      heldOn: event.date ?? session.date,
      taught: event.blocks ?? asPlanned(session.blocks, minutes, absent),
      absent,
      by: [],
      event: event.id,
      closed: record.closed,
    })
  }

  private settle(event: string, before: SessionRecord, after: SessionRecord): void {
    if (before.event !== undefined) this.notice(before.event, 'replaced', event)
    this.records.set(before.session.id, after)
  }

  private skip(event: SessionSkipped): void {
    const record = this.recordOf(event.id, event.session)
    if (record !== undefined) {
      const by = event.by ?? []
      const { session, planned, closed } = record
      this.settle(event.id, record, { ...open(session), planned, status: 'skipped', by, event: event.id, closed })
      return
    }
    this.notice(event.id, 'unknownSession', event.session)
    const key = `session ${event.session}`
    const before = this.extras.get(key)
    if (before === undefined) return
    this.notice(before.event, 'replaced', event.id)
    this.extras.delete(key)
  }

  private move(event: SessionMoved): void {
    const record = this.recordOf(event.id, event.session)
    if (record === undefined) return this.notice(event.id, 'unknownSession', event.session)
    if (record.status === 'held' || record.status === 'shortened') {
      return this.notice(event.id, 'notOpen', event.session)
    }
    if (record.event !== undefined) this.notice(record.event, 'replaced', event.id)
    const session = movedSession(record.session, event, this.ledger.agreement.members, this.zone, this.zones)
    this.records.set(session.id, { ...open(session), planned: record.planned })
  }

  private revise(event: AgreementRevised): void {
    const today = dayOf(event.at, this.zone, this.zones)
    const from = event.from < today ? today : event.from
    for (const id of event.replaces) {
      const record = this.records.get(id)
      if (record === undefined || record.status !== 'open' || record.session.date < from) continue
      this.records.delete(id)
      this.gone.set(id, record)
    }
    for (const [id, record] of this.records) {
      if (record.status !== 'open' || record.session.date < today) this.records.set(id, { ...record, closed: true })
    }
    for (const session of event.sessions) {
      if (this.records.has(session.id)) this.notice(event.id, 'planned', session.id)
      else this.records.set(session.id, open(session))
    }
    this.cadence = event.cadence
    this.reviews = [...this.reviews.filter(({ date }) => date < from), ...event.reviews]
    this.skipped = [...this.skipped.filter(({ to }) => to < from), ...event.skipped]
    const planned = new Map(event.goals.map((goal) => [goal.id, goal]))
    for (const [id, known] of this.goals) {
      const goal = planned.get(id)
      planned.delete(id)
      if (goal === undefined) {
        const level = this.seen.get(id)?.level ?? -1
        this.goals.set(id, { goal: known.goal, dropped: known.dropped || level < known.goal.to })
      }
      // Where somebody started from does not change with the plan.
      else this.goals.set(id, { goal: { ...goal, from: Math.min(known.goal.from, goal.from) }, dropped: false })
    }
    for (const [id, goal] of planned) this.goals.set(id, { goal, dropped: false })
  }

  /** Withdrawals count whenever they were recorded. */
  private withdrawn(): ReadonlySet<string> {
    const events = new Map(this.ledger.events.map((event) => [event.id, event]))
    const withdrawn = new Set<string>()
    for (const { id, event } of this.ledger.events.filter((one) => one.kind === 'withdrawn')) {
      const target = events.get(event)
      if (target === undefined) this.notice(id, 'unknownEvent', event)
      else if (target.kind === 'revised' || target.kind === 'withdrawn') this.notice(id, 'cannotWithdraw', event)
      else {
        if (!withdrawn.has(event)) this.notice(event, 'withdrawn', id)
        withdrawn.add(event)
      }
    }
    return withdrawn
  }

  private take(event: LedgerEvent): void {
    switch (event.kind) {
      case 'held':
      case 'shortened':
        return this.took(event)
      case 'moved':
        return this.move(event)
      case 'skipped':
        return this.skip(event)
      case 'observed':
        this.seen.set(event.goal, event)
        return
      case 'revised':
        return this.revise(event)
      case 'note':
      case 'withdrawn':
        return
    }
  }

  run(): LedgerState {
    const withdrawn = this.withdrawn()
    for (const event of this.ledger.events) if (!withdrawn.has(event.id)) this.take(event)
    for (const { id, goal } of this.seen.values()) if (!this.goals.has(goal)) this.notice(id, 'unknownGoal', goal)
    const places = new Map(this.ledger.events.map(({ id }, place) => [id, place]))
    return {
      zone: this.zone,
      zones: this.zones,
      cadence: this.cadence,
      records: [...this.records.values()].toSorted((a, b) => compareSessions(a.session, b.session)),
      extras: [...this.extras.values()],
      goals: [...this.goals.values()].map(({ goal, dropped }): GoalRecord => {
        const seen = this.seen.get(goal.id)
        if (seen === undefined) return { goal, dropped }
        return { goal, dropped, level: seen.level, seenOn: seen.date ?? dayOf(seen.at, this.zone, this.zones) }
      }),
      reviews: this.reviews,
      skipped: this.skipped,
      notices: this.notices.toSorted((a, b) => places.get(a.event)! - places.get(b.event)!),
    }
  }
}

/** What a ledger comes to. Depends on the set of its events alone. Cost: linear in sessions and events, and some milliseconds for moves. */
export const stateOf = (ledger: Ledger): LedgerState => new Fold(ledger).run()

/** Everything that was taught, whether it was planned or not. */
export const allTaught = ({ records, extras }: LedgerState): readonly TaughtBlock[] => [
  ...records.flatMap(({ taught }) => taught),
  ...extras.flatMap(({ taught }) => taught),
]

/** Whether teaching `skill` to `learners` serves a goal. */
export const serves = (goal: Goal, block: { readonly learners: readonly string[]; readonly skill: string }): boolean =>
  block.learners.includes(goal.member) && normaliseSkill(block.skill) === normaliseSkill(goal.skill)

/** Whether a goal is reached: the last level seen is at least its own. */
export const isReached = ({ goal, level }: GoalRecord): boolean => level !== undefined && level >= goal.to
