import { bitCount, type GroupModel, hasBit } from './group-model.ts'

/** Told of each group that is found: valid until it returns. `value` is its weight and the worth of its members. */
export type GroupVisitor = (members: Int32Array, size: number, weight: number, value: number) => void

export interface GroupSearchOptions {
  /** Per person, added to the value of each group with them. May fall while the search runs, but not rise. */
  readonly worth: Float64Array
  /** Only groups of greater value are looked for; -Infinity for all. */
  readonly floor: number
  readonly visit: GroupVisitor
  /** The units that take part, as bits; all that live if not given. */
  readonly active?: Int32Array
  readonly goOn?: () => boolean
  /** Ends when so many partial groups have been looked at. */
  readonly mostNodes?: number
  /** Partial groups with the same first unit; then goes on with the next one, though there may be more. */
  readonly mostNodesPerRoot?: number
  /** Called before each first unit. */
  readonly beginRoot?: () => void
}

/** Partial groups between two questions whether to go on. */
const NODES_PER_QUESTION = 1024

/**
 * Finds all groups of a model whose value is above a floor, each once.
 *
 * Branch and bound over partial groups. Nearly all sets of people are no group, as all members must gain and teach: so a partial group grows by what it
 * lacks. The member's need that the fewest candidates can meet is chosen, one of these is added, and is no candidate any more for what comes
 * after it; so no set comes twice. The last seat goes only to those who meet all needs at once. A group that lacks nothing grows by anybody. The bound of
 * a partial group: its members gain the best that anybody who is in it or is still a candidate offers for each want, all of them together as
 * `weigh` has it; those who could still come are counted apart, each at the most they can gain (parts weigh at least what the whole does).
 */
export class GroupSearch {
  /** Groups below are passed over. May be raised by the visitor. */
  floor = 0
  /** Units that have not been the first of their groups, after {@link run}: none if it came to its end. */
  readonly left: Int32Array
  /** Partial groups looked at so far, in all runs. */
  nodes = 0
  private readonly model: GroupModel
  private readonly members = new Int32Array(16)
  private readonly memberUnits = new Int32Array(16)
  private readonly inGroup: Uint8Array
  /** Row per depth. */
  private readonly candidates: Int32Array
  private readonly branches: Int32Array
  private readonly times: Int32Array
  private readonly counts: Int32Array
  /** Per unit, no more than this comes with it. */
  private readonly cap: Float64Array
  private readonly personCap: Float64Array
  /** People of the units in `left`, by `personCap` descending, positive ones only. */
  private byCap: Int32Array
  private readonly optimistic = new Float64Array(16)
  private readonly one = new Float64Array(1)
  private worth: Float64Array
  private visit: GroupVisitor = () => undefined
  private goOn: () => boolean = () => true
  private stopAt = Infinity
  private rootStopAt = Infinity
  private stopped = false
  private bounded = false

  constructor(model: GroupModel) {
    const { words, unitCount, personCount, problem, maxSize } = model
    this.model = model
    this.left = new Int32Array(words)
    this.inGroup = new Uint8Array(unitCount)
    this.candidates = new Int32Array((maxSize + 2) * words)
    this.branches = new Int32Array((maxSize + 2) * words)
    this.times = new Int32Array((maxSize + 2) * (problem.times?.words ?? 0)).fill(-1)
    this.counts = new Int32Array(model.limits.length)
    this.cap = new Float64Array(unitCount)
    this.personCap = new Float64Array(personCount)
    this.byCap = new Int32Array(0)
    this.worth = new Float64Array(personCount)
  }

  /** Whether it came to its end. */
  run(options: GroupSearchOptions): boolean {
    const { model, left } = this
    const { words, alive } = model
    this.worth = options.worth
    this.floor = options.floor
    this.visit = options.visit
    this.goOn = options.goOn ?? (() => true)
    this.stopAt = this.nodes + (options.mostNodes ?? Infinity)
    this.stopped = false
    this.bounded = options.floor > -Infinity
    for (let k = 0; k < words; k++) left[k] = alive[k]! & (options.active?.[k] ?? -1)
    this.refreshCaps()
    const order = this.rootOrder()
    const between = Math.max(1, order.length >> 6)
    for (let i = 0; i < order.length; i++) {
      if (this.bounded && i % between === between - 1) this.refreshCaps()
      const root = order[i]!
      const seats = model.maxSize - this.sizeOf(root)
      options.beginRoot?.()
      this.rootStopAt = this.nodes + (options.mostNodesPerRoot ?? Infinity)
      if (!this.bounded || this.cap[root]! + this.topCaps(left, 0, seats) + model.maxSize + 1 > this.floor)
        this.grow(root)
      if (this.stopped) return false
      left[root >> 5]! &= ~(1 << (root & 31))
    }
    return true
  }

