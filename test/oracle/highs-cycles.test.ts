import { beforeAll, describe, expect, it } from 'vitest'
import { everyCycle } from '../../bench/full-formulation.ts'
import { highsPacker, type SolveByHighs } from '../../bench/rivals/highs-packing.ts'
import { kidneyPool, skillArcs } from '../../bench/workload.ts'
import { checkCycleCertificate } from '../../src/exchange/check-cycles.ts'
import { maximumWeightCycles } from '../../src/exchange/maximum-weight-cycles.ts'
import type { EdgeList } from '../../src/graph/edge-list.ts'

// An outside solver, given every cycle that there is: too many vertices for sets of them, and other code for all of it.

let solveByHighs: SolveByHighs
beforeAll(async () => {
  solveByHighs = await highsPacker()
})

interface Family {
  readonly name: string
  readonly make: (seed: number) => EdgeList
  readonly maxLength: number
  /** Instances in the suite, and when all is asked for. */
  readonly few: number
  readonly many: number
}

const families: readonly Family[] = [
  { name: '32 pairs of a kidney pool', make: (seed) => kidneyPool(32, 20, seed), maxLength: 3, few: 30, many: 600 },
  { name: '32 pairs, all alike', make: (seed) => kidneyPool(32, 1, seed), maxLength: 3, few: 30, many: 400 },
  { name: '24 pairs of a kidney pool', make: (seed) => kidneyPool(24, 20, seed), maxLength: 4, few: 30, many: 400 },
  { name: '60 people with 30 skills', make: (seed) => skillArcs(60, 30, seed), maxLength: 3, few: 50, many: 800 },
  { name: '36 people with 24 skills', make: (seed) => skillArcs(36, 24, seed), maxLength: 4, few: 30, many: 600 },
]

/** From `first` on; how many had something to choose, and how many proofs needed more than prices. */
function agreeOn({ make, maxLength }: Family, first: number, count: number): { positive: number; branches: number } {
  const seen = { positive: 0, branches: 0 }
  for (let seed = first; seed < first + count; seed++) {
    const arcs = make(seed)
    const theirs = solveByHighs(everyCycle(arcs, maxLength))
    const ours = maximumWeightCycles(arcs, { maxLength })
    expect({ seed, weight: ours.weight, bound: ours.bound, optimal: theirs.optimal }).toEqual({
      seed,
      weight: theirs.weight,
      bound: theirs.weight,
      optimal: true,
    })
    expect({ seed, verdict: checkCycleCertificate(arcs, ours) }).toEqual({ seed, verdict: { valid: true } })
    if (ours.weight > 0) seen.positive++
    if (ours.certificate.branches.length > 0) seen.branches++
  }
  return seen
}

describe('maximumWeightCycles and highs on the full formulation', () => {
  const needed: number[] = []

  it.each(families)('$name, up to $maxLength', (family) => {
    const { positive, branches } = agreeOn(family, 1, family.few)
    expect(positive).toBeGreaterThan(0.9 * family.few)
    needed.push(branches)
  })

  it('met proofs that prices alone do not give', () => {
    expect(needed.length).toBe(families.length)
    expect(needed.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(10)
  })

  // Minutes, not seconds: on demand (PEERMATCH_EXHAUSTIVE=1 npx vitest run test/oracle/highs-cycles.test.ts).
  it.runIf(process.env['PEERMATCH_EXHAUSTIVE'])('on 2,800 more of them', { timeout: 1_800_000 }, () => {
    let instances = 0
    for (const family of families) {
      const { positive, branches } = agreeOn(family, 1001, family.many)
      expect(positive).toBeGreaterThan(0.9 * family.many)
      console.log(`${family.name}, up to ${family.maxLength}: ${family.many} agree, ${branches} with branches`)
      instances += family.many
    }
    expect(instances).toBe(2800)
  })
})
