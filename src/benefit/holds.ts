import type { Classes } from './classes.ts'

/** Classes with more members than this are not gone through one by one. */
const FEW = 16

/** No member. */
const NONE = -1

/**
 * Whom everybody holds: the partner that they would give up only for somebody they like better, by gain, then weight, then vertex. Whoever holds nobody takes
 * anybody. Finds the members of a class who would take somebody, without going through those who would not.
 */
export class Holds {
  /** Per vertex, whom it holds, or -1, and what it gains from them and the pair weighs. */
  readonly by: Int32Array
  readonly gain: Float64Array
  readonly weight: Float64Array
  /** Vertices of class c, ascending, at `start[c] .. start[c + 1] - 1`. */
  readonly start: Int32Array
  readonly member: Int32Array
  /** Per vertex, its class. */
  readonly classOf: Int32Array

  private readonly place: Int32Array
  /**
   * Of large classes, a tree of `2 * leaves` slots from `root[c]` on (else -1): each of its nodes is the member below that holds the
   * worst, node 1 the root and `leaves + i` the leaf of member `i`.
   */
  private readonly root: Int32Array
  private readonly tree: Int32Array

  constructor({ count, memberStart, member }: Classes, vertexOf: Int32Array) {
    const n = member.length
    this.by = new Int32Array(n).fill(-1)
    this.gain = new Float64Array(n)
    this.weight = new Float64Array(n)
    this.start = memberStart
    this.member = Int32Array.from(member, (p) => vertexOf[p]!)
    this.classOf = new Int32Array(n)
    this.place = new Int32Array(n)
    this.root = new Int32Array(count).fill(-1)
    let slots = 0
    for (let c = 0; c < count; c++) {
      for (let i = memberStart[c]!; i < memberStart[c + 1]!; i++) {
        this.classOf[this.member[i]!] = c
        this.place[this.member[i]!] = i
      }
      if (memberStart[c + 1]! - memberStart[c]! <= FEW) continue
      this.root[c] = slots
      slots += 2 * this.leaves(c)
    }
    this.tree = new Int32Array(slots).fill(NONE)
    for (let c = 0; c < count; c++) {
      if (this.root[c]! < 0) continue
      const from = this.root[c]! + this.leaves(c)
      for (let i = memberStart[c]!; i < memberStart[c + 1]!; i++)
        this.tree[from + i - memberStart[c]!] = this.member[i]!
      for (let node = this.leaves(c) - 1; node > 0; node--) this.pull(this.root[c]!, node)
    }
  }

  /** Whether `v` takes `u`, whom it may hold already, given what it gains from it and the pair weighs. */
  accepts(v: number, u: number, gain: number, weight: number): boolean {
    const held = this.by[v]!
    if (held < 0) return true
    if (gain !== this.gain[v]) return gain > this.gain[v]!
    return weight === this.weight[v] ? u <= held : weight > this.weight[v]!
  }

  /** Lets `v` hold `u`, or nobody (-1). */
  set(v: number, u: number, gain: number, weight: number): void {
    this.by[v] = u
    this.gain[v] = gain
    this.weight[v] = weight
    const c = this.classOf[v]!
    const root = this.root[c]!
    if (root < 0) return
    let node = (this.leaves(c) + this.place[v]! - this.start[c]!) >> 1
    for (; node > 0; node >>= 1) this.pull(root, node)
  }

  /** The least that a member of class `c` gains from whom it holds. */
  floor(c: number): number {
    const { root, tree, gain, start, member } = this
    if (root[c]! >= 0) return gain[tree[root[c]! + 1]!]!
    let least = Infinity
    for (let i = start[c]!; i < start[c + 1]!; i++) least = Math.min(least, gain[member[i]!]!)
    return least
  }

  /**
   * The first place from `from` on of a member of class `c` that takes `u`; `start[c + 1]` if there is none. O(log size).
   */
  next(c: number, from: number, u: number, gain: number, weight: number): number {
    const { root, tree, start, member } = this
    const end = start[c + 1]!
    if (from >= end) return end
    if (root[c]! < 0) {
      let at = from
      while (at < end && !this.accepts(member[at]!, u, gain, weight)) at++
      return at
    }
    const base = root[c]!
    const leaves = this.leaves(c)
    const takes = (node: number): boolean => {
      const v = tree[base + node]!
      return v !== NONE && this.accepts(v, u, gain, weight)
    }
    let node = leaves + from - start[c]!
    while (!takes(node)) {
      // On to the next subtree on the right, the greatest that begins there.
      node++
      if ((node & (node - 1)) === 0) return end
      while ((node & 1) === 0) node >>= 1
    }
    while (node < leaves) {
      node *= 2
      if (!takes(node)) node++
    }
    return start[c]! + node - leaves
  }

  /** The first place of a member of class `c` that comes after vertex `u`. */
  after(c: number, u: number): number {
    const { start, member } = this
    let low = start[c]!
    let high = start[c + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (member[middle]! <= u) low = middle + 1
      else high = middle
    }
    return low
  }

  private leaves(c: number): number {
    return 1 << (32 - Math.clz32(this.start[c + 1]! - this.start[c]! - 1))
  }

  private pull(root: number, node: number): void {
    const { tree } = this
    const one = tree[root + 2 * node]!
    const other = tree[root + 2 * node + 1]!
    tree[root + node] = other === NONE || (one !== NONE && this.holdsWorse(one, other)) ? one : other
  }

  private holdsWorse(v: number, u: number): boolean {
    const { by, gain, weight } = this
    if (by[v]! < 0 || by[u]! < 0) return by[v]! < 0
    if (gain[v] !== gain[u]) return gain[v]! < gain[u]!
    return weight[v] === weight[u] ? by[v]! >= by[u]! : weight[v]! < weight[u]!
  }
}
