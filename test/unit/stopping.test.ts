import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  formatMatchError,
  type Matching,
  matchPeers,
  type OptionsInput,
  type PersonInput,
  type Progress,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/benefit/limits.ts'
import { matchPeersWithin } from '../../src/match-peers.ts'

const rows: Record<string, string>[] = parse(
  readFileSync(new URL('../../examples/data/so2017-sample-2000.csv', import.meta.url)),
  { columns: true },
)
const list = (cell = ''): string[] => cell.split(';').filter((skill) => skill !== '')
const people: PersonInput[] = rows.map((row) => ({
  id: row['id'] ?? '',
  offers: list(row['offers']),
  wants: list(row['wants']),
}))

/** As if they were too many to hold all pairs. */
const answer = (options: OptionsInput): Matching => {
  const result = matchPeersWithin({ ...LIMITS, direct: 0 }, people, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  return result.right
}

const refused = (options: unknown): string => {
  const result = matchPeers([], options as OptionsInput)
  if (!isLeft(result)) throw new Error('expected a Left')
  return formatMatchError(result.left)
}

describe('2,000 real people', () => {
  const best = answer({}).proof.value

  it('without any time: an answer all the same, with an honest gap', () => {
    const { pairs, unmatched, proof } = answer({ budget: { timeMs: 0 } })
    expect(proof).toMatchObject({ stopped: 'budget', optimal: false })
    expect(proof.value).toBeLessThanOrEqual(best)
    expect(proof.bound).toBeGreaterThanOrEqual(best)
    expect(proof.gap).toBe((proof.bound - proof.value) / proof.bound)
    expect(2 * pairs.length + unmatched.length).toBe(2000)
    expect(unmatched.filter(({ reason }) => reason._tag === 'StoppedEarly').length).toBeGreaterThan(100)
    expect(unmatched.find(({ reason }) => reason._tag === 'StoppedEarly')?.reason.detail).toMatch(
      /^The search was ended before it was known whether \S+ can have a partner in the best answer\.$/,
    )
  })

  it('with time enough: as if there were no budget', () => {
    expect(answer({ budget: { timeMs: 1e9 } }).proof).toEqual({ ...answer({}).proof })
  })

  it('tells how far it is, phase by phase, until the answer is proven', () => {
    const told: Progress[] = []
    const { proof } = answer({ onProgress: (progress) => told.push(progress) })
    const phases = told.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1])
    expect(phases.slice(0, 4)).toEqual(['guess', 'choose', 'solve', 'price'])
    expect(phases.slice(-2)).toEqual(['check', 'explain'])
    expect(told.at(-1)).toMatchObject({ value: proof.value, bound: proof.bound, gap: 0 })
    expect(told.map(({ elapsedMs }) => elapsedMs)).toEqual(
      told.map(({ elapsedMs }) => elapsedMs).toSorted((a, b) => a - b),
    )
  })

  it('few enough to hold all pairs: solved at once, and stopped as well', () => {
    const told: Progress[] = []
    const control = new AbortController()
    const result = matchPeers(people, {
      signal: control.signal,
      onProgress: (progress) => {
        told.push(progress)
        if (told.length === 2) control.abort()
      },
    })
    if (isLeft(result)) throw new Error(formatMatchError(result.left))
    const { proof } = result.right
    expect(told.map(({ phase }) => phase)).toEqual(['solve', 'solve', 'check', 'explain'])
    expect(told[1]!.value).toBeGreaterThan(0.9 * best)
    expect(told[1]!.bound).toBeGreaterThanOrEqual(best)
    expect(proof.stopped).toBe('signal')
    expect(proof.value).toBeLessThanOrEqual(best)
    expect(proof.bound).toBeGreaterThanOrEqual(best)
    expect(proof.gap).toBeLessThan(0.05)
  })

  it('stopped from within onProgress once the gap is small enough: good, and nearly proven', () => {
    const control = new AbortController()
    const { proof } = answer({
      signal: control.signal,
      onProgress: ({ gap }) => {
        if (gap < 0.5) control.abort()
      },
    })
    expect(proof.stopped).toBe('signal')
    expect(proof.gap).toBeLessThan(0.5)
    expect(proof.value).toBeGreaterThan(0.5 * best)
    expect(proof.bound).toBeGreaterThanOrEqual(best)
  })

  it('stopped while the proof is checked: the answer is the best, and says that it was stopped', () => {
    const control = new AbortController()
    const { proof } = answer({
      signal: control.signal,
      onProgress: ({ phase }) => {
        if (phase === 'check') control.abort()
      },
    })
    expect(proof).toMatchObject({ stopped: 'signal', value: best, bound: best, optimal: true })
  })

  it('aborted before it began', () => {
    expect(answer({ signal: AbortSignal.abort() }).proof).toMatchObject({
      stopped: 'signal',
      value: expect.any(Number),
    })
  })
})

describe('callbacks that fail', () => {
  const failing = (options: OptionsInput): string => {
    const result = matchPeers(people.slice(0, 50), options)
    if (!isLeft(result)) throw new Error('expected a Left')
    expect(result.left._tag).toBe('CallbackFailed')
    return formatMatchError(result.left)
  }

  it('onProgress, in whatever phase', () => {
    for (const when of ['solve', 'check', 'explain']) {
      const onProgress = ({ phase }: Progress): void => {
        if (phase === when) throw new Error('no screen')
      }
      expect(failing({ onProgress })).toBe('options.onProgress: threw Error: no screen')
    }
  })

  it('signal', () => {
    let asked = 0
    const signal = {
      get aborted(): boolean {
        if (asked++ > 1) throw new Error('gone')
        return false
      },
    }
    expect(failing({ signal })).toBe('options.signal: threw Error: gone')
  })
})

describe('what is refused', () => {
  it.each<[unknown, string]>([
    [{ budget: 5 }, 'options.budget: expected a budget: { timeMs }, got 5'],
    [{ budget: {} }, 'options.budget.timeMs: expected a number, 0 or more, got undefined'],
    [{ budget: { timeMs: -1 } }, 'options.budget.timeMs: expected a number, 0 or more, got -1'],
    [{ budget: { timeMS: 5 } }, 'options.budget.timeMS: expected a known key, got "timeMS"'],
    [{ signal: true }, 'options.signal: expected an AbortSignal, or anything with a boolean `aborted`, got true'],
    [{ onProgress: 'log' }, 'options.onProgress: expected a function (progress) => void, got "log"'],
  ])('%j', (options, message) => {
    expect(refused(options).split(' (')[0]).toBe(message.split(' (')[0])
  })
})
