import { type Either, map } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { MatchError } from '../model/error.ts'
import type { Options } from '../model/options.ts'
import type { Person } from '../model/person.ts'
import type { PairList } from './edges.ts'
import { LIMITS } from './limits.ts'
import { buildMarket, type Market } from './market.ts'

/** A market all of whose possible pairs are held, however many people there are. */
export interface HeldMarket extends Market {
  readonly edges: PairList
}

/** {@link buildMarket}, for what cannot do without the pairs. */
export const buildHeldMarket = (people: readonly Person[], options: Options): Either<MatchError, HeldMarket> =>
  pipe(
    buildMarket(people, options, { ...LIMITS, direct: Infinity }),
    map((market) => {
      const { edges } = market
      if (edges === undefined) throw new Error('with no limit to the direct way all pairs are held')
      return { ...market, edges }
    }),
  )
