import { describe, expect, it } from 'vitest'
import { kidneyPool, skillArcs } from '../../bench/workload.ts'
import { toArcRows, type ArcRows } from '../../src/exchange/arc-rows.ts'
import { BestPacking } from '../../src/exchange/column-set.ts'
import { CyclePricing } from '../../src/exchange/cycle-pricing.ts'
import { diveFromPrices } from '../../src/exchange/descent-dive.ts'
import { PriceDescent } from '../../src/exchange/price-descent.ts'
import { type Edge, graphOf, type Random, seeded } from '../graphs.ts'
import { heaviestCycles } from './exchange-cycles.ts'

const ALWAYS = (): boolean => true
const NONE = 1e-7

function digraph(random: Random): { readonly rows: ArcRows; readonly best: (maxLength: number) => number } {
  const n = 2 + random(11)
  const percent = 15 + random(60)
  const edges: Edge[] = []
  for (let u = 0; u < n; u++) {
    for (let v = 0; v < n; v++) if (u !== v && random(100) < percent) edges.push([u, v, random(30) - 3])
  }
  const arcs = graphOf(n, edges)
  const rows = toArcRows(arcs)
  return { rows, best: (maxLength) => heaviestCycles(arcs, maxLength) / rows.divisor }
}

const sum = (column: ArrayLike<number>): number => Array.from(column).reduce((total, value) => total + value, 0)

/** What prices prove: their sum, and what the best closed walk through each vertex gains, earlier vertices apart. */
function boundAt(pricing: CyclePricing, price: Float64Array): number {
  let bound = sum(price)
  pricing.visitAll(price, 1, ALWAYS, (source) => {
    bound += Math.max(0, pricing.search(source, 0, 0))
    return true
  })
  return bound
}

/** All cycles that there are, as far as prices of 0 and a search without a threshold show them. */
function everyCycle(descent: PriceDescent, pricing: CyclePricing, price: Float64Array): void {
  pricing.visitAll(price, 1, ALWAYS, (source) => pricing.list(source, -1e9, Infinity))
  descent.take(pricing)
}

/** Disjoint cycles of the graph, each within the cap; what they weigh. */
function weightOfPacking(rows: ArcRows, best: BestPacking, maxLength: number): number {
  const met = new Set<number>()
  let weight = 0
  for (const cycle of best.cycles) {
    expect(cycle.length).toBeGreaterThanOrEqual(2)
    expect(cycle.length).toBeLessThanOrEqual(maxLength)
    for (const v of cycle) {
      expect(met.has(v)).toBe(false)
      met.add(v)
    }
    weight += best.weigh(cycle)
  }
  expect(Number.isFinite(weight)).toBe(true)
  expect(rows.vertexCount).toBeGreaterThanOrEqual(met.size)
  return weight
}

