/** What real programmes ask for, on people of the surveys and on seeded exchange pools: each case by its name. */
import { type Either, isLeft } from 'fp-ts/lib/Either.js'
import type { EdgeList } from '../src/graph/edge-list.ts'
import { checkCycleCertificate } from '../src/exchange/check-cycles.ts'
import { solveCycles } from '../src/exchange/maximum-weight-cycles.ts'
import { coverageFrontier, matchPeers, type OptionsInput, planRounds, rematch } from '../src/index.ts'
import type { ProgrammeRow } from './results.ts'
import { surveyPeople } from './survey.ts'
import { syntheticPeople } from './synthetic.ts'
import { kidneyPool, randomOf, skillArcs } from './workload.ts'

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

const season =
  (make: () => People, rounds: number): (() => () => Outcome) =>
  () => {
    const people = make()
    return () => {
      const { summary, proof } = need(planRounds(people, rounds, { objective: 'coverage' }))
      const { value, bound, optimal } = proof
      return { people: people.length, placed: 2 * summary.pairs, value, bound, optimal }
    }
  }

/** Everybody can teach and wants to learn from everybody else: all pairs must meet. */
const allTeachAll = (count: number): People =>
  Array.from({ length: count }, (_, own) => ({
    id: `p${own}`,
    offers: [`s${own}`],
    wants: Array.from({ length: count }, (__, other) => `s${other}`).filter((_wish, other) => other !== own),
  }))

const roundRobin = (count: number) => (): (() => Outcome) => {
  const run = season(() => allTeachAll(count), count - 1)()
  return () => {
    const outcome = run()
    if (outcome.placed !== count * (count - 1)) throw new Error(`only ${outcome.placed} places are filled`)
    return outcome
  }
}

/** Two or three evenings or mornings a week, by a seeded generator, in four zones. */
const withTimes = (people: People): People => {
  const next = randomOf(11)
  const random = (below: number): number => Math.floor(next() * below)
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
  const zones = ['Europe/Madrid', 'Europe/London', 'America/New_York', 'Asia/Kolkata']
  return people.map((person) => ({
    ...person,
    timezone: zones[random(4)]!,
    availability: Array.from({ length: 2 + random(2) }, () => {
      const from = 7 + random(13)
      const hour = (at: number): string => `${String(at).padStart(2, '0')}:00`
      return { day: days[random(7)]!, from: hour(from), to: hour(from + 2 + random(3)) }
    }),
  }))
}

const overlapping = { rules: { minOverlapMinutes: 60, referenceWeek: '2026-03-02' } }

/** So many leave, and as many join; at most a few of the pairs of the others part. */
const change =
  (count: number, turnover: number, options: OptionsInput = {}, maxBroken = 5) =>
  (): (() => Outcome) => {
    const everybody = surveyPeople('2017', count + turnover)
    const before = need(matchPeers(everybody.slice(0, count), options))
    const previous = before.pairs.map(({ members }) => members)
    const people = everybody.slice(turnover, count + turnover)
    return () => {
      const { summary, proof } = need(rematch(previous, people, { maxBroken }, options))
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
  'times 2,000, without the rule': matching(() => withTimes(surveyPeople('2017', 2000)), {}),
  'times 2,000, an hour together': matching(() => withTimes(surveyPeople('2017', 2000)), overlapping),
  'rematch 2,000': change(2000, 20),
  'rematch 2,000 worst-off': change(2000, 20, { objective: 'worst-off' }),
  'rematch 12,997': change(12_997, 50),
  'rounds 500 x 12': season(survey('2017', 500), 12),
  'rounds 2,000 x 6': season(survey('2017', 2000), 6),
  'rounds 13,047 x 12': season(survey('2017', 13_047), 12),
  'rounds 30 x 29': season(survey('2017', 30), 29),
  'round robin 30 x 29': roundRobin(30),
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
