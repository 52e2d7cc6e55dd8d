import type { Season } from './season.ts'

/** Which pairs meet in which round: an edge colouring of a part of the pairs, the rounds being the colours. */
export class Timetable {
  readonly season: Season
  /** Per pair, its round, or -1 if it does not meet. */
  readonly roundOf: Int32Array
  /** Pair of vertex `v` in round `r` at `v * rounds + r`, or -1: says the same as `roundOf`. */
  private readonly at: Int32Array

  constructor(season: Season) {
    this.season = season
    this.roundOf = new Int32Array(season.pairCount).fill(-1)
    this.at = new Int32Array(season.vertexCount * season.rounds).fill(-1)
  }

  pairAt(v: number, round: number): number {
    return this.at[v * this.season.rounds + round]!
  }

  isFree(v: number, round: number): boolean {
    return this.at[v * this.season.rounds + round] === -1
  }

  /** The other end of a pair. */
  other(pair: number, v: number): number {
    const { low, high } = this.season
    return (low[pair] === v ? high : low)[pair]!
  }

  /** Both ends must be free in that round, and the pair must not meet yet. */
  put(pair: number, round: number): void {
    const { low, high, rounds } = this.season
    this.roundOf[pair] = round
    this.at[low[pair]! * rounds + round] = pair
    this.at[high[pair]! * rounds + round] = pair
  }

  /** The pair must meet. */
  take(pair: number): void {
    const { low, high, rounds } = this.season
    const round = this.roundOf[pair]!
    this.roundOf[pair] = -1
    this.at[low[pair]! * rounds + round] = -1
    this.at[high[pair]! * rounds + round] = -1
  }

  /** A round in which both are free, or -1. O(rounds). */
  commonRound(u: number, v: number): number {
    const { rounds } = this.season
    const a = u * rounds
    const b = v * rounds
    for (let r = 0; r < rounds; r++) if (this.at[a + r] === -1 && this.at[b + r] === -1) return r
    return -1
  }

  /** Where the pairs of rounds `a` and `b` lead from `v`, who is free in `b`. O(length). */
  chainEnd(v: number, a: number, b: number): number {
    let here = v
    let round = a
    for (let pair = this.pairAt(here, round); pair !== -1; pair = this.pairAt(here, round)) {
      here = this.other(pair, here)
      round = round === a ? b : a
    }
    return here
  }

  /** Swaps the rounds `a` and `b` along that chain (Kempe): `v` is free in `a` from then on. O(length). */
  flipChain(v: number, a: number, b: number): void {
    const chain: number[] = []
    let here = v
    let round = a
    for (let pair = this.pairAt(here, round); pair !== -1; pair = this.pairAt(here, round)) {
      chain.push(pair)
      here = this.other(pair, here)
      round = round === a ? b : a
    }
    for (const pair of chain) this.take(pair)
    for (let i = 0; i < chain.length; i++) this.put(chain[i]!, i % 2 === 0 ? b : a)
  }

  /** Per vertex, how many rounds it is placed in. O(pairs). */
  placed(): Int32Array {
    const { low, high, vertexCount } = this.season
    const count = new Int32Array(vertexCount)
    for (let p = 0; p < this.roundOf.length; p++) {
      if (this.roundOf[p] === -1) continue
      count[low[p]!]!++
      count[high[p]!]!++
    }
    return count
  }

  /** Takes over which pair meets when. */
  become(roundOf: Int32Array): void {
    this.at.fill(-1)
    this.roundOf.fill(-1)
    for (let p = 0; p < roundOf.length; p++) if (roundOf[p] !== -1) this.put(p, roundOf[p]!)
  }
}