describe('PriceDescent', () => {
  it('prices prove a bound that no disjoint cycles exceed, at every temperature, and come close to it at low ones', () => {
    const random = seeded(11)
    const seen = { positive: 0, tight: 0, above: 0 }
    for (let i = 0; i < 400; i++) {
      const { rows, best } = digraph(random)
      const maxLength = 2 + random(4)
      const optimum = best(maxLength)
      const pricing = new CyclePricing(rows, maxLength)
      const start = Float64Array.from({ length: rows.vertexCount }, () => random(20))
      const descent = new PriceDescent(rows, start)
      everyCycle(descent, pricing, start)
      let last = Infinity
      for (const temperature of [8, 1, 0.1, 0.01]) {
        descent.descend(temperature, 60, ALWAYS)
        for (const price of descent.price) expect(price).toBeGreaterThanOrEqual(0)
        last = boundAt(pricing, descent.price)
        expect(last).toBeGreaterThanOrEqual(optimum - 1e-6)
      }
      if (optimum === 0) continue
      seen.positive++
      if (last < optimum + 0.5) seen.tight++
      else seen.above++
    }
    expect(seen.positive).toBeGreaterThan(200)
    // Odd cycles keep the relaxation above the optimum now and then.
    expect(seen.tight).toBeGreaterThan(100)
    expect(seen.above).toBeGreaterThan(10)
  })

  it('the smoothed sum of prices never rises with a sweep', () => {
    const random = seeded(12)
    let fell = 0
    for (let i = 0; i < 150; i++) {
      const { rows } = digraph(random)
      const pricing = new CyclePricing(rows, 3)
      const start = Float64Array.from({ length: rows.vertexCount }, () => random(20))
      const descent = new PriceDescent(rows, start)
      everyCycle(descent, pricing, start)
      const temperature = 1 + random(3)
      descent.descend(temperature, 0, ALWAYS)
      let before = sum(descent.price) + temperature * sum(descent.value)
      for (let sweep = 0; sweep < 20; sweep++) {
        descent.descend(temperature, 1, ALWAYS)
        const now = sum(descent.price) + temperature * sum(descent.value)
        expect(now).toBeLessThanOrEqual(before + 1e-6 * Math.max(1, before))
        if (now < before - 1e-6) fell++
        before = now
      }
    }
    expect(fell).toBeGreaterThan(300)
  })

  it('keeps of the cycles through the same vertices the heaviest, leaves out what is put out, and takes it back', () => {
    const rows = toArcRows(
      graphOf(5, [
        [0, 1, 1],
        [1, 2, 1],
        [2, 0, 1],
        [0, 2, 4],
        [2, 1, 4],
        [1, 0, 4],
        [3, 4, 2],
        [4, 3, 3],
      ]),
    )
    const descent = new PriceDescent(rows, new Float64Array(5))
    expect(descent.add([0, 1, 2])).toBe(true)
    expect(descent.add([0, 2, 1])).toBe(true)
    expect(descent.add([1, 2, 0])).toBe(false)
    expect(descent.add([3, 4])).toBe(true)
    expect(descent.weights).toEqual([12, 5])
    descent.descend(0.1, 50, ALWAYS)
    expect(sum(descent.price)).toBeCloseTo(17, 0)
    const price = descent.price.slice()
    descent.putOut(Int32Array.of(4, 3))
    expect([descent.isIn(0), descent.isIn(1)]).toEqual([true, false])
    expect([descent.price[3], descent.price[4], descent.value[1]]).toEqual([0, 0, 0])
    descent.reset(price)
    expect(descent.isIn(1)).toBe(true)
    expect(descent.price).toEqual(price)
  })
})

