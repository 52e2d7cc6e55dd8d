import type { ArcRows } from './arc-rows.ts'

/** Arcs that are looked at per source, and cycles that are taken per first arc, where any will do. */
const MOST_LOOKS = 4096
const MOST_PER_ARC = 3
/** Searches take long where there are so many arcs, and at least such a part of all that there could be. */
const MANY_ARCS = 10_000
const DENSE = 0.125
/** A prime, so that turns and vertices do not meet. */
const SCATTER_STEP = 1_000_003

/**
 * Looks for cycles of up to `maxLength` arcs that weigh more than their vertices cost, one source at a time: the best walks of one arc, of two
 * and so on (Bellman 1958, cut off at the cap), and back to the source. A closed walk that gains something holds a cycle without repetitions that does, so that it is exact
 * although walks may meet themselves: when no source finds anything, no cycle gains anything.
 *
 * Exact if weights times `unit` and prices are whole; else as good as floating point.
 */
export class CyclePricing {
  /** Vertices that take no part: sources that have had their turn (all cycles through them are known), or those that are taken. */
  readonly isClosed: Uint8Array
  /** After {@link search}: cycles that were found, one after the other, */
  readonly found: number[]
  /** and where each ends in `found`. */
  readonly ends: number[]

  /** Whether searches take so long that {@link glean} comes first. */
  readonly isDense: boolean

  private readonly rows: ArcRows
  private readonly maxLength: number
  /** {@link list} leaves shorter cycles out. */
  private readonly shortest: number
  /** Per arc: weight minus the price of its head. A cycle gains the sum over its arcs. */
  private readonly gain: Float64Array
  private price: Float64Array
  private unit = 1
  /** `most[j][v]`: no walk of 1 to `j` arcs from `v` gains more. */
  private readonly most: Float64Array[]
  /** Per number of arcs: the best walk from the source to each vertex, the vertex before, and which have one. */
  private readonly best: Float64Array[]
  private readonly before: Int32Array[]
  private readonly reached: Int32Array[]
  private readonly reachedCount: Int32Array
  /** Gain of the arc from a vertex back to the source; -Infinity if there is none. */
  private readonly back: Float64Array
  private readonly walk: Int32Array
  private readonly onWalk: Uint8Array
  private readonly order: Int32Array

  /** `other`: a pricing whose closed vertices and found cycles are those of this one, too. */
  constructor(rows: ArcRows, maxLength: number, shortest = 2, other?: CyclePricing) {
    const n = rows.vertexCount
    this.rows = rows
    this.maxLength = maxLength
    this.shortest = shortest
    this.found = other?.found ?? []
    this.ends = other?.ends ?? []
    this.isDense = rows.head.length > Math.max(MANY_ARCS, DENSE * n * n)
    this.isClosed = other?.isClosed ?? new Uint8Array(n)
    this.gain = new Float64Array(rows.head.length)
    this.price = new Float64Array(n)
    this.most = Array.from({ length: maxLength + 1 }, () => new Float64Array(n))
    this.best = Array.from({ length: maxLength }, () => new Float64Array(n).fill(-Infinity))
    this.before = Array.from({ length: maxLength }, () => new Int32Array(n))
    this.reached = Array.from({ length: maxLength }, () => new Int32Array(n))
    this.reachedCount = new Int32Array(maxLength)
    this.back = new Float64Array(n).fill(-Infinity)
    this.walk = new Int32Array(maxLength)
    this.onWalk = new Uint8Array(n)
    this.order = Int32Array.from({ length: n }, (_, v) => v)
  }

