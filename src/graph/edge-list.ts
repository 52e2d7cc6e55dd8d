/**
 * An undirected weighted graph as three parallel columns: edge `i` joins `source[i]` and `target[i]` (vertex
 * indices `0 .. vertexCount - 1`) and is worth `weight[i]`, a safe integer. Parallel edges are legal, self-loops are not.
 *
 * @category model
 * @since 0.1.0
 */
export interface EdgeList {
  readonly vertexCount: number
  readonly source: ArrayLike<number>
  readonly target: ArrayLike<number>
  readonly weight: ArrayLike<number>
}

/**
 * The greatest legal `vertexCount`: vertex and blossom indices then fit a signed 32-bit integer together.
 *
 * @category utils
 * @since 0.1.0
 */
export const MAX_VERTEX_COUNT: number = 2 ** 30

/**
 * The greatest legal value of `max(vertexCount, 8) * largest`, where `largest` is the greatest absolute weight, or under
 * `coverage` the greatest weight after {@link coverageLift}, if that is more.
 *
 * Why it suffices. With non-negative duals in which no vertex starts above the greatest weight at it, a vertex that is
 * matched lies on a tight edge, so neither its dual nor the duals of the blossoms around it exceed `largest`; a single
 * vertex only falls. Doubled, one dual is at most `2 * largest`, a slack at most `6 * largest`, a slack plus the total of
 * all dual steps of a search at most `10 * largest`: below `2 * 8 * largest`. The doubled sum of all duals is at most
 * `2 * vertexCount * largest`. So every intermediate number stays below `2 * MAX_WEIGHT_SUM`, a safe integer.
 *
 * @category utils
 * @since 0.1.0
 */
export const MAX_WEIGHT_SUM: number = 2 ** 52 - 1

/** Vertices counted at the least, so that single slacks (not only sums) stay safe in tiny graphs. */
const FEWEST_COUNTED = 8

/**
 * What to add to every weight so that one more edge outweighs everything else, and all weights become positive. Take a
 * matching of `k` edges and one of `k + 1`: they weigh at most `k * maxWeight` and at least `(k + 1) * minWeight`, and
 * `k + 1 <= floor(vertexCount / 2)`. Any matching with more edges than `k` holds one with `k + 1`, so this one gap decides.
 *
 * @param vertexCount may count only vertices that have an edge: the tighter, the smaller the lift
 * @category utils
 * @since 0.1.0
 */
export function coverageLift(vertexCount: number, minWeight: number, maxWeight: number): number {
  const mostEdges = Math.floor(vertexCount / 2)
  return Math.max(0, mostEdges - 1) * (maxWeight - minWeight) + Math.max(0, -minWeight) + 1
}

/**
 * Throws a `RangeError` that names the first edge with which the numbers could leave the safe range (see
 * {@link MAX_WEIGHT_SUM}). The graph must have passed {@link validateEdgeList}, which already includes `weight`.
 * Cost O(m).
 *
 * @category utils
 * @since 0.1.0
 */
export function assertSafeRange(graph: EdgeList, objective: 'weight' | 'coverage'): void {
  const { vertexCount, weight } = graph
  const count = Math.max(vertexCount, FEWEST_COUNTED)
  const edgeCount = weight.length
  let min = Infinity
  let max = -Infinity
  for (let edge = 0; edge < edgeCount; edge++) {
    const w = weight[edge]!
    if (w >= min && w <= max) continue
    if (w < min) min = w
    if (w > max) max = w
    // `min`, `max` and the lift only widen, so the first edge that breaks the rule is found on the way. Rounding is
    // monotone: a product above MAX_WEIGHT_SUM is never rounded down to it.
    let largest = Math.max(max, -min)
    if (objective === 'coverage') largest = Math.max(largest, max + coverageLift(vertexCount, min, max))
    if (count * largest > MAX_WEIGHT_SUM)
      throw new RangeError(
        `edge ${edge}: weight ${w} is too far from zero for ${vertexCount} vertices` +
          `${objective === 'coverage' ? ' under coverage' : ''}: sums would leave the safe integers`,
      )
  }
}

/**
 * Throws a `RangeError` where so many vertices with weights up to `largest` could leave the safe range (see {@link MAX_WEIGHT_SUM}).
 *
 * @category utils
 * @since 0.1.0
 */
export function assertSafeSums(vertexCount: number, largest: number): void {
  if (Math.max(vertexCount, FEWEST_COUNTED) * largest > MAX_WEIGHT_SUM)
    throw new RangeError(`with ${vertexCount} vertices and weights up to ${largest} sums would leave the safe integers`)
}

/**
 * Checks everything that the kernels rely on: `vertexCount` whole and in range, three columns of one length (typed
 * arrays, arrays or array-likes), every edge between two different vertices, every weight a safe integer, and sums that
 * stay safe under the objective `weight`. Throws a `RangeError` that names the first offending edge or field. Parallel
 * edges, no edges and no vertices are legal. Cost O(m), no allocation.
 *
 * @category utils
 * @since 0.1.0
 */
export function validateEdgeList(graph: EdgeList): void {
  if (typeof graph !== 'object' || graph === null)
    throw new RangeError(`graph: expected an object with vertexCount, source, target and weight, got ${show(graph)}`)
  const { vertexCount, source, target, weight } = graph
  if (!Number.isInteger(vertexCount) || vertexCount < 0 || vertexCount > MAX_VERTEX_COUNT)
    throw new RangeError(`vertexCount: expected a whole number from 0 to ${MAX_VERTEX_COUNT}, got ${show(vertexCount)}`)
  const edgeCount = columnLength('source', source)
  if (columnLength('target', target) !== edgeCount || columnLength('weight', weight) !== edgeCount)
    throw new RangeError(
      `source, target and weight differ in length: ${edgeCount}, ${columnLength('target', target)} and ${columnLength('weight', weight)}`,
    )
  for (let edge = 0; edge < edgeCount; edge++) {
    const u = source[edge]
    const v = target[edge]
    const w = weight[edge]
    if (!isVertex(u, vertexCount)) throw badVertex(edge, 'source', u, vertexCount)
    if (!isVertex(v, vertexCount)) throw badVertex(edge, 'target', v, vertexCount)
    if (u === v) throw new RangeError(`edge ${edge}: joins vertex ${u} to itself`)
    if (!Number.isSafeInteger(w)) throw new RangeError(`edge ${edge}: weight ${show(w)} is not a safe integer`)
  }
  assertSafeRange(graph, 'weight')
}

function isVertex(value: number | undefined, vertexCount: number): boolean {
  return Number.isInteger(value) && value! >= 0 && value! < vertexCount
}

function badVertex(edge: number, field: string, value: unknown, vertexCount: number): RangeError {
  const why = Number.isInteger(value) ? `is not one of the ${vertexCount} vertices` : 'is not a whole number'
  return new RangeError(`edge ${edge}: ${field} ${show(value)} ${why}`)
}

function columnLength(field: string, column: ArrayLike<number>): number {
  const length = typeof column === 'object' && column !== null ? column.length : undefined
  if (!Number.isSafeInteger(length) || length! < 0)
    throw new RangeError(`${field}: expected an array or typed array of numbers, got ${show(column)}`)
  return length!
}

/** A value in a message: short, and never by calling code of the value itself. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
  if (typeof value === 'bigint') return 'a bigint'
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null)
    return Object.is(value, -0) ? '-0' : String(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
