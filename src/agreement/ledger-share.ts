/** Who can teach whom: members by number. */
export interface Arc {
  readonly teacher: number
  readonly learner: number
}

/** Learners who lack a slot, minutes owed, the sum of their squares, slots piled up. */
export type Score = readonly [lacking: number, owed: number, squares: number, piled: number]

/** Slots by arc, and what they come to. */
export interface SharedSession {
  readonly slots: readonly number[]
  readonly score: Score
}

/** So many ways of sharing out are all looked at. */
const MOST_WAYS = 50_000

/** How many ways there are to share `slots` out to `arcs`, or `limit` if there are more. */
const waysOf = (slots: number, arcs: number, limit: number): number => {
  let ways = 1
  for (let k = 1; k < arcs && ways < limit; k++) ways = (ways * (slots + k)) / k
  return Math.min(ways, limit)
}

/**
 * What slots come to: how many learners of those who must have one have none, then the minutes owed by all to all, then the sum of their squares
 * (many who owe a little rather than one who owes much), then how far slots of one arc pile up. The smallest is the best.
 */
class Scale {
  readonly slots: number[]
  private readonly arcs: readonly Arc[]
  private readonly minutes: number
  private readonly needy: readonly boolean[]
  /** By member; in step with `slots`, like the sums below. */
  private readonly owed: number[]
  private readonly received: number[]
  private lacking = 0
  private sum = 0
  private squares = 0
  private piled = 0

  constructor(arcs: readonly Arc[], owed: readonly number[], minutes: number, needy: readonly boolean[]) {
    this.arcs = arcs
    this.owed = [...owed]
    this.slots = arcs.map(() => 0)
    this.minutes = minutes
    this.needy = needy
    this.received = owed.map(() => 0)
    owed.forEach((_, member) => this.count(member, 1))
  }

  /** Puts a member into the sums, or takes them out. */
  private count(member: number, sign: 1 | -1): void {
    const owed = this.owed[member]!
    this.sum += sign * Math.abs(owed)
    this.squares += sign * owed * owed
    if (this.needy[member] === true && this.received[member] === 0) this.lacking += sign
  }

  add(arc: number, slots: number): void {
    const { teacher, learner } = this.arcs[arc]!
    this.count(teacher, -1)
    this.count(learner, -1)
    this.piled -= this.slots[arc]! ** 2
    this.slots[arc]! += slots
    this.piled += this.slots[arc]! ** 2
    this.owed[teacher]! += slots * this.minutes
    this.owed[learner]! -= slots * this.minutes
    this.received[learner]! += slots
    this.count(teacher, 1)
    this.count(learner, 1)
  }

  score(): Score {
    return [this.lacking, this.sum, this.squares, this.piled]
  }
}

/** Whether the first is better: one number after the other decides. */
export const isLess = (one: readonly number[], other: readonly number[]): boolean => {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return one[i]! < other[i]!
  return false
}

/** The best of all ways; the first of equal ones, the earliest arcs filled last. */
const bestOfAll = (scale: Scale, slots: number): SharedSession => {
  const last = scale.slots.length - 1
  scale.add(last, slots)
  let best = [...scale.slots]
  let bestScore = scale.score()
  // The next way: a slot goes from the first filled arc behind `at` to `at`, and what lies between is emptied into the last arc.
  for (;;) {
    let at = last
    while (at >= 0 && scale.slots[at] === 0) at--
    if (at <= 0) return { slots: best, score: bestScore }
    const filled = scale.slots[at]!
    scale.add(at, -filled)
    scale.add(at - 1, 1)
    if (filled > 1) scale.add(last, filled - 1)
    const score = scale.score()
    if (isLess(score, bestScore)) {
      best = [...scale.slots]
      bestScore = score
    }
  }
}

/** One slot after the other where it is best, then single slots moved to better places until there are none. */
const bestByMoves = (scale: Scale, slots: number): SharedSession => {
  const { length } = scale.slots
  const place = (): number => {
    let best = 0
    let bestScore: Score | undefined
    for (let arc = 0; arc < length; arc++) {
      scale.add(arc, 1)
      const score = scale.score()
      if (bestScore === undefined || isLess(score, bestScore)) {
        best = arc
        bestScore = score
      }
      scale.add(arc, -1)
    }
    scale.add(best, 1)
    return best
  }
  for (let slot = 0; slot < slots; slot++) place()
  // Each round makes the score smaller; the bound is for the time it takes.
  let moved = true
  for (let round = 0; round < 100 && moved; round++) {
    moved = false
    for (let arc = 0; arc < length; arc++) {
      if (scale.slots[arc] === 0) continue
      const before = scale.score()
      scale.add(arc, -1)
      const to = place()
      if (isLess(scale.score(), before)) moved = true
      else {
        scale.add(to, -1)
        scale.add(arc, 1)
      }
    }
  }
  return { slots: [...scale.slots], score: scale.score() }
}

/**
 * Shares `slots` of `minutes` each out to arcs so that give and take even out fastest: the minutes owed after it, added up, are as few as they can be.
 * At least one arc. Learners who are `needy` have a slot each, as far as there are slots. All ways are compared where there are 50,000 at most (four people
 * who all teach one another and six slots have 12,376); beyond that, no single slot could go to a better place.
 */
export const shareSession = (
  arcs: readonly Arc[],
  owed: readonly number[],
  slots: number,
  minutes: number,
  needy: readonly boolean[],
): SharedSession => {
  const scale = new Scale(arcs, owed, minutes, needy)
  return waysOf(slots, arcs.length, MOST_WAYS + 1) <= MOST_WAYS ? bestOfAll(scale, slots) : bestByMoves(scale, slots)
}
