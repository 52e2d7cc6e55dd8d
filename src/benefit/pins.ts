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
import { adjustmentOf, type PairTerms } from './history.ts'
import type { SkillIndex } from './skill-index.ts'
import type { Fusion } from '../model/options.ts'

/** Pins and bans as indices of people. */
export interface FixedPairs {
  /** Each pinned pair once, `a < b`, ascending; `at` is (the first of) its places in the caller's list. */
  readonly pins: readonly { readonly a: number; readonly b: number; readonly at: number }[]
  /** Per person, how many pins they stand in. */
  readonly taken: Int32Array
  /** Bans by {@link pairKey}; the value is the first place in the caller's list. */
  readonly banned: ReadonlyMap<number, number>
}

/** Looking for an id that looks alike costs a comparison with everybody; beyond so many people nobody is compared. */
const MOST_HINTED = 100_000

export const unknownPerson = (people: readonly Person[], path: string, id: string): MatchError => {
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
 * Looks up the people of pins and bans; `people` are sorted. Left when somebody is unknown or stands in more different
 * pins than they have places. The same pin or ban twice, either way round, is harmless. Cost: linear.
 *
 * @category constructors
 * @since 0.1.0
 */
export const resolveFixedPairs = (people: readonly Person[], { pins, bans }: Rules): Either<MatchError, FixedPairs> => {
  const n = people.length
  const taken = new Int32Array(n)
  const banned = new Map<number, number>()
  if (pins.length === 0 && bans.length === 0) return right({ pins: [], taken, banned })

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
  const kept = new Map<number, FixedPairs['pins'][number]>()
  /** Of everybody pinned, the first pin. */
  const firstPin = new Map<number, { readonly partner: number; readonly at: number }>()
  for (const [at, pair] of pins.entries()) {
    const a = indexOf.get(pair[0])!
    const b = indexOf.get(pair[1])!
    const conflict = (text: string): Either<MatchError, never> =>
      left({ _tag: 'PinConflict', path: pinPath(at), pair, conflict: text })
    if (a === b) return conflict('nobody can be paired with themselves')
    const key = pairKey(n, a, b)
    if (kept.has(key)) continue
    for (const [p, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const { capacity } = people[p]!
      const first = firstPin.get(p)
      if (first === undefined || taken[p]! < capacity) continue
      const said = `${pinPath(first.at)} already pins ${quote(people[p]!.id)} to ${quote(people[first.partner]!.id)}`
      return conflict(
        capacity === 1
          ? said
          : `${said}, and with other pins that is all of the ${capacity} partners that ${quote(people[p]!.id)} may have: none is left for ${quote(people[other]!.id)}`,
      )
    }
    kept.set(key, { a: Math.min(a, b), b: Math.max(a, b), at })
    for (const [p, partner] of [
      [a, b],
      [b, a],
    ] as const) {
      taken[p]!++
      if (!firstPin.has(p)) firstPin.set(p, { partner, at })
    }
  }
  for (const [at, pair] of bans.entries()) {
    const a = indexOf.get(pair[0])!
    const b = indexOf.get(pair[1])!
    const key = pairKey(n, a, b)
    if (a !== b && !banned.has(key)) banned.set(key, at)
  }
  return right({ pins: Array.from(kept.values()).toSorted((x, y) => x.a - y.a || x.b - y.b), taken, banned })
}

/**
 * Holds the pins against the hard rules (all but mutual benefit: a pin may weigh nothing), and weighs them, with the terms of a history.
 *
 * @category constructors
 * @since 0.1.0
 */
export const weighPins = (
  index: SkillIndex,
  rules: Eligibility,
  { pins, banned }: FixedPairs,
  fusion: Fusion,
  terms?: PairTerms,
): Either<MatchError, PairList> => {
  const { people, personCount } = index
  const source: number[] = []
  const target: number[] = []
  const weight: number[] = []
  for (const { a, b, at } of pins) {
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
        `options.history.noRepeatWithin forbids ${nameA} and ${nameB} to meet again yet: see options.history.met[${rules.recent.get(pairKey(personCount, a, b))}]`,
        `options.rules.eligible refuses ${nameA} and ${nameB}`,
      ][failed]!
      return left({ _tag: 'PinConflict', path: pinPath(at), pair: [people[a]!.id, people[b]!.id], conflict })
    }
    source.push(a)
    target.push(b)
    weight.push(integerWeight(mutualWeight(fusion, gainA, gainB)) + adjustmentOf(terms, a, b))
  }
  return right({
    vertexCount: personCount,
    count: source.length,
    source: Int32Array.from(source),
    target: Int32Array.from(target),
    weight: Float64Array.from(weight),
  })
}
