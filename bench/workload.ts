/** Seeded graph families for the benches: the same numbers on every machine. */
import type { EdgeList } from '../src/graph/edge-list.ts'

/** A small fast generator of numbers in [0, 1) (Mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** `edgeCount` edges between random vertices; parallel ones may occur. */
export function randomGraph(vertexCount: number, edgeCount: number, maxWeight: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const source = new Int32Array(edgeCount)
  const target = new Int32Array(edgeCount)
  const weight = new Float64Array(edgeCount)
  for (let e = 0; e < edgeCount; e++) {
    const u = Math.floor(random() * vertexCount)
    let v = Math.floor(random() * (vertexCount - 1))
    if (v >= u) v++
    source[e] = u
    target[e] = v
    weight[e] = 1 + Math.floor(random() * maxWeight)
  }
  return { vertexCount, source, target, weight }
}

/** All pairs, random weights. */
export function completeGraph(vertexCount: number, maxWeight: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const edgeCount = (vertexCount * (vertexCount - 1)) / 2
  const source = new Int32Array(edgeCount)
  const target = new Int32Array(edgeCount)
  const weight = new Float64Array(edgeCount)
  let e = 0
  for (let u = 0; u < vertexCount; u++) {
    for (let v = u + 1; v < vertexCount; v++) {
      source[e] = u
      target[e] = v
      weight[e++] = 1 + Math.floor(random() * maxWeight)
    }
  }
  return { vertexCount, source, target, weight }
}

/** Random points in a square, each joined to its `k` nearest; the nearer, the heavier. */
export function geometricGraph(vertexCount: number, k: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const size = 1_000_000
  const xs = new Float64Array(vertexCount)
  const ys = new Float64Array(vertexCount)
  const cells = Math.max(1, Math.floor(Math.sqrt(vertexCount / 2)))
  const cellOf = (value: number): number => Math.min(cells - 1, Math.floor((value / size) * cells))
  const grid: number[][] = Array.from({ length: cells * cells }, () => [])
  for (let v = 0; v < vertexCount; v++) {
    xs[v] = Math.floor(random() * size)
    ys[v] = Math.floor(random() * size)
    grid[cellOf(ys[v]!) * cells + cellOf(xs[v]!)]!.push(v)
  }
  const source: number[] = []
  const target: number[] = []
  const weight: number[] = []
  const reach = (Math.sqrt(k + 4) * 2 * size) / Math.sqrt(vertexCount)
  const seen = new Set<number>()
  for (let u = 0; u < vertexCount; u++) {
    const near: { v: number; d: number }[] = []
    const cx = cellOf(xs[u]!)
    const cy = cellOf(ys[u]!)
    const span = Math.ceil((reach / size) * cells)
    for (let y = Math.max(0, cy - span); y <= Math.min(cells - 1, cy + span); y++) {
      for (let x = Math.max(0, cx - span); x <= Math.min(cells - 1, cx + span); x++) {
        for (const v of grid[y * cells + x]!) {
          if (v !== u) near.push({ v, d: Math.hypot(xs[u]! - xs[v]!, ys[u]! - ys[v]!) })
        }
      }
    }
    near.sort((a, b) => a.d - b.d || a.v - b.v)
    for (const { v, d } of near.slice(0, k)) {
      const key = Math.min(u, v) * vertexCount + Math.max(u, v)
      if (seen.has(key)) continue
      seen.add(key)
      source.push(u)
      target.push(v)
      weight.push(Math.max(1, Math.round(reach * 4 - d)))
    }
  }
  return { vertexCount, source, target, weight }
}

/**
 * A market as people make it: each offers and wants a few of `skillCount` skills of Zipf-like popularity, and two people
 * who both gain are joined.
 */
