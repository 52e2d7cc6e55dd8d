import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { MatchError } from '../model/error.ts'
import type { Options } from '../model/options.ts'
import type { Person } from '../model/person.ts'
import { compileEligibility, type Eligibility, firstFailedRule, PASSES } from './eligibility.ts'
import { compileHistory, type PairTerms } from './history.ts'
import { LIMITS, type Limits } from './limits.ts'
import { resolveFixedPairs } from './pins.ts'
import { findReach } from './reach.ts'
import { buildSkillIndex, type SkillIndex, sortPeople } from './skill-index.ts'
import { relatedCells } from './vocabulary.ts'
import { findWantLifts, type WantLifts } from './want-lifts.ts'

/** Who can teach whom, one way: what cycles and groups are made of. Person `p` is `people[p]`; nothing depends on the order of the input. */
export interface TeachingMarket {
  /** By id, in code unit order. */
  readonly people: readonly Person[]
  readonly index: SkillIndex
  readonly options: Options
  readonly lifts: WantLifts
  readonly rules: Eligibility
  /** What the history adds; undefined where it adds nothing. */
  readonly terms: PairTerms | undefined
  /** 1 if any other person can lift one of p's wants, or p one of theirs. */
  readonly canGain: Uint8Array
  readonly canGive: Uint8Array
}

/**
 * Turns decoded people and options into a market of one-way teaching. Left as for `buildMarket`. Pins are left to the caller. Memory: 12 bytes for each
 * want and each person who lifts it, at most `limits.pairs` of them.
 */
export const buildTeachingMarket = (
  unsorted: readonly Person[],
  options: Options,
  limits: Limits = LIMITS,
): Either<MatchError, TeachingMarket> => {
  const { rules, skills } = options
  const cells = relatedCells(skills)
  if (cells > limits.relatedCells) {
    return left({ _tag: 'TooLarge', what: 'pairs of related skills', size: cells, limit: limits.relatedCells })
  }
  const people = sortPeople(unsorted)
  const fixed = resolveFixedPairs(people, { ...rules, pins: [] })
  if (isLeft(fixed)) return fixed
  const index = buildSkillIndex(people, skills)
  const { terms, recent } = compileHistory(people, options.history)
  const eligibility = compileEligibility(people, rules, fixed.right.banned, recent)
  if (eligibility.failure !== undefined) return left(eligibility.failure)
  const lifts = findWantLifts(index, limits.pairs)
  if (lifts === undefined) {
    const entries = limits.pairs + 1
    return left({ _tag: 'TooLarge', what: 'wants with somebody who lifts them', size: entries, limit: limits.pairs })
  }
  return right({ people, index, options, lifts, rules: eligibility, terms, ...findReach(index) })
}

/** Whether two people may teach one another at all, whatever that is worth to them; false, too, when the caller's rule failed: then `rules.failure` says so. */
export const mayMeet = (rules: Eligibility, a: number, b: number): boolean => {
  if (rules.anyone) return true
  const { minGain } = rules
  return firstFailedRule(rules, a, b, minGain, minGain) === PASSES
}
