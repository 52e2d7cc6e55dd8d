import { describe, expect, it } from 'vitest'
import { checkCertificate } from '../../src/matching/certificate.ts'
import type { MatchingSolution, Verdict } from '../../src/matching/solution.ts'
import { graphOf } from '../graphs.ts'
import { bestMatching } from '../oracle/matching.ts'
import { apart, cases, covered, debt, nested, nothing, path, plain, single, star, triangle } from './by-hand.ts'
import type { Case, Plain } from './by-hand.ts'

const verdict = ({ graph }: Case, solution: unknown): Verdict => checkCertificate(graph, solution as MatchingSolution)

/** What `checkCertificate` says once `spoil` has had its way; a value that `spoil` returns replaces the whole solution. */
function forged(original: Case, spoil: (s: Plain) => unknown): string {
  const solution = plain(original.solution)
  const other = spoil(solution)
  const said = verdict(original, other === undefined ? solution : other)
  return said.valid ? 'VALID' : said.reason
}

describe('certificates written by hand', () => {
  it.each(Object.entries(cases))('accepts %s, in typed arrays and after JSON', (_, original) => {
    expect(verdict(original, original.solution)).toEqual({ valid: true })
    expect(verdict(original, JSON.parse(JSON.stringify(plain(original.solution))))).toEqual({ valid: true })
  })

  it.each(Object.entries(cases))('%s is what brute force finds', (_, { graph, solution }) => {
    const objective = solution.certificate.lift > 0 ? 'coverage' : 'weight'
    expect(bestMatching(graph, objective).weight).toBe(solution.weight)
  })

  it('accepts another proof of the same matching', () => {
    expect(
      forged(path, (s) => {
        s.certificate.dual2x = [0, 8, 2, 6]
      }),
    ).toBe('VALID')
    expect(
      forged(triangle, (s) => {
        s.certificate.dual2x = [0, 0, 2, 0]
      }),
    ).toBe('VALID')
    expect(
      forged(covered, (s) => {
        s.certificate = { dual2x: [202, 218, 218, 202], blossoms: [], lift: 209 }
      }),
    ).toBe('VALID')
  })

  it('throws for a malformed graph, whatever the solution', () => {
    expect(() => checkCertificate({ ...path.graph, vertexCount: 3 }, path.solution)).toThrow(
      new RangeError('edge 2: target 3 is not one of the 3 vertices'),
    )
  })
})

const shape = (reason: string): string => reason.replaceAll(/-?\d+/g, '#')

type Forgery = readonly [clause: string, original: Case, spoil: (s: Plain) => unknown, reason: string]

