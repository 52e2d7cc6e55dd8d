import type { MatchError } from '../model/error.ts'
import type { Person } from '../model/person.ts'
import type { Rules } from '../model/rules.ts'
import { describeThrown } from '../model/show.ts'
import { Calendar, OverlapRule } from './overlap.ts'

/**
 * The hard rules in the order in which they are asked: the first one that a pair fails is the one that excluded it.
 *
 * @category model
 * @since 0.1.0
 */
export const RULES = [
  'mutualBenefit',
  'bans',
  'sharedLanguage',
  'maxExperienceGap',
  'minGain',
  'maxImbalance',
  'minOverlapMinutes',
  'noRepeatWithin',
  'eligible',
] as const

/**
 * The name of a hard rule.
 *
 * @category model
 * @since 0.1.0
 */
export type RuleName = (typeof RULES)[number]

/** Answers of {@link firstFailedRule} besides indices of {@link RULES}. */
export const PASSES: number = -1
export const CALLER_FAILED: number = -2

/** The hard rules with what they need to know about people `0 .. n - 1`, in columns. */
export interface Eligibility {
  readonly people: readonly Person[]
  /** Bans by {@link pairKey}; the value is the ban's place in the caller's list. */
  readonly banned: ReadonlyMap<number, number>
  /** 1 if the person stands in any ban: most pairs never reach the set. */
  readonly hasBan: Uint8Array
  readonly sharedLanguage: boolean
  /** Languages of person `p`, ascending ids, at `languageStart[p] .. languageStart[p + 1] - 1`. */
  readonly languageStart: Int32Array
  readonly language: Int32Array
  /** Language ids modulo 32 as bits: without a common bit there is no common language. */
  readonly languageBits: Int32Array
  /** With 32 languages at most the bits tell everything. */
  readonly bitsSuffice: boolean
  /** NaN where none is stated. */
  readonly experience: Float64Array
  readonly maxExperienceGap: number | undefined
  readonly minGain: number
  readonly maxImbalance: number
  /** When people are free; asked by `overlap`, and by whoever shows the pairs. */
  readonly calendar: Calendar
  readonly overlap: OverlapRule | undefined
  /** Pairs that have met too recently by {@link pairKey}; the value is the place of their last meeting in the caller's list. */
  readonly recent: ReadonlyMap<number, number>
  /** 1 if the person stands in any of them. */
  readonly hasRecent: Uint8Array
  readonly eligible: Rules['eligible']
  /** No rule but mutual benefit: the check need not be called. */
  readonly anyone: boolean
  /** What the caller's rule has said, by {@link pairKey}: each pair is asked about once, as far as memory allows. */
  readonly answered: Map<number, boolean>
  /**
   * Set when {@link firstFailedRule} answers `CALLER_FAILED`, and from the beginning when `minOverlapMinutes` lacks a reference
   * week: then the rules must not be asked.
   */
  failure: MatchError | undefined
}

/** Language tags do not tell upper from lower case (RFC 5646, section 2.1.1). */
const languageKey = (tag: string): string => tag.trim().toLowerCase()

/**
 * Compiles the hard rules. `banned` holds the bans as {@link pairKey}s, `recent` the pairs that must not meet again yet. Cost: linear. `failure` may be set already.
 *
 * @category constructors
 * @since 0.1.0
 */
export const compileEligibility = (
  people: readonly Person[],
  rules: Rules,
  banned: ReadonlyMap<number, number>,
  recent: ReadonlyMap<number, number> = new Map(),
): Eligibility => {
  const n = people.length
  const membersOf = (keys: ReadonlyMap<number, number>): Uint8Array => {
    const members = new Uint8Array(n)
    for (const key of keys.keys()) {
      members[Math.floor(key / n)] = 1
      members[key % n] = 1
    }
    return members
  }
  const languageStart = new Int32Array(n + 1)
  const languageBits = new Int32Array(rules.sharedLanguage ? n : 0)
  const ids = new Map<string, number>()
  const flat: number[] = []
  if (rules.sharedLanguage) {
    for (let p = 0; p < n; p++) {
      const own = new Set<number>()
      for (const tag of people[p]!.languages ?? []) {
        const key = languageKey(tag)
        const id = ids.get(key) ?? ids.size
        ids.set(key, id)
        own.add(id)
        languageBits[p]! |= 1 << (id & 31)
      }
      for (const id of Array.from(own).toSorted((a, b) => a - b)) flat.push(id)
      languageStart[p + 1] = flat.length
    }
  }
  const calendar = new Calendar(rules.referenceWeek)
  const overlap =
    rules.minOverlapMinutes === undefined ? undefined : new OverlapRule(people, calendar, rules.minOverlapMinutes)
  return {
    people,
    banned,
    hasBan: membersOf(banned),
    sharedLanguage: rules.sharedLanguage,
    languageStart,
    language: Int32Array.from(flat),
    languageBits,
    bitsSuffice: ids.size <= 32,
    experience:
      rules.maxExperienceGap === undefined
        ? new Float64Array(0)
        : Float64Array.from(people, ({ experience }) => experience ?? Number.NaN),
    maxExperienceGap: rules.maxExperienceGap,
    minGain: rules.minGain ?? 0,
    maxImbalance: rules.maxImbalance ?? Number.POSITIVE_INFINITY,
    calendar,
    overlap,
    recent,
    hasRecent: membersOf(recent),
    eligible: rules.eligible,
    anyone:
      banned.size === 0 &&
      !rules.sharedLanguage &&
      rules.maxExperienceGap === undefined &&
      rules.minGain === undefined &&
      rules.maxImbalance === undefined &&
      overlap === undefined &&
      recent.size === 0 &&
      rules.eligible === undefined,
    answered: new Map(),
    failure: overlap?.failure,
  }
}

