import { ZoneCalendar } from '../time/zone-calendar.ts'
import type { Agreement } from './agreement.ts'
import type { ReadCalendarOptions } from './calendar-options.ts'
import { type Series, seriesOf } from './calendar-series.ts'
import { fingerprint } from './identity.ts'
import { blockTimes, factsOf, timeOn } from './page-facts.ts'
import { DateNames, type Ink, Phrases } from './page-phrases.ts'
import { isolated, oneLine, plainText } from './page-text.ts'
import type { Goal, Session, TeachingBlock } from './parts.ts'
import { listed } from './words.ts'

const MINUTE = 60_000

/** From a moment until another, both minutes since 1970-01-01 (UTC); or a whole day. */
export type EntryTime = { readonly start: number; readonly end: number } | { readonly date: string }

/** What a calendar shows once, or again and again. */
export interface Entry {
  readonly uid: string
  readonly time: EntryTime
  readonly title: string
  readonly text: string
  /** A session: members are busy, and reminded. */
  readonly isSession: boolean
  readonly isCancelled: boolean
  readonly repeats?: Pick<Series, 'everyWeeks' | 'count' | 'without'>
  /** The moment of the series that this entry stands for. */
  readonly instead?: number
}

export interface Entries {
  /** The zone in which times are written. */
  readonly timezone: string
  readonly entries: readonly Entry[]
}

const TEXT_INK: Ink = { own: (text) => isolated(oneLine(text)), fixed: oneLine }

const SAFE_ID = /^[A-Za-z0-9._-]{1,200}$/

/** Ids of agreements and sessions are anybody's text; identifiers of calendars must be safe as they are. */
const uidOf = (id: string): string => `${SAFE_ID.test(id) ? id : fingerprint(id)}@peermatch`

const timeOf = ({ start, end }: Session, day: string): EntryTime =>
  start === undefined || end === undefined
    ? { date: day }
    : { start: Date.parse(start) / MINUTE, end: Date.parse(end) / MINUTE }

/** The texts of entries, for one agreement. */
class EntryTexts {
  readonly say: Phrases
  private readonly agreement: Agreement
  private readonly viewer: string | undefined

  constructor(say: Phrases, agreement: Agreement, viewer: string | undefined) {
    this.say = say
    this.agreement = agreement
    this.viewer = viewer
  }

  private others(): string {
    return this.say.list(this.agreement.members.map(({ id }) => id).filter((id) => id !== this.viewer))
  }

  sessionTitle(blocks: readonly TeachingBlock[]): string {
    const { say } = this
    // The same every week, whoever begins.
    const skills = [...new Set(blocks.map(({ skill }) => say.own(skill)))].toSorted((a, b) =>
      a.toLowerCase() < b.toLowerCase() ? -1 : 1,
    )
    if (skills.length === 0) return say.own(this.agreement.title)
    const values = [
      ['skills', listed(skills, say.say('and'))],
      ['others', this.others()],
      ['members', this.others()],
    ] as const
    return say.say(this.viewer === undefined ? 'entryOf' : 'entryWith', values)
  }

  private blockLine(session: Session, block: TeachingBlock): string {
    const { say } = this
    const times = blockTimes(say.facts, session, block)
    const time =
      times === undefined
        ? say.minutes(block.minutes)
        : say.say('time', [
            ['from', times[0]],
            ['to', times[1]],
          ])
    return `${time} ${say.block(block)}`
  }

  goalLine(goal: Goal): string {
    const { say } = this
    const level = say.level(goal.from, goal.to)
    return `${say.say('entryGoal', [
      ['member', say.name(goal.member)],
      ['skill', say.own(goal.skill)],
    ])} (${level}). ${say.say('howToTell')}: ${say.own(goal.check)}`
  }

  goalTitle(goal: Goal): string {
    return this.say.say('entryGoal', [
      ['member', this.say.name(goal.member)],
      ['skill', this.say.own(goal.skill)],
    ])
  }

  reviewTitle(): string {
    return this.say.say('entryReview', [['others', this.others()]])
  }

  reviewText({ text, goals }: Agreement['reviews'][number]): string {
    const lines = goals.map((id) => `- ${this.goalLine(this.say.facts.goalById.get(id)!)}`)
    return [isolated(plainText(text).trim()), ...lines].join('\n')
  }

