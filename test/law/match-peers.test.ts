import { deepStrictEqual } from 'node:assert'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { type Matching, matchPeers, type OptionsInput, type PersonInput, type RulesInput } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { type MarketInput, marketInput } from '../markets.ts'
import { oracleWeight } from '../oracle/benefit.ts'
import { answered, pairingReference, type PairingReference, thousandths } from '../oracle/pairing.ts'

const RUNS = 400

/** Answers only: what to do about pins that cannot be kept is not these laws' matter. */
const forAnswers = (
  law: (answer: Matching, market: MarketInput) => void,
  { pins = true, numRuns = RUNS }: { readonly pins?: boolean; readonly numRuns?: number } = {},
): void => {
  fc.assert(
    fc.property(marketInput({ pins }), (market) => {
      const result = matchPeers(market.people, market.options)
      if (isLeft(result)) expect(result.left._tag).toBe('PinConflict')
      else law(result.right, market)
    }),
    { numRuns },
  )
}

const referenceOf = ({ people, options }: MarketInput): PairingReference => {
  const reference = pairingReference(people, options)
  if (reference === 'PinConflict') throw new Error('there is an answer, so there is no conflict')
  return reference
}

const withRules = (options: OptionsInput, rules: RulesInput): OptionsInput => ({
  ...options,
  rules: { ...options.rules, ...rules },
})

const frozen = <A>(value: A): A => {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(frozen)
    Object.freeze(value)
  }
  return value
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Pairs first under coverage, then the total: whether `after` is no better than `before`. */
const expectNoBetter = (after: Matching, before: Matching): void => {
  if (before.proof.objective === 'coverage') expect(after.pairs.length).toBeLessThanOrEqual(before.pairs.length)
  if (before.proof.objective === 'benefit' || after.pairs.length === before.pairs.length) {
    expect(after.proof.value).toBeLessThanOrEqual(before.proof.value)
  }
}

/** What the answer with that pair pinned loses, in thousandths. */
const lossWith = (market: MarketInput, answer: Matching, pair: readonly [string, string]): number => {
  const pins = [...(market.options.rules?.pins ?? []), pair]
  const forced = referenceOf({ people: market.people, options: withRules(market.options, { pins }) })
  if (answer.proof.objective === 'coverage') expect(forced.best.pairs).toBe(answer.pairs.length)
  return thousandths(answer.proof.value) - forced.best.weight
}

