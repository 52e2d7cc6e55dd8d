import * as fc from 'fast-check'
import type { HistoryInput } from '../src/model/history.ts'
import type { OptionsInput } from '../src/model/options.ts'
import type { PersonInput, TimeWindow } from '../src/model/person.ts'
import type { RulesInput } from '../src/model/rules.ts'
import type { OfferInput, WantInput } from '../src/model/skill.ts'

/** Few skills, so that people match; some names that are easily confused, and some that break careless objects. */
export const SKILLS: readonly string[] = ['Spanish', 'skiing', 'C', 'C++', 'C#', 'cooking', 'guitar', '__proto__']

/** Names that trip code which uses plain objects as dictionaries. */
export const TREACHEROUS: readonly string[] = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length']

/** The same skill, spelt differently now and then. */
export const skillName: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...SKILLS), fc.constantFrom('same', 'same', 'same', 'upper', 'spaced'))
  .map(([name, how]) => (how === 'upper' ? name.toUpperCase() : how === 'spaced' ? `  ${name}\t` : name))

export const offerInput: fc.Arbitrary<OfferInput> = fc.oneof(
  skillName,
  fc.record({ skill: skillName, level: fc.integer({ min: 1, max: 5 }) }, { requiredKeys: ['skill'] }),
)

export const wantInput: fc.Arbitrary<WantInput> = fc.oneof(
  skillName,
  fc.record(
    { skill: skillName, priority: fc.integer({ min: 1, max: 3 }), level: fc.integer({ min: 0, max: 5 }) },
    { requiredKeys: ['skill'] },
  ),
)

const time: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)

export const timeWindow: fc.Arbitrary<TimeWindow> = fc
  .record({
    day: fc.constantFrom<TimeWindow['day']>('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'),
    from: time,
    to: fc.oneof(time, fc.constant('24:00')),
  })
  .filter(({ from, to }) => from !== to)

/** Text that survives UTF-8: anything but lone surrogates. */
export const wellFormedText: fc.Arbitrary<string> = fc.string({ unit: 'binary', maxLength: 12 })

/** An id that is not blank. */
export const personId: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 999 }).map((n) => `p${n}`) },
  { weight: 1, arbitrary: fc.constantFrom(...TREACHEROUS) },
  { weight: 1, arbitrary: wellFormedText.filter((id) => id.trim() !== '') },
)

const attributes: fc.Arbitrary<Record<string, string | number | boolean>> = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...TREACHEROUS), wellFormedText),
      fc.oneof(wellFormedText, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    ),
    { maxLength: 4 },
  )
  .map((entries) => Object.fromEntries(entries))

/** Anything a person may look like in valid input, every optional field and shorthand included. */
export const personInput: fc.Arbitrary<PersonInput> = fc.record(
  {
    id: personId,
    name: wellFormedText,
    offers: fc.array(offerInput, { maxLength: 4 }),
    wants: fc.array(wantInput, { maxLength: 4 }),
    capacity: fc.integer({ min: 1, max: 1000 }),
    experience: fc.double({ min: 0, max: 50, noNaN: true }),
    languages: fc.array(fc.constantFrom('es', 'en', ' PT-br '), { maxLength: 3 }),
    timezone: fc.constantFrom('Europe/Madrid', 'UTC', 'America/New_York', 'Etc/GMT+5'),
    availability: fc.array(timeWindow, { maxLength: 3 }),
    attributes,
  },
  { requiredKeys: ['id', 'offers', 'wants'] },
)

/** Valid people with different ids, at most `maxLength` of them. */
export const peopleOf = (maxLength: number): fc.Arbitrary<PersonInput[]> =>
  fc.uniqueArray(personInput, { maxLength, selector: (person) => person.id })

/** Valid people with different ids, at most 12 of them. */
export const peopleInput: fc.Arbitrary<PersonInput[]> = peopleOf(12)

const idPair: fc.Arbitrary<readonly [string, string]> = fc
  .uniqueArray(personId, { minLength: 2, maxLength: 2 })
  .map((ids): readonly [string, string] => [ids[0] ?? '', ids[1] ?? ''])

export const rulesInput: fc.Arbitrary<RulesInput> = fc.record(
  {
    pins: fc.array(idPair, { maxLength: 2 }),
    bans: fc.array(idPair, { maxLength: 2 }),
    sharedLanguage: fc.boolean(),
    maxExperienceGap: fc.double({ min: 0, max: 50, noNaN: true }),
    maxImbalance: fc.double({ min: 0, max: 50, noNaN: true }),
    minGain: fc.double({ min: 0, max: 50, noNaN: true }),
    minOverlapMinutes: fc.integer({ min: 1, max: 10_080 }),
    referenceWeek: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  },
  { requiredKeys: [] },
)

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

/** After everything that {@link day} knows. */
const asOf = '2101-01-01'

const historyInput: fc.Arbitrary<HistoryInput> = fc.record(
  {
    met: fc.array(fc.record({ members: idPair, at: day }), { maxLength: 3 }),
    repeat: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    halfLife: fc.double({ min: 0, max: 1e6, minExcluded: true, noNaN: true }),
    noRepeatWithin: fc.integer({ min: 1, max: 100_000 }),
    asOf: fc.constant(asOf),
    credit: fc.uniqueArray(fc.record({ id: personId, amount: fc.double({ min: 0, max: 1e6, noNaN: true }) }), {
      maxLength: 3,
      selector: ({ id }) => id,
    }),
  },
  { requiredKeys: ['asOf'] },
)

/** Valid options without `eligible`, so that they are JSON. Pins and bans name arbitrary ids. */
export const optionsInput: fc.Arbitrary<OptionsInput> = fc.record(
  {
    into: fc.constant<'pairs'>('pairs'),
    objective: fc.constantFrom<'benefit' | 'coverage'>('benefit', 'coverage'),
    fusion: fc.constantFrom<'harmonic' | 'geometric' | 'min' | 'sum'>('harmonic', 'geometric', 'min', 'sum'),
    skills: fc.record(
      {
        // Other spellings on one side and names on the other, so that no alias leads to another one.
        aliases: fc
          .array(fc.tuple(fc.constantFrom('espanol', 'CPP', 'c sharp', 'constructor'), fc.constantFrom(...SKILLS)), {
            maxLength: 3,
          })
          .map((entries) => Object.fromEntries(entries)),
        related: fc.array(
          fc.record({
            skills: fc.uniqueArray(fc.constantFrom(...SKILLS), { minLength: 2, maxLength: 4 }),
            similarity: fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true }),
          }),
          { maxLength: 2 },
        ),
      },
      { requiredKeys: [] },
    ),
    rules: rulesInput,
    history: historyInput,
  },
  { requiredKeys: [] },
)
