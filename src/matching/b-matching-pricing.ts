import type { EdgeList } from '../graph/edge-list.ts'
import { type FoldedMatching, foldMatching } from './b-matching-fold.ts'
import { BMatchingNetwork } from './b-matching-network.ts'
import type { PairScan } from './b-matching-pairs.ts'
import { guessPrices } from './b-matching-prices.ts'
import { smallestAround } from './certificate-forest.ts'
import { Candidates } from './candidates.ts'
import { EdgeBuffer } from './edge-buffer.ts'
import { UNWATCHED } from './watch.ts'

/** How the work is cut; the answer is optimal with any of it. */
export interface BPricingOptions {
  /** All pairs are held from the start if there are no more than so many. */
  readonly direct?: number
  /** Pairs that each vertex keeps after the first pass. */
  readonly candidates?: number
  /** Pairs that each vertex keeps of those that violate the duals, in one round. */
  readonly violations?: number
}

export interface PricedBMatching {
  /** The pairs that were held in the end, by which `matching` names them. Its duals hold for all pairs. */
  readonly held: EdgeList
  readonly matching: FoldedMatching
  /** Per round, how many pairs were added because they violated the duals. */
  readonly added: readonly number[]
}

/**
 * A maximum-weight simple b-matching over all pairs of a scan, of which few are ever in the network (column generation, as
 * `matchByPricing`): the best few of each vertex at guessed prices are solved, those that violate the duals are added, and the searches go on, until no
 * pair does. Then the duals prove the b-matching optimal over all pairs.
 */
export function bMatchingByPricing(pairs: PairScan, options: BPricingOptions = {}): PricedBMatching {
  const solved = bMatchingWhile(UNWATCHED.goOn, pairs, options)
  if (solved === undefined) throw new Error('nothing has stopped it')
  return solved
}

/** As {@link bMatchingByPricing}; undefined as soon as `goOn` says false. */
export function bMatchingWhile(
  goOn: () => boolean,
  pairs: PairScan,
  options: BPricingOptions = {},
): PricedBMatching | undefined {
  const { vertexCount, capacity } = pairs
  const mean = capacity.reduce((sum, places) => sum + places, 0) / Math.max(1, vertexCount)
  const { direct, candidates, violations } = {
    direct: 2000,
    candidates: 8 + Math.ceil(2 * mean),
    violations: 4 + Math.ceil(mean),
    ...options,
  }
  if (!goOn()) return undefined
  const price2x = guessPrices(pairs)
  return solveGrowing(goOn, pairs, { price2x, first: firstPairs(pairs, price2x, direct, candidates), violations })
}

/** From where a b-matching over all pairs of a scan is begun. */
export interface BPricingStart {
  /** Guessed duals, doubled. */
  readonly price2x: Float64Array
  /** Pairs that are solved first, each once. */
  readonly first: EdgeList
  readonly violations: number
  /** Told after each look at all pairs: what is held by then, what was chosen of it, and what no b-matching outweighs. */
  readonly told?: (held: EdgeList, matching: FoldedMatching, bound: number) => void
}

/** As {@link bMatchingWhile}, from some first pairs. */
export function solveGrowing(
  goOn: () => boolean,
  pairs: PairScan,
  { price2x, first, violations, told }: BPricingStart,
): PricedBMatching | undefined {
  const { vertexCount } = pairs
  let network = networkOf(pairs, first, price2x, first.weight.length)
  const added: number[] = []
  for (;;) {
    const solution = network.solve(goOn)
    if (!goOn()) return undefined
    const matching = foldMatching(network, solution)
    const { more, lacking2x } = violating(pairs, network, matching, violations)
    // A scan that was stopped has not told of all pairs.
    if (!goOn()) return undefined
    added.push(more.weight.length)
    if (told !== undefined) {
      const held = network.held.list(vertexCount)
      const weight = matching.chosen.reduce((sum, pair) => sum + held.weight[pair]!, 0)
      told(held, matching, weight + Math.floor(lacking2x / 2))
    }
    if (more.weight.length === 0) return { held: network.held.list(vertexCount), matching, added }
    if (network.room < 2 * more.weight.length) {
      const held = network.held.list(vertexCount)
      network = networkOf(pairs, held, matching.dual2x, held.weight.length + 2 * more.weight.length)
    }
    addAll(network, more)
  }
}

/** With room for so many more pairs. */
function networkOf(pairs: PairScan, held: EdgeList, price2x: Float64Array, more: number): BMatchingNetwork {
  const network = new BMatchingNetwork(pairs, 2 * (held.weight.length + more))
  addAll(network, held)
  network.start(price2x)
  return network
}

function addAll(network: BMatchingNetwork, { source, target, weight }: EdgeList): void {
  for (let i = 0; i < weight.length; i++) network.add(source[i]!, target[i]!, weight[i]!)
}

/** All pairs if they are few, else the best `candidates` of each vertex at these prices, and those that are chosen anyway. */
function firstPairs(pairs: PairScan, price2x: Float64Array, direct: number, candidates: number): EdgeList {
  const { vertexCount, unbound } = pairs
  const nothing = new Float64Array(vertexCount)
  const all = new EdgeBuffer()
  let count = 0
  pairs.above(nothing, (u, v, weight) => {
    if (count++ < direct) all.add(u, v, weight)
  })
  if (count <= direct) return all.list(vertexCount)
  const best = new Candidates(vertexCount, candidates)
  const { least } = best
  const chosen = new EdgeBuffer()
  pairs.above(nothing, (u, v, weight) => {
    if (unbound[u] === 1 && unbound[v] === 1) {
      chosen.add(u, v, weight)
      return
    }
    const value = 2 * weight - price2x[u]! - price2x[v]!
    if (value >= least[u]! - 1 || value >= least[v]! - 1) best.offer(u, v, weight, value)
  })
  best.forEachPair((u, v, weight) => chosen.add(u, v, weight))
  return chosen.list(vertexCount)
}

/**
 * The worst few per vertex of the pairs that are not held and that the duals do not pay for; `lacking2x`: twice what duals of their own would have to pay
 * for all of those together.
 */
function violating(
  pairs: PairScan,
  network: BMatchingNetwork,
  { dual2x, forest }: FoldedMatching,
  perVertex: number,
): { readonly more: EdgeList; readonly lacking2x: number } {
  const n = pairs.vertexCount
  const isHeld = heldTest(network.held.list(n))
  const found = new Candidates(n, perVertex)
  let lacking2x = 0
  pairs.above(dual2x, (u, v, weight) => {
    let lacking = 2 * weight - dual2x[u]! - dual2x[v]!
    const around = smallestAround(forest, u, v)
    if (around >= 0) lacking -= forest.around2x[around]!
    if (lacking <= 0 || isHeld(u, v)) return
    lacking2x += lacking
    found.offer(u, v, weight, lacking)
  })
  const more = new EdgeBuffer()
  found.forEachPair((u, v, weight) => more.add(u, v, weight))
  return { more: more.list(n), lacking2x }
}

/** Whether a pair is in a list. */
function heldTest({ vertexCount, source, target, weight }: EdgeList): (u: number, v: number) => boolean {
  const partners: Set<number>[] = Array.from({ length: vertexCount })
  for (let i = 0; i < weight.length; i++) {
    const low = Math.min(source[i]!, target[i]!)
    const set = (partners[low] ??= new Set())
    set.add(Math.max(source[i]!, target[i]!))
  }
  return (u, v) => partners[Math.min(u, v)]?.has(Math.max(u, v)) === true
}
