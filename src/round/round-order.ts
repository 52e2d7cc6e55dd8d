import type { Season } from './season.ts'
import type { Timetable } from './timetable.ts'

/** Rounds up to which their order is looked at again after the first choice. */
const MOST_REVISED = 64

/**
 * An order for the rounds in which few sit out twice in a row; otherwise all orders are as good. First the fullest, then always the one that
 * fewest of those who have just sat out sit out as well (of equals the fuller, then the heavier), then stretches are turned round as long as
 * that helps. Rounds without a pair come last. O(rounds^2 * n + rounds^3).
 */
export function orderRounds(timetable: Timetable): readonly number[] {
  const { season, roundOf } = timetable
  const { rounds } = season
  const pairs = new Int32Array(rounds)
  const weight = new Float64Array(rounds)
  for (let p = 0; p < roundOf.length; p++) {
    const r = roundOf[p]!
    if (r === -1) continue
    pairs[r]!++
    weight[r]! += season.weight[p]!
  }
  const full = Array.from({ length: rounds }, (_, r) => r).toSorted(
    (a, b) => pairs[b]! - pairs[a]! || weight[b]! - weight[a]! || a - b,
  )
  const empty = full.filter((r) => pairs[r] === 0)
  const left = full.filter((r) => pairs[r] !== 0)
  const both = sharedSitOuts(timetable, season)
  const order: number[] = left.splice(0, 1)
  while (left.length > 0) {
    const last = order.at(-1)!
    let best = 0
    for (let i = 1; i < left.length; i++) if (both(last, left[i]!) < both(last, left[best]!)) best = i
    order.push(...left.splice(best, 1))
  }
  if (order.length <= MOST_REVISED) turnStretches(order, both)
  return [...order, ...empty]
}

/** How many of those with partners sit out in both of two rounds. */
function sharedSitOuts(
  timetable: Timetable,
  { vertexCount: n, rounds, degree }: Season,
): (a: number, b: number) => number {
  const shared = new Int32Array(rounds * rounds)
  for (let v = 0; v < n; v++) {
    if (degree[v] === 0) continue
    const out: number[] = []
    for (let r = 0; r < rounds; r++) if (timetable.isFree(v, r)) out.push(r)
    for (const a of out) for (const b of out) shared[a * rounds + b]!++
  }
  return (a, b) => shared[a * rounds + b]!
}

/** Every turn lowers the sum of what neighbours share, so that it comes to an end. */
function turnStretches(order: number[], both: (a: number, b: number) => number): void {
  const k = order.length
  for (let turned = true; turned; ) {
    turned = false
    for (let i = 0; i < k - 1; i++) {
      for (let j = i + 1; j < k; j++) {
        const before = i === 0 ? undefined : order[i - 1]!
        const after = order[j + 1]
        const old =
          (before === undefined ? 0 : both(before, order[i]!)) + (after === undefined ? 0 : both(order[j]!, after))
        const now =
          (before === undefined ? 0 : both(before, order[j]!)) + (after === undefined ? 0 : both(order[i]!, after))
        if (now >= old) continue
        order.splice(i, j - i + 1, ...order.slice(i, j + 1).toReversed())
        turned = true
      }
    }
  }
}
