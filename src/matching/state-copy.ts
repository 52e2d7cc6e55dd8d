import { MatchingState } from './state.ts'

/**
 * A second state equal to the first, so that one can go on while the other stays. Blossoms may have other ids in it.
 *
 * They are formed again from the inside outwards: a blossom's children come before it in the order in which a walk from the
 * top, children after parents, is read backwards. O(n + vertices of the smaller children of each blossom).
 */
export function copyState(from: MatchingState): MatchingState {
  const { vertexCount: n, nodeCount, parent, firstChild, nextChild, childCount } = from
  const to = new MatchingState(n)
  const order = new Int32Array(nodeCount - n)
  let size = 0
  for (let b = n; b < nodeCount; b++) if (parent[b]! < 0 && from.isBlossomInUse(b)) order[size++] = b
  for (let i = 0; i < size; i++) {
    const b = order[i]!
    for (let j = 0, c = firstChild[b]!; j < childCount[b]!; j++, c = nextChild[c]!) if (c >= n) order[size++] = c
  }
  // A node of `from` in `to`; itself for a vertex.
  const twin = new Int32Array(nodeCount)
  for (let v = 0; v < n; v++) twin[v] = v
  for (let i = size - 1; i >= 0; i--) {
    const b = order[i]!
    for (let j = 0, c = firstChild[b]!; j < childCount[b]!; j++, c = nextChild[c]!) {
      const child = twin[c]!
      to.ring[j] = child
      to.linkFrom[child] = from.linkFrom[c]!
      to.linkTo[child] = from.linkTo[c]!
    }
    const made = to.formBlossom(childCount[b]!)
    to.z2[made] = from.z2[b]!
    twin[b] = made
  }
  for (let v = 0; v < n; v++) {
    to.mate[v] = from.mate[v]!
    to.y2[v] = from.y2[v]!
  }
  for (let v = 0; v < n; v++) if (parent[v]! < 0) copyTop(v, v)
  for (let i = 0; i < size; i++) if (parent[order[i]!]! < 0) copyTop(order[i]!, twin[order[i]!]!)
  return to

  function copyTop(node: number, made: number): void {
    to.base[made] = from.base[node]!
    to.offset[made] = from.offset[node]!
  }
}
