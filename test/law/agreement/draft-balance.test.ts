import * as fc from 'fast-check'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { Agreement, draftAgreement } from '../../../src/agreement.ts'
import type { DraftCase } from '../../agreement-cases.ts'
import { draftCase } from '../../agreement-cases.ts'

const draftOf = ({ match, people, preferences }: DraftCase): Agreement | undefined => {
  const draft = draftAgreement(match, people, preferences)
  return isLeft(draft) ? undefined : draft.right
}

const seenOf = (): Record<string, number> => ({})
const count = (seen: Record<string, number>, what: string): void => {
  seen[what] = (seen[what] ?? 0) + 1
}

describe('a drafted agreement', () => {
  test('gives as many minutes as it takes, for every member of every pair, cycle and group, and serves every want', () => {
    const seen = seenOf()
    fc.assert(
      fc.property(draftCase, (one) => {
        const free = one.people.map((person) => ({ ...person, availability: undefined }))
        const draft = draftOf({ ...one, people: free })
        if (draft === undefined) return count(seen, 'left')
        count(seen, one.kind)
        const { minutes } = draft.cadence
        for (const { id, given, received, difference } of draft.members) {
          let [gives, gets] = [0, 0]
          for (const { blocks } of draft.sessions) {
            for (const block of blocks) {
              if (block.teacher === id) gives += block.minutes * block.learners.length
              if (block.learners.includes(id)) gets += block.minutes
            }
          }
          expect([given, received, difference]).toEqual([gives, gets, gives - gets])
          // Every line of these lies on a cycle.
          expect(Math.abs(difference)).toBeLessThanOrEqual(minutes)
        }
        expect(draft.balance.even).toBe(true)
        for (const session of draft.sessions) {
          let end = 0
          const least = Math.min(minutes, one.preferences.leastBlock ?? 15)
          const wrong = session.blocks.filter(({ offset, minutes: length }) => {
            const before = end
            end += length
            return offset !== before || length < least
          })
          expect(wrong).toEqual([])
          expect(end).toBeLessThanOrEqual(minutes)
          expect(minutes - end).toBeLessThan(minutes / (one.preferences.leastBlock ?? 15))
        }
        const wants = new Set(one.match.exchange.map(({ to, skill }) => `${to} ${skill}`))
        expect(new Set(draft.goals.map(({ member, skill }) => `${member} ${skill}`))).toEqual(wants)
        for (const goal of draft.goals) {
          const serving = draft.sessions.filter(({ blocks }) =>
            blocks.some(({ learners, skill }) => learners.includes(goal.member) && skill === goal.skill),
          )
          expect(serving.length).toBeGreaterThan(0)
          expect(goal.sessions).toEqual(serving.map(({ id }) => id))
          expect(goal.due).toBe(serving.at(-1)!.date)
          const lines = one.match.exchange.filter(({ to, skill }) => to === goal.member && skill === goal.skill)
          expect(goal.to).toBeGreaterThan(goal.from)
          expect(goal.to).toBeLessThanOrEqual(Math.max(...lines.map(({ level }) => level)))
          for (const teacher of goal.teachers) expect(lines.some(({ from }) => from === teacher)).toBe(true)
        }
        const reviewed = draft.reviews.flatMap(({ goals }) => goals)
        expect(new Set(reviewed)).toEqual(new Set(draft.goals.map(({ id }) => id)))
        expect(reviewed.length).toBe(draft.goals.length)
        expect(draft.reviews.at(-1)?.session).toBe(draft.sessions.at(-1)?.id)
      }),
      { numRuns: 1000 },
    )
    expect(seen.pair).toBeGreaterThan(300)
    expect(seen.cycle).toBeGreaterThan(100)
    expect(seen.group).toBeGreaterThan(100)
    expect(seen.left).toBeGreaterThan(50)
  })

  test('is the same whatever the order of people, members and lines, and comes back from JSON', () => {
    let seen = 0
    fc.assert(
      fc.property(draftCase, fc.infiniteStream(fc.nat(1000)), (one, keys) => {
        const draft = draftAgreement(one.match, one.people, one.preferences)
        const shuffled = <A>(list: readonly A[]): readonly A[] =>
          list
            .map((item) => ({ item, key: keys.next().value as number }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item)
        const match = { members: shuffled(one.match.members), exchange: shuffled(one.match.exchange) }
        const again = draftAgreement(match, shuffled(one.people), one.preferences)
        expect(JSON.stringify(again)).toBe(JSON.stringify(draft))
        if (isLeft(draft)) return
        seen++
        expect(Agreement.decode(JSON.parse(JSON.stringify(draft.right)))).toEqual(right(draft.right))
        const longer = draftOf({ ...one, preferences: { ...one.preferences, sessions: draft.right.sessions.length } })
        expect(longer?.id).toBe(draft.right.id)
        expect(longer?.goals.map(({ id }) => id)).toEqual(draft.right.goals.map(({ id }) => id))
      }),
      { numRuns: 120 },
    )
    expect(seen).toBeGreaterThan(50)
  })
})
