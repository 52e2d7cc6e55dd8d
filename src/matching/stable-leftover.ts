import { type PreferenceLists, restrictLists } from './preference-lists.ts'
import { oddPartiesOf, stablePartition } from './stable-partition.ts'

/** A party whose choice depends on the choices of others is looked at again this often at most. */
const MOST_SWEEPS = 16

/**
 * A matching made from a stable partition: parties of two are pairs, and an odd party of three or more leaves one member over
 * and pairs the others along its cycle. Then every blocking pair holds somebody left over, because everybody else has their
 * predecessor or better. Whom a party leaves over: the member with whom the fewest people who have a partner are in blocking
 * pairs, and of those one who may yet find somebody single, given the choice of the other parties. As they depend on each other,
 * they take turns until nothing changes, or {@link MOST_SWEEPS} times.
 * Those left over are then matched among themselves and with those who were alone (see {@link matchSingles}): each such pair
 * blocked before, and nobody is worse off.
 *
 * `successor` must have no even party longer than two. O(n + m) for a sweep, and less each time for those left over.
 */
export function matchParties(lists: PreferenceLists, successor: Int32Array): Int32Array {
  const mate = pairParties(lists, successor)
  matchSingles(lists, mate)
  return mate
}

/**
 * Adds to a matching until no two singles would take each other: a stable partition of those who are single, made into pairs,
 * and again. Ends, as two at least of those who have somebody left are matched each time, to each other or in an odd party.
 */
export function matchSingles(lists: PreferenceLists, mate: Int32Array): void {
  let names = singlesOf(mate)
  let among = restrictLists(lists, names)
  while (among.head.length > 0) {
    const pairs = pairParties(among, stablePartition(among))
    for (let i = 0; i < pairs.length; i++) if (pairs[i] !== -1) mate[names[i]!] = names[pairs[i]!]!
    const single = singlesOf(pairs)
    among = restrictLists(among, single)
    const before = names
    names = single.map((i) => before[i]!)
  }
}

function singlesOf(mate: Int32Array): Int32Array {
  let count = 0
  for (let v = 0; v < mate.length; v++) if (mate[v] === -1) count++
  const singles = new Int32Array(count)
  count = 0
  for (let v = 0; v < mate.length; v++) if (mate[v] === -1) singles[count++] = v
  return singles
}

/** The matching of the parties alone. */
function pairParties(lists: PreferenceLists, successor: Int32Array): Int32Array {
  const parties = oddPartiesOf(successor)
  const mate = new Int32Array(successor.length)
  for (let v = 0; v < mate.length; v++) mate[v] = successor[v] === v ? -1 : successor[v]!
  if (parties.length === 0) return mate
  const { vertexCount: n, offset, head } = lists
  const successorArc = new Int32Array(n).fill(-1)
  const worst = offset.slice(1)
  for (let v = 0; v < n; v++) {
    if (successor[v] === v) continue
    let a = offset[v]!
    while (head[a] !== successor[v]) a++
    successorArc[v] = a
    worst[v] = a
  }
  for (const party of parties) for (const v of party) worst[v] = -1
  const choice = chooseLeftover(lists, parties, successorArc, worst)
  for (let p = 0; p < parties.length; p++) mate[choice.leftOver(p)] = -1
  choice.forEachPair((u, v) => {
    mate[u] = v
    mate[v] = u
  })
  return mate
}

/**
 * Whom each odd party leaves over (see {@link matchParties}), where vertices may have other partners, too: `taken` has a 1 for the arcs of
 * pairs that are not to be looked at. `worst` is, per vertex, the arc to the partner that it likes least, one beyond its list if it has
 * room for another, and of members of parties the same without their neighbours there, or -1. It is changed to what the choice makes of it.
 */
export function chooseLeftover(
  lists: PreferenceLists,
  parties: readonly (readonly number[])[],
  successorArc: Int32Array,
  worst: Int32Array,
  taken?: Uint8Array,
): LeftoverChoice {
  const choice = new LeftoverChoice(lists, parties, successorArc, worst, taken)
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let changed = false
    for (let p = 0; p < parties.length; p++) if (choice.improve(p)) changed = true
    if (!changed) break
  }
  return choice
}

/** Whom each odd party leaves over, and what depends on it. Starts with the smallest vertex of each. */
class LeftoverChoice {
  private readonly lists: PreferenceLists
  private readonly parties: readonly (readonly number[])[]
  private readonly taken: Uint8Array | undefined
  /** Per vertex, the number of its odd party, or -1, and its place in it. */
  private readonly partyOf: Int32Array
  private readonly placeOf: Int32Array
  /** Per vertex, the arc to its worst partner, or (with room left) one beyond its list. */
  private readonly worst: Int32Array
  /** The same for a member of a party that is given its successor, and for one that is given its predecessor. */
  private readonly withSuccessor: Int32Array
  private readonly withPredecessor: Int32Array
  /** Per party, the place of the member left over. */
  private readonly left: Int32Array

