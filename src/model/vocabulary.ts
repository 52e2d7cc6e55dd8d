import * as t from 'io-ts'
import { codec } from './codec.ts'
import { numberWhere, optional, type Reader, readEntries, readList, readRecord, required, shape } from './read.ts'
import type { Report } from './report.ts'
import { quote } from './show.ts'
import { normaliseSkill, readSkillName } from './skill.ts'

/**
 * Skills that are worth something to somebody who wants another one of the list.
 *
 * @category model
 * @since 0.1.0
 */
export interface RelatedSkills {
  /** Two skills or more, as they were written, without white space around them. */
  readonly skills: readonly string[]
  /** In (0, 1). */
  readonly similarity: number
}

/**
 * The caller's knowledge of skill names.
 *
 * @category model
 * @since 0.1.0
 */
export interface Vocabulary {
  /** Other spelling -> the name that it stands for, both normalised, and different. Not chained: no name is itself a key. */
  readonly aliases: ReadonlyMap<string, string>
  readonly related: readonly RelatedSkills[]
}

/**
 * What may be written for a {@link Vocabulary}: `{ aliases: { js: 'JavaScript' }, related: [{ skills: ['React', 'Vue'],
 * similarity: 0.5 }] }`. Both are optional; a `Map` of aliases is as good as an object.
 *
 * @category model
 * @since 0.1.0
 */
export interface VocabularyInput {
  readonly aliases?: Readonly<Record<string, string>> | ReadonlyMap<string, string> | undefined
  readonly related?: readonly RelatedSkills[] | undefined
}

/** Work with related skills grows with the square of this. */
const MAX_RELATED = 1000

const ALIASES = 'an object of aliases { "other spelling": "name" }'

/** The entries of a real `Map`, of whatever realm or subclass; `undefined` for everything else. Runs no code of the caller's. */
const mapEntries = (u: unknown): readonly (readonly [unknown, unknown])[] | undefined => {
  const entries: (readonly [unknown, unknown])[] = []
  try {
    Map.prototype.forEach.call(u as ReadonlyMap<unknown, unknown>, (value: unknown, key: unknown) => {
      entries.push([key, value])
    })
  } catch {
    return undefined
  }
  return entries
}

const readAliasEntries = (report: Report, u: unknown): readonly (readonly [string, string])[] | undefined => {
  const found = mapEntries(u)
  if (found === undefined) return readEntries(report, u, ALIASES, readSkillName)
  if (!report.spend(found.length)) return undefined
  const entries: (readonly [string, string])[] = []
  for (const [key, value] of found) {
    if (typeof key !== 'string') {
      report.fail('texts as keys', key)
      continue
    }
    const name = required(report, key, value, readSkillName)
    if (name !== undefined) entries.push([key, name])
  }
  return entries
}

const readAliases: Reader<ReadonlyMap<string, string>> = (report, u) => {
  const entries = readAliasEntries(report, u)
  if (entries === undefined) return undefined
  /** Normalised spelling -> where it came from and what it stands for. */
  const meanings = new Map<string, { readonly written: string; readonly name: string }>()
  for (const [written, value] of entries) {
    report.enter(written)
    if (readSkillName(report, written) !== undefined) {
      const spelling = normaliseSkill(written)
      const name = normaliseSkill(value)
      const before = meanings.get(spelling)
      if (before === undefined) meanings.set(spelling, { written, name })
      else if (before.name !== name) {
        report.fail('one meaning for one spelling', value, `${quote(before.written)} stands for ${quote(before.name)}`)
      }
    }
    report.leave()
  }
  const aliases = new Map<string, string>()
  for (const [spelling, { written, name }] of meanings) {
    // Harmless: a skill by its own name.
    if (spelling === name) continue
    const next = meanings.get(name)
    if (next !== undefined && next.name !== name) {
      report.enter(written)
      const hint = next.name === spelling ? 'choose one of the two names' : `write ${quote(next.name)}`
      report.fail('a name that is not an alias itself', name, hint)
      report.leave()
    } else aliases.set(spelling, name)
  }
  return aliases
}

const readSimilarity: Reader<number> = /* @__PURE__ */ numberWhere(
  'a number between 0 and 1, both excluded',
  (value) => value > 0 && value < 1,
)

const readRelatedNames: Reader<readonly string[]> = (report, u) => {
  const expected = 'a list of two or more different skills'
  const names = readList(report, u, expected, readSkillName)
  if (names === undefined) return undefined
  if (names.length > MAX_RELATED) return report.failShown('at most 1,000 skills', `a list of ${names.length}`)
  return new Set(names.map(normaliseSkill)).size < 2
    ? report.failShown(expected, names.length < 2 ? `a list of ${names.length}` : 'a list of the same skill')
    : names
}

const RELATED = /* @__PURE__ */ shape('an object { skills, similarity }', ['skills', 'similarity'])

export const readRelatedSkills: Reader<RelatedSkills> = (report, u) => {
  const values = readRecord(report, u, RELATED)
  if (values === undefined) return undefined
  const skills = required(report, 'skills', values[0], readRelatedNames)
  const similarity = required(report, 'similarity', values[1], readSimilarity)
  return skills === undefined || similarity === undefined ? undefined : { skills, similarity }
}

const readRelated: Reader<readonly RelatedSkills[]> = (report, u) =>
  readList(report, u, 'a list of related skills { skills, similarity }', readRelatedSkills)

const VOCABULARY = /* @__PURE__ */ shape('an object { aliases, related }', ['aliases', 'related'])

/** No alias, nothing related; a fresh value each time. */
export const emptyVocabulary = (): Vocabulary => ({ aliases: new Map(), related: [] })

export const readVocabulary: Reader<Vocabulary> = (report, u) => {
  const values = readRecord(report, u, VOCABULARY)
  if (values === undefined) return undefined
  return {
    aliases: optional(report, 'aliases', values[0], readAliases) ?? new Map(),
    related: optional(report, 'related', values[1], readRelated) ?? [],
  }
}

/** As plain JSON; decodes to the same value again. */
export const encodeVocabulary = (vocabulary: Vocabulary): VocabularyInput => ({
  // fromEntries defines properties and doesn't assign them, so that __proto__ is a skill like any other.
  aliases: Object.fromEntries(vocabulary.aliases),
  related: vocabulary.related,
})

/**
 * Decodes one entry of related skills; total.
 *
 * @category codecs
 * @since 0.1.0
 */
export const RelatedSkills: t.Type<RelatedSkills> = /* @__PURE__ */ codec(
  'RelatedSkills',
  'relatedSkills',
  readRelatedSkills,
  t.identity,
)

/**
 * Decodes a {@link VocabularyInput}; total. Aliases that contradict each other after normalising, or lead to another alias,
 * are errors; a skill that is aliased to itself is dropped.
 *
 * @category codecs
 * @since 0.1.0
 */
export const Vocabulary: t.Type<Vocabulary, VocabularyInput> = /* @__PURE__ */ codec(
  'Vocabulary',
  'vocabulary',
  readVocabulary,
  encodeVocabulary,
)
