import type { EdgeList } from '../graph/edge-list.ts'
import type { CycleCounts } from './survival.ts'

/**
 * A directed graph in compressed rows, out and in. The arcs that leave `v` are `offset[v] .. offset[v + 1] - 1`, by head; those that enter it are
 * `inOffset[v] .. inOffset[v + 1] - 1`, by tail. Of parallel arcs only the heaviest is here, and only arcs within a strongly connected component are: no cycle has another.
 */
export interface ArcRows {
  readonly vertexCount: number
  /** What cycles weigh here is what they weigh by the list, divided by this. */
  readonly divisor: number
  /** What no arc of the list weighs or counts more than, above or below 0; not divided. */
  readonly greatest: number
  /** What cycles weigh; undefined: the sum over their arcs. */
  readonly counts: CycleCounts | undefined
  readonly offset: Int32Array
  readonly head: Int32Array
  readonly weight: Float64Array
  readonly inOffset: Int32Array
  readonly tail: Int32Array
  readonly inWeight: Float64Array
}

/** The arcs of a valid list that can lie on a cycle, weights divided by the greatest common divisor of all in the list: bounds then round down further. O(n + m). */
export function toArcRows(arcs: EdgeList, counts?: CycleCounts): ArcRows {
  const { vertexCount } = arcs
  const out = sortedRows(arcs.vertexCount, arcs.source, arcs.target, arcs.weight)
  const component = strongComponents(vertexCount, out.offset, out.head)
  const { offset, head, weight } = out
  let size = 0
  let start = 0
  for (let v = 0; v < vertexCount; v++) {
    const end = offset[v + 1]!
    for (let a = start; a < end; a++) {
      if (component[v] !== component[head[a]!]) continue
      head[size] = head[a]!
      weight[size++] = weight[a]!
    }
    start = end
    offset[v + 1] = size
  }
  const kept = { offset, head: head.slice(0, size), weight: weight.slice(0, size) }
  const ofWeights = commonDivisor(arcs.weight)
  if (ofWeights > 1) for (let a = 0; a < size; a++) kept.weight[a]! /= ofWeights
  const { offset: inOffset, head: tail, weight: inWeight } = turned(kept)
  const divisor = counts === undefined ? ofWeights : divisorOfCounts(ofWeights, counts)
  return {
    vertexCount,
    divisor,
    greatest: greatestCount(arcs.weight, counts),
    counts: counts && {
      factor: counts.factor.map((factor) => (factor * ofWeights) / divisor),
      lift: counts.lift / divisor,
    },
    ...kept,
    inOffset,
    tail,
    inWeight,
  }
}

function greatestCount(weight: ArrayLike<number>, counts: CycleCounts | undefined): number {
  let greatest = 0
  for (let a = 0; a < weight.length; a++) greatest = Math.max(greatest, Math.abs(weight[a]!))
  return counts === undefined ? greatest : counts.factor[2]! * greatest + counts.lift
}

/** What all counts are multiples of, if sums of weights are multiples of `ofWeights`. */
function divisorOfCounts(ofWeights: number, { factor, lift }: CycleCounts): number {
  return commonDivisor(Float64Array.of(ofWeights * commonDivisor(factor), lift))
}

/** The same arcs for cycles of `length` arcs alone: weights that add up to what those count. */
export function rowsOfLength(rows: ArcRows, length: number): ArcRows {
  const { counts } = rows
  if (counts === undefined) return rows
  const factor = counts.factor[length]!
  const counted = (weight: number): number => factor * weight + counts.lift
  return { ...rows, counts: undefined, weight: rows.weight.map(counted), inWeight: rows.inWeight.map(counted) }
}

/** The same arcs by their heads, each row by its tails. */
function turned({ offset, head, weight }: Rows): Rows {
  const vertexCount = offset.length - 1
  const inOffset = new Int32Array(vertexCount + 1)
  for (let a = 0; a < head.length; a++) inOffset[head[a]! + 1]!++
  for (let v = 0; v < vertexCount; v++) inOffset[v + 1]! += inOffset[v]!
  const fill = inOffset.slice(0, vertexCount)
  const tail = new Int32Array(head.length)
  const inWeight = new Float64Array(head.length)
  for (let v = 0; v < vertexCount; v++) {
    for (let a = offset[v]!; a < offset[v + 1]!; a++) {
      const place = fill[head[a]!]!++
      tail[place] = v
      inWeight[place] = weight[a]!
    }
  }
  return { offset: inOffset, head: tail, weight: inWeight }
}

