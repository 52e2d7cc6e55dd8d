import { solveMatching } from '../matching/maximum-weight-matching.ts'
import type { EdgeList } from '../graph/edge-list.ts'
import type { Watch } from '../matching/watch.ts'
import type { ArcRows } from './arc-rows.ts'
import type { CycleParts } from './cycle-parts.ts'

/** Cycles of two arcs only: a matching of maximum weight, whose blossoms are the odd sets. */
export function pairCycles(rows: ArcRows, watch: Watch): CycleParts {
  const { vertexCount } = rows
  const { mate, certificate } = solveMatching(answeredArcs(rows), 'weight', watch)
  const cycles: Int32Array[] = []
  for (let v = 0; v < vertexCount; v++) if (mate[v]! > v) cycles.push(Int32Array.of(v, mate[v]!))
  const oddSets = certificate.blossoms.map(({ members, dual2x }) => ({ members, dual: dual2x }))
  return { cycles, unitsPerWeight: 2, dual: certificate.dual2x, oddSets, branches: [] }
}

/** Pairs of vertices with arcs both ways, with the weight of both. O(n + m). */
function answeredArcs(rows: ArcRows): EdgeList {
  const { vertexCount, offset, head, weight, inOffset, tail, inWeight } = rows
  const most = head.length >> 1
  const source = new Int32Array(most)
  const target = new Int32Array(most)
  const both = new Float64Array(most)
  let size = 0
  for (let u = 0; u < vertexCount; u++) {
    // Both rows are by vertex: they are gone through side by side.
    let back = inOffset[u]!
    const backEnd = inOffset[u + 1]!
    for (let a = offset[u]!; a < offset[u + 1]!; a++) {
      const v = head[a]!
      if (v < u) continue
      while (back < backEnd && tail[back]! < v) back++
      if (back === backEnd) break
      if (tail[back] !== v) continue
      source[size] = u
      target[size] = v
      both[size++] = weight[a]! + inWeight[back]!
    }
  }
  return {
    vertexCount,
    source: source.subarray(0, size),
    target: target.subarray(0, size),
    weight: both.subarray(0, size),
  }
}
