import type { PairOracle } from '../matching/pair-oracle.ts'

type TakePair = (v: number, u: number, weight: number) => void

/**
 * The pairs of an oracle that have not met in some rounds, each heavier by what its ends are owed. A pair of `u` and `v` outweighs half its prices `p` exactly if
 * without what is owed, `c`, it outweighs half of `p - 2 c`: so the oracle tells them.
 */
export class UnmetRows implements PairOracle {
  readonly vertexCount: number
  readonly partner: Int32Array
  readonly weight: Float64Array
  readonly least: number

  private readonly rows: PairOracle
  /** Per round, the partner of every vertex, or -1. */
  private readonly rounds: readonly Int32Array[]
  /** Whole numbers from 0 up. */
  private readonly owed: Float64Array
  private readonly mostOwed: number

  constructor(rows: PairOracle, rounds: readonly Int32Array[], owed: Float64Array) {
    this.vertexCount = rows.vertexCount
    this.partner = rows.partner
    this.weight = rows.weight
    this.least = rows.least
    this.rows = rows
    this.rounds = rounds
    this.owed = owed
    this.mostOwed = owed.reduce((most, own) => Math.max(most, own), 0)
  }

  /** O(rounds), and what the rules cost. */
  admits(u: number, v: number): boolean {
    for (const mate of this.rounds) if (mate[u] === v) return false
    return this.rows.admits(u, v)
  }

  most(v: number): number {
    return this.rows.most(v) + this.owed[v]! + this.mostOwed
  }

  row(v: number): number {
    const length = this.rows.row(v)
    const { partner, weight, owed } = this
    for (let i = 0; i < length; i++) weight[i]! += owed[v]! + owed[partner[i]!]!
    return length
  }

  scan(price: Float64Array, take: TakePair, goOn: () => boolean): Int32Array {
    return this.rows.scan(this.without(price), this.adding(take), goOn)
  }

  scanRows(rows: Uint8Array, price: Float64Array, take: TakePair, goOn: () => boolean): boolean {
    return this.rows.scanRows(rows, this.without(price), this.adding(take), goOn)
  }

  above(price: Float64Array, take: TakePair, goOn: () => boolean): boolean {
    return this.rows.above(this.without(price), this.adding(take), goOn)
  }

  private without(price: Float64Array): Float64Array {
    return price.map((own, v) => own - 2 * this.owed[v]!)
  }

  private adding(take: TakePair): TakePair {
    const { owed } = this
    return (v, u, weight) => take(v, u, weight + owed[v]! + owed[u]!)
  }
}
