/**
 * The contract on benefit, gains, mutual weight and eligibility once more, as plainly as it can be written: strings, objects,
 * every pair looked at. Shares nothing with src/benefit.
 */
import type { Fusion, Options, Vocabulary } from '../../src/model/options.ts'
import type { Person } from '../../src/model/person.ts'
import { oracleLongest, oracleTogether } from './common-time.ts'
import { oracleAdjustment, oracleTooRecent } from './history.ts'

const plainNames = new Map<string, string>()

const plain = (text: string): string => {
  const known = plainNames.get(text)
  if (known !== undefined) return known
  const made = text.normalize('NFKC').trim().split(/\s+/).join(' ').toLowerCase().normalize('NFKC')
  plainNames.set(text, made)
  return made
}

export const oracleKey = (name: string, vocabulary: Vocabulary): string => {
  const targets = [...vocabulary.aliases].filter(([from]) => plain(from) === plain(name)).map(([, to]) => plain(to))
  return targets.toSorted((a, b) => (a < b ? -1 : 1))[0] ?? plain(name)
}

/** Of two canonical keys, not names: aliases are not chained. */
export const oracleSimilarity = (offered: string, wanted: string, vocabulary: Vocabulary): number => {
  if (offered === wanted) return 1
  const values = vocabulary.related
    .filter(({ skills }) =>
      [offered, wanted].every((key) => skills.some((skill) => oracleKey(skill, vocabulary) === key)),
    )
    .map((entry) => entry.similarity)
  return Math.max(0, ...values)
}

/** What the learner knows of a skill already. */
const oracleKnown = (learner: Person, key: string, vocabulary: Vocabulary): number =>
  Math.max(
    0,
    ...learner.wants.filter((want) => oracleKey(want.skill, vocabulary) === key).map((want) => want.level),
    ...learner.offers.filter((offer) => oracleKey(offer.skill, vocabulary) === key).map((offer) => offer.level),
  )

export const oracleBenefit = (teacher: Person, learner: Person, vocabulary: Vocabulary): number => {
  const wanted = [...new Set(learner.wants.map((want) => oracleKey(want.skill, vocabulary)))]
  let sum = 0
  for (const key of wanted.toSorted((a, b) => (a < b ? -1 : 1))) {
    const known = oracleKnown(learner, key, vocabulary)
    const same = learner.wants.filter((want) => oracleKey(want.skill, vocabulary) === key)
    const lifts = teacher.offers.map(
      (offer) =>
        oracleSimilarity(oracleKey(offer.skill, vocabulary), key, vocabulary) * Math.max(0, offer.level - known),
    )
    sum += Math.max(...same.map((want) => want.priority)) * Math.max(0, ...lifts)
  }
  return sum
}

export const oracleWeight = (fusion: Fusion, a: number, b: number): number => {
  if (a <= 0 || b <= 0) return 0
  const mean = { harmonic: (2 * a * b) / (a + b), geometric: Math.sqrt(a * b), min: a < b ? a : b, sum: (a + b) / 2 }
  return 2 * mean[fusion]
}

const lower = (person: Person): string[] => (person.languages ?? []).map((tag) => tag.toLowerCase())

/** Name of the first hard rule after mutual benefit that the pair fails, or undefined. */
export const oracleFailedRule = (
  { rules, history }: Options,
  a: Person,
  b: Person,
  gainA: number,
  gainB: number,
): string | undefined => {
  if (rules.bans.some((ban) => ban.includes(a.id) && ban.includes(b.id))) return 'bans'
  if (rules.sharedLanguage && !lower(a).some((tag) => lower(b).includes(tag))) return 'sharedLanguage'
  if (rules.maxExperienceGap !== undefined) {
    if (a.experience === undefined || b.experience === undefined) return 'maxExperienceGap'
    if (Math.abs(a.experience - b.experience) > rules.maxExperienceGap) return 'maxExperienceGap'
  }
  if (rules.minGain !== undefined && Math.min(gainA, gainB) < rules.minGain) return 'minGain'
  if (rules.maxImbalance !== undefined && Math.abs(gainA - gainB) > rules.maxImbalance) return 'maxImbalance'
  if (rules.minOverlapMinutes !== undefined) {
    const together = oracleTogether(a, b, rules.referenceWeek) ?? []
    if (oracleLongest(together) < rules.minOverlapMinutes) return 'minOverlapMinutes'
  }
  if (oracleTooRecent(history, a.id, b.id)) return 'noRepeatWithin'
  if (rules.eligible !== undefined && !(rules.eligible(a, b) && rules.eligible(b, a))) return 'eligible'
  return undefined
}

