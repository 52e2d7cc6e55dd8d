import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toCalendar } from '../../../src/agreement/calendar.ts'
import { toHtml } from '../../../src/agreement/html.ts'
import { toMarkdown } from '../../../src/agreement/markdown.ts'
import {
  agreementAt,
  eventsBy,
  occurrencesOf,
  rightOf,
  timedByFile,
  timedByName,
} from '../../unit/agreement/calendar-agreements.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Zones on both sides of the equator, with changes by an hour and by half an hour, at midnight, and none at all. */
const zone = fc.constantFrom(
  'Europe/Madrid',
  'Europe/Dublin',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'UTC',
)
/** Around all changes of these zones in 2026, and on quiet days. */
const around = fc
  .tuple(
    fc.constantFrom(
      '2026-02-15T02:00Z',
      '2026-03-08T06:00Z',
      '2026-03-22T02:00Z',
      '2026-03-29T01:00Z',
      '2026-04-04T14:00Z',
      '2026-04-05T03:00Z',
      '2026-07-01T12:00Z',
      '2026-09-06T04:00Z',
      '2026-09-26T14:00Z',
      '2026-10-03T15:00Z',
      '2026-10-25T00:00Z',
      '2026-11-01T05:00Z',
      '2026-12-31T23:00Z',
    ),
    fc.integer({ min: -300, max: 300 }),
  )
  .map(([time, minutes]) => Date.parse(time) + minutes * MINUTE)
const moments = fc
  .array(fc.record({ start: around, minutes: fc.integer({ min: 5, max: 240 }) }), { minLength: 1, maxLength: 8 })
  .map((list) => {
    const kept: { readonly start: number; readonly minutes: number }[] = []
    for (const one of list.toSorted((a, b) => a.start - b.start)) {
      const before = kept.at(-1)
      if (before === undefined || before.start + before.minutes * MINUTE <= one.start) kept.push(one)
    }
    return kept
  })

describe('a calendar file', () => {
  test('is parsed back to the minute, by its own zones and by their names', () => {
    let shownTwice = 0
    let changing = 0
    fc.assert(
      fc.property(fc.tuple(zone, zone), moments, fc.constantFrom('m0', 'm1', undefined), (zones, times, viewer) => {
        const agreement = agreementAt(zones, times)
        const file = rightOf(toCalendar(agreement, { for: viewer, sequence: 3 }))
        const expected = times.map(({ start, minutes }) => [start, start + minutes * MINUTE])
        expect(timedByFile(file).map(({ start, end }) => [start, end])).toEqual(expected)
        expect(timedByName(file).map(({ start, end }) => [start, end])).toEqual(expected)
        expect(new Set(eventsBy(file).map(({ uid }) => uid)).size).toBe(eventsBy(file).length)
        if (/TZID/.test(file) && /\r\nDTSTART:/.test(file.slice(file.indexOf('VEVENT')))) shownTwice++
        if (/BEGIN:DAYLIGHT/.test(file)) changing++
      }),
      { numRuns: 150 },
    )
    expect(shownTwice).toBeGreaterThan(5)
    expect(changing).toBeGreaterThan(70)
  })

  test('has the same moments as a series, whatever departs from it', () => {
    let moved = 0
    let without = 0
    let series = 0
    const change = fc.constantFrom('keep', 'keep', 'keep', 'shift', 'drop')
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 0, max: 51 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom(1, 2, 3),
        fc.array(change, { minLength: 2, maxLength: 20 }),
        (own, week, time, everyWeeks, changes) => {
          // The wall's times are not those of UTC: where clocks change, some sessions depart from the others.
          const first = Date.UTC(2026, 0, 5 + 7 * week) + time * MINUTE
          const times = changes.flatMap((kind, at) =>
            kind === 'drop'
              ? []
              : [{ start: first + at * everyWeeks * 7 * 24 * HOUR + (kind === 'shift' ? 2 * HOUR : 0), minutes: 60 }],
          )
          if (times.length === 0) return
          const plain = agreementAt([own, own], times)
          const agreement = { ...plain, cadence: { everyWeeks, minutes: 60 } }
          const file = rightOf(toCalendar(agreement, { series: true, goals: false }))
          const events = eventsBy(file)
          const isSeries = events.some((event) => event.isRecurring())
          const alone = timedByFile(file).filter(
            (_, at) => !events[at]!.isRecurring() && !events[at]!.isRecurrenceException(),
          )
          const found = [...occurrencesOf(file), ...alone.map(({ start }) => start)].toSorted((a, b) => a - b)
          expect(found).toEqual(times.map(({ start }) => start))
          if (isSeries) series++
          if (events.some((event) => event.isRecurrenceException())) moved++
          if (file.includes('EXDATE')) without++
        },
      ),
      { numRuns: 150 },
    )
    expect(series).toBeGreaterThan(80)
    expect(moved).toBeGreaterThan(30)
    expect(without).toBeGreaterThan(30)
  })

  test('and pages are made of any text, and hold no markup but their own', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        '| a | b |\n---',
        '{name} $& {skill}',
        '\u202eabc',
      ),
    )
    const plain = agreementAt(['Europe/Madrid', 'Asia/Tokyo'], [{ start: Date.UTC(2026, 2, 3, 9), minutes: 60 }])
    const tags = (page: string): readonly string[] => page.match(/<\/?[a-z][^>]*>/gi) ?? []
    const harmless = tags(rightOf(toHtml(plain))).length
    let markup = 0
    fc.assert(
      fc.property(text, text, text, text, (title, name, aim, skill) => {
        fc.pre(skill.trim() !== '')
        const agreement = {
          ...plain,
          title,
          members: plain.members.map((member) => ({
            ...member,
            name,
            aim: aim.replace(/\p{Cc}|\p{Zl}|\p{Zp}/gu, ' '),
          })),
          sessions: plain.sessions.map((session) => ({
            ...session,
            blocks: session.blocks.map((block) => ({ ...block, skill })),
          })),
          goals: plain.goals.map((goal) => ({ ...goal, skill })),
        }
        const page = rightOf(toHtml(agreement))
        expect(tags(page)).toHaveLength(harmless)
        expect(eventsBy(rightOf(toCalendar(agreement)))).toHaveLength(2)
        const markdown = rightOf(toMarkdown(agreement))
        expect(markdown).not.toMatch(/(?<!\\)<(?!br>)/)
        expect(markdown.match(/^## /gm)).toHaveLength(6)
        if ([title, name, aim, skill].some((one) => one.includes('<'))) markup++
      }),
      { numRuns: 120 },
    )
    expect(markup).toBeGreaterThan(30)
  })
})
