import { deepStrictEqual } from 'node:assert'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { blockingPairs, decodeOptions, decodePeople, matchPeers, type OptionsInput, type RulesInput } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { benefit } from '../../src/benefit/benefit.ts'
import { LIMITS } from '../../src/benefit/limits.ts'
import { buildMarket } from '../../src/benefit/market.ts'
import { capacityMarket } from '../capacity-markets.ts'
import { crossingMarket } from '../crossing-wishes.ts'
import { type MarketInput, marketInput } from '../markets.ts'
import { answered } from '../oracle/pairing.ts'

const RUNS = 300
const markets: fc.Arbitrary<MarketInput> = fc.oneof(marketInput(), crossingMarket(9))
/** Some of them of people who take several partners. */
const withCapacities: fc.Arbitrary<MarketInput> = fc.oneof(markets, capacityMarket())

const stable = (options: OptionsInput, rules: RulesInput = {}): OptionsInput => ({
  ...options,
  objective: 'stable',
  rules: { ...options.rules, ...rules },
})

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('stable answers', () => {
  it('the order of people, offers, wants, pins and bans never shows', () => {
    const shuffled = withCapacities.chain((market) =>
      fc.tuple(
        fc.constant(market),
        fc.shuffledSubarray(market.people, { minLength: market.people.length }),
        fc.infiniteStream(fc.nat()),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([{ people, options }, others, noise]) => {
        const mixed = <A>(list: readonly A[]): A[] =>
          list
            .map((value) => [Number(noise.next().value), value] as const)
            .toSorted((x, y) => x[0] - y[0])
            .map(([, value]) => value)
        const first = matchPeers(people, stable(options))
        const { pins = [], bans = [] } = options.rules ?? {}
        const second = matchPeers(
          others.map((person) => ({ ...person, offers: mixed(person.offers), wants: mixed(person.wants) })),
          stable(options, { pins: mixed(pins), bans: mixed(bans).map(([a, b]) => [b, a] as const) }),
        )
        if (isLeft(first)) expect(isLeft(second)).toBe(true)
        else deepStrictEqual(second, first)
      }),
      { numRuns: RUNS },
    )
  })

  it('somebody who can teach nobody changes nothing', () => {
    fc.assert(
      fc.property(withCapacities, fc.constantFrom('!', 'b', 'zz', '\uffff\uffff'), ({ people, options }, id) => {
        const before = matchPeers(people, stable(options))
        if (isLeft(before)) return
        const useless = { id, offers: [], wants: people.flatMap(({ offers }) => offers.map(asSkill)) }
        const after = answered([...people, useless], stable(options))
        deepStrictEqual(after.pairs, before.right.pairs)
        deepStrictEqual(after.proof, before.right.proof)
        deepStrictEqual(after.stability, before.right.stability)
        expect(after.unmatched.map((one) => one.id)).toContain(id)
      }),
      { numRuns: RUNS },
    )
  })

  it('is plain JSON, told alike for the same call, and nobody who is pinned blocks it', () => {
    fc.assert(
      fc.property(markets, ({ people, options }) => {
        const result = matchPeers(people, stable(options))
        if (isLeft(result)) return
        deepStrictEqual(plain(result), result)
        deepStrictEqual(matchPeers(people, stable(options)), result)
        const pinned = new Set(options.rules?.pins?.flat())
        for (const { members } of result.right.stability!.blockingPairs) {
          expect(members.some((id) => pinned.has(id))).toBe(false)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('the pairs hold what each gains, to the last bit, and whichever way they are found', () => {
    fc.assert(
      fc.property(markets, ({ people, options }) => {
        const decodedPeople = decodePeople(people)
        const decodedOptions = decodeOptions(stable(options))
        if (isLeft(decodedPeople) || isLeft(decodedOptions)) throw new Error('they are valid')
        const found = (['posting', 'swaps'] as const).map((way) => {
          const market = buildMarket(decodedPeople.right, decodedOptions.right, { ...LIMITS, direct: Infinity, way })
          if (isLeft(market)) return market.left._tag
          const { edges, index } = market.right
          for (let e = 0; e < edges!.count; e++) {
            const [a, b] = [edges!.source[e]!, edges!.target[e]!]
            expect([edges!.gains!.source[e], edges!.gains!.target[e]]).toEqual([
              benefit(index, b, a),
              benefit(index, a, b),
            ])
          }
          return edges
        })
        deepStrictEqual(found[1], found[0])
      }),
      { numRuns: RUNS },
    )
  })

  it('under other objectives stability is not told, and an audit tells of the very pairs that make them unstable', () => {
    let blocked = 0
    fc.assert(
      fc.property(withCapacities, ({ people, options }) => {
        const result = matchPeers(people, options)
        if (isLeft(result)) return
        expect('stability' in result.right).toBe(false)
        const members = result.right.pairs.map((pair) => pair.members)
        const audit = blockingPairs(people, members, options)
        if (isLeft(audit)) throw new Error(audit.left._tag)
        blocked += audit.right.length > 0 ? 1 : 0
        // A ban on all of them leaves the same pairs stable.
        const bans = [...(options.rules?.bans ?? []), ...audit.right.map((pair) => pair.members)]
        deepStrictEqual(blockingPairs(people, members, { ...options, rules: { ...options.rules, bans } }), {
          _tag: 'Right',
          right: [],
        })
      }),
      { numRuns: RUNS },
    )
    expect(blocked).toBeGreaterThan(RUNS / 10)
  })
})

const asSkill = (offer: string | { readonly skill: string }): string =>
  typeof offer === 'string' ? offer : offer.skill
