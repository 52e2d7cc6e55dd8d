import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkBMatchingCertificate } from '../../src/matching/b-matching-certificate.ts'
import type { BMatchingSolution } from '../../src/matching/b-matching-solution.ts'
import { maximumWeightBMatching } from '../../src/matching/b-matching.ts'
import { graphOf, graphs, seeded } from '../graphs.ts'
import type { Edge } from '../graphs.ts'
import { bestBMatching } from '../oracle/b-matching.ts'

/** A solution in plain arrays, which a test may spoil. */
interface Plain {
  chosen: number[]
  weight: number
  certificate: {
    dual2x: number[]
    upper: { edge: number[]; dual2x: number[] }
    blossoms: { members: number[]; crossing: number[]; dual2x: number }[]
    lift: number
  }
}

interface Case {
  readonly graph: EdgeList
  readonly capacity: readonly number[]
  readonly solution: Plain
}

const none = (): Plain['certificate']['upper'] => ({ edge: [], dual2x: [] })

/** Two of three for a mentor; the third would cost as much as the worse of them. */
const mentor: Case = {
  graph: graphOf(4, [
    [0, 1, 5],
    [0, 2, 7],
    [0, 3, 6],
    [2, 0, 3],
  ]),
  capacity: [2, 1, 1, 1],
  solution: {
    chosen: [1, 2],
    weight: 13,
    certificate: { dual2x: [10, 0, 4, 2], upper: none(), blossoms: [], lift: 0 },
  },
}

/** Two mentors who would rather have each other twice. */
const twice: Case = {
  graph: graphOf(6, [
    [0, 1, 9],
    [0, 2, 4],
    [0, 3, 3],
    [1, 4, 4],
    [1, 5, 3],
  ]),
  capacity: [2, 2, 1, 1, 1, 1],
  solution: {
    chosen: [0, 1, 3],
    weight: 17,
    certificate: { dual2x: [6, 6, 2, 0, 2, 0], upper: { edge: [0], dual2x: [6] }, blossoms: [], lift: 0 },
  },
}

/** A triangle of capacity 2 with a pair across: at most 3 of its 4 pairs. */
const across: Case = {
  graph: graphOf(4, [
    [0, 1, 2],
    [1, 2, 2],
    [2, 0, 2],
    [0, 3, 2],
  ]),
  capacity: [2, 2, 2, 1],
  solution: {
    chosen: [0, 1, 3],
    weight: 6,
    certificate: {
      dual2x: [0, 0, 0, 0],
      upper: none(),
      blossoms: [{ members: [0, 1, 2], crossing: [3], dual2x: 4 }],
      lift: 0,
    },
  },
}

/** Sets that overlap, so that the pair 2-3 is not found where the larger sets of its ends part. */
const crossed: Case = {
  graph: graphOf(10, [
    [2, 3, 1],
    [6, 7, 1],
    [8, 9, 1],
  ]),
  capacity: Array.from({ length: 10 }, () => 1),
  solution: {
    chosen: [0, 1, 2],
    weight: 3,
    certificate: {
      dual2x: Array.from({ length: 10 }, () => 0),
      upper: none(),
      blossoms: [
        { members: [2, 3], crossing: [], dual2x: 2 },
        { members: [2, 6, 7, 8, 9], crossing: [], dual2x: 2 },
      ],
      lift: 0,
    },
  },
}

/** One of three under coverage: two would need a lift above 1 to be ruled out. */
const covered: Case = {
  graph: graphOf(4, [
    [0, 1, 1],
    [0, 2, 2],
    [0, 3, 3],
  ]),
  capacity: [1, 1, 1, 1],
  solution: { chosen: [2], weight: 3, certificate: { dual2x: [10, 0, 0, 0], upper: none(), blossoms: [], lift: 2 } },
}

/** Vertex 0 has room for 3, but only one pair that is worth something; 2 takes nobody. */
const spare: Case = {
  graph: graphOf(4, [
    [0, 1, 4],
    [0, 2, 9],
    [0, 3, -1],
  ]),
  capacity: [3, 1, 0, 1],
  solution: { chosen: [0], weight: 4, certificate: { dual2x: [8, 0, 0, 0], upper: none(), blossoms: [], lift: 0 } },
}

const cases: Readonly<Record<string, Case>> = { mentor, twice, across, crossed, covered, spare }

