/** Longest text that a quoted value may take, quotes included. */
const SHOWN_LENGTH = 60

/** Controls, format characters (bidi overrides, zero widths), line separators, lone surrogates: never printed as they are. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u

/** Built-in objects that people hand over by mistake, by their `Object.prototype.toString` tag. */
const EXOTIC: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['[object Date]', 'a Date'],
  ['[object Map]', 'a Map'],
  ['[object Set]', 'a Set'],
  ['[object WeakMap]', 'a WeakMap'],
  ['[object WeakSet]', 'a WeakSet'],
  ['[object RegExp]', 'a RegExp'],
  ['[object Promise]', 'a Promise'],
  ['[object Error]', 'an Error'],
  ['[object String]', 'a boxed String'],
  ['[object Number]', 'a boxed Number'],
  ['[object Boolean]', 'a boxed Boolean'],
  ['[object ArrayBuffer]', 'an ArrayBuffer'],
  ['[object Uint8Array]', 'a Uint8Array'],
  ['[object Int32Array]', 'an Int32Array'],
  ['[object Float64Array]', 'a Float64Array'],
  ['[object Generator]', 'a generator'],
])

/** `Array.isArray`, which throws when it is shown a revoked proxy. */
export const isList = (u: unknown): u is readonly unknown[] => {
  try {
    return Array.isArray(u)
  } catch {
    return false
  }
}

/**
 * `a Date`, `a Map` … for built-in objects that are no records; `undefined` for plain objects, class instances and
 * whatever cannot be asked. Works across realms, since it asks for the tag and not for the constructor.
 */
export const exoticName = (u: object): string | undefined => {
  try {
    const prototype: unknown = Object.getPrototypeOf(u)
    if (prototype === Object.prototype || prototype === null) return undefined
    return EXOTIC.get(Object.prototype.toString.call(u))
  } catch {
    return undefined
  }
}

const escapeCharacter = (character: string): string =>
  character === '"' || character === '\\'
    ? `\\${character}`
    : character === '\n'
      ? '\\n'
      : UNSAFE.test(character)
        ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
        : character

/** Escapes what a terminal or a log should not see, and cuts at `limit` characters (an ellipsis is the last one). */
const escapeText = (text: string, limit: number, escape: (character: string) => string): string => {
  let shown = ''
  /** End of the last whole piece that leaves room for the ellipsis: neither pairs nor escapes are cut in two. */
  let cut = 0
  // Each piece is as long as what it stands for or longer, so that a prefix settles it: the cost doesn't follow the text.
  for (const character of text.slice(0, limit + 2)) {
    shown += escape(character)
    if (shown.length < limit) cut = shown.length
    if (shown.length > limit) return `${shown.slice(0, cut)}…`
  }
  return shown
}

/** The text in double quotes, escaped, at most `limit` characters long. */
export const quote = (text: string, limit: number = SHOWN_LENGTH): string =>
  `"${escapeText(text, limit - 2, escapeCharacter)}"`

/** A longer text of somebody else's making (a reason, an error's message) on one line, safe to print. */
export const printable = (text: string, limit: number): string =>
  escapeText(text, limit, (character) =>
    character === '"' || character === '\\' ? character : escapeCharacter(character),
  )

/** Any value whatever in a few characters. Never throws, never runs through the value. */
export const show = (value: unknown): string => {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    case 'boolean':
    case 'undefined':
      return String(value)
    case 'object':
      return value === null ? 'null' : isList(value) ? 'a list' : (exoticName(value) ?? 'an object')
    default:
      return `a ${typeof value}`
  }
}

const IDENTIFIER = /^[A-Za-z_$][\w$]{0,39}$/

/** `people`, [17, 'offers', 2] -> `people[17].offers[2]`; keys that are no identifiers are quoted: `aliases["C++"]`. */
export const renderPath = (root: string, segments: readonly (string | number)[]): string => {
  let path = root
  for (const segment of segments) {
    if (typeof segment === 'number') path += `[${segment}]`
    else if (IDENTIFIER.test(segment)) path += `.${segment}`
    else path += `[${quote(segment, 40)}]`
  }
  return path
}

/** Longest text about something that was thrown. */
const DETAIL_LENGTH = 200

/** What somebody threw, in at most 200 characters, whatever it is: even an object that throws when looked at. */
export const describeThrown = (thrown: unknown): string => {
  let text = 'something that cannot be shown'
  try {
    text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  } catch {
    // Looking at it threw again.
  }
  return printable(text, DETAIL_LENGTH)
}
