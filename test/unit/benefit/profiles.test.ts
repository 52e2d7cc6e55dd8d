import { expect, test } from 'vitest'
import { Profiles } from '../../../src/benefit/profiles.ts'

const LISTS = [
  [1, 3],
  [3, 1],
  [1, 3, 2, 9],
  [],
  [1, 3],
  Array.from({ length: 3000 }, (_, i) => i),
  [2, 9, 1, 3],
  [3, 1],
  [],
]

const numbers = (profiles: Profiles, lists: readonly (readonly number[])[]): number[] =>
  lists.map((list) => {
    profiles.clear()
    for (let i = 0; i < list.length; i += 2) profiles.write(list[i]!, list[i + 1]!)
    return profiles.find()
  })

test('equal profiles have one number, others have others', () => {
  expect(numbers(new Profiles(), LISTS)).toEqual([0, 1, 2, 3, 0, 4, 5, 1, 3])
})

test('the same numbers when all hashes collide, or some', () => {
  expect(numbers(new Profiles(() => 7), LISTS)).toEqual([0, 1, 2, 3, 0, 4, 5, 1, 3])
  expect(numbers(new Profiles((_, length) => length % 4), LISTS)).toEqual([0, 1, 2, 3, 0, 4, 5, 1, 3])
})
