/**
 * One thing that is wrong in the input: where, what was expected, what stood there, and how to mend it.
 *
 * @category model
 * @since 0.1.0
 */
export interface InputIssue {
  /** As a person would write it in code: `people[17].offers[2].level`, `options.rules.pins[0]`. */
  readonly path: string
  readonly expected: string
  /** The offending value: shortened, and safe to print (control characters and the like are escaped). */
  readonly got: string
  /** `did you mean "wants"?`; absent when there is nothing to add. */
  readonly hint?: string
}

/** `people[17].offers[2].level: expected a whole number from 1 to 5, got "high"`, and the hint in brackets after it. */
export const formatIssue = (issue: InputIssue): string => {
  const hint = issue.hint === undefined ? '' : ` (${issue.hint})`
  return `${issue.path}: expected ${issue.expected}, got ${issue.got}${hint}`
}
