/**
 * What the compiler must believe of the public names. Nothing here runs: `npm run check:types` fails when a line stops
 * being true.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import {
  type BlockingPair,
  blockingPairs,
  type MatchError,
  type Matching,
  MatchPeersError,
  matchPeers,
  matchPeersOrThrow,
  type OptionsInput,
  type PersonInput,
  type Stability,
} from 'peermatch'
import {
  checkCertificate,
  type EdgeList,
  type MatchingSolution,
  maximumWeightMatching,
  type Verdict,
} from 'peermatch/kernel'

/** `true` only when both types are the same, `any` and optional properties included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
/** Compiles only when the type is `true`. */
const holds = <_Claim extends true>(): void => undefined
/** `true` when `B` can stand where `A` is asked for. */
type Takes<A, B> = B extends A ? true : false
/** `true` for `any` alone. */
type IsAny<A> = 0 extends 1 & A ? true : false

type Answer = ReturnType<typeof matchPeers>
type Second<F extends (...args: never[]) => unknown> = NonNullable<Parameters<F>[1]>

// The doors.
holds<Same<Answer, Either<MatchError, Matching>>>()
holds<Same<ReturnType<typeof matchPeersOrThrow>, Matching>>()
holds<Same<Parameters<typeof matchPeers>, Parameters<typeof matchPeersOrThrow>>>()
holds<Same<ReturnType<typeof blockingPairs>, Either<MatchError, readonly BlockingPair[]>>>()
holds<Takes<Parameters<typeof blockingPairs>[1], readonly Matching['pairs'][number]['members'][]>>()
holds<Same<Second<typeof matchPeers>, NonNullable<Parameters<typeof blockingPairs>[2]>>>()
holds<Takes<OptionsInput['objective'], 'stable'>>()
holds<Same<Matching['stability'], Stability | undefined>>()
holds<Same<MatchPeersError['error'], MatchError>>()
holds<Takes<Error, MatchPeersError>>()
holds<Same<IsAny<Matching>, false>>()
holds<Same<IsAny<Matching['pairs'][number]>, false>>()

// Errors can be told apart by `_tag`, exhaustively.
type Tag =
  | 'InvalidInput'
  | 'UnknownPerson'
  | 'PinConflict'
  | 'RuleFailed'
  | 'TooLarge'
  | 'NotEverybody'
  | 'CallbackFailed'
  | 'ProofRejected'
holds<Same<MatchError['_tag'], Tag>>()
holds<Same<Takes<{ readonly _tag: 'Other' }, MatchError>, false>>()

// What may be written for people and options is what the doors take.
holds<Takes<Parameters<typeof matchPeers>[0], readonly PersonInput[]>>()
holds<Takes<Parameters<typeof matchPeers>[1], OptionsInput>>()
holds<Takes<PersonInput['offers'], readonly ['Spanish', { readonly skill: 'guitar'; readonly level: 4 }]>>()
holds<Same<Takes<PersonInput['offers'], readonly [{ readonly skill: 'guitar'; readonly level: 'high' }]>, false>>()

// The kernel.
holds<Same<Parameters<typeof maximumWeightMatching>[0], EdgeList>>()
holds<Same<Second<typeof maximumWeightMatching>['objective'], 'weight' | 'coverage' | undefined>>()
holds<Same<ReturnType<typeof maximumWeightMatching>, MatchingSolution>>()
holds<Same<Parameters<typeof checkCertificate>, [graph: EdgeList, solution: MatchingSolution]>>()
holds<Same<ReturnType<typeof checkCertificate>, Verdict>>()
holds<Takes<EdgeList['weight'], readonly number[]>>()
holds<Takes<EdgeList['weight'], Int32Array>>()
holds<Takes<EdgeList['weight'], Float64Array>>()
holds<Same<Takes<EdgeList['weight'], readonly string[]>, false>>()
holds<Same<MatchingSolution['mate'], Int32Array>>()
holds<Same<Extract<Verdict, { readonly valid: true }>, { readonly valid: true }>>()

// The tools above can tell.
holds<Same<Same<{ readonly a: 1 }, { readonly a?: 1 }>, false>>()
holds<Same<Same<string, unknown>, false>>()
holds<Same<IsAny<ReturnType<typeof JSON.parse>>, true>>()