/** The greatest whole number that divides all weights; 1 if there are none but 0. */
function commonDivisor(weight: ArrayLike<number>): number {
  let divisor = 0
  for (let a = 0; a < weight.length && divisor !== 1; a++) {
    for (let rest = Math.abs(weight[a]!); rest !== 0; ) {
      const before = divisor
      divisor = rest
      rest = before % rest
    }
  }
  return Math.max(divisor, 1)
}

/** Weight of the arc from `u` to `v`, or -Infinity if there is none. O(log degree). */
export function arcWeight(rows: ArcRows, u: number, v: number): number {
  const { offset, head } = rows
  let low = offset[u]!
  let high = offset[u + 1]! - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (head[middle] === v) return rows.weight[middle]!
    if (head[middle]! < v) low = middle + 1
    else high = middle - 1
  }
  return -Infinity
}

/** What the cycle through `vertices` in this order weighs. */
export function cycleWeight(rows: ArcRows, vertices: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < vertices.length; i++) {
    sum += arcWeight(rows, vertices[i]!, vertices[i + 1 < vertices.length ? i + 1 : 0]!)
  }
  const { counts } = rows
  return counts === undefined ? sum : counts.factor[vertices.length]! * sum + counts.lift * vertices.length
}

interface Rows {
  readonly offset: Int32Array
  readonly head: Int32Array
  readonly weight: Float64Array
}

/** Rows by source, each by target, the heaviest of parallel arcs only: a counting sort by target, then one by source. */
function sortedRows(
  vertexCount: number,
  source: ArrayLike<number>,
  target: ArrayLike<number>,
  weight: ArrayLike<number>,
): Rows {
  const arcCount = weight.length
  const byTarget = new Int32Array(arcCount)
  const fill = new Int32Array(vertexCount + 1)
  for (let a = 0; a < arcCount; a++) fill[target[a]! + 1]!++
  for (let v = 0; v < vertexCount; v++) fill[v + 1]! += fill[v]!
  for (let a = 0; a < arcCount; a++) byTarget[fill[target[a]!]!++] = a
  const start = new Int32Array(vertexCount + 1)
  for (let a = 0; a < arcCount; a++) start[source[a]! + 1]!++
  for (let v = 0; v < vertexCount; v++) start[v + 1]! += start[v]!
  const end = start.slice(0, vertexCount)
  const heads = new Int32Array(arcCount)
  const weights = new Float64Array(arcCount)
  for (let i = 0; i < arcCount; i++) {
    const a = byTarget[i]!
    const u = source[a]!
    const v = target[a]!
    const last = end[u]! - 1
    if (last >= start[u]! && heads[last] === v) weights[last] = Math.max(weights[last]!, weight[a]!)
    else {
      heads[end[u]!] = v
      weights[end[u]!++] = weight[a]!
    }
  }
  const offset = new Int32Array(vertexCount + 1)
  let size = 0
  for (let v = 0; v < vertexCount; v++) {
    for (let i = start[v]!; i < end[v]!; i++) {
      heads[size] = heads[i]!
      weights[size++] = weights[i]!
    }
    offset[v + 1] = size
  }
  return { offset, head: heads.subarray(0, size), weight: weights.subarray(0, size) }
}

/** Per vertex, a number of its strongly connected component (Tarjan 1972, with an explicit path). */
function strongComponents(vertexCount: number, offset: Int32Array, head: Int32Array): Int32Array {
  const component = new Int32Array(vertexCount).fill(-1)
  const index = new Int32Array(vertexCount).fill(-1)
  const low = new Int32Array(vertexCount)
  const next = offset.slice(0, vertexCount)
  const open: number[] = []
  const path: number[] = []
  let visited = 0
  let components = 0
  for (let root = 0; root < vertexCount; root++) {
    if (index[root]! >= 0) continue
    path.push(root)
    while (path.length > 0) {
      const v = path[path.length - 1]!
      if (index[v]! < 0) {
        index[v] = low[v] = visited++
        open.push(v)
      }
      let child = -1
      while (next[v]! < offset[v + 1]!) {
        const u = head[next[v]!]!
        if (index[u]! < 0) {
          child = u
          break
        }
        if (component[u]! < 0) low[v] = Math.min(low[v]!, low[u]!)
        next[v]!++
      }
      if (child >= 0) {
        path.push(child)
        continue
      }
      path.pop()
      if (low[v] === index[v]) {
        for (;;) {
          const u = open.pop()!
          component[u] = components
          if (u === v) break
        }
        components++
      }
    }
  }
  return component
}
