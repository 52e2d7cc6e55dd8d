import { withClimbers } from './certificate-forest.ts'
import type { BlossomForest } from './certificate-forest.ts'
import { type BlossomStretches, holds, readStretches } from './b-matching-stretches.ts'
import { type BMatchingNetwork, DIRECT, FREE, GADGET, PRIVATE } from './b-matching-network.ts'
import type { MatchingSolution } from './solution.ts'

/** A matching of the network, said in terms of vertices and pairs. */
export interface FoldedMatching {
  /** Chosen pairs, ascending. */
  readonly chosen: number[]
  readonly dual2x: Float64Array
  /** Pairs with a positive dual of their own. */
  readonly upper: { readonly pair: number; readonly dual2x: number }[]
  /** Those inside others come first. The members of all of them lie in one array. */
  readonly blossoms: readonly FoldedBlossom[]
  /** How the blossoms nest; its node `b` is `blossoms[b]`. */
  readonly forest: BlossomForest
}

interface FoldedBlossom {
  readonly members: Int32Array
  readonly crossing: readonly number[]
  readonly dual2x: number
}

/**
 * Turns an optimal matching of the network and its certificate into a b-matching and a certificate that knows no copies and no gadgets.
 * O(nodes + pairs + blossoms + pairs that cross them).
 *
 * **All copies of a vertex become alike.** Let `i` and `j` be copies of one vertex: they have the same neighbours at the same weights. Say `T` is
 * the sum of `z` over the blossoms that hold `i` but not `j`. If `T > 0`, then `i` has a tight edge to some `d` inside the innermost blossom around
 * it (the ring of a blossom is tight), and blossoms that hold `j` and `d` hold `i` too (they are laminar), so `j`-`d` being feasible says
 * `y[j] >= y[i] + T`. Then `y[j] > 0`, so `j` has a mate `a` on a tight edge, and `i`-`a` being feasible says
 * that the blossoms that hold `i` and `a` but not `j` have a sum of `y[j] - y[i] >= T` at the least. So all those around `i` but not `j` hold
 * `a`, it is the base of each (as it is matched outside), and `y[j] = y[i] + T`. It cannot hold the other way round too, and since a
 * base has one mate, a blossom that holds some copies of a vertex holds all but one: the one matched to its base.
 *
 * Such a blossom is dissolved: `z / 2` goes to each of its members, and the mate of its base loses `z / 2`. The total stays:
 * `|B| z / 2 - z / 2 = z (|B| - 1) / 2`. Edges at copies other than such a mate lose nothing, and in the end all copies of a
 * vertex have the same dual and are in the same blossoms; so the edges of that mate, being like theirs, are feasible too, and no
 * dual is negative.
 *
 * **Nodes of pairs become duals of pairs.** A private node in place of an end that can take all: its dual is the pair's, and the pair
 * crosses the blossoms that hold it (they hold two of its neighbours, so the other end). For a gadget, let `a` and `b` be the gadget nodes of a pair of weight `w`, at the ends `u` and `v`. Its dual
 * is `x = y[a] + y[b] + (z of the blossoms that hold both a and b) - w`, not negative since `a`-`b` is feasible. A blossom becomes the set `W` of vertices
 * whose copies it holds; a pair crosses if the blossom holds the gadget node of its end in `W` but not the other one, and the other end is not in `W`.
 * Add up the inequalities of `u`-`a` and `b`-`v`: together they are the pair's inequality. And with `k` gadgets held as a whole, a blossom had
 * `(|B| - 1) / 2 = k + floor((b(W) + |F|) / 2)`: the `k z` have moved into the `x`, and the `w` of all gadgets are gone from both sides. Nested blossoms that have
 * become the same `W` and `F` (most have, where they are many) are one.
 */