  constructor(
    lists: PreferenceLists,
    parties: readonly (readonly number[])[],
    successorArc: Int32Array,
    worst: Int32Array,
    taken: Uint8Array | undefined,
  ) {
    const n = lists.vertexCount
    this.lists = lists
    this.parties = parties
    this.taken = taken
    this.partyOf = new Int32Array(n).fill(-1)
    this.placeOf = new Int32Array(n)
    this.worst = worst
    this.withSuccessor = new Int32Array(n)
    this.withPredecessor = new Int32Array(n)
    this.left = new Int32Array(parties.length)
    for (let p = 0; p < parties.length; p++) {
      for (let i = 0; i < parties[p]!.length; i++) {
        const v = parties[p]![i]!
        this.partyOf[v] = p
        this.placeOf[v] = i
        // Members like their predecessors less than all others that they have.
        this.withSuccessor[v] = Math.max(worst[v]!, successorArc[v]!)
        this.withPredecessor[lists.head[successorArc[v]!]!] = lists.twin[successorArc[v]!]!
      }
    }
    for (let p = 0; p < parties.length; p++) this.leave(p, 0)
  }

  leftOver(p: number): number {
    return this.parties[p]![this.left[p]!]!
  }

  /** The pairs that the parties make: each vertex with its successor. */
  forEachPair(take: (u: number, v: number) => void): void {
    for (let p = 0; p < this.parties.length; p++) {
      const party = this.parties[p]!
      const k = party.length
      for (let d = 1; d < k; d += 2) take(party[(this.left[p]! + d) % k]!, party[(this.left[p]! + d + 1) % k]!)
    }
  }

  /** Leaves another member of the party over if that is better. O(size of their lists). */
  improve(p: number): boolean {
    const party = this.parties[p]!
    const k = party.length
    // Per member with a neighbour, how many outside of the party who have room it prefers to its successor, and to its predecessor.
    const bySuccessor = new Int32Array(k)
    const byPredecessor = new Int32Array(k)
    // Per member, if it is left over: twice its blocking pairs with vertices that have no room, less 1 if it finds one that has.
    const cost = new Float64Array(k)
    for (let i = 0; i < k; i++) this.lookOut(p, i, bySuccessor, byPredecessor, cost)
    // With member i left over, members at an odd distance behind it have their successor, and at an even one their
    // predecessor. Two places on, all keep their parity but for two who leave and two who enter.
    let others = 0
    for (let d = 1; d < k; d++) others += d % 2 === 1 ? bySuccessor[d]! : byPredecessor[d]!
    for (let step = 0, i = 0; step < k; step++) {
      cost[i]! += 2 * others
      const next = (i + 1) % k
      const beyond = (i + 2) % k
      others += bySuccessor[i]! + byPredecessor[next]! - bySuccessor[next]! - byPredecessor[beyond]!
      i = beyond
    }
    let best = this.left[p]!
    for (let i = 0; i < k; i++) {
      const more = cost[i]! - cost[best]!
      if (more < 0 || (more === 0 && best !== this.left[p] && party[i]! < party[best]!)) best = i
    }
    if (best === this.left[p]) return false
    this.leave(p, best)
    return true
  }

  /** Counts for member `i` what hangs on it; `cost` leaves out the blocking pairs of others in the party. */
  private lookOut(p: number, i: number, bySuccessor: Int32Array, byPredecessor: Int32Array, cost: Float64Array): void {
    const { lists, taken, partyOf, placeOf, worst, withPredecessor, withSuccessor } = this
    const { offset, head, twin } = lists
    const party = this.parties[p]!
    const w = party[i]!
    let matched = 0
    let findsRoom = 0
    for (let a = offset[w]!; a < offset[w + 1]!; a++) {
      if (taken !== undefined && taken[a] === 1) continue
      const v = head[a]!
      if (partyOf[v] === p) {
        const distance = (placeOf[v]! - i + party.length) % party.length
        if (twin[a]! < (distance % 2 === 1 ? withSuccessor[v]! : withPredecessor[v]!)) matched++
      } else if (worst[v]! < offset[v + 1]!) {
        if (twin[a]! < worst[v]!) matched++
      } else {
        findsRoom = 1
        if (a < withSuccessor[w]!) bySuccessor[i]!++
        if (a < withPredecessor[w]!) byPredecessor[i]!++
      }
    }
    cost[i] = 2 * matched - findsRoom
  }

  private leave(p: number, i: number): void {
    const party = this.parties[p]!
    const k = party.length
    this.left[p] = i
    this.worst[party[i]!] = this.lists.offset[party[i]! + 1]!
    for (let d = 1; d < k; d += 2) {
      const u = party[(i + d) % k]!
      const v = party[(i + d + 1) % k]!
      this.worst[u] = this.withSuccessor[u]!
      this.worst[v] = this.withPredecessor[v]!
    }
  }
}
