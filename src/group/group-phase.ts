import type { SolverPhase, Watch } from '../matching/watch.ts'
import type { PackingSolver } from '../packing/packing-solver.ts'
import { searchWithHelp } from '../packing/search-with-help.ts'
import { dive } from './group-dive.ts'
import { improve } from './group-improve.ts'
import { GroupMaster } from './group-master.ts'
import { GroupModel } from './group-model.ts'
import { packingOf } from './group-packing.ts'
import { holdReachable, proveByBranches, reachable } from './group-proof.ts'
import { GroupPool } from './group-pool.ts'
import { capsOf, certify } from './group-prices.ts'
import { priceGroups } from './group-pricing.ts'
import type { GroupProblem } from './group-problem.ts'
import { GroupSearch } from './group-search.ts'
import type { GroupCertificate } from './group-solution.ts'

/** All groups are held at once if there are no more than this, */
const MOST_GROUPS = 1_500_000
/** and if they are found within so many partial ones. */
const MOST_NODES = 3_000_000
const CUT_ROUNDS = 20
/** Reduced costs below count as nothing. */
const PRICED_OUT = 1e-4
/** Where not all groups are held, the search over those that are proves nothing: so many partial solutions at most. */
const MOST_UNPROVEN_NODES = 300
/** A short search over so few groups comes before anything else that takes time: many problems end with it. */
const FEW_GROUPS = 40_000
const FEW_NODES = 300
/** Groups that are solved again at once before it. */
const FEW_TOGETHER = 15

export interface PhaseOptions {
  /** What each person in a group counts besides the group's weight. */
  readonly lift: number
  readonly minGain?: number
  /** Only whether so much can be counted is of interest: ends as soon as that is known. As much as possible if not given. */
  readonly target?: number
  /** Groups to start from. */
  readonly start?: readonly Int32Array[]
  readonly watch: Watch
  /** Asked for better groups where our own search does not end soon. */
  readonly solver?: PackingSolver | undefined
}

export interface PhaseResult {
  readonly groups: readonly Int32Array[]
  /** What they count, lift included. */
  readonly value: number
  readonly weight: number
  readonly placed: number
  /** `bound`: nothing counts more. */
  readonly certificate: GroupCertificate
}

/**
 * The groups that count most, as set packing by column generation (Barnhart, Johnson, Nemhauser, Savelsbergh & Vance 1998): the linear relaxation over all
 * groups, those that pay being priced in; cuts; a packing by diving into the relaxation, made better in neighbourhoods; and branch and bound on the
 * groups that a better packing could hold (reduced cost within the gap).
 */
