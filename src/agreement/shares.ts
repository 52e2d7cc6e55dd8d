/** A line of an exchange as numbers: `teacher` teaches `learner`; lines with the same `goal` serve the same one. */
export interface Share {
  readonly teacher: number
  readonly learner: number
  readonly goal: number
  /** What part of the learner's time it should have, above 0. */
  readonly weight: number
  /** Whether it is on a directed cycle: whether what it gives can come back. */
  readonly cyclic: boolean
}

const reachable = (members: number, arcs: readonly { readonly from: number; readonly to: number }[]): Uint8Array => {
  const reach = new Uint8Array(members * members)
  for (const { from, to } of arcs) reach[from * members + to] = 1
  for (let via = 0; via < members; via++) {
    for (let from = 0; from < members; from++) {
      if (reach[from * members + via] === 0) continue
      for (let to = 0; to < members; to++) if (reach[via * members + to] === 1) reach[from * members + to] = 1
    }
  }
  return reach
}

/** Just above a half: whole numbers of minutes never come so near to half a slot. */
const HALF = 0.5001

/** Lines with their weights, which add up to 1 for each learner, and with whether they lie on a cycle. */
export const sharesOf = (
  members: number,
  lines: readonly {
    readonly teacher: number
    readonly learner: number
    readonly goal: number
    readonly priority: number
  }[],
): readonly Share[] => {
  const reach = reachable(
    members,
    lines.map(({ teacher, learner }) => ({ from: teacher, to: learner })),
  )
  const total = new Float64Array(members)
  for (const { learner, priority } of lines) total[learner]! += priority
  return lines.map(({ teacher, learner, goal, priority }) => ({
    teacher,
    learner,
    goal,
    weight: priority / total[learner]!,
    cyclic: reach[learner * members + teacher] === 1,
  }))
}

/** How the slots of a plan are shared out. */
export interface Sharing {
  /** Slots of each line, 0 or more. */
  readonly slots: Int32Array
  /** By member: what was carried, and slots given, less slots received; whole numbers where nothing was carried. */
  readonly tilt: Float64Array
}

/**
 * The state of sharing out. `slots` is a flow on the lines; `tilt[m]` is what leaves member `m` (and was carried), less what enters. A
 * path of lines from `x` to `y` adds 1 to the tilt of `x` and takes 1 from that of `y`; a cycle changes no tilt.
 */
class SlotFlow {
  readonly slots: Int32Array
  readonly tilt: Float64Array
  left: number
  private readonly members: number
  private readonly shares: readonly Share[]
  /** Slots that must stay, by line. */
  private readonly least: Uint8Array
  /** Lines from one member to another, by `from * members + to`. */
  private readonly parallel: ReadonlyMap<number, readonly number[]>
  private readonly from: readonly number[]
  private readonly to: readonly number[]

  constructor(members: number, shares: readonly Share[], slots: number, carried: readonly number[]) {
    this.members = members
    this.shares = shares
    this.slots = new Int32Array(shares.length)
    this.least = new Uint8Array(shares.length)
    this.tilt = Float64Array.from(carried)
    this.left = slots
    const parallel = new Map<number, number[]>()
    shares.forEach(({ teacher, learner }, line) => {
      const key = teacher * members + learner
      const known = parallel.get(key)
      if (known === undefined) parallel.set(key, [line])
      else known.push(line)
    })
    this.parallel = parallel
    this.from = [...parallel.keys()].map((key) => Math.floor(key / members))
    this.to = [...parallel.keys()].map((key) => key % members)
  }

  /** How far a line is from having too few slots: the least comes next (the divisors of Webster and Sainte-Laguë). */
  private fullness(line: number): number {
    return (this.slots[line]! + 0.5) / this.shares[line]!.weight
  }

  private add(line: number, count: number): void {
    const { teacher, learner } = this.shares[line]!
    this.slots[line]! += count
    this.tilt[teacher]! += count
    this.tilt[learner]! -= count
    this.left -= count
  }

