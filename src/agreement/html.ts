import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import type { Agreement } from './agreement.ts'
import type { AgreementError } from './error.ts'
import {
  aimsSection,
  balanceSection,
  calendarSection,
  goalsSection,
  HTML_INK,
  incentiveSection,
  reviewsSection,
  rulesSection,
  scheduleSection,
  signatureSection,
} from './html-parts.ts'
import { factsOf } from './page-facts.ts'
import { decodeWithOptions, type PageOptions, readPageOptions } from './page-options.ts'
import { DateNames, Phrases } from './page-phrases.ts'
import { PAGE_STYLE } from './page-style.ts'
import { escapeHtml, oneLine } from './page-text.ts'

const MARK = `<svg class="mark" viewBox="0 0 90 56" aria-hidden="true" focusable="false"><g fill="none" stroke-width="5"><circle cx="31" cy="28" r="24" stroke="#1d6a63"/><circle cx="59" cy="28" r="24" stroke="#b4622a"/><path d="M45 8.5a24 24 0 0 1 0 39" stroke="#1d6a63"/></g></svg>`

/** Languages that are written from right to left, unless their tag names another script. */
const RIGHT_TO_LEFT =
  /^(?:ar|he|fa|ur|yi|ps|sd|ug|dv|ckb|syr)(?![a-z])(?!-latn)|-(?:arab|hebr|thaa|syrc|nkoo|adlm)(?![a-z])/i

/**
 * An agreement as one page of HTML to print on A4 or Letter and to sign: what each member wants out of it, give and take, goals with due dates and how to
 * tell, the plan with everybody's local times and who teaches what, months as calendars, reviews, ground rules, the treat, and lines for
 * signatures. The page stands alone: no scripts, nothing from elsewhere. Headings, table headers and language are marked for readers who listen.
 *
 * Whatever people wrote is shown as text and runs in its own direction. With `options.for`, days and times are on that member's clock first.
 * The names of days and months are those of the runtime's own data for `options.lang`; the other fixed texts are English unless
 * `options.words` has others.
 *
 * Errors: `InvalidInput`, and `UnknownPerson` where `for` is no member. Never throws. Cost: linear in the sessions times the members.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement, toHtml } from 'peermatch/agreement'
 *
 * const people = [
 *   { id: 'ana', name: 'Ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', name: 'Ben <b>', offers: ['skiing'], wants: ['Spanish'] },
 * ]
 * const match = {
 *   members: ['ana', 'ben'],
 *   exchange: [
 *     { from: 'ana', to: 'ben', skill: 'Spanish', level: 3, lift: 3, priority: 1 },
 *     { from: 'ben', to: 'ana', skill: 'skiing', level: 3, lift: 3, priority: 1 },
 *   ],
 * }
 * const draft = draftAgreement(match, people, { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 6 })
 * assert.ok(isRight(draft))
 * const page = toHtml(draft.right, { for: 'ana' })
 * assert.ok(isRight(page))
 * assert.match(page.right, /^<!doctype html>/)
 * assert.match(page.right, /Ben &lt;b&gt;/)
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const toHtml = (
  agreement: Agreement | unknown,
  options?: PageOptions | unknown,
): Either<AgreementError, string> => {
  const read = decodeWithOptions(agreement, options, readPageOptions)
  if (isLeft(read)) return read
  const { agreement: whole, options: page } = read.right
  const dates = new DateNames(page.lang)
  const say = new Phrases(factsOf(whole, page.for), page.words, dates, HTML_INK)
  const sections = [
    aimsSection(say, whole),
    goalsSection(say, whole),
    scheduleSection(say, whole),
    balanceSection(say, whole),
    calendarSection(say, dates, page),
    reviewsSection(say, whole),
    rulesSection(say, whole),
    incentiveSection(say, whole),
    signatureSection(say, whole),
  ].filter((text) => text !== '')
  const direction = RIGHT_TO_LEFT.test(page.lang) ? ' dir="rtl"' : ''
  return right(`<!doctype html>
<html lang="${escapeHtml(page.lang)}"${direction}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(oneLine(whole.title))}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<header>
${MARK}
<p class="label">${say.say('kind')}</p>
<h1 dir="auto">${escapeHtml(oneLine(whole.title))}</h1>
<p class="lead">${say.summary(whole)}${whole.renews === undefined ? '' : ` ${say.say('renews')}`}</p>
</header>
${sections.join('\n')}
<footer>${say.say('reference', [['id', say.own(whole.id)]])}</footer>
</main>
</body>
</html>
`)
}
