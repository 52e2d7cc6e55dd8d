import type { GroupMaster } from './group-master.ts'
import type { GroupSearch } from './group-search.ts'

/** Groups that one first unit may bring at once, */
const GROUPS_PER_ROOT = 6
/** at first, found within so many partial groups, as long as that brings enough. */
const NODES_PER_ROOT = 400
const PRICED_OUT = 1e-4

/**
 * The linear relaxation over all groups where they are too many to be held: groups that pay are looked for by the search, quickly at first and in the end
 * until it shows that there are none. Whether it came to that end.
 */
export function priceGroups(
  master: GroupMaster,
  search: GroupSearch,
  goOn: () => boolean,
  tell: (bound: number) => void,
): boolean {
  const { model, pool, lift } = master
  const worth = new Float64Array(model.personCount)
  let nodesPerRoot = NODES_PER_ROOT
  for (;;) {
    for (let p = 0; p < worth.length; p++) worth[p] = lift - master.price[p]!
    const found = new BestFew()
    const isWhole = search.run({
      worth,
      floor: PRICED_OUT,
      goOn,
      mostNodesPerRoot: nodesPerRoot,
      beginRoot: () => {
        found.flush(pool)
        search.floor = PRICED_OUT
      },
      visit: (members, size, weight, value) => {
        found.add(members, size, weight, value)
        if (found.count === GROUPS_PER_ROOT) search.floor = Math.max(search.floor, found.least)
      },
    })
    found.flush(pool)
    if (!isWhole) return false
    if (found.total <= model.unitCount >> 4) {
      if (nodesPerRoot === Infinity && found.total === 0) return true
      nodesPerRoot = nodesPerRoot > 1e5 ? Infinity : nodesPerRoot * 8
    }
    for (;;) {
      if (!master.solve(goOn)) return false
      if (!master.priceIn(PRICED_OUT)) break
    }
    tell(master.lp.objective)
  }
}

/** The groups of greatest value for one first unit. */
class BestFew {
  count = 0
  least = 0
  total = 0
  private readonly members = Array.from({ length: GROUPS_PER_ROOT }, () => new Int32Array(16))
  private readonly size = new Int32Array(GROUPS_PER_ROOT)
  private readonly weight = new Float64Array(GROUPS_PER_ROOT)
  private readonly value = new Float64Array(GROUPS_PER_ROOT)

  add(members: Int32Array, size: number, weight: number, value: number): void {
    let at = this.count
    if (at < GROUPS_PER_ROOT) this.count++
    else {
      at = 0
      for (let i = 1; i < GROUPS_PER_ROOT; i++) if (this.value[i]! < this.value[at]!) at = i
      if (this.value[at]! >= value) return
    }
    this.members[at]!.set(members.subarray(0, size))
    this.size[at] = size
    this.weight[at] = weight
    this.value[at] = value
    this.least = Infinity
    for (let i = 0; i < this.count; i++) this.least = Math.min(this.least, this.value[i]!)
  }

  flush(pool: GroupMaster['pool']): void {
    for (let i = 0; i < this.count; i++) pool.addNew(this.members[i]!, this.size[i]!, this.weight[i]!)
    this.total += this.count
    this.count = 0
  }
}
