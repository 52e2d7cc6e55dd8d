import * as fc from 'fast-check'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { blockingPairs, type BlockingPair, matchPeers } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { capacityMarket } from '../capacity-markets.ts'
import { crossingMarket } from '../crossing-wishes.ts'
import { historyOf } from '../histories.ts'
import type { MarketInput } from '../markets.ts'
import { oracleBenefit, oracleWeight } from './benefit.ts'
import { capacityReference } from './capacities.ts'
import { thousandths } from './pairing.ts'
import { blockingOfSeveral, stableBByBruteForce } from './stable-b-brute-force.ts'
import { preferenceListsOf, type Row } from './stable-brute-force.ts'

type Ids = readonly [string, string]

/** What the cases turned out to be about, so that a generator that has gone dull is noticed. */
const seen = {
  conflicts: 0,
  stable: 0,
  unstable: 0,
  several: 0,
  costs: 0,
  pinnedAndMore: 0,
  elsewhere: 0,
  noPlace: 0,
  circles: 0,
  audits: 0,
  clean: 0,
  givesUp: 0,
}

const close = <A extends { readonly weight: number }>(list: readonly A[]): readonly A[] =>
  list.map((one) => ({ ...one, weight: Math.round(one.weight * 1e9) / 1e9 }))

const referenceOf = ({ people, options }: MarketInput) => {
  const reference = capacityReference(people, { ...options, objective: 'benefit' })
  if (reference === 'PinConflict') return undefined
  const ids = people.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))
  const places = ids.map((id) => reference.places.get(id)!)
  const gain = (learner: string, teacher: string): number =>
    oracleBenefit(reference.people.get(teacher)!, reference.people.get(learner)!, reference.options.skills)
  const rows: Row[] = []
  ids.forEach((a, u) =>
    ids.forEach((b, v) => {
      const weight = u < v && places[u]! > 0 && places[v]! > 0 ? reference.weightOf(a, b) : undefined
      if (weight !== undefined) rows.push([u, v, gain(a, b), gain(b, a), weight])
    }),
  )
  const lists = preferenceListsOf(ids.length, rows)
  const partnersBy = (pairs: readonly Ids[]): number[][] =>
    ids.map((id, u) =>
      pairs
        .filter((pair) => pair.includes(id))
        .map(([a, b]) => ids.indexOf(a === id ? b : a))
        .filter((v) => lists[u]!.includes(v))
        .toSorted((a, b) => a - b),
    )
  /** Whom somebody would give up, or nobody where they have a place left. */
  const givenUp = (partners: number[][], u: number): number | undefined =>
    partners[u]!.length < places[u]!
      ? undefined
      : partners[u]!.toSorted((a, b) => lists[u]!.indexOf(b) - lists[u]!.indexOf(a))[0]
  const blocking = (pairs: readonly Ids[]): readonly BlockingPair[] => {
    const partners = partnersBy(pairs)
    const now = (u: number): number => {
      const other = givenUp(partners, u)
      return other === undefined ? 0 : gain(ids[u]!, ids[other]!)
    }
    return blockingOfSeveral(lists, places, partners).map(([u, v]) => {
      const [a, b] = [ids[u]!, ids[v]!]
      if (now(u) > 0 && places[u]! > 1) seen.givesUp++
      return {
        members: [a, b],
        gains: [gain(a, b), gain(b, a)],
        gainsNow: [now(u), now(v)],
        weight: oracleWeight(reference.options.fusion, gain(a, b), gain(b, a)),
      }
    })
  }
  return { reference, ids, places, lists, gain, partnersBy, givenUp, blocking }
}

