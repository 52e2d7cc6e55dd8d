import { describe, expect, it } from 'vitest'
import { stableByOracle } from '../../src/matching/stable-by-oracle.ts'
import { checkStableByJudge } from '../../src/matching/stable-check-by-judge.ts'
import { checkStableMatching } from '../../src/matching/stable-check.ts'
import { stableMatching } from '../../src/matching/stable-matching.ts'
import { type Random, seeded } from '../graphs.ts'
import { preferenceGraph, type Row } from '../oracle/stable-brute-force.ts'
import { judgeOf, oracleOf } from '../preference-oracles.ts'

/** Blocks of vertices, most pairs of which are acceptable, with a few pairs in between; gains of few values or of many. */
const randomRows = (n: number, random: Random): Row[] => {
  const kinds = [2, 9, 1000][random(3)]!
  const block = [3, 5, 8, n][random(4)]!
  const [inside, between] = [40 + random(61), random(12)]
  const rows: Row[] = []
  for (let u = 0; u < n; u++)
    for (let v = u + 1; v < n; v++)
      if (random(100) < (Math.floor(u / block) === Math.floor(v / block) ? inside : between))
        rows.push([u, v, (1 + random(kinds)) / 3, (1 + random(kinds)) / 3, random(4)])
  return rows
}

describe('a stable matching found by asking an oracle', () => {
  it('is the one that is found with all pairs, or has as few blocking pairs', () => {
    const seen = { stable: 0, unstable: 0, several: 0, notFewest: 0, otherMate: 0 }
    for (let round = 0; round < 4000; round++) {
      const random = seeded(round)
      const n = random(40)
      const graph = preferenceGraph(n, randomRows(n, random))
      const held = stableMatching(graph)
      const asked = stableByOracle(oracleOf(graph), Infinity, () => true)!
      expect(checkStableMatching(graph, asked)).toEqual({ valid: true })
      expect(checkStableByJudge(judgeOf(graph), asked)).toEqual({ valid: true })
      expect(asked.successor).toEqual(held.successor)
      expect(asked.oddParties).toEqual(held.oddParties)
      seen.stable += held.stable ? 1 : 0
      seen.unstable += held.stable ? 0 : 1
      seen.several += held.oddParties.length > 1 ? 1 : 0
      // Where pairs are deleted, it may be another of as many.
      expect(asked.blocking.length).toBe(held.blocking.length)
      seen.notFewest += held.blocking.length > held.leastBlocking ? 1 : 0
      const same = asked.mate.every((u, v) => u === held.mate[v])
      seen.otherMate += same ? 0 : 1
      if (held.blocking.length === 0) expect(same).toBe(true)
    }
    expect(Math.min(seen.stable, seen.unstable, seen.several)).toBeGreaterThan(150)
    expect(seen.notFewest).toBeGreaterThan(10)
    expect(seen.otherMate).toBeLessThan(seen.notFewest + 20)
  })

  it('ends without an answer when it may not go on, or would have to hold too many pairs', () => {
    const random = seeded(5)
    const graph = preferenceGraph(30, randomRows(30, random))
    let asked = 0
    expect(stableByOracle(oracleOf(graph), Infinity, () => ++asked < 7)).toBeUndefined()
    expect(asked).toBe(7)
    expect(stableByOracle(oracleOf(graph), 0, () => true)).toBeUndefined()
    expect(stableByOracle(oracleOf(preferenceGraph(3, [])), 0, () => true)?.stable).toBe(true)
  })
})
