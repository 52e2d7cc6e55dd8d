import { isLeft } from 'fp-ts/lib/Either.js'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import type { Agreement } from '../../../src/agreement/agreement.ts'
import { draftAgreement } from '../../../src/agreement/draft.ts'
import { toHtml } from '../../../src/agreement/html.ts'
import { draftOf, rightOf } from './calendar-agreements.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const childrenOf = (node: Node): readonly Node[] => ('childNodes' in node ? node.childNodes : [])
const elementsOf = (node: Node): readonly Element[] =>
  childrenOf(node).flatMap((child) => ('tagName' in child ? [child, ...elementsOf(child)] : elementsOf(child)))
const textOf = (node: Node): string =>
  'value' in node && node.nodeName === '#text' ? node.value : childrenOf(node).map(textOf).join('')
const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name)?.value
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim()

interface Page {
  readonly html: string
  readonly elements: readonly Element[]
  readonly all: (tag: string, className?: string) => readonly Element[]
  readonly texts: (tag: string, className?: string) => readonly string[]
  /** The rows of a table, as texts. */
  readonly rows: (className: string) => readonly (readonly string[])[]
}

const pageOf = (agreement: unknown, options: unknown = {}): Page => {
  const html = rightOf(toHtml(agreement, options))
  const errors: string[] = []
  const elements = elementsOf(parse(html, { onParseError: ({ code }) => errors.push(code) }))
  expect(errors).toEqual([])
  const all = (tag: string, className?: string): readonly Element[] =>
    elements.filter(
      (one) =>
        one.tagName === tag &&
        (className === undefined || (attribute(one, 'class') ?? '').split(' ').includes(className)),
    )
  return {
    html,
    elements,
    all,
    texts: (tag, className) => all(tag, className).map((one) => flat(textOf(one))),
    rows: (className) => {
      const [table] = all('table', className)
      return elementsOf(table!)
        .filter(({ tagName }) => tagName === 'tr')
        .map((row) =>
          elementsOf(row)
            .filter(({ tagName }) => tagName === 'th' || tagName === 'td')
            .map((cell) => flat(textOf(cell))),
        )
    },
  }
}

const agreement = draftOf(['Europe/Madrid', 'Europe/Madrid'], {
  start: '2026-09-07',
  sessions: 6,
  blackouts: [{ from: '2026-09-21', to: '2026-09-27' }],
  aims: { ana: 'Come down a red run.\nWithout fear.' },
  incentive: 'A weekend in the mountains.',
})

