import type { Weekday } from '../model/person.ts'
import { dateOf, dayNumber } from './calendar-text.ts'
import type { Facts } from './page-facts.ts'

/** One day of a month, and what happens on it. */
export interface MonthDay {
  readonly date: string
  /** 1 to 31. */
  readonly day: number
  /** Numbers of the sessions. */
  readonly sessions: readonly number[]
  /** Numbers of the reviews. */
  readonly reviews: readonly number[]
  /** Ids of the goals that are due. */
  readonly goals: readonly string[]
}

/** A month as calendars show it: weeks of seven places, some of them empty in the first week and in the last. */
export interface Month {
  /** The first day. */
  readonly date: string
  readonly weeks: readonly (readonly (MonthDay | undefined)[])[]
}

const WEEKDAYS: readonly Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** 0 for the day with which weeks begin, to 6. 1970-01-01 was a Thursday. */
const placeInWeek = (day: number, weekStart: Weekday): number => (((day + 3 - WEEKDAYS.indexOf(weekStart)) % 7) + 7) % 7

/** A date on each day of the week, in the order of the columns. */
export const weekOf = (weekStart: Weekday): readonly string[] => {
  const monday = dayNumber('2024-01-01')
  return WEEKDAYS.map((_, column) => dateOf(monday + WEEKDAYS.indexOf(weekStart) + column))
}

interface Entry {
  readonly sessions: number[]
  readonly reviews: number[]
  readonly goals: string[]
}

/** The months in which something happens, in the order of time; months without anything are left out. */
export const monthsOf = ({ agreement, dayOf, reviewDay, goalDay }: Facts, weekStart: Weekday): readonly Month[] => {
  const entries = new Map<string, Entry>()
  const at = (date: string): Entry => {
    let entry = entries.get(date)
    if (entry === undefined) entries.set(date, (entry = { sessions: [], reviews: [], goals: [] }))
    return entry
  }
  for (const session of agreement.sessions) at(dayOf(session)).sessions.push(session.number)
  for (const review of agreement.reviews) at(reviewDay(review)).reviews.push(review.number)
  for (const goal of agreement.goals) at(goalDay(goal)).goals.push(goal.id)
  const months = [...new Set([...entries.keys()].map((date) => date.slice(0, 7)))].toSorted()
  return months.map((month) => {
    const first = dayNumber(`${month}-01`)
    const weeks: (MonthDay | undefined)[][] = []
    for (let number = first; dateOf(number).startsWith(month); number++) {
      const column = placeInWeek(number, weekStart)
      if (number === first || column === 0) weeks.push(Array.from({ length: 7 }, () => undefined))
      const date = dateOf(number)
      const { sessions, reviews, goals } = entries.get(date) ?? { sessions: [], reviews: [], goals: [] }
      weeks.at(-1)![column] = { date, day: number - first + 1, sessions, reviews, goals }
    }
    return { date: `${month}-01`, weeks }
  })
}
