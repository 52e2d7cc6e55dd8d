import { randomOf } from '../../../bench/workload.ts'
import type { GroupProblem } from '../../../src/group/group-problem.ts'
import { type GroupMean, weigher } from '../../../src/group/weigh-gains.ts'

export interface MarketSize {
  readonly people: number
  readonly skills: number
  readonly mostOffers?: number
  readonly mostWants?: number
  readonly mean?: GroupMean
  readonly min?: number
  readonly max?: number
  /** Chance that a want is also lifted by offers of the next skill, by half. */
  readonly related?: number
}

/**
 * A skill market: skills of popularity 1 / rank^0.7, 1 to `mostOffers` offers of level 1 to 5 and 1 to `mostWants` wants of priority 1 to 3 each. Nobody
 * wants what they offer.
 */
export function skillMarket(size: MarketSize, seed: number): GroupProblem {
  const { people: n, skills, mostOffers = 3, mostWants = 2, mean = 'harmonic', min = 3, max = 4, related = 0 } = size
  const random = randomOf(seed)
  const below = (k: number): number => Math.floor(random() * k)
  const cumulative: number[] = []
  let total = 0
  for (let s = 0; s < skills; s++) cumulative.push((total += (s + 1) ** -0.7))
  const skill = (): number => {
    const x = random() * total
    return cumulative.findIndex((sum) => sum > x)
  }
  const offers: Map<number, number>[] = []
  const wants: Map<number, number>[] = []
  for (let p = 0; p < n; p++) {
    const mine = new Map<number, number>()
    for (let k = 1 + below(mostOffers); k > 0; k--) mine.set(skill(), 1 + below(5))
    const theirs = new Map<number, number>()
    for (let k = 1 + below(mostWants), tries = 0; theirs.size < k && tries < 40; tries++) {
      const s = skill()
      if (!mine.has(s)) theirs.set(s, 1 + below(3))
    }
    offers.push(mine)
    wants.push(theirs)
  }
  const wantStart = [0]
  const wantPriority: number[] = []
  const liftStart = [0]
  const liftTeacher: number[] = []
  const lift: number[] = []
  for (const [p, theirs] of wants.entries()) {
    for (const [s, priority] of [...theirs].toSorted((a, b) => a[0] - b[0])) {
      wantPriority.push(priority)
      const alike = random() < related ? (s + 1) % skills : -1
      for (let t = 0; t < n; t++) {
        if (t === p) continue
        const level = Math.max(offers[t]!.get(s) ?? 0, 0.5 * (offers[t]!.get(alike) ?? 0))
        if (level === 0) continue
        liftTeacher.push(t)
        lift.push(level)
      }
      liftStart.push(lift.length)
    }
    wantStart.push(wantPriority.length)
  }
  return {
    personCount: n,
    wantStart: Int32Array.from(wantStart),
    wantPriority: Float64Array.from(wantPriority),
    liftStart: Int32Array.from(liftStart),
    liftTeacher: Int32Array.from(liftTeacher),
    lift: Float64Array.from(lift),
    minSize: min,
    maxSize: max,
    weigh: weigher(mean),
  }
}

/** The same market with some of every rule. */
export function withRules(problem: GroupProblem, seed: number): GroupProblem {
  const random = randomOf(seed)
  const n = problem.personCount
  const below = (k: number): number => Math.floor(random() * k)
  const pairs = (count: number): { source: number[]; target: number[] } => {
    const source: number[] = []
    const target: number[] = []
    for (let i = 0; i < count; i++) {
      const a = below(n)
      source.push(a)
      target.push((a + 1 + below(n - 1)) % n)
    }
    return { source, target }
  }
  const some = (chance: number): number[] => Array.from({ length: n }, (_, p) => p).filter(() => random() < chance)
  const maybe = <T>(make: () => T): T | undefined => (random() < 0.4 ? make() : undefined)
  const max = problem.maxSize
  const rules = {
    minGain: maybe(() => 1 + below(5)),
    maxImbalance: maybe(() => 2 + below(10)),
    apart: maybe(() => pairs(1 + below(6))),
    together: maybe(() =>
      Array.from({ length: 1 + below(2) }, () => Array.from({ length: 2 + below(2) }, () => below(n))),
    ),
    limits: maybe(() => [
      { members: some(0.4), allowed: Array.from({ length: max + 1 }, (_, count) => count !== 1) },
      { members: some(0.5), allowed: Array.from({ length: max + 1 }, (_, count) => count <= 2) },
      ...(random() < 0.5 ? [{ members: some(0.6), allowed: Array.from({ length: max + 1 }, (_, c) => c >= 1) }] : []),
    ]),
    times: maybe(() => ({
      words: 2,
      free: Int32Array.from({ length: 2 * n }, () => Math.floor(random() * 2 ** 32) | Math.floor(random() * 2 ** 32)),
      least: 8 + below(12),
    })),
    personBonus: maybe(() => Array.from({ length: n }, () => 500 * below(4))),
    pairBonus: maybe(() => {
      const met = pairs(1 + below(8))
      return { ...met, amount: met.source.map(() => 1000 * (below(9) - 6)) }
    }),
  }
  return { ...problem, ...Object.fromEntries(Object.entries(rules).filter(([, rule]) => rule !== undefined)) }
}
