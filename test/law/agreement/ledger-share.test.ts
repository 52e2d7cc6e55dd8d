import { test } from '@fast-check/vitest'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arc, shareSession } from '../../../src/agreement/ledger-share.ts'

interface Case {
  readonly arcs: readonly Arc[]
  readonly owed: readonly number[]
  readonly slots: number
  readonly minutes: number
  readonly needy: readonly boolean[]
}

const isLess = (one: readonly number[], other: readonly number[]): boolean => {
  const at = one.findIndex((value, place) => value !== other[place])
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0)
}

/** What a way of sharing out comes to, worked out from nothing. */
const scoreOf = ({ arcs, owed, minutes, needy }: Case, slots: readonly number[]): readonly number[] => {
  const after = owed.map((before, member) =>
    arcs.reduce((sum, { teacher, learner }, arc) => {
      const taught = minutes * (slots[arc] ?? 0)
      return sum + (teacher === member ? taught : 0) - (learner === member ? taught : 0)
    }, before),
  )
  const lacking = needy.filter(
    (needs, member) => needs && !arcs.some(({ learner }, arc) => learner === member && (slots[arc] ?? 0) > 0),
  )
  return [
    lacking.length,
    after.reduce((sum, minutesOwed) => sum + Math.abs(minutesOwed), 0),
    after.reduce((sum, minutesOwed) => sum + minutesOwed ** 2, 0),
    slots.reduce((sum, count) => sum + count ** 2, 0),
  ]
}

/** Every way there is. */
const bruteForce = (one: Case): readonly number[] => {
  let best: readonly number[] | undefined
  const walk = (slots: readonly number[], left: number): void => {
    if (slots.length < one.arcs.length - 1) {
      for (let count = 0; count <= left; count++) walk([...slots, count], left - count)
      return
    }
    const score = scoreOf(one, [...slots, left])
    if (best === undefined || isLess(score, best)) best = score
  }
  walk([], one.slots)
  return best ?? []
}

const caseOf = (arcs: fc.Arbitrary<number>, slots: fc.Arbitrary<number>): fc.Arbitrary<Case> =>
  fc.integer({ min: 2, max: 5 }).chain((members) =>
    arcs
      .chain((count) =>
        fc.array(
          fc
            .tuple(fc.nat({ max: members - 1 }), fc.nat({ max: members - 2 }))
            .map(([teacher, other]) => ({ teacher, learner: other < teacher ? other : other + 1 })),
          { minLength: count, maxLength: count },
        ),
      )
      .chain((list) =>
        fc.record({
          arcs: fc.constant(list),
          owed: fc.array(fc.integer({ min: -90, max: 90 }), { minLength: members, maxLength: members }),
          slots,
          minutes: fc.integer({ min: 1, max: 30 }),
          needy: fc.array(fc.boolean(), { minLength: members, maxLength: members }),
        }),
      ),
  )

const shared = ({ arcs, owed, slots, minutes, needy }: Case): ReturnType<typeof shareSession> =>
  shareSession(arcs, owed, slots, minutes, needy)

const expectWhole = (one: Case): ReturnType<typeof shareSession> => {
  const answer = shared(one)
  expect(answer.slots).toHaveLength(one.arcs.length)
  expect(answer.slots.every((count) => count >= 0)).toBe(true)
  expect(answer.slots.reduce((sum, count) => sum + count, 0)).toBe(one.slots)
  expect(answer.score).toEqual(scoreOf(one, answer.slots))
  return answer
}

describe('sharing a session out', () => {
  let seen = { needy: 0, even: 0 }

  test.prop([caseOf(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 7 }))], { numRuns: 1000 })(
    'is as good as the best of all ways',
    (one) => {
      const { score } = expectWhole(one)
      expect(score).toEqual(bruteForce(one))
      if (score[0] > 0) seen.needy++
      if (score[1] < one.owed.reduce((sum, minutes) => sum + Math.abs(minutes), 0)) seen.even++
    },
  )

  it('met sessions that could not serve everybody, and some that made it more even', () => {
    expect(seen.needy).toBeGreaterThan(50)
    expect(seen.even).toBeGreaterThan(300)
    seen = { needy: 0, even: 0 }
  })

  test.prop([caseOf(fc.constant(9), fc.integer({ min: 13, max: 20 }))], { numRuns: 100 })(
    'of more ways than are looked at, no single slot has a better place',
    (one) => {
      const { slots, score } = expectWhole(one)
      for (let from = 0; from < slots.length; from++) {
        for (let to = 0; to < slots.length; to++) {
          if (from === to || slots[from] === 0) continue
          const other = slots.map((count, arc) => count + (arc === to ? 1 : 0) - (arc === from ? 1 : 0))
          expect(isLess(scoreOf(one, other), score)).toBe(false)
        }
      }
    },
  )
})
