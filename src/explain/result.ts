import type { RuleName } from '../benefit/eligibility.ts'
import type { Objective } from '../model/options.ts'
import type { Weekday } from '../model/person.ts'
import type { MissedCycle, MissedPair, PossiblePair, PreferredPair } from './missed-result.ts'

export type { MissedCycle, MissedPair, PossiblePair, PreferredPair } from './missed-result.ts'

/**
 * One line of an exchange: `from` teaches `skill` to `to`. The lines to one person add up to that person's gain.
 *
 * @category model
 * @since 0.1.0
 */
export interface Exchange {
  /** Id of the one who teaches. */
  readonly from: string
  /** Id of the one who learns. */
  readonly to: string
  /** What is learned, as the learner wrote it. */
  readonly skill: string
  /** What is taught, as the teacher wrote it; absent where that is the same skill. */
  readonly taught?: string
  /** How much the taught skill helps with the wanted one, in (0, 1); absent where it is the same skill. */
  readonly similarity?: number
  /** The teacher's level, 1 to 5. */
  readonly level: number
  /** Levels gained: `similarity * (level - what the learner knows)`. */
  readonly lift: number
  /** The learner's priority, 1 to 3. */
  readonly priority: number
  /** `priority * lift`. */
  readonly benefit: number
}

/**
 * A stretch of time on somebody's own clock: from `day`, `from` until `untilDay`, `to` (`HH:MM`; midnight at the end is 24:00 of
 * the day that ends).
 *
 * @category model
 * @since 0.1.0
 */
export interface LocalWindow {
  readonly day: Weekday
  readonly from: string
  readonly untilDay: Weekday
  readonly to: string
}

/**
 * A time every week at which both members of a pair are free.
 *
 * @category model
 * @since 0.1.0
 */
export interface CommonWindow {
  /** How long it really lasts; clocks that are changed meanwhile show more or less. */
  readonly minutes: number
  /** The same stretch on each member's clock, in the order of `members`. */
  readonly local: readonly [LocalWindow, LocalWindow]
}

/**
 * Two people who learn from each other.
 *
 * @category model
 * @since 0.1.0
 */
export interface Pair {
  /** Ids in code unit order. */
  readonly members: readonly [string, string]
  /** What each member gains, in the order of `members`. */
  readonly gains: readonly [number, number]
  /** Difference of the gains. */
  readonly imbalance: number
  /** Mutual weight: both gains as one number. */
  readonly weight: number
  /** What the pair counts for beside its weight, by `history`: the term of having met, and both members' credits. Absent where that is 0. */
  readonly adjustment?: number
  /** Who teaches whom what. */
  readonly exchange: readonly Exchange[]
  /**
   * All times at which both are free in the reference week, long or short, each in one piece and in the week's order. Absent
   * where a member states no window or no zone, and where zones differ and there is no `referenceWeek`.
   */
  readonly commonWindows?: readonly CommonWindow[]
  /** Present on pairs that the caller pinned. */
  readonly pinned?: true
}

/**
 * People each of whom teaches the next, and the last one the first.
 *
 * @category model
 * @since 0.1.0
 */
export interface Cycle {
  /** Ids in the order of teaching, from the smallest on. */
  readonly members: readonly string[]
  /** What each member gains from the one before, in the order of `members`. */
  readonly gains: readonly number[]
  /** Greatest gain minus smallest. */
  readonly imbalance: number
  /** Sum of the gains. */
  readonly weight: number
  /** Under `fragility`: how likely it is that all members stay. */
  readonly survives?: number
  /** What the members are owed, by `history.credit`. Absent where that is 0. */
  readonly adjustment?: number
  /** Who teaches whom what. */
  readonly exchange: readonly Exchange[]
}

/**
 * A time every week at which all members of a group are free.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupWindow {
  /** How long it really lasts. */
  readonly minutes: number
  /** The same stretch on each member's clock, in the order of `members`. */
  readonly local: readonly LocalWindow[]
}

/**
 * People who learn from one another.
 *
 * @category model
 * @since 0.1.0
 */
