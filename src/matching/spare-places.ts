import type { BMatchingOfOracle } from './b-matching-oracle.ts'
import type { PairOracle } from './pair-oracle.ts'

/** An oracle whose weights hold bonuses, and which knows spare places; see {@link withSparePlaces}. */
export interface SparePlaces {
  readonly oracle: PairOracle
  /** Of the vertices of old and, with 1 each, the spare places after them. */
  readonly capacity: Int32Array
  /** Whose the spare places are, from the first on. */
  readonly owner: Int32Array
}

/**
 * The most vertices in pairs first, as a matter of weight alone: a vertex with `b` places that `earns` (1, else 0) gets the bonus for each partner, and for each of
 * `b - 1` spare places (pairs with vertices that nobody else knows) that no partner takes. So there is one bonus more for whoever has a partner, however many.
 * With bonuses a pair weighs more than half its prices exactly if it does without them at prices that are lower by two bonuses for each end that earns.
 */
export function withSparePlaces(oracle: PairOracle, places: Int32Array, bonus: number, earns: Uint8Array): SparePlaces {
  const n = oracle.vertexCount
  const start = new Int32Array(n + 1)
  for (let v = 0; v < n; v++) start[v + 1] = start[v]! + (earns[v] === 1 ? Math.max(0, places[v]! - 1) : 0)
  const spare = start[n]!
  const owner = new Int32Array(spare)
  for (let v = 0; v < n; v++) owner.fill(v, start[v]!, start[v + 1]!)
  const partner = new Int32Array(n + spare)
  const weight = new Float64Array(n + spare)

  type Take = (v: number, u: number, weight: number) => void
  const lowered = (price: Float64Array): Float64Array =>
    price.subarray(0, n).map((own, v) => own - 2 * bonus * earns[v]!)
  const raised = (take: Take): Take => {
    return (v, u, own) => take(v, u, own + bonus * (earns[v]! + earns[u]!))
  }
  const takeSpare = (price: Float64Array, take: Take, asked: (v: number, place: number) => boolean): void => {
    for (let i = 0; i < spare; i++) {
      const v = owner[i]!
      if (asked(v, n + i) && 2 * bonus > price[v]! + price[n + i]!) take(v, n + i, bonus)
    }
  }
  return {
    owner,
    capacity: Int32Array.from({ length: n + spare }, (_, v) => (v < n ? places[v]! : 1)),
    oracle: {
      vertexCount: n + spare,
      partner,
      weight,
      least: Math.min(0, oracle.least),
      scan: (price, take, goOn) => {
        takeSpare(price, take, () => true)
        return oracle.scan(lowered(price), raised(take), goOn)
      },
      scanRows: (rows, price, take, goOn) => {
        takeSpare(price, take, (v, place) => rows[v] === 1 || rows[place] === 1)
        return oracle.scanRows(rows.subarray(0, n), lowered(price), raised(take), goOn)
      },
      above: (price, take, goOn) => {
        takeSpare(price, take, () => true)
        return oracle.above(lowered(price), raised(take), goOn)
      },
      most: (v) => (v < n ? oracle.most(v) + bonus * (earns[v]! + 1) : bonus),
      admits: (u, v) => u >= n || v >= n || oracle.admits(u, v),
      row: (v) => {
        if (v >= n) {
          partner[0] = owner[v - n]!
          weight[0] = bonus
          return 1
        }
        let length = oracle.row(v)
        for (let i = 0; i < length; i++) {
          partner[i] = oracle.partner[i]!
          weight[i] = oracle.weight[i]! + bonus * (earns[v]! + earns[partner[i]!]!)
        }
        for (let i = start[v]!; i < start[v + 1]!; i++, length++) {
          partner[length] = n + i
          weight[length] = bonus
        }
        return length
      },
    },
  }
}

/** What was found, with the edges at spare places, those of the vertices from `n` on, after the others. */
export function sparesLast({ graph, chosen, bound, added, solution }: BMatchingOfOracle, n: number): BMatchingOfOracle {
  const { vertexCount, source, target, weight } = graph
  const isPair = (e: number): boolean => source[e]! < n && target[e]! < n
  const edges = Int32Array.from({ length: weight.length }, (_, e) => e)
  const order = [...edges.filter(isPair), ...edges.filter((e) => !isPair(e))]
  const place = new Int32Array(order.length)
  for (const [i, e] of order.entries()) place[e] = i
  const placed = (own: Int32Array): Int32Array => own.map((e) => place[e]!)
  const sorted = placed(chosen).toSorted()
  return {
    graph: {
      vertexCount,
      source: Int32Array.from(order, (e) => source[e]!),
      target: Int32Array.from(order, (e) => target[e]!),
      weight: Float64Array.from(order, (e) => weight[e]!),
    },
    chosen: sorted,
    bound,
    added,
    solution:
      solution === undefined
        ? undefined
        : {
            chosen: sorted,
            weight: solution.weight,
            certificate: {
              ...solution.certificate,
              upper: { ...solution.certificate.upper, edge: placed(solution.certificate.upper.edge) },
              blossoms: solution.certificate.blossoms.map((own) => ({ ...own, crossing: placed(own.crossing) })),
            },
          },
  }
}
