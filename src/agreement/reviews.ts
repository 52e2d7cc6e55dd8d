import type { Goal, Review, Session } from './parts.ts'
import type { AgreementPreferences } from './preferences.ts'
import { fill } from './words.ts'

/** A review after every few sessions, and one after the last; each looks at the goals that are due since the one before. */
export const reviewsOf = (
  sessions: readonly Session[],
  goals: readonly Goal[],
  { reviewEvery, words }: AgreementPreferences,
): readonly Review[] => {
  const looked = new Set<string>()
  const reviews: Review[] = []
  const numbers = new Map(sessions.map(({ id, number }) => [id, number]))
  for (const { id, number, date } of sessions) {
    const isLast = number === sessions.length
    if (number % reviewEvery !== 0 && !isLast) continue
    const due = goals.filter((goal) => !looked.has(goal.id) && numbers.get(goal.sessions.at(-1)!)! <= number)
    for (const goal of due) looked.add(goal.id)
    const values = new Map([
      ['number', String(reviews.length + 1)],
      ['goals', String(due.length)],
    ])
    reviews.push({
      number: reviews.length + 1,
      session: id,
      date,
      goals: due.map((goal) => goal.id),
      text: fill(isLast ? words.lastReview : words.review, values),
    })
  }
  return reviews
}