  /** Sets prices, and looks which vertices cannot be on a cycle that gains anything. O(maxLength * m). */
  setPrices(price: Float64Array, unit: number): void {
    const { offset, head, weight } = this.rows
    const { gain, isClosed, most } = this
    const n = this.rows.vertexCount
    this.price = price
    this.unit = unit
    for (let a = 0; a < head.length; a++) gain[a] = weight[a]! * unit - price[head[a]!]!
    for (let j = 1; j <= this.maxLength; j++) {
      const shorter = most[j - 1]!
      const now = most[j]!
      for (let v = 0; v < n; v++) {
        let greatest = -Infinity
        if (isClosed[v] === 0) {
          const end = offset[v + 1]!
          for (let a = offset[v]!; a < end; a++) {
            const u = head[a]!
            if (isClosed[u] !== 0) continue
            const value = gain[a]! + (j > 1 && shorter[u]! > 0 ? shorter[u]! : 0)
            if (value > greatest) greatest = value
          }
        }
        now[v] = greatest
      }
    }
  }

  /**
   * One visit to each vertex that is not taken, dearest first, which is closed afterwards: the cycles through it are known then. Ends early, with false, as soon as a visit or
   * `goOn` says so.
   */
  visitAll(
    price: Float64Array,
    units: number,
    goOn: () => boolean,
    visit: (source: number) => boolean,
    isTaken?: Uint8Array,
  ): boolean {
    const { isClosed, order } = this
    order.sort((a, b) => price[b]! - price[a]! || a - b)
    if (isTaken === undefined) isClosed.fill(0)
    else isClosed.set(isTaken)
    this.clear()
    this.setPrices(price, units)
    // Fewer and fewer vertices are open: now and then it pays to look again what they can gain.
    let next = order.length >> 2
    for (let i = 0; i < order.length; i++) {
      if (i === next) {
        this.setPrices(price, units)
        next += Math.max(1, (order.length - next) >> 2)
      }
      if (i % 16 === 0 && !goOn()) return false
      if (!visit(order[i]!)) return false
      isClosed[order[i]!] = 1
    }
    return true
  }

  clear(): void {
    this.found.length = 0
    this.ends.length = 0
  }

  /** No cycle through `source` gains more than this; a first, cheap bound. */
  mostFrom(source: number): number {
    return this.most[this.maxLength]![source]!
  }

  /**
   * The greatest gain of a closed walk through `source` and open vertices, or `least` if none gains more. Adds to `found` up to `wanted` cycles that gain more than `least`,
   * which start at different last arcs.
   */
  search(source: number, least: number, wanted: number): number {
    const { rows, maxLength, isClosed, most, best, before, reached, reachedCount, back, gain } = this
    if (isClosed[source] !== 0 || most[maxLength]![source]! <= least) return least
    const { offset, head, inOffset, tail } = rows
    const inEnd = inOffset[source + 1]!
    const mostBack = this.markBack(source)
    let greatest = least
    reachedCount.fill(0)
    for (let k = 1; k < maxLength; k++) {
      // Walks of k arcs: from the source itself, or from what walks of k - 1 arcs reach.
      const now = best[k]!
      const beforeNow = before[k]!
      const list = reached[k]!
      let count = 0
      const isLast = k === maxLength - 1
      const rest = most[isLast ? 0 : maxLength - k - 1]!
      const fromCount = k === 1 ? 1 : reachedCount[k - 1]!
      for (let i = 0; i < fromCount; i++) {
        const u = k === 1 ? source : reached[k - 1]![i]!
        const soFar = k === 1 ? 0 : best[k - 1]![u]!
        const end = offset[u + 1]!
        for (let a = offset[u]!; a < end; a++) {
          const v = head[a]!
          if (isClosed[v] !== 0 || v === source) continue
          const value = soFar + gain[a]!
          if (value <= now[v]!) continue
          if (value + back[v]! <= least && (isLast || value + rest[v]! + mostBack <= least)) continue
          if (now[v] === -Infinity) list[count++] = v
          now[v] = value
          beforeNow[v] = u
        }
      }
      reachedCount[k] = count
      for (let i = 0; i < count; i++) {
        const v = list[i]!
        if (now[v]! + back[v]! > greatest) greatest = now[v]! + back[v]!
      }
    }
    if (greatest > least && wanted > 0) this.collect(source, least, wanted)
    for (let k = 1; k < maxLength; k++) {
      const now = best[k]!
      for (let i = 0; i < reachedCount[k]!; i++) now[reached[k]![i]!] = -Infinity
    }
    for (let a = inOffset[source]!; a < inEnd; a++) back[tail[a]!] = -Infinity
    return greatest
  }

