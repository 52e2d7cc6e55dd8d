import * as fc from 'fast-check'
import type { Fusion, Objective, OptionsInput, PersonInput, RulesInput, TimeWindow, VocabularyInput } from 'peermatch'

/** People and options that fit together: pins and bans name people who are there. */
export interface MarketInput {
  readonly people: PersonInput[]
  readonly options: OptionsInput
}

/** Without spaces; in an order of code units that is not the alphabet's, and some that trip careless objects. */
const IDS: readonly string[] = [
  'ana',
  'ben',
  'Cem',
  'dan',
  'eve',
  '__proto__',
  'constructor',
  '10',
  '9',
  '\u00e9va',
  '\uffff',
]

/** Few, so that people match; several spellings of some. */
const SKILLS: readonly string[] = ['C', 'c', 'C++', 'cpp', 'ski', ' Ski ', 'Spanish', '__proto__']

const skill = fc.constantFrom(...SKILLS)
const level = fc.integer({ min: 1, max: 5 })
const offer = fc.oneof(skill, fc.record({ skill, level }))
const want = fc.oneof(
  skill,
  fc.record({ skill, priority: fc.integer({ min: 1, max: 3 }), level: fc.constantFrom(0, 0, 0, 1, 2, 4, 5) }),
)

const listOf = <A>(entry: fc.Arbitrary<A>): fc.Arbitrary<A[]> =>
  fc.oneof(
    { weight: 7, arbitrary: fc.array(entry, { minLength: 1, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.constant<A[]>([]) },
  )

/** Three zones, one of them spelt in two ways. */
export const timezone: fc.Arbitrary<string> = fc.constantFrom(
  'Europe/Madrid',
  'Asia/Kolkata',
  'Pacific/Pago_Pago',
  'europe/madrid',
)

/** Few windows, so that people meet; across midnight, across the week's end, and side by side. */
export const availability: fc.Arbitrary<TimeWindow[]> = fc.array(
  fc.constantFrom<TimeWindow>(
    { day: 'Mon', from: '18:00', to: '20:00' },
    { day: 'Mon', from: '19:30', to: '23:15' },
    { day: 'Tue', from: '07:00', to: '13:00' },
    { day: 'Sun', from: '22:00', to: '02:00' },
    { day: 'Mon', from: '00:00', to: '09:00' },
  ),
  { maxLength: 3 },
)

/** The reference week comes along, since zones differ; in one of them clocks are changed in Madrid. */
export const overlapRules: fc.Arbitrary<{ readonly minOverlapMinutes: number; readonly referenceWeek: string }> =
  fc.record({
    minOverlapMinutes: fc.constantFrom(1, 30, 90, 180),
    referenceWeek: fc.constantFrom('2026-06-15', '2026-10-25'),
  })

const person = fc.record(
  {
    id: fc.constantFrom(...IDS),
    offers: listOf(offer),
    wants: listOf(want),
    experience: fc.integer({ min: 0, max: 6 }),
    languages: fc.array(fc.constantFrom('en', 'EN', 'es'), { maxLength: 2 }),
    timezone,
    availability,
  },
  { requiredKeys: ['id', 'offers', 'wants'] },
)

/** The same profile over and over, so that nearly everything ties. */
const alike: fc.Arbitrary<PersonInput[]> = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...IDS), { minLength: 2, maxLength: 9 }),
    fc.array(person, { minLength: 2, maxLength: 3 }),
  )
  .chain(([ids, profiles]) =>
    fc
      .array(fc.nat(profiles.length - 1), { minLength: ids.length, maxLength: ids.length })
      .map((choice) => ids.map((id, at) => ({ ...profiles[choice[at]!]!, id }))),
  )

/** Everybody offers one of three skills and wants the others: triangles, and odd cycles without end. */
const rotating: fc.Arbitrary<PersonInput[]> = fc
  .uniqueArray(
    fc.record({ id: fc.constantFrom(...IDS), own: fc.nat(2), level, priority: fc.integer({ min: 1, max: 3 }) }),
    { minLength: 3, maxLength: 9, selector: ({ id }) => id },
  )
  .map((list) =>
    list.map(({ id, own, level: at, priority }) => ({
      id,
      offers: [{ skill: `s${own}`, level: at }],
      wants: [0, 1, 2].filter((s) => s !== own).map((s) => ({ skill: `s${s}`, priority })),
    })),
  )

