import * as t from 'io-ts'
import { codec } from './codec.ts'
import type { Person } from './person.ts'
import {
  optional,
  type Reader,
  readBoolean,
  readFilledText,
  readList,
  readQuantity,
  readRecord,
  shape,
  wholeNumber,
} from './read.ts'
import { type MixRule, readMixRules } from './mix.ts'
import { readReferenceWeek } from './reference-week.ts'

/**
 * Two different people by id; which one stands first means nothing.
 *
 * @category model
 * @since 0.1.0
 */
export type IdPair = readonly [string, string]

/**
 * Hard rules: what a pair must satisfy to be considered at all. They are strict: somebody who doesn't state what a rule
 * asks for does not satisfy it.
 *
 * @category model
 * @since 0.1.0
 */
export interface Rules {
  /** Pairs that must be in the answer, whatever they weigh; in groups the same as `together`. */
  readonly pins: readonly IdPair[]
  /** Pairs that must not be in the answer; in groups: people who are never in one, in cycles: who never teach one another. */
  readonly bans: readonly IdPair[]
  /** Into groups only: people, two or more, who are in one group or in none; sets that share somebody are one set. */
  readonly together?: readonly (readonly string[])[]
  /** Into groups only: how many of one kind a group has. */
  readonly mix?: readonly MixRule[]
  /** The members must have a language in common; somebody who names none has none in common with anybody. */
  readonly sharedLanguage: boolean
  /** Largest difference in `experience`, 0 or more; somebody who states none satisfies no limit. */
  readonly maxExperienceGap?: number
  /** Largest difference between the members' gains, 0 or more. */
  readonly maxImbalance?: number
  /** Smallest gain that each member must have, 0 or more. */
  readonly minGain?: number
  /**
   * So many minutes the members' weekly `availability`, each in their own `timezone`, must have in common in one piece: 60
   * means that they can meet for an hour, and three times twenty minutes are no hour. A whole number from 1 to 10,080.
   * Somebody who states no window or no zone has no time in common with anybody.
   */
  readonly minOverlapMinutes?: number
  /**
   * The week in which availability is compared, by any date in it (`YYYY-MM-DD`, 2000 to 2199; weeks begin on Monday): how far
   * apart two zones are depends on it, since clocks are changed on different days. Of two people's weeks it is that of the one
   * whose clock is behind. `minOverlapMinutes` needs it as soon as people live in different time zones. Without it, only
   * people of the same zone are compared, as in a week in which no clock is changed.
   */
  readonly referenceWeek?: string
  /** The caller's own rule: asked last, both ways round; a pair is eligible when both answers are `true`. */
  readonly eligible?: (a: Person, b: Person) => boolean
}

/**
 * What may be written for {@link Rules}: everything is optional, and nothing is ruled out by default.
 *
 * @category model
 * @since 0.1.0
 */
export interface RulesInput {
  readonly pins?: readonly IdPair[] | undefined
  readonly bans?: readonly IdPair[] | undefined
  readonly together?: readonly (readonly string[])[] | undefined
  readonly mix?: readonly MixRule[] | undefined
  readonly sharedLanguage?: boolean | undefined
  readonly maxExperienceGap?: number | undefined
  readonly maxImbalance?: number | undefined
  readonly minGain?: number | undefined
  readonly minOverlapMinutes?: number | undefined
  readonly referenceWeek?: string | undefined
  readonly eligible?: ((a: Person, b: Person) => boolean) | undefined
}

const readMember: Reader<string> = (report, u) => {
  const hint = typeof u === 'number' || typeof u === 'bigint' ? 'write String(id)' : undefined
  return readFilledText(report, u, 'the id of a person', hint)
}

const SET = 'two or more ids, each once'

const readSet: Reader<readonly string[]> = (report, u) => {
  const ids = readList(report, u, SET, readMember)
  if (ids === undefined) return undefined
  if (ids.length < 2) return report.failShown(SET, `a list of ${ids.length}`)
  const twice = ids.find((id, at) => ids.indexOf(id) < at)
  return twice === undefined ? ids : report.fail(SET, twice, 'it is there twice')
}