const said = ({ graph, capacity }: Case, solution: unknown): string => {
  const verdict = checkBMatchingCertificate(graph, capacity, solution as BMatchingSolution)
  return verdict.valid ? 'VALID' : verdict.reason
}

/** What the check says once `spoil` has had its way; a value that `spoil` returns replaces the whole solution. */
function forged(original: Case, spoil: (s: Plain) => unknown): string {
  const solution = structuredClone(original.solution)
  const other = spoil(solution)
  return said(original, other === undefined ? solution : other)
}

describe('b-matching certificates written by hand', () => {
  it.each(Object.entries(cases))('accepts %s, which is what brute force finds', (_, original) => {
    expect(said(original, original.solution)).toBe('VALID')
    const objective = original.solution.certificate.lift > 0 ? 'coverage' : 'weight'
    expect(bestBMatching(original.graph, original.capacity, objective).weight).toBe(original.solution.weight)
  })

  it('accepts a set and a dual that cost nothing', () => {
    expect(forged(across, (s) => void s.certificate.blossoms.push({ members: [], crossing: [], dual2x: 4 }))).toBe(
      'VALID',
    )
    expect(forged(spare, (s) => void (s.certificate.dual2x[2] = 1000))).toBe('VALID')
  })

  it('throws for a malformed graph or capacity, whatever the solution', () => {
    expect(() => said({ ...mentor, graph: { ...mentor.graph, vertexCount: 3 } }, mentor.solution)).toThrow(RangeError)
    expect(() => said({ ...mentor, capacity: [1] }, mentor.solution)).toThrow(RangeError)
    expect(() => said({ ...mentor, capacity: [1, 1, -1, 1] }, mentor.solution)).toThrow(
      new RangeError('vertex 2: capacity is not a whole number from 0 up'),
    )
  })
})

type Forgery = readonly [clause: string, original: Case, spoil: (s: Plain) => unknown, reason: string]

