import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { benefit } from '../../src/benefit/benefit.ts'
import { integerWeight, mutualWeight } from '../../src/benefit/fusion.ts'
import { adjustmentOf } from '../../src/benefit/history.ts'
import { LIMITS, type Way } from '../../src/benefit/limits.ts'
import { buildMarket, type Market } from '../../src/benefit/market.ts'
import { checkAllPairs } from '../../src/matching/pair-certificate.ts'
import type { MatchingCertificate, Verdict } from '../../src/matching/solution.ts'
import { decodeOptions, decodePeople } from '../../src/model/decode.ts'
import type { Fusion } from '../../src/model/options.ts'
import type { Person } from '../../src/model/person.ts'
import { seeded } from '../graphs.ts'
import { marketWithHistory } from '../histories.ts'
import { marketInput } from '../markets.ts'
import { options } from '../unit/benefit/people.ts'

type Random = (below: number) => number

const FUSIONS: readonly Fusion[] = ['harmonic', 'geometric', 'min', 'sum']

interface Pair {
  readonly v: number
  readonly u: number
  readonly weight: number
}

const marketOf = (people: readonly Person[], fusion: Fusion, way: Way): Market => {
  const market = buildMarket(people, { ...options(), fusion }, { ...LIMITS, direct: 0, way })
  if (isLeft(market)) throw new Error(JSON.stringify(market.left))
  return market.right
}

/** By definition: all pairs in which both gain, but those that the rules forbid. */
const pairsByHand = ({ index, rows, options: { fusion }, terms }: Market): Pair[] => {
  const pairs: Pair[] = []
  for (let v = 0; v < rows.vertexCount; v++) {
    for (let u = v + 1; u < rows.vertexCount; u++) {
      const [p, q] = [rows.person[v]!, rows.person[u]!]
      const weight = mutualWeight(fusion, benefit(index, q, p), benefit(index, p, q))
      if (weight > 0 && rows.admits(v, u))
        pairs.push({ v, u, weight: integerWeight(weight) + adjustmentOf(terms, p, q) })
    }
  }
  return pairs
}

const slackOf = ({ dual2x, blossoms, lift }: MatchingCertificate, { v, u, weight }: Pair): number =>
  blossoms.reduce(
    (sum, { members, dual2x: own }) => (members.includes(v) && members.includes(u) ? sum + own : sum),
    dual2x[v]! + dual2x[u]! - 2 * (weight + lift),
  )

/** The verdict is that of the definition, and a reason names a pair that is violated. */
const expectTruth = (verdict: Verdict | undefined, certificate: MatchingCertificate, pairs: readonly Pair[]): void => {
  const violated = pairs.filter((pair) => slackOf(certificate, pair) < 0)
  expect(verdict?.valid).toBe(violated.length === 0)
  if (verdict === undefined || verdict.valid) return
  const [, v, u, slack] =
    /^the pair of (\d+) and (\d+) weighs more than its duals: slack (\S+)$/.exec(verdict.reason) ?? []
  const named = violated.find(
    (pair) => pair.v === Math.min(Number(v), Number(u)) && pair.u === Math.max(Number(v), Number(u)),
  )
  expect(named).toBeDefined()
  expect(Number(slack)).toBe(slackOf(certificate, named!) / 2)
}

/** Duals that are feasible for all pairs, and tight for many: random ones, raised at one end where they are not enough. */
const feasible = (n: number, pairs: readonly Pair[], lift: number, random: Random): MatchingCertificate => {
  const greatest = pairs.reduce((most, { weight }) => Math.max(most, weight), 1)
  const scale = [1, greatest, 2 * greatest][random(3)]!
  const dual2x = Float64Array.from({ length: n }, () => random(scale))
  const blossoms = Array.from({ length: n > 4 ? random(3) : 0 }, () => ({
    members: Int32Array.from(new Set([0, 0, 0, 0, 0].map(() => random(n)))),
    dual2x: 1 + random(greatest),
  }))
  const certificate = { dual2x, blossoms, lift }
  for (const pair of pairs) {
    const lacking = -slackOf(certificate, pair)
    if (lacking > 0) dual2x[random(2) === 0 ? pair.v : pair.u]! += lacking
  }
  return certificate
}

