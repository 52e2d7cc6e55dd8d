import type { Reader } from './read.ts'
import { type IdPair, readIdPairs } from './rules.ts'

/** Pairs in which nobody stands twice. */
export const readPairing: Reader<readonly IdPair[]> = (report, u) => {
  const pairs = readIdPairs(report, u)
  if (pairs === undefined) return undefined
  const before = report.total
  /** Id -> the first pair that it stands in. */
  const places = new Map<string, number>()
  for (const [at, pair] of pairs.entries()) {
    report.enter(at)
    for (const [side, id] of pair.entries()) {
      const first = places.get(id)
      if (first === undefined) {
        places.set(id, at)
        continue
      }
      report.enter(side)
      report.fail('somebody who is in no other pair', id, report.isFull() ? undefined : `pairs[${first}] has them, too`)
      report.leave()
    }
    report.leave()
  }
  return report.total === before ? pairs : undefined
}