export interface Group {
  /** Ids in code unit order. */
  readonly members: readonly string[]
  /** What each member gains: for each want the best that any other member offers. In the order of `members`. */
  readonly gains: readonly number[]
  /** Greatest gain minus smallest. */
  readonly imbalance: number
  /** Mutual weight: as many times the mean of the gains as there are members. */
  readonly weight: number
  /** What the group counts for beside its weight, by `history`: a term for each two who have met, and all members' credits. Absent where that is 0. */
  readonly adjustment?: number
  /** Who teaches whom what: one line for each want that is met, from the one who lifts it most. */
  readonly exchange: readonly Exchange[]
  /** All times at which all are free in the reference week, which begins when it has begun for everybody. Absent where a member states none, or zones differ and there is no `referenceWeek`. */
  readonly commonWindows?: readonly GroupWindow[]
}

/**
 * What can take a possible partner away: a hard rule, or that the partner is pinned to somebody else (to so many that no place is left).
 *
 * @category model
 * @since 0.1.0
 */
export type ExcludingRule = RuleName | 'pins'

/**
 * Why somebody has no partner. Each comes with `detail`, one English sentence.
 *
 * @category model
 * @since 0.1.0
 */
export type UnmatchedReason =
  /** No wants, or only skills that the person offers already and in which nobody is better. */
  | { readonly _tag: 'WantsNothingNew'; readonly detail: string }
  /** Nobody offers, above the person's own level, any of what they want. */
  | { readonly _tag: 'NobodyTeaches'; readonly skills: readonly string[]; readonly detail: string }
  /** Nobody could learn from what the person offers. */
  | { readonly _tag: 'NothingOthersWant'; readonly detail: string }
  /** There are teachers and learners, but nobody is left by the rules. `rule` took the most, `excluded` says how many each took. */
  | {
      readonly _tag: 'NoEligiblePartner'
      readonly rule: ExcludingRule
      readonly excluded: { readonly [rule in ExcludingRule]?: number }
      readonly detail: string
    }
  /** There were possible partners; the search was ended before it was certain that there is none left. (That of a rematch also where its bound is not reached.) */
  | { readonly _tag: 'StoppedEarly'; readonly detail: string }
  /**
   * Under `stable`: of the possible partners, the person would gain most from `best.partner`, who has somebody else, and prefers them (or, where
   * no answer is stable, may be in a blocking pair with the person).
   */
  | { readonly _tag: 'PreferredElsewhere'; readonly best: PreferredPair; readonly detail: string }
  /**
   * Under `stable`, where no answer is stable: the person is left over of a circle, told by ids, of an odd number of people, each of whom would
   * rather have the next than the one before.
   */
  | { readonly _tag: 'OddCircle'; readonly circle: readonly string[]; readonly detail: string }
  /**
   * Under `worst-off`: in every possible pair of the person, of which `best` is the one with the greatest smaller gain, somebody would gain less than
   * `smallestGain`, which everybody in a pair does gain; and no answer with a smaller one has more people in pairs.
   */
  | {
      readonly _tag: 'GainsTooLittle'
      readonly best: PossiblePair
      readonly smallestGain: number
      readonly detail: string
    }
  /**
   * In a rematch: a fresh match, with nothing to keep, places the person with `partner`. It parts the old pairs `kept` (by ids), which stay together here. Were they to part,
   * another answer would have that pair, break no other old pair, and have a greater total by `cost`; under `coverage` and `worst-off` this may be negative.
   */
  | {
      readonly _tag: 'PartnersKept'
      readonly partner: string
      readonly kept: readonly (readonly [string, string])[]
      readonly cost: number
      readonly detail: string
    }
  /** Into cycles or groups: the person is in none that the rules allow. */
  | { readonly _tag: 'InNoPossible'; readonly into: 'cycle' | 'group'; readonly detail: string }
  /** Into cycles or groups: there may be some with the person, and the best answer has others. `best`, where it is known, came closest. */
  | { readonly _tag: 'LeftOver'; readonly best?: MissedCycle; readonly detail: string }
  /** There were possible partners, and the best answer has them elsewhere. */
  | { readonly _tag: 'OutCompeted'; readonly best: MissedPair; readonly detail: string }

/**
 * Somebody without a partner, and why.
 *
 * @category model
 * @since 0.1.0
 */
export interface Unmatched {
  readonly id: string
  readonly reason: UnmatchedReason
}

/**
 * The answer at a glance. Gains are those of both members of each pair: whoever is in several counts once in each. Averages
 * and the smallest gain are 0 where there is no pair.
 *
 * @category model
 * @since 0.1.0
 */
