import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TimeWindow } from '../../src/model/person.ts'
import { commonTime } from '../../src/time/common-time.ts'
import { wallSpans } from '../../src/time/free-time.ts'
import { Meetings } from '../../src/time/meetings.ts'
import { WEEK } from '../../src/time/zone-clock.ts'
import { timeWindow } from '../arbitraries.ts'
import { commonTimeOf, type Free, freeTimeOf } from '../free-times.ts'
import { ALWAYS } from '../oracle/common-time-by-luxon.ts'
import { windowsOf } from '../oracle/common-time.ts'

/** In each of these weeks somebody's clocks are changed, but for the last one. */
const date = fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-04', '2026-10-04', '2026-10-25', '2026-11-23')
const zone = fc.constantFrom(
  'Europe/Madrid',
  'America/New_York',
  'America/Santiago',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
)
const windows = fc.array(timeWindow, { minLength: 1, maxLength: 6 })
const free: fc.Arbitrary<Free> = fc.record({ zone, windows })

const lengths = (day: string, a: Free, b: Free): readonly number[] =>
  commonTimeOf(day, a, b).map((text) => Number.parseInt(text, 10))
const longest = (day: string, a: Free, b: Free): number => Math.max(0, ...lengths(day, a, b))

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const minuteOf = (time: string): number => 60 * Number(time.slice(0, 2)) + Number(time.slice(3))
const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The window in two parts that touch, or itself where it is a minute long. */
const split = ({ day, from, to }: TimeWindow, at: number): readonly TimeWindow[] => {
  const start = minuteOf(from)
  const end = minuteOf(to) + (to < from ? 1440 : 0)
  const middle = start + 1 + (at % Math.max(1, end - start - 1))
  if (middle >= end) return [{ day, from, to }]
  const next = DAYS[(DAYS.indexOf(day) + 1) % 7]!
  return [
    { day, from, to: middle > 1440 ? timeOf(middle - 1440) : timeOf(middle) },
    { day: middle >= 1440 ? next : day, from: timeOf(middle % 1440), to },
  ]
}

