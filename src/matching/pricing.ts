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

/** Rows looked at to see how many pairs come near the guessed prices. */
const SAMPLED_ROWS = 200

/** The part of them that is to have enough. */
const SERVED = 0.95

const always = (): boolean => true

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
  /** Rows that had to be looked through; in the first round all of them. */
  readonly rows: number
  /** Pairs added because they violated the duals. */
  readonly added: number
}

export interface PricedSolution {
  /** The pairs that were held in the end. The solution's edges are among them; its certificate holds for all pairs. */
  readonly graph: EdgeList
  readonly solution: MatchingSolution
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
      this.rounds.push(found)
      if (found.added === 0) break
      this.repair()
      this.search()
    }
    const graph = this.edges.list(n)
    return { graph, solution: extractSolution(toCsr(graph), this.state, 0), rounds: this.rounds }
  }

  /**
   * Guesses everybody's doubled dual: those of a sample from its own (half-integral) optimum, those of the others from what they
   * could earn with the sample.
   */
  private guessPrices(): Float64Array {
    const { oracle } = this
    const n = oracle.vertexCount
    const count = Math.min(n, this.options.sample)
    const sample = Int32Array.from({ length: count }, (_, i) => Math.floor((i * n) / count))
    const place = new Int32Array(n)
    const price = new Float64Array(n).fill(Infinity)
    sample.forEach((v, i) => {
      place[v] = i
      price[v] = -1
    })
    const edges = new EdgeBuffer()
    oracle.scan(price, (v, u, w) => edges.add(place[v]!, place[u]!, w), always)
    const state = new MatchingState(count)
    jumpStart(toCsr(edges.list(count)), state)
    price.fill(0)
    const rows = new Uint8Array(n)
    for (let i = 0; i < count; i++) {
      price[sample[i]!] = state.y2[i]!
      rows[sample[i]!] = 1
    }
    const guess = price.slice()
    oracle.scanRows(rows, price, (v, u, w) => {
      if (rows[u] === 0 && 2 * w - price[v]! > guess[u]!) guess[u] = 2 * w - price[v]!
    })
    return guess
  }

  /** The first pass over all pairs: those that come near enough to what both ends are guessed to cost, the best few of each. */
  private chooseCandidates(guess: Float64Array): void {
    const { oracle } = this
    const best = new Candidates(oracle.vertexCount, this.options.candidates)
    const { least } = best
    const margin = this.usualLack(guess)
    const price = guess.map((own) => own - margin)
    oracle.scan(
      price,
      (v, u, w) => {
        const value = 2 * w - guess[v]! - guess[u]!
        if ((value >= least[v]! - 1 || value >= least[u]! - 1) && oracle.admits(v, u)) best.offer(v, u, w, value)
      },
      always,
    )
    best.forEachPair((u, v, w) => this.edges.add(u, v, w))
  }

  /** How far below the guessed prices a pair may be, for each end, so that most vertices have as many pairs as they are to keep. */
  private usualLack(guess: Float64Array): number {
    const { oracle } = this
    const { partner, weight } = oracle
    const n = oracle.vertexCount
    const count = Math.min(n, SAMPLED_ROWS)
    const lacks = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      const v = Math.floor((i * n) / count)
      const length = oracle.row(v)
      const lack = new Float64Array(length)
      for (let k = 0; k < length; k++) lack[k] = guess[v]! + guess[partner[k]!]! - 2 * weight[k]!
      lack.sort()
      lacks[i] = length === 0 ? 0 : lack[Math.min(length, this.options.candidates) - 1]!
    }
    lacks.sort()
    return count === 0 ? 0 : Math.max(1, Math.ceil(lacks[Math.floor((count - 1) * SERVED)]! / 2) + 1)
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
    const asked = dual.slice()
    const fallen = dual.map((own, v) => (own < checked[v]! ? 1 : 0))
    let rows = 0
    for (let v = 0; v < n; v++) rows += fallen[v]!
    // A scan of all pairs looks at each once; one of rows looks at all partners of each.
    if (2 * rows > n) oracle.scan(asked, (v, u, w) => this.pricePair(v, u, w, found), always)
    else {
      oracle.scanRows(Uint8Array.from(fallen), asked, (v, u, w) => {
        // A pair of two such rows comes up twice; once is enough.
        if (u > v || fallen[u] === 0) this.pricePair(v, u, w, found)
      })
    }
    // All pairs are feasible at these duals, raised ones included: one that is not at the next look has an end that fell since.
    for (let v = 0; v < n; v++) checked[v] = this.leaning[v] === 1 ? Infinity : dual[v]!
    this.leaning.fill(0)
    found.forEachPair((u, v, w) => this.edges.add(u, v, w))
    return { rows, added: this.edges.count - before }
  }

  /** A pair that weighs more than its ends' duals at the start of the round. */
  private pricePair(v: number, u: number, w: number, found: Candidates): void {
    const { oracle, dual, raise } = this
    let lacking = 2 * w - dual[v]! - dual[u]!
    const shared = this.state.top(u) === this.state.top(v) ? this.sharedBlossoms(u, v) : 0
    if (shared > 0) {
      lacking -= shared
      this.leaning[u] = 1
      this.leaning[v] = 1
    }
    // A pair that violated the duals before others raised them is worth having too.
    const lackedBefore = lacking + raise[v]! + raise[u]!
    if (lackedBefore <= 0 || !oracle.admits(v, u)) return
    found.offer(v, u, w, lackedBefore)
    if (lacking <= 0) return
    const end = raise[u]! > raise[v]! ? u : v
    raise[end]! += lacking
    dual[end]! += lacking
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
