import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { searchPacking } from '../../src/packing/packing-search.ts'
import type { PackingSolver } from '../../src/packing/packing-solver.ts'
import { type Edge, graphOf, seeded } from '../graphs.ts'

/** No pairs, and circles of three that weigh about the same: hard to tell apart. */
const circles = (seed: number): EdgeList => {
  const random = seeded(seed)
  const edges: Edge[] = []
  for (let u = 0; u < 14; u++) {
    for (let v = 0; v < u; v++) {
      if (random(100) >= 80) continue
      const weight = 300 + random(40)
      edges.push(random(2) === 1 ? [u, v, weight] : [v, u, weight])
    }
  }
  return graphOf(14, edges)
}

describe('cycles with a solver', () => {
  it('are as good and as proven as without, whatever it says', () => {
    let asked = 0
    let heavier = 0
    const solvers: PackingSolver[] = [
      { solve: () => undefined },
      {
        solve: ({ start, row, weight }) => {
          for (const array of [start, row, weight]) array.fill(0)
          return [0]
        },
      },
      {
        solve: ({ goOn, moreThan, ...pool }) => {
          asked++
          const { chosen } = searchPacking(pool, { atLeast: moreThan, units: 2 ** 10, goOn })
          if (chosen !== undefined) heavier++
          return chosen
        },
      },
    ]
    for (let seed = 1; seed <= 8; seed++) {
      const arcs = circles(seed)
      const alone = maximumWeightCycles(arcs, { maxLength: 3 })
      expect(alone.bound).toBe(alone.weight)
      for (const solver of solvers) {
        const helped = maximumWeightCycles(arcs, { maxLength: 3, solver })
        expect({ weight: helped.weight, bound: helped.bound }).toEqual({ weight: alone.weight, bound: alone.weight })
        expect(checkCycleCertificate(arcs, helped)).toEqual({ valid: true })
      }
    }
    expect(asked).toBeGreaterThan(2)
    expect(heavier).toBeLessThanOrEqual(asked)
  })

  it('let through what it throws', () => {
    const solver: PackingSolver = {
      solve: () => {
        throw new Error('no licence')
      },
    }
    let thrown = 0
    for (let seed = 1; seed <= 8; seed++) {
      try {
        maximumWeightCycles(circles(seed), { maxLength: 3, solver })
      } catch (error) {
        expect(String(error)).toBe('Error: no licence')
        thrown++
      }
    }
    expect(thrown).toBeGreaterThan(2)
  })
})
