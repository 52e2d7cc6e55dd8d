import { describe, expect, it } from 'vitest'
import { toCsr } from '../../../src/graph/csr.ts'
import { checkCertificate } from '../../../src/matching/certificate.ts'
import { extractSolution } from '../../../src/matching/extract.ts'
import { BlossomSearch } from '../../../src/matching/search.ts'
import { MatchingState } from '../../../src/matching/state.ts'
import { geometricGraph, onion, randomGraph, seeded, triangleChain } from '../../graphs.ts'

describe('a copied state', () => {
  it.each([
    ['nested blossoms', onion(30, seeded(1))],
    ['geometric', geometricGraph(200, 120, 1000, seeded(2))],
    ['triangles', triangleChain(40, seeded(3))],
    ['ties', randomGraph(200, 500, 1, 3, seeded(4))],
  ])('has the same solution, can go on, and leaves the first alone: %s', (_, graph) => {
    const csr = toCsr(graph)
    const state = new MatchingState(graph.vertexCount)
    const greatest = csr.weight.reduce((a, b) => Math.max(a, b), 0)
    state.raiseAll(greatest)
    new BlossomSearch(csr, state).searchAll()
    const before = extractSolution(csr, state, 0)
    const copy = state.copy()
    const same = extractSolution(csr, copy, 0)
    expect(checkCertificate(graph, same)).toEqual({ valid: true })
    expect(same.certificate.dual2x).toEqual(before.certificate.dual2x)
    const sets = ({ certificate }: typeof same): string[] =>
      certificate.blossoms
        .map(({ members, dual2x }) => `${[...members].toSorted((a, b) => a - b).join(' ')}: ${dual2x}`)
        .toSorted()
    expect(sets(same)).toEqual(sets(before))
    expect(sets(same).length).toBeGreaterThan(0)

    const lift = 1000
    const lifted = { ...csr, weight: csr.weight.map((w) => w + lift) }
    copy.raiseAll(lift)
    new BlossomSearch(lifted, copy).searchAll()
    const raised = { ...graph, weight: Float64Array.from(graph.weight, (w) => w + lift) }
    expect(checkCertificate(raised, extractSolution(lifted, copy, 0))).toEqual({ valid: true })
    expect(extractSolution(csr, state, 0)).toEqual(before)
  })
})
