import { isRight } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { draftAgreement } from '../../../src/agreement/draft.ts'
import { type Ledger, openLedger } from '../../../src/agreement/ledger.ts'
import { formatLedgerError } from '../../../src/agreement/ledger-error.ts'
import type { LedgerEvent } from '../../../src/agreement/ledger-event.ts'
import { type Learned, learnedFrom } from '../../../src/agreement/learned-from.ts'
import { matchPeers } from '../../../src/match-peers.ts'
import type { PersonInput } from '../../../src/model/person.ts'
import {
  ANA,
  BEN,
  evening,
  goalOf,
  leftOf,
  line,
  pairLedger,
  recordAll,
  rightOf,
  sessionOf,
} from './ledger-fixtures.ts'

const ledger = pairLedger()
const seen = (member: string, level: number, id = `g-${member}`): LedgerEvent => ({
  id,
  at: evening('2026-04-06'),
  kind: 'observed',
  goal: goalOf(ledger, member),
  level,
})
const learned = (events: readonly LedgerEvent[], people: readonly PersonInput[] = [ANA, BEN]): Learned =>
  rightOf(learnedFrom(recordAll(ledger, events), people))

describe('levels', () => {
  const anaAt = (level: number, ana: PersonInput = ANA): unknown => {
    const [person] = learned([seen('ana', level)], [ana, BEN]).people
    return [person?.wants.map((want) => want.level), person?.offers.map((offer) => [offer.skill, offer.level])]
  }

  it('raise the want, and make an offer from level 3 on', () => {
    expect(anaAt(0)).toEqual([[0], [['Spanish', 3]]])
    expect(anaAt(2)).toEqual([[2], [['Spanish', 3]]])
    expect(anaAt(3)).toEqual([
      [3],
      [
        ['Spanish', 3],
        ['skiing', 3],
      ],
    ])
    expect(anaAt(5)).toEqual([
      [5],
      [
        ['Spanish', 3],
        ['skiing', 5],
      ],
    ])
  })

  it('raise an offer that is there, however it is spelt, and lower nothing', () => {
    const offers = [
      { skill: ' SKIING', level: 1 },
      { skill: 'skiing', level: 4 },
    ]
    expect(anaAt(2, { ...ANA, offers })).toEqual([
      [2],
      [
        ['SKIING', 2],
        ['skiing', 4],
      ],
    ])
    expect(anaAt(2, { ...ANA, wants: [{ skill: 'Skiing', level: 4 }] })).toEqual([[4], [['Spanish', 3]]])
  })

  it('that were there at the start change nobody', () => {
    // Ben began at level 1.
    const [, ben] = learned([seen('ben', 1)]).people
    expect(ben?.offers).toEqual([{ skill: 'skiing', level: 3 }])
    expect(learned([]).people.map(({ offers }) => offers)).toEqual([
      [{ skill: 'Spanish', level: 3 }],
      [{ skill: 'skiing', level: 3 }],
    ])
  })

  it('concern members only, and people keep their order', () => {
    const eva: PersonInput = { id: 'eva', offers: ['cooking'], wants: ['skiing'] }
    const { people } = learned([seen('ana', 3)], [eva, BEN, ANA])
    expect(people.map(({ id }) => id)).toEqual(['eva', 'ben', 'ana'])
    expect(people[0]?.wants).toEqual([{ skill: 'skiing', priority: 1, level: 0 }])
    expect(learned([seen('ana', 3)], [BEN]).people).toHaveLength(1)
  })

  it('make a match that was not there before', () => {
    const cem: PersonInput = { id: 'cem', offers: ['guitar'], wants: ['skiing'] }
    const ana: PersonInput = { ...ANA, wants: ['skiing', 'guitar'] }
    const pairsOf = (people: readonly PersonInput[]): unknown => {
      const matching = matchPeers(people)
      return isRight(matching) && matching.right.pairs.map(({ members }) => members)
    }
    expect(pairsOf([ana, cem])).toEqual([])
    expect(pairsOf(learned([seen('ana', 4)], [ana, cem]).people)).toEqual([['ana', 'cem']])
  })
})

describe('history', () => {
  const held = (id: string, number: number, more: Partial<LedgerEvent> = {}): LedgerEvent =>
    ({ id, at: evening('2026-03-30'), kind: 'held', session: sessionOf(ledger, number), ...more }) as LedgerEvent

  it('has the last meeting of each pair, for matchPeers to take as it is', () => {
    const { met } = learned([held('b', 2), held('a', 1)])
    expect(met).toEqual([{ members: ['ana', 'ben'], at: '2026-03-09' }])
    const matching = matchPeers([ANA, BEN], { history: { met, noRepeatWithin: 30, asOf: '2026-04-01' } })
    expect(isRight(matching) && matching.right.pairs).toEqual([])
  })

  it('has no meeting of those who were not there', () => {
    expect(learned([held('a', 1, { absent: ['ben'] } as never)]).met).toEqual([])
    expect(
      learned([{ id: 's', at: evening('2026-03-02'), kind: 'skipped', session: sessionOf(ledger, 1) }]).met,
    ).toEqual([])
  })

  it('has, of three, each two who met', () => {
    const people = ['a', 'b', 'c'].map((id) => ({ id, offers: [], wants: [] }))
    const circle: Ledger = rightOf(
      openLedger(
        rightOf(
          draftAgreement(
            { members: ['a', 'b', 'c'], exchange: [line('a', 'b', 'x'), line('b', 'c', 'y'), line('c', 'a', 'z')] },
            people,
            { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 3 },
          ),
        ),
      ),
    )
    const blocks = [{ minutes: 20, teacher: 'a', learners: ['b'], skill: 'x' }]
    const after = recordAll(circle, [
      { id: '1', at: evening('2026-03-02'), kind: 'held', session: sessionOf(circle, 1) },
      { id: '2', at: evening('2026-03-09'), kind: 'held', session: sessionOf(circle, 2), absent: ['c'] },
      { id: '3', at: evening('2026-03-11'), kind: 'held', date: '2026-03-11', blocks },
    ])
    const { met, promises } = rightOf(learnedFrom(after, people))
    expect(met).toEqual([
      { members: ['a', 'b'], at: '2026-03-11' },
      { members: ['a', 'c'], at: '2026-03-02' },
      { members: ['b', 'c'], at: '2026-03-02' },
    ])
    expect(promises).toEqual([
      { id: 'a', planned: 2, held: 2, missed: 0 },
      { id: 'b', planned: 2, held: 2, missed: 0 },
      { id: 'c', planned: 2, held: 1, missed: 1 },
    ])
  })
})

it('refuses people who are none', () => {
  expect(formatLedgerError(leftOf(learnedFrom(ledger, [{ id: 'ana' }] as never)))).toContain(
    'people[0].offers: expected',
  )
})
