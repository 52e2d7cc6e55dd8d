import type { TeachingArcs } from '../benefit/teaching-arcs.ts'

/** How a cycle is priced: whole numbers, `unitsPerWeight` of which make up a weight of one. */
export interface CyclePricesOfPeople {
  readonly dual: Float64Array
  readonly oddSets: readonly { readonly members: Int32Array; readonly dual: number }[]
  readonly unitsPerWeight: number
}

/** Where members may drop out: a cycle of `k` people whose arcs weigh `w` counts `factor[k] * w`. */
export type LengthFactors = ArrayLike<number>

/** For all people together, so many arcs are looked at. */
const MOST_STEPS = 100_000_000

/** Longer cycles are not looked for. */
const MOST_LENGTH = 6

/** A cycle, the person asked about first, and by how many units it costs more than it weighs. */
export interface NearCycle {
  readonly members: readonly number[]
  readonly lacking: number
}

/**
 * Finds cycles through given people that cost little more than they weigh: by levels, the best walk with so many arcs from the person to everybody (Bellman), closed where it can be,
 * without what it does twice. Among short cycles, nearly the nearest.
 */
export class NearCycles {
  private readonly arcs: TeachingArcs
  private readonly prices: CyclePricesOfPeople
  private readonly levels: number
  private readonly start: Int32Array
  private readonly order: Int32Array
  private readonly value: readonly Float64Array[]
  private readonly before: readonly Int32Array[]
  private readonly factors: LengthFactors | undefined
  private steps = MOST_STEPS

  constructor(arcs: TeachingArcs, prices: CyclePricesOfPeople, maxLength: number, factors?: LengthFactors) {
    const { vertexCount: n, source } = arcs
    this.arcs = arcs
    this.prices = prices
    this.factors = factors
    this.levels = Math.min(maxLength, MOST_LENGTH)
    this.start = new Int32Array(n + 1)
    for (const v of source) this.start[v + 1]!++
    for (let v = 0; v < n; v++) this.start[v + 1]! += this.start[v]!
    const at = this.start.slice()
    this.order = new Int32Array(source.length)
    for (let e = 0; e < source.length; e++) this.order[at[source[e]!]!++] = e
    this.value = Array.from({ length: this.levels + 1 }, () => new Float64Array(n))
    this.before = Array.from({ length: this.levels + 1 }, () => new Int32Array(n))
  }

  /** Undefined where there is none, or when there have been too many questions. */
  near(p: number): NearCycle | undefined {
    const { factors, levels } = this
    if (factors === undefined) return this.within(p, levels, 1)
    // What an arc adds depends on the length of the cycle: once for each.
    let best: NearCycle | undefined
    for (let length = 2; length <= levels; length++) {
      const found = this.within(p, length, factors[length]!)
      if (found !== undefined && (best === undefined || found.lacking < best.lacking)) best = found
    }
    return best
  }

  /** Among cycles of up to `levels` people, all of which count `factor` times what their arcs weigh. */
  private within(p: number, levels: number, factor: number): NearCycle | undefined {
    const { arcs, prices, start, order, value, before } = this
    const { dual } = prices
    const unitsPerWeight = prices.unitsPerWeight * factor
    const { source, target, weight } = arcs
    let reached: readonly number[] = [p]
    let best: NearCycle | undefined
    value[0]!.fill(-Infinity)[p] = 0
    for (let level = 1; level <= levels && reached.length > 0; level++) {
      const [from, to] = [value[level - 1]!, value[level]!.fill(-Infinity)]
      const next: number[] = []
      for (const u of reached) {
        this.steps -= start[u + 1]! - start[u]!
        if (this.steps < 0) return best
        for (let i = start[u]!; i < start[u + 1]!; i++) {
          const e = order[i]!
          const v = target[e]!
          const worth = from[u]! + unitsPerWeight * weight[e]! - dual[v]!
          if (worth <= to[v]!) continue
          if (to[v] === -Infinity && v !== p) next.push(v)
          to[v] = worth
          before[level]![v] = e
        }
      }
      if (level > 1 && to[p]! > -Infinity) {
        const walk: number[] = []
        for (let at = level, v = p; at > 0; at--) {
          v = source[before[at]![v]!]!
          walk.unshift(v)
        }
        const found = this.priced(withoutRepeats(walk))
        if (found !== undefined && (best === undefined || found.lacking < best.lacking)) best = found
      }
      reached = next
    }
    return best
  }

  private priced(members: readonly number[]): NearCycle | undefined {
    const { dual, oddSets } = this.prices
    const unitsPerWeight = this.prices.unitsPerWeight * (this.factors?.[members.length] ?? 1)
    if (members.length < 2) return undefined
    let lacking = 0
    members.forEach((v, at) => {
      const u = members[(at + members.length - 1) % members.length]!
      let heaviest = -Infinity
      for (let i = this.start[u]!; i < this.start[u + 1]!; i++) {
        const e = this.order[i]!
        if (this.arcs.target[e] === v) heaviest = this.arcs.weight[e]!
      }
      lacking += dual[v]! - unitsPerWeight * heaviest
    })
    for (const { members: set, dual: price } of oddSets) {
      lacking += price * Math.floor(members.filter((v) => set.includes(v)).length / 2)
    }
    return Number.isFinite(lacking) ? { members, lacking } : undefined
  }
}

/** A closed walk without its first vertex at the end, less the rounds that it makes from one vertex back to it. */
const withoutRepeats = (walk: readonly number[]): readonly number[] => {
  const kept: number[] = []
  for (const v of walk) {
    const at = kept.indexOf(v)
    if (at >= 0) kept.length = at
    kept.push(v)
  }
  return kept
}