describe('common time', () => {
  test('is symmetric', () => {
    fc.assert(
      fc.property(date, free, free, (day, a, b) => {
        const turned = commonTimeOf(day, b, a).map((text) => text.replace(/: (.*) \| (.*)/, ': $2 | $1'))
        expect(turned).toEqual(commonTimeOf(day, a, b))
      }),
    )
  })

  test('of somebody with themselves is their own: every window lies in it, and nothing else', () => {
    fc.assert(
      fc.property(zone, windows, (where, list) => {
        const one = { zone: where, windows: list }
        const spans = wallSpans(list)
        const total = spans.reduce((sum, value, at) => sum + (at % 2 === 0 ? -value : value), 0)
        expect(lengths('2026-07-06', one, one).reduce((sum, value) => sum + value, 0)).toBe(total)
      }),
    )
  })

  test('the order of windows, doubled windows, and windows in two parts never show', () => {
    let parts = 0
    fc.assert(
      fc.property(date, free, free, fc.array(fc.nat(3000), { minLength: 6, maxLength: 6 }), (day, a, b, noise) => {
        const other = a.windows.flatMap((window, at) => split(window, noise[at]!))
        parts += other.length - a.windows.length
        const mixed = { ...a, windows: [...other.toReversed(), ...a.windows.slice(1)] }
        expect(commonTimeOf(day, mixed, b)).toEqual(commonTimeOf(day, a, b))
      }),
      { numRuns: 300 },
    )
    expect(parts).toBeGreaterThan(500)
  })

  test('another window never shortens the longest stretch, nor a wider one', () => {
    fc.assert(
      fc.property(date, free, free, timeWindow, (day, a, b, more) => {
        const before = longest(day, a, b)
        expect(longest(day, { ...a, windows: [...a.windows, more] }, b)).toBeGreaterThanOrEqual(before)
        const wide = a.windows.map((window) => (window.to < window.from ? window : { ...window, to: '24:00' }))
        expect(longest(day, { ...a, windows: wide }, b)).toBeGreaterThanOrEqual(before)
      }),
      { numRuns: 300 },
    )
  })

  test('with somebody who is always free is all the time that one has', () => {
    fc.assert(
      fc.property(date, zone, windows, (day, where, list) => {
        const a = { zone: where, windows: list }
        const b = { zone: where, windows: windowsOf(ALWAYS) }
        expect(commonTimeOf(day, a, b)).toEqual(commonTimeOf(day, a, a))
      }),
    )
  })

  test('moving both to zones as much further east changes nothing, where clocks are never changed', () => {
    const plain = fc.integer({ min: -6, max: 6 })
    /** West is plus, in these names. */
    const named = (hours: number): string => `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
    fc.assert(
      fc.property(plain, plain, plain, windows, windows, (x, y, shift, a, b) => {
        const [here, there] = [0, shift].map((by) =>
          commonTimeOf('2026-03-29', { zone: named(x + by), windows: a }, { zone: named(y + by), windows: b }),
        )
        expect(there).toEqual(here)
      }),
      { numRuns: 300 },
    )
  })

  test('moving all windows by a day moves all stretches by a day, where clocks are never changed', () => {
    const later = (list: readonly TimeWindow[]): readonly TimeWindow[] =>
      list.map((window) => ({ ...window, day: DAYS[(DAYS.indexOf(window.day) + 1) % 7]! }))
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const [east, west] = ['Asia/Kolkata', 'Pacific/Pago_Pago']
        const before = commonTimeOf('2026-03-29', { zone: east!, windows: a }, { zone: west!, windows: b })
        const after = commonTimeOf('2026-03-29', { zone: east!, windows: later(a) }, { zone: west!, windows: later(b) })
        const moved = before.map((text) =>
          text.replace(/[A-Z][a-z]{2}/g, (name) => DAYS[(DAYS.findIndex((one) => one === name) + 1) % 7]!),
        )
        expect(after.toSorted()).toEqual(moved.toSorted())
      }),
      { numRuns: 300 },
    )
  })

  test('lies within the reference week, ascending, in pieces that do not touch', () => {
    fc.assert(
      fc.property(date, free, free, (day, a, b) => {
        const out: number[] = []
        const [one, other] = [freeTimeOf(day, a), freeTimeOf(day, b)]
        const count = commonTime(one, other, out)
        const start = Math.max(one.clock.weekStart, other.clock.weekStart)
        const end = Math.max(one.clock.weekEnd, other.clock.weekEnd)
        let before = start - 1
        for (let k = 0; k < count; k++) {
          expect(out[2 * k]).toBeGreaterThan(before)
          expect(out[2 * k + 1]).toBeGreaterThan(out[2 * k]!)
          before = out[2 * k + 1]!
        }
        if (count > 0) {
          expect(out[2 * count - 2]).toBeLessThan(end)
          expect(before - end).toBeLessThanOrEqual(count === 1 && out[0] === start ? 0 : out[0]! - start)
        }
      }),
    )
  })
})

describe('Meetings', () => {
  const always: Free = { zone: 'Asia/Kathmandu', windows: windowsOf(ALWAYS) }
  const seen = { yes: 0, no: 0, joined: 0 }

  const agree = (day: string, people: readonly Free[], minutes: number): void => {
    const meetings = new Meetings(
      people.map((one) => freeTimeOf(day, one)),
      minutes,
    )
    people.forEach((a, i) =>
      people.forEach((b, j) => {
        const expected = longest(day, a, b) >= minutes
        expect(meetings.possible(i, j)).toBe(expected)
        seen[expected ? 'yes' : 'no']++
        if (commonTimeOf(day, a, b).some((text) => /: Sun .* - Mon/.test(text))) seen.joined++
      }),
    )
  }

  test('says of any two of many whether their longest stretch is long enough', () => {
    const least = fc.oneof(fc.constantFrom(1, 15, 30, 60, 90, 240, 1440, 3000, WEEK), fc.integer({ min: 1, max: WEEK }))
    fc.assert(
      fc.property(
        date,
        fc.array(free, { minLength: 2, maxLength: 5 }),
        fc.boolean(),
        least,
        (day, list, all, minutes) => agree(day, all ? [...list, always] : list, minutes),
      ),
      { numRuns: 200 },
    )
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(300)
  })

  test('and at the ends of the week, in weeks with a change, where two pieces may make one', () => {
    const half = fc.constantFrom('00:00', '00:30', '01:00', '01:30', '02:00', '03:00', '04:30', '05:00', '06:00')
    const late = fc.constantFrom('17:00', '18:30', '20:00', '21:30', '22:00', '22:30', '23:00', '23:30', '24:00')
    const edge = fc.oneof(
      fc.record({ day: fc.constantFrom<'Sun' | 'Mon'>('Sun', 'Mon'), from: half, to: half }),
      fc.record({ day: fc.constant<'Sun'>('Sun'), from: late, to: fc.oneof(late, half) }),
      fc.record({ day: fc.constant<'Mon'>('Mon'), from: late, to: late }),
    )
    const one = fc.record({
      zone: fc.constantFrom('Europe/Madrid', 'Europe/Madrid', 'America/New_York', 'Asia/Kathmandu', 'Australia/Sydney'),
      windows: fc.array(
        edge.filter(({ from, to }) => from !== to && from !== '24:00'),
        { minLength: 1, maxLength: 4 },
      ),
    })
    fc.assert(
      fc.property(
        fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-04', '2026-10-25', '2026-11-01', '2026-11-23'),
        fc.array(one, { minLength: 2, maxLength: 4 }),
        fc.constantFrom(1, 30, 31, 60, 61, 90, 120, 150, 180, 240, 300),
        agree,
      ),
      { numRuns: 4000 },
    )
    expect(seen.joined).toBeGreaterThan(300)
  })

  test('two whose weeks end together, but do not begin together', () => {
    const people = [
      { zone: 'Europe/Madrid', windows: windowsOf('Sun 23:00 24:00,Mon 00:00 01:00') },
      { zone: 'Africa/Johannesburg', windows: windowsOf('Sun 23:00 24:00,Mon 01:00 02:00') },
    ]
    expect(lengths('2026-03-29', people[0]!, people[1]!)).toEqual([120])
    agree('2026-03-29', people, 120)
  })

  test('a piece that could begin where two of the 32 parts of the week meet', () => {
    for (let part = 1; part < 32; part++) {
      const at = part * 315
      const window = (from: number, to: number): readonly TimeWindow[] => [
        { day: DAYS[Math.floor(from / 1440)]!, from: timeOf(from % 1440), to: timeOf(to % 1440) },
      ]
      agree(
        '2026-11-23',
        [
          { zone: 'UTC', windows: window(at - 60, at + 60) },
          { zone: 'UTC', windows: window(at, at + 60) },
          { zone: 'UTC', windows: window(at - 1, at + 59) },
        ],
        60,
      )
    }
  })
})
