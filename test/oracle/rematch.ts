/** What tests of a rematch by brute force share. */
import type { IdPair } from 'peermatch'
import type { CapacityReference } from './capacities.ts'

export const keyOf = ([a, b]: IdPair): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Every set of free pairs in which nobody takes more places than they have. */
export const everyAnswer = ({ market, places }: CapacityReference, visit: (pairs: readonly string[]) => void): void => {
  const all = [...market.edges.keys()].map((key) => ({ key, ends: key.split(' ') }))
  const left = new Map(places)
  const chosen: string[] = []
  const from = (at: number): void => {
    visit(chosen)
    for (let i = at; i < all.length; i++) {
      const { key, ends } = all[i]!
      if (ends.some((id) => left.get(id)! < 1)) continue
      for (const id of ends) left.set(id, left.get(id)! - 1)
      chosen.push(key)
      from(i + 1)
      chosen.pop()
      for (const id of ends) left.set(id, left.get(id)! + 1)
    }
  }
  from(0)
}
