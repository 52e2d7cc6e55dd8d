import { toCsr } from '../graph/csr.ts'
import type { EdgeList } from '../graph/edge-list.ts'
import { Candidates } from './candidates.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import { extractSolution } from './extract.ts'
import { jumpStart } from './jump-start.ts'
import type { PairOracle } from './pair-oracle.ts'
import { raiseDual } from './repair.ts'
import { BlossomSearch } from './search.ts'
import type { MatchingSolution } from './solution.ts'
import { MatchingState } from './state.ts'

/** How the work is cut; the answer is optimal with any of them. */
export interface PricingOptions {
  /** Pairs that each vertex keeps after the first pass. */
  readonly candidates?: number
  /** Pairs that each vertex keeps of those that violate the duals, in one round. */
  readonly violations?: number
  /** Vertices in the sample from which prices are guessed. */
  readonly sample?: number
}

export interface PricingRound {
  /** Rows looked through; in the first round all of them. */
  readonly rows: number
  /** Pairs added because they violated the duals. */
  readonly added: number
}

export interface PricedSolution {
  /** The pairs that were held in the end. The solution's edges are among them; its certificate holds for all pairs. */
  readonly graph: EdgeList
  readonly solution: MatchingSolution
  /** All pairs that the rules allow. */
  readonly pairs: number
  readonly rounds: readonly PricingRound[]
}

/**
 * A maximum-weight matching over all pairs that an oracle tells of, without ever holding them (column generation; Derigs &
 * Metz 1991, "Solving (large scale) matching problems combinatorially").
 *
 * Prices are guessed from a sample; one pass keeps the best few pairs of each vertex at those prices; they are solved. Then
 * rows are looked through for pairs that violate the duals. Those are added, the duals of one end each are raised until all pairs
 * are feasible again, and the searches go on from there, never from scratch. A row need only be looked through again when
 * its own dual has fallen since the last round: a pair that was fine stays fine while neither end falls. When no pair violates the duals, they prove
 * the matching optimal over all pairs.
 *
 * Two passes over all pairs, then rows of the vertices that searches have touched. Memory O(n candidates).
 */
export function matchByPricing(oracle: PairOracle, options: PricingOptions = {}): PricedSolution {
  return new Pricing(oracle, options).run()
}

class Pricing {
  private readonly oracle: PairOracle
  private readonly options: Required<PricingOptions>
  private readonly edges: EdgeBuffer = new EdgeBuffer()
  private readonly rounds: PricingRound[] = []
  private state: MatchingState
  /** Doubled duals as of the last look at the state; raised at once when a pair asks for it. */
  private readonly dual: Float64Array
  /** How much of `dual` is not in the state yet. */
  private readonly raise: Float64Array
  /** The duals at the end of the last round, at which all pairs were feasible; Infinity before the first. */
  private readonly checked: Float64Array
  /**
   * 1 for vertices with a pair that is feasible only thanks to a blossom around both. When that dissolves, its dual goes to
   * their own, which then may fall again to where they were: their rows are looked through in every round.
   */
  private readonly leaning: Uint8Array
  private pairs = 0

  constructor(oracle: PairOracle, options: PricingOptions) {
    const n = oracle.vertexCount
    this.oracle = oracle
    // Measured on the real people of both surveys: shorter lists and smaller samples cost more in later rounds than they save.
    this.options = { candidates: 32, violations: 6, sample: Math.max(2000, Math.floor(n / 20)), ...options }
    this.state = new MatchingState(n)
    this.dual = new Float64Array(n)
    this.raise = new Float64Array(n)
    this.checked = new Float64Array(n)
    this.leaning = new Uint8Array(n)
  }

  run(): PricedSolution {
    const n = this.oracle.vertexCount
    this.chooseCandidates(this.guessPrices())
    jumpStart(toCsr(this.edges.list(n)), this.state)
    this.search()
    this.checked.fill(Infinity)
    for (;;) {
      const found = this.price()
      this.rounds.push({ rows: found.rows, added: found.added })
      if (found.added === 0) break
      this.repair()
      this.search()
    }
    const graph = this.edges.list(n)
    return {
      graph,
      solution: extractSolution(toCsr(graph), this.state, 0),
      pairs: this.pairs,
      rounds: this.rounds,
    }
  }

