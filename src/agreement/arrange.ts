import type { Share } from './shares.ts'

/** So many slots of one line, one after the other. */
export interface Stretch {
  readonly line: number
  readonly slots: number
}

/** How much a member's balance counts against a line's being late, when the next slot is given away. */
const BALANCE = 0.5

/**
 * Puts the slots of a sharing into sessions of `each` slots: every line comes as regularly as its slots allow, and those who have received
 * more than they have given teach next, so that give and take stay close on the way, too. Within a session, the slots of a
 * line lie together, and the members take turns in teaching first. `O(slots * lines)`.
 */
export const arrangeSlots = (
  members: number,
  shares: readonly Share[],
  slots: Int32Array,
  sessions: number,
  each: number,
): readonly (readonly Stretch[])[] => {
  const all = sessions * each
  const done = new Int32Array(shares.length)
  const tilt = new Int32Array(members)
  let next = 0
  return Array.from({ length: sessions }, (_, session) => {
    const counts = new Map<number, number>()
    for (let slot = 0; slot < each; slot++) {
      next++
      let best = -1
      let bestScore = Number.NEGATIVE_INFINITY
      shares.forEach(({ teacher, learner }, line) => {
        if (done[line]! >= slots[line]!) return
        const late = (slots[line]! * next) / all - done[line]!
        const score = late + BALANCE * (tilt[learner]! - tilt[teacher]!)
        if (score <= bestScore) return
        best = line
        bestScore = score
      })
      if (best < 0) break
      const { teacher, learner } = shares[best]!
      done[best]!++
      tilt[teacher]!++
      tilt[learner]!--
      counts.set(best, (counts.get(best) ?? 0) + 1)
    }
    const turn = (line: number): number => (shares[line]!.teacher - session + sessions * members) % members
    return [...counts]
      .map(([line, count]) => ({ line, slots: count }))
      .toSorted((a, b) => turn(a.line) - turn(b.line) || a.line - b.line)
  })
}
