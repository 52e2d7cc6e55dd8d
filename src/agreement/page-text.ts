/** What would turn the direction of everything after it: embeddings, overrides and isolates. Marks (U+200E and the like) end where they stand. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g
const BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g
/** Controls but for the line feed; what marks annotations; the byte order mark. */
const CONTROL = /(?!\n)[\p{Cc}\ufff9-\ufffb\ufeff]/gu

/** Text that can be shown: lines end in a line feed, and there is nothing in it that is not seen but acts on what follows. */
export const plainText = (text: string): string =>
  text.replace(BREAK, '\n').replaceAll('\t', ' ').replace(CONTROL, '').replace(DIRECTION, '')

/** The same on one line. */
export const oneLine = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim()

const ENTITY: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

/** For the content of an element, and for an attribute's value in quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (one) => ENTITY.get(one) ?? one)

/** What means something to CommonMark, or to GitHub's tables and strike-through, wherever it stands. */
const MARKUP = /[\\`*_[\]<>&|~#$]/g
/** What means something at the start of a line: lists and underlined headings. */
const LINE_START = /^(\s*)([-+=]|\d+(?=[.)]))/gm
const ordered = (_: string, space: string, mark: string): string =>
  /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`

/** Text as text; GitHub makes no links of it. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(MARKUP, (one) => `\\${one}`)
    .replace(LINE_START, ordered)
    .replaceAll('://', '\\://')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, -1)}\\.`)
    .replaceAll('@', '\\@')

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Keeps text that runs from right to left from reordering its neighbours, where there is no markup that could. */
export const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text)
