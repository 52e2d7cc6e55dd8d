import { validateCapacity } from './b-matching-capacity.ts'
import { type PreferenceGraph, validatePreferenceGraph } from './preference-graph.ts'
import type { Verdict } from './solution.ts'
import { pairsThatBlock, pairsThatPreferEachOtherToWorst, prefersEdge, worstEdges } from './stable-b-blocking.ts'
import type { StableBMatching } from './stable-b-solution.ts'

/**
 * Proves or refutes everything that a stable b-matching claims, from its whole pairs and odd parties alone: no search, no sorting of lists,
 * and nothing of the solver but the audit of blocking pairs.
 *
 * 1. `whole` is a b-matching, and odd parties are circles of acceptable pairs that are not whole, three or more and an odd number, no vertex in two;
 * 2. their members have one place left besides their whole partners, prefer their successor to their predecessor, and all whole partners to
 *    the latter;
 * 3. no two vertices that are neither whole partners nor neighbours in an odd party each have a place left, or prefer the other to the
 *    worst that they have, whole partners and predecessors.
 *
 * Then it is a stable half-integral b-matching: each half pair is the worst that its second end has, which has no place left. So a stable b-matching
 * exists exactly if there is no odd party (Fleiner 2010, "The stable roommates problem with choice functions", where odd parties are
 * the same in all of them), and what `stable` and `leastBlocking` say must agree. Last, `chosen` must be a b-matching, and `blocking` the
 * pairs that block it, all of them.
 *
 * A verdict, whose reason names the first clause that fails and where, for any solution whose fields have the types that they
 * should have. O(n + m + b log b) for b blocking pairs.
 *
 * @throws RangeError for a malformed graph or capacity.
 * @category certificate
 * @since 0.1.0
 */
export function checkStableBMatching(
  graph: PreferenceGraph,
  capacity: ArrayLike<number>,
  solution: StableBMatching,
): Verdict {
  validatePreferenceGraph(graph)
  validateCapacity(capacity, graph.vertexCount)
  const reason =
    edgesFailure(graph, capacity, 'whole', solution.whole) ??
    partiesFailure(graph.vertexCount, solution) ??
    halvesFailure(graph, capacity, solution) ??
    edgesFailure(graph, capacity, 'chosen', solution.chosen) ??
    blockingFailure(graph, capacity, solution)
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

/** The words of a clause that fails, or `undefined`. */
type Failure = string | undefined

/** Clauses: edges, ascending; capacities kept. */
function edgesFailure(
  { vertexCount, source, target, weight }: PreferenceGraph,
  capacity: ArrayLike<number>,
  name: string,
  edges: ArrayLike<number>,
): Failure {
  const taken = new Int32Array(vertexCount)
  for (let i = 0; i < edges.length; i++) {
    const e = edges[i]!
    if (!Number.isInteger(e) || e < 0 || e >= weight.length)
      return `${name} has ${e}, which is no edge, at position ${i}`
    if (i > 0 && edges[i - 1]! >= e) return `${name} is not ascending at position ${i}`
    for (const v of [source[e]!, target[e]!])
      if (++taken[v]! > capacity[v]!) return `vertex ${v} is in more edges of ${name} than its capacity, ${capacity[v]}`
  }
  return undefined
}

/** Clauses: odd parties are disjoint and odd, in their order, and what follows from their number is said of it. */
function partiesFailure(n: number, { oddParties, stable, leastBlocking }: StableBMatching): Failure {
  const told = new Uint8Array(n)
  for (let p = 0; p < oddParties.length; p++) {
    const party = oddParties[p]!
    if (party.length < 3 || party.length % 2 === 0) return `odd party ${p} has ${party.length} members`
    for (const v of party) {
      if (!Number.isInteger(v) || v < 0 || v >= n) return `odd party ${p} has a member that is not a vertex`
      if (told[v] === 1) return `vertex ${v} stands twice in the odd parties`
      told[v] = 1
      if (v < party[0]!) return `odd party ${p} does not start with its smallest vertex`
    }
    if (p > 0 && party[0]! < oddParties[p - 1]![0]!) return `odd party ${p} comes too late`
  }
  if (stable !== (oddParties.length === 0)) return `stable is ${stable}, with ${oddParties.length} odd parties`
  const least = Math.ceil(oddParties.length / 2)
  return leastBlocking === least ? undefined : `leastBlocking is ${leastBlocking}, not ${least}`
}

/** Clauses 2 and 3 of {@link checkStableBMatching}, of whole pairs and parties that are told as they should be. */
function halvesFailure(
  graph: PreferenceGraph,
  capacity: ArrayLike<number>,
  { whole, oddParties }: StableBMatching,
): Failure {
  const { vertexCount: n, source, target, weight } = graph
  const linked = new Uint8Array(weight.length)
  const room = Float64Array.from({ length: n }, (_, v) => capacity[v]!)
  const worst = worstEdges(graph, whole)
  for (let i = 0; i < whole.length; i++) {
    const e = whole[i]!
    linked[e] = 1
    room[source[e]!]!--
    room[target[e]!]!--
  }
  const successor = new Int32Array(n).fill(-1)
  for (const party of oddParties)
    for (let i = 0; i < party.length; i++) successor[party[i]!] = party[(i + 1) % party.length]!
  // Per member, its edges to its successor and its predecessor.
  const ahead = new Int32Array(n).fill(-1)
  const behind = new Int32Array(n).fill(-1)
  for (let e = 0; e < weight.length; e++) {
    if (linked[e] === 1) continue
    const [u, v] = [source[e]!, target[e]!]
    const from = successor[u] === v ? u : successor[v] === u ? v : -1
    if (from === -1) continue
    ahead[from] = e
    behind[successor[from]!] = e
    linked[e] = 1
  }
  for (const party of oddParties) {
    for (const v of party)
      if (ahead[v] === -1)
        return `vertices ${v} and ${successor[v]} are neighbours in a party, but no edge joins them, or it is whole`
    for (const v of party) {
      if (room[v] !== 1) return `vertex ${v} is in an odd party, with ${room[v]} places left besides whole edges`
      if (!prefersEdge(graph, v, ahead[v]!, behind[v]!))
        return `vertex ${v} does not prefer its successor to its predecessor`
      if (worst[v] !== -1 && !prefersEdge(graph, v, worst[v]!, behind[v]!))
        return `vertex ${v} prefers its predecessor to a whole partner`
      room[v] = 0
      worst[v] = behind[v]!
    }
  }
  const pair = pairsThatPreferEachOtherToWorst(graph, linked, worst, (v) => room[v]! > 0)[0]
  return pair === undefined
    ? undefined
    : `vertices ${pair[0]} and ${pair[1]} prefer each other to the worst that they have`
}

/** Clause: `blocking` holds the pairs that block `chosen`, ascending; if it is stable there are none. */
function blockingFailure(
  graph: PreferenceGraph,
  capacity: ArrayLike<number>,
  { chosen, stable, blocking }: StableBMatching,
): Failure {
  const pairs = pairsThatBlock(graph, capacity, chosen)
  if (stable && pairs.length > 0) return `stable is true, but vertices ${pairs[0]![0]} and ${pairs[0]![1]} block`
  for (let i = 0; i < pairs.length; i++) {
    const [u, v] = pairs[i]!
    if (blocking[i]?.[0] !== u || blocking[i]?.[1] !== v)
      return `the blocking pair of vertices ${u} and ${v} is not at position ${i} of blocking`
  }
  return blocking.length === pairs.length
    ? undefined
    : `blocking has ${blocking.length} entries, but there are ${pairs.length} blocking pairs`
}
