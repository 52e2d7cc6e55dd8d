import type { MatchError } from '../model/error.ts'
import type { Person } from '../model/person.ts'
import { printable } from '../model/show.ts'
import { type FreeTime, freeTime, wallSpans } from '../time/free-time.ts'
import { Meetings } from '../time/meetings.ts'
import { mondayOf, plainClock, type ZoneClock, zoneClock } from '../time/zone-clock.ts'

/**
 * When people are free, in the reference week. Without one it knows wall-clock time only, and can compare nobody but people of
 * the same time zone. Works out each zone once, and each set of windows once for each zone; nothing before it is asked.
 */
export class Calendar {
  private readonly monday: number | undefined
  /** By zone, in lower case. */
  private readonly clocks: Map<string, ZoneClock> = new Map()
  /** By zone and windows. */
  private readonly times: Map<string, FreeTime> = new Map()

  constructor(referenceWeek: string | undefined) {
    this.monday = referenceWeek === undefined ? undefined : mondayOf(referenceWeek)
  }

  /** `undefined` for people who don't state both their zone and a window. The same object for all who are free alike. */
  of({ timezone, availability }: Person): FreeTime | undefined {
    if (timezone === undefined || availability === undefined || availability.length === 0) return undefined
    const zone = timezone.toLowerCase()
    const wall = wallSpans(availability)
    const key = `${zone} ${wall.join()}`
    let time = this.times.get(key)
    if (time === undefined) this.times.set(key, (time = freeTime(this.clock(zone), wall)))
    return time
  }

  /** Whether it can be said when two are free together. */
  compares(a: FreeTime, b: FreeTime): boolean {
    return this.monday !== undefined || a.clock === b.clock
  }

  private clock(zone: string): ZoneClock {
    let clock = this.clocks.get(zone)
    if (clock === undefined) {
      clock = this.monday === undefined ? plainClock() : zoneClock(zone, this.monday)
      this.clocks.set(zone, clock)
    }
    return clock
  }
}

/** `minOverlapMinutes`, for people `0 .. n - 1`. */
export class OverlapRule {
  readonly least: number
  /** Set when the zones of two of these people cannot be compared for want of a reference week. */
  readonly failure: MatchError | undefined
  /** Per person, their free time in `meetings`, or -1. */
  private readonly timeOf: Int32Array
  private readonly meetings: Meetings

  /** Cost: linear in the windows, and some 0.2 ms for each zone. */
  constructor(people: readonly Person[], calendar: Calendar, least: number) {
    const numbers = new Map<FreeTime, number>()
    let first: { readonly time: FreeTime; readonly zone: string } | undefined
    let failure: MatchError | undefined
    this.timeOf = Int32Array.from(people, (person) => {
      const time = calendar.of(person)
      if (time === undefined) return -1
      first ??= { time, zone: person.timezone! }
      if (!calendar.compares(first.time, time)) failure ??= missingWeek(first.zone, person.timezone!)
      const number = numbers.get(time) ?? numbers.size
      numbers.set(time, number)
      return number
    })
    this.meetings = new Meetings([...numbers.keys()], least)
    this.least = least
    this.failure = failure
  }

  /** Whether two people have so many minutes in common in one piece; false where one of them does not say. */
  holds(i: number, j: number): boolean {
    const a = this.timeOf[i]!
    const b = this.timeOf[j]!
    return a >= 0 && b >= 0 && this.meetings.possible(a, b)
  }
}

const missingWeek = (zone: string, other: string): MatchError => ({
  _tag: 'InvalidInput',
  issues: [
    {
      path: 'options.rules.referenceWeek',
      expected: 'a date such as "2026-11-23", because minOverlapMinutes is set and people live in different time zones',
      got: 'undefined',
      hint: `how far apart ${printable(zone, 64)} and ${printable(other, 64)} are depends on the week: name one`,
    },
  ],
  total: 1,
})
