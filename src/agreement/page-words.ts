import { optional, type Reader, readRecord, readText, type Shape, shape } from '../model/read.ts'

/**
 * The fixed texts of a printed agreement and of its calendar. In each, words in braces stand for what is put there, as the default text shows.
 *
 * @category model
 * @since 0.1.0
 */
export interface PageWords {
  /** Above the title. */
  readonly kind: string
  readonly summary: string
  readonly everyWeek: string
  readonly everyWeeks: string
  readonly renews: string
  /** Dates, with `{weekday}`, `{day}`, `{month}`, `{year}`; `shortDate` has no year. */
  readonly date: string
  readonly shortDate: string
  readonly month: string
  readonly time: string
  readonly timeOverMidnight: string
  readonly clock: string
  readonly minutes: string
  readonly and: string
  readonly aims: string
  readonly teaches: string
  readonly learns: string
  readonly nothing: string
  readonly schedule: string
  readonly session: string
  readonly day: string
  readonly when: string
  readonly whoTeaches: string
  readonly block: string
  readonly related: string
  readonly skipped: string
  readonly skippedOne: string
  readonly blackout: string
  readonly busy: string
  readonly noCommonTime: string
  readonly calendar: string
  readonly legendSession: string
  readonly legendReview: string
  readonly legendGoal: string
  readonly goals: string
  readonly goal: string
  readonly level: string
  readonly due: string
  readonly taughtBy: string
  readonly howToTell: string
  readonly balance: string
  readonly member: string
  readonly gives: string
  readonly receives: string
  readonly carried: string
  readonly difference: string
  readonly reviews: string
  readonly review: string
  readonly goalsDue: string
  readonly rules: string
  readonly incentive: string
  readonly signatures: string
  readonly promise: string
  readonly signature: string
  readonly placeAndDate: string
  readonly reference: string
  /** Titles and lines of calendar entries: a session as one member sees it and as everybody does, reviews, due dates, and what is called off. */
  readonly entryWith: string
  readonly entryOf: string
  readonly entryNumber: string
  readonly entryReview: string
  readonly entryGoal: string
  readonly entryCancelled: string
  readonly entrySeries: string
}

export const defaultPageWords = (): PageWords => ({
  kind: 'Learning agreement',
  summary: '{count} sessions of {minutes} minutes, {cadence}, from {start} to {end}.',
  everyWeek: 'every week',
  everyWeeks: 'every {weeks} weeks',
  renews: 'It carries on an earlier agreement.',
  date: '{weekday} {day} {month} {year}',
  shortDate: '{weekday} {day} {month}',
  month: '{month} {year}',
  time: '{from}–{to}',
  timeOverMidnight: '{from}–{to} the next day',
  clock: '{city} time',
  minutes: '{minutes} min',
  and: 'and',
  aims: 'What each of us wants out of it',
  teaches: 'teaches',
  learns: 'learns',
  nothing: 'nothing this time',
  schedule: 'When we meet',
  session: 'No.',
  day: 'Day',
  when: 'Time',
  whoTeaches: 'Who teaches what',
  block: '{teacher} teaches {learners} {skill}',
  related: '{skill} (by way of {taught})',
  skipped: 'No session:',
  skippedOne: '{from} to {to} ({reason})',
  blackout: 'days without sessions',
  busy: 'one of us is busy',
  noCommonTime: 'no time that suits all of us',
  calendar: 'Our calendar',
  legendSession: 'session',
  legendReview: 'we look back',
  legendGoal: 'a goal is due',
  goals: 'Our goals',
  goal: 'Goal',
  level: 'level {from} to {to} of 5',
  due: 'By',
  taughtBy: 'with {teachers}',
  howToTell: 'How we can tell',
  balance: 'Give and take',
  member: 'Member',
  gives: 'Gives',
  receives: 'Receives',
  carried: 'Brought along',
  difference: 'Difference',
  reviews: 'When we look back',
  review: 'After session {session}',
  goalsDue: 'Due by then: {goals}.',
  rules: 'How we treat each other',
  incentive: 'And when we get there',
  signatures: 'We agree',
  promise: 'Each of us teaches, and each of us learns.',
  signature: 'Signature',
  placeAndDate: 'Place and date',
  reference: 'Agreement {id}',
  entryWith: '{skills} with {others}',
  entryOf: '{skills}: {members}',
  entryNumber: 'Session {number} of {count}',
  entryReview: 'Looking back with {others}',
  entryGoal: 'Goal of {member}: {skill}',
  entryCancelled: 'Called off: {title}',
  entrySeries: '{date}: {blocks}',
})

const PAGE_WORDS: Shape = /* @__PURE__ */ shape(
  'an object of texts',
  /* @__PURE__ */ Object.keys(/* @__PURE__ */ defaultPageWords()),
)

const readAnyText: Reader<string> = (report, u) => readText(report, u, 'a text')

/** Texts that are absent are those of `defaults`, whose keys are those of `of`. */
export const textsReader =
  <A extends object>(of: Shape, defaults: () => A): Reader<A> =>
  (report, u) => {
    const values = readRecord(report, u, of)
    if (values === undefined) return undefined
    const texts = of.keys.flatMap((key, slot) => {
      const text = optional(report, key, values[slot], readAnyText)
      return text === undefined ? [] : [[key, text] as const]
    })
    return { ...defaults(), ...Object.fromEntries(texts) }
  }

/** Texts that are absent are the default ones. */
export const readPageWords: Reader<PageWords> = /* @__PURE__ */ textsReader(PAGE_WORDS, defaultPageWords)
