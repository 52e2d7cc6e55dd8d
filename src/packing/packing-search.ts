import { OddCuts } from './odd-cuts.ts'
import { PackingLp } from './packing-lp.ts'
import {
  type PackingNode,
  type PackingOddSet,
  type PackingPool,
  type PackingPrices,
  type PackingSplit,
  totalPrice,
} from './packing-pool.ts'

/** Values this close to 0 or 1 count as whole. */
const ROUNDING = 1e-6
/** Rounds of odd sets at the root and deeper down, */
const ROOT_CUT_ROUNDS = 12
const NODE_CUT_ROUNDS = 0
/** Columns in a relaxation at first, and as many more per row; */
const FIRST_COLUMNS = 100
const FIRST_PER_ROW = 3
/** and those that join it at a time. */
const JOINING = 200
/** and the part of the gap that a round must close to be followed by another. */
const LEAST_CUT_PROGRESS = 0.02
/** A solve ends when its objective is this far below the next weight that counts: rounding to whole units, one per row at most, must not bring it back. */
const ENOUGH_BELOW = 0.01

interface PackingSearchOptions {
  /** Weight of disjoint columns that are known already: only heavier ones are looked for. */
  readonly atLeast: number
  /** Units per weight of one in the prices; a power of two such that `units * total weight` stays below 2^52. */
  readonly units: number
  /** Asked before each node and during the solves. */
  readonly goOn: () => boolean
  /** The search stops at so many nodes; no limit if not given. */
  readonly mostNodes?: number
  /** Prices of the rows, whole and with which no column costs less than it weighs, if some are known: a start. */
  readonly prices?: Float64Array
}

export interface PackingSearchResult {
  /** Disjoint columns of the greatest weight found, if they weigh more than `atLeast`. */
  readonly chosen: readonly number[] | undefined
  /** Their weight, or `atLeast`. */
  readonly weight: number
  /** No disjoint columns weigh more. Equal to `weight` unless the search was stopped. */
  readonly bound: number
  /** The proof of it: the tree of the search, first node its root. */
  readonly nodes: readonly PackingNode[]
}

interface OpenNode {
  readonly index: number
  /** Prices of the node above; they hold here too. */
  readonly prices: PackingPrices
  readonly total: number
  /** Columns that are left. */
  readonly columns: Int32Array
  /** Where the relaxation starts from: the basis of the node above. */
  readonly basis: Int32Array | undefined
}

/**
 * Disjoint columns of the greatest weight: branch and bound over pairs of rows (Ryan and Foster 1981), each node a linear relaxation with odd sets, columns ruled out by what they cost too much. Each
 * bound is one of whole numbers: the prices of the relaxation, rounded, and raised until they hold for each column that is left.
 *
 * Exponential at worst. What a stopped search returns holds: nodes that were not reached have the prices of those above.
 */
export function searchPacking(pool: PackingPool, options: PackingSearchOptions): PackingSearchResult {
  return new PackingSearch(pool, options).run()
}

class PackingSearch {
  private readonly pool: PackingPool
  private readonly units: number
  private readonly goOn: () => boolean
  private readonly mostNodes: number
  private readonly start: Float64Array
  private readonly lp: PackingLp
  private readonly cuts: OddCuts
  private readonly nodes: (PackingNode | undefined)[] = [undefined]
  private readonly open: OpenNode[] = []
  /** Nodes whose solve was stopped. */
  private readonly unfinished: OpenNode[] = []
  private weight: number
  private chosen: readonly number[] | undefined
  /** For the roundings: rows taken by the columns chosen so far, as often as `stamp` was raised. */
  private readonly taken: Int32Array
  private stamp = 0
  private activeColumns: number[] = []

  constructor(pool: PackingPool, { atLeast, units, goOn, mostNodes, prices }: PackingSearchOptions) {
    this.start = prices ?? new Float64Array(pool.rowCount)
    this.mostNodes = mostNodes ?? Infinity
    this.pool = pool
    this.units = units
    this.goOn = goOn
    this.weight = atLeast
    this.taken = new Int32Array(pool.rowCount)
    this.lp = new PackingLp(pool.rowCount)
    this.cuts = new OddCuts(pool, this.lp)
  }

