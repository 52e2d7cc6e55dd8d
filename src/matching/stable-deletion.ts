import type { PreferenceLists } from './preference-lists.ts'
import { oddPartiesOf, stablePartition } from './stable-partition.ts'

/** How many pairs are tried before one is deleted, unless all odd parties together have fewer. */
const MOST_TRIED = 64
/**
 * How many vertices and entries of lists may be looked at, about: so many for each there is, which takes about as long as the
 * lists took to sort, or so many in all.
 */
const STEPS_EACH = 8
const FEWEST_STEPS = 2 ** 22

/** Above every arc: whoever looks along an arc with this twin finds the pair off the lists. */
export const DELETED: number = 2 ** 31 - 1

/**
 * The second way to few blocking pairs: pairs are deleted until a stable matching exists. What blocks it with all pairs
 * back on the lists can only be the deleted ones. Each time, of the neighbours in odd parties, the pair without which there
 * are the fewest odd parties is deleted, even if they are no fewer than before; no deletion removes more than two of them.
 * Where there are one or two odd parties, one pair is mostly enough, and then no matching at all has fewer blocking pairs.
 *
 * `undefined` if `limit` deletions are not enough, or the trials take too long, each of which is a stable partition of its
 * own: O(n + m) in all (see {@link STEPS_EACH}), and one trial. The lists are changed while it runs, and given back as they were.
 * `look` sees the partition of each trial.
 */
export function matchByDeletion(
  lists: PreferenceLists,
  oddParties: readonly number[][],
  limit: number,
  look?: (successor: Int32Array) => void,
): Int32Array | undefined {
  const partition = (work?: { steps: number }): Int32Array => {
    const successor = stablePartition(lists, work)
    look?.(successor)
    return successor
  }
  const successor = partitionByDeletion(lists, oddParties, limit, partition, oddPartiesOf)
  return successor?.map((next, v) => (next === v ? -1 : next))
}

/** The same for any kind of partition: the first without odd parties that is found, of the lists without the deleted pairs. */
export function partitionByDeletion<Partition>(
  lists: PreferenceLists,
  oddParties: readonly number[][],
  limit: number,
  partition: (work?: { steps: number }) => Partition,
  partiesOf: (found: Partition) => number[][],
): Partition | undefined {
  const { vertexCount, head, twin } = lists
  const mostSteps = Math.max(FEWEST_STEPS, STEPS_EACH * (vertexCount + head.length))
  const work = { steps: 0 }
  const deleted: number[] = []
  const partners: number[] = []
  const remove = (arc: number): void => {
    deleted.push(arc)
    partners.push(twin[arc]!)
    twin[twin[arc]!] = DELETED
    twin[arc] = DELETED
  }
  const restore = (): void => {
    const arc = deleted.pop()!
    const partner = partners.pop()!
    twin[arc] = partner
    twin[partner] = arc
  }
  let parties = oddParties
  let found: Partition | undefined
  while (found === undefined) {
    let best = -1
    let fewest = Infinity
    const arcs = arcsAlong(lists, parties)
    for (let i = 0; i < arcs.length && fewest > Math.max(0, parties.length - 2); i++) {
      if (work.steps >= mostSteps) break
      remove(arcs[i]!)
      const count = partiesOf(partition(work)).length
      restore()
      if (count >= fewest) continue
      fewest = count
      best = arcs[i]!
    }
    if (best < 0 || deleted.length === limit) break
    remove(best)
    const next = partition()
    parties = partiesOf(next)
    if (parties.length === 0) found = next
  }
  while (deleted.length > 0) restore()
  return found
}

/** The arcs from members of odd parties to their successors, {@link MOST_TRIED} at most. */
function arcsAlong({ offset, head }: PreferenceLists, parties: readonly number[][]): number[] {
  const arcs: number[] = []
  for (const party of parties) {
    for (let i = 0; i < party.length; i++) {
      if (arcs.length === MOST_TRIED) return arcs
      const next = party[(i + 1) % party.length]!
      let a = offset[party[i]!]!
      while (head[a] !== next) a++
      arcs.push(a)
    }
  }
  return arcs
}
