import { loadHighs } from 'peermatch/highs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { HighsModel, HighsModelData, HighsRuntime } from '../../src/highs/highs-runtime.ts'
import { HighsSolver } from '../../src/highs/highs-solver.ts'
import { type PackingPool, toPool } from '../../src/packing/packing-pool.ts'
import { searchPacking } from '../../src/packing/packing-search.ts'
import { askSolver, type PackingQuestion, type PackingSolver } from '../../src/packing/packing-solver.ts'
import { seeded } from '../graphs.ts'

const GO_ON = (): boolean => true

const randomPool = (seed: number, unit: number): PackingPool => {
  const random = seeded(seed)
  const rowCount = 5 + random(16)
  const lists = Array.from({ length: 10 + random(60) }, () => {
    const rows = new Set<number>()
    for (const size = 1 + random(4); rows.size < size; ) rows.add(random(rowCount))
    return [...rows]
  })
  const weights = lists.map(() => unit * (random(40) - 4))
  return toPool(rowCount, lists, weights).pool
}

const weigh = ({ weight }: PackingPool, chosen: readonly number[] = []): number =>
  chosen.reduce((sum, j) => sum + weight[j]!, 0)

describe('loadHighs', () => {
  let solver: PackingSolver
  beforeAll(async () => {
    solver = await loadHighs()
  })

  it('gives a solver that finds the best packing', () => {
    let positive = 0
    for (let seed = 1; seed <= 80; seed++) {
      // Multiples of a thousand are what people have.
      const pool = randomPool(seed, seed % 2 === 0 ? 1 : 1000)
      const { weight } = searchPacking(pool, { atLeast: 0, units: 2 ** 10, goOn: GO_ON })
      const chosen = askSolver(solver, pool, [], 0, GO_ON)
      expect({ seed, weight: weigh(pool, chosen) }).toEqual({ seed, weight })
      if (weight > 0) positive++
    }
    expect(positive).toBeGreaterThan(70)
  })

  it('starts from what is known', () => {
    const pool = randomPool(3, 1)
    const best = searchPacking(pool, { atLeast: 0, units: 2 ** 10, goOn: GO_ON })
    const question: PackingQuestion = {
      ...pool,
      known: Int32Array.from(best.chosen!),
      moreThan: 0,
      // No time to find anything.
      timeMs: 0,
      goOn: GO_ON,
    }
    expect(weigh(pool, Array.from(solver.solve(question) ?? []))).toBe(best.weight)
  })

  it('has nothing to say where there are no columns, or none is worth anything', () => {
    const empty = { rowCount: 3, start: Int32Array.of(0), row: new Int32Array(0), weight: new Float64Array(0) }
    const rest = { known: new Int32Array(0), moreThan: 0, timeMs: 1000, goOn: GO_ON }
    expect(solver.solve({ ...empty, ...rest })).toBe(undefined)
    const bad = { rowCount: 1, start: Int32Array.of(0, 1), row: Int32Array.of(0), weight: Float64Array.of(-5) }
    expect(solver.solve({ ...bad, ...rest })).toBe(undefined)
  })

  it('can be called without its object', () => {
    const { solve } = solver
    expect(askSolver({ solve }, randomPool(1, 1), [], 0, GO_ON)).toBeDefined()
  })
})

/** Stands in for an instance: it chooses the first column, or does what `run` does. */
const fakeRuntime = (run: () => void = () => undefined, memoryBytes = 1000): HighsRuntime => ({
  infinity: 1e30,
  memoryBytes,
  constants: {
    objectiveSense: { maximize: -1 },
    variableType: { integer: 1 },
    callbackType: { mipInterrupt: 6 },
    solutionStatus: { feasible: 2 },
  },
  createModel: ({ numCols }: HighsModelData): HighsModel => ({
    options: { set: () => undefined },
    info: { get: () => 2 },
    setSolution: () => undefined,
    run,
    getSolution: () => ({ colValue: Float64Array.from({ length: numCols }, (_, j) => (j === 0 ? 1 : 0)) }),
    dispose: () => undefined,
  }),
})

const question: PackingQuestion = {
  rowCount: 1,
  start: Int32Array.of(0, 1),
  row: Int32Array.of(0),
  weight: Float64Array.of(4),
  known: new Int32Array(0),
  moreThan: 0,
  timeMs: 1000,
  goOn: GO_ON,
}

describe('an instance', () => {
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
  const trap = (): never => {
    throw new Error('Aborted(OOM)')
  }

  it('that has run into a trap is replaced', async () => {
    let made = 0
    const solver = new HighsSolver(fakeRuntime(trap), async () => {
      made++
      return fakeRuntime()
    })
    expect(solver.solve(question)).toBe(undefined)
    // The next one cannot be there yet.
    expect(solver.solve(question)).toBe(undefined)
    await turn()
    expect(solver.solve(question)).toEqual([0])
    expect(solver.solve(question)).toEqual([0])
    expect(made).toBe(1)
  })

  it('that cannot be replaced is gone, and nothing is thrown', async () => {
    const solver = new HighsSolver(fakeRuntime(trap), () => Promise.reject(new Error('offline')))
    expect(solver.solve(question)).toBe(undefined)
    await turn()
    expect(solver.solve(question)).toBe(undefined)
  })

  it('whose memory has grown much is replaced after its answer', async () => {
    let made = 0
    const solver = new HighsSolver(
      fakeRuntime(() => undefined, 2 ** 28 + 1),
      async () => {
        made++
        return fakeRuntime()
      },
    )
    expect(solver.solve(question)).toEqual([0])
    expect(solver.solve(question)).toBe(undefined)
    await turn()
    expect(solver.solve(question)).toEqual([0])
    expect(made).toBe(1)
  })

  it('is interrupted once nobody waits, and what `goOn` throws goes around it', () => {
    let interrupted = 0
    let passed = 0
    const base = fakeRuntime()
    const runtime: HighsRuntime = {
      ...base,
      createModel: (data) => ({
        ...base.createModel(data),
        run: (callbacks) => {
          for (let i = 0; i < 3; i++) callbacks[6]?.({ interrupt: () => interrupted++ })
          passed++
        },
      }),
    }
    const solver = new HighsSolver(runtime, () => Promise.reject(new Error('not to be asked for')))
    expect(solver.solve(question)).toEqual([0])
    expect(interrupted).toBe(0)
    expect(solver.solve({ ...question, goOn: () => false })).toEqual([0])
    expect(interrupted).toBe(3)
    let asked = 0
    const goOn = (): boolean => {
      asked++
      throw new Error('no more')
    }
    expect(() => solver.solve({ ...question, goOn })).toThrow('no more')
    expect(asked).toBe(1)
    // It is as good as before.
    expect(solver.solve(question)).toEqual([0])
    expect(passed).toBe(4)
  })
})
