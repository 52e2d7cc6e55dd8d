import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { arrangeSets, sumOfShared, sumWhileTogether } from './b-matching-certificate-paths.ts'
import { attempt, type Column, entries, isCount, isObject, isWhole, lengthOf } from './certificate-values.ts'
import type { BMatchingSolution } from './b-matching-solution.ts'
import type { Verdict } from './solution.ts'

/**
 * Proves or refutes that a solution is an optimal simple b-matching for `graph`, from the certificate alone: weak duality, no search, no reduction, and
 * no code in common with the solver. With `y`, `x`, `z` as in {@link BMatchingCertificate}, three kinds of inequalities hold for every simple
 * b-matching: at most `b` chosen pairs at a vertex; each pair at most once; and at most `floor((b(W) + |F|) / 2)` of them inside a set `W` or in
 * `F`, where each pair of `F` has one end in `W` (every chosen pair inside takes two units of `b(W)`, one of `F` takes one and counts one of
 * `|F|`). If every pair's weight is paid for by the duals of the inequalities it is in, their right sides times the duals are a bound
 * for all; equality proves the optimum. Everything is compared doubled, in whole numbers. Blossoms need not be laminar for this, nor odd.
 *
 * `lift` 0 claims the greatest weight; a positive `lift` claims the most edges, then the greatest weight, and is checked to be large enough for
 * that.
 *
 * `solution` is untrusted: whatever it is, there is a verdict, whose reason names the first clause that fails and where. A
 * malformed `graph` or `capacity` throws a `RangeError`.
 *
 * Cost O(n + m + s), s the total size of the blossoms, plus O(log b) for each pair that the duals of its ends and its own do not pay for, if the b
 * blossoms are laminar (as `maximumWeightBMatching` leaves them), O(b) otherwise.
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkBMatchingCertificate(
  graph: EdgeList,
  capacity: ArrayLike<number>,
  solution: BMatchingSolution,
): Verdict {
  validateEdgeList(graph)
  const reason = firstFailure(graph, readCapacity(capacity, graph.vertexCount), solution)
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

/** The words of a clause that fails, or `undefined`. */
type Failure = string | undefined

function readCapacity(capacity: ArrayLike<number>, n: number): Float64Array {
  if (lengthOf(capacity) !== n)
    throw new RangeError(`capacity: expected one whole number for each of the ${n} vertices`)
  const read = new Float64Array(n)
  for (let v = 0; v < n; v++) {
    const value: unknown = capacity[v]
    if (!isCount(value)) throw new RangeError(`vertex ${v}: capacity is not a whole number from 0 up`)
    read[v] = value
  }
  return read
}

function firstFailure(graph: EdgeList, capacity: Float64Array, solution: unknown): Failure {
  const outline = attempt(() => readOutline(solution, graph))
  if (typeof outline === 'string') return outline
  const { weight, lift } = outline
  const pairs = pairsOf(graph, capacity)

  const chosen = readEdges(outline.chosen, outline.chosenCount, pairs, 'chosen')
  if (typeof chosen === 'string') return chosen
  const primal = weighChosen(graph, capacity, chosen)
  if (typeof primal === 'string') return primal
  if (weight !== primal) return `weight is ${weight}, but the chosen edges weigh ${primal}`
  const doubledPrimal = 2 * (weight + lift * chosen.length)
  if (!Number.isSafeInteger(2 * (pairs.greatest + lift)) || !Number.isSafeInteger(doubledPrimal))
    return `lift ${lift} takes the sums out of the safe integers`

  const dual2x = readDuals(outline.dual2x, graph.vertexCount, (v) => `dual of vertex ${v}`)
  if (typeof dual2x === 'string') return dual2x
  const upperEdge = readEdges(outline.upperEdge, outline.upperCount, pairs, 'upper')
  if (typeof upperEdge === 'string') return upperEdge
  const upper2x = readDuals(outline.upperDual2x, upperEdge.length, (i) => `upper dual of edge ${upperEdge[i]}`)
  if (typeof upper2x === 'string') return upper2x
  const blossoms = readBlossoms(outline.blossoms, outline.blossomCount, graph, pairs)
  if (typeof blossoms === 'string') return blossoms

  const room = roomOf(graph, capacity, pairs, lift)
  // The bound comes before the slacks because it shows that no sum of duals below can leave the safe integers.
  const bound2x = doubledBound(room, dual2x, upper2x, blossoms)
  if (bound2x === undefined) return 'the sum of the duals is not a safe integer'
  return (
    slackFailure(graph, pairs, lift, dual2x, paidAlone(pairs, upperEdge, upper2x, blossoms), blossoms) ??
    (bound2x === doubledPrimal
      ? undefined
      : `the doubled dual sum ${bound2x} differs from the doubled weight of the chosen edges ${doubledPrimal}`) ??
    liftFailure(lift, weight, chosen.length, pairs)
  )
}

