import type { Agreement } from './agreement.ts'
import { cityOf, type Facts, type SharedClock } from './page-facts.ts'
import type { PageWords } from './page-words.ts'
import type { LocalTime, TeachingBlock } from './parts.ts'
import { fill, listed } from './words.ts'

/** How text is written in one medium. */
export interface Ink {
  /** Somebody's own text, on one line: it is shown, whatever is in it, and changes nothing around it. */
  readonly own: (text: string) => string
  /** A fixed text, whose braces stay as they are. */
  readonly fixed: (text: string) => string
}

/** Names of days and months of one language. */
export class DateNames {
  private readonly lang: string
  private readonly formats: Map<string, Intl.DateTimeFormat> = new Map()

  constructor(lang: string) {
    this.lang = lang
  }

  /** Made when it is first wanted: a format costs more than all else on a page. */
  private format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    let format = this.formats.get(key)
    if (format === undefined) {
      format = new Intl.DateTimeFormat(this.lang, {
        ...options,
        timeZone: 'UTC',
        calendar: 'gregory',
        numberingSystem: 'latn',
      })
      this.formats.set(key, format)
    }
    return format
  }

  /** The name of a day of the week. */
  weekday(date: string, length: 'short' | 'long' | 'narrow' = 'short'): string {
    return this.format(length, { weekday: length }).format(Date.parse(date))
  }

  /** The name of a month beside a day (in some languages, a form of its own), or alone. */
  month(date: string, use: 'beside' | 'alone'): string {
    const time = Date.parse(date)
    const beside = use === 'beside' ? this.format('beside', { day: 'numeric', month: 'long' }).formatToParts(time) : []
    const name = beside.find(({ type }) => type === 'month')?.value
    return name ?? this.format('alone', { month: 'long' }).format(time)
  }
}

/** The sentences of a page in one medium, one language and one set of words. */
export class Phrases {
  readonly facts: Facts
  readonly words: PageWords
  private readonly ink: Ink
  private readonly dates: DateNames

  constructor(facts: Facts, words: PageWords, dates: DateNames, ink: Ink) {
    this.facts = facts
    this.words = words
    this.dates = dates
    this.ink = ink
  }

  /** A fixed text with values, which are in the medium's own form already. */
  say(key: keyof PageWords, values: readonly (readonly [string, string])[] = []): string {
    return fill(this.ink.fixed(this.words[key]), new Map(values))
  }

  own(text: string): string {
    return this.ink.own(text)
  }

  name(id: string): string {
    return this.own(this.facts.names.get(id) ?? id)
  }

  list(ids: readonly string[]): string {
    return listed(
      ids.map((id) => this.name(id)),
      this.say('and'),
    )
  }

  date(date: string, key: 'date' | 'shortDate' = 'date'): string {
    return this.say(key, [
      ['weekday', this.ink.fixed(this.dates.weekday(date))],
      ['day', String(Number(date.slice(8)))],
      ['month', this.ink.fixed(this.dates.month(date, 'beside'))],
      ['year', date.slice(0, 4)],
    ])
  }

  month(date: string): string {
    const month = this.dates.month(date, 'alone')
    return this.say('month', [
      ['month', this.ink.fixed(month.slice(0, 1).toLocaleUpperCase('en') + month.slice(1))],
      ['year', date.slice(0, 4)],
    ])
  }

  time({ date, from, untilDate, to }: LocalTime): string {
    return this.say(untilDate === date ? 'time' : 'timeOverMidnight', [
      ['from', from],
      ['to', to],
    ])
  }

  clock({ timezone }: SharedClock): string {
    return this.say('clock', [['city', this.ink.fixed(cityOf(timezone))]])
  }

  minutes(minutes: number): string {
    return this.say('minutes', [['minutes', String(minutes)]])
  }

  /** With a sign, for differences. */
  signed(minutes: number): string {
    return this.minutes(minutes).replace(
      String(minutes),
      minutes > 0 ? `+${minutes}` : String(minutes).replace('-', '−'),
    )
  }

  skill({ skill, taught }: Pick<TeachingBlock, 'skill' | 'taught'>): string {
    return taught === undefined
      ? this.own(skill)
      : this.say('related', [
          ['skill', this.own(skill)],
          ['taught', this.own(taught)],
        ])
  }

  block(block: TeachingBlock): string {
    return this.say('block', [
      ['teacher', this.name(block.teacher)],
      ['learners', this.list(block.learners)],
      ['skill', this.skill(block)],
    ])
  }

  summary({ sessions, cadence }: Agreement): string {
    const { everyWeeks, minutes } = cadence
    return this.say('summary', [
      ['count', String(sessions.length)],
      ['minutes', String(minutes)],
      ['cadence', everyWeeks === 1 ? this.say('everyWeek') : this.say('everyWeeks', [['weeks', String(everyWeeks)]])],
      ['start', this.date(this.facts.dayOf(sessions[0]!))],
      ['end', this.date(this.facts.dayOf(sessions.at(-1)!))],
    ])
  }

  level(from: number, to: number): string {
    return this.say('level', [
      ['from', String(from)],
      ['to', String(to)],
    ])
  }
}
