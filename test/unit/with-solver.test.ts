import { isLeft } from 'fp-ts/lib/Either.js'
import { formatMatchError, matchPeers, type OptionsInput } from 'peermatch'
import { describe, expect, it } from 'vitest'
import { syntheticPeople } from '../../bench/synthetic.ts'

/** Twenty people for whom our own search takes a while. */
const people = syntheticPeople(20, 6, 2)
const GROUPS: OptionsInput = { into: { groups: { min: 3, max: 3 } }, objective: 'coverage' }

type Solve = NonNullable<OptionsInput['solver']>['solve']

interface Told {
  readonly value: number
  readonly bound: number
  readonly optimal: boolean
  readonly matched: number
  readonly stopped: string | undefined
}

const answered = (options: OptionsInput): Told => {
  const answer = matchPeers(people, { ...GROUPS, ...options })
  if (isLeft(answer)) throw new Error(formatMatchError(answer.left))
  const { proof, summary } = answer.right
  const { value, bound, optimal, stopped } = proof
  return { value, bound, optimal, matched: summary.matched, stopped }
}

const said = (options: unknown): string => {
  const answer = matchPeers(people, options as OptionsInput)
  return isLeft(answer) ? formatMatchError(answer.left) : 'no error'
}

const SOLVER = { solve: () => undefined }

describe('options.solver', () => {
  it.each([
    ['a function', () => [0], 'a function'],
    ['text', 'highs', '"highs"'],
    ['an object without solve', {}, 'an object'],
    ['a solve that is no function', { solve: [] }, 'an object'],
  ])('is no %s', (_, solver, got) => {
    expect(said({ ...GROUPS, solver })).toContain('options.solver: expected a solver')
    expect(said({ ...GROUPS, solver })).toContain(got)
  })

  it('is to be awaited', () => {
    expect(said({ ...GROUPS, solver: Promise.resolve(SOLVER) })).toBe(
      'options.solver: expected a solver, such as `await loadHighs()` of peermatch/highs, got a Promise (await it first)',
    )
  })

  it('may throw when it is looked at', () => {
    const solver = {
      get solve(): Solve {
        throw new Error('closed')
      },
    }
    expect(said({ ...GROUPS, solver })).toContain('options.solver: expected a solver')
  })

  it('is nothing for pairs', () => {
    expect(said({ solver: SOLVER })).toBe(
      'options.solver: expected nothing for pairs, got a solver (pairs are solved exactly without any)',
    )
    expect(said({ into: 'pairs', solver: undefined })).toBe('no error')
  })

  it('goes with cycles and groups', () => {
    expect(said({ ...GROUPS, solver: SOLVER })).toBe('no error')
    expect(said({ into: { cycles: { maxLength: 3 } }, solver: SOLVER })).toBe('no error')
  })
})

describe('groups with a solver', () => {
  const alone = answered({})

  it('are as good as without, whatever it says', () => {
    expect(alone.optimal).toBe(true)
    const answers: Solve[] = [
      () => undefined,
      () => [],
      () => [0, 0],
      ({ weight }) => weight,
      ({ start, row, weight }) => {
        for (const array of [start, row, weight]) array.fill(0)
        return [0]
      },
    ]
    for (const solve of answers) {
      let asked = 0
      const solver = {
        solve: (question: Parameters<Solve>[0]) => {
          asked++
          return solve(question)
        },
      }
      expect(answered({ solver })).toEqual(alone)
      expect(asked).toBeGreaterThan(0)
    }
  })

  it('fail with what it throws, now or when its answer is looked at', () => {
    const solve = (): never => {
      throw new Error('no licence')
    }
    expect(said({ ...GROUPS, solver: { solve } })).toBe('options.solver: threw Error: no licence')
    const answer = Object.defineProperty([], 'length', { value: 0 })
    const hostile = new Proxy(answer, { get: solve })
    expect(said({ ...GROUPS, solver: { solve: () => hostile } })).toBe('options.solver: threw Error: no licence')
  })

  it('call it as a method: it may need itself', () => {
    class Own {
      asked = 0
      solve(): undefined {
        this.asked++
      }
    }
    const solver = new Own()
    expect(answered({ solver })).toEqual(alone)
    expect(solver.asked).toBeGreaterThan(0)
  })

  it('leave it no more time than there is', () => {
    const times: number[] = []
    const solver = {
      solve: ({ timeMs, goOn }: Parameters<Solve>[0]) => {
        times.push(timeMs)
        expect(goOn()).toBe(true)
        return undefined
      },
    }
    answered({ solver, budget: { timeMs: 9000 } })
    expect(times.length).toBeGreaterThan(0)
    for (const time of times) expect(time).toBeLessThan(9000)
  })

  it('tell it when nobody waits any more', () => {
    const signal = { aborted: false }
    let went = true
    const solver = {
      solve: ({ goOn }: Parameters<Solve>[0]) => {
        signal.aborted = true
        went = goOn()
        return undefined
      },
    }
    const stopped = answered({ solver, signal })
    expect(went).toBe(false)
    expect(stopped.stopped).toBe('signal')
    expect(stopped.bound).toBeGreaterThanOrEqual(stopped.value)
  })
})
