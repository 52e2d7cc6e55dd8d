/**
 * The best few pairs of each vertex, as heaps of fixed size. Pairs of equal value are told apart by a hash of their ends: else
 * everybody would keep the same few partners, those that come first.
 */
export class Candidates {
  readonly perVertex: number
  /** Slots `v * perVertex ..` of vertex `v`, `size[v]` of them, a min-heap by value. */
  readonly other: Int32Array
  readonly weight: Float64Array
  readonly size: Int32Array
  private readonly value: Float64Array
  /** Values below this, less 1, would not be kept: to be asked before an offer where there are many. */
  readonly least: Float64Array

  constructor(vertexCount: number, perVertex: number) {
    this.perVertex = perVertex
    this.other = new Int32Array(vertexCount * perVertex)
    this.weight = new Float64Array(vertexCount * perVertex)
    this.value = new Float64Array(vertexCount * perVertex)
    this.size = new Int32Array(vertexCount)
    this.least = new Float64Array(vertexCount).fill(-Infinity)
  }

  /** Offers a pair to both of its ends; `value` is a whole number. O(log perVertex). */
  offer(u: number, v: number, weight: number, value: number): void {
    const exact = value + noise(u, v)
    if (exact > this.least[u]!) this.keep(u, v, weight, exact)
    if (exact > this.least[v]!) this.keep(v, u, weight, exact)
  }

  /** Calls `take` once for each pair that one of its ends keeps. O(n perVertex^2). */
  forEachPair(take: (u: number, v: number, weight: number) => void): void {
    const { perVertex, other, weight, size } = this
    for (let u = 0; u < size.length; u++) {
      const first = u * perVertex
      for (let i = first; i < first + size[u]!; i++) {
        const v = other[i]!
        if (u < v || !this.keeps(v, u)) take(u, v, weight[i]!)
      }
    }
  }

  private keeps(u: number, v: number): boolean {
    const first = u * this.perVertex
    for (let i = first; i < first + this.size[u]!; i++) if (this.other[i] === v) return true
    return false
  }

  private keep(u: number, v: number, weight: number, value: number): void {
    const { perVertex, size, least } = this
    const first = u * perVertex
    const count = size[u]!
    if (count < perVertex) {
      size[u] = count + 1
      this.siftUp(first, count, v, weight, value)
    } else this.siftDown(first, v, weight, value)
    if (size[u] === perVertex) least[u] = this.value[first]!
  }

  private siftUp(first: number, at: number, v: number, weight: number, value: number): void {
    let hole = at
    while (hole > 0) {
      const up = (hole - 1) >> 1
      if (this.value[first + up]! <= value) break
      this.move(first + up, first + hole)
      hole = up
    }
    this.put(first + hole, v, weight, value)
  }

  /** Replaces the least. */
  private siftDown(first: number, v: number, weight: number, value: number): void {
    const count = this.perVertex
    let hole = 0
    for (;;) {
      let down = 2 * hole + 1
      if (down >= count) break
      if (down + 1 < count && this.value[first + down + 1]! < this.value[first + down]!) down++
      if (this.value[first + down]! >= value) break
      this.move(first + down, first + hole)
      hole = down
    }
    this.put(first + hole, v, weight, value)
  }

  private move(from: number, to: number): void {
    this.other[to] = this.other[from]!
    this.weight[to] = this.weight[from]!
    this.value[to] = this.value[from]!
  }

  private put(at: number, v: number, weight: number, value: number): void {
    this.other[at] = v
    this.weight[at] = weight
    this.value[at] = value
  }
}

/** A number in [0, 1) for an unordered pair, the same whenever it is asked. */
function noise(u: number, v: number): number {
  const low = u < v ? u : v
  const high = u < v ? v : u
  let hash = Math.imul(low + 1, 0x9e3779b1) ^ Math.imul(high + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 4294967296
}