describe('diveFromPrices', () => {
  it('gives disjoint cycles within the cap, never heavier than the optimum, and leaves the descent as it was', () => {
    const random = seeded(13)
    const seen = { positive: 0, optimal: 0 }
    for (let i = 0; i < 400; i++) {
      const { rows, best: optimumOf } = digraph(random)
      const maxLength = 2 + random(4)
      const optimum = optimumOf(maxLength)
      const pricing = new CyclePricing(rows, maxLength)
      const descent = new PriceDescent(rows, new Float64Array(rows.vertexCount))
      // None to some cycles are known: the rest is for the dive to find.
      for (let known = random(3); known > 0; known--) {
        pricing.visitAll(descent.price, 1, ALWAYS, (source) => {
          pricing.search(source, NONE, 2)
          return true
        })
        descent.take(pricing)
        descent.descend(2, 20, ALWAYS)
      }
      const price = descent.price.slice()
      const best = new BestPacking(rows)
      diveFromPrices(descent, 0.5, pricing, NONE, best, ALWAYS)
      expect(weightOfPacking(rows, best, maxLength)).toBe(best.weight)
      expect(best.weight).toBeLessThanOrEqual(optimum)
      // Nothing that weighs something is left over.
      if (optimum > 0) expect(best.weight).toBeGreaterThan(0)
      expect(descent.price).toEqual(price)
      for (let j = 0; j < descent.cycles.length; j++) expect(descent.isIn(j)).toBe(true)
      if (optimum > 0) seen.positive++
      if (optimum > 0 && best.weight === optimum) seen.optimal++
    }
    expect(seen.positive).toBeGreaterThan(200)
    expect(seen.optimal).toBeGreaterThan(100)
  })

  it('stopped at any time, what it has is disjoint', () => {
    const random = seeded(14)
    let nonempty = 0
    for (let i = 0; i < 100; i++) {
      const { rows } = digraph(random)
      for (const questions of [0, 2, 7, 12, 20]) {
        const pricing = new CyclePricing(rows, 3)
        const descent = new PriceDescent(rows, new Float64Array(rows.vertexCount))
        const best = new BestPacking(rows)
        let left = questions
        diveFromPrices(descent, 0.5, pricing, NONE, best, () => left-- > 0)
        expect(weightOfPacking(rows, best, 3)).toBe(best.weight)
        if (best.cycles.length > 0) nonempty++
      }
    }
    expect(nonempty).toBeGreaterThan(50)
  })

  it.each([
    ['a dense pool, where it takes cycles at hand', kidneyPool(320, 3), true],
    ['a market', skillArcs(200, 60), false],
  ] as const)('does the same each time: %s', (_, arcs, isDense) => {
    const once = (): readonly [readonly number[], Float64Array] => {
      const rows = toArcRows(arcs)
      const pricing = new CyclePricing(rows, 3)
      expect(pricing.isDense).toBe(isDense)
      const descent = new PriceDescent(rows, new Float64Array(rows.vertexCount))
      pricing.visitAll(descent.price, 1, ALWAYS, (source) => {
        pricing.search(source, NONE, 4)
        return true
      })
      descent.take(pricing)
      descent.descend(0.5, 40, ALWAYS)
      const best = new BestPacking(rows)
      diveFromPrices(descent, 0.2, pricing, NONE, best, ALWAYS)
      expect(weightOfPacking(rows, best, 3)).toBe(best.weight)
      return [best.cycles.flatMap((cycle) => [...cycle]), descent.price]
    }
    const first = once()
    expect(first[0].length).toBeGreaterThan(40)
    expect(once()).toEqual(first)
  })
})

describe('CyclePricing.glean', () => {
  it('gives cycles of the graph that gain what was asked for, each once', () => {
    const random = seeded(15)
    const seen = { found: 0, turned: 0 }
    for (let i = 0; i < 300; i++) {
      const { rows } = digraph(random)
      const maxLength = 2 + random(4)
      const price = Float64Array.from({ length: rows.vertexCount }, () => random(15))
      const least = random(20) - 10
      const byTurn = [1, 2].map((turn) => {
        const pricing = new CyclePricing(rows, maxLength)
        const best = new BestPacking(rows)
        pricing.visitAll(price, 1, ALWAYS, (source) => {
          const before = pricing.ends.length
          pricing.glean(source, least, 4, turn)
          expect(pricing.ends.length - before).toBeLessThanOrEqual(4)
          return true
        })
        const keys = new Set<string>()
        let start = 0
        for (const end of pricing.ends) {
          const cycle = Int32Array.from(pricing.found.slice(start, end))
          start = end
          expect(cycle.length).toBeLessThanOrEqual(maxLength)
          expect(new Set(cycle).size).toBe(cycle.length)
          expect(best.weigh(cycle) - sum(cycle.map((v) => price[v]!))).toBeGreaterThanOrEqual(least - 1e-9)
          expect(keys.has(cycle.join())).toBe(false)
          keys.add(cycle.join())
          seen.found++
        }
        return [...keys].toSorted().join(' ')
      })
      if (byTurn[0] !== byTurn[1]) seen.turned++
    }
    expect(seen.found).toBeGreaterThan(2000)
    expect(seen.turned).toBeGreaterThan(30)
  })
})
