import { type Either, isLeft, right } from 'fp-ts/lib/Either.js'
import { optional, type Reader, readRecord, shape, wholeNumber } from '../model/read.ts'
import { normaliseSkill } from '../model/skill.ts'
import { readDate } from './calendar-text.ts'
import { decodeBy, decodeLedger, type Ledger } from './ledger.ts'
import { balanceOf, count, type MemberBalance, spokenName, tiltWords } from './ledger-balance.ts'
import type { LedgerError } from './ledger-error.ts'
import { type GoalProgress, progressOf } from './ledger-goals.ts'
import { type Arc, isLess, shareSession } from './ledger-share.ts'
import { type GoalRecord, isReached, type LedgerState, stateOf } from './ledger-state.ts'
import { MAX_MINUTES } from './limits.ts'
import type { TeachingBlock } from './parts.ts'
import { listed } from './words.ts'

/**
 * What {@link nextTurn} may be told.
 *
 * @category model
 * @since 0.1.0
 */
export interface TurnOptions {
  /** Today, `YYYY-MM-DD`: the next session is the first open one from then on, and goals can be late. Without it, the first open one of all. */
  readonly asOf?: string | undefined
  /** The shortest time that is worth teaching in one piece, in minutes; 15 unless stated. */
  readonly leastBlock?: number | undefined
}

/**
 * Who should teach whom what next, so that give and take even out fastest.
 *
 * @category model
 * @since 0.1.0
 */
export interface NextTurn {
  /** The next session as it is planned; absent where none is. */
  readonly session?: string
  readonly date?: string
  readonly start?: string
  /** How long it is; that of the cadence where none is planned. */
  readonly minutes: number
  /** One after the other, those first who owe most. They may leave a few minutes at the end that do not divide evenly. */
  readonly blocks: readonly TeachingBlock[]
  /** What is owed to each member (see `MemberBalance`) now, and after this session; in the order of the agreement. */
  readonly owed: readonly { readonly id: string; readonly now: number; readonly after: number }[]
  /** One or two sentences. */
  readonly detail: string
}

const DEFAULT_LEAST_BLOCK = 15
/** A session is cut into so many pieces at most, and so many numbers of pieces are tried. */
const MOST_PIECES = 48
const MOST_CUTS = 12

interface Options {
  readonly asOf?: string
  readonly leastBlock: number
}

const OPTIONS = /* @__PURE__ */ shape('options { asOf, leastBlock }', ['asOf', 'leastBlock'])
const readLeast: Reader<number> = /* @__PURE__ */ wholeNumber(1, MAX_MINUTES)

const readOptions: Reader<Options> = (report, u) => {
  const values = readRecord(report, u, OPTIONS)
  if (values === undefined) return undefined
  const asOf = optional(report, 'asOf', values[0], readDate)
  const leastBlock = optional(report, 'leastBlock', values[1], readLeast) ?? DEFAULT_LEAST_BLOCK
  return { ...(asOf === undefined ? {} : { asOf }), leastBlock }
}

/** A goal that the session may serve, with its members by number. */
interface Topic {
  readonly record: GoalRecord
  readonly learner: number
  readonly teachers: readonly number[]
  /** Smaller numbers come first. */
  readonly rank: readonly number[]
  readonly late: boolean
  /** Minutes that the plan has for it beyond those taught. */
  left: number
}

const URGENCY: { readonly [status in GoalProgress['status']]: number } = {
  late: 0,
  atRisk: 1,
  onTrack: 2,
  reached: 3,
  dropped: 3,
}

const topicsOf = (ledger: Ledger, state: LedgerState, asOf: string): readonly Topic[] => {
  const open = state.goals.filter((record) => !record.dropped && !isReached(record))
  // Where all goals are reached, there is still something to be given back.
  const chosen = new Set(open.length > 0 ? open : state.goals)
  const places = new Map(ledger.agreement.members.map(({ id }, place) => [id, place]))
  const progress = progressOf(state, asOf)
  return state.goals
    .flatMap((record, at): readonly Topic[] => {
      if (!chosen.has(record)) return []
      const { goal } = record
      const { status, planned, expected, taught } = progress[at]!
      return [
        {
          record,
          learner: places.get(goal.member)!,
          teachers: goal.teachers.filter((id) => id !== goal.member).map((id) => places.get(id)!),
          rank: [URGENCY[status], taught - expected, taught - planned, -goal.priority, at],
          late: status === 'late',
          left: planned - taught,
        },
      ]
    })
    .toSorted((a, b) => (isLess(a.rank, b.rank) ? -1 : 1))
}

