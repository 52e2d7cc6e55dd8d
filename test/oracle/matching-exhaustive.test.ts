import { describe, expect, it } from 'vitest'
import { checkCertificate } from '../../src/matching/certificate.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import { seeded, shuffled } from '../graphs.ts'
import { countClasses, graphClasses } from './every-graph.ts'
import { allMatchings, bestOfAll, pairIndex } from './matching.ts'
import type { Objective } from './matching.ts'

const matchings = [0, 1, 2, 3, 4, 5, 6].map(allMatchings)

/** Solves one graph and says what is wrong, if anything. `weightOf[pair]` is -Infinity where there is no edge. */
function fault(n: number, weightOf: readonly number[], objective: Objective): string | undefined {
  const source: number[] = []
  const target: number[] = []
  const weight: number[] = []
  for (let v = 1; v < n; v++)
    for (let u = 0; u < v; u++) {
      const w = weightOf[pairIndex(u, v)]!
      if (w === -Infinity) continue
      source.push(u)
      target.push(v)
      weight.push(w)
    }
  const graph = { vertexCount: n, source, target, weight }
  const best = bestOfAll(matchings[n]!, weightOf, objective)
  const solution = maximumWeightMatching(graph, { objective })
  const verdict = checkCertificate(graph, solution)
  let ends = 0
  for (const mate of solution.mate) if (mate !== -1) ends++
  if (verdict.valid && solution.weight === best.weight && (objective === 'weight' || ends === 2 * best.edges)) {
    if (solution.certificate.lift > 0 === (objective === 'coverage' && weight.length > 0)) return undefined
    return `lift ${solution.certificate.lift} under ${objective}: ${JSON.stringify(graph)}`
  }
  return `${objective}: ${solution.weight} with ${ends / 2} edges, not ${best.weight} with ${best.edges}; ${
    verdict.valid ? 'certificate valid' : verdict.reason
  }: ${JSON.stringify(graph)}`
}

/** Every colouring of the pairs of `n` labelled vertices, `values[colour]` being the weight. */
function everyLabelledGraph(n: number, values: readonly number[], objectives: readonly Objective[]): number {
  const colours = new Uint8Array(pairIndex(0, n))
  const weightOf = Array.from(colours, () => values[0]!)
  let graphs = 0
  for (let left = values.length ** colours.length; left > 0; left--) {
    graphs++
    for (const objective of objectives) expectNoFault(fault(n, weightOf, objective))
    for (let pair = 0; pair < colours.length; pair++) {
      const next = (colours[pair]! + 1) % values.length
      colours[pair] = next
      weightOf[pair] = values[next]!
      if (next !== 0) break
    }
  }
  return graphs
}

/** Each class once, its vertices called by names drawn anew. */
function everyClass(n: number, classes: readonly Uint8Array[], values: readonly number[], objective: Objective): void {
  const random = seeded(n)
  const weightOf = Array.from({ length: pairIndex(0, n) }, () => 0)
  for (const colours of classes) {
    const names = shuffled(
      Array.from({ length: n }, (_, v) => v),
      random,
    )
    for (let v = 1; v < n; v++)
      for (let u = 0; u < v; u++) {
        const [a, b] = [names[u]!, names[v]!]
        weightOf[a < b ? pairIndex(a, b) : pairIndex(b, a)] = values[colours[pairIndex(u, v)]!]!
      }
    expectNoFault(fault(n, weightOf, objective))
  }
}

// `expect` for each of millions of graphs would take longer than to solve them.
function expectNoFault(found: string | undefined): void {
  if (found !== undefined) expect.fail(found)
}

const none = -Infinity
const both: readonly Objective[] = ['weight', 'coverage']

describe('brute force agrees, and the certificate is valid, on every graph', () => {
  it('of up to 4 vertices with weights -2 to 3, labelled, both objectives: 118,001 graphs', () => {
    const counts = [0, 1, 2, 3, 4].map((n) => everyLabelledGraph(n, [none, -2, -1, 0, 1, 2, 3], both))
    expect(counts).toEqual([1, 1, 7, 343, 117_649])
  })

  it('of 5 vertices with weights 1 and 2, labelled, both objectives: 59,049 graphs', () => {
    expect(everyLabelledGraph(5, [none, 1, 2], both)).toBe(3 ** 10)
  })

  it('of 5 vertices with weights 1 to 3, up to isomorphism, both objectives: 10,688 graphs', () => {
    const classes = graphClasses(5, 4)
    expect(classes.length).toBe(10_688)
    expect(countClasses(5, 4)).toBe(10_688)
    for (const objective of both) everyClass(5, classes, [none, 1, 2, 3], objective)
    for (const objective of both) everyClass(5, classes, [none, -1, 0, 2], objective)
  })

  it('of 6 vertices with two weights, up to isomorphism, both objectives: 25,506 graphs for each two weights', () => {
    const classes = graphClasses(6, 3)
    expect(classes.length).toBe(25_506)
    expect(countClasses(6, 3)).toBe(25_506)
    for (const objective of both) {
      everyClass(6, classes, [none, 1, 2], objective)
      everyClass(6, classes, [none, 2, 3], objective)
      everyClass(6, classes, [none, -1, 1], objective)
    }
  })

  // Minutes, not seconds: on demand (PEERMATCH_EXHAUSTIVE=1 npx vitest run test/oracle/matching-exhaustive.test.ts).
  it.runIf(process.env['PEERMATCH_EXHAUSTIVE'])(
    'of 6 vertices with weights 1 to 3, up to isomorphism: 1,601,952 graphs',
    { timeout: 1_200_000 },
    () => {
      const classes = graphClasses(6, 4)
      expect(classes.length).toBe(1_601_952)
      expect(countClasses(6, 4)).toBe(1_601_952)
      for (const objective of both) everyClass(6, classes, [none, 1, 2, 3], objective)
    },
  )
})

describe('the classes themselves', () => {
  it('are as many as are known (OEIS A000088, A004102) and as Burnside counts', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((n) => graphClasses(n, 2).length)).toEqual([1, 1, 2, 4, 11, 34, 156])
    expect([1, 2, 3, 4, 5].map((n) => graphClasses(n, 3).length)).toEqual([1, 3, 10, 66, 792])
    expect([0, 1, 2, 3, 4, 5].map((n) => countClasses(n, 4))).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => graphClasses(n, 4).length),
    )
  })
})
