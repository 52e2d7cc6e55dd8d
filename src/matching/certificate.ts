import { validateEdgeList } from '../graph/edge-list.ts'
import type { EdgeList } from '../graph/edge-list.ts'
import { attempt, type Column, entries, isObject, isWhole, lengthOf } from './certificate-values.ts'
import {
  allFull,
  type BlossomForest,
  forestOfStretches,
  smallestAround,
  sortedBy,
  withClimbers,
} from './certificate-forest.ts'
import type { MatchingSolution, Verdict } from './solution.ts'

/**
 * Proves or refutes that a solution is optimal for `graph`, from the certificate alone: weak duality, no search, and no
 * code in common with the solver. With `y = dual2x / 2`, `z = blossom.dual2x / 2` and `x(M)` the weight of a matching `M`
 * plus `lift` per edge, every matching has `x(M) <= sum y + sum z * (|members| - 1) / 2`: an edge is paid for by the duals
 * of its ends and of the blossoms that hold both, and a blossom holds at most `(|members| - 1) / 2` edges of one matching.
 * Equality proves the optimum. Everything is compared doubled, in whole numbers.
 *
 * `lift` 0 claims the greatest weight; a positive `lift` claims the most edges, then the greatest weight, and is checked
 * to be large enough for that.
 *
 * `solution` is untrusted: whatever it is, there is a verdict, whose reason names the first clause that fails and where.
 * A malformed `graph` throws a `RangeError`, as everywhere.
 *
 * Cost O(n + m + s), s the total size of the b blossoms (O(n log b) in its place where their members lie in one array
 * as `maximumWeightMatching` leaves them), plus O(log b) for each edge inside a blossom that the
 * duals of its ends alone do not pay for. Source: Edmonds (1965), "Maximum matching and a polyhedron with 0,1-vertices".
 *
 * @example
 * ```ts
 * import assert from 'node:assert'
 * import { checkCertificate } from 'peermatch/kernel'
 *
 * const graph = { vertexCount: 3, source: [0, 1], target: [1, 2], weight: [3, 5] }
 * const solution = {
 *   mate: Int32Array.of(-1, 2, 1),
 *   weight: 5,
 *   certificate: { dual2x: Float64Array.of(0, 6, 4), blossoms: [], lift: 0 },
 * }
 * assert.deepStrictEqual(checkCertificate(graph, solution), { valid: true })
 * assert.deepStrictEqual(checkCertificate(graph, { ...solution, weight: 8 }), {
 *   valid: false,
 *   reason: 'weight is 8, but the matched edges weigh 5',
 * })
 * ```
 *
 * @category certificate
 * @since 0.1.0
 */
