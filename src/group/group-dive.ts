import type { GroupMaster } from './group-master.ts'

const WHOLE = 1e-6
/** Groups of which so much is taken are taken whole, besides the most taken one. */
const NEARLY = 0.9

/**
 * A good packing from the linear relaxation: what is taken whole is kept, and the most taken group with it; whoever is in them is out of the rest,
 * which is solved anew, with groups of the pool that now pay priced in; until nobody is left. `groups`: of the pool, to choose from. Undefined if
 * it was stopped, or as soon as it cannot count more than `floor`. As many solves as there are groups in the packing, at most.
 */
export function dive(
  master: GroupMaster,
  groups: ArrayLike<number>,
  floor: number,
  goOn: () => boolean,
): number[] | undefined {
  const { lp, pool, model } = master
  const taken = new Uint8Array(model.personCount)
  const chosen: number[] = []
  let value = 0
  let open: Int32Array = Int32Array.from(groups)
  const isFree = (group: number): boolean => {
    for (let i = pool.start[group]!; i < pool.start[group + 1]!; i++) if (taken[pool.members[i]!] === 1) return false
    return true
  }
  let result: number[] | undefined
  for (;;) {
    for (const [group, column] of master.columnOf) lp.setActive(column, isFree(group))
    let solved = true
    while ((solved = master.solve(goOn)) && master.priceIn(1e-3, open));
    if (!solved || value + lp.objective < floor + 1 - WHOLE) break
    const columns = master.support()
    if (columns.length === 0) {
      result = value > floor ? chosen : undefined
      break
    }
    columns.sort((a, b) => lp.value(b) - lp.value(a) || a - b)
    for (const [i, column] of columns.entries()) {
      if (i > 0 && lp.value(column) < NEARLY) break
      const group = master.groupOf[column]!
      if (!isFree(group)) continue
      chosen.push(group)
      value += master.valueOf(group)
      for (let k = pool.start[group]!; k < pool.start[group + 1]!; k++) taken[pool.members[k]!] = 1
    }
    open = open.filter(isFree)
  }
  for (const column of master.columnOf.values()) lp.setActive(column, true)
  return result
}
