import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { decodePeople } from '../model/decode.ts'
import type { PersonInput } from '../model/person.ts'
import { Report } from '../model/report.ts'
import type { Agreement } from './agreement.ts'
import { type Call, Diary, draftOne } from './assemble.ts'
import { type AgreementError, invalid } from './error.ts'
import { decodeMatch, decodeMatches, type MatchInput } from './exchange-lines.ts'
import { Zones } from './placing.ts'
import { type AgreementPreferences, type AgreementPreferencesInput, busyWith, readPreferences } from './preferences.ts'

const decodePreferences = (u: unknown): Either<AgreementError, AgreementPreferences> => {
  const report = new Report('preferences')
  const value = readPreferences(report, u)
  return value === undefined || report.total > 0
    ? left({ _tag: 'InvalidInput', issues: report.issues, total: report.total })
    : right(value)
}

const decodeCall = (people: unknown, preferences: unknown): Either<AgreementError, Call> => {
  const read = decodePeople(people)
  // The only error that decoding has.
  if (isLeft(read))
    return read.left._tag === 'InvalidInput' ? left(read.left) : left({ _tag: 'InvalidInput', issues: [], total: 1 })
  const wishes = decodePreferences(preferences)
  if (isLeft(wishes)) return wishes
  const byId = new Map(read.right.map((person) => [person.id, person]))
  const { start, until, aims, blackouts, carried } = wishes.right
  if (until !== undefined && until < start) {
    return left({ _tag: 'ImpossibleWish', path: 'preferences.until', detail: `${until} is before the start, ${start}` })
  }
  const named: (readonly [path: string, id: string])[] = [
    ...[...aims.keys()].map((id) => ['preferences.aims', id] as const),
    ...blackouts.flatMap(({ id }, at) => (id === undefined ? [] : [[`preferences.blackouts[${at}].id`, id] as const])),
    ...carried.map(({ id }, at) => [`preferences.carried[${at}].id`, id] as const),
  ]
  const unknown = named.find(([, id]) => !byId.has(id))
  return unknown === undefined
    ? right({ people: byId, preferences: wishes.right })
    : left({ _tag: 'UnknownPerson', path: unknown[0], id: unknown[1] })
}

/**
 * Drafts an agreement for people who have been matched: when they meet, who teaches whom what in each session so that give and take are equal,
 * which goals they reach by when and how they can tell, when they look back, and by which rules.
 *
 * **When.** One session in each turn of `cadence.everyWeeks` weeks from `start` on, at a time at which all members are free, by their
 * `availability` on the clocks of that very week, outside `blackouts` and `busy`; on the wished `day` and at the wished `time`, or as near
 * as can be. Without a wish: at the first possible time, and then at that time every week. A turn without any such time is skipped, and told in
 * `skipped`. Members who state no availability are taken to be free at any time; if nobody states any, the wished time
 * is kept to the minute, and without one sessions have days only.
 *
 * **Topics.** Each session is cut into blocks of equal length, one for each member, none shorter than `leastBlock` (shorter sessions are one block,
 * and members take turns). Blocks are shared out so that every member gives as many minutes as they receive, to within one
 * session; each learner's time goes to their wants by priority, and every want has a block. Where lines of the exchange
 * lie on no cycle, members also teach what they offer by the same name as a want of it, though another is better; what even so cannot be
 * given back is taught once, and `balance` tells the rest.
 *
 * Pure and deterministic; the order of people, members and lines means nothing. Time zones are those of the runtime's own data.
 *
 * Errors: `InvalidInput`, `UnknownPerson`, `ImpossibleWish`, `NoTimezone`, `NoCommonTime`, `TooShort`; see {@link AgreementError}. Never throws.
 *
 * Cost: about 0.2 ms for each week and zone, and the slots times members times lines.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { matchPeers } from 'peermatch'
 * import { draftAgreement } from 'peermatch/agreement'
 *
 * const availability = [{ day: 'Tue', from: '18:00', to: '20:00' }] as const
 * const people = [
 *   { id: 'ana', name: 'Ana', offers: ['Spanish'], wants: ['skiing'], timezone: 'Europe/Madrid', availability },
 *   { id: 'ben', name: 'Ben', offers: ['skiing'], wants: ['Spanish'], timezone: 'Europe/London', availability },
 * ]
 * const matching = matchPeers(people)
 * const pair = isRight(matching) ? matching.right.pairs[0] : undefined
 * assert.ok(pair)
 * const draft = draftAgreement(pair, people, {
 *   start: '2026-03-02',
 *   cadence: { everyWeeks: 1, minutes: 60 },
 *   sessions: 6,
 * })
 * assert.ok(isRight(draft))
 * const { sessions, members, goals } = draft.right
 * assert.equal(sessions.length, 6)
 * assert.deepEqual(sessions[0]?.local?.map(({ date, from }) => `${date} ${from}`), ['2026-03-03 19:00', '2026-03-03 18:00'])
 * assert.deepEqual(members.map(({ given, received }) => [given, received]), [[180, 180], [180, 180]])
 * assert.equal(goals.length, 2)
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const draftAgreement = (
  match: MatchInput,
  people: readonly PersonInput[],
  preferences: AgreementPreferencesInput,
): Either<AgreementError, Agreement> => {
  const read = decodeMatch(match)
  if (isLeft(read)) return read
  const call = decodeCall(people, preferences)
  if (isLeft(call)) return call
  const diary = new Diary()
  diary.add(call.right.preferences.busy)
  return draftOne(read.right, call.right, new Zones(), diary.ranges, 'match.members')
}

/**
 * What comes of drafting for many matches: `agreements` in their order, without those that cannot be; these are told in `refused`.
 *
 * @category model
 * @since 0.1.0
 */
