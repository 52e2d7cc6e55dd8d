import { similarity } from './benefit.ts'
import type { SkillIndex } from './skill-index.ts'

/**
 * Who lifts which want by how much: want `w` (a position of the {@link SkillIndex}) is lifted by the people `teacher[i]`, ascending, by `lift[i] > 0`, for `i` from
 * `start[w]` to `start[w + 1] - 1`. Nobody lifts their own.
 */
export interface WantLifts {
  readonly start: Int32Array
  readonly teacher: Int32Array
  readonly lift: Float64Array
}

/**
 * The lifts of all wants, each the greatest over the teacher's offers; undefined if there are more than `most`. Linear in the posting lists that wants lead to.
 */
export const findWantLifts = (index: SkillIndex, most: number): WantLifts | undefined => {
  const { personCount, wantStart, wantSkill, wantKnown, relatedStart, relatedSkill } = index
  const { offererStart, offererPerson, offererLevel } = index
  const start = new Int32Array(wantSkill.length + 1)
  const best = new Float64Array(personCount)
  const found = new Int32Array(personCount)
  let teacher = new Int32Array(1024)
  let lift = new Float64Array(1024)
  let count = 0
  for (let learner = 0; learner < personCount; learner++) {
    for (let want = wantStart[learner]!; want < wantStart[learner + 1]!; want++) {
      const wanted = wantSkill[want]!
      const known = wantKnown[want]!
      let reached = 0
      const take = (skill: number): void => {
        const alike = similarity(index, skill, wanted)
        for (let at = offererStart[skill]!; at < offererStart[skill + 1]! && offererLevel[at]! > known; at++) {
          const p = offererPerson[at]!
          if (p === learner) continue
          if (best[p] === 0) found[reached++] = p
          best[p] = Math.max(best[p]!, alike * (offererLevel[at]! - known))
        }
      }
      take(wanted)
      for (let r = relatedStart[wanted]!; r < relatedStart[wanted + 1]!; r++) take(relatedSkill[r]!)
      if (count + reached > most) return undefined
      while (count + reached > teacher.length) {
        teacher = grown(teacher, new Int32Array(2 * teacher.length))
        lift = grown(lift, new Float64Array(2 * lift.length))
      }
      found.subarray(0, reached).sort()
      for (let i = 0; i < reached; i++) {
        const p = found[i]!
        teacher[count] = p
        lift[count++] = best[p]!
        best[p] = 0
      }
      start[want + 1] = count
    }
  }
  return { start, teacher: teacher.slice(0, count), lift: lift.slice(0, count) }
}

const grown = <A extends Int32Array | Float64Array>(from: A, to: A): A => {
  to.set(from)
  return to
}
