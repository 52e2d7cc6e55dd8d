import { pairsThatPreferEachOther } from './blocking-pairs.ts'
import { type PreferenceGraph, validatePreferenceGraph } from './preference-graph.ts'
import type { Verdict } from './solution.ts'
import type { StableSolution } from './stable-solution.ts'

/**
 * Proves or refutes everything that a stable solution claims, from its partition alone: no search, no sorting of lists, and no
 * code in common with the solver.
 *
 * 1. `successor` is a permutation, and leads from each vertex to an acceptable one or itself;
 * 2. in a cycle of three or more, everybody prefers their successor to their predecessor;
 * 3. no two vertices prefer each other to their predecessors.
 *
 * Then it is a stable partition, and a stable matching exists exactly if it has no odd cycle of three or more (Tan 1991,
 * theorem 5.2): what `oddParties`, `stable` and `leastBlocking` say must agree with its cycles. Last, `mate` must be a matching of
 * acceptable pairs, and `blocking` its blocking pairs, all of them.
 *
 * A verdict, whose reason names the first clause that fails and where, for any solution whose fields have the types that they
 * should have. O(n + m + b log b) for b blocking pairs.
 *
 * @throws RangeError for a malformed graph, as everywhere.
 * @category certificate
 * @since 0.1.0
 */
export function checkStableMatching(graph: PreferenceGraph, solution: StableSolution): Verdict {
  const partition = checkStablePartition(graph, solution.successor)
  if (!partition.valid) return partition
  const reason = partiesFailure(solution) ?? mateFailure(graph, solution.mate) ?? blockingFailure(graph, solution)
  return reason === undefined ? partition : { valid: false, reason }
}

/**
 * Clauses 1 to 3 of {@link checkStableMatching} alone: whether `successor` is a stable partition. O(n + m).
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkStablePartition(graph: PreferenceGraph, successor: ArrayLike<number>): Verdict {
  validatePreferenceGraph(graph)
  const reason = partitionFailure(graph, successor)
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

/** The words of a clause that fails, or `undefined`. */
type Failure = string | undefined

function partitionFailure(graph: PreferenceGraph, successor: ArrayLike<number>): Failure {
  const n = graph.vertexCount
  if (successor.length !== n) return `successor has ${successor.length} entries for ${n} vertices`
  const predecessor = new Int32Array(n).fill(-1)
  for (let v = 0; v < n; v++) {
    const next = successor[v]!
    if (!Number.isInteger(next) || next < 0 || next >= n) return `successor of vertex ${v} is not a vertex`
    if (predecessor[next] !== -1) return `vertices ${predecessor[next]} and ${v} have the same successor, ${next}`
    predecessor[next] = v
  }
  const order = successionFailure(graph, successor, predecessor)
  if (order !== undefined) return order
  const pair = pairsThatPreferEachOther(graph, predecessor)[0]
  return pair === undefined ? undefined : `vertices ${pair[0]} and ${pair[1]} prefer each other to their predecessors`
}

/** Clauses: neighbours in a party are acceptable; in parties of three or more, successors are preferred. */
function successionFailure(graph: PreferenceGraph, successor: ArrayLike<number>, predecessor: Int32Array): Failure {
  const { vertexCount: n, source, target, sourceGain, targetGain, weight } = graph
  // Per vertex, its gain from the two and the weight of the pairs with them; a gain of 0 means no such pair.
  const gainNext = new Float64Array(n)
  const gainBefore = new Float64Array(n)
  const weightNext = new Float64Array(n)
  const weightBefore = new Float64Array(n)
  const note = (v: number, other: number, gain: number, pairWeight: number): void => {
    if (successor[v] === other) {
      gainNext[v] = gain
      weightNext[v] = pairWeight
    }
    if (predecessor[v] === other) {
      gainBefore[v] = gain
      weightBefore[v] = pairWeight
    }
  }
  for (let e = 0; e < weight.length; e++) {
    note(source[e]!, target[e]!, sourceGain[e]!, weight[e]!)
    note(target[e]!, source[e]!, targetGain[e]!, weight[e]!)
  }
  for (let v = 0; v < n; v++) {
    const next = successor[v]!
    if (next === v) continue
    if (gainNext[v] === 0) return `vertex ${v} has successor ${next}, but the two are not acceptable to each other`
    const before = predecessor[v]!
    if (next === before) continue
    const preferred =
      gainNext[v] === gainBefore[v]
        ? weightNext[v]! > weightBefore[v]! || (weightNext[v] === weightBefore[v] && next < before)
        : gainNext[v]! > gainBefore[v]!
    if (!preferred) return `vertex ${v} does not prefer its successor ${next} to its predecessor ${before}`
  }
  return undefined
}

