import { describe, expect, it } from 'vitest'
import { randomOf } from '../../../bench/workload.ts'
import { GroupModel } from '../../../src/group/group-model.ts'
import type { GroupProblem } from '../../../src/group/group-problem.ts'
import { maximumWeightGroups } from '../../../src/group/maximum-weight-groups.ts'
import { maximumWeightMatching } from '../../../src/matching/maximum-weight-matching.ts'
import { skillMarket } from '../../oracle/group/markets.ts'

const MEANS = ['harmonic', 'geometric', 'min', 'sum'] as const
const OBJECTIVES = ['benefit', 'coverage', 'worst-off'] as const

const market = (seed: number, people = 16): GroupProblem =>
  skillMarket({ people, skills: 8, mean: MEANS[seed % 4]!, min: 2 + (seed % 2), max: 4, related: 0.3 }, seed)

/** The same people under other numbers: person `p` becomes `place[p]`. */
function renumbered(problem: GroupProblem, place: readonly number[]): GroupProblem {
  const { personCount: n, wantStart, wantPriority, liftStart, liftTeacher, lift, apart } = problem
  const old = place.map((_, p) => place.indexOf(p))
  const starts = [0]
  const priorities: number[] = []
  const liftStarts = [0]
  const teachers: number[] = []
  const lifts: number[] = []
  for (let p = 0; p < n; p++) {
    for (let w = wantStart[old[p]!]!; w < wantStart[old[p]! + 1]!; w++) {
      priorities.push(wantPriority[w]!)
      const row: [number, number][] = []
      for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) row.push([place[liftTeacher[i]!]!, lift[i]!])
      for (const [teacher, x] of row.toSorted((a, b) => a[0] - b[0])) {
        teachers.push(teacher)
        lifts.push(x)
      }
      liftStarts.push(lifts.length)
    }
    starts.push(priorities.length)
  }
  const moved = (list: ArrayLike<number>): number[] => Array.from(list, (p) => place[p]!)
  return {
    ...problem,
    wantStart: starts,
    wantPriority: priorities,
    liftStart: liftStarts,
    liftTeacher: teachers,
    lift: lifts,
    ...(apart !== undefined && { apart: { source: moved(apart.source), target: moved(apart.target) } }),
  }
}

describe('laws of groups', () => {
  it('pairs are a maximum-weight matching, under every mean', () => {
    let seen = 0
    for (let seed = 1; seed <= 28; seed++) {
      const problem = { ...market(seed, 24), minSize: 2, maxSize: 2 }
      const model = new GroupModel(problem)
      const source: number[] = []
      const target: number[] = []
      const weight: number[] = []
      for (let a = 0; a < 24; a++) {
        for (let b = 0; b < a; b++) {
          const w = model.weightOf([a, b], 2)
          if (w === -Infinity) continue
          source.push(a)
          target.push(b)
          weight.push(w)
        }
      }
      const edges = { vertexCount: 24, source, target, weight }
      for (const objective of ['benefit', 'coverage'] as const) {
        const pairs = maximumWeightMatching(edges, { objective: objective === 'benefit' ? 'weight' : 'coverage' })
        const groups = maximumWeightGroups(problem, { objective })
        expect({ seed, weight: groups.weight }).toEqual({ seed, weight: pairs.weight })
        if (groups.groups.length > 2) seen++
      }
    }
    expect(seen).toBeGreaterThan(35)
  })

  it('who is kept apart never makes the best better', () => {
    let worse = 0
    for (let seed = 1; seed <= 30; seed++) {
      const problem = market(seed)
      const before = maximumWeightGroups(problem)
      const group = before.groups[0]
      if (group === undefined) continue
      const after = maximumWeightGroups({ ...problem, apart: { source: [group[0]!], target: [group[1]!] } })
      expect(after.weight).toBeLessThanOrEqual(before.weight)
      if (after.weight < before.weight) worse++
    }
    expect(worse).toBeGreaterThan(12)
  })

  it.each(OBJECTIVES)('the order of people does not change what is the best by %s', (objective) => {
    let seen = 0
    for (let seed = 1; seed <= 25; seed++) {
      const random = randomOf(seed)
      const problem = { ...market(seed, 13), apart: { source: [0, 1], target: [5, 7] } }
      const place = Array.from({ length: 13 }, (_, p) => p)
      for (let i = 12; i > 0; i--) {
        const j = Math.floor(random() * (i + 1))
        ;[place[i], place[j]] = [place[j]!, place[i]!]
      }
      const { weight, placed, smallestGain } = maximumWeightGroups(problem, { objective })
      expect(maximumWeightGroups(renumbered(problem, place), { objective })).toMatchObject(
        objective === 'benefit'
          ? { weight }
          : objective === 'coverage'
            ? { weight, placed }
            : { weight, placed, smallestGain },
      )
      if (placed > 0) seen++
    }
    expect(seen).toBeGreaterThan(20)
  })

  it('a person who wants nothing changes nothing, and is called hopeless', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const problem = market(seed)
      const before = maximumWeightGroups(problem)
      const more = {
        ...problem,
        personCount: 17,
        wantStart: [...Array.from(problem.wantStart), problem.wantPriority.length],
      }
      const after = maximumWeightGroups(more)
      expect({ seed, weight: after.weight }).toEqual({ seed, weight: before.weight })
      expect([...after.hopeless]).toContain(16)
    }
  })

  it('covers everybody, or proves by its prices that this cannot be', () => {
    let all = 0
    let proven = 0
    for (let seed = 1; seed <= 60; seed++) {
      const problem = skillMarket({ people: 12, skills: 4, mean: MEANS[seed % 4]!, min: 2, max: 4 }, seed)
      const { placed, mostPlaced } = maximumWeightGroups(problem, { objective: 'coverage' })
      if (placed === 12) all++
      else if (mostPlaced < 12) proven++
    }
    expect(all).toBeGreaterThan(5)
    expect(proven).toBeGreaterThan(5)
    expect(all + proven).toBe(60)
  })
})
