import type { GroupMaster } from './group-master.ts'
import type { GroupModel } from './group-model.ts'
import type { GroupSearch } from './group-search.ts'
import type { GroupCertificate } from './group-solution.ts'

/** Units of price per unit of weight, at most: so many that rounding prices up does not show in a sum of weights. */
const FINEST = 2 ** 20
const MOST_SUM = 2 ** 51

/**
 * Whole prices that hold for every group, from those of a linear program: rounded up, and raised where a group still counts more. `search`: where the
 * pool does not hold all groups, they are looked for. If it is stopped, whoever it has not come to pays the most they could ever bring.
 */
export function certify(
  master: GroupMaster,
  search: GroupSearch | undefined,
  goOn: () => boolean,
  inflate = 0,
): GroupCertificate {
  const { model, pool, lift, trios, rowOf, lp } = master
  const { personCount: n, unitOf, unitStart, unitPerson } = model
  const caps = capsOf(model, lift)
  let greatest = 1
  for (let p = 0; p < n; p++) greatest = Math.max(greatest, caps[p]!, master.price[p]!)
  let scale = FINEST
  while (scale > 1 && scale * greatest * Math.max(8, n) > MOST_SUM) scale /= 2
  const dual = Float64Array.from(master.price, (price) => Math.ceil(Math.max(0, price) * (1 + inflate) * scale))
  const trioDual = Float64Array.from(rowOf, (row) => Math.ceil(Math.max(0, lp.dual[row]!) * scale))
  const trioOf: number[][] = Array.from({ length: model.unitCount }, () => [])
  trios.forEach((trio, i) => {
    if (trioDual[i]! > 0) for (const unit of trio) trioOf[unit]!.push(i)
  })
  /** Raises a price if a group counts more than its members pay; by how much, in units of weight. */
  const settle = (members: ArrayLike<number>, from: number, to: number, value: number): number => {
    let lacking = value * scale
    const seen = new Set<number>()
    const counted = new Set<number>()
    for (let i = from; i < to && lacking > 0; i++) {
      const unit = unitOf[members[i]!]!
      if (unitPerson[unitStart[unit]!] !== members[i]) continue
      for (const trio of trioOf[unit]!) {
        if (seen.has(trio) && !counted.has(trio)) {
          counted.add(trio)
          lacking -= trioDual[trio]!
        }
        seen.add(trio)
      }
    }
    if (!(lacking > 0)) return 0
    // Whoever pays the most already is the most likely to be wanted elsewhere, too.
    let payer = -1
    for (let i = from; i < to; i++) {
      const unit = unitOf[members[i]!]!
      if (unitPerson[unitStart[unit]!] !== members[i]) continue
      if (payer < 0 || dual[members[i]!]! > dual[payer]!) payer = members[i]!
    }
    dual[payer]! += lacking
    return payer
  }
  if (search === undefined) {
    for (let group = 0; group < pool.count; group++) {
      let value = master.valueOf(group)
      for (let i = pool.start[group]!; i < pool.start[group + 1]!; i++) value -= dual[pool.members[i]!]! / scale
      if (value > 0) settle(pool.members, pool.start[group]!, pool.start[group + 1]!, value)
    }
  } else {
    const worth = Float64Array.from(dual, (price) => lift - price / scale)
    search.run({
      worth,
      floor: 0,
      goOn,
      visit: (members, size, _weight, value) => {
        settle(members, 0, size, value)
        for (let i = 0; i < size; i++) worth[members[i]!] = lift - dual[members[i]!]! / scale
      },
    })
    for (let u = 0; u < model.unitCount; u++) {
      if ((search.left[u >> 5]! & (1 << (u & 31))) === 0) continue
      let cap = 0
      for (let i = unitStart[u]!; i < unitStart[u + 1]!; i++) cap += caps[unitPerson[i]!]!
      const first = unitPerson[unitStart[u]!]!
      dual[first] = Math.max(dual[first]!, Math.ceil(cap * scale))
    }
  }
  const prices = {
    scale,
    lift,
    dual,
    trios: trios
      .map(([a, b, c], i) => ({
        members: [unitPerson[unitStart[a]!]!, unitPerson[unitStart[b]!]!, unitPerson[unitStart[c]!]!] as const,
        dual: trioDual[i]!,
      }))
      .filter((trio) => trio.dual > 0),
  }
  return { ...prices, bound: Math.floor(sumOf(prices) / scale), branches: [] }
}

/** Sum of all prices: what no packing can exceed, in units of price. */
export function sumOf({ dual, trios }: Pick<GroupCertificate, 'dual' | 'trios'>): number {
  let sum = 0
  for (const price of dual) sum += price
  for (const trio of trios) sum += trio.dual
  return sum
}

/**
 * Per person, no group counts more than the sum of its members' caps (parts weigh at least what the whole does; each part and the whole are rounded,
 * by a half at most).
 */
export function capsOf(model: GroupModel, lift: number): Float64Array {
  const one = new Float64Array(1)
  return Float64Array.from({ length: model.personCount }, (_, p) => {
    one[0] = model.mostGain[p]!
    if (!(one[0] > 0)) return 0
    return Math.max(0, model.weigh(one, 1) + 1 + model.bonus[p]! + model.pairCap[p]! + lift)
  })
}