  run(): PackingSearchResult {
    const { pool, open, nodes } = this
    const columns = Int32Array.from({ length: pool.weight.length }, (_, j) => j)
    const first = this.repaired(this.start, [], columns)
    let next: OpenNode | undefined = { index: 0, prices: first, total: totalPrice(first), columns, basis: undefined }
    while (next !== undefined && nodes.length < this.mostNodes && this.goOn()) {
      const below = this.branch(next)
      if (below === undefined) next = this.takeOpen()
      else {
        open.push(below[1])
        next = below[0]
      }
    }
    if (next !== undefined) open.push(next)
    let bound = this.weight
    for (const { index, prices, total } of [...open, ...this.unfinished]) {
      nodes[index] = { ...prices, split: undefined }
      bound = Math.max(bound, Math.floor(total / this.units))
    }
    return { chosen: this.chosen, weight: this.weight, bound, nodes: nodes.map((node) => node!) }
  }

  /** The open node with the greatest bound. */
  private takeOpen(): OpenNode | undefined {
    const { open } = this
    if (open.length === 0) return undefined
    let best = 0
    for (let i = 1; i < open.length; i++) if (open[i]!.total >= open[best]!.total) best = i
    const node = open[best]!
    open[best] = open[open.length - 1]!
    open.pop()
    return node
  }

  private isSettled(total: number): boolean {
    return Math.floor(total / this.units) <= this.weight
  }

  /** Solves a node. Either it is settled (then its prices stand in `nodes`), or it is split in two. */
  private branch(node: OpenNode): readonly [OpenNode, OpenNode] | undefined {
    const { nodes, units, lp } = this
    let { prices, total, columns } = node
    if (this.isSettled(total)) {
      nodes[node.index] = { ...prices, split: undefined }
      return undefined
    }
    this.activate(columns, prices)
    if (node.basis !== undefined) lp.startFrom(node.basis)
    let fractional: number[] = []
    const rounds = node.index === 0 ? ROOT_CUT_ROUNDS : NODE_CUT_ROUNDS
    let stopped = false
    let enough = this.weight + 1 - Math.min(0.5, ENOUGH_BELOW + (2 * lp.dual.length) / units)
    for (let round = 0; ; round++) {
      const status = this.solve(columns, enough)
      if (status === 'stopped') {
        stopped = true
        break
      }
      const before = total
      const now = this.readPrices(columns)
      const nowTotal = totalPrice(now)
      if (nowTotal < total) {
        prices = now
        total = nowTotal
      }
      if (status === 'enough') {
        if (this.isSettled(total)) break
        // Making the prices hold has cost too much.
        enough = -Infinity
        round--
        continue
      }
      fractional = this.roundValues()
      if (this.isSettled(total)) break
      const gap = before - units * this.weight
      if (round > 0 && before - total < LEAST_CUT_PROGRESS * gap) break
      if (round === rounds || fractional.length === 0) break
      if (this.cuts.separate(fractional) === 0) break
    }
    if (this.isSettled(total)) {
      nodes[node.index] = { ...prices, split: undefined }
      return undefined
    }
    const pair = stopped ? undefined : this.pairToSplit(fractional)
    if (pair === undefined) {
      // Only if the work was stopped (or rounding hides what is left to do): the node stays open, with its bound.
      this.unfinished.push({ index: node.index, prices, total, columns, basis: undefined })
      return undefined
    }
    const [first, second] = pair
    const left = this.withinReach(columns, prices, total)
    const basis = lp.basisNow()
    const together = nodes.length
    const apart = together + 1
    nodes.push(undefined, undefined)
    const split: PackingSplit = { first, second, together, apart }
    nodes[node.index] = { ...prices, split }
    const counts = left.map((j) => (this.holds(j, first) ? 1 : 0) + (this.holds(j, second) ? 1 : 0))
    return [
      { index: together, prices, total, columns: left.filter((_, i) => counts[i] !== 1), basis },
      { index: apart, prices, total, columns: left.filter((_, i) => counts[i] !== 2), basis },
    ]
  }

