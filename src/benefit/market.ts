import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import type { MatchError } from '../model/error.ts'
import type { Options } from '../model/options.ts'
import type { Person } from '../model/person.ts'
import { buildClasses } from './classes.ts'
import { AdjustedRows } from './adjusted-rows.ts'
import type { PairList } from './edges.ts'
import { compileEligibility } from './eligibility.ts'
import { adjustPairs, compileHistory, creditMarks, greatestSum, type PairTerms } from './history.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { MarketParts } from './market-parts.ts'
import type { Calendar } from './overlap.ts'
import { resolveFixedPairs, weighPins } from './pins.ts'
import { type MarketRows, PairRows } from './pair-rows.ts'
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
  /** Pinned pairs with what they weigh (may be 0). Each takes a place of both members; who has none left is in no edge and in no count. */
  readonly pins: PairList
  /** 1 for members of pins. */
  readonly pinned: Uint8Array
  /** Per person, how many partners they may have besides those that they are pinned to. */
  readonly places: Int32Array
  /** 1 for people without such a place. */
  readonly full: Uint8Array
  /**
   * Every possible pair: both gain, and all rules allow it; pinned ones too, if both have places left. Integer weights, see `integerWeight`; with the gains under `stable` and `worst-off`. Undefined where there are too
   * many to be held: then only `rows` tells of them.
   */
  readonly edges: PairList | undefined
  /** Them and those that the rules forbid row by row, of the people in the running. */
  readonly rows: MarketRows
  /** The same without pairs in which a member gains less than `least`. */
  readonly rowsAtLeast: (least: number) => MarketRows
  /** What rows are made of. */
  readonly parts: MarketParts
  /** What weights hold beside the gains: those of pins, edges and rows. Undefined where there is no such thing. */
  readonly terms: PairTerms | undefined
  /**
   * 1 for people who are left after removing, again and again until nothing changes, those without a place, those whom nobody left can
   * lift, and those who can lift nobody left (oneself counts as somebody, which matters only if what one offers is related to
   * what one wants). Everybody in an edge is.
   */
  readonly running: Uint8Array
  /** 1 if any other person at all, pinned or not, can lift one of p's wants. */
  readonly canGain: Uint8Array
  /** 1 if p can lift a want of any other person at all, pinned or not. */
  readonly canGive: Uint8Array
}

/** Whether anybody who could be in a pair may have several partners. */
export const takesSeveral = ({ people, running }: Pick<Market, 'people' | 'running'>): boolean =>
  people.some(({ capacity }, p) => capacity > 1 && running[p] === 1)

/** A frontier of coverage has sums twice as great, a change of an old pairing six times; whole. */
const MOST_SUM: number = MAX_WEIGHT_SUM / 6 - 0.5

const tooLarge = (what: string, size: number, limit: number): Either<MatchError, never> =>
  left({ _tag: 'TooLarge', what, size, limit })

/**
 * Turns decoded people and options into a market.
 *
 * Left `UnknownPerson` when a pin or ban names nobody; `PinConflict` when a pin breaks a hard rule or a person stands in more pins than the capacity allows;
 * `InvalidInput` when availability in different zones lacks a reference week;
 * `RuleFailed` when the caller's rule throws or does not answer with a boolean; `TooLarge` when there are more pairs, or
 * there is more work, than `limits` allows: found out before the memory or the minutes are spent.
 *
 * `ofSeveral`: whether all pairs are held where somebody may have several partners, or few as in other large markets.
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
  ofSeveral: 'held' | 'rows' = 'held',
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
  const { terms, recent } = compileHistory(people, options.history)
  const eligibility = compileEligibility(people, rules, fixed.right.banned, recent)
  if (eligibility.failure !== undefined) return left(eligibility.failure)
  const pins = weighPins(index, eligibility, fixed.right, fusion, terms)
  if (isLeft(pins)) return pins

  const { taken } = fixed.right
  const pinned = Uint8Array.from(taken, (count) => (count > 0 ? 1 : 0))
  const places = Int32Array.from(people, ({ capacity }, p) => capacity - taken[p]!)
  const full = Uint8Array.from(places, (count) => (count === 0 ? 1 : 0))
  const { canGain, canGive } = findReach(index)
  const inRunning = findRunning(index, full)
  const classes = buildClasses(index, inRunning, options.objective === 'stable' ? creditMarks(terms) : undefined)
  const walks = findWalks(classes, limits.way)
  if (walks.cost > limits.steps)
    return tooLarge('steps to find the possible pairs', Math.ceil(walks.cost), limits.steps)
  const several = takesSeveral({ people, running: inRunning.running })
  const { objective } = options
  const held = classes.member.length <= limits.direct || (several && ofSeveral === 'held')
  const withGains = objective === 'stable' || objective === 'worst-off'
  if (!held && walks.entries > limits.entries) return tooLarge('possible pairs', walks.entries, limits.entries)
  const edges = held ? findPossiblePairs(classes, walks, eligibility, fusion, limits, withGains) : right(undefined)
  if (isLeft(edges)) return edges
  const rowsAtLeast = (least: number): MarketRows => {
    const { minGain } = eligibility
    const stricter = least > minGain ? { ...eligibility, minGain: least, anyone: false } : eligibility
    const plain = new PairRows(index, classes, walks, stricter, fusion, limits.way, least)
    return terms === undefined ? plain : new AdjustedRows(plain, terms, index, fusion, least)
  }
  const rows = rowsAtLeast(0)
  if (terms !== undefined) {
    if (edges.right !== undefined) adjustPairs(edges.right, terms)
    const sum = greatestSum(rows, edges.right, options.objective)
    if (sum > MOST_SUM)
      return tooLarge('thousandths in sums of weights, with the repeat and the credits of the history', sum, MOST_SUM)
  }
  return right({
    people,
    index,
    options,
    calendar: eligibility.calendar,
    pins: pins.right,
    pinned,
    places,
    full,
    edges: edges.right,
    rows,
    rowsAtLeast,
    parts: { index, classes, walks, rules: eligibility, fusion, terms, way: limits.way },
    terms,
    running: inRunning.running,
    canGain,
    canGive,
  })
}
