import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Agreement } from '../../../src/agreement/agreement.ts'
import { toCalendar } from '../../../src/agreement/calendar.ts'
import { ZoneCalendar } from '../../../src/time/zone-calendar.ts'
import { isShownTwice } from '../../../src/agreement/calendar-zone.ts'
import {
  agreementAt,
  calendarBy,
  draftOf,
  eventsBy,
  occurrencesOf,
  rightOf,
  timedByFile,
  timedByName,
} from './calendar-agreements.ts'

const fileOf = (agreement: unknown, options: unknown = {}): string => rightOf(toCalendar(agreement, options))
const planned = ({ sessions }: Agreement): readonly (readonly [number, number])[] =>
  sessions.map(({ start = '', end = '' }) => [Date.parse(start), Date.parse(end)])
const timesOf = (
  events: readonly { readonly start: number; readonly end: number }[],
): readonly (readonly [number, number])[] => events.map(({ start, end }) => [start, end])

/** Every Tuesday, 18:00 to 19:00, for a year from 2026-01-06 on, by the rules of each zone written out by hand. */
const ZONES = [
  { zone: 'Europe/Madrid', standard: 1, summerFrom: '2026-03-29', summerUntil: '2026-10-25' },
  { zone: 'America/New_York', standard: -5, summerFrom: '2026-03-08', summerUntil: '2026-11-01' },
  { zone: 'Pacific/Auckland', standard: 12, winterFrom: '2026-04-05', winterUntil: '2026-09-27' },
] as const
const HOUR = 3_600_000
const tuesdays = Array.from({ length: 52 }, (_, week) => Date.UTC(2026, 0, 6 + 7 * week))
const hourOf = (rule: (typeof ZONES)[number], day: number): number => {
  const date = new Date(day).toISOString().slice(0, 10)
  const isSummer =
    'summerFrom' in rule
      ? date >= rule.summerFrom && date < rule.summerUntil
      : date < rule.winterFrom || date >= rule.winterUntil
  return 18 - rule.standard - (isSummer ? 1 : 0)
}

describe('parsed back by other libraries, over both changes of the clocks', () => {
  test.each(ZONES)('$zone keeps to 18:00', (rule) => {
    const agreement = draftOf([rule.zone, rule.zone], { start: '2026-01-05', sessions: 52 })
    const file = fileOf(agreement, { for: 'ben' })
    const expected = tuesdays.map((day) => [day + hourOf(rule, day) * HOUR, day + (hourOf(rule, day) + 1) * HOUR])
    expect(timesOf(timedByFile(file))).toEqual(expected)
    expect(timesOf(timedByName(file))).toEqual(expected)
    // Both kinds of time are there, or nothing was shown.
    expect(new Set(tuesdays.map((day) => hourOf(rule, day))).size).toBe(2)
    expect(file.match(/\r\nDTSTART;TZID=[^\r]*T180000\r\n/g)).toHaveLength(52)
  })

  test.each(ZONES)('$zone as a series', (rule) => {
    const agreement = draftOf([rule.zone, rule.zone], { start: '2026-01-05', sessions: 52 })
    const file = fileOf(agreement, { series: true })
    expect(occurrencesOf(file)).toEqual(tuesdays.map((day) => day + hourOf(rule, day) * HOUR))
    expect(timedByFile(file)).toHaveLength(1)
  })

  test('each member has the same moments, in their own zone', () => {
    const agreement = draftOf(['Europe/Madrid', 'Pacific/Auckland'], {
      start: '2026-01-05',
      sessions: 52,
      day: 'Tue',
      time: '09:00',
    })
    for (const [viewer, zone] of [
      ['ana', 'Europe/Madrid'],
      ['ben', 'Pacific/Auckland'],
    ] as const) {
      const file = fileOf(agreement, { for: viewer })
      expect(file).toContain(`DTSTART;TZID=${zone}:`)
      expect(timesOf(timedByFile(file))).toEqual(planned(agreement))
      expect(timesOf(timedByName(file))).toEqual(planned(agreement))
    }
  })

  test('hours that come twice, or never', () => {
    // 02:30 in Madrid comes at 00:30 and at 01:30 UTC on 2026-10-25; clocks jump at 01:00 UTC on 2026-03-29.
    const starts = [
      '2026-03-29T00:30Z',
      '2026-03-29T01:00Z',
      '2026-10-25T00:00Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
    ]
    const agreement = agreementAt(
      ['Europe/Madrid', 'Europe/London'],
      starts.map((start) => ({ start: Date.parse(start), minutes: 30 })),
    )
    const file = fileOf(agreement)
    expect(timesOf(timedByFile(file))).toEqual(planned(agreement))
    expect(timesOf(timedByName(file))).toEqual(planned(agreement))
    expect(file.match(/\r\nDTSTART:2026[^\r]*Z\r\n/g)).toHaveLength(3)
    const madrid = new ZoneCalendar('Europe/Madrid')
    const twice = (time: string): boolean => isShownTwice(madrid, Date.parse(time) / 60_000)
    expect(['2026-10-24T23:59Z', '2026-10-25T00:00Z', '2026-10-25T01:59Z', '2026-10-25T02:00Z'].map(twice)).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(['2026-03-29T00:59Z', '2026-03-29T01:00Z'].map(twice)).toEqual([false, false])
  })

  test('UTC needs no zone', () => {
    const file = fileOf(draftOf(['UTC', 'UTC'], { start: '2026-01-05', sessions: 3 }))
    expect(file).not.toMatch(/VTIMEZONE|TZID/)
    expect(timedByFile(file)[0]?.start).toBe(Date.parse('2026-01-06T18:00Z'))
  })
})

