import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import {
  bothBits,
  type CommonBits,
  countRules,
  findApart,
  languageBits,
  meetingBits,
  resolveTogether,
  weekOfGroups,
} from './benefit/group-rules.ts'
import type { Limits } from './benefit/limits.ts'
import { countMutual, findTeachingArcs } from './benefit/teaching-arcs.ts'
import { buildTeachingMarket, type TeachingMarket } from './benefit/teaching-market.ts'
import { describeGroup } from './explain/group.ts'
import { nameOf } from './explain/names.ts'
import { gapOf } from './explain/proof.ts'
import type { Matching, Proof, Unmatched, UnmatchedReason } from './explain/result.ts'
import { summarise } from './explain/summary.ts'
import { outOfTheQuestion } from './explain/unmatched.ts'
import { checkGroupCertificate } from './group/group-certificate.ts'
import type { GroupProblem } from './group/group-problem.ts'
import type { GroupObjective, GroupSolution } from './group/group-solution.ts'
import { problemAmong } from './group/problem-among.ts'
import { maximumWeightGroups } from './group/maximum-weight-groups.ts'
import { weigher } from './group/weigh-gains.ts'
import type { MatchError } from './model/error.ts'
import type { IntoGroups } from './model/into.ts'
import type { Options } from './model/options.ts'
import type { Person } from './model/person.ts'
import { withinRange } from './solve-pairs.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'
import { withSolver } from './with-solver.ts'

/** What a solution says, in people. */
interface Answer
  extends Pick<GroupSolution, 'groups' | 'weight' | 'bound' | 'placed' | 'mostPlaced' | 'smallestGain' | 'optimal'> {
  readonly hopeless: ReadonlySet<number>
}

/** Bits for one person: common times, times common languages. */
const MOST_BITS = 2 ** 16

/** {@link matchPeers} into groups. */
export const matchGroups = (
  people: readonly Person[],
  options: Options,
  into: IntoGroups,
  limits: Limits,
  started: number,
): Either<MatchError, Matching> => {
  const built = buildTeachingMarket(people, options, limits)
  if (isLeft(built)) return built
  const market = built.right
  const watch = withSolver(startStopwatch(options, started), options, started)
  const week = weekOfGroups(market)
  const stated = problemOf(market, into, limits, week)
  if (isLeft(stated)) return stated
  const problem = stated.right
  const objective: GroupObjective = options.objective === 'stable' ? 'benefit' : options.objective
  // Nobody is left over where the most people are everybody: then there is nothing to choose between that and the weight.
  const asked = into.everyone && objective === 'benefit' ? 'coverage' : objective
  // Others must not even be counted: what the solver does between equally good answers may depend on the number of people.
  const kept = inReach(market, problem)
  const among = problemAmong(problem, kept)
  const solved = withinRange(people.length, () =>
    maximumWeightGroups(among, { objective: asked, watch, solver: watch.solver }),
  )
  if (isLeft(solved)) return solved
  const found = solved.right
  if (watch.failure !== undefined) return left(watch.failure)
  watch.tell('check', found.weight, found.bound)
  const verdict = checkGroupCertificate(among, found)
  if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })
  const solution = inPeople(found, kept, people.length)
  if (into.everyone && solution.placed < people.length) return left(notEverybody(market, solution))
  const matching = describe(market, solution, week, watch)
  return watch.failure === undefined ? right(matching) : left(watch.failure)
}

/** Who could gain and give anything, and whoever must be with somebody. */
const inReach = ({ people, canGain, canGive }: TeachingMarket, { together = [] }: GroupProblem): Int32Array => {
  const isKept = Uint8Array.from(people, (_, p) => canGain[p]! & canGive[p]!)
  for (const set of together) for (const p of Array.from(set)) isKept[p] = 1
  return Int32Array.from(isKept.keys()).filter((p) => isKept[p] === 1)
}

/** The groups, and who is in none whatever the others do, in people. */
const inPeople = (solution: GroupSolution, kept: Int32Array, people: number): Answer => {
  const { groups, hopeless, weight, bound, placed, mostPlaced, smallestGain, optimal } = solution
  const isKept = new Set(kept)
  const named = (list: Int32Array): Int32Array => list.map((p) => kept[p]!)
  return {
    groups: groups.map(named),
    hopeless: new Set([
      ...named(hopeless),
      ...Array.from({ length: people }, (_, p) => p).filter((p) => !isKept.has(p)),
    ]),
    weight,
    bound,
    placed,
    mostPlaced,
    smallestGain,
    optimal,
  }
}

