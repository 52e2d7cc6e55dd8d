import { chain, type Either, left, map, right } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { WEIGHT_SCALE } from './benefit/fusion.ts'
import { buildMarket, type Market } from './benefit/market.ts'
import type { SolvedPairs } from './explain/missed.ts'
import { describePair } from './explain/pair.ts'
import type { Matching, Pair, Proof } from './explain/result.ts'
import { summarise } from './explain/summary.ts'
import { explainUnmatched } from './explain/unmatched.ts'
import type { EdgeList } from './graph/edge-list.ts'
import { certifiedBound } from './matching/bound.ts'
import { checkCertificate } from './matching/certificate.ts'
import { maximumWeightMatching } from './matching/maximum-weight-matching.ts'
import { decodeOptions, decodePeople } from './model/decode.ts'
import type { MatchError } from './model/error.ts'
import type { Options, OptionsInput } from './model/options.ts'
import type { Person, PersonInput } from './model/person.ts'

/** A solved market: who is with whom, and the checked proof. */
interface Solved extends SolvedPairs {
  readonly proof: Proof
}

/**
 * Finds who should learn with whom: the pairs of greatest total mutual weight in which everybody both gives and gets, with a
 * checked proof, who teaches whom what, and a reason for everybody who is left over.
 *
 * Both arguments are decoded as unknown data, whatever their types say; nothing in them is changed, and nothing throws. `Left`
 * is a `MatchError`, which `formatMatchError` makes readable. The answer is plain JSON, and depends on the set of people
 * only, not on the order of anything. Synchronous.
 *
 * Cost: m log n time in practice for m possible pairs, and about 60 bytes for each; more than 2^24 of them are refused as `TooLarge`.
 *
 * @example
 * ```ts
 * import { matchPeers } from 'peermatch'
 * import assert from 'node:assert'
 *
 * const answer = matchPeers([
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', offers: [{ skill: 'skiing', level: 5 }], wants: ['Spanish'] },
 *   { id: 'cem', offers: ['Spanish'], wants: [] },
 * ])
 * assert(answer._tag === 'Right')
 * const { pairs, unmatched, proof } = answer.right
 * assert.deepStrictEqual(pairs[0]?.members, ['ana', 'ben'])
 * assert.deepStrictEqual(pairs[0]?.gains, [5, 3])
 * assert.strictEqual(unmatched[0]?.reason._tag, 'WantsNothingNew')
 * assert.strictEqual(proof.optimal, true)
 * ```
 * @category matching
 * @since 0.1.0
 */
export const matchPeers = (people: readonly PersonInput[], options?: OptionsInput): Either<MatchError, Matching> =>
  pipe(
    decodePeople(people),
    chain((decoded) =>
      pipe(
        decodeOptions(options),
        chain((chosen: Options) => {
          if (chosen.rules.eligible !== undefined) decoded.forEach(freeze)
          return buildMarket(decoded, chosen)
        }),
      ),
    ),
    chain((market) =>
      pipe(
        solve(market),
        map((solved) => describe(market, solved)),
      ),
    ),
  )

/** For the caller's own rule, which is shown the very people that the answer is made from. Decoded data go no deeper. */
const freeze = (person: Person): void => {
  for (const part of [person, person.attributes, person.languages, person.availability, person.offers, person.wants]) {
    Object.freeze(part)
  }
  for (const list of [person.offers, person.wants, person.availability ?? []]) list.forEach(Object.freeze)
}

/** Solves the possible pairs, and checks the solver's certificate against all of them before anything is claimed. */
const solve = (market: Market): Either<MatchError, Solved> => {
  const { edges, options, pins } = market
  const { graph, personOf } = withoutTheUnconnected(edges)
  const objective = options.objective === 'coverage' ? 'coverage' : 'weight'
  const { mate, weight, certificate } = maximumWeightMatching(graph, { objective })
  const verdict = checkCertificate(graph, { mate, weight, certificate })
  if (!verdict.valid) return left({ _tag: 'ProofRejected', detail: verdict.reason })

  const partner = new Int32Array(market.people.length).fill(-1)
  const dual2x = new Float64Array(market.people.length)
  let pairs = 0
  for (let v = 0; v < graph.vertexCount; v++) {
    dual2x[personOf[v]!] = certificate.dual2x[v]!
    if (mate[v]! < 0) continue
    partner[personOf[v]!] = personOf[mate[v]!]!
    if (mate[v]! > v) pairs++
  }
  const pinned = pins.weight.reduce((sum, w) => sum + w, 0)
  const value = (weight + pinned) / WEIGHT_SCALE
  const bound = (certifiedBound(certificate, pairs) + pinned) / WEIGHT_SCALE
  return right({
    partner,
    certificate: {
      dual2x,
      blossoms: certificate.blossoms.map((b) => ({ ...b, members: b.members.map((v) => personOf[v]!) })),
      lift: certificate.lift,
    },
    proof: {
      objective: options.objective,
      value,
      bound,
      gap: bound === 0 ? 0 : (bound - value) / bound,
      optimal: bound === value,
      possiblePairs: edges.weight.length,
    },
  })
}

/**
 * The graph of those who stand in an edge, in the same order. Everybody else must not even be counted: what the solver does
 * between equally good answers may depend on the number of vertices, and one more person without partners must change nothing.
 */
const withoutTheUnconnected = (edges: EdgeList): { readonly graph: EdgeList; readonly personOf: Int32Array } => {
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
    graph: {
      vertexCount: count,
      source: Int32Array.from(source, (p) => vertexOf[p]!),
      target: Int32Array.from(target, (p) => vertexOf[p]!),
      weight,
    },
    personOf,
  }
}

const describe = (market: Market, solved: Solved): Matching => {
  const { people, pins } = market
  const pairs: Pair[] = []
  for (let at = 0; at < pins.count; at++) pairs.push(describePair(market, pins.source[at]!, pins.target[at]!, true))
  for (let p = 0; p < people.length; p++) {
    if (solved.partner[p]! > p) pairs.push(describePair(market, p, solved.partner[p]!, false))
  }
  // Stable, and people go up by id: equal weights stay in the order of their first member.
  pairs.sort((a, b) => b.weight - a.weight || (a.members[0] < b.members[0] ? -1 : 1))
  return {
    pairs,
    unmatched: explainUnmatched(market, solved),
    summary: summarise(people.length, pairs),
    proof: solved.proof,
  }
}
