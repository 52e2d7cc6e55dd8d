/** A fenced block of code that claims to run: where its first line of code stands, and the code. */
export interface Block {
  /** With forward slashes, from the root of the repository. */
  readonly file: string
  /** Of the first line of code, counted from 1. */
  readonly line: number
  readonly language: string
  readonly code: string
}

const FENCE = /^\s*(`{3,}|~{3,})\s*([\w-]*)/

/**
 * The fenced blocks of some text, whose lines are `[line number, text]`.
 *
 * @throws Error when a fence stays open, which would hide the rest of the text from the tests.
 */
const blocksOfLines = (file: string, lines: readonly (readonly [number, string])[]): readonly Block[] => {
  const blocks: Block[] = []
  let open: {
    readonly fence: string
    readonly language: string
    readonly line: number
    readonly code: string[]
  } | null = null
  for (const [line, text] of lines) {
    const fence = FENCE.exec(text)
    if (open === null) {
      if (fence !== null) open = { fence: fence[1] ?? '', language: fence[2] ?? '', line: line + 1, code: [] }
    } else if (fence !== null && fence[2] === '' && (fence[1] ?? '').startsWith(open.fence)) {
      blocks.push({ file, line: open.line, language: open.language, code: open.code.join('\n') })
      open = null
    } else {
      open.code.push(text)
    }
  }
  if (open !== null) throw new Error(`${file}:${open.line - 1}: a fence is opened and never closed`)
  return blocks
}

/** The fenced blocks of a Markdown file. */
export const blocksOfMarkdown = (file: string, text: string): readonly Block[] =>
  blocksOfLines(
    file,
    text.split(/\r?\n/).map((line, index) => [index + 1, line]),
  )

/**
 * The fenced blocks below the `@example` tags of a TypeScript file's docstrings.
 *
 * @throws Error when an `@example` holds no block.
 */
export const examplesOfSource = (file: string, text: string): readonly Block[] => {
  const blocks: Block[] = []
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const first = text.slice(0, comment.index).split('\n').length
    const lines = comment[0].split(/\r?\n/).map((line, index): [number, string] => {
      const bare = line.replace(/^\s*\/?\*+(?!\/) ?/, '').replace(/\s*\*+\/$/, '')
      return [first + index, bare]
    })
    let example: [number, string][] | null = null
    const take = (): void => {
      if (example === null) return
      const found = blocksOfLines(file, example)
      if (found.length === 0) throw new Error(`${file}:${example[0]?.[0] ?? first}: @example without a block of code`)
      blocks.push(...found)
    }
    let fenced = false
    for (const numbered of lines) {
      if (FENCE.test(numbered[1])) fenced = !fenced
      const isTag = !fenced && /^\s*@\w/.test(numbered[1])
      if (isTag) {
        take()
        example = /^\s*@example\b/.test(numbered[1]) ? [numbered] : null
      } else {
        example?.push(numbered)
      }
    }
    take()
  }
  return blocks
}

/** `ts` and its relatives: what the tests run. */
export const isRunnable = (block: Block): boolean => /^(ts|typescript|mts|js|javascript|mjs)$/.test(block.language)
