import type { Verdict } from './solution.ts'
import { partiesFailure } from './stable-check.ts'
import type { StableSolution } from './stable-solution.ts'

/** Tells what vertices prefer, where the pairs are not held: the pairs of a {@link PreferenceGraph}, with its order of preference. */
export interface PreferenceJudge {
  readonly vertexCount: number
  /** What `v` gains from `u` and the pair weighs; `undefined` if they are not acceptable to each other. */
  preferred(v: number, u: number): { readonly gain: number; readonly weight: number } | undefined
  /**
   * Takes every pair, `v < u`, in which each end prefers the other to whom `partner` names for it, each once, in any order: -1, itself and somebody not acceptable are worse than
   * anybody. Returns whether all have been told: not when `goOn` said false.
   */
  preferEachOther(partner: ArrayLike<number>, take: (v: number, u: number) => void, goOn: () => boolean): boolean
}

/**
 * {@link checkStableMatching} without the pairs, clause by clause. `undefined` if `goOn` said false before all pairs were looked at.
 */
export function checkStableByJudge(
  judge: PreferenceJudge,
  solution: StableSolution,
  goOn: () => boolean = () => true,
): Verdict | undefined {
  const { successor, mate, stable, blocking } = solution
  const n = judge.vertexCount
  if (successor.length !== n) return invalid(`successor has ${successor.length} entries for ${n} vertices`)
  const predecessor = new Int32Array(n).fill(-1)
  for (let v = 0; v < n; v++) {
    const next = successor[v]!
    if (!Number.isInteger(next) || next < 0 || next >= n) return invalid(`successor of vertex ${v} is not a vertex`)
    if (predecessor[next] !== -1)
      return invalid(`vertices ${predecessor[next]} and ${v} have the same successor, ${next}`)
    predecessor[next] = v
  }
  const order = successionFailure(judge, successor, predecessor)
  if (order !== undefined) return invalid(order)
  let offended: readonly [number, number] | undefined
  const seen = judge.preferEachOther(
    predecessor,
    (v, u) => {
      offended ??= [v, u]
    },
    () => offended === undefined && goOn(),
  )
  if (offended !== undefined)
    return invalid(`vertices ${offended[0]} and ${offended[1]} prefer each other to their predecessors`)
  if (!seen) return undefined
  const reason = partiesFailure(solution) ?? mateFailure(judge, mate)
  if (reason !== undefined) return invalid(reason)
  const pairs: (readonly [number, number])[] = []
  // Where mates are predecessors that has been looked through.
  const same = mate.every((other, v) => predecessor[v] === (other === -1 ? v : other))
  if (!same && !judge.preferEachOther(mate, (v, u) => pairs.push([v, u]), goOn)) return undefined
  pairs.sort((p, q) => p[0] - q[0] || p[1] - q[1])
  if (stable && pairs.length > 0)
    return invalid(`stable is true, but vertices ${pairs[0]![0]} and ${pairs[0]![1]} block`)
  for (let i = 0; i < pairs.length; i++) {
    const [v, u] = pairs[i]!
    if (blocking[i]?.[0] !== v || blocking[i]?.[1] !== u)
      return invalid(`the blocking pair of vertices ${v} and ${u} is not at position ${i} of blocking`)
  }
  return blocking.length === pairs.length
    ? { valid: true }
    : invalid(`blocking has ${blocking.length} entries, but there are ${pairs.length} blocking pairs`)
}

/** Neighbours in a party are acceptable to each other; in parties of three or more, successors are preferred. */
function successionFailure(
  judge: PreferenceJudge,
  successor: ArrayLike<number>,
  predecessor: Int32Array,
): string | undefined {
  for (let v = 0; v < predecessor.length; v++) {
    const next = successor[v]!
    const before = predecessor[v]!
    if (next === v) continue
    const then = judge.preferred(v, next)
    if (then === undefined) return `vertex ${v} has successor ${next}, but the two are not acceptable to each other`
    if (next === before) continue
    const now = judge.preferred(v, before)
    const preferred =
      now === undefined ||
      (then.gain === now.gain
        ? then.weight > now.weight || (then.weight === now.weight && next < before)
        : then.gain > now.gain)
    if (!preferred) return `vertex ${v} does not prefer its successor ${next} to its predecessor ${before}`
  }
  return undefined
}

/** `mate` is a matching, and its pairs are acceptable. */
function mateFailure(judge: PreferenceJudge, mate: ArrayLike<number>): string | undefined {
  const n = judge.vertexCount
  if (mate.length !== n) return `mate has ${mate.length} entries for ${n} vertices`
  for (let v = 0; v < n; v++) {
    const other = mate[v]!
    if (other === -1) continue
    if (!Number.isInteger(other) || other < 0 || other >= n || other === v)
      return `mate of vertex ${v} is neither another vertex nor -1`
    if (mate[other] !== v) return `vertex ${v} has mate ${other}, whose mate is ${mate[other]}`
    if (judge.preferred(v, other) === undefined)
      return `vertices ${v} and ${other} are mates, but not acceptable to each other`
  }
  return undefined
}

const invalid = (reason: string): Verdict => ({ valid: false, reason })
