import { benefit } from '../benefit/benefit.ts'
import { RULES } from '../benefit/eligibility.ts'
import { integerWeight, mutualWeight, WEIGHT_SCALE } from '../benefit/fusion.ts'
import { adjustmentOf } from '../benefit/history.ts'
import type { Market } from '../benefit/market.ts'
import type { MarketRows } from '../benefit/pair-rows.ts'
import { countPartners } from '../benefit/reach.ts'
import type { SkillIndex } from '../benefit/skill-index.ts'
import { findMissedInChange, partnersKept } from './change.ts'
import { type ChangeInPeople, findMissedPairs, type MissedPairs, type SolvedPairs } from './missed.ts'
import { nameOf } from './names.ts'
import type { ExcludingRule, MissedPair, PossiblePair, Unmatched, UnmatchedReason } from './result.ts'
import { explainPreferences } from './stability.ts'
import { figure, listed, nobodyBothWays, takenByRules } from './words.ts'

/** For counts that the market does not hold: each costs a walk over everybody, and over the posting lists of one person. */
const MOST_STEPS = 50_000_000

/** The reason for everybody who has no partner, by id. A row of possible pairs for each. */
export const explainUnmatched = (market: Market, solved: SolvedPairs, goOn: () => boolean): readonly Unmatched[] => {
  const { people, rows, pinned } = market
  const { preferences, partner } = solved
  const preferred = preferences === undefined ? undefined : explainPreferences(market, preferences, partner)
  const missed = preferred === undefined ? missedPairs(solved.leastGain?.rows ?? rows, solved, goOn) : undefined
  const partners = new PartnerCounter(market)
  const reasonOf = (p: number): UnmatchedReason => {
    const alone = outOfTheQuestion(market, p)
    if (alone !== undefined) return alone
    if (missed === undefined) return preferred?.(p) ?? noEligiblePartner(market, partners, p)
    const other = missed.partner[p]!
    const fresh = solved.finished ? solved.change?.freshPlace(p) : undefined
    if (fresh !== undefined && fresh.kept.length > 0) return partnersKept(market, p, fresh)
    if (other === -2) {
      return {
        _tag: 'StoppedEarly',
        detail: `The search was ended before it was known whether ${nameOf(market, p)} can have a partner in the best answer.`,
      }
    }
    if (other >= 0) return outCompeted(market, solved, p, other, missed.lostBy[p]!)
    return tooLittle(market, solved, p) ?? noEligiblePartner(market, partners, p)
  }
  const unmatched: Unmatched[] = []
  for (let p = 0; p < people.length; p++) {
    if (solved.partner[p]! < 0 && pinned[p] === 0) unmatched.push({ id: people[p]!.id, reason: reasonOf(p) })
  }
  return unmatched
}

const missedPairs = (rows: MarketRows, solved: SolvedPairs, goOn: () => boolean): MissedPairs =>
  solved.change === undefined || !solved.finished
    ? findMissedPairs(rows, solved, goOn)
    : findMissedInChange(rows, solved.partner, solved.change, goOn)

/** Of the possible pairs in which somebody would gain less than everybody in pairs does, the one in which that is most. */
const tooLittle = (market: Market, { leastGain }: SolvedPairs, p: number): UnmatchedReason | undefined => {
  const { index, rows, people, options } = market
  if (leastGain === undefined || market.running[p] === 0) return undefined
  const v = rows.vertex(p)
  let best: Omit<PossiblePair, 'partner'> | undefined
  let partner = -1
  const length = rows.row(v)
  for (let i = 0; i < length; i++) {
    const other = rows.person[rows.partner[i]!]!
    const gains = [benefit(index, other, p), benefit(index, p, other)] as const
    const weight = mutualWeight(options.fusion, ...gains)
    const more = best === undefined ? 1 : Math.min(...gains) - Math.min(...best.gains) || weight - best.weight
    if (more < 0 || (more === 0 && other > partner) || !rows.admits(v, rows.partner[i]!)) continue
    best = { gains, weight }
    partner = other
  }
  if (best === undefined) return undefined
  const [name, theirs] = [nameOf(market, p), nameOf(market, partner)]
  return {
    _tag: 'GainsTooLittle',
    best: { partner: people[partner]!.id, ...best },
    smallestGain: leastGain.gain,
    detail:
      `The best pair for ${name}, with ${theirs}, would give ${best.gains[0] <= best.gains[1] ? name : theirs} a gain of ` +
      `${figure(Math.min(...best.gains))}; whoever is in a pair gains ${figure(leastGain.gain)} at least, and no more people can be.`,
  }
}

