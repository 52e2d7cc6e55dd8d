import {
  optional,
  type Reader,
  readBoolean,
  readFilledText,
  readList,
  readRecord,
  readText,
  required,
  shape,
  wholeNumber,
} from './read.ts'

/**
 * How many people of one kind a group has: those whose `attributes` say `value` for `attribute`; without a value, of each that anybody has.
 * `{ attribute: 'team', atMost: 2 }`; `{ attribute: 'experience', value: 'senior', atLeast: 1 }`; `{ attribute: 'gender', notAlone: true }`.
 *
 * @category model
 * @since 0.1.0
 */
export interface MixRule {
  readonly attribute: string
  readonly value?: string | number | boolean
  readonly atMost?: number
  /** Needs a `value`. */
  readonly atLeast?: number
  /** None, or two or more. */
  readonly notAlone?: boolean
}

const EXPECTED = 'a rule { attribute, value, atMost, atLeast, notAlone }'
const MIX = /* @__PURE__ */ shape(EXPECTED, ['attribute', 'value', 'atMost', 'atLeast', 'notAlone'])
const readCount: Reader<number> = /* @__PURE__ */ wholeNumber(0, 12)
const readName: Reader<string> = (report, u) => readFilledText(report, u, 'the name of an attribute')

const readValue: Reader<string | number | boolean> = (report, u) => {
  if (typeof u === 'boolean' || (typeof u === 'number' && Number.isFinite(u))) return u
  return readText(report, u, 'a text, a finite number, true or false')
}

const readMixRule: Reader<MixRule> = (report, u) => {
  const values = readRecord(report, u, MIX)
  if (values === undefined) return undefined
  const attribute = required(report, 'attribute', values[0], readName)
  const value = optional(report, 'value', values[1], readValue)
  const atMost = optional(report, 'atMost', values[2], readCount)
  const atLeast = optional(report, 'atLeast', values[3], readCount)
  const notAlone = optional(report, 'notAlone', values[4], readBoolean)
  if (attribute === undefined) return undefined
  if (values[1] === undefined && values[3] !== undefined)
    return report.failShown('a value, as atLeast is there', 'none', 'at least how many of which value?')
  if (values[2] === undefined && values[3] === undefined && notAlone !== true)
    return report.failShown('one of atMost, atLeast and notAlone: true', 'none of them')
  return {
    attribute,
    ...(value === undefined ? {} : { value }),
    ...(atMost === undefined ? {} : { atMost }),
    ...(atLeast === undefined ? {} : { atLeast }),
    ...(notAlone === undefined ? {} : { notAlone }),
  }
}

export const readMixRules: Reader<readonly MixRule[]> = (report, u) =>
  readList(report, u, 'a list of rules { attribute, value, atMost, atLeast, notAlone }', readMixRule)
