import type { GroupProblem } from '../../../src/group/group-problem.ts'

/** What a group weighs by the words of the contract, or undefined if it is none. `members` ascending. */
export function weightByTheWords(problem: GroupProblem, members: readonly number[], minGain = 0): number | undefined {
  const { wantStart, wantPriority, liftStart, liftTeacher, lift } = problem
  if (members.length < problem.minSize || members.length > problem.maxSize) return undefined
  const lifts = (want: number, teacher: number): number => {
    for (let i = liftStart[want]!; i < liftStart[want + 1]!; i++) if (liftTeacher[i] === teacher) return lift[i]!
    return 0
  }
  const wantsOf = (p: number): number[] =>
    Array.from({ length: wantStart[p + 1]! - wantStart[p]! }, (_, i) => wantStart[p]! + i)
  const gains = members.map((learner) =>
    wantsOf(learner).reduce(
      (sum, want) =>
        sum + wantPriority[want]! * Math.max(0, ...members.filter((t) => t !== learner).map((t) => lifts(want, t))),
      0,
    ),
  )
  if (gains.some((gain) => !(gain > 0) || gain < Math.max(minGain, problem.minGain ?? 0))) return undefined
  if (Math.max(...gains) - Math.min(...gains) > (problem.maxImbalance ?? Infinity)) return undefined
  const teaches = (teacher: number): boolean =>
    members.some((learner) => learner !== teacher && wantsOf(learner).some((want) => lifts(want, teacher) > 0))
  if (!members.every(teaches)) return undefined
  const has = new Set(members)
  const { apart, together = [], limits = [], times, personBonus, pairBonus } = problem
  for (let i = 0; i < (apart?.source.length ?? 0); i++) {
    if (has.has(apart!.source[i]!) && has.has(apart!.target[i]!)) return undefined
  }
  for (const set of together) {
    const all = [...new Set(Array.from(set))]
    const inside = all.filter((p) => has.has(p)).length
    if (inside > 0 && inside < all.length) return undefined
  }
  for (const { members: counted, allowed } of limits) {
    if (allowed[new Set(Array.from(counted).filter((p) => has.has(p))).size] !== true) return undefined
  }
  if (times !== undefined) {
    let common = 0
    for (let bit = 0; bit < 32 * times.words; bit++) {
      if (members.every((p) => ((times.free[p * times.words + (bit >> 5)]! >>> (bit & 31)) & 1) === 1)) common++
    }
    if (common < times.least) return undefined
  }
  let weight = problem.weigh(Float64Array.from(gains), gains.length)
  for (const p of members) weight += personBonus?.[p] ?? 0
  for (let i = 0; i < (pairBonus?.source.length ?? 0); i++) {
    if (has.has(pairBonus!.source[i]!) && has.has(pairBonus!.target[i]!)) weight += pairBonus!.amount[i]!
  }
  return weight
}

export const membersOf = (set: number): number[] => {
  const members: number[] = []
  for (let p = 0; set >>> p !== 0; p++) if (((set >>> p) & 1) === 1) members.push(p)
  return members
}

/** Every group there is, as bits, with its weight. Up to 14 people or so. */
export function everyGroup(problem: GroupProblem, minGain = 0): Map<number, number> {
  const found = new Map<number, number>()
  for (let set = 1; set < 1 << problem.personCount; set++) {
    const weight = weightByTheWords(problem, membersOf(set), minGain)
    if (weight !== undefined) found.set(set, weight)
  }
  return found
}

export interface BestPacking {
  readonly placed: number
  readonly weight: number
}

/**
 * Subset dynamic programming: the best way to put some people into groups, by the greatest weight or by the most people and then the greatest
 * weight.
 */
export function bestPacking(problem: GroupProblem, objective: 'benefit' | 'coverage', minGain = 0): BestPacking {
  const n = problem.personCount
  const lowest: [number, number][][] = Array.from({ length: n }, () => [])
  for (const [set, weight] of everyGroup(problem, minGain)) lowest[31 - Math.clz32(set & -set)]!.push([set, weight])
  const placed = new Float64Array(1 << n)
  const weight = new Float64Array(1 << n)
  const coverage = objective === 'coverage'
  // `best[set]`: only people of `set` are placed.
  for (let set = 1; set < 1 << n; set++) {
    const low = 31 - Math.clz32(set & -set)
    const without = set & (set - 1)
    placed[set] = placed[without]!
    weight[set] = weight[without]!
    for (const [group, worth] of lowest[low]!) {
      if ((group & ~set) !== 0) continue
      const p = placed[set & ~group]! + membersOf(group).length
      const w = weight[set & ~group]! + worth
      const better = coverage ? p > placed[set]! || (p === placed[set] && w > weight[set]!) : w > weight[set]!
      if (!better) continue
      placed[set] = p
      weight[set] = w
    }
  }
  return { placed: placed[(1 << n) - 1] ?? 0, weight: weight[(1 << n) - 1] ?? 0 }
}

/** The greatest smallest gain among all packings that place the most people, then the greatest weight. */
export function worstOff(problem: GroupProblem): BestPacking & { readonly smallestGain: number } {
  const most = bestPacking(problem, 'coverage')
  let best = { ...most, smallestGain: 0 }
  const gains = new Set<number>()
  const { wantStart, wantPriority, liftStart, lift, personCount } = problem
  // All sums of one lift (or none) of each want: few, for few wants.
  for (let p = 0; p < personCount; p++) {
    let sums = [0]
    for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
      const lifts = [0]
      for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) lifts.push(lift[i]!)
      sums = sums.flatMap((sum) => lifts.map((x) => sum + wantPriority[w]! * x))
    }
    for (const sum of sums) gains.add(sum)
  }
  if (most.placed === 0) return best
  for (const gain of [...gains].toSorted((a, b) => a - b)) {
    const at = bestPacking(problem, 'coverage', gain)
    if (at.placed < most.placed) break
    best = { ...at, smallestGain: gain }
  }
  return best
}
