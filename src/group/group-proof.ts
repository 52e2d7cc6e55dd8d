import type { PackingSearchResult } from '../packing/packing-search.ts'
import type { GroupMaster } from './group-master.ts'
import type { GroupModel } from './group-model.ts'
import type { GroupPool } from './group-pool.ts'
import { sumOf } from './group-prices.ts'
import type { GroupSearch } from './group-search.ts'
import type { GroupCertificate } from './group-solution.ts'

/** Groups that are added to those that were priced in, at most; */
const MOST_REACHABLE = 100_000
/** and partial ones that are looked at for them. */
const MOST_NODES = 3_000_000
/** Hides the rounding of sums, in units of price. */
const SLACK = 1

/** Puts every group into the pool that a packing which counts `value` could hold, by the prices of a certificate; false if there are too many or it was stopped. */
export function holdReachable(
  search: GroupSearch,
  pool: GroupPool,
  certificate: GroupCertificate,
  value: number,
  goOn: () => boolean,
): boolean {
  const { scale, lift, dual } = certificate
  const most = pool.count + MOST_REACHABLE
  return search.run({
    worth: dual.map((price) => lift - price / scale),
    floor: -(sumOf(certificate) - scale * value + SLACK) / scale,
    mostNodes: MOST_NODES,
    goOn: () => pool.count <= most && goOn(),
    visit: (members, size, weight) => {
      pool.addNew(members, size, weight)
    },
  })
}

/** Groups of the pool that a packing which counts `value` could hold, by the prices of a certificate. */
export function reachable(master: GroupMaster, certificate: GroupCertificate, value: number): Int32Array {
  const { scale, dual, trios } = certificate
  const { start, members, count } = master.pool
  const reach = sumOf(certificate) - scale * value
  const triosOf: number[][] = Array.from(dual, () => [])
  trios.forEach((trio, i) => {
    for (const p of trio.members) triosOf[p]!.push(i)
  })
  const held = new Uint8Array(trios.length)
  const groups: number[] = []
  for (let group = 0; group < count; group++) {
    const counted = master.valueOf(group)
    if (counted <= 0) continue
    let excess = -scale * counted
    for (let i = start[group]!; i < start[group + 1]!; i++) {
      excess += dual[members[i]!]!
      for (const trio of triosOf[members[i]!]!) if (++held[trio]! === 2) excess += trios[trio]!.dual
    }
    for (let i = start[group]!; i < start[group + 1]!; i++) for (const trio of triosOf[members[i]!]!) held[trio] = 0
    if (excess <= reach) groups.push(group)
  }
  return Int32Array.from(groups)
}

/** The tree of a search over all groups that its bound leaves within reach, in people: rows are units there, for which their first persons stand. */
export function proveByBranches(
  certificate: GroupCertificate,
  { personCount, unitStart, unitPerson }: GroupModel,
  { nodes, bound }: PackingSearchResult,
): GroupCertificate {
  const personOf = (row: number): number => unitPerson[unitStart[row]!]!
  const branches = nodes.map(({ dual, oddSets, split }) => {
    const prices = new Float64Array(personCount)
    for (let row = 0; row < dual.length; row++) prices[personOf(row)] = dual[row]!
    return {
      dual: prices,
      oddSets: oddSets.map(({ members, dual: price }) => ({ members: members.map(personOf), dual: price })),
      split: split && { ...split, first: personOf(split.first), second: personOf(split.second) },
    }
  })
  return { ...certificate, bound, branches }
}
