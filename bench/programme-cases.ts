/** What real programmes ask for, on people of the surveys and on seeded exchange pools: each case by its name. */
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import type { EdgeList } from '../src/graph/edge-list.ts'
import { checkCycleCertificate } from '../src/exchange/check-cycles.ts'
import { solveCycles } from '../src/exchange/maximum-weight-cycles.ts'
import { coverageFrontier, matchPeers, type OptionsInput, planRounds, rematch } from '../src/index.ts'
import type { ProgrammeRow } from './results.ts'
import { surveyPeople } from './survey.ts'
import { syntheticPeople } from './synthetic.ts'
import { kidneyPool, skillArcs } from './workload.ts'

export type Outcome = Omit<ProgrammeRow, 'seconds' | 'megabytes'>

const need = <A>(answer: Either<unknown, A>): A => {
  if (isLeft(answer)) throw new Error(JSON.stringify(answer.left))
  return answer.right
}

type People = ReturnType<typeof surveyPeople>

const match = (people: People, options: OptionsInput): Outcome => {
  const { summary, proof } = need(matchPeers(people, options))
  const { value, bound, optimal } = proof
  return { people: summary.people, placed: summary.matched, value, bound, optimal }
}

/** The input is made before the clock starts. */
const matching = (make: () => People, options: OptionsInput) => (): (() => Outcome) => {
  const people = make()
  return () => match(people, options)
}

const cycles =
  (make: () => EdgeList, maxLength: number, seconds = Infinity) =>
  (): (() => Outcome) => {
    const arcs = make()
    return () => {
      const end = performance.now() + 1000 * seconds
      const found = solveCycles(arcs, { maxLength }, { goOn: () => performance.now() < end, tell: () => undefined })
      const verdict = checkCycleCertificate(arcs, found)
      if (!verdict.valid) throw new Error(verdict.reason)
      const { weight: value, bound } = found
      const placed = found.cycles.reduce((sum, cycle) => sum + cycle.length, 0)
      return { people: arcs.vertexCount, placed, value, bound, optimal: value === bound }
    }
  }

const season = (count: number, rounds: number) => (): (() => Outcome) => {
  const people = surveyPeople('2017', count)
  return () => {
    const { summary, proof } = need(planRounds(people, rounds, { objective: 'coverage' }))
    const { value, bound, optimal } = proof
    return { people: count, placed: 2 * summary.pairs, value, bound, optimal }
  }
}

const twentyNew = (): (() => Outcome) => {
  const everybody = surveyPeople('2017', 2020)
  const before = need(matchPeers(everybody.slice(0, 2000)))
  const previous = before.pairs.map(({ members }) => members)
  const people = everybody.slice(20)
  return () => {
    const { summary, proof } = need(rematch(previous, people, { maxBroken: 5 }))
    const { value, bound, optimal } = proof
    return { people: people.length, placed: summary.matched, value, bound, optimal }
  }
}

const frontier = (): (() => Outcome) => {
  const people = surveyPeople('2017', 1000)
  return () => {
    const last = need(coverageFrontier(people)).steps.at(-1)!
    return { people: people.length, placed: 2 * last.pairs, value: last.value, bound: last.value, optimal: true }
  }
}

const groups = (count: number, skills: number, min: number, max: number, timeMs = 120_000): (() => () => Outcome) =>
  matching(() => syntheticPeople(count, skills), { into: { groups: { min, max } }, budget: { timeMs } })

const survey = (year: string, count: number) => (): People => surveyPeople(year, count)

export const programmeCases: Readonly<Record<string, () => () => Outcome>> = {
  'coverage 2,000': matching(survey('2017', 2000), { objective: 'coverage' }),
  'coverage 13,047': matching(survey('2017', 13_047), { objective: 'coverage' }),
  'coverage 85,617': matching(survey('2019', 85_617), { objective: 'coverage' }),
  'worst-off 2,000': matching(survey('2017', 2000), { objective: 'worst-off' }),
  'worst-off 13,047': matching(survey('2017', 13_047), { objective: 'worst-off' }),
  'stable 2,000': matching(survey('2017', 2000), { objective: 'stable' }),
  'capacity-3 2,000': matching(() => surveyPeople('2017', 2000).map((person) => ({ ...person, capacity: 3 })), {}),
  'rematch 2,000': twentyNew,
  'rounds 500 x 12': season(500, 12),
  'rounds 30 x 29': season(30, 29),
  'frontier 1,000': frontier,
  'cycles-2 kidney 2,048': cycles(() => kidneyPool(2048, 1), 2),
  'cycles-3 kidney 256': cycles(() => kidneyPool(256, 1), 3),
  'cycles-3 kidney 1,024': cycles(() => kidneyPool(1024, 1), 3),
  'cycles-3 kidney 2,048': cycles(() => kidneyPool(2048, 1), 3),
  'cycles-4 kidney 1,024': cycles(() => kidneyPool(1024, 1), 4),
  'cycles-3 skills 400': cycles(() => skillArcs(400, 80), 3),
  'cycles-4 skills 400': cycles(() => skillArcs(400, 80), 4),
  'cycles-3 skills 10,000': cycles(() => skillArcs(10_000, 2000), 3, 60),
  'cycles-3 people 300': matching(survey('2017', 300), { into: { cycles: { maxLength: 3 } } }),
  'groups 30': groups(30, 20, 3, 5),
  'groups 60': groups(60, 40, 3, 4),
  'groups 100': groups(100, 40, 3, 5),
  'groups 200': groups(200, 80, 3, 4),
  'groups 500': groups(500, 100, 3, 4),
  'groups 1,000': groups(1000, 200, 3, 4),
  'groups people 40': matching(survey('2017', 40), { into: { groups: { min: 3, max: 4 } } }),
}
