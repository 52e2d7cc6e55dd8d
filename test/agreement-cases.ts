import * as fc from 'fast-check'
import type { AgreementPreferencesInput } from '../src/agreement/preferences.ts'
import type { MatchInput } from '../src/agreement/exchange-lines.ts'
import type { PersonInput, TimeWindow } from '../src/model/person.ts'

/** People, who of them are matched, and what they wish for. */
export interface DraftCase {
  readonly kind: 'pair' | 'cycle' | 'group'
  readonly people: readonly PersonInput[]
  readonly match: MatchInput
  readonly preferences: AgreementPreferencesInput
}

const IDS = ['ana', 'ben', 'cleo', 'dan', 'eva', 'finn'] as const
const SKILLS = ['Spanish', 'skiing', 'chess', 'C++', 'juggling', 'Go'] as const
export const ZONES = ['America/New_York', 'Europe/Madrid', 'Asia/Kathmandu', 'Pacific/Auckland'] as const

/** Clocks are changed within a few weeks of each: in Auckland and Madrid, New York and Madrid, Madrid and New York, Auckland. */
const start = fc.constantFrom('2026-03-02', '2026-03-18', '2026-10-12', '2026-09-21')

const timeOf = (quarters: number): string =>
  `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`

const longWindow: fc.Arbitrary<TimeWindow> = fc
  .record({
    day: fc.constantFrom('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'),
    from: fc.integer({ min: 0, max: 95 }),
    length: fc.integer({ min: 4, max: 60 }),
  })
  .map(({ day, from, length }): TimeWindow => ({ day, from: timeOf(from), to: timeOf((from + length) % 96) }))

type Line = MatchInput['exchange'][number]

const line = (from: string, to: string): fc.Arbitrary<Line> =>
  fc
    .record({
      skill: fc.constantFrom(...SKILLS),
      level: fc.integer({ min: 1, max: 5 }),
      known: fc.nat(4),
      priority: fc.integer({ min: 1, max: 3 }),
    })
    .map(({ skill, level, known, priority }) => {
      const lift = level - Math.min(known, level - 1)
      return { from, to, skill, level, lift, priority, benefit: priority * lift }
    })

const linesOf = (from: string, to: string, most: number): fc.Arbitrary<readonly Line[]> =>
  fc.uniqueArray(line(from, to), { minLength: 1, maxLength: most, selector: ({ skill }) => skill })

const exchange = (kind: DraftCase['kind'], ids: readonly string[]): fc.Arbitrary<readonly Line[]> => {
  const along = ids.flatMap((id, at) => [linesOf(id, ids[(at + 1) % ids.length]!, kind === 'pair' ? 5 : 3)])
  const own = fc.tuple(...along).map((all) => all.flat())
  if (kind !== 'group') return own
  const across = fc
    .array(
      fc
        .tuple(fc.nat(ids.length - 1), fc.integer({ min: 1, max: ids.length - 1 }))
        .chain(([from, step]) => line(ids[from]!, ids[(from + step) % ids.length]!)),
      { maxLength: 8 },
    )
    .map((lines) =>
      lines.filter(
        ({ from, to, skill }, at) =>
          lines.findIndex((one) => one.from === from && one.to === to && one.skill === skill) === at,
      ),
    )
  return fc
    .tuple(own, across)
    .map(([first, more]) => [
      ...first,
      ...more.filter(
        ({ from, to, skill }) => !first.some((one) => one.from === from && one.to === to && one.skill === skill),
      ),
    ])
}

const person = (id: string, stated: boolean): fc.Arbitrary<PersonInput> =>
  fc
    .record({
      timezone: fc.constantFrom(...ZONES),
      availability: fc.array(longWindow, { minLength: 6, maxLength: 14 }),
      silent: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ timezone, availability, silent }) => ({
      id,
      name: id.toUpperCase(),
      offers: [],
      wants: [],
      timezone,
      ...(stated && silent > 0 ? { availability } : {}),
    }))

const kinds = fc.constantFrom<DraftCase['kind']>('pair', 'pair', 'cycle', 'group')

/** Wishes that as a rule can be fulfilled. */
const preferences: fc.Arbitrary<AgreementPreferencesInput> = fc
  .record({
    start,
    everyWeeks: fc.constantFrom(1, 1, 1, 2, 3),
    minutes: fc.constantFrom(20, 30, 45, 50, 60, 90, 120),
    sessions: fc.integer({ min: 1, max: 16 }),
    leastBlock: fc.constantFrom(5, 10, 15, 15, 20),
    day: fc.option(fc.constantFrom('Mon', 'Tue', 'Sat'), { nil: undefined }),
    time: fc.option(fc.constantFrom('18:00', '09:30'), { nil: undefined }),
    closed: fc.array(fc.record({ id: fc.option(fc.constantFrom('ana', 'ben'), { nil: undefined }), day: fc.nat(60) }), {
      maxLength: 3,
    }),
    reviewEvery: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ everyWeeks, minutes, closed, ...rest }) => ({
    ...rest,
    cadence: { everyWeeks, minutes },
    blackouts: closed.map(({ id, day }) => {
      const at = (days: number): string =>
        new Date(Date.parse(rest.start) + days * 86_400_000).toISOString().slice(0, 10)
      return { id, from: at(day), to: at(day + (day % 11)) }
    }),
  }))

/** Matches of every kind, of 2 to 6 people in four time zones; most of them state when they are free. */
export const draftCase: fc.Arbitrary<DraftCase> = fc
  .record({ kind: kinds, size: fc.integer({ min: 3, max: 6 }), stated: fc.integer({ min: 0, max: 9 }) })
  .chain(({ kind, size, stated }) => {
    const ids = IDS.slice(0, kind === 'pair' ? 2 : size)
    return fc.record({
      kind: fc.constant(kind),
      people: fc.tuple(...ids.map((id) => person(id, stated > 0))).map((all) => [...all]),
      match: exchange(kind, ids).map((lines) => ({ members: ids, exchange: lines })),
      preferences,
    })
  })
