import { describe, expect, it } from 'vitest'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import type { CycleSolution } from '../../src/exchange/solution.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { graphOf, type Edge, seeded } from '../graphs.ts'

/** A circle of three beside a swap, and an arc that is on no cycle of three. */
const arcs = graphOf(6, [
  [0, 1, 3],
  [1, 2, 4],
  [2, 0, 5],
  [3, 4, 2],
  [4, 3, 2],
  [0, 3, 9],
  [4, 0, 1],
  [5, 0, 7],
])

const prices = (dual: readonly number[], oddSets: readonly unknown[] = []): Record<string, unknown> => ({
  dual: Float64Array.from(dual),
  oddSets,
})

const good = {
  cycles: [Int32Array.of(0, 1, 2), Int32Array.of(3, 4)],
  weight: 16,
  bound: 16,
  maxLength: 3,
  certificate: { ...prices([12, 0, 0, 4, 0, 0]), unitsPerWeight: 1, branches: [] as readonly unknown[] },
}

const verdictOf = (solution: unknown, graph: EdgeList = arcs): string => {
  const verdict = checkCycleCertificate(graph, solution as CycleSolution)
  return verdict.valid ? 'valid' : verdict.reason
}

const certified = (change: Readonly<Record<string, unknown>>): unknown => ({
  ...good,
  certificate: { ...good.certificate, ...change },
})

