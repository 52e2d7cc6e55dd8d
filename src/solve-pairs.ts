import { chain, type Either, isLeft, left, map, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import type { Market } from './benefit/market.ts'
import type { SolvedPairs } from './explain/missed.ts'
import type { Proof } from './explain/result.ts'
import { assertSafeRange, type EdgeList } from './graph/edge-list.ts'
import { certifiedBound, checkBound } from './matching/bound.ts'
import { checkCertificate } from './matching/certificate.ts'
import { solveMatching } from './matching/maximum-weight-matching.ts'
import { checkAllPairs } from './matching/pair-certificate.ts'
import { matchByPricing } from './matching/pricing.ts'
import type { MatchingSolution } from './matching/solution.ts'
import type { MatchError } from './model/error.ts'
import { gapOf, type Stopwatch } from './stopwatch.ts'

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

const answerOf = ({ edges, rows, options }: Market, watch: Stopwatch): Either<MatchError, Answer> => {
  if (edges !== undefined) {
    const objective = options.objective === 'coverage' ? 'coverage' : 'weight'
    const { pairs: graph, personOf } = withoutTheUnconnected(edges)
    const inRange = withinRange(graph.vertexCount, () => assertSafeRange(graph, objective))
    if (isLeft(inRange)) return inRange
    const solution = solveMatching(graph, objective, watch)
    return right({ graph, complete: true, finished: watch.stopped === undefined, solution, personOf })
  }
  const priced = matchByPricing(rows, {}, watch)
  if (rows.failure !== undefined) return left(rows.failure)
  return right({ ...priced, complete: false, personOf: rows.person })
}

const checked = ({ rows }: Market, answer: Answer, watch: Stopwatch): Either<MatchError, Answer> => {
  const { graph, complete, finished, solution } = answer
  watch.tell('check', solution.weight, certifiedBound(solution.certificate, edgesOf(solution)))
  const held = finished ? checkCertificate(graph, solution) : checkBound(graph, solution)
  const verdict = held.valid && !complete ? checkAllPairs(rows, solution.certificate, watch.goOn) : held
  const failure = rows.failure ?? watch.failure
  if (failure !== undefined) return left(failure)
  // Undefined where the check was stopped.
  return verdict === undefined || verdict.valid
    ? right(answer)
    : left({ _tag: 'ProofRejected', detail: verdict.reason })
}

const edgesOf = ({ mate }: MatchingSolution): number => mate.reduce((edges, u, v) => (u > v ? edges + 1 : edges), 0)

const inPeople = (market: Market, { solution, personOf, finished }: Answer, watch: Stopwatch): Solved => {
  const { mate, weight, certificate } = solution
  const partner = new Int32Array(market.people.length).fill(-1)
  const dual2x = new Float64Array(market.people.length)
  for (let v = 0; v < mate.length; v++) {
    dual2x[personOf[v]!] = certificate.dual2x[v]!
    if (mate[v]! < 0) continue
    partner[personOf[v]!] = personOf[mate[v]!]!
  }
  const pinned = market.pins.weight.reduce((sum, w) => sum + w, 0)
  const value = (weight + pinned) / WEIGHT_SCALE
  const bound = (certifiedBound(certificate, edgesOf(solution)) + pinned) / WEIGHT_SCALE
  const source = Int32Array.from(partner.keys()).filter((p) => partner[p]! > p)
  return {
    chosen: { source, target: source.map((p) => partner[p]!) },
    partner,
    open: market.places.map((count, p) => (partner[p]! < 0 ? count : 0)),
    finished,
    certificate: {
      dual2x,
      blossoms: certificate.blossoms.map((b) => ({ ...b, members: b.members.map((v) => personOf[v]!) })),
      lift: certificate.lift,
    },
    proof: {
      objective: market.options.objective,
      value,
      bound,
      gap: gapOf(value, bound),
      optimal: bound === value,
      ...(watch.stopped === undefined ? {} : { stopped: watch.stopped }),
      possiblePairs: market.rows.count(),
    },
  }
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

/**
 * The graph of those who stand in an edge, in the same order. Everybody else must not even be counted: what the solver does
 * between equally good answers may depend on the number of vertices, and one more person without partners must change nothing.
 */
export const withoutTheUnconnected = (edges: EdgeList): { readonly pairs: EdgeList; readonly personOf: Int32Array } => {
  const { vertexCount, source, target, weight } = edges
  const vertexOf = new Int32Array(vertexCount).fill(-1)
  for (let e = 0; e < weight.length; e++) {
    vertexOf[source[e]!] = 0
    vertexOf[target[e]!] = 0
  }
  const personOf = new Int32Array(vertexCount)
  let count = 0
  for (let p = 0; p < vertexCount; p++) {
    if (vertexOf[p]! < 0) continue
    vertexOf[p] = count
    personOf[count++] = p
  }
  return {
    pairs: {
      vertexCount: count,
      source: Int32Array.from(source, (p) => vertexOf[p]!),
      target: Int32Array.from(target, (p) => vertexOf[p]!),
      weight,
    },
    personOf: personOf.slice(0, count),
  }
}
