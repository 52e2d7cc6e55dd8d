import type { EdgeList } from '../graph/edge-list.ts'
import { sharedDuals } from './bound.ts'
import { boundOf } from './limited-change-search.ts'
import type { ChangeBound, ChangeCertificate, ChangeLimit, LimitedChange } from './limited-change-solution.ts'

/** A bound for what is left when some old pairs are kept, and others broken: what is settled stands at both of its ends. */
export interface Leaf {
  readonly bound: ChangeBound
  readonly kept: ReadonlySet<number>
  /** Vertices whose old pair is no pair any more. */
  readonly broken: ReadonlySet<number>
}

export function leavesOf(certificate: ChangeCertificate, previous: ArrayLike<number>): Leaf[] {
  const leaves: Leaf[] = []
  const nobody: ReadonlySet<number> = new Set()
  const open = [{ part: certificate, kept: nobody, broken: nobody }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, kept, broken } = next
    if (!('vertex' in part)) {
      leaves.push({ bound: part, kept, broken })
      continue
    }
    const ends = [part.vertex, previous[part.vertex]!]
    open.push({ part: part.kept, kept: new Set([...kept, ...ends]), broken })
    open.push({ part: part.broken, kept, broken: new Set([...broken, ...ends]) })
  }
  return leaves
}

/** What no matching within the limit is worth more than that has the pair of `u` and `v`, which weighs `weight` without the lift; -Infinity if there is none. */
export type MostWith = (u: number, v: number, weight: number) => number

/**
 * {@link MostWith} by the certificate of a limited change: in each of its cases the duals say how far the pair is from being tight (linear programming
 * duality), and the greatest bound holds. `graph` has all old pairs that are possible.
 */
export function mostWithPair(
  { source, target, weight }: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  { certificate, kept, broken, lift }: Pick<LimitedChange, 'certificate' | 'kept' | 'broken' | 'lift'>,
): MostWith {
  const oldWeight = new Map<number, number>()
  for (let e = 0; e < weight.length; e++) {
    const low = Math.min(source[e]!, target[e]!)
    if (previous[source[e]!] === target[e]) oldWeight.set(low, Math.max(weight[e]!, oldWeight.get(low) ?? -Infinity))
  }
  const needed = 'maxBroken' in limit ? Math.max(0, kept + broken - limit.maxBroken) : 0
  const parts = leavesOf(certificate, previous).map((leaf): MostWith => {
    const { scale, bonus, solution } = leaf.bound
    const { dual2x } = solution.certificate
    const shared = sharedDuals(solution.certificate)
    // With a cost, the bonus is one for what is kept: all old pairs' comes off.
    let settled = 'maxBroken' in limit ? 0 : -Math.floor(bonus / scale) * (kept + broken)
    let left = needed
    for (const v of leaf.kept) {
      if (previous[v]! < v) continue
      settled += oldWeight.get(v)! + lift
      left = Math.max(0, left - 1)
    }
    const boundWithout = (less: number): number =>
      settled + boundOf({ scaled: solution.weight - less, scale, bonus }, left)
    return (u, v, own) => {
      const isOld = previous[u] === v
      if (leaf.kept.has(u) || leaf.kept.has(v)) return isOld && leaf.kept.has(u) ? boundWithout(0) : -Infinity
      if (isOld && leaf.broken.has(u)) return -Infinity
      const counted = scale * (own + lift) + (isOld ? bonus : 0)
      const slack2x = dual2x[u]! + dual2x[v]! + shared(u, v) - 2 * counted
      return boundWithout(slack2x > 0 ? Math.ceil(slack2x / 2) : 0)
    }
  })
  return (u, v, own) => parts.reduce((most, part) => Math.max(most, part(u, v, own)), -Infinity)
}