describe('the page', () => {
  const page = pageOf(agreement)
  const body = flat(page.texts('main').join(' '))

  test('has all facts of the agreement', () => {
    expect(page.texts('title')).toEqual(['Ana and Ben learn from each other'])
    expect(page.texts('h1')).toEqual(['Ana and Ben learn from each other'])
    expect(body).toContain('6 sessions of 60 minutes, every week, from Tue 8 September 2026 to Tue 20 October 2026.')
    const facts = [
      ...agreement.members.flatMap(({ name, given, received }) => [name, `${given} min`, `${received} min`]),
      ...agreement.goals.flatMap(({ skill, check, minutes }) => [skill, check, `${minutes} min`]),
      ...agreement.reviews.map(({ text }) => text),
      ...agreement.groundRules,
      agreement.incentive,
      agreement.balance.detail,
      'No session: Mon 21 September to Sun 27 September (days without sessions)',
      'level 1 to 2 of 5 · with Ben · 180 min · By Tue 20 October 2026',
      agreement.id,
    ]
    for (const fact of facts) expect(body).toContain(flat(fact))
    expect(page.texts('p', 'aim')[0]).toBe('Come down a red run.Without fear.')
    expect(page.all('p', 'aim')[0]?.childNodes.map(({ nodeName }) => nodeName)).toEqual(['#text', 'br', '#text'])
  })

  test('has a row for each session', () => {
    const [head, ...rows] = page.rows('plan')
    expect(head).toEqual(['No.', 'Day', 'Madrid time', 'Ana teaches', 'Ben teaches'])
    expect(rows).toHaveLength(6)
    expect(rows[0]).toEqual(['1', 'Tue 8 September', '18:00–19:00', '18:00–18:30 Spanish', '18:30–19:00 skiing'])
    expect(rows[2]).toEqual(['3', 'Tue 29 September', '18:00–19:00', '18:00–18:30 Spanish', '18:30–19:00 skiing'])
  })

  test('has months as calendars, with what happens on each day', () => {
    expect(page.texts('caption')).toEqual(['September 2026', 'October 2026'])
    const marked = page
      .all('td')
      .flatMap((cell) =>
        elementsOf(cell).some(({ tagName }) => tagName === 'span') && /\(/.test(textOf(cell))
          ? [flat(textOf(cell))]
          : [],
      )
    expect(marked).toEqual([
      '8 (session 1)',
      '15 (session 2)',
      '29 (session 3)',
      '6 (session 4, we look back)',
      '13 (session 5)',
      '20 (session 6, we look back, a goal is due)',
    ])
    const weeks = page.rows('month')
    expect(weeks[0]).toEqual(['M', 'T', 'W', 'T', 'F', 'S', 'S'])
    expect(weeks[1]).toEqual(['', '1', '2', '3', '4', '5', '6'])
    expect(pageOf(agreement, { weekStart: 'Sun' }).rows('month')[1]).toEqual(['', '', '1', '2', '3', '4', '5'])
  })

  test('has a line to sign for each member', () => {
    expect(page.all('div', 'line')).toHaveLength(2)
    expect(page.texts('div', 'line').map((text) => text.split(' ')[0])).toEqual(['Ana', 'Ben'])
  })

  test('stands alone', () => {
    const forbidden = new Set(['script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'base', 'a'])
    expect(page.elements.filter(({ tagName }) => forbidden.has(tagName))).toEqual([])
    expect(page.html).not.toMatch(/url\(|@import|https?:/)
    const handlers = page.elements.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => /^on|^(src|href|style)$/.test(name)),
    )
    expect(handlers).toEqual([])
  })

  test('can be listened to', () => {
    expect(page.all('html').map((one) => attribute(one, 'lang'))).toEqual(['en'])
    expect(page.elements.filter(({ tagName }) => tagName === 'main')).toHaveLength(1)
    const levels = page.elements.flatMap(({ tagName }) => (/^h[1-6]$/.test(tagName) ? [Number(tagName[1])] : []))
    expect(levels[0]).toBe(1)
    levels.forEach((level, at) => expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1))
    // Every table has headers that say what they head, and every section a name that is there.
    for (const header of page.all('th')) expect(attribute(header, 'scope')).toMatch(/^(col|row)$/)
    for (const table of page.all('table')) expect(elementsOf(table).some(({ tagName }) => tagName === 'th')).toBe(true)
    const ids = new Set(page.elements.map((one) => attribute(one, 'id')))
    for (const one of page.all('section')) expect(ids.has(attribute(one, 'aria-labelledby'))).toBe(true)
  })

  test('is set for paper of any size', () => {
    expect(page.html).toMatch(/@page \{ margin/)
    expect(page.html).toContain('@media print')
  })
})

describe('clocks', () => {
  const far = draftOf(['Europe/Madrid', 'Pacific/Auckland'], { start: '2026-03-23', sessions: 2, time: '20:00' })

  test('each have a column where they differ, the reader’s first', () => {
    expect(
      pageOf(far)
        .rows('plan')
        .map((row) => row.slice(1, 4)),
    ).toEqual([
      ['Day', 'Madrid time Ana', 'Auckland time Ben'],
      ['Mon 23 March', '20:00–21:00', 'Tue 24 March, 08:00–09:00'],
      ['Mon 30 March', '20:00–21:00', 'Tue 31 March, 07:00–08:00'],
    ])
    const page = pageOf(far, { for: 'ben' })
    expect(page.rows('plan').map((row) => row.slice(1, 4))).toEqual([
      ['Day', 'Auckland time Ben', 'Madrid time Ana'],
      ['Tue 24 March', '08:00–09:00', 'Mon 23 March, 20:00–21:00'],
      ['Tue 31 March', '07:00–08:00', 'Mon 30 March, 20:00–21:00'],
    ])
    // Due dates and reviews are days of sessions: they move with them.
    expect(page.texts('ul', 'reviews')[0]).toContain('Tue 31 March 2026')
    expect(page.texts('p', 'facts')[0]).toContain('By Tue 31 March 2026')
  })

  test('are told in one column where there are many', () => {
    const zones = ['Europe/Madrid', 'America/New_York', 'Asia/Tokyo', 'Asia/Kathmandu', 'Europe/Paris']
    const people = zones.map((timezone, at) => ({ id: `p${at}`, name: `P${at}`, offers: [], wants: [], timezone }))
    const exchange = zones.map((_, at) => ({
      from: `p${at}`,
      to: `p${(at + 1) % 5}`,
      skill: `s${at}`,
      level: 3,
      lift: 3,
      priority: 1,
    }))
    const match = { members: people.map(({ id }) => id), exchange }
    const preferences = { start: '2026-03-02', cadence: { minutes: 100 }, sessions: 5, time: '09:00' }
    const page = pageOf(rightOf(draftAgreement(match, people, preferences)))
    const [head, first] = page.rows('plan')
    expect(head).toEqual(['No.', 'Day', 'Time', 'Who teaches what'])
    expect(first?.[2]).toBe(
      '09:00–10:40 Madrid time03:00–04:40 New York time17:00–18:40 Tokyo time13:45–15:25 Kathmandu time',
    )
    expect(first?.[3]).toMatch(/^09:00–09:20 P\d teaches P\d s\d/)
  })

  test('are left out where only days are agreed', () => {
    const { timezone: _, ...rest } = agreement
    const sessions = agreement.sessions.map(({ start: _s, end: _e, local: _l, ...session }) => session)
    const [head, first] = pageOf({ ...rest, sessions }).rows('plan')
    expect(head).toEqual(['No.', 'Day', 'Ana teaches', 'Ben teaches'])
    expect(first).toEqual(['1', 'Tue 8 September', 'Spanish 30 min', 'skiing 30 min'])
  })
})

describe('hostile text', () => {
  const nasty = `<script>alert("1")</script>' & </style></title><!-- ]]> {skill} $& \u202eevil\u0000`
  const clean = `<script>alert("1")</script>' & </style></title><!-- ]]> {skill} $& evil`
  const hostile: Agreement = {
    ...draftOf(['Europe/Madrid', 'Europe/Madrid'], { start: '2026-03-02', sessions: 2, aims: { ana: nasty } }, [
      nasty,
      'אבג',
    ]),
    title: nasty,
    incentive: nasty,
    groundRules: [nasty],
  }
  const page = pageOf(hostile, { words: { kind: nasty } })

  test('is shown as it is, but for what is not seen', () => {
    expect(page.all('script')).toEqual([])
    expect(page.texts('title')).toEqual([clean])
    expect(page.texts('h1')).toEqual([clean])
    expect(page.texts('p', 'aim')[0]).toBe(clean)
    expect(page.texts('ol', 'rules')).toEqual([clean])
    expect(page.texts('div', 'treat')).toEqual([clean])
    expect(page.texts('h3')[0]).toBe(clean)
    expect(page.html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u)
  })

  test('runs in its own direction', () => {
    const bdi = page.all('bdi').map(textOf)
    expect(bdi.filter((text) => text === 'אבג').length).toBeGreaterThan(4)
    // Nowhere does a name stand outside of an element of its own, or of a text with a direction of its own.
    const outside = page.html
      .split('אבג')
      .slice(0, -1)
      .filter((before) => !before.endsWith('<bdi>'))
    for (const before of outside)
      expect(before.slice(before.lastIndexOf('<'))).toMatch(/^<(p|span)[^>]* dir="auto">|^<\/span>|^<h1 dir="auto">/)
  })

  test('tells members of one name apart', () => {
    const twins = draftOf(['UTC', 'UTC'], { start: '2026-03-02', sessions: 2 }, ['Sam', 'Sam'])
    expect(pageOf(twins).texts('h3').slice(0, 2)).toEqual(['Sam (ana)', 'Sam (ben)'])
  })
})

describe('languages', () => {
  test('give the names of days and months; words give the rest', () => {
    const page = pageOf(agreement, {
      lang: 'es',
      words: { aims: 'Qué quiere cada uno', date: '{weekday} {day} de {month} de {year}', learns: 'aprende' },
    })
    expect(page.all('html').map((one) => attribute(one, 'lang'))).toEqual(['es'])
    expect(page.texts('h2')[0]).toBe('Qué quiere cada uno')
    expect(page.texts('p', 'lead')[0]).toMatch(/mar\.? 8 de septiembre de 2026/)
    expect(page.texts('caption')[0]).toBe('Septiembre 2026')
  })

  test.each([
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['az-Arab', 'rtl'],
    ['ar-Latn', undefined],
    ['en', undefined],
    ['arn', undefined],
  ])('%s runs %s', (lang, direction) => {
    expect(
      pageOf(agreement, { lang })
        .all('html')
        .map((one) => attribute(one, 'dir')),
    ).toEqual([direction])
  })
})

test('carried minutes and renewals are told', () => {
  const renewed = draftOf(['UTC', 'UTC'], {
    start: '2026-03-02',
    sessions: 2,
    carried: [
      { id: 'ana', minutes: 30 },
      { id: 'ben', minutes: -30 },
    ],
    renews: agreement.id,
  })
  const page = pageOf(renewed)
  expect(page.html).toContain('It carries on an earlier agreement.')
  const balance = page.all('section').find((one) => attribute(one, 'aria-labelledby') === 'balance')
  expect(flat(textOf(balance!))).toContain('Brought along')
  expect(flat(textOf(balance!))).toContain('+30 min')
  expect(flat(textOf(balance!))).toContain('−30 min')
})

test.each([
  [{ for: 'zoe' }, { _tag: 'UnknownPerson', path: 'options.for', id: 'zoe' }],
  [{ lang: 'x y' }, { _tag: 'InvalidInput', issues: [{ path: 'options.lang' }] }],
  [{ weekStart: 'Monday' }, { _tag: 'InvalidInput', issues: [{ path: 'options.weekStart' }] }],
  [{ words: { aims: null } }, { _tag: 'InvalidInput', issues: [{ path: 'options.words.aims' }] }],
  [
    { __proto__: null, style: 'x' },
    { _tag: 'InvalidInput', issues: [{ path: 'options.style' }] },
  ],
])('refuses %j', (options, error) => {
  const page = toHtml(agreement, options)
  expect(isLeft(page) && page.left).toMatchObject(error)
})
