import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuse, integerWeight } from '../../../src/benefit/fusion.ts'
import { weigher } from '../../../src/group/weigh-gains.ts'

const gains = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 6 })
const means = fc.constantFrom<'harmonic' | 'geometric' | 'min' | 'sum'>('harmonic', 'geometric', 'min', 'sum')

describe('the weight of gains', () => {
  it('is the mutual weight of people, to the last unit', () => {
    fc.assert(
      fc.property(means, gains, (mean, list) => {
        expect(weigher(mean)(Float64Array.from(list), list.length)).toBe(integerWeight(fuse(mean, list)))
      }),
    )
  })

  it('never falls with a gain, and parts weigh what the whole does at least', () => {
    fc.assert(
      fc.property(means, gains, gains, fc.double({ min: 0, max: 100, noNaN: true }), (mean, a, b, more) => {
        const weigh = weigher(mean)
        const of = (list: readonly number[]): number => weigh(Float64Array.from(list), list.length)
        expect(of([a[0]! + more, ...a.slice(1)])).toBeGreaterThanOrEqual(of(a))
        expect(of([...a, ...b])).toBeLessThanOrEqual(of(a) + of(b) + 1.5)
      }),
    )
  })
})
