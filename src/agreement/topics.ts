import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { arrangeSlots } from './arrange.ts'
import type { AgreementError } from './error.ts'
import type { ReadMatch, TeachingLine } from './exchange-lines.ts'
import type { TeachingBlock } from './parts.ts'
import { type Share, sharesOf, type Sharing, shareSlots, slotsToBeEven } from './shares.ts'

/** Ways to cut sessions into slots that are tried before the most even one is taken. */
const MAX_TRIES = 16
/** Slots times lines that all tries together may have: beyond that there are fewer. */
const MAX_WORK = 10_000_000

/** What one learner wants to learn: all lines with the same learner and skill. */
export interface Aim {
  readonly learner: number
  /** As the learner wrote it. */
  readonly skill: string
  readonly key: string
  readonly priority: number
  /** Places of its lines among those of the match. */
  readonly lines: readonly number[]
}

/** Who teaches whom what in each session. */
export interface Topics {
  readonly aims: readonly Aim[]
  /** By session, in the order of time. */
  readonly blocks: readonly (readonly TeachingBlock[])[]
  /** By session: which aim each block serves. */
  readonly serves: readonly (readonly number[])[]
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const aimsOf = (lines: readonly TeachingLine[]): readonly Aim[] => {
  const aims = new Map<string, { learner: number; skill: string; key: string; priority: number; lines: number[] }>()
  lines.forEach(({ learner, key, skill, priority }, at) => {
    const id = JSON.stringify([learner, key])
    const known = aims.get(id)
    if (known === undefined) {
      aims.set(id, { learner, skill, key, priority, lines: [at] })
      return
    }
    known.lines.push(at)
    known.priority = Math.max(known.priority, priority)
    if (skill < known.skill) known.skill = skill
  })
  return [...aims.values()].toSorted(
    (a, b) => a.learner - b.learner || b.priority - a.priority || compareText(a.key, b.key),
  )
}

const largest = ({ tilt }: Sharing): number => tilt.reduce((most, one) => Math.max(most, Math.abs(one)), 0)

/**
 * Cuts sessions into slots of equal length, one for each member if they are not too short, and shares them out. A session of more slots is
 * tried if there would be too few for the goals, or for give and take to be equal. Where even the shortest blocks are too few for both,
 * and more sessions would help, it is `TooShort`.
 */
export const assignTopics = (
  match: ReadMatch,
  sessions: number,
  minutes: number,
  leastBlock: number,
  carried: readonly number[],
): Either<AgreementError, Topics> => {
  const members = match.members.length
  const aims = aimsOf(match.lines)
  const goalOf = new Int32Array(match.lines.length)
  aims.forEach(({ lines }, aim) => {
    for (const line of lines) goalOf[line] = aim
  })
  const shares = sharesOf(
    members,
    match.lines.map(({ teacher, learner, priority }, line) => {
      const goal = goalOf[line]!
      return { teacher, learner, goal, priority: priority / aims[goal]!.lines.length }
    }),
  )
  const most = Math.max(1, Math.floor(minutes / leastBlock))
  const needed = slotsToBeEven(members, shares)
  const tooShort = left<AgreementError>({
    _tag: 'TooShort',
    goals: aims.length,
    needed: needed.possible ? needed.slots : aims.length,
    blocks: sessions * most,
    sessions,
  })
  if (sessions * most < aims.length) return tooShort
  const first = Math.max(Math.min(members, most), Math.ceil(aims.length / sessions))
  const enough = Math.ceil(needed.slots / sessions)
  // Where nothing that is given ever comes back, no way to cut is better than another.
  const tries = shares.some(({ cyclic }) => cyclic)
    ? Math.max(1, Math.min(MAX_TRIES, Math.floor(MAX_WORK / (sessions * first * shares.length))))
    : 1
  const cuts = Array.from({ length: tries }, (_, more) => first + more)
  if (needed.possible) cuts.push(enough, enough + 1)
  let best: { readonly each: number; readonly sharing: Sharing; readonly tilt: number } | undefined
  for (const each of cuts.filter((cut) => cut >= first && cut <= most)) {
    const slot = Math.floor(minutes / each)
    const sharing = shareSlots(
      members,
      shares,
      sessions * each,
      carried.map((one) => one / slot),
    )
    const tilt = largest(sharing) * slot
    if (best === undefined || tilt < best.tilt) best = { each, sharing, tilt }
    if (best.tilt <= slot) break
  }
  // What was carried over may be too much for one agreement. But no agreement is to begin a debt that a few more sessions would avoid.
  if (best!.tilt > minutes && needed.possible && needed.slots > sessions * most) return tooShort
  const { each, sharing } = best!
  return right({ aims, ...blocksOf(match, shares, goalOf, sharing, sessions, each, Math.floor(minutes / each)) })
}

const blocksOf = (
  match: ReadMatch,
  shares: readonly Share[],
  goalOf: Int32Array,
  { slots }: Sharing,
  sessions: number,
  each: number,
  slot: number,
): Pick<Topics, 'blocks' | 'serves'> => {
  const arranged = arrangeSlots(match.members.length, shares, slots, sessions, each)
  const blocks = arranged.map((stretches) => {
    let offset = 0
    return stretches.map(({ line, slots: count }): TeachingBlock => {
      const { teacher, learner, taught } = match.lines[line]!
      const begins = offset
      offset += count * slot
      return {
        offset: begins,
        minutes: count * slot,
        teacher: match.members[teacher]!,
        learners: [match.members[learner]!],
        skill: match.lines[line]!.skill,
        ...(taught === undefined ? {} : { taught }),
      }
    })
  })
  return { blocks, serves: arranged.map((stretches) => stretches.map(({ line }) => goalOf[line]!)) }
}
