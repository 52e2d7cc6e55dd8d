import type { PackingPool } from './packing-pool.ts'

/** What an odd set must gain at least, of 1/2 that it can. */
const LEAST_VIOLATION = 0.02
/** Rows with more room than this are left out. */
const MOST_ROOM = 0.4

/**
 * Odd sets of rows that are overfull at fractional values. An odd set `S` is, if the room that its rows have left and the values of the columns that meet it in an odd
 * number of rows add up to less than 1. So rows are added up modulo 2, to make the columns with the greatest values meet all sums evenly, one
 * after the other, by elimination (Andreello, Caprara and Fischetti 2007, "Embedding {0,1/2}-cuts in a branch-and-cut framework", section 2).
 *
 * O(rows * columns * rows / 32) at most, where rows and columns are those with fractional values.
 */
export function paritySets(
  { rowCount, start, row }: PackingPool,
  fractional: readonly number[],
  values: (column: number) => number,
  room: (row: number) => number,
): { readonly members: Int32Array; readonly excess: number }[] {
  const order = fractional.toSorted((a, b) => values(b) - values(a) || a - b)
  const index = new Int32Array(rowCount).fill(-1)
  const rows: number[] = []
  for (const j of order) {
    for (let i = start[j]!; i < start[j + 1]!; i++) {
      const r = row[i]!
      if (index[r]! >= 0 || room(r) > MOST_ROOM) continue
      index[r] = rows.length
      rows.push(r)
    }
  }
  const words = (rows.length + 31) >> 5
  const columnWords = (order.length + 31) >> 5
  /** Per sum: which rows are in it, and which columns it meets in an odd number of rows. */
  const sums = Array.from({ length: rows.length }, (_, i) => {
    const held = new Int32Array(words)
    held[i >> 5]! |= 1 << (i & 31)
    return { held, meets: new Int32Array(columnWords), isPivot: false }
  })
  for (let c = 0; c < order.length; c++) {
    const j = order[c]!
    for (let i = start[j]!; i < start[j + 1]!; i++) {
      const at = index[row[i]!]!
      if (at >= 0) sums[at]!.meets[c >> 5]! |= 1 << (c & 31)
    }
  }
  const found: { readonly members: Int32Array; readonly excess: number }[] = []
  const seen = new Set<string>()
  const look = (sum: { readonly held: Int32Array; readonly meets: Int32Array }): void => {
    const members: number[] = []
    let left = 1
    for (let i = 0; i < rows.length; i++) {
      if (((sum.held[i >> 5]! >>> (i & 31)) & 1) === 0) continue
      members.push(rows[i]!)
      left -= room(rows[i]!)
    }
    if (members.length < 3 || members.length % 2 === 0 || left <= 2 * LEAST_VIOLATION) return
    for (let c = 0; c < order.length && left > 0; c++) {
      if (((sum.meets[c >> 5]! >>> (c & 31)) & 1) === 1) left -= values(order[c]!)
    }
    if (left <= 2 * LEAST_VIOLATION) return
    members.sort((a, b) => a - b)
    const key = members.join()
    if (seen.has(key)) return
    seen.add(key)
    found.push({ members: Int32Array.from(members), excess: left / 2 })
  }
  for (let c = 0; c < order.length; c++) {
    const meetsOddly = (sum: { readonly meets: Int32Array }): boolean => ((sum.meets[c >> 5]! >>> (c & 31)) & 1) === 1
    let pivot: (typeof sums)[number] | undefined
    let fewest = Infinity
    for (const sum of sums) {
      if (sum.isPivot || !meetsOddly(sum)) continue
      let size = 0
      for (const word of sum.held) size += bits(word)
      if (size >= fewest) continue
      fewest = size
      pivot = sum
    }
    if (pivot === undefined) continue
    pivot.isPivot = true
    for (const sum of sums) {
      if (sum === pivot || sum.isPivot || !meetsOddly(sum)) continue
      for (let w = 0; w < words; w++) sum.held[w]! ^= pivot.held[w]!
      for (let w = 0; w < columnWords; w++) sum.meets[w]! ^= pivot.meets[w]!
      look(sum)
    }
  }
  return found
}

function bits(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