const agree = ({ people, options }: MarketInput): void => {
  const found = referenceOf({ people, options })
  const result = matchPeers(people, { ...options, objective: 'stable' })
  if (found === undefined) {
    seen.conflicts++
    expect(isLeft(result) && result.left._tag).toBe('PinConflict')
    return
  }
  if (isLeft(result)) throw new Error(`expected an answer, got ${result.left._tag}`)
  const { pairs, unmatched, proof, stability } = result.right
  if (stability === undefined) throw new Error('under stable it is told')
  const { reference, ids, places, lists, gain, partnersBy, givenUp, blocking } = found
  const { pins } = reference.market

  // All pairs are possible or pinned, nobody is in more than they may, and the claims are those of brute force.
  const chosen = pairs.filter(({ pinned }) => pinned === undefined).map(({ members }) => members)
  const partners = partnersBy(chosen)
  expect(partners.flat().length).toBe(2 * chosen.length)
  expect(pairs.length - chosen.length).toBe(pins.size)
  partners.forEach((of, u) => expect(of.length).toBeLessThanOrEqual(places[u]!))
  const brute = stableBByBruteForce(lists, places)
  expect(stability.stable).toBe(brute.stable.length > 0)
  if (stability.stable) expect(brute.stable).toContainEqual(partners)
  expect(close(stability.blockingPairs)).toEqual(close(blocking(chosen)))
  expect(stability.leastBlocking).toBeLessThanOrEqual(brute.fewest)
  expect(proof.optimal).toBe(stability.blockingPairs.length === stability.leastBlocking)
  if (proof.optimal) expect(stability.blockingPairs.length).toBe(brute.fewest)
  expect(stability.oddParties.length > 0).toBe(!stability.stable)
  for (const party of stability.oddParties) {
    expect(party.length % 2 === 1 && party.length >= 3).toBe(true)
    party.forEach((id, at) => {
      const [next, before] = [party[(at + 1) % party.length]!, party.at(at - 1)!].map((one) => ids.indexOf(one))
      const list = lists[ids.indexOf(id)]!
      expect(list).toContain(next)
      expect(list.indexOf(next!)).toBeLessThan(list.indexOf(before!))
    })
  }

  // What it weighs, and what could be had without regard to preferences.
  const pinned = [...pins.values()].reduce((sum, weight) => sum + weight, 0)
  const weight = chosen.reduce((sum, [a, b]) => sum + reference.weightOf(a, b)!, pinned)
  expect(thousandths(proof.value)).toBe(weight)
  expect(thousandths(proof.bound)).toBe(reference.bestWith()!.weight)
  const excluded = [...reference.market.excluded].filter(([key]) => !key.endsWith(' mutualBenefit'))
  expect(proof.possiblePairs).toBe(
    reference.market.edges.size + excluded.reduce((sum, [, times]) => sum + times, 0) / 2,
  )

  // Who is left over had possible partners if and only if the reason says so, and the reason is true.
  for (const { id, reason } of unmatched) {
    const list = lists[ids.indexOf(id)]!
    expect(reason._tag === 'PreferredElsewhere' || reason._tag === 'OddCircle').toBe(list.length > 0)
    if (reason._tag === 'OddCircle') {
      seen.circles++
      expect(reason.circle).toContain(id)
      expect(stability.oddParties).toContainEqual(reason.circle)
    }
    if (reason._tag !== 'PreferredElsewhere') continue
    seen.elsewhere++
    const { partner, gains, partnerHas } = reason.best
    const favourite = list[0]!
    expect(partner).toBe(ids[favourite])
    expect(gains).toEqual([gain(id, partner), gain(partner, id)])
    const has = givenUp(partners, favourite)!
    expect(partnerHas.id).toBe(ids[has])
    expect(partnerHas.gain).toBe(gain(partner, partnerHas.id))
    const theirs = lists[favourite]!
    const blocks = theirs.indexOf(ids.indexOf(id)) < theirs.indexOf(has)
    expect(reason.detail.includes('would rather have')).toBe(blocks)
    if (reference.people.get(partner)!.capacity > 1 && !blocks) {
      seen.noPlace++
      expect(reason.detail).toContain(`has no place left, and gains `)
    }
  }

  const audit = blockingPairs(
    people,
    pairs.map(({ members }) => members),
    options,
  )
  expect(audit).toEqual(right(stability.blockingPairs))
  seen.stable += stability.stable ? 1 : 0
  seen.unstable += stability.stable ? 0 : 1
  seen.several += partners.some((of) => of.length > 1) ? 1 : 0
  seen.costs += proof.gap > 0 ? 1 : 0
  seen.pinnedAndMore += ids.some(
    (id, u) => partners[u]!.length > 0 && [...pins.keys()].join(' ').split(' ').includes(id),
  )
    ? 1
    : 0
}