  /** Each goal has one slot: of its lines, one by somebody who should give, or else one on a cycle, if there is one. */
  serveGoals(): void {
    const chosen = new Map<number, number>()
    const rank = (line: number): number => {
      const { teacher, cyclic } = this.shares[line]!
      return (this.tilt[teacher]! <= -0.5 ? 2 : 0) + (cyclic ? 1 : 0)
    }
    this.shares.forEach(({ goal }, line) => {
      const other = chosen.get(goal)
      if (other === undefined || rank(line) > rank(other)) chosen.set(goal, line)
    })
    for (const line of chosen.values()) {
      this.least[line] = 1
      this.add(line, 1)
    }
  }

  /** The emptiest line from one member to another. */
  private emptiest(from: number, to: number): number {
    let best = -1
    for (const line of this.parallel.get(from * this.members + to) ?? []) {
      if (best < 0 || this.fullness(line) < this.fullness(best)) best = line
    }
    return best
  }

  /** The fullest line from one member to another that can lose a slot, or -1. */
  private fullest(from: number, to: number): number {
    let best = -1
    for (const line of this.parallel.get(from * this.members + to) ?? []) {
      if (this.slots[line]! <= this.least[line]!) continue
      if (best < 0 || this.fullness(line) > this.fullness(best)) best = line
    }
    return best
  }

  /**
   * Takes the tilt away as far as the slots allow: shortest paths from those who should give to those who should receive, one at a
   * time (each costs as much as the one before, or more, so as many are found as can be paid for). A path may take back what another gave.
   * Half a slot is worth a path only where the other end has more than half to gain.
   */
  level(): void {
    while (this.levelOnce(-HALF, 0.5) || this.levelOnce(-0.5, HALF));
  }

  /** A path from a member with a tilt of `low` at most to one of `high` at least, if there is one. */
  private levelOnce(low: number, high: number): boolean {
    const { members, from, to, tilt } = this
    const cost = Array.from(tilt, (one) => (one <= low ? 0 : Number.POSITIVE_INFINITY))
    const before = Array.from(tilt, (): { readonly line: number; readonly count: number } | undefined => undefined)
    let changed = true
    for (let pass = 0; pass < members && changed; pass++) {
      changed = false
      for (let arc = 0; arc < from.length; arc++) {
        const [x, y] = [from[arc]!, to[arc]!]
        if (cost[x]! + 1 < cost[y]!) {
          cost[y] = cost[x]! + 1
          before[y] = { line: this.emptiest(x, y), count: 1 }
          changed = true
        }
        if (cost[y]! - 1 < cost[x]!) {
          const line = this.fullest(x, y)
          if (line < 0) continue
          cost[x] = cost[y]! - 1
          before[x] = { line, count: -1 }
          changed = true
        }
      }
    }
    let end = -1
    for (let m = 0; m < members; m++) {
      if (tilt[m]! >= high && cost[m]! <= this.left && (end < 0 || cost[m]! < cost[end]!)) end = m
    }
    if (end < 0) return false
    const steps: { readonly line: number; readonly count: number }[] = []
    for (let at = end; before[at] !== undefined && steps.length <= members; ) {
      const step = before[at]!
      steps.push(step)
      at = step.count > 0 ? this.shares[step.line]!.teacher : this.shares[step.line]!.learner
    }
    for (const { line, count } of steps) this.add(line, count)
    return true
  }

  /** The emptiest way for what `line` gives to come back, `line` first; none if it is longer than `most`. */
  private cycleOf(line: number, most: number): readonly number[] | undefined {
    const { members, from, to } = this
    const { teacher, learner } = this.shares[line]!
    // Length first where slots are running out.
    const scarce = most < members
    const cost = Array.from({ length: members }, (_, m) => (m === learner ? 0 : Number.POSITIVE_INFINITY))
    const before = Array.from({ length: members }, () => -1)
    const emptiest = from.map((x, arc) => this.emptiest(x, to[arc]!))
    const price = emptiest.map((one) => (scarce ? 1 : this.fullness(one)))
    let changed = true
    for (let pass = 0; pass < members && changed; pass++) {
      changed = false
      for (let arc = 0; arc < from.length; arc++) {
        const reached = cost[from[arc]!]! + price[arc]!
        if (reached >= cost[to[arc]!]!) continue
        cost[to[arc]!] = reached
        before[to[arc]!] = emptiest[arc]!
        changed = true
      }
    }
    if (cost[teacher] === Number.POSITIVE_INFINITY) return undefined
    const back: number[] = []
    for (let at = teacher; at !== learner; at = this.shares[back.at(-1)!]!.teacher) back.push(before[at]!)
    const cycle = [line, ...back.toReversed()]
    return cycle.length <= most ? cycle : undefined
  }

