import { type Either, isLeft, left, map, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { withoutTheUnconnected } from './benefit/edges.ts'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import type { Limits } from './benefit/limits.ts'
import { countMutual, findTeachingArcs, type TeachingArcs } from './benefit/teaching-arcs.ts'
import { buildTeachingMarket, type TeachingMarket } from './benefit/teaching-market.ts'
import { checkCycleCertificate } from './exchange/check-cycles.ts'
import { solveCycles, solveFragileCycles } from './exchange/maximum-weight-cycles.ts'
import type { CycleSolution, CycleSurvival } from './exchange/solution.ts'
import { countsOf, SURVIVAL_SCALE } from './exchange/survival.ts'
import { describeCycle } from './explain/cycle.ts'
import { NearCycles } from './explain/missed-cycle.ts'
import { nameOf } from './explain/names.ts'
import { gapOf } from './explain/proof.ts'
import type { Cycle, Matching, Proof, Unmatched, UnmatchedReason } from './explain/result.ts'
import { summarise } from './explain/summary.ts'
import { outOfTheQuestion } from './explain/unmatched.ts'
import { figure, listed } from './explain/words.ts'
import { MAX_WEIGHT_SUM } from './graph/edge-list.ts'
import type { Watch } from './matching/watch.ts'
import type { MatchError } from './model/error.ts'
import { fragilityOf } from './model/into.ts'
import type { Options } from './model/options.ts'
import type { Person } from './model/person.ts'
import { raiseSmallest } from './raise-smallest.ts'
import { withinRange } from './solve-pairs.ts'
import { startStopwatch, type Stopwatch } from './stopwatch.ts'
import { type SolverWatch, withSolver } from './with-solver.ts'

/** Fewer parts than this would not do for probabilities. */
const COARSEST_SCALE = 1024

/** With lifts, room that is left for prices finer than what cycles count: else proofs end a unit short. */
const FINER_PRICES = 64

/** The answer among some arcs, checked. */
interface Solved {
  readonly arcs: TeachingArcs
  readonly solution: CycleSolution
  /** What each member adds to the weight, so that the most people come first; 0 under `benefit`. */
  readonly lift: number
  /** What a weight of one counts that is certain to survive; 1 where nobody drops out. */
  readonly scale: number
  /** Sum of the weights without lifts, and what no answer (with as many people) can have more. */
  readonly weight: number
  readonly bound: number
  readonly people: number
  readonly finished: boolean
}

/** {@link matchPeers} into cycles of at most `maxLength` people. */
export const matchCycles = (
  people: readonly Person[],
  options: Options,
  maxLength: number,
  limits: Limits,
  started: number,
): Either<MatchError, Matching> => {
  const built = buildTeachingMarket(people, options, limits)
  if (isLeft(built)) return built
  const market = built.right
  const watch = withSolver(startStopwatch(options, started), options, started)
  const all = findTeachingArcs(market)
  if (market.rules.failure !== undefined) return left(market.rules.failure)
  // Longer ones there are none.
  const length = Math.min(maxLength, Math.max(2, people.length))
  const fragility = fragilityOf(options.into)
  const first = solve(all, options.objective !== 'benefit', length, fragility, watch)
  if (isLeft(first)) return first
  if (options.objective !== 'worst-off') {
    const { finished } = first.right
    return finishedBy(watch, describe(market, first.right, finished, undefined, all, length, watch))
  }
  return pipe(
    raiseSmallest(
      first.right,
      all.gain.reduce((most, gain) => Math.max(most, gain), 0),
      {
        solve: (least) => solve(arcsAtLeast(all, least), true, length, fragility, watch),
        people: (solved) => solved.people,
        smallest: ({ arcs, solution }) => smallestGain(arcs, solution),
        finished: (solved) => solved.finished,
      },
    ),
    map(({ answer, smallest, proven }) => describe(market, answer, proven, smallest, all, length, watch)),
    (answer) => (watch.failure === undefined ? answer : left(watch.failure)),
  )
}

const finishedBy = ({ failure }: Stopwatch, matching: Matching): Either<MatchError, Matching> =>
  failure === undefined ? right(matching) : left(failure)

/** Solves, and holds the answer against its certificate by code that shares nothing with the solver. */
const solve = (
  arcs: TeachingArcs,
  isCoverage: boolean,
  maxLength: number,
  fragility: number,
  watch: SolverWatch,
): Either<MatchError, Solved> => {
  const survival = fragility > 0 ? survivalOf(fragility, arcs, isCoverage) : undefined
  const scale = survival?.scale ?? 1
  const lift = survival?.lift ?? (isCoverage ? liftOf(arcs) : 0)
  // Others must not even be counted: what the solver does between equally good answers may depend on the number of vertices.
  const { pairs: connected, personOf } = withoutTheUnconnected(arcs)
  const graph =
    lift === 0 || survival !== undefined ? connected : { ...connected, weight: arcs.weight.map((own) => own + lift) }
  return pipe(
    withinRange(arcs.vertexCount, () =>
      survival === undefined
        ? solveCycles(graph, { maxLength, solver: watch.solver }, watch)
        : solveFragileCycles(graph, survival, { maxLength, solver: watch.solver }, watchIn(watch, survival)),
    ),
    (solved) => {
      if (isLeft(solved)) return solved
      const found = solved.right
      watch.tell('check', lift === 0 ? found.weight / scale : 0, lift === 0 ? found.bound / scale : liftOf(arcs) - 1)
      const verdict = checkCycleCertificate(graph, found)
      if (!verdict.valid) return left<MatchError>({ _tag: 'ProofRejected', detail: verdict.reason })
      const solution = inPeople(found, personOf, arcs.vertexCount)
      const people = solution.cycles.reduce((sum, cycle) => sum + cycle.length, 0)
      const weight = solution.weight - lift * people
      const finished = solution.weight === solution.bound
      // One person more would outweigh everything: else it would not be proven that no more can be placed.
      if (finished && lift > 0 && lift <= weight)
        return left<MatchError>({ _tag: 'ProofRejected', detail: 'it is not proven that no more people can be placed' })
      return right({ arcs, solution, lift, scale, weight, bound: solution.bound - lift * people, people, finished })
    },
  )
}

/**
 * What cycles count if each member may drop out. A lift is more than all that can survive together, and goes with the weights' common divisor; the probabilities are told more coarsely
 * where it leaves no room.
 */
const survivalOf = (fragility: number, arcs: TeachingArcs, isCoverage: boolean): CycleSurvival => {
  const greatest = arcs.weight.reduce((most, own) => Math.max(most, own), 1)
  const most = isCoverage ? liftOf(arcs) - 1 + greatest : 0
  const counts = (scale: number): number =>
    scale * (most + greatest) * 4 * Math.max(arcs.vertexCount, 8) * (isCoverage ? FINER_PRICES : 1)
  let scale = SURVIVAL_SCALE
  while (scale > COARSEST_SCALE && counts(scale) > MAX_WEIGHT_SUM) scale /= 2
  return { fragility, scale, lift: scale * most }
}

/** Told what cycles count, tells weights. */
const watchIn = (watch: Watch, { scale }: CycleSurvival): Watch => ({
  goOn: () => watch.goOn(),
  tell: (phase, value, bound) => watch.tell(phase, value / scale, bound / scale),
})

/** The same with people as vertices; those who are in no arc have the price 0. The tree of branches stays behind: it has been checked. */
const inPeople = (solution: CycleSolution, personOf: Int32Array, people: number): CycleSolution => {
  const { cycles, certificate } = solution
  const dual = new Float64Array(people)
  certificate.dual.forEach((price, v) => (dual[personOf[v]!] = price))
  const named = (vertices: Int32Array): Int32Array => vertices.map((v) => personOf[v]!)
  const oddSets = certificate.oddSets.map((set) => ({ ...set, members: named(set.members) }))
  return { ...solution, cycles: cycles.map(named), certificate: { ...certificate, dual, oddSets, branches: [] } }
}

/** More than all weights together: everybody learns from one person at most. */
const liftOf = ({ vertexCount, target, weight }: TeachingArcs): number => {
  const heaviest = new Float64Array(vertexCount)
  for (let e = 0; e < weight.length; e++) heaviest[target[e]!] = Math.max(heaviest[target[e]!]!, weight[e]!)
  return heaviest.reduce((sum, own) => sum + own, 1)
}

const arcsAtLeast = (arcs: TeachingArcs, least: number): TeachingArcs => {
  const kept = Int32Array.from(arcs.gain.keys()).filter((e) => arcs.gain[e]! >= least)
  return {
    vertexCount: arcs.vertexCount,
    source: kept.map((e) => arcs.source[e]!),
    target: kept.map((e) => arcs.target[e]!),
    weight: Float64Array.from(kept, (e) => arcs.weight[e]!),
    gain: Float64Array.from(kept, (e) => arcs.gain[e]!),
  }
}

const smallestGain = ({ source, target, gain }: TeachingArcs, { cycles }: CycleSolution): number => {
  const from = new Map<number, number>()
  for (const cycle of cycles) cycle.forEach((v, at) => from.set(cycle[(at + 1) % cycle.length]!, v))
  let smallest = Infinity
  for (let e = 0; e < gain.length; e++) {
    if (from.get(target[e]!) === source[e]) smallest = Math.min(smallest, gain[e]!)
  }
  return smallest
}

const describe = (
  market: TeachingMarket,
  solved: Solved,
  proven: boolean,
  smallest: number | undefined,
  all: TeachingArcs,
  maxLength: number,
  watch: Stopwatch,
): Matching => {
  const { people, options } = market
  const { solution, scale } = solved
  const [weight, bound] = [solved.weight / scale, solved.bound / scale]
  watch.tell('explain', weight, bound)
  const cycles = solution.cycles
    .map((cycle) => describeCycle(market, cycle))
    .toSorted((a, b) => b.weight - a.weight || (a.members[0]! < b.members[0]! ? -1 : 1))
  const placed = new Uint8Array(people.length)
  for (const cycle of solution.cycles) for (const p of cycle) placed[p] = 1
  const value = weight / WEIGHT_SCALE
  const most = bound / WEIGHT_SCALE
  const proof: Proof = {
    objective: options.objective,
    value,
    bound: most,
    ...(smallest === undefined ? {} : { smallestGain: smallest }),
    gap: gapOf(value, most),
    optimal: proven,
    ...(watch.stopped === undefined ? {} : { stopped: watch.stopped }),
    possiblePairs: countMutual(all),
  }
  return {
    pairs: [],
    cycles,
    unmatched: explainUnplaced(market, solved, placed, all, maxLength, watch),
    summary: {
      ...summarise(people.length, solved.people, cycles),
      pairs: 0,
      cycles: cycles.length,
      ...(fragilityOf(options.into) === 0 ? {} : { expectedWeight: expectedWeight(cycles) }),
    },
    proof,
  }
}

const expectedWeight = (cycles: readonly Cycle[]): number =>
  cycles.reduce((sum, { weight, survives = 1 }) => sum + weight * survives, 0)

const explainUnplaced = (
  market: TeachingMarket,
  { solution, lift, scale, weight, finished }: Solved,
  placed: Uint8Array,
  all: TeachingArcs,
  maxLength: number,
  watch: Stopwatch,
): readonly Unmatched[] => {
  const { people, options } = market
  const { certificate } = solution
  const total =
    certificate.dual.reduce((sum, price) => sum + price, 0) +
    certificate.oddSets.reduce((sum, { members, dual }) => sum + (dual * (members.length - 1)) / 2, 0)
  const rootGap =
    total - certificate.unitsPerWeight * (weight + lift * solution.cycles.reduce((sum, c) => sum + c.length, 0))
  const { survival } = solution
  const near = new NearCycles(all, certificate, maxLength, survival && countsOf(survival, maxLength).factor)
  const reasonOf = (p: number): UnmatchedReason => {
    const alone = outOfTheQuestion(market, p)
    if (alone !== undefined) return alone
    const name = nameOf(market, p)
    if (!finished && !watch.goOn())
      return {
        _tag: 'StoppedEarly',
        detail: `The search was ended before it was known whether ${name} can be in a cycle of the best answer.`,
      }
    const found = near.near(p)
    if (found === undefined) return { _tag: 'InNoPossible', into: 'cycle', detail: noCycle(name, maxLength) }
    // What is lost under other objectives cannot be said in weight alone.
    if (options.objective !== 'benefit')
      return { _tag: 'LeftOver', detail: `There are possible cycles with ${name}; the best answer has others.` }
    const lostBy =
      Math.max(0, Math.ceil((found.lacking - rootGap) / certificate.unitsPerWeight)) / (scale * WEIGHT_SCALE)
    const cycle = describeCycle(market, found.members)
    const others = found.members.slice(1).map((q) => nameOf(market, q))
    const detail = `${name} came closest to a cycle with ${listed(others)} (weight ${figure(cycle.weight)}); ${lostBy === 0 ? 'to have it instead may be just as good' : `to have it instead would lower ${survival === undefined ? 'the total' : 'what is likely to survive'} by ${figure(lostBy, Math.floor)} or more`}.`
    return { _tag: 'LeftOver', best: { members: cycle.members, weight: cycle.weight, lostBy }, detail }
  }
  return people.flatMap(({ id }, p) => (placed[p] === 1 ? [] : [{ id, reason: reasonOf(p) }]))
}

const noCycle = (name: string, maxLength: number): string =>
  `${name} is in no cycle of ${maxLength === 2 ? 'two people' : `2 to ${maxLength} people`} that the rules allow.`
