import { normaliseSkill } from '../model/skill.ts'
import type { Vocabulary } from '../model/vocabulary.ts'

/**
 * Turns skill names into canonical keys: two names mean the same skill exactly when their keys are equal.
 *
 * @category model
 * @since 0.1.0
 */
export interface SkillNaming {
  /** Normalised name, then at most one alias step. */
  readonly keyOf: (name: string) => string
  /** Canonical key -> the caller's own spelling of it, for keys that are the target of an alias. */
  readonly preferred: ReadonlyMap<string, string>
}

/**
 * A spelling as people are shown it: trimmed, inner white space collapsed, otherwise as it was written.
 *
 * @category destructors
 * @since 0.1.0
 */
export const displaySkill = (name: string): string => name.trim().replace(/\s+/gu, ' ')

const keepSmaller = (map: Map<string, string>, key: string, value: string): void => {
  const old = map.get(key)
  if (old === undefined || value < old) map.set(key, value)
}

/**
 * Compiles the aliases of a vocabulary. If two alias keys are one after normalisation, the smaller target counts, so that the
 * order of the aliases never shows.
 *
 * @category constructors
 * @since 0.1.0
 */
export const compileNaming = (vocabulary: Vocabulary): SkillNaming => {
  const aliases = new Map<string, string>()
  const preferred = new Map<string, string>()
  for (const [from, to] of vocabulary.aliases) {
    keepSmaller(aliases, normaliseSkill(from), normaliseSkill(to))
    keepSmaller(preferred, normaliseSkill(to), displaySkill(to))
  }
  return {
    keyOf: (name) => {
      const key = normaliseSkill(name)
      return aliases.get(key) ?? key
    },
    preferred,
  }
}

/** Related skills as rows of a compressed matrix: row `s` lists, ascending, the other skills that help with `s`. */
export interface RelatedRows {
  readonly start: Int32Array
  readonly skill: Int32Array
  readonly similarity: Float64Array
}

/**
 * How many (skill, skill) cells {@link relatedRows} may have to fill, at most: the sum of the squares of the entries' lengths.
 *
 * @category utils
 * @since 0.1.0
 */
export const relatedCells = (vocabulary: Vocabulary): number => {
  let cells = 0
  for (const { skills } of vocabulary.related) cells += skills.length * skills.length
  return cells
}

/**
 * The related skills among those that people mention. Symmetric; if two entries name one pair, the greatest similarity
 * counts; a skill is never related to itself. Cost: {@link relatedCells}, which the caller keeps within reason.
 *
 * @category constructors
 * @since 0.1.0
 */
export const relatedRows = (
  vocabulary: Vocabulary,
  naming: SkillNaming,
  idOf: ReadonlyMap<string, number>,
  skillCount: number,
): RelatedRows => {
  const entries = vocabulary.related.map(({ skills }) => {
    const ids = new Set<number>()
    for (const name of skills) {
      const id = idOf.get(naming.keyOf(name))
      if (id !== undefined) ids.add(id)
    }
    return [...ids]
  })
  const entriesOf = new Map<number, number[]>()
  let cells = 0
  entries.forEach((ids, entry) => {
    cells += ids.length * ids.length
    for (const id of ids) {
      const list = entriesOf.get(id)
      if (list === undefined) entriesOf.set(id, [entry])
      else list.push(entry)
    }
  })
  const start = new Int32Array(skillCount + 1)
  const skill = new Int32Array(cells)
  const similarity = new Float64Array(cells)
  let count = 0
  const greatest = new Map<number, number>()
  for (let id = 0; id < skillCount; id++) {
    start[id] = count
    greatest.clear()
    for (const entry of entriesOf.get(id) ?? []) {
      const value = vocabulary.related[entry]!.similarity
      for (const other of entries[entry]!) {
        if (other !== id && value > (greatest.get(other) ?? 0)) greatest.set(other, value)
      }
    }
    for (const other of greatest.keys()) skill[count++] = other
    skill.subarray(start[id], count).sort()
    for (let at = start[id]!; at < count; at++) similarity[at] = greatest.get(skill[at]!)!
  }
  start[skillCount] = count
  return { start, skill: skill.slice(0, count), similarity: similarity.slice(0, count) }
}