// -------------------------------------------------------------------------------------
// the graph, simple
// -------------------------------------------------------------------------------------

interface Pairs {
  /** Per edge, the pair that it joins, or -1 if one of its ends takes nobody. Parallel edges join the same pair. */
  readonly pairOf: Int32Array
  readonly count: number
  /** Per pair, its heaviest edge. */
  readonly heaviest: Int32Array
  /** No b-matching has more edges than this. */
  readonly mostEdges: number
  /** The least and the greatest weight of a pair; 0 if there is none. */
  readonly least: number
  readonly greatest: number
}

/** Numbers the pairs: the edges in buckets by lower end, and within a bucket by who met an upper end before. O(n + m). */
function pairsOf({ vertexCount: n, source, target, weight }: EdgeList, capacity: Float64Array): Pairs {
  const m = weight.length
  const first = new Int32Array(n).fill(-1)
  const next = new Int32Array(m)
  for (let edge = 0; edge < m; edge++) {
    const low = Math.min(source[edge]!, target[edge]!)
    next[edge] = first[low]!
    first[low] = edge
  }
  const pairOf = new Int32Array(m).fill(-1)
  const heaviest = new Int32Array(m)
  const pairAt = new Int32Array(n)
  const degree = new Float64Array(n)
  let count = 0
  for (let low = 0; low < n; low++) {
    // Pairs of this bucket are numbered from here on.
    const since = count
    for (let edge = first[low]!; edge !== -1; edge = next[edge]!) {
      const high = Math.max(source[edge]!, target[edge]!)
      if (capacity[low] === 0 || capacity[high] === 0) continue
      const known = pairAt[high]!
      const isKnown =
        known >= since && known < count && Math.max(source[heaviest[known]!]!, target[heaviest[known]!]!) === high
      if (isKnown) {
        pairOf[edge] = known
        if (weight[edge]! > weight[heaviest[known]!]!) heaviest[known] = edge
        continue
      }
      pairAt[high] = count
      pairOf[edge] = count
      heaviest[count++] = edge
      degree[low]!++
      degree[high]!++
    }
  }
  let least = Infinity
  let greatest = -Infinity
  for (let pair = 0; pair < count; pair++) {
    least = Math.min(least, weight[heaviest[pair]!]!)
    greatest = Math.max(greatest, weight[heaviest[pair]!]!)
  }
  let ends = 0
  for (let v = 0; v < n; v++) ends += Math.min(capacity[v]!, degree[v]!)
  return {
    pairOf,
    count,
    heaviest,
    mostEdges: Math.min(count, Math.floor(ends / 2)),
    least: count === 0 ? 0 : least,
    greatest: count === 0 ? 0 : greatest,
  }
}

/** Per vertex, how many pairs of positive lifted weight it can be in at most: leaving out the others costs a b-matching nothing. */
function roomOf(
  { vertexCount, source, target, weight }: EdgeList,
  capacity: Float64Array,
  pairs: Pairs,
  lift: number,
): Float64Array {
  const room = new Float64Array(vertexCount)
  for (let pair = 0; pair < pairs.count; pair++) {
    const edge = pairs.heaviest[pair]!
    if (weight[edge]! + lift <= 0) continue
    room[source[edge]!]!++
    room[target[edge]!]!++
  }
  for (let v = 0; v < vertexCount; v++) room[v] = Math.min(room[v]!, capacity[v]!)
  return room
}

// -------------------------------------------------------------------------------------
// reading what cannot be trusted: every field and element is read once, and only here
// -------------------------------------------------------------------------------------

interface Outline {
  readonly chosen: Column
  readonly chosenCount: number
  readonly weight: number
  readonly lift: number
  readonly dual2x: Column
  readonly upperEdge: Column
  readonly upperDual2x: Column
  readonly upperCount: number
  readonly blossoms: Column
  readonly blossomCount: number
}