describe('checkCycleCertificate', () => {
  it('takes a proof by hand', () => {
    expect(verdictOf(good)).toBe('valid')
    expect(verdictOf({ ...good, bound: 20 })).toBe('valid')
  })

  const forged: readonly (readonly [name: string, solution: unknown, reason: string])[] = [
    ['nothing', undefined, 'the solution is not an object'],
    ['no certificate', { ...good, certificate: 3 }, 'certificate is not an object'],
    ['no cycles', { ...good, cycles: undefined }, 'cycles is not an array'],
    ['too many cycles', { ...good, cycles: [[], [], [], []] }, '4 cycles are more than 6 vertices can hold'],
    ['weight', { ...good, weight: 15 }, 'weight is 15, but the cycles weigh 16'],
    ['weight that is no number', { ...good, weight: NaN }, 'weight is not a safe integer'],
    ['bound below the weight', { ...good, bound: 15 }, 'the bound 15 is less than the weight 16'],
    ['bound that is no number', { ...good, bound: 16.5 }, 'bound is not a whole number of at least 0'],
    ['cap', { ...good, maxLength: 1 }, 'maxLength is not a whole number of at least 2'],
    ['cycle above the cap', { ...good, maxLength: 2 }, 'cycle 0 has 3 arcs, more than the cap 2'],
    ['cycle that is none', { ...good, cycles: [7] }, 'cycle 0 is not an array'],
    ['cycle of one', { ...good, cycles: [[0]] }, 'cycle 0 has fewer than 2 vertices'],
    ['strange vertex', { ...good, cycles: [[0, 6]] }, 'cycle 0: entry 1 is not a vertex'],
    [
      'shared vertex',
      {
        ...good,
        cycles: [
          [3, 4],
          [0, 3, 4],
        ],
      },
      'vertex 3 is on cycle 0 and again on cycle 1',
    ],
    ['missing arc', { ...good, cycles: [[0, 2, 1]] }, 'cycle 0: there is no arc from 0 to 2'],
    ['no units', certified({ unitsPerWeight: 0 }), 'unitsPerWeight is not a whole number of at least 1'],
    [
      'units beyond reason',
      certified({ unitsPerWeight: 2 ** 51 }),
      `${2 ** 51} units per weight of one take the sums out of the safe integers`,
    ],
    ['short prices', certified({ dual: [12] }), 'certificate: dual has 1 entries for 6 vertices'],
    ['price below 0', certified({ dual: [12, 0, 0, 4, 0, -1] }), 'certificate: the price of vertex 5 is negative'],
    [
      'broken price',
      certified({ dual: [12, 0, 0, 4, 0, 0.5] }),
      'certificate: the price of vertex 5 is not a safe integer',
    ],
    [
      'endless prices',
      certified({ dual: [2 ** 53 - 1, 2 ** 53 - 1, 0, 0, 0, 0] }),
      'certificate: the sum of the prices is not a safe integer',
    ],
    [
      'cheap cycle',
      certified({ dual: [11, 0, 0, 5, 0, 0] }),
      'certificate: the cycle 0, 1, 2 weighs 12 and costs less',
    ],
    [
      'prices that prove less',
      certified({ dual: [12, 0, 0, 5, 0, 0] }),
      'certificate: the prices add up to 17 units of 1/1, which leaves room for a weight of 17',
    ],
    ['no odd sets', certified({ oddSets: 1 }), 'certificate: oddSets is not an array'],
    ['odd set that is none', certified({ oddSets: [1] }), 'certificate: odd set 0 is not an object'],
    [
      'even set',
      certified({ oddSets: [{ members: [0, 1, 2, 3], dual: 1 }] }),
      'certificate: odd set 0 has 4 members: not an odd number of at least 3',
    ],
    [
      'set with a stranger',
      certified({ oddSets: [{ members: [0, 1, 6], dual: 1 }] }),
      'certificate: odd set 0 has a member that is not a vertex',
    ],
    [
      'set with a double',
      certified({ oddSets: [{ members: [0, 1, 1], dual: 1 }] }),
      'certificate: odd set 0 holds vertex 1 twice',
    ],
    [
      'large set',
      certified({ oddSets: [{ members: new Int32Array(7), dual: 1 }] }),
      'certificate: odd set 0 has 7 members, more than there are vertices',
    ],
    [
      'set with a price of 0',
      certified({ oddSets: [{ members: [0, 1, 2], dual: 0 }] }),
      'certificate: the price of odd set 0 is not a positive safe integer',
    ],
    [
      'set that costs too much',
      certified({ oddSets: [{ members: [0, 1, 2], dual: 1 }] }),
      'certificate: the prices add up to 17 units of 1/1, which leaves room for a weight of 17',
    ],
    ['no branches', certified({ branches: null }), 'branches is not an array'],
    [
      'thrown',
      {
        get cycles() {
          throw new Error('no')
        },
        certificate: {},
      },
      'the solution cannot be read: it threw',
    ],
  ]
  it.each(forged)('refuses a forged solution: %s', (_, solution, reason) => {
    expect(verdictOf(solution)).toBe(reason)
  })

  /** A triangle of swaps: prices alone prove 6, the odd set proves 4. */
  const swaps = graphOf(3, [
    [0, 1, 2],
    [1, 0, 2],
    [1, 2, 2],
    [2, 1, 2],
    [2, 0, 2],
    [0, 2, 2],
  ])
  const triangle = (branches: readonly unknown[]): unknown => ({
    cycles: [[0, 1]],
    weight: 4,
    bound: 4,
    maxLength: 2,
    certificate: { ...prices([2, 2, 2]), unitsPerWeight: 1, branches },
  })
  const split = (together: number, apart: number): unknown => ({ first: 0, second: 1, together, apart })
  const root = { ...prices([2, 2, 2]), split: split(1, 2) }

  it('takes branches that settle what prices leave open', () => {
    expect(verdictOf(triangle([root, prices([4, 0, 0]), prices([0, 0, 4])]), swaps)).toBe('valid')
    expect(verdictOf(triangle([prices([0, 0, 0], [{ members: [0, 1, 2], dual: 4 }])]), swaps)).toBe('valid')
  })

  const branches: readonly (readonly [name: string, branches: readonly unknown[], reason: string])[] = [
    ['none', [], 'certificate: the prices add up to 6 units of 1/1, which leaves room for a weight of 6'],
    ['no object', [1], 'branch 0 is not an object'],
    ['a split that is none', [{ ...root, split: 1 }], 'branch 0: split is not an object'],
    [
      'a split by a stranger',
      [{ ...root, split: { first: 0, second: 3, together: 1, apart: 2 } }, root, root],
      'branch 0: splits by something that is not two vertices',
    ],
    [
      'a split by one',
      [{ ...root, split: { first: 1, second: 1, together: 1, apart: 2 } }, root, root],
      'branch 0: splits by something that is not two vertices',
    ],
    [
      'a way back',
      [{ ...root, split: split(0, 1) }, prices([4, 0, 0])],
      'branch 0: leads to something that is not a later branch',
    ],
    ['a way to nowhere', [root, prices([4, 0, 0])], 'branch 0: leads to something that is not a later branch'],
    [
      'one branch for both',
      [{ ...root, split: split(1, 1) }, prices([4, 0, 0])],
      'branch 1: the cycle 1, 2 weighs 4 and costs less',
    ],
    [
      'cheap in a branch',
      [root, prices([3, 0, 0]), prices([0, 0, 4])],
      'branch 1: the cycle 0, 1 weighs 4 and costs less',
    ],
    [
      'too dear in a branch',
      [root, prices([4, 0, 2]), prices([0, 0, 4])],
      'branch 1: the prices add up to 6 units of 1/1, which leaves room for a weight of 6',
    ],
    [
      'too little room in one',
      [root, prices([4, 0, 0]), prices([4, 0, 0])],
      'branch 2: the cycle 1, 2 weighs 4 and costs less',
    ],
  ]
  it.each(branches)('refuses forged branches: %s', (_, forgedBranches, reason) => {
    expect(verdictOf(triangle(forgedBranches), swaps)).toBe(reason)
  })

  it('refuses a bound that is too low for the best cycles, and one that fewer cycles reach', () => {
    const random = seeded(8)
    let met = 0
    for (let i = 0; i < 60; i++) {
      const n = 6 + random(8)
      const edges: Edge[] = []
      for (let k = 0; k < 4 * n; k++) {
        const u = random(n)
        const v = (u + 1 + random(n - 1)) % n
        edges.push([u, v, 1 + random(9)])
      }
      const graph = graphOf(n, edges)
      const solution = maximumWeightCycles(graph, { maxLength: 3 })
      if (solution.weight === 0) continue
      expect(verdictOf(solution, graph)).toBe('valid')
      expect(verdictOf({ ...solution, bound: solution.weight - 1 }, graph)).not.toBe('valid')
      const cycles = solution.cycles.slice(1)
      let weight = 0
      for (const cycle of cycles) {
        cycle.forEach((u, k) => {
          const v = cycle[(k + 1) % cycle.length]!
          weight += Math.max(...edges.filter(([x, y]) => x === u && y === v).map(([, , w]) => w))
        })
      }
      expect(verdictOf({ ...solution, cycles, weight, bound: weight }, graph)).not.toBe('valid')
      met++
    }
    expect(met).toBeGreaterThan(30)
  })
})

