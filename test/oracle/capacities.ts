/** What `matchPeers` should answer where people take several partners: every set of pairs is looked at. */
import type { OptionsInput, PersonInput } from 'peermatch'
import { pairingReference, type PairingReference } from './pairing.ts'

/** What an answer is worth, pins included: people in a pair at all, and the sum of the weights. */
export interface Worth {
  readonly people: number
  readonly weight: number
}

export interface CapacityReference extends PairingReference {
  /** How many partners besides those pinned. */
  readonly places: ReadonlyMap<string, number>
  /** The best that there is, or the best with that pair; undefined where it is not a possible one. */
  readonly bestWith: (pair?: readonly [string, string]) => Worth | undefined
}

/** Whether one answer is better than another. */
export const isBetter = (objective: string, one: Worth, other: Worth): boolean =>
  objective === 'coverage' && one.people !== other.people ? one.people > other.people : one.weight > other.weight

export const capacityReference = (
  people: readonly PersonInput[],
  options: OptionsInput,
): CapacityReference | 'PinConflict' => {
  const reference = pairingReference(people, options)
  if (reference === 'PinConflict') return reference
  const { edges, pins } = reference.market
  const pinned = [...pins.keys()].map((key) => key.split(' '))
  const places = new Map(
    people.map(({ id, capacity = 1 }) => [id, capacity - pinned.filter((pin) => pin.includes(id)).length]),
  )
  const all = [...edges].map(([key, weight]) => ({ key, ends: key.split(' ') as [string, string], weight }))
  const { objective } = reference.options

  const bestWith = (pair?: readonly [string, string]): Worth | undefined => {
    const left = new Map(places)
    const inPairs = new Map(people.map(({ id }) => [id, pinned.filter((pin) => pin.includes(id)).length]))
    let placed = [...inPairs.values()].filter((count) => count > 0).length
    let weight = [...pins.values()].reduce((sum, own) => sum + own, 0)
    const change = ([a, b]: readonly [string, string], own: number, by: 1 | -1): void => {
      for (const id of [a, b]) {
        left.set(id, left.get(id)! - by)
        const count = inPairs.get(id)! + by
        inPairs.set(id, count)
        if (by === 1 ? count === 1 : count === 0) placed += by
      }
      weight += by * own
    }
    const forced = pair === undefined ? undefined : all.find(({ ends }) => pair.every((id) => ends.includes(id)))
    if (pair !== undefined && forced === undefined) return undefined
    if (forced !== undefined) change(forced.ends, forced.weight, 1)
    const others = all.filter((one) => one !== forced)
    let best: Worth = { people: placed, weight }
    const extend = (from: number): void => {
      const now = { people: placed, weight }
      if (isBetter(objective, now, best)) best = now
      for (let at = from; at < others.length; at++) {
        const { ends, weight: own } = others[at]!
        if (ends.some((id) => left.get(id)! < 1)) continue
        change(ends, own, 1)
        extend(at + 1)
        change(ends, own, -1)
      }
    }
    extend(0)
    return best
  }
  return { ...reference, places, bestWith }
}
