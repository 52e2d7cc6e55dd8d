import { describe, expect, it } from 'vitest'
import { formatLedgerError } from '../../../src/agreement/ledger-error.ts'
import type { LedgerEvent } from '../../../src/agreement/ledger-event.ts'
import { openLedger } from '../../../src/agreement/ledger.ts'
import { balance } from '../../../src/agreement/ledger-balance.ts'
import { renewAgreement } from '../../../src/agreement/renew.ts'
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
  WISHES,
} from './ledger-fixtures.ts'

const ledger = pairLedger()
const people = [ANA, BEN]
const again = { ...WISHES, start: '2026-05-04' }
const given: LedgerEvent = {
  id: 'e1',
  at: evening('2026-03-02'),
  kind: 'held',
  session: sessionOf(ledger, 1),
  blocks: [{ minutes: 60, teacher: 'ana', learners: ['ben'], skill: 'Spanish' }],
}
const seen = (member: string, level: number): LedgerEvent => ({
  id: `g-${member}`,
  at: evening('2026-04-06'),
  kind: 'observed',
  goal: goalOf(ledger, member),
  level,
})

describe('a renewed agreement', () => {
  it('gives back what is owed, and says what it renews', () => {
    const renewed = rightOf(renewAgreement(recordAll(ledger, [given]), people, again))
    expect(renewed.renews).toBe(ledger.agreement.id)
    expect(renewed.id).not.toBe(ledger.agreement.id)
    expect(
      renewed.members.map(({ carried, given: gives, received, difference }) => [carried, gives, received, difference]),
    ).toEqual([
      [60, 150, 210, 0],
      [-60, 210, 150, 0],
    ])
    const next = rightOf(balance(rightOf(openLedger(renewed))))
    expect(next.members.map(({ owed }) => owed)).toEqual([60, -60])
  })

  it('has the open goals, from the level that was seen', () => {
    // Two levels in six sessions; one was seen.
    const long = pairLedger({ minutesPerLevel: 60 })
    const goal = long.agreement.goals.find(({ member }) => member === 'ana')
    expect([goal?.from, goal?.to]).toEqual([0, 3])
    const level: LedgerEvent = { ...seen('ana', 1), goal: goal?.id ?? '' } as LedgerEvent
    const reached: LedgerEvent = { ...seen('ben', 3), goal: goalOf(long, 'ben') } as LedgerEvent
    const renewed = rightOf(renewAgreement(recordAll(long, [level]), people, { ...again, minutesPerLevel: 60 }))
    expect(renewed.goals.map(({ member, skill, from, to }) => [member, skill, from, to])).toEqual([
      ['ana', 'skiing', 1, 3],
      ['ben', 'Spanish', 1, 3],
    ])
    const one = rightOf(renewAgreement(recordAll(long, [level, reached]), people, again))
    expect(one.goals.map(({ member }) => member)).toEqual(['ana'])
  })

  it('takes up what is taught beside them', () => {
    const exchange = [line('ben', 'ana', 'cooking'), line('ana', 'ben', 'SPANISH', 2)]
    const renewed = rightOf(renewAgreement(ledger, people, again, exchange))
    expect(renewed.goals.map(({ member, skill, from }) => [member, skill, from])).toEqual([
      ['ana', 'cooking', 0],
      ['ana', 'skiing', 0],
      ['ben', 'SPANISH', 2],
    ])
  })

  it('is refused where there is nothing left to learn, and where the wishes are none', () => {
    const all = recordAll(ledger, [seen('ana', 5), seen('ben', 5)])
    expect(formatLedgerError(leftOf(renewAgreement(all, people, again)))).toContain('all goals are reached')
    expect(rightOf(renewAgreement(all, people, again, [line('ben', 'ana', 'cooking')])).goals).toHaveLength(1)
    expect(formatLedgerError(leftOf(renewAgreement(ledger, people, { ...again, start: 'soon' })))).toContain(
      'preferences.start',
    )
    expect(formatLedgerError(leftOf(renewAgreement(ledger, [ANA], again)))).toContain('got "ben"')
    expect(formatLedgerError(leftOf(renewAgreement(ledger, people, again, [line('ben', 'eva', 'x')])))).toContain(
      '"eva"',
    )
  })
})