/**
 * The number of an unordered pair among `n` people; below 2^53 for as many people as an array can hold.
 *
 * @category utils
 * @since 0.1.0
 */
export const pairKey = (n: number, a: number, b: number): number => (a < b ? a * n + b : b * n + a)

const shareLanguage = (rules: Eligibility, i: number, j: number): boolean => {
  if ((rules.languageBits[i]! & rules.languageBits[j]!) === 0) return false
  if (rules.bitsSuffice) return true
  const { language, languageStart } = rules
  const endA = languageStart[i + 1]!
  const endB = languageStart[j + 1]!
  let a = languageStart[i]!
  let b = languageStart[j]!
  while (a < endA && b < endB) {
    const difference = language[a]! - language[b]!
    if (difference === 0) return true
    if (difference < 0) a++
    else b++
  }
  return false
}

/** A `Map` holds 2^24 entries at most, and each costs about 40 bytes. */
const MOST_ANSWERS = 2 ** 22

const askCaller = (rules: Eligibility, i: number, j: number): boolean => {
  const a = rules.people[i]!
  const b = rules.people[j]!
  const fail = (detail: string): boolean => {
    rules.failure = { _tag: 'RuleFailed', rule: 'eligible', pair: [a.id, b.id], detail }
    return false
  }
  try {
    const answer: unknown = rules.eligible!(a, b)
    return typeof answer === 'boolean' ? answer : fail(`answered with ${typeof answer}, expected true or false`)
  } catch (thrown) {
    return fail(`threw ${describeThrown(thrown)}`)
  }
}

/**
 * Index in {@link RULES} of the first rule that the pair `(i, j)` fails, from `bans` on (mutual benefit is the callers' own
 * matter), or `PASSES`, or `CALLER_FAILED` when the caller's rule threw or did not answer with a boolean; then `failure`
 * says so. Called once for each pair in which both gain; O(1) but for people with many languages or windows.
 *
 * @category destructors
 * @since 0.1.0
 */
export const firstFailedRule = (rules: Eligibility, i: number, j: number, gainI: number, gainJ: number): number => {
  if (rules.hasBan[i] === 1 && rules.hasBan[j] === 1 && rules.banned.has(pairKey(rules.people.length, i, j))) return 1
  if (rules.sharedLanguage && !shareLanguage(rules, i, j)) return 2
  const gap = rules.maxExperienceGap
  // Negated, so that NaN (not stated) fails.
  if (gap !== undefined && !(Math.abs(rules.experience[i]! - rules.experience[j]!) <= gap)) return 3
  if (gainI < rules.minGain || gainJ < rules.minGain) return 4
  if (Math.abs(gainI - gainJ) > rules.maxImbalance) return 5
  if (rules.overlap !== undefined && !rules.overlap.holds(i, j)) return 6
  if (rules.hasRecent[i] === 1 && rules.hasRecent[j] === 1 && rules.recent.has(pairKey(rules.people.length, i, j)))
    return 7
  if (rules.eligible !== undefined) {
    const key = pairKey(rules.people.length, i, j)
    let answer = rules.answered.get(key)
    if (answer === undefined) {
      const [first, second] = i < j ? [i, j] : [j, i]
      answer = askCaller(rules, first, second) && askCaller(rules, second, first)
      if (rules.failure !== undefined) return CALLER_FAILED
      if (rules.answered.size < MOST_ANSWERS) rules.answered.set(key, answer)
    }
    if (!answer) return 8
  }
  return PASSES
}