  sessionText(session: Session): string {
    const { say, agreement } = this
    const { clocks, dayOf } = say.facts
    const day = dayOf(session)
    const clockLines =
      clocks.length < 2
        ? []
        : clocks.map((clock) => {
            const members = say.list(clock.members.map((place) => agreement.members[place]!.id))
            const local = timeOn(clock, session)
            if (local === undefined) return ''
            const date = local.date === day ? '' : `${say.date(local.date, 'shortDate')}, `
            return `${say.clock(clock)} (${members}): ${date}${say.time(local)}`
          })
    const reviews = agreement.reviews
      .filter((review) => review.session === session.id)
      .map((review) => `${say.say('review', [['session', String(session.number)]])}: ${this.reviewText(review)}`)
    return [
      say.say('entryNumber', [
        ['number', String(session.number)],
        ['count', String(agreement.sessions.length)],
      ]),
      ...session.blocks.map((block) => this.blockLine(session, block)),
      ...clockLines,
      ...reviews,
    ]
      .filter((line) => line !== '')
      .join('\n')
  }

  seriesText(sessions: readonly Session[]): string {
    const { say } = this
    return sessions
      .map((session) =>
        say.say('entrySeries', [
          ['date', say.date(say.facts.dayOf(session))],
          ['blocks', session.blocks.map((block) => this.blockLine(session, block)).join('; ')],
        ]),
      )
      .join('\n')
  }
}

const sessionEntries = (
  agreement: Agreement,
  texts: EntryTexts,
  series: Series | undefined,
): readonly Omit<Entry, 'isSession' | 'isCancelled'>[] => {
  const { dayOf } = texts.say.facts
  const single = (session: Session): Omit<Entry, 'isSession' | 'isCancelled'> => ({
    uid: uidOf(session.id),
    time: timeOf(session, dayOf(session)),
    title: texts.sessionTitle(session.blocks),
    text: texts.sessionText(session),
  })
  if (series === undefined) return agreement.sessions.map(single)
  const uid = uidOf(`${agreement.id}-series`)
  const { first, everyWeeks, count, without, moved, alone } = series
  const apart = new Set([...alone, ...moved.map(({ session }) => session)])
  const regular = agreement.sessions.filter((session) => !apart.has(session))
  return [
    {
      uid,
      time: timeOf(first, dayOf(first)),
      title: texts.sessionTitle(regular.flatMap(({ blocks }) => blocks)),
      text: texts.seriesText(regular),
      repeats: { everyWeeks, count, without },
    },
    ...moved.map(({ session, instead }) => ({ ...single(session), uid, instead })),
    ...alone.map(single),
  ]
}

const entriesOfOne = (agreement: Agreement, options: ReadCalendarOptions, isCancelled: boolean): Entries => {
  const facts = factsOf(agreement, options.for)
  const { goalDay, reviewDay, clocks } = facts
  const say = new Phrases(facts, options.words, new DateNames(options.lang), TEXT_INK)
  const texts = new EntryTexts(say, agreement, options.for)
  // A series repeats by one clock, whoever looks at it.
  const own = clocks[0]?.timezone ?? 'UTC'
  const timezone = options.series ? (agreement.timezone ?? own) : own
  const series = options.series ? seriesOf(agreement, new ZoneCalendar(timezone)) : undefined
  const days = [
    ...(options.reviews ? agreement.reviews : []).map((review) => ({
      uid: uidOf(`${agreement.id}-r${review.number}`),
      time: { date: reviewDay(review) },
      title: texts.reviewTitle(),
      text: texts.reviewText(review),
    })),
    ...(options.goals ? agreement.goals : []).map((goal) => ({
      uid: uidOf(goal.id),
      time: { date: goalDay(goal) },
      title: texts.goalTitle(goal),
      text: texts.goalLine(goal),
    })),
  ]
  const titled = (title: string): string => (isCancelled ? say.say('entryCancelled', [['title', title]]) : title)
  const entries = [
    ...sessionEntries(agreement, texts, series).map((entry) => ({ ...entry, isSession: true })),
    ...days.map((entry) => ({ ...entry, isSession: false })),
  ].map((entry) => ({ ...entry, title: titled(entry.title), isCancelled }))
  return { timezone, entries }
}

/** All entries of an agreement, and what was in the one before and is no more. */
export const entriesOf = (agreement: Agreement, options: ReadCalendarOptions): Entries => {
  const now = entriesOfOne(agreement, options, false)
  if (options.replaces === undefined) return now
  const kept = new Set(now.entries.map(({ uid }) => uid))
  const gone = entriesOfOne(options.replaces, options, true).entries.filter(({ uid }) => !kept.has(uid))
  return { timezone: now.timezone, entries: [...now.entries, ...gone] }
}
