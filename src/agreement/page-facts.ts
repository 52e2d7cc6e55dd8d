import type { Agreement } from './agreement.ts'
import type { Goal, LocalTime, Review, Session, TeachingBlock } from './parts.ts'
import { type Wall, wallOf } from './calendar-zone.ts'
import { wallText } from './placing.ts'

const MINUTE = 60_000

/** Members whose clocks show the same in every session. */
export interface SharedClock {
  readonly timezone: string
  /** Places in the list of members. */
  readonly members: readonly number[]
}

/** What both printed forms and the calendar are made of: an agreement as one reader sees it. */
export interface Facts {
  readonly agreement: Agreement
  /** By id; members of one name have their ids beside it. */
  readonly names: ReadonlyMap<string, string>
  /** The first one is that of the reader, or that of the agreement. Empty where sessions have dates only. */
  readonly clocks: readonly SharedClock[]
  /** The first clock itself. */
  readonly wall: Wall | undefined
  /** The day of a session on the first clock. */
  readonly dayOf: (session: Session) => string
  readonly goalDay: (goal: Goal) => string
  readonly reviewDay: (review: Review) => string
  readonly sessionById: ReadonlyMap<string, Session>
  readonly goalById: ReadonlyMap<string, Goal>
}

const namesOf = ({ members }: Agreement): ReadonlyMap<string, string> => {
  const counts = new Map<string, number>()
  for (const { name } of members) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(
    members.map(({ id, name }) => {
      if (name.trim() === '') return [id, id]
      return [id, counts.get(name) === 1 || name === id ? name : `${name} (${id})`]
    }),
  )
}

const clocksOf = ({ members, sessions, timezone }: Agreement, viewer: string | undefined): readonly SharedClock[] => {
  const shown = members.map(() => '')
  const zones: string[] = []
  for (const { local } of sessions) {
    local?.forEach(({ date, from, untilDate, to, timezone: zone }, place) => {
      shown[place] += `${date}${from}${untilDate}${to}`
      zones[place] ??= zone
    })
  }
  if (zones.length === 0) return []
  const groups = new Map<string, number[]>()
  shown.forEach((text, place) => {
    const known = groups.get(text)
    if (known === undefined) groups.set(text, [place])
    else known.push(place)
  })
  const first = members.findIndex(({ id }, place) => (viewer === undefined ? zones[place] === timezone : id === viewer))
  return [...groups.values()]
    .map((places) => {
      const own = places.includes(first) ? first : places[0]!
      return { timezone: zones[own]!, members: places }
    })
    .toSorted((a, b) => Number(b.members.includes(first)) - Number(a.members.includes(first)))
}

/** What the clock shows in a session that has a time. */
export const timeOn = (clock: SharedClock | undefined, { local }: Session): LocalTime | undefined =>
  clock === undefined ? undefined : local?.[clock.members[0]!]

export const factsOf = (agreement: Agreement, viewer: string | undefined): Facts => {
  const clocks = clocksOf(agreement, viewer)
  const sessionById = new Map(agreement.sessions.map((session) => [session.id, session]))
  const dayOf = (session: Session): string => timeOn(clocks[0], session)?.date ?? session.date
  /** Days that are those of a session move with it. */
  const dayBeside = (id: string | undefined, date: string): string => {
    const session = sessionById.get(id ?? '')
    return session?.date === date ? dayOf(session) : date
  }
  return {
    agreement,
    names: namesOf(agreement),
    clocks,
    wall: clocks[0] === undefined ? undefined : wallOf(clocks[0].timezone),
    dayOf,
    goalDay: ({ sessions, due }) => dayBeside(sessions.at(-1), due),
    reviewDay: ({ session, date }) => dayBeside(session, date),
    sessionById,
    goalById: new Map(agreement.goals.map((goal) => [goal.id, goal])),
  }
}

/** What the first clock shows when a block begins and when it ends; nothing where the session has no time. */
export const blockTimes = (
  { wall }: Facts,
  { start }: Session,
  { offset, minutes }: TeachingBlock,
): readonly [from: string, to: string] | undefined => {
  if (wall === undefined || start === undefined) return undefined
  const from = Date.parse(start) / MINUTE + offset
  return [wallText(wall.wallAt(from)).time, wallText(wall.wallAt(from + minutes)).time]
}

/** The city of an IANA zone, as people write it. */
export const cityOf = (timezone: string): string => timezone.slice(timezone.lastIndexOf('/') + 1).replaceAll('_', ' ')