  /**
   * Guesses everybody's doubled dual: those of a sample from its own (half-integral) optimum, those of the others from what they
   * could earn with the sample.
   */
  private guessPrices(): Float64Array {
    const { oracle } = this
    const n = oracle.vertexCount
    const count = Math.min(n, this.options.sample)
    const guess = new Float64Array(n)
    const place = new Int32Array(n).fill(-1)
    const sample = Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count))
    sample.forEach((v, i) => {
      place[v] = i
    })
    const edges = new EdgeBuffer()
    for (const v of sample) {
      const length = oracle.row(v)
      for (let i = 0; i < length; i++) {
        const u = oracle.partner[i]!
        if (place[u]! > place[v]!) edges.add(place[v]!, place[u]!, oracle.weight[i]!)
      }
    }
    const state = new MatchingState(count)
    jumpStart(toCsr(edges.list(count)), state)
    for (const v of sample) {
      const dual = state.y2[place[v]!]!
      guess[v] = dual
      const length = oracle.row(v)
      for (let i = 0; i < length; i++) {
        const u = oracle.partner[i]!
        const earned = 2 * oracle.weight[i]! - dual
        if (place[u]! < 0 && earned > guess[u]!) guess[u] = earned
      }
    }
    return guess
  }

  /** The first pass over all pairs. */
  private chooseCandidates(guess: Float64Array): void {
    const { oracle } = this
    const { partner, weight } = oracle
    const best = new Candidates(oracle.vertexCount, this.options.candidates)
    const { least } = best
    oracle.rewind()
    for (let v = 0; v < oracle.vertexCount; v++) {
      const length = oracle.firstRow(v)
      const own = guess[v]!
      this.pairs += length
      for (let i = 0; i < length; i++) {
        const u = partner[i]!
        const w = weight[i]!
        const value = 2 * w - own - guess[u]!
        if (value >= least[v]! - 1 || value >= least[u]! - 1) best.offer(v, u, w, value)
      }
    }
    best.forEachPair((u, v, w) => this.edges.add(u, v, w))
  }

  private search(): void {
    new BlossomSearch(toCsr(this.edges.list(this.dual.length)), this.state).searchAll()
    for (let v = 0; v < this.dual.length; v++) this.dual[v] = this.state.dual2x(v)
  }

  /** Looks through the rows that may violate the duals by now, adds what does, and notes by how much duals must rise. */
  private price(): PricingRound {
    const { oracle, dual, checked } = this
    const n = oracle.vertexCount
    const before = this.edges.count
    const found = new Candidates(n, this.options.violations)
    const all = this.rounds.length === 0
    let rows = 0
    if (all) oracle.rewind()
    const fallen = dual.map((y, v) => (y < checked[v]! ? 1 : 0))
    for (let v = 0; v < n; v++) {
      if (fallen[v] === 0) continue
      rows++
      const length = all ? oracle.rowBeyond(v) : oracle.row(v)
      this.priceRow(v, length, all ? undefined : fallen, found)
    }
    // All pairs are feasible at these duals, raised ones included: one that is not at the next look has an end that fell since.
    for (let v = 0; v < n; v++) checked[v] = this.leaning[v] === 1 ? Infinity : dual[v]!
    this.leaning.fill(0)
    found.forEachPair((u, v, w) => this.edges.add(u, v, w))
    return { rows, added: this.edges.count - before }
  }

  /** `seen`: rows that are looked through whole, so that a pair of two of them comes up twice; the first time is enough. */
  private priceRow(v: number, length: number, seen: Float64Array | undefined, found: Candidates): void {
    const { oracle, dual, raise } = this
    const { partner, weight } = oracle
    for (let i = 0; i < length; i++) {
      const u = partner[i]!
      const w = weight[i]!
      let lacking = 2 * w - dual[v]! - dual[u]!
      // A pair that violated the duals before others raised them is worth having too.
      if (lacking + raise[v]! + raise[u]! <= 0) continue
      if (seen !== undefined && u < v && seen[u] === 1) continue
      const shared = this.state.top(u) === this.state.top(v) ? this.sharedBlossoms(u, v) : 0
      if (shared > 0) {
        lacking -= shared
        this.leaning[u] = 1
        this.leaning[v] = 1
      }
      const lackedBefore = lacking + raise[v]! + raise[u]!
      if (lackedBefore <= 0 || !oracle.admits(v, u)) continue
      found.offer(v, u, w, lackedBefore)
      if (lacking <= 0) continue
      const end = raise[u]! > raise[v]! ? u : v
      raise[end]! += lacking
      dual[end]! += lacking
    }
  }

  /** The sum of the blossom duals around both vertices, which lie in one top-level blossom. */
  private sharedBlossoms(u: number, v: number): number {
    const { parent, z2 } = this.state
    const around = new Set<number>()
    for (let b = parent[u]!; b >= 0; b = parent[b]!) around.add(b)
    let sum = 0
    for (let b = parent[v]!; b >= 0; b = parent[b]!) if (around.has(b)) sum += z2[b]!
    return sum
  }

  private repair(): void {
    const { raise, state } = this
    for (let v = 0; v < raise.length; v++) {
      if (raise[v] === 0) continue
      raiseDual(state, v, raise[v]!)
      raise[v] = 0
    }
  }
}