const problemOf = (
  market: TeachingMarket,
  { min, max }: IntoGroups,
  limits: Limits,
  week: readonly [start: number, end: number],
): Either<MatchError, GroupProblem> => {
  const { people, index, lifts, rules, terms, options } = market
  const together = resolveTogether(market)
  if (isLeft(together)) return together
  const apart = findApart(people, rules, limits.pairs)
  if (rules.failure !== undefined) return left(rules.failure)
  if (apart === undefined)
    return left({
      _tag: 'TooLarge',
      what: 'pairs of people who may not meet',
      size: limits.pairs + 1,
      limit: limits.pairs,
    })
  const common = commonBits(market, week)
  if (common !== undefined && 32 * common.words > MOST_BITS) {
    const size = 32 * common.words
    return left({ _tag: 'TooLarge', what: 'common times in so many languages', size, limit: MOST_BITS })
  }
  const { minGain, maxImbalance } = options.rules
  const met = [...(terms?.met ?? [])]
  const n = people.length
  return right({
    personCount: n,
    wantStart: index.wantStart,
    wantPriority: index.wantPriority,
    liftStart: lifts.start,
    liftTeacher: lifts.teacher,
    lift: lifts.lift,
    minSize: min,
    maxSize: max,
    weigh: weigher(options.fusion, WEIGHT_SCALE),
    ...(minGain === undefined ? {} : { minGain }),
    ...(maxImbalance === undefined ? {} : { maxImbalance }),
    apart,
    together: together.right,
    limits: countRules(people, options.rules.mix ?? [], max),
    ...(common === undefined ? {} : { times: { words: common.words, free: common.bits, least: 1 } }),
    ...(terms === undefined
      ? {}
      : {
          personBonus: terms.credit,
          pairBonus: {
            source: met.map(([key]) => Math.floor(key / n)),
            target: met.map(([key]) => key % n),
            amount: met.map(([, amount]) => amount),
          },
        }),
  })
}

/** What all members must have in common: a time to meet, a language, or both. */
const commonBits = (market: TeachingMarket, week: readonly [start: number, end: number]): CommonBits | undefined => {
  const { sharedLanguage, minOverlapMinutes } = market.options.rules
  const languages = sharedLanguage ? languageBits(market.rules) : undefined
  const meetings = minOverlapMinutes === undefined ? undefined : meetingBits(market, week, minOverlapMinutes)
  if (languages === undefined || meetings === undefined) return languages ?? meetings
  const bits = 32 * 32 * languages.words * meetings.words
  return bits > MOST_BITS
    ? { words: bits / 32, bits: new Int32Array(0) }
    : bothBits(meetings, languages, market.people.length)
}

const notEverybody = (market: TeachingMarket, solution: Answer): MatchError => {
  const { people } = market
  const most = solution.mostPlaced
  const hopeless = people.flatMap(({ id }, p) => (solution.hopeless.has(p) ? [id] : []))
  return { _tag: 'NotEverybody', people: people.length, placed: solution.placed, most, hopeless: hopeless.slice(0, 20) }
}

const describe = (
  market: TeachingMarket,
  solution: Answer,
  week: readonly [start: number, end: number],
  watch: Stopwatch,
): Matching => {
  const { people, options } = market
  const { weight, bound } = solution
  watch.tell('explain', weight, bound)
  const groups = solution.groups
    .map((members) => describeGroup(market, members, week))
    .toSorted((a, b) => b.weight - a.weight || (a.members[0]! < b.members[0]! ? -1 : 1))
  const placed = new Uint8Array(people.length)
  for (const members of solution.groups) for (const p of members) placed[p] = 1
  const value = weight / WEIGHT_SCALE
  const most = bound / WEIGHT_SCALE
  const proof: Proof = {
    objective: options.objective,
    value,
    bound: most,
    ...(options.objective === 'worst-off' && groups.length > 0 ? { smallestGain: solution.smallestGain } : {}),
    gap: gapOf(value, most),
    optimal: solution.optimal,
    ...(watch.stopped === undefined ? {} : { stopped: watch.stopped }),
    possiblePairs: countMutual(findTeachingArcs(market)),
  }
  return {
    pairs: [],
    groups,
    unmatched: explainUnplaced(market, solution, placed),
    summary: { ...summarise(people.length, solution.placed, groups), pairs: 0, groups: groups.length },
    proof,
  }
}

const explainUnplaced = (market: TeachingMarket, { hopeless }: Answer, placed: Uint8Array): readonly Unmatched[] => {
  const { people } = market
  const reasonOf = (p: number): UnmatchedReason => {
    const alone = outOfTheQuestion(market, p)
    if (alone !== undefined) return alone
    const name = nameOf(market, p)
    return hopeless.has(p)
      ? {
          _tag: 'InNoPossible',
          into: 'group',
          detail: `${name} is in no group of that size in which all give and get, and that the rules allow.`,
        }
      : {
          _tag: 'LeftOver',
          detail: `The best groups that were found have no place for ${name}: with ${name} in one, others would have to change.`,
        }
  }
  return people.flatMap(({ id }, p) => (placed[p] === 1 ? [] : [{ id, reason: reasonOf(p) }]))
}