/** Wishes that cross, of people with places; some with a history, which decides where gains are equal. */
const crossing: fc.Arbitrary<MarketInput> = crossingMarket(6).chain(({ people, options }) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(1, 1, 2, 2, 3), { minLength: people.length, maxLength: people.length }),
      fc.oneof(
        fc.constant({}),
        historyOf(people.map(({ id }) => id)).map((history) => ({ history })),
      ),
      fc.boolean(),
    )
    .map(([capacities, history, pin]) => ({
      people: people.map((person, at) => ({ ...person, capacity: capacities[at]! })),
      options: {
        ...options,
        ...history,
        ...(pin ? { rules: { pins: [[people[0]!.id, people[1]!.id] as const] } } : {}),
      },
    })),
)

/** Three in a circle, each of whom would rather have the next than the one before; others whom they may like better than both, and places for them. */
const circles: fc.Arbitrary<MarketInput> = fc
  .tuple(
    fc.array(fc.constantFrom(0, 1, 2, 4, 5), { minLength: 36, maxLength: 36 }),
    fc.array(fc.constantFrom(1, 1, 2), { minLength: 6, maxLength: 6 }),
    fc.shuffledSubarray(['ana', 'Ben', 'cem', '__proto__', 'dan', '9'], { minLength: 5 }),
  )
  .map(([levels, capacities, ids]) => ({
    people: ids.map((id, at) => ({
      id,
      capacity: capacities[at]!,
      offers: [{ skill: `of ${id}`, level: 5 }],
      wants: ids.flatMap((other, to) => {
        if (at === to) return []
        const skill = `of ${other}`
        if (at > 2 || to > 2) return { skill, priority: 3, level: levels[6 * at + to]! }
        return (at + 1) % 3 === to ? { skill, priority: 3, level: 1 } : { skill, priority: 2 }
      }),
    })),
    options: {},
  }))

/** Any pairs at all, possible or not, nobody in more than they may. */
const withAnyPairs = (markets: fc.Arbitrary<MarketInput>): fc.Arbitrary<readonly [MarketInput, readonly Ids[]]> =>
  markets.chain((market) => {
    const all = market.people.flatMap(({ id }, at) => market.people.slice(at + 1).map((other): Ids => [other.id, id]))
    return fc.shuffledSubarray(all).map((wanted) => {
      const left = new Map(market.people.map(({ id, capacity = 1 }) => [id, capacity]))
      const pairs = wanted.filter((pair) => {
        if (pair.some((id) => left.get(id) === 0)) return false
        for (const id of pair) left.set(id, left.get(id)! - 1)
        return true
      })
      return [market, pairs]
    })
  })

const auditAgrees = ([{ people, options }, pairs]: readonly [MarketInput, readonly Ids[]]): void => {
  const found = referenceOf({ people, options })
  const result = blockingPairs(people, pairs, options)
  if (isLeft(result)) {
    expect(found).toBe(undefined)
    expect(result.left._tag).toBe('PinConflict')
    return
  }
  const expected = found!.blocking(pairs)
  expect(close(result.right)).toEqual(close(expected))
  seen.audits += expected.length > 0 ? 1 : 0
  seen.clean += expected.length > 0 ? 0 : 1
}

describe('with several partners, stable answers are what brute force over all sets of pairs finds', () => {
  it('markets of up to 6 people with capacities of up to 3', () => {
    fc.assert(fc.property(capacityMarket(), agree), { numRuns: 400 })
  })

  it('circles of three with others around them, so that often nothing is stable', () => {
    fc.assert(fc.property(circles, agree), { numRuns: 800 })
  })

  it('people whose wishes cross, some with a history', () => {
    fc.assert(fc.property(crossing, agree), { numRuns: 300 })
  })

  it('the audit lists the blocking pairs of any pairs at all', () => {
    fc.assert(fc.property(withAnyPairs(fc.oneof(capacityMarket(), crossing, circles)), auditAgrees), { numRuns: 500 })
  })

  it('and these cases are about something', () => {
    for (const [what, count] of Object.entries(seen)) expect([what, count > 20]).toEqual([what, true])
  })
})
