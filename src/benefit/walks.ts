import type { Classes } from './classes.ts'
import type { Way } from './limits.ts'
import { buildSwapLists, swapCost, SwapWalk } from './swap-lists.ts'
import { type Gains, Walk } from './walk.ts'
import { rowEntries, stepsPerMember } from './walk-cost.ts'

/** One person after the other: the classes with which both sides gain, and how much. */
export interface RowWalk {
  /** What class d teaches the person at hand, and the other way round; of the classes told by `mutualClasses`. */
  readonly toMe: Gains
  readonly fromMe: Gains
  /** Looks from person `l` of class `c` at the classes with members beyond `l`. Persons must come in ascending order. */
  look(c: number, l: number): void
  /**
   * Writes those with which both sides gain, the person looked from `toLeast` (a whole number) and the other `fromLeast` or more, or a
   * few more classes, into `into`, which has one slot more than there are classes. Returns how many.
   */
  mutualClasses(into: Int32Array, toLeast: number, fromLeast: number): number
}

/** The cheaper of the ways to walk a market. */
export interface Walks {
  start(): RowWalk
  /** How many steps a pass over all rows takes, about, each as dear as one along a posting list. */
  readonly cost: number
  /** At most so many entries all rows have together. */
  readonly entries: number
  /** See {@link stepsPerMember}. */
  readonly steps: Float64Array
}

/** What an entry of a swap list costs, whose gains are worked out one by one, as compared with a step along a posting list. */
const ENTRY_COST = 16

/** The cheapest way, or `way`. Cost: what the lists have of entries. */
export const findWalks = (classes: Classes, way?: Way): Walks => {
  const { memberStart } = classes
  const steps = stepsPerMember(classes)
  const total = steps.reduce((sum, own, c) => sum + own * (memberStart[c + 1]! - memberStart[c]!), 0)
  const posting = { start: () => new Walk(classes, steps), cost: total, entries: rowEntries(classes), steps }
  const lists = way === 'posting' ? undefined : buildSwapLists(classes)
  if (lists === undefined) return posting
  const swaps = swapCost(classes, lists)
  const entries = Math.min(posting.entries, swaps.entries)
  const cost = swaps.steps * ENTRY_COST
  return cost < total || way === 'swaps'
    ? { start: () => new SwapWalk(classes, lists), cost, entries, steps }
    : { ...posting, entries }
}
