import type { EdgeList } from '../graph/edge-list.ts'
import type { ReadPrices } from './certificate-prices.ts'

/** Cycles that are listed at most. */
const MOST_LISTED = 4_000_000
/** Cycles of up to so many arcs are listed quickly: */
const SHORT = 8
/** labels that have not come to rest after so many looks at the arcs beyond their length are not waited for. */
const MORE_ROUNDS = 4

/**
 * Arcs by source and by target: those that leave `v` are `outStart[v] .. outStart[v + 1] - 1`, those that enter it `inStart[v] .. inStart[v + 1] - 1`. Of parallel
 * ones all are kept, which changes no minimum.
 */
export interface ArcLists {
  readonly vertexCount: number
  readonly outStart: Int32Array
  readonly target: Int32Array
  readonly outWeight: Float64Array
  readonly inStart: Int32Array
  readonly source: Int32Array
  readonly inWeight: Float64Array
}

export function toArcLists({ vertexCount, source, target, weight }: EdgeList): ArcLists {
  const out = listsBy(vertexCount, source, target, weight)
  const into = listsBy(vertexCount, target, source, weight)
  return {
    vertexCount,
    outStart: out.start,
    target: out.other,
    outWeight: out.weight,
    inStart: into.start,
    source: into.other,
    inWeight: into.weight,
  }
}

function listsBy(
  vertexCount: number,
  end: ArrayLike<number>,
  otherEnd: ArrayLike<number>,
  weights: ArrayLike<number>,
): { readonly start: Int32Array; readonly other: Int32Array; readonly weight: Float64Array } {
  const start = new Int32Array(vertexCount + 1)
  for (let a = 0; a < weights.length; a++) start[end[a]! + 1]!++
  for (let v = 0; v < vertexCount; v++) start[v + 1]! += start[v]!
  const next = start.slice(0, vertexCount)
  const other = new Int32Array(weights.length)
  const weight = new Float64Array(weights.length)
  for (let a = 0; a < weights.length; a++) {
    const place = next[end[a]!]!++
    other[place] = otherEnd[a]!
    weight[place] = weights[a]!
  }
  return { start, other, weight }
}

/** Cycles with what they weigh. */
export class CycleList {
  readonly cycles: Int32Array[] = []
  readonly weights: number[] = []

  /** Takes over those of another list. */
  append({ cycles, weights }: CycleList): void {
    for (let i = 0; i < cycles.length; i++) {
      this.cycles.push(cycles[i]!)
      this.weights.push(weights[i]!)
    }
  }

  /** What cycle `i` costs more than it weighs, in units. */
  excess(i: number, { dual, setsOf, setDual }: ReadPrices, units: number): number {
    const cycle = this.cycles[i]!
    let value = -units * this.weights[i]!
    let shared: Map<number, number> | undefined
    for (let k = 0; k < cycle.length; k++) {
      value += dual[cycle[k]!]!
      const sets = setsOf.get(cycle[k]!)
      if (sets === undefined) continue
      shared ??= new Map()
      for (const set of sets) {
        const count = (shared.get(set) ?? 0) + 1
        shared.set(set, count)
        if (count % 2 === 0) value += setDual[set]!
      }
    }
    return value
  }
}

/**
 * All cycles of `minLength` to `maxLength` arcs that cost at most `limit` units more than they weigh, by the prices of their vertices alone; undefined if they are too many. An arc
 * costs the price of its head minus what it weighs, so that the costs along a cycle add up to its excess.
 *
 * One vertex after the other, dearest first: the cheapest ways back to it of each number of arcs (Bellman 1958), then all ways out that can still come back
 * cheaply enough. Then it is left out.
 */
