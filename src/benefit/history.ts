import { coverageLift } from '../graph/edge-list.ts'
import type { History } from '../model/history.ts'
import type { Objective } from '../model/options.ts'
import type { Person } from '../model/person.ts'
import type { PairList } from './edges.ts'
import { pairKey } from './eligibility.ts'
import { WEIGHT_SCALE } from './fusion.ts'
import type { MarketRows } from './pair-rows.ts'

/** What a history counts for in pairs of people `0 .. n - 1`, in the solvers' whole numbers. */
export interface PairTerms {
  /** Per person, what each of their pairs weighs more; 0 or more. */
  readonly credit: Float64Array
  /** What pairs that have met weigh more or less, by {@link pairKey}; none is 0. */
  readonly met: ReadonlyMap<number, number>
}

/** A history with people as numbers. */
export interface CompiledHistory {
  /** Undefined where there is nothing that counts. */
  readonly terms: PairTerms | undefined
  /** Pairs that have met too recently to meet again, by {@link pairKey}; the value is the place of their last meeting in the caller's list. */
  readonly recent: ReadonlyMap<number, number>
}

const DAY = 86_400_000

const NOTHING: CompiledHistory = /* @__PURE__ */ Object.freeze({ terms: undefined, recent: new Map<number, number>() })

/** Looks up who has met; `people` may be in any order. Who is not there is passed over. Cost: linear. */
export const compileHistory = (people: readonly Person[], history: History | undefined): CompiledHistory => {
  if (history === undefined) return NOTHING
  const { met, credit, repeat, halfLife, noRepeatWithin, asOf } = history
  const n = people.length
  const indexOf = new Map(people.map(({ id }, p) => [id, p]))
  /** By pair, the place of the last meeting; of two on one day, the first place. */
  const last = new Map<number, number>()
  for (const [place, { members, at }] of met.entries()) {
    const a = indexOf.get(members[0])
    const b = indexOf.get(members[1])
    if (a === undefined || b === undefined) continue
    const key = pairKey(n, a, b)
    const before = last.get(key)
    if (before === undefined || at > met[before]!.at) last.set(key, place)
  }
  const terms = new Map<number, number>()
  const recent = new Map<number, number>()
  for (const [key, place] of last) {
    const days = asOf === undefined ? 0 : (Date.parse(asOf) - Date.parse(met[place]!.at)) / DAY
    const faded = halfLife === undefined ? repeat : repeat * 2 ** (-days / halfLife)
    const term = Math.round(WEIGHT_SCALE * faded)
    if (term !== 0) terms.set(key, term)
    if (noRepeatWithin !== undefined && days < noRepeatWithin) recent.set(key, place)
  }
  const credits = new Float64Array(n)
  let owed = 0
  for (const { id, amount } of credit) {
    const p = indexOf.get(id)
    if (p === undefined) continue
    credits[p] = Math.round(WEIGHT_SCALE * amount)
    owed += credits[p]!
  }
  return { terms: terms.size === 0 && owed === 0 ? undefined : { credit: credits, met: terms }, recent }
}

/** What the pair of people `a` and `b` weighs more or less than their gains say. O(1). */
export const adjustmentOf = (terms: PairTerms | undefined, a: number, b: number): number =>
  terms === undefined
    ? 0
    : terms.credit[a]! + terms.credit[b]! + (terms.met.get(pairKey(terms.credit.length, a, b)) ?? 0)

/** Per person, the credit as a number that others have only if they have the same; undefined where nobody has a credit. Linear. */
export const creditMarks = (terms: PairTerms | undefined): Int32Array | undefined => {
  const places = new Map<number, number>()
  const marks = terms?.credit.map((own) => {
    const place = places.get(own) ?? places.size
    places.set(own, place)
    return place
  })
  return places.size < 2 ? undefined : Int32Array.from(marks!)
}

/** Puts the terms into the weights of pairs of people, where they stand. */
export const adjustPairs = ({ count, source, target, weight }: PairList, terms: PairTerms): void => {
  for (let e = 0; e < count; e++) weight[e]! += adjustmentOf(terms, source[e]!, target[e]!)
}

/** What sums of adjusted weights may come to, as the solvers reckon: see `MAX_WEIGHT_SUM`. O(people + pairs). */
export const greatestSum = (rows: MarketRows, pairs: PairList | undefined, objective: Objective): number => {
  let most = 0
  for (let v = 0; v < rows.vertexCount; v++) most = Math.max(most, rows.most(v))
  let { least } = rows
  for (let e = 0; e < (pairs?.count ?? 0); e++) least = Math.min(least, pairs!.weight[e]!)
  const largest = Math.max(most, -least)
  const lifted =
    objective === 'benefit' || objective === 'stable' ? largest : most + coverageLift(rows.vertexCount, least, most)
  return Math.max(rows.vertexCount, 8) * Math.max(largest, lifted)
}
