import { pairIndex } from './matching.ts'

/**
 * Graphs up to isomorphism: every way to give each pair of `n` vertices one of `colours` colours (0 is "no edge"), one
 * representative for each class, as the colours in the order of {@link pairIndex}. Up to 6 vertices and 4 colours.
 *
 * Grows the classes of one vertex fewer by every possible new vertex. Of the vertices of a graph, the new one must have the
 * greatest mark (a number that isomorphism keeps); as every graph has such a vertex and what is left without it is in one
 * of the smaller classes, every class is met, and most repetitions are not.
 */
export function graphClasses(n: number, colours: number): Uint8Array[] {
  if (n > 6 || colours > 4) throw new RangeError('codes are made for 6 vertices and 4 colours')
  if (n === 0) return [new Uint8Array(0)]
  const oldPairs = pairIndex(0, n - 1)
  const pairs = pairIndex(0, n)
  const seen = new Set<number>()
  const classes: Uint8Array[] = []
  const graph = new Uint8Array(pairs)
  for (const smaller of graphClasses(n - 1, colours)) {
    graph.set(smaller)
    graph.fill(0, oldPairs)
    for (let count = colours ** (n - 1); count > 0; count--) {
      const mark = marks(graph, n)
      if (mark.lastIndexOf(Math.max(...mark)) === n - 1) {
        const code = canonicalCode(graph, n, mark)
        if (!seen.has(code)) {
          seen.add(code)
          classes.push(graph.slice())
        }
      }
      for (let pair = oldPairs; pair < pairs && ++graph[pair]! === colours; pair++) graph[pair] = 0
    }
  }
  return classes
}

const colour = (graph: Uint8Array, u: number, v: number): number => graph[u < v ? pairIndex(u, v) : pairIndex(v, u)]!

/** Per vertex, a number made of the colours around it and around its neighbours. */
function marks(graph: Uint8Array, n: number): number[] {
  const near: number[] = []
  for (let u = 0; u < n; u++) {
    let mark = 0
    for (let v = 0; v < n; v++) if (v !== u) mark += 1 << (3 * colour(graph, u, v))
    near.push(mark)
  }
  const far: number[] = []
  for (let u = 0; u < n; u++) {
    let mark = 0
    for (let v = 0; v < n; v++) {
      const hash = v === u ? near[v]! * 40_503 : near[v]! * 31 + colour(graph, u, v) * 7919
      mark += (hash * hash) % 1_000_003
    }
    far.push(mark)
  }
  return far
}

/** The least code over all orders of the vertices in which marks fall; equal for two graphs exactly if they are isomorphic. */
function canonicalCode(graph: Uint8Array, n: number, mark: readonly number[]): number {
  const byMark = mark.toSorted((a, b) => b - a)
  let least = Infinity
  const order: number[] = []
  const place = (used: number, code: number): void => {
    if (order.length === n) {
      least = Math.min(least, code)
      return
    }
    for (let v = 0; v < n; v++) {
      if (used & (1 << v) || mark[v] !== byMark[order.length]) continue
      let longer = code
      for (const u of order) longer = longer * 4 + colour(graph, u, v)
      order.push(v)
      place(used | (1 << v), longer)
      order.pop()
    }
  }
  place(0, 0)
  return least
}

/** How many classes there are, without making them: the mean over all permutations of `colours ** cycles` (Burnside). */
export function countClasses(n: number, colours: number): number {
  let sum = 0
  let permutations = 0
  const image: number[] = []
  const extend = (used: number): void => {
    if (image.length < n) {
      for (let v = 0; v < n; v++)
        if (!(used & (1 << v))) {
          image.push(v)
          extend(used | (1 << v))
          image.pop()
        }
      return
    }
    permutations++
    const seen = new Set<number>()
    let cycles = 0
    for (let v = 1; v < n; v++)
      for (let u = 0; u < v; u++) {
        if (seen.has(pairIndex(u, v))) continue
        cycles++
        for (let a = u, b = v; !seen.has(pairIndex(Math.min(a, b), Math.max(a, b))); a = image[a]!, b = image[b]!)
          seen.add(pairIndex(Math.min(a, b), Math.max(a, b)))
      }
    sum += colours ** cycles
  }
  extend(0)
  return sum / permutations
}
