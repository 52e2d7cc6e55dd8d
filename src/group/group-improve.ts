import { searchPacking } from '../packing/packing-search.ts'
import type { GroupMaster } from './group-master.ts'
import { packingOf } from './group-packing.ts'

/** Groups that are solved again at once: a stage for each of these numbers, which ends when no unit is the middle of a better neighbourhood. */
const STAGES: readonly number[] = [8, 14]
/** Effort for a neighbourhood: partial solutions per group in it. */
const NODES_PER_GROUP = 6
/** Of price per unit of weight: a few groups are far from unsafe numbers. */
const UNITS = 2 ** 10
/** Units in a neighbourhood per group in it, those in no group included. */
const UNITS_PER_GROUP = 6
/** Groups of each unit that are followed to others. */
const DEPTH = 8

interface Packing {
  readonly groups: readonly number[]
  readonly value: number
  offer(groups: readonly number[]): boolean
}

/**
 * Makes a packing better where it can (large neighbourhood search, Shaw 1998): takes some groups apart that share candidates, and packs their members and
 * those who are left over as well as can be. `near`: the groups of the pool that may come into it, in any order. Ends when the value comes to `bound`, or when
 * the largest neighbourhoods are of no use.
 */
export function improve(
  master: GroupMaster,
  near: ArrayLike<number>,
  packing: Packing,
  bound: number,
  goOn: () => boolean,
  tell: () => void,
): void {
  const { model } = master
  const groupsOf: number[][] = Array.from({ length: model.unitCount }, () => [])
  const reduced = new Map<number, number>()
  for (let i = 0; i < near.length; i++) {
    reduced.set(near[i]!, master.reducedCost(near[i]!))
    for (const unit of master.unitsOf(near[i]!)) groupsOf[unit]!.push(near[i]!)
  }
  for (const groups of groupsOf) groups.sort((a, b) => reduced.get(b)! - reduced.get(a)! || a - b)
  const units = Array.from({ length: model.unitCount }, (_, u) => u).filter((u) => groupsOf[u]!.length > 0)
  let stage = 0
  let useless = 0
  for (let turn = 0; packing.value < bound && goOn(); turn++) {
    if (useless >= units.length) {
      stage++
      useless = 0
    }
    const most = STAGES[stage]
    if (most === undefined || (stage > 0 && STAGES[stage - 1]! >= packing.groups.length)) break
    // A step that has no factor in common with most counts, so that neighbours do not follow each other.
    const middle = units[(turn * 7919) % units.length]!
    useless++
    const open = regionAround(master, packing, groupsOf, middle, most)
    const kept = packing.groups.filter((group) => !master.unitsOf(group).some((unit) => open.has(unit)))
    const candidates: number[] = []
    for (const unit of open) {
      for (const group of groupsOf[unit]!) {
        const others = master.unitsOf(group)
        if (others[0] === unit && others.every((other) => open.has(other))) candidates.push(group)
      }
    }
    let before = packing.value
    for (const group of kept) before -= master.valueOf(group)
    const { chosen } = searchPacking(
      packingOf(
        master,
        candidates,
        [...open].toSorted((a, b) => a - b),
      ),
      { atLeast: before, units: UNITS, goOn, mostNodes: NODES_PER_GROUP * most },
    )
    if (chosen !== undefined && packing.offer([...kept, ...chosen.map((column) => candidates[column]!)])) useless = 0
    if (useless > 0) continue
    stage = 0
    tell()
  }
}

/** The units of the groups around one, and those in no group that could join: breadth first through the most promising groups. */
function regionAround(
  master: GroupMaster,
  packing: Packing,
  groupsOf: readonly (readonly number[])[],
  middle: number,
  most: number,
): Set<number> {
  const placeOf = new Map<number, number>()
  for (const group of packing.groups) for (const unit of master.unitsOf(group)) placeOf.set(unit, group)
  const open = new Set<number>()
  const queue: number[] = []
  let count = 0
  const add = (unit: number): void => {
    if (open.has(unit)) return
    const group = placeOf.get(unit)
    if (group !== undefined) {
      if (count === most) return
      count++
    }
    for (const other of group === undefined ? [unit] : master.unitsOf(group)) {
      open.add(other)
      queue.push(other)
    }
  }
  add(middle)
  for (let depth = 0; depth < DEPTH; depth++) {
    // The queue grows meanwhile.
    for (const unit of queue) {
      if (count === most || open.size >= UNITS_PER_GROUP * most) return open
      const group = groupsOf[unit]![depth]
      if (group !== undefined) for (const other of master.unitsOf(group)) add(other)
    }
  }
  return open
}
