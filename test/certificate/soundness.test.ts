import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkCertificate } from '../../src/matching/certificate.ts'
import type { MatchingSolution } from '../../src/matching/solution.ts'
import { edgesOf, graphOf, graphs, seeded, shuffled } from '../graphs.ts'
import type { Edge, Random } from '../graphs.ts'
import { bestMatching } from '../oracle/matching.ts'
import { cases, plain } from './by-hand.ts'
import type { Plain } from './by-hand.ts'
import { planted } from './planted.ts'

const accepts = (graph: EdgeList, solution: unknown): boolean =>
  checkCertificate(graph, solution as MatchingSolution).valid

/** The law itself: what the checker accepts is what brute force finds. */
function soundOn(graph: EdgeList, { weight, mate, certificate }: Plain): void {
  const best = bestMatching(graph, certificate.lift > 0 ? 'coverage' : 'weight')
  expect(weight).toBe(best.weight)
  if (certificate.lift > 0) expect(mate.filter((m) => m !== -1).length).toBe(2 * best.edges)
}

/** One small change anywhere in a solution; now and then it is no change at all. */
function spoil(graph: EdgeList, original: Plain, random: Random): Plain {
  const n = graph.vertexCount
  const { mate, weight, certificate } = original
  const dual2x = [...certificate.dual2x]
  const blossoms = certificate.blossoms.map((b) => ({ members: [...b.members], dual2x: b.dual2x }))
  const forged = { mate: [...mate], weight, certificate: { dual2x, blossoms, lift: certificate.lift } }
  const step = [-4, -2, -1, 1, 2, 4][random(6)]!
  const [u, v] = [random(n), random(n)]
  const b = blossoms[random(Math.max(1, blossoms.length))]
  switch (random(12)) {
    case 0:
      forged.mate[u] = random(n + 1) - 1
      break
    case 1: {
      // Divorce.
      const other = mate[u]!
      if (other !== -1) forged.mate[other] = -1
      forged.mate[u] = -1
      forged.weight = weigh(graph, forged.mate)
      break
    }
    case 2: {
      // Divorce and marry across, with the weight put right.
      for (const x of [u, v]) if (forged.mate[x] !== -1) forged.mate[forged.mate[x]!] = -1
      if (u !== v) {
        forged.mate[u] = v
        forged.mate[v] = u
      }
      forged.weight = weigh(graph, forged.mate)
      break
    }
    case 3:
      dual2x[u] = dual2x[u]! + step
      break
    case 4:
      // Keeps the sum, and edge u-v as tight as it was.
      dual2x[u] = dual2x[u]! + step
      dual2x[v] = dual2x[v]! - step
      break
    case 5:
      if (b !== undefined) b.dual2x += step
      break
    case 6:
      // Dissolve a blossom into the duals of its members, or just drop it.
      if (b === undefined) break
      if (random(2) === 0) for (const x of b.members) dual2x[x] = dual2x[x]! + b.dual2x / 2
      blossoms.splice(blossoms.indexOf(b), 1)
      break
    case 7:
      if (b !== undefined) b.members[random(b.members.length)] = u
      break
    case 8:
      if (b !== undefined) b.members.push(u, v)
      else blossoms.push({ members: [u, v, random(n)], dual2x: 2 })
      break
    case 9:
      blossoms.push({
        members: shuffled(
          Array.from({ length: n }, (_, x) => x),
          random,
        ).slice(0, 3),
        dual2x: 2,
      })
      break
    case 10:
      forged.certificate.lift = Math.max(0, certificate.lift + step)
      break
    default:
      forged.weight += step
  }
  return forged
}

/** Heaviest edge of each matched pair; 0 where there is none, so that only another clause can notice. */
function weigh(graph: EdgeList, mate: readonly number[]): number {
  const heaviest = new Map<number, number>()
  for (const [u, v, w] of edgesOf(graph)) {
    if (mate[u] !== v) continue
    const low = Math.min(u, v)
    heaviest.set(low, Math.max(heaviest.get(low) ?? -Infinity, w))
  }
  return [...heaviest.values()].reduce((sum, w) => sum + w, 0)
}

describe('planted certificates', () => {
  it('are all accepted, and are optimal', () => {
    let depth = 0
    for (let seed = 0; seed < 1500; seed++) {
      const random = seeded(seed)
      const made = planted({ vertexCount: 1 + random(12), blossoms: random(6), edges: random(30) }, random)
      depth = Math.max(depth, made.depth)
      expect(checkCertificate(made.graph, made.solution as unknown as MatchingSolution)).toEqual({ valid: true })
      soundOn(made.graph, made.solution)
    }
    expect(depth).toBeGreaterThanOrEqual(4)
  })

  it('are accepted with a lift exactly when brute force finds no more edges, or else the lift is too small to tell', () => {
    let accepted = 0
    let tooSmall = 0
    for (let seed = 0; seed < 1500; seed++) {
      const random = seeded(seed)
      const shape = { vertexCount: 1 + random(10), blossoms: random(4), edges: random(20), lift: 1 + random(25) }
      const { graph, solution } = planted(shape, random)
      const said = checkCertificate(graph, solution as unknown as MatchingSolution)
      if (said.valid) {
        accepted++
        soundOn(graph, solution)
      } else {
        tooSmall++
        expect(said.reason).toMatch(/^lift \d+ is too small to prove/)
      }
    }
    expect(Math.min(accepted, tooSmall)).toBeGreaterThan(100)
  })

  it.each([
    ['one nest, hundreds of blossoms deep', 10_000, 200],
    ['many deep nests in a few large blossoms', 40, 20],
  ])('are accepted at size, and not with one dearer edge: %s', (_, spread, deep) => {
    const { graph, solution, depth } = planted(
      { vertexCount: 901, blossoms: 430, edges: 8000, greatest: 50, spread },
      seeded(7),
    )
    expect(depth).toBeGreaterThan(deep)
    expect(checkCertificate(graph, solution as unknown as MatchingSolution)).toEqual({ valid: true })
    const edges = edgesOf(graph)
    for (let seed = 0; seed < 25; seed++) {
      const i = seeded(seed)(edges.length)
      // No planted edge has more slack than 5 and a half.
      const dearer = edges.map(([u, v, w], at): Edge => [u, v, at === i ? w + 6 : w])
      expect(accepts(graphOf(graph.vertexCount, dearer), solution)).toBe(false)
    }
  })
})