export interface AgreementDrafts {
  readonly agreements: readonly Agreement[]
  /** `match` is the place in the list of matches. */
  readonly refused: readonly {
    readonly match: number
    readonly members: readonly string[]
    readonly error: AgreementError
  }[]
}

/**
 * Drafts agreements for many matches, one after the other by the ids of their members, so that nobody has to be in two places at once. What
 * holds for {@link draftAgreement} holds for each. A `Left` only where the input is not what the contract says: a match for which there is no time
 * is told in `refused`, and does not stop the others.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { matchPeers } from 'peermatch'
 * import { draftAgreements } from 'peermatch/agreement'
 *
 * const people = [
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing', 'chess'], capacity: 2 },
 *   { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
 *   { id: 'eva', offers: ['chess'], wants: ['Spanish'] },
 * ]
 * const matching = matchPeers(people)
 * assert.ok(isRight(matching))
 * const drafts = draftAgreements(matching.right.pairs, people, {
 *   start: '2026-03-02',
 *   cadence: { minutes: 60 },
 *   sessions: 4,
 *   time: '18:00',
 *   timezone: 'Europe/Madrid',
 * })
 * assert.ok(isRight(drafts))
 * const [first, second] = drafts.right.agreements
 * assert.deepEqual([first?.sessions[0]?.date, second?.sessions[0]?.date], ['2026-03-02', '2026-03-03'])
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const draftAgreements = (
  matches: readonly MatchInput[],
  people: readonly PersonInput[],
  preferences: AgreementPreferencesInput,
): Either<AgreementError, AgreementDrafts> => {
  const read = decodeMatches(matches)
  if (isLeft(read)) return read
  const call = decodeCall(people, preferences)
  if (isLeft(call)) return call
  /** Members -> place of the first match of just these. */
  const places = new Map<string, number>()
  for (const [at, { members }] of read.right.entries()) {
    const key = JSON.stringify(members)
    const first = places.get(key)
    if (first !== undefined) {
      return left(invalid(`matches[${at}].members`, 'members that no other match has', `those of matches[${first}]`))
    }
    places.set(key, at)
    const unknown = members.find((id) => !call.right.people.has(id))
    if (unknown !== undefined) return left({ _tag: 'UnknownPerson', path: `matches[${at}].members`, id: unknown })
  }
  const zones = new Zones()
  const diary = new Diary()
  diary.add(call.right.preferences.busy)
  const order = [...places].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, at]) => at)
  const drafts: Either<AgreementError, Agreement>[] = []
  for (const at of order) {
    const draft = draftOne(read.right[at]!, call.right, zones, diary.ranges, `matches[${at}].members`)
    drafts[at] = draft
    if (!isLeft(draft)) diary.add(busyWith(draft.right))
  }
  return right({
    agreements: drafts.flatMap((draft) => (isLeft(draft) ? [] : [draft.right])),
    refused: drafts.flatMap((draft, match) =>
      isLeft(draft) ? [{ match, members: read.right[match]!.members, error: draft.left }] : [],
    ),
  })
}
