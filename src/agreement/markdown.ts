import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import type { Agreement } from './agreement.ts'
import type { AgreementError } from './error.ts'
import { type MonthDay, monthsOf, weekOf } from './month.ts'
import { blockTimes, factsOf, timeOn } from './page-facts.ts'
import { decodeWithOptions, type PageOptions, type ReadPageOptions, readPageOptions } from './page-options.ts'
import { DateNames, type Ink, Phrases } from './page-phrases.ts'
import { escapeMarkdown, isolated, oneLine, plainText } from './page-text.ts'
import type { Session } from './parts.ts'

const MARKDOWN_INK: Ink = {
  own: (text) => isolated(escapeMarkdown(oneLine(text))),
  fixed: (text) => escapeMarkdown(oneLine(text)),
}

/** A longer text: its lines stay, `indent` deep. */
const ownLines = (text: string, indent = ''): string =>
  plainText(text)
    .trim()
    .split(/\n+/)
    .map((line) => MARKDOWN_INK.own(line))
    .join(`\\\n${indent}`)

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const table = (heads: readonly string[], rows: readonly (readonly string[])[], align = '---'): string =>
  [row(heads), row(heads.map((_, at) => (at === 0 ? '---' : align))), ...rows.map(row)].join('\n')

const part = (heading: string, content: string): string => (content === '' ? '' : `## ${heading}\n\n${content}`)

const aims = (say: Phrases, { members, sessions }: Agreement): string =>
  members
    .map(({ id, aim }) => {
      const blocks = sessions.flatMap((session) => session.blocks)
      const taught = new Set(blocks.filter(({ teacher }) => teacher === id).map((block) => say.skill(block)))
      const learned = new Set(blocks.filter(({ learners }) => learners.includes(id)).map((block) => say.skill(block)))
      const list = (skills: ReadonlySet<string>): string =>
        skills.size === 0 ? say.say('nothing') : [...skills].join(', ')
      return `- **${say.name(id)}**: ${ownLines(aim, '  ')}\\\n  ${say.say('teaches')} ${list(taught)}; ${say.say('learns')} ${list(learned)}`
    })
    .join('\n')

const goals = (say: Phrases, agreement: Agreement): string =>
  agreement.goals
    .map((goal) => {
      const facts = [
        say.level(goal.from, goal.to),
        say.say('taughtBy', [['teachers', say.list(goal.teachers)]]),
        say.minutes(goal.minutes),
        `${say.say('due')} ${say.date(say.facts.goalDay(goal))}`,
      ]
      return `- [ ] **${say.name(goal.member)}: ${say.own(goal.skill)}** (${facts.join(' · ')})\\\n  ${say.say('howToTell')}: ${ownLines(goal.check, '  ')}`
    })
    .join('\n')

const times = (say: Phrases, session: Session): readonly string[] =>
  say.facts.clocks.map((clock) => {
    const local = timeOn(clock, session)
    if (local === undefined) return ''
    const time = say.time(local)
    return local.date === say.facts.dayOf(session) ? time : `${say.date(local.date, 'shortDate')}, ${time}`
  })

const schedule = (say: Phrases, { members, sessions, skipped }: Agreement): string => {
  const { clocks, dayOf } = say.facts
  const heads = [
    say.say('session'),
    say.say('day'),
    ...clocks.map((clock) =>
      clocks.length === 1
        ? say.clock(clock)
        : `${say.clock(clock)} (${say.list(clock.members.map((place) => members[place]!.id))})`,
    ),
    say.say('whoTeaches'),
  ]
  const rows = sessions.map((session) => {
    const blocks = session.blocks.map((block) => {
      const at = blockTimes(say.facts, session, block)
      const time =
        at === undefined
          ? say.minutes(block.minutes)
          : say.say('time', [
              ['from', at[0]],
              ['to', at[1]],
            ])
      return `${time} ${say.block(block)}`
    })
    return [
      String(session.number),
      say.date(dayOf(session)),
      ...times(say, session),
      blocks.length === 0 ? '–' : blocks.join('; '),
    ]
  })
  const gaps = skipped.map(({ from, to, reason }) =>
    say.say('skippedOne', [
      ['from', say.date(from)],
      ['to', say.date(to)],
      ['reason', say.say(reason)],
    ]),
  )
  return `${table(heads, rows)}${gaps.length === 0 ? '' : `\n\n${say.say('skipped')} ${gaps.join('; ')}`}`
}

