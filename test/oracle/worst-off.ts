/** What `matchPeers` should answer under `worst-off`: every set of pairs is looked at. */
import type { OptionsInput, PersonInput } from 'peermatch'
import { oracleBenefit } from './benefit.ts'
import { pairingReference, type PairingReference } from './pairing.ts'

/** What an answer is worth, in this order: people in a pair, pins included; the smallest gain in the free pairs (0 where they place nobody); the sum of the weights, pins included. */
export interface WorstOff {
  readonly people: number
  readonly smallest: number
  readonly weight: number
}

export interface WorstOffReference extends PairingReference {
  readonly gainsOf: (a: string, b: string) => readonly [number, number]
  readonly fairest: WorstOff
}

const isBetter = (one: WorstOff, other: WorstOff): boolean =>
  one.people !== other.people
    ? one.people > other.people
    : one.smallest !== other.smallest
      ? one.smallest > other.smallest
      : one.weight > other.weight

export const worstOffReference = (
  people: readonly PersonInput[],
  options: OptionsInput,
): WorstOffReference | 'PinConflict' => {
  const reference = pairingReference(people, options)
  if (reference === 'PinConflict') return reference
  const { edges, pins } = reference.market
  const gainsOf = (a: string, b: string): readonly [number, number] => {
    const [one, other] = [reference.people.get(a)!, reference.people.get(b)!]
    return [oracleBenefit(other, one, reference.options.skills), oracleBenefit(one, other, reference.options.skills)]
  }
  const pinned = [...pins.keys()].map((key) => key.split(' '))
  const pinsOf = (id: string): number => pinned.filter((pin) => pin.includes(id)).length
  const left = new Map(people.map(({ id, capacity = 1 }) => [id, capacity - pinsOf(id)]))
  const inPairs = new Map(people.map(({ id }) => [id, pinsOf(id)]))
  const all = [...edges].map(([key, weight]) => {
    const [a, b] = key.split(' ') as [string, string]
    return { ends: [a, b], weight, smallest: Math.min(...gainsOf(a, b)) }
  })
  const pinnedPeople = [...inPairs.values()].filter((count) => count > 0).length
  let placed = pinnedPeople
  let best: WorstOff = { people: -1, smallest: 0, weight: 0 }
  const extend = (from: number, smallest: number, weight: number): void => {
    // Where only people in pins have more pairs, nobody is worst off.
    const now = { people: placed, smallest: placed > pinnedPeople ? smallest : 0, weight }
    if (isBetter(now, best)) best = now
    for (let at = from; at < all.length; at++) {
      const { ends, weight: own, smallest: gain } = all[at]!
      if (ends.some((id) => left.get(id)! < 1)) continue
      for (const id of ends) {
        left.set(id, left.get(id)! - 1)
        if (inPairs.get(id) === 0) placed++
        inPairs.set(id, inPairs.get(id)! + 1)
      }
      extend(at + 1, Math.min(smallest, gain), weight + own)
      for (const id of ends) {
        left.set(id, left.get(id)! + 1)
        inPairs.set(id, inPairs.get(id)! - 1)
        if (inPairs.get(id) === 0) placed--
      }
    }
  }
  extend(
    0,
    Infinity,
    [...pins.values()].reduce((sum, own) => sum + own, 0),
  )
  return { ...reference, gainsOf, fairest: best }
}