const forgeries: readonly Forgery[] = [
  // shape
  ['mate has one entry per vertex', path, (s) => void s.mate.pop(), 'mate has 3 entries for 4 vertices'],
  ['mate has no more', path, (s) => void s.mate.push(-1), 'mate has 5 entries for 4 vertices'],
  ['mate has a length', path, (s) => ({ ...s, mate: { 0: 1 } }), 'mate has no length for 4 vertices'],
  ['one dual per vertex', path, (s) => void s.certificate.dual2x.pop(), 'dual2x has 3 entries for 4 vertices'],
  ['weight is a number', path, (s) => ({ ...s, weight: '8' }), 'weight is not a safe integer'],
  ['lift is not negative', path, (s) => void (s.certificate.lift = -1), 'lift is not a non-negative safe integer'],
  ['lift is whole', star, (s) => void (s.certificate.lift = 10.5), 'lift is not a non-negative safe integer'],
  [
    'lift stays in the safe range',
    star,
    (s) => void (s.certificate.lift = 2 ** 52),
    'lift 4503599627370496 takes the sums out of the safe integers',
  ],
  [
    'a lifted weight stays in the safe range, with nothing matched',
    { graph: graphOf(2, [[0, 1, 3]]), solution: debt.solution },
    (s) => void (s.certificate.lift = 2 ** 52),
    'lift 4503599627370496 takes the sums out of the safe integers',
  ],
  [
    'the lifted sum stays in the safe range, though each weight does',
    apart,
    (s) => void (s.certificate.lift = 2 ** 51),
    'lift 2251799813685248 takes the sums out of the safe integers',
  ],
  // mates
  ['a mate is a vertex', path, (s) => void (s.mate[2] = 4), 'mate of vertex 2 is neither a vertex nor -1'],
  ['only -1 means single', path, (s) => void (s.mate[2] = -2), 'mate of vertex 2 is neither a vertex nor -1'],
  ['a mate is whole', path, (s) => void (s.mate[2] = 2.5), 'mate of vertex 2 is neither a vertex nor -1'],
  ['nobody is their own mate', single, (s) => void (s.mate[0] = 0), 'vertex 0 is its own mate'],
  ['mates are mutual', single, (s) => void (s.mate[0] = 1), 'vertex 0 has mate 1, whose mate is 2'],
  ['mates are mutual, single side', path, (s) => void (s.mate[3] = -1), 'vertex 2 has mate 3, whose mate is -1'],
  [
    'mates are joined by an edge',
    path,
    (s) => {
      s.mate = [3, 2, 1, 0]
    },
    'vertices 0 and 3 are mates, but no edge joins them',
  ],
  ['weight is the sum', path, (s) => void (s.weight = 9), 'weight is 9, but the matched edges weigh 8'],
  [
    'of parallel edges the heaviest counts',
    single,
    (s) => void (s.weight = 4),
    'weight is 4, but the matched edges weigh 5',
  ],
  ['weight leaves out the lift', covered, (s) => void (s.weight = 20), 'weight is 20, but the matched edges weigh 2'],
  // duals
  ['duals are whole', path, (s) => void (s.certificate.dual2x[1] = 6.5), 'dual of vertex 1 is not a safe integer'],
  [
    'duals are finite',
    path,
    (s) => void (s.certificate.dual2x[1] = Infinity),
    'dual of vertex 1 is not a safe integer',
  ],
  [
    'duals are numbers',
    path,
    (s) => void (s.certificate.dual2x[1] = Number.NaN),
    'dual of vertex 1 is not a safe integer',
  ],
  [
    'duals are not negative',
    path,
    (s) => {
      s.certificate.dual2x = [-2, 10, 0, 8]
    },
    'dual of vertex 0 is negative',
  ],
  [
    'the sum of duals stays in the safe range',
    path,
    (s) => {
      s.certificate.dual2x = [2 ** 52, 2 ** 52, 0, 0]
    },
    'the sum of the duals is not a safe integer',
  ],
  [
    'a single vertex has dual 0',
    single,
    (s) => {
      s.certificate.dual2x = [2, 4, 6]
    },
    'vertex 0 is single, but its dual is not 0',
  ],
  [
    'a single vertex has dual 0 under coverage too',
    star,
    (s) => void (s.certificate.dual2x[3] = 1),
    'vertex 3 is single, but its dual is not 0',
  ],
  // blossoms
  [
    'members are an array',
    triangle,
    (s) => void (s.certificate.blossoms[0] = JSON.parse('{"dual2x":8}')),
    'members of blossom 0 is not an array',
  ],
  [
    'a blossom has three members at least',
    triangle,
    (s) => void (s.certificate.blossoms[0]!.members = [0]),
    'blossom 0 has fewer than 3 members',
  ],
  [
    'a blossom is odd',
    triangle,
    (s) => void s.certificate.blossoms[0]!.members.push(3),
    'blossom 0 has an even number of members, 4',
  ],
  [
    'a blossom is no larger than the graph',
    triangle,
    (s) => void s.certificate.blossoms[0]!.members.push(3, 3),
    'blossom 0 has 5 members, more than there are vertices',
  ],
  [
    'members are vertices',
    triangle,
    (s) => void (s.certificate.blossoms[0]!.members[1] = 4),
    'blossom 0 has a member that is not a vertex, at position 1',
  ],
  [
    'members are not negative',
    triangle,
    (s) => void (s.certificate.blossoms[0]!.members[1] = -1),
    'blossom 0 has a member that is not a vertex, at position 1',
  ],
  [
    'members are distinct',
    triangle,
    (s) => void (s.certificate.blossoms[0]!.members[1] = 2),
    'blossom 0 lists vertex 2 twice',
  ],
  [
    'a blossom dual is positive',
    triangle,
    (s) => void (s.certificate.blossoms[0]!.dual2x = 0),
    'dual of blossom 0 is not positive',
  ],
  [
    'a blossom dual is not negative',
    nested,
    (s) => void (s.certificate.blossoms[1]!.dual2x = -4),
    'dual of blossom 1 is not positive',
  ],
  [
    'a blossom dual is whole',
    triangle,
    (s) => void (s.certificate.blossoms[0]!.dual2x = 8.5),
    'dual of blossom 0 is not a safe integer',
  ],
  [
    'blossoms are laminar: one shared vertex',
    nested,
    (s) => {
      s.mate = [1, 0, 3, 2, -1]
      s.certificate.blossoms = [
        { members: [0, 1, 2], dual2x: 4 },
        { members: [2, 3, 4], dual2x: 4 },
      ]
    },
    'blossoms 0 and 1 overlap in vertex 2, but neither holds the other',
  ],
  [
    'blossoms are laminar: a smaller one not quite inside',
    apart,
    (s) => void (s.certificate.blossoms[1] = { members: [3, 4, 5, 6, 0], dual2x: 4 }),
    'blossoms 0 and 1 overlap in vertex 0, but neither holds the other',
  ],
  [
    'no blossom twice',
    nested,
    (s) => {
      s.certificate.blossoms = [
        { members: [0, 1, 2, 3, 4], dual2x: 4 },
        { members: [4, 3, 2, 1, 0], dual2x: 4 },
      ]
    },
    'blossoms 0 and 1 have the same members',
  ],
  [
    'no more blossoms than can be',
    triangle,
    (s) => {
      s.certificate.blossoms = Array.from({ length: 3 }, () => ({ members: [0, 1, 2], dual2x: 2 }))
    },
    '3 blossoms are more than 4 vertices can hold',
  ],
  [
    'a blossom is full',
    apart,
    (s) => void (s.certificate.blossoms[0]!.members = [2, 3, 0]),
    'blossom 0 is not full: it holds 0 matched edges, not 1',
  ],
  [
    'a nested blossom is full',
    nested,
    (s) => void (s.certificate.blossoms[1]!.members = [1, 2, 3]),
    'blossom 1 is not full: it holds 0 matched edges, not 1',
  ],
  // slack
  [
    'no edge has negative slack',
    path,
    (s) => {
      s.certificate.dual2x = [4, 4, 4, 4]
    },
    'edge 1 (1-2) has negative slack: the duals pay 8 of the doubled weight 10',
  ],
  [
    'a blossom pays only for edges inside',
    triangle,
    (s) => {
      s.certificate.dual2x = [0, 0, 0, 0]
    },
    'edge 3 (2-3) has negative slack: the duals pay 0 of the doubled weight 2',
  ],
  [
    'an inner blossom does not pay for the cycle around it',
    nested,
    (s) => {
      s.certificate.blossoms = [
        { members: [0, 1, 2, 3, 4], dual2x: 6 },
        { members: [0, 1, 2], dual2x: 8 },
      ]
    },
    'edge 3 (2-3) has negative slack: the duals pay 6 of the doubled weight 8',
  ],
  [
    'slack counts the lift',
    covered,
    (s) => void (s.certificate.lift = 10),
    'edge 0 (0-1) has negative slack: the duals pay 20 of the doubled weight 22',
  ],
  ['a matched edge is tight', path, (s) => void (s.certificate.dual2x[0] = 3), 'the matched edge 0-1 is not tight'],
  [
    'a matched edge inside a blossom is tight',
    triangle,
    (s) => void (s.certificate.blossoms[0]!.dual2x = 10),
    'the matched edge 0-1 is not tight',
  ],
  [
    'a matching that is not the best has no proof',
    single,
    () => ({ mate: [1, 0, -1], weight: 3, certificate: { dual2x: [0, 6, 4], blossoms: [], lift: 0 } }),
    'vertex 2 is single, but its dual is not 0',
  ],
  // lift
  [
    'a lift proves the most edges',
    star,
    (s) => {
      s.certificate.dual2x = [24, 4, 0, 0]
      s.certificate.lift = 9
    },
    'lift 9 is too small to prove that no matching has more than 1 edges',
  ],
]

