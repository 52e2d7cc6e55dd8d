import { plainText, escapeHtml, oneLine } from './page-text.ts'
import type { Agreement } from './agreement.ts'
import { type Month, type MonthDay, monthsOf, weekOf } from './month.ts'
import { blockTimes, timeOn } from './page-facts.ts'
import type { ReadPageOptions } from './page-options.ts'
import type { DateNames, Ink, Phrases } from './page-phrases.ts'
import type { Session, TeachingBlock } from './parts.ts'

/** Somebody's own text stands in an element of its own, so that its direction is nobody else's. */
export const HTML_INK: Ink = {
  own: (text) => `<bdi>${escapeHtml(oneLine(text))}</bdi>`,
  fixed: (text) => escapeHtml(oneLine(text)),
}

/** A longer text of somebody's own: its lines stay, and it runs in its own direction. */
const ownLines = (text: string): string => escapeHtml(plainText(text).trim()).replace(/\n+/g, '<br>')

const section = (id: string, heading: string, content: string, kind = ''): string =>
  `<section aria-labelledby="${id}"${kind === '' ? '' : ` class="${kind}"`}>\n<h2 id="${id}">${heading}</h2>\n${content}\n</section>`

const list = (items: readonly string[]): string => items.join(', ')

/** What a member teaches, and what they learn, each thing once. */
const exchanged = (say: Phrases, { sessions, members }: Agreement, id: string, side: 'teacher' | 'learner'): string => {
  const found = new Map<string, string>()
  for (const block of sessions.flatMap(({ blocks }) => blocks)) {
    if (side === 'teacher' ? block.teacher !== id : !block.learners.includes(id)) continue
    const others = side === 'teacher' ? block.learners : [block.teacher]
    const skill = say.skill(block)
    const beside = members.length === 2 ? skill : `${skill} (${say.list(others)})`
    found.set(beside, beside)
  }
  return found.size === 0 ? say.say('nothing') : list([...found.values()])
}

export const aimsSection = (say: Phrases, agreement: Agreement): string => {
  const cards = agreement.members.map(
    ({ id, aim }) => `<div class="person">
<h3>${say.name(id)}</h3>
<p class="aim" dir="auto">${ownLines(aim)}</p>
<dl><dt class="label">${say.say('teaches')}</dt><dd>${exchanged(say, agreement, id, 'teacher')}</dd>
<dt class="label">${say.say('learns')}</dt><dd>${exchanged(say, agreement, id, 'learner')}</dd></dl>
</div>`,
  )
  return section('aims', say.say('aims'), `<div class="people">\n${cards.join('\n')}\n</div>`)
}

const numberCell = (text: string): string => `<td class="number">${text}</td>`
const numberHead = (text: string): string => `<th scope="col" class="number">${text}</th>`

export const balanceSection = (say: Phrases, { members, balance }: Agreement): string => {
  const carried = members.some((member) => member.carried !== undefined)
  const rows = members.map(
    (member) =>
      `<tr><th scope="row">${say.name(member.id)}</th>${carried ? numberCell(say.signed(member.carried ?? 0)) : ''}${numberCell(
        say.minutes(member.given),
      )}${numberCell(say.minutes(member.received))}${numberCell(say.signed(member.difference))}</tr>`,
  )
  return section(
    'balance',
    say.say('balance'),
    `<table>
<thead><tr><th scope="col">${say.say('member')}</th>${carried ? numberHead(say.say('carried')) : ''}${numberHead(say.say('gives'))}${numberHead(
      say.say('receives'),
    )}${numberHead(say.say('difference'))}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p class="note" dir="auto">${ownLines(balance.detail)}</p>`,
    'whole',
  )
}

const dots = (from: number, to: number): string =>
  `<span class="dots" aria-hidden="true">${[1, 2, 3, 4, 5]
    .map((level) => `<i class="${level <= from ? 'known' : level <= to ? 'gain' : 'rest'}"></i>`)
    .join('')}</span>`

