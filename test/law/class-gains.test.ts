import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { benefit } from '../../src/benefit/benefit.ts'
import { classGains } from '../../src/benefit/class-gains-of.ts'
import { LIMITS, type Way } from '../../src/benefit/limits.ts'
import { buildMarket } from '../../src/benefit/market.ts'
import type { MarketParts } from '../../src/benefit/market-parts.ts'
import { ProofPreferences } from '../../src/benefit/proof-blocking.ts'
import { firstFailedRule, PASSES } from '../../src/benefit/eligibility.ts'
import { integerWeight, mutualWeight } from '../../src/benefit/fusion.ts'
import type { Fusion } from '../../src/model/options.ts'
import type { Person } from '../../src/model/person.ts'
import type { Rules } from '../../src/model/rules.ts'
import { type Random, seeded, shuffled } from '../graphs.ts'
import { options } from '../unit/benefit/people.ts'

const FUSIONS: readonly Fusion[] = ['harmonic', 'geometric', 'min', 'sum']

/** People of every kind: copies of each other, plain ones, with levels and priorities, and with gains of hundreds of units. */
const crowd = (size: number, random: Random, huge = false): Person[] => {
  const skills = huge ? 400 : [3, 8, 40, 150][random(4)]!
  const levels = huge ? 1 : random(3)
  const often = huge || random(6) === 0 ? 1 : 5
  const widest = huge ? 900 : often === 1 ? 120 : [4, 30, 120][random(3)]!
  const copied = [1, 3, 30][random(3)]!
  const people: Person[] = []
  for (let i = 0; i < size; i++) {
    const twin = people.length > 3 && random(10) < copied ? people[random(copied === 30 ? 3 : size)] : undefined
    const many = random(often) === 0 ? widest : 4
    const list = <A>(entry: (skill: string) => A): A[] =>
      Array.from({ length: 1 + random(many) }, () => entry(`s${random(skills)}`))
    people.push({
      id: `p${i}`,
      capacity: 1,
      offers: twin?.offers ?? list((skill) => ({ skill, level: [3, 1 + random(5), 5][levels]! })),
      wants:
        twin?.wants ??
        list((skill) => ({ skill, priority: [1, 1 + random(3), 3][levels]!, level: levels === 1 ? random(5) : 0 })),
    })
  }
  return people
}

const partsOf = (people: readonly Person[], fusion: Fusion, way: Way, rules: Partial<Rules> = {}): MarketParts => {
  const given = { ...options(rules), fusion, objective: 'stable' as const }
  const market = buildMarket(people, given, { ...LIMITS, direct: 0, way })
  if (isLeft(market)) throw new Error(JSON.stringify(market.left))
  return market.right.parts
}

