import type { EdgeList } from '../../src/graph/edge-list.ts'

/**
 * The greatest weight of disjoint cycles of 2 to `maxLength` arcs, by dynamic programming over sets of vertices: the heaviest cycle through each set
 * (all paths from its smallest vertex), then the best split of each set. For up to some 14 vertices. `count`: what a cycle of so many arcs counts whose weights add up to this.
 */
export function heaviestCycles(
  { vertexCount: n, source, target, weight }: EdgeList,
  maxLength: number,
  count: (length: number, weight: number) => number = (_, sum) => sum,
): number {
  const arc = Array.from({ length: n }, () => new Float64Array(n).fill(-Infinity))
  for (let a = 0; a < weight.length; a++) {
    const row = arc[source[a]!]!
    row[target[a]!] = Math.max(row[target[a]!]!, weight[a]!)
  }
  const all = 2 ** n
  const cycle = new Float64Array(all).fill(-Infinity)
  for (let start = 0; start < n; start++) {
    // The heaviest path from `start` over larger vertices, by its set and its last vertex.
    let paths = new Map<number, number>([[2 ** start * 16 + start, 0]])
    for (let length = 1; length <= Math.min(maxLength, n); length++) {
      const longer = new Map<number, number>()
      for (const [key, value] of paths) {
        const last = key % 16
        const set = Math.floor(key / 16)
        const closed = value + arc[last]![start]!
        if (length > 1 && closed > -Infinity) cycle[set] = Math.max(cycle[set]!, count(length, closed))
        for (let v = start + 1; v < n; v++) {
          if (((set >> v) & 1) === 1 || arc[last]![v] === -Infinity) continue
          const next = (set | (1 << v)) * 16 + v
          longer.set(next, Math.max(longer.get(next) ?? -Infinity, value + arc[last]![v]!))
        }
      }
      paths = longer
    }
  }
  const best = new Float64Array(all)
  for (let set = 1; set < all; set++) {
    const least = set & -set
    let value = best[set ^ least]!
    for (let part = set; part > 0; part = (part - 1) & set) {
      if ((part & least) !== 0 && cycle[part]! > 0) value = Math.max(value, cycle[part]! + best[set ^ part]!)
    }
    best[set] = value
  }
  return best[all - 1]!
}