function readOutline(solution: unknown, { vertexCount: n, weight: column }: EdgeList): Outline | string {
  const m = column.length
  if (!isObject(solution)) return 'the solution is not an object'
  const { chosen, weight, certificate } = solution
  if (!isObject(certificate)) return 'certificate is not an object'
  const { dual2x, upper, blossoms, lift } = certificate
  if (!isObject(upper)) return 'upper is not an object'
  const { edge: upperEdge, dual2x: upperDual2x } = upper
  const chosenCount = lengthOf(chosen)
  if (chosenCount === undefined) return 'chosen is not an array'
  if (chosenCount > m) return `chosen has ${chosenCount} entries for ${m} edges`
  const dualLength = lengthOf(dual2x)
  if (dualLength !== n) return `dual2x has ${entries(dualLength)} for ${n} vertices`
  const upperCount = lengthOf(upperEdge)
  if (upperCount === undefined || upperCount !== lengthOf(upperDual2x)) return 'upper is not two columns of one length'
  if (upperCount > m) return `upper has ${upperCount} entries for ${m} edges`
  const blossomCount = lengthOf(blossoms)
  if (blossomCount === undefined) return 'blossoms is not an array'
  // A forged length must not cost time; laminar families of sets and crossing pairs are never larger.
  if (blossomCount > 2 * (n + m)) return `${blossomCount} blossoms are more than ${n} vertices and ${m} edges can hold`
  if (!isWhole(weight)) return 'weight is not a safe integer'
  if (!isCount(lift)) return 'lift is not a non-negative safe integer'
  return {
    chosen: chosen as Column,
    chosenCount,
    weight,
    lift,
    dual2x: dual2x as Column,
    upperEdge: upperEdge as Column,
    upperDual2x: upperDual2x as Column,
    upperCount,
    blossoms: blossoms as Column,
    blossomCount,
  }
}

/** A list of edges, no two of them between the same ends, none at a vertex that takes nobody. */
function readEdges(column: Column, count: number, pairs: Pairs, name: string): Int32Array | string {
  const edges = new Int32Array(count)
  const seen = new Map<number, number>()
  const failure = attempt(() => {
    for (let i = 0; i < count; i++) {
      const edge = column[i]
      if (!isCount(edge) || edge >= pairs.pairOf.length)
        return `${name} has an entry that is not an edge, at position ${i}`
      const pair = pairs.pairOf[edge]!
      if (pair === -1) return `${name} has edge ${edge}, an end of which has capacity 0`
      const before = seen.get(pair)
      if (before !== undefined)
        return before === edge
          ? `${name} has edge ${edge} twice`
          : `${name} has edges ${before} and ${edge} between the same ends`
      seen.set(pair, edge)
      edges[i] = edge
    }
    return undefined
  })
  return failure ?? edges
}

function readDuals(column: Column, count: number, name: (i: number) => string): Float64Array | string {
  const dual2x = new Float64Array(count)
  const failure = attempt(() => {
    for (let i = 0; i < count; i++) {
      const value = column[i]
      if (!isWhole(value)) return `${name(i)} is not a safe integer`
      if (value < 0) return `${name(i)} is negative`
      dual2x[i] = value
    }
    return undefined
  })
  return failure ?? dual2x
}

/** Clauses: ascending, capacities kept. Returns what they weigh. */
function weighChosen(
  { vertexCount, source, target, weight }: EdgeList,
  capacity: Float64Array,
  chosen: Int32Array,
): number | string {
  const taken = new Float64Array(vertexCount)
  let sum = 0
  for (let i = 0; i < chosen.length; i++) {
    const edge = chosen[i]!
    if (i > 0 && chosen[i - 1]! > edge) return `chosen is not ascending at position ${i}`
    for (const v of [source[edge]!, target[edge]!]) {
      taken[v]!++
      if (taken[v]! > capacity[v]!) return `vertex ${v} is in more chosen edges than its capacity, ${capacity[v]}`
    }
    sum += weight[edge]!
  }
  return sum
}

interface Blossoms {
  readonly dual2x: Float64Array
  readonly members: readonly Int32Array[]
  readonly crossing: readonly Int32Array[]
}