describe('forged certificates', () => {
  it.each(forgeries)('%s', (_, original, spoil, reason) => {
    expect(forged(original, spoil)).toBe(reason)
  })

  it('spoils each clause in its own words', () => {
    expect(new Set(forgeries.map(([, , , reason]) => shape(reason))).size).toBe(30)
  })

  it('needs no large lift where more edges cannot be', () => {
    const perfect = { mate: [1, 0], weight: -3, certificate: { dual2x: [0, 0], blossoms: [], lift: 3 } }
    expect(forged(debt, () => perfect)).toBe('VALID')
    expect(
      forged(covered, (s) => {
        s.certificate = { dual2x: [0, 18, 18, 0], blossoms: [], lift: 8 }
      }),
    ).toBe('VALID')
  })

  it('does not take lift 0 for a proof of coverage of another matching', () => {
    expect(forged(covered, () => ({ ...debt.solution, mate: [-1, 2, 1, -1], weight: 9 }))).toBe(
      'dual2x has 2 entries for 4 vertices',
    )
    const heaviest = { mate: [-1, 2, 1, -1], weight: 9, certificate: { dual2x: [0, 10, 8, 0], blossoms: [], lift: 0 } }
    expect(forged(covered, () => heaviest)).toBe('VALID')
    // ... but any lift that claims coverage unmasks it.
    for (let lift = 1; lift < 20; lift++) {
      const claim = { ...heaviest, certificate: { dual2x: [0, 10 + lift, 8 + lift, 0], blossoms: [], lift } }
      expect(forged(covered, () => claim)).not.toBe('VALID')
    }
  })
})

