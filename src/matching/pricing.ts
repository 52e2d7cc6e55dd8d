import { type Csr, toCsr } from '../graph/csr.ts'
import { assertSafeSums, type EdgeList } from '../graph/edge-list.ts'
import { BlossomNest, type Shell } from './blossom-nest.ts'
import { Candidates } from './candidates.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import { certifiedBound } from './bound.ts'
import { completed } from './completed.ts'
import { blossomsOf, extractSolution } from './extract.ts'
import { jumpStart } from './jump-start.ts'
import { edgesOf } from './objective.ts'
import type { PairOracle } from './pair-oracle.ts'
import { guessPrices, usualLack } from './price-guess.ts'
import { raiseDual } from './repair.ts'
import { BlossomSearch } from './search.ts'
import type { MatchingCertificate, MatchingSolution } from './solution.ts'
import { MatchingState } from './state.ts'
import { type SolverPhase, UNWATCHED, type Watch } from './watch.ts'

type TakePair = (v: number, u: number, weight: number) => void

/** Where more than this part of the vertices would have to be repaired, a fresh start is several times faster. */
const MOST_REPAIRED = 0.25

/** How the work is cut; the answer is optimal with any of them. */
export interface PricingOptions {
  /** Pairs that each vertex keeps after the first pass. */
  readonly candidates?: number
  /** Pairs that each vertex keeps of those that violate the duals, in one round. */
  readonly violations?: number
  /** Vertices in the sample from which prices are guessed. */
  readonly sample?: number
  /** `weight` by default. */
  readonly objective?: 'weight' | 'coverage'
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
  /** False if it was stopped: then the certificate is a bound, and nothing more. */
  readonly finished: boolean
  readonly solution: MatchingSolution
  readonly rounds: readonly PricingRound[]
}

/**
 * A maximum-weight (or, under `coverage`, maximum-cardinality, then maximum-weight) matching over all pairs that an oracle tells of, without ever holding them (column generation; Derigs &
 * Metz 1991, "Solving (large scale) matching problems combinatorially").
 *
 * Prices are guessed from a sample; one pass keeps the best few pairs of each vertex at those prices; they are solved. Then
 * rows are looked through for pairs that violate the duals. Those are added, the duals of one end each are raised until all pairs
 * are feasible again, and the searches go on from there, never from scratch. A row need only be looked through again when
 * its own dual has fallen since the last round: a pair that was fine stays fine while neither end falls. When no pair violates the duals, they prove
 * the matching optimal over all pairs.
 *
 * Two passes over all pairs, then rows of the vertices that searches have touched. Memory O(n candidates).
 *
 * Under `coverage` every pair weighs more by a lift that outweighs everything else, once the first violations have been mended: duals rise by as
 * much, stay feasible, and the searches and rounds go on. Where one vertex is left over, a blossom may grow around nearly all, with duals of the size
 * of the lift. Pairs within it are looked for at prices that hold these, shell by shell.
 *
 * Stopped by `watch`, it returns its best matching, completed greedily, and the best bound that it had: at first what each
 * vertex can have at most, then the guessed prices, raised until they are feasible, then the duals of each round.
 *
 * @throws RangeError where sums of lifted weights would leave the safe integers
 */
export function matchByPricing(
  oracle: PairOracle,
  options: PricingOptions = {},
  watch: Watch = UNWATCHED,
): PricedSolution {
  return new Pricing(oracle, options, watch).run()
}

class Pricing {
  private readonly oracle: PairOracle
  private readonly options: Required<PricingOptions>
  private readonly watch: Watch
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
  /** What every pair weighs more by now, and is to weigh more in the end; the latter is known once the greatest weight is bounded. */
  private lift = 0
  /** No pair weighs more. */
  private readonly heaviest: number
  /** How the blossoms nested at the start of the round. */
  private nest: BlossomNest
  /** The best bound so far, and what it says of a matching without edges: see `certifiedBound`. */
  private certificate: MatchingCertificate
  private bound: number
  /** The best bound on the weight alone, once pairs are lifted. */
  private weightBound = Infinity
  /** The heaviest matching so far. */
  private best: MatchingSolution | undefined

  constructor(oracle: PairOracle, options: PricingOptions, watch: Watch) {
    const n = oracle.vertexCount
    this.oracle = oracle
    this.watch = watch
    // Measured on the real people of both surveys: shorter lists and smaller samples cost more in later rounds than they save.
    this.options = {
      candidates: 16,
      violations: 12,
      sample: Math.max(2000, Math.floor(n / 20)),
      objective: 'weight',
      ...options,
    }
    this.state = new MatchingState(n)
    this.dual = new Float64Array(n)
    this.raise = new Float64Array(n)
    this.checked = new Float64Array(n)
    this.leaning = new Uint8Array(n)
    this.nest = new BlossomNest(this.state)
    this.certificate = { dual2x: Float64Array.from({ length: n }, (_, v) => oracle.most(v)), blossoms: [], lift: 0 }
    this.bound = certifiedBound(this.certificate, 0)
    this.heaviest = this.certificate.dual2x.reduce((most, own) => Math.max(most, own), 0)
  }