export interface OracleMarket {
  /** `idA idB` with idA < idB -> integer weight. */
  readonly edges: ReadonlyMap<string, number>
  readonly pins: ReadonlyMap<string, number>
  /** `id rule` -> how many partners the rule took; only positive counts. */
  readonly excluded: ReadonlyMap<string, number>
  readonly canGain: ReadonlySet<string>
  readonly canGive: ReadonlySet<string>
}

const ordered = (a: Person, b: Person): string => (a.id < b.id ? `${a.id} ${b.id}` : `${b.id} ${a.id}`)

const each = (list: readonly Person[], visit: (a: Person, b: Person) => void): void =>
  list.forEach((a, i) => list.slice(i + 1).forEach((b) => visit(a, b)))

/** 'PinConflict' or the market. Everybody in pins and bans is expected to exist. */
export const oracleMarket = (people: readonly Person[], options: Options): OracleMarket | 'PinConflict' => {
  const { rules, skills, fusion } = options
  const table = new Map(
    people.map((teacher) => [
      teacher,
      new Map(people.map((learner) => [learner, oracleBenefit(teacher, learner, skills)])),
    ]),
  )
  const worth = (teacher: Person, learner: Person): number => table.get(teacher)!.get(learner)!
  const failedRule = (a: Person, b: Person): string | undefined =>
    oracleFailedRule(options, a, b, worth(b, a), worth(a, b))
  const weigh = (a: Person, b: Person): number =>
    Math.round(1000 * oracleWeight(fusion, worth(a, b), worth(b, a))) + oracleAdjustment(options.history, a.id, b.id)
  const find = (id: string): Person => people.find((person) => person.id === id)!

  const pins = new Map<string, number>()
  const pinnedTo = (id: string): ReadonlySet<string> =>
    new Set(
      rules.pins
        .filter((pin) => pin.includes(id))
        .flat()
        .filter((other) => other !== id),
    )
  for (const [idA, idB] of rules.pins) {
    const a = find(idA)
    const b = find(idB)
    const tooMany = [a, b].some(({ id, capacity }) => pinnedTo(id).size > capacity)
    if (tooMany || failedRule(a, b) !== undefined) return 'PinConflict'
    pins.set(ordered(a, b), weigh(a, b))
  }

  const free = people.filter(({ id, capacity }) => pinnedTo(id).size < capacity)
  let running = free
  for (let before = -1; before !== running.length; ) {
    before = running.length
    const left = running
    running = left.filter(
      (person) => left.some((other) => worth(other, person) > 0) && left.some((other) => worth(person, other) > 0),
    )
  }
  const edges = new Map<string, number>()
  const excluded = new Map<string, number>()
  const count = (person: Person, rule: string): void => {
    excluded.set(`${person.id} ${rule}`, (excluded.get(`${person.id} ${rule}`) ?? 0) + 1)
  }
  each(free, (a, b) => {
    if (worth(a, b) <= 0 || worth(b, a) <= 0 || pins.has(ordered(a, b))) return
    const failed = failedRule(a, b)
    if (failed === undefined) edges.set(ordered(a, b), weigh(a, b))
    else [a, b].forEach((person) => count(person, failed))
  })
  each(running, (a, b) => {
    if (worth(a, b) > 0 !== worth(b, a) > 0) [a, b].forEach((person) => count(person, 'mutualBenefit'))
  })
  const others = (person: Person): readonly Person[] => people.filter((other) => other !== person)
  return {
    edges,
    pins,
    excluded,
    canGain: new Set(people.filter((p) => others(p).some((o) => worth(o, p) > 0)).map(({ id }) => id)),
    canGive: new Set(people.filter((p) => others(p).some((o) => worth(p, o) > 0)).map(({ id }) => id)),
  }
}