/** The reason of somebody who could gain nothing, or give nothing, with anybody; undefined for others. */
export const outOfTheQuestion = (
  market: Pick<Market, 'index' | 'people' | 'canGain' | 'canGive'>,
  p: number,
): UnmatchedReason | undefined => {
  const { index, canGain, canGive } = market
  const name = nameOf(market, p)
  if (canGain[p] === 0) {
    const lacking = skillsNotOffered(index, p)
    return lacking.length === 0
      ? wantsNothingNew(name, index.wantStart[p] === index.wantStart[p + 1])
      : {
          _tag: 'NobodyTeaches',
          skills: lacking,
          detail: `Nobody here can take ${name} further in what they want to learn: ${listed(lacking)}.`,
        }
  }
  if (canGive[p] === 1) return undefined
  const none = index.offerStart[p] === index.offerStart[p + 1]
  return {
    _tag: 'NothingOthersWant',
    detail: none
      ? `${name} offers nothing, so nobody could learn from them in return.`
      : `Nobody here wants to learn what ${name} offers, or they are as good at it already.`,
  }
}

const wantsNothingNew = (name: string, nothing: boolean): UnmatchedReason => ({
  _tag: 'WantsNothingNew',
  detail: nothing
    ? `${name} wants to learn nothing, so nobody could give anything back.`
    : `${name} wants to learn only what they can do already, and nobody here is better at it.`,
})

/** The wants, in alphabetical order of their keys, that the person does not offer and has not mastered. */
const skillsNotOffered = (index: SkillIndex, p: number): readonly string[] => {
  const { wantStart, wantSkill, wantSpelling, wantKnown, offerStart, offerSkill, spellings } = index
  const offered = new Set(offerSkill.subarray(offerStart[p]!, offerStart[p + 1]!))
  const skills: string[] = []
  for (let want = wantStart[p]!; want < wantStart[p + 1]!; want++) {
    if (wantKnown[want]! < 5 && !offered.has(wantSkill[want]!)) skills.push(spellings[wantSpelling[want]!]!)
  }
  return skills
}

const outCompeted = (
  market: Market,
  solved: SolvedPairs,
  p: number,
  other: number,
  lostBy: number,
): UnmatchedReason => {
  const { people, index, options } = market
  const gains = [benefit(index, other, p), benefit(index, p, other)] as const
  const third = solved.open[other]! > 0 ? -1 : solved.partner[other]!
  const weight = mutualWeight(options.fusion, gains[0], gains[1])
  const parting = third < 0 ? 0 : partingCost(solved.change, p, other, third)
  const has =
    third < 0
      ? undefined
      : {
          id: people[third]!.id,
          weight: mutualWeight(options.fusion, benefit(index, third, other), benefit(index, other, third)),
          ...adjusted(market, third, other),
          ...(parting === Infinity ? { kept: true as const } : {}),
        }
  const best: MissedPair = {
    partner: people[other]!.id,
    gains,
    weight,
    ...adjusted(market, p, other),
    lostBy,
    ...(has === undefined ? {} : { partnerHas: has }),
  }
  return {
    _tag: 'OutCompeted',
    best,
    detail: nearest(
      nameOf(market, p),
      nameOf(market, other),
      best,
      third < 0 ? '' : nameOf(market, third),
      people[other]!.capacity > 1,
      parting,
    ),
  }
}

/** What it costs, beside the weights, that `other` leaves `third` for `p`: Infinity where no more old pairs may be dissolved. */
const partingCost = (change: ChangeInPeople | undefined, p: number, other: number, third: number): number => {
  if (change === undefined) return 0
  const { isOld, switchCost } = change
  if (isOld(p, other)) return isOld(other, third) || switchCost === Infinity ? 0 : -switchCost
  return isOld(other, third) ? switchCost : 0
}

const nearest = (
  name: string,
  partner: string,
  best: MissedPair,
  third: string,
  several: boolean,
  parting: number,
): string => {
  const { lostBy, partnerHas } = best
  const near = `${name} came closest to a pair with ${partner} (${weighed(best)})`
  // Two people with a place left, and still not a pair: it weighs less than half a thousandth, or nothing since they have met.
  if (partnerHas === undefined) {
    return (best.adjustment ?? 0) < 0
      ? `${near}, but they have met before, which takes away all that it is worth.`
      : `${near}, which is worth too little to count.`
  }
  const taken = several
    ? `${partner} has no place left, and would give up ${third} first`
    : `${partner} is with ${third}`
  return `${near}, but ${taken} (${weighed(partnerHas)}); ${
    parting === Infinity ? 'that old pair is kept' : loss(best, lostBy, partnerHas, parting)
  }.`
}