  /** Of the columns that are left, those in the relaxation take part in it, and the cheapest by the prices of the node above. */
  private activate(columns: Int32Array, prices: PackingPrices): void {
    for (const j of this.activeColumns) this.cuts.setActive(j, false)
    this.activeColumns = []
    const excess = this.excessOf(prices, columns)
    const few = FIRST_COLUMNS + FIRST_PER_ROW * this.pool.rowCount
    const most = columns.length <= few ? Infinity : excess.toSorted()[few]!
    for (let i = 0; i < columns.length; i++) if (excess[i]! <= most) this.join(columns[i]!)
  }

  private join(column: number): void {
    this.cuts.setActive(column, true)
    this.activeColumns.push(column)
  }

  /** Solves the relaxation over all columns that are left: those that it lacks join as soon as they gain something. Ends early once the objective is below `enough`. */
  private solve(columns: Int32Array, enough: number): 'optimal' | 'stopped' | 'enough' {
    const { lp, cuts, units, pool } = this
    for (;;) {
      const status = lp.solve(this.goOn, enough)
      if (status === 'stopped') return status
      const dual = lp.dual.slice(0, pool.rowCount).map((price) => Math.round(price * units))
      const oddSets = cuts.sets.map((members, i) => ({
        members,
        dual: Math.round(lp.dual[pool.rowCount + i]! * units),
      }))
      const excess = this.excessOf({ dual, oddSets }, columns)
      const lacking: number[] = []
      for (let i = 0; i < columns.length; i++) {
        const size = pool.start[columns[i]! + 1]! - pool.start[columns[i]!]!
        if (excess[i]! < -size - oddSets.length && !cuts.isActive(columns[i]!)) lacking.push(i)
      }
      if (lacking.length === 0) return status
      const order = lacking.toSorted((a, b) => excess[a]! - excess[b]! || a - b)
      for (let k = 0; k < order.length && k < JOINING; k++) this.join(columns[order[k]!]!)
    }
  }

  private holds(column: number, wanted: number): boolean {
    const { start, row } = this.pool
    for (let i = start[column]!; i < start[column + 1]!; i++) if (row[i] === wanted) return true
    return false
  }

  // -------------------------------------------------------------------------------------
  // prices
  // -------------------------------------------------------------------------------------

  /** The duals of the last solve as prices that hold. */
  private readPrices(columns: Int32Array): PackingPrices {
    const { lp, pool, units, cuts } = this
    const dual = new Float64Array(pool.rowCount)
    for (let r = 0; r < pool.rowCount; r++) dual[r] = Math.round(lp.dual[r]! * units)
    const oddSets: PackingOddSet[] = []
    for (let i = 0; i < cuts.sets.length; i++) {
      const price = Math.round(lp.dual[pool.rowCount + i]! * units)
      if (price > 0) oddSets.push({ members: cuts.sets[i]!, dual: price })
    }
    return this.repaired(dual, oddSets, columns)
  }

  /** Raises the price of a row wherever a column costs too little. */
  private repaired(dual: Float64Array, oddSets: readonly PackingOddSet[], columns: Int32Array): PackingPrices {
    const excess = this.excessOf({ dual, oddSets }, columns)
    const { start, row } = this.pool
    const raised = dual.slice()
    for (let i = 0; i < columns.length; i++) {
      if (excess[i]! >= 0) continue
      let missing = -excess[i]!
      let dearest = row[start[columns[i]!]!]!
      for (let k = start[columns[i]!]!; k < start[columns[i]! + 1]!; k++) {
        const r = row[k]!
        missing -= raised[r]! - dual[r]!
        if (raised[r]! > raised[dearest]!) dearest = r
      }
      if (missing > 0) raised[dearest]! += missing
    }
    return { dual: raised, oddSets }
  }

