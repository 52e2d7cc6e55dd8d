import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkLimitedChange } from '../../src/matching/limited-change-check.ts'
import { limitedChange } from '../../src/matching/limited-change.ts'
import { edgesOf, seeded, shuffled } from '../graphs.ts'
import type { Random } from '../graphs.ts'
import { bestByCount } from './side-count.ts'
import { smallFamilies } from './small-families.ts'

const rounds = 300

interface Tally {
  /** Budgets under which neither nothing nor everything may break. */
  budgets: number
  exact: number
  best: number
}

/** Some pairs, most of them joined by an edge. */
function earlier(graph: EdgeList, random: Random): number[] {
  const mate = Array.from({ length: graph.vertexCount }, () => -1)
  const stray = Array.from({ length: random(2) }, () => [random(graph.vertexCount), random(graph.vertexCount)] as const)
  const edges = shuffled(edgesOf(graph), random).map(([u, v]) => [u, v] as const)
  for (const [u, v] of [...stray, ...edges]) {
    if (u === v || mate[u] !== -1 || mate[v] !== -1 || random(6) === 0) continue
    mate[u] = v
    mate[v] = u
  }
  return mate
}

/** Every budget: within the limit, and brute force between value and bound. */
function agree(graph: EdgeList, previous: number[], cases: number, tally: Tally): void {
  const best = bestByCount(graph, (u, v) => previous[u] === v)
  const joined = new Set(edgesOf(graph).map(([u, v]) => `${Math.min(u, v)} ${Math.max(u, v)}`))
  const pairs = previous.flatMap((v, u) => (u < v ? [`${u} ${v}`] : []))
  const old = pairs.filter((pair) => joined.has(pair)).length
  for (let maxBroken = 0; maxBroken <= old + 1; maxBroken++) {
    const limit = { maxBroken }
    const found = limitedChange(graph, previous, limit, { cases })
    const most = Math.max(...best.slice(Math.max(0, old - maxBroken)))
    const told = {
      graph: edgesOf(graph),
      previous,
      maxBroken,
      verdict: checkLimitedChange(graph, previous, limit, found),
      withinLimit: found.broken <= maxBroken && found.broken + found.kept === old && found.gone === pairs.length - old,
      between: found.value <= most && most <= found.bound,
      exact: found.exact,
      value: found.value,
    }
    const ends = maxBroken === 0 || maxBroken >= old
    expect(told).toEqual({
      ...told,
      verdict: { valid: true },
      withinLimit: true,
      between: true,
      exact: ends || found.exact,
      value: told.exact ? most : found.value,
    })
    if (ends) continue
    tally.budgets++
    if (found.exact) tally.exact++
    if (found.value === most) tally.best++
  }
}

describe('limited change agrees with brute force for every budget', () => {
  it.each(smallFamilies)(`${rounds} graphs: %s`, (_, draw) => {
    const tally: Tally = { budgets: 0, exact: 0, best: 0 }
    for (let seed = 0; seed < rounds; seed++) {
      const random = seeded(seed)
      const graph = draw(random)
      agree(graph, earlier(graph, random), 8, tally)
    }
    // With pairs tried both ways, all of these small cases are closed.
    expect(tally.exact).toBe(tally.budgets)
  })

  it('without trying pairs both ways, most are exact, and more are the best', () => {
    const tally: Tally = { budgets: 0, exact: 0, best: 0 }
    for (const [, draw] of smallFamilies) {
      for (let seed = 0; seed < 200; seed++) {
        const random = seeded(seed)
        const graph = draw(random)
        agree(graph, earlier(graph, random), 0, tally)
      }
    }
    expect(tally.budgets).toBeGreaterThan(500)
    expect(tally.exact / tally.budgets).toBeGreaterThan(0.7)
    expect(tally.exact).toBeLessThan(tally.budgets)
    expect(tally.best).toBeGreaterThan(tally.exact)
  })

  it.each(smallFamilies)(`${rounds} graphs and costs: %s`, (_, draw) => {
    for (let seed = 0; seed < rounds; seed++) {
      const random = seeded(seed)
      const graph = draw(random)
      const previous = earlier(graph, random)
      const best = bestByCount(graph, (u, v) => previous[u] === v)
      const old = limitedChange(graph, previous, { maxBroken: 0 }).kept
      for (const switchCost of [0, 1, 3 + random(20), 2 ** 45]) {
        const limit = { switchCost }
        const found = limitedChange(graph, previous, limit)
        const worth = best.map((weight, kept) => weight - (old === kept ? 0 : switchCost * (old - kept)))
        expect(checkLimitedChange(graph, previous, limit, found)).toEqual({ valid: true })
        expect([found.exact, found.value]).toEqual([true, Math.max(...worth)])
        // Of equals, the one that breaks the fewest.
        if (2 ** 40 > Math.max(...best)) expect(found.kept).toBe(worth.lastIndexOf(found.value))
      }
    }
  })

  it('coverage: most pairs within the limit, then the greatest weight', () => {
    for (const [, draw] of smallFamilies.slice(0, 6)) {
      for (let seed = 0; seed < 100; seed++) {
        const random = seeded(seed)
        const graph = draw(random)
        const previous = earlier(graph, random)
        const limit = { maxBroken: random(3) }
        const found = limitedChange(graph, previous, limit, { objective: 'coverage' })
        const lifted = { ...graph, weight: Float64Array.from(graph.weight, (w) => w + 100_000) }
        const most = Math.max(
          ...bestByCount(lifted, (u, v) => previous[u] === v).slice(
            Math.max(0, found.kept + found.broken - limit.maxBroken),
          ),
        )
        const pairs = found.mate.filter((v) => v !== -1).length / 2
        expect(checkLimitedChange(graph, previous, limit, found)).toEqual({ valid: true })
        expect([found.exact, found.weight + 100_000 * pairs]).toEqual([true, most])
      }
    }
  })
})
