import { benefit } from '../benefit/benefit.ts'
import type { PairList } from '../benefit/edges.ts'
import { integerWeight, mutualWeight } from '../benefit/fusion.ts'
import { adjustmentOf } from '../benefit/history.ts'
import type { Market } from '../benefit/market.ts'
import { nameOf } from './names.ts'
import type { BlockingPair, PreferredPair, Stability, UnmatchedReason } from './result.ts'
import { figure, listed } from './words.ts'

/** What the solver found about preferences, in people. */
export interface StableInPeople {
  /** Of a person's possible partners the one that they like best, or -1. */
  readonly favourite: (p: number) => number
  readonly stable: boolean
  readonly leastBlocking: number
  readonly blocking: readonly (readonly [number, number])[]
  readonly oddParties: readonly (readonly number[])[]
  /**
   * Where people take several partners: whom each would give up for somebody better, -1 for those who have a place left. Absent where that is the one
   * partner they have.
   */
  readonly givenUp?: Int32Array
}

/** Blocking pairs `a < b` of people; `partner` says whom everybody would give up, or -1. */
export const describeBlocking = (
  { people, index, options }: Market,
  blocking: readonly (readonly [number, number])[],
  partner: Int32Array,
): readonly BlockingPair[] =>
  blocking.map(([a, b]) => {
    const gains = [benefit(index, b, a), benefit(index, a, b)] as const
    const now = (p: number): number => (partner[p]! < 0 ? 0 : benefit(index, partner[p]!, p))
    return {
      members: [people[a]!.id, people[b]!.id],
      gains,
      gainsNow: [now(a), now(b)],
      weight: mutualWeight(options.fusion, ...gains),
    }
  })

export const describeStability = (market: Market, found: StableInPeople, partner: Int32Array): Stability => ({
  stable: found.stable,
  leastBlocking: found.leastBlocking,
  blockingPairs: describeBlocking(market, found.blocking, found.givenUp ?? partner),
  oddParties: found.oddParties.map((party) => party.map((p) => market.people[p]!.id)),
})

/**
 * Why somebody whom the rules leave a partner has none: the circle that keeps the answer from being stable, for its members, and for
 * others that the partner they prefer has somebody else. `undefined` for people in no possible pair.
 */
export const explainPreferences = (
  market: Market,
  { favourite, oddParties }: StableInPeople,
  partner: Int32Array,
): ((p: number) => UnmatchedReason | undefined) => {
  const partyOf = new Map<number, readonly number[]>()
  for (const party of oddParties) for (const p of party) partyOf.set(p, party)
  return (p) => {
    const other = favourite(p)
    if (other < 0) return undefined
    const party = partyOf.get(p)
    return party === undefined ? preferredElsewhere(market, p, other, partner[other]!) : leftOver(market, p, party)
  }
}

/** For everybody the possible partner that they like best, or -1: most gain, then the heavier pair, then the smaller id. Of pairs with the gains; O(pairs). */
export const favourites = ({ vertexCount, count, source, target, weight, gains }: PairList): Int32Array => {
  const best = new Int32Array(vertexCount).fill(-1)
  const most = new Float64Array(vertexCount)
  const heaviest = new Float64Array(vertexCount)
  const offer = (p: number, other: number, gain: number, pairWeight: number): void => {
    // Rows go up by source and target, so that everybody meets the smaller ids first.
    if (gain < most[p]! || (gain === most[p] && pairWeight <= heaviest[p]!)) return
    best[p] = other
    most[p] = gain
    heaviest[p] = pairWeight
  }
  for (let e = 0; e < count; e++) {
    offer(source[e]!, target[e]!, gains!.source[e]!, weight[e]!)
    offer(target[e]!, source[e]!, gains!.target[e]!, weight[e]!)
  }
  return best
}

const leftOver = (market: Market, p: number, party: readonly number[]): UnmatchedReason => {
  const names = listed(party.map((member) => nameOf(market, member)))
  const several = party.some((member) => market.people[member]!.capacity > 1)
  const of = several ? `${party.length} people with one place left each` : `${party.length} people`
  return {
    _tag: 'OddCircle',
    circle: party.map((member) => market.people[member]!.id),
    detail:
      `No answer is stable: ${names} stand in a circle in which each would rather have the next than the one before; ` +
      `${of} cannot all be in pairs with each other, and here ${nameOf(market, p)} is left over.`,
  }
}

const preferredElsewhere = (market: Market, p: number, other: number, third: number): UnmatchedReason => {
  const { people, index, options } = market
  const gains = [benefit(index, other, p), benefit(index, p, other)] as const
  const best: PreferredPair = {
    partner: people[other]!.id,
    gains,
    weight: mutualWeight(options.fusion, ...gains),
    partnerHas: {
      id: people[third]!.id,
      gain: benefit(index, third, other),
      weight: mutualWeight(options.fusion, benefit(index, third, other), benefit(index, other, third)),
    },
  }
  const [name, partner] = [nameOf(market, p), nameOf(market, other)]
  return {
    _tag: 'PreferredElsewhere',
    best,
    detail: `${name} would gain most from ${partner} (${figure(gains[0])}), ${whyNot(market, [p, other, third], best)}.`,
  }
}

/** How `other` compares `p`, who has nobody, with `third`, whom `other` has (of several, likes least): by gain, then weight, then id. */
const whyNot = (
  market: Market,
  [p, other, third]: readonly [number, number, number],
  { gains: [, gain], partnerHas }: PreferredPair,
): string => {
  const [name, partner, has] = [nameOf(market, p), nameOf(market, other), nameOf(market, third)]
  const [then, now] = [figure(gain), figure(partnerHas.gain)]
  const heavier = countedWeight(market, other, third) - countedWeight(market, other, p)
  const several = market.people[other]!.capacity > 1
  const but = several ? `but ${partner} has no place left, and` : `but ${partner}`
  const from = `${several ? 'even ' : ''}from ${has} (${now})`
  if (partnerHas.gain - gain > 0) return `${but} gains more ${from} than from ${name} (${then})`
  if (partnerHas.gain === gain && heavier > 0) return `${but} gains as much ${from}, and that pair weighs more`
  if (partnerHas.gain === gain && heavier === 0 && third < p)
    return `${but} gains as much ${from}, who comes first in the order of ids`
  return `and ${partner} would rather have ${name} (${then}) than ${has} (${now}), too: no answer is stable, and this is a pair that blocks this one`
}

const countedWeight = ({ index, options, terms }: Market, a: number, b: number): number =>
  integerWeight(mutualWeight(options.fusion, benefit(index, a, b), benefit(index, b, a))) + adjustmentOf(terms, a, b)
