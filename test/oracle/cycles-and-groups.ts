/** What `matchPeers` should answer into cycles and groups, by the definitions: every way to put people together is looked at. */
import type { MixRule, Options, Person, OptionsInput, PersonInput } from 'peermatch'
import { oracleBenefit, oracleFailedRule, oracleKey, oracleSimilarity } from './benefit.ts'
import { oracleAdjustment } from './history.ts'
import { decoded } from './pairing.ts'

/** A cycle (in the order of teaching) or a group that is possible. */
export interface Possible {
  readonly members: readonly string[]
  readonly gains: readonly number[]
  /** In thousandths, with what history adds. */
  readonly weight: number
  /** What counts of it: the part that is likely to survive, if members may drop out. */
  readonly counted: number
}

export interface Placement {
  readonly people: number
  /** Infinity if nobody is placed. */
  readonly smallest: number
  readonly weight: number
}

const isBetter = (objective: string, one: Placement, other: Placement): boolean => {
  if (objective === 'benefit') return one.weight > other.weight
  if (one.people !== other.people) return one.people > other.people
  if (objective === 'worst-off' && one.smallest !== other.smallest) return one.smallest > other.smallest
  return one.weight > other.weight
}

/** Whether two may teach one another at all; `minGain` and `maxImbalance` are about gains, and apart. */
const mayMeet = (options: Options, a: Person, b: Person): boolean => {
  const { minGain: _, maxImbalance: __, ...rules } = options.rules
  return oracleFailedRule({ ...options, rules }, a, b, 1, 1) === undefined
}

const owed = ({ history }: Options, id: string): number =>
  Math.round(1000 * (history?.credit.find((credit) => credit.id === id)?.amount ?? 0))

/** In parts of 2 ** 20. */
const surviving = (fragility: number, length: number): number => {
  let part = 1
  for (let k = 0; k < length; k++) part *= 1 - fragility
  return Math.round(2 ** 20 * part) / 2 ** 20
}

const cyclesOf = (
  people: readonly Person[],
  options: Options,
  maxLength: number,
  fragility: number,
): readonly Possible[] => {
  const gain = (teacher: Person, learner: Person): number => oracleBenefit(teacher, learner, options.skills)
  const teaches = (teacher: Person, learner: Person): boolean =>
    gain(teacher, learner) > 0 &&
    gain(teacher, learner) >= (options.rules.minGain ?? 0) &&
    mayMeet(options, teacher, learner)
  const found: Possible[] = []
  const extend = (path: readonly Person[]): void => {
    const last = path.at(-1)!
    if (path.length >= 2 && teaches(last, path[0]!)) {
      const gains = path.map((learner, at) => gain(path[(at + path.length - 1) % path.length]!, learner))
      const weight = path.reduce((sum, { id }, at) => sum + Math.round(1000 * gains[at]!) + owed(options, id), 0)
      const counted = weight * surviving(fragility, path.length)
      found.push({ members: path.map(({ id }) => id), gains, weight, counted })
    }
    if (path.length === maxLength) return
    for (const next of people) {
      if (next.id > path[0]!.id && !path.includes(next) && teaches(last, next)) extend([...path, next])
    }
  }
  for (const first of people) extend([first])
  return found
}

const wantKeys = (person: Person, options: Options): readonly string[] => [
  ...new Set(person.wants.map(({ skill }) => oracleKey(skill, options.skills))),
]

/** What the best of the others teaches for each want. */
const gainAmong = (members: readonly Person[], learner: Person, options: Options): number => {
  let sum = 0
  for (const key of [...wantKeys(learner, options)].toSorted()) {
    const named = (list: readonly { readonly skill: string; readonly level: number }[]): readonly number[] =>
      list.filter(({ skill }) => oracleKey(skill, options.skills) === key).map(({ level }) => level)
    const known = Math.max(0, ...named(learner.wants), ...named(learner.offers))
    const wants = learner.wants.filter(({ skill }) => oracleKey(skill, options.skills) === key)
    const lifts = members
      .filter((other) => other !== learner)
      .flatMap(({ offers }) =>
        offers.map(
          ({ skill, level }) =>
            oracleSimilarity(oracleKey(skill, options.skills), key, options.skills) * Math.max(0, level - known),
        ),
      )
    sum += Math.max(...wants.map(({ priority }) => priority)) * Math.max(0, ...lifts)
  }
  return sum
}

