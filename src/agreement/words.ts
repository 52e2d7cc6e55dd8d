import { optional, type Reader, readList, readRecord, readText, shape } from '../model/read.ts'

/**
 * The texts of an agreement. In each, words in braces stand for what the draft puts there: `{skill}` and so on, as told below.
 *
 * @category model
 * @since 0.1.0
 */
export interface AgreementWords {
  /** `{members}`: the names. */
  readonly title: string
  /** The aim of a member who states none. `{name}`, `{skills}`. */
  readonly aim: string
  /** How to tell that level 1, 2, 3, 4 or 5 is reached; five texts. `{name}`, `{skill}`, `{teacher}`, `{level}`. */
  readonly checks: readonly string[]
  /** A review after some sessions, and the last one. `{number}`, `{goals}`: how many goals are due. */
  readonly review: string
  readonly lastReview: string
  /** Give and take are equal for all, to the minute. */
  readonly equal: string
  /** Give and take are equal for all, as far as sessions can be divided. `{minutes}`: the largest difference. */
  readonly even: string
  /** They are not. `{minutes}`; `{more}`, `{less}`: the names of those who give more, and who give less, than they receive. */
  readonly uneven: string
  /** The same, where something was carried over from an earlier agreement. */
  readonly owed: string
  /** Stands before the last of several names. */
  readonly and: string
}

/**
 * The ground rules of an agreement that states none; a fresh list each time, to be changed or added to.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { defaultGroundRules } from 'peermatch/agreement'
 *
 * const groundRules = [...defaultGroundRules(), 'The host makes tea.']
 * assert.equal(groundRules.length, 6)
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const defaultGroundRules = (): readonly string[] => [
  'We keep give and take equal: every session has its time for each of us, and we watch the clock together.',
  'We come on time and prepared. Who cannot come says so a day before, and we find another day in the same week.',
  'Who teaches asks first what the other wants to be able to do; who learns says when it is too fast or too slow.',
  'Mistakes are welcome. What is said between us stays between us.',
  'We tell each other early when something is not working, and anybody may end this without giving reasons.',
]

export const defaultWords = (): AgreementWords => ({
  title: '{members} learn from each other',
  aim: 'Learn {skills}',
  checks: [
    '{name} explains in their own words what {skill} is about, and does a first small piece together with {teacher}.',
    '{name} does a simple piece of {skill} with a little help from {teacher}.',
    '{name} does an everyday piece of {skill} alone, and {teacher} has nothing important to correct.',
    '{name} does a hard piece of {skill} alone, and explains to {teacher} why it was done this way.',
    '{name} teaches {teacher} something about {skill} that was new to both of them.',
  ],
  review: 'Are give and take equal? Are the goals still the right ones? What do we change?',
  lastReview: 'Which goals have we reached? Is a treat due? Do we go on, and with what?',
  equal: 'Each of us gives exactly as much as they receive.',
  even: 'Each of us gives as much as they receive, to within {minutes} minutes.',
  uneven:
    '{more} will give more than they receive, {less} less, by up to {minutes} minutes: what each can teach and wants to learn does not allow for less.',
  owed: '{more} will still have given more than they have received, {less} less, by up to {minutes} minutes: these sessions are too few to make up for it.',
  and: 'and',
})

/** `{key}` becomes the value; braces around other words stay. Values are put in as they are and not looked at again. */
export const fill = (template: string, values: ReadonlyMap<string, string>): string =>
  template.replace(/\{([a-z]+)\}/gi, (whole, key: string) => values.get(key) ?? whole)

/** `Ana`, `Ana and Ben`, `Ana, Ben and Cleo`. */
export const listed = (names: readonly string[], and: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${and} ${names.at(-1)}`

const WORDS = /* @__PURE__ */ shape('an object of texts', [
  'title',
  'aim',
  'checks',
  'review',
  'lastReview',
  'even',
  'uneven',
  'and',
  'owed',
  'equal',
])

const readAnyText: Reader<string> = (report, u) => readText(report, u, 'a text')

const readChecks: Reader<readonly string[]> = (report, u) => {
  const checks = readList(report, u, 'a list of five texts, for levels 1 to 5', readAnyText)
  return checks === undefined || checks.length === 5
    ? checks
    : report.failShown('a list of five texts, for levels 1 to 5', `a list of ${checks.length}`)
}

/** Texts that are absent are the default ones. */
export const readWords: Reader<AgreementWords> = (report, u) => {
  const values = readRecord(report, u, WORDS)
  if (values === undefined) return undefined
  const words = defaultWords()
  return {
    title: optional(report, 'title', values[0], readAnyText) ?? words.title,
    aim: optional(report, 'aim', values[1], readAnyText) ?? words.aim,
    checks: optional(report, 'checks', values[2], readChecks) ?? words.checks,
    review: optional(report, 'review', values[3], readAnyText) ?? words.review,
    lastReview: optional(report, 'lastReview', values[4], readAnyText) ?? words.lastReview,
    even: optional(report, 'even', values[5], readAnyText) ?? words.even,
    uneven: optional(report, 'uneven', values[6], readAnyText) ?? words.uneven,
    and: optional(report, 'and', values[7], readAnyText) ?? words.and,
    owed: optional(report, 'owed', values[8], readAnyText) ?? words.owed,
    equal: optional(report, 'equal', values[9], readAnyText) ?? words.equal,
  }
}
