import type { Reader } from './read.ts'
import { type IdPair, readIdPairs } from './rules.ts'

/** Pairs each of which comes once, and in which nobody stands more often than they have places. */
export const pairingReader =
  (capacityOf: (id: string) => number): Reader<readonly IdPair[]> =>
  (report, u) => {
    const pairs = readIdPairs(report, u)
    if (pairs === undefined) return undefined
    const before = report.total
    /** Id -> the partners so far, and the first pair with each. */
    const partnersOf = new Map<string, Map<string, number>>()
    for (const [at, pair] of pairs.entries()) {
      report.enter(at)
      for (const [side, id] of pair.entries()) {
        const partners = partnersOf.get(id) ?? new Map<string, number>()
        partnersOf.set(id, partners)
        const other = pair[1 - side]!
        const capacity = capacityOf(id)
        const first = partners.get(other) ?? (partners.size < capacity ? undefined : [...partners.values()][0])
        if (first === undefined) {
          partners.set(other, at)
          continue
        }
        report.enter(side)
        if (capacity === 1) {
          const hint = report.isFull() ? undefined : `pairs[${first}] has them, too`
          report.fail('somebody who is in no other pair', id, hint)
        } else if (partners.has(other)) {
          report.fail('somebody who is in no other pair with the same person', id, `pairs[${first}]`)
        } else report.fail(`somebody who is in fewer than ${capacity} other pairs`, id, 'the capacity')
        report.leave()
      }
      report.leave()
    }
    return report.total === before ? pairs : undefined
  }