/** Everybody offers something, wants other things, and most can find somebody. */
const busy: fc.Arbitrary<PersonInput[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom(...IDS),
      order: fc.shuffledSubarray(['C', 'cpp', 'ski', 'Spanish', '__proto__'], { minLength: 3 }),
      levels: fc.array(level, { minLength: 5, maxLength: 5 }),
      priorities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 5, maxLength: 5 }),
    }),
    { minLength: 4, maxLength: 9, selector: ({ id }) => id },
  )
  .map((list) =>
    list.map(({ id, order, levels, priorities }) => ({
      id,
      offers: order.slice(0, order.length >> 1).map((name, at) => ({ skill: name, level: levels[at]! })),
      wants: order.slice(order.length >> 1).map((name, at) => ({ skill: name, priority: priorities[at]! })),
    })),
  )

export const marketPeople: fc.Arbitrary<PersonInput[]> = fc.oneof(
  { weight: 4, arbitrary: busy },
  {
    weight: 3,
    arbitrary: fc.uniqueArray(person, { minLength: 2, maxLength: 9, size: 'max', selector: ({ id }) => id }),
  },
  { weight: 1, arbitrary: alike },
  { weight: 1, arbitrary: rotating },
)

const vocabulary: fc.Arbitrary<VocabularyInput> = fc.record(
  {
    aliases: fc.constantFrom({}, { CPP: 'c++' }, { cpp: 'C++', piste: 'ski' }),
    related: fc.array(
      fc.record({
        skills: fc.uniqueArray(fc.constantFrom('C', 'c++', 'Ski', 'spanish', '__proto__', 's0', 's1', 's2'), {
          minLength: 2,
          maxLength: 3,
        }),
        similarity: fc.oneof(fc.constantFrom(0.1, 0.3, 0.5, 0.9), fc.double({ min: 0.0001, max: 0.99, noNaN: true })),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
)

/** Not symmetric, and not always true. */
const eligible: NonNullable<RulesInput['eligible']> = (a, b) =>
  (a.id.length + 2 * b.wants.length + a.offers.length) % 5 !== 0

const rulesFor = (people: readonly PersonInput[], withPins: boolean): fc.Arbitrary<RulesInput> => {
  const pair = fc
    .uniqueArray(fc.constantFrom(...people.map(({ id }) => id)), { minLength: 2, maxLength: 2 })
    .map((ids): readonly [string, string] => [ids[0]!, ids[1]!])
  const pairs = fc.array(pair, { minLength: 1, maxLength: 2 })
  type Others = Exclude<keyof RulesInput, 'minOverlapMinutes' | 'referenceWeek' | 'together' | 'mix'>
  const each: Required<{ [rule in Others]: fc.Arbitrary<RulesInput[rule]> }> = {
    bans: fc.array(pair, { minLength: 1, maxLength: 4 }),
    sharedLanguage: fc.boolean(),
    maxExperienceGap: fc.integer({ min: 0, max: 6 }),
    maxImbalance: fc.integer({ min: 0, max: 8 }),
    minGain: fc.integer({ min: 0, max: 4 }),
    eligible: fc.constant(eligible),
    pins: withPins ? pairs : fc.constant([]),
  }
  // Mostly one rule: several at once leave little to match, and pins little to keep.
  return fc.oneof(
    fc.record({ bans: each.bans }),
    fc.record({ pins: each.pins }),
    fc.record({ maxImbalance: each.maxImbalance, bans: each.bans }),
    fc.record({ minGain: each.minGain }),
    fc.record({ sharedLanguage: each.sharedLanguage, maxExperienceGap: each.maxExperienceGap }),
    fc.record({ eligible: each.eligible }),
    overlapRules,
    fc
      .record({ ...each, time: overlapRules }, { requiredKeys: [] })
      .map(({ time, ...others }) => ({ ...others, ...time })),
  )
}

/** Small enough for brute force. The pins may be in conflict with the rules; without rules in one case of two. */
export const marketInput = ({ pins = true }: { readonly pins?: boolean } = {}): fc.Arbitrary<MarketInput> =>
  marketPeople.chain((people) =>
    fc.record({
      people: fc.constant(people),
      options: fc.record(
        {
          objective: fc.constantFrom<Objective>('benefit', 'coverage'),
          fusion: fc.constantFrom<Fusion>('harmonic', 'geometric', 'min', 'sum'),
          skills: vocabulary,
          rules: fc.oneof(fc.constant({}), rulesFor(people, pins)),
        },
        { requiredKeys: [] },
      ),
    }),
  )
