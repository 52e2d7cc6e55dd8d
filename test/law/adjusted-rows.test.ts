import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { benefit } from '../../src/benefit/benefit.ts'
import { AdjustedRows } from '../../src/benefit/adjusted-rows.ts'
import { integerWeight, mutualWeight } from '../../src/benefit/fusion.ts'
import { LIMITS, type Way } from '../../src/benefit/limits.ts'
import { buildMarket, type Market } from '../../src/benefit/market.ts'
import type { History } from '../../src/model/history.ts'
import type { Fusion } from '../../src/model/options.ts'
import type { Person } from '../../src/model/person.ts'
import { seeded } from '../graphs.ts'
import { oracleAdjustment } from '../oracle/history.ts'
import { options } from '../unit/benefit/people.ts'

type Random = (below: number) => number

const crowd = (size: number, skills: number, random: Random): Person[] =>
  Array.from({ length: size }, (_, i) => ({
    id: `p${i}`,
    capacity: 1,
    offers: Array.from({ length: 1 + random(4) }, () => ({ skill: `s${random(skills)}`, level: 1 + random(5) })),
    wants: Array.from({ length: 1 + random(4) }, () => ({
      skill: `s${random(skills)}`,
      priority: 1 + random(3),
      level: random(4),
    })),
  }))

const past = (size: number, kind: number, random: Random): History => ({
  met:
    kind === 2
      ? []
      : Array.from({ length: 3 * size }, () => {
          const a = random(size)
          return {
            members: [`p${a}`, `p${(a + 1 + random(size - 1)) % size}`] as const,
            at: `2026-11-0${1 + random(9)}`,
          }
        }),
  repeat: [-30, 6.5, 0, -2000][kind % 4]!,
  halfLife: 5,
  asOf: '2026-11-20',
  credit:
    kind === 1
      ? []
      : Array.from({ length: size }, (_, i) => ({ id: `p${i}`, amount: random(20) / 4 })).filter(() => random(5) === 0),
})

const marketOf = (people: readonly Person[], fusion: Fusion, history: History, way: Way): Market => {
  const market = buildMarket(people, { ...options(), fusion, history }, { ...LIMITS, direct: 0, way })
  if (isLeft(market)) throw new Error(JSON.stringify(market.left))
  return market.right
}

/** By definition: `v * n + u` (v < u) to weight, for all pairs in which both gain. */
const pairsByHand = ({ index, rows, people }: Market, fusion: Fusion, history: History): Map<number, number> => {
  const pairs = new Map<number, number>()
  for (let v = 0; v < rows.vertexCount; v++) {
    for (let u = v + 1; u < rows.vertexCount; u++) {
      const [p, q] = [rows.person[v]!, rows.person[u]!]
      const weight = mutualWeight(fusion, benefit(index, q, p), benefit(index, p, q))
      const terms = oracleAdjustment(history, people[p]!.id, people[q]!.id)
      if (weight > 0) pairs.set(v * rows.vertexCount + u, integerWeight(weight) + terms)
    }
  }
  return pairs
}

const WAYS: readonly Way[] = ['posting', 'swaps', 'slices']

const always = (): boolean => true

