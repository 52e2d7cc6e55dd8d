import { GroupChecks } from './group-certificate-search.ts'
import { branchFailure, readBranches } from './group-certificate-tree.ts'
import type { GroupProblem } from './group-problem.ts'
import type { GroupCertificate, GroupSolution, GroupVerdict } from './group-solution.ts'
import { validateGroupProblem } from './validate-group-problem.ts'

/**
 * Proves or refutes what a solution claims: that its groups are possible and are worth what it says, that by its prices nothing better than `bound` and
 * `mostPlaced` exists, and that whoever it calls hopeless is. It looks for a group that counts more than its members pay, by a search of its own with its own bound;
 * and where there are branches, for all groups that the prices leave within reach. Nothing of the solver is used.
 *
 * `solution` is untrusted. Cost: as much as finding all groups that could count more than their members pay, often seconds for hundreds of people.
 *
 * @throws RangeError as `maximumWeightGroups`, for the problem.
 * @category certificate
 * @since 0.1.0
 */
export function checkGroupCertificate(problem: GroupProblem, solution: GroupSolution): GroupVerdict {
  validateGroupProblem(problem)
  const claim = read(solution, problem.personCount)
  if (typeof claim === 'string') return { valid: false, reason: claim }
  const reason = failure(problem, claim)
  return reason === undefined ? { valid: true } : { valid: false, reason }
}

type Failure = string | undefined

function failure(problem: GroupProblem, claim: GroupSolution): Failure {
  const { objective, certificate, bound, placed, weight, smallestGain, optimal, mostPlaced } = claim
  const checks = new GroupChecks(problem, {})
  const wrong = groupsFailure(checks, claim)
  if (wrong !== undefined) return wrong
  for (const p of claim.hopeless) {
    const group = checks.groupWith(p)
    if (group !== undefined) return `person ${p} is called hopeless, but could be in group ${group.join()}`
  }
  const isBenefit = objective === 'benefit'
  if (isBenefit && certificate.lift !== 0) return `lift is ${certificate.lift}, not 0`
  const atLeast = objective === 'worst-off' ? new GroupChecks(problem, { least: smallestGain }) : checks
  const price = pricesFailure('certificate', atLeast, certificate)
  if (price !== undefined) return price
  const proven = certificate.bound - certificate.lift * placed
  if (bound !== proven) return `bound is ${bound}, but the certificate says ${proven}`
  if (bound < weight) return `bound ${bound} is less than weight ${weight}`
  if (isBenefit) {
    const possible = problem.personCount - claim.hopeless.length
    if (mostPlaced !== possible) return `mostPlaced is ${mostPlaced}, but ${possible} people are not hopeless`
    return optimal === (bound === weight) ? undefined : `optimal is ${optimal}, and bound ${bound}`
  }
  const { placedCertificate, gainCertificate } = claim
  if (placedCertificate === undefined) return 'placedCertificate is missing'
  const count = countFailure('placedCertificate', problem, {}, placedCertificate)
  if (count !== undefined) return count
  const most = placedCertificate.bound
  if (mostPlaced !== most) return `mostPlaced is ${mostPlaced}, but the certificate says ${most}`
  if (mostPlaced < placed) return `mostPlaced ${mostPlaced} is less than placed ${placed}`
  const isProven =
    bound === weight &&
    mostPlaced === placed &&
    (objective === 'coverage' || placed === 0 || gainCertificate !== undefined)
  if (optimal !== isProven) return `optimal is ${optimal}, but the certificates say ${isProven}`
  if (gainCertificate === undefined) return undefined
  if (objective !== 'worst-off') return 'gainCertificate belongs to "worst-off"'
  const gain = countFailure('gainCertificate', problem, { above: smallestGain }, gainCertificate)
  if (gain !== undefined) return gain
  return gainCertificate.bound < placed ? undefined : 'gainCertificate leaves room for as many people'
}

/** Clauses: everybody is in one group at most, each group is possible, and the sums are right. */
function groupsFailure(checks: GroupChecks, { groups, weight, placed, smallestGain }: GroupSolution): Failure {
  const seen = new Set<number>()
  let sum = 0
  let least = Infinity
  for (const [i, group] of groups.entries()) {
    for (const [k, p] of group.entries()) {
      if (k > 0 && p <= group[k - 1]!) return `group ${i}: members are not ascending`
      if (seen.has(p)) return `person ${p} is in two groups`
      seen.add(p)
    }
    if (i > 0 && group[0]! < groups[i - 1]![0]!) return `group ${i} comes too late`
    const found = checks.look([...group])
    if (typeof found === 'string') return `group ${i}: ${found}`
    sum += found.weight
    least = Math.min(least, found.least)
  }
  if (weight !== sum) return `weight is ${weight}, but the groups weigh ${sum}`
  if (placed !== seen.size) return `placed is ${placed}, but ${seen.size} people are in groups`
  const gain = groups.length === 0 ? 0 : least
  return smallestGain === gain ? undefined : `smallestGain is ${smallestGain}, but somebody gains ${gain}`
}