export function foldMatching(network: BMatchingNetwork, solution: MatchingSolution): FoldedMatching {
  const { vertexCount, copyStart, pairs } = network
  const { mate, certificate } = solution
  const nodes = readStretches(certificate.blossoms, mate.length)
  const partial = partialBlossoms(network, nodes)
  const node2x = dissolvePartial(certificate.dual2x, mate, nodes, partial)
  const dual2x = new Float64Array(vertexCount)
  for (let v = 0; v < vertexCount; v++) if (hasCopies(network, v)) dual2x[v] = node2x[copyStart[v]!]!

  // Per blossom, what is left of it and those around it.
  const around2x = new Float64Array(nodes.parent.length)
  const crossing: number[][] = []
  for (let b = nodes.parent.length - 1; b >= 0; b--) {
    const up = nodes.parent[b]!
    around2x[b] = (up < 0 ? 0 : around2x[up]!) + (partial[b] === 1 ? 0 : nodes.dual2x[b]!)
    crossing[b] = []
  }
  const upper: FoldedMatching['upper'] = []
  for (const [pair, { kind, first, second, weight, node }] of pairs.entries()) {
    let own2x = kind === FREE ? 2 * weight : 0
    if (kind === PRIVATE) {
      climbTo(nodes, node, -1, (b) => partial[b] === 0 && crossing[b]!.push(pair))
      own2x = node2x[node]!
    } else if (kind === GADGET) {
      const [u, v] = [copyStart[first]!, copyStart[second]!]
      const both = climbTo(
        nodes,
        node,
        node + 1,
        (b) => partial[b] === 0 && !holds(nodes, b, v) && crossing[b]!.push(pair),
      )
      climbTo(nodes, node + 1, node, (b) => partial[b] === 0 && !holds(nodes, b, u) && crossing[b]!.push(pair))
      own2x = node2x[node]! + node2x[node + 1]! + (both < 0 ? 0 : around2x[both]!) - 2 * weight
    }
    if (own2x > 0) upper.push({ pair, dual2x: own2x })
  }
  return { chosen: chosenPairs(network, mate), dual2x, upper, ...mergeAlike(network, nodes, partial, crossing) }
}

function hasCopies({ copyStart }: BMatchingNetwork, v: number): boolean {
  return copyStart[v] !== copyStart[v + 1]
}

/** Visits the blossoms that hold `node` but not `other` (-1: no node), from the innermost. Returns the innermost that holds both, or -1. */
function climbTo(nodes: BlossomStretches, node: number, other: number, visit: (blossom: number) => void): number {
  for (let b = nodes.inner[node]!; b >= 0; b = nodes.parent[b]!) {
    if (other >= 0 && holds(nodes, b, other)) return b
    visit(b)
  }
  return -1
}

function chosenPairs({ pairs, copyStart, owner }: BMatchingNetwork, mate: Int32Array): number[] {
  const takes = (node: number, v: number): boolean => owner[mate[node]!] === v
  const chosen: number[] = []
  for (const [pair, { kind, first, second, node }] of pairs.entries()) {
    const isChosen =
      kind === FREE ||
      (kind === DIRECT && takes(copyStart[first]!, second)) ||
      (kind === PRIVATE && takes(node, first)) ||
      (kind === GADGET && takes(node, first) && takes(node + 1, second))
    if (isChosen) chosen.push(pair)
  }
  return chosen
}

/** 1 for blossoms that hold some copies of a vertex, but not all. */
function partialBlossoms({ vertexCount, copyStart }: BMatchingNetwork, nodes: BlossomStretches): Uint8Array {
  const partial = new Uint8Array(nodes.parent.length)
  const mark = (b: number): void => {
    partial[b] = 1
  }
  for (let v = 0; v < vertexCount; v++) {
    const last = copyStart[v + 1]! - 1
    // The copies in a ring: a blossom that holds some but not all holds one whose next it does not hold.
    for (let c = copyStart[v]!; c < last; c++) climbTo(nodes, c, c + 1, mark)
    if (last > copyStart[v]!) climbTo(nodes, last, copyStart[v]!, mark)
  }
  return partial
}

