import type { MatchingState } from './state.ts'

/**
 * Raises the doubled dual of `v` by `amount` without losing the state's invariants: the blossoms around `v` are dissolved, and
 * `v` is unmatched, as is whoever was matched across what has become slack. Searches from them make up for it.
 *
 * Moving half of a blossom's dual to each of its members keeps every edge inside as tight as it was, and makes those that leave
 * it looser, the one to the blossom's mate among them. O(blossoms around `v` + vertices in their smaller children).
 */
export function raiseDual(state: MatchingState, v: number, amount: number): void {
  const { mate, base, offset, z2, vertexCount, y2 } = state
  for (let b = state.top(v); b >= vertexCount; b = state.top(v)) {
    if (z2[b]! > 0) {
      unmatch(mate, base[b]!)
      offset[b]! += z2[b]! / 2
      z2[b] = 0
    }
    state.dissolve(b)
  }
  unmatch(mate, v)
  y2[v]! += amount
}

/** `v` is the base of its top-level node, and so is its mate. */
function unmatch(mate: Int32Array, v: number): void {
  const partner = mate[v]!
  if (partner < 0) return
  mate[partner] = -1
  mate[v] = -1
}