  /** Those with the most to give first: when they are through, the others are bounded better. Without bounds, the least connected first. */
  private rootOrder(): Int32Array {
    const { model, left, cap } = this
    const units: number[] = []
    for (let u = 0; u < model.unitCount; u++) if (hasBit(left, 0, u)) units.push(u)
    if (this.bounded) units.sort((a, b) => cap[b]! - cap[a]! || a - b)
    return Int32Array.from(units)
  }

  /** What each person could bring at most among the units that are left. */
  private refreshCaps(): void {
    const { model, left, cap, personCap, one } = this
    const { wantStart, wantPriority, liftStart } = model.problem
    const { bestTeacher, bestLift, unitOf, mostGain, bonus, pairCap } = model
    cap.fill(0)
    const positive: number[] = []
    for (let p = 0; p < model.personCount; p++) {
      const u = unitOf[p]!
      if (!hasBit(left, 0, u)) continue
      let most = mostGain[p]!
      if (this.bounded) {
        let sum = 0
        for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
          for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) {
            if (!hasBit(left, 0, unitOf[bestTeacher[i]!]!)) continue
            sum += wantPriority[w]! * bestLift[i]!
            break
          }
        }
        if (sum < most) most = sum
      }
      one[0] = most
      const value = (most > 0 ? model.weigh(one, 1) : 0) + bonus[p]! + pairCap[p]! + this.worth[p]!
      personCap[p] = value
      cap[u]! += value
      if (value > 0) positive.push(p)
    }
    positive.sort((a, b) => personCap[b]! - personCap[a]! || a - b)
    this.byCap = Int32Array.from(positive)
  }

  /** The greatest sum of caps of `seats` people of the units in a set. */
  private topCaps(set: Int32Array, from: number, seats: number): number {
    const { byCap, personCap } = this
    const { unitOf } = this.model
    let sum = 0
    for (let i = 0; i < byCap.length && seats > 0; i++) {
      const p = byCap[i]!
      if (!hasBit(set, from, unitOf[p]!)) continue
      sum += personCap[p]!
      seats--
    }
    return sum
  }

  private sizeOf(unit: number): number {
    return this.model.unitStart[unit + 1]! - this.model.unitStart[unit]!
  }

  private grow(root: number): void {
    const { model, candidates, left } = this
    const { words, fits } = model
    for (let k = 0; k < words; k++) candidates[k] = left[k]! & fits[root * words + k]!
    candidates[root >> 5]! &= ~(1 << (root & 31))
    if (!this.enter(root, 0, 0)) return
    this.extend(1, this.sizeOf(root), this.needs(0, 0, root, 0, 0), this.needs(1, 0, root, 0, 0), this.worthOf(root))
    this.leave(root)
  }

  /** Writes the common times of `depth + 1` and counts limits; false (and nothing changed) if a rule is broken for good. `size` is without the unit. */
  private enter(unit: number, depth: number, size: number): boolean {
    const { model, times, counts } = this
    const { unitStart, unitPerson, limits, limitsOf, problem, maxSize } = model
    const from = unitStart[unit]!
    const to = unitStart[unit + 1]!
    if (problem.times !== undefined) {
      const { words, free, least } = problem.times
      let common = 0
      for (let k = 0; k < words; k++) {
        let word = depth === 0 ? -1 : times[depth * words + k]!
        for (let i = from; i < to; i++) word &= free[unitPerson[i]! * words + k]!
        times[(depth + 1) * words + k] = word
        common += bitCount(word)
      }
      if (common < least) return false
    }
    if (limits.length > 0) {
      for (let i = from; i < to; i++) for (const limit of limitsOf[unitPerson[i]!]!) counts[limit]!++
      const seats = maxSize - size - (to - from)
      for (let l = 0; l < limits.length; l++) {
        const { allowed } = limits[l]!
        let possible = false
        for (let count = counts[l]!; count <= counts[l]! + seats && !possible; count++)
          possible = allowed[count] === true
        if (possible) continue
        for (let i = from; i < to; i++) for (const limit of limitsOf[unitPerson[i]!]!) counts[limit]!--
        return false
      }
    }
    this.inGroup[unit] = 1
    this.memberUnits[depth] = unit
    for (let i = from; i < to; i++) this.members[size + i - from] = unitPerson[i]!
    return true
  }

  private leave(unit: number): void {
    const { model, counts } = this
    this.inGroup[unit] = 0
    if (model.limits.length === 0) return
    for (let i = model.unitStart[unit]!; i < model.unitStart[unit + 1]!; i++) {
      for (const limit of model.limitsOf[model.unitPerson[i]!]!) counts[limit]!--
    }
  }

  private worthOf(unit: number): number {
    const { bonus, pairCap, unitStart, unitPerson } = this.model
    let sum = 0
    for (let i = unitStart[unit]!; i < unitStart[unit + 1]!; i++) {
      const p = unitPerson[i]!
      sum += bonus[p]! + pairCap[p]! + this.worth[p]!
    }
    return sum
  }

  /**
   * Places of members who lack a teacher (`side` 0) or a learner (1) once `unit` has come to those who lacked one before (`needs`). `size` and `depth` are
   * without the unit.
   */
  private needs(side: 0 | 1, needs: number, unit: number, depth: number, size: number): number {
    const { model, members, memberUnits } = this
    const { words, unitStart } = model
    const others = side === 0 ? model.teachers : model.learners
    const inside = side === 0 ? model.taughtInside : model.teachesInside
    let lacking = 0
    for (let rest = needs; rest !== 0; rest &= rest - 1) {
      const place = 31 - Math.clz32(rest & -rest)
      if (!hasBit(others, members[place]! * words, unit)) lacking |= 1 << place
    }
    const to = unitStart[unit + 1]!
    for (let i = unitStart[unit]!, place = size; i < to; i++, place++) {
      const p = model.unitPerson[i]!
      let met = inside[p] === 1
      for (let d = 0; d < depth && !met; d++) met = hasBit(others, p * words, memberUnits[d]!)
      if (!met) lacking |= 1 << place
    }
    return lacking
  }

  /** `depth` units and `size` people so far, who lack a teacher or a learner. The candidates are those of row `depth - 1`. No deeper than a group is large. */
  private extend(depth: number, size: number, lackTeacher: number, lackLearner: number, worth: number): void {
    const { model, candidates, branches, bounded } = this
    const { words, maxSize, fits } = model
    if (++this.nodes % NODES_PER_QUESTION === 0 && (this.nodes >= this.stopAt || !this.goOn())) this.stopped = true
    if (this.stopped || this.nodes > this.rootStopAt) return
    const satisfied = (lackTeacher | lackLearner) === 0
    if (satisfied && size >= model.minSize) this.report(size)
    const seats = maxSize - size
    if (seats === 0) return
    const from = (depth - 1) * words
    const branch = depth * words
    let fixed = Infinity
    if (bounded) {
      fixed = this.mostOf(size, from) + worth + seats + 1
      if (!(fixed + this.topCaps(candidates, from, seats) > this.floor)) return
    }
    if (!this.chooseBranches(from, branch, seats, size, lackTeacher, lackLearner)) return
    const rest = bounded ? this.topCaps(candidates, from, seats - 1) : Infinity
    for (let k = 0; k < words; k++) {
      for (let word = branches[branch + k]!; word !== 0; word &= word - 1) {
        const bit = word & -word
        const unit = 32 * k + 31 - Math.clz32(bit)
        candidates[from + k]! &= ~bit
        const unitSize = this.sizeOf(unit)
        if (unitSize > seats) continue
        if (bounded && !(fixed + this.cap[unit]! + (unitSize < seats ? rest : 0) > this.floor)) continue
        if (!this.enter(unit, depth, size)) continue
        if (unitSize === seats) {
          if (
            this.needs(0, lackTeacher, unit, depth, size) === 0 &&
            this.needs(1, lackLearner, unit, depth, size) === 0 &&
            size + unitSize >= model.minSize
          ) {
            this.report(size + unitSize)
          }
        } else {
          for (let j = 0; j < words; j++) {
            candidates[branch + j] = candidates[from + j]! & fits[unit * words + j]!
          }
          this.extend(
            depth + 1,
            size + unitSize,
            this.needs(0, lackTeacher, unit, depth, size),
            this.needs(1, lackLearner, unit, depth, size),
            worth + this.worthOf(unit),
          )
        }
        this.leave(unit)
        if (this.stopped || this.nodes > this.rootStopAt) return
      }
    }
  }

  /** Writes the units one of which any greater group must hold; false if there is none. */
  private chooseBranches(
    from: number,
    branch: number,
    seats: number,
    size: number,
    lackTeacher: number,
    lackLearner: number,
  ): boolean {
    const { candidates, branches, members, model } = this
    const { words, teachers, learners } = model
    let any = 0
    if ((lackTeacher | lackLearner) === 0) {
      if (seats > 1) {
        for (let k = 0; k < words; k++) any |= branches[branch + k] = candidates[from + k]!
        return any !== 0
      }
      for (let k = 0; k < words; k++) {
        let teaching = 0
        let learning = 0
        for (let i = 0; i < size; i++) {
          teaching |= teachers[members[i]! * words + k]!
          learning |= learners[members[i]! * words + k]!
        }
        any |= branches[branch + k] = candidates[from + k]! & teaching & learning
      }
      return any !== 0
    }
    if (seats === 1) {
      for (let k = 0; k < words; k++) {
        let all = candidates[from + k]!
        for (let rest = lackTeacher; rest !== 0 && all !== 0; rest &= rest - 1) {
          all &= teachers[members[31 - Math.clz32(rest & -rest)]! * words + k]!
        }
        for (let rest = lackLearner; rest !== 0 && all !== 0; rest &= rest - 1) {
          all &= learners[members[31 - Math.clz32(rest & -rest)]! * words + k]!
        }
        any |= branches[branch + k] = all
      }
      return any !== 0
    }
    let fewest = Infinity
    let row = 0
    let rows = teachers
    for (let side = 0; side < 2; side++) {
      const others = side === 0 ? teachers : learners
      for (let rest = side === 0 ? lackTeacher : lackLearner; rest !== 0; rest &= rest - 1) {
        const at = members[31 - Math.clz32(rest & -rest)]! * words
        let count = 0
        for (let k = 0; k < words; k++) count += bitCount(others[at + k]! & candidates[from + k]!)
        if (count >= fewest) continue
        if (count === 0) return false
        fewest = count
        row = at
        rows = others
      }
    }
    for (let k = 0; k < words; k++) branches[branch + k] = rows[row + k]! & candidates[from + k]!
    return true
  }

  /** The most that the members so far can weigh together, without bonuses. -Infinity if one of them cannot gain enough. */
  private mostOf(size: number, from: number): number {
    const { model, candidates, optimistic, members, inGroup } = this
    const { bestTeacher, bestLift, unitOf, minGain } = model
    const { wantStart, wantPriority, liftStart } = model.problem
    for (let i = 0; i < size; i++) {
      const p = members[i]!
      let gain = 0
      for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
        for (let j = liftStart[w]!; j < liftStart[w + 1]!; j++) {
          const unit = unitOf[bestTeacher[j]!]!
          if (inGroup[unit] !== 1 && !hasBit(candidates, from, unit)) continue
          gain += wantPriority[w]! * bestLift[j]!
          break
        }
      }
      if (!(gain > 0) || gain < minGain) return -Infinity
      optimistic[i] = gain
    }
    return model.weigh(optimistic, size)
  }

  private report(size: number): void {
    const { model, members, counts } = this
    const { limits } = model
    for (let l = 0; l < limits.length; l++) if (limits[l]!.allowed[counts[l]!] !== true) return
    const weight = model.weightOf(members, size)
    let value = weight
    for (let i = 0; i < size; i++) value += this.worth[members[i]!]!
    if (value > this.floor || (!this.bounded && weight > -Infinity)) this.visit(members, size, weight, value)
  }
}
