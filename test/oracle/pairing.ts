/**
 * What `matchPeers` should answer, found by going through everything: on top of the plain definitions in `benefit.ts` and the
 * brute force in `matching.ts`. Shares nothing with src.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import {
  type CommonWindow,
  type Exchange,
  formatMatchError,
  type LocalWindow,
  type Matching,
  matchPeers,
  Options,
  type OptionsInput,
  type Pair,
  Person,
  type PersonInput,
} from 'peermatch'
import { oracleBenefit, oracleKey, type OracleMarket, oracleMarket, oracleSimilarity } from './benefit.ts'
import { oracleTogether } from './common-time.ts'
import { bestMatching } from './matching.ts'

export interface PairingReference {
  readonly people: ReadonlyMap<string, Person>
  readonly options: Options
  readonly market: OracleMarket
  /** Integer weight of the pair of free people, whichever way round; undefined where it is no possible one. */
  readonly weightOf: (a: string, b: string) => number | undefined
  /** What the best answer has, pins included. */
  readonly best: { readonly pairs: number; readonly weight: number }
}

export const decoded = (people: readonly PersonInput[], options: OptionsInput = {}): [Person[], Options] => {
  const chosen = Options.decode(options)
  if (isLeft(chosen)) throw new Error('the options of a test must be valid')
  return [
    people.map((input) => {
      const person = Person.decode(input)
      if (isLeft(person)) throw new Error('the people of a test must be valid')
      return person.right
    }),
    chosen.right,
  ]
}

/** The reference answer, or 'PinConflict'. Ids must not contain spaces. */
export const pairingReference = (
  people: readonly PersonInput[],
  input: OptionsInput = {},
): PairingReference | 'PinConflict' => {
  const [list, options] = decoded(people, input)
  const market = oracleMarket(list, options)
  if (market === 'PinConflict') return market
  const order = new Map(list.map((person, at) => [person.id, at]))
  const ends = [...market.edges.keys()].map((key) => key.split(' ').map((id) => order.get(id)!))
  const objective = options.objective === 'coverage' ? 'coverage' : 'weight'
  const best = bestMatching(
    {
      vertexCount: list.length,
      source: ends.map(([a]) => a!),
      target: ends.map(([, b]) => b!),
      weight: [...market.edges.values()],
    },
    objective,
  )
  return {
    people: new Map(list.map((person) => [person.id, person])),
    options,
    market,
    weightOf: (a, b) => market.edges.get(a < b ? `${a} ${b}` : `${b} ${a}`),
    best: {
      pairs: best.edges + market.pins.size,
      weight: best.weight + [...market.pins.values()].reduce((sum, weight) => sum + weight, 0),
    },
  }
}

/** The lines from teacher to learner, by the contract alone. */
const linesOf = (teacher: Person, learner: Person, { skills }: Options): Exchange[] => {
  const keyOf = (name: string): string => oracleKey(name, skills)
  /** How somebody writes that skill: where they write it in two ways, the smaller one. */
  const written = (list: readonly { readonly skill: string }[], key: string): string =>
    list
      .filter(({ skill }) => keyOf(skill) === key)
      .map(({ skill }) => skill.trim().split(/\s+/u).join(' '))
      .toSorted()[0]!
  const lines: Exchange[] = []
  for (const key of [...new Set(learner.wants.map(({ skill }) => keyOf(skill)))].toSorted()) {
    const wants = learner.wants.filter(({ skill }) => keyOf(skill) === key)
    const own = learner.offers.filter(({ skill }) => keyOf(skill) === key)
    const known = Math.max(...[...wants, ...own].map(({ level }) => level))
    const priority = Math.max(...wants.map((want) => want.priority))
    const ways = teacher.offers
      .map(({ skill, level }) => {
        const taught = keyOf(skill)
        const similarity = oracleSimilarity(taught, key, skills)
        return { taught, level, similarity, lift: similarity * Math.max(0, level - known) }
      })
      // The greatest lift; then the wanted skill itself, then the first in the alphabet.
      .toSorted(
        (x, y) =>
          y.lift - x.lift ||
          Number(y.taught === key) - Number(x.taught === key) ||
          (x.taught < y.taught ? -1 : x.taught > y.taught ? 1 : 0),
      )
    const way = ways[0]
    if (way === undefined || way.lift === 0) continue
    const { taught, level, similarity, lift } = way
    lines.push({
      from: teacher.id,
      to: learner.id,
      skill: written(learner.wants, key),
      ...(taught === key ? {} : { taught: written(teacher.offers, taught), similarity }),
      level,
      lift,
      priority,
      benefit: priority * lift,
    })
  }
  return lines
}

/** `90: Fri 23:30 - Sat 01:00 | Fri 22:30 - Fri 24:00` as data. */
const asWindow = (text: string): CommonWindow => {
  const [minutes, ...clocks] = text.split(/: | \| /)
  const [mine, theirs] = clocks.map((clock): LocalWindow => {
    const [day, from, , untilDay, to] = clock.split(' ')
    return { day: day as LocalWindow['day'], from: from!, untilDay: untilDay as LocalWindow['day'], to: to! }
  })
  return { minutes: Number(minutes), local: [mine!, theirs!] }
}

/** All that a pair says but its weight, which depends on the fusion. */
export const describedPair = (
  { people, options }: PairingReference,
  members: readonly [string, string],
): Pick<Pair, 'members' | 'gains' | 'imbalance' | 'exchange' | 'commonWindows'> => {
  const [a, b] = members.map((id) => people.get(id)!) as [Person, Person]
  const gains = [oracleBenefit(b, a, options.skills), oracleBenefit(a, b, options.skills)] as const
  const together = oracleTogether(a, b, options.rules.referenceWeek)
  return {
    members,
    gains,
    imbalance: Math.max(...gains) - Math.min(...gains),
    exchange: [...linesOf(a, b, options), ...linesOf(b, a, options)],
    ...(together === undefined ? {} : { commonWindows: together.map(asWindow) }),
  }
}

/** The answer itself; a `Left` fails the test. */
export const answered = (people: readonly PersonInput[], options?: OptionsInput): Matching => {
  const result = matchPeers(people, options)
  if (isLeft(result)) throw new Error(formatMatchError(result.left))
  return result.right
}

/** A value in weights as the whole number that was maximised; refuses what is no half of a thousandth. */
export const thousandths = (value: number): number => {
  const doubled = Math.round(2000 * value)
  if (Math.abs(doubled - 2000 * value) > 1e-6) throw new Error(`${value} is not a whole number of half thousandths`)
  return doubled / 2
}
