import { describe, expect, it } from 'vitest'
import { EdgeHeap } from '../../../src/graph/edge-heap.ts'
import { NodeHeap } from '../../../src/graph/node-heap.ts'
import { seeded } from '../../graphs.ts'

describe('NodeHeap', () => {
  it('agrees with a sorted map through 20,000 random offers, removals and pops', () => {
    const random = seeded(3)
    const heap = new NodeHeap(40)
    const model = new Map<number, number>()
    for (let step = 0; step < 20_000; step++) {
      const id = random(40)
      const what = random(10)
      if (what < 6) {
        const key = random(100)
        heap.offer(id, key)
        const old = model.get(id)
        if (old === undefined || key < old) model.set(id, key)
      } else if (what < 8) {
        heap.remove(id)
        model.delete(id)
      } else if (model.size > 0) {
        const least = Math.min(...model.values())
        expect(heap.minKey()).toBe(least)
        const popped = heap.pop()
        expect(model.get(popped)).toBe(least)
        model.delete(popped)
      }
      expect(heap.size).toBe(model.size)
      if (step % 1000 === 999) {
        heap.clear()
        model.clear()
        expect(heap.minKey()).toBe(Infinity)
      }
    }
  })
})

describe('EdgeHeap', () => {
  it('gives the edges back in order of their keys, however many', () => {
    const random = seeded(4)
    const heap = new EdgeHeap()
    const expected: string[] = []
    for (let i = 0; i < 500; i++) {
      const key = random(1_000_000) * 500 + i
      heap.push(key, i, 1000 - i)
      expected.push(`${String(key).padStart(12, '0')} ${i} ${1000 - i}`)
    }
    expected.sort()
    for (const edge of expected) {
      const key = heap.minKey()
      heap.pop()
      expect(`${String(key).padStart(12, '0')} ${heap.u} ${heap.v}`).toBe(edge)
    }
    expect(heap.minKey()).toBe(Infinity)
    heap.push(1, 2, 3)
    heap.clear()
    expect(heap.size).toBe(0)
  })
})
