import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { Weekday } from '../model/person.ts'
import { choice, optional, type Reader, readFilledText, readRecord, readText, shape } from '../model/read.ts'
import { Report } from '../model/report.ts'
import { type Agreement, readAgreement } from './agreement.ts'
import type { AgreementError } from './error.ts'
import { defaultPageWords, type PageWords, readPageWords } from './page-words.ts'

/**
 * How an agreement is printed.
 *
 * @category model
 * @since 0.1.0
 */
export interface PageOptions {
  /** Id of the member for whom it is printed: days and times are on their clock first. By default, the agreement's. */
  readonly for?: string | undefined
  /** The language of the page as a BCP 47 tag, which gives the names of days and months too; `en` by default. */
  readonly lang?: string | undefined
  /** The first day of the week in calendars; `Mon` by default. */
  readonly weekStart?: Weekday | undefined
  /** Texts of the page that are not the default ones. */
  readonly words?: Partial<PageWords> | undefined
}

/** Options that have been read. */
export interface ReadPageOptions {
  readonly for?: string
  readonly lang: string
  readonly weekStart: Weekday
  readonly words: PageWords
}

const PAGE_OPTIONS = /* @__PURE__ */ shape('options { for, lang, weekStart, words }', [
  'for',
  'lang',
  'weekStart',
  'words',
])

export const readMemberId: Reader<string> = (report, u) => readFilledText(report, u, 'the id of a member')
const readWeekday: Reader<Weekday> = /* @__PURE__ */ choice(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])

export const readLanguage: Reader<string> = (report, u) => {
  const expected = 'a language tag such as "en" or "es-MX"'
  const tag = readText(report, u, expected)
  if (tag === undefined) return undefined
  try {
    const [canonical] = tag.length > 50 ? [] : Intl.getCanonicalLocales(tag)
    if (canonical !== undefined) return canonical
  } catch {
    // Not a tag.
  }
  return report.fail(expected, tag)
}

export const readPageOptions: Reader<ReadPageOptions> = (report, u) => {
  const values = readRecord(report, u, PAGE_OPTIONS)
  if (values === undefined) return undefined
  const viewer = optional(report, 'for', values[0], readMemberId)
  return {
    ...(viewer === undefined ? {} : { for: viewer }),
    lang: optional(report, 'lang', values[1], readLanguage) ?? 'en',
    weekStart: optional(report, 'weekStart', values[2], readWeekday) ?? 'Mon',
    words: optional(report, 'words', values[3], readPageWords) ?? defaultPageWords(),
  }
}

const refuse = ({ issues, total }: Report): Either<AgreementError, never> =>
  left({ _tag: 'InvalidInput', issues, total })

/** An agreement with what is to be made of it, both read; `for` names a member. */
export const decodeWithOptions = <A extends { readonly for?: string }>(
  agreement: unknown,
  options: unknown,
  readOptions: Reader<A>,
): Either<AgreementError, { readonly agreement: Agreement; readonly options: A }> => {
  const first = new Report('agreement')
  const whole = readAgreement(first, agreement)
  if (whole === undefined || first.total > 0) return refuse(first)
  const second = new Report('options')
  const read = readOptions(second, options ?? {})
  if (read === undefined || second.total > 0) return refuse(second)
  const viewer = read.for
  return viewer === undefined || whole.members.some(({ id }) => id === viewer)
    ? right({ agreement: whole, options: read })
    : left({ _tag: 'UnknownPerson', path: 'options.for', id: viewer })
}
