import { describe, expect, it } from 'vitest'
import { wallSpans } from '../../../src/time/free-time.ts'
import { mondayOf, plainClock, wallAt, WEEK, zoneClock } from '../../../src/time/zone-clock.ts'

const iso = (date: string, moment: number): string =>
  new Date(mondayOf(date) + moment * 60_000).toISOString().slice(0, 16)

describe('mondayOf', () => {
  it.each([
    ['2026-11-23', '2026-11-23'],
    ['2026-11-25', '2026-11-23'],
    ['2026-11-29', '2026-11-23'],
    ['2026-11-30', '2026-11-30'],
    ['2027-01-01', '2026-12-28'],
    ['2028-03-01', '2028-02-28'],
    ['2000-01-01', '1999-12-27'],
  ])('%s lies in the week of %s', (date, monday) => {
    expect(iso(date, 0)).toBe(`${monday}T00:00`)
  })
})

describe('zoneClock', () => {
  /** Changes with their moment in UTC and the minutes that the wall is ahead from then on. */
  it.each<[string, string, number, readonly (readonly [string, number])[]]>([
    ['Europe/Madrid', '2026-03-29', 60, [['2026-03-29T01:00', 120]]],
    ['Europe/Madrid', '2026-10-25', 120, [['2026-10-25T01:00', 60]]],
    ['America/New_York', '2026-03-08', -300, [['2026-03-08T07:00', -240]]],
    ['America/New_York', '2026-11-01', -240, [['2026-11-01T06:00', -300]]],
    ['Australia/Sydney', '2026-04-05', 660, [['2026-04-04T16:00', 600]]],
    ['Australia/Sydney', '2026-10-04', 600, [['2026-10-03T16:00', 660]]],
    ['Australia/Lord_Howe', '2026-04-05', 660, [['2026-04-04T15:00', 630]]],
    ['Australia/Lord_Howe', '2026-10-04', 630, [['2026-10-03T15:30', 660]]],
    ['Africa/Cairo', '2026-04-24', 120, [['2026-04-23T22:00', 180]]],
    ['Pacific/Apia', '2011-12-30', -600, [['2011-12-30T10:00', 840]]],
    ['Asia/Kolkata', '2026-03-29', 330, []],
    ['Asia/Kathmandu', '2026-03-29', 345, []],
    ['Pacific/Kiritimati', '2026-03-29', 840, []],
    ['Pacific/Pago_Pago', '2026-03-29', -660, []],
    ['Etc/GMT+12', '2026-03-29', -720, []],
    ['europe/madrid', '2026-07-06', 120, []],
  ])('%s in the week of %s', (zone, date, offset, changes) => {
    const clock = zoneClock(zone, mondayOf(date))
    expect(clock.offset).toEqual([offset, ...changes.map(([, after]) => after)])
    expect(clock.from.slice(1, -1).map((moment) => iso(date, moment))).toEqual(changes.map(([moment]) => moment))
    expect(wallAt(clock, clock.weekStart)).toBe(0)
    expect(wallAt(clock, clock.weekEnd)).toBe(WEEK)
  })

  it('knows every zone of the runtime by whole minutes, and at most one change in a week', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (const date of ['2000-01-01', '2026-03-29', '2199-12-31']) {
        const clock = zoneClock(zone, mondayOf(date))
        expect(clock.offset.length).toBeLessThanOrEqual(2)
        expect(clock.offset.every((minutes) => Number.isInteger(minutes) && Math.abs(minutes) <= 840)).toBe(true)
        expect([wallAt(clock, clock.weekStart), wallAt(clock, clock.weekEnd)]).toEqual([0, WEEK])
      }
    }
  }, 20_000)

  it('does without a zone', () => {
    expect(plainClock()).toMatchObject({ offset: [0], weekStart: 0, weekEnd: WEEK })
    expect(plainClock()).not.toBe(plainClock())
  })
})

describe('wallSpans', () => {
  it.each<[string, Parameters<typeof wallSpans>[0], readonly number[]]>([
    ['a window', [{ day: 'Tue', from: '08:30', to: '10:00' }], [1950, 2040]],
    ['until midnight', [{ day: 'Mon', from: '22:00', to: '24:00' }], [1320, 1440]],
    ['until 00:00 of the next day, which is the same', [{ day: 'Mon', from: '22:00', to: '00:00' }], [1320, 1440]],
    ['across midnight', [{ day: 'Fri', from: '22:00', to: '02:00' }], [7080, 7320]],
    ["across the week's end", [{ day: 'Sun', from: '23:00', to: '01:00' }], [0, 60, 10_020, 10_080]],
    [
      'what overlaps or touches is one, in any order',
      [
        { day: 'Tue', from: '00:00', to: '01:00' },
        { day: 'Mon', from: '20:00', to: '23:00' },
        { day: 'Mon', from: '22:00', to: '24:00' },
        { day: 'Mon', from: '20:30', to: '21:00' },
        { day: 'Wed', from: '10:00', to: '11:00' },
      ],
      [1200, 1500, 3480, 3540],
    ],
    ['nothing', [], []],
  ])('%s', (_, windows, spans) => {
    expect(wallSpans(windows)).toEqual(spans)
  })
})
