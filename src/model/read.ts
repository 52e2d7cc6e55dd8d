import type { Report } from './report.ts'
import { exoticName, isList, quote, show } from './show.ts'

/**
 * Turns an unknown value into an `A`, or counts at least one issue and returns `undefined`. Never throws, whatever the
 * value does; reads each property of the value at most once, so that what was checked is what is returned.
 */
export type Reader<A> = (report: Report, u: unknown) => A | undefined

/** Longest text that is taken anywhere: ids, names, skills, languages, attributes. */
const MAX_TEXT = 10_000

/** Lists up to here are made in their final size; longer ones grow, since a length may lie. */
const MAX_PRESIZED = 1024

/** Stands where a property exists, but could not be read (that is an issue already) or was probably misspelt. */
const UNREADABLE: unique symbol = /* @__PURE__ */ Symbol('unreadable')

const LONE_SURROGATE = /\p{Cs}/u

const mistakenFor = (u: unknown): string | undefined => {
  switch (show(u)) {
    case 'a Promise':
      return 'await it first'
    case 'a function':
      return 'call it and hand over what it returns'
    case 'a Map':
    case 'a Set':
    case 'a generator':
      return 'spread it into a list: [...it]'
    default:
      return typeof u === 'string' && /^\s*[[{]/.test(u.slice(0, 100)) ? 'JSON.parse it first' : undefined
  }
}

const isHole = (list: readonly unknown[], index: number): boolean => {
  try {
    return !Object.hasOwn(list, index)
  } catch {
    return true
  }
}

/**
 * A list, item by item. `undefined` as soon as one item has failed, but all are looked at. A list with holes is one issue
 * and is not walked any further, whatever its length.
 */
export const readList = <A>(
  report: Report,
  u: unknown,
  expected: string,
  readItem: Reader<A>,
): readonly A[] | undefined => {
  if (!isList(u)) return report.fail(expected, u, report.isFull() ? undefined : mistakenFor(u))
  let length: unknown
  try {
    length = u.length
  } catch {
    return report.failShown(expected, 'a list that throws when it is read')
  }
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0) {
    return report.failShown(expected, 'a list with a false length')
  }
  if (!report.spend(length)) return undefined
  const items: A[] = length <= MAX_PRESIZED ? Array<A>(length) : []
  let good = true
  for (let i = 0; i < length && !report.aborted; i++) {
    report.enter(i)
    let item: unknown
    let read: A | undefined
    let readable = true
    try {
      item = u[i]
    } catch {
      readable = false
      report.failShown('a value that can be read', 'an entry that throws when it is read')
    }
    if (readable) {
      if (item === undefined && isHole(u, i)) {
        report.failShown('a list without holes', 'a hole')
        report.leave()
        return undefined
      }
      read = readItem(report, item)
    }
    report.leave()
    if (read === undefined) good = false
    else if (good) items[i] = read
  }
  return good && !report.aborted ? items : undefined
}

/** The keys that an object may have, by name and by slot. */
export interface Shape {
  /** What the whole is called in messages: `a person: { id, offers, wants }`. */
  readonly expected: string
  readonly keys: readonly string[]
  readonly slots: ReadonlyMap<string, number>
  /** The slots of an object without any key; copied for each object. */
  readonly absent: readonly unknown[]
}

export const shape = (expected: string, keys: readonly string[]): Shape => ({
  expected,
  keys,
  slots: new Map(keys.map((key, slot) => [key, slot])),
  absent: keys.map(() => undefined),
})

/** The own enumerable keys of a record; class instances and objects of other realms count as records. */
const readKeys = (report: Report, u: unknown, expected: string): readonly string[] | undefined => {
  if (typeof u !== 'object' || u === null || isList(u) || exoticName(u) !== undefined) {
    const hint = report.isFull() ? undefined : show(u) === 'a Map' ? 'write Object.fromEntries(map)' : mistakenFor(u)
    return report.fail(expected, u, hint)
  }
  try {
    const keys = Object.keys(u)
    return report.spend(keys.length) ? keys : undefined
  } catch {
    return report.failShown(expected, 'an object that throws when it is read')
  }
}

const readKey = (report: Report, u: unknown, key: string): unknown => {
  try {
    return (u as Readonly<Record<string, unknown>>)[key]
  } catch {
    report.enter(key)
    report.failShown('a value that can be read', 'a property that throws when it is read')
    report.leave()
    return UNREADABLE
  }
}

/**
 * The values of a record by the slots of its shape; slots of absent keys hold `undefined`. Unknown keys are issues. A key
 * that looks like a slip fills the slot that was meant, so that one slip isn't reported a second time as a missing key.
 */
export const readRecord = (report: Report, u: unknown, of: Shape): readonly unknown[] | undefined => {
  const keys = readKeys(report, u, of.expected)
  if (keys === undefined) return undefined
  const values = of.absent.slice()
  for (const key of keys) {
    const slot = of.slots.get(key)
    if (slot !== undefined) {
      values[slot] = readKey(report, u, key)
      continue
    }
    const near = report.near(key, of.keys)
    report.enter(key)
    if (near === undefined) report.failShown(`one of the keys ${of.keys.join(', ')}`, quote(key))
    else report.failShown('a known key', quote(key), `did you mean "${near}"?`)
    report.leave()
    if (report.aborted) return undefined
    const meant = near === undefined ? undefined : of.slots.get(near)
    if (meant !== undefined && values[meant] === undefined) values[meant] = UNREADABLE
  }
  return values
}

/** All entries of a record whose keys are the caller's own. `__proto__` is a key like any other. */
export const readEntries = <A>(
  report: Report,
  u: unknown,
  expected: string,
  readValue: Reader<A>,
): readonly (readonly [string, A])[] | undefined => {
  const keys = readKeys(report, u, expected)
  if (keys === undefined) return undefined
  const entries: (readonly [string, A])[] = []
  let good = true
  for (const key of keys) {
    const value = readKey(report, u, key)
    report.enter(key)
    const read = value === UNREADABLE || checkText(report, key) === undefined ? undefined : readValue(report, value)
    report.leave()
    if (report.aborted) return undefined
    if (read === undefined) good = false
    else if (good) entries.push([key, read])
  }
  return good ? entries : undefined
}

/** A field that must be there: `read` sees `undefined` when it is not, and says what it expected. */
export const required = <A>(report: Report, key: string, value: unknown, read: Reader<A>): A | undefined => {
  if (value === UNREADABLE) return undefined
  report.enter(key)
  const result = read(report, value)
  report.leave()
  return result
}

/** A field that may be absent, or present and `undefined`, which is the same. */
export const optional = <A>(report: Report, key: string, value: unknown, read: Reader<A>): A | undefined =>
  value === undefined ? undefined : required(report, key, value, read)

/** Not too long, and well-formed: a lone surrogate does not survive UTF-8. */
const checkText = (report: Report, text: string): string | undefined =>
  text.length > MAX_TEXT
    ? report.failShown('at most 10,000 characters', `${text.length} characters`)
    : LONE_SURROGATE.test(text)
      ? report.fail('well-formed Unicode text', text, 'it holds half of a surrogate pair')
      : text

/** Any text, blank or not. */
export const readText = (report: Report, u: unknown, expected: string, hint?: string): string | undefined =>
  typeof u === 'string' ? checkText(report, u) : report.fail(expected, u, hint)

/** Text with something in it, as given: white space around it stays. */
export const readFilledText = (report: Report, u: unknown, expected: string, hint?: string): string | undefined => {
  const text = readText(report, u, expected, hint)
  return text !== undefined && text.trim() === '' ? report.fail(expected, text) : text
}

const NUMERAL = /^\s*[+-]?\d+(?:\.\d+)?\s*$/

/** A finite number that `accepts` says yes to. -0 becomes 0, since JSON knows no -0. */
const readNumber = (
  report: Report,
  u: unknown,
  expected: string,
  accepts: (value: number) => boolean,
): number | undefined => {
  if (typeof u === 'number' && Number.isFinite(u) && accepts(u)) return u + 0
  const quoted = typeof u === 'string' && NUMERAL.test(u.slice(0, 100))
  return report.fail(expected, u, quoted ? 'write it without the quotes: a number, not a string' : undefined)
}

export const wholeNumber = (least: number, most: number): Reader<number> => {
  const expected = `a whole number from ${least} to ${most}`
  return (report, u) =>
    readNumber(report, u, expected, (value) => Number.isInteger(value) && value >= least && value <= most)
}

export const numberWhere = (expected: string, accepts: (value: number) => boolean): Reader<number> => {
  return (report, u) => readNumber(report, u, expected, accepts)
}

/** A finite number, 0 or more. */
export const readQuantity: Reader<number> = /* @__PURE__ */ numberWhere('a number, 0 or more', (value) => value >= 0)

/** One of a few words. */
export const choice = <A extends string>(words: readonly A[]): Reader<A> => {
  const shown = words.map((word) => `"${word}"`)
  const expected = shown.length === 1 ? `${shown[0]}` : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
  return (report, u) => {
    const found = words.find((word) => word === u)
    if (found !== undefined) return found
    const near = typeof u === 'string' ? report.near(u, words) : undefined
    return report.fail(expected, u, near === undefined ? undefined : `did you mean "${near}"?`)
  }
}

export const readBoolean: Reader<boolean> = (report, u) =>
  typeof u === 'boolean' ? u : report.fail('true or false', u)