/** A goal, who teaches it, and for how many slots. */
interface Piece {
  readonly topic: Topic
  readonly teacher: number
  slots: number
}

/** The slots from one member to another, among the goals that they serve: each late one has one, and the most urgent one has the rest. */
const piecesOf = (arc: Arc, slots: number, minutes: number, topics: readonly Topic[]): readonly Piece[] => {
  const own = topics.filter(({ learner, teachers }) => learner === arc.learner && teachers.includes(arc.teacher))
  const pieces: Piece[] = []
  const give = (topic: Topic): void => {
    topic.left -= minutes
    const known = pieces.find((piece) => piece.topic === topic)
    if (known === undefined) pieces.push({ topic, teacher: arc.teacher, slots: 1 })
    else known.slots++
  }
  for (let slot = 0; slot < slots; slot++) {
    const unserved = own.find((topic) => topic.late && !pieces.some((piece) => piece.topic === topic))
    give(unserved ?? own.find(({ left }) => left > 0) ?? own[0]!)
  }
  return pieces
}

/** What the plan calls the lesson, where teacher and learner call it by different names. */
const taughtName = (state: LedgerState, teacher: string, learner: string, skill: string): string | undefined => {
  const key = normaliseSkill(skill)
  for (const { session } of state.records) {
    const same = session.blocks.find(
      (block) => block.teacher === teacher && block.learners.includes(learner) && normaliseSkill(block.skill) === key,
    )
    if (same !== undefined) return same.taught
  }
  return undefined
}

const blocksOf = (
  { agreement }: Ledger,
  state: LedgerState,
  pieces: readonly Piece[],
  minutes: number,
): readonly TeachingBlock[] => {
  let offset = 0
  return pieces.map(({ topic, teacher, slots }) => {
    const { member, skill } = topic.record.goal
    const by = agreement.members[teacher]!.id
    const taught = taughtName(state, by, member, skill)
    const block = { offset, minutes: slots * minutes, teacher: by, learners: [member], skill }
    offset += block.minutes
    return taught === undefined ? block : { ...block, taught }
  })
}

const detailOf = (
  members: readonly MemberBalance[],
  after: readonly number[],
  blocks: readonly TeachingBlock[],
): string => {
  const teachers = [...new Set(blocks.map(({ teacher }) => teacher))]
  const parts = teachers.map((id, at) => {
    const minutes = blocks.reduce((sum, block) => (block.teacher === id ? sum + block.minutes : sum), 0)
    const name = spokenName(members.find((member) => member.id === id)!)
    return at === 0 ? `${name} teaches ${count(minutes, 'minute')}` : `${name} ${minutes}`
  })
  const then = members.map((member, at) => ({ ...member, owed: after[at]! }))
  const rest = then.every(({ owed }) => owed === 0)
    ? 'After that, everybody has given as much as they have received.'
    : `After that, ${tiltWords(then)}.`
  return parts.length === 0 ? 'Nobody has anything to teach.' : `${listed(parts, 'and')}. ${rest}`
}

/** All distinct pairs of a teacher and a learner, in the order of topics. */
const arcsOf = (topics: readonly Topic[]): readonly Arc[] => {
  const arcs = new Map<string, Arc>()
  for (const { learner, teachers } of topics) {
    for (const teacher of teachers) arcs.set(`${teacher} ${learner}`, { teacher, learner })
  }
  return [...arcs.values()]
}

