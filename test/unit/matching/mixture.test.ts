import { describe, expect, it } from 'vitest'
import { bestMixture, type Ingredients } from '../../../src/matching/mixture.ts'
import { seeded } from '../../graphs.ts'

/** Squares side by side: each is matched along one pair of sides or along the other, which keeps and weighs what is said. */
function squares(sides: readonly (readonly [gain: number, loss: number])[]): Ingredients {
  const mate = new Int32Array(4 * sides.length)
  const other = new Int32Array(4 * sides.length)
  sides.forEach((_, i) => {
    const [a, b, c, d] = [4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3] as const
    mate.set([b, a, d, c], a)
    other.set([d, c, b, a], a)
  })
  const square = (u: number): readonly [number, number] => sides[Math.floor(u / 4)]!
  return {
    mate,
    other,
    worth: (u, v) => (mate[u] === v ? Math.max(0, square(u)[1]) : Math.max(0, -square(u)[1])) / 2,
    keeps: (u, v) => (other[u] === v ? square(u)[0] : -square(u)[0]) > ((u % 4) + (v % 4) === 3 && u % 4 !== 0 ? 1 : 0),
  }
}

/** How many it keeps, and what it is worth. */
function measure({ worth, keeps }: Ingredients, mate: Int32Array): readonly [number, number] {
  let [kept, sum] = [0, 0]
  mate.forEach((v, u) => {
    if (v <= u) return
    sum += worth(u, v)
    if (keeps(u, v)) kept++
  })
  return [kept, sum]
}

describe('the best mixture of two matchings', () => {
  it('is the best of all choices of squares', () => {
    const random = seeded(1)
    for (let round = 0; round < 500; round++) {
      const sides = Array.from({ length: random(7) }, () => [random(5) - 2, random(13) - 4] as const)
      const given = squares(sides)
      const [kept] = measure(given, given.mate)
      const more = 1 + random(5)
      let best: number | undefined
      for (let set = 0; set < 1 << sides.length; set++) {
        const mixed = given.mate.map((v, u) => (set & (1 << Math.floor(u / 4)) ? given.other[u]! : v))
        const [count, worth] = measure(given, mixed)
        if (count >= kept + more && (best === undefined || worth > best)) best = worth
      }
      const found = bestMixture(given, more)
      expect(found === undefined ? undefined : measure(given, found)[1]).toBe(best)
      if (found !== undefined) expect(measure(given, found)[0]).toBeGreaterThanOrEqual(kept + more)
    }
  })

  it('is still one that keeps enough where the choice is too large for a table', () => {
    const random = seeded(2)
    const sides = Array.from({ length: 6000 }, () => [1 + random(2), 1 + random(9)] as const)
    const given = squares(sides)
    const found = bestMixture(given, 4000)
    const [kept] = measure(given, given.mate)
    expect(measure(given, found!)[0]).toBeGreaterThanOrEqual(kept + 4000)
  })
})
