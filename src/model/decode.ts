import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { type AllowedChange, previousPairsReader, readAllowedChange } from './change.ts'
import { type MatchError, refusal } from './error.ts'
import { type Options, readOptions } from './options.ts'
import { type Person, personReader } from './person.ts'
import { type Reader, readList, wholeNumber } from './read.ts'
import { MAX_ISSUES, Report } from './report.ts'
import { pairingReader } from './pairing.ts'
import type { IdPair } from './rules.ts'

const decode = <A>(root: string, read: Reader<A>, u: unknown): Either<MatchError, A> => {
  const report = new Report(root)
  const value = read(report, u)
  return value === undefined || report.total > 0
    ? left({ _tag: 'InvalidInput', issues: report.issues, total: report.total })
    : right(value)
}

/** People with ids of their own; a second one with the same id is told where the first one stands. */
const readPeople: Reader<readonly Person[]> = (report, u) => {
  /** Id -> place of its first bearer. */
  const bearers = new Map<string, number>()
  let place = -1
  const readPerson = personReader((at, id) => {
    const first = bearers.get(id)
    if (first === undefined) {
      bearers.set(id, place)
      return true
    }
    at.fail('an id that nobody else has', id, at.isFull() ? undefined : `people[${first}] has the same id`)
    return false
  })
  const readNext: Reader<Person> = (at, person) => {
    place++
    return readPerson(at, person)
  }
  return readList(report, u, 'a list of people', readNext)
}

/**
 * Checks a list of people, shorthand and all, and fills in the defaults. Total: whatever comes in (getters and proxies that
 * throw, cycles, sparse lists, objects of other realms) gets an answer; each property is read once at most. Only own
 * enumerable properties count, so `__proto__` is a key like any other. A `Left` is always `InvalidInput` and holds the first
 * 20 issues, each with its place. The one thing that nobody can guard against is a getter that never returns.
 *
 * Cost: linear in the input, up to 20 million list entries and keys; what holds more is refused.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { decodePeople } from 'peermatch'
 *
 * assert.ok(isRight(decodePeople([{ id: 'ana', offers: ['Spanish'], wants: ['skiing'] }])))
 * ```
 *
 * @category codecs
 * @since 0.1.0
 */
export const decodePeople = (u: unknown): Either<MatchError, readonly Person[]> => decode('people', readPeople, u)

/**
 * Checks the options and fills in the defaults; `undefined` means all of them. As total as `decodePeople`. Whether pins
 * and bans name people who exist is for `matchPeers` to say.
 *
 * @category codecs
 * @since 0.1.0
 */
export const decodeOptions = (u: unknown): Either<MatchError, Options> => decode('options', readOptions, u)

/** Who is with whom, by ids; nobody in more pairs than their capacity allows, no pair twice. Ids of nobody may come once. */
export const decodePairing = (u: unknown, people: readonly Person[]): Either<MatchError, readonly IdPair[]> => {
  const capacities = new Map(people.map(({ id, capacity }) => [id, capacity]))
  return decode(
    'pairs',
    pairingReader((id) => capacities.get(id) ?? 1),
    u,
  )
}

/** What a call is given, both decoded: where both are wrong, the issues of both are told. People are frozen if there is a rule to show them to. */
export const decodeCall = (
  people: unknown,
  options: unknown,
): Either<MatchError, { readonly people: readonly Person[]; readonly options: Options }> => {
  const first = decodePeople(people)
  const second = decodeOptions(options)
  if (isLeft(first)) return isLeft(second) ? left(together(first.left, second.left)) : first
  if (isLeft(second)) return second
  if (second.right.rules.eligible !== undefined) first.right.forEach(freeze)
  return right({ people: first.right, options: second.right })
}

/** {@link decodeCall} for what knows of pairs only. */
export const decodePairsCall = (
  people: unknown,
  options: unknown,
): Either<MatchError, { readonly people: readonly Person[]; readonly options: Options }> => {
  const call = decodeCall(people, options)
  if (isLeft(call) || call.right.options.into === 'pairs') return call
  const got = 'groups' in call.right.options.into ? 'groups' : 'cycles'
  return left(refusal('options.into', '"pairs": this call knows no groups and no cycles', got))
}

/** For the caller's own rule, which is shown the very people that the answer is made from. Decoded data go no deeper. */
const freeze = (person: Person): void => {
  for (const part of [person, person.attributes, person.languages, person.availability, person.offers, person.wants]) {
    Object.freeze(part)
  }
  for (const list of [person.offers, person.wants, person.availability ?? []]) list.forEach(Object.freeze)
}

/** The same for the pairs that were, of which people with a capacity of 1 are in one at most, and how much may change. */
export const decodeRematch = (
  previous: unknown,
  change: unknown,
  people: readonly Person[],
): Either<MatchError, { readonly previous: readonly IdPair[]; readonly change: AllowedChange }> => {
  const single = new Set(people.filter(({ capacity }) => capacity === 1).map(({ id }) => id))
  const first = decode(
    'previous',
    previousPairsReader((id) => single.has(id)),
    previous,
  )
  if (isLeft(first)) return first
  const second = decode('change', readAllowedChange, change)
  return isLeft(second) ? second : right({ previous: first.right, change: second.right })
}

/** People times rounds that a season may have. */
const MOST_PLACES = 2 ** 22

/** How many rounds a season of so many people has. */
export const decodeRounds = (u: unknown, people: number): Either<MatchError, number> =>
  decode('rounds', wholeNumber(0, Math.floor(MOST_PLACES / Math.max(1, people))), u)

const together = (one: MatchError, other: MatchError): MatchError =>
  one._tag === 'InvalidInput' && other._tag === 'InvalidInput'
    ? {
        _tag: 'InvalidInput',
        issues: [...other.issues, ...one.issues].slice(0, MAX_ISSUES),
        total: one.total + other.total,
      }
    : one
