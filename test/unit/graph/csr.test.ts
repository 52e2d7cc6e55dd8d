import { expect, it } from 'vitest'
import { toCsr } from '../../../src/graph/csr.ts'

it('lists each edge from both ends, in the order given, parallel ones too', () => {
  const { offset, head, weight } = toCsr({
    vertexCount: 4,
    source: [0, 2, 0, 1],
    target: [1, 0, 1, 2],
    weight: [5, 6, 7, 8],
  })
  const rows = Array.from({ length: 4 }, (_, v) =>
    Array.from(head.subarray(offset[v]!, offset[v + 1]!), (to, i) => [to, weight[offset[v]! + i]!]),
  )
  expect(rows).toEqual([
    [
      [1, 5],
      [2, 6],
      [1, 7],
    ],
    [
      [0, 5],
      [0, 7],
      [2, 8],
    ],
    [
      [0, 6],
      [1, 8],
    ],
    [],
  ])
})

it('takes a graph of nothing', () => {
  expect(toCsr({ vertexCount: 0, source: [], target: [], weight: [] }).offset).toEqual(new Int32Array(1))
})