export function skillsGraph(vertexCount: number, skillCount: number, perPerson: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const cumulative: number[] = []
  let total = 0
  for (let s = 0; s < skillCount; s++) {
    total += (s + 1) ** -0.7
    cumulative.push(total)
  }
  const draw = (): number => {
    const x = random() * total
    let low = 0
    let high = skillCount - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (cumulative[middle]! < x) low = middle + 1
      else high = middle
    }
    return low
  }
  const offers: Map<number, number>[] = []
  const wants: Map<number, number>[] = []
  for (let v = 0; v < vertexCount; v++) {
    const mine = new Map<number, number>()
    const theirs = new Map<number, number>()
    while (mine.size < perPerson) mine.set(draw(), 1 + Math.floor(random() * 5))
    for (let i = 0; i < 50 && theirs.size < perPerson; i++) {
      const skill = draw()
      if (!mine.has(skill)) theirs.set(skill, 1 + Math.floor(random() * 3))
    }
    offers.push(mine)
    wants.push(theirs)
  }
  const source: number[] = []
  const target: number[] = []
  const weight: number[] = []
  const gain = (teacher: number, learner: number): number => {
    let sum = 0
    for (const [skill, priority] of wants[learner]!) sum += priority * (offers[teacher]!.get(skill) ?? 0)
    return sum
  }
  for (let u = 0; u < vertexCount; u++) {
    for (let v = u + 1; v < vertexCount; v++) {
      const a = gain(v, u)
      if (a === 0) continue
      const b = gain(u, v)
      if (b === 0) continue
      source.push(u)
      target.push(v)
      weight.push(Math.round((4000 * a * b) / (a + b)))
    }
  }
  return { vertexCount, source, target, weight }
}

/** Triangles in a row, each joined to the next by a lighter edge. */
export function triangleChain(triangles: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const graph = new Edges(3 * triangles)
  for (let i = 0; i < triangles; i++) {
    const a = 3 * i
    const w = 1000 + Math.floor(random() * 10)
    graph.add(a, a + 1, w)
    graph.add(a + 1, a + 2, w)
    graph.add(a, a + 2, w)
    if (i > 0) graph.add(a - 1, a, 1 + Math.floor(random() * 900))
  }
  return graph.list()
}

/** Blossoms in blossoms: a chain of overlapping odd rings whose weights fall outwards, so that they form from the inside. */
export function nestedBlossoms(depth: number): EdgeList {
  const source: number[] = [0, 1, 2]
  const target: number[] = [1, 2, 0]
  const top = 4 * depth + 8
  const weight: number[] = [top, top, top]
  let vertexCount = 3
  for (let d = 1; d <= depth; d++) {
    const a = vertexCount++
    const b = vertexCount++
    const from = d === 1 ? 0 : a - 2
    source.push(from, a, b)
    target.push(a, b, (d * 7) % Math.max(1, vertexCount - 2))
    weight.push(top - 2 * d, top - 2 * d, top - 2 * d)
  }
  return { vertexCount, source, target, weight }
}

/** One long path whose weights grow along it: every match displaces the one before. */
export function increasingPath(vertexCount: number): EdgeList {
  const edges = vertexCount - 1
  return {
    vertexCount,
    source: Int32Array.from({ length: edges }, (_, i) => i),
    target: Int32Array.from({ length: edges }, (_, i) => i + 1),
    weight: Float64Array.from({ length: edges }, (_, i) => i + 1),
  }
}

/** Triangles in a row, each corner joined to the same corner of the next one (after the generators of the first DIMACS challenge). */
export function triangleStrip(triangles: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const graph = new Edges(3 * triangles)
  for (let i = 0; i < triangles; i++) {
    const a = 3 * i
    for (let k = 0; k < 3; k++) {
      graph.add(a + k, a + ((k + 1) % 3), 1000 + Math.floor(random() * 10))
      if (i > 0) graph.add(a - 3 + k, a + k, 991 + Math.floor(random() * 10))
    }
  }
  return graph.list()
}

