import { isLeft } from 'fp-ts/lib/Either.js'
import type { Matching } from './explain/result.ts'
import { matchPeers } from './match-peers.ts'
import { formatMatchError, type MatchError } from './model/error.ts'
import type { OptionsInput } from './model/options.ts'
import type { PersonInput } from './model/person.ts'

/**
 * What {@link matchPeersOrThrow} throws. The message is for people; `error` is the data.
 *
 * @category model
 * @since 0.1.0
 */
export class MatchPeersError extends Error {
  override readonly name: string = 'MatchPeersError'
  readonly error: MatchError

  constructor(error: MatchError) {
    super(formatMatchError(error))
    this.error = error
  }
}

/**
 * `matchPeers` for callers who do not use fp-ts: the answer, or an exception.
 *
 * @throws MatchPeersError
 * @example
 * ```ts
 * import { MatchPeersError, matchPeersOrThrow } from 'peermatch'
 * import assert from 'node:assert'
 *
 * const { pairs } = matchPeersOrThrow([
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
 * ])
 * assert.deepStrictEqual(pairs[0]?.members, ['ana', 'ben'])
 * assert.throws(() => matchPeersOrThrow([{ id: 'ana' } as never]), MatchPeersError)
 * ```
 * @category matching
 * @since 0.1.0
 */
export const matchPeersOrThrow = (people: readonly PersonInput[], options?: OptionsInput): Matching => {
  const result = matchPeers(people, options)
  if (isLeft(result)) throw new MatchPeersError(result.left)
  return result.right
}
