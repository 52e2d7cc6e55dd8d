import type { SessionMoved } from './ledger-event.ts'
import type { AgreementMember, LocalTime, Session } from './parts.ts'
import { wallText, type Zones } from './placing.ts'

const MINUTE = 60_000
const DAY = 1440

/** Minutes since 1970-01-01 00:00 UTC. */
const momentOf = (instant: string): number => Math.floor(Date.parse(instant) / MINUTE)

/** The zone in which an agreement counts days. */
export const zoneOf = (agreement: {
  readonly timezone?: string
  readonly members: readonly AgreementMember[]
}): string => agreement.timezone ?? agreement.members.find(({ timezone }) => timezone !== undefined)?.timezone ?? 'UTC'

/** The day of an instant on the clock of a zone. */
export const dayOf = (instant: string, zone: string, zones: Zones): string =>
  wallText(zones.of(zone).wallAt(momentOf(instant))).date

/**
 * A session at another time. To a `start` it is moved as it says; to a `date` so that the clock of `zone` shows the same time of day as before, in
 * winter or summer. A session without a time of day keeps having none when it is moved to a date.
 */
export const movedSession = (
  session: Session,
  to: Pick<SessionMoved, 'start' | 'date'>,
  members: readonly AgreementMember[],
  zone: string,
  zones: Zones,
): Session => {
  const { id, number, minutes, blocks } = session
  const clock = zones.of(zone)
  let start: number
  if (to.start !== undefined) start = momentOf(to.start)
  else if (session.start === undefined) return { id, number, date: to.date!, minutes, blocks }
  else {
    const wall = clock.wallAt(momentOf(session.start))
    start = clock.momentOf(Date.parse(to.date!) / MINUTE + (wall - Math.floor(wall / DAY) * DAY))
  }
  const end = start + minutes
  const local = members.map((member): LocalTime => {
    const own = zones.of(member.timezone ?? zone)
    const from = wallText(own.wallAt(start))
    const until = wallText(own.wallAt(end))
    return {
      id: member.id,
      timezone: own.zone,
      date: from.date,
      from: from.time,
      untilDate: until.date,
      to: until.time,
    }
  })
  return {
    id,
    number,
    date: wallText(clock.wallAt(start)).date,
    start: new Date(start * MINUTE).toISOString(),
    end: new Date(end * MINUTE).toISOString(),
    minutes,
    local,
    blocks,
  }
}
