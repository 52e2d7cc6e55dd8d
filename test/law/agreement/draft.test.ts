import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { type Agreement, draftAgreement, draftAgreements } from '../../../src/agreement.ts'
import type { DraftCase } from '../../agreement-cases.ts'
import { draftCase } from '../../agreement-cases.ts'
import { isFree, shownAt } from '../../local-clock.ts'

const MINUTE = 60_000
const DAY = 86_400_000

const draftOf = ({ match, people, preferences }: DraftCase): Agreement | undefined => {
  const draft = draftAgreement(match, people, preferences)
  return isLeft(draft) ? undefined : draft.right
}

const seenOf = (): Record<string, number> => ({})
const count = (seen: Record<string, number>, what: string): void => {
  seen[what] = (seen[what] ?? 0) + 1
}

/** Whether everybody is free from `start` on for so long, and no day is excluded: asked minute by minute. */
const allFree = ({ people, preferences }: DraftCase, start: number, minutes: number): boolean =>
  people.every(({ id, timezone, availability }) => {
    for (let minute = 0; minute < minutes; minute++) {
      const at = start + minute * MINUTE
      if (availability !== undefined && !isFree(availability, timezone!, at)) return false
      const { date } = shownAt(timezone!, at)
      const closed = (preferences.blackouts ?? []).some(
        (one) => (one.id === undefined || one.id === id) && one.from <= date && date <= one.to,
      )
      if (closed) return false
    }
    return true
  })

