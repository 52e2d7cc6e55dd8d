import type { PackingPool } from '../packing/packing-pool.ts'
import type { GroupMaster } from './group-master.ts'

/** Groups of the pool as columns in the same order, with some units as rows, ascending; these are all that the groups hold. */
export function packingOf(master: GroupMaster, groups: ArrayLike<number>, units: ArrayLike<number>): PackingPool {
  const rowOf = new Int32Array(master.model.unitCount)
  for (let row = 0; row < units.length; row++) rowOf[units[row]!] = row
  const start = new Int32Array(groups.length + 1)
  const weight = new Float64Array(groups.length)
  const rows: number[] = []
  for (let column = 0; column < groups.length; column++) {
    for (const unit of master.unitsOf(groups[column]!)) rows.push(rowOf[unit]!)
    start[column + 1] = rows.length
    weight[column] = master.valueOf(groups[column]!)
  }
  return { rowCount: units.length, start, row: Int32Array.from(rows), weight }
}
