import { isRight, left } from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import { withinRange } from '../../src/solve-pairs.ts'

// No input that is read as a whole comes near it; the guard is there so that nothing can throw if limits are widened.
it('sums that could not be exact are TooLarge; anything else that is thrown is a bug, and stays one', () => {
  const graph = (weight: number) => ({ vertexCount: 4, source: [0, 2], target: [1, 3], weight: [weight, 1] })
  const cover = (weight: number) =>
    withinRange(4, () => maximumWeightMatching(graph(weight), { objective: 'coverage' }).weight)
  expect(isRight(cover(1e9)) && cover(1e9)).toMatchObject({ right: 1e9 + 1 })
  expect(cover(2 ** 52)).toEqual(
    left({ _tag: 'TooLarge', what: 'people with pairs of so great weights', size: 4, limit: 3 }),
  )
  expect(() =>
    withinRange(4, () => {
      throw new TypeError('a bug')
    }),
  ).toThrow('a bug')
})
