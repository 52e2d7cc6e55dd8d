import type { PreferenceLists } from './preference-lists.ts'

/**
 * A stable partition: a permutation of the vertices whose cycles ("parties") run along acceptable pairs, such that in a party
 * of three or more everybody prefers their successor to their predecessor, and no two vertices prefer each other to their
 * predecessors (whoever is alone in a party prefers anybody). Every instance has one; a stable matching exists exactly if no
 * party is odd and longer than one, and those odd parties are the same in every stable partition (Tan 1991, "A necessary and
 * sufficient condition for the existence of a complete stable matching"). The one returned has no even party longer than two.
 *
 * Irving's algorithm for incomplete lists (1985; Gusfield and Irving 1989, section 4.5), going on where it would give up. A pair is off
 * the lists when either end has cut its list before it, so the lists are told by two arcs per vertex. Phase 1: everybody
 * proposes down their list, and cuts it behind the best proposal that they hold. Then `first` and `last` are inverse to each
 * other: v comes first for u exactly if u comes last for v. Phase 2 removes rotations, x0, x1, ... with x(i+1) the last
 * choice of the second choice of x(i): each second choice cuts its list behind x(i). That leaves nobody without a choice,
 * unless it empties the list of somebody in the rotation. Then it empties them all, for each had two choices, its neighbours in one
 * odd cycle: an odd party, which nobody else has on their list any more. It is set aside, and the others go on.
 *
 * Returns the successor of each vertex; a vertex alone is its own. O(n + m), usually less than m where lists are long; 22
 * bytes per vertex. Adds how many vertices and entries of lists it looked at, about, to `work.steps`.
 */
export function stablePartition(lists: PreferenceLists, work?: { steps: number }): Int32Array {
  const { vertexCount: n, offset, head, twin } = lists
  // Per vertex, the ends of what is left of its list. Both arcs are of pairs still on it, once phase 1 is over, unless it is
  // empty: then `first > last`. In phase 1 `first` may lag behind, and `last` is a proposal held only where `holds` is 1.
  const first = offset.slice(0, n)
  const last = new Int32Array(n)
  for (let v = 0; v < n; v++) last[v] = offset[v + 1]! - 1

  const holds = new Uint8Array(n)
  for (let v = 0; v < n; v++) {
    let x = v
    while (x >= 0) {
      let a = first[x]!
      while (a <= last[x]! && twin[a]! > last[head[a]!]!) a++
      first[x] = a
      if (a > last[x]!) break
      const y = head[a]!
      const refused = holds[y] === 1 ? head[last[y]!]! : -1
      holds[y] = 1
      last[y] = twin[a]!
      x = refused
    }
  }

  // Per vertex, no pair of its list lies strictly between `first` and `second`; only moves ahead.
  const second = new Int32Array(n)
  const inOddParty = new Uint8Array(n)
  // The walk from one vertex to the last choice of its second choice, and where on it a vertex stands, or -1.
  const path = new Int32Array(n)
  const position = new Int32Array(n).fill(-1)
  let size = 0
  for (let start = 0; start < n; start++) {
    let x = start
    for (;;) {
      if (size === 0) {
        if (first[start]! >= last[start]! || inOddParty[start] === 1) break
        x = start
      }
      while (position[x]! < 0) {
        position[x] = size
        path[size++] = x
        let a = Math.max(second[x]!, first[x]! + 1)
        while (twin[a]! > last[head[a]!]!) a++
        second[x] = a
        x = head[last[head[a]!]!]!
      }
      const from = position[x]!
      const favourite = head[first[x]!]!
      const odd = position[favourite]! >= from && head[second[favourite]!] === x
      for (let i = from; i < size; i++) {
        const member = path[i]!
        position[member] = -1
        if (odd) inOddParty[member] = 1
        else {
          const a = second[member]!
          first[member] = a
          last[head[a]!] = twin[a]!
        }
      }
      // What is left of the walk still holds, but for a stretch at its start whose vertices have one choice left (if one of
      // them has, so have all before it), and for the next step of its last vertex, which is taken again.
      size = from
      while (size > 0 && first[path[size - 1]!] === last[path[size - 1]!]) position[path[--size]!] = -1
      if (size > 0) {
        x = path[--size]!
        position[x] = -1
      }
    }
  }

  if (work !== undefined) {
    work.steps += n
    for (let v = 0; v < n; v++) work.steps += Math.max(first[v]!, second[v]!) - offset[v]!
  }
  const successor = second
  for (let v = 0; v < n; v++) successor[v] = first[v]! > last[v]! ? v : head[first[v]!]!
  return successor
}

/** The odd cycles of three or more, each from its smallest vertex on, by that vertex. O(n). */
export function oddPartiesOf(successor: Int32Array): number[][] {
  const seen = new Uint8Array(successor.length)
  const parties: number[][] = []
  for (let v = 0; v < successor.length; v++) {
    const party: number[] = []
    for (let u = v; seen[u] === 0; u = successor[u]!) {
      seen[u] = 1
      party.push(u)
    }
    if (party.length >= 3 && party.length % 2 === 1) parties.push(party)
  }
  return parties
}
