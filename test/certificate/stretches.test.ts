import { expect, it } from 'vitest'
import { checkCertificate } from '../../src/matching/certificate.ts'
import { forestOfStretches } from '../../src/matching/certificate-forest.ts'
import { maximumWeightMatching } from '../../src/matching/maximum-weight-matching.ts'
import type { CertificateBlossom, MatchingSolution } from '../../src/matching/solution.ts'
import { randomGraph, seeded } from '../graphs.ts'

/** The same blossoms, each with an array of its own: the checker reads those one by one. */
function apart(solution: MatchingSolution): MatchingSolution {
  const blossoms = solution.certificate.blossoms.map(({ members, dual2x }) => ({ members: [...members], dual2x }))
  return { ...solution, certificate: { ...solution.certificate, blossoms } } as unknown as MatchingSolution
}

it('members in one shared array get the verdict that the same members get apart, forged or not, on 20,000 certificates', () => {
  const random = seeded(23)
  let valid = 0
  let laminar = 0
  let nested = 0
  for (let round = 0; round < 20_000; round++) {
    const n = 3 + random(14)
    const graph = randomGraph(n, 2 * n + random(2 * n), 1, [2, 9, 100][random(3)]!, random)
    const solution = maximumWeightMatching(graph)
    const { blossoms } = solution.certificate
    if (blossoms.length === 0) continue
    const buffer = new Int32Array(blossoms[0]!.members.buffer).slice()
    const stretches = blossoms.map(({ members, dual2x }) => ({
      start: members.byteOffset / 4,
      length: members.length,
      dual2x,
    }))
    const one = stretches[random(stretches.length)]!
    const mate = solution.mate.slice()
    const forge = random(9)
    if (forge === 0) one.start += random(3)
    if (forge === 1) one.length += 2 * (random(3) - 1)
    if (forge === 2) buffer[random(n)] = random(n + 2) - 1
    if (forge === 3) stretches.push({ ...one, dual2x: 2 })
    if (forge === 4) stretches.push({ start: random(n), length: 3 + 2 * random(3), dual2x: 2 })
    if (forge === 5) stretches.reverse()
    if (forge === 6) {
      const [u, v] = [random(n), random(n)]
      for (const [x, y] of [
        [u, mate[v]!],
        [v, mate[u]!],
      ] as const)
        if (y >= 0 && y !== x) [mate[x], mate[y]] = [y, x]
    }
    if (stretches.some(({ start, length }) => length < 1 || start + length > n)) continue
    const forged: MatchingSolution = {
      ...solution,
      mate,
      certificate: {
        ...solution.certificate,
        blossoms: stretches.map(({ start, length, dual2x }): CertificateBlossom => {
          return { members: buffer.subarray(start, start + length), dual2x }
        }),
      },
    }
    const verdict = checkCertificate(graph, forged)
    expect(verdict).toEqual(checkCertificate(graph, apart(forged)))
    if (verdict.valid) valid++
    else if (!/overlap|twice|full|same members/.test(verdict.reason)) laminar++
    if (verdict.valid && blossoms.length > 1) nested++
  }
  for (const count of [valid, laminar, nested]) expect(count).toBeGreaterThan(200)
})

const forest = (members: readonly unknown[], size: readonly number[]) =>
  forestOfStretches(
    members,
    Int32Array.from(size),
    Float64Array.from(size, () => 2),
    5,
  )

it('reads a nest of stretches', () => {
  const order = Int32Array.of(3, 0, 1, 2, 4)
  expect(forest([order.subarray(1, 4), order], [3, 5])).toMatchObject({
    parent: Int32Array.of(1, -1),
    inner: Int32Array.of(0, 0, 0, 1, 1),
    outer: Int32Array.of(1, 1, 1, 1, 1),
    around2x: Float64Array.of(4, 2),
  })
})

it('has nothing to do with members that are not stretches of one Int32Array, whatever they say they are', () => {
  const order = Int32Array.of(0, 1, 2, 3, 4)
  const whole = order.subarray(0, 3)
  expect(forest([whole], [3])).toBeDefined()
  const liar = order.subarray(0, 3)
  Object.defineProperty(liar, 'length', { value: 5 })
  const impostor = Object.setPrototypeOf({ length: 3, buffer: order.buffer, byteOffset: 0 }, Int32Array.prototype)
  const others: readonly (readonly [unknown, number])[] = [
    [[0, 1, 2], 3],
    [new Proxy(whole, {}), 3],
    [liar, 5],
    [impostor, 3],
    [Uint32Array.of(0, 1, 2), 3],
    [undefined, 3],
    [whole, 5],
  ]
  for (const [members, size] of others) expect(forest([members], [size])).toBeUndefined()
  // Two arrays, and one that is longer than there are vertices.
  expect(forest([whole.slice(), order], [3, 5])).toBeUndefined()
  const long = Int32Array.of(0, 1, 2, 9, 9, 9, 9, 9, 0, 3, 4)
  expect(forest([long.subarray(0, 3), long.subarray(8)], [3, 3])).toBeUndefined()
  expect(forest([], [])).toBeUndefined()
})
