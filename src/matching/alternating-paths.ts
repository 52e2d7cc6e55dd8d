/**
 * Paths that make one more pair out of `mate`, by turns along edges of `other` and of `mate`: from a vertex that is single in `mate`
 * to another one, each vertex on at most one path. At least as many as `other` has pairs more. In the order of their lesser
 * ends, which come first. O(n).
 */
export function augmentingPaths(mate: Int32Array, other: Int32Array): Int32Array[] {
  const found: Int32Array[] = []
  const path: number[] = []
  for (let start = 0; start < mate.length; start++) {
    if (mate[start]! >= 0 || other[start]! < 0) continue
    path.length = 0
    for (let v = start; ; v = mate[path[path.length - 1]!]!) {
      path.push(v)
      // An end with no edge of `other`: as many pairs after it as before.
      if (other[v]! < 0) break
      path.push(other[v]!)
      if (mate[other[v]!]! >= 0) continue
      if (start < other[v]!) found.push(Int32Array.from(path))
      break
    }
  }
  return found
}

/** Matches the first vertex of a path to the second, the third to the fourth, and so on. */
export function matchAlong(mate: Int32Array, path: Int32Array): void {
  for (let i = 0; i < path.length; i += 2) {
    const u = path[i]!
    const v = path[i + 1]!
    mate[u] = v
    mate[v] = u
  }
}