/** Random duals, feasible ones, and those with one of the ends of a pair lowered by the least amount. */
const duals = (n: number, pairs: readonly Pair[], random: Random): MatchingCertificate[] => {
  const lift = random(3) === 0 ? 1 + random(50_000) : 0
  const good = feasible(n, pairs, lift, random)
  const greatest = pairs.reduce((most, { weight }) => Math.max(most, weight), 1) + lift
  const certificates = [good, { ...good, dual2x: Float64Array.from({ length: n }, () => random(3 * greatest)) }]
  const tight = pairs.filter((pair) => slackOf(good, pair) === 0)
  for (let k = 0; k < 2 && tight.length > 0; k++) {
    const pair = tight[random(tight.length)]!
    const end = good.dual2x[pair.v]! > 0 ? pair.v : pair.u
    if (good.dual2x[end] === 0) continue
    certificates.push({ ...good, dual2x: good.dual2x.with(end, good.dual2x[end]! - 1) })
  }
  return certificates
}

/** People of every kind: copies of each other, plain ones, with levels and priorities, and with gains of hundreds of units. */
const crowd = (size: number, random: Random): Person[] => {
  const skills = [3, 8, 40, 150][random(4)]!
  const levels = random(3)
  const often = random(6) === 0 ? 1 : 5
  const widest = often === 1 ? 120 : [4, 30, 120][random(3)]!
  const people: Person[] = []
  for (let i = 0; i < size; i++) {
    const copied = random(4) === 0 ? people[random(size)] : undefined
    const many = random(often) === 0 ? widest : 4
    const list = <A>(entry: (skill: string) => A): A[] =>
      Array.from({ length: 1 + random(many) }, () => entry(`s${random(skills)}`))
    people.push({
      id: `p${i}`,
      capacity: 1,
      offers: copied?.offers ?? list((skill) => ({ skill, level: [3, 1 + random(5), 5][levels]! })),
      wants:
        copied?.wants ??
        list((skill) => ({ skill, priority: [1, 1 + random(3), 3][levels]!, level: levels === 1 ? random(5) : 0 })),
    })
  }
  return people
}

