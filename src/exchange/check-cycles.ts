import { type EdgeList, validateEdgeList } from '../graph/edge-list.ts'
import { attempt, type Column, isCount, isObject, isWhole, lengthOf } from '../matching/certificate-values.ts'
import type { Verdict } from '../matching/solution.ts'
import { type ReadBranch, type ReadPrices, readBranches, readPrices } from './certificate-prices.ts'
import { commonDivisor, type Counting, plainCounting, readSurvival } from './counting.ts'
import { type ArcLists, CycleList, hasNoCheapCycle, listCycles, toArcLists } from './cycle-lister.ts'
import type { CycleSolution } from './solution.ts'

/**
 * Proves or refutes that the cycles of a solution are what it says (disjoint, within the cap, of that weight) and that no disjoint cycles within the cap weigh more than its `bound`, from
 * the certificate alone and with no code in common with the solver. A solution is optimal if the verdict is valid and `bound` equals `weight`.
 *
 * Where members may drop out (`survival`), cycles of each length are looked at by themselves, with arcs that weigh what they count at that length: as much again for each.
 *
 * Weak duality: cycles that cost at least what they weigh, and are disjoint, weigh no more than all prices together; see {@link CycleCertificate} for branches. `solution` is
 * untrusted: whatever it is, there is a verdict, whose reason names the first clause that fails. A malformed `arcs` throws a `RangeError`, as everywhere.
 *
 * Cost: without branches, a search per vertex for a walk that costs less than it weighs, O(n m maxLength) at worst (without a cap O(n m)); with branches, as much again for listing the
 * cycles within reach, and for each branch one look at those that are left there.
 *
 * @example
 * ```ts
 * import assert from 'node:assert'
 * import { checkCycleCertificate, maximumWeightCycles } from 'peermatch/kernel'
 *
 * const arcs = { vertexCount: 3, source: [0, 1, 2, 1], target: [1, 2, 0, 0], weight: [5, 1, 1, 3] }
 * const solution = maximumWeightCycles(arcs, { maxLength: 3 })
 * assert.deepStrictEqual(checkCycleCertificate(arcs, solution), { valid: true })
 * assert.deepStrictEqual(checkCycleCertificate(arcs, { ...solution, weight: 9 }), {
 *   valid: false,
 *   reason: 'weight is 9, but the cycles weigh 8',
 * })
 * ```
 * @category certificate
 * @since 0.1.0
 */
export function checkCycleCertificate(arcs: EdgeList, solution: CycleSolution): Verdict {
  validateEdgeList(arcs)
  const reason = firstFailure(arcs, solution)
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

/** Numbers of a solution that have been looked at. */
interface Outline {
  readonly cycles: Column
  readonly cycleCount: number
  readonly weight: number
  readonly bound: number
  readonly maxLength: number
  readonly units: number
  readonly survival: unknown
  readonly branches: unknown
  readonly certificate: unknown
}

/** The words of a clause that fails, or `undefined`. */
type Failure = string | undefined

function firstFailure(arcs: EdgeList, solution: unknown): Failure {
  const n = arcs.vertexCount
  const outline = attempt(() => readOutline(solution, n))
  if (typeof outline === 'string') return outline
  const { weight, bound, units, certificate } = outline
  const maxLength = Math.max(2, Math.min(outline.maxLength, n))
  const lists = toArcLists(arcs)
  const { survival } = outline
  const counting =
    survival === undefined ? plainCounting(lists, maxLength) : attempt(() => readSurvival(survival, lists, maxLength))
  if (typeof counting === 'string') return counting
  const weighed = attempt(() => weighCycles(lists, outline, counting))
  if (typeof weighed === 'string') return weighed
  if (weighed !== weight) return `weight is ${weight}, but the cycles weigh ${weighed}`
  if (weight > bound) return `the bound ${bound} is less than the weight ${weight}`
  const prices = readPrices(certificate, n, 'certificate')
  if (typeof prices === 'string') return prices
  const branches = readBranches(outline.branches, n)
  if (typeof branches === 'string') return branches
  // The cost of a way is a sum of prices, which is safe, less the weights of as many arcs.
  for (let a = 0; a < arcs.weight.length; a++) {
    if (!Number.isSafeInteger(2 * units * counting.mostOf(arcs.weight[a]!) * maxLength))
      return `${units} units per weight of one take the sums out of the safe integers`
  }
  if (!Number.isSafeInteger(units * (bound + 1)))
    return `${units} units per weight of one take the bound out of the safe integers`

  for (const { minLength, maxLength: most, listsOf } of counting.parts) {
    const counted = listsOf()
    if (hasNoCheapCycle(counted, prices.dual, units, most)) continue
    const cheap = listCycles(counted, prices.dual, units, minLength, most, -1)
    if (cheap === undefined)
      return 'certificate: too many cycles cost less than they weigh by the prices of their vertices'
    for (let i = 0; i < cheap.cycles.length; i++) {
      if (cheap.excess(i, prices, units) < 0) return cheapCycle(cheap, i, 'certificate')
    }
  }
  // Weights are multiples of their common divisor: the next weight above the bound is this.
  const divisor = counting.divisorOf(commonDivisor(arcs.weight))
  const next = bound + divisor - (bound % divisor)
  if (prices.total < units * next) return undefined
  if (branches.length === 0) return tooMuch('certificate', prices, units, next)
  const reach = reachOf(prices, units, next)
  const listed = new CycleList()
  for (const { minLength, maxLength: most, listsOf } of counting.parts) {
    const part = listCycles(listsOf(), prices.dual, units, minLength, most, reach)
    if (part === undefined) return 'branches: too many cycles are within reach'
    listed.append(part)
  }
  const left: number[] = []
  for (let i = 0; i < listed.cycles.length; i++) if (listed.excess(i, prices, units) <= reach) left.push(i)
  return branchFailure(branches, listed, left, units, next)
}

/** Goes through the tree of branches with the cycles that are left in each. */
function branchFailure(
  branches: readonly ReadBranch[],
  list: CycleList,
  all: readonly number[],
  units: number,
  next: number,
): Failure {
  const met = new Uint8Array(branches.length)
  const open = [{ index: 0, indices: all }]
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { index, indices } = top
    if (met[index] === 1) return `branch ${index} is entered twice`
    met[index] = 1
    const { prices, split } = branches[index]!
    const reach = reachOf(prices, units, next)
    const left: number[] = []
    for (const i of indices) {
      const excess = list.excess(i, prices, units)
      if (excess < 0) return cheapCycle(list, i, `branch ${index}`)
      if (excess <= reach) left.push(i)
    }
    if (reach < 0) continue
    if (split === undefined) return tooMuch(`branch ${index}`, prices, units, next)
    const { first, second, together, apart } = split
    const held = left.map((i) => (list.cycles[i]!.includes(first) ? 1 : 0) + (list.cycles[i]!.includes(second) ? 1 : 0))
    open.push({ index: together, indices: left.filter((_, k) => held[k] !== 1) })
    open.push({ index: apart, indices: left.filter((_, k) => held[k] !== 2) })
  }
  return undefined
}