/** The nodes' duals when the partial blossoms are gone. */
function dissolvePartial(
  before2x: Float64Array,
  mate: Int32Array,
  nodes: BlossomStretches,
  partial: Uint8Array,
): Float64Array {
  const node2x = before2x.slice()
  const halves = new Float64Array(partial.length)
  for (let b = partial.length - 1; b >= 0; b--) {
    const up = nodes.parent[b]!
    halves[b] = (up < 0 ? 0 : halves[up]!) + (partial[b] === 1 ? nodes.dual2x[b]! / 2 : 0)
  }
  for (let node = 0; node < mate.length; node++) {
    if (nodes.inner[node]! < 0) continue
    node2x[node]! += halves[nodes.inner[node]!]!
    // The blossoms around a node but not its mate are those whose base it is.
    const partner = mate[node]!
    if (partner < 0) continue
    climbTo(nodes, node, partner, (b) => {
      if (partial[b] === 1) node2x[partner]! -= nodes.dual2x[b]! / 2
    })
  }
  return node2x
}

/**
 * The blossoms that are not partial, as sets of vertices. Nested ones with the same members become one; they have the same pairs across, as a pair's node
 * is reached through copies of its end or not at all, but that is looked at too.
 */
function mergeAlike(
  network: BMatchingNetwork,
  nodes: BlossomStretches,
  partial: Uint8Array,
  crossing: readonly number[][],
): Pick<FoldedMatching, 'blossoms' | 'forest'> {
  const { vertexCount: n, copyStart, owner } = network
  const count = partial.length
  // The vertices in the order of their first copies: a stretch of nodes is a stretch of vertices.
  const vertexAt = new Int32Array(n)
  const before = new Int32Array(nodes.nodeAt.length + 1)
  let placed = 0
  for (let i = 0; i < nodes.nodeAt.length; i++) {
    const node = nodes.nodeAt[i]!
    if (node < owner.length && copyStart[owner[node]!] === node) vertexAt[placed++] = owner[node]!
    before[i + 1] = placed
  }
  const membersIn = (b: number): number => before[nodes.end[b]!]! - before[nodes.start[b]!]!
  // From the outermost on: the blossom that each has become or, if it is partial, the one around it (-1: none).
  const became = new Int32Array(count)
  const kept: number[] = []
  const dual2x: number[] = []
  const up: number[] = []
  for (let b = count - 1; b >= 0; b--) {
    const outer = nodes.parent[b]! < 0 ? -1 : became[nodes.parent[b]!]!
    became[b] = outer
    if (partial[b] === 1) continue
    const around = outer < 0 ? -1 : kept[outer]!
    if (around >= 0 && membersIn(b) === membersIn(around) && areSame(crossing[b]!, crossing[around]!))
      dual2x[outer]! += nodes.dual2x[b]!
    else {
      became[b] = kept.length
      kept.push(b)
      dual2x.push(nodes.dual2x[b]!)
      up.push(outer)
    }
  }
  // Numbered the other way round, so that those inside others come first.
  const flip = (b: number): number => (b < 0 ? -1 : kept.length - 1 - b)
  const blossoms = kept
    .map((b, i) => ({
      members: vertexAt.subarray(before[nodes.start[b]!]!, before[nodes.end[b]!]!),
      crossing: crossing[b]!,
      dual2x: dual2x[i]!,
    }))
    .toReversed()
  const parent = Int32Array.from(up, flip).toReversed()
  const root = new Int32Array(kept.length)
  for (let b = kept.length - 1; b >= 0; b--) root[b] = parent[b]! < 0 ? b : root[parent[b]!]!
  const inner = new Int32Array(n).fill(-1)
  const outer = new Int32Array(n).fill(-1)
  for (let v = 0; v < n; v++) {
    const around = hasCopies(network, v) ? nodes.inner[copyStart[v]!]! : -1
    if (around < 0 || became[around]! < 0) continue
    inner[v] = flip(became[around]!)
    outer[v] = root[inner[v]!]!
  }
  const size = Int32Array.from(blossoms, (blossom) => blossom.members.length)
  return {
    blossoms,
    forest: withClimbers({ size, dual2x: Float64Array.from(dual2x).toReversed(), parent, inner, outer }),
  }
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((pair, i) => pair === other[i])
}