  /** Spends what is left without tilting anything: whole cycles, through the emptiest lines. The last one may be cut short. */
  fill(): void {
    const cyclic = this.shares.map((_, line) => line).filter((line) => this.shares[line]!.cyclic)
    while (this.left > 0 && cyclic.length > 0) {
      const emptiest = cyclic.reduce((best, line) => (this.fullness(line) < this.fullness(best) ? line : best))
      let cycle = this.cycleOf(emptiest, this.left)
      if (cycle === undefined) {
        const others = cyclic.toSorted((x, y) => this.fullness(x) - this.fullness(y) || x - y)
        for (const line of others) if (cycle === undefined) cycle = this.cycleOf(line, this.left)
      }
      if (cycle === undefined) return this.fillPart(this.cycleOf(emptiest, this.members) ?? [])
      for (const line of cycle) this.add(line, 1)
    }
    // Nothing that is given ever comes back: so as even as can be.
    while (this.left > 0) {
      const gap = (line: number): number => {
        const { teacher, learner } = this.shares[line]!
        return this.tilt[teacher]! - this.tilt[learner]!
      }
      let best = 0
      this.shares.forEach((_, line) => {
        if (gap(line) < gap(best) || (gap(line) === gap(best) && this.fullness(line) < this.fullness(best))) best = line
      })
      this.add(best, 1)
    }
  }

  /** Part of a cycle, begun where it tilts least: at somebody who should give, and ended at somebody who should receive. */
  private fillPart(cycle: readonly number[]): void {
    const { left, tilt } = this
    const score = (start: number): number => {
      const first = this.shares[cycle[start]!]!.teacher
      const last = this.shares[cycle[(start + left - 1) % cycle.length]!]!.learner
      return Math.abs(tilt[first]! + 1) - Math.abs(tilt[first]!) + Math.abs(tilt[last]! - 1) - Math.abs(tilt[last]!)
    }
    let best = 0
    for (let start = 1; start < cycle.length; start++) if (score(start) < score(best)) best = start
    for (let step = 0; step < left; step++) this.add(cycle[(best + step) % cycle.length]!, 1)
  }
}

/**
 * Shares `slots` of equal length out to the lines of an exchange, so that each goal has one at least and every member gives as much as they
 * receive, carried slots (parts of slots, too) included: each line's slots are a flow, and a plan without tilt is a circulation. Where there is none (some lines lie on
 * no cycle), or not with so few slots, the sum of all tilts is as small as it can be with the slots that serve the goals; slots that do
 * not make a whole cycle tilt two members by one. Within that, each learner's time goes to their lines by weight, as near as may be. At least
 * as many slots as goals. `O(slots * members * lines)` at worst.
 */
export const shareSlots = (
  members: number,
  shares: readonly Share[],
  slots: number,
  carried: readonly number[],
): Sharing => {
  const flow = new SlotFlow(members, shares, slots, carried)
  flow.serveGoals()
  flow.level()
  flow.fill()
  return { slots: flow.slots, tilt: flow.tilt }
}

/**
 * How many slots it takes to serve every goal and have nobody give more than they receive, and whether that can be at all: it can where every
 * goal has a line on a cycle.
 */
export const slotsToBeEven = (
  members: number,
  shares: readonly Share[],
): { readonly slots: number; readonly possible: boolean } => {
  const most = Number.MAX_SAFE_INTEGER
  const flow = new SlotFlow(
    members,
    shares,
    most,
    Array.from({ length: members }, () => 0),
  )
  flow.serveGoals()
  flow.level()
  return { slots: most - flow.left, possible: flow.tilt.every((one) => one === 0) }
}