const year = (options: Partial<Parameters<typeof draftOf>[1]> = {}): Agreement =>
  draftOf(['Europe/Madrid', 'Europe/Madrid'], { start: '2026-09-07', sessions: 8, ...options })

describe('entries', () => {
  test('tell who teaches what, to the minute, in the reader’s own words', () => {
    const [first] = timedByFile(fileOf(year(), { for: 'ben' }))
    expect(first?.summary).toBe('skiing and Spanish with Ana')
    expect(first?.description.split('\n')).toEqual([
      'Session 1 of 8',
      '18:00–18:30 Ana teaches Ben Spanish',
      '18:30–19:00 Ben teaches Ana skiing',
    ])
    expect(timedByFile(fileOf(year()))[0]?.summary).toBe('skiing and Spanish: Ana and Ben')
  })

  test('tell everybody’s local time where they differ', () => {
    const agreement = draftOf(['Europe/Madrid', 'Pacific/Auckland'], {
      start: '2026-03-02',
      sessions: 1,
      time: '20:00',
    })
    expect(timedByFile(fileOf(agreement, { for: 'ben' }))[0]?.description).toContain(
      'Auckland time (Ben): 08:00–09:00\nMadrid time (Ana): Mon 2 March, 20:00–21:00',
    )
  })

  test('are whole days for reviews and due dates, and make nobody busy', () => {
    const days = eventsBy(fileOf(year())).filter(({ startDate }) => startDate.isDate)
    expect(days.map(({ summary, startDate, endDate }) => [summary, `${startDate}`, `${endDate}`])).toEqual([
      ['Looking back with Ana and Ben', '2026-09-29', '2026-09-30'],
      ['Looking back with Ana and Ben', '2026-10-27', '2026-10-28'],
      ['Goal of Ana: skiing', '2026-10-27', '2026-10-28'],
      ['Goal of Ben: Spanish', '2026-10-27', '2026-10-28'],
    ])
    for (const { component } of days) {
      expect(component.getFirstPropertyValue('transp')).toBe('TRANSPARENT')
      expect(component.getAllSubcomponents('valarm')).toHaveLength(0)
    }
    expect(eventsBy(fileOf(year(), { goals: false, reviews: false }))).toHaveLength(8)
  })

  test('remind before sessions', () => {
    const triggers = (options: object): readonly string[] =>
      eventsBy(fileOf(year(), options))[0]!
        .component.getAllSubcomponents('valarm')
        .map((alarm) => String(alarm.getFirstPropertyValue('trigger')))
    expect(triggers({})).toEqual(['-P1D', '-PT30M'])
    expect(triggers({ alarms: [90] })).toEqual(['-PT1H30M'])
    expect(triggers({ alarms: [] })).toEqual([])
  })

  test('are whole days where only the day is agreed', () => {
    const agreement = draftOf(['Europe/Madrid', 'Europe/Madrid'], { start: '2026-03-02', sessions: 2 })
    const { timezone: _, ...dated } = agreement
    const whole = {
      ...dated,
      sessions: agreement.sessions.map(({ start: _s, end: _e, local: _l, ...session }) => session),
    }
    for (const series of [false, true]) {
      const events = eventsBy(fileOf(whole, { series }))
      expect(events.slice(0, 2).map(({ startDate }) => `${startDate}`)).toEqual(['2026-03-03', '2026-03-10'])
    }
  })

  test('name attendees where their addresses are known', () => {
    const file = fileOf(year(), { emails: { ana: 'ana@example.org' } })
    expect(file).not.toContain('METHOD')
    const [attendee] = eventsBy(file)[0]!.component.getAllProperties('attendee')
    expect(String(attendee?.getFirstValue()).toLowerCase()).toBe('mailto:ana@example.org')
    expect(attendee?.getParameter('cn')).toBe('Ana')
    expect(fileOf(year())).toContain('METHOD:PUBLISH')
  })
})

