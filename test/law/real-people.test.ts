import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Matching, OptionsInput, PersonInput } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { seeded, shuffled } from '../graphs.ts'

const file = new URL('../../examples/data/so2017-sample-2000.csv', import.meta.url)
const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true })
const list = (cell = ''): string[] => cell.split(';')
const people: readonly PersonInput[] = rows.map((row) => ({
  id: row['id']!,
  offers: list(row['offers']),
  wants: list(row['wants']),
  languages: [row['country']!],
}))

const match = (input: readonly PersonInput[], options: OptionsInput = {}, direct = LIMITS.direct): Matching => {
  const answer = matchPeersWithin({ ...LIMITS, direct }, input, options)
  if (isLeft(answer)) throw new Error(answer.left._tag)
  return answer.right
}

describe('2,000 real people, more than are held at once', () => {
  const plain = match(people)

  it('are proven optimal, with the value that holding all pairs gives', () => {
    expect(plain.proof.optimal).toBe(true)
    expect(plain.proof).toEqual(match(people, {}, Infinity).proof)
    expect(plain.summary.pairs).toBeGreaterThan(800)
  })

  it('have the same answer in any order, and with somebody among them who offers and wants nothing', () => {
    const random = seeded(31)
    const mixed = shuffled(people, random).map((person) => ({
      ...person,
      offers: shuffled(person.offers, random),
      wants: shuffled(person.wants, random),
    }))
    expect(match(mixed)).toEqual(plain)
    const joined = match([...people, { id: 'so17-005000x', offers: [], wants: [] }])
    expect(joined.pairs).toEqual(plain.pairs)
    expect(joined.unmatched.filter(({ id }) => id !== 'so17-005000x')).toEqual(plain.unmatched)
  })

  it('have the same value and reasons under rules, told or held', () => {
    const pins: readonly [string, string][] = [['so17-000096', 'so17-002504']]
    const options = { rules: { minGain: 4, maxImbalance: 12, pins } }
    const told = match(people, options)
    const held = match(people, options, Infinity)
    expect(told.proof).toEqual(held.proof)
    const reasons = ({ unmatched }: Matching): unknown =>
      unmatched.filter(({ reason }) => reason._tag === 'NoEligiblePartner')
    expect(reasons(told)).toEqual(reasons(held))
    expect(match(people, { rules: { sharedLanguage: true } }).proof).toEqual(
      match(people, { rules: { sharedLanguage: true } }, Infinity).proof,
    )
  })
})
