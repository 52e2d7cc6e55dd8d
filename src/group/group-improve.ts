import { searchPacking } from '../packing/packing-search.ts'
import type { GroupMaster } from './group-master.ts'
import { packingOf } from './group-packing.ts'

/** Groups that are solved again at once: a stage for each of these numbers, */
const STAGES: readonly number[] = [15, 30, 60, 80, 110, 150, 200, 270, 360]
/** which ends when so many neighbourhoods in a row were of no use. */
const PATIENCE = 60
/** Partial solutions per neighbourhood. */
const MOST_NODES = 20
/** Candidates per unit: those that cost least beyond what they count. */
const CANDIDATES_PER_UNIT = 7
/** Of price per unit of weight: a few groups are far from unsafe numbers. */
const UNITS = 1024
/** Groups of each unit that are followed to others. */
const DEPTH = 8

interface Packing {
  readonly groups: readonly number[]
  readonly value: number
  offer(groups: readonly number[]): boolean
}

/**
 * Makes a packing better where it can (large neighbourhood search, Shaw 1998): all groups stay but for some, whose members are packed anew with those who are left over, as well as can
 * be. Those that stay lie close together: what moves then has ways all around them. The prices of the master say beforehand how much can be won, and with which groups. Ends when
 * the value comes to `bound`, or when the largest neighbourhoods are of no use. `most`: no more groups than so many are solved again at once.
 */
export function improve(
  master: GroupMaster,
  packing: Packing,
  bound: number,
  most: number,
  goOn: () => boolean,
  tell: () => void,
): void {
  const { model } = master
  const near = new Candidates(master)
  const isOpen = new Uint8Array(model.unitCount)
  const units = Array.from(isOpen.keys()).filter((u) => near.groupsOf[u]!.length > 0)
  let turn = 0
  for (const stage of STAGES) {
    for (let useless = 0; useless < Math.min(PATIENCE, 2 * stage) && packing.value < bound && goOn(); turn++) {
      if (stage >= packing.groups.length || stage > most) return
      // A step that has no factor in common with most counts, so that neighbours do not follow each other.
      const middle = units[(turn * 7919) % units.length]!
      const staying = groupsAround(near, packing.groups, middle, packing.groups.length - stage)
      isOpen.fill(1)
      for (const group of staying) for (const unit of near.unitsOf(group)) isOpen[unit] = 0
      let before = packing.value
      for (const group of staying) before -= master.valueOf(group)
      useless++
      const found = packAnew(near, isOpen, before, goOn)
      if (found === undefined || !packing.offer([...staying, ...found])) continue
      useless = 0
      tell()
    }
  }
}

/** The groups of the pool that may come into a better packing, with what they lack by the prices of the master. */
class Candidates {
  readonly master: GroupMaster
  /** Per unit, its groups, the cheapest first. */
  readonly groupsOf: readonly number[][]
  /** What a group costs more than it counts. */
  readonly excess: Map<number, number> = new Map()
  private readonly units: Map<number, readonly number[]> = new Map()

  constructor(master: GroupMaster) {
    this.master = master
    const { pool, model } = master
    const excess = Float64Array.from({ length: pool.count }, (_, group) => -master.reducedCost(group))
    const most = CANDIDATES_PER_UNIT * model.unitCount
    const limit = pool.count <= most ? Infinity : excess.toSorted()[most]!
    this.groupsOf = Array.from({ length: model.unitCount }, () => [])
    for (let group = 0; group < pool.count; group++) {
      if (excess[group]! > limit) continue
      this.excess.set(group, excess[group]!)
      for (const unit of this.unitsOf(group)) this.groupsOf[unit]!.push(group)
    }
    for (const groups of this.groupsOf) groups.sort((a, b) => excess[a]! - excess[b]! || a - b)
  }

  unitsOf(group: number): readonly number[] {
    const known = this.units.get(group)
    if (known !== undefined) return known
    const units = this.master.unitsOf(group)
    this.units.set(group, units)
    return units
  }
}

/** The best packing of the open units if it counts more than `before`. */
function packAnew(
  near: Candidates,
  isOpen: Uint8Array,
  before: number,
  goOn: () => boolean,
): readonly number[] | undefined {
  const { master, groupsOf, excess } = near
  const { price, model, lp, trios, rowOf } = master
  const priceOf = (unit: number): number => price[model.unitPerson[model.unitStart[unit]!]!]!
  const open = Array.from(isOpen.keys()).filter((unit) => isOpen[unit] === 1)
  let room = -before
  for (const unit of open) room += priceOf(unit)
  trios.forEach((trio, i) => {
    if (trio.reduce((sum, unit) => sum + isOpen[unit]!, 0) >= 2) room += lp.dual[rowOf[i]!]!
  })
  // Nothing counts a whole more than `before`.
  if (room < 1) return undefined
  const candidates: number[] = []
  for (const unit of open) {
    for (const group of groupsOf[unit]!) {
      if (excess.get(group)! >= room) break
      const others = near.unitsOf(group)
      if (others[0] === unit && others.every((other) => isOpen[other] === 1)) candidates.push(group)
    }
  }
  const { chosen } = searchPacking(packingOf(master, candidates, open), {
    atLeast: before,
    units: UNITS,
    goOn,
    mostNodes: MOST_NODES,
    prices: Float64Array.from(open, (unit) => Math.round(UNITS * priceOf(unit))),
  })
  return chosen?.map((column) => candidates[column]!)
}

/** So many groups of a packing around a unit: breadth first through the most promising groups; then any others. */
function groupsAround(near: Candidates, groups: readonly number[], middle: number, count: number): ReadonlySet<number> {
  const { groupsOf } = near
  const groupOf = new Int32Array(groupsOf.length).fill(-1)
  for (const group of groups) for (const unit of near.unitsOf(group)) groupOf[unit] = group
  const found = new Set<number>()
  const isSeen = new Uint8Array(groupsOf.length)
  const queue: number[] = []
  const add = (unit: number): void => {
    if (isSeen[unit] === 1) return
    const group = groupOf[unit]!
    if (group >= 0 && found.size === count) return
    if (group >= 0) found.add(group)
    for (const other of group < 0 ? [unit] : near.unitsOf(group)) {
      isSeen[other] = 1
      queue.push(other)
    }
  }
  add(middle)
  for (let depth = 0; depth < DEPTH; depth++) {
    // The queue grows meanwhile.
    for (const unit of queue) {
      if (found.size === count) return found
      const group = groupsOf[unit]![depth]
      if (group !== undefined) for (const other of near.unitsOf(group)) add(other)
    }
  }
  for (const group of groups) {
    if (found.size >= count) break
    found.add(group)
  }
  return found
}