describe('updates', () => {
  const before = year()
  const uids = (file: string): readonly string[] => eventsBy(file).map(({ uid }) => uid)

  test('keep their identifiers, and count up', () => {
    const moved = year({ wishes: [{ number: 3, time: '19:00' }] })
    const file = fileOf(moved, { sequence: 1, stamp: '2026-09-20T10:00:00.000Z', replaces: before })
    expect(uids(file)).toEqual(uids(fileOf(before)))
    expect(uids(file)[0]).toBe(`${before.id}-s1@peermatch`)
    expect(new Set(eventsBy(file).map(({ sequence }) => sequence))).toEqual(new Set([1]))
    expect(file).toContain('DTSTAMP:20260920T100000Z')
    expect(timedByFile(file)[2]!.start - timedByFile(fileOf(before))[2]!.start).toBe(HOUR)
  })

  test('call off what is no more', () => {
    const shorter = year({ sessions: 6 })
    const file = fileOf(shorter, { sequence: 1, replaces: before })
    const gone = eventsBy(file).filter(({ component }) => component.getFirstPropertyValue('status') === 'CANCELLED')
    expect(gone.map(({ uid }) => uid)).toEqual([`${before.id}-s7@peermatch`, `${before.id}-s8@peermatch`])
    expect(gone[0]?.summary).toBe('Called off: skiing and Spanish: Ana and Ben')
    for (const { component } of gone) expect(component.getAllSubcomponents('valarm')).toHaveLength(0)
  })

  test('are of the same agreement', () => {
    const other = year({ start: '2026-09-14' })
    const file = toCalendar(other, { replaces: before })
    expect(isLeft(file) && file.left).toMatchObject({ _tag: 'InvalidInput', issues: [{ path: 'options.replaces.id' }] })
  })

  test('have no clock inside', () => {
    expect(fileOf(before)).toBe(fileOf(before))
    expect(fileOf(before)).toContain('DTSTAMP:20260907T000000Z')
  })
})

describe('series', () => {
  test('have exceptions for what is moved and what is left out', () => {
    const agreement = year({
      blackouts: [{ from: '2026-09-21', to: '2026-09-27' }],
      wishes: [{ number: 4, time: '19:00' }],
    })
    const file = fileOf(agreement, { series: true, goals: false, reviews: false })
    expect(eventsBy(file).map((event) => event.isRecurrenceException())).toEqual([false, true])
    expect(occurrencesOf(file)).toEqual(planned(agreement).map(([start]) => start))
    expect(file).toContain('EXDATE;TZID=Europe/Madrid:20260922T180000')
    expect(file).toContain('RECURRENCE-ID;TZID=Europe/Madrid:20261006T180000')
  })

  test('come every few weeks', () => {
    const agreement = year({ cadence: { everyWeeks: 3, minutes: 60 } })
    expect(occurrencesOf(fileOf(agreement, { series: true }))).toEqual(planned(agreement).map(([start]) => start))
  })

  test('are events of their own where clocks skip or repeat one of their times', () => {
    const starts = [18, 25, 32].map((day) => Date.UTC(2026, 9, day) + (day < 25 ? 0.5 : 1.5) * HOUR)
    const agreement = agreementAt(
      ['Europe/Madrid', 'Europe/Madrid'],
      starts.map((start) => ({ start, minutes: 30 })),
    )
    const file = fileOf(agreement, { series: true })
    expect(file).not.toContain('RRULE')
    expect(timesOf(timedByFile(file))).toEqual(planned(agreement))
  })

  test('leave alone what stands for none of them', () => {
    const day = Date.UTC(2026, 0, 6, 17)
    const starts = [0, 7, 14, 15, 21].map((days) => ({ start: day + days * 24 * HOUR, minutes: 60 }))
    const file = fileOf(agreementAt(['Europe/Madrid', 'Europe/Madrid'], starts), { series: true, goals: false })
    expect(occurrencesOf(file)).toEqual([0, 7, 14, 21].map((days) => day + days * 24 * HOUR))
    expect(timedByFile(file).map(({ uid }) => uid)).toEqual(['by-hand-series@peermatch', 'by-hand-s4@peermatch'])
  })
})

