import type { ExcludingRule } from './result.ts'

/** Longest name that a sentence shows in full, in characters as people count them. */
const LONGEST = 60

/** Skills that one sentence names before it says how many more there are. */
const MOST_NAMED = 5

/** Characters that turn the direction of everything behind them. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu

/**
 * Somebody else's text as a part of a sentence: on one line, and not longer than a sentence bears. The data keep it as it is.
 * `undefined` when nothing is left to see.
 */
export const spoken = (text: string): string | undefined => {
  // A name that fits is at most so long; the rest need not be looked at.
  const characters = Array.from(
    text
      .slice(0, 8 * LONGEST)
      .replace(TURNING, '')
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
      .trim(),
  )
  if (characters.length === 0) return undefined
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : characters.join('')
}

/** `3`, `3.43`, `0.0005`: for sentences only, the data have the numbers in full. */
export const figure = (value: number, round: (x: number) => number = Math.round): string => {
  const digits = value < 0.01 ? 1e4 : 100
  // First to the nearest double that people mean: 100 * 0.29 is 28.999999999999996.
  return String(round(Math.round(value * digits * 1e6) / 1e6) / digits)
}

/** `1 person`, `2 people`, `1,200 people`. */
export const peopleCount = (count: number): string => (count === 1 ? '1 person' : `${number(count)} people`)

/** `1,200`. */
export const number = (count: number): string => count.toLocaleString('en')

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]!}`

/** `Rust`, `Go and Rust`, `C, Go, Java, Perl, R and 3 more`. */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, MOST_NAMED).map((name) => spoken(name) ?? '?')
  return joined(names.length > MOST_NAMED ? [...shown, `${number(names.length - MOST_NAMED)} more`] : shown)
}

type TakenBy = Exclude<ExcludingRule, 'mutualBenefit'>

/**
 * What became of possible partners: `who` is `3`, `both of them` or the like, and empty where there is but one person, who
 * has just been spoken of; `one` says whether it is one person.
 */
const TAKEN: { readonly [rule in TakenBy]: (who: string, one: boolean, name: string) => string } = {
  bans: (who, one, name) => `${who}${one ? 'is' : 'are'} banned from pairing with ${name}`,
  sharedLanguage: (who, one, name) => `${who}${one ? 'states' : 'state'} no language that ${name} shares`,
  maxExperienceGap: (who, one, name) =>
    `${who}${one ? 'is' : 'are'} too far from ${name} in experience, or it is not stated`,
  minGain: (who) => `${who === '' ? '' : `with ${who}`}one side would gain too little`,
  maxImbalance: (who) => `${who === '' ? '' : `with ${who}`}the gains would differ too much`,
  minOverlapMinutes: (who, one, name) =>
    `${who}${one ? 'is' : 'are'} never free for long enough at the same time as ${name}, or it is not stated`,
  noRepeatWithin: (who, one, name) => `${who}${one ? 'has' : 'have'} met ${name} too recently to meet again`,
  eligible: (who, one) => `${who}${one ? 'is' : 'are'} refused by the caller's own rule`,
  pins: (who, one) => `${who}${one ? 'is' : 'are'} pinned to somebody else`,
}

/** Everybody with whom both would have gained, and what took them away; `taken` has an entry at least. */
export const takenByRules = (name: string, taken: readonly (readonly [TakenBy, number])[]): string => {
  const total = taken.reduce((sum, [, count]) => sum + count, 0)
  const all = total === 1 ? '' : total === 2 ? 'both of them ' : 'all of them '
  const what = taken.map(([rule, count]) =>
    TAKEN[rule](taken.length === 1 ? all : `${number(count)} `, count === 1, name),
  )
  return `${peopleCount(total)} could exchange something with ${name}, but ${joined(what)}.`
}

/** `oneWay` is how many could do one of the two. */
export const nobodyBothWays = (name: string, oneWay: number): string =>
  oneWay === 0
    ? `Nobody who is free could both teach ${name} something and learn something from ${name}.`
    : `${peopleCount(oneWay)} could teach ${name} something or learn something from ${name}, but ${
        oneWay === 1 ? 'not both' : 'nobody could do both'
      }.`
