import type { MixRule } from '../model/mix.ts'
import type { Person } from '../model/person.ts'
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import type { MatchError } from '../model/error.ts'
import { quote } from '../model/show.ts'
import { commonTimeOfAll, weekOfAll } from '../time/common-time.ts'
import type { FreeTime } from '../time/free-time.ts'
import type { Eligibility } from './eligibility.ts'
import { unknownPerson } from './pins.ts'
import { mayMeet, type TeachingMarket } from './teaching-market.ts'

/** How many of some people one group may hold: `count` of them only where `allowed[count]` is true. */
export interface CountRule {
  readonly members: readonly number[]
  readonly allowed: readonly boolean[]
}

/** What each person has, as bits: those of person `p` are the words `p * words .. (p + 1) * words - 1`. All members of a group must have one in common. */
export interface CommonBits {
  readonly words: number
  readonly bits: Int32Array
}

/** Sets of people who must be together, pins included; Left when somebody is unknown, or two of a set may not meet. */
export const resolveTogether = ({
  people,
  options,
  rules,
}: TeachingMarket): Either<MatchError, readonly Int32Array[]> => {
  const { pins, together = [] } = options.rules
  const place = new Map(people.map(({ id }, p) => [id, p]))
  const sets: Int32Array[] = []
  const lists: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ['pins', pins],
    ['together', together],
  ]
  for (const [name, list] of lists) {
    for (const [at, ids] of list.entries()) {
      const path = `options.rules.${name}[${at}]`
      const unknown = ids.findIndex((id) => !place.has(id))
      if (unknown >= 0) return left(unknownPerson(people, `${path}[${unknown}]`, ids[unknown]!))
      const set = Int32Array.from(ids, (id) => place.get(id)!).sort()
      for (let i = 0; i < set.length; i++) {
        for (let j = i + 1; j < set.length; j++) {
          if (mayMeet(rules, set[i]!, set[j]!)) continue
          if (rules.failure !== undefined) return left(rules.failure)
          const pair = [people[set[i]!]!.id, people[set[j]!]!.id] as const
          const conflict = `the other rules never let ${quote(pair[0])} and ${quote(pair[1])} meet`
          return left({ _tag: 'PinConflict', path, pair, conflict })
        }
      }
      sets.push(set)
    }
  }
  return right(sets)
}

/** Pairs of people whom the rules never let meet; undefined if there are more than `most`. Where the caller's own rule failed `rules.failure` says so. O(people squared). */
export const findApart = (
  people: readonly Person[],
  rules: Eligibility,
  most: number,
): { readonly source: readonly number[]; readonly target: readonly number[] } | undefined => {
  const source: number[] = []
  const target: number[] = []
  if (rules.anyone) return { source, target }
  for (let a = 0; a < people.length; a++) {
    for (let b = a + 1; b < people.length; b++) {
      if (mayMeet(rules, a, b)) continue
      if (rules.failure !== undefined) return { source, target }
      if (source.length === most) return undefined
      source.push(a)
      target.push(b)
    }
  }
  return { source, target }
}

/** The rules on kinds of people as counts, for groups of at most `maxSize`. */
export const countRules = (people: readonly Person[], mix: readonly MixRule[], maxSize: number): readonly CountRule[] =>
  mix.flatMap(({ attribute, value, atMost = maxSize, atLeast = 0, notAlone = false }) => {
    const kinds = new Map<string | number | boolean, number[]>()
    if (value !== undefined) kinds.set(value, [])
    people.forEach(({ attributes }, p) => {
      if (attributes === undefined || !Object.hasOwn(attributes, attribute)) return
      const own = attributes[attribute]!
      if (value !== undefined && own !== value) return
      const kind = kinds.get(own)
      if (kind === undefined) kinds.set(own, [p])
      else kind.push(p)
    })
    const allowed = Array.from(
      { length: maxSize + 1 },
      (_, count) => count <= atMost && count >= atLeast && !(notAlone && count === 1),
    )
    return Array.from(kinds.values(), (members) => ({ members, allowed }))
  })

