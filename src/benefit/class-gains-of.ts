import type { ClassGains, TakeGains } from './class-gains.ts'
import type { Classes } from './classes.ts'
import { setsWorthSlicing } from './gain-slices.ts'
import type { Way } from './limits.ts'
import { countedBySlices, SlicedGains } from './sliced-gains.ts'
import type { RowWalk, Walks } from './walks.ts'

/** By sums over sets of classes where that is cheaper than to walk lists, unless `way` says otherwise. */
export const classGains = (classes: Classes, walks: Walks, way: Way | undefined): ClassGains => {
  const sets =
    way === undefined || way === 'slices'
      ? setsWorthSlicing(classes, way === undefined ? walks.cost : Infinity)
      : undefined
  return sets !== undefined && countedBySlices(classes, sets)
    ? new SlicedGains(classes, sets)
    : new WalkedGains(classes, walks)
}

/** The same from whole rows. */
class WalkedGains implements ClassGains {
  readonly smallest: number = Number.MIN_VALUE
  readonly step: number = 0
  readonly order: Int32Array
  private readonly walk: RowWalk
  private readonly floor: Float64Array
  private readonly mutual: Int32Array

  constructor({ count }: Classes, walks: Walks) {
    this.walk = walks.start()
    this.order = Int32Array.from({ length: count }, (_, c) => c)
    this.floor = new Float64Array(count)
    this.mutual = new Int32Array(count + 1)
  }

  most(): number {
    return Infinity
  }

  setFloor(d: number, least: number): void {
    this.floor[d] = least
  }

  row(c: number, first: number, take: TakeGains, once: boolean = false): void {
    const { walk, floor, mutual } = this
    let least = first
    walk.look(c, -1)
    const count = walk.mutualClasses(mutual, Math.min(2 ** 15, Math.ceil(least)), 1)
    const { toMe, fromMe } = walk
    for (let i = 0; i < count; i++) {
      const d = mutual[i]!
      if (once && d < c) continue
      const toC = toMe[d]!
      const toD = fromMe[d]!
      if (toC > 0 && toD > 0 && toC >= least && toD >= floor[d]!) least = take(d, toC, toD)
    }
  }
}
