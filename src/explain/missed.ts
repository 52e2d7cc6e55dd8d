import { WEIGHT_SCALE } from '../benefit/fusion.ts'
import type { MarketRows } from '../benefit/pair-rows.ts'
import { sharedDuals } from '../matching/bound.ts'
import type { MatchingCertificate } from '../matching/solution.ts'
import type { StableInPeople } from './stability.ts'

/** Where a fresh match would have put somebody. */
export interface FreshPlace {
  readonly partner: number
  /** The old pairs on the way there that this answer keeps and the fresh one does not. */
  readonly kept: readonly (readonly [number, number])[]
  /** How much greater the total is if everybody on the way does as the fresh match has it; in units of weight. */
  readonly cost: number
}

/** A rematch, as far as reasons need it: all in the solver's whole numbers, with people as vertices. */
export interface ChangeInPeople {
  /** What the answer is worth. */
  readonly value: number
  /** No answer within the limit that has the pair is worth more. */
  readonly mostWith: (p: number, q: number, weight: number) => number
  /** Whether two people were a pair that still is possible. */
  readonly isOld: (p: number, q: number) => boolean
  /** What it costs to dissolve one more old pair: Infinity where no more may be. */
  readonly switchCost: number
  /** For somebody without a partner; undefined where a fresh match has none for them, either. */
  readonly freshPlace: (p: number) => FreshPlace | undefined
}

/** What the solver said about the possible pairs, with people as vertices. */
export interface SolvedPairs {
  /** Per person, the partner (of several, the one whose pair weighs least, pins apart), or -1. */
  readonly partner: Int32Array
  /** Per person, how many places are left over. */
  readonly open: Int32Array
  /** Vertices are people. What a pair that was not chosen costs by it is certain; see {@link findMissedPairs}. */
  readonly certificate: MatchingCertificate
  /** The certificate proves that nothing is better; else it only bounds it. */
  readonly finished: boolean
  /** Under `worst-off`: the smallest gain in the free pairs, and the possible pairs that the certificate is about, in which nobody gains less. */
  readonly leastGain?: { readonly gain: number; readonly rows: MarketRows }
  /** Under `stable`: then this tells why people are left over, and the certificate is empty. */
  readonly preferences?: StableInPeople
  /** Of a rematch: then this tells what pairs that were not chosen cost, and the certificate is empty. */
  readonly change?: ChangeInPeople
}

/** Per person without a partner, the pair that would have cost least. */
export interface MissedPairs {
  /** Who that would have been with; -1 for people who have a partner, or had no possible one; -2 where it is not known. */
  readonly partner: Int32Array
  /** At least so much would the total fall, in units of weight. */
  readonly lostBy: Float64Array
}

/**
 * Finds for everybody without a partner the possible pair that came nearest to being chosen: the one with the least reduced cost
 * `y[u] + y[v] + (z of the blossoms around both) - weight`, which is what forcing it would cost the total at the
 * least (linear programming duality). On equal costs the heavier pair, then the partner with the smaller id. Costs one row of
 * possible pairs for each. When `goOn` says false the rest is not known, nor is anything where the answer may not be the best.
 */
export const findMissedPairs = (
  rows: MarketRows,
  { partner, certificate, finished }: SolvedPairs,
  goOn: () => boolean,
): MissedPairs => {
  const { dual2x, lift } = certificate
  const shared = sharedDuals(certificate)
  const missed = new Int32Array(partner.length).fill(-1)
  const lostBy = new Float64Array(partner.length)
  for (let v = 0; v < rows.vertexCount; v++) {
    const single = rows.person[v]!
    if (partner[single]! >= 0) continue
    if (!finished || !goOn()) {
      missed[single] = -2
      continue
    }
    let best = -1
    let least = Infinity
    let heaviest = 0
    const length = rows.row(v)
    for (let i = 0; i < length; i++) {
      const other = rows.person[rows.partner[i]!]!
      const weight = rows.weight[i]!
      const cost = dual2x[single]! + dual2x[other]! + shared(single, other) - 2 * (weight + lift)
      const nearer =
        cost !== least ? cost < least : weight !== heaviest ? weight > heaviest : best === -1 || other < best
      if (!nearer || !rows.admits(v, rows.partner[i]!)) continue
      least = cost
      heaviest = weight
      best = other
    }
    missed[single] = best
    // Totals are whole numbers of thousandths, and so is what a pair loses: half a one more is a whole one.
    lostBy[single] = best < 0 ? 0 : Math.ceil(Math.max(0, least) / 2) / WEIGHT_SCALE
  }
  return { partner: missed, lostBy }
}
