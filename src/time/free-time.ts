import { WEEK, type ZoneClock } from './zone-clock.ts'

/** The days of the week as people write them, in their order. */
export type Day = 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat' | 'Sun'
export const DAYS: readonly Day[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Every week from `from` until `to` on the wall; a `to` that is earlier than `from` lies on the following day. */
export interface WallWindow {
  readonly day: Day
  readonly from: string
  readonly to: string
}

/** When somebody is free, from the beginning of the clock's own reference week until two days after its end. */
export interface FreeTime {
  /** The same object for all who live by the same clock. */
  readonly clock: ZoneClock
  /** Moments: `[from, to, from, to, ...]`, ascending; stretches neither overlap nor touch. */
  readonly spans: Int32Array
}

const DAY = 1440

type Span = readonly [from: number, to: number]

/** Flat, ascending, and with what overlaps or touches made one. */
const merged = (spans: readonly Span[]): number[] => {
  const flat: number[] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const end = flat.length - 1
    if (end > 0 && from <= flat[end]!) flat[end] = Math.max(flat[end]!, to)
    else flat.push(from, to)
  }
  return flat
}

const minuteOf = (time: string): number => 60 * Number(time.slice(0, 2)) + Number(time.slice(3))

/**
 * Weekly windows as wall-clock times from 0 to `WEEK`, flat and merged: the same list for all who are free at the same times,
 * however they write it. What runs over the end of the week goes on at its beginning.
 */
export const wallSpans = (windows: readonly WallWindow[]): readonly number[] => {
  const spans: Span[] = []
  for (const { day, from, to } of windows) {
    const midnight = DAY * DAYS.indexOf(day)
    const start = midnight + minuteOf(from)
    const end = midnight + minuteOf(to) + (to < from ? DAY : 0)
    spans.push([start, Math.min(end, WEEK)])
    if (end > WEEK) spans.push([0, end - WEEK])
  }
  return merged(spans)
}

/**
 * All moments at which the wall shows a time that is in `wall`: where clocks skip an hour it is missing, and where they
 * go back, the hour that comes twice counts twice.
 */
export const freeTime = (clock: ZoneClock, wall: readonly number[]): FreeTime => {
  const spans: Span[] = []
  clock.offset.forEach((offset, k) => {
    for (const week of [0, WEEK]) {
      for (let at = 0; at < wall.length; at += 2) {
        const from = Math.max(wall[at]! + week - offset, clock.from[k]!)
        const to = Math.min(wall[at + 1]! + week - offset, clock.from[k + 1]!)
        if (from < to) spans.push([from, to])
      }
    }
  })
  return { clock, spans: Int32Array.from(merged(spans)) }
}
