import type { Timetable } from './timetable.ts'

/**
 * Lets these pairs meet by the circle method wherever a connected part of them has so few vertices that everybody can meet everybody: an
 * even number, one less than the rounds at most, or an odd one, no more than the rounds. No two pairs of the complete graph collide then, so
 * those that there are don't either. Returns the pairs of other parts. O(n + pairs).
 */
export function seatCircles(timetable: Timetable, pairs: readonly number[]): readonly number[] {
  const { season } = timetable
  const { vertexCount: n, low, high, rounds } = season
  const leader = Int32Array.from({ length: n }, (_, v) => v)
  const find = (v: number): number => {
    let root = v
    while (leader[root] !== root) root = leader[root]!
    for (let at = v; leader[at] !== root; ) {
      const next = leader[at]!
      leader[at] = root
      at = next
    }
    return root
  }
  for (const p of pairs) {
    const a = find(low[p]!)
    const b = find(high[p]!)
    leader[Math.max(a, b)] = Math.min(a, b)
  }
  const size = new Int32Array(n)
  /** Place of each vertex in its part. */
  const seat = new Int32Array(n)
  for (let v = 0; v < n; v++) seat[v] = size[find(v)]!++
  const others: number[] = []
  for (const p of pairs) {
    const k = size[find(low[p]!)]!
    const around = k % 2 === 0 ? k - 1 : k
    if (around > rounds) {
      others.push(p)
      continue
    }
    const a = seat[low[p]!]!
    const b = seat[high[p]!]!
    // The last of an even number stands in the middle: in the round of 2 s (mod around) it meets s.
    timetable.put(p, a === around ? (2 * b) % around : b === around ? (2 * a) % around : (a + b) % around)
  }
  return others
}
