import { isLeft, isRight } from 'fp-ts/lib/Either.js'
import { LIMITS } from '../../../src/benefit/limits.ts'
import { buildMarket, type Market } from '../../../src/benefit/market.ts'
import { buildSkillIndex, type SkillIndex, sortPeople } from '../../../src/benefit/skill-index.ts'
import type { MatchError } from '../../../src/model/error.ts'
import type { Options, Vocabulary } from '../../../src/model/options.ts'
import type { Person } from '../../../src/model/person.ts'
import type { Offer, Want } from '../../../src/model/skill.ts'

/** A decoded person; a string is a skill with the defaults of the contract, `[skill, level]` an offer, `[skill, priority, level]` a want. */
export const person = (
  id: string,
  offers: readonly (string | readonly [string, number])[],
  wants: readonly (string | readonly [string, number, number])[],
  more: Partial<Person> = {},
): Person => ({
  id,
  capacity: 1,
  offers: offers.map((offer): Offer => {
    const [skill, level] = typeof offer === 'string' ? [offer, 3] : offer
    return { skill, level }
  }),
  wants: wants.map((want): Want => {
    const [skill, priority, level] = typeof want === 'string' ? [want, 1, 0] : want
    return { skill, priority, level }
  }),
  ...more,
})

export const options = (rules: Partial<Options['rules']> = {}, skills?: Partial<Vocabulary>): Options => ({
  into: 'pairs',
  objective: 'benefit',
  fusion: 'harmonic',
  skills: { aliases: new Map(), related: [], ...skills },
  rules: { pins: [], bans: [], sharedLanguage: false, ...rules },
})

export const indexOf = (people: readonly Person[], skills?: Partial<Vocabulary>): SkillIndex =>
  buildSkillIndex(sortPeople(people), options({}, skills).skills)

export const market = (people: readonly Person[], with_: Options = options()): Market => {
  const built = buildMarket(people, with_, { ...LIMITS, direct: Infinity })
  if (isLeft(built)) throw new Error(JSON.stringify(built.left))
  return built.right
}

export const refusal = (people: readonly Person[], with_: Options): MatchError => {
  const built = buildMarket(people, with_, { ...LIMITS, direct: Infinity })
  if (isRight(built)) throw new Error('expected a Left')
  return built.left
}

/** `['ana ben 6000', ...]` */
export const pairsOf = ({ people, edges }: Market): readonly string[] =>
  Array.from(edges!.source, (s, e) => `${people[s]!.id} ${people[edges!.target[e]!]!.id} ${edges!.weight[e]}`)
