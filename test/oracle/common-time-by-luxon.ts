/**
 * What luxon 3.7.2 makes of common time, minute by minute: recorded, so that the tests need no luxon. Every line of an answer is
 * `minutes: from - to on the first clock | from - to on the second`. Printed (with time-zone data 2025c) by:
 *
 * ```js
 * import { DateTime } from 'luxon'
 * const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
 * const week = (...days) => days.map((w) => { const [day, from, to] = w.split(' '); return { day, from, to } })
 * const CASES = [... the first six columns below ...]
 * const free = (windows, local) => {
 *   const now = local.toFormat('HH:mm')
 *   const [today, yesterday] = [DAYS[local.weekday - 1], DAYS[(local.weekday + 5) % 7]]
 *   return windows.some(({ day, from, to }) => to > from
 *     ? day === today && from <= now && now < to
 *     : (day === today && from <= now) || (day === yesterday && now < to))
 * }
 * const begin = (date, zone) => `${DAYS[date.setZone(zone).weekday - 1]} ${date.setZone(zone).toFormat('HH:mm')}`
 * const finish = (date, zone) => {
 *   const last = date.minus({ minutes: 1 }).setZone(zone)
 *   const two = (n) => String(n).padStart(2, '0')
 *   const minute = 60 * last.hour + last.minute + 1
 *   return `${DAYS[last.weekday - 1]} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
 * }
 * const out = []
 * for (const [name, date, zoneA, a, zoneB, b] of CASES) {
 *   const [wa, wb] = [a, b].map((text) => week(...text.split(',')))
 *   const monday = DateTime.fromISO(date).startOf('week').toISODate()
 *   const edge = (zone, weeks) => DateTime.fromISO(DateTime.fromISO(monday).plus({ weeks }).toISODate(), { zone })
 *   const start = DateTime.max(edge(zoneA, 0), edge(zoneB, 0)).toUTC()
 *   const end = DateTime.max(edge(zoneA, 1), edge(zoneB, 1)).toUTC()
 *   const runs = []
 *   for (let t = start; t < end; t = t.plus({ minutes: 1 })) {
 *     if (!free(wa, t.setZone(zoneA)) || !free(wb, t.setZone(zoneB))) continue
 *     const last = runs.at(-1)
 *     if (last !== undefined && +last.end === +t) last.end = t.plus({ minutes: 1 })
 *     else runs.push({ start: t, end: t.plus({ minutes: 1 }) })
 *   }
 *   if (runs.length > 1 && +runs[0].start === +start && +runs.at(-1).end === +end) {
 *     const [first] = runs.splice(0, 1)
 *     runs.at(-1).more = first.end
 *   }
 *   out.push([name, date, zoneA, a, zoneB, b, runs.map((r) => {
 *     const minutes = r.end.diff(r.start, 'minutes').minutes + (r.more ? r.more.diff(start, 'minutes').minutes : 0)
 *     const stop = r.more ?? r.end
 *     return `${minutes}: ${begin(r.start, zoneA)} - ${finish(stop, zoneA)} | ${begin(r.start, zoneB)} - ${finish(stop, zoneB)}`
 *   })])
 * }
 * for (const row of out) console.log(JSON.stringify(row) + ',')
 * ```
 */
export interface RecordedCommonTime {
  readonly name: string
  /** Some day of the reference week. */
  readonly date: string
  readonly zones: readonly [string, string]
  readonly windows: readonly [string, string]
  readonly common: readonly string[]
}

const row = (
  name: string,
  date: string,
  zoneA: string,
  windowsA: string,
  zoneB: string,
  windowsB: string,
  common: readonly string[],
): RecordedCommonTime => ({ name, date, zones: [zoneA, zoneB], windows: [windowsA, windowsB], common })

export const ALWAYS: string =
  'Mon 00:00 24:00,Tue 00:00 24:00,Wed 00:00 24:00,Thu 00:00 24:00,Fri 00:00 24:00,Sat 00:00 24:00,Sun 00:00 24:00'