export const goalsSection = (say: Phrases, { goals }: Agreement): string => {
  const items = goals.map(
    (goal) => `<li class="goal"><span class="tick" aria-hidden="true"></span><div>
<h3>${say.name(goal.member)}: ${say.own(goal.skill)}</h3>
<p class="facts">${dots(goal.from, goal.to)}${say.level(goal.from, goal.to)} · ${say.say('taughtBy', [
      ['teachers', say.list(goal.teachers)],
    ])} · ${say.minutes(goal.minutes)} · ${say.say('due')} <time datetime="${goal.due}">${say.date(say.facts.goalDay(goal))}</time></p>
<p dir="auto"><span class="label">${say.say('howToTell')}</span> ${ownLines(goal.check)}</p>
</div></li>`,
  )
  return section('goals', say.say('goals'), `<ul class="goals">\n${items.join('\n')}\n</ul>`)
}

/** Above so many different clocks, their times stand in one column. */
const MOST_CLOCKS = 3

const clockCells = (say: Phrases, session: Session): readonly string[] => {
  const { clocks, dayOf } = say.facts
  const day = dayOf(session)
  return clocks.map((clock) => {
    const local = timeOn(clock, session)
    if (local === undefined) return ''
    const time = say.time(local)
    return local.date === day ? time : `${say.date(local.date, 'shortDate')}, ${time}`
  })
}

const timed = (say: Phrases, session: Session, block: TeachingBlock, text: string): string => {
  const times = blockTimes(say.facts, session, block)
  return times === undefined
    ? `${text} <span class="times">${say.minutes(block.minutes)}</span>`
    : `<span class="times">${say.say('time', [
        ['from', times[0]],
        ['to', times[1]],
      ])}</span> ${text}`
}

const blockCells = (say: Phrases, { members }: Agreement, session: Session): readonly string[] => {
  const lines = (blocks: readonly TeachingBlock[], text: (block: TeachingBlock) => string): string =>
    blocks.length === 0
      ? '–'
      : `<ul>${blocks.map((block) => `<li>${timed(say, session, block, text(block))}</li>`).join('')}</ul>`
  return members.length === 2
    ? members.map(({ id }) =>
        lines(
          session.blocks.filter(({ teacher }) => teacher === id),
          (block) => say.skill(block),
        ),
      )
    : [lines(session.blocks, (block) => say.block(block))]
}

