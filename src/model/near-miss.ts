/** Words longer than this are no slips of the pen: no hint, and no quadratic work. */
const LONGEST = 32

/**
 * Damerau-Levenshtein distance (insertion, deletion, substitution, swap of neighbours; optimal string alignment), or
 * `limit + 1` when it is larger than that. Cost: the product of the lengths.
 */
export const editDistance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(cost)
      if (cost < least) least = cost
    }
    // A swap reaches two rows back, so one row beyond the limit is not enough to stop.
    if (least > limit + 1) return limit + 1
    beforeLast = last
    last = row
  }
  return Math.min(last[b.length] ?? 0, limit + 1)
}

/**
 * The candidate that was probably meant: at most two slips away (one, for candidates of up to three letters), letter case
 * aside; the nearest, and among equals the first. `undefined` when none is near.
 */
export const nearMiss = (word: string, candidates: readonly string[]): string | undefined => {
  if (word.length > LONGEST) return undefined
  const lower = word.toLowerCase()
  let best: string | undefined
  let bestDistance = 3
  for (const candidate of candidates) {
    const limit = Math.min(candidate.length <= 3 ? 1 : 2, bestDistance - 1)
    if (limit < 0) break
    const distance = editDistance(lower, candidate.toLowerCase(), limit)
    if (distance <= limit) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}
