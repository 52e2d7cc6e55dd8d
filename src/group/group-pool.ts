/**
 * Groups by index, in the order in which they were added: the people `members[start[g] .. start[g + 1] - 1]`, ascending, who weigh `weight[g]` together.
 */
export class GroupPool {
  start: Int32Array = new Int32Array(1025)
  members: Int32Array = new Int32Array(4096)
  weight: Float64Array = new Float64Array(1024)
  count = 0
  /** Hash -> last group with it; `chain[g]`: the group with the same hash before, or -1. Only for groups that were added with `addNew`. */
  private readonly last = new Map<number, number>()
  private chain: Int32Array = new Int32Array(1024)

  /** Appends a group that is not there yet; `members[0 .. size - 1]` in any order. */
  add(members: ArrayLike<number>, size: number, weight: number): number {
    const group = this.count++
    const from = this.start[group]!
    if (group + 1 === this.weight.length) this.grow()
    if (from + size > this.members.length) {
      const more = new Int32Array(2 * this.members.length)
      more.set(this.members)
      this.members = more
    }
    const to = this.members
    for (let i = 0; i < size; i++) {
      const p = members[i]!
      let at = from + i
      for (; at > from && to[at - 1]! > p; at--) to[at] = to[at - 1]!
      to[at] = p
    }
    this.start[group + 1] = from + size
    this.weight[group] = weight
    return group
  }

  /** Appends a group unless `addNew` has added the same people before: its index either way. */
  addNew(members: ArrayLike<number>, size: number, weight: number): number {
    const group = this.add(members, size, weight)
    const key = this.hash(group)
    const before = this.last.get(key) ?? -1
    for (let other = before; other >= 0; other = this.chain[other]!) {
      if (!this.same(group, other)) continue
      this.count--
      return other
    }
    this.chain[group] = before
    this.last.set(key, group)
    return group
  }

  clear(): void {
    this.count = 0
    this.last.clear()
  }

  groupAt(group: number): Int32Array {
    return this.members.slice(this.start[group], this.start[group + 1])
  }

  private hash(group: number): number {
    let key = 0x811c9dc5
    for (let i = this.start[group]!; i < this.start[group + 1]!; i++)
      key = Math.imul(key ^ this.members[i]!, 0x01000193)
    return key
  }

  private same(a: number, b: number): boolean {
    const { start, members } = this
    const size = start[a + 1]! - start[a]!
    if (start[b + 1]! - start[b]! !== size) return false
    for (let i = 0; i < size; i++) if (members[start[a]! + i] !== members[start[b]! + i]) return false
    return true
  }

  private grow(): void {
    const capacity = 2 * this.weight.length
    const start = new Int32Array(capacity + 1)
    start.set(this.start)
    this.start = start
    const weight = new Float64Array(capacity)
    weight.set(this.weight)
    this.weight = weight
    const chain = new Int32Array(capacity)
    chain.set(this.chain)
    this.chain = chain
  }
}
