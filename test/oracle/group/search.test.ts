import { describe, expect, it } from 'vitest'
import { randomOf } from '../../../bench/workload.ts'
import { GroupModel } from '../../../src/group/group-model.ts'
import { GroupSearch } from '../../../src/group/group-search.ts'
import { skillMarket, withRules } from './markets.ts'
import { everyGroup, membersOf } from './subsets.ts'

const MEANS = ['harmonic', 'geometric', 'min', 'sum'] as const

describe('the search for groups, against all subsets', () => {
  it('finds every group once, and with prices exactly those above the floor', () => {
    let groups = 0
    let priced = 0
    let apart = 0
    for (let seed = 1; seed <= 250; seed++) {
      const random = randomOf(seed * 7)
      const below = (k: number): number => Math.floor(random() * k)
      const min = 2 + below(3)
      const market = skillMarket(
        {
          people: 8 + below(3),
          skills: 3 + below(5),
          mean: MEANS[seed % 4]!,
          min,
          max: min + below(3),
          related: below(2) / 2,
        },
        seed,
      )
      const problem = seed % 3 === 0 ? market : withRules(market, seed)
      const all = everyGroup(problem)
      const search = new GroupSearch(new GroupModel(problem))
      const worth = new Float64Array(problem.personCount)
      const run = (floor: number): [number, number][] => {
        const found: [number, number][] = []
        const visit = (members: Int32Array, size: number, _weight: number, value: number): void => {
          found.push([members.subarray(0, size).reduce((set, p) => set | (1 << p), 0), value])
        }
        expect(search.run({ worth, floor, visit })).toBe(true)
        return found.toSorted((a, b) => a[0] - b[0])
      }
      const inOrder = [...all].toSorted((a, b) => a[0] - b[0])
      expect({ seed, found: run(-Infinity) }).toEqual({ seed, found: inOrder })
      groups += all.size
      for (let k = 0; k < 3; k++) {
        for (let p = 0; p < worth.length; p++) worth[p] = Math.floor(3000 - 9000 * random())
        const floor = below(4000) - 2000
        const expected = inOrder
          .map(([set, weight]): [number, number] => [set, membersOf(set).reduce((sum, p) => sum + worth[p]!, weight)])
          .filter(([, value]) => value > floor)
        expect({ seed, found: run(floor) }).toEqual({ seed, found: expected })
        priced += expected.length
        if (expected.length > 0 && expected.length < all.size) apart++
      }
    }
    expect(groups).toBeGreaterThan(5000)
    expect(priced).toBeGreaterThan(10_000)
    expect(apart).toBeGreaterThan(200)
  })
})