describe('pairs with the terms of a history, told against the definition', () => {
  const random = seeded(4)
  const fusions: readonly Fusion[] = ['harmonic', 'geometric', 'min', 'sum']
  const seen = { pairs: 0, skipped: 0, negative: 0, raised: 0, lowered: 0 }
  const rounds = Array.from({ length: 24 }, (_, round) => {
    const size = 15 + random(90)
    return {
      fusion: fusions[random(4)]!,
      people: crowd(size, [5, 14][round % 2]!, random),
      history: past(size, round % 4, random),
    }
  })

  test('scans, rows, rows beyond, bounds and counts', () => {
    for (const { fusion, people, history } of rounds) {
      for (const way of WAYS) {
        const market = marketOf(people, fusion, history, way)
        const { rows } = market
        expect(rows).toBeInstanceOf(AdjustedRows)
        const n = rows.vertexCount
        const expected = pairsByHand(market, fusion, history)
        const heaviest = Math.max(1, ...expected.values())
        const weightOf = (v: number, u: number): number | undefined => expected.get(v < u ? v * n + u : u * n + v)
        let wrong = 0
        expect(rows.count()).toBe(expected.size)

        // In turn: everything; all prices about as high; some out of the question; all over the place; far below zero.
        for (let turn = 0; turn < 5; turn++) {
          const price = Float64Array.from({ length: n }, () => {
            if (turn === 0) return -1
            if (turn === 1) return Math.floor(heaviest / 2) + random(100)
            if (turn === 2) return random(3) === 0 ? -1 : Infinity
            return turn === 3 ? random(2 * heaviest) : random(2 * heaviest) - heaviest
          })
          const before = price.slice()
          const wanted = (v: number, u: number): boolean => {
            const weight = weightOf(v, u)
            return weight !== undefined && 2 * weight > price[v]! + price[u]!
          }
          const due = [...expected.keys()].filter((k) => wanted(Math.floor(k / n), k % n))
          const found = new Set<number>()
          rows.scan(
            price,
            (v, u, weight) => {
              const key = v < u ? v * n + u : u * n + v
              wrong += Number(weight !== expected.get(key) || !wanted(v, u) || found.has(key))
              found.add(key)
            },
            always,
          )
          expect(found.size).toBe(due.length)
          expect(price).toEqual(before)
          seen.pairs += due.length
          seen.skipped += expected.size - due.length
          seen.negative += [...expected.values()].filter((weight) => weight <= 0).length

          const proved = new Map<number, number>()
          rows.above(price, (v, u, weight) => proved.set(v < u ? v * n + u : u * n + v, weight), always)
          const above = [...expected].filter(([k, w]) => 2 * w > price[Math.floor(k / n)]! + price[k % n]!)
          expect(proved.size).toBe(above.length)
          expect(above.every(([k, w]) => proved.get(k) === w)).toBe(true)
          expect(price).toEqual(before)

          const some = Uint8Array.from({ length: n }, () => Number(random(3) === 0))
          const told = new Set<number>()
          rows.scanRows(
            some,
            price,
            (v, u, weight) => {
              wrong += Number(some[v] !== 1 || weight !== weightOf(v, u) || !wanted(v, u) || told.has(v * n + u))
              told.add(v * n + u)
            },
            always,
          )
          const ends = due.reduce((count, k) => count + some[Math.floor(k / n)]! + some[k % n]!, 0)
          expect(told.size).toBe(ends)
        }

        // Stopped somewhere: whatever has an end that is not left has been told.
        let steps = random(n + 2)
        const started = new Set<number>()
        const left = new Set(
          rows.scan(
            new Float64Array(n).fill(-1),
            (v, u) => started.add(v < u ? v * n + u : u * n + v),
            () => steps-- > 0,
          ),
        )
        for (const [k, weight] of expected) {
          if (weight > 0 && !(left.has(Math.floor(k / n)) && left.has(k % n)) && !started.has(k)) wrong++
        }

        for (let v = 0; v < n; v++) {
          let most = -Infinity
          const length = rows.row(v)
          const row = new Map(Array.from({ length }, (_, i) => [rows.partner[i]!, rows.weight[i]!]))
          expect(row.size).toBe(length)
          for (let u = 0; u < n; u++) {
            const weight = u === v ? undefined : weightOf(v, u)
            if (row.get(u) !== weight) wrong++
            if (weight === undefined) continue
            most = Math.max(most, weight)
            seen.raised += Number(weight > heaviest / 2)
            seen.lowered += Number(weight < 0)
          }
          if (rows.most(v) < most) wrong++
        }
        expect(wrong).toBe(0)
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100)
  })

  test('there are none where nothing counts', () => {
    const { people, fusion } = rounds[0]!
    const nothing: History = { met: [{ members: ['p0', 'gone'], at: '2026-01-01' }], repeat: -3, credit: [] }
    for (const history of [nothing, { ...nothing, credit: [{ id: 'gone', amount: 3 }] }]) {
      const market = marketOf(people, fusion, history, 'slices')
      expect(market.rows).not.toBeInstanceOf(AdjustedRows)
      expect(market.terms).toBeUndefined()
    }
  })
})
