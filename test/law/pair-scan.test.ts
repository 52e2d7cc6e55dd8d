import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { benefit } from '../../src/benefit/benefit.ts'
import { integerWeight, mutualWeight } from '../../src/benefit/fusion.ts'
import { LIMITS, type Way } from '../../src/benefit/limits.ts'
import { buildMarket, type Market } from '../../src/benefit/market.ts'
import type { Fusion } from '../../src/model/options.ts'
import type { Person } from '../../src/model/person.ts'
import { seeded } from '../graphs.ts'
import { options } from '../unit/benefit/people.ts'

type Random = (below: number) => number

/** People of every kind: copies of each other, some with a few plain skills, some whose gains exceed any count of six bits. */
const crowd = (size: number, skills: number, widest: number, levels: boolean, random: Random): Person[] => {
  const pick = (): string => `s${Math.floor(skills * (random(1000) / 1000) ** 2)}`
  const people: Person[] = []
  for (let i = 0; i < size; i++) {
    const copied = people[random(10 * i + 1)]
    const many = random(20) === 0 ? widest : 4
    people.push({
      id: `p${i}`,
      capacity: 1,
      offers:
        copied?.offers ??
        Array.from({ length: 1 + random(many) }, () => ({ skill: pick(), level: levels ? 1 + random(5) : 3 })),
      wants:
        copied?.wants ??
        Array.from({ length: 1 + random(many) }, () => ({
          skill: pick(),
          priority: levels ? 1 + random(3) : 1,
          level: levels ? random(4) : 0,
        })),
    })
  }
  return people
}

const marketOf = (people: readonly Person[], fusion: Fusion, way: Way): Market => {
  const market = buildMarket(people, { ...options(), fusion }, { ...LIMITS, direct: 0, way })
  if (isLeft(market)) throw new Error(JSON.stringify(market.left))
  return market.right
}

/** By definition: `v * n + u` (v < u) to weight, for all pairs in which both gain. */
const pairsByHand = ({ index, rows }: Market, fusion: Fusion): Map<number, number> => {
  const pairs = new Map<number, number>()
  for (let v = 0; v < rows.vertexCount; v++) {
    for (let u = v + 1; u < rows.vertexCount; u++) {
      const [p, q] = [rows.person[v]!, rows.person[u]!]
      const weight = mutualWeight(fusion, benefit(index, q, p), benefit(index, p, q))
      if (weight > 0) pairs.set(v * rows.vertexCount + u, integerWeight(weight))
    }
  }
  return pairs
}

const WAYS: readonly Way[] = ['posting', 'swaps', 'slices']

const always = (): boolean => true

