import type { Vocabulary } from '../model/options.ts'
import type { Person } from '../model/person.ts'
import { compileNaming, displaySkill, relatedRows, type SkillNaming } from './vocabulary.ts'

/**
 * Who offers and who wants what, as numbers. Person `p` is `people[p]`; skill ids follow the code unit order of the canonical
 * keys, so that nothing in here depends on the order of the input (spelling ids do, and are never compared).
 *
 * Offers of `p` lie at positions `offerStart[p] .. offerStart[p + 1] - 1`, ascending by skill, each skill once; wants alike.
 * Posting lists run the other way: offerers of `s` by level descending, wanters of `s` by what they know ascending, then by
 * person, so that a walk over those who can really lift (or be lifted) stops at the first one who cannot.
 *
 * @category model
 * @since 0.1.0
 */
export interface SkillIndex {
  readonly people: readonly Person[]
  readonly personCount: number
  readonly skillCount: number
  /** Canonical key per skill, ascending. */
  readonly skillKeys: readonly string[]
  /** What to call a skill: the alias target as the caller wrote it, or else the smallest spelling that anybody used. */
  readonly skillNames: readonly string[]
  readonly spellings: readonly string[]

  readonly offerStart: Int32Array
  readonly offerSkill: Int32Array
  /** 1..5, the highest where a person names the skill twice. */
  readonly offerLevel: Uint8Array
  /** Index in `spellings` of that person's own (smallest) spelling. */
  readonly offerSpelling: Int32Array

  readonly wantStart: Int32Array
  readonly wantSkill: Int32Array
  /** 1..3, the highest where a person names the skill twice. */
  readonly wantPriority: Uint8Array
  /** 0..5: the greatest of the want's level and the level at which the same person offers that skill. */
  readonly wantKnown: Uint8Array
  readonly wantSpelling: Int32Array

  /** Row `s`: the other skills that help with `s`, ascending, and how much, in (0, 1). Symmetric. */
  readonly relatedStart: Int32Array
  readonly relatedSkill: Int32Array
  readonly relatedSimilarity: Float64Array

  readonly offererStart: Int32Array
  readonly offererPerson: Int32Array
  readonly offererLevel: Uint8Array

  /** Without wants of which everything is known (5): nobody can lift them. */
  readonly wanterStart: Int32Array
  readonly wanterPerson: Int32Array
  readonly wanterKnown: Uint8Array
}

/** The highest level there is. */
export const TOP_LEVEL: number = 5

/**
 * People by id, in code unit order; the given array if it is in order already.
 *
 * @category utils
 * @since 0.1.0
 */