describe('hostile solutions', () => {
  const thrower = {
    get: (): never => {
      throw new Error('no')
    },
  }
  const unreadable = 'the solution cannot be read: it threw'

  it.each([undefined, null, 0, 'solution', true, Symbol('s'), () => 0, 12n])('refuses %s', (value) => {
    const said = checkCertificate(path.graph, value as unknown as MatchingSolution)
    expect(said).toEqual({ valid: false, reason: 'the solution is not an object' })
  })

  it('refuses parts that are missing or of another kind', () => {
    const { mate, weight, certificate } = plain(path.solution)
    expect(forged(path, () => ({}))).toBe('certificate is not an object')
    expect(forged(path, () => ({ mate, weight, certificate: null }))).toBe('certificate is not an object')
    expect(forged(path, () => ({ weight, certificate }))).toBe('mate has no length for 4 vertices')
    expect(forged(path, () => ({ mate: '1032', weight, certificate }))).toBe('mate has no length for 4 vertices')
    expect(forged(path, () => ({ mate: Object.assign([], { length: 4 }), weight, certificate }))).toBe(
      'mate of vertex 0 is neither a vertex nor -1',
    )
    expect(forged(path, () => ({ mate: ['1', '0', '3', '2'], weight, certificate }))).toBe(
      'mate of vertex 0 is neither a vertex nor -1',
    )
    for (const blossoms of [undefined, null, {}, 'none', { length: -1 }])
      expect(forged(path, () => ({ mate, weight, certificate: { ...certificate, blossoms } }))).toBe(
        'blossoms is not an array',
      )
    for (const blossoms of [[undefined], [null], [7], Object.assign([], { length: 1 })])
      expect(forged(path, () => ({ mate, weight, certificate: { ...certificate, blossoms } }))).toBe(
        'blossom 0 is not an object',
      )
  })

  it('gives a verdict on forged lengths, at once', () => {
    const { mate, weight, certificate } = plain(path.solution)
    const endless = { length: Number.MAX_SAFE_INTEGER, 0: 0 }
    const blossoms = endless
    expect(forged(path, () => ({ mate, weight, certificate: { ...certificate, blossoms } }))).toBe(
      '9007199254740991 blossoms are more than 4 vertices can hold',
    )
    expect(
      forged(path, (s) => ({ ...s, certificate: { ...certificate, blossoms: [{ members: endless, dual2x: 2 }] } })),
    ).toBe('blossom 0 has 9007199254740991 members, more than there are vertices')
    expect(forged(nothing, (s) => ({ ...s, certificate: { ...s.certificate, blossoms: [{}] } }))).toBe(
      '1 blossoms are more than 0 vertices can hold',
    )
  })

  it('gives a verdict when reading throws, wherever that happens', () => {
    const { mate, weight, certificate } = plain(triangle.solution)
    const trap: unknown = new Proxy({}, thrower)
    const late: unknown = new Proxy([], { get: (_, key) => (key === 'length' ? 4 : thrower.get()) })
    const lateMembers: unknown = new Proxy([], { get: (_, key) => (key === 'length' ? 3 : thrower.get()) })
    const attempts: readonly unknown[] = [
      trap,
      { mate, weight, certificate: trap },
      { mate: trap, weight, certificate },
      { mate: late, weight, certificate },
      { mate, weight, certificate: { ...certificate, dual2x: late } },
      { mate, weight, certificate: { ...certificate, blossoms: trap } },
      { mate, weight, certificate: { ...certificate, blossoms: [trap] } },
      { mate, weight, certificate: { ...certificate, blossoms: [{ members: trap, dual2x: 8 }] } },
      { mate, weight, certificate: { ...certificate, blossoms: [{ members: lateMembers, dual2x: 8 }] } },
    ]
    for (const attempt of attempts) expect(forged(triangle, () => attempt)).toBe(unreadable)
  })

  it('reads each element once, so that a shape-shifter cannot show two faces', () => {
    let reads = 0
    const mate: unknown = new Proxy([1, 0, 3, 2], {
      get: (inner, key) => (key === '0' && reads++ > 0 ? 3 : Reflect.get(inner, key)),
    })
    const members: unknown = new Proxy([0, 1, 2], {
      get: (inner, key) => (key === '0' && reads++ > 1 ? 3 : Reflect.get(inner, key)),
    })
    expect(
      forged(triangle, (s) => ({ ...s, mate, certificate: { ...s.certificate, blossoms: [{ members, dual2x: 8 }] } })),
    ).toBe('VALID')
    expect(reads).toBe(2)
  })
})