describe('scans for pairs above their prices, by slices and by both kinds of walks, against the definition', () => {
  const random = seeded(77)
  const fusions: readonly Fusion[] = ['harmonic', 'geometric', 'min', 'sum']
  const seen = { pairs: 0, skipped: 0, wide: 0, copies: 0, left: 0 }
  const rounds = Array.from({ length: 36 }, (_, round) => {
    const [size, levels] = [round % 12 === 0 ? 700 : 20 + random(200), round % 2 === 0]
    return { fusion: fusions[round % 4]!, people: crowd(size, [6, 30, 90][round % 3]!, 80, levels, random) }
  })

  test('all pairs once, rows, pairs counted, and what is left when stopped', () => {
    for (const { fusion, people } of rounds) {
      const expected = pairsByHand(marketOf(people, fusion, 'posting'), fusion)
      const heaviest = Math.max(1, ...expected.values())
      for (const way of WAYS) {
        const { rows, index } = marketOf(people, fusion, way)
        const n = rows.vertexCount
        let wrong = 0
        const key = (v: number, u: number): number => (v < u ? v * n + u : u * n + v)
        expect(rows.count()).toBe(expected.size)
        seen.wide += Number(index.wantStart.some((at, p) => at - (index.wantStart[p - 1] ?? 0) > 20))
        seen.copies += n - new Set(people.map(({ offers, wants }) => JSON.stringify([offers, wants]))).size
        // In turn: everything; all prices about as high; nobody or somebody out of the question; prices all over the place.
        for (let turn = 0; turn < 4; turn++) {
          const price = Float64Array.from({ length: n }, () => {
            if (turn === 0) return -1
            if (turn === 1) return Math.floor(heaviest / 2) + random(100)
            if (turn === 2) return random(3) === 0 ? -1 : Infinity
            return random(2 * heaviest)
          })
          const wanted = (v: number, u: number): boolean => 2 * expected.get(key(v, u))! > price[v]! + price[u]!
          const count = [...expected.keys()].filter((k) => wanted(Math.floor(k / n), k % n)).length
          const found = new Set<number>()
          const take = (v: number, u: number, weight: number): void => {
            wrong += Number(weight !== expected.get(key(v, u)) || !wanted(v, u) || found.has(key(v, u)))
            found.add(key(v, u))
          }
          expect(rows.scan(price, take, always)).toHaveLength(0)
          expect(found.size).toBe(count)
          seen.pairs += count
          seen.skipped += expected.size - count

          // Other prices, and the order of the scan before.
          for (let v = 0; v < n; v++) if (random(3) === 0) price[v] = random(heaviest)
          const some = Uint8Array.from({ length: n }, () => Number(random(4) === 0))
          const told = new Map<string, number>()
          rows.scanRows(
            some,
            price,
            (v, u, weight) => {
              wrong += Number(some[v] !== 1 || weight !== expected.get(key(v, u)))
              told.set(`${v} ${u}`, (told.get(`${v} ${u}`) ?? 0) + 1)
            },
            always,
          )
          let due = 0
          for (const k of expected.keys()) {
            const [v, u] = [Math.floor(k / n), k % n]
            if (!wanted(v, u)) continue
            due += some[v]! + some[u]!
            if (some[v] === 1 && told.get(`${v} ${u}`) !== 1) wrong++
            if (some[u] === 1 && told.get(`${u} ${v}`) !== 1) wrong++
          }
          expect(told.size).toBe(due)
        }
        // Stopped somewhere: whatever has an end that is not left has been told.
        let steps = random(n + 2)
        const price = new Float64Array(n).fill(-1)
        const found = new Set<number>()
        const left = new Set(
          rows.scan(
            price,
            (v, u) => found.add(key(v, u)),
            () => steps-- > 0,
          ),
        )
        for (const k of expected.keys()) {
          if (!(left.has(Math.floor(k / n)) && left.has(k % n)) && !found.has(k)) wrong++
        }
        seen.left += left.size
        expect(wrong).toBe(0)
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })

  test('and those found for proofs', () => {
    const met = { told: 0, kept: 0 }
    for (const { fusion, people } of rounds) {
      const expected = pairsByHand(marketOf(people, fusion, 'posting'), fusion)
      const heaviest = Math.max(1, ...expected.values())
      for (const way of WAYS) {
        const { rows } = marketOf(people, fusion, way)
        const n = rows.vertexCount
        const price = Float64Array.from({ length: n }, () => heaviest / 3 + random(heaviest))
        const told = new Map<number, number>()
        const take = (v: number, u: number, weight: number): void => {
          told.set(v < u ? v * n + u : u * n + v, weight)
        }
        expect(rows.above(price, take, always)).toBe(true)
        const due = [...expected].filter(([k, w]) => 2 * w > price[Math.floor(k / n)]! + price[k % n]!)
        expect(told.size).toBe(due.length)
        expect(due.every(([k, w]) => told.get(k) === w)).toBe(true)
        expect(rows.above(price, take, () => false)).toBe(n === 0)
        met.told += due.length
        met.kept += expected.size - due.length
      }
    }
    expect(Math.min(...Object.values(met))).toBeGreaterThan(1000)
  })
})
