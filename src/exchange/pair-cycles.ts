import { solveMatching } from '../matching/maximum-weight-matching.ts'
import type { Watch } from '../matching/watch.ts'
import { type ArcRows, arcWeight } from './arc-rows.ts'
import type { CycleParts } from './cycle-parts.ts'

/** Cycles of two arcs only: a matching of maximum weight, whose blossoms are the odd sets. */
export function pairCycles(rows: ArcRows, watch: Watch): CycleParts {
  const { vertexCount, offset, head, weight } = rows
  const source: number[] = []
  const target: number[] = []
  const both: number[] = []
  for (let u = 0; u < vertexCount; u++) {
    for (let a = offset[u]!; a < offset[u + 1]!; a++) {
      const v = head[a]!
      if (v <= u) continue
      const returning = arcWeight(rows, v, u)
      if (returning === -Infinity) continue
      source.push(u)
      target.push(v)
      both.push(weight[a]! + returning)
    }
  }
  const { mate, certificate } = solveMatching({ vertexCount, source, target, weight: both }, 'weight', watch)
  const cycles: Int32Array[] = []
  for (let v = 0; v < vertexCount; v++) if (mate[v]! > v) cycles.push(Int32Array.of(v, mate[v]!))
  const oddSets = certificate.blossoms.map(({ members, dual2x }) => ({ members, dual: dual2x }))
  return { cycles, unitsPerWeight: 2, dual: certificate.dual2x, oddSets, branches: [] }
}
