/**
 * A binary min-heap of node ids `0 .. capacity - 1`, each at most once, with keys that can be lowered in place
 * (Williams 1964). All operations O(log size) but `minKey` (O(1)) and `clear` (O(size)).
 */
export class NodeHeap {
  /** Number of ids in the heap. */
  size = 0
  /** Key of each id; meaningful only while the id is in the heap. */
  private readonly key: Float64Array
  /** `slots[0 .. size - 1]`: ids in heap order. */
  private readonly slots: Int32Array
  /** Where an id stands in `slots`, or -1. */
  private readonly position: Int32Array

  constructor(capacity: number) {
    this.key = new Float64Array(capacity)
    this.slots = new Int32Array(capacity)
    this.position = new Int32Array(capacity).fill(-1)
  }

  /** The smallest key, or Infinity when empty. */
  minKey(): number {
    return this.size === 0 ? Infinity : this.key[this.slots[0]!]!
  }

  /** Puts an id in, or lowers its key; a key that is not lower than the present one changes nothing. */
  offer(id: number, key: number): void {
    let hole = this.position[id]!
    if (hole < 0) hole = this.size++
    else if (key >= this.key[id]!) return
    this.key[id] = key
    this.siftUp(hole, id, key)
  }

  /** Takes out the id with the smallest key; the heap must not be empty. */
  pop(): number {
    const top = this.slots[0]!
    this.position[top] = -1
    const last = this.slots[--this.size]!
    if (this.size > 0) this.siftDown(0, last)
    return top
  }

  /** Takes an id out if it is in. */
  remove(id: number): void {
    const hole = this.position[id]!
    if (hole < 0) return
    this.position[id] = -1
    const last = this.slots[--this.size]!
    if (last === id) return
    const key = this.key[last]!
    if (hole > 0 && key < this.key[this.slots[(hole - 1) >> 1]!]!) this.siftUp(hole, last, key)
    else this.siftDown(hole, last)
  }

  clear(): void {
    for (let i = 0; i < this.size; i++) this.position[this.slots[i]!] = -1
    this.size = 0
  }

  private siftUp(from: number, id: number, key: number): void {
    const { slots, position } = this
    let hole = from
    while (hole > 0) {
      const up = (hole - 1) >> 1
      const other = slots[up]!
      if (this.key[other]! <= key) break
      slots[hole] = other
      position[other] = hole
      hole = up
    }
    slots[hole] = id
    position[id] = hole
  }

  private siftDown(from: number, id: number): void {
    const { slots, position, size } = this
    const key = this.key[id]!
    let hole = from
    for (;;) {
      let down = 2 * hole + 1
      if (down >= size) break
      if (down + 1 < size && this.key[slots[down + 1]!]! < this.key[slots[down]!]!) down++
      const other = slots[down]!
      if (this.key[other]! >= key) break
      slots[hole] = other
      position[other] = hole
      hole = down
    }
    slots[hole] = id
    position[id] = hole
  }
}