export const sortPeople = (people: readonly Person[]): readonly Person[] => {
  let sorted = true
  for (let i = 1; i < people.length && sorted; i++) sorted = people[i - 1]!.id <= people[i]!.id
  return sorted ? people : people.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** Gives every spelling and every skill a number. Skills are numbered as they come at first; `ranks` puts them in order. */
class SkillNumbers {
  readonly spellings: string[] = []
  readonly skillOfSpelling: number[] = []
  readonly keys: string[] = []
  /** Smallest spelling per skill. */
  readonly names: string[] = []
  private readonly naming: SkillNaming
  private readonly bySpelling = new Map<string, number>()
  private readonly byKey = new Map<string, number>()

  constructor(naming: SkillNaming) {
    this.naming = naming
  }

  spellingOf(raw: string): number {
    const known = this.bySpelling.get(raw)
    if (known !== undefined) return known
    const spelling = this.spellings.length
    const shown = displaySkill(raw)
    this.bySpelling.set(raw, spelling)
    this.spellings.push(shown)
    const key = this.naming.keyOf(raw)
    let skill = this.byKey.get(key)
    if (skill === undefined) {
      skill = this.keys.length
      this.byKey.set(key, skill)
      this.keys.push(key)
      this.names.push(shown)
    } else if (shown < this.names[skill]!) this.names[skill] = shown
    this.skillOfSpelling.push(skill)
    return spelling
  }

  /** `ranks[skill as it came] = its place in key order`. */
  ranks(): Int32Array {
    const order = Array.from(this.keys.keys()).toSorted((a, b) => (this.keys[a]! < this.keys[b]! ? -1 : 1))
    const ranks = new Int32Array(order.length)
    order.forEach((skill, rank) => {
      ranks[skill] = rank
    })
    return ranks
  }
}

const skillsOf = (
  list: readonly { readonly skill: string }[],
  numbers: SkillNumbers,
  out: Int32Array,
  at: number,
): number => {
  for (const entry of list) out[at++] = numbers.spellingOf(entry.skill)
  return at
}

/**
 * Puts one person's list in order of skill: fills `order` with positions in the list, ascending by skill.
 * `key = skill * length + position` is unique and far below 2^53.
 */
const orderBySkill = (length: number, skillAt: (position: number) => number, order: Float64Array): void => {
  for (let i = 0; i < length; i++) order[i] = skillAt(i) * length + i
  if (length > 1) order.subarray(0, length).sort()
  for (let i = 0; i < length; i++) order[i] = order[i]! % length
}

/** Counting sort of (skill, person) entries into posting lists by `rank` of their value, then by person. */
const postings = (
  skillCount: number,
  start: Int32Array,
  skill: Int32Array,
  value: Uint8Array,
  valueOrder: readonly number[],
): { start: Int32Array; person: Int32Array; value: Uint8Array } => {
  const first = new Int32Array(skillCount + 1)
  const counted = new Uint8Array(TOP_LEVEL + 1)
  for (const v of valueOrder) counted[v] = 1
  for (let i = 0; i < skill.length; i++) if (counted[value[i]!] === 1) first[skill[i]! + 1]!++
  for (let s = 0; s < skillCount; s++) first[s + 1]! += first[s]!
  const cursor = first.slice(0, skillCount)
  const person = new Int32Array(first[skillCount]!)
  const values = new Uint8Array(person.length)
  for (const v of valueOrder) {
    for (let p = 0; p + 1 < start.length; p++) {
      for (let i = start[p]!; i < start[p + 1]!; i++) {
        if (value[i] !== v) continue
        const at = cursor[skill[i]!]!++
        person[at] = p
        values[at] = v
      }
    }
  }
  return { start: first, person, value: values }
}

/**
 * Builds the index. `people` come from {@link sortPeople}. Cost: linear in what people wrote, plus sorting the distinct skills.
 *
 * @category constructors
 * @since 0.1.0
 */
export const buildSkillIndex = (people: readonly Person[], vocabulary: Vocabulary): SkillIndex => {
  const n = people.length
  let offerTotal = 0
  let wantTotal = 0
  let longest = 1
  for (const { offers, wants } of people) {
    offerTotal += offers.length
    wantTotal += wants.length
    longest = Math.max(longest, offers.length, wants.length)
  }
  const naming = compileNaming(vocabulary)
  const numbers = new SkillNumbers(naming)
  const rawOffers = new Int32Array(offerTotal)
  const rawWants = new Int32Array(wantTotal)
  let at = 0
  for (const { offers } of people) at = skillsOf(offers, numbers, rawOffers, at)
  at = 0
  for (const { wants } of people) at = skillsOf(wants, numbers, rawWants, at)

  const ranks = numbers.ranks()
  const skillCount = ranks.length
  const { spellings } = numbers
  const rankOfSpelling = Int32Array.from(numbers.skillOfSpelling, (skill) => ranks[skill]!)
  const smaller = (a: number, b: number): number => (spellings[b]! < spellings[a]! ? b : a)

  const offerStart = new Int32Array(n + 1)
  const offerSkill = new Int32Array(offerTotal)
  const offerLevel = new Uint8Array(offerTotal)
  const offerSpelling = new Int32Array(offerTotal)
  const wantStart = new Int32Array(n + 1)
  const wantSkill = new Int32Array(wantTotal)
  const wantPriority = new Uint8Array(wantTotal)
  const wantKnown = new Uint8Array(wantTotal)
  const wantSpelling = new Int32Array(wantTotal)
  const order = new Float64Array(longest)
  let offerCount = 0
  let wantCount = 0
  let rawOffer = 0
  let rawWant = 0
  for (let p = 0; p < n; p++) {
    const { offers, wants } = people[p]!
    const firstOffer = offerCount
    const firstWant = wantCount
    offerStart[p] = firstOffer
    wantStart[p] = firstWant

    orderBySkill(offers.length, (i) => rankOfSpelling[rawOffers[rawOffer + i]!]!, order)
    for (let k = 0; k < offers.length; k++) {
      const i = order[k]!
      const spelling = rawOffers[rawOffer + i]!
      const skill = rankOfSpelling[spelling]!
      const last = offerCount - 1
      if (last >= firstOffer && offerSkill[last] === skill) {
        offerLevel[last] = Math.max(offerLevel[last]!, offers[i]!.level)
        offerSpelling[last] = smaller(offerSpelling[last]!, spelling)
        continue
      }
      offerSkill[offerCount] = skill
      offerLevel[offerCount] = offers[i]!.level
      offerSpelling[offerCount++] = spelling
    }

    orderBySkill(wants.length, (i) => rankOfSpelling[rawWants[rawWant + i]!]!, order)
    let own = firstOffer
    for (let k = 0; k < wants.length; k++) {
      const i = order[k]!
      const { priority, level } = wants[i]!
      const spelling = rawWants[rawWant + i]!
      const skill = rankOfSpelling[spelling]!
      const last = wantCount - 1
      if (last >= firstWant && wantSkill[last] === skill) {
        wantPriority[last] = Math.max(wantPriority[last]!, priority)
        wantKnown[last] = Math.max(wantKnown[last]!, level)
        wantSpelling[last] = smaller(wantSpelling[last]!, spelling)
        continue
      }
      while (own < offerCount && offerSkill[own]! < skill) own++
      const offered = own < offerCount && offerSkill[own] === skill ? offerLevel[own]! : 0
      wantSkill[wantCount] = skill
      wantPriority[wantCount] = priority
      wantKnown[wantCount] = Math.max(level, offered)
      wantSpelling[wantCount++] = spelling
    }
    rawOffer += offers.length
    rawWant += wants.length
  }
  offerStart[n] = offerCount
  wantStart[n] = wantCount

  const skillKeys: string[] = Array.from({ length: skillCount }, () => '')
  const skillNames = skillKeys.slice()
  const idOf = new Map<string, number>()
  for (let skill = 0; skill < skillCount; skill++) {
    const key = numbers.keys[skill]!
    skillKeys[ranks[skill]!] = key
    skillNames[ranks[skill]!] = naming.preferred.get(key) ?? numbers.names[skill]!
    idOf.set(key, ranks[skill]!)
  }
  const related = relatedRows(vocabulary, naming, idOf, skillCount)
  const offer = { skill: offerSkill.subarray(0, offerCount), level: offerLevel.subarray(0, offerCount) }
  const want = { skill: wantSkill.subarray(0, wantCount), known: wantKnown.subarray(0, wantCount) }
  const offerers = postings(skillCount, offerStart, offer.skill, offer.level, [5, 4, 3, 2, 1])
  const wanters = postings(skillCount, wantStart, want.skill, want.known, [0, 1, 2, 3, 4])

  return {
    people,
    personCount: n,
    skillCount,
    skillKeys,
    skillNames,
    spellings,
    offerStart,
    offerSkill: offer.skill,
    offerLevel: offer.level,
    offerSpelling: offerSpelling.subarray(0, offerCount),
    wantStart,
    wantSkill: want.skill,
    wantPriority: wantPriority.subarray(0, wantCount),
    wantKnown: want.known,
    wantSpelling: wantSpelling.subarray(0, wantCount),
    relatedStart: related.start,
    relatedSkill: related.skill,
    relatedSimilarity: related.similarity,
    offererStart: offerers.start,
    offererPerson: offerers.person,
    offererLevel: offerers.value,
    wanterStart: wanters.start,
    wanterPerson: wanters.person,
    wanterKnown: wanters.value,
  }
}
