import { describe, expect, test } from 'vitest'
import { fuse, integerWeight, mutualWeight, WEIGHT_SCALE } from '../../../src/benefit/fusion.ts'

describe('mutualWeight, by hand', () => {
  test('harmonic: (3, 3) weighs 6, (5, 1) weighs 3.33', () => {
    expect(mutualWeight('harmonic', 3, 3)).toBe(6)
    expect(mutualWeight('harmonic', 5, 1)).toBe(20 / 6)
    expect(integerWeight(mutualWeight('harmonic', 5, 1))).toBe(3333)
  })

  test('geometric, min and sum of (9, 4)', () => {
    expect(mutualWeight('geometric', 9, 4)).toBe(12)
    expect(mutualWeight('min', 9, 4)).toBe(8)
    expect(mutualWeight('sum', 9, 4)).toBe(13)
  })

  test('nothing unless both gain', () => {
    for (const fusion of ['harmonic', 'geometric', 'min', 'sum'] as const) {
      expect(mutualWeight(fusion, 5, 0)).toBe(0)
      expect(mutualWeight(fusion, 0, 5)).toBe(0)
      expect(mutualWeight(fusion, 0, 0)).toBe(0)
    }
  })
})

describe('fuse, by hand', () => {
  test('three members: 6, 3, 2', () => {
    expect(fuse('harmonic', [6, 3, 2])).toBeCloseTo(9, 12) // 3 * 3 / (1/6 + 1/3 + 1/2)
    expect(fuse('geometric', [6, 3, 2])).toBeCloseTo(3 * Math.cbrt(36), 12)
    expect(fuse('min', [6, 3, 2])).toBe(6)
    expect(fuse('sum', [6, 3, 2])).toBe(11)
  })

  test('equal gains add up exactly; one empty hand makes it 0; nobody weighs 0', () => {
    expect(fuse('geometric', [7, 7, 7, 7, 7])).toBe(35)
    expect(fuse('sum', [3, 0, 3])).toBe(0)
    expect(fuse('min', [])).toBe(0)
    expect(fuse('sum', [3, Number.NaN, 3])).toBe(0)
  })

  test('a thousand members do not overflow', () => {
    const gains = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 10_000 : 1))
    expect(fuse('geometric', gains)).toBeCloseTo(100_000, 4)
  })
})

test('WEIGHT_SCALE is the number of integer units in a weight of 1', () => {
  expect(integerWeight(1)).toBe(WEIGHT_SCALE)
  expect(integerWeight(0.0004)).toBe(0)
})
