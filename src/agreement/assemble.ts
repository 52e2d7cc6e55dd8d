import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { Person } from '../model/person.ts'
import type { Agreement } from './agreement.ts'
import { dateOf } from './calendar-text.ts'
import { totalsOf } from './check-agreement.ts'
import type { AgreementError } from './error.ts'
import type { ReadMatch } from './exchange-lines.ts'
import { goalsOf } from './goals.ts'
import { agreementId, sessionId } from './identity.ts'
import { withOtherTeachers } from './other-teachers.ts'
import type { AgreementMember, Balance, LocalTime, Session } from './parts.ts'
import { type BusyTimes, type Placing, placeSessions, wallText, type Zones } from './placing.ts'
import type { AgreementPreferences, BusyTime } from './preferences.ts'
import { reviewsOf } from './reviews.ts'
import { assignTopics, type Topics } from './topics.ts'
import { fill, listed } from './words.ts'

const MINUTE = 60_000

type Range = readonly [from: number, to: number]

/** Appointments by id, which more can be added to. */
export class Diary {
  readonly ranges: Map<string, Range[]> = new Map()

  add(busy: readonly BusyTime[]): void {
    for (const { id, from, to } of busy) {
      const range: Range = [Date.parse(from) / MINUTE, Date.parse(to) / MINUTE]
      const known = this.ranges.get(id)
      if (known === undefined) this.ranges.set(id, [range])
      else known.push(range)
    }
  }
}

/** All that a draft needs, read and checked. */
export interface Call {
  readonly people: ReadonlyMap<string, Person>
  readonly preferences: AgreementPreferences
}

const localTimes = (
  members: readonly Person[],
  preferences: AgreementPreferences,
  zones: Zones,
  start: number,
  end: number,
): readonly LocalTime[] =>
  members.map(({ id, timezone }) => {
    const clock = zones.of(timezone ?? preferences.timezone ?? 'UTC')
    const from = wallText(clock.wallAt(start))
    const to = wallText(clock.wallAt(end))
    return { id, timezone: clock.zone, date: from.date, from: from.time, untilDate: to.date, to: to.time }
  })

const sessionsOf = (
  id: string,
  members: readonly Person[],
  preferences: AgreementPreferences,
  zones: Zones,
  { places }: Placing,
  { blocks }: Topics,
): readonly Session[] => {
  const { minutes } = preferences.cadence
  return places.map(({ day, start }, at): Session => {
    const number = at + 1
    const date = dateOf(day)
    const own = { id: sessionId(id, number), number, date }
    if (start === undefined) return { ...own, minutes, blocks: blocks[at]! }
    const end = start + minutes
    return {
      ...own,
      start: new Date(start * MINUTE).toISOString(),
      end: new Date(end * MINUTE).toISOString(),
      minutes,
      local: localTimes(members, preferences, zones, start, end),
      blocks: blocks[at]!,
    }
  })
}

const nameOf = ({ id, name }: Person): string => (name === undefined || name.trim() === '' ? id : name)

const membersOf = (
  people: readonly Person[],
  preferences: AgreementPreferences,
  carried: readonly number[],
  sessions: readonly Session[],
  topics: Topics,
): readonly AgreementMember[] => {
  const { given, received } = totalsOf(sessions)
  const { words, aims } = preferences
  return people.map((person, at) => {
    const { id } = person
    const skills = topics.aims.filter(({ learner }) => learner === at).map(({ skill }) => skill)
    const name = nameOf(person)
    const values = new Map([
      ['name', name],
      ['skills', listed(skills, words.and)],
    ])
    const timezone = person.timezone ?? preferences.timezone
    const gives = given.get(id) ?? 0
    const gets = received.get(id) ?? 0
    return {
      id,
      name,
      ...(timezone === undefined ? {} : { timezone }),
      aim: aims.get(id) ?? fill(words.aim, values),
      given: gives,
      received: gets,
      difference: carried[at]! + gives - gets,
      ...(carried[at] === 0 ? {} : { carried: carried[at]! }),
    }
  })
}

const balanceOf = (members: readonly AgreementMember[], { cadence, words }: AgreementPreferences): Balance => {
  const largest = members.reduce((most, { difference }) => Math.max(most, Math.abs(difference)), 0)
  const even = largest <= cadence.minutes
  const owes = members.some(({ carried }) => carried !== undefined)
  const namesOf = (of: (difference: number) => boolean): string =>
    listed(
      members.filter(({ difference }) => of(difference)).map(({ name }) => name),
      words.and,
    )
  const values = new Map([
    ['minutes', String(largest)],
    ['more', namesOf((difference) => difference > 0)],
    ['less', namesOf((difference) => difference < 0)],
  ])
  const evenly = largest === 0 ? words.equal : words.even
  return { even, largest, detail: fill(even ? evenly : owes ? words.owed : words.uneven, values) }
}

/** An agreement for one match. `path` is where its members stand in the input. */
export const draftOne = (
  given: ReadMatch,
  { people, preferences }: Call,
  zones: Zones,
  busy: BusyTimes,
  path: string,
): Either<AgreementError, Agreement> => {
  const persons: Person[] = []
  for (const id of given.members) {
    const person = people.get(id)
    if (person === undefined) return left({ _tag: 'UnknownPerson', path, id })
    persons.push(person)
  }
  const match = withOtherTeachers(given, persons)
  const placing = placeSessions(persons, preferences, zones, busy)
  if (isLeft(placing)) return placing
  const { cadence, leastBlock } = preferences
  const carried = match.members.map((id) =>
    preferences.carried.reduce((sum, one) => (one.id === id ? sum + one.minutes : sum), 0),
  )
  const topics = assignTopics(match, placing.right.places.length, cadence.minutes, leastBlock, carried)
  if (isLeft(topics)) return topics
  const id = agreementId(match.members, preferences.start)
  const sessions = sessionsOf(id, persons, preferences, zones, placing.right, topics.right)
  const members = membersOf(persons, preferences, carried, sessions, topics.right)
  const goals = goalsOf(id, match, members, topics.right, sessions, preferences)
  const { timezone, skipped } = placing.right
  const names = new Map([
    [
      'members',
      listed(
        members.map(({ name }) => name),
        preferences.words.and,
      ),
    ],
  ])
  return right({
    version: 1,
    id,
    title: fill(preferences.words.title, names),
    members,
    ...(timezone === undefined ? {} : { timezone }),
    start: preferences.start,
    end: sessions.at(-1)!.date,
    cadence,
    sessions,
    skipped,
    goals,
    reviews: reviewsOf(sessions, goals, preferences),
    groundRules: preferences.groundRules,
    incentive: preferences.incentive,
    balance: balanceOf(members, preferences),
    ...(preferences.renews === undefined ? {} : { renews: preferences.renews }),
  })
}