/**
 * A graph with n vertices and 5/4 n edges on which a search that raises and lowers all duals step by step takes n^2 / 16 steps
 * (the idea is Joris van Rantwijk's, from the tests of his maximum-weight-matching). There are `top` pairs, two couplings A and B, and `bottom` pairs
 * below each coupling. The top pairs are matched first. Each coupling then draws one end of every top pair into its tree, one after the other.
 * That loosens what the other coupling had drawn; so the bottom pairs, which wake A and B by turns, make them draw all top pairs again and again.
 *
 * The weights are found by carrying out that plan: `time` is how far the duals of single vertices have fallen, and each edge is
 * given the weight that makes it tight at its planned time.
 */
export function sparseDelta(top: number, bottom: number): EdgeList {
  const graph = new Edges(2 * top + 4 + 4 * bottom)
  // Nobody's dual falls for longer than the plan takes, so none ends below 0.
  const high = 2 * (top + 2 * (top + 1) + 2 * bottom * (top + 2)) + 2
  let time = 0
  /** Dual of the end of each top pair that couplings are joined to. */
  const end = new Float64Array(top)
  for (let i = 0; i < top; i++) {
    time++
    end[i] = high - time
    graph.add(2 * i, 2 * i + 1, 2 * (high - time))
  }
  const inner = [2 * top, 2 * top + 2]
  /** Dual of the outer end of each coupling, which bottom pairs are joined to. */
  const outerDual = [0, 0]
  for (let side = 0; side < 2; side++) {
    const drawn = new Float64Array(top)
    for (let i = 0; i < top; i++) {
      drawn[i] = ++time
      graph.add(inner[side]!, 2 * i + 1, high - time + end[i]!)
    }
    time++
    for (let i = 0; i < top; i++) end[i]! += time - drawn[i]!
    outerDual[side] = high - time
    graph.add(inner[side]!, inner[side]! + 1, 2 * (high - time))
  }
  for (let i = 0; i < bottom; i++) {
    for (let side = 0; side < 2; side++) {
      const near = 2 * top + 4 + 2 * bottom * side + 2 * i
      time++
      graph.add(inner[side]! + 1, near, high - time + outerDual[side]!)
      time += top + 1 // One step for each top pair, and one to be done with them.
      outerDual[side]! += top + 1
      graph.add(near, near + 1, 2 * (high - time))
    }
  }
  return graph.list()
}

/** A square grid with random weights. */
export function gridGraph(side: number, maxWeight: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const graph = new Edges(side * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const v = y * side + x
      if (x + 1 < side) graph.add(v, v + 1, 1 + Math.floor(random() * maxWeight))
      if (y + 1 < side) graph.add(v, v + side, 1 + Math.floor(random() * maxWeight))
    }
  }
  return graph.list()
}

/**
 * Degrees that follow a power law (preferential attachment, Barabási & Albert 1999): each vertex joins `k` of those before it,
 * the more edges one has the likelier.
 */
export function powerLawGraph(vertexCount: number, k: number, maxWeight: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const graph = new Edges(vertexCount)
  /** Each vertex once for every edge at it. */
  const ends: number[] = [0]
  for (let v = 1; v < vertexCount; v++) {
    const chosen = new Set<number>()
    while (chosen.size < Math.min(k, v)) chosen.add(ends[Math.floor(random() * ends.length)]!)
    for (const u of chosen) {
      graph.add(v, u, 1 + Math.floor(random() * maxWeight))
      ends.push(u, v)
    }
  }
  return graph.list()
}

/** Blood groups of the people of the United States: O, A, B, AB, cumulated. */
const BLOOD_GROUPS = [0.4814, 0.8187, 0.9615, 1]
/** Patients by how many donors their antibodies rule out: low, middle, high, cumulated, and the share that is ruled out. */
const ANTIBODIES = [0.7019, 0.9019, 1]
const RULED_OUT = [0.05, 0.45, 0.9]

/**
 * A pool of patients who bring a donor that does not suit them, as made by Saidman, Roth, Sönmez, Ünver and Delmonico ("Increasing the opportunity of
 * live kidney donation by matching for two- and three-way exchanges", 2006): blood groups, antibodies, and wives who have been pregnant. An arc leads from a pair
 * to one whose patient could get its donor's kidney. Weights are 1 to `maxWeight`; with 1 it is the number of transplants that counts.
 */
