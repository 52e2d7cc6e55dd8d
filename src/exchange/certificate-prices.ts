import { attempt, type Column, entries, isCount, isObject, isWhole, lengthOf } from '../matching/certificate-values.ts'

/** Prices that have been read: whole numbers, sets of vertices that are there, and a total that is safe. */
export interface ReadPrices {
  readonly dual: Float64Array
  readonly sets: readonly Int32Array[]
  readonly setDual: readonly number[]
  /** Sets that hold a vertex; undefined for those in none. */
  readonly setsOf: ReadonlyMap<number, readonly number[]>
  readonly total: number
}

interface ReadSplit {
  readonly first: number
  readonly second: number
  readonly together: number
  readonly apart: number
}

export interface ReadBranch {
  readonly prices: ReadPrices
  readonly split: ReadSplit | undefined
}

/** Branches that a certificate may have: keeps a forged length from costing time. */
const MOST_BRANCHES = 2 ** 24

/** Reads untrusted prices, or says what is wrong with them. */
export function readPrices(value: unknown, n: number, place: string): ReadPrices | string {
  return attempt(() => {
    if (!isObject(value)) return `${place} is not an object`
    const { dual, oddSets } = value
    const dualLength = lengthOf(dual)
    if (dualLength !== n) return `${place}: dual has ${entries(dualLength)} for ${n} vertices`
    const prices = new Float64Array(n)
    let total = 0
    for (let v = 0; v < n; v++) {
      const price = (dual as Column)[v]
      if (!isWhole(price)) return `${place}: the price of vertex ${v} is not a safe integer`
      if (price < 0) return `${place}: the price of vertex ${v} is negative`
      prices[v] = price
      total += price
      if (!Number.isSafeInteger(total)) return `${place}: the sum of the prices is not a safe integer`
    }
    const setCount = lengthOf(oddSets)
    if (setCount === undefined) return `${place}: oddSets is not an array`
    const sets: Int32Array[] = []
    const setDual: number[] = []
    const setsOf = new Map<number, number[]>()
    for (let s = 0; s < setCount; s++) {
      const set = (oddSets as Column)[s]
      if (!isObject(set)) return `${place}: odd set ${s} is not an object`
      const members = readMembers(set['members'], n)
      if (typeof members === 'string') return `${place}: odd set ${s} ${members}`
      const price = set['dual']
      if (!isCount(price) || price === 0) return `${place}: the price of odd set ${s} is not a positive safe integer`
      total += (price * (members.length - 1)) / 2
      if (!Number.isSafeInteger(total)) return `${place}: the sum of the prices is not a safe integer`
      for (const v of members) {
        const others = setsOf.get(v)
        if (others === undefined) setsOf.set(v, [s])
        else others.push(s)
      }
      sets.push(members)
      setDual.push(price)
    }
    return { dual: prices, sets, setDual, setsOf, total }
  })
}

function readMembers(value: unknown, n: number): Int32Array | string {
  const size = lengthOf(value)
  if (size === undefined) return 'has no array of members'
  if (size < 3 || size % 2 === 0) return `has ${size} members: not an odd number of at least 3`
  if (size > n) return `has ${size} members, more than there are vertices`
  const members = new Int32Array(size)
  const seen = new Set<number>()
  for (let i = 0; i < size; i++) {
    const v = (value as Column)[i]
    if (!isCount(v) || v >= n) return `has a member that is not a vertex`
    if (seen.has(v)) return `holds vertex ${v} twice`
    seen.add(v)
    members[i] = v
  }
  return members
}

/** Reads untrusted branches. Each leads to later ones only, so that following them ends. */
export function readBranches(value: unknown, n: number): readonly ReadBranch[] | string {
  return attempt(() => {
    const count = lengthOf(value)
    if (count === undefined) return 'branches is not an array'
    if (count > MOST_BRANCHES) return `${count} branches are too many`
    const branches: ReadBranch[] = []
    for (let b = 0; b < count; b++) {
      const branch = (value as Column)[b]
      const prices = readPrices(branch, n, `branch ${b}`)
      if (typeof prices === 'string') return prices
      const split = isObject(branch) ? branch['split'] : undefined
      if (split === undefined) {
        branches.push({ prices, split: undefined })
        continue
      }
      if (!isObject(split)) return `branch ${b}: split is not an object`
      const { first, second, together, apart } = split
      if (!isCount(first) || !isCount(second) || first >= n || second >= n || first === second)
        return `branch ${b}: splits by something that is not two vertices`
      if (!isCount(together) || !isCount(apart) || together <= b || apart <= b || together >= count || apart >= count)
        return `branch ${b}: leads to something that is not a later branch`
      branches.push({ prices, split: { first, second, together, apart } })
    }
    return branches
  })
}