describe('order and bystanders', () => {
  it('the order of people, offers, wants, and of ids in pins and bans never shows', () => {
    fc.assert(
      fc.property(
        marketInput().chain((market) =>
          fc.tuple(
            fc.constant(market),
            fc.shuffledSubarray(market.people, { minLength: market.people.length }),
            fc.infiniteStream(fc.nat()),
          ),
        ),
        ([{ people, options }, shuffled, noise]) => {
          const next = (): number => Number(noise.next().value)
          const mixed = <A>(list: readonly A[]): A[] =>
            list
              .map((value) => [next(), value] as const)
              .toSorted((x, y) => x[0] - y[0])
              .map(([, value]) => value)
          const turned = (pairs: RulesInput['bans']): readonly (readonly [string, string])[] =>
            mixed(pairs ?? []).map(([a, b]) => (next() % 2 === 0 ? [a, b] : [b, a]))
          const first = matchPeers(people, options)
          const second = matchPeers(
            shuffled.map((person) => ({ ...person, offers: mixed(person.offers), wants: mixed(person.wants) })),
            withRules(options, { pins: turned(options.rules?.pins), bans: turned(options.rules?.bans) }),
          )
          // Of two conflicts, the one that is told about depends on the order of the pins.
          if (isLeft(first)) expect(isLeft(second)).toBe(true)
          else deepStrictEqual(second, first)
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('somebody who offers nothing and wants nothing changes nothing else', () => {
    fc.assert(
      fc.property(marketInput(), fc.constantFrom('!', 'b', 'zz', '\uffff\uffff'), ({ people, options }, id) => {
        const before = matchPeers(people, options)
        if (isLeft(before)) return
        const bystander: PersonInput = { id, offers: [], wants: [], languages: ['en'], experience: 3 }
        const after = answered([...people, bystander], options)
        const { unmatched, summary } = before.right
        deepStrictEqual(after.pairs, before.right.pairs)
        deepStrictEqual(after.proof, before.right.proof)
        deepStrictEqual(after.summary, { ...summary, people: summary.people + 1, unmatched: summary.unmatched + 1 })
        deepStrictEqual(
          after.unmatched.filter((one) => one.id !== id),
          unmatched,
        )
        expect(after.unmatched.find((one) => one.id === id)?.reason._tag).toBe('WantsNothingNew')
      }),
      { numRuns: RUNS },
    )
  })

  it('the same call twice gives the same answer, and leaves its input alone', () => {
    forAnswers((answer, { people, options }) => {
      const before = JSON.stringify({ people, options })
      deepStrictEqual(answered(frozen(people), frozen(options)), answer)
      expect(JSON.stringify({ people, options })).toBe(before)
    })
  })
})

describe('what an answer looks like', () => {
  it('everybody is exactly once in a pair or unmatched, and both lists are in order', () => {
    forAnswers(({ pairs, unmatched }, { people }) => {
      const ids = [...pairs.flatMap(({ members }) => members), ...unmatched.map(({ id }) => id)]
      deepStrictEqual(ids.toSorted(), people.map(({ id }) => id).toSorted())
      for (const { members } of pairs) expect(members[0] < members[1]).toBe(true)
      pairs.slice(1).forEach((pair, at) => {
        const before = pairs[at]!
        const inOrder =
          before.weight > pair.weight || (before.weight === pair.weight && before.members[0] < pair.members[0])
        expect(inOrder).toBe(true)
      })
      unmatched.slice(1).forEach(({ id }, at) => expect(unmatched[at]!.id < id).toBe(true))
    })
  })

  it('in every pair that is not pinned both gain', () => {
    forAnswers(({ pairs }) => {
      for (const { pinned, gains, weight } of pairs) {
        if (pinned) continue
        expect(Math.min(...gains)).toBeGreaterThan(0)
        expect(weight).toBeGreaterThan(0)
      }
    })
  })

  it('exchange lines add up to the gains exactly; imbalance and weight follow from the gains', () => {
    forAnswers(({ pairs }, { options }) => {
      for (const { members, gains, imbalance, weight, exchange } of pairs) {
        members.forEach((id, side) => {
          const lines = exchange.filter(({ to }) => to === id)
          expect(sum(lines.map(({ benefit }) => benefit))).toBe(gains[side])
          for (const { from } of lines) expect(from).toBe(members[1 - side])
        })
        expect(exchange.every(({ to }) => members.includes(to))).toBe(true)
        for (const line of exchange) {
          expect(line.benefit).toBe(line.priority * line.lift)
          expect(line.lift).toBeGreaterThan(0)
          expect(line.lift).toBeLessThanOrEqual((line.similarity ?? 1) * line.level)
          expect(line.taught === undefined).toBe(line.similarity === undefined)
        }
        expect(imbalance).toBe(Math.abs(gains[0] - gains[1]))
        expect(weight).toBeCloseTo(oracleWeight(options.fusion ?? 'harmonic', ...gains), 10)
      }
    })
  })

  it('the summary agrees with the pairs', () => {
    forAnswers(({ pairs, unmatched, summary, proof }, { people }) => {
      const gains = pairs.flatMap((pair) => pair.gains)
      expect(summary.people).toBe(people.length)
      expect(summary.pairs).toBe(pairs.length)
      expect(summary.matched).toBe(2 * pairs.length)
      expect(summary.unmatched).toBe(unmatched.length)
      expect(summary.totalWeight).toBeCloseTo(sum(pairs.map(({ weight }) => weight)), 9)
      expect(summary.totalGain).toBeCloseTo(sum(gains), 9)
      expect(summary.smallestGain).toBe(gains.length === 0 ? 0 : Math.min(...gains))
      expect(summary.meanGain).toBeCloseTo(gains.length === 0 ? 0 : sum(gains) / gains.length, 9)
      expect(summary.meanImbalance).toBeCloseTo(
        pairs.length === 0 ? 0 : sum(pairs.map(({ imbalance }) => imbalance)) / pairs.length,
        9,
      )
      // What was maximised is the total weight, but for the rounding of each pair.
      expect(Math.abs(proof.value - summary.totalWeight)).toBeLessThanOrEqual(0.0005 * pairs.length + 1e-9)
    })
  })

  it('the proof: bound >= value, optimal exactly when they are equal, and so far they always are', () => {
    forAnswers(({ proof }, { options }) => {
      expect(proof.objective).toBe(options.objective ?? 'benefit')
      expect(proof.bound).toBeGreaterThanOrEqual(proof.value)
      expect(proof.optimal).toBe(proof.bound === proof.value)
      expect(proof.gap).toBe(proof.bound === 0 ? 0 : (proof.bound - proof.value) / proof.bound)
      expect(proof.optimal).toBe(true)
    })
  })

  it('an answer is plain JSON', () => {
    forAnswers((answer) => deepStrictEqual(JSON.parse(JSON.stringify(answer)), answer))
  })
})

describe('nobody can do better', () => {
  it('no two people could leave, swap partners, or step in for somebody, and raise the total', () => {
    forAnswers((answer, market) => {
      const { weightOf, options } = referenceOf(market)
      const coverage = options.objective === 'coverage'
      /** So much do these pairs bring; less than any weight where one of them is not possible. */
      const worth = (...pairs: readonly (readonly [string, string])[]): number =>
        sum(pairs.map(([a, b]) => weightOf(a, b) ?? Number.NEGATIVE_INFINITY))
      const pairs = answer.pairs.filter(({ pinned }) => !pinned).map(({ members }) => members)
      const single = answer.unmatched.map(({ id }) => id)

      single.forEach((a, at) => {
        // Two singles: under coverage there must be no possible pair at all.
        for (const b of single.slice(at + 1)) {
          expect(worth([a, b])).toBeLessThanOrEqual(coverage ? Number.NEGATIVE_INFINITY : 0)
        }
      })
      pairs.forEach((pair, at) => {
        const [a, b] = pair
        // Leaving would lower the total, or, at worst, leave it as it is.
        expect(worth(pair)).toBeGreaterThanOrEqual(0)
        for (const c of single) expect(Math.max(worth([a, c]), worth([b, c]))).toBeLessThanOrEqual(worth(pair))
        for (const other of pairs.slice(at + 1)) {
          const [c, d] = other
          const now = worth(pair, other)
          expect(Math.max(worth([a, c], [b, d]), worth([a, d], [b, c]))).toBeLessThanOrEqual(now)
          // Two of them together, and the other two alone.
          if (!coverage) {
            for (const two of [
              [a, c],
              [a, d],
              [b, c],
              [b, d],
            ] as const)
              expect(worth(two)).toBeLessThanOrEqual(now)
          }
        }
      })
    })
  })

  it('a ban never raises the total; banning what is not chosen leaves it as it is', () => {
    forAnswers(
      (before, { people, options }) => {
        const [a, b] = [people[0]!.id, people[1]!.id]
        const after = answered(people, withRules(options, { bans: [...(options.rules?.bans ?? []), [a, b]] }))
        expectNoBetter(after, before)
        if (!before.pairs.some(({ members }) => members.includes(a) && members.includes(b))) {
          expect(after.proof.value).toBe(before.proof.value)
        }
        expect(after.pairs.some(({ members }) => members.includes(a) && members.includes(b))).toBe(false)
      },
      { pins: false },
    )
  })

  it('a tighter rule never raises the total', () => {
    const tighter = fc.constantFrom<(rules: RulesInput) => RulesInput>(
      ({ minGain = 0 }) => ({ minGain: minGain + 1 }),
      ({ maxImbalance = 6 }) => ({ maxImbalance: maxImbalance / 2 }),
      ({ maxExperienceGap = 4 }) => ({ maxExperienceGap: maxExperienceGap / 2 }),
      () => ({ sharedLanguage: true }),
      ({ minOverlapMinutes = 20, referenceWeek = '2026-10-25' }) => ({
        minOverlapMinutes: 2 * minOverlapMinutes,
        referenceWeek,
      }),
      ({ eligible = () => true }) => ({ eligible: (a, b) => eligible(a, b) && a.offers.length !== 2 }),
    )
    fc.assert(
      fc.property(marketInput({ pins: false }), tighter, ({ people, options }, tighten) => {
        const after = answered(people, withRules(options, tighten(options.rules ?? {})))
        expectNoBetter(after, answered(people, options))
      }),
      { numRuns: RUNS },
    )
  })

  it('a pin never raises the total, and is kept', () => {
    forAnswers(
      (before, { people, options }) => {
        const pin = [people[0]!.id, people[1]!.id] as const
        const result = matchPeers(people, withRules(options, { pins: [pin] }))
        if (isLeft(result)) {
          expect(result.left._tag).toBe('PinConflict')
          return
        }
        const pinned = result.right.pairs.filter((pair) => pair.pinned)
        expect(pinned.map(({ members }) => members)).toEqual([pin.toSorted()])
        // Under coverage, a pin of two who do not gain is one more pair than possible ones allow.
        if (before.proof.objective === 'benefit' || pinned[0]!.weight > 0) expectNoBetter(result.right, before)
      },
      { pins: false },
    )
  })

  it('pinning what was chosen anyway changes no total', () => {
    forAnswers(
      (before, { people, options }) => {
        const pins = before.pairs.map(({ members }) => members)
        const after = answered(people, withRules(options, { pins }))
        expect(after.proof.value).toBe(before.proof.value)
        deepStrictEqual(
          after.pairs,
          before.pairs.map((pair) => ({ ...pair, pinned: true })),
        )
      },
      { pins: false },
    )
  })
})

describe('the reasons', () => {
  const seen = new Map<string, number>()

  it('OutCompeted: the pair was possible, and having it loses at least what is said', () => {
    forAnswers(
      (answer, market) => {
        const reference = referenceOf(market)
        for (const { id, reason } of answer.unmatched) {
          seen.set(reason._tag, (seen.get(reason._tag) ?? 0) + 1)
          const possible = market.people.filter((other) => reference.weightOf(id, other.id) !== undefined)
          expect(reason._tag === 'OutCompeted').toBe(possible.length > 0)
          if (reason._tag !== 'OutCompeted') continue
          const { partner, gains, weight, lostBy, partnerHas } = reason.best
          expect(possible.map((other) => other.id)).toContain(partner)
          expect(Math.round(1000 * weight)).toBe(reference.weightOf(id, partner))
          expect(weight).toBeCloseTo(oracleWeight(reference.options.fusion, ...gains), 10)
          expect(lostBy).toBeGreaterThanOrEqual(0)
          const loss = lossWith(market, answer, [id, partner])
          expect(loss).toBeGreaterThanOrEqual(thousandths(lostBy))
          if (lostBy > 0) seen.set('lost', (seen.get('lost') ?? 0) + 1)
          if (lostBy > 0 && loss === thousandths(lostBy)) seen.set('exact', (seen.get('exact') ?? 0) + 1)

          const chosen = answer.pairs.find(({ members }) => members.includes(partner))
          expect(partnerHas?.id).toBe(chosen?.members.find((member) => member !== partner))
          expect(partnerHas?.weight).toBe(chosen?.weight)
          const most = Math.round(1000 * (partnerHas?.weight ?? 0)) - Math.round(1000 * weight)
          if (partnerHas !== undefined) expect(loss).toBeLessThanOrEqual(most)
          // What the sentence claims.
          if (reason.detail.includes('just as good')) expect(loss).toBe(0)
          const [, low, high = low] = /lower the total by ([\d.]+)(?: to ([\d.]+))?\.$/.exec(reason.detail) ?? []
          if (low !== undefined) {
            expect(loss / 1000).toBeGreaterThan(Number(low) - (high === low ? 0.006 : 1e-9))
            expect(loss / 1000).toBeLessThan(Number(high) + (high === low ? 0.006 : 1e-9))
            seen.set(high === low ? 'exactly' : 'between', (seen.get(high === low ? 'exactly' : 'between') ?? 0) + 1)
          }

          // The nearest of all: where any possible pair would lose nothing, this one says 0.
          for (const other of possible) {
            expect(lossWith(market, answer, [id, other.id])).toBeGreaterThanOrEqual(thousandths(lostBy))
          }
        }
      },
      { numRuns: 600 },
    )
  })

  it('all other reasons say what the definitions say', () => {
    forAnswers((answer, market) => {
      const { market: counted, people } = referenceOf(market)
      for (const { id, reason } of answer.unmatched) {
        const person = people.get(id)!
        const none = reason._tag === 'WantsNothingNew' || reason._tag === 'NobodyTeaches'
        expect(counted.canGain.has(id)).toBe(!none)
        if (!none) expect(counted.canGive.has(id)).toBe(reason._tag !== 'NothingOthersWant')
        if (reason._tag === 'NobodyTeaches') expect(reason.skills.length).toBeGreaterThan(0)
        if (person.wants.length === 0) expect(reason._tag).toBe('WantsNothingNew')
        if (reason._tag === 'NoEligiblePartner') {
          const { excluded, rule } = reason
          const { mutualBenefit: _, ...others } = excluded
          for (const [name, count] of Object.entries(others)) {
            expect(count).toBeGreaterThan(0)
            if (name !== 'pins') expect(count).toBe(counted.excluded.get(`${id} ${name}`))
          }
          const most = Math.max(0, ...Object.values(others))
          expect(rule === 'mutualBenefit' ? 0 : excluded[rule]).toBe(most)
        }
        expect(reason.detail).toMatch(/^[^\n]+\.$/u)
        expect(reason.detail).not.toMatch(/undefined|NaN|\[object|Infinity| {2}/u)
      }
    })
  })

  it('and every reason came up', () => {
    for (const tag of ['WantsNothingNew', 'NobodyTeaches', 'NothingOthersWant', 'NoEligiblePartner', 'OutCompeted']) {
      expect([tag, (seen.get(tag) ?? 0) > 10]).toEqual([tag, true])
    }
    expect(seen.get('lost')).toBeGreaterThan(50)
    for (const found of ['exact', 'exactly', 'between']) expect(seen.get(found)).toBeGreaterThan(10)
  })
})
