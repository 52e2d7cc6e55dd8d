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
  return String(round(value * digits) / digits)
}

/** `1 person`, `2 people`, `1,200 people`. */
export const peopleCount = (count: number): string => (count === 1 ? '1 person' : `${number(count)} people`)

const number = (count: number): string => count.toLocaleString('en')

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]!}`

/** `Rust`, `Go and Rust`, `C, Go, Java, Perl, R and 3 more`. */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, MOST_NAMED).map((name) => spoken(name) ?? '?')
  return joined(names.length > MOST_NAMED ? [...shown, `${number(names.length - MOST_NAMED)} more`] : shown)
}

/** What became of possible partners, as it goes on after `1 person` and after `2 people`. */
const TAKEN: {
  readonly [rule in Exclude<ExcludingRule, 'mutualBenefit'>]: (name: string) => readonly [string, string]
} = {
  bans: (name) => [`is banned from pairing with ${name}`, `are banned from pairing with ${name}`],
  sharedLanguage: (name) => [`states no language that ${name} shares`, `state no language that ${name} shares`],
  maxExperienceGap: (name) => [
    `is not known to be close enough to ${name} in experience`,
    `are not known to be close enough to ${name} in experience`,
  ],
  minGain: () => [
    'would make a pair in which somebody gains too little',
    'would make pairs in which somebody gains too little',
  ],
  maxImbalance: () => ['would make a pair whose gains differ too much', 'would make pairs whose gains differ too much'],
  eligible: () => ["is refused by the caller's own rule", "are refused by the caller's own rule"],
  pins: () => ['is pinned to somebody else', 'are pinned to somebody else'],
}

/** Everybody with whom both would have gained, and what took them away; `taken` has an entry at least. */
export const takenByRules = (name: string, taken: readonly (readonly [keyof typeof TAKEN, number])[]): string => {
  const total = taken.reduce((sum, [, count]) => sum + count, 0)
  const clause = (rule: keyof typeof TAKEN, count: number): string => TAKEN[rule](name)[count === 1 ? 0 : 1]!
  const only = taken.length === 1 ? taken[0] : undefined
  const what =
    only === undefined
      ? joined(taken.map(([rule, count]) => `${number(count)} ${clause(rule, count)}`))
      : `${total === 1 ? '' : total === 2 ? 'both ' : 'all of them '}${clause(only[0], total)}`
  return `${peopleCount(total)} could exchange something with ${name}, but ${what}.`
}

/** `oneWay` is how many could do one of the two. */
export const nobodyBothWays = (name: string, oneWay: number): string =>
  oneWay === 0
    ? `Nobody who is free could both teach ${name} something and learn something from ${name}.`
    : `${peopleCount(oneWay)} could teach ${name} something or learn something from ${name}, but ${
        oneWay === 1 ? 'not both' : 'nobody could do both'
      }.`
