import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../../src/graph/edge-list.ts'
import type { PairOracle } from '../../../src/matching/pair-oracle.ts'
import { UNWATCHED } from '../../../src/matching/watch.ts'
import { checkPricedRounds } from '../../../src/round/check-priced-rounds.ts'
import { type PricedRounds, roundsByPricing } from '../../../src/round/priced-rounds.ts'
import { completeGraph, seeded } from '../../graphs.ts'

const weigher =
  ({ source, target, weight }: EdgeList) =>
  (u: number, v: number): number | undefined => {
    for (let e = 0; e < weight.length; e++)
      if ((source[e] === u && target[e] === v) || (source[e] === v && target[e] === u)) return weight[e]!
    return undefined
  }

const oracleOf = (graph: EdgeList): PairOracle => {
  const { vertexCount: n, source, target, weight } = graph
  const of = weigher(graph)
  const partner = new Int32Array(n)
  const row = new Float64Array(n)
  const above: PairOracle['above'] = (price, take) => {
    for (let e = 0; e < weight.length; e++) {
      const [u, v] = [source[e]!, target[e]!]
      if (2 * weight[e]! > price[u]! + price[v]!) take(u, v, weight[e]!)
    }
    return true
  }
  const tell = (v: number): number => {
    let length = 0
    for (let u = 0; u < n; u++) {
      const own = of(v, u)
      if (own === undefined) continue
      partner[length] = u
      row[length++] = own
    }
    return length
  }
  return {
    vertexCount: n,
    partner,
    weight: row,
    least: 0,
    admits: () => true,
    most: () => Math.max(0, ...Array.from(weight)),
    row: tell,
    above,
    scan: (price, take, goOn) => {
      above(price, take, goOn)
      return new Int32Array(0)
    },
    scanRows: (rows, price, take) => {
      for (let v = 0; v < n; v++) {
        const length = rows[v] === 1 ? tell(v) : 0
        for (let i = 0; i < length; i++)
          if (2 * row[i]! > price[v]! + price[partner[i]!]!) take(v, partner[i]!, row[i]!)
      }
      return true
    },
  }
}

const graph = completeGraph(9, 1, 20, seeded(5))
const oracle = oracleOf(graph)
const weightOf = weigher(graph)
const seasonOf = (objective: 'coverage' | 'weight'): PricedRounds =>
  roundsByPricing(oracle, { rounds: 4, objective }, UNWATCHED)

const reasonOf = (season: PricedRounds): string => {
  const verdict = checkPricedRounds(oracle, season, weightOf)
  return verdict === undefined ? 'stopped' : verdict.valid ? 'valid' : verdict.reason
}

describe('checkPricedRounds', () => {
  it('accepts seasons, and shares sitting out', () => {
    for (const objective of ['coverage', 'weight'] as const) {
      const season = seasonOf(objective)
      expect(reasonOf(season)).toBe('valid')
      expect(season.bound).toBeGreaterThanOrEqual(season.weight)
    }
    const { pairs, mostPairs, sitOuts } = seasonOf('coverage')
    expect([pairs, mostPairs, Math.max(...sitOuts)]).toEqual([16, 16, 1])
  })

  it('says so if it was stopped', () => {
    expect(checkPricedRounds({ ...oracle, above: () => false }, seasonOf('weight'), weightOf)).toBeUndefined()
  })

  const good = seasonOf('coverage')
  const [first, last] = good.bounds
  const [one, ...others] = good.rounds
  const changed = (round: Int32Array, v: number, to: number): Int32Array =>
    round.map((mate, u) => (u === v ? to : mate))
  const lowered = (by: number): PricedRounds => {
    const dual2x = last.certificate.dual2x.map((own) => Math.max(0, own - by))
    const doubled = dual2x.reduce((sum, own) => sum + own, 0)
    return {
      ...good,
      bound: Math.max(good.weight, good.bound - by),
      bounds: [first, { ...last, certificate: { ...last.certificate, dual2x }, value: last.value + doubled }],
    }
  }
  const v = one!.findIndex((mate) => mate >= 0)

  it.each<[string, PricedRounds, RegExp]>([
    ['a pair that is none', { ...good, rounds: [changed(one!, v, v), ...others] }, /not the partner of its partner/],
    ['the same round twice', { ...good, rounds: [one!, one!, ...others.slice(1)] }, /meet again/],
    ['one pair more', { ...good, pairs: good.pairs + 1 }, /^pairs is 17, but 16 meet/],
    ['more weight', { ...good, weight: good.weight + 1 }, /but the pairs weigh/],
    ['other sit-outs', { ...good, sitOuts: good.sitOuts.map((times) => times + 1) }, /sits out/],
    ['a bound too low', { ...good, bound: good.bound - 1 }, /is not proven/],
    ['fewer pairs at the most', { ...good, mostPairs: 15 }, /only 16 is proven/],
    [
      'a value too low',
      { ...good, bound: good.bound - 1, bounds: [first, { ...last, value: last.value - 1 }] },
      /it is/,
    ],
    ['a bound of later rounds for the first', { ...good, bounds: [{ ...first, after: 1 }, last] }, /leaves pairs out/],
    ['a bound after more rounds', { ...good, bounds: [first, { ...last, after: 9 }] }, /not so many rounds/],
    ['duals too low', lowered(4), /weighs more than its duals|is not proven|it is/],
  ])('refuses %s', (_, season, reason) => {
    expect(reasonOf(season)).toMatch(reason)
  })

  it('refuses duals that leave out a pair', () => {
    const heavier = weigher(graph)
    const more = { ...graph, weight: Array.from(graph.weight, (own, e) => (e === 7 ? own + 500 : own)) }
    const refused = checkPricedRounds(oracleOf(more), good, heavier)
    expect(refused).toMatchObject({ valid: false })
  })
})
