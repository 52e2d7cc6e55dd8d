import type { EdgeList } from '../graph/edge-list.ts'
import type { ReadPrices } from './certificate-prices.ts'

/** Cycles that are listed at most. */
const MOST_LISTED = 4_000_000

/** Arcs by source and by target; of parallel ones all are kept, which changes no minimum. */
export interface ArcLists {
  readonly vertexCount: number
  readonly out: readonly (readonly number[])[]
  readonly into: readonly (readonly number[])[]
  readonly source: ArrayLike<number>
  readonly target: ArrayLike<number>
  readonly weight: ArrayLike<number>
}

export function toArcLists({ vertexCount, source, target, weight }: EdgeList): ArcLists {
  const out: number[][] = Array.from({ length: vertexCount }, () => [])
  const into: number[][] = Array.from({ length: vertexCount }, () => [])
  for (let a = 0; a < weight.length; a++) {
    out[source[a]!]!.push(a)
    into[target[a]!]!.push(a)
  }
  return { vertexCount, out, into, source, target, weight }
}

/** Cycles with what they weigh. */
export class CycleList {
  readonly cycles: Int32Array[] = []
  readonly weights: number[] = []

  /** What cycle `i` costs more than it weighs, in units. */
  excess(i: number, { dual, setsOf, setDual }: ReadPrices, units: number): number {
    let value = -units * this.weights[i]!
    const shared = new Map<number, number>()
    for (const v of this.cycles[i]!) {
      value += dual[v]!
      for (const set of setsOf.get(v) ?? []) {
        const count = (shared.get(set) ?? 0) + 1
        shared.set(set, count)
        if (count % 2 === 0) value += setDual[set]!
      }
    }
    return value
  }
}

/**
 * All cycles of up to `maxLength` arcs that cost at most `limit` units more than they weigh, by the prices of their vertices alone; undefined if they are too many. An arc
 * costs the price of its head minus what it weighs, so that the costs along a cycle add up to its excess.
 *
 * One vertex after the other, dearest first: the cheapest ways back to it of each number of arcs (Bellman 1958), then all ways out that can still come back
 * cheaply enough. Then it is left out.
 */
export function listCycles(
  arcs: ArcLists,
  dual: Float64Array,
  units: number,
  maxLength: number,
  limit: number,
): CycleList | undefined {
  const { vertexCount: n, out, into, source, target, weight } = arcs
  const list = new CycleList()
  const isOut = new Uint8Array(n)
  const costOf = (a: number): number => dual[target[a]!]! - units * weight[a]!
  const cheapest = cheapestEnds(arcs, costOf, maxLength)
  const order = Array.from({ length: n }, (_, v) => v).toSorted((a, b) => dual[b]! - dual[a]! || a - b)
  /** `back[j][v]`: the least cost of a way of at most `j` arcs from `v` to the vertex at hand; and which have one. */
  const back = Array.from({ length: maxLength }, () => new Float64Array(n).fill(Infinity))
  const onWay = new Uint8Array(n)
  for (const start of order) {
    let front: number[] = [start]
    const touched: number[] = []
    for (let j = 1; j < maxLength && front.length > 0; j++) {
      const now = back[j]!
      if (j > 1) for (const v of touched) now[v] = back[j - 1]![v]!
      const next = new Set<number>()
      for (const v of front) {
        const rest = j === 1 ? 0 : back[j - 1]![v]!
        for (const a of into[v]!) {
          const u = source[a]!
          const cost = rest + costOf(a)
          // Whatever comes before still has to lead from `start` to `u`.
          if (isOut[u] === 1 || u === start || cost >= now[u]! || cost + cheapest[maxLength - j]![u]! > limit) continue
          if (back[j]![u] === Infinity) touched.push(u)
          now[u] = cost
          next.add(u)
        }
      }
      front = [...next]
      if (front.length === 0) for (let k = j + 1; k < maxLength; k++) for (const v of touched) back[k]![v] = now[v]!
    }
    const way: number[] = [start]
    const at: number[] = [0]
    const costs: number[] = [0]
    const weights: number[] = [0]
    onWay[start] = 1
    while (way.length > 0) {
      const depth = way.length
      const u = way[depth - 1]!
      const arc = out[u]![at[depth - 1]!++]
      if (arc === undefined) {
        onWay[u] = 0
        way.pop()
        at.pop()
        costs.pop()
        weights.pop()
        continue
      }
      const v = target[arc]!
      const cost = costs[depth - 1]! + costOf(arc)
      if (v === start) {
        if (cost > limit) continue
        if (list.cycles.length === MOST_LISTED) return undefined
        list.cycles.push(Int32Array.from(way))
        list.weights.push(weights[depth - 1]! + weight[arc]!)
        continue
      }
      if (isOut[v] === 1 || onWay[v] === 1 || depth >= maxLength || cost + back[maxLength - depth]![v]! > limit)
        continue
      onWay[v] = 1
      way.push(v)
      at.push(0)
      costs.push(cost)
      weights.push(weights[depth - 1]! + weight[arc]!)
    }
    for (const v of touched) for (let j = 1; j < maxLength; j++) back[j]![v] = Infinity
    isOut[start] = 1
  }
  return list
}

/** `[j][v]`: no way of 1 to `j` arcs that ends at `v` costs less. */
function cheapestEnds(
  { vertexCount, into, source }: ArcLists,
  costOf: (a: number) => number,
  most: number,
): Float64Array[] {
  const ends: Float64Array[] = [new Float64Array(vertexCount).fill(Infinity)]
  for (let j = 1; j <= most; j++) {
    const shorter = ends[j - 1]!
    const now = new Float64Array(vertexCount).fill(Infinity)
    for (let v = 0; v < vertexCount; v++) {
      for (const a of into[v]!) now[v] = Math.min(now[v]!, costOf(a) + Math.min(0, shorter[source[a]!]!))
    }
    ends.push(now)
  }
  return ends
}

/**
 * Whether any closed way, of whatever length, costs less than it weighs: by the labels of Bellman and Ford, which come to rest unless there is one. O(n m) at worst, one or two looks at
 * the arcs as a rule.
 */
export function hasCheapCycle(
  { vertexCount, out, target, weight }: ArcLists,
  dual: Float64Array,
  units: number,
): boolean {
  const label = new Float64Array(vertexCount)
  const arcsTo = new Int32Array(vertexCount)
  let front = Array.from({ length: vertexCount }, (_, v) => v)
  const queued = new Uint8Array(vertexCount)
  while (front.length > 0) {
    const next: number[] = []
    for (const u of front) queued[u] = 0
    for (const u of front) {
      for (const a of out[u]!) {
        const v = target[a]!
        const value = label[u]! + dual[v]! - units * weight[a]!
        if (value >= label[v]!) continue
        label[v] = value
        arcsTo[v] = arcsTo[u]! + 1
        // A way of as many arcs as there are vertices has met one twice.
        if (arcsTo[v]! >= vertexCount) return true
        if (queued[v] === 1) continue
        queued[v] = 1
        next.push(v)
      }
    }
    front = next
  }
  return false
}
