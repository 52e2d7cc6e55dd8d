import { expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { limitedChange } from '../../src/matching/limited-change.ts'
import type { PairOracle } from '../../src/matching/pair-oracle.ts'
import { checkChangeOfAllPairs } from '../../src/matching/priced-change-check.ts'
import { graphOf, seeded } from '../graphs.ts'

/** What the check asks for, and nothing else. */
const oracleOf = ({ vertexCount, source, target, weight }: EdgeList): PairOracle => {
  const notAsked = (): never => {
    throw new Error('the check goes one way only')
  }
  return {
    vertexCount,
    partner: new Int32Array(vertexCount),
    weight: new Float64Array(vertexCount),
    least: 0,
    scan: notAsked,
    scanRows: notAsked,
    row: notAsked,
    most: () => Math.max(...Array.from(weight)),
    admits: () => true,
    above: (price, take) => {
      for (let e = 0; e < weight.length; e++) {
        const [u, v] = [source[e]!, target[e]!]
        if (2 * weight[e]! > price[u]! + price[v]!) take(u, v, weight[e]!)
      }
      return true
    },
  }
}

it('a bound that holds for the pairs that were held only is refused, whichever pair was left out, and so are duals that are too low', () => {
  const random = seeded(7)
  const seen = { heavier: 0, refused: 0 }
  for (let round = 0; round < 400; round++) {
    const n = 4 + 2 * random(4)
    const previous = Array.from({ length: n }, (_, v) => v ^ 1)
    const edges: [number, number, number][] = []
    for (let u = 0; u < n; u++) for (let v = u + 1; v < n; v++) edges.push([u, v, v === (u ^ 1) ? 8 : 1 + random(12)])
    const graph = graphOf(n, edges)
    const maxBroken = random(3)
    const result = limitedChange(graph, previous, { maxBroken })
    expect(checkChangeOfAllPairs(oracleOf(graph), previous, result, 0)).toEqual({ valid: true })
    if ('vertex' in result.certificate) {
      continue
    }
    const { scale, bonus, solution } = result.certificate
    const [u, v] = [0, 2 + random(n - 2)]
    const dual2x = solution.certificate.dual2x.map((own) => own)
    const heavier = edges.map(([a, b, w]): [number, number, number] =>
      a === u && b === v ? [a, b, w + 1000] : [a, b, w],
    )
    expect(checkChangeOfAllPairs(oracleOf(graphOf(n, heavier)), previous, result, 0)).toMatchObject({ valid: false })
    seen.heavier++
    // A dual that a new pair rests on, lowered by the least there is.
    dual2x[u]! -= 1
    const low = {
      ...result,
      certificate: { scale, bonus, solution: { ...solution, certificate: { ...solution.certificate, dual2x } } },
    }
    const rests = edges.some(([a, b, w]) => {
      const old = previous[a] === b
      const inBlossom = solution.certificate.blossoms.some(({ members }) => members.includes(a) && members.includes(b))
      return !old && !inBlossom && (a === u || b === u) && 2 * scale * w > dual2x[a]! + dual2x[b]!
    })
    if (!rests) {
      continue
    }
    expect(checkChangeOfAllPairs(oracleOf(graph), previous, low, 0)).toMatchObject({ valid: false })
    seen.refused++
  }
  expect(seen.heavier).toBeGreaterThan(100)
  expect(seen.refused).toBeGreaterThan(50)
})
