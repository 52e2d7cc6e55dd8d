import { type EdgeList, MAX_WEIGHT_SUM } from '../graph/edge-list.ts'
import { maximumWeightBMatching } from '../matching/b-matching.ts'
import type { BMatchingSolution } from '../matching/b-matching-solution.ts'
import { EdgeBuffer } from '../matching/edge-buffer.ts'
import { maximumWeightMatching } from '../matching/maximum-weight-matching.ts'
import { boundOf, type Limits, limitsOf, mostPairsOf } from './round-claims.ts'
import type { FairnessCertificate, RoundCertificate } from './round-plan.ts'

/** What is proven about all seasons so far. */
export class Proof {
  readonly certificates: RoundCertificate[]
  /** Edges of a greatest b-matching with a place for every round. */
  readonly relaxed: Int32Array
  /** What a fair choice of pairs was based on, if there was one. */
  recipe: Omit<FairnessCertificate, 'kind'> | undefined = undefined
  private readonly graph: EdgeList
  private readonly rounds: number
  private readonly lift: number
  private readonly objective: 'coverage' | 'weight'
  private readonly limits: Limits
  private readonly dual2x: Float64Array
  private hasRounds = false

  /** One b-matching. */
  constructor(graph: EdgeList, rounds: number, objective: 'coverage' | 'weight', lift: number) {
    this.graph = graph
    this.rounds = rounds
    this.objective = objective
    this.lift = lift
    this.limits = limitsOf(graph, rounds)
    const solution = solveCapacities(graph, rounds, lift)
    this.certificates = [{ kind: 'capacities', lift, value: solution.weight, solution }]
    this.relaxed = solution.chosen
    this.dual2x = solution.certificate.dual2x
  }

  /** No season has more pairs; none with at least `pairs` pairs weighs more. */
  claims(pairs: number): { readonly mostPairs: number; readonly bound: number } {
    const { limits, objective, certificates } = this
    return { mostPairs: mostPairsOf(limits, objective, certificates), bound: boundOf(pairs, certificates) }
  }

  /**
   * Whether no season can have more pairs or, with as many, weigh more. Goes to the trouble of proving more if it is not known yet.
   *
   * @param parts vertices of connected parts in which an odd number makes somebody sit out in each round
   */
  isBest(pairs: number, weight: number, parts: readonly (readonly number[])[]): boolean {
    const isProven = (): boolean => {
      const { mostPairs, bound } = this.claims(pairs)
      return weight === bound && (this.objective === 'weight' || pairs === mostPairs)
    }
    if (isProven()) return true
    if (this.hasRounds) return false
    this.hasRounds = true
    this.addRounds(this.dual2x)
    if (parts.length > 0) this.addRounds(dualsWithByes(this.graph, this.rounds, this.lift, parts))
    return isProven()
  }

  /** Proves what can be said about weight where there are fewer pairs than might be possible: lifts that outweigh all else say nothing about that. */
  proveWithLifts(lifts: readonly number[]): void {
    for (const lift of lifts) {
      const solution = solveCapacities(this.graph, this.rounds, lift)
      this.certificates.push({ kind: 'capacities', lift, value: solution.weight, solution })
    }
  }

  /** What is needed for the claims about so many pairs: the first certificate, and others as far as they add something. */
  needed(pairs: number): readonly RoundCertificate[] {
    const kept = [...this.certificates]
    const { mostPairs, bound } = this.claims(pairs)
    for (let i = kept.length - 1; i > 0; i--) {
      const less = kept.toSpliced(i, 1)
      const most = mostPairsOf(this.limits, this.objective, less)
      if (most === mostPairs && boundOf(pairs, less) === bound) kept.splice(i, 1)
    }
    return kept
  }

