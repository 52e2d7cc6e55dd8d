import type { PreferenceLists } from './preference-lists.ts'
import { oddPartiesOf } from './stable-partition.ts'

/**
 * A stable half-integral b-matching: each vertex has some whole partners and may stand in one odd party (then half of each
 * neighbour there takes one more of its places).
 */
export interface BPartition {
  /** Per arc, 1 if its pair is whole. */
  readonly whole: Uint8Array
  /** Per vertex, the arc to its successor in its odd party, or -1. */
  readonly successorArc: Int32Array
}

/**
 * What a stable partition is (see `stable-partition.ts`), for vertices with several places each: every pair is whole, or half and
 * then in an odd party, or else one of its ends has no place left and prefers all that it has. Every instance has one, and a
 * stable b-matching exists exactly if it has no odd party; those are the same in all of them (Fleiner 2010, "The stable
 * roommates problem with choice functions"; Biró and Fleiner 2010, "The integral stable allocation problem on graphs").
 *
 * Irving and Scott's algorithm (2007, "The stable fixtures problem"), going on where it would give up. Phase 1: everybody bids
 * down their list for as many as they have places, holds as many bids, the best, and once these fill their places cuts the list behind
 * the worst of them. A pair is off the lists when either end has cut it off. Then everybody holds as many bids as they have
 * made, and bids for the first on their list; who has no more on the list than places bids for all, who bid back.
 * Others are long. Phase 2 removes rotations, x0, x1, ... of long vertices, with x(i+1) the last on the list of
 * y(i+1), the first whom x(i) does not bid for yet: x(i) bids for y(i+1), who drops the bid of x(i+1). So each loses one bid, makes
 * one, and is left with enough, unless somebody bids for the one whose bid they drop. That happens only where x and y are
 * the same vertices, of odd number, each with one more on the list than places: an odd party, set aside. The others on their lists
 * bid back already; that lasts, and so nobody else comes upon its members.
 *
 * O(n + m); 2 bytes per pair and 22 per vertex. Vertices may have more places than partners, or none. Adds how many vertices and entries of
 * lists it looked at, about, to `work.steps`.
 */
export function stableBPartition(lists: PreferenceLists, places: Int32Array, work?: { steps: number }): BPartition {
  const { vertexCount: n, offset, head, twin } = lists
  // Per arc, 1 if its vertex holds the bid of the other end.
  const held = new Uint8Array(head.length)
  // Per vertex, the end of what is left of its list: the worst bid that it holds, once these fill its places.
  const last = new Int32Array(n)
  // Per vertex, where to look for the first on its list for whom it does not bid; only moves ahead.
  const next = offset.slice(0, n)
  const free = places.slice()
  for (let v = 0; v < n; v++) last[v] = (places[v] === 0 ? offset[v]! : offset[v + 1]!) - 1

  /** The arc to the first whom `x` does not bid for, or beyond `last[x]`. */
  const advance = (x: number): number => {
    let a = next[x]!
    while (a <= last[x]! && twin[a]! > last[head[a]!]!) a++
    next[x] = a
    return a
  }
  /** Cuts the list of `y` behind the worst bid that it holds. */
  const cut = (y: number): void => {
    let a = last[y]!
    while (held[a] === 0) a--
    last[y] = a
  }

  for (let v = 0; v < n; v++) {
    for (let bid = 0; bid < places[v]!; bid++) {
      let x = v
      while (x >= 0) {
        const a = advance(x)
        if (a > last[x]!) break
        next[x] = a + 1
        const y = head[a]!
        held[twin[a]!] = 1
        x = -1
        if (free[y]! > 0) free[y]!--
        else {
          x = head[last[y]!]!
          held[last[y]!] = 0
        }
        if (free[y] === 0) cut(y)
      }
    }
  }

  const successorArc = new Int32Array(n).fill(-1)
  // The walk from one vertex to the last of its next choice, and where on it a vertex stands, or -1.
  const path = new Int32Array(n)
  const position = new Int32Array(n).fill(-1)
  let size = 0
  for (let start = 0; start < n; start++) {
    let x = start
    for (;;) {
      if (size === 0) {
        if (free[start]! > 0 || advance(start) > last[start]! || successorArc[start]! >= 0) break
        x = start
      }
      while (position[x]! < 0) {
        position[x] = size
        path[size++] = x
        x = head[last[head[advance(x)]!]!]!
      }
      const from = position[x]!
      const before = head[next[path[size - 1]!]!]!
      const odd = position[before]! >= from && next[before] === last[before]
      for (let i = from; i < size; i++) {
        const member = path[i]!
        position[member] = -1
        const a = odd ? last[member]! : next[member]!
        if (odd) successorArc[head[a]!] = twin[a]!
        else {
          next[member] = a + 1
          held[twin[a]!] = 1
          held[last[head[a]!]!] = 0
          cut(head[a]!)
        }
      }
      // What is left of the walk still holds, but for a stretch at its start whose vertices are not long any more (if one of
      // them is not, nor are those before it), and for the next step of its last vertex, which is taken again.
      size = from
      while (size > 0 && advance(path[size - 1]!) > last[path[size - 1]!]!) position[path[--size]!] = -1
      if (size > 0) {
        x = path[--size]!
        position[x] = -1
      }
    }
  }

  if (work !== undefined) {
    work.steps += n
    for (let v = 0; v < n; v++) work.steps += next[v]! - offset[v]! + (offset[v + 1]! - 1 - last[v]!)
  }
  const whole = new Uint8Array(head.length)
  for (let a = 0; a < head.length; a++) whole[a] = held[a]! & (held[twin[a]!] ?? 0)
  return { whole, successorArc }
}

/** The odd parties, each from its smallest vertex on, by that vertex. O(n). */
export function oddBPartiesOf({ head }: PreferenceLists, { successorArc }: BPartition): number[][] {
  return oddPartiesOf(successorArc.map((a, v) => (a < 0 ? v : head[a]!)))
}