const balance = (say: Phrases, { members, balance: { detail } }: Agreement): string => {
  const carried = members.some((member) => member.carried !== undefined)
  const heads = [
    say.say('member'),
    ...(carried ? [say.say('carried')] : []),
    say.say('gives'),
    say.say('receives'),
    say.say('difference'),
  ]
  const rows = members.map((member) => [
    say.name(member.id),
    ...(carried ? [say.signed(member.carried ?? 0)] : []),
    say.minutes(member.given),
    say.minutes(member.received),
    say.signed(member.difference),
  ])
  return `${table(heads, rows, '---:')}\n\n${ownLines(detail)}`
}

const day = (one: MonthDay | undefined): string => {
  if (one === undefined) return ' '
  const text = one.sessions.length === 0 ? String(one.day) : `**${one.day}**`
  return `${text}${one.reviews.length === 0 ? '' : '\\*'}${one.goals.length === 0 ? '' : '!'}`
}

const calendar = (say: Phrases, dates: DateNames, { weekStart }: ReadPageOptions): string => {
  const heads = weekOf(weekStart).map((date) => MARKDOWN_INK.fixed(dates.weekday(date)))
  const months = monthsOf(say.facts, weekStart).map(
    (month) =>
      `### ${say.month(month.date)}\n\n${table(
        heads,
        month.weeks.map((week) => week.map(day)),
      )}`,
  )
  const legend = [
    `**1** ${say.say('legendSession')}`,
    `\\* ${say.say('legendReview')}`,
    `! ${say.say('legendGoal')}`,
  ].join(' · ')
  return `${months.join('\n\n')}\n\n${legend}`
}

const reviews = (say: Phrases, agreement: Agreement): string => {
  const { sessionById, goalById, reviewDay } = say.facts
  return agreement.reviews
    .map((review) => {
      const due = review.goals.map((id) => {
        const goal = goalById.get(id)!
        return `${say.own(goal.skill)} (${say.name(goal.member)})`
      })
      const after = say.say('review', [['session', String(sessionById.get(review.session)!.number)]])
      const last = due.length === 0 ? '' : ` ${say.say('goalsDue', [['goals', due.join(', ')]])}`
      return `- **${say.date(reviewDay(review))}** (${after}): ${ownLines(review.text, '  ')}${last}`
    })
    .join('\n')
}

const rules = (_: Phrases, { groundRules }: Agreement): string =>
  groundRules.map((rule, at) => `${at + 1}. ${ownLines(rule, '   ')}`).join('\n')

const signatures = (say: Phrases, { members }: Agreement): string =>
  `${say.say('promise')}\n\n${table(
    [say.say('member'), say.say('signature'), say.say('placeAndDate')],
    members.map(({ id }) => [say.name(id), '&nbsp;', '&nbsp;']),
  )}`

/**
 * An agreement as Markdown (CommonMark with GitHub's tables and task lists), with all that {@link toHtml} has on its page, for a wiki, a message or
 * a repository. Whatever people wrote is escaped: it is shown as text, and makes no markup and no links.
 *
 * Options, errors and cost are those of {@link toHtml}.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement, toMarkdown } from 'peermatch/agreement'
 *
 * const people = [
 *   { id: 'ana', name: 'Ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', name: 'Ben', offers: ['skiing'], wants: ['Spanish'] },
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
 * const page = toMarkdown(draft.right)
 * assert.ok(isRight(page))
 * assert.match(page.right, /^# Ana and Ben learn from each other\n/)
 * assert.match(page.right, /\| 1 \| Mon 2 March 2026 \| 30 min Ana teaches Ben Spanish; 30 min Ben teaches Ana skiing \|/)
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const toMarkdown = (
  agreement: Agreement | unknown,
  options?: PageOptions | unknown,
): Either<AgreementError, string> => {
  const read = decodeWithOptions(agreement, options, readPageOptions)
  if (isLeft(read)) return read
  const { agreement: whole, options: page } = read.right
  const dates = new DateNames(page.lang)
  const say = new Phrases(factsOf(whole, page.for), page.words, dates, MARKDOWN_INK)
  const parts = [
    `# ${MARKDOWN_INK.own(whole.title)}`,
    `${say.summary(whole)}${whole.renews === undefined ? '' : ` ${say.say('renews')}`}`,
    part(say.say('aims'), aims(say, whole)),
    part(say.say('goals'), goals(say, whole)),
    part(say.say('schedule'), schedule(say, whole)),
    part(say.say('balance'), balance(say, whole)),
    part(say.say('calendar'), calendar(say, dates, page)),
    part(say.say('reviews'), reviews(say, whole)),
    part(say.say('rules'), rules(say, whole)),
    part(say.say('incentive'), ownLines(whole.incentive)),
    part(say.say('signatures'), signatures(say, whole)),
    say.say('reference', [['id', say.own(whole.id)]]),
  ]
  return right(`${parts.filter((text) => text !== '').join('\n\n')}\n`)
}
