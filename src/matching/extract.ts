import type { Csr } from '../graph/csr.ts'
import type { CertificateBlossom, MatchingSolution } from './solution.ts'
import type { MatchingState } from './state.ts'

/**
 * Reads the matching and its certificate out of a finished state, which stays usable. `lift` is what had been added to
 * every weight of `graph`. With `order`, the solution is told in numbers in which the vertex `i` of graph and state is
 * `order[i]`. O(n + m).
 */
export function extractSolution(graph: Csr, state: MatchingState, lift: number, order?: Int32Array): MatchingSolution {
  const n = state.vertexCount
  const mates = matesOf(state)
  let weight = 0
  for (let v = 0; v < n; v++) {
    if (mates[v]! > v) weight += heaviest(graph, v, mates[v]!) - lift
  }
  const mate = order === undefined ? mates : new Int32Array(n)
  const dual2x = new Float64Array(n)
  for (let v = 0; v < n; v++) {
    const name = order === undefined ? v : order[v]!
    dual2x[name] = state.dual2x(v)
    if (order !== undefined) mate[name] = mates[v]! < 0 ? -1 : order[mates[v]!]!
  }
  return { mate, weight, certificate: { dual2x, blossoms: blossomsOf(state, order), lift } }
}

/**
 * Works out which edges inside the blossoms are matched. From the base of a blossom upwards, each blossom that has the same
 * base matches its other children along its ring; each of those has a base now, and its turn comes. O(n).
 */
function matesOf(state: MatchingState): Int32Array {
  const { vertexCount: n, nodeCount, parent, base, childCount, nextChild, linkFrom, linkTo } = state
  const mate = new Int32Array(n).fill(-1)
  const todo = new Int32Array(nodeCount)
  let size = 0
  for (let v = 0; v < n; v++) if (parent[v]! < 0) mate[v] = state.mate[v]!
  for (let b = n; b < nodeCount; b++) {
    if (parent[b]! >= 0 || !state.isBlossomInUse(b)) continue
    mate[base[b]!] = state.mate[base[b]!]!
    todo[size++] = b
  }
  while (size > 0) {
    const b = todo[--size]!
    for (let x = base[b]!; x !== b; x = parent[x]!) {
      let c = nextChild[x]!
      for (let i = 1; i < childCount[parent[x]!]!; i += 2) {
        const d = nextChild[c]!
        const from = linkFrom[c]!
        const to = linkTo[c]!
        mate[from] = to
        mate[to] = from
        base[c] = from
        base[d] = to
        if (c >= n) todo[size++] = c
        if (d >= n) todo[size++] = d
        c = nextChild[d]!
      }
    }
  }
  return mate
}

/**
 * The blossoms with a positive dual. Their members lie in one shared array, in which those of every blossom are a stretch:
 * nested blossoms overlap in it, so that the whole costs O(n) even where blossoms nest a thousand deep.
 */
export function blossomsOf(state: MatchingState, names?: Int32Array): CertificateBlossom[] {
  const { vertexCount: n, nodeCount, parent, firstVertex, nextVertex, size, z2 } = state
  const order = new Int32Array(n)
  const position = new Int32Array(n)
  let filled = 0
  for (let b = n; b < nodeCount; b++) {
    if (parent[b]! >= 0 || !state.isBlossomInUse(b)) continue
    for (let i = 0, v = firstVertex[b]!; i < size[b]!; i++, v = nextVertex[v]!) {
      position[v] = filled
      order[filled++] = names === undefined ? v : names[v]!
    }
  }
  const blossoms: CertificateBlossom[] = []
  for (let b = n; b < nodeCount; b++) {
    if (z2[b]! <= 0 || !state.isBlossomInUse(b)) continue
    const start = position[firstVertex[b]!]!
    blossoms.push({ members: order.subarray(start, start + size[b]!), dual2x: z2[b]! })
  }
  return blossoms
}

/** The weight of the heaviest edge between two vertices. O(degree of `u`). */
function heaviest(graph: Csr, u: number, v: number): number {
  let weight = -Infinity
  for (let a = graph.offset[u]!; a < graph.offset[u + 1]!; a++) {
    if (graph.head[a] === v && graph.weight[a]! > weight) weight = graph.weight[a]!
  }
  return weight
}
