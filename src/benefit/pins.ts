import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { MatchError } from '../model/error.ts'
import { nearMiss } from '../model/near-miss.ts'
import type { Person } from '../model/person.ts'
import type { IdPair, Rules } from '../model/rules.ts'
import { quote } from '../model/show.ts'
import { benefit } from './benefit.ts'
import type { PairList } from './edges.ts'
import { CALLER_FAILED, type Eligibility, firstFailedRule, PASSES, pairKey } from './eligibility.ts'
import { integerWeight, mutualWeight } from './fusion.ts'
import type { SkillIndex } from './skill-index.ts'
import type { Fusion } from '../model/options.ts'

/** Pins and bans as indices of people. */
export interface FixedPairs {
  /** Per person, who they are pinned to, or -1. */
  readonly partner: Int32Array
  /** Per pinned person, the place of (the first of) their pins in the caller's list. */
  readonly pinAt: Int32Array
  /** Bans by {@link pairKey}; the value is the first place in the caller's list. */
  readonly banned: ReadonlyMap<number, number>
}

/** Looking for an id that looks alike costs a comparison with everybody; beyond so many people nobody is compared. */
const MOST_HINTED = 100_000

const unknownPerson = (people: readonly Person[], path: string, id: string): MatchError => {
  const alike =
    people.length > MOST_HINTED
      ? undefined
      : nearMiss(
          id,
          people.map((person) => person.id).filter((other) => Math.abs(other.length - id.length) <= 2),
        )
  return alike === undefined
    ? { _tag: 'UnknownPerson', path, id }
    : { _tag: 'UnknownPerson', path, id, hint: `did you mean ${quote(alike)}?` }
}

const pinPath = (at: number): string => `options.rules.pins[${at}]`

/**
 * Looks up the people of pins and bans; `people` are sorted. Left when somebody is unknown or stands in two different
 * pins. The same pin or ban twice, either way round, is harmless. Cost: linear.
 *
 * @category constructors
 * @since 0.1.0
 */
export const resolveFixedPairs = (people: readonly Person[], { pins, bans }: Rules): Either<MatchError, FixedPairs> => {
  const n = people.length
  const partner = new Int32Array(n).fill(-1)
  const pinAt = new Int32Array(n).fill(-1)
  const banned = new Map<number, number>()
  if (pins.length === 0 && bans.length === 0) return right({ partner, pinAt, banned })

  const indexOf = new Map<string, number>()
  people.forEach(({ id }, p) => indexOf.set(id, p))
  const lists: readonly (readonly [string, readonly IdPair[]])[] = [
    ['pins', pins],
    ['bans', bans],
  ]
  for (const [name, pairs] of lists) {
    for (const [at, pair] of pairs.entries()) {
      for (const [side, id] of pair.entries()) {
        if (!indexOf.has(id)) return left(unknownPerson(people, `options.rules.${name}[${at}][${side}]`, id))
      }
    }
  }
  for (const [at, pair] of pins.entries()) {
    const a = indexOf.get(pair[0])!
    const b = indexOf.get(pair[1])!
    const conflict = (text: string): Either<MatchError, never> =>
      left({ _tag: 'PinConflict', path: pinPath(at), pair, conflict: text })
    if (a === b) return conflict('nobody can be paired with themselves')
    if (partner[a] === b) continue
    for (const p of [a, b]) {
      if (partner[p] === -1) continue
      const other = people[partner[p]!]!.id
      return conflict(`${pinPath(pinAt[p]!)} already pins ${quote(people[p]!.id)} to ${quote(other)}`)
    }
    partner[a] = b
    partner[b] = a
    pinAt[a] = at
    pinAt[b] = at
  }
  for (const [at, pair] of bans.entries()) {
    const a = indexOf.get(pair[0])!
    const b = indexOf.get(pair[1])!
    const key = pairKey(n, a, b)
    if (a !== b && !banned.has(key)) banned.set(key, at)
  }
  return right({ partner, pinAt, banned })
}

/**
 * Holds the pins against the hard rules (all but mutual benefit: a pin may weigh nothing), and weighs them.
 *
 * @category constructors
 * @since 0.1.0
 */
export const weighPins = (
  index: SkillIndex,
  rules: Eligibility,
  { partner, pinAt, banned }: FixedPairs,
  fusion: Fusion,
): Either<MatchError, PairList> => {
  const { people, personCount } = index
  const source: number[] = []
  const target: number[] = []
  const weight: number[] = []
  for (let a = 0; a < personCount; a++) {
    const b = partner[a]!
    if (b < a) continue
    const gainA = benefit(index, b, a)
    const gainB = benefit(index, a, b)
    const failed = firstFailedRule(rules, a, b, gainA, gainB)
    if (failed === CALLER_FAILED) return left(rules.failure!)
    if (failed !== PASSES) {
      const [nameA, nameB] = [quote(people[a]!.id), quote(people[b]!.id)]
      const conflict = [
        '',
        `options.rules.bans[${banned.get(pairKey(personCount, a, b))}] bans ${nameA} and ${nameB}`,
        `options.rules.sharedLanguage: ${nameA} and ${nameB} name no language in common`,
        `options.rules.maxExperienceGap is ${rules.maxExperienceGap}: the experience of ${nameA} and ${nameB} differs by more, or is not stated`,
        `options.rules.minGain is ${rules.minGain}: ${nameA} would gain ${gainA}, ${nameB} ${gainB}`,
        `options.rules.maxImbalance is ${rules.maxImbalance}: ${nameA} would gain ${gainA}, ${nameB} ${gainB}`,
        `options.rules.minOverlapMinutes is ${rules.overlap?.least}: ${nameA} and ${nameB} are never free together for so long, or do not state their timezone and availability`,
        `options.rules.eligible refuses ${nameA} and ${nameB}`,
      ][failed]!
      return left({ _tag: 'PinConflict', path: pinPath(pinAt[a]!), pair: [people[a]!.id, people[b]!.id], conflict })
    }
    source.push(a)
    target.push(b)
    weight.push(integerWeight(mutualWeight(fusion, gainA, gainB)))
  }
  return right({
    vertexCount: personCount,
    count: source.length,
    source: Int32Array.from(source),
    target: Int32Array.from(target),
    weight: Float64Array.from(weight),
  })
}