export interface Summary {
  readonly people: number
  /** People in one pair at least. */
  readonly matched: number
  readonly unmatched: number
  readonly pairs: number
  readonly cycles?: number
  readonly groups?: number
  /** Sum of the pairs' weights, without what `history` adds. */
  readonly totalWeight: number
  /** Into cycles with a `fragility`: the sum of what is likely to survive of each weight, `weight * survives`. */
  readonly expectedWeight?: number
  /** Sum of all members' gains. */
  readonly totalGain: number
  readonly smallestGain: number
  readonly meanGain: number
  readonly meanImbalance: number
}

/**
 * How good the answer is, by a certificate that has been checked against every possible pair by code that shares nothing with
 * the solver. (Where `stopped` is present and there are many pairs, that check may have been cut short; where it is and somebody may have several partners, there is
 * none: then the bound is the solver's own.)
 *
 * @category model
 * @since 0.1.0
 */
export interface Proof {
  readonly objective: Objective
  /**
   * Total weight, each pair rounded to a thousandth, with the adjustments of all pairs: what was maximised. Into cycles with a `fragility` what is likely to survive of it, with
   * probabilities in parts of 2 ** 20 (under other objectives than `benefit` coarser ones, down to 2 ** 10, where many people leave no room).
   */
  readonly value: number
  /**
   * No answer can have more (under `coverage`: none with as many people in pairs; and none has more people in pairs. Under `worst-off`: none with as
   * many people in pairs and as great a smallest gain; and none has more of these). Under `stable`: no answer of
   * any kind; `gap` is what stability costs.
   */
  readonly bound: number
  /** Under `worst-off`, if there are pairs besides pinned ones: the smallest gain in those. No answer with as many people in pairs has a greater one, if `optimal`. */
  readonly smallestGain?: number
  /** `(bound - value) / bound`; 1 where the value is 0 or less and the bound is not reached. */
  readonly gap: number
  /** Whether the gap is 0; under `stable`: whether it is proven that no answer has fewer blocking pairs, as a stable one has none. */
  readonly optimal: boolean
  /** What ended the work before its end: the answer is good, `bound` tells how good, and a better one may exist. */
  readonly stopped?: 'budget' | 'signal'
  /** In so many pairs of people, pinned ones apart, both would gain. The certificate was checked against each that the rules allow. */
  readonly possiblePairs: number
}

/**
 * Two people who would both rather have each other than what they have.
 *
 * @category model
 * @since 0.1.0
 */
export interface BlockingPair {
  /** Ids in code unit order. */
  readonly members: readonly [string, string]
  /** What each member would gain, in the order of `members`. */
  readonly gains: readonly [number, number]
  /** What each gains now from the partner whom they would give up (of several, the one they like least); 0 for somebody with a place left. Where it is as much, the heavier pair is preferred, then the smaller id. */
  readonly gainsNow: readonly [number, number]
  /** Mutual weight that the pair would have, without what `history` adds. */
  readonly weight: number
}

/**
 * Whether anybody would rather run off with somebody else. Everything here has been checked by code that shares nothing with the solver; pinned pairs
 * are apart.
 *
 * @category model
 * @since 0.1.0
 */
export interface Stability {
  /** No two people block the answer. Where it is false no answer is stable. */
  readonly stable: boolean
  /** No answer has fewer blocking pairs than this: one for every two odd circles, rounded up. */
  readonly leastBlocking: number
  /** All of them, by ids; none if `stable`. To find the fewest is NP-hard: there are few, and `proof.optimal` says whether it is known that there cannot be fewer. */
  readonly blockingPairs: readonly BlockingPair[]
  /**
   * Why no answer is stable; none if one is. Each is a circle of an odd number of people, by ids, each of whom would rather have the next than the
   * one before. They are the odd parties of a stable partition, in which no two people prefer each other to those before them (Tan 1991).
   */
  readonly oddParties: readonly (readonly string[])[]
}

/**
 * Who learns with whom; plain JSON. Everybody is in as many pairs as their capacity allows at most, or else in `unmatched`.
 *
 * @category model
 * @since 0.1.0
 */
export interface Matching {
  /** Pinned ones included; the heaviest first, then by ids. */
  readonly pairs: readonly Pair[]
  /** Present when people were put into cycles; the heaviest first, then by ids. Then there are no `pairs`: two who teach each other are a cycle, too. */
  readonly cycles?: readonly Cycle[]
  /** Present when people were put into groups; the heaviest first, then by ids. Then there are no `pairs`. */
  readonly groups?: readonly Group[]
  /** By id. */
  readonly unmatched: readonly Unmatched[]
  readonly summary: Summary
  readonly proof: Proof
  /** Present under `stable` only. */
  readonly stability?: Stability
}
