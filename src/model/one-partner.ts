import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { type MatchError, refusal } from './error.ts'
import type { Person } from './person.ts'

/** The people as they were given, unless somebody may have several partners: then where that stands. `why` says what it is not for. */
export const onePartnerEach = (people: readonly Person[], why: string): Either<MatchError, readonly Person[]> => {
  const at = people.findIndex(({ capacity }) => capacity > 1)
  return at < 0 ? right(people) : left(refusal(`people[${at}].capacity`, `1 (${why})`, String(people[at]!.capacity)))
}
