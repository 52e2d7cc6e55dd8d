import { seatCircles } from './circle.ts'
import type { Timetable } from './timetable.ts'

/** Whole numbers `0 .. bound - 1`. */
export type Draw = (bound: number) => number

/** Steps in which one pair is put out after the other before the next has its turn. */
const WALK = 500

/** The same numbers every time (xorshift, Marsaglia 2003). */
export function drawFrom(seed: number): Draw {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  return (bound) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * bound)
  }
}

/**
 * Gives each of these pairs a round, of those that the timetable has, and returns the pairs for which it found none. Nobody may be in more
 * pairs than there are rounds.
 *
 * One pair after the other, first as Vizing (1964) and Misra & Gries (1992) do: a round in which both are free, else swap two rounds along a
 * chain (Kempe) to make one, else do so after moving the pairs of one end on around its fan. That always succeeds if everybody is free in some
 * round before their last pair, and in bipartite graphs (Kőnig 1916). Where it fails, another pair is put out in favour of this one, and then that one is
 * tried: up to `steps` times in all. O(pairs * (rounds^2 * n)) at worst, much less usually.
 */
export function colourPairs(
  timetable: Timetable,
  pairs: readonly number[],
  steps: number,
  draw: Draw,
  goOn: () => boolean,
): readonly number[] {
  const waiting: number[] = []
  for (const pair of seatCircles(timetable, pairs)) if (!seatByFan(timetable, pair)) waiting.push(pair)
  let budget = steps
  for (let i = 0; i < waiting.length && budget > 0 && goOn(); i++) {
    const walk = displace(timetable, waiting[i]!, Math.min(budget, WALK), draw)
    budget -= walk.steps
    // Somebody else is out now: its turn comes again.
    if (walk.pair !== -1) waiting.push(walk.pair)
    waiting[i] = -1
  }
  return waiting.filter((pair) => pair !== -1)
}

/** Gives a pair a round, if need be after swaps along chains and around the fan of one end. */
export function seatByFan(timetable: Timetable, pair: number): boolean {
  const { low, high } = timetable.season
  const u = low[pair]!
  const v = high[pair]!
  return seatByChain(timetable, pair, u, v) || turnFan(timetable, pair, u, v) || turnFan(timetable, pair, v, u)
}

/** Puts the pair `u`, `v` in a round in which `u` is free, and that `v` can be made free in without taking `u`'s freedom away. */
function seatByChain(timetable: Timetable, pair: number, u: number, v: number): boolean {
  const { rounds } = timetable.season
  const common = timetable.commonRound(u, v)
  if (common !== -1) {
    timetable.put(pair, common)
    return true
  }
  for (let a = 0; a < rounds; a++) {
    if (!timetable.isFree(u, a)) continue
    for (let b = 0; b < rounds; b++) {
      if (!timetable.isFree(v, b) || timetable.chainEnd(v, a, b) === u) continue
      timetable.flipChain(v, a, b)
      timetable.put(pair, a)
      return true
    }
  }
  return false
}

/**
 * The fan of `u`: `v`, and with everybody in it all those whose round with `u` is one in which they are free. The pair can be handed on to any of them, if
 * each on the way takes the round of the next; then it is tried there.
 */
function turnFan(timetable: Timetable, pair: number, u: number, v: number): boolean {
  const { rounds } = timetable.season
  const fan = [v]
  const pairOf = [pair]
  const parent = [-1]
  const seen = new Set(fan)
  for (let i = 0; i < fan.length; i++) {
    if (i > 0) {
      const path: number[] = []
      for (let at = i; at !== 0; at = parent[at]!) path.push(at)
      path.reverse()
      handOn(timetable, path, pairOf, parent)
      if (seatByChain(timetable, pairOf[i]!, u, fan[i]!)) return true
      handBack(timetable, path.toReversed(), pairOf, parent)
    }
    for (let r = 0; r < rounds; r++) {
      if (!timetable.isFree(fan[i]!, r)) continue
      const next = timetable.pairAt(u, r)
      if (next === -1) continue
      const x = timetable.other(next, u)
      if (seen.has(x)) continue
      seen.add(x)
      fan.push(x)
      pairOf.push(next)
      parent.push(i)
    }
  }
  return false
}

/** Each on the path gives its round to the pair before it. */
function handOn(
  timetable: Timetable,
  path: readonly number[],
  pairOf: readonly number[],
  parent: readonly number[],
): void {
  for (const at of path) {
    const round = timetable.roundOf[pairOf[at]!]!
    timetable.take(pairOf[at]!)
    timetable.put(pairOf[parent[at]!]!, round)
  }
}

function handBack(
  timetable: Timetable,
  path: readonly number[],
  pairOf: readonly number[],
  parent: readonly number[],
): void {
  for (const at of path) {
    const before = pairOf[parent[at]!]!
    const round = timetable.roundOf[before]!
    timetable.take(before)
    timetable.put(pairOf[at]!, round)
  }
}

/** Puts the pair in by putting another out, and so on with that one; says which pair is out in the end (-1: none). */
function displace(
  timetable: Timetable,
  pair: number,
  steps: number,
  draw: Draw,
): { readonly pair: number; readonly steps: number } {
  const { low, high, rounds } = timetable.season
  let out = pair
  let before = -1
  const ways: number[] = []
  // What happened to others since it was tried may have made room.
  if (seatByFan(timetable, pair)) return { pair: -1, steps: 1 }
  for (let step = 1; step <= steps; step++) {
    ways.length = 0
    for (let r = 0; r < rounds; r++) {
      const ofLow = timetable.pairAt(low[out]!, r)
      const ofHigh = timetable.pairAt(high[out]!, r)
      const other = ofLow === -1 ? ofHigh : ofHigh === -1 ? ofLow : -1
      if (other !== -1 && other !== before) ways.push(other)
    }
    if (ways.length === 0) return { pair: out, steps: step }
    const next = ways[draw(ways.length)]!
    const round = timetable.roundOf[next]!
    timetable.take(next)
    timetable.put(out, round)
    before = out
    out = next
    if (seatByFan(timetable, out)) return { pair: -1, steps: step }
  }
  return { pair: out, steps }
}
