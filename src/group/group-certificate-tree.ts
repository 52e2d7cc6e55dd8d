import type { ReachableGroup } from './group-certificate-search.ts'
import type { GroupBranch, GroupSplit } from './group-solution.ts'

/** Branches that a certificate may have: keeps a forged length from costing time. */
const MOST_BRANCHES = 2 ** 20

/**
 * Goes through a tree of branches with the groups that are left in each; the words of the first clause that fails, or undefined. `groups`: all that can be part
 * of what counts `next`, in units of price.
 */
export function branchFailure(
  branches: readonly GroupBranch[],
  groups: readonly ReachableGroup[],
  next: number,
): string | undefined {
  const met = new Uint8Array(branches.length)
  const open = [{ index: 0, left: groups }]
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const { index, left } = top
    if (met[index] === 1) return `branch ${index} is entered twice`
    met[index] = 1
    const branch = branches[index]!
    const reach = totalOf(branch) - next
    const costOf = costs(branch)
    const within: ReachableGroup[] = []
    for (const group of left) {
      const excess = costOf(group.members) - group.value
      if (excess < 0) return `in branch ${index}, group ${group.members.join()} counts more than it pays`
      if (excess <= reach) within.push(group)
    }
    if (reach < 0) continue
    if (branch.split === undefined) return `the prices of branch ${index} leave room for more than the bound`
    const { first, second, together, apart } = branch.split
    const held = within.map(({ members }) => (members.includes(first) ? 1 : 0) + (members.includes(second) ? 1 : 0))
    open.push({ index: together, left: within.filter((_, i) => held[i] !== 1) })
    open.push({ index: apart, left: within.filter((_, i) => held[i] !== 2) })
  }
  return undefined
}

function totalOf({ dual, oddSets }: GroupBranch): number {
  let total = 0
  for (const price of dual) total += price
  for (const { members, dual: price } of oddSets) total += (price * (members.length - 1)) / 2
  return total
}

/** What a group pays in a branch: its members, and the odd sets of which it holds two or more. */
function costs({ dual, oddSets }: GroupBranch): (group: readonly number[]) => number {
  const setsOf: (number[] | undefined)[] = []
  oddSets.forEach(({ members }, s) => {
    for (const p of members) (setsOf[p] ??= []).push(s)
  })
  const held = new Int32Array(oddSets.length)
  return (group) => {
    let cost = 0
    for (const p of group) {
      cost += dual[p]!
      for (const s of setsOf[p] ?? []) if (++held[s]! % 2 === 0) cost += oddSets[s]!.dual
    }
    for (const p of group) for (const s of setsOf[p] ?? []) held[s] = 0
    return cost
  }
}

/** Copies untrusted branches, or says what is wrong with them. Each leads to later ones only, so that following them ends. What throws is caught by the caller. */
export function readBranches(branches: readonly GroupBranch[], n: number): readonly GroupBranch[] | string {
  const count = branches.length
  if (!(Number.isInteger(count) && count >= 0 && count <= MOST_BRANCHES)) return 'branches is not a list'
  const copies: GroupBranch[] = []
  for (let b = 0; b < count; b++) {
    const branch = readBranch(branches[b]!, b, count, n)
    if (typeof branch === 'string') return `branch ${b}: ${branch}`
    copies.push(branch)
  }
  return copies
}

function readBranch(
  { dual, oddSets, split }: GroupBranch,
  index: number,
  count: number,
  n: number,
): GroupBranch | string {
  if (dual.length !== n) return `dual has ${dual.length} entries for ${n} people`
  const prices = Float64Array.from(dual)
  if (!prices.every(isPrice)) return 'a price is not a whole number of at least 0'
  const sets: { members: Int32Array; dual: number }[] = []
  for (const { members, dual: price } of Array.from(oddSets)) {
    if (!isPrice(price)) return 'a price is not a whole number of at least 0'
    const size = members.length
    if (!(size >= 3 && size <= n && size % 2 === 1)) return `an odd set has ${size} members`
    const copy = Array.from(members)
    if (!copy.every((p) => isPerson(p, n)) || new Set(copy).size !== size) return 'an odd set is not one of people'
    sets.push({ members: Int32Array.from(copy), dual: price })
  }
  const copy = { dual: prices, oddSets: sets }
  if (!Number.isSafeInteger(totalOf({ ...copy, split: undefined })))
    return 'the prices add up to more than a safe integer'
  if (split === undefined) return { ...copy, split }
  const { first, second, together, apart }: GroupSplit = split
  if (!isPerson(first, n) || !isPerson(second, n) || first === second) return 'it is not split by two people'
  const isLater = (b: number): boolean => Number.isInteger(b) && b > index && b < count
  if (!isLater(together) || !isLater(apart)) return 'it leads to something that is not a later branch'
  return { ...copy, split: { first, second, together, apart } }
}

function isPrice(price: number): boolean {
  return Number.isSafeInteger(price) && price >= 0
}

function isPerson(p: number, n: number): boolean {
  return Number.isInteger(p) && p >= 0 && p < n
}
