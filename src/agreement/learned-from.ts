import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import type { Meeting } from '../model/history.ts'
import type { Person, PersonInput } from '../model/person.ts'
import { normaliseSkill, type Offer, type Want } from '../model/skill.ts'
import { decodeLedger, type Ledger } from './ledger.ts'
import type { LedgerError } from './ledger-error.ts'
import { type KeptPromises, promisesOf } from './ledger-goals.ts'
import { decodePersons } from './ledger-lines.ts'
import { type LedgerState, stateOf } from './ledger-state.ts'

/**
 * What the next matching should know.
 *
 * @category model
 * @since 0.1.0
 */
export interface Learned {
  /** All people, in their order: the members' levels are raised, everybody else is as before. */
  readonly people: readonly Person[]
  /** For `history.met` of `matchPeers`: each two members who have met, by ids in code unit order, and the day of their last meeting. */
  readonly met: readonly Meeting[]
  /** For each member, in the order of the agreement. */
  readonly promises: readonly KeptPromises[]
}

/** Who can do as much can teach it: a new offer is made from this level on, the default of offers. */
const TEACHES_FROM = 3

const raisedWants = (wants: readonly Want[], key: string, level: number): readonly Want[] =>
  wants.map((want) => (normaliseSkill(want.skill) === key && want.level < level ? { ...want, level } : want))

const raisedOffers = (offers: readonly Offer[], key: string, skill: string, level: number): readonly Offer[] =>
  offers.some((offer) => normaliseSkill(offer.skill) === key)
    ? offers.map((offer) => (normaliseSkill(offer.skill) === key && offer.level < level ? { ...offer, level } : offer))
    : level < TEACHES_FROM
      ? offers
      : [...offers, { skill: skill.trim(), level }]

/** A person with the levels that were seen. */
const raised = (person: Person, state: LedgerState): Person => {
  let { wants, offers } = person
  for (const { goal, level } of state.goals) {
    // What was known at the start was known before; what was seen since is news.
    if (goal.member !== person.id || level === undefined || level <= goal.from) continue
    const key = normaliseSkill(goal.skill)
    wants = raisedWants(wants, key, level)
    offers = raisedOffers(offers, key, goal.skill, level)
  }
  return { ...person, wants, offers }
}

/** Who was together when: all who were not absent, or, where nothing was planned, all who taught or learned. */
const meetingsOf = ({ agreement }: Ledger, { records, extras }: LedgerState): readonly Meeting[] => {
  const ids = agreement.members.map(({ id }) => id)
  const together: { readonly at: string; readonly members: readonly string[] }[] = []
  for (const { heldOn, absent } of records) {
    if (heldOn !== undefined) together.push({ at: heldOn, members: ids.filter((id) => !absent.includes(id)) })
  }
  for (const { date, taught } of extras) {
    if (date === undefined) continue
    const there = new Set(taught.flatMap(({ teacher, learners }) => [teacher, ...learners]))
    together.push({ at: date, members: ids.filter((id) => there.has(id)) })
  }
  const last = new Map<string, Meeting>()
  for (const { at, members } of together) {
    members.forEach((a, i) => {
      for (const b of members.slice(i + 1)) {
        const key = JSON.stringify([a, b])
        const before = last.get(key)
        if (before === undefined || before.at < at) last.set(key, { members: [a, b], at })
      }
    })
  }
  return [...last.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, meeting]) => meeting)
}

/**
 * What came of an agreement, for the next matching.
 *
 * **Levels.** For each goal of which a level above the starting one was seen: the learner's want for that skill (by `normaliseSkill`) rises to this
 * level, and so does an offer of it. Who does not offer it yet does so from level 3 on. Nothing is ever lowered. The want stays: whether
 * anybody can teach more is for the matching to find out.
 *
 * **History.** `met` goes into `options.history.met` as it is; it forbids nothing by itself. **Promises.** How many of the sessions of which something is
 * recorded each member has kept.
 *
 * People who are not members, and members who are no longer among the people, are passed over. Errors: `InvalidInput`. Never throws.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement, learnedFrom, openLedger, recordSession } from 'peermatch/agreement'
 *
 * const people = [
 *   { id: 'ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', offers: ['skiing'], wants: ['Spanish'] },
 * ]
 * const exchange = [
 *   { from: 'ana', to: 'ben', skill: 'Spanish', level: 3, lift: 3, priority: 1 },
 *   { from: 'ben', to: 'ana', skill: 'skiing', level: 3, lift: 3, priority: 1 },
 * ]
 * const wishes = { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 4 }
 * const draft = draftAgreement({ members: ['ana', 'ben'], exchange }, people, wishes)
 * const opened = isRight(draft) ? openLedger(draft.right) : draft
 * assert.ok(isRight(opened))
 * const goal = opened.right.agreement.goals.find(({ member }) => member === 'ben')?.id ?? ''
 * const seen = recordSession(opened.right, { id: 'g1', at: '2026-03-30T20:00:00Z', kind: 'observed', goal, level: 3 })
 * const learned = isRight(seen) ? learnedFrom(seen.right.ledger, people) : seen
 * assert.ok(isRight(learned))
 * const ben = learned.right.people[1]
 * assert.deepEqual(ben?.wants, [{ skill: 'Spanish', priority: 1, level: 3 }])
 * assert.deepEqual(ben?.offers, [{ skill: 'skiing', level: 3 }, { skill: 'Spanish', level: 3 }])
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const learnedFrom = (ledger: Ledger, people: readonly PersonInput[]): Either<LedgerError, Learned> => {
  const read = decodeLedger(ledger)
  if (isLeft(read)) return read
  const known = decodePersons(people)
  if (isLeft(known)) return known
  const state = stateOf(read.right)
  return right({
    people: known.right.map((person) => raised(person, state)),
    met: meetingsOf(read.right, state),
    promises: promisesOf(read.right, state),
  })
}
