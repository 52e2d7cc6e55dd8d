import type { EdgeList } from '../../src/graph/edge-list.ts'
import type { Edge, Random } from '../graphs.ts'
import { graphOf, shuffled } from '../graphs.ts'
import type { Plain } from './by-hand.ts'

export interface Planted {
  readonly graph: EdgeList
  readonly solution: Plain
  /** Blossoms around the deepest vertex. */
  readonly depth: number
}

export interface PlantShape {
  readonly vertexCount: number
  /** Odd cycles to tie, at most. */
  readonly blossoms: number
  /** Edges beside the matched ones; parallel ones occur. */
  readonly edges: number
  readonly lift?: number
  /** Greatest dual, doubled. */
  readonly greatest?: number
  /** One cycle in so many joins anything with anything; the others add lone vertices to one blossom, nesting it deeper. */
  readonly spread?: number
}

/** A blossom or a lone vertex on the way to a bigger blossom: all its vertices but `base` are matched inside. */
interface Item {
  readonly vertices: readonly number[]
  readonly base: number
}

/**
 * A graph made to fit a certificate, so that valid ones of any shape exist without a solver: draw a laminar family of full
 * blossoms and duals first, then give each matched edge exactly the weight that the duals pay, every other edge that or
 * less.
 */
export function planted(
  { vertexCount, blossoms: wanted, edges: more, lift = 0, greatest = 9, spread = 2 }: PlantShape,
  random: Random,
): Planted {
  const mate = Array.from({ length: vertexCount }, () => -1)
  const marry = (a: number, b: number): void => {
    mate[a] = b
    mate[b] = a
  }
  let items: Item[] = Array.from({ length: vertexCount }, (_, v) => ({ vertices: [v], base: v }))
  const blossoms: { members: number[]; dual2x: number }[] = []
  while (blossoms.length < wanted && items.length >= 3) {
    const odd = items.length >= 5 && random(3) === 0 ? 5 : 3
    const mixed = shuffled(items, random)
    const nest = random(spread) === 0 ? undefined : mixed.find((item) => item.vertices.length > 1)
    const smallFirst = mixed.toSorted((a, b) => a.vertices.length - b.vertices.length)
    const order = nest === undefined ? mixed : [nest, ...smallFirst.filter((item) => item !== nest)]
    const cycle = shuffled(order.slice(0, odd), random)
    for (let i = 1; i < odd; i += 2) marry(cycle[i]!.base, cycle[i + 1]!.base)
    const vertices = cycle.flatMap((item) => item.vertices)
    blossoms.push({ members: shuffled(vertices, random), dual2x: 1 + random(greatest) })
    items = [...items.filter((item) => !cycle.includes(item)), { vertices, base: cycle[0]!.base }]
  }
  const left = shuffled(items, random)
  const couples = random(Math.floor(left.length / 2) + 1)
  for (let i = 0; i < couples; i++) marry(left[2 * i]!.base, left[2 * i + 1]!.base)

  const holds = blossoms.map(({ members }) => new Set(members))
  const around = (u: number, v: number): number =>
    blossoms.reduce((sum, { dual2x }, b) => (holds[b]!.has(u) && holds[b]!.has(v) ? sum + dual2x : sum), 0)
  const dual2x = mate.map((m) => (m === -1 ? 0 : random(greatest + 1)))
  const edges: Edge[] = []
  let weight = 0
  for (let u = 0; u < vertexCount; u++) {
    const v = mate[u]!
    if (v <= u) continue
    if ((dual2x[u]! + dual2x[v]! + around(u, v)) % 2 !== 0) dual2x[u]!++
    const w = (dual2x[u]! + dual2x[v]! + around(u, v)) / 2 - lift
    edges.push([u, v, w])
    weight += w
  }
  for (let i = 0; i < (vertexCount > 1 ? more : 0); i++) {
    const u = random(vertexCount)
    const other = random(vertexCount - 1)
    const v = other < u ? other : other + 1
    const paid = Math.floor((dual2x[u]! + dual2x[v]! + around(u, v)) / 2) - lift
    edges.push([u, v, random(2) === 0 ? paid : paid - random(6)])
  }
  const depth = Math.max(0, ...mate.map((_, v) => holds.filter((members) => members.has(v)).length))
  return {
    graph: graphOf(vertexCount, shuffled(edges, random)),
    solution: { mate, weight, certificate: { dual2x, blossoms: shuffled(blossoms, random), lift } },
    depth,
  }
}
