import { UNWATCHED, type Watch } from '../matching/watch.ts'
import type { PackingSolver } from '../packing/packing-solver.ts'
import { GroupModel, hasBit } from './group-model.ts'
import { type PhaseResult, solvePhase } from './group-phase.ts'
import { capsOf } from './group-prices.ts'
import type { GroupProblem } from './group-problem.ts'
import type { GroupCertificate, GroupObjective, GroupSolution } from './group-solution.ts'
import { validateGroupProblem } from './validate-group-problem.ts'

/**
 * What {@link maximumWeightGroups} is asked for.
 *
 * @category model
 * @since 0.1.0
 */
export interface GroupOptions {
  /** `benefit` if not given. */
  readonly objective?: GroupObjective
  readonly watch?: Watch
  /** Asked for better groups where the search does not end soon; what it throws comes through. The answer may then depend on more than the problem. */
  readonly solver?: PackingSolver | undefined
}

/** Whoever waits, and whoever helps. */
interface Company {
  readonly watch: Watch
  readonly solver: PackingSolver | undefined
}

/**
 * Puts people into groups of `minSize` to `maxSize`, as good as the objective has it, with prices that show how much better any other groups could be
 * (see {@link checkGroupCertificate}). People may be left over. `everyone` is asked for by `coverage`: if `placed` is less than all, `mostPlaced`
 * says whether more is possible at all. The answer depends only on the problem, unless `watch` cuts it short: then it has the best groups so far, and a bound.
 *
 * Groups in which all gain and teach are rare, so all of them are held at once up to some hundred people, and priced in beyond. NP-hard: no promise of
 * time, but see `optimal`.
 *
 * @throws RangeError that names what is wrong with the problem.
 * @example
 * ```ts
 * import { checkGroupCertificate, maximumWeightGroups, weigher } from 'peermatch/kernel'
 * import assert from 'node:assert'
 *
 * // Each of three people wants one thing, which the next one teaches at level 4; the fourth is left over.
 * const problem = {
 *   personCount: 4,
 *   wantStart: [0, 1, 2, 3, 4],
 *   wantPriority: [1, 1, 1, 1],
 *   liftStart: [0, 1, 2, 3, 4],
 *   liftTeacher: [1, 2, 0, 0],
 *   lift: [4, 4, 4, 4],
 *   minSize: 3,
 *   maxSize: 4,
 *   weigh: weigher('harmonic'),
 * }
 * const solution = maximumWeightGroups(problem)
 * assert.deepStrictEqual(solution.groups.map((group) => [...group]), [[0, 1, 2]])
 * assert.strictEqual(solution.weight, 12_000)
 * assert.strictEqual(solution.bound, 12_000)
 * assert.deepStrictEqual([...solution.hopeless], [3])
 * assert.deepStrictEqual(checkGroupCertificate(problem, solution), { valid: true })
 * ```
 * @category matching
 * @since 0.1.0
 */
export function maximumWeightGroups(problem: GroupProblem, options: GroupOptions = {}): GroupSolution {
  validateGroupProblem(problem)
  const { objective = 'benefit', watch = UNWATCHED, solver } = options
  const company: Company = { watch, solver }
  if (objective !== 'benefit' && objective !== 'coverage' && objective !== 'worst-off') {
    throw new RangeError(`objective: expected "benefit", "coverage" or "worst-off", got ${String(objective)}`)
  }
  const model = new GroupModel(problem)
  const hopeless = Int32Array.from({ length: problem.personCount }, (_, p) => p).filter(
    (p) => !hasBit(model.alive, 0, model.unitOf[p]!),
  )
  const mostPlaced = problem.personCount - hopeless.length
  if (objective === 'benefit') {
    const phase = solvePhase(problem, { lift: 0, ...company })
    return {
      objective,
      ...placedOf(problem, phase),
      bound: phase.certificate.bound,
      certificate: phase.certificate,
      mostPlaced,
      optimal: phase.certificate.bound === phase.weight,
      hopeless,
    }
  }
  const most = mostPeople(problem, 0, undefined, company)
  if (objective === 'coverage') {
    const phase = heaviest(problem, 0, most, company)
    return { objective, ...solutionOf(problem, phase, most), hopeless }
  }
  return { objective, ...worstOff(problem, most, company), hopeless }
}

interface Placed {
  readonly groups: readonly Int32Array[]
  readonly weight: number
  readonly placed: number
  readonly smallestGain: number
}

function placedOf(problem: GroupProblem, { groups, weight, placed }: PhaseResult): Placed {
  return { groups, weight, placed, smallestGain: smallestGain(new GroupModel(problem), groups) }
}

function smallestGain(model: GroupModel, groups: readonly Int32Array[]): number {
  let least = Infinity
  for (const group of groups) {
    model.weightOf(group, group.length)
    for (let i = 0; i < group.length; i++) least = Math.min(least, model.lastGains()[i]!)
  }
  return groups.length === 0 ? 0 : least
}

