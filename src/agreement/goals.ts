import type { ReadMatch } from './exchange-lines.ts'
import { goalId } from './identity.ts'
import type { AgreementMember, Goal, Session } from './parts.ts'
import type { AgreementPreferences } from './preferences.ts'
import type { Topics } from './topics.ts'
import { fill, listed } from './words.ts'

/**
 * A goal for each want. `from` is what the learner knows; `to` is what the best teacher can lift them to, but no more levels than the minutes
 * suffice for, and one at least.
 */
export const goalsOf = (
  agreement: string,
  match: ReadMatch,
  members: readonly AgreementMember[],
  topics: Topics,
  sessions: readonly Session[],
  { words, minutesPerLevel }: AgreementPreferences,
): readonly Goal[] => {
  const minutes = topics.aims.map(() => 0)
  const served = topics.aims.map((): Session[] => [])
  const teachers = topics.aims.map(() => new Set<string>())
  topics.blocks.forEach((blocks, at) => {
    blocks.forEach((block, b) => {
      const aim = topics.serves[at]![b]!
      minutes[aim]! += block.minutes
      teachers[aim]!.add(block.teacher)
      if (served[aim]!.at(-1) !== sessions[at]) served[aim]!.push(sessions[at]!)
    })
  })
  const nameOf = new Map(members.map(({ id, name }) => [id, name]))
  return topics.aims.map(({ learner, skill, key, priority, lines }, aim) => {
    const member = match.members[learner]!
    const from = Math.max(...lines.map((line) => match.lines[line]!.known))
    const reach = Math.max(...lines.map((line) => match.lines[line]!.reach))
    const steps = Math.max(1, Math.floor(minutes[aim]! / minutesPerLevel))
    const to = Math.max(from + 1, Math.min(reach, from + steps))
    const by = [...teachers[aim]!].toSorted()
    const values = new Map([
      ['name', nameOf.get(member)!],
      ['skill', skill],
      [
        'teacher',
        listed(
          by.map((id) => nameOf.get(id)!),
          words.and,
        ),
      ],
      ['level', String(to)],
    ])
    return {
      id: goalId(agreement, member, key),
      member,
      skill,
      teachers: by,
      priority,
      from,
      to,
      minutes: minutes[aim]!,
      sessions: served[aim]!.map(({ id }) => id),
      due: served[aim]!.at(-1)!.date,
      check: fill(words.checks[to - 1]!, values),
    }
  })
}
