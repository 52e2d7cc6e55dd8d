/** Cycles and groups that can be written out in full, so that others can be asked the same: each case by its name. */
import { checkCycleCertificate } from '../src/exchange/check-cycles.ts'
import { maximumWeightCycles } from '../src/exchange/maximum-weight-cycles.ts'
import type { EdgeList } from '../src/graph/edge-list.ts'
import { checkGroupCertificate } from '../src/group/group-certificate.ts'
import type { GroupProblem } from '../src/group/group-problem.ts'
import { maximumWeightGroups } from '../src/group/maximum-weight-groups.ts'
import { skillMarket } from '../test/oracle/group/markets.ts'
import { cycleWeigher, everyCycle, everyGroup, type FullFormulation, groupWeigher } from './full-formulation.ts'
import type { Seating } from './rivals/swaps.ts'
import { kidneyPool, skillArcs } from './workload.ts'

export interface ExchangeAnswer {
  readonly weight: number
  readonly optimal: boolean
}

export interface ExchangeCase {
  readonly people: number
  /** Ours. What it returns tells whether the proof holds: that is not to be timed. */
  readonly solve: () => ExchangeAnswer & { readonly check: () => boolean }
  readonly writeOut: () => FullFormulation
  readonly seating: () => Seating
}

const cycles = (make: () => EdgeList, maxLength: number) => (): ExchangeCase => {
  const arcs = make()
  return {
    people: arcs.vertexCount,
    solve: () => {
      const found = maximumWeightCycles(arcs, { maxLength })
      const { weight, bound } = found
      return { weight, optimal: weight === bound, check: () => checkCycleCertificate(arcs, found).valid }
    },
    writeOut: () => everyCycle(arcs, maxLength),
    seating: () => ({ people: arcs.vertexCount, minSize: 2, maxSize: maxLength, weigh: cycleWeigher(arcs) }),
  }
}

const groups = (people: number, skills: number, min: number, max: number) => (): ExchangeCase => {
  const problem: GroupProblem = skillMarket({ people, skills, min, max }, 1)
  return {
    people,
    solve: () => {
      const found = maximumWeightGroups(problem)
      return {
        weight: found.weight,
        optimal: found.optimal,
        check: () => checkGroupCertificate(problem, found).valid,
      }
    },
    writeOut: () => everyGroup(problem),
    seating: () => ({ people, minSize: min, maxSize: max, weigh: groupWeigher(problem) }),
  }
}

export const exchangeCases: Readonly<Record<string, () => ExchangeCase>> = {
  'cycles-3 kidney 64': cycles(() => kidneyPool(64, 20), 3),
  'cycles-3 kidney 128': cycles(() => kidneyPool(128, 20), 3),
  'cycles-4 kidney 64': cycles(() => kidneyPool(64, 20), 4),
  'cycles-3 skills 200': cycles(() => skillArcs(200, 80), 3),
  'cycles-4 skills 100': cycles(() => skillArcs(100, 40), 4),
  'cycles-4 skills 200': cycles(() => skillArcs(200, 80), 4),
  'groups 30 (3-5)': groups(30, 20, 3, 5),
  'groups 60 (3-4)': groups(60, 40, 3, 4),
  'groups 100 (3-4)': groups(100, 60, 3, 4),
  'groups 200 (3-4)': groups(200, 80, 3, 4),
}
