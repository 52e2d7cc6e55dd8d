import type { Person } from '../model/person.ts'
import { normaliseSkill } from '../model/skill.ts'
import type { ReadMatch, TeachingLine } from './exchange-lines.ts'
import { sharesOf } from './shares.ts'

/**
 * A match with lines by second-best teachers, where its own do not let everybody give back what they receive: the exchange of a group names the best
 * teacher of each want only, and may leave somebody without anything to teach. Added is who offers, by the same name and above what the learner knows,
 * something that the exchange has for that learner. A match all of whose lines lie on cycles stays as it is. `people` in the order of the members.
 */
export const withOtherTeachers = (match: ReadMatch, people: readonly Person[]): ReadMatch => {
  const { members, lines } = match
  const shares = sharesOf(
    members.length,
    lines.map(({ teacher, learner, priority }) => ({ teacher, learner, priority, goal: 0 })),
  )
  if (shares.every(({ cyclic }) => cyclic)) return match
  const levels = people.map(({ offers }) => {
    const best = new Map<string, number>()
    for (const { skill, level } of offers) {
      const key = normaliseSkill(skill)
      best.set(key, Math.max(best.get(key) ?? 0, level))
    }
    return best
  })
  const taken = new Set(lines.map(({ teacher, learner, key }) => JSON.stringify([teacher, learner, key])))
  const added: TeachingLine[] = []
  for (const { learner, key, skill, priority, known } of lines) {
    levels.forEach((offered, teacher) => {
      const level = offered.get(key) ?? 0
      const id = JSON.stringify([teacher, learner, key])
      if (teacher === learner || level <= known || taken.has(id)) return
      taken.add(id)
      added.push({ teacher, learner, key, skill, priority, known, reach: level })
    })
  }
  return { members, lines: [...lines, ...added] }
}
