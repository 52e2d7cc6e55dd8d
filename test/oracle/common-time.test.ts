import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { timeWindow } from '../arbitraries.ts'
import { commonTimeOf } from '../free-times.ts'
import { oracleCommonTime, windowsOf } from './common-time.ts'
import { RECORDED } from './common-time-by-luxon.ts'

describe('common time, by name', () => {
  test.each(RECORDED)('$name', ({ date, zones, windows, common }) => {
    const [a, b] = [0, 1].map((at) => ({ zone: zones[at]!, windows: windowsOf(windows[at]!) }))
    expect(commonTimeOf(date, a!, b!)).toEqual(common)
    // The oracle of the next test is held to the record, too.
    expect(oracleCommonTime(date, a!, b!)).toEqual(common)
  })
})

/** Changes on different days, by an hour and by half an hour, at midnight, and never; offsets of halves and quarters. */
const ZONES = [
  'Europe/Madrid',
  'America/New_York',
  'America/Santiago',
  'Australia/Sydney',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Africa/Cairo',
]
/** In each of the first six some of them change their clocks. */
const DATES = ['2026-03-08', '2026-03-29', '2026-04-04', '2026-04-24', '2026-10-04', '2026-10-25', '2026-11-23']

const free = fc.record({
  zone: fc.constantFrom(...ZONES),
  windows: fc.array(
    fc.oneof(
      timeWindow,
      // Where clocks are changed, and where weeks begin and end.
      fc.record({
        day: fc.constantFrom<'Sat' | 'Sun' | 'Mon'>('Sat', 'Sun', 'Mon'),
        from: fc.constantFrom('00:00', '00:30', '01:15', '02:00', '02:30', '20:00', '23:45'),
        to: fc.constantFrom('00:10', '01:45', '02:15', '02:45', '03:00', '16:00', '24:00'),
      }),
    ),
    { minLength: 1, maxLength: 6 },
  ),
})

test('common time, minute by minute', () => {
  let met = 0
  fc.assert(
    fc.property(fc.constantFrom(...DATES), free, free, (date, a, b) => {
      const expected = oracleCommonTime(date, a, b)
      met += expected.length
      expect(commonTimeOf(date, a, b)).toEqual(expected)
    }),
    { numRuns: 200 },
  )
  expect(met).toBeGreaterThan(80)
})
