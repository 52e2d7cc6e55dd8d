/** Brute force for stable matchings of people with several places: every b-matching there is, whole preference lists, and no code from src. */

/** Partners of everybody, `partners[v]` in no particular order. */
export type Partners = readonly (readonly number[])[]

/** The pairs `u < v` that are no pair and who would both rather have each other, by looking at everybody's list. */
export function blockingOfSeveral(
  lists: readonly (readonly number[])[],
  capacity: readonly number[],
  partners: Partners,
): [number, number][] {
  const rather = (u: number, v: number): boolean =>
    partners[u]!.length < capacity[u]! || partners[u]!.some((other) => lists[u]!.indexOf(v) < lists[u]!.indexOf(other))
  const pairs: [number, number][] = []
  for (let u = 0; u < lists.length; u++)
    for (const v of lists[u]!.toSorted((a, b) => a - b))
      if (u < v && !partners[u]!.includes(v) && rather(u, v) && rather(v, u)) pairs.push([u, v])
  return pairs
}

/** Every b-matching of acceptable pairs, the empty one too; `partners` is overwritten after each call. */
export function forEachBMatching(
  lists: readonly (readonly number[])[],
  capacity: readonly number[],
  take: (partners: Partners) => void,
): void {
  const pairs = lists.flatMap((list, u) => list.filter((v) => u < v).map((v) => [u, v] as const))
  const partners: number[][] = lists.map(() => [])
  const choose = (at: number): void => {
    if (at === pairs.length) return take(partners)
    choose(at + 1)
    const [u, v] = pairs[at]!
    if (partners[u]!.length === capacity[u]! || partners[v]!.length === capacity[v]!) return
    partners[u]!.push(v)
    partners[v]!.push(u)
    choose(at + 1)
    partners[u]!.pop()
    partners[v]!.pop()
  }
  choose(0)
}

/** All stable b-matchings (the pairs of each, `u < v`, ascending), and the fewest blocking pairs that any b-matching has. */
export function stableBByBruteForce(
  lists: readonly (readonly number[])[],
  capacity: readonly number[],
): { readonly stable: readonly Partners[]; readonly fewest: number } {
  const stable: number[][][] = []
  let fewest = Infinity
  forEachBMatching(lists, capacity, (partners) => {
    const count = blockingOfSeveral(lists, capacity, partners).length
    if (count === 0) stable.push(partners.map((list) => list.toSorted((a, b) => a - b)))
    if (count < fewest) fewest = count
  })
  return { stable, fewest }
}

/** Partners by the edges that were chosen, each list ascending. */
export function partnersOf(
  vertexCount: number,
  rows: readonly (readonly number[])[],
  chosen: Iterable<number>,
): Partners {
  const partners: number[][] = Array.from({ length: vertexCount }, () => [])
  for (const e of chosen) {
    const [u, v] = rows[e]! as [number, number]
    partners[u]!.push(v)
    partners[v]!.push(u)
  }
  return partners.map((list) => list.toSorted((a, b) => a - b))
}
