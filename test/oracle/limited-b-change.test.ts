import { describe, expect, it } from 'vitest'
import { checkLimitedBChange } from '../../src/matching/limited-b-change-check.ts'
import { limitedBChange } from '../../src/matching/limited-b-change.ts'
import { limitedChange } from '../../src/matching/limited-change.ts'
import type { ChangeLimit } from '../../src/matching/limited-change-solution.ts'
import { type Edge, graphOf, type Random, seeded, shuffled } from '../graphs.ts'

interface Case {
  readonly edges: readonly Edge[]
  readonly capacity: readonly number[]
  readonly previous: readonly number[]
}

/** A simple graph and some of its edges, which may be more than the capacities leave room for. */
function randomCase(random: Random, n: number, most: number, spread: number): Case {
  const all: Edge[] = []
  for (let u = 0; u < n; u++) for (let v = u + 1; v < n; v++) all.push([u, v, random(spread) - random(3)])
  const edges = shuffled(all, random).slice(0, most)
  const capacity = Array.from({ length: n }, () => [0, 1, 1, 2, 2, 3][random(6)]!)
  const room = capacity.map((own) => own + (random(8) === 0 ? 1 : 0))
  const previous: number[] = []
  edges.forEach(([u, v], e) => {
    if (random(2) === 0 || room[u]! < 1 || room[v]! < 1) return
    room[u]!--
    room[v]!--
    previous.push(e)
  })
  return { edges, capacity, previous: shuffled(previous, random) }
}

function everyBMatching({ edges, capacity }: Case, visit: (chosen: ReadonlySet<number>, weight: number) => void): void {
  const left = [...capacity]
  const chosen = new Set<number>()
  const from = (at: number, weight: number): void => {
    visit(chosen, weight)
    for (let e = at; e < edges.length; e++) {
      const [u, v, w] = edges[e]!
      if (left[u]! < 1 || left[v]! < 1) continue
      left[u]!--
      left[v]!--
      chosen.add(e)
      from(e + 1, weight + w)
      chosen.delete(e)
      left[u]!++
      left[v]!++
    }
  }
  from(0, 0)
}

describe('a limited change of b-matchings against all b-matchings', () => {
  it('the best within the limit, or a bound that holds; of the best it keeps the most', () => {
    const random = seeded(71)
    const seen = { broken: 0, kept: 0, inexact: 0, atLimit: 0, tooMany: 0, cases: 0 }
    for (let round = 0; round < 1600; round++) {
      const given = randomCase(random, 3 + random(5), 11, [4, 12, 1000][random(3)]!)
      const graph = graphOf(given.capacity.length, given.edges)
      const { capacity, previous } = given
      const old = new Set(previous)
      const maxBroken = random(4)
      const switchCost = random(9)
      let most = 0
      everyBMatching(given, (chosen) => {
        most = Math.max(most, [...chosen].filter((e) => old.has(e)).length)
      })
      for (const limit of [{ maxBroken }, { switchCost }] satisfies ChangeLimit[]) {
        let best: readonly [number, number] = [-Infinity, 0]
        everyBMatching(given, (chosen, weight) => {
          const kept = [...chosen].filter((e) => old.has(e)).length
          if ('maxBroken' in limit && most - kept > maxBroken) return
          const value = 'maxBroken' in limit ? weight : weight - switchCost * (previous.length - kept)
          if (value > best[0] || (value === best[0] && kept > best[1])) best = [value, kept]
        })
        const found = limitedBChange(graph, capacity, previous, limit)
        expect([given, checkLimitedBChange(graph, capacity, previous, limit, found)]).toEqual([given, { valid: true }])
        expect([found.keepable, found.kept + found.broken]).toEqual([most, previous.length])
        expect(found.bound).toBeGreaterThanOrEqual(best[0])
        if (found.exact) expect(found.value).toBe(best[0])
        if ('switchCost' in limit) expect([found.exact, found.kept]).toEqual([true, best[1]])
        seen.inexact += found.exact ? 0 : 1
        seen.broken += found.broken
        seen.kept += found.kept
        seen.atLimit += 'maxBroken' in limit && most - found.kept === maxBroken && maxBroken > 0 ? 1 : 0
        seen.tooMany += most < previous.length ? 1 : 0
        seen.cases += 'edge' in found.certificate ? 1 : 0
      }
    }
    const { inexact, cases, ...others } = seen
    expect(inexact).toBeLessThan(10)
    expect(cases).toBeGreaterThan(5)
    for (const [what, count] of Object.entries(others)) expect([what, count > 150]).toEqual([what, true])
  })

  it('is worth what a limited change of matchings is where all capacities are 1', () => {
    const random = seeded(72)
    let changed = 0
    for (let round = 0; round < 1000; round++) {
      const n = 4 + random(7)
      const { edges } = randomCase(random, n, 20, [5, 1000][random(2)]!)
      const graph = graphOf(n, edges)
      const mate = Array.from({ length: n }, () => -1)
      const previous = edges.flatMap(([u, v], e) => {
        if (mate[u] !== -1 || mate[v] !== -1 || random(3) === 0) return []
        mate[u] = v
        mate[v] = u
        return [e]
      })
      for (const limit of [{ maxBroken: random(3) }, { switchCost: random(20) }] satisfies ChangeLimit[]) {
        const one = limitedChange(graph, mate, limit)
        const several = limitedBChange(graph, new Int32Array(n).fill(1), previous, limit)
        if (one.exact && several.exact) expect([several.value, several.broken]).toEqual([one.value, one.broken])
        changed += several.broken > 0 ? 1 : 0
      }
    }
    expect(changed).toBeGreaterThan(200)
  })
})