describe('a drafted agreement', () => {
  test('has no session outside the availability of anybody, on excluded days, or on two days of one turn', () => {
    const seen = seenOf()
    fc.assert(
      fc.property(draftCase, (one) => {
        const draft = draftOf(one)
        if (draft === undefined) return count(seen, 'left')
        const { everyWeeks, minutes } = draft.cadence
        const turns = draft.sessions.map(({ date }) =>
          Math.floor((Date.parse(date) - Date.parse(draft.start)) / DAY / (7 * everyWeeks)),
        )
        expect(new Set(turns).size).toBe(turns.length)
        for (const { start, end, date, local } of draft.sessions) {
          expect(date >= draft.start).toBe(true)
          if (start === undefined) {
            count(seen, 'dates only')
            expect(local).toBeUndefined()
            continue
          }
          count(seen, 'timed')
          const instant = Date.parse(start)
          expect(Date.parse(end!) - instant).toBe(minutes * MINUTE)
          expect(allFree(one, instant, minutes)).toBe(true)
          expect(shownAt(draft.timezone!, instant).date).toBe(date)
          local!.forEach((shown, at) => {
            const from = shownAt(one.people[at]!.timezone!, instant)
            const to = shownAt(one.people[at]!.timezone!, Date.parse(end!))
            expect(shown).toEqual({
              id: one.people[at]!.id,
              timezone: one.people[at]!.timezone,
              date: from.date,
              from: from.time,
              untilDate: to.date,
              to: to.time,
            })
          })
        }
        for (let at = 1; at < draft.sessions.length; at++) {
          const [before, next] = [draft.sessions[at - 1]!, draft.sessions[at]!]
          if (next.start !== undefined) expect(next.start >= before.end!).toBe(true)
        }
        if (draft.skipped.length > 0) count(seen, 'skipped')
      }),
      { numRuns: 150 },
    )
    expect(seen.timed).toBeGreaterThan(300)
    expect(seen['dates only']).toBeGreaterThan(3)
    expect(seen.skipped).toBeGreaterThan(5)
    expect(seen.left).toBeGreaterThan(10)
  })

  test('leaves out a turn only where nobody could begin at any minute of it, and begins as early as can be', () => {
    const seen = seenOf()
    fc.assert(
      fc.property(draftCase, (one) => {
        if (one.people.every(({ availability }) => availability === undefined)) return
        // Most of the second week is closed to one of them: there may be time on what is left of it, or not.
        const day = (number: number): string =>
          new Date(Date.parse(one.preferences.start) + number * DAY).toISOString().slice(0, 10)
        const blackouts = [...(one.preferences.blackouts ?? []), { id: 'ana', from: day(7), to: day(12) }]
        const wishes = { ...one.preferences, day: undefined, time: undefined, sessions: 5, blackouts }
        const bare = { ...one, preferences: wishes }
        const draft = draftOf(bare)
        if (draft === undefined) return
        const { minutes } = draft.cadence
        const zone = draft.timezone!
        const possible = (from: number, until: number): number | undefined => {
          for (let at = from; at < until; at += MINUTE) if (allFree(bare, at, minutes)) return at
          return undefined
        }
        /** Midnight there, within a day of midnight in UTC. */
        const midnight = (date: string): number => {
          let at = Date.parse(date) - DAY
          while (shownAt(zone, at).date < date) at += 15 * MINUTE
          return at
        }
        const [skipped] = draft.skipped
        if (skipped !== undefined) {
          count(seen, 'skipped')
          const after = new Date(Date.parse(skipped.to) + DAY).toISOString().slice(0, 10)
          expect(possible(midnight(skipped.from), midnight(after))).toBeUndefined()
        }
        const first = draft.sessions[0]!
        const begins = Date.parse(first.start!)
        if (draft.skipped[0] === undefined || draft.skipped[0].from > first.date) {
          count(seen, 'first')
          const from = midnight(draft.start)
          if (begins - from < 2 * DAY) expect(possible(from, begins)).toBeUndefined()
        }
      }),
      { numRuns: 40 },
    )
    expect(seen.skipped).toBeGreaterThan(2)
    expect(seen.first).toBeGreaterThan(8)
  })

  test('books nobody twice who is in several matches, and refuses only what is impossible beside the others', () => {
    const seen = seenOf()
    const star = fc.record({
      one: draftCase,
      partners: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 2, maxLength: 6 }),
    })
    fc.assert(
      fc.property(star, ({ one, partners }) => {
        const pairs = partners.map(([a, b]) => [a % one.people.length, b % one.people.length] as const)
        const matches = pairs
          .filter(([a, b], at) => {
            const isSame = ([c, d]: readonly [number, number]): boolean => (a === c && b === d) || (a === d && b === c)
            return a !== b && pairs.findIndex(isSame) === at
          })
          .map(([a, b]) => {
            const [from, to] = [one.people[a]!.id, one.people[b]!.id]
            const line = { skill: 'chess', level: 3, lift: 2, priority: 1 }
            return {
              members: [from, to],
              exchange: [
                { ...line, from, to },
                { ...line, from: to, to: from, skill: 'Go' },
              ],
            }
          })
        const preferences = { ...one.preferences, leastBlock: 5 }
        // Little time, so that it runs out.
        const people = one.people.map((person) => ({ ...person, availability: person.availability?.slice(0, 3) }))
        const drafts = draftAgreements(matches, people, preferences)
        if (isLeft(drafts)) return count(seen, 'left')
        const taken = new Map<string, (readonly [number, number])[]>()
        for (const { members, sessions } of drafts.right.agreements) {
          for (const { start, end } of sessions) {
            if (start === undefined) continue
            for (const { id } of members) {
              const own = taken.get(id) ?? []
              const [from, to] = [Date.parse(start), Date.parse(end!)]
              expect(own.filter(([a, b]) => a < to && from < b)).toEqual([])
              if (own.length > 0) count(seen, 'several')
              taken.set(id, [...own, [from, to]])
            }
          }
        }
        expect(drafts.right.agreements.length + drafts.right.refused.length).toBe(matches.length)
        drafts.right.agreements.forEach((draft) => expect(draft.balance.even).toBe(true))
        for (const { match } of drafts.right.refused) {
          count(seen, 'refused')
          const others = drafts.right.agreements
          const alone = draftAgreement(matches[match]!, people, { ...preferences, busy: others })
          expect(isLeft(alone)).toBe(true)
        }
        const turned = draftAgreements(matches.toReversed(), people.toReversed(), preferences)
        if (!isLeft(turned)) expect(turned.right.agreements.toReversed()).toEqual(drafts.right.agreements)
      }),
      { numRuns: 100 },
    )
    expect(seen.several).toBeGreaterThan(200)
    expect(seen.refused).toBeGreaterThan(3)
  })
})
