import type { PreferenceLists } from './preference-lists.ts'
import { DELETED } from './stable-deletion.ts'
import { type BPartition, oddBPartiesOf, stableBPartition } from './stable-b-partition.ts'
import { chooseLeftover } from './stable-leftover.ts'

/**
 * A b-matching made from a stable half-integral one: whole pairs stay, and an odd party leaves one place of one member over and pairs the others along
 * its cycle; whom, is chosen as for single partners (see `matchParties`). Then those who have places left are matched among themselves.
 *
 * Returns 1 for the arcs of its pairs. O(n + m) for a sweep, and for each time that places left are filled.
 */
export function linkParties(lists: PreferenceLists, places: Int32Array, partition: BPartition): Uint8Array {
  const linked = partition.whole.slice()
  linkOddParties(lists, places, partition, linked)
  fillPlaces(lists, places, linked)
  return linked
}

/**
 * Adds to a b-matching until no two vertices with a place left would take each other: the stable half-integral b-matching of what is left, made
 * whole, and again. Ends, as each time some are matched, whole or in an odd party.
 */
export function fillPlaces(
  { vertexCount: n, ...given }: PreferenceLists,
  places: Int32Array,
  linked: Uint8Array,
): void {
  const { offset, head } = given
  const lists = { vertexCount: n, offset, head, twin: given.twin.slice() }
  for (;;) {
    const room = places.slice()
    for (let v = 0; v < n; v++) {
      for (let a = offset[v]!; a < offset[v + 1]!; a++) {
        if (linked[a] === 0) continue
        lists.twin[a] = DELETED
        room[v]!--
      }
    }
    const partition = stableBPartition(lists, room)
    let added = partition.whole.includes(1)
    for (let a = 0; a < linked.length; a++) linked[a]! |= partition.whole[a]!
    if (linkOddParties(lists, room, partition, linked)) added = true
    if (!added) return
  }
}

/** Links the pairs that odd parties make, given those that are linked already. Returns whether there are any. */
function linkOddParties(
  lists: PreferenceLists,
  places: Int32Array,
  partition: BPartition,
  linked: Uint8Array,
): boolean {
  const parties = oddBPartiesOf(lists, partition)
  if (parties.length === 0) return false
  const { vertexCount: n, offset, twin } = lists
  const { whole, successorArc } = partition
  const worst = new Int32Array(n).fill(-1)
  for (let v = 0; v < n; v++) {
    let left = places[v]!
    for (let a = offset[v]!; a < offset[v + 1]!; a++) {
      if (whole[a] === 0) continue
      worst[v] = a
      left--
    }
    if (left > 0 && successorArc[v] === -1) worst[v] = offset[v + 1]!
  }
  chooseLeftover(lists, parties, successorArc, worst, linked.slice()).forEachPair((u) => {
    const a = successorArc[u]!
    linked[a] = 1
    linked[twin[a]!] = 1
  })
  return true
}