interface MostPeople {
  readonly groups: readonly Int32Array[]
  readonly placed: number
  /** `bound`: no more can be placed. */
  readonly certificate: GroupCertificate
}

/** The most people in groups in which everybody gains `minGain`; if there is a `target`, only whether it can be reached. */
function mostPeople(
  problem: GroupProblem,
  minGain: number,
  target: number | undefined,
  { watch, solver }: Company,
): MostPeople {
  const counting: GroupProblem = { ...withoutBonuses(problem), weigh: () => 0 }
  return solvePhase(counting, {
    lift: 1,
    minGain,
    watch: quiet(watch),
    solver,
    ...(target !== undefined && { target }),
  })
}

function withoutBonuses(problem: GroupProblem): GroupProblem {
  const { personBonus: _person, pairBonus: _pair, ...rest } = problem
  return rest
}

/** Values of a count of people would confuse whoever waits for weights. */
function quiet(watch: Watch): Watch {
  return { goOn: () => watch.goOn(), tell: () => undefined }
}

/**
 * The greatest weight with as many people as `most` has found: what each person counts besides is raised until that pays. The lift that is certainly enough is
 * far beyond what is needed, and costs precision.
 */
function heaviest(problem: GroupProblem, minGain: number, most: MostPeople, { watch, solver }: Company): PhaseResult {
  const model = new GroupModel(problem, minGain)
  const caps = capsOf(model, 0)
  const greatest = caps.reduce((a, b) => Math.max(a, b), 1)
  let loss = 0
  for (const amount of model.pairAmount) loss += Math.max(0, -amount) / 2
  for (const bonus of model.bonus) loss += Math.max(0, -bonus)
  // Half of a pair bonus counts for each of the two.
  const enough = Math.ceil(1 + caps.reduce((sum, cap) => sum + cap, 0) + loss)
  let lift = Math.min(enough, Math.ceil(4 * greatest))
  for (;;) {
    const phase = solvePhase(problem, {
      lift,
      minGain,
      start: most.groups,
      watch: lifted(watch, lift * most.placed),
      solver,
    })
    if (phase.placed >= most.placed || lift >= enough || !watch.goOn()) return phase
    lift = Math.min(enough, 16 * lift)
  }
}

function lifted(watch: Watch, sum: number): Watch {
  return {
    goOn: () => watch.goOn(),
    tell: (phase, value, bound) => watch.tell(phase, Math.max(0, value - sum), Math.max(0, bound - sum)),
  }
}

function solutionOf(
  problem: GroupProblem,
  phase: PhaseResult,
  most: MostPeople,
): Omit<GroupSolution, 'objective' | 'hopeless'> {
  const bound = phase.certificate.bound - phase.certificate.lift * phase.placed
  return {
    ...placedOf(problem, phase),
    bound,
    certificate: phase.certificate,
    mostPlaced: most.certificate.bound,
    placedCertificate: most.certificate,
    optimal: bound === phase.weight && most.certificate.bound === phase.placed,
  }
}

/** Bisection over the gains that somebody could have at least: as many people as ever, who all gain it. */
function worstOff(
  problem: GroupProblem,
  most: MostPeople,
  company: Company,
): Omit<GroupSolution, 'objective' | 'hopeless'> {
  let best = most
  let gain = smallestGain(new GroupModel(problem), most.groups)
  const gains = new GroupModel(problem).mostGain.filter((x) => x > 0)
  let high = gains.reduce((a, b) => Math.max(a, b), 0)
  // Above `high` nobody gains so much, or it fails: `failed` shows that from `failedAt` on. At `gain` it goes.
  let failed: MostPeople | undefined
  let failedAt = Infinity
  while (most.placed > 0 && company.watch.goOn() && gain < high) {
    const least = failed === undefined && high > 2 * gain ? 2 * gain : (gain + high) / 2
    // The step below the middle is what gains of small whole levels have.
    const middle = high - gain < 0.5 ? nextAbove(gain) : Math.max(nextAbove(gain), least)
    const attempt = mostPeople(problem, middle, most.placed, company)
    if (attempt.placed >= most.placed) {
      best = attempt
      gain = smallestGain(new GroupModel(problem), attempt.groups)
      continue
    }
    if (attempt.certificate.bound < most.placed) {
      failed = attempt
      failedAt = middle
    }
    high = Math.min(middle, high)
    if (middle <= nextAbove(gain)) break
  }
  const phase = heaviest(problem, gain, best, company)
  const solution = solutionOf(problem, phase, most)
  if (phase.placed === 0) return solution
  // The last failure need not be the one just above: it must say that nobody can have more than this.
  const above = nextAbove(solution.smallestGain)
  if (failedAt > above) failed = mostPeople(problem, above, phase.placed, company)
  if (failed === undefined || failed.certificate.bound >= phase.placed) return { ...solution, optimal: false }
  return { ...solution, gainCertificate: failed.certificate }
}

/** The least number above a positive one. */
function nextAbove(x: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  view.setBigInt64(0, view.getBigInt64(0) + 1n)
  return view.getFloat64(0)
}
