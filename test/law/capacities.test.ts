import { deepStrictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { type Matching, matchPeers, type OptionsInput, type PersonInput, type Progress } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import { buildMarket, type Market } from '../../src/benefit/market.ts'
import { solveCapacities } from '../../src/solve-capacities.ts'
import { type Solved, solvePairs } from '../../src/solve-pairs.ts'
import { startStopwatch } from '../../src/stopwatch.ts'
import { capacityMarket } from '../capacity-markets.ts'
import { seeded, shuffled } from '../graphs.ts'
import { marketInput, marketPeople } from '../markets.ts'
import { capacityReference } from '../oracle/capacities.ts'
import { answered, decoded, thousandths } from '../oracle/pairing.ts'

const NUM_RUNS = 300

const marketOf = (people: readonly PersonInput[], input: OptionsInput): Market | undefined => {
  const [list, options] = decoded(people, input)
  const market = buildMarket(list, options)
  if (isLeft(market)) expect(market.left._tag).toBe('PinConflict')
  return isLeft(market) ? undefined : market.right
}

const solvedBy = (solve: typeof solvePairs, market: Market): Solved => {
  const solved = solve(market, startStopwatch(market.options, 0))
  if (isLeft(solved)) throw new Error(solved.left._tag)
  return solved.right
}

const expectNoWorse = (after: Matching, before: Matching): void => {
  const coverage = before.proof.objective === 'coverage'
  if (coverage) expect(after.summary.matched).toBeGreaterThanOrEqual(before.summary.matched)
  if (!coverage || after.summary.matched === before.summary.matched)
    expect(after.proof.value).toBeGreaterThanOrEqual(before.proof.value)
}

describe('capacity 1', () => {
  it('written or not, for everybody, is today’s answer exactly', () => {
    fc.assert(
      fc.property(marketInput(), ({ people, options }) => {
        const written = people.map((person) => ({ ...person, capacity: 1 }))
        deepStrictEqual(matchPeers(written, options), matchPeers(people, options))
      }),
      { numRuns: NUM_RUNS },
    )
  })

  it('is worth the same by both solvers, and proven alike', () => {
    fc.assert(
      fc.property(marketInput(), ({ people, options }) => {
        const market = marketOf(people, options)
        if (market === undefined) return
        const [one, other] = [solvedBy(solvePairs, market), solvedBy(solveCapacities, market)]
        expect(other.proof).toEqual(one.proof)
        const inPairs = ({ partner }: Solved): number => partner.filter((p) => p >= 0).length
        if (options.objective === 'coverage') expect(inPairs(other)).toBe(inPairs(one))
        expect(other.open).toEqual(other.partner.map((p, own) => (p < 0 ? 1 - market.pinned[own]! : 0)))
      }),
      { numRuns: NUM_RUNS },
    )
  })

  it('of all who could be in a pair: who takes three and gets none changes nothing else', () => {
    fc.assert(
      fc.property(marketInput(), ({ people, options }) => {
        const before = matchPeers(people, options)
        if (isLeft(before)) return
        const after = answered([...people, { id: '!', offers: [], wants: ['C'], capacity: 3 }], options)
        deepStrictEqual(after.pairs, before.right.pairs)
        deepStrictEqual(after.proof, before.right.proof)
        const others = after.unmatched.filter(({ id }) => id !== '!')
        deepStrictEqual(
          others.map(({ id }) => id),
          before.right.unmatched.map(({ id }) => id),
        )
      }),
      { numRuns: NUM_RUNS },
    )
  })
})

describe('several partners', () => {
  it('the order of people and of pins never shows', () => {
    fc.assert(
      fc.property(capacityMarket(), fc.nat(), ({ people, options }, seed) => {
        const random = seeded(seed)
        const pins = (options.rules?.pins ?? []).map(([a, b]) =>
          random(2) === 0 ? ([a, b] as const) : ([b, a] as const),
        )
        const first = matchPeers(people, options)
        const second = matchPeers(shuffled(people, random), {
          ...options,
          rules: { ...options.rules, pins: shuffled(pins, random) },
        })
        if (isLeft(first)) expect(isLeft(second)).toBe(true)
        else deepStrictEqual(second, first)
      }),
      { numRuns: NUM_RUNS },
    )
  })

  it('one more place for somebody never makes the answer worse', () => {
    const seen = { better: 0, same: 0 }
    fc.assert(
      fc.property(capacityMarket(), fc.nat(5), ({ people, options }, which) => {
        const before = matchPeers(people, options)
        if (isLeft(before)) return
        const more = people.map((person, at) =>
          at === which % people.length ? { ...person, capacity: (person.capacity ?? 1) + 1 } : person,
        )
        const after = answered(more, options)
        expectNoWorse(after, before.right)
        seen[after.proof.value > before.right.proof.value ? 'better' : 'same']++
      }),
      { numRuns: NUM_RUNS },
    )
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(20)
  })

  it('where all have places enough, every possible pair of any weight is chosen', () => {
    fc.assert(
      fc.property(marketPeople, fc.constantFrom('benefit', 'coverage'), (people, objective) => {
        const { pairs, proof } = answered(
          people.map((person) => ({ ...person, capacity: 1000 })),
          { objective },
        )
        expect(pairs.length).toBe(proof.possiblePairs)
      }),
      { numRuns: NUM_RUNS },
    )
  })

  it('pinning what was chosen anyway changes no total, and no pair', () => {
    fc.assert(
      fc.property(capacityMarket({ pins: false }), fc.nat(), ({ people, options }, seed) => {
        const before = answered(people, options)
        const random = seeded(seed)
        const pins = before.pairs.filter(() => random(2) === 0).map(({ members }) => members)
        const after = answered(people, { ...options, rules: { ...options.rules, pins } })
        expect(after.proof.value).toBe(before.proof.value)
        expect(after.summary.matched >= before.summary.matched || options.objective !== 'coverage').toBe(true)
        const all = before.pairs.map(({ members }) => members)
        const everything = answered(people, { ...options, rules: { ...options.rules, pins: all } })
        deepStrictEqual(
          everything.pairs,
          before.pairs.map((pair) => ({ ...pair, pinned: true })),
        )
      }),
      { numRuns: NUM_RUNS },
    )
  })

  it('the answer is plain JSON and in order: by weight, then by ids', () => {
    fc.assert(
      fc.property(capacityMarket(), ({ people, options }) => {
        const result = matchPeers(people, options)
        if (isLeft(result)) return
        deepStrictEqual(JSON.parse(JSON.stringify(result.right)), result.right)
        result.right.pairs.slice(1).forEach(({ weight, members }, at) => {
          const before = result.right.pairs[at]!
          const inOrder =
            before.weight > weight ||
            (before.weight === weight &&
              (before.members[0] < members[0] || (before.members[0] === members[0] && before.members[1] < members[1])))
          expect(inOrder).toBe(true)
        })
      }),
      { numRuns: NUM_RUNS },
    )
  })

  it('stopped at any moment, the answer is valid, and the bound holds', () => {
    const seen = { stopped: 0, worse: 0, loose: 0, optimal: 0, early: 0, fewer: 0 }
    fc.assert(
      fc.property(capacityMarket(), fc.nat({ max: 12 }), ({ people, options }, moment) => {
        const reference = capacityReference(people, options)
        let asked = -1 // Once while it is decoded.
        const signal = {
          get aborted() {
            return asked++ >= moment
          },
        }
        const result = matchPeers(people, { ...options, signal })
        if (reference === 'PinConflict' || isLeft(result)) {
          expect(isLeft(result) && reference === 'PinConflict').toBe(true)
          return
        }
        const { pairs, unmatched, proof } = result.right
        const best = reference.bestWith()!
        const ids = pairs.flatMap(({ members }) => members)
        for (const { id, capacity = 1 } of people) {
          const partners = ids.filter((member) => member === id).length
          expect(partners).toBeLessThanOrEqual(capacity)
          expect(unmatched.some((one) => one.id === id)).toBe(partners === 0)
        }
        expect(new Set(pairs.map(({ members }) => members.join(' '))).size).toBe(pairs.length)
        const weights = pairs.map(({ members: [a, b], pinned }) =>
          pinned ? reference.market.pins.get(`${a} ${b}`) : reference.weightOf(a, b),
        )
        expect(weights).not.toContain(undefined)
        const value = thousandths(proof.value)
        expect(value).toBe(weights.reduce((sum: number, weight) => sum + weight!, 0))
        const placed = new Set(ids).size
        if (proof.objective === 'benefit') expect(value).toBeLessThanOrEqual(best.weight)
        else expect(placed).toBeLessThanOrEqual(best.people)
        if (proof.objective === 'benefit' || placed === best.people)
          expect(Math.round(2000 * proof.bound)).toBeGreaterThanOrEqual(2 * best.weight)
        expect(proof.optimal).toBe(proof.bound === proof.value)
        expect(proof.gap >= 0 && proof.gap <= 1).toBe(true)
        if (proof.optimal) expect(value).toBe(best.weight)
        if (proof.optimal && proof.objective === 'coverage') expect(placed).toBe(best.people)
        if (proof.stopped === undefined) expect(proof.optimal).toBe(true)
        if (!people.some(({ capacity = 1 }) => capacity > 1)) return
        seen.stopped += proof.stopped === 'signal' ? 1 : 0
        seen.worse += value < best.weight ? 1 : 0
        seen.loose += thousandths(proof.bound) > best.weight ? 1 : 0
        seen.optimal += proof.optimal && proof.stopped !== undefined ? 1 : 0
        seen.early += unmatched.some(({ reason }) => reason._tag === 'StoppedEarly') ? 1 : 0
        seen.fewer += placed < best.people ? 1 : 0
      }),
      { numRuns: 3000 },
    )
    for (const [what, times] of Object.entries(seen)) expect([what, times, times > 10]).toEqual([what, times, true])
  })

  it('what is told on the way is true, and what `onProgress` throws ends it', () => {
    fc.assert(
      fc.property(capacityMarket(), ({ people, options }) => {
        const plain = matchPeers(people, options)
        if (isLeft(plain)) return
        const told: Progress[] = []
        const watched = answered(people, { ...options, onProgress: (progress) => told.push(progress) })
        deepStrictEqual(watched, plain.right)
        const { value, bound, gap } = plain.right.proof
        expect(told.at(-1)).toMatchObject({ phase: 'explain', value, bound, gap })
        expect(told.map(({ phase }) => phase)).toContain('check')
        for (const progress of told) expect(progress.value).toBeLessThanOrEqual(progress.bound)
        const thrown = matchPeers(people, {
          ...options,
          onProgress: ({ phase }) => {
            if (phase === 'solve') throw new Error('enough')
          },
        })
        expect(isLeft(thrown) && thrown.left._tag).toBe('CallbackFailed')
      }),
      { numRuns: NUM_RUNS },
    )
  })
})

describe('2,000 real people', () => {
  const file = new URL('../../examples/data/so2017-sample-2000.csv', import.meta.url)
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true })
  const list = (cell = ''): string[] => cell.split(';')
  const people = rows.map(
    (row): PersonInput => ({ id: row['id']!, offers: list(row['offers']), wants: list(row['wants']), capacity: 3 }),
  )

  it.each(['benefit', 'coverage'] as const)('of capacity 3, under %s, in seconds and proven', (objective) => {
    const started = performance.now()
    const { proof, pairs, summary } = answered(people, { objective })
    // It takes about half a second where nothing else runs.
    expect(performance.now() - started).toBeLessThan(15_000)
    expect(proof.optimal).toBe(true)
    expect(pairs.length).toBeGreaterThan(2400)
    const partners = new Map<string, number>()
    for (const id of pairs.flatMap(({ members }) => members)) partners.set(id, (partners.get(id) ?? 0) + 1)
    expect(partners.size).toBe(summary.matched)
    expect(Math.max(...partners.values())).toBe(3)
    const single = answered(
      people.map((person) => ({ ...person, capacity: 1 })),
      { objective },
    )
    expect(proof.value).toBeGreaterThan(2.5 * single.proof.value)
    if (objective === 'coverage') expect(summary.matched).toBeGreaterThanOrEqual(single.summary.matched)
    const hurried = answered(people, { objective, budget: { timeMs: 0 } })
    expect(hurried.proof).toMatchObject({ stopped: 'budget', optimal: false })
    expect(hurried.proof.value).toBeGreaterThan(0.9 * proof.value)
    expect(hurried.proof.bound).toBeGreaterThanOrEqual(proof.value)
    expect(hurried.proof.bound).toBeLessThan(1.1 * proof.value)
    const mixed = shuffled(people, seeded(3))
    expect(answered(mixed, { objective }).proof).toEqual(proof)
  })

  it('are refused where their pairs cannot all be held', () => {
    const [decodedPeople, options] = decoded(people)
    const market = buildMarket(decodedPeople, options, { ...LIMITS, direct: 100, pairs: 10_000 })
    expect(isLeft(market) && market.left).toMatchObject({ _tag: 'TooLarge', what: 'possible pairs', limit: 10_000 })
  })
})
