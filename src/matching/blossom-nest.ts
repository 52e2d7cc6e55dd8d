import type { MatchingState } from './state.ts'

/** A chain of blossoms counts as deep if its outermost holds so much of all vertices. */
const DEEP = 0.25

/** Shells leave off when what lies inside holds less than this of the outermost blossom. */
const CORE = 0.75

/** Into so many shells, about, the vertices outside of the core are cut. */
const SHELLS = 16

/** What lies inside one blossom of a chain and outside of the next: `order[from .. to - 1]`, less `order[innerFrom .. innerTo - 1]`. */
export interface Shell {
  readonly from: number
  readonly to: number
  /** `from` and `to` of the next blossom; equal ones at the core, which is the last. */
  readonly innerFrom: number
  readonly innerTo: number
  /** Sum of the doubled duals of the blossoms around all of this: two of its vertices share at least these, also where one lies in the next blossom. */
  readonly shared2x: number
}

/** How the blossoms of a state nest, as of when this was made. O(n). */
export class BlossomNest {
  /** The vertices in blossoms, so that those of each blossom are a stretch. */
  readonly order: Int32Array
  private readonly parent: Int32Array
  /** Per node, how many blossoms are around it; -1 for blossoms that do not exist. */
  private readonly depth: Int32Array
  /** Per blossom, the sum of its doubled dual and of those around it. */
  private readonly around2x: Float64Array
  /** Per vertex, its place in `order`, or -1. */
  private readonly place: Int32Array
  private readonly from: Int32Array
  private readonly state: MatchingState

  constructor(state: MatchingState) {
    const { vertexCount: n, nodeCount, parent, firstVertex, nextVertex, size, z2 } = state
    this.state = state
    this.parent = parent
    this.order = new Int32Array(n)
    this.place = new Int32Array(n).fill(-1)
    this.from = new Int32Array(nodeCount)
    this.depth = new Int32Array(nodeCount).fill(-1)
    this.around2x = new Float64Array(nodeCount)
    let filled = 0
    for (let b = n; b < nodeCount; b++) {
      if (parent[b]! >= 0 || !state.isBlossomInUse(b)) continue
      for (let i = 0, v = firstVertex[b]!; i < size[b]!; i++, v = nextVertex[v]!) {
        this.place[v] = filled
        this.order[filled++] = v
      }
    }
    // Each climb ends at a blossom that has been reached before: O(n) in all.
    const climbed = new Int32Array(nodeCount - n)
    for (let b = n; b < nodeCount; b++) {
      if (!state.isBlossomInUse(b)) continue
      this.from[b] = this.place[firstVertex[b]!]!
      let count = 0
      for (let x = b; x >= 0 && this.depth[x]! < 0; x = parent[x]!) climbed[count++] = x
      while (count > 0) {
        const x = climbed[--count]!
        const up = parent[x]!
        this.depth[x] = up < 0 ? 0 : this.depth[up]! + 1
        this.around2x[x] = (up < 0 ? 0 : this.around2x[up]!) + z2[x]!
      }
    }
  }

  /** The sum of the doubled duals of the blossoms around both vertices. O(number of blossoms around the one that fewer are around). */
  shared2x(u: number, v: number): number {
    const { parent, depth, place, from, around2x } = this
    const { size } = this.state
    let b = parent[u]!
    let other = place[v]!
    if (b < 0 || parent[v]! < 0) return 0
    if (depth[parent[v]!]! < depth[b]!) {
      b = parent[v]!
      other = place[u]!
    }
    for (; b >= 0; b = parent[b]!) if (other >= from[b]! && other < from[b]! + size[b]!) return around2x[b]!
    return 0
  }

  /**
   * The chain of blossoms, each the largest child of the one before, that begins with the largest of all, cut into shells, the outermost first; none
   * unless much lies in it.
   */
  shells(): readonly Shell[] {
    const { state, from, around2x } = this
    const { vertexCount: n, size, firstChild, nextChild, childCount } = state
    let at = -1
    for (let b = n; b < this.parent.length; b++) {
      if (this.depth[b] === 0 && (at < 0 || size[b]! > size[at]!)) at = b
    }
    if (at < 0 || size[at]! < DEEP * n) return []
    const shells: Shell[] = []
    const whole = size[at]!
    let outer = at
    for (;;) {
      let next = -1
      for (let i = 0, c = firstChild[at]!; i < childCount[at]!; i++, c = nextChild[c]!) {
        if (next < 0 || size[c]! > size[next]!) next = c
      }
      const isCore = size[next]! < CORE * whole
      if (isCore || size[outer]! - size[next]! >= ((1 - CORE) * whole) / SHELLS) {
        const inner = isCore ? outer : next
        shells.push({
          from: from[outer]!,
          to: from[outer]! + size[outer]!,
          innerFrom: from[inner]!,
          innerTo: from[inner]! + (isCore ? 0 : size[inner]!),
          shared2x: around2x[outer]!,
        })
        outer = next
      }
      if (isCore) return shells
      at = next
    }
  }
}
