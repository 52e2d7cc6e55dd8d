import { describe, expect, it } from 'vitest'
import { checkRoundPlan } from '../../../src/round/check-round-plan.ts'
import { planRounds } from '../../../src/round/plan-rounds.ts'
import type { RoundPlan } from '../../../src/round/round-plan.ts'
import { completeGraph, graphOf, seeded } from '../../graphs.ts'

/** Of an odd number, so that both kinds of certificate are needed. */
const graph = completeGraph(5, 1, 9, seeded(2))
const genuine = (): RoundPlan => structuredClone(planRounds(graph, { rounds: 2 }))

/** The plan after it has been spoilt, in places that its type keeps readers from. */
function spoilt(spoil: (plan: { -readonly [K in keyof RoundPlan]: RoundPlan[K] }) => unknown): RoundPlan {
  const plan = genuine()
  spoil(plan)
  return plan
}

const firstPair = (mate: Int32Array): [number, number] => {
  const u = mate.findIndex((v) => v >= 0)
  return [u, mate[u]!]
}

describe('the check of a plan', () => {
  it('accepts a genuine one, which has both kinds of certificate', () => {
    expect(checkRoundPlan(graph, genuine())).toEqual({ valid: true })
    expect(genuine().certificates.map(({ kind }) => kind)).toEqual(['capacities', 'rounds'])
  })

  it.each<[string, RegExp, (plan: { -readonly [K in keyof RoundPlan]: RoundPlan[K] }) => unknown]>([
    ['an unknown objective', /^objective is/, (p) => Object.assign(p, { objective: 'benefit' })],
    ['no rounds', /^rounds is not/, (p) => Object.assign(p, { rounds: 2 })],
    ['a round that is too short', /^round 1 has 4 entries/, (p) => (p.rounds = [p.rounds[0]!, p.rounds[1]!.slice(1)])],
    ['a partner who does not exist', /^round 0: the partner of vertex \d is not/, (p) => p.rounds[0]!.fill(7)],
    ['oneself as partner', /^round 0: the partner of vertex 0 is not/, (p) => (p.rounds[0]![0] = 0)],
    [
      'a partner who has another',
      /^round 0: vertex \d has partner/,
      (p) => (p.rounds[0]![firstPair(p.rounds[0]!)[0]] = p.rounds[0]!.indexOf(-1)),
    ],
    ['the same round twice', /meet in rounds 0 and 1$/, (p) => (p.rounds = [p.rounds[0]!, p.rounds[0]!])],
    ['a pair too many', /^pairs is 5, but 4 meet/, (p) => p.pairs++],
    ['a weight too great', /^weight is/, (p) => p.weight++],
    ['a time sat out that is hidden', /^sitOuts of vertex \d/, (p) => p.sitOuts.fill(0)],
    ['sit-outs of too few', /^sitOuts has/, (p) => (p.sitOuts = p.sitOuts.slice(1))],
    ['a bound that is too low', /^bound is/, (p) => p.bound--],
    ['a bound that is no number', /^bound is/, (p) => (p.bound = NaN)],
    ['most pairs that are too few', /^mostPairs is/, (p) => p.mostPairs--],
    ['no certificates', /^certificates is not/, (p) => Object.assign(p, { certificates: undefined })],
    ['certificates taken away', /^bound is/, (p) => (p.certificates = [])],
    [
      'the second certificate taken away',
      /^(bound|mostPairs) is/,
      (p) => forge(p, 1, undefined, { bound: genuine().bound }),
    ],
    ['a negative lift', /^certificate 0: lift/, (p) => forge(p, 0, { lift: -1 })],
    ['another lift', /^certificate 0: weight is/, (p) => forge(p, 0, { lift: p.certificates[0]!.lift + 1 })],
    [
      'a value that is too low',
      /^certificate 0: value is/,
      (p) => forge(p, 0, { value: p.certificates[0]!.value - 1 }),
    ],
    [
      'a lower value from rounds',
      /^certificate 1: value is/,
      (p) => forge(p, 1, { value: p.certificates[1]!.value - 1 }),
    ],
    ['an unknown kind', /^certificate 0: its kind/, (p) => forge(p, 0, { kind: 'faith' })],
    ['too few prices', /^certificate 1: 1 prices for 10/, (p) => forge(p, 1, { price: new Float64Array(1) })],
    [
      'a negative price',
      /^certificate 1: price of edge 0/,
      (p) => forge(p, 1, { price: new Float64Array(10).fill(-1) }),
    ],
    ['other prices', /^certificate 1: weight is/, (p) => forge(p, 1, { price: new Float64Array(10).fill(1) })],
    ['a certificate that is none', /^the plan cannot be read/, (p) => (p.certificates = [null as never])],
  ])('refuses %s', (_, reason, spoil) => {
    const verdict = checkRoundPlan(graph, spoilt(spoil))
    expect(verdict).toMatchObject({ valid: false, reason: expect.stringMatching(reason) })
  })

  it('refuses a pair without an edge, and one that has met', () => {
    const [u, v] = firstPair(genuine().rounds[0]!)
    const others = Array.from({ length: 10 }, (_, e) => e).filter(
      (e) => !(graph.source[e] === Math.min(u, v) && graph.target[e] === Math.max(u, v)),
    )
    const without = {
      vertexCount: 5,
      source: others.map((e) => graph.source[e]!),
      target: others.map((e) => graph.target[e]!),
      weight: others.map((e) => graph.weight[e]!),
    }
    const refusal = { valid: false, reason: `round 0: vertices ${u} and ${v} may not meet` }
    expect(checkRoundPlan(without, genuine())).toEqual(refusal)
    expect(checkRoundPlan(graph, genuine(), { met: [[v, u]] })).toEqual(refusal)
  })

  it('gives a verdict on anything, and an error for a graph that is none', () => {
    for (const nothing of [null, undefined, 1, 'plan', [], {}]) {
      expect(checkRoundPlan(graph, nothing as unknown as RoundPlan).valid).toBe(false)
    }
    expect(() => checkRoundPlan({ ...graph, vertexCount: -1 }, genuine())).toThrow(RangeError)
  })
})

