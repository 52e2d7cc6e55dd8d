import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Agreement } from '../../../src/agreement/agreement.ts'
import { toMarkdown } from '../../../src/agreement/markdown.ts'
import { escapeMarkdown } from '../../../src/agreement/page-text.ts'
import { draftOf, rightOf } from './calendar-agreements.ts'

const agreement = draftOf(['Europe/Madrid', 'Pacific/Auckland'], {
  start: '2026-03-23',
  sessions: 2,
  time: '20:00',
  aims: { ana: 'Come down a red run.\nWithout fear.' },
})
const pageOf = (of: unknown, options: unknown = {}): string => rightOf(toMarkdown(of, options))
/** Cells of the table under a heading. */
const tableOf = (page: string, heading: string): readonly (readonly string[])[] =>
  page
    .slice(page.indexOf(`${heading}\n\n`) + heading.length + 2)
    .split('\n\n')[0]!
    .split('\n')
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

test('has all facts of the agreement', () => {
  const page = pageOf(agreement)
  expect(page.match(/^#+ .*/gm)).toEqual([
    '# Ana and Ben learn from each other',
    '## What each of us wants out of it',
    '## Our goals',
    '## When we meet',
    '## Give and take',
    '## Our calendar',
    '### March 2026',
    '## When we look back',
    '## How we treat each other',
    '## And when we get there',
    '## We agree',
  ])
  expect(page).toContain('- **Ana**: Come down a red run.\\\n  Without fear.\\\n  teaches Spanish; learns skiing')
  expect(page).toContain('- [ ] **Ben: Spanish** (level 2 to 3 of 5 · with Ana · 60 min · By Mon 30 March 2026)')
  const facts = [
    ...agreement.goals.map(({ check }) => check),
    ...agreement.reviews.map(({ text }) => text),
    ...agreement.groundRules,
    agreement.incentive,
    agreement.balance.detail,
  ]
  for (const fact of facts) expect(page).toContain(escapeMarkdown(fact))
})

test('has tables that hold together', () => {
  const page = pageOf(agreement, { for: 'ben' })
  expect(tableOf(page, '## When we meet')).toEqual([
    ['No.', 'Day', 'Auckland time (Ben)', 'Madrid time (Ana)', 'Who teaches what'],
    ['---', '---', '---', '---', '---'],
    [
      '1',
      'Tue 24 March 2026',
      '08:00–09:00',
      'Mon 23 March, 20:00–21:00',
      '08:00–08:30 Ana teaches Ben Spanish; 08:30–09:00 Ben teaches Ana skiing',
    ],
    [
      '2',
      'Tue 31 March 2026',
      '07:00–08:00',
      'Mon 30 March, 20:00–21:00',
      '07:00–07:30 Ben teaches Ana skiing; 07:30–08:00 Ana teaches Ben Spanish',
    ],
  ])
  const month = tableOf(page, '### March 2026')
  expect(month).toHaveLength(8)
  expect(month[6]).toEqual(['23', '**24**', '25', '26', '27', '28', '29'])
  expect(month[7]).toEqual(['30', '**31**\\*!', '', '', '', '', ''])
  expect(tableOf(page, '## Give and take').slice(2)).toEqual([
    ['Ana', '60 min', '60 min', '0 min'],
    ['Ben', '60 min', '60 min', '0 min'],
  ])
})

describe('escaping', () => {
  test.each([
    ['<b>&amp;', '\\<b\\>\\&amp;'],
    ['a|b', 'a\\|b'],
    ['*_`~[x](y)#$', '\\*\\_\\`\\~\\[x\\](y)\\#\\$'],
    ['- item', '\\- item'],
    ['12. item', '12\\. item'],
    ['3) item', '3\\) item'],
    ['1-2 a-b 3.5', '1-2 a-b 3.5'],
    ['===', '\\==='],
    ['https://example.org www.example.org a@example.org', 'https\\://example.org www\\.example.org a\\@example.org'],
    ['C++ and C#', 'C++ and C\\#'],
  ])('%s', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })

  test('covers all that people wrote', () => {
    const nasty = '<script>|`# *x*\u202e\r\n\r\n## Mine'
    const hostile: Agreement = {
      ...draftOf(['UTC', 'UTC'], { start: '2026-03-02', sessions: 2, aims: { ben: nasty } }, [nasty, 'אבג']),
      title: nasty,
      incentive: nasty,
      groundRules: [nasty],
    }
    const page = pageOf(hostile)
    expect(page).not.toMatch(/(?<!\\)<|\u202e|\r/)
    expect(page.match(/^## /gm)).toHaveLength(9)
    expect(page).toContain('\u2068אבג\u2069')
    const widths = new Set(tableOf(page, '## When we meet').map((row) => row.length))
    expect(widths).toEqual(new Set([4]))
  })
})

test.each([
  [{ for: 'zoe' }, { _tag: 'UnknownPerson', path: 'options.for' }],
  [{ form: 'ana' }, { _tag: 'InvalidInput', issues: [{ path: 'options.form' }] }],
])('refuses %j', (options, error) => {
  const page = toMarkdown(agreement, options)
  expect(isLeft(page) && page.left).toMatchObject(error)
})
