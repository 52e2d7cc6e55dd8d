import { toPool } from '../packing/packing-pool.ts'
import { searchPacking } from '../packing/packing-search.ts'
import type { BestPacking } from './column-set.ts'

/** Cycles that are given up at a time: first few, then more, */
const GIVEN_UP = [14, 24, 40, 64]
/** and nodes of the search for what may take their place. */
const MOST_NODES = 40

/** Cycles to choose from, with their weights. */
export interface ListedCycles {
  readonly cycles: readonly Int32Array[]
  readonly weights: readonly number[]
}

/**
 * Improves disjoint cycles by large neighbourhoods (Shaw 1998): a few that lie close together are given up, and the best choice among the listed cycles through their vertices and
 * those on no cycle takes their place. It ends when that has been tried around each cycle since anything changed there, with as many given up as the last of `stages` stages says.
 */
export function improve(
  best: BestPacking,
  { cycles, weights }: ListedCycles,
  vertexCount: number,
  stages: number,
  goOn: () => boolean,
): void {
  const through: number[][] = Array.from({ length: vertexCount }, () => [])
  cycles.forEach((cycle, j) => {
    for (const v of cycle) through[v]!.push(j)
  })
  const isFree = new Uint8Array(vertexCount).fill(1)
  for (const cycle of best.cycles) for (const v of cycle) isFree[v] = 0
  /** Vertices around which something has changed since it was tried there. */
  const isChanged = new Uint8Array(vertexCount).fill(1)
  let size = 0
  for (let turn = 0, unchanged = 0; goOn(); turn++) {
    if (best.cycles.length === 0) return
    if (unchanged >= best.cycles.length) {
      if (++size === Math.min(stages, GIVEN_UP.length)) return
      isChanged.fill(1)
      unchanged = 0
    }
    const first = turn % best.cycles.length
    if (!best.cycles[first]!.some((v) => isChanged[v] === 1)) {
      unchanged++
      continue
    }
    unchanged = 0
    for (const v of best.cycles[first]!) isChanged[v] = 0
    const given = nearby(best.cycles, first, GIVEN_UP[size]!, through, cycles, vertexCount)
    const kept: Int32Array[] = []
    const givenUp: Int32Array[] = []
    best.cycles.forEach((cycle, i) => (given.has(i) ? givenUp : kept).push(cycle))
    for (const cycle of givenUp) for (const v of cycle) isFree[v] = 1
    let givenWeight = 0
    for (const cycle of givenUp) givenWeight += best.weigh(cycle)
    const { choice, names } = within(givenUp, isFree, through, cycles)
    const { pool, kept: from } = toPool(
      names.size,
      choice.map((j) => cycles[j]!.map((v) => names.get(v)!)),
      choice.map((j) => weights[j]!),
    )
    const { chosen } = searchPacking(pool, {
      atLeast: givenWeight,
      units: 2 ** 10,
      goOn,
      mostNodes: MOST_NODES,
    })
    const taken = chosen?.map((j) => cycles[choice[from[j]!]!]!) ?? givenUp
    for (const cycle of taken) for (const v of cycle) isFree[v] = 0
    if (chosen === undefined) continue
    best.offer([...kept, ...taken])
    for (const cycle of givenUp) for (const v of cycle) isChanged[v] = 1
    for (const cycle of taken) for (const v of cycle) isChanged[v] = 1
  }
}

/** The listed cycles through vertices that were given up and others that are free, and a number for each of their vertices. */
function within(
  givenUp: readonly Int32Array[],
  isFree: Uint8Array,
  through: readonly (readonly number[])[],
  cycles: readonly Int32Array[],
): { readonly choice: readonly number[]; readonly names: ReadonlyMap<number, number> } {
  const found = new Set<number>()
  const names = new Map<number, number>()
  for (const cycle of givenUp) {
    for (const v of cycle) {
      for (const j of through[v]!) {
        if (found.has(j) || !cycles[j]!.every((u) => isFree[u] === 1)) continue
        found.add(j)
        for (const u of cycles[j]!) if (!names.has(u)) names.set(u, names.size)
      }
    }
  }
  return { choice: [...found], names }
}

/** Up to `most` cycles around one: step by step those that share listed cycles with what is chosen already. */
function nearby(
  chosen: readonly Int32Array[],
  first: number,
  most: number,
  through: readonly (readonly number[])[],
  cycles: readonly Int32Array[],
  vertexCount: number,
): ReadonlySet<number> {
  const owner = new Int32Array(vertexCount).fill(-1)
  chosen.forEach((cycle, i) => {
    for (const v of cycle) owner[v] = i
  })
  const found = new Set([first])
  for (const i of found) {
    for (const v of chosen[i]!) {
      for (const j of through[v]!) {
        for (const u of cycles[j]!) {
          if (owner[u]! >= 0) found.add(owner[u]!)
          if (found.size >= most) return found
        }
      }
    }
  }
  return found
}
