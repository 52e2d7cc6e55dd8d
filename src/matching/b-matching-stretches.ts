import type { CertificateBlossom } from './solution.ts'

/**
 * Laminar blossoms as stretches of one array of nodes; numbered so that those inside others come first.
 */
export interface BlossomStretches {
  /** The nodes that are in any blossom. */
  readonly nodeAt: Int32Array
  /** Where a node stands there, or -1. */
  readonly position: Int32Array
  /** The nodes of blossom `b` are `nodeAt[start[b] .. end[b] - 1]`. */
  readonly start: Int32Array
  readonly end: Int32Array
  readonly dual2x: Float64Array
  /** The smallest blossom around another one, or -1. */
  readonly parent: Int32Array
  /** Per node, the smallest blossom that holds it, or -1. */
  readonly inner: Int32Array
}

/** Whether a blossom holds a node. O(1). */
export function holds({ start, end, position }: BlossomStretches, blossom: number, node: number): boolean {
  return position[node]! >= start[blossom]! && position[node]! < end[blossom]!
}

/** Reads them from a solution whose blossoms lie as `extractSolution` leaves them. O(nodes + blossoms log blossoms). */
export function readStretches(blossoms: readonly CertificateBlossom[], nodeCount: number): BlossomStretches {
  const count = blossoms.length
  const placed = blossoms.map(({ members, dual2x }) => ({
    start: members.byteOffset / members.BYTES_PER_ELEMENT,
    size: members.length,
    dual2x,
  }))
  placed.sort((one, other) => other.start - one.start || one.size - other.size)
  const start = Int32Array.from(placed, (blossom) => blossom.start)
  const end = Int32Array.from(placed, (blossom) => blossom.start + blossom.size)
  const last = end.reduce((most, at) => Math.max(most, at), 0)
  const nodeAt = count === 0 ? new Int32Array(0) : new Int32Array(blossoms[0]!.members.buffer, 0, last)
  const position = new Int32Array(nodeCount).fill(-1)
  const inner = new Int32Array(nodeCount).fill(-1)
  const parent = new Int32Array(count).fill(-1)
  // From left to right, with the stretches that are open in a stack, innermost last.
  const open = new Int32Array(count)
  let depth = 0
  let next = count - 1
  for (let at = 0; at < last; at++) {
    for (; next >= 0 && start[next] === at; next--) {
      if (depth > 0) parent[next] = open[depth - 1]!
      open[depth++] = next
    }
    const node = nodeAt[at]!
    if (depth === 0) continue
    position[node] = at
    inner[node] = open[depth - 1]!
    while (depth > 0 && end[open[depth - 1]!] === at + 1) depth--
  }
  return { nodeAt, position, start, end, dual2x: Float64Array.from(placed, ({ dual2x }) => dual2x), parent, inner }
}