  /**
   * Adds to `found` up to `wanted` cycles through `source` and open vertices that gain `least` or more: not the best, but the first that come, a few per first arc. Where a row starts is
   * scattered by `turn`, so that they differ. O(degree + a constant).
   */
  glean(source: number, least: number, wanted: number, turn: number): void {
    const { rows, maxLength, isClosed, most, back, gain, walk, onWalk } = this
    if (isClosed[source] !== 0 || most[maxLength]![source]! < least) return
    const { offset, head, inOffset, tail } = rows
    const mostBack = this.markBack(source)
    const inEnd = inOffset[source + 1]!
    const next = new Int32Array(maxLength)
    const left = new Int32Array(maxLength)
    const soFar = new Float64Array(maxLength)
    const enter = (depth: number, v: number): void => {
      const degree = offset[v + 1]! - offset[v]!
      walk[depth] = v
      onWalk[v] = 1
      left[depth] = degree
      next[depth] = offset[v]! + (scattered(v + turn * SCATTER_STEP) % Math.max(1, degree))
    }
    const limit = this.ends.length + wanted
    let looks = MOST_LOOKS
    let ofArc = 0
    let depth = 0
    enter(0, source)
    while (depth >= 0) {
      const u = walk[depth]!
      if (left[depth] === 0 || this.ends.length === limit || looks < 0 || (depth > 0 && ofArc >= MOST_PER_ARC)) {
        onWalk[u] = 0
        depth--
        continue
      }
      if (depth === 0) ofArc = 0
      const a = next[depth]!
      next[depth] = a + 1 === offset[u + 1]! ? offset[u]! : a + 1
      left[depth]!--
      looks--
      const v = head[a]!
      if (isClosed[v] !== 0 || onWalk[v] === 1) continue
      const value = soFar[depth]! + gain[a]!
      if (value + back[v]! >= least) {
        for (let i = 0; i <= depth; i++) this.found.push(walk[i]!)
        this.found.push(v)
        this.ends.push(this.found.length)
        ofArc++
      }
      if (depth + 3 > maxLength || value + most[maxLength - depth - 2]![v]! + mostBack < least) continue
      soFar[++depth] = value
      enter(depth, v)
    }
    for (let a = inOffset[source]!; a < inEnd; a++) back[tail[a]!] = -Infinity
  }

  /** Sets `back`, and returns the greatest. */
  private markBack(source: number): number {
    const { back, isClosed } = this
    const { inOffset, tail, inWeight } = this.rows
    const cost = this.price[source]!
    let mostBack = -Infinity
    for (let a = inOffset[source]!; a < inOffset[source + 1]!; a++) {
      if (isClosed[tail[a]!] !== 0) continue
      const value = inWeight[a]! * this.unit - cost
      back[tail[a]!] = value
      if (value > mostBack) mostBack = value
    }
    return mostBack
  }