export function listCycles(
  arcs: ArcLists,
  dual: Float64Array,
  units: number,
  minLength: number,
  maxLength: number,
  limit: number,
): CycleList | undefined {
  const { vertexCount: n, outStart, target, outWeight, inStart, source, inWeight } = arcs
  const list = new CycleList()
  const isOut = new Uint8Array(n)
  const outCost = outWeight.map((weight, a) => dual[target[a]!]! - units * weight)
  const cheapest = cheapestEnds(arcs, dual, units, maxLength)
  const order = Array.from({ length: n }, (_, v) => v).toSorted((a, b) => dual[b]! - dual[a]! || a - b)
  /** `back[j][v]`: the least cost of a way of at most `j` arcs from `v` to the vertex at hand; and which have one. */
  const back = Array.from({ length: maxLength }, () => new Float64Array(n).fill(Infinity))
  const touched = new Int32Array(n)
  const isTouched = new Uint8Array(n)
  /** The vertices whose ways have become cheaper with the last arc, and those before; and where each was met last. */
  let front = new Int32Array(n)
  let next = new Int32Array(n)
  const metAt = new Int32Array(n)
  let met = 0
  const onWay = new Uint8Array(n)
  const way = new Int32Array(maxLength)
  const at = new Int32Array(maxLength)
  const costs = new Float64Array(maxLength)
  const weights = new Float64Array(maxLength)
  for (const start of order) {
    // All cycles through it end with it.
    if (cheapest[maxLength]![start]! > limit) {
      isOut[start] = 1
      continue
    }
    let touchedCount = 0
    let frontCount = 1
    front[0] = start
    for (let j = 1; j < maxLength; j++) {
      const now = back[j]!
      const shorter = back[j - 1]!
      if (j > 1) for (let i = 0; i < touchedCount; i++) now[touched[i]!] = shorter[touched[i]!]!
      met++
      let nextCount = 0
      for (let i = 0; i < frontCount; i++) {
        const v = front[i]!
        const rest = (j === 1 ? 0 : shorter[v]!) + dual[v]!
        const end = inStart[v + 1]!
        for (let a = inStart[v]!; a < end; a++) {
          const u = source[a]!
          const cost = rest - units * inWeight[a]!
          // Whatever comes before still has to lead from `start` to `u`.
          if (isOut[u] === 1 || u === start || cost >= now[u]! || cost + cheapest[maxLength - j]![u]! > limit) continue
          if (isTouched[u] === 0) {
            isTouched[u] = 1
            touched[touchedCount++] = u
          }
          now[u] = cost
          if (metAt[u] === met) continue
          metAt[u] = met
          next[nextCount++] = u
        }
      }
      const swap = front
      front = next
      next = swap
      frontCount = nextCount
    }
    let depth = 0
    way[0] = start
    at[0] = outStart[start]!
    onWay[start] = 1
    while (depth >= 0) {
      const u = way[depth]!
      const arc = at[depth]!++
      if (arc >= outStart[u + 1]!) {
        onWay[u] = 0
        depth--
        continue
      }
      const v = target[arc]!
      const cost = costs[depth]! + outCost[arc]!
      if (v === start) {
        if (cost > limit || depth + 1 < minLength) continue
        if (list.cycles.length === MOST_LISTED) return undefined
        list.cycles.push(way.slice(0, depth + 1))
        list.weights.push(weights[depth]! + outWeight[arc]!)
        continue
      }
      const left = maxLength - depth - 1
      if (left === 0 || isOut[v] === 1 || onWay[v] === 1 || cost + back[left]![v]! > limit) continue
      onWay[v] = 1
      depth++
      way[depth] = v
      at[depth] = outStart[v]!
      costs[depth] = cost
      weights[depth] = weights[depth - 1]! + outWeight[arc]!
    }
    for (let i = 0; i < touchedCount; i++) {
      isTouched[touched[i]!] = 0
      for (let j = 1; j < maxLength; j++) back[j]![touched[i]!] = Infinity
    }
    isOut[start] = 1
  }
  return list
}

/** `[j][v]`: no way of 1 to `j` arcs that ends at `v` costs less. */
function cheapestEnds(
  { vertexCount, inStart, source, inWeight }: ArcLists,
  dual: Float64Array,
  units: number,
  most: number,
): Float64Array[] {
  const ends: Float64Array[] = [new Float64Array(vertexCount).fill(Infinity)]
  for (let j = 1; j <= most; j++) {
    const shorter = ends[j - 1]!
    const now = new Float64Array(vertexCount).fill(Infinity)
    for (let v = 0; v < vertexCount; v++) {
      let least = Infinity
      for (let a = inStart[v]!; a < inStart[v + 1]!; a++) {
        const before = shorter[source[a]!]!
        const cost = (before < 0 ? before : 0) - units * inWeight[a]!
        if (cost < least) least = cost
      }
      now[v] = least + dual[v]!
    }
    ends.push(now)
  }
  return ends
}

/**
 * Whether it is certain that no closed way, of whatever length, costs less than it weighs: by the labels of Bellman and Ford, which come to rest if there is none. Where there is one, or where they take
 * much longer to rest than short cycles take to list, nothing is certain. O(n m) at worst, O(m) for a short `maxLength`, one or two looks at the arcs as a rule.
 */
export function hasNoCheapCycle(
  { vertexCount, outStart, target, outWeight }: ArcLists,
  dual: Float64Array,
  units: number,
  maxLength: number,
): boolean {
  const label = new Float64Array(vertexCount)
  const isQueued = new Uint8Array(vertexCount)
  let front = Int32Array.from({ length: vertexCount }, (_, v) => v)
  let next = new Int32Array(vertexCount)
  let frontCount = vertexCount
  const arcsTo = new Int32Array(vertexCount)
  const most = maxLength <= SHORT ? maxLength + MORE_ROUNDS : vertexCount
  for (let round = 0; frontCount > 0; round++) {
    if (round > most) return false
    let nextCount = 0
    for (let i = 0; i < frontCount; i++) isQueued[front[i]!] = 0
    for (let i = 0; i < frontCount; i++) {
      const u = front[i]!
      const end = outStart[u + 1]!
      for (let a = outStart[u]!; a < end; a++) {
        const v = target[a]!
        const value = label[u]! + dual[v]! - units * outWeight[a]!
        if (value >= label[v]!) continue
        label[v] = value
        arcsTo[v] = arcsTo[u]! + 1
        // A way of as many arcs as there are vertices has met one twice.
        if (arcsTo[v]! >= vertexCount) return false
        if (isQueued[v] === 1) continue
        isQueued[v] = 1
        next[nextCount++] = v
      }
    }
    const swap = front
    front = next
    next = swap
    frontCount = nextCount
  }
  return true
}
