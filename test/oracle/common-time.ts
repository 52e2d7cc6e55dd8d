/**
 * Common time once more, as plainly as it can be written: every minute of the week is looked up on both walls. Shares nothing
 * with src.
 */
import type { Person, TimeWindow } from '../../src/model/person.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

/** `Mon 18:00 20:30,Fri 22:00 02:00` */
export const windowsOf = (text: string): readonly TimeWindow[] =>
  text.split(',').map((one) => {
    const [day, from, to] = one.split(' ')
    return { day: DAYS.find((name) => name === day)!, from: from!, to: to! }
  })

interface Label {
  readonly date: string
  readonly day: string
  readonly time: string
}

const walls = new Map<string, (minute: number) => Label>()

/** What the wall shows `minute` minutes after Monday 00:00 UTC. */
const wallOf = (zone: string, monday: number): ((minute: number) => Label) => {
  const key = `${zone} ${monday}`
  const known = walls.get(key)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const labels = new Map<number, Label>()
  const wall = (minute: number): Label => {
    const before = labels.get(minute)
    if (before !== undefined) return before
    const [, day, d, m, y, time] = /^(\w+), (\d+)\/(\d+)\/(\d+), ([\d:]+)$/.exec(
      format.format(monday + minute * 60_000),
    )!
    const label = { date: `${y}-${m}-${d}`, day: day!, time: time! }
    labels.set(minute, label)
    return label
  }
  walls.set(key, wall)
  return wall
}

const isFree = (windows: readonly TimeWindow[], { day, time }: Label): boolean =>
  windows.some((window) => {
    const isDay = window.day === day
    const isDayAfter = DAYS[(DAYS.indexOf(window.day) + 1) % 7] === day
    return window.from < window.to
      ? isDay && window.from <= time && time < window.to
      : (isDay && window.from <= time) || (isDayAfter && time < window.to)
  })

export interface OracleFree {
  readonly zone: string
  readonly windows: readonly TimeWindow[]
}

/** Answers of `isFree` by minute, 1 or 2, for those who have asked before. */
const answers = new Map<string, Uint8Array>()

const freeAt = ({ zone, windows }: OracleFree, monday: number): ((minute: number) => boolean) => {
  const key = JSON.stringify([zone, monday, windows])
  const known = answers.get(key) ?? new Uint8Array(20_000)
  answers.set(key, known)
  const wall = wallOf(zone, monday)
  return (minute) => {
    known[minute + 5000] ||= isFree(windows, wall(minute)) ? 1 : 2
    return known[minute + 5000] === 1
  }
}

const finish = ({ day, time }: Label): string => {
  const minute = 60 * Number(time.slice(0, 2)) + Number(time.slice(3)) + 1
  return `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** `90: Fri 23:30 - Sat 01:00 | Fri 22:30 - Fri 24:00`: minutes, and the stretch on both walls. */
export const oracleCommonTime = (date: string, a: OracleFree, b: OracleFree): readonly string[] => {
  const back = (new Date(date).getUTCDay() + 6) % 7
  const monday = Date.parse(date) - back * 86_400_000
  const dateAfter = (days: number): string => new Date(monday + days * 86_400_000).toISOString().slice(0, 10)
  const [wallA, wallB] = [wallOf(a.zone, monday), wallOf(b.zone, monday)]
  /** The first minute at which it is that date, or later, on both walls. */
  const reached = (day: string, from: number): number => {
    let minute = from
    while (wallA(minute).date < day || wallB(minute).date < day) minute++
    return minute
  }
  const start = reached(dateAfter(0), -1000)
  const end = reached(dateAfter(7), 9000)
  const [freeA, freeB] = [freeAt(a, monday), freeAt(b, monday)]
  const runs: number[][] = []
  for (let minute = start; minute < end; minute++) {
    if (!freeA(minute) || !freeB(minute)) continue
    if (minute > start && runs.at(-1)?.at(-1) === minute - 1) runs.at(-1)!.push(minute)
    else runs.push([minute])
  }
  if (runs.length > 1 && runs[0]![0] === start && runs.at(-1)!.at(-1) === end - 1) runs.at(-1)!.push(...runs.shift()!)
  return runs.map((run) => {
    const [first, last] = [run[0]!, run.at(-1)!]
    const on = (wall: (minute: number) => Label): string =>
      `${wall(first).day} ${wall(first).time} - ${finish(wall(last))}`
    return `${run.length}: ${on(wallA)} | ${on(wallB)}`
  })
}

/** The same for two people, or undefined where it cannot be said. */
export const oracleTogether = (a: Person, b: Person, date: string | undefined): readonly string[] | undefined => {
  const [freeA, freeB] = [a, b].map(({ timezone, availability = [] }) =>
    timezone === undefined || availability.length === 0 ? undefined : { zone: timezone, windows: availability },
  )
  if (freeA === undefined || freeB === undefined) return undefined
  if (date !== undefined) return oracleCommonTime(date, freeA, freeB)
  if (freeA.zone.toLowerCase() !== freeB.zone.toLowerCase()) return undefined
  return oracleCommonTime('2026-06-15', { ...freeA, zone: 'UTC' }, { ...freeB, zone: 'UTC' })
}

/** Of what the two above say, the longest stretch. */
export const oracleLongest = (together: readonly string[]): number =>
  Math.max(0, ...together.map((one) => parseInt(one)))