export function solvePhase(problem: GroupProblem, options: PhaseOptions): PhaseResult {
  const { lift, watch, target = Infinity } = options
  const goOn = (): boolean => watch.goOn()
  const model = new GroupModel(problem, options.minGain)
  const pool = new GroupPool()
  const search = new GroupSearch(model)
  const isComplete = holdAll(model, search, pool, lift, goOn)
  if (!isComplete) pool.clear()
  const chosen = new Chosen(pool, lift)
  const started = (options.start ?? []).map((group) =>
    pool.addNew(group, group.length, model.weightOf(group, group.length)),
  )
  chosen.offer(started)
  const master = new GroupMaster(model, pool, lift)
  const tell = (phase: SolverPhase, bound: number): void => {
    watch.tell(phase, Math.round(chosen.value), Math.max(chosen.value, Math.round(bound)))
  }
  const ceiling = capsOf(model, lift).reduce((sum, cap) => sum + cap, 0)
  tell('choose', ceiling)
  const isExact = isComplete ? relax(master, goOn) : priceGroups(master, search, goOn, (bound) => tell('price', bound))
  chosen.offer(greedy(master))
  // The prices of the relaxation hold for all groups now; later ones for those of the pool.
  let certificate = certify(master, isComplete ? undefined : search, goOn)
  let { bound } = certificate
  const isOpen = (): boolean =>
    bound > chosen.value && chosen.value < target && (target === Infinity || bound >= target) && goOn()
  tell('price', bound)
  if (isComplete && isExact && isOpen()) {
    for (let round = 0; round < CUT_ROUNDS && goOn() && master.cut() > 0; round++) if (!relax(master, goOn)) break
    if (goOn()) {
      const better = certify(master, undefined, goOn)
      if (better.bound < bound) {
        certificate = better
        bound = better.bound
      }
      tell('price', bound)
    }
  }
  if (isOpen()) {
    const all = Int32Array.from({ length: pool.count }, (_, group) => group)
    chosen.offer(dive(master, all, chosen.value, goOn) ?? [])
    tell('solve', bound)
    /** Whoever is content with the target need not hear of groups that only less could hold. */
    const atLeast = (): number => (target < Infinity ? target - 1 : chosen.value)
    /** Branch and bound on all groups that something better could hold: what it finds, and what it proves if `isHeld` says that these are all. */
    const searchAll = (open: Int32Array, isHeld: boolean, mostNodes: number, solver?: PackingSolver): void => {
      // A solver starts from the best groups so far, though they may be part of nothing better.
      const known = solver === undefined ? [] : chosen.groups
      const groups = joined(open, known)
      const units = Int32Array.from({ length: model.unitCount }, (_, unit) => unit)
      const result = searchWithHelp(
        packingOf(master, groups, units),
        { atLeast: atLeast(), units: certificate.scale, goOn, mostNodes },
        solver,
        known.map((group) => groups.indexOf(group)),
      )
      if (result.chosen !== undefined) chosen.offer(result.chosen.map((column) => groups[column]!))
      if (isHeld && result.bound < bound) {
        certificate = proveByBranches(certificate, model, result)
        bound = certificate.bound
      }
      tell('solve', bound)
    }
    const better = (most: number): void => {
      if (isOpen() && relax(master, goOn)) {
        improve(master, chosen, Math.min(bound, target), most, goOn, () => tell('solve', bound))
      }
    }
    const first = certificate
    better(FEW_TOGETHER)
    if (isOpen() && isComplete && options.solver === undefined) {
      const open = reachable(master, first, atLeast() + 1)
      if (open.length <= FEW_GROUPS) searchAll(open, true, FEW_NODES)
    }
    better(Infinity)
    if (isOpen()) {
      const isHeld = isComplete || (isExact && holdReachable(search, pool, first, atLeast() + 1, goOn))
      searchAll(
        reachable(master, first, atLeast() + 1),
        isHeld,
        isHeld ? Infinity : MOST_UNPROVEN_NODES,
        options.solver,
      )
    }
  }
  return {
    groups: chosen.groups.map((group) => pool.groupAt(group)).toSorted((a, b) => a[0]! - b[0]!),
    value: chosen.value,
    weight: chosen.groups.reduce((sum, group) => sum + pool.weight[group]!, 0),
    placed: chosen.groups.reduce((sum, group) => sum + pool.start[group + 1]! - pool.start[group]!, 0),
    certificate,
  }
}

/** The best groups so far. */
export class Chosen {
  groups: readonly number[] = []
  value = 0
  private readonly pool: GroupPool
  private readonly lift: number

  constructor(pool: GroupPool, lift: number) {
    this.pool = pool
    this.lift = lift
  }

  /** Takes other groups, which nobody is in two of, if they count more. */
  offer(groups: readonly number[]): boolean {
    const { weight, start } = this.pool
    let value = 0
    for (const group of groups) value += weight[group]! + this.lift * (start[group + 1]! - start[group]!)
    if (value <= this.value) return false
    this.value = value
    this.groups = groups
    return true
  }
}

/** Puts every group that counts something into the pool; false if there are too many or it was stopped. */
function holdAll(model: GroupModel, search: GroupSearch, pool: GroupPool, lift: number, goOn: () => boolean): boolean {
  return search.run({
    worth: new Float64Array(model.personCount),
    floor: -Infinity,
    mostNodes: MOST_NODES,
    goOn: () => pool.count <= MOST_GROUPS && goOn(),
    visit: (members, size, weight) => {
      if (weight + lift * size > 0) pool.add(members, size, weight)
    },
  })
}

/** The groups of both lists, each once. */
function joined(groups: Int32Array, more: readonly number[]): Int32Array {
  return more.length === 0 ? groups : Int32Array.from(new Set([...groups, ...more]))
}

/** Solves the relaxation over the pool. Whether it came to its end. */
export function relax(master: GroupMaster, goOn: () => boolean): boolean {
  for (;;) {
    if (!master.solve(goOn)) return false
    if (!master.priceIn(PRICED_OUT)) return true
  }
}

/** Groups one after the other, those that count most beyond the prices of their members first. */
function greedy(master: GroupMaster): number[] {
  const { pool, model } = master
  const order = Float64Array.from({ length: pool.count }, (_, group) => master.reducedCost(group))
  const groups = Array.from({ length: pool.count }, (_, group) => group)
  groups.sort((a, b) => order[b]! - order[a]! || master.valueOf(b) - master.valueOf(a) || a - b)
  const taken = new Uint8Array(model.personCount)
  return groups.filter((group) => {
    const members = pool.members.subarray(pool.start[group], pool.start[group + 1])
    if (members.some((p) => taken[p] === 1)) return false
    for (const p of members) taken[p] = 1
    return true
  })
}
