import type { EdgeList } from '../graph/edge-list.ts'
import { WEIGHT_SCALE } from './fusion.ts'
import { mayMeet, type TeachingMarket } from './teaching-market.ts'

/** Who may teach whom: arc `e` leads from a teacher to a learner, who gains `gain[e] > 0`, and weighs `round(1000 * gain)` and what the learner is owed. */
export interface TeachingArcs extends EdgeList {
  readonly source: Int32Array
  readonly target: Int32Array
  readonly weight: Float64Array
  readonly gain: Float64Array
}

/**
 * The arcs between people whom the rules allow to meet, by learner, then by teacher, of those who gain enough. Where the caller's own rule failed `rules.failure` says so.
 * Linear in the lifts.
 */
export const findTeachingArcs = ({ people, index, lifts, rules, terms }: TeachingMarket): TeachingArcs => {
  const n = people.length
  const { wantStart, wantPriority } = index
  const sum = new Float64Array(n)
  const met = new Int32Array(n)
  const source: number[] = []
  const target: number[] = []
  const gain: number[] = []
  for (let learner = 0; learner < n && rules.failure === undefined; learner++) {
    let count = 0
    // Ascending wants: the sums are those of `benefit` to the last bit.
    for (let want = wantStart[learner]!; want < wantStart[learner + 1]!; want++) {
      for (let i = lifts.start[want]!; i < lifts.start[want + 1]!; i++) {
        const teacher = lifts.teacher[i]!
        if (sum[teacher] === 0) met[count++] = teacher
        sum[teacher]! += wantPriority[want]! * lifts.lift[i]!
      }
    }
    met.subarray(0, count).sort()
    for (let i = 0; i < count; i++) {
      const teacher = met[i]!
      const gained = sum[teacher]!
      sum[teacher] = 0
      if (gained < rules.minGain || !mayMeet(rules, teacher, learner)) continue
      source.push(teacher)
      target.push(learner)
      gain.push(gained)
    }
  }
  return {
    vertexCount: n,
    source: Int32Array.from(source),
    target: Int32Array.from(target),
    gain: Float64Array.from(gain),
    weight: Float64Array.from(
      gain,
      (gained, e) => Math.round(WEIGHT_SCALE * gained) + (terms?.credit[target[e]!] ?? 0),
    ),
  }
}

/** How many pairs of people could learn from each other. */
export const countMutual = ({ vertexCount, source, target }: TeachingArcs): number => {
  const arcs = new Set<number>()
  let count = 0
  for (let e = 0; e < source.length; e++) {
    if (arcs.has(target[e]! * vertexCount + source[e]!)) count++
    arcs.add(source[e]! * vertexCount + target[e]!)
  }
  return count
}
