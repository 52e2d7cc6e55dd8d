import { type IdPair, readIdPairs } from './rules.ts'
import { numberWhere, type Reader, readRecord, required, shape, wholeNumber } from './read.ts'

/**
 * How much may change from one matching to the next: at most `maxBroken` old pairs that still are possible may be dissolved, or each that
 * is costs `switchCost` of total weight.
 *
 * @category model
 * @since 0.1.0
 */
export type AllowedChange = { readonly maxBroken: number } | { readonly switchCost: number }

const EXPECTED = 'how much may change: { maxBroken } or { switchCost }'

const CHANGE = /* @__PURE__ */ shape(EXPECTED, ['maxBroken', 'switchCost'])

const readCost: Reader<number> = /* @__PURE__ */ numberWhere(
  'a number from 0 to 1,000,000',
  (value) => value >= 0 && value <= 1_000_000,
)

const readCount: Reader<number> = /* @__PURE__ */ wholeNumber(0, 1_000_000_000)

export const readAllowedChange: Reader<AllowedChange> = (report, u) => {
  const values = readRecord(report, u, CHANGE)
  if (values === undefined) return undefined
  const [maxBroken, switchCost] = values
  if ((maxBroken === undefined) === (switchCost === undefined)) {
    return report.failShown(EXPECTED, maxBroken === undefined ? 'neither' : 'both')
  }
  if (switchCost === undefined) {
    const count = required(report, 'maxBroken', maxBroken, readCount)
    return count === undefined ? undefined : { maxBroken: count }
  }
  const cost = required(report, 'switchCost', switchCost, readCost)
  return cost === undefined ? undefined : { switchCost: cost }
}

/** The same pair twice, either way round, is one; nobody who `hasOnePlace` is in two. */
export const previousPairsReader =
  (hasOnePlace: (id: string) => boolean): Reader<readonly IdPair[]> =>
  (report, u) => {
    const pairs = readIdPairs(report, u)
    if (pairs === undefined) return undefined
    const partners = new Map<string, Set<string>>()
    const kept: IdPair[] = []
    for (const [at, [a, b]] of pairs.entries()) {
      if (partners.get(a)?.has(b) === true) continue
      for (const [id, other] of [
        [a, b],
        [b, a],
      ] as const) {
        const others = partners.get(id) ?? new Set()
        partners.set(id, others)
        if (others.size > 0 && hasOnePlace(id)) {
          report.enter(at)
          report.fail('people who are in no other pair', id, 'one old partner each')
          report.leave()
          return undefined
        }
        others.add(other)
      }
      kept.push([a, b])
    }
    return kept
  }
