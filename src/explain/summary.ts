import type { Summary } from './result.ts'

/** A pair, a group or a cycle. */
interface Match {
  readonly gains: readonly number[]
  readonly weight: number
  readonly imbalance: number
}

/** Adds up what the pairs gain. */
export const summarise = (people: number, matched: number, pairs: readonly Match[]): Summary => {
  let totalWeight = 0
  let totalGain = 0
  let smallestGain = Infinity
  let totalImbalance = 0
  let learners = 0
  for (const { gains, weight, imbalance } of pairs) {
    totalWeight += weight
    for (const gain of gains) {
      totalGain += gain
      smallestGain = Math.min(smallestGain, gain)
    }
    learners += gains.length
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
    meanGain: none ? 0 : totalGain / learners,
    meanImbalance: none ? 0 : totalImbalance / pairs.length,
  }
}