type Weighed = Pick<MissedPair, 'weight' | 'adjustment'>

const adjusted = (market: Market, a: number, b: number): Pick<MissedPair, 'adjustment'> => {
  const terms = adjustmentOf(market.terms, a, b)
  return terms === 0 ? {} : { adjustment: terms / WEIGHT_SCALE }
}

/** What the solvers counted. */
const counted = ({ weight, adjustment = 0 }: Weighed): number =>
  integerWeight(weight) + Math.round(WEIGHT_SCALE * adjustment)

const weighed = ({ weight, adjustment = 0 }: Weighed): string => {
  const history = `${adjustment < 0 ? 'less' : 'plus'} ${figure(Math.abs(adjustment))} for what was before`
  return `weight ${figure(weight)}${adjustment === 0 ? '' : `, ${history}`}`
}

/** Having the pair loses `lostBy` or more; and never more than taking the partner away does, which is an answer, too. */
const loss = (pair: Weighed, lostBy: number, instead: Weighed, parting: number): string => {
  const most = (counted(instead) - counted(pair) + parting) / WEIGHT_SCALE
  if (most === 0) return 'to have this pair instead would be just as good'
  const by = lostBy === most ? figure(most) : `${figure(lostBy, Math.floor)} to ${figure(most, Math.ceil)}`
  return `to have this pair instead would lower the total by ${by}`
}

/** Counts of possible partners for people about whom the market has none; as long as the steps last. */
class PartnerCounter {
  private readonly market: Market
  private readonly nobody: Uint8Array
  private steps = MOST_STEPS

  constructor(market: Market) {
    this.market = market
    this.nobody = new Uint8Array(market.people.length)
  }

  /** How many could teach or learn but not both, and how many could do both but are pinned; undefined when out of steps. */
  count(p: number): { readonly oneWay: number; readonly pinned: number } | undefined {
    const { index, full, pins } = this.market
    const walks = pins.count === 0 ? 1 : 2
    const cost = walks * this.stepsOf(p)
    if (cost > this.steps) return undefined
    this.steps -= cost
    const free = countPartners(index, p, full)
    const all = walks === 1 ? free : countPartners(index, p, this.nobody)
    return { oneWay: free.teachers + free.learners - 2 * free.both, pinned: all.both - free.both }
  }

  /** At most so much does one walk cost. */
  private stepsOf(p: number): number {
    const { index } = this.market
    const { relatedStart, relatedSkill } = index
    let steps = index.personCount
    const add = (skill: number, start: Int32Array): void => {
      steps += start[skill + 1]! - start[skill]!
      for (let r = relatedStart[skill]!; r < relatedStart[skill + 1]!; r++) {
        steps += 1 + start[relatedSkill[r]! + 1]! - start[relatedSkill[r]!]!
      }
    }
    for (let want = index.wantStart[p]!; want < index.wantStart[p + 1]!; want++) {
      add(index.wantSkill[want]!, index.offererStart)
    }
    for (let offer = index.offerStart[p]!; offer < index.offerStart[p + 1]!; offer++) {
      add(index.offerSkill[offer]!, index.wanterStart)
    }
    return steps
  }
}

const noEligiblePartner = (market: Market, partners: PartnerCounter, p: number): UnmatchedReason => {
  const { running, pins, rows } = market
  const taken: { [rule in ExcludingRule]?: number } = {}
  if (running[p] === 1) {
    const excluded = rows.excluded(rows.vertex(p))
    RULES.forEach((rule, r) => {
      if (excluded[r]! > 0) taken[rule] = excluded[r]!
    })
  }
  if (running[p] === 0 || pins.count > 0) {
    const counts = partners.count(p)
    if (running[p] === 0 && counts !== undefined && counts.oneWay > 0) taken.mutualBenefit = counts.oneWay
    if (counts !== undefined && counts.pinned > 0) taken.pins = counts.pinned
  }
  // With whom both would gain, the other rules decide; only where there was nobody is it for want of mutual benefit.
  const name = nameOf(market, p)
  const { mutualBenefit = 0, ...others } = taken
  const byRule = (Object.entries(others) as [keyof typeof others, number][]).toSorted((x, y) => y[1] - x[1])
  const most = byRule[0]
  return {
    _tag: 'NoEligiblePartner',
    rule: most === undefined ? 'mutualBenefit' : most[0],
    excluded: taken,
    detail: most === undefined ? nobodyBothWays(name, mutualBenefit) : takenByRules(name, byRule),
  }
}