function countFailure(
  name: string,
  problem: GroupProblem,
  gains: { readonly above?: number },
  certificate: GroupCertificate,
): Failure {
  const { personBonus: _person, pairBonus: _pair, ...rest } = problem
  if (certificate.lift !== 1) return `${name}: lift is ${certificate.lift}, not 1`
  return pricesFailure(name, new GroupChecks({ ...rest, weigh: () => 0 }, gains, true), certificate)
}

/** Clauses: prices are whole and not negative, no group counts more than it pays, and nothing counts more than the bound. */
function pricesFailure(name: string, checks: GroupChecks, certificate: GroupCertificate): Failure {
  const { scale, lift, dual, trios, bound, branches } = certificate
  if (!(Number.isSafeInteger(scale) && scale >= 1)) return `${name}: scale is ${scale}`
  if (!(Number.isSafeInteger(lift) && lift >= 0)) return `${name}: lift is ${lift}`
  const n = dual.length
  let sum = 0
  for (const [p, price] of dual.entries()) {
    if (!(Number.isSafeInteger(price) && price >= 0)) return `${name}: the price of person ${p} is ${price}`
    sum += price
  }
  for (const [i, { members, dual: price }] of trios.entries()) {
    if (!(Number.isSafeInteger(price) && price >= 0)) return `${name}: the price of trio ${i} is ${price}`
    if (members.length !== 3 || new Set(members).size !== 3) return `${name}: trio ${i} is not three people`
    if (!members.every((p) => Number.isInteger(p) && p >= 0 && p < n))
      return `${name}: trio ${i} has a member who is not there`
    sum += price
  }
  if (!Number.isSafeInteger(sum)) return `${name}: the prices add up to more than a safe integer`
  if (!(Number.isSafeInteger(bound) && bound >= 0 && Number.isSafeInteger(scale * (bound + 1))))
    return `${name}: bound is ${bound}`
  // To count more than the bound, the groups can pay so much more than they count.
  const reach = sum - scale * (bound + 1)
  if (reach >= 0 && branches.length === 0) return `${name}: the prices leave room for more than bound ${bound}`
  const groups = checks.within(certificate, reach)
  if (groups === undefined) return `${name}: too many groups are within reach`
  if ('unpaid' in groups) return `${name}: group ${groups.unpaid.join()} counts more than it pays`
  if (reach < 0) return undefined
  const wrong = branchFailure(branches, groups, scale * (bound + 1))
  return wrong === undefined ? undefined : `${name}: ${wrong}`
}

/** Copies what is needed once, so that it cannot change while it is looked at; or says what is wrong with its shape. */
function read(solution: GroupSolution, n: number): GroupSolution | string {
  try {
    const { objective, groups, weight, placed, smallestGain, bound, mostPlaced, optimal, hopeless } = solution
    if (objective !== 'benefit' && objective !== 'coverage' && objective !== 'worst-off') return 'objective is unknown'
    const people = (list: ArrayLike<number>): Int32Array | undefined => {
      const copy = Array.from(list)
      return copy.every((p) => Number.isInteger(p) && p >= 0 && p < n) ? Int32Array.from(copy) : undefined
    }
    const copies: Int32Array[] = []
    for (const group of Array.from(groups)) {
      const copy = people(group)
      if (copy === undefined) return `group ${copies.length} has a member who is not there`
      copies.push(copy)
    }
    const without = people(hopeless)
    if (without === undefined) return 'hopeless has somebody who is not there'
    if (new Set(without).size !== without.length) return 'hopeless has somebody twice'
    const { certificate, placedCertificate, gainCertificate } = solution
    const main = readCertificate(certificate, n)
    const most = placedCertificate === undefined ? undefined : readCertificate(placedCertificate, n)
    const gain = gainCertificate === undefined ? undefined : readCertificate(gainCertificate, n)
    if (typeof main === 'string') return `certificate: ${main}`
    if (typeof most === 'string') return `placedCertificate: ${most}`
    if (typeof gain === 'string') return `gainCertificate: ${gain}`
    return {
      objective,
      groups: copies,
      weight: Number(weight),
      placed: Number(placed),
      smallestGain: Number(smallestGain),
      bound: Number(bound),
      mostPlaced: Number(mostPlaced),
      optimal: optimal === true,
      hopeless: without,
      certificate: main,
      ...(most !== undefined && { placedCertificate: most }),
      ...(gain !== undefined && { gainCertificate: gain }),
    }
  } catch {
    return 'the solution cannot be read'
  }
}

function readCertificate(
  { scale, lift, dual, trios, bound, branches }: GroupCertificate,
  n: number,
): GroupCertificate | string {
  const tree = readBranches(branches, n)
  if (typeof tree === 'string') return tree
  if (dual.length !== n) return `dual has ${dual.length} entries for ${n} people`
  return {
    scale: Number(scale),
    lift: Number(lift),
    dual: Float64Array.from(dual),
    trios: Array.from(trios, ({ members, dual: price }) => ({
      members: [Number(members[0]), Number(members[1]), Number(members[2])] as const,
      dual: Number(price),
    })),
    bound: Number(bound),
    branches: tree,
  }
}
