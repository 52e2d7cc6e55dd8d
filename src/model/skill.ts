import * as t from 'io-ts'
import { codec } from './codec.ts'
import { optional, type Reader, readFilledText, readRecord, required, shape, wholeNumber } from './read.ts'

/**
 * What somebody can teach, and how well: `level` is a whole number from 1 to 5.
 *
 * @category model
 * @since 0.1.0
 */
export interface Offer {
  /** As it was written, without white space around it; skills compare by {@link normaliseSkill}. */
  readonly skill: string
  readonly level: number
}

/**
 * What somebody wants to learn: `priority` is a whole number from 1 to 3 (3 = most), `level` what they can do
 * already, from 0 to 5.
 *
 * @category model
 * @since 0.1.0
 */
export interface Want {
  /** As it was written, without white space around it; skills compare by {@link normaliseSkill}. */
  readonly skill: string
  readonly priority: number
  readonly level: number
}

/**
 * What may be written for an {@link Offer}: `'Spanish'` is short for `{ skill: 'Spanish', level: 3 }`.
 *
 * @category model
 * @since 0.1.0
 */
export type OfferInput = string | { readonly skill: string; readonly level?: number | undefined }

/**
 * What may be written for a {@link Want}: `'skiing'` is short for `{ skill: 'skiing', priority: 1, level: 0 }`.
 *
 * @category model
 * @since 0.1.0
 */
export type WantInput =
  | string
  | { readonly skill: string; readonly priority?: number | undefined; readonly level?: number | undefined }

const DEFAULT_OFFER_LEVEL = 3
const DEFAULT_WANT_PRIORITY = 1
const DEFAULT_WANT_LEVEL = 0

/**
 * The name by which skills compare: Unicode NFKC, trimmed, inner white space collapsed, lower-cased without locale.
 * Nothing else goes: `C`, `C++` and `C#` stay three skills. Idempotent.
 *
 * Cost: linear in the length.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { normaliseSkill } from 'peermatch'
 *
 * assert.equal(normaliseSkill('  Machine   Learning '), 'machine learning')
 * assert.notEqual(normaliseSkill('C#'), normaliseSkill('C'))
 * ```
 *
 * @category utils
 * @since 0.1.0
 */
export const normaliseSkill = (name: string): string =>
  // H with a line below has no single character, h with a line below does (U+1E96): hence the second pass.
  name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase().normalize('NFKC')

/** A skill name: trimmed, otherwise as written. A name that isn't blank has a normalised name that isn't empty. */
export const readSkillName: Reader<string> = (report, u) => {
  if (typeof u !== 'string') return readFilledText(report, u, 'a skill name')
  const known = report.spelling(u)
  if (known !== undefined) return known
  const name = readFilledText(report, u, 'a skill name')?.trim()
  if (name !== undefined) report.remember(u, name)
  return name
}

const readOfferLevel: Reader<number> = /* @__PURE__ */ wholeNumber(1, 5)
const readWantLevel: Reader<number> = /* @__PURE__ */ wholeNumber(0, 5)
const readPriority: Reader<number> = /* @__PURE__ */ wholeNumber(1, 3)

const OFFER = /* @__PURE__ */ shape('a skill name or { skill, level }', ['skill', 'level'])
const WANT = /* @__PURE__ */ shape('a skill name or { skill, priority, level }', ['skill', 'priority', 'level'])

export const readOffer: Reader<Offer> = (report, u) => {
  if (typeof u === 'string') {
    const skill = readSkillName(report, u)
    return skill === undefined ? undefined : { skill, level: DEFAULT_OFFER_LEVEL }
  }
  const values = readRecord(report, u, OFFER)
  if (values === undefined) return undefined
  const skill = required(report, 'skill', values[0], readSkillName)
  const level = optional(report, 'level', values[1], readOfferLevel) ?? DEFAULT_OFFER_LEVEL
  return skill === undefined ? undefined : { skill, level }
}

export const readWant: Reader<Want> = (report, u) => {
  if (typeof u === 'string') {
    const skill = readSkillName(report, u)
    return skill === undefined ? undefined : { skill, priority: DEFAULT_WANT_PRIORITY, level: DEFAULT_WANT_LEVEL }
  }
  const values = readRecord(report, u, WANT)
  if (values === undefined) return undefined
  const skill = required(report, 'skill', values[0], readSkillName)
  const priority = optional(report, 'priority', values[1], readPriority) ?? DEFAULT_WANT_PRIORITY
  const level = optional(report, 'level', values[2], readWantLevel) ?? DEFAULT_WANT_LEVEL
  return skill === undefined ? undefined : { skill, priority, level }
}

/**
 * Decodes an {@link OfferInput}; total, and strict about unknown keys.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { right } from 'fp-ts/lib/Either.js'
 * import { Offer } from 'peermatch'
 *
 * assert.deepEqual(Offer.decode(' Spanish '), right({ skill: 'Spanish', level: 3 }))
 * ```
 *
 * @category codecs
 * @since 0.1.0
 */
export const Offer: t.Type<Offer> = /* @__PURE__ */ codec('Offer', 'offer', readOffer, t.identity)

/**
 * Decodes a {@link WantInput}; total, and strict about unknown keys.
 *
 * @category codecs
 * @since 0.1.0
 */
export const Want: t.Type<Want> = /* @__PURE__ */ codec('Want', 'want', readWant, t.identity)