/** Languages as bits, one for each that two people have. */
export const languageBits = ({ languageStart, language, people }: Eligibility): CommonBits => {
  const count = language.reduce((most, id) => Math.max(most, id + 1), 0)
  const words = (count + 31) >>> 5
  const bits = new Int32Array(people.length * words)
  for (let p = 0; p < people.length; p++) {
    for (let i = languageStart[p]!; i < languageStart[p + 1]!; i++)
      bits[p * words + (language[i]! >>> 5)]! |= 1 << (language[i]! & 31)
  }
  return { words, bits }
}

/** The week in which groups meet: that of all people who say when they are free; nobody's if none does. */
export const weekOfGroups = ({
  people,
  rules: { calendar },
}: TeachingMarket): readonly [start: number, end: number] => {
  const times = people.flatMap((person) => calendar.of(person) ?? [])
  return times.length === 0 ? [0, 0] : weekOfAll(times)
}

/**
 * When meetings of `least` minutes may begin, as bits: one for each stretch of the week in which nobody's answer changes, as far as it is worth one. People who do not say when they are
 * free have none.
 */
export const meetingBits = (
  { people, rules: { calendar } }: TeachingMarket,
  week: readonly [start: number, end: number],
  least: number,
): CommonBits => {
  const starts = new Map<FreeTime, readonly number[]>()
  const edges = new Set<number>()
  const own = people.map((person) => {
    const time = calendar.of(person)
    if (time === undefined) return []
    let spans = starts.get(time)
    if (spans === undefined) starts.set(time, (spans = beginnings(time, week, least)))
    for (const moment of spans) edges.add(moment)
    return spans
  })
  const order = [...edges].toSorted((a, b) => a - b)
  const rank = new Map(order.map((moment, at) => [moment, at]))
  const words = (order.length + 31) >>> 5
  const bits = new Int32Array(people.length * words)
  own.forEach((spans, p) => {
    for (let i = 0; i < spans.length; i += 2) {
      for (let at = rank.get(spans[i]!)!; at < rank.get(spans[i + 1]!)!; at++)
        bits[p * words + (at >>> 5)]! |= 1 << (at & 31)
    }
  })
  return { words, bits }
}

/** Stretches of moments `[from, to, ...]` at which somebody could begin to be free for so long; the week is a circle. */
const beginnings = (time: FreeTime, week: readonly [start: number, end: number], least: number): readonly number[] => {
  const [start, end] = week
  const spans = commonTimeOfAll([time], week)
  const found: number[] = []
  for (let i = 0; i < spans.length; i += 2) {
    const from = spans[i]!
    const until = spans[i + 1]!
    // Free all week: one may begin at any time.
    if (until - from >= end - start) return [start, end]
    if (until - from < least) continue
    const last = until - least + 1
    found.push(from, Math.min(last, end))
    if (last > end) found.push(start, start + last - end)
  }
  return found
}

/** One bit for each bit of the one and each of the other: two things in common at once. */
export const bothBits = (one: CommonBits, other: CommonBits, people: number): CommonBits => {
  const [bitsOfOne, bitsOfOther] = [32 * one.words, 32 * other.words]
  const words = (bitsOfOne * bitsOfOther + 31) >>> 5
  const bits = new Int32Array(people * words)
  const has = (common: CommonBits, p: number, bit: number): boolean =>
    (common.bits[p * common.words + (bit >>> 5)]! & (1 << (bit & 31))) !== 0
  for (let p = 0; p < people; p++) {
    for (let a = 0; a < bitsOfOne; a++) {
      if (!has(one, p, a)) continue
      for (let b = 0; b < bitsOfOther; b++) {
        if (has(other, p, b)) bits[p * words + ((a * bitsOfOther + b) >>> 5)]! |= 1 << ((a * bitsOfOther + b) & 31)
      }
    }
  }
  return { words, bits }
}
