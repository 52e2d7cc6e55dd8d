import type { EdgeList } from '../graph/edge-list.ts'
import { sharedDuals } from './bound.ts'
import type { BChangeBound, BChangeCertificate, LimitedBChange } from './limited-b-change-solution.ts'
import { boundOf } from './limited-change-search.ts'
import type { ChangeLimit } from './limited-change-solution.ts'

/** A bound for what is left when some old edges are kept, and others broken. */
interface Leaf {
  readonly bound: BChangeBound
  readonly kept: ReadonlySet<number>
  readonly broken: ReadonlySet<number>
}

function leavesOf(certificate: BChangeCertificate): Leaf[] {
  const leaves: Leaf[] = []
  const none: ReadonlySet<number> = new Set()
  const open = [{ part: certificate, kept: none, broken: none }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { part, kept, broken } = next
    if (!('edge' in part)) {
      leaves.push({ bound: part, kept, broken })
      continue
    }
    open.push({ part: part.kept, kept: new Set([...kept, part.edge]), broken })
    open.push({ part: part.broken, kept, broken: new Set([...broken, part.edge]) })
  }
  return leaves
}

/** What no b-matching within the limit is worth more than that has a given edge; -Infinity if there is none. By the certificate, see `mostWithPair`. */
export function mostWithEdge(
  graph: EdgeList,
  previous: ArrayLike<number>,
  limit: ChangeLimit,
  result: Pick<LimitedBChange, 'certificate' | 'keepable'>,
): (edge: number) => number {
  const old = new Set(Array.from(previous))
  const needed = 'maxBroken' in limit ? Math.max(0, result.keepable - limit.maxBroken) : 0
  const parts = leavesOf(result.certificate).map((leaf) => {
    const { scale, bonus, solution } = leaf.bound
    const { dual2x, blossoms } = solution.certificate
    const shared = sharedDuals({ dual2x, blossoms, lift: 0 })
    const crossing = new Map<number, number>()
    for (const { crossing: edges, dual2x: own } of blossoms)
      for (const e of edges) crossing.set(e, (crossing.get(e) ?? 0) + own)
    let settled = 'maxBroken' in limit ? 0 : -Math.floor(bonus / scale) * old.size
    let left = needed
    for (const e of leaf.kept) {
      settled += graph.weight[e]!
      left = Math.max(0, left - 1)
    }
    const boundWithout = (less: number): number =>
      settled + boundOf({ scaled: solution.weight - less, scale, bonus }, left)
    return (e: number): number => {
      if (leaf.kept.has(e)) return boundWithout(0)
      if (leaf.broken.has(e)) return -Infinity
      const [u, v] = [graph.source[e]!, graph.target[e]!]
      const counted = scale * graph.weight[e]! + (old.has(e) ? bonus : 0)
      // What weighs nothing is not among the partners that a certificate counts: it takes no place of theirs.
      const slack2x =
        counted <= 0 ? -2 * counted : dual2x[u]! + dual2x[v]! + shared(u, v) + (crossing.get(e) ?? 0) - 2 * counted
      // An edge that has a dual of its own may seem to have less than none.
      return boundWithout(slack2x > 0 ? Math.ceil(slack2x / 2) : 0)
    }
  })
  return (e) => parts.reduce((most, part) => Math.max(most, part(e)), -Infinity)
}
