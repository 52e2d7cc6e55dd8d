import { describe, expect, it } from 'vitest'
import { type PackingPool, toPool } from '../../src/packing/packing-pool.ts'
import { type PackingSearchResult, searchPacking } from '../../src/packing/packing-search.ts'
import { askSolver, type PackingQuestion, type PackingSolver, readColumns } from '../../src/packing/packing-solver.ts'
import { searchWithHelp } from '../../src/packing/search-with-help.ts'
import { seeded } from '../graphs.ts'

/** Sets of three or four of `rowCount` rows that weigh about the same: hard to tell apart. */
const randomPool = (rowCount: number, columns: number, seed: number): PackingPool => {
  const random = seeded(seed)
  const lists = Array.from({ length: columns }, () => {
    const rows = new Set<number>()
    for (const size = 3 + random(2); rows.size < size; ) rows.add(random(rowCount))
    return [...rows]
  })
  const weights = lists.map(() => 30 + random(40))
  return toPool(rowCount, lists, weights).pool
}

const GO_ON = (): boolean => true
const options = { atLeast: 0, units: 2 ** 10, goOn: GO_ON }

/** 0 and 1 overlap, 2 is apart. */
const three: PackingPool = {
  rowCount: 5,
  start: Int32Array.of(0, 2, 4, 6),
  row: Int32Array.of(0, 1, 1, 2, 3, 4),
  weight: Float64Array.of(5, 7, 2),
}

const ask = (answer: unknown, moreThan = 0): readonly number[] | undefined => {
  // Whatever it says: people hand in what they like.
  const solver = { solve: () => answer } as PackingSolver
  return askSolver(solver, three, [], moreThan, GO_ON)
}

const throwing = (): never => {
  throw new Error('no licence')
}

describe('what a solver says', () => {
  it('is taken if it is disjoint and heavier', () => {
    expect(ask([1, 2])).toEqual([1, 2])
    expect(ask(Int32Array.of(2, 0))).toEqual([2, 0])
    expect(ask(Float64Array.of(1), 6)).toEqual([1])
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a promise', Promise.resolve([1, 2])],
    ['text', '12'],
    ['a number', 2],
    ['a function', () => [1, 2]],
    ['overlapping columns', [0, 1]],
    ['a column twice', [2, 2]],
    ['a column that is not there', [3]],
    ['a column below 0', [-1]],
    ['a fraction', [0.5]],
    ['NaN', [Number.NaN]],
    ['text in a list', ['1']],
    ['a list with holes', Array.from({ length: 2 }) as unknown],
    ['more columns than there are', { length: 1e9, 0: 1 }],
    ['a length that is none', { length: Number.NaN, 0: 1 }],
    ['a length below 0', { length: -1, 0: 1 }],
    ['a length that is text', { length: '1', 0: 1 }],
    ['no columns at all', []],
  ])('is passed over if it is %s', (_, answer) => {
    expect(ask(answer)).toBe(undefined)
  })

  it('is passed over if it is not heavier', () => {
    expect(ask([1, 2], 8)).toEqual([1, 2])
    expect(ask([1, 2], 9)).toBe(undefined)
  })

  it('is looked at once', () => {
    let looks = 0
    const answer = {
      get length(): number {
        looks++
        return looks === 1 ? 1 : 3
      },
      get 0(): number {
        looks++
        return looks === 2 ? 1 : 7
      },
    }
    expect(readColumns(answer, 3)).toEqual([1])
    expect(looks).toBe(2)
  })

  it('comes through if it is an error, as does what is thrown when it is looked at', () => {
    expect(() => askSolver({ solve: throwing }, three, [], 0, GO_ON)).toThrow('no licence')
    const answer = Object.defineProperty([], '0', { get: throwing })
    expect(() => ask(answer)).toThrow('no licence')
  })
})

