import { isRight } from 'fp-ts/lib/Either.js'
import type { Either } from 'fp-ts/lib/Either.js'
import { createRequire } from 'node:module'
import nodeIcal from 'node-ical'
import { Agreement, type AgreementMember, type LocalTime, type Session } from '../../../src/agreement/agreement.ts'
import { draftAgreement } from '../../../src/agreement/draft.ts'
import type { AgreementPreferencesInput } from '../../../src/agreement/preferences.ts'
import type { PersonInput } from '../../../src/model/person.ts'

export const rightOf = <E, A>(either: Either<E, A>): A => {
  if (isRight(either)) return either.right
  throw new Error(JSON.stringify(either.left))
}

/** Ana teaches Ben Spanish, Ben teaches Ana skiing. */
export const SKIING = {
  members: ['ana', 'ben'],
  exchange: [
    { from: 'ana', to: 'ben', skill: 'Spanish', level: 5, lift: 3, priority: 1 },
    { from: 'ben', to: 'ana', skill: 'skiing', level: 4, lift: 3, priority: 1 },
  ],
}

/** A draft for Ana and Ben, who are free on Tuesdays from 18:00 to 20:00. */
export const draftOf = (
  zones: readonly [ana: string, ben: string],
  preferences: Partial<AgreementPreferencesInput> & { readonly start: string },
  names: readonly [ana: string, ben: string] = ['Ana', 'Ben'],
): Agreement => {
  const availability: PersonInput['availability'] =
    zones[0] === zones[1] ? [{ day: 'Tue', from: '18:00', to: '20:00' }] : []
  const people = (['ana', 'ben'] as const).map(
    (id, at): PersonInput => ({
      id,
      name: names[at]!,
      offers: [],
      wants: [],
      timezone: zones[at]!,
      availability,
    }),
  )
  return rightOf(draftAgreement(SKIING, people, { cadence: { minutes: 60 }, ...preferences }))
}

const partsIn = (timezone: string, time: number): readonly [date: string, time: string] => {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' })
    .format(time)
    .split(' ')
  return [parts[0]!, parts[1]!]
}

/** An agreement by hand: Ana teaches Ben at these moments, in this order; each lasts a number of minutes. */
export const agreementAt = (
  zones: readonly string[],
  times: readonly { readonly start: number; readonly minutes: number }[],
): Agreement => {
  const ids = zones.map((_, at) => `m${at}`)
  const sessions = times.map(({ start, minutes }, at): Session => {
    const end = start + minutes * 60_000
    return {
      id: `by-hand-s${at + 1}`,
      number: at + 1,
      date: partsIn(zones[0]!, start)[0],
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      minutes,
      local: zones.map((timezone, place): LocalTime => {
        const [date, from] = partsIn(timezone, start)
        const [untilDate, to] = partsIn(timezone, end)
        return { id: ids[place]!, timezone, date, from, untilDate, to }
      }),
      blocks: [{ offset: 0, minutes, teacher: 'm0', learners: ['m1'], skill: 'Spanish' }],
    }
  })
  const total = times.reduce((sum, { minutes }) => sum + minutes, 0)
  const members = ids.map((id, place): AgreementMember => {
    const given = place === 0 ? total : 0
    const received = place === 1 ? total : 0
    return { id, name: id, timezone: zones[place]!, aim: 'Learn', given, received, difference: given - received }
  })
  const last = sessions.at(-1)!
  const agreement: Agreement = {
    version: 1,
    id: 'by-hand',
    title: 'By hand',
    members,
    timezone: zones[0]!,
    start: sessions[0]!.date,
    end: last.date,
    cadence: { everyWeeks: 1, minutes: 60 },
    sessions,
    skipped: [],
    goals: [
      {
        id: 'by-hand-g1',
        member: 'm1',
        skill: 'Spanish',
        teachers: ['m0'],
        priority: 1,
        from: 0,
        to: 1,
        minutes: total,
        sessions: sessions.map(({ id }) => id),
        due: last.date,
        check: 'They talk.',
      },
    ],
    reviews: [],
    groundRules: [],
    incentive: '',
    balance: { even: false, largest: total, detail: 'Not even.' },
  }
  // What is no agreement proves nothing.
  return rightOf(Agreement.decode(agreement))
}

/** What of an event both parsers tell; moments are milliseconds since 1970. */
export interface ParsedEvent {
  readonly uid: string
  readonly summary: string
  readonly description: string
  readonly start: number
  readonly end: number
}

interface IcalTime {
  readonly isDate: boolean
  toUnixTime(): number
  toString(): string
}
interface IcalComponent {
  getAllSubcomponents(name: string): readonly IcalComponent[]
  getFirstPropertyValue(name: string): unknown
  getAllProperties(name: string): readonly { getParameter(name: string): unknown; getFirstValue(): unknown }[]
}
interface IcalEvent {
  readonly uid: string
  readonly summary: string
  readonly description: string
  readonly startDate: IcalTime
  readonly endDate: IcalTime
  readonly sequence: number
  readonly component: IcalComponent
  isRecurring(): boolean
  isRecurrenceException(): boolean
  iterator(): { next(): IcalTime | null | undefined }
  getOccurrenceDetails(time: IcalTime): { readonly startDate: IcalTime; readonly endDate: IcalTime }
}
interface Ical {
  parse(text: string): unknown
  readonly Component: new (parsed: unknown) => IcalComponent
  readonly Event: new (
    component: IcalComponent,
    options?: { readonly exceptions: readonly IcalComponent[] },
  ) => IcalEvent
}

// Its declarations do not compile under this project's settings.
const ICAL: Ical = createRequire(import.meta.url)('ical.js')

export const calendarBy = (text: string): IcalComponent => new ICAL.Component(ICAL.parse(text))

/** Events as ical.js has them, which goes by the zones in the file. */
export const eventsBy = (text: string): readonly IcalEvent[] =>
  calendarBy(text)
    .getAllSubcomponents('vevent')
    .map((component) => new ICAL.Event(component))

/** The events at a time of day, by ical.js: by the file's own `VTIMEZONE`. */
export const timedByFile = (text: string): readonly ParsedEvent[] =>
  eventsBy(text)
    .filter(({ startDate }) => !startDate.isDate)
    .map(({ uid, summary, description, startDate, endDate }) => ({
      uid,
      summary,
      description,
      start: startDate.toUnixTime() * 1000,
      end: endDate.toUnixTime() * 1000,
    }))

/** The same by node-ical: by the names of the zones. */
export const timedByName = (text: string): readonly ParsedEvent[] =>
  Object.values(nodeIcal.sync.parseICS(text)).flatMap((one) =>
    one?.type === 'VEVENT' && one.datetype === 'date-time'
      ? [
          {
            uid: one.uid,
            summary: String(one.summary),
            description: String(one.description),
            start: one.start.getTime(),
            end: one.end?.getTime() ?? Number.NaN,
          },
        ]
      : [],
  )

/** All occurrences of the series in a file, with its exceptions, by ical.js. */
export const occurrencesOf = (text: string): readonly number[] => {
  const components = calendarBy(text).getAllSubcomponents('vevent')
  const events = components.map((component) => new ICAL.Event(component))
  const at = events.findIndex((event) => event.isRecurring())
  if (at < 0) return []
  const exceptions = components.filter((_, place) => events[place]!.isRecurrenceException())
  const series = new ICAL.Event(components[at]!, { exceptions })
  const found: number[] = []
  const iterator = series.iterator()
  for (let next = iterator.next(); next != null; next = iterator.next()) {
    found.push(series.getOccurrenceDetails(next).startDate.toUnixTime() * 1000)
  }
  return found
}
