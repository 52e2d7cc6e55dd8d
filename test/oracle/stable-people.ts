/** What `stable` should answer, by going through every matching. Shares nothing with src. */
import type { BlockingPair, OptionsInput, PersonInput } from 'peermatch'
import { oracleBenefit, oracleWeight } from './benefit.ts'
import { pairingReference, type PairingReference } from './pairing.ts'
import { blockingOf, preferenceListsOf, type Row, stableByBruteForce } from './stable-brute-force.ts'

export interface StableReference {
  readonly pairing: PairingReference
  /** Everybody, by id in code unit order; vertices below are places in it. */
  readonly ids: readonly string[]
  /** Per person, the possible partners, most preferred first. */
  readonly lists: readonly (readonly number[])[]
  readonly gain: (learner: string, teacher: string) => number
  /** All stable matchings, and the fewest blocking pairs of any matching. */
  readonly brute: () => ReturnType<typeof stableByBruteForce>
  /** Partners by pairs of ids; whoever is in a pair that is not possible has nobody. */
  readonly mateOf: (pairs: readonly (readonly [string, string])[]) => readonly number[]
  readonly blocking: (pairs: readonly (readonly [string, string])[]) => readonly BlockingPair[]
}

export const stableReference = (people: readonly PersonInput[], options: OptionsInput): StableReference | undefined => {
  const pairing = pairingReference(people, { ...options, objective: 'benefit' })
  if (pairing === 'PinConflict') return undefined
  const ids = people.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))
  const gain = (learner: string, teacher: string): number =>
    oracleBenefit(pairing.people.get(teacher)!, pairing.people.get(learner)!, pairing.options.skills)
  const rows: Row[] = []
  ids.forEach((a, u) =>
    ids.forEach((b, v) => {
      const weight = u < v ? pairing.weightOf(a, b) : undefined
      if (weight !== undefined) rows.push([u, v, gain(a, b), gain(b, a), weight])
    }),
  )
  const lists = preferenceListsOf(ids.length, rows)
  const mateOf: StableReference['mateOf'] = (pairs) => {
    const mate = ids.map(() => -1)
    for (const pair of pairs) {
      const [u, v] = pair.map((id) => ids.indexOf(id)) as [number, number]
      if (!lists[u]!.includes(v)) continue
      mate[u] = v
      mate[v] = u
    }
    return mate
  }
  return {
    pairing,
    ids,
    lists,
    gain,
    brute: () => stableByBruteForce(lists),
    mateOf,
    blocking: (pairs) => {
      const mate = mateOf(pairs)
      const now = (v: number): number => (mate[v] === -1 ? 0 : gain(ids[v]!, ids[mate[v]!]!))
      return blockingOf(lists, mate).map(([u, v]) => {
        const [a, b] = [ids[u]!, ids[v]!]
        return {
          members: [a, b],
          gains: [gain(a, b), gain(b, a)],
          gainsNow: [now(u), now(v)],
          weight: oracleWeight(pairing.options.fusion, gain(a, b), gain(b, a)),
        }
      })
    },
  }
}
