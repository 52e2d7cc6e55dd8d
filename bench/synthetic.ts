/** People by the hundred thousand: made up, from a seed. */
import type { PersonInput } from '../src/index.ts'
import { randomOf } from './workload.ts'

/**
 * Everybody offers 1 to 3 skills of level 1 to 5 and wants 1 or 2 of priority 1 to 3, out of `skillCount` whose popularity falls with their
 * rank as `rank^-0.7`.
 */
export function syntheticPeople(count: number, skillCount: number, seed = 7): PersonInput[] {
  const random = randomOf(seed)
  const upTo = new Float64Array(skillCount)
  let total = 0
  for (let rank = 0; rank < skillCount; rank++) upTo[rank] = total += (rank + 1) ** -0.7
  const skill = (): string => {
    const at = random() * total
    let low = 0
    let high = skillCount - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! < at) low = middle + 1
      else high = middle
    }
    return `s${low}`
  }
  const from1 = (most: number): number => 1 + Math.floor(random() * most)
  return Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    offers: Array.from({ length: from1(3) }, () => ({ skill: skill(), level: from1(5) })),
    wants: Array.from({ length: from1(2) }, () => ({ skill: skill(), priority: from1(3) })),
  }))
}