describe('checkCycleCertificate where members may drop out', () => {
  /** A circle of three, each of whom stays with probability 1/2: an eighth of 12 survives. In a pair of it a quarter of 4. */
  const circle = graphOf(3, [
    [0, 1, 4],
    [1, 2, 4],
    [2, 0, 4],
    [1, 0, 0],
  ])
  const survival = { fragility: 0.5, scale: 8, lift: 0 }
  const fragile = {
    cycles: [[0, 1, 2]],
    weight: 12,
    bound: 12,
    maxLength: 3,
    survival,
    certificate: { ...prices([8, 0, 4]), unitsPerWeight: 1, branches: [] as readonly unknown[] },
  }
  const told = (change: Readonly<Record<string, unknown>>): unknown => ({
    ...fragile,
    survival: { ...survival, ...change },
  })

  it('takes a proof by hand', () => {
    expect(verdictOf(fragile, circle)).toBe('valid')
    const lifted = { ...fragile, weight: 42, bound: 42, survival: { ...survival, lift: 10 } }
    expect(verdictOf({ ...lifted, certificate: { ...fragile.certificate, ...prices([28, 0, 14]) } }, circle)).toBe(
      'valid',
    )
  })

  const forged: readonly (readonly [name: string, solution: unknown, reason: string])[] = [
    ['nothing', { ...fragile, survival: null }, 'survival is not an object'],
    ['certain ruin', told({ fragility: 1 }), 'survival: fragility is not a number from 0 on and below 1'],
    ['less than nothing', told({ fragility: -0.5 }), 'survival: fragility is not a number from 0 on and below 1'],
    ['no number', told({ fragility: NaN }), 'survival: fragility is not a number from 0 on and below 1'],
    ['no parts', told({ scale: 0 }), `survival: scale is not a whole number of 1 to ${2 ** 20}`],
    ['too many parts', told({ scale: 2 ** 21 }), `survival: scale is not a whole number of 1 to ${2 ** 20}`],
    ['half a lift', told({ lift: 0.5 }), 'survival: lift is not a whole number of at least 0'],
    ['an endless lift', told({ lift: 2 ** 52 }), 'survival: what cycles count leaves the safe integers'],
    ['more survive', told({ fragility: 0.4 }), 'weight is 12, but the cycles weigh 24'],
    ['finer parts', told({ scale: 16 }), 'weight is 12, but the cycles weigh 24'],
    [
      'less survives than the prices were made for',
      { ...(told({ fragility: 0 }) as object), weight: 96, bound: 96 },
      'certificate: the cycle 0, 1 weighs 32 and costs less',
    ],
    [
      'a pair that costs too little',
      { ...fragile, certificate: { ...fragile.certificate, ...prices([4, 0, 8]) } },
      'certificate: the cycle 0, 1 weighs 8 and costs less',
    ],
    ['a bound of nothing', { ...fragile, bound: 11 }, 'the bound 11 is less than the weight 12'],
    [
      'no cycles, and a bound that only they can reach',
      { ...fragile, cycles: [], weight: 0, bound: 8 },
      'certificate: the prices add up to 12 units of 1/1, which leaves room for a weight of 12',
    ],
  ]
  it.each(forged)('refuses a forged solution: %s', (_, solution, reason) => {
    expect(verdictOf(solution, circle)).toBe(reason)
  })

  it('refuses what was proven for another fragility', () => {
    const random = seeded(9)
    let met = 0
    for (let i = 0; i < 60; i++) {
      const n = 6 + random(6)
      const edges: Edge[] = []
      for (let k = 0; k < 4 * n; k++) {
        const u = random(n)
        edges.push([u, (u + 1 + random(n - 1)) % n, 1 + random(9)])
      }
      const graph = graphOf(n, edges)
      const solution = maximumWeightCycles(graph, { maxLength: 3, fragility: 0.2 })
      if (solution.weight === 0) continue
      met++
      expect(verdictOf(solution, graph)).toBe('valid')
      expect(verdictOf({ ...solution, bound: solution.weight - 1 }, graph)).not.toBe('valid')
      expect(verdictOf({ ...solution, survival: undefined }, graph)).not.toBe('valid')
      expect(verdictOf({ ...solution, survival: { ...solution.survival, fragility: 0.1 } }, graph)).not.toBe('valid')
      const none = { ...solution, cycles: [], weight: 0 }
      expect(verdictOf({ ...none, survival: { ...solution.survival, fragility: 0.1 } }, graph)).not.toBe('valid')
    }
    expect(met).toBeGreaterThan(30)
  })
})
