/** Sets of vertices with a value each, arranged so that the sum over the sets that hold two vertices is found fast. */
export interface SharedSets {
  /** Per vertex, the sets that hold it as a path in a tree: two vertices are at the same node if their sets up to there are the same. */
  readonly paths: readonly (readonly number[])[]
  /** Per node, which set came last, */
  readonly last: readonly number[]
  /** and the sum of the values on the way. */
  readonly sum: readonly number[]
}

/** The larger sets come first, so that in a laminar family what two vertices share is where their paths are one. O(total size of the sets). */
export function arrangeSets(sets: readonly Int32Array[], value: Float64Array, vertexCount: number): SharedSets {
  const paths: number[][] = Array.from({ length: vertexCount }, () => [])
  // Node 0 is the root. Per node, the set for which it was continued last, and the node that came of it.
  const last = [-1]
  const sum = [0]
  const continuedFor = [-1]
  const continuation = [-1]
  const order = sets.map((_, b) => b).sort((one, other) => sets[other]!.length - sets[one]!.length)
  for (const [rank, b] of order.entries()) {
    for (const v of sets[b]!) {
      const path = paths[v]!
      const at = path.length === 0 ? 0 : path[path.length - 1]!
      if (continuedFor[at] !== rank) {
        continuedFor[at] = rank
        continuation[at] = last.length
        last.push(rank)
        sum.push(sum[at]! + value[b]!)
        continuedFor.push(-1)
        continuation.push(-1)
      }
      path.push(continuation[at]!)
    }
  }
  return { paths, last, sum }
}

/** The values of the sets that hold both vertices and larger ones that hold both: all of them if the family is laminar. O(log sets). */
export function sumWhileTogether({ paths, sum }: SharedSets, u: number, v: number): number {
  const one = paths[u]!
  const other = paths[v]!
  let low = 0
  let high = Math.min(one.length, other.length)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (one[middle - 1] === other[middle - 1]) low = middle
    else high = middle - 1
  }
  return low === 0 ? 0 : sum[one[low - 1]!]!
}

/** The values of all sets that hold both vertices. O(sets that hold either). */
export function sumOfShared({ paths, last, sum }: SharedSets, u: number, v: number): number {
  const one = paths[u]!
  const other = paths[v]!
  let total = 0
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const [b, c] = [last[one[i]!]!, last[other[j]!]!]
    if (b === c) total += sum[one[i]!]! - (i === 0 ? 0 : sum[one[i - 1]!]!)
    if (b <= c) i++
    if (c <= b) j++
  }
  return total
}