describe('rows of classes', () => {
  test('hold the classes that gain enough, and what both gain, by definition', () => {
    const random = seeded(21)
    const seen = { rows: 0, entries: 0, left: 0, great: 0, raised: 0, beyond: 0 }
    for (let round = 0; round < 240; round++) {
      const parts = partsOf(
        crowd(2 + random(round % 30 === 0 ? 400 : 60), random, round % 12 === 3),
        'sum',
        (['slices', 'posting', 'swaps'] as const)[round % 3]!,
      )
      const { classes, index, walks, way } = parts
      const { count, member, memberStart } = classes
      if (count === 0) continue
      const gains = classGains(classes, walks, way)
      const first = Array.from({ length: count }, (_, c) => member[memberStart[c]!]!)
      const most = first.map((p) => Math.max(...first.map((q) => benefit(index, q, p))))
      const floor = new Float64Array(count)
      for (let c = 0; c < count; c++) {
        expect(gains.most(c)).toBeGreaterThanOrEqual(most[c]!)
        if (random(3) === 0) continue
        floor[c] = random(2 + most[c]!)
        gains.setFloor(c, floor[c]!)
      }
      seen.beyond += way === 'slices' && gains.step === 0 ? 1 : 0
      for (let turn = 0; turn < 5; turn++) {
        const c = random(count)
        const start = random(2) * random(2 + most[c]!)
        const raised = random(2) * random(2 + most[c]!)
        // Once raised, those who give less need not be told any more, but may have been before.
        const told = new Map<number, readonly [number, number]>()
        let least = start
        gains.row(c, start, (d, toC, toD) => {
          expect(toC).toBeGreaterThanOrEqual(least)
          expect(told.has(d)).toBe(false)
          told.set(d, [toC, toD])
          if (told.size > 2) least = Math.max(start, raised)
          return least
        })
        seen.rows++
        for (let d = 0; d < count; d++) {
          const toC = benefit(index, first[d]!, first[c]!)
          const toD = benefit(index, first[c]!, first[d]!)
          const isIn = toC > 0 && toD > 0 && toC >= start && toD >= floor[d]!
          const found = told.get(d)
          if (isIn && toC >= least) expect(found).toEqual([toC, toD])
          else if (found !== undefined) expect([isIn, found]).toEqual([true, [toC, toD]])
          seen.entries += found === undefined ? 0 : 1
          seen.left += found === undefined && toC > 0 && toD > 0 ? 1 : 0
          seen.great += found !== undefined && toC > 127 ? 1 : 0
          seen.raised += found !== undefined && toC < least ? 1 : 0
        }
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
  })
})

describe('pairs that prefer each other to what they have, for proofs', () => {
  test('are those of the definition, whatever everybody has', () => {
    const random = seeded(22)
    const seen = { pairs: 0, none: 0, alone: 0, forbidden: 0, words: 0, great: 0 }
    for (let round = 0; round < 300; round++) {
      const size = 2 + (round % 60 === 0 ? 300 + random(100) : random(50))
      const people = crowd(size, random)
      const fusion = FUSIONS[round % 4]!
      const rules: Partial<Rules>[] = [
        {},
        { minGain: 1 + random(9) },
        { maxImbalance: random(12) },
        { eligible: (a, b) => (a.id.length + b.id.length) % 3 > 0 },
      ]
      const parts = partsOf(
        people,
        fusion,
        (['slices', 'slices', 'posting', 'swaps'] as const)[random(4)]!,
        rules[random(4)],
      )
      const { classes, index } = parts
      const judge = new ProofPreferences(parts)
      const person = Array.from(classes.classOf.keys()).filter((p) => classes.classOf[p]! >= 0)
      const n = person.length
      const gain = person.map((p) => person.map((q) => benefit(index, q, p)))
      const allowed = person.map((p, v) =>
        person.map(
          (q, u) =>
            gain[v]![u]! > 0 &&
            gain[u]![v]! > 0 &&
            firstFailedRule(parts.rules, p, q, gain[v]![u]!, gain[u]![v]!) === PASSES,
        ),
      )
      const possible = (v: number, u: number): boolean => allowed[v]![u]!
      const keyOf = (v: number, u: number): readonly number[] => [
        gain[v]![u]!,
        integerWeight(mutualWeight(fusion, gain[v]![u]!, gain[u]![v]!)),
        -u,
      ]
      const better = (a: readonly number[], b: readonly number[]): boolean => {
        const at = a.findIndex((value, i) => value !== b[i])
        return at >= 0 && a[at]! > b[at]!
      }
      // A pairing, then one in which nobody has anybody that they like less than others, and a random one, which need not be a pairing.
      const partners = [
        Int32Array.from({ length: n }, () => random(n + 1) - 1),
        new Int32Array(n).fill(-1),
        greedy(n, possible, keyOf, better),
      ]
      const order = shuffled([...partners[1]!.keys()], random)
      for (let i = 0; i + 1 < n; i += 2)
        [partners[1]![order[i]!], partners[1]![order[i + 1]!]] = [order[i + 1]!, order[i]!]
      for (const partner of partners) {
        const now = Array.from(partner, (u, v) => (u >= 0 && u !== v && possible(v, u) ? keyOf(v, u) : [0]))
        const expected = new Set<string>()
        for (let v = 0; v < n; v++) {
          for (let u = v + 1; u < n; u++) {
            if (!better(keyOf(v, u), now[v]!) || !better(keyOf(u, v), now[u]!)) continue
            if (possible(v, u)) expected.add(`${v} ${u}`)
            else seen.forbidden++
          }
        }
        const told: string[] = []
        expect(
          judge.preferEachOther(
            partner,
            (v, u) => told.push(`${v} ${u}`),
            () => true,
          ),
        ).toBe(true)
        expect(new Set(told)).toEqual(expected)
        expect(told).toHaveLength(expected.size)
        seen.pairs += expected.size
        seen.none += expected.size === 0 && n > 0 ? 1 : 0
        seen.alone += now.some(([own]) => own === 0) ? 1 : 0
        seen.words += n > 256 ? 1 : 0
        seen.great += now.some(([own]) => own! > 127) ? 1 : 0
      }
      for (let v = 0; v + 1 < n; v++) {
        const [own, weight] = keyOf(v, v + 1)
        expect(judge.preferred(v, v + 1)).toEqual(possible(v, v + 1) ? { gain: own, weight } : undefined)
        expect(judge.preferred(v, v)).toBeUndefined()
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
  })
})

/** Pairs in which both have whom they like best of those that are left, and then any. */
const greedy = (
  n: number,
  possible: (v: number, u: number) => boolean,
  keyOf: (v: number, u: number) => readonly number[],
  better: (a: readonly number[], b: readonly number[]) => boolean,
): Int32Array => {
  const partner = new Int32Array(n).fill(-1)
  const favourite = (v: number): number => {
    let best = -1
    for (let u = 0; u < n; u++) {
      if (u === v || partner[u] !== -1 || !possible(v, u)) continue
      if (best < 0 || better(keyOf(v, u), keyOf(v, best))) best = u
    }
    return best
  }
  for (let again = true; again; ) {
    again = false
    for (let v = 0; v < n; v++) {
      const u = partner[v] === -1 ? favourite(v) : -1
      if (u < 0 || favourite(u) !== v) continue
      partner[v] = u
      partner[u] = v
      again = true
    }
  }
  return partner
}