  run(): PricedSolution {
    const { goOn } = this.watch
    const n = this.oracle.vertexCount
    this.tell('guess')
    const guess = guessPrices(this.oracle, this.options.sample, goOn)
    this.tell('choose')
    if (goOn()) this.chooseCandidates(guess)
    this.tell('solve')
    jumpStart(toCsr(this.edges.list(n)), this.state, goOn)
    this.search()
    this.checked.fill(Infinity)
    while (goOn()) {
      this.tell('price')
      const found = this.price()
      if (found === undefined) break
      this.rounds.push(found)
      if (found.added === 0 && !this.isToRise()) return this.finished()
      this.tell('solve')
      if (this.isToRise()) {
        this.repair()
        this.rise()
      } else if (this.lift === 0 && this.offended() > MOST_REPAIRED * n) this.restart()
      else this.repair()
      this.search()
    }
    return this.stopped()
  }

  private finished(): PricedSolution {
    const graph = this.edges.list(this.oracle.vertexCount)
    const solution = extractSolution(this.liftedCsr(graph), this.state, this.lift)
    return { graph, finished: true, solution, rounds: this.rounds }
  }

  private stopped(): PricedSolution {
    const { objective } = this.options
    const graph = this.edges.list(this.oracle.vertexCount)
    this.keepBest(completed(graph, extractSolution(this.liftedCsr(graph), this.state, this.lift), objective))
    // Without the lift the bound would say nothing of how many edges there may be.
    if (this.isToRise()) this.riseBound()
    return {
      graph,
      finished: false,
      solution: { ...completed(graph, this.best!, objective), certificate: this.certificate },
      rounds: this.rounds,
    }
  }

  private keepBest(solution: MatchingSolution): void {
    const { best } = this
    if (best !== undefined) {
      const more = this.options.objective === 'coverage' ? edgesOf(solution) - edgesOf(best) : 0
      if (more < 0 || (more === 0 && solution.weight <= best.weight)) return
    }
    this.best = solution
  }

  private tell(phase: SolverPhase): void {
    // With more edges the weight may fall: as long as there may be more, nothing is certain but what no matching outweighs.
    const value = this.options.objective === 'coverage' ? 0 : (this.best?.weight ?? 0)
    this.watch.tell(phase, value, this.lift === 0 ? this.bound : this.weightBound)
  }

  private isToRise(): boolean {
    return this.lift === 0 && this.options.objective === 'coverage'
  }

  /** Lifts all pairs: from now on one edge more outweighs everything else. */
  private rise(): void {
    this.riseBound()
    const { lift } = this
    this.state.raiseAll(lift)
    for (let v = 0; v < this.checked.length; v++) this.checked[v]! += lift
  }

  /**
   * Fixes the lift: with a matching of `k` edges that is heaviest then, one of `k + 1` would weigh more, if there were one, as the weights of
   * `k` edges come to `bound` at most. All feasible duals stay so when they rise by the lift.
   */
  private riseBound(): void {
    const { oracle, certificate, bound } = this
    const mostEdges = Math.floor(oracle.vertexCount / 2)
    this.weightBound = bound
    this.lift = Math.floor(bound) + 1 - mostEdges * oracle.least
    assertSafeSums(oracle.vertexCount, this.heaviest + this.lift)
    this.certificate = { ...certificate, dual2x: certificate.dual2x.map((own) => own + this.lift), lift: this.lift }
    this.bound = certifiedBound(this.certificate, 0)
  }

  private liftedCsr(graph: EdgeList): Csr {
    const csr = toCsr(graph)
    if (this.lift > 0) for (let a = 0; a < csr.weight.length; a++) csr.weight[a]! += this.lift
    return csr
  }

  /** The same for duals that are feasible for all pairs but those of two vertices that a scan has left. */
  private offerPartial(certificate: MatchingCertificate, left: Int32Array): void {
    const dual2x = certificate.dual2x.slice()
    for (const v of left) dual2x[v] = Math.max(dual2x[v]!, this.oracle.most(v))
    this.offerBound({ ...certificate, dual2x })
  }

  /** Takes note of feasible duals: they bound every matching. */
  private offerBound(certificate: MatchingCertificate): void {
    const bound = certifiedBound(certificate, 0)
    if (bound >= this.bound) return
    this.bound = bound
    this.certificate = certificate
  }

  /** The first pass over all pairs: those that come near enough to what both ends are guessed to cost, the best few of each. */
  private chooseCandidates(guess: Float64Array): void {
    const { oracle } = this
    const { objective } = this.options
    const best = new Candidates(oracle.vertexCount, this.options.candidates)
    const { least } = best
    const margin = usualLack(oracle, guess, this.options.candidates)
    const price = guess.map((own) => own - margin)
    // The guess raised as far as pairs ask for it: feasible duals, a first bound that is worth having.
    const dual2x = guess.slice()
    const take = (v: number, u: number, w: number): void => {
      // Nobody is better off with a pair that weighs nothing, unless pairs count.
      if (w <= 0 && objective === 'weight') return
      const value = 2 * w - guess[v]! - guess[u]!
      const lacking = 2 * w - dual2x[v]! - dual2x[u]!
      const isNear = value >= least[v]! - 1 || value >= least[u]! - 1
      if (!(isNear || lacking > 0) || !oracle.admits(v, u)) return
      if (isNear) best.offer(v, u, w, value)
      if (lacking > 0) dual2x[dual2x[v]! - guess[v]! < dual2x[u]! - guess[u]! ? u : v]! += lacking
    }
    this.offerPartial({ dual2x, blossoms: [], lift: 0 }, oracle.scan(price, take, this.watch.goOn))
    best.forEachPair((u, v, w) => this.edges.add(u, v, w))
  }