describe('duals held against all pairs, by the scan for proofs and by walks, against the definition', () => {
  test('of crowds: copies, levels, priorities, and gains beyond what is counted', () => {
    const random = seeded(15)
    const seen = { valid: 0, invalid: 0, least: 0, copies: 0, great: 0, words: 0 }
    for (let round = 0; round < 800; round++) {
      const people = crowd(round % 45 === 0 ? 200 + random(300) : 2 + random(70), random)
      const fusion = FUSIONS[round % 4]!
      const market = marketOf(people, fusion, 'slices')
      const pairs = pairsByHand(market)
      const n = market.rows.vertexCount
      const ways =
        round % 3 === 0 ? [market, marketOf(people, fusion, round % 2 === 0 ? 'posting' : 'swaps')] : [market]
      seen.copies += n - new Set(people.map(({ offers, wants }) => JSON.stringify([offers, wants]))).size > 0 ? 1 : 0
      seen.great += pairs.some(({ weight }) => weight > 254_000) ? 1 : 0
      seen.words += n > 256 ? 1 : 0
      for (const certificate of duals(n, pairs, random)) {
        const violated = pairs.filter((pair) => slackOf(certificate, pair) < 0)
        seen[violated.length === 0 ? 'valid' : 'invalid']++
        seen.least += violated.length === 1 && slackOf(certificate, violated[0]!) === -1 ? 1 : 0
        for (const { rows } of ways) expectTruth(checkAllPairs(rows, certificate), certificate, pairs)
      }
    }
    expect(seen.valid).toBeGreaterThan(700)
    expect(seen.invalid).toBeGreaterThan(700)
    expect(seen.least).toBeGreaterThan(300)
    expect(seen.copies).toBeGreaterThan(200)
    expect(seen.great).toBeGreaterThan(40)
    expect(seen.words).toBeGreaterThan(10)
  })

  test.each([
    ['with rules, bans, pins and related skills', marketInput()],
    ['with a history', marketWithHistory()],
  ])('of small markets %s', (_, markets) => {
    const seen = { valid: 0, invalid: 0, scanned: 0, forbidden: 0 }
    fc.assert(
      fc.property(markets, fc.nat(), ({ people, options: given }, seed) => {
        const random = seeded(seed)
        const decoded = decodePeople(people)
        const chosen = decodeOptions({ ...given, objective: 'benefit' })
        if (isLeft(decoded) || isLeft(chosen)) throw new Error('expected people and options')
        for (const way of ['slices', 'posting'] as const) {
          const built = buildMarket(decoded.right, chosen.right, { ...LIMITS, direct: 0, way })
          if (isLeft(built)) return
          const { rows, index } = built.right
          const pairs = pairsByHand(built.right)
          seen.scanned += index.relatedSkill.length === 0 && pairs.length > 0 ? 1 : 0
          for (const certificate of duals(rows.vertexCount, pairs, random)) {
            const verdict = checkAllPairs(rows, certificate)
            expectTruth(verdict, certificate, pairs)
            seen[verdict?.valid === true ? 'valid' : 'invalid']++
            rows.above(
              new Float64Array(rows.vertexCount),
              (v, u) => (seen.forbidden += rows.admits(v, u) ? 0 : 1),
              () => true,
            )
          }
        }
      }),
      { numRuns: 500 },
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(200)
  })
})

/** Couples that nobody else can be paired with, whose gains are of all sizes. */
const couples = (count: number, plain: boolean, random: Random): Person[] =>
  Array.from({ length: 2 * count }, (_, i) => {
    const [couple, first] = [i >> 1, i % 2 === 0]
    const skills = plain ? 1 + (couple % 9) : 1 + (couple % 23 === 0 ? 60 : couple % 5)
    const named = (side: string): string[] => Array.from({ length: skills }, (__, k) => `c${couple} ${side}${k}`)
    return {
      id: `p${String(i).padStart(4, '0')}`,
      capacity: 1,
      offers: named(first ? 'a' : 'b').map((skill) => ({ skill, level: plain ? 3 : 3 + random(3) })),
      wants: named(first ? 'b' : 'a').map((skill) => ({
        skill,
        priority: plain ? 1 : 1 + random(3),
        level: plain ? 0 : random(3),
      })),
    }
  })

describe('one pair that weighs too much, by the least amount', () => {
  const random = seeded(8)

  test.each([1, 15, 16, 17, 127, 128, 129, 530])('is found wherever it stands among %i couples', (count) => {
    for (const plain of [true, false]) {
      for (const fusion of count > 20 ? FUSIONS.slice(0, 1) : FUSIONS) {
        const market = marketOf(couples(count, plain, random), fusion, 'slices')
        const { rows } = market
        const n = rows.vertexCount
        expect(n).toBe(2 * count)
        const pairs = pairsByHand(market)
        expect(pairs).toHaveLength(count)
        // All tight, however the sum is split.
        const dual2x = new Float64Array(n)
        for (const { v, u, weight } of pairs) {
          dual2x[v] = random(2 * weight + 1)
          dual2x[u] = 2 * weight - dual2x[v]!
        }
        expect(checkAllPairs(rows, { dual2x, blossoms: [], lift: 0 })).toEqual({ valid: true })
        for (let v = 0; v < n; v += count > 200 ? 13 : count > 20 ? 3 : 1) {
          const pair = pairs[v >> 1]!
          expect([pair.v, pair.u]).toContain(v)
          const forged = { dual2x: dual2x.slice(), blossoms: [], lift: 0 }
          if (forged.dual2x[v] === 0) continue
          forged.dual2x[v]! -= 1
          expectTruth(checkAllPairs(rows, forged), forged, [pair])
          // With a blossom around both that makes up for it, or does not.
          const around = { members: Int32Array.of(v ^ 1, v, (v + 2) % n), dual2x: 1 }
          expect(checkAllPairs(rows, { ...forged, blossoms: [around] })).toEqual({ valid: true })
        }
      }
    }
  })
})

describe('one pair that weighs too much where nobody near its ends is cheaper', () => {
  // The first of a couple gains less than the second: so they stand in words of their own, all of one price.
  const people = (count: number): Person[] =>
    Array.from({ length: 2 * count }, (_, i) => {
      const [one, two] = [
        { skill: `one ${i >> 1}` },
        [{ skill: `two ${i >> 1}` }, { skill: `three ${i >> 1}` }],
      ] as const
      const [gives, gets] = i % 2 === 0 ? [two, [one]] : [[one], two]
      return {
        id: `p${String(i).padStart(4, '0')}`,
        capacity: 1,
        offers: gives.map((skill) => ({ ...skill, level: 3 })),
        wants: gets.map((skill) => ({ ...skill, priority: 1, level: 0 })),
      }
    })

  test.each(FUSIONS)('is found with the fusion %s', (fusion) => {
    for (const count of [32, 40, 256]) {
      const market = marketOf(people(count), fusion, 'slices')
      const pairs = pairsByHand(market)
      expect(pairs).toHaveLength(count)
      for (const low of [0, 1, pairs[0]!.weight]) {
        const dual2x = Float64Array.from({ length: 2 * count }, (_, v) =>
          v % 2 === 0 ? low : 2 * pairs[0]!.weight - low,
        )
        expect(checkAllPairs(market.rows, { dual2x, blossoms: [], lift: 0 })).toEqual({ valid: true })
        for (let v = 0; v < 2 * count; v += count > 100 ? 37 : 7) {
          if (dual2x[v] === 0) continue
          const forged = { dual2x: dual2x.with(v, dual2x[v]! - 1), blossoms: [], lift: 0 }
          expectTruth(checkAllPairs(market.rows, forged), forged, pairs)
        }
      }
    }
  })
})

describe('what is no certificate', () => {
  const random = seeded(3)
  const market = marketOf(crowd(80, random), 'harmonic', 'slices')
  const n = market.rows.vertexCount
  const good = feasible(n, pairsByHand(market), 0, random)

  test('is refused', () => {
    expect(n).toBeGreaterThan(3)
    expect(checkAllPairs(market.rows, good)).toEqual({ valid: true })
    for (const wrong of [Number.NaN, -1, Infinity, 0.5, -Infinity]) {
      for (const v of [0, n - 1]) {
        const dual2x = good.dual2x.with(v, wrong)
        expect(checkAllPairs(market.rows, { ...good, dual2x })).toEqual({
          valid: false,
          reason: `the dual of ${v} is ${wrong}`,
        })
      }
      const blossoms = [{ members: Int32Array.of(0, 1, 2), dual2x: wrong }]
      expect(checkAllPairs(market.rows, { ...good, blossoms })).toMatchObject({ valid: false, reason: /blossom 0/ })
      if (wrong !== -1) expect(checkAllPairs(market.rows, { ...good, lift: wrong })).toMatchObject({ valid: false })
    }
    expect(checkAllPairs(market.rows, { ...good, dual2x: good.dual2x.slice(1) })).toMatchObject({ valid: false })
  })

  test('and a check that is stopped says nothing, unless it has found a pair', () => {
    for (const way of ['slices', 'posting'] as const) {
      const { rows } = marketOf(crowd(200, seeded(4)), 'sum', way)
      const certificate = { dual2x: new Float64Array(rows.vertexCount).fill(1e9), blossoms: [], lift: 0 }
      let asked = 0
      expect(checkAllPairs(rows, certificate, () => ++asked < 4)).toBeUndefined()
      expect(asked).toBe(4)
      expect(checkAllPairs(rows, certificate, () => true)).toEqual({ valid: true })
      const none = { ...certificate, dual2x: new Float64Array(rows.vertexCount) }
      expect(checkAllPairs(rows, none, () => asked++ < 300)).toMatchObject({ valid: false })
    }
  })
})
