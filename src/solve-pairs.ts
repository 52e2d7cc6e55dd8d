import { chain, type Either, isLeft, left, map, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { withoutTheUnconnected } from './benefit/edges.ts'
import type { Market } from './benefit/market.ts'
import type { SolvedPairs } from './explain/missed.ts'
import { proofOf } from './explain/proof.ts'
import type { Proof } from './explain/result.ts'
import { assertSafeRange, type EdgeList } from './graph/edge-list.ts'
import { certifiedBound, checkBound, liftSuffices } from './matching/bound.ts'
import { checkCertificate } from './matching/certificate.ts'
import { edgesOf } from './matching/objective.ts'
import { solveMatching } from './matching/maximum-weight-matching.ts'
import { checkAllPairs } from './matching/pair-certificate.ts'
import { matchByPricing } from './matching/pricing.ts'
import type { CertificateBlossom, MatchingSolution } from './matching/solution.ts'
import type { MatchError } from './model/error.ts'
import type { Stopwatch } from './stopwatch.ts'

/** A solved market: who is with whom, and the checked proof. */
export interface Solved extends SolvedPairs {
  /** The chosen pairs, pinned ones apart; `source < target`. */
  readonly chosen: { readonly source: Int32Array; readonly target: Int32Array }
  readonly proof: Proof
}

/** What a solver made of the possible pairs: vertex `v` is person `personOf[v]`. */
interface Answer {
  /** All possible pairs, or (`complete` is false) those that the solver held. */
  readonly graph: EdgeList
  readonly complete: boolean
  /** Solved to the end: the certificate proves the matching, or else it only bounds it. */
  readonly finished: boolean
  readonly solution: MatchingSolution
  readonly personOf: Int32Array
}

/**
 * Solves the possible pairs, and checks the solver's certificate against all of them, by code that shares nothing with it,
 * before anything is claimed.
 */
export const solvePairs = (market: Market, watch: Stopwatch): Either<MatchError, Solved> =>
  pipe(
    answerOf(market, watch),
    chain((answer) => checked(market, answer, watch)),
    map((answer) => inPeople(market, answer, watch)),
  )

/** What no free pairs of the market can outweigh, checked in the same way: the solvers' whole numbers. */
export const greatestWeight = (market: Market, watch: Stopwatch): Either<MatchError, number> =>
  pipe(
    answerOf(market, watch),
    chain((answer) => checked(market, answer, watch)),
    map(({ solution }) => certifiedBound(solution.certificate, edgesOf(solution))),
  )

const answerOf = ({ edges, rows, options }: Market, watch: Stopwatch): Either<MatchError, Answer> => {
  const objective = options.objective === 'coverage' ? 'coverage' : 'weight'
  if (edges !== undefined) {
    const { pairs: graph, personOf } = withoutTheUnconnected(edges)
    const inRange = withinRange(graph.vertexCount, () => assertSafeRange(graph, objective))
    if (isLeft(inRange)) return inRange
    const solution = solveMatching(graph, objective, watch)
    return right({ graph, complete: true, finished: watch.stopped === undefined, solution, personOf })
  }
  const priced = withinRange(rows.vertexCount, () => matchByPricing(rows, { objective }, watch))
  if (isLeft(priced)) return priced
  if (rows.failure !== undefined) return left(rows.failure)
  return right({ ...priced.right, complete: false, personOf: rows.person })
}

const checked = ({ rows }: Market, answer: Answer, watch: Stopwatch): Either<MatchError, Answer> => {
  const { graph, complete, finished, solution } = answer
  watch.tell('check', solution.weight, certifiedBound(solution.certificate, edgesOf(solution)))
  const held = finished ? checkCertificate(graph, solution) : checkBound(graph, solution)
  const verdict = held.valid && !complete ? checkAllPairs(rows, solution.certificate, watch.goOn) : held
  const failure = rows.failure ?? watch.failure
  if (failure !== undefined) return left(failure)
  if (finished && !complete && !liftSuffices(rows, solution))
    return left({ _tag: 'ProofRejected', detail: 'it is not proven that there are no more pairs' })
  // Undefined where the check was stopped.
  return verdict === undefined || verdict.valid
    ? right(answer)
    : left({ _tag: 'ProofRejected', detail: verdict.reason })
}

const inPeople = (market: Market, { solution, personOf, finished }: Answer, watch: Stopwatch): Solved => {
  const { mate, weight, certificate } = solution
  const partner = new Int32Array(market.people.length).fill(-1)
  const dual2x = new Float64Array(market.people.length)
  for (let v = 0; v < mate.length; v++) {
    dual2x[personOf[v]!] = certificate.dual2x[v]!
    if (mate[v]! < 0) continue
    partner[personOf[v]!] = personOf[mate[v]!]!
  }
  const source = Int32Array.from(partner.keys()).filter((p) => partner[p]! > p)
  return {
    chosen: { source, target: source.map((p) => partner[p]!) },
    partner,
    open: market.places.map((count, p) => (partner[p]! < 0 ? count : 0)),
    finished,
    certificate: {
      dual2x,
      blossoms: renamed(certificate.blossoms, personOf),
      lift: certificate.lift,
    },
    proof: proofOf(market, weight, certifiedBound(certificate, edgesOf(solution)), watch.stopped),
  }
}

/** The same blossoms in people. Members that lie in one array still do: those of nested ones may come to far more than there are people. */
const renamed = (blossoms: readonly CertificateBlossom[], personOf: Int32Array): readonly CertificateBlossom[] => {
  const people = new Map<ArrayBufferLike, Int32Array>()
  return blossoms.map(({ members, dual2x }) => {
    const { buffer, byteOffset, length } = members
    const all = people.get(buffer) ?? new Int32Array(buffer).map((v) => personOf[v]!)
    people.set(buffer, all)
    return { dual2x, members: all.subarray(byteOffset / 4, byteOffset / 4 + length) }
  })
}

/**
 * Runs what throws a `RangeError` where sums of so great weights would not be exact: then it is `TooLarge`. `size` is how many people
 * are in pairs at all.
 */
export const withinRange = <A>(size: number, run: () => A): Either<MatchError, A> => {
  try {
    return right(run())
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown
    return left({ _tag: 'TooLarge', what: 'people with pairs of so great weights', size, limit: size - 1 })
  }
}