  /** By how much each column costs more than it weighs, in units. */
  private excessOf({ dual, oddSets }: PackingPrices, columns: Int32Array): Float64Array {
    const { start, row, weight, rowCount } = this.pool
    const setsOf = new Map<number, number[]>()
    for (let i = 0; i < oddSets.length; i++) {
      for (const r of oddSets[i]!.members) {
        const sets = setsOf.get(r)
        if (sets === undefined) setsOf.set(r, [i])
        else sets.push(i)
      }
    }
    const hasSets = new Uint8Array(rowCount)
    for (const r of setsOf.keys()) hasSets[r] = 1
    const shared = new Int32Array(oddSets.length)
    const excess = new Float64Array(columns.length)
    for (let i = 0; i < columns.length; i++) {
      const j = columns[i]!
      let value = -this.units * weight[j]!
      for (let k = start[j]!; k < start[j + 1]!; k++) {
        const r = row[k]!
        value += dual[r]!
        if (hasSets[r] === 0) continue
        for (const set of setsOf.get(r)!) if (++shared[set]! % 2 === 0) value += oddSets[set]!.dual
      }
      for (let k = start[j]!; k < start[j + 1]!; k++) {
        if (hasSets[row[k]!] === 1) for (const set of setsOf.get(row[k]!)!) shared[set] = 0
      }
      excess[i] = value
    }
    return excess
  }

  /** Columns that can be part of something heavier than what is known. */
  private withinReach(columns: Int32Array, prices: PackingPrices, total: number): Int32Array {
    const excess = this.excessOf(prices, columns)
    const reach = total - this.units * (this.weight + 1)
    return columns.filter((_, i) => excess[i]! <= reach)
  }

  // -------------------------------------------------------------------------------------
  // values
  // -------------------------------------------------------------------------------------

  /** Disjoint columns by their values, greatest first, then by weight: perhaps heavier than what is known. Returns the columns with fractional values. */
  private roundValues(): number[] {
    const { cuts, pool } = this
    const { start, row, weight } = pool
    const fractional: number[] = []
    for (const j of this.activeColumns) {
      if (cuts.value(j) > ROUNDING && cuts.value(j) < 1 - ROUNDING) fractional.push(j)
    }
    const order = Array.from(this.activeColumns).toSorted(
      (a, b) =>
        Math.round((cuts.value(b) - cuts.value(a)) * 1e6) ||
        weight[b]! / (start[b + 1]! - start[b]!) - weight[a]! / (start[a + 1]! - start[a]!) ||
        a - b,
    )
    const stamp = ++this.stamp
    const chosen: number[] = []
    let sum = 0
    for (const j of order) {
      if (weight[j]! <= 0) continue
      let isFree = true
      for (let i = start[j]!; i < start[j + 1]!; i++) if (this.taken[row[i]!] === stamp) isFree = false
      if (!isFree) continue
      for (let i = start[j]!; i < start[j + 1]!; i++) this.taken[row[i]!] = stamp
      chosen.push(j)
      sum += weight[j]!
    }
    if (sum > this.weight) {
      this.weight = sum
      this.chosen = chosen
    }
    return fractional
  }

  /** The pair of rows of which both halves of the split lose most: in one the columns with both, in the other those with either, of which there must be some. */
  private pairToSplit(fractional: readonly number[]): readonly [number, number] | undefined {
    const { cuts, pool } = this
    const { start, row, rowCount, weight } = pool
    const mass = new Map<number, number>()
    const heavy = new Map<number, number>()
    const used = new Float64Array(rowCount)
    for (const j of this.activeColumns) {
      const value = cuts.value(j)
      if (value <= ROUNDING) continue
      for (let i = start[j]!; i < start[j + 1]!; i++) {
        used[row[i]!]! += value
        for (let k = i + 1; k < start[j + 1]!; k++) {
          const key = Math.min(row[i]!, row[k]!) * rowCount + Math.max(row[i]!, row[k]!)
          mass.set(key, (mass.get(key) ?? 0) + value)
          heavy.set(key, (heavy.get(key) ?? 0) + value * weight[j]!)
        }
      }
    }
    let best = -1
    let bestScore = 0
    for (const j of fractional) {
      for (let i = start[j]!; i < start[j + 1]!; i++) {
        for (let k = i + 1; k < start[j + 1]!; k++) {
          const key = Math.min(row[i]!, row[k]!) * rowCount + Math.max(row[i]!, row[k]!)
          const value = mass.get(key)!
          const distance = Math.min(value, Math.max(used[row[i]!]!, used[row[k]!]!) - value)
          if (distance <= ROUNDING) continue
          const score = distance * heavy.get(key)!
          if (score > bestScore || (score === bestScore && key < best)) {
            bestScore = score
            best = key
          }
        }
      }
    }
    return best < 0 ? undefined : [Math.floor(best / rowCount), best % rowCount]
  }
}