export const RECORDED: readonly RecordedCommonTime[] = [
  row(
    'Europe/Madrid springs forward: the hour from 02:00 is missing',
    '2026-03-29',
    'Europe/Madrid',
    'Sun 01:00 04:00',
    'Europe/Madrid',
    'Sun 01:00 04:00',
    ['120: Sun 01:00 - Sun 04:00 | Sun 01:00 - Sun 04:00'],
  ),
  row(
    'Europe/Madrid falls back: the hour from 02:00 comes twice',
    '2026-10-25',
    'Europe/Madrid',
    'Sun 01:00 04:00',
    'Europe/Madrid',
    'Sun 01:00 04:00',
    ['240: Sun 01:00 - Sun 04:00 | Sun 01:00 - Sun 04:00'],
  ),
  row(
    'half an hour of the hour that comes twice comes twice',
    '2026-10-25',
    'Europe/Madrid',
    'Sun 02:15 02:45',
    'Europe/Madrid',
    'Sun 00:00 24:00',
    ['30: Sun 02:15 - Sun 02:45 | Sun 02:15 - Sun 02:45', '30: Sun 02:15 - Sun 02:45 | Sun 02:15 - Sun 02:45'],
  ),
  row(
    'a window within the missing hour never comes',
    '2026-03-29',
    'Europe/Madrid',
    'Sun 02:10 02:50',
    'Europe/Madrid',
    'Sun 00:00 24:00',
    [],
  ),
  row(
    'America/New_York springs forward three weeks before Europe/Madrid: 5 hours apart',
    '2026-03-16',
    'America/New_York',
    'Mon 12:00 14:00',
    'Europe/Madrid',
    'Mon 18:00 20:00',
    ['60: Mon 13:00 - Mon 14:00 | Mon 18:00 - Mon 19:00'],
  ),
  row(
    'America/New_York and Europe/Madrid in winter: 6 hours apart',
    '2026-11-23',
    'America/New_York',
    'Mon 12:00 14:00',
    'Europe/Madrid',
    'Mon 18:00 20:00',
    ['120: Mon 12:00 - Mon 14:00 | Mon 18:00 - Mon 20:00'],
  ),
  row(
    'America/New_York springs forward on Sunday itself',
    '2026-03-08',
    'America/New_York',
    'Sat 12:00 13:00,Sun 12:00 13:00',
    'Europe/Madrid',
    'Sat 17:00 20:00,Sun 17:00 20:00',
    ['60: Sat 12:00 - Sat 13:00 | Sat 18:00 - Sat 19:00', '60: Sun 12:00 - Sun 13:00 | Sun 17:00 - Sun 18:00'],
  ),
  row(
    'Europe/Madrid falls back a week before America/New_York',
    '2026-10-19',
    'America/New_York',
    'Sat 12:00 13:00,Sun 12:00 13:00',
    'Europe/Madrid',
    'Sat 17:00 20:00,Sun 17:00 20:00',
    ['60: Sat 12:00 - Sat 13:00 | Sat 18:00 - Sat 19:00', '60: Sun 12:00 - Sun 13:00 | Sun 17:00 - Sun 18:00'],
  ),
  row(
    'Australia/Sydney springs forward in October',
    '2026-10-04',
    'Australia/Sydney',
    'Sat 18:00 20:00,Sun 18:00 20:00',
    'Europe/Madrid',
    'Sat 10:00 12:00,Sun 09:00 11:00',
    ['120: Sat 18:00 - Sat 20:00 | Sat 10:00 - Sat 12:00', '120: Sun 18:00 - Sun 20:00 | Sun 09:00 - Sun 11:00'],
  ),
  row(
    'Australia/Sydney falls back in April',
    '2026-04-05',
    'Australia/Sydney',
    'Sun 01:00 04:00',
    'Australia/Sydney',
    'Sun 02:30 03:30',
    ['30: Sun 02:30 - Sun 03:00 | Sun 02:30 - Sun 03:00', '60: Sun 02:30 - Sun 03:30 | Sun 02:30 - Sun 03:30'],
  ),
  row(
    'Asia/Kolkata and Europe/Madrid in summer',
    '2026-07-06',
    'Asia/Kolkata',
    'Wed 18:00 22:00',
    'Europe/Madrid',
    'Wed 15:00 17:00',
    ['120: Wed 18:30 - Wed 20:30 | Wed 15:00 - Wed 17:00'],
  ),
  row(
    'Asia/Kathmandu and Asia/Kolkata, a quarter of an hour apart',
    '2026-07-06',
    'Asia/Kathmandu',
    'Wed 18:00 19:00',
    'Asia/Kolkata',
    'Wed 18:00 19:00',
    ['45: Wed 18:15 - Wed 19:00 | Wed 18:00 - Wed 18:45'],
  ),
  row(
    'Pacific/Kiritimati and Pacific/Pago_Pago: Monday meets Sunday',
    '2026-11-23',
    'Pacific/Kiritimati',
    'Mon 08:00 10:00',
    'Pacific/Pago_Pago',
    'Sun 07:00 08:30',
    ['90: Mon 08:00 - Mon 09:30 | Sun 07:00 - Sun 08:30'],
  ),
  row(
    'Pacific/Kiritimati and Pacific/Pago_Pago, 25 hours apart: Wednesday meets Monday night',
    '2026-11-23',
    'Pacific/Kiritimati',
    'Wed 00:30 02:00',
    'Pacific/Pago_Pago',
    'Mon 23:00 01:00',
    ['90: Wed 00:30 - Wed 02:00 | Mon 23:30 - Tue 01:00'],
  ),
  row(
    'Australia/Lord_Howe falls back by half an hour',
    '2026-04-05',
    'Australia/Lord_Howe',
    'Sun 01:00 03:00',
    'Australia/Lord_Howe',
    'Sun 01:00 03:00',
    ['150: Sun 01:00 - Sun 03:00 | Sun 01:00 - Sun 03:00'],
  ),
  row(
    'Australia/Lord_Howe springs forward by half an hour',
    '2026-10-04',
    'Australia/Lord_Howe',
    'Sun 01:00 03:00',
    'Australia/Lord_Howe',
    'Sun 01:00 03:00',
    ['90: Sun 01:00 - Sun 03:00 | Sun 01:00 - Sun 03:00'],
  ),
  row('across midnight', '2026-11-23', 'Europe/Madrid', 'Fri 22:00 02:00', 'Europe/London', 'Fri 22:30 23:30', [
    '60: Fri 23:30 - Sat 00:30 | Fri 22:30 - Fri 23:30',
  ]),
  row(
    'across midnight, on the night of the change',
    '2026-03-28',
    'Europe/Madrid',
    'Sat 23:00 03:30',
    'Europe/Madrid',
    'Sat 23:30 04:00',
    ['180: Sat 23:30 - Sun 03:30 | Sat 23:30 - Sun 03:30'],
  ),
  row(
    "across the week's end",
    '2026-11-23',
    'Europe/Madrid',
    'Sun 22:00 02:00',
    'Europe/London',
    'Sun 22:00 24:00,Mon 00:00 00:30',
    ['150: Sun 23:00 - Mon 01:30 | Sun 22:00 - Mon 00:30'],
  ),
  row(
    'Africa/Cairo springs forward at midnight: Friday begins at 01:00',
    '2026-04-24',
    'Africa/Cairo',
    'Thu 23:00 02:00',
    'Africa/Cairo',
    'Fri 00:00 24:00',
    ['60: Fri 01:00 - Fri 02:00 | Fri 01:00 - Fri 02:00'],
  ),
  row(
    'America/Santiago falls back at midnight: Saturday has 25 hours',
    '2026-04-04',
    'America/Santiago',
    'Sat 22:00 24:00',
    'America/Santiago',
    'Sat 21:00 24:00',
    ['180: Sat 22:00 - Sat 24:00 | Sat 22:00 - Sat 24:00'],
  ),
  row(
    'always free, in Europe/Madrid, when clocks go back',
    '2026-10-25',
    'Europe/Madrid',
    ALWAYS,
    'Europe/Madrid',
    ALWAYS,
    ['10140: Mon 00:00 - Sun 24:00 | Mon 00:00 - Sun 24:00'],
  ),
  row(
    'Asia/Tehran springs forward at Monday 00:00: its week begins at 01:00',
    '2010-03-22',
    'Asia/Tehran',
    'Sun 22:00 24:00,Mon 00:00 02:00',
    'Asia/Tehran',
    'Sun 21:00 03:00',
    ['180: Sun 22:00 - Mon 02:00 | Sun 22:00 - Mon 02:00'],
  ),
  row(
    'Asia/Tehran falls back at Monday 00:00: Sunday has 25 hours',
    '2020-09-14',
    'Asia/Tehran',
    'Sun 22:30 24:00',
    'Asia/Tehran',
    'Sun 22:00 01:00',
    ['150: Sun 22:30 - Sun 24:00 | Sun 22:30 - Sun 24:00'],
  ),
  row(
    'Asia/Tehran falls back at Monday 00:00: its next week begins an hour later',
    '2020-09-21',
    'Asia/Tehran',
    'Sun 22:30 24:00,Mon 00:00 02:00',
    'Asia/Tehran',
    'Mon 00:00 24:00',
    ['120: Mon 00:00 - Mon 02:00 | Mon 00:00 - Mon 02:00'],
  ),
  row(
    'Pacific/Apia in the week without a Friday',
    '2011-12-26',
    'Pacific/Apia',
    'Thu 22:00 24:00,Fri 00:00 24:00,Sat 00:00 01:00',
    'Pacific/Apia',
    ALWAYS,
    ['180: Thu 22:00 - Sat 01:00 | Thu 22:00 - Sat 01:00'],
  ),
]