/** What a cycle may cost more than it weighs and still be part of something that weighs `next`. */
function reachOf(prices: ReadPrices, units: number, next: number): number {
  return prices.total - units * next
}

function cheapCycle(list: CycleList, index: number, place: string): string {
  return `${place}: the cycle ${list.cycles[index]!.join(', ')} weighs ${list.weights[index]} and costs less`
}

function tooMuch(place: string, { total }: ReadPrices, units: number, next: number): string {
  return `${place}: the prices add up to ${total} units of 1/${units}, which leaves room for a weight of ${next}`
}

function readOutline(solution: unknown, n: number): Outline | string {
  if (!isObject(solution)) return 'the solution is not an object'
  const { cycles, weight, bound, maxLength, survival, certificate } = solution
  if (!isObject(certificate)) return 'certificate is not an object'
  const { unitsPerWeight, branches } = certificate
  const cycleCount = lengthOf(cycles)
  if (cycleCount === undefined) return 'cycles is not an array'
  if (cycleCount > n / 2) return `${cycleCount} cycles are more than ${n} vertices can hold`
  if (!isWhole(weight)) return 'weight is not a safe integer'
  if (!isCount(bound)) return 'bound is not a whole number of at least 0'
  if (!isCount(maxLength) || maxLength < 2) return 'maxLength is not a whole number of at least 2'
  if (!isCount(unitsPerWeight) || unitsPerWeight < 1) return 'unitsPerWeight is not a whole number of at least 1'
  return {
    cycles: cycles as Column,
    cycleCount,
    weight,
    bound,
    maxLength,
    units: unitsPerWeight,
    survival,
    branches,
    certificate,
  }
}

function weighCycles(lists: ArcLists, { cycles, cycleCount, maxLength }: Outline, counting: Counting): number | string {
  const n = lists.vertexCount
  const owner = new Int32Array(n).fill(-1)
  let sum = 0
  for (let c = 0; c < cycleCount; c++) {
    const cycle = cycles[c]
    const length = lengthOf(cycle)
    if (length === undefined) return `cycle ${c} is not an array`
    if (length < 2) return `cycle ${c} has fewer than 2 vertices`
    if (length > maxLength) return `cycle ${c} has ${length} arcs, more than the cap ${maxLength}`
    if (length > n) return `cycle ${c} has ${length} vertices, more than there are`
    const vertices: number[] = []
    for (let i = 0; i < length; i++) {
      const v = (cycle as Column)[i]
      if (!isCount(v) || v >= n) return `cycle ${c}: entry ${i} is not a vertex`
      if (owner[v]! >= 0) return `vertex ${v} is on cycle ${owner[v]} and again on cycle ${c}`
      owner[v] = c
      vertices.push(v)
    }
    let arcSum = 0
    for (let i = 0; i < length; i++) {
      const u = vertices[i]!
      const v = vertices[i + 1 < length ? i + 1 : 0]!
      const weight = heaviestArc(lists, u, v)
      if (weight === undefined) return `cycle ${c}: there is no arc from ${u} to ${v}`
      arcSum += weight
    }
    sum += counting.count(length, arcSum)
  }
  return sum
}

function heaviestArc({ outStart, target, outWeight }: ArcLists, u: number, v: number): number | undefined {
  let heaviest: number | undefined
  for (let a = outStart[u]!; a < outStart[u + 1]!; a++)
    if (target[a] === v && (heaviest === undefined || outWeight[a]! > heaviest)) heaviest = outWeight[a]!
  return heaviest
}
