import { describe, expect, it } from 'vitest'
import type { EdgeList } from '../../src/graph/edge-list.ts'
import { checkFrontier } from '../../src/matching/coverage-frontier-check.ts'
import { coverageFrontier } from '../../src/matching/coverage-frontier.ts'
import { edgesOf, seeded } from '../graphs.ts'
import { bestByCount } from './side-count.ts'
import { smallFamilies } from './small-families.ts'

const rounds = 400

/** For every number of pairs, from none and from the heaviest; returns how many points share their lift with the one before. */
function agree(graph: EdgeList): number {
  const best = bestByCount(graph, () => true).filter((weight) => weight > -Infinity)
  const most = Math.max(...best)
  const whole = coverageFrontier(graph, { from: 'empty' })
  const upper = coverageFrontier(graph)
  expect({
    graph: edgesOf(graph),
    whole: whole.points.map(({ weight }) => weight),
    wholeVerdict: checkFrontier(graph, whole),
    upperFrom: upper.points[0]!.pairs,
    upper: upper.points.map(({ weight }) => weight),
    upperVerdict: checkFrontier(graph, upper),
  }).toEqual({
    graph: edgesOf(graph),
    whole: best,
    wholeVerdict: { valid: true },
    upperFrom: best.lastIndexOf(most),
    upper: best.slice(best.lastIndexOf(most)),
    upperVerdict: { valid: true },
  })
  return whole.points.filter(({ lift }, i) => i > 1 && whole.points[i - 1]!.lift === lift).length
}

describe('the frontier agrees with brute force at every number of pairs', () => {
  it.each(smallFamilies)(`${rounds} graphs: %s`, (_, draw) => {
    for (let seed = 0; seed < rounds; seed++) agree(draw(seeded(seed)))
  })

  it('and some of these points lie between others that share their lift', () => {
    let between = 0
    for (const [, draw] of smallFamilies) for (let seed = 0; seed < 40; seed++) between += agree(draw(seeded(seed)))
    expect(between).toBeGreaterThan(100)
  })
})
