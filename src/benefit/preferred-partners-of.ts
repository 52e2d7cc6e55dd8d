import { benefit } from './benefit.ts'
import { classGains } from './class-gains-of.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import { adjustmentOf, type PairTerms } from './history.ts'
import { Holds } from './holds.ts'
import type { MarketParts } from './market-parts.ts'
import { type MetPartners, PreferredPartners } from './preferred-partners.ts'

/** People in the running, in the order of their ids, and per person their place there, or -1. */
const vertices = (classOf: Int32Array): { readonly person: Int32Array; readonly vertexOf: Int32Array } => {
  const person = Int32Array.from(classOf.keys()).filter((p) => classOf[p]! >= 0)
  const vertexOf = new Int32Array(classOf.length).fill(-1)
  person.forEach((p, v) => {
    vertexOf[p] = v
  })
  return { person, vertexOf }
}

/** Members of one class must have the same credit. Linear in offers and wants, and in the pairs that have met. */
export const preferredPartnersOf = (parts: MarketParts): PreferredPartners => {
  const { classes, walks, rules, fusion, terms, way } = parts
  const { count, classOf, memberStart, member } = classes
  const { person, vertexOf } = vertices(classOf)
  const credit = new Float64Array(count)
  if (terms !== undefined) for (let c = 0; c < count; c++) credit[c] = terms.credit[member[memberStart[c]!]!]!
  return new PreferredPartners({
    person,
    holds: new Holds(classes, vertexOf),
    gains: classGains(classes, walks, way),
    rules,
    fusion,
    credit,
    met: terms === undefined || terms.met.size === 0 ? undefined : metPartners(parts, terms, vertexOf, person.length),
  })
}

const metPartners = (
  { index, fusion }: MarketParts,
  terms: PairTerms,
  vertexOf: Int32Array,
  vertexCount: number,
): MetPartners => {
  const people = terms.credit.length
  const met: (readonly [v: number, u: number, gain: number, theirs: number, weight: number])[] = []
  for (const key of terms.met.keys()) {
    const [p, q] = [Math.floor(key / people), key % people]
    const [v, u] = [vertexOf[p]!, vertexOf[q]!]
    if (v < 0 || u < 0) continue
    const [gain, theirs] = [benefit(index, q, p), benefit(index, p, q)]
    if (!(gain > 0 && theirs > 0)) continue
    const weight = integerWeight(mutualWeight(fusion, gain, theirs)) + adjustmentOf(terms, p, q)
    met.push([v, u, gain, theirs, weight], [u, v, theirs, gain, weight])
  }
  met.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const start = new Int32Array(vertexCount + 1)
  for (const [v] of met) start[v + 1]!++
  for (let v = 0; v < vertexCount; v++) start[v + 1]! += start[v]!
  return {
    start,
    partner: Int32Array.from(met, ([, u]) => u),
    gain: Float64Array.from(met, ([, , gain]) => gain),
    theirs: Float64Array.from(met, ([, , , theirs]) => theirs),
    weight: Float64Array.from(met, ([, , , , weight]) => weight),
  }
}
