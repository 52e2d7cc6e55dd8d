import { benefit } from '../benefit/benefit.ts'
import { RULES } from '../benefit/eligibility.ts'
import { integerWeight, mutualWeight, WEIGHT_SCALE } from '../benefit/fusion.ts'
import type { Market } from '../benefit/market.ts'
import { countPartners } from '../benefit/reach.ts'
import { quote } from '../model/show.ts'
import { findMissedPairs, type SolvedPairs } from './missed.ts'
import type { ExcludingRule, MissedPair, Unmatched, UnmatchedReason } from './result.ts'
import { figure, listed, nobodyBothWays, spoken, takenByRules } from './words.ts'

/** For counts that the market does not hold: each costs a walk over everybody, and over the posting lists of one person. */
const MOST_STEPS = 50_000_000

/** The reason for everybody who has no partner, by id. A row of possible pairs for each. */
export const explainUnmatched = (market: Market, solved: SolvedPairs, goOn: () => boolean): readonly Unmatched[] => {
  const { people, index, rows, pinned, canGain, canGive } = market
  const missed = findMissedPairs(rows, solved, goOn)
  const partners = new PartnerCounter(market)
  const reasonOf = (p: number): UnmatchedReason => {
    const name = nameOf(market, p)
    if (canGain[p] === 0) {
      const lacking = skillsNotOffered(market, p)
      return lacking.length === 0
        ? wantsNothingNew(name, index.wantStart[p] === index.wantStart[p + 1])
        : {
            _tag: 'NobodyTeaches',
            skills: lacking,
            detail: `Nobody here can take ${name} further in what they want to learn: ${listed(lacking)}.`,
          }
    }
    if (canGive[p] === 0) {
      const none = index.offerStart[p] === index.offerStart[p + 1]
      return {
        _tag: 'NothingOthersWant',
        detail: none
          ? `${name} offers nothing, so nobody could learn from them in return.`
          : `Nobody here wants to learn what ${name} offers, or they are as good at it already.`,
      }
    }
    const other = missed.partner[p]!
    if (other === -2) {
      return {
        _tag: 'StoppedEarly',
        detail: `The search was ended before it was known whether ${name} can have a partner in the best answer.`,
      }
    }
    return other < 0 ? noEligiblePartner(market, partners, p) : outCompeted(market, solved, p, other, missed.lostBy[p]!)
  }
  const unmatched: Unmatched[] = []
  for (let p = 0; p < people.length; p++) {
    if (solved.partner[p]! < 0 && pinned[p] === 0) unmatched.push({ id: people[p]!.id, reason: reasonOf(p) })
  }
  return unmatched
}

/** What sentences call somebody: the name if there is one to see, or else the id. */
const nameOf = ({ people }: Market, p: number): string => {
  const { id, name } = people[p]!
  return (name === undefined ? undefined : spoken(name)) ?? spoken(id) ?? quote(id)
}

const wantsNothingNew = (name: string, nothing: boolean): UnmatchedReason => ({
  _tag: 'WantsNothingNew',
  detail: nothing
    ? `${name} wants to learn nothing, so nobody could give anything back.`
    : `${name} wants to learn only what they can do already, and nobody here is better at it.`,
})

/** The wants, in alphabetical order of their keys, that the person does not offer and has not mastered. */
const skillsNotOffered = ({ index }: Market, p: number): readonly string[] => {
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
  const third = solved.partner[other]!
  const weight = mutualWeight(options.fusion, gains[0], gains[1])
  const has =
    third < 0
      ? undefined
      : {
          id: people[third]!.id,
          weight: mutualWeight(options.fusion, benefit(index, third, other), benefit(index, other, third)),
        }
  const best: MissedPair = {
    partner: people[other]!.id,
    gains,
    weight,
    lostBy,
    ...(has === undefined ? {} : { partnerHas: has }),
  }
  return {
    _tag: 'OutCompeted',
    best,
    detail: nearest(nameOf(market, p), nameOf(market, other), best, third < 0 ? '' : nameOf(market, third)),
  }
}

const nearest = (name: string, partner: string, { weight, lostBy, partnerHas }: MissedPair, third: string): string => {
  const near = `${name} came closest to a pair with ${partner} (weight ${figure(weight)})`
  // Two people without a partner, and still not a pair: it weighs less than half a thousandth.
  if (partnerHas === undefined) return `${near}, which is worth too little to count.`
  return `${near}, but ${partner} is with ${third} (weight ${figure(partnerHas.weight)}); ${loss(weight, lostBy, partnerHas.weight)}.`
}

/** Having the pair loses `lostBy` or more; and never more than taking the partner away does, which always is an answer. */
const loss = (weight: number, lostBy: number, instead: number): string => {
  const most = (integerWeight(instead) - integerWeight(weight)) / WEIGHT_SCALE
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
    const { index, pinned, pins } = this.market
    const walks = pins.count === 0 ? 1 : 2
    const cost = walks * this.stepsOf(p)
    if (cost > this.steps) return undefined
    this.steps -= cost
    const free = countPartners(index, p, pinned)
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