const fused = (fusion: string, unsorted: readonly number[]): number => {
  // As it is defined, to the last bit: just at a half, that decides how a weight is rounded.
  const gains = unsorted.toSorted((a, b) => a - b)
  const n = gains.length
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
  if (fusion === 'harmonic') return (n * n) / sum(gains.map((gain) => 1 / gain))
  if (fusion === 'geometric') return n * gains.reduce((product, gain) => product * gain, 1) ** (1 / n)
  return fusion === 'min' ? n * Math.min(...gains) : sum(gains)
}

const keepsMix = (members: readonly Person[], rule: MixRule, everybody: readonly Person[]): boolean => {
  const kindOf = ({ attributes = {} }: Person): unknown =>
    Object.hasOwn(attributes, rule.attribute) ? attributes[rule.attribute] : undefined
  const kinds =
    rule.value === undefined ? [...new Set(everybody.map(kindOf))].filter((kind) => kind !== undefined) : [rule.value]
  return kinds.every((kind) => {
    const count = members.filter((person) => kindOf(person) === kind).length
    return count <= (rule.atMost ?? 99) && count >= (rule.atLeast ?? 0) && !(rule.notAlone === true && count === 1)
  })
}

const subsets = <A>(list: readonly A[]): readonly (readonly A[])[] =>
  Array.from({ length: 2 ** list.length }, (_, bits) => list.filter((_item, at) => (bits >> at) % 2 === 1))

const groupsOf = (people: readonly Person[], options: Options, min: number, max: number): readonly Possible[] => {
  const { rules, fusion, history } = options
  const sets = [...rules.pins, ...(rules.together ?? [])]
  return subsets(people).flatMap((members) => {
    if (members.length < min || members.length > max) return []
    const gains = members.map((learner) => gainAmong(members, learner, options))
    const teaches = (teacher: Person): boolean =>
      members.some((learner) => learner !== teacher && oracleBenefit(teacher, learner, options.skills) > 0)
    if (gains.some((gain) => gain <= 0 || gain < (rules.minGain ?? 0)) || !members.every(teaches)) return []
    if (Math.max(...gains) - Math.min(...gains) > (rules.maxImbalance ?? Infinity)) return []
    const ids = members.map(({ id }) => id)
    const pairs = members.flatMap((a, at) => members.slice(at + 1).map((b) => [a, b] as const))
    if (!pairs.every(([a, b]) => mayMeet(options, a, b))) return []
    if (rules.sharedLanguage) {
      const spoken = members.map(({ languages = [] }) => languages.map((tag) => tag.toLowerCase()))
      if (!spoken[0]!.some((tag) => spoken.every((own) => own.includes(tag)))) return []
    }
    if (sets.some((set) => set.some((id) => ids.includes(id)) && !set.every((id) => ids.includes(id)))) return []
    if (!(rules.mix ?? []).every((rule) => keepsMix(members, rule, people))) return []
    const terms = pairs.reduce(
      (sum, [a, b]) => sum + oracleAdjustment(history, a.id, b.id) - owed(options, a.id) - owed(options, b.id),
      0,
    )
    const weight = Math.round(1000 * fused(fusion, gains)) + terms + ids.reduce((sum, id) => sum + owed(options, id), 0)
    return [{ members: ids, gains, weight, counted: weight }]
  })
}

export interface CyclesOrGroups {
  readonly people: readonly Person[]
  readonly options: Options
  readonly possible: readonly Possible[]
  readonly best: Placement
}

export const cyclesOrGroups = (input: readonly PersonInput[], given: OptionsInput): CyclesOrGroups => {
  const [list, options] = decoded(input, given)
  const people = list.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const { into, objective } = options
  if (into === 'pairs') throw new Error('pairs have an oracle of their own')
  const possible =
    'cycles' in into
      ? cyclesOf(people, options, into.cycles.maxLength, into.cycles.fragility ?? 0)
      : groupsOf(people, options, into.groups.min, into.groups.max)
  let best: Placement = { people: 0, smallest: Infinity, weight: 0 }
  const place = (left: readonly string[], now: Placement): void => {
    if (isBetter(objective, now, best)) best = now
    const first = left[0]
    if (first === undefined) return
    place(left.slice(1), now)
    for (const { members, gains, counted } of possible) {
      if (!members.includes(first) || !members.every((id) => left.includes(id))) continue
      place(
        left.filter((id) => !members.includes(id)),
        {
          people: now.people + members.length,
          smallest: Math.min(now.smallest, ...gains),
          weight: now.weight + counted,
        },
      )
    }
  }
  place(
    people.map(({ id }) => id),
    best,
  )
  return { people, options, possible, best }
}
