import { type GroupProblem, LARGEST_GROUP } from './group-problem.ts'

/**
 * Throws a `RangeError` that names the first thing that is wrong with a problem. Cost: linear.
 *
 * @category utils
 * @since 0.1.0
 */
export function validateGroupProblem(problem: GroupProblem): void {
  const { personCount: n, minSize, maxSize, weigh, wantStart, wantPriority, liftStart, liftTeacher, lift } = problem
  if (!(Number.isInteger(n) && n >= 0 && n < 2 ** 24)) fail('personCount', 'a whole number below 2^24', n)
  if (!(Number.isInteger(maxSize) && maxSize >= 2 && maxSize <= LARGEST_GROUP)) {
    fail('maxSize', `a whole number from 2 to ${LARGEST_GROUP}`, maxSize)
  }
  if (!(Number.isInteger(minSize) && minSize >= 2 && minSize <= maxSize)) {
    fail('minSize', 'a whole number from 2 to maxSize', minSize)
  }
  if (typeof weigh !== 'function') fail('weigh', 'a function', weigh)
  starts('wantStart', wantStart, n, wantPriority.length)
  starts('liftStart', liftStart, wantPriority.length, lift.length)
  if (liftTeacher.length !== lift.length) fail('liftTeacher', `${lift.length} entries`, liftTeacher.length)
  for (let p = 0; p < n; p++) {
    for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
      if (!isPositive(wantPriority[w])) fail(`wantPriority[${w}]`, 'a positive number', wantPriority[w])
      for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) {
        const teacher = person(`liftTeacher[${i}]`, liftTeacher[i], n)
        if (teacher === p) fail(`liftTeacher[${i}]`, `somebody else than ${p}`, teacher)
        if (i > liftStart[w]! && teacher <= liftTeacher[i - 1]!) {
          fail(`liftTeacher[${i}]`, 'more than the one before', teacher)
        }
        if (!isPositive(lift[i])) fail(`lift[${i}]`, 'a positive number', lift[i])
      }
    }
  }
  rules(problem)
}

function rules(problem: GroupProblem): void {
  const { personCount: n, minGain, maxImbalance, apart, together, limits, times, personBonus, pairBonus } = problem
  if (minGain !== undefined && !(minGain >= 0 && minGain < Infinity)) fail('minGain', '0 or more', minGain)
  if (maxImbalance !== undefined && !(maxImbalance >= 0)) fail('maxImbalance', '0 or more', maxImbalance)
  if (apart !== undefined) pairs('apart', apart, n)
  for (const [i, set] of (together ?? []).entries()) {
    for (let k = 0; k < set.length; k++) person(`together[${i}][${k}]`, set[k], n)
  }
  for (const [i, { members, allowed }] of (limits ?? []).entries()) {
    for (let k = 0; k < members.length; k++) person(`limits[${i}].members[${k}]`, members[k], n)
    if (new Set(Array.from(members)).size !== members.length)
      fail(`limits[${i}].members`, 'each person once', 'one twice')
    if (!Array.isArray(allowed)) fail(`limits[${i}].allowed`, 'an array', allowed)
  }
  if (times !== undefined) {
    const { words, free, least } = times
    if (!(Number.isInteger(words) && words >= 0)) fail('times.words', 'a whole number', words)
    if (free.length !== words * n) fail('times.free', `${words * n} words`, free.length)
    if (!(Number.isInteger(least) && least >= 0)) fail('times.least', 'a whole number', least)
  }
  let sum = 0
  if (personBonus !== undefined) {
    if (personBonus.length !== n) fail('personBonus', `${n} entries`, personBonus.length)
    for (let p = 0; p < n; p++) {
      if (!Number.isSafeInteger(personBonus[p])) fail(`personBonus[${p}]`, 'a safe integer', personBonus[p])
      sum += Math.abs(personBonus[p]!)
    }
  }
  if (pairBonus !== undefined) {
    pairs('pairBonus', pairBonus, n)
    if (pairBonus.amount.length !== pairBonus.source.length) {
      fail('pairBonus.amount', `${pairBonus.source.length} entries`, pairBonus.amount.length)
    }
    for (let i = 0; i < pairBonus.amount.length; i++) {
      const amount = pairBonus.amount[i]
      if (!Number.isSafeInteger(amount)) fail(`pairBonus.amount[${i}]`, 'a safe integer', amount)
      sum += Math.abs(amount!)
    }
  }
  const { weigh, wantStart, wantPriority, liftStart, lift } = problem
  // No packing weighs more than everybody's greatest gain alone, and `coverage` counts some times that for each of them.
  const one = new Float64Array(1)
  let greatest = 0
  for (let p = 0; p < n; p++) {
    let gain = 0
    for (let w = wantStart[p]!; w < wantStart[p + 1]!; w++) {
      let most = 0
      for (let i = liftStart[w]!; i < liftStart[w + 1]!; i++) most = Math.max(most, lift[i]!)
      gain += wantPriority[w]! * most
    }
    if (!(gain > 0)) continue
    one[0] = gain
    const weight = weigh(one, 1)
    if (!Number.isSafeInteger(weight) || weight < 0) fail(`weigh([${gain}])`, 'a safe integer, not negative', weight)
    greatest = Math.max(greatest, weight + 1)
  }
  if (!(n * (n * greatest + sum) < 2 ** 52)) {
    throw new RangeError(
      `weights of up to ${greatest} for ${n} people and bonuses of ${sum}: sums would leave the safe integers`,
    )
  }
}

function starts(name: string, list: ArrayLike<number>, count: number, end: number): void {
  if (list.length !== count + 1) fail(name, `${count + 1} entries`, list.length)
  for (let i = 0; i <= count; i++) {
    const value = list[i]!
    if (!Number.isInteger(value) || value < (i === 0 ? 0 : list[i - 1]!)) {
      fail(`${name}[${i}]`, 'a whole number, not less than the one before', value)
    }
  }
  if (list[0] !== 0) fail(`${name}[0]`, '0', list[0])
  if (list[count] !== end) fail(`${name}[${count}]`, String(end), list[count])
}

function pairs(
  name: string,
  { source, target }: { source: ArrayLike<number>; target: ArrayLike<number> },
  n: number,
): void {
  if (source.length !== target.length) fail(`${name}.target`, `${source.length} entries`, target.length)
  for (let i = 0; i < source.length; i++) {
    const a = person(`${name}.source[${i}]`, source[i], n)
    const b = person(`${name}.target[${i}]`, target[i], n)
    if (a === b) fail(`${name}.target[${i}]`, `somebody else than ${a}`, b)
  }
}

function person(name: string, value: number | undefined, n: number): number {
  if (value === undefined || !Number.isInteger(value) || value < 0 || value >= n)
    fail(name, `a person from 0 to ${n - 1}`, value)
  return value
}

const isPositive = (x: number | undefined): boolean => x !== undefined && x > 0 && x < Infinity

function fail(name: string, expected: string, got: unknown): never {
  throw new RangeError(`${name}: expected ${expected}, got ${String(got)}`)
}