export function checkCertificate(graph: EdgeList, solution: MatchingSolution): Verdict {
  validateEdgeList(graph)
  const reason = firstFailure(graph, solution)
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

/** The words of a clause that fails, or `undefined`. */
type Failure = string | undefined

/** The clauses in the order in which a failure is plainest. */
function firstFailure(graph: EdgeList, solution: unknown): Failure {
  const n = graph.vertexCount
  const outline = attempt(() => readOutline(solution, n))
  if (typeof outline === 'string') return outline
  const { weight, lift } = outline

  const mate = new Int32Array(n)
  const mateFailure = readMates(outline.mate, mate)
  if (mateFailure !== undefined) return mateFailure

  const primal = weighMatching(graph, mate)
  if (typeof primal === 'string') return primal
  if (weight !== primal.weight) return `weight is ${weight}, but the matched edges weigh ${primal.weight}`
  const doubledPrimal = 2 * (weight + lift * primal.edges)
  if (!Number.isSafeInteger(2 * (primal.greatest + lift)) || !Number.isSafeInteger(doubledPrimal))
    return `lift ${lift} takes the sums out of the safe integers`

  const dual2x = new Float64Array(n)
  const dualFailure = readDuals(outline.dual2x, dual2x)
  if (dualFailure !== undefined) return dualFailure
  const forest = readBlossoms(outline.blossoms, outline.blossomCount, mate)
  if (typeof forest === 'string') return forest

  // The bound comes before the slacks because it shows that no sum of duals below can leave the safe integers: every
  // such sum is a part of it.
  const bound2x = doubledBound(dual2x, forest)
  if (bound2x === undefined) return 'the sum of the duals is not a safe integer'
  // The last equality follows from the clauses before it (singles at 0, matched edges tight, blossoms full), which say
  // more plainly what is wrong. It stays, because it is the one on which the proof rests.
  return (
    singlesAtZero(mate, dual2x) ??
    slackFailure(graph, mate, dual2x, forest, lift) ??
    (bound2x === doubledPrimal
      ? undefined
      : `the doubled dual sum ${bound2x} differs from the doubled matching weight ${doubledPrimal}`) ??
    liftFailure(graph, lift, primal)
  )
}

// -------------------------------------------------------------------------------------
// reading what cannot be trusted: every field and element is read once, and only here
// -------------------------------------------------------------------------------------

interface Outline {
  readonly mate: Column
  readonly weight: number
  readonly lift: number
  readonly dual2x: Column
  readonly blossoms: Column
  readonly blossomCount: number
}

function readOutline(solution: unknown, n: number): Outline | string {
  if (!isObject(solution)) return 'the solution is not an object'
  const { mate, weight, certificate } = solution
  if (!isObject(certificate)) return 'certificate is not an object'
  const { dual2x, blossoms, lift } = certificate
  const mateLength = lengthOf(mate)
  if (mateLength !== n) return `mate has ${entries(mateLength)} for ${n} vertices`
  const dualLength = lengthOf(dual2x)
  if (dualLength !== n) return `dual2x has ${entries(dualLength)} for ${n} vertices`
  const blossomCount = lengthOf(blossoms)
  if (blossomCount === undefined) return 'blossoms is not an array'
  // Also keeps a forged length from costing time: odd nested or disjoint sets of three or more are never more than this.
  if (blossomCount > n / 2) return `${blossomCount} blossoms are more than ${n} vertices can hold`
  if (!isWhole(weight)) return 'weight is not a safe integer'
  if (!isWhole(lift) || lift < 0) return 'lift is not a non-negative safe integer'
  return { mate: mate as Column, weight, lift, dual2x: dual2x as Column, blossoms: blossoms as Column, blossomCount }
}

function readMates(column: Column, mate: Int32Array): Failure {
  const n = mate.length
  const failure = attempt(() => {
    for (let v = 0; v < n; v++) {
      const value = column[v]
      if (!isWhole(value) || value < -1 || value >= n) return `mate of vertex ${v} is neither a vertex nor -1`
      mate[v] = value
    }
    return undefined
  })
  if (failure !== undefined) return failure
  for (let v = 0; v < n; v++) {
    const other = mate[v]!
    if (other === v) return `vertex ${v} is its own mate`
    if (other !== -1 && mate[other] !== v) return `vertex ${v} has mate ${other}, whose mate is ${mate[other]}`
  }
  return undefined
}

function readDuals(column: Column, dual2x: Float64Array): Failure {
  return attempt(() => {
    for (let v = 0; v < dual2x.length; v++) {
      const value = column[v]
      if (!isWhole(value)) return `dual of vertex ${v} is not a safe integer`
      if (value < 0) return `dual of vertex ${v} is negative`
      dual2x[v] = value
    }
    return undefined
  })
}

interface BlossomOutline {
  readonly members: Column
  readonly size: number
  readonly dual2x: number
}

function readBlossomOutline(blossom: unknown, index: number, n: number): BlossomOutline | string {
  if (!isObject(blossom)) return `blossom ${index} is not an object`
  const { members, dual2x } = blossom
  const size = lengthOf(members)
  if (size === undefined) return `members of blossom ${index} is not an array`
  if (size < 3) return `blossom ${index} has fewer than 3 members`
  if (size % 2 === 0) return `blossom ${index} has an even number of members, ${size}`
  if (size > n) return `blossom ${index} has ${size} members, more than there are vertices`
  if (!isWhole(dual2x)) return `dual of blossom ${index} is not a safe integer`
  if (dual2x <= 0) return `dual of blossom ${index} is not positive`
  return { members: members as Column, size, dual2x }
}

/** Copies the first `size` members into `members`, which has a place for every vertex. */
function readMembers(column: Column, size: number, members: Int32Array, name: string): Failure {
  return attempt(() => {
    for (let i = 0; i < size; i++) {
      const v = column[i]
      if (!isWhole(v) || v < 0 || v >= members.length)
        return `${name} has a member that is not a vertex, at position ${i}`
      members[i] = v
    }
    return undefined
  })
}

// -------------------------------------------------------------------------------------
// blossoms
// -------------------------------------------------------------------------------------

/** Clauses: members are vertices, each once; odd, >= 3; dual positive; laminar; full. Cost as {@link checkCertificate} says. */
function readBlossoms(column: Column, count: number, mate: Int32Array): BlossomForest | string {
  const n = mate.length
  const outlines: BlossomOutline[] = []
  const given = new Int32Array(count)
  for (let b = 0; b < count; b++) {
    const blossom = attempt(() => readBlossomOutline(column[b], b, n))
    if (typeof blossom === 'string') return blossom
    given[b] = blossom.size
    outlines.push(blossom)
  }
  const order = sortedBy(given, n)
  const size = new Int32Array(count)
  const dual2x = new Float64Array(count)
  const sets: Column[] = []
  for (let node = 0; node < count; node++) {
    const outline = outlines[order[node]!]!
    size[node] = outline.size
    dual2x[node] = outline.dual2x
    sets.push(outline.members)
  }
  const stretches = forestOfStretches(sets, size, dual2x, n)
  if (stretches !== undefined && allFull(stretches, mate)) return stretches

  const parent = new Int32Array(count).fill(-1)
  const inner = new Int32Array(n).fill(-1)
  const outer = new Int32Array(n).fill(-1)
  // Per vertex, the last node that lists it; per node, how many of its members the current node lists.
  const seenIn = new Int32Array(n).fill(-1)
  const shared = new Int32Array(count)
  const members = new Int32Array(n)

  for (let node = 0; node < count; node++) {
    const name = `blossom ${order[node]}`
    const failure = readMembers(sets[node]!, size[node]!, members, name)
    if (failure !== undefined) return failure

    for (let i = 0; i < size[node]!; i++) {
      const v = members[i]!
      if (seenIn[v] === node) return `${name} lists vertex ${v} twice`
      seenIn[v] = node
      if (outer[v] !== -1) shared[outer[v]!]!++
    }
    // Smaller blossoms came first: whichever is touched must lie inside as a whole.
    let matchedEnds = 0
    for (let i = 0; i < size[node]!; i++) {
      const v = members[i]!
      const child = outer[v]!
      if (child !== -1) {
        if (size[child] === size[node] && shared[child] === size[child])
          return `blossoms ${order[child]} and ${order[node]} have the same members`
        if (shared[child] !== size[child])
          return `blossoms ${order[child]} and ${order[node]} overlap in vertex ${v}, but neither holds the other`
        parent[child] = node
      } else inner[v] = node
      if (mate[v] !== -1 && seenIn[mate[v]!] === node) matchedEnds++
    }
    if (matchedEnds !== size[node]! - 1)
      return `${name} is not full: it holds ${matchedEnds / 2} matched edges, not ${(size[node]! - 1) / 2}`
    for (let i = 0; i < size[node]!; i++) outer[members[i]!] = node
  }
  return withClimbers({ size, dual2x, parent, inner, outer })
}

// -------------------------------------------------------------------------------------
// clauses about weights
// -------------------------------------------------------------------------------------

interface Primal {
  readonly edges: number
  readonly weight: number
  /** Of all edges of the graph; 0 if it has none. */
  readonly least: number
  readonly greatest: number
}

/** Clause: mates are joined by an edge; of parallel ones the heaviest counts. */
function weighMatching(graph: EdgeList, mate: Int32Array): Primal | string {
  const { source, target, weight } = graph
  // Per vertex, the heaviest edge to its mate, or -Infinity.
  const heaviest = new Float64Array(mate.length).fill(-Infinity)
  let least = weight.length === 0 ? 0 : Infinity
  let greatest = weight.length === 0 ? 0 : -Infinity
  for (let edge = 0; edge < weight.length; edge++) {
    const w = weight[edge]!
    const u = source[edge]!
    const v = target[edge]!
    if (w < least) least = w
    if (w > greatest) greatest = w
    if (mate[u] === v) {
      const low = u < v ? u : v
      if (w > heaviest[low]!) heaviest[low] = w
    }
  }
  let edges = 0
  let sum = 0
  for (let v = 0; v < mate.length; v++) {
    if (mate[v]! <= v) continue
    if (heaviest[v] === -Infinity) return `vertices ${v} and ${mate[v]} are mates, but no edge joins them`
    edges++
    sum += heaviest[v]!
  }
  return { edges, weight: sum, least, greatest }
}

/**
 * Twice `sum y + sum z * (|members| - 1) / 2`. The members of a blossom are odd in number, so the factor is whole and the
 * blossom's `dual2x` already carries the 2. `undefined` when the sum is not a safe integer.
 */
function doubledBound(dual2x: Float64Array, forest: BlossomForest): number | undefined {
  let sum = 0
  // Terms are non-negative and rounding is monotone: once above the safe integers, the sum stays there.
  for (let v = 0; v < dual2x.length; v++) sum += dual2x[v]!
  for (let node = 0; node < forest.size.length; node++) sum += forest.dual2x[node]! * ((forest.size[node]! - 1) / 2)
  return Number.isSafeInteger(sum) ? sum : undefined
}

function singlesAtZero(mate: Int32Array, dual2x: Float64Array): Failure {
  for (let v = 0; v < mate.length; v++)
    if (mate[v] === -1 && dual2x[v] !== 0) return `vertex ${v} is single, but its dual is not 0`
  return undefined
}

/** Clauses: no edge has negative slack; matched edges (of parallel ones, the heaviest) have none. Cost O(m log b). */
function slackFailure(
  graph: EdgeList,
  mate: Int32Array,
  dual2x: Float64Array,
  forest: BlossomForest,
  lift: number,
): Failure {
  const { source, target, weight } = graph
  // Per vertex, whether a tight edge joins it to its mate.
  const tight = new Uint8Array(mate.length)
  for (let edge = 0; edge < weight.length; edge++) {
    const u = source[edge]!
    const v = target[edge]!
    const worth2x = 2 * (weight[edge]! + lift)
    let paid2x = dual2x[u]! + dual2x[v]!
    if (paid2x > worth2x) continue
    const matched = mate[u] === v
    if (paid2x === worth2x && !matched) continue
    const around = smallestAround(forest, u, v)
    if (around !== -1) paid2x += forest.around2x[around]!
    if (paid2x < worth2x)
      return `edge ${edge} (${u}-${v}) has negative slack: the duals pay ${paid2x} of the doubled weight ${worth2x}`
    if (matched && paid2x === worth2x) tight[u < v ? u : v] = 1
  }
  for (let v = 0; v < mate.length; v++)
    if (mate[v]! > v && tight[v] === 0) return `the matched edge ${v}-${mate[v]} is not tight`
  return undefined
}

/**
 * Clause: a positive lift proves the most edges. A matching with more than `edges` edges holds one with `edges + 1`, which
 * weighs at least `(edges + 1) * least`; it would have to be worth no more than this one after lifting, and is not if
 * `lift > weight - (edges + 1) * least`.
 */
function liftFailure(graph: EdgeList, lift: number, { edges, weight, least }: Primal): Failure {
  if (lift === 0 || lift > weight - (edges + 1) * least || edges === mostEdges(graph)) return undefined
  return `lift ${lift} is too small to prove that no matching has more than ${edges} edges`
}

/** No matching has more edges: half of the vertices that have an edge at all, rounded down. */
function mostEdges({ vertexCount, source, target }: EdgeList): number {
  const touched = new Uint8Array(vertexCount)
  for (let edge = 0; edge < source.length; edge++) {
    touched[source[edge]!] = 1
    touched[target[edge]!] = 1
  }
  return Math.floor(touched.reduce((sum, each) => sum + each, 0) / 2)
}
