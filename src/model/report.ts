import type { InputIssue } from './issue.ts'
import { nearMiss } from './near-miss.ts'
import { renderPath, show } from './show.ts'

/** So many issues are kept; the others are only counted. */
export const MAX_ISSUES = 20

/** Counting stops here: an input with a million mistakes isn't looked at any further. */
const MAX_TOTAL = 1_000_000

/**
 * List entries and object keys that one input may hold, all lists and objects together: ten times the largest real data
 * known (85,617 people, 2 million skills), below the 2^24 entries that a `Map` can hold for the ids when every person has a
 * key, and a bound on the work that a small input can cause by naming one long list a million times.
 */
const MAX_ENTRIES = 20_000_000

/** Different spellings that are remembered, so that a hostile input can't make the memory grow. */
const MAX_REMEMBERED = 65_536

/**
 * The state of one decoding run: where we are, what was wrong so far, how much work is left. Readers (see `read.ts`) push
 * the key before they step into a value and pop it afterwards; paths become text only for issues that are kept.
 */
export class Report {
  /** First `MAX_ISSUES` issues, in the order in which they were met. */
  readonly issues: InputIssue[] = []
  /** All issues, kept or not. The input is good when this is 0 at the end. */
  total: number = 0
  /** No work left: readers return at once. Implies `total > 0`. */
  aborted: boolean = false
  private readonly root: string
  private readonly path: (string | number)[] = []
  private remaining: number = MAX_ENTRIES
  private readonly spellings: Map<string, string> = new Map()
  private readonly misses: Map<readonly string[], Map<string, string>> = new Map()

  constructor(root: string) {
    this.root = root
  }

  enter(key: string | number): void {
    this.path.push(key)
  }

  leave(): void {
    this.path.pop()
  }

  /** Counts an issue at the present place. Returns `undefined`, so that a reader can end with it. */
  fail(expected: string, got: unknown, hint?: string): undefined {
    return this.failShown(expected, this.issues.length < MAX_ISSUES ? show(got) : '', hint)
  }

  /** As `fail`, for a `got` that is already fit to be shown. */
  failShown(expected: string, got: string, hint?: string): undefined {
    this.total++
    if (this.total >= MAX_TOTAL) this.aborted = true
    if (this.issues.length < MAX_ISSUES) {
      const path = renderPath(this.root, this.path)
      this.issues.push(hint === undefined ? { path, expected, got } : { path, expected, got, hint })
    }
    return undefined
  }

  /** Further issues will only be counted: a hint for them is wasted work. */
  isFull(): boolean {
    return this.issues.length >= MAX_ISSUES
  }

  /** Asks for `count` more entries; when there are not so many left, that is an issue and the end of the run. */
  spend(count: number): boolean {
    if (this.aborted) return false
    if (count > this.remaining) {
      this.failShown('at most 20,000,000 list entries and keys in the whole input', `${count} more here`)
      this.aborted = true
      return false
    }
    this.remaining -= count
    return true
  }

  /** What a skill name was read as before, checked and trimmed: the same few names stand in every row. */
  spelling(text: string): string | undefined {
    return this.spellings.get(text)
  }

  /** Equal skills become one string object for the whole run: they compare and hash fast later on. */
  remember(text: string, name: string): void {
    if (this.spellings.size < MAX_REMEMBERED) this.spellings.set(text, name)
  }

  /** `nearMiss`, remembered: the same slip tends to stand in every row. */
  near(word: string, candidates: readonly string[]): string | undefined {
    let known = this.misses.get(candidates)
    if (known === undefined) this.misses.set(candidates, (known = new Map()))
    const before = known.get(word)
    if (before !== undefined) return before
    const found = nearMiss(word, candidates)
    if (found !== undefined && known.size < MAX_REMEMBERED) known.set(word, found)
    return found
  }
}
