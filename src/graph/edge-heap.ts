/**
 * A binary min-heap of edges `(u, v)` by key that grows as needed. An edge may stand in it several times; nothing is
 * taken out but the smallest, so that its user drops stale edges as they come up. `push` and `pop` O(log size).
 */
export class EdgeHeap {
  size = 0
  /** Ends of the edge popped last. */
  u = -1
  v = -1
  private key: Float64Array = new Float64Array(64)
  private us: Int32Array = new Int32Array(64)
  private vs: Int32Array = new Int32Array(64)

  /** The smallest key, or Infinity when empty. */
  minKey(): number {
    return this.size === 0 ? Infinity : this.key[0]!
  }

  push(key: number, u: number, v: number): void {
    if (this.size === this.key.length) this.grow()
    const { key: keys, us, vs } = this
    let hole = this.size++
    while (hole > 0) {
      const up = (hole - 1) >> 1
      if (keys[up]! <= key) break
      keys[hole] = keys[up]!
      us[hole] = us[up]!
      vs[hole] = vs[up]!
      hole = up
    }
    keys[hole] = key
    us[hole] = u
    vs[hole] = v
  }

  /** Takes out the edge with the smallest key into `u` and `v`; the heap must not be empty. */
  pop(): void {
    const { key: keys, us, vs } = this
    this.u = us[0]!
    this.v = vs[0]!
    const size = --this.size
    const key = keys[size]!
    let hole = 0
    for (;;) {
      let down = 2 * hole + 1
      if (down >= size) break
      if (down + 1 < size && keys[down + 1]! < keys[down]!) down++
      if (keys[down]! >= key) break
      keys[hole] = keys[down]!
      us[hole] = us[down]!
      vs[hole] = vs[down]!
      hole = down
    }
    keys[hole] = key
    us[hole] = us[size]!
    vs[hole] = vs[size]!
  }

  clear(): void {
    this.size = 0
  }

  private grow(): void {
    const capacity = 2 * this.key.length
    const key = new Float64Array(capacity)
    const us = new Int32Array(capacity)
    const vs = new Int32Array(capacity)
    key.set(this.key)
    us.set(this.us)
    vs.set(this.vs)
    this.key = key
    this.us = us
    this.vs = vs
  }
}