describe('the check of what fairness costs', () => {
  const fair = (): RoundPlan => structuredClone(planRounds(star, { rounds: 2 }))
  /** Of 2, 3 and 4, who share 0 and 1, the fairest season leaves out two once each, which costs weight. */
  const star = graphOf(5, [
    [0, 2, 100],
    [0, 3, 100],
    [1, 2, 100],
    [1, 3, 100],
    [0, 4, 1],
  ])
  type Fairness = NonNullable<RoundPlan['fairness']>
  const odd = (): RoundPlan => structuredClone(planRounds(graph, { rounds: 2 }))

  it('accepts it, with and without parts of an odd number', () => {
    for (const [of, plan] of [
      [star, fair()],
      [graph, odd()],
    ] as const) {
      expect(plan.fairBound).toBeLessThan(plan.bound)
      expect(checkRoundPlan(of, plan)).toEqual({ valid: true })
    }
    expect(fair().fairness!.parts).toHaveLength(0)
    expect(odd().fairness!.parts).toHaveLength(1)
  })

  it.each<[string, RegExp, (plan: RoundPlan, fairness: Fairness) => object]>([
    ['a bound that is too low', /^fairBound is/, (p) => ({ ...p, fairBound: p.fairBound - 1 })],
    ['no certificate', /^fairBound is \d+ without/, (p) => ({ ...p, fairness: undefined })],
    ['numbers that are not whole', /its numbers/, (p, f) => ({ ...p, fairness: { ...f, unit: 0.5 } })],
    ['slots of too few', /numbers of slots/, (p, f) => ({ ...p, fairness: { ...f, most: f.most.slice(1) } })],
    ['fewer slots', /too few slots/, (p, f) => ({ ...p, fairness: { ...f, most: f.most.map(() => 0) } })],
    ['slots that are no number', /are no number/, (p, f) => ({ ...p, fairness: { ...f, most: f.most.map(() => -1) } })],
    ['another value', /value is/, (p, f) => ({ ...p, fairness: { ...f, value: f.value - 1 } })],
    ['another lift', /^fairness: /, (p, f) => ({ ...p, fairness: { ...f, lift: f.lift + 1 } })],
    ['a dearer place', /^fairness: /, (p, f) => ({ ...p, fairness: { ...f, dearest: f.dearest + 2 } })],
    ['an even part', /is even/, (p, f) => ({ ...p, fairness: { ...f, parts: [[0, 1]] } })],
    ['a part with an edge out of it', /leads out/, (p, f) => ({ ...p, fairness: { ...f, parts: [[0]] } })],
    ['a part of some with few partners', /fewer partners/, (p, f) => ({ ...p, fairness: { ...f, parts: [[4]] } })],
    ['somebody in two parts', /in another too/, (p, f) => ({ ...p, fairness: { ...f, parts: [[0], [0]] } })],
  ])('refuses %s', (_, reason, spoil) => {
    const plan = fair()
    const verdict = checkRoundPlan(star, spoil(plan, plan.fairness!) as RoundPlan)
    expect(verdict).toMatchObject({ valid: false, reason: expect.stringMatching(reason) })
  })

  it('refuses byes where somebody might sit out twice', () => {
    // Two times of sitting out, but counted as if some had done so before and others had not: then one of them may do it twice.
    const plan = odd()
    const out = [...plan.sitOuts]
    const credit = out.map((times) => 3 * times)
    const verdict = checkRoundPlan(graph, plan, { credit })
    expect(verdict.valid).toBe(false)
  })
})

/** Changes a certificate, or takes it away. */
function forge(
  plan: { -readonly [K in keyof RoundPlan]: RoundPlan[K] },
  at: number,
  changes: object | undefined,
  others: object = {},
): void {
  const certificates: unknown[] = [...plan.certificates]
  if (changes === undefined) certificates.splice(at, 1)
  else certificates[at] = { ...plan.certificates[at], ...changes }
  Object.assign(plan, { certificates }, others)
}