export function kidneyPool(vertexCount: number, maxWeight: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const draw = (cumulated: readonly number[]): number => {
    const x = random()
    return Math.max(
      0,
      cumulated.findIndex((part) => x < part),
    )
  }
  // As bits: what the blood has; a donor's blood may have nothing that the patient's lacks.
  const groups = [0, 1, 2, 3]
  const patient: number[] = []
  const donor: number[] = []
  const ruledOut: number[] = []
  while (patient.length < vertexCount) {
    const patientGroup = groups[draw(BLOOD_GROUPS)]!
    const donorGroup = groups[draw(BLOOD_GROUPS)]!
    const isWife = random() < 0.409 && random() < 0.4897
    const share = RULED_OUT[draw(ANTIBODIES)]!
    const shareOfHusband = isWife ? 1 - 0.75 * (1 - share) : share
    if ((donorGroup & ~patientGroup) === 0 && random() >= shareOfHusband) continue
    patient.push(patientGroup)
    donor.push(donorGroup)
    ruledOut.push(share)
  }
  const graph = new Edges(vertexCount)
  for (let u = 0; u < vertexCount; u++) {
    for (let v = 0; v < vertexCount; v++) {
      if (u === v || (donor[u]! & ~patient[v]!) !== 0 || random() < ruledOut[v]!) continue
      graph.add(u, v, maxWeight === 1 ? 1 : 1 + Math.floor(random() * maxWeight))
    }
  }
  return graph.list()
}

/**
 * Who could teach whom: people who offer one to three skills at level 1 to 5 and want one or two with priority 1 to 3, skills drawn by popularity 1 / rank^0.7.
 * An arc leads from a teacher to a learner and weighs a thousand times the benefit.
 */
export function skillArcs(vertexCount: number, skillCount: number, seed = 1): EdgeList {
  const random = randomOf(seed)
  const cumulated: number[] = []
  let total = 0
  for (let s = 0; s < skillCount; s++) {
    total += (s + 1) ** -0.7
    cumulated.push(total)
  }
  const draw = (): number => {
    const x = random() * total
    return Math.max(
      0,
      cumulated.findIndex((part) => x < part),
    )
  }
  const offers: Map<number, number>[] = []
  const wants: Map<number, number>[] = []
  for (let v = 0; v < vertexCount; v++) {
    const offered = new Map<number, number>()
    const wanted = new Map<number, number>()
    const offerCount = 1 + Math.floor(random() * 3)
    const wantCount = 1 + Math.floor(random() * 2)
    while (offered.size < offerCount) offered.set(draw(), 1 + Math.floor(random() * 5))
    while (wanted.size < wantCount) wanted.set(draw(), 1 + Math.floor(random() * 3))
    offers.push(offered)
    wants.push(wanted)
  }
  const graph = new Edges(vertexCount)
  for (let u = 0; u < vertexCount; u++) {
    for (let v = 0; v < vertexCount; v++) {
      if (u === v) continue
      let benefit = 0
      for (const [skill, priority] of wants[v]!) {
        const level = offers[u]!.get(skill)
        if (level !== undefined) benefit += priority * Math.max(0, level - (offers[v]!.get(skill) ?? 0))
      }
      if (benefit > 0) graph.add(u, v, 1000 * benefit)
    }
  }
  return graph.list()
}

/** A growing edge list. */
class Edges {
  private readonly vertexCount: number
  private readonly source: number[] = []
  private readonly target: number[] = []
  private readonly weight: number[] = []

  constructor(vertexCount: number) {
    this.vertexCount = vertexCount
  }

  add(u: number, v: number, w: number): void {
    this.source.push(u)
    this.target.push(v)
    this.weight.push(w)
  }

  list(): EdgeList {
    const { vertexCount, source, target, weight } = this
    return { vertexCount, source, target, weight }
  }
}