  /** Prices follow from duals of vertices: what an edge is worth beyond what its ends are worth. One matching. */
  private addRounds(dual2x: Float64Array): void {
    const { graph, rounds, lift } = this
    const { source, target } = graph
    const shifted = lifted(graph, lift)
    const price = Float64Array.from(shifted.weight, (w, e) =>
      Math.max(0, Math.floor((2 * w - dual2x[source[e]!]! - dual2x[target[e]!]!) / 2)),
    )
    const weight = Float64Array.from(shifted.weight, (w, e) => w - price[e]!)
    const solution = maximumWeightMatching({ ...shifted, weight })
    const value = rounds * solution.weight + sumOfPrices(graph, price)
    this.certificates.push({ kind: 'rounds', lift, value, price, solution })
  }
}

/** A certificate for the graph whose edge `order[e]` is the edge `e` of this one's. */
export function inOrder(certificate: RoundCertificate, order: Int32Array): RoundCertificate {
  if (certificate.kind === 'rounds') {
    const price = new Float64Array(order.length)
    for (let e = 0; e < order.length; e++) price[order[e]!] = certificate.price[e]!
    return { ...certificate, price }
  }
  return { ...certificate, solution: renumbered(certificate.solution, (e) => order[e]!) }
}

/** The same b-matching where edges have other numbers. */
export function renumbered(solution: BMatchingSolution, edgeOf: (edge: number) => number): BMatchingSolution {
  const { chosen, weight, certificate } = solution
  const moved = (edges: Int32Array): Int32Array => edges.map(edgeOf)
  const blossoms = certificate.blossoms.map((blossom) => ({ ...blossom, crossing: moved(blossom.crossing) }))
  const upper = { ...certificate.upper, edge: moved(certificate.upper.edge) }
  return { chosen: moved(chosen).toSorted(), weight, certificate: { ...certificate, upper, blossoms } }
}

function solveCapacities(graph: EdgeList, rounds: number, lift: number): BMatchingSolution {
  return maximumWeightBMatching(lifted(graph, lift), new Int32Array(graph.vertexCount).fill(rounds))
}

/**
 * What vertices are worth in a b-matching in which every part has an extra vertex that takes a place of somebody for each round. That it must is said by a
 * weight that outweighs the two edges it may displace. One b-matching.
 */
function dualsWithByes(
  graph: EdgeList,
  rounds: number,
  lift: number,
  parts: readonly (readonly number[])[],
): Float64Array {
  const { vertexCount: n, source, target, weight } = lifted(graph, lift)
  const edges = new EdgeBuffer()
  let greatest = 0
  for (let e = 0; e < weight.length; e++) {
    edges.add(source[e]!, target[e]!, weight[e]!)
    greatest = Math.max(greatest, weight[e]!)
  }
  for (const [i, members] of parts.entries()) for (const v of members) edges.add(v, n + i, 2 * greatest + 1)
  const list = edges.list(n + parts.length)
  const nodes = 2 * list.weight.length + rounds * list.vertexCount
  if (Math.max(nodes, 8) * (2 * greatest + 1) > MAX_WEIGHT_SUM) return new Float64Array(n)
  const capacity = new Int32Array(list.vertexCount).fill(rounds)
  return maximumWeightBMatching(list, capacity).certificate.dual2x.slice(0, n)
}

/** Prices count once per pair: of parallel edges the greatest. */
function sumOfPrices({ vertexCount: n, source, target }: EdgeList, price: Float64Array): number {
  const greatest = new Map<number, number>()
  for (let e = 0; e < price.length; e++) {
    if (price[e] === 0) continue
    const pair = Math.min(source[e]!, target[e]!) * n + Math.max(source[e]!, target[e]!)
    greatest.set(pair, Math.max(greatest.get(pair) ?? 0, price[e]!))
  }
  let sum = 0
  for (const amount of greatest.values()) sum += amount
  return sum
}

function lifted(graph: EdgeList, lift: number): EdgeList {
  return lift === 0 ? graph : { ...graph, weight: Float64Array.from(graph.weight, (w) => w + lift) }
}
