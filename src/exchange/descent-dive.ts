import type { BestPacking } from './column-set.ts'
import type { CyclePricing } from './cycle-pricing.ts'
import type { PriceDescent } from './price-descent.ts'

/** Values from here on are chosen whatever else there is: of disjoint cycles at most one has more. */
const MORE_THAN_HALF = 0.5
/** Otherwise those that come close to the greatest value, at most such a part of the open vertices per round. */
const CLOSE = 0.3
const PART_PER_ROUND = 0.025
/** Sweeps per round. */
const SWEEPS = 6
/** Cycles per source when what is left is priced. */
const WANTED = 4

/**
 * Disjoint cycles from prices: those with the greatest values are chosen, the prices of what is left go down further, and so on until nothing is left. Whenever half of the open
 * vertices are gone, and at the end, cycles among those that are open are looked for anew. The prices are as before afterwards, and all cycles are in.
 */
export function diveFromPrices(
  descent: PriceDescent,
  temperature: number,
  pricing: CyclePricing,
  least: number,
  best: BestPacking,
  goOn: () => boolean,
): void {
  const before = descent.price.slice()
  const isTaken = new Uint8Array(before.length)
  const chosen: Int32Array[] = []
  let open = before.length
  let nextPricing = open >> 1
  descent.descend(temperature, SWEEPS, goOn)
  while (goOn()) {
    const taken = choose(descent, isTaken, Math.max(1, open * PART_PER_ROUND))
    for (const cycle of taken) {
      chosen.push(cycle)
      open -= cycle.length
    }
    if (taken.length === 0 || open < nextPricing) {
      nextPricing = open >> 1
      const price = taken.length === 0 ? new Float64Array(before.length) : descent.price
      const turn = open
      const look = (source: number): boolean => {
        if (pricing.isDense && taken.length > 0) pricing.glean(source, least, WANTED, turn)
        else pricing.search(source, least, WANTED)
        return true
      }
      pricing.visitAll(price, 1, goOn, look, isTaken)
      if (descent.take(pricing) === 0 && taken.length === 0) break
    }
    descent.descend(temperature, SWEEPS, goOn)
  }
  pricing.clear()
  best.offer(chosen)
  descent.reset(before)
}

/** Takes disjoint cycles with great values out, of no more than `most` vertices unless their values leave no other choice. */
function choose(descent: PriceDescent, isTaken: Uint8Array, most: number): readonly Int32Array[] {
  const { cycles, weights, value } = descent
  let greatest = 0
  for (let j = 0; j < value.length; j++) if (value[j]! > greatest && weights[j]! > 0) greatest = value[j]!
  if (greatest === 0) return leftOver(descent, isTaken)
  const least = Math.min(MORE_THAN_HALF, CLOSE * greatest)
  const close: number[] = []
  for (let j = 0; j < value.length; j++) if (value[j]! >= least && weights[j]! > 0) close.push(j)
  close.sort((a, b) => value[b]! - value[a]! || weights[b]! - weights[a]! || a - b)
  const taken: Int32Array[] = []
  let size = 0
  for (const j of close) {
    if (size >= most && value[j]! <= MORE_THAN_HALF) break
    const cycle = cycles[j]!
    if (cycle.some((v) => isTaken[v] === 1)) continue
    for (const v of cycle) isTaken[v] = 1
    size += cycle.length
    taken.push(cycle)
  }
  for (const cycle of taken) descent.putOut(cycle)
  return taken
}

/** Where all values are nothing: the heaviest cycle that is in, if any weighs something. */
function leftOver(descent: PriceDescent, isTaken: Uint8Array): readonly Int32Array[] {
  const { cycles, weights, value } = descent
  let best = -1
  for (let j = 0; j < value.length; j++) {
    if (descent.isIn(j) && weights[j]! > 0 && (best < 0 || weights[j]! > weights[best]!)) best = j
  }
  if (best < 0) return []
  for (const v of cycles[best]!) isTaken[v] = 1
  descent.putOut(cycles[best]!)
  return [cycles[best]!]
}
