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
  const source: number[] = []
  const target: number[] = []
  const weight: number[] = []
  const add = (u: number, v: number, w: number): void => {
    source.push(u)
    target.push(v)
    weight.push(w)
  }
  for (let i = 0; i < triangles; i++) {
    const a = 3 * i
    const w = 1000 + Math.floor(random() * 10)
    add(a, a + 1, w)
    add(a + 1, a + 2, w)
    add(a, a + 2, w)
    if (i > 0) add(a - 1, a, 1 + Math.floor(random() * 900))
  }
  return { vertexCount: 3 * triangles, source, target, weight }
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