/** Clauses: the odd parties are the odd cycles of three or more, and what follows from their number is said of it. */
export function partiesFailure({ successor, oddParties, stable, leastBlocking }: StableSolution): Failure {
  const n = successor.length
  const told = new Int32Array(n).fill(-1)
  for (let p = 0; p < oddParties.length; p++) {
    const party = oddParties[p]!
    const size = party.length
    if (size < 3 || size % 2 === 0) return `odd party ${p} has ${size} members`
    for (let i = 0; i < size; i++) {
      const v = party[i]!
      if (!Number.isInteger(v) || v < 0 || v >= n) return `odd party ${p} has a member that is not a vertex`
      if (told[v] !== -1) return `vertex ${v} stands twice in the odd parties`
      told[v] = p
      if (successor[v] !== party[(i + 1) % size]) return `odd party ${p} does not follow the successors at vertex ${v}`
      if (v < party[0]!) return `odd party ${p} does not start with its smallest vertex`
    }
    if (p > 0 && party[0]! < oddParties[p - 1]![0]!) return `odd party ${p} comes too late`
  }
  const seen = new Uint8Array(n)
  for (let v = 0; v < n; v++) {
    let size = 0
    for (let u = v; seen[u] === 0; u = successor[u]!) {
      seen[u] = 1
      size++
    }
    if (size >= 3 && size % 2 === 1 && told[v] === -1) return `the odd party of vertex ${v} is not told`
  }
  if (stable !== (oddParties.length === 0)) return `stable is ${stable}, with ${oddParties.length} odd parties`
  const least = Math.ceil(oddParties.length / 2)
  if (leastBlocking !== least) return `leastBlocking is ${leastBlocking}, not ${least}`
  return undefined
}

/** Clauses: `mate` is a matching, and its pairs are acceptable. */
function mateFailure(graph: PreferenceGraph, mate: ArrayLike<number>): Failure {
  const { vertexCount: n, source, target, weight } = graph
  if (mate.length !== n) return `mate has ${mate.length} entries for ${n} vertices`
  for (let v = 0; v < n; v++) {
    const other = mate[v]!
    if (other === -1) continue
    if (!Number.isInteger(other) || other < 0 || other >= n || other === v)
      return `mate of vertex ${v} is neither another vertex nor -1`
    if (mate[other] !== v) return `vertex ${v} has mate ${other}, whose mate is ${mate[other]}`
  }
  const joined = new Uint8Array(n)
  for (let e = 0; e < weight.length; e++) {
    if (mate[source[e]!] !== target[e]) continue
    joined[source[e]!] = 1
    joined[target[e]!] = 1
  }
  for (let v = 0; v < n; v++)
    if (mate[v] !== -1 && joined[v] === 0)
      return `vertices ${v} and ${mate[v]} are mates, but not acceptable to each other`
  return undefined
}

/** Clause: `blocking` holds the blocking pairs of `mate`, ascending; a stable matching has none. */
function blockingFailure(graph: PreferenceGraph, { mate, stable, blocking }: StableSolution): Failure {
  const pairs = pairsThatPreferEachOther(graph, mate)
  if (stable && pairs.length > 0) return `stable is true, but vertices ${pairs[0]![0]} and ${pairs[0]![1]} block`
  for (let i = 0; i < pairs.length; i++) {
    const [u, v] = pairs[i]!
    if (blocking[i]?.[0] !== u || blocking[i]?.[1] !== v)
      return `the blocking pair of vertices ${u} and ${v} is not at position ${i} of blocking`
  }
  if (blocking.length !== pairs.length)
    return `blocking has ${blocking.length} entries, but there are ${pairs.length} blocking pairs`
  return undefined
}