  /**
   * Adds to `found` all cycles through `source` and open vertices that gain `least` or more (which may be negative), as long as `found` holds fewer than `limit`. Returns whether that was all.
   */
  list(source: number, least: number, limit: number): boolean {
    const { rows, maxLength, shortest, isClosed, most, back, gain, walk } = this
    if (isClosed[source] !== 0 || most[maxLength]![source]! < least) return true
    const { offset, head, inOffset, tail } = rows
    const inEnd = inOffset[source + 1]!
    const mostBack = this.markBack(source)
    const next = new Int32Array(maxLength)
    const soFar = new Float64Array(maxLength)
    const onWalk = this.onWalk
    let depth = 0
    let isAll = true
    walk[0] = source
    next[0] = offset[source]!
    onWalk[source] = 1
    while (depth >= 0) {
      const u = walk[depth]!
      if (next[depth]! >= offset[u + 1]! || !isAll) {
        onWalk[u] = 0
        depth--
        continue
      }
      const a = next[depth]!++
      const v = head[a]!
      if (isClosed[v] !== 0 || onWalk[v] === 1) continue
      const value = soFar[depth]! + gain[a]!
      if (value + back[v]! >= least && depth + 2 >= shortest) {
        if (this.ends.length === limit) {
          isAll = false
          continue
        }
        for (let i = 0; i <= depth; i++) this.found.push(walk[i]!)
        this.found.push(v)
        this.ends.push(this.found.length)
      }
      // One vertex more at least, and the way back.
      if (depth + 3 > maxLength || value + most[maxLength - depth - 2]![v]! + mostBack < least) continue
      walk[++depth] = v
      onWalk[v] = 1
      soFar[depth] = value
      next[depth] = offset[v]!
    }
    for (let a = inOffset[source]!; a < inEnd; a++) back[tail[a]!] = -Infinity
    return isAll
  }

  /** The best closed walks, one per last arc, as cycles. */
  private collect(source: number, least: number, wanted: number): void {
    const { maxLength, best, reached, reachedCount, back } = this
    const ends: number[] = []
    const lengths: number[] = []
    const gains: number[] = []
    for (let k = 1; k < maxLength; k++) {
      for (let i = 0; i < reachedCount[k]!; i++) {
        const v = reached[k]![i]!
        const total = best[k]![v]! + back[v]!
        if (total <= least) continue
        let at = gains.length
        if (at === wanted) {
          if (total <= gains[at - 1]!) continue
          at--
        }
        while (at > 0 && gains[at - 1]! < total) {
          if (at < wanted) {
            gains[at] = gains[at - 1]!
            ends[at] = ends[at - 1]!
            lengths[at] = lengths[at - 1]!
          }
          at--
        }
        gains[at] = total
        ends[at] = v
        lengths[at] = k
      }
    }
    for (let i = 0; i < gains.length; i++) this.unfold(source, ends[i]!, lengths[i]!, least)
  }

  /** Adds the cycles of a closed walk that gain more than `least` (it may meet itself; then they are shorter ones). */
  private unfold(source: number, last: number, length: number, least: number): void {
    const { walk, before } = this
    let v = last
    for (let k = length; k >= 1; k--) {
      walk[k] = v
      v = before[k]![v]!
    }
    walk[0] = source
    // Whatever closes first is cut out as a cycle of its own; what remains is a shorter walk.
    const stack: number[] = []
    for (let i = 0; i <= length; i++) {
      const at = stack.indexOf(walk[i]!)
      if (at >= 0) this.offer(stack.splice(at), least)
      stack.push(walk[i]!)
    }
    this.offer(stack, least)
  }

  private offer(cycle: readonly number[], least: number): void {
    let total = 0
    for (let i = 0; i < cycle.length; i++) total += this.gainOf(cycle[i]!, cycle[i + 1 < cycle.length ? i + 1 : 0]!)
    if (total <= least || cycle.length < 2) return
    for (const v of cycle) this.found.push(v)
    this.ends.push(this.found.length)
  }

  private gainOf(u: number, v: number): number {
    const { offset, head } = this.rows
    let low = offset[u]!
    let high = offset[u + 1]! - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (head[middle]! < v) low = middle + 1
      else high = middle
    }
    return this.gain[low]!
  }
}

/** A whole number without a pattern, the same each time. */
function scattered(value: number): number {
  let t = Math.imul(value + 1, 0x9e3779b1)
  t = Math.imul(t ^ (t >>> 15), 0x85ebca6b)
  return (t ^ (t >>> 13)) >>> 0
}