describe('hostile text', () => {
  const nasty = 'A;n,a\\ "x"\r\nEND:VEVENT\u2028BEGIN:VALARM\u0000\u202e\u{1f3bf}'.repeat(3)
  const agreement: Agreement = {
    ...draftOf(['Europe/Madrid', 'Europe/Madrid'], { start: '2026-03-02', sessions: 3 }, [nasty, 'בן']),
    title: nasty,
  }
  const file = fileOf(agreement, { location: nasty, emails: { ana: 'ana@example.org' } })

  test('stays text', () => {
    expect(calendarBy(file).getAllSubcomponents('vevent')).toHaveLength(6)
    expect(eventsBy(file)[0]?.summary).toContain('A;n,a\\ "x" END:VEVENT BEGIN:VALARM\u{1f3bf}A;n')
    expect(timedByName(file)).toHaveLength(3)
    // Names that run from right to left are kept apart from what stands beside them.
    expect(eventsBy(file)[0]?.summary).toContain('\u2068בן\u2069')
    expect(file).toContain('\r\nNAME:A\\;n\\,a\\\\ "x" END:VEVENT')
  })

  test('makes lines of at most 75 octets, each ended by CR LF, without controls', () => {
    expect(file.endsWith('\r\n')).toBe(true)
    const lines = file.slice(0, -2).split('\r\n')
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\p{Cc}\u202e\ufffd]/u)
    expect(lines.length).toBeGreaterThan(100)
  })

  test('makes no identifiers', () => {
    const id = 'x\r\nBEGIN:VEVENT'
    const sessions = agreement.sessions.map((session) => ({ ...session, id: `${id}${session.number}` }))
    const goals = agreement.goals.map((goal) => ({
      ...goal,
      id: `${id}${goal.id}`,
      sessions: goal.sessions.map((one) => `${id}${one.at(-1)}`),
    }))
    const text = fileOf({ ...agreement, id, sessions, goals, reviews: [] })
    expect(eventsBy(text)).toHaveLength(5)
    for (const { uid } of eventsBy(text)) expect(uid).toMatch(/^[0-9a-f]{16}@peermatch$/)
  })
})

describe('refusals', () => {
  const agreement = year()
  const refused = (options: unknown, of: unknown = agreement): unknown => {
    const file = toCalendar(of, options)
    return isLeft(file) ? file.left : 'none'
  }
  const path = (where: string): object => ({ _tag: 'InvalidInput', issues: [{ path: where }] })

  test.each([
    [{ for: 'zoe' }, { _tag: 'UnknownPerson', path: 'options.for', id: 'zoe' }],
    [{ emails: { zoe: 'zoe@example.org' } }, { _tag: 'UnknownPerson', path: 'options.emails', id: 'zoe' }],
    [{ emails: { ana: 'ana@example.org\r\nX:1' } }, path('options.emails.ana')],
    [{ sequence: -1 }, path('options.sequence')],
    [{ sequence: Number.NaN }, path('options.sequence')],
    [{ stamp: 'yesterday' }, path('options.stamp')],
    [{ alarms: [1.5] }, path('options.alarms[0]')],
    [{ alarms: Array.from({ length: 11 }, () => 5) }, path('options.alarms')],
    [{ lang: 'no such language' }, path('options.lang')],
    [{ location: '\ud800' }, path('options.location')],
    [{ words: { entryWith: 3 } }, path('options.words.entryWith')],
    [{ seqence: 1 }, path('options.seqence')],
    ['series', path('options')],
  ])('%j', (options, error) => {
    expect(refused(options)).toMatchObject(error)
  })

  test('of what is no agreement', () => {
    expect(refused({}, { ...agreement, sessions: [] })).toMatchObject(path('agreement.sessions'))
    expect(refused({}, { ...agreement, title: '\udc00' })).toMatchObject(path('agreement.title'))
    const hostile = Object.defineProperty({ ...agreement }, 'title', {
      enumerable: true,
      get: () => {
        throw new Error('no')
      },
    })
    expect(refused({}, hostile)).toMatchObject(path('agreement.title'))
  })
})
