/** Three units, ascending: at most one group holds two or more of them (subset-row inequality: Jepsen, Petersen, Spoorendonk & Pisinger 2008). */
export type Trio = readonly [number, number, number]

/** The least violation that is worth a row. */
const VIOLATION = 0.02
const TRIOS_PER_ROUND = 40
const TRIOS_PER_UNIT = 4

/**
 * Trios that a fractional solution breaks, the most violated first, few with the same unit. `groups`: the units of each group that is taken in part,
 * ascending; `values`: how much of it. All trios are looked at of which a unit is together with both others.
 */
export function violatedTrios(
  groups: readonly (readonly number[])[],
  values: readonly number[],
  unitCount: number,
): Trio[] {
  const pairs = new Map<number, number>()
  const triples = new Map<number, number>()
  const near = new Map<number, Set<number>>()
  const join = (a: number, b: number): void => {
    const set = near.get(a)
    if (set === undefined) near.set(a, new Set([b]))
    else set.add(b)
  }
  groups.forEach((units, g) => {
    const value = values[g]!
    for (let i = 0; i < units.length; i++) {
      for (let j = 0; j < i; j++) {
        const pair = units[j]! * unitCount + units[i]!
        pairs.set(pair, (pairs.get(pair) ?? 0) + value)
        join(units[i]!, units[j]!)
        join(units[j]!, units[i]!)
        for (let k = 0; k < j; k++) {
          const triple = units[k]! * unitCount * unitCount + pair
          triples.set(triple, (triples.get(triple) ?? 0) + value)
        }
      }
    }
  })
  const of = (a: number, b: number): number => pairs.get(a < b ? a * unitCount + b : b * unitCount + a) ?? 0
  const found: { trio: Trio; violation: number }[] = []
  for (const [a, others] of near) {
    for (const b of others) {
      for (const c of others) {
        if (c <= b) continue
        const apart = of(b, c)
        // Where all three are joined, once is enough.
        if (apart > 0 && (b < a || c < a)) continue
        const [x, y, z] = [a, b, c].toSorted((p, q) => p - q) as [number, number, number]
        const all = triples.get((x * unitCount + y) * unitCount + z) ?? 0
        const violation = of(a, b) + of(a, c) + apart - 2 * all - 1
        if (violation > VIOLATION) found.push({ trio: [x, y, z], violation })
      }
    }
  }
  found.sort(
    (p, q) => q.violation - p.violation || p.trio[0] - q.trio[0] || p.trio[1] - q.trio[1] || p.trio[2] - q.trio[2],
  )
  const uses = new Int32Array(unitCount)
  const chosen: Trio[] = []
  for (const { trio } of found) {
    if (chosen.length === TRIOS_PER_ROUND) break
    if (trio.some((unit) => uses[unit]! >= TRIOS_PER_UNIT)) continue
    for (const unit of trio) uses[unit]!++
    chosen.push(trio)
  }
  return chosen
}
