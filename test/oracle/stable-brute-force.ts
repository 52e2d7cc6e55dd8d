/**
 * Brute force for stable matchings: whole preference lists, every matching there is, and no code from src.
 */

/** A row as tests like to write it: two vertices, what the first and the second would gain, and the weight of the pair. */
export type Row = readonly [u: number, v: number, gainOfU: number, gainOfV: number, weight: number]

interface Columns {
  readonly vertexCount: number
  readonly source: Int32Array
  readonly target: Int32Array
  readonly sourceGain: Float64Array
  readonly targetGain: Float64Array
  readonly weight: Float64Array
}

export function preferenceGraph(vertexCount: number, rows: readonly Row[]): Columns {
  return {
    vertexCount,
    source: Int32Array.from(rows, ([u]) => u),
    target: Int32Array.from(rows, ([, v]) => v),
    sourceGain: Float64Array.from(rows, ([, , gain]) => gain),
    targetGain: Float64Array.from(rows, ([, , , gain]) => gain),
    weight: Float64Array.from(rows, ([, , , , weight]) => weight),
  }
}

/** Rows in which vertex `v` likes those in `lists[v]` in that order; pairs that stand in only one list are left out. */
export function rowsOfLists(lists: readonly (readonly number[])[]): Row[] {
  const rows: Row[] = []
  lists.forEach((list, u) =>
    list.forEach((v, at) => {
      const back = lists[v]!.indexOf(u)
      if (u < v && back >= 0) rows.push([u, v, lists.length - at, lists.length - back, 1])
    }),
  )
  return rows
}

/** Per vertex, all acceptable ones, most preferred first: by gain, then weight, then number. */
export function preferenceListsOf(vertexCount: number, rows: readonly Row[]): number[][] {
  const entries: { readonly to: number; readonly gain: number; readonly weight: number }[][] = Array.from(
    { length: vertexCount },
    () => [],
  )
  for (const [u, v, gainOfU, gainOfV, weight] of rows) {
    entries[u]!.push({ to: v, gain: gainOfU, weight })
    entries[v]!.push({ to: u, gain: gainOfV, weight })
  }
  return entries.map((list) =>
    list.toSorted((a, b) => b.gain - a.gain || b.weight - a.weight || a.to - b.to).map(({ to }) => to),
  )
}

/** The pairs `u < v` who would both rather have each other, by looking at everybody's list. */
export function blockingOf(lists: readonly (readonly number[])[], mate: readonly number[]): [number, number][] {
  const rather = (u: number, v: number): boolean => {
    const now = lists[u]!.indexOf(mate[u]!)
    return now === -1 || lists[u]!.indexOf(v) < now
  }
  const pairs: [number, number][] = []
  for (let u = 0; u < lists.length; u++)
    for (let v = u + 1; v < lists.length; v++)
      if (lists[u]!.includes(v) && rather(u, v) && rather(v, u)) pairs.push([u, v])
  return pairs
}

/** Every matching of acceptable pairs, the empty one too; `mate` is overwritten after each call. */
export function forEachMatching(lists: readonly (readonly number[])[], take: (mate: readonly number[]) => void): void {
  const mate = lists.map(() => -1)
  const choose = (u: number): void => {
    if (u === lists.length) return take(mate)
    if (mate[u] !== -1) return choose(u + 1)
    choose(u + 1)
    for (const v of lists[u]!) {
      if (v < u || mate[v] !== -1) continue
      mate[u] = v
      mate[v] = u
      choose(u + 1)
      mate[u] = -1
      mate[v] = -1
    }
  }
  choose(0)
}

/** All stable matchings, and the fewest blocking pairs that any matching has. */
export function stableByBruteForce(lists: readonly (readonly number[])[]): {
  readonly stable: readonly (readonly number[])[]
  readonly fewest: number
} {
  const stable: number[][] = []
  let fewest = Infinity
  forEachMatching(lists, (mate) => {
    const count = blockingOf(lists, mate).length
    if (count === 0) stable.push([...mate])
    if (count < fewest) fewest = count
  })
  return { stable, fewest }
}
