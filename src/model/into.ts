import { numberWhere, optional, type Reader, readBoolean, readRecord, required, shape, wholeNumber } from './read.ts'

/**
 * Groups of `min` to `max` people, 2 to 12.
 *
 * @category model
 * @since 0.1.0
 */
export interface IntoGroups {
  readonly min: number
  readonly max: number
  /** Nobody may be left over; if that cannot be, there is no answer (`NotEverybody`). */
  readonly everyone: boolean
}

/**
 * Cycles of 2 to `maxLength` people, each of whom teaches the next. A long one collapses when one drops out; with as many as there are people
 * there is no cap.
 *
 * @category model
 * @since 0.1.0
 */
export interface IntoCycles {
  readonly maxLength: number
  /**
   * Probability with which each member drops out, above 0 and below 1: then the weight that is likely to survive counts, a cycle of `k` with `(1 - fragility) ** k` of its weight. With
   * it, cycles may have 12 members at most. Absent: nobody drops out.
   */
  readonly fragility?: number
}

/**
 * What people are put into.
 *
 * @category model
 * @since 0.1.0
 */
export type Into = 'pairs' | { readonly groups: IntoGroups } | { readonly cycles: IntoCycles }

/**
 * What may be written for {@link Into}: `{ groups: { min: 3, max: 5 } }`, `{ cycles: {} }` (of up to 3 people).
 *
 * @category model
 * @since 0.1.0
 */
export type IntoInput =
  | 'pairs'
  | { readonly groups: { readonly min: number; readonly max: number; readonly everyone?: boolean | undefined } }
  | { readonly cycles: { readonly maxLength?: number | undefined; readonly fragility?: number | undefined } }

const MOST_IN_GROUP = 12
const LONGEST = 1_000_000
/** The kernel's limit where members may drop out. */
const LONGEST_FRAGILE = 12

const WORDS = ['pairs', 'groups', 'cycles']
const EXPECTED = '"pairs", { groups: { min, max } } or { cycles: { maxLength } }'
const INTO = /* @__PURE__ */ shape(EXPECTED, ['groups', 'cycles'])
const GROUPS = /* @__PURE__ */ shape('the size of groups: { min, max, everyone }', ['min', 'max', 'everyone'])
const CYCLES = /* @__PURE__ */ shape('the length of cycles: { maxLength, fragility }', ['maxLength', 'fragility'])
const readSize: Reader<number> = /* @__PURE__ */ wholeNumber(2, MOST_IN_GROUP)
const readLength: Reader<number> = /* @__PURE__ */ wholeNumber(2, LONGEST)
const readFragility: Reader<number> = /* @__PURE__ */ numberWhere(
  'a number from 0 to 1, 1 excluded',
  (value) => value >= 0 && value < 1,
)

const readGroups: Reader<IntoGroups> = (report, u) => {
  const values = readRecord(report, u, GROUPS)
  if (values === undefined) return undefined
  const min = required(report, 'min', values[0], readSize)
  const max = required(report, 'max', values[1], readSize)
  const everyone = optional(report, 'everyone', values[2], readBoolean) ?? false
  if (min === undefined || max === undefined) return undefined
  return max < min
    ? report.failShown('a max that is not below min', `min ${min} and max ${max}`)
    : { min, max, everyone }
}

const readCycles: Reader<IntoCycles> = (report, u) => {
  const values = readRecord(report, u, CYCLES)
  if (values === undefined) return undefined
  const maxLength = optional(report, 'maxLength', values[0], readLength) ?? 3
  const fragility = optional(report, 'fragility', values[1], readFragility) ?? 0
  if (fragility === 0) return { maxLength }
  if (maxLength <= LONGEST_FRAGILE) return { maxLength, fragility }
  report.enter('maxLength')
  report.failShown(
    `at most ${LONGEST_FRAGILE} with a fragility`,
    String(maxLength),
    'longer cycles hardly ever survive',
  )
  report.leave()
  return undefined
}

export const readInto: Reader<Into> = (report, u) => {
  if (u === 'pairs') return u
  if (typeof u !== 'object' || u === null) {
    const near = typeof u === 'string' ? report.near(u, WORDS) : undefined
    const hint =
      near === undefined ? undefined : near === 'pairs' ? 'did you mean "pairs"?' : `write { ${near}: { ... } }`
    return report.fail(EXPECTED, u, hint)
  }
  const values = readRecord(report, u, INTO)
  if (values === undefined) return undefined
  const groups = optional(report, 'groups', values[0], readGroups)
  const cycles = optional(report, 'cycles', values[1], readCycles)
  if (values[0] === undefined && values[1] === undefined) return report.failShown(EXPECTED, 'neither')
  if (values[0] !== undefined && values[1] !== undefined) return report.failShown(EXPECTED, 'both')
  if (groups !== undefined) return { groups }
  return cycles === undefined ? undefined : { cycles }
}

export const isGroups = (into: Into): into is { readonly groups: IntoGroups } => into !== 'pairs' && 'groups' in into

export const isCycles = (into: Into): into is { readonly cycles: IntoCycles } => into !== 'pairs' && 'cycles' in into

/** With which probability each member of a cycle drops out. */
export const fragilityOf = (into: Into): number => (isCycles(into) ? (into.cycles.fragility ?? 0) : 0)
