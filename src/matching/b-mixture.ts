import type { EdgeList } from '../graph/edge-list.ts'
import type { Difference } from './mixture.ts'

/** A trail on which edges of one b-matching alternate with those of another. */
export interface Trail extends Difference {
  readonly edges: readonly number[]
}

/**
 * The trails into which two b-matchings (edges, ascending) differ: at each vertex the edges that only one has are joined to those that only the other
 * has, one to one as far as they go. So any of the trails may be exchanged alone: inside it degrees stay as they are, and where it ends they move
 * towards those of the other. `loss` is what an exchange from `few` to `many` loses by `worth`, and `gain` how many more it `keeps`. O(n + edges).
 */
export function differencesOf(
  { vertexCount, source, target }: EdgeList,
  few: Int32Array,
  many: Int32Array,
  worth: (edge: number) => number,
  keeps: (edge: number) => boolean,
): Trail[] {
  const inFew = new Set(few)
  const inMany = new Set(many)
  const apart = [few.filter((e) => !inMany.has(e)), many.filter((e) => !inFew.has(e))] as const
  // Per vertex, its edges that only one has, side by side.
  const at: [number[], number[]][] = Array.from({ length: vertexCount }, () => [[], []])
  for (const side of [0, 1] as const)
    for (const e of apart[side]) for (const v of [source[e]!, target[e]!]) at[v]![side].push(e)
  /** The edge that follows `e` of one side at `v`, or -1. */
  const next = (e: number, side: 0 | 1, v: number): number => {
    const joined = at[v]![side].indexOf(e)
    return at[v]![side === 0 ? 1 : 0][joined] ?? -1
  }
  const seen = new Set<number>()
  const trails: Trail[] = []
  for (const start of [...apart[0], ...apart[1]]) {
    if (seen.has(start)) continue
    const edges = [start]
    seen.add(start)
    for (let i = 0; i < edges.length; i++) {
      const e = edges[i]!
      for (const v of [source[e]!, target[e]!]) {
        const other = next(e, inFew.has(e) ? 0 : 1, v)
        if (other < 0 || seen.has(other)) continue
        seen.add(other)
        edges.push(other)
      }
    }
    let [gain, loss] = [0, 0]
    for (const e of edges) {
      const sign = inMany.has(e) ? 1 : -1
      loss -= sign * worth(e)
      if (keeps(e)) gain += sign
    }
    trails.push({ edges, gain, loss })
  }
  return trails
}