export const scheduleSection = (say: Phrases, agreement: Agreement): string => {
  const { sessions, members, skipped, reviews } = agreement
  const { clocks, dayOf } = say.facts
  const years = new Set(sessions.map((session) => dayOf(session).slice(0, 4)))
  const dateKey = years.size > 1 ? 'date' : 'shortDate'
  const looks = new Set(reviews.map(({ session }) => session))
  const inOne = clocks.length > MOST_CLOCKS
  const clockHeads = clocks.map(
    (clock) =>
      `${say.clock(clock)}${clocks.length === 1 ? '' : ` <small>${say.list(clock.members.map((place) => members[place]!.id))}</small>`}`,
  )
  const heads = [
    say.say('session'),
    say.say('day'),
    ...(inOne ? [say.say('when')] : clockHeads),
    ...(members.length === 2
      ? members.map(({ id }) => `${say.name(id)} ${say.say('teaches')}`)
      : [say.say('whoTeaches')]),
  ]
  const rows = sessions.map((session) => {
    const times = clockCells(say, session)
    const clockList = `<ul>${times.map((time, at) => `<li>${time} <span class="times">${say.clock(clocks[at]!)}</span></li>`).join('')}</ul>`
    const cells = (inOne ? [clockList] : times).map((text) => `<td class="clock">${text}</td>`)
    const day = dayOf(session)
    return `<tr${looks.has(session.id) ? ' class="looks"' : ''}><th scope="row">${session.number}</th><td class="day"><time datetime="${
      session.start ?? session.date
    }">${say.date(day, dateKey)}</time></td>${cells.join('')}${blockCells(say, agreement, session)
      .map((text) => `<td>${text}</td>`)
      .join('')}</tr>`
  })
  const gaps = skipped.map(
    ({ from, to, reason }) =>
      `<li>${say.say('skippedOne', [
        ['from', say.date(from, dateKey)],
        ['to', say.date(to, dateKey)],
        ['reason', say.say(reason)],
      ])}</li>`,
  )
  return section(
    'schedule',
    say.say('schedule'),
    `<div class="wide" tabindex="0">
<table class="plan">
<thead><tr>${heads.map((text) => `<th scope="col">${text}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</div>${gaps.length === 0 ? '' : `\n<div class="skipped">${say.say('skipped')} <ul>${gaps.join('')}</ul></div>`}`,
  )
}

const dayCell = (say: Phrases, day: MonthDay | undefined): string => {
  if (day === undefined) return '<td></td>'
  const kinds = [
    ...(day.sessions.length > 0 ? ['session'] : []),
    ...(day.reviews.length > 0 ? ['review'] : []),
    ...(day.goals.length > 0 ? ['goal-due'] : []),
  ]
  if (kinds.length === 0) return `<td>${day.day}</td>`
  const said = [
    ...day.sessions.map((number) => `${say.say('legendSession')} ${number}`),
    ...(day.reviews.length > 0 ? [say.say('legendReview')] : []),
    ...(day.goals.length > 0 ? [say.say('legendGoal')] : []),
  ]
  return `<td><span class="date ${kinds.join(' ')}">${day.day}</span><span class="unseen"> (${list(said)})</span></td>`
}

const monthTable = (say: Phrases, dates: DateNames, { weekStart }: ReadPageOptions, month: Month): string => {
  const heads = weekOf(weekStart).map((date) => {
    const full = escapeHtml(dates.weekday(date, 'long'))
    return `<th scope="col" abbr="${full}">${escapeHtml(dates.weekday(date, 'narrow'))}</th>`
  })
  const rows = month.weeks.map((week) => `<tr>${week.map((day) => dayCell(say, day)).join('')}</tr>`)
  return `<table class="month">
<caption>${say.month(month.date)}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

export const calendarSection = (say: Phrases, dates: DateNames, options: ReadPageOptions): string => {
  const months = monthsOf(say.facts, options.weekStart)
  const legend = [
    ['session', say.say('legendSession')],
    ['review', say.say('legendReview')],
    ['goal-due', say.say('legendGoal')],
  ].map(([kind, text]) => `<li><span class="date ${kind}"></span>${text}</li>`)
  return section(
    'calendar',
    say.say('calendar'),
    `<div class="months">\n${months.map((month) => monthTable(say, dates, options, month)).join('\n')}\n</div>
<ul class="legend" aria-hidden="true">${legend.join('')}</ul>`,
    'whole',
  )
}

export const reviewsSection = (say: Phrases, { reviews }: Agreement): string => {
  const { sessionById, goalById, reviewDay } = say.facts
  const items = reviews.map((review) => {
    const day = reviewDay(review)
    const due = review.goals.map((id) => {
      const goal = goalById.get(id)!
      return `${say.own(goal.skill)} (${say.name(goal.member)})`
    })
    const goals = due.length === 0 ? '' : ` ${say.say('goalsDue', [['goals', list(due)]])}`
    return `<li><span><time datetime="${day}">${say.date(day)}</time></span><div><span class="label">${say.say(
      'review',
      [['session', String(sessionById.get(review.session)!.number)]],
    )}</span><br><span dir="auto">${ownLines(review.text)}</span>${goals}</div></li>`
  })
  return items.length === 0
    ? ''
    : section('reviews', say.say('reviews'), `<ul class="reviews">\n${items.join('\n')}\n</ul>`)
}

export const rulesSection = (say: Phrases, { groundRules }: Agreement): string =>
  groundRules.length === 0
    ? ''
    : section(
        'rules',
        say.say('rules'),
        `<ol class="rules">\n${groundRules.map((rule) => `<li dir="auto">${ownLines(rule)}</li>`).join('\n')}\n</ol>`,
        'whole',
      )

export const incentiveSection = (say: Phrases, { incentive }: Agreement): string =>
  incentive.trim() === ''
    ? ''
    : section('incentive', say.say('incentive'), `<div class="treat"><p dir="auto">${ownLines(incentive)}</p></div>`)

export const signatureSection = (say: Phrases, { members }: Agreement): string => {
  const lines = members.map(
    ({ id }) => `<div class="line"><span class="rule"></span>
<p><strong>${say.name(id)}</strong> <span class="label">${say.say('signature')}</span></p>
<span class="rule"></span>
<p><span class="label">${say.say('placeAndDate')}</span></p></div>`,
  )
  return section(
    'signatures',
    say.say('signatures'),
    `<p>${say.say('promise')}</p>\n<div class="lines">\n${lines.join('\n')}\n</div>`,
    'whole',
  )
}