const readSets: Reader<readonly (readonly string[])[]> = (report, u) =>
  readList(report, u, 'a list of sets of ids [[a, b, c], ...]', readSet)

const PAIR = 'two ids [a, b]'

export const readIdPair: Reader<IdPair> = (report, u) => {
  const before = report.total
  const ids = readList(report, u, PAIR, readMember)
  if (ids === undefined) return undefined
  const [a, b] = ids
  if (a === undefined || b === undefined || ids.length !== 2) {
    return report.total === before ? report.failShown(PAIR, `a list of ${ids.length}`) : undefined
  }
  return a === b ? report.fail('two different people', a, 'nobody can be paired with themselves') : [a, b]
}

export const readIdPairs: Reader<readonly IdPair[]> = (report, u) =>
  readList(report, u, 'a list of pairs of ids [[a, b], ...]', readIdPair)

type Eligible = (a: Person, b: Person) => boolean

const isFunction = (u: unknown): u is Eligible => typeof u === 'function'

const readEligible: Reader<Eligible> = (report, u) =>
  isFunction(u) ? u : report.fail('a function (a, b) => boolean', u)

const readMinutes: Reader<number> = /* @__PURE__ */ wholeNumber(1, 10_080)

const RULES = /* @__PURE__ */ shape('an object of rules', [
  'pins',
  'bans',
  'sharedLanguage',
  'maxExperienceGap',
  'maxImbalance',
  'minGain',
  'minOverlapMinutes',
  'referenceWeek',
  'eligible',
  'together',
  'mix',
])

type Mutable<A> = { -readonly [K in keyof A]: A[K] }

/** No rule at all; a fresh value each time. */
export const noRules = (): Rules => ({ pins: [], bans: [], sharedLanguage: false })

export const readRules: Reader<Rules> = (report, u) => {
  const values = readRecord(report, u, RULES)
  if (values === undefined) return undefined
  const rules: Mutable<Rules> = {
    pins: optional(report, 'pins', values[0], readIdPairs) ?? [],
    bans: optional(report, 'bans', values[1], readIdPairs) ?? [],
    sharedLanguage: optional(report, 'sharedLanguage', values[2], readBoolean) ?? false,
  }
  const maxExperienceGap = optional(report, 'maxExperienceGap', values[3], readQuantity)
  const maxImbalance = optional(report, 'maxImbalance', values[4], readQuantity)
  const minGain = optional(report, 'minGain', values[5], readQuantity)
  const minOverlapMinutes = optional(report, 'minOverlapMinutes', values[6], readMinutes)
  const referenceWeek = optional(report, 'referenceWeek', values[7], readReferenceWeek)
  const eligible = optional(report, 'eligible', values[8], readEligible)
  const together = optional(report, 'together', values[9], readSets)
  const mix = optional(report, 'mix', values[10], readMixRules)
  if (together !== undefined) rules.together = together
  if (mix !== undefined) rules.mix = mix
  if (maxExperienceGap !== undefined) rules.maxExperienceGap = maxExperienceGap
  if (maxImbalance !== undefined) rules.maxImbalance = maxImbalance
  if (minGain !== undefined) rules.minGain = minGain
  if (minOverlapMinutes !== undefined) rules.minOverlapMinutes = minOverlapMinutes
  if (referenceWeek !== undefined) rules.referenceWeek = referenceWeek
  if (eligible !== undefined) rules.eligible = eligible
  return rules
}

/**
 * Decodes {@link RulesInput}; total. Encodes to plain JSON, but for `eligible`, which stays the function that it is.
 *
 * @category codecs
 * @since 0.1.0
 */
export const Rules: t.Type<Rules> = /* @__PURE__ */ codec('Rules', 'rules', readRules, t.identity)