  private search(): void {
    const graph = this.liftedCsr(this.edges.list(this.dual.length))
    new BlossomSearch(graph, this.state).searchAll(this.watch.goOn)
    for (let v = 0; v < this.dual.length; v++) this.dual[v] = this.state.dual2x(v)
    this.keepBest(extractSolution(graph, this.state, this.lift))
  }

  /**
   * Looks through the rows that may violate the duals by now, adds what does, and notes by how much duals must rise; undefined if
   * it was stopped.
   */
  private price(): PricingRound | undefined {
    const { oracle, dual, checked, lift } = this
    const n = oracle.vertexCount
    const before = this.edges.count
    const found = new Candidates(n, this.options.violations)
    const asked = dual.map((own) => own - lift)
    const fallen = Uint8Array.from(dual, (own, v) => (own < checked[v]! ? 1 : 0))
    const rows = fallen.reduce((sum, each) => sum + each, 0)
    this.nest = new BlossomNest(this.state)
    const blossoms = blossomsOf(this.state)
    const shells = this.nest.shells()
    const take: TakePair = (v, u, w) => this.pricePair(v, u, w, found)
    // A scan of all pairs looks at each once; one of rows looks at all partners of each.
    if (shells.length > 0) {
      if (!this.scanShells(shells, asked, take)) return undefined
      this.offerBound({ dual2x: dual.slice(), blossoms, lift })
    } else if (2 * rows > n) {
      const left = oracle.scan(asked, take, this.watch.goOn)
      this.offerPartial({ dual2x: dual, blossoms, lift }, left)
      if (left.length > 0) return undefined
    } else {
      if (!this.scanRows(fallen, asked, take)) return undefined
      this.offerBound({ dual2x: dual.slice(), blossoms, lift })
    }
    // All pairs are feasible at these duals, raised ones included: one that is not at the next look has an end that fell since.
    for (let v = 0; v < n; v++) checked[v] = this.leaning[v] === 1 ? Infinity : dual[v]!
    this.leaning.fill(0)
    found.forEachPair((u, v, w) => this.edges.add(u, v, w))
    return { rows, added: this.edges.count - before }
  }

  /** All pairs of some rows, each once: one of two such rows comes up twice. */
  private scanRows(rows: Uint8Array, price: Float64Array, take: TakePair): boolean {
    const once: TakePair = (v, u, w) => {
      if (u > v || rows[u] === 0) take(v, u, w)
    }
    return this.oracle.scanRows(rows, price, once, this.watch.goOn)
  }

  /** All pairs that may violate the duals, those within the shells at prices that hold what they share at least. */
  private scanShells(shells: readonly Shell[], asked: Float64Array, take: TakePair): boolean {
    const { leaning, lift } = this
    const { order } = this.nest
    const { from, to } = shells[0]!
    // Nothing is asked for less than `-lift`: no pair with an end of this price is told.
    const never = 2 * this.heaviest + lift
    const rows = new Uint8Array(asked.length).fill(1)
    for (let i = from; i < to; i++) {
      rows[order[i]!] = 0
      leaning[order[i]!] = 1
    }
    if (!this.scanRows(rows, asked, take)) return false
    const price = new Float64Array(asked.length)
    for (const shell of shells) {
      price.fill(never)
      rows.fill(0)
      for (let i = shell.from; i < shell.to; i++) {
        price[order[i]!] = asked[order[i]!]! + shell.shared2x / 2
        rows[order[i]!] = 1
      }
      if (shell.innerFrom === shell.innerTo) return this.oracle.scan(price, take, this.watch.goOn).length === 0
      for (let i = shell.innerFrom; i < shell.innerTo; i++) rows[order[i]!] = 0
      if (!this.scanRows(rows, price, take)) return false
    }
    return true
  }

  /** A pair that weighs more than its ends' duals at the start of the round. */
  private pricePair(v: number, u: number, w: number, found: Candidates): void {
    const { oracle, dual, raise } = this
    let lacking = 2 * (w + this.lift) - dual[v]! - dual[u]!
    const shared = this.state.top(u) === this.state.top(v) ? this.nest.shared2x(u, v) : 0
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

  private offended(): number {
    return this.raise.reduce((sum, each) => sum + (each > 0 ? 1 : 0), 0)
  }

  /** Starts afresh on the edges that are held by now. */
  private restart(): void {
    this.raise.fill(0)
    this.state = new MatchingState(this.raise.length)
    jumpStart(toCsr(this.edges.list(this.raise.length)), this.state, this.watch.goOn)
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