describe('soundness: what is accepted is optimal', () => {
  it('for planted solutions spoilt in one to three places', () => {
    let accepted = 0
    let refused = 0
    for (let seed = 0; seed < 6000; seed++) {
      const random = seeded(seed)
      const lift = random(3) === 0 ? 30 : 0
      const { graph, solution } = planted(
        { vertexCount: 2 + random(9), blossoms: random(4), edges: random(24), lift },
        random,
      )
      let forged = solution
      for (let times = random(3); times >= 0; times--) forged = spoil(graph, forged, random)
      if (accepts(graph, forged)) {
        accepted++
        soundOn(graph, forged)
      } else refused++
    }
    // Both sides must have been tried in earnest: changes that leave a proof a proof exist, but are few.
    expect(accepted).toBeGreaterThan(200)
    expect(refused).toBeGreaterThan(4000)
  })

  it('for planted solutions shown with a graph in which one weight has changed', () => {
    let accepted = 0
    for (let seed = 0; seed < 3000; seed++) {
      const random = seeded(seed)
      const { graph, solution } = planted(
        { vertexCount: 2 + random(9), blossoms: random(4), edges: 1 + random(24) },
        random,
      )
      const at = random(graph.weight.length)
      const step = 1 + random(4)
      const other = graphOf(
        graph.vertexCount,
        edgesOf(graph).map(([u, v, w], i): Edge => [u, v, i === at ? w + (random(2) === 0 ? step : -step) : w]),
      )
      const claim = { ...solution, weight: weigh(other, solution.mate) }
      if (accepts(other, claim)) {
        accepted++
        soundOn(other, claim)
      }
    }
    expect(accepted).toBeGreaterThan(200)
  })

  it('for solutions drawn at random for graphs drawn at random', () => {
    let accepted = 0
    fc.assert(
      fc.property(graphs({ maxVertices: 5, density: 2, minWeight: -2, maxWeight: 2 }), fc.nat(), (graph, seed) => {
        const random = seeded(seed)
        const n = graph.vertexCount
        const mate = Array.from({ length: n }, () => -1)
        for (const [u, v] of shuffled(edgesOf(graph), random))
          if (mate[u] === -1 && mate[v] === -1 && random(3) > 0) {
            mate[u] = v
            mate[v] = u
          }
        const members = shuffled(
          Array.from({ length: n }, (_, v) => v),
          random,
        ).slice(0, 3)
        const solution: Plain = {
          mate,
          weight: weigh(graph, mate),
          certificate: {
            dual2x: mate.map((m) => (m === -1 ? 0 : random(5))),
            blossoms: n >= 3 && random(2) === 0 ? [{ members, dual2x: 1 + random(4) }] : [],
            lift: random(4) === 0 ? random(6) : 0,
          },
        }
        if (accepts(graph, solution)) {
          accepted++
          soundOn(graph, solution)
        }
      }),
      { numRuns: 5000, seed: 11 },
    )
    expect(accepted).toBeGreaterThan(300)
  })

  it('whatever single number is changed in the certificates written by hand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(cases)),
        fc.nat(),
        fc.integer({ min: -20, max: 20 }),
        (original, at, value) => {
          const solution = plain(original.solution)
          const { certificate } = solution
          // Every number of the solution has one place in this list.
          const places: ((x: number) => void)[] = [
            (x): void => void (solution.weight = x),
            (x): void => void (certificate.lift = x),
          ]
          const columns = [solution.mate, certificate.dual2x, ...certificate.blossoms.map((b) => b.members)]
          for (const column of columns) for (const i of column.keys()) places.push((x): void => void (column[i] = x))
          for (const b of certificate.blossoms) places.push((x): void => void (b.dual2x = x))
          places[at % places.length]!(value)
          if (accepts(original.graph, solution)) soundOn(original.graph, solution)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('for any value at all, without throwing', () => {
    const part = fc.anything({ withNullPrototype: true, withTypedArray: true, withSparseArray: true, maxDepth: 2 })
    const solution = fc.record(
      {
        mate: part,
        weight: part,
        certificate: fc.record({ dual2x: part, blossoms: part, lift: part }, { requiredKeys: [] }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(part, solution), (value) => {
        expect(accepts(cases['nested']!.graph, value)).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