const turnOf = (ledger: Ledger, state: LedgerState, { asOf, leastBlock }: Options): NextTurn => {
  const { members } = balanceOf(ledger, state)
  const next = state.records.find(
    ({ session, status, closed }) => status === 'open' && (asOf === undefined ? !closed : session.date >= asOf),
  )?.session
  const minutes = next?.minutes ?? state.cadence.minutes
  const now = members.map(({ owed }) => owed)
  // Nothing is ever late on the first of all days.
  const topics = topicsOf(ledger, state, asOf ?? '')
  const arcs = arcsOf(topics)
  const needy = members.map((_, member) => topics.some(({ learner, late }) => late && learner === member))
  const most = Math.min(MOST_PIECES, Math.max(1, Math.floor(minutes / leastBlock)))
  let best = { slots: [] as readonly number[], length: 0, score: [Number.POSITIVE_INFINITY] as readonly number[] }
  const least = arcs.length === 0 ? most + 1 : Math.max(1, most - MOST_CUTS + 1)
  for (let cuts = most; cuts >= least; cuts--) {
    const length = Math.floor(minutes / cuts)
    const { slots, score } = shareSession(arcs, now, cuts, length, needy)
    const whole = [...score.slice(0, 3), -cuts * length, -cuts]
    if (isLess(whole, best.score)) best = { slots, length, score: whole }
  }
  const pieces = arcs
    .flatMap((arc, at) => piecesOf(arc, best.slots[at]!, best.length, topics))
    .toSorted((a, b) => now[a.teacher]! - now[b.teacher]!)
  const blocks = blocksOf(ledger, state, pieces, best.length)
  const after = [...now]
  for (const { topic, teacher, slots } of pieces) {
    after[teacher]! += slots * best.length
    after[topic.learner]! -= slots * best.length
  }
  return {
    ...(next === undefined ? {} : { session: next.id, date: next.date }),
    ...(next?.start === undefined ? {} : { start: next.start }),
    minutes,
    blocks,
    owed: members.map(({ id, owed }, at) => ({ id, now: owed, after: after[at]! })),
    detail: detailOf(members, after, blocks),
  }
}

/**
 * What to teach in the next session, and who should, so that give and take even out fastest: the minutes owed after it, added up over all
 * members, are as few as one session can make them. Only what serves an open goal is taught (where all are reached, every goal counts). With `asOf`, each
 * learner who has a late goal has time in it, as far as there is any, and late goals come before others, then those that are most behind. The session is cut
 * into pieces of equal length, none shorter than `leastBlock`, in the number that serves this best.
 *
 * Errors: `InvalidInput`. Cost: in a pair, well below a millisecond; in a group, up to 50,000 ways for each number of pieces.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isRight } from 'fp-ts/lib/Either.js'
 * import { draftAgreement, nextTurn, openLedger, recordSession } from 'peermatch/agreement'
 *
 * const people = [
 *   { id: 'ana', name: 'Ana', offers: ['Spanish'], wants: ['skiing'] },
 *   { id: 'ben', name: 'Ben', offers: ['skiing'], wants: ['Spanish'] },
 * ]
 * const exchange = [
 *   { from: 'ana', to: 'ben', skill: 'Spanish', level: 3, lift: 3, priority: 1 },
 *   { from: 'ben', to: 'ana', skill: 'skiing', level: 3, lift: 3, priority: 1 },
 * ]
 * const wishes = { start: '2026-03-02', cadence: { minutes: 60 }, sessions: 4 }
 * const draft = draftAgreement({ members: ['ana', 'ben'], exchange }, people, wishes)
 * const opened = isRight(draft) ? openLedger(draft.right) : draft
 * assert.ok(isRight(opened))
 * const recorded = recordSession(opened.right, {
 *   id: 'e1',
 *   at: '2026-03-02T20:00:00.000Z',
 *   kind: 'held',
 *   session: opened.right.agreement.sessions[0]?.id ?? '',
 *   blocks: [{ minutes: 30, teacher: 'ana', learners: ['ben'], skill: 'Spanish' }],
 * })
 * const next = isRight(recorded) ? nextTurn(recorded.right.ledger) : recorded
 * assert.ok(isRight(next))
 * assert.deepEqual(next.right.blocks.map(({ teacher, minutes }) => [teacher, minutes]), [['ben', 45], ['ana', 15]])
 * assert.equal(
 *   next.right.detail,
 *   'Ben teaches 45 minutes and Ana 15. After that, everybody has given as much as they have received.',
 * )
 * ```
 *
 * @category agreement
 * @since 0.1.0
 */
export const nextTurn = (ledger: Ledger, options: TurnOptions = {}): Either<LedgerError, NextTurn> => {
  const read = decodeLedger(ledger)
  if (isLeft(read)) return read
  const wishes = decodeBy('options', readOptions, options)
  return isLeft(wishes) ? wishes : right(turnOf(read.right, stateOf(read.right), wishes.right))
}
