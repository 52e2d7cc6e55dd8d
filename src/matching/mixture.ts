/** Two matchings of one graph, and what their edges are worth. */
export interface Ingredients {
  /** The one to start from, which keeps too few. */
  readonly mate: Int32Array
  readonly other: Int32Array
  /** What the matched edge between two vertices is worth. */
  readonly worth: (u: number, v: number) => number
  /** Whether it counts as kept. */
  readonly keeps: (u: number, v: number) => boolean
}

/** A place in which two answers differ, and which may be exchanged alone. */
export interface Difference {
  /** How many more the other keeps there. */
  readonly gain: number
  /** What it loses in exchange. */
  readonly loss: number
}

/** Where the two differ, from end to end: an alternating path or cycle. */
interface Stretch extends Difference {
  readonly vertices: readonly number[]
}

/** Table entries for the exact choice; beyond that, the least loss for each gain comes first. */
const MOST_ENTRIES = 2 ** 24

/**
 * The best matching that keeps at least `more` edges more than `mate`, of those that follow `other` on some of the alternating paths and cycles in
 * which the two differ (each can be exchanged alone), and `mate` elsewhere; `undefined` if none keeps so many. Exact by a table of paths by
 * edges kept, O(n + paths * more), or greedily if that were too much.
 */
export function bestMixture(given: Ingredients, more: number): Int32Array | undefined {
  const followed = bestDifferences(stretchesOf(given), more)
  if (followed === undefined) return undefined
  const mixed = given.mate.slice()
  for (const { vertices } of followed) for (const v of vertices) mixed[v] = given.other[v]!
  return mixed
}

/** Of the places in which two answers differ, those in which to follow the other one: the least loss that keeps at least `more`. */
export function bestDifferences<D extends Difference>(all: readonly D[], more: number): readonly D[] | undefined {
  const followed = new Set<D>()
  const choices: { readonly of: D; readonly gain: number; readonly loss: number }[] = []
  let needed = more
  for (const of of all) {
    const { gain, loss } = of
    if (loss < 0 || (loss === 0 && gain > 0)) {
      // Taken for granted; to go back on it may keep more, at a loss.
      followed.add(of)
      needed -= gain
      if (gain < 0) choices.push({ of, gain: -gain, loss: -loss })
    } else if (gain > 0) choices.push({ of, gain, loss })
  }
  if (needed <= 0) return [...followed]
  const chosen = choices.length * (needed + 1) <= MOST_ENTRIES ? leastLoss(choices, needed) : cheapest(choices, needed)
  if (chosen === undefined) return undefined
  for (const { of } of chosen) if (!followed.delete(of)) followed.add(of)
  return [...followed]
}

function stretchesOf({ mate, other, worth, keeps }: Ingredients): Stretch[] {
  const found: Stretch[] = []
  const seen = new Uint8Array(mate.length)
  for (let start = 0; start < mate.length; start++) {
    if (seen[start] === 1 || mate[start] === other[start]) continue
    const vertices = [start]
    seen[start] = 1
    let gain = 0
    let loss = 0
    for (let i = 0; i < vertices.length; i++) {
      const v = vertices[i]!
      const before = mate[v]!
      const after = other[v]!
      if (before > v) {
        loss += worth(v, before)
        if (keeps(v, before)) gain--
      }
      if (after > v) {
        loss -= worth(v, after)
        if (keeps(v, after)) gain++
      }
      for (const next of [before, after]) {
        if (next < 0 || seen[next] === 1) continue
        seen[next] = 1
        vertices.push(next)
      }
    }
    found.push({ vertices, gain, loss })
  }
  return found
}

/** Those with the least loss in total that gain at least `needed`. */
function leastLoss<D extends Difference>(choices: readonly D[], needed: number): D[] | undefined {
  // `least[g]`: the least loss that gains g, or at least g if g is `needed`.
  const least = new Float64Array(needed + 1).fill(Infinity)
  least[0] = 0
  const taken = new Uint8Array(choices.length * (needed + 1))
  const from = new Int32Array(taken.length)
  for (let i = 0; i < choices.length; i++) {
    const { gain, loss } = choices[i]!
    const row = i * (needed + 1)
    // From above, so that each is taken once; what starts at `needed` gains nothing by more.
    for (let g = needed - 1; g >= 0; g--) {
      const to = Math.min(needed, g + gain)
      if (least[g]! + loss >= least[to]!) continue
      least[to] = least[g]! + loss
      taken[row + to] = 1
      from[row + to] = g
    }
  }
  if (least[needed] === Infinity) return undefined
  const chosen: D[] = []
  for (let i = choices.length - 1, g = needed; i >= 0; i--) {
    const at = i * (needed + 1) + g
    if (taken[at] === 0) continue
    chosen.push(choices[i]!)
    g = from[at]!
  }
  return chosen
}

/** Those that lose least for what they gain, until it is enough. */
function cheapest<D extends Difference>(choices: readonly D[], needed: number): D[] | undefined {
  const chosen: D[] = []
  let gained = 0
  for (const stretch of choices.toSorted((a, b) => a.loss / a.gain - b.loss / b.gain)) {
    if (gained >= needed) break
    chosen.push(stretch)
    gained += stretch.gain
  }
  return gained >= needed ? chosen : undefined
}