const forgeries: readonly Forgery[] = [
  // shape
  ['a solution', mentor, () => null, 'the solution is not an object'],
  ['a certificate', mentor, (s) => ({ ...s, certificate: 1 }), 'certificate is not an object'],
  ['upper', mentor, (s) => ({ ...s, certificate: { ...s.certificate, upper: undefined } }), 'upper is not an object'],
  ['chosen has a length', mentor, (s) => ({ ...s, chosen: { 0: 1 } }), 'chosen is not an array'],
  ['no more chosen than edges', mentor, (s) => void (s.chosen = [0, 1, 2, 3, 4]), 'chosen has 5 entries for 4 edges'],
  ['one dual per vertex', mentor, (s) => void s.certificate.dual2x.pop(), 'dual2x has 3 entries for 4 vertices'],
  ['upper in step', twice, (s) => void s.certificate.upper.dual2x.pop(), 'upper is not two columns of one length'],
  [
    'no more upper duals than edges',
    mentor,
    (s) => void (s.certificate.upper = { edge: [0, 1, 2, 3, 4], dual2x: [1, 1, 1, 1, 1] }),
    'upper has 5 entries for 4 edges',
  ],
  [
    'blossoms has a length',
    mentor,
    (s) => ({ ...s, certificate: { ...s.certificate, blossoms: {} } }),
    'blossoms is not an array',
  ],
  [
    'a length that could not be',
    mentor,
    (s) => ({ ...s, certificate: { ...s.certificate, blossoms: { length: 2 ** 40 } } }),
    '1099511627776 blossoms are more than 4 vertices and 4 edges can hold',
  ],
  ['weight is a number', mentor, (s) => ({ ...s, weight: '13' }), 'weight is not a safe integer'],
  ['lift is whole', mentor, (s) => void (s.certificate.lift = 0.5), 'lift is not a non-negative safe integer'],
  ['lift is not negative', mentor, (s) => void (s.certificate.lift = -1), 'lift is not a non-negative safe integer'],
  [
    'getters that throw',
    mentor,
    (s) => ({
      ...s,
      get certificate(): never {
        throw new Error('no')
      },
    }),
    'the solution cannot be read: it threw',
  ],
  // chosen edges
  ['an edge', mentor, (s) => void (s.chosen = [1, 4]), 'chosen has an entry that is not an edge, at position 1'],
  ['whole', mentor, (s) => void (s.chosen = [1.5]), 'chosen has an entry that is not an edge, at position 0'],
  ['not twice', mentor, (s) => void (s.chosen = [1, 1]), 'chosen has edge 1 twice'],
  ['not parallel', mentor, (s) => void (s.chosen = [1, 3]), 'chosen has edges 1 and 3 between the same ends'],
  ['ascending', mentor, (s) => void (s.chosen = [2, 1]), 'chosen is not ascending at position 1'],
  ['capacity', mentor, (s) => void (s.chosen = [0, 1, 2]), 'vertex 0 is in more chosen edges than its capacity, 2'],
  ['capacity 0', spare, (s) => void (s.chosen = [1]), 'chosen has edge 1, an end of which has capacity 0'],
  ['weight is the sum', mentor, (s) => void (s.weight = 14), 'weight is 14, but the chosen edges weigh 13'],
  [
    'lift in range',
    covered,
    (s) => void (s.certificate.lift = 2 ** 52),
    'lift 4503599627370496 takes the sums out of the safe integers',
  ],
  // duals
  ['whole duals', mentor, (s) => void (s.certificate.dual2x[2] = 4.5), 'dual of vertex 2 is not a safe integer'],
  ['duals not negative', mentor, (s) => void (s.certificate.dual2x[1] = -2), 'dual of vertex 1 is negative'],
  [
    'upper names an edge',
    twice,
    (s) => void (s.certificate.upper.edge = [9]),
    'upper has an entry that is not an edge, at position 0',
  ],
  [
    'upper names a pair once',
    mentor,
    (s) => void (s.certificate.upper = { edge: [1, 3], dual2x: [2, 2] }),
    'upper has edges 1 and 3 between the same ends',
  ],
  [
    'upper duals are not negative',
    twice,
    (s) => void (s.certificate.upper.dual2x = [-6]),
    'upper dual of edge 0 is negative',
  ],
  [
    'sums in range',
    mentor,
    (s) => void (s.certificate.dual2x = [2 ** 52, 2 ** 52, 0, 0]),
    'the sum of the duals is not a safe integer',
  ],
  [
    'sums in range where the dual costs nothing',
    spare,
    (s) => void (s.certificate.dual2x[2] = Number.MAX_SAFE_INTEGER),
    'the sum of the duals is not a safe integer',
  ],
  // blossoms
  [
    'a blossom',
    across,
    (s) => ({ ...s, certificate: { ...s.certificate, blossoms: [null] } }),
    'blossom 0 is not an object',
  ],
  [
    'members',
    across,
    (s) => ({ ...s, certificate: { ...s.certificate, blossoms: [{ members: 3, crossing: [], dual2x: 2 }] } }),
    'members of blossom 0 is not an array of vertices',
  ],
  [
    'crossing',
    across,
    (s) => ({ ...s, certificate: { ...s.certificate, blossoms: [{ members: [0], dual2x: 2 }] } }),
    'crossing of blossom 0 is not an array of edges',
  ],
  ['positive', across, (s) => void (s.certificate.blossoms[0]!.dual2x = 0), 'dual of blossom 0 is not positive'],
  [
    'whole blossom dual',
    across,
    (s) => void (s.certificate.blossoms[0]!.dual2x = 0.5),
    'dual of blossom 0 is not a safe integer',
  ],
  [
    'members are vertices',
    across,
    (s) => void (s.certificate.blossoms[0]!.members = [0, 1, 4]),
    'blossom 0 has a member that is not a vertex, at position 2',
  ],
  [
    'members once',
    across,
    (s) => void (s.certificate.blossoms[0]!.members = [0, 1, 1]),
    'blossom 0 lists vertex 1 twice',
  ],
  [
    'crossing is an edge',
    across,
    (s) => void (s.certificate.blossoms[0]!.crossing = [-1]),
    'crossing of blossom 0 has an entry that is not an edge, at position 0',
  ],
  [
    'crossing once',
    across,
    (s) => void (s.certificate.blossoms[0]!.crossing = [3, 3]),
    'crossing of blossom 0 has edge 3 twice',
  ],
  [
    'crossing, not inside',
    across,
    (s) => void (s.certificate.blossoms[0]!.crossing = [0]),
    'crossing of blossom 0 has edge 0, which has not exactly one end among its members',
  ],
  [
    'crossing, not outside',
    crossed,
    (s) => void (s.certificate.blossoms[0]!.crossing = [1]),
    'crossing of blossom 0 has edge 1, which has not exactly one end among its members',
  ],
  // the proof
  [
    'vertex duals pay',
    mentor,
    (s) => void (s.certificate.dual2x = [8, 0, 6, 4]),
    'edge 0 (0-1) has negative slack: the duals pay 8 of the doubled weight 10',
  ],
  [
    'upper duals pay',
    twice,
    (s) => void (s.certificate.upper = none()),
    'edge 0 (0-1) has negative slack: the duals pay 12 of the doubled weight 18',
  ],
  [
    'crossing pays',
    across,
    (s) => void (s.certificate.blossoms[0]!.crossing = []),
    'edge 3 (0-3) has negative slack: the duals pay 0 of the doubled weight 4',
  ],
  [
    'a set pays only for what is inside',
    across,
    (s) => void (s.certificate.blossoms[0]!.members = [0, 1]),
    'edge 2 (2-0) has negative slack: the duals pay 0 of the doubled weight 4',
  ],
  [
    'equality',
    mentor,
    (s) => void (s.certificate.dual2x = [10, 0, 4, 4]),
    'the doubled dual sum 28 differs from the doubled weight of the chosen edges 26',
  ],
  [
    'equality: worse edges, same duals',
    mentor,
    (s) => {
      s.chosen = [0, 1]
      s.weight = 12
    },
    'the doubled dual sum 26 differs from the doubled weight of the chosen edges 24',
  ],
  [
    'a vertex costs its capacity',
    mentor,
    (s) => void (s.certificate.dual2x = [14, 0, 0, 0]),
    'the doubled dual sum 28 differs from the doubled weight of the chosen edges 26',
  ],
  [
    'a lift large enough',
    covered,
    (s) => {
      s.certificate.lift = 1
      s.certificate.dual2x = [8, 0, 0, 0]
    },
    'lift 1 is too small to prove that no b-matching has more than 1 edges',
  ],
]