describe('what a solver is given', () => {
  it('is its own: it may change all of it', () => {
    const before = structuredClone(three)
    const solver: PackingSolver = {
      solve: ({ start, row, weight, known }) => {
        for (const array of [start, row, weight, known]) array.fill(0)
        return [1, 2]
      },
    }
    expect(askSolver(solver, three, [0], 0, GO_ON)).toEqual([1, 2])
    expect(three).toEqual(before)
  })

  it('has a time, what is known, and whom to ask', () => {
    let asked: PackingQuestion | undefined
    askSolver({ solve: (question) => void (asked = question) }, three, [0, 2], 7, () => false)
    expect(asked).toMatchObject({ rowCount: 5, known: Int32Array.of(0, 2), moreThan: 7, timeMs: 10_000 })
    expect(asked?.goOn()).toBe(false)
  })

  it('is not too much', () => {
    const columns = 200_001
    const large: PackingPool = {
      rowCount: columns,
      start: Int32Array.from({ length: columns + 1 }, (_, j) => j),
      row: Int32Array.from({ length: columns }, (_, j) => j),
      weight: new Float64Array(columns).fill(1),
    }
    expect(askSolver({ solve: throwing }, large, [], 0, GO_ON)).toBe(undefined)
    expect(askSolver({ solve: throwing }, { ...three, weight: new Float64Array(0) }, [], 0, GO_ON)).toBe(undefined)
  })
})

describe('a search with help', () => {
  const weigh = ({ weight }: PackingPool, chosen: readonly number[] = []): number =>
    chosen.reduce((sum, j) => sum + weight[j]!, 0)

  const expectBest = (pool: PackingPool, found: PackingSearchResult, alone: PackingSearchResult): void => {
    expect(found.weight).toBe(alone.weight)
    expect(found.bound).toBe(alone.weight)
    expect(weigh(pool, found.chosen)).toBe(alone.weight)
    const rows = found.chosen!.flatMap((j) => Array.from(pool.row.subarray(pool.start[j], pool.start[j + 1])))
    expect(new Set(rows).size).toBe(rows.length)
  }

  it('says the same as one without, whatever the solver says', () => {
    let asked = 0
    let taken = 0
    let notAsked = 0
    for (let seed = 1; seed <= 8; seed++) {
      const pool = randomPool(36, 300, seed)
      const alone = searchPacking(pool, options)
      const before = asked
      const solvers: PackingSolver[] = [
        { solve: () => undefined },
        { solve: () => [0, 0] },
        { solve: () => Int32Array.from({ length: 300 }, (_, j) => j) },
        {
          solve: ({ moreThan }) => {
            asked++
            if (alone.weight > moreThan) taken++
            return alone.chosen
          },
        },
      ]
      for (const solver of solvers) expectBest(pool, searchWithHelp(pool, options, solver, []), alone)
      expectBest(pool, searchWithHelp(pool, options, undefined, []), alone)
      if (asked === before) notAsked++
    }
    expect(asked).toBeGreaterThan(3)
    expect(taken).toBeGreaterThan(2)
    expect(notAsked).toBeGreaterThan(0)
  })

  it('has the better answer of the two when it is stopped, and a bound that holds', () => {
    let better = 0
    for (let seed = 1; seed <= 10; seed++) {
      const pool = randomPool(36, 300, seed)
      const best = searchPacking(pool, options)
      const limited = { ...options, mostNodes: 120 }
      const alone = searchPacking(pool, limited)
      const { chosen, weight, bound } = searchWithHelp(pool, limited, { solve: () => best.chosen }, [])
      expect(weight).toBe(best.weight)
      expect(weigh(pool, chosen)).toBe(best.weight)
      expect(bound).toBeGreaterThanOrEqual(best.weight)
      if (weight > alone.weight) better++
    }
    expect(better).toBeGreaterThan(0)
  })

  it('does not ask once it is stopped', () => {
    const pool = randomPool(45, 300, 1)
    let left = 20
    const found = searchWithHelp(pool, { ...options, goOn: () => left-- > 0 }, { solve: throwing }, [])
    expect(found.bound).toBeGreaterThan(found.weight)
  })

  it('lets through what the solver throws', () => {
    const pool = randomPool(45, 300, 1)
    expect(searchPacking(pool, options).nodes.length).toBeGreaterThan(100)
    expect(() => searchWithHelp(pool, options, { solve: throwing }, [])).toThrow('no licence')
  })
})
