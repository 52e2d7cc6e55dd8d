import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import type { MatchError } from '../model/error.ts'
import type { Options } from '../model/options.ts'
import type { Person } from '../model/person.ts'
import { buildClasses } from './classes.ts'
import type { PairList } from './edges.ts'
import { compileEligibility } from './eligibility.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { Calendar } from './overlap.ts'
import { resolveFixedPairs, weighPins } from './pins.ts'
import { PairRows } from './pair-rows.ts'
import { findPossiblePairs } from './possible-pairs.ts'
import { findReach } from './reach.ts'
import { findRunning } from './running.ts'
import { buildSkillIndex, type SkillIndex, sortPeople } from './skill-index.ts'
import { findWalks } from './walks.ts'
import { relatedCells } from './vocabulary.ts'

/**
 * Everything about people that pairing needs, as numbers. Person `p` is `people[p]`; nothing depends on the order in which
 * people, their offers or their wants were given.
 *
 * @category model
 * @since 0.1.0
 */
export interface Market {
  /** By id, in code unit order. */
  readonly people: readonly Person[]
  readonly index: SkillIndex
  readonly options: Options
  /** When people are free. */
  readonly calendar: Calendar
  /** Pinned pairs with what they weigh (may be 0). Their members are in no edge and in no count. */
  readonly pins: PairList
  /** 1 for members of pins. */
  readonly pinned: Uint8Array
  /**
   * Every possible pair: both gain, and all rules allow it. Integer weights, see `integerWeight`. Undefined where there are too
   * many to be held: then only `rows` tells of them.
   */
  readonly edges: PairList | undefined
  /** Them and those that the rules forbid row by row, of the people in the running. */
  readonly rows: PairRows
  /**
   * 1 for people who are left after removing, again and again until nothing changes, the pinned, those whom nobody left can
   * lift, and those who can lift nobody left (oneself counts as somebody, which matters only if what one offers is related to
   * what one wants). Everybody in an edge is.
   */
  readonly running: Uint8Array
  /** 1 if any other person at all, pinned or not, can lift one of p's wants. */
  readonly canGain: Uint8Array
  /** 1 if p can lift a want of any other person at all, pinned or not. */
  readonly canGive: Uint8Array
}

const tooLarge = (what: string, size: number, limit: number): Either<MatchError, never> =>
  left({ _tag: 'TooLarge', what, size, limit })

/**
 * Turns decoded people and options into a market.
 *
 * Left `UnknownPerson` when a pin or ban names nobody; `PinConflict` when a pin breaks a hard rule or a person stands in two;
 * `InvalidInput` when availability in different zones lacks a reference week;
 * `RuleFailed` when the caller's rule throws or does not answer with a boolean; `TooLarge` when there are more pairs, or
 * there is more work, than `limits` allows: found out before the memory or the minutes are spent.
 *
 * Cost: linear in what people wrote, plus the posting lists that people in the running walk (distinct profiles, not people,
 * stand in them), plus the pairs. Memory: 16 bytes for each pair, up to three times that while the columns grow.
 *
 * @category constructors
 * @since 0.1.0
 */
export const buildMarket = (
  unsorted: readonly Person[],
  options: Options,
  limits: Limits = LIMITS,
): Either<MatchError, Market> => {
  const { rules, skills, fusion } = options
  const cells = relatedCells(skills)
  if (cells > limits.relatedCells) {
    return left({ _tag: 'TooLarge', what: 'pairs of related skills', size: cells, limit: limits.relatedCells })
  }
  const people = sortPeople(unsorted)
  const fixed = resolveFixedPairs(people, rules)
  if (isLeft(fixed)) return fixed
  const index = buildSkillIndex(people, skills)
  const eligibility = compileEligibility(people, rules, fixed.right.banned)
  if (eligibility.failure !== undefined) return left(eligibility.failure)
  const pins = weighPins(index, eligibility, fixed.right, fusion)
  if (isLeft(pins)) return pins

  const pinned = new Uint8Array(people.length)
  for (let p = 0; p < people.length; p++) pinned[p] = fixed.right.partner[p] === -1 ? 0 : 1
  const { canGain, canGive } = findReach(index)
  const inRunning = findRunning(index, pinned)
  const classes = buildClasses(index, inRunning)
  const walks = findWalks(classes, limits.way)
  if (walks.cost > limits.steps)
    return tooLarge('steps to find the possible pairs', Math.ceil(walks.cost), limits.steps)
  // Under coverage hard cases decide, which a choice of good pairs leaves out: there all pairs are held.
  const held = classes.member.length <= limits.direct || options.objective === 'coverage'
  if (!held && walks.entries > limits.entries) return tooLarge('possible pairs', walks.entries, limits.entries)
  const edges = held ? findPossiblePairs(classes, walks, eligibility, fusion, limits) : right(undefined)
  if (isLeft(edges)) return edges
  return right({
    people,
    index,
    options,
    calendar: eligibility.calendar,
    pins: pins.right,
    pinned,
    edges: edges.right,
    rows: new PairRows(index, classes, walks, eligibility, fusion, limits.way),
    running: inRunning.running,
    canGain,
    canGive,
  })
}
