import type { Pair, Summary } from './result.ts'

/** Adds up what the pairs gain. */
export const summarise = (people: number, matched: number, pairs: readonly Pair[]): Summary => {
  let totalWeight = 0
  let totalGain = 0
  let smallestGain = Infinity
  let totalImbalance = 0
  for (const { gains, weight, imbalance } of pairs) {
    totalWeight += weight
    totalGain += gains[0] + gains[1]
    smallestGain = Math.min(smallestGain, gains[0], gains[1])
    totalImbalance += imbalance
  }
  const none = pairs.length === 0
  return {
    people,
    matched,
    unmatched: people - matched,
    pairs: pairs.length,
    totalWeight,
    totalGain,
    smallestGain: none ? 0 : smallestGain,
    meanGain: none ? 0 : totalGain / (2 * pairs.length),
    meanImbalance: none ? 0 : totalImbalance / pairs.length,
  }
}
