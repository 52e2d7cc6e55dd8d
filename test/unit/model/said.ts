import type { Either } from 'fp-ts/lib/Either.js'
import { decodeOptions, decodePeople } from '../../../src/model/decode.ts'
import { formatMatchError, type MatchError } from '../../../src/model/error.ts'

/** A complaint as text, or the decoded value: what a test compares with. */
const said = <A>(result: Either<MatchError, A>): A | string =>
  result._tag === 'Left' ? formatMatchError(result.left) : result.right

export const saidOfPeople = (u: unknown): unknown => said(decodePeople(u))

export const saidOfOptions = (u: unknown): unknown => said(decodeOptions(u))

/** What is said of one person, good but for `fields`. */
export const saidOfPerson = (fields: object): unknown => saidOfPeople([{ id: 'ana', offers: [], wants: [], ...fields }])

/** The value of that person's field once decoded. */
export const fieldOf = (fields: object, key: string): unknown => {
  const people = decodePeople([{ id: 'ana', offers: [], wants: [], ...fields }])
  if (people._tag === 'Left') throw new Error(formatMatchError(people.left))
  return Object.getOwnPropertyDescriptor(people.right[0] ?? {}, key)?.value
}