describe('forged b-matching certificates', () => {
  it.each(forgeries)('%s', (_, original, spoil, reason) => {
    expect(forged(original, spoil)).toBe(reason)
  })

  it('no other edges pass with the duals of the optimum, nor with these bent at random', () => {
    const small = graphs({ maxVertices: 6, density: 2 })
    fc.assert(
      fc.property(
        small,
        fc.constantFrom<'weight' | 'coverage'>('weight', 'coverage'),
        fc.nat(),
        (graph, objective, seed) => {
          const random = seeded(seed)
          const capacity = Array.from({ length: graph.vertexCount }, () => random(4))
          const solution = maximumWeightBMatching(graph, capacity, { objective })
          const best = bestBMatching(graph, capacity, objective)
          const other = {
            chosen: Array.from(graph.weight, (_, edge) => edge).filter(() => random(2) === 0),
            certificate: structuredClone(solution.certificate),
          }
          const weight = other.chosen.reduce((sum, edge) => sum + graph.weight[edge]!, 0)
          for (let bend = random(3); bend > 0; bend--) {
            const { dual2x, upper, blossoms } = other.certificate
            if (dual2x.length > 0) dual2x[random(dual2x.length)]! += random(5) - 2
            if (upper.dual2x.length > 0) upper.dual2x[random(upper.dual2x.length)]! += random(5) - 2
            if (blossoms.length > 0) Object.assign(blossoms[random(blossoms.length)]!, { dual2x: 1 + random(8) })
          }
          const verdict = checkBMatchingCertificate(graph, capacity, {
            ...other,
            weight,
          } as unknown as BMatchingSolution)
          // Whatever passes is as good as the best: in weight, or first in number if it claims to be.
          if (!verdict.valid) return
          if (other.certificate.lift === 0) expect(weight).toBe(bestBMatching(graph, capacity, 'weight').weight)
          else expect({ edges: other.chosen.length, weight }).toEqual(best)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('a proof for one graph is none for a graph with a heavier edge, or with one more place', () => {
    const heavier: Edge[] = [
      [0, 1, 5],
      [0, 2, 7],
      [0, 3, 7],
      [2, 0, 3],
    ]
    expect(said({ ...mentor, graph: graphOf(4, heavier) }, mentor.solution)).not.toBe('VALID')
    expect(said({ ...mentor, capacity: [3, 1, 1, 1] }, mentor.solution)).not.toBe('VALID')
  })
})