/** Clauses: members are vertices, each once; a crossing pair has one end among them, and comes once; the dual is positive. */
function readBlossoms(
  column: Column,
  count: number,
  { vertexCount: n, source, target }: EdgeList,
  pairs: Pairs,
): Blossoms | string {
  const dual2x = new Float64Array(count)
  const members: Int32Array[] = []
  const crossing: Int32Array[] = []
  const seenIn = new Int32Array(n).fill(-1)
  for (let b = 0; b < count; b++) {
    const name = `blossom ${b}`
    const failure = attempt(() => {
      const blossom = column[b]
      if (!isObject(blossom)) return `${name} is not an object`
      const { members: set, crossing: pairsOut, dual2x: dual } = blossom
      const size = lengthOf(set)
      const out = lengthOf(pairsOut)
      if (size === undefined || size > n) return `members of ${name} is not an array of vertices`
      if (out === undefined || out > pairs.count) return `crossing of ${name} is not an array of edges`
      if (!isWhole(dual)) return `dual of ${name} is not a safe integer`
      if (dual <= 0) return `dual of ${name} is not positive`
      dual2x[b] = dual
      const own = new Int32Array(size)
      for (let i = 0; i < size; i++) {
        const v = (set as Column)[i]
        if (!isCount(v) || v >= n) return `${name} has a member that is not a vertex, at position ${i}`
        if (seenIn[v] === b) return `${name} lists vertex ${v} twice`
        seenIn[v] = b
        own[i] = v
      }
      members.push(own)
      const edges = readEdges(pairsOut as Column, out, pairs, `crossing of ${name}`)
      if (typeof edges === 'string') return edges
      for (const edge of edges) {
        if ((seenIn[source[edge]!] === b) === (seenIn[target[edge]!] === b))
          return `crossing of ${name} has edge ${edge}, which has not exactly one end among its members`
      }
      crossing.push(edges)
      return undefined
    })
    if (failure !== undefined) return failure
  }
  return { dual2x, members, crossing }
}

// -------------------------------------------------------------------------------------
// the proof
// -------------------------------------------------------------------------------------

/** The doubled bound, or `undefined` when it is not a safe integer. */
function doubledBound(
  room: Float64Array,
  dual2x: Float64Array,
  upper2x: Float64Array,
  blossoms: Blossoms,
): number | undefined {
  let sum = 0
  // Each dual is also added by itself: what pays for a pair is then a part of this, even where a right side is 0.
  let parts = 0
  for (let v = 0; v < dual2x.length; v++) {
    sum += dual2x[v]! * room[v]!
    parts += dual2x[v]!
  }
  for (let i = 0; i < upper2x.length; i++) sum += upper2x[i]!
  for (let b = 0; b < blossoms.dual2x.length; b++) {
    let units = blossoms.crossing[b]!.length
    for (const v of blossoms.members[b]!) units += room[v]!
    sum += blossoms.dual2x[b]! * Math.floor(units / 2)
    parts += blossoms.dual2x[b]!
  }
  return Number.isSafeInteger(sum) && Number.isSafeInteger(sum + parts) ? sum : undefined
}

/** Per pair, what its own dual pays and those of the blossoms that it crosses. */
function paidAlone(pairs: Pairs, upperEdge: Int32Array, upper2x: Float64Array, blossoms: Blossoms): Float64Array {
  const paid2x = new Float64Array(pairs.count)
  for (let i = 0; i < upperEdge.length; i++) paid2x[pairs.pairOf[upperEdge[i]!]!]! += upper2x[i]!
  for (const [b, edges] of blossoms.crossing.entries())
    for (const edge of edges) paid2x[pairs.pairOf[edge]!]! += blossoms.dual2x[b]!
  return paid2x
}

/** Clause: every pair of positive lifted weight is paid for. */
function slackFailure(
  { vertexCount, source, target, weight }: EdgeList,
  pairs: Pairs,
  lift: number,
  dual2x: Float64Array,
  paidAlone2x: Float64Array,
  blossoms: Blossoms,
): Failure {
  const sets = arrangeSets(blossoms.members, blossoms.dual2x, vertexCount)
  for (let pair = 0; pair < pairs.count; pair++) {
    const edge = pairs.heaviest[pair]!
    const u = source[edge]!
    const v = target[edge]!
    const worth2x = 2 * (weight[edge]! + lift)
    const own2x = dual2x[u]! + dual2x[v]! + paidAlone2x[pair]!
    if (own2x >= worth2x || own2x + sumWhileTogether(sets, u, v) >= worth2x) continue
    const paid2x = own2x + sumOfShared(sets, u, v)
    if (paid2x < worth2x)
      return `edge ${edge} (${u}-${v}) has negative slack: the duals pay ${paid2x} of the doubled weight ${worth2x}`
  }
  return undefined
}

/**
 * Clause: a positive lift proves the most edges. A b-matching with more than `edges` edges holds one with `edges + 1`, which
 * weighs at least `(edges + 1) * least`; it would have to be worth no more than this one after lifting, and is not if
 * `lift > weight - (edges + 1) * least`.
 */
function liftFailure(lift: number, weight: number, edges: number, { mostEdges, least }: Pairs): Failure {
  if (lift === 0 || edges === mostEdges || lift > weight - (edges + 1) * least) return undefined
  return `lift ${lift} is too small to prove that no b-matching has more than ${edges} edges`
}
