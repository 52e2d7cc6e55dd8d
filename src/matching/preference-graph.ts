import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'

/**
 * Who would take whom, as parallel columns: row `i` says that `source[i]` and `target[i]` are acceptable to each other, that
 * the first would gain `sourceGain[i]` and the second `targetGain[i]` (finite, above 0), and that the pair weighs `weight[i]`
 * (a safe integer). Each pair stands in one row at most.
 *
 * A vertex prefers the partner from whom it gains more; of those, the pair that weighs more; of those, the smaller partner.
 * So every preference list is strict.
 *
 * @category model
 * @since 0.1.0
 */
export interface PreferenceGraph extends EdgeList {
  readonly sourceGain: ArrayLike<number>
  readonly targetGain: ArrayLike<number>
}

/**
 * Checks what the stable kernels rely on: a valid edge list, and two columns of gains as long as it that hold finite numbers
 * above 0. Throws a `RangeError` that names the first offending edge or field. O(m), no allocation.
 *
 * That no pair stands in two rows is left to those who sort the rows by vertex.
 */
export function validatePreferenceGraph(graph: PreferenceGraph): void {
  validateEdgeList(graph)
  validateGains('sourceGain', graph.sourceGain, graph.weight.length)
  validateGains('targetGain', graph.targetGain, graph.weight.length)
}

function validateGains(field: string, column: ArrayLike<number>, edgeCount: number): void {
  if (typeof column !== 'object' || column === null || column.length !== edgeCount)
    throw new RangeError(`${field}: expected an array or typed array of ${edgeCount} numbers`)
  for (let edge = 0; edge < edgeCount; edge++) {
    const gain: unknown = column[edge]
    if (typeof gain !== 'number' || !(gain > 0 && gain < Infinity))
      throw new RangeError(
        `edge ${edge}: ${field} ${typeof gain === 'number' ? gain : `(a ${typeof gain})`} is not finite and above 0`,
      )
  }
}
