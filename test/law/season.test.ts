import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { formatMatchError, matchPeers, type OptionsInput, type PersonInput, planRounds, type Season } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { marketInput } from '../markets.ts'
import { pairingReference, thousandths } from '../oracle/pairing.ts'

const season = (people: readonly PersonInput[], rounds: number, options?: OptionsInput): Season => {
  const result = planRounds(people, rounds, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  return result.right
}

const refusal = (people: unknown, rounds: unknown, options?: unknown): string => {
  const result = planRounds(people as never, rounds as never, options as never)
  return isLeft(result) ? formatMatchError(result.left) : 'nothing'
}

/** Everybody speaks one language and wants all others. */
const speakers = (count: number): PersonInput[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `p${String(i).padStart(2, '0')}`,
    offers: [{ skill: `language ${i}`, level: 1 + (i % 5) }],
    wants: Array.from({ length: count }, (_unused, j) => `language ${j}`).filter((_unused, j) => j !== i),
  }))

describe('a season', () => {
  const seen = { pairs: 0, sitOuts: 0, several: 0, never: 0, optimal: 0 }

  it('never repeats a pair, keeps to the rules, and says what it does: 1,000 markets', () => {
    const withoutPins = marketInput().map(({ people, options }) => {
      const { pins: _, ...rules } = options.rules ?? {}
      return { people, options: { ...options, rules } }
    })
    fc.assert(
      fc.property(withoutPins, fc.nat({ max: 4 }), ({ people, options }, count) => {
        const { rounds, people: partners, never, summary, proof } = season(people, count, options)
        const reference = pairingReference(people, options)
        if (reference === 'PinConflict') throw new Error('there are no pins')
        const ids = [...reference.people.keys()]
        expect(rounds).toHaveLength(count)
        const met = new Set<string>()
        let weight = 0
        const sitOuts = new Map(ids.filter((id) => !never.includes(id)).map((id) => [id, 0]))
        for (const [round, { pairs, sitOut }] of rounds.entries()) {
          const members = pairs.flatMap((pair) => pair.members)
          expect([...members, ...sitOut, ...never].toSorted()).toEqual(ids.toSorted())
          for (const {
            members: [a, b],
          } of pairs) {
            expect(met.has(`${a} ${b}`)).toBe(false)
            met.add(`${a} ${b}`)
            const weighs = reference.weightOf(a, b)
            expect(weighs).toBeDefined()
            weight += weighs!
            expect(partners.find(({ id }) => id === a)?.partners[round]).toBe(b)
            expect(partners.find(({ id }) => id === b)?.partners[round]).toBe(a)
          }
          for (const id of sitOut) sitOuts.set(id, sitOuts.get(id)! + 1)
        }
        for (const id of never) expect(ids.some((other) => reference.weightOf(id, other) !== undefined)).toBe(false)
        expect(thousandths(proof.value)).toBe(weight)
        expect(proof.bound).toBeGreaterThanOrEqual(proof.value)
        expect(summary).toMatchObject({ people: people.length, rounds: count, pairs: met.size })
        expect(summary.mostPairs).toBeGreaterThanOrEqual(met.size)
        const times = [...sitOuts.values()]
        expect(summary.complete).toBe(times.every((each) => each === 0))
        expect(summary.sitOuts).toEqual({
          least: times.length === 0 ? 0 : Math.min(...times),
          most: Math.max(0, ...times),
        })
        if (count === 1) {
          const single = matchPeers(people, options)
          if (isLeft(single)) throw new Error(formatMatchError(single.left))
          expect(proof.value).toBe(single.right.proof.value)
          expect(met.size).toBe(options.objective === 'coverage' ? single.right.pairs.length : met.size)
        }
        seen.pairs += met.size
        seen.sitOuts += summary.sitOuts.most
        seen.several += count > 1 ? 1 : 0
        seen.never += never.length
        seen.optimal += proof.optimal ? 1 : 0
      }),
      { numRuns: 1000 },
    )
    for (const [what, times] of Object.entries(seen)) expect([what, times > 200]).toEqual([what, true])
  })

  it('30 people in 29 rounds: everybody meets everybody', () => {
    for (const objective of ['benefit', 'coverage'] as const) {
      const { summary, proof } = season(speakers(30), 29, { objective })
      expect(summary).toMatchObject({ pairs: 435, mostPairs: 435, complete: true, sitOuts: { least: 0, most: 0 } })
      expect(proof).toMatchObject({ optimal: true, gap: 0 })
    }
  })

  it('21 people in 10 rounds: one sits out each time, nobody twice', () => {
    const { summary, rounds } = season(speakers(21), 10, { objective: 'coverage' })
    expect(summary).toMatchObject({ pairs: 100, mostPairs: 100, complete: false, sitOuts: { least: 0, most: 1 } })
    expect(new Set(rounds.flatMap(({ sitOut }) => sitOut)).size).toBe(10)
  })

  it('the order of people never shows', () => {
    fc.assert(
      fc.property(marketInput(), fc.nat({ max: 3 }), ({ people, options }, count) => {
        expect(planRounds(people.toReversed(), count, options)).toEqual(planRounds(people, count, options))
      }),
      { numRuns: 300 },
    )
  })

  it('ends early when it is told to, with a season that is valid all the same', () => {
    const { summary, proof } = season(speakers(31), 8, { signal: AbortSignal.abort() })
    expect(summary.rounds).toBe(8)
    expect(proof.bound).toBeGreaterThanOrEqual(proof.value)
  })

  it('refuses what makes no sense in a season', () => {
    const people = speakers(3)
    expect(refusal(people, -1)).toBe('rounds: expected a whole number from 0 to 1398101, got -1')
    expect(refusal(people, 1.5)).toBe('rounds: expected a whole number from 0 to 1398101, got 1.5')
    expect(refusal(people, 2, { rules: { pins: [['p00', 'p01']] } })).toBe(
      'options.rules.pins: expected no pins (a pair meets once in a season), got 1',
    )
    expect(refusal([{ ...people[0]!, capacity: 2 }, people[1]!], 2)).toBe(
      'people[0].capacity: expected 1 (one partner in each round), got 2',
    )
    expect(refusal(null, 2)).toBe(refusal(null, 'two'))
  })
})
