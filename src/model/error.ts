import { formatIssue, type InputIssue } from './issue.ts'
import type { IdPair } from './rules.ts'
import { printable, quote } from './show.ts'

export type { InputIssue } from './issue.ts'

/**
 * Everything that can stop `matchPeers`; plain JSON, told apart by `_tag`. {@link foldMatchError} asks for an answer to each,
 * {@link formatMatchError} turns any of them into text.
 *
 * @category model
 * @since 0.1.0
 */
export type MatchError =
  /** The input is not what the contract says. `total` counts all issues (up to a million), `issues` holds the first 20. */
  | { readonly _tag: 'InvalidInput'; readonly issues: readonly InputIssue[]; readonly total: number }
  /** A pin or a ban names somebody who is not in `people`. */
  | { readonly _tag: 'UnknownPerson'; readonly path: string; readonly id: string; readonly hint?: string }
  /** A pinned pair breaks a hard rule, or a person stands in two pins. `pair` and `conflict` name both sides. */
  | { readonly _tag: 'PinConflict'; readonly path: string; readonly pair: IdPair; readonly conflict: string }
  /** The caller's `eligible` threw, or did not answer with a boolean. */
  | { readonly _tag: 'RuleFailed'; readonly rule: string; readonly pair: IdPair; readonly detail: string }
  /** More possible pairs than this version can hold in memory. */
  | { readonly _tag: 'TooLarge'; readonly what: string; readonly size: number; readonly limit: number }
  /** `everyone` cannot be put into groups: `most` can at most, `placed` are in the best answer found; `hopeless` (by ids, 20 at most) can be in no group, whatever the others do. */
  | {
      readonly _tag: 'NotEverybody'
      readonly people: number
      readonly placed: number
      readonly most: number
      readonly hopeless: readonly string[]
    }
  /** `onProgress` threw, `signal` did when it was asked, or `solver` when it should solve something. */
  | { readonly _tag: 'CallbackFailed'; readonly callback: 'onProgress' | 'signal' | 'solver'; readonly detail: string }
  /** The run-time check refused the engine's own proof: a bug in peermatch, never the caller's fault. */
  | { readonly _tag: 'ProofRejected'; readonly detail: string }

/**
 * One handler for each kind of error.
 *
 * @category model
 * @since 0.1.0
 */
export type MatchErrorHandlers<A> = {
  readonly [Tag in MatchError['_tag']]: (error: Extract<MatchError, { readonly _tag: Tag }>) => A
}

/**
 * Handles every kind of error; a kind that is forgotten does not compile.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { foldMatchError } from 'peermatch'
 *
 * const status = foldMatchError({
 *   InvalidInput: () => 400,
 *   UnknownPerson: () => 404,
 *   PinConflict: () => 409,
 *   RuleFailed: () => 500,
 *   TooLarge: () => 413,
 *   NotEverybody: () => 409,
 *   CallbackFailed: () => 500,
 *   ProofRejected: () => 500,
 * })
 * assert.equal(status({ _tag: 'TooLarge', what: 'possible pairs', size: 2e9, limit: 1e9 }), 413)
 * ```
 *
 * @category destructors
 * @since 0.1.0
 */
export const foldMatchError =
  <A>(handlers: MatchErrorHandlers<A>): ((error: MatchError) => A) =>
  (error) => {
    switch (error._tag) {
      case 'InvalidInput':
        return handlers.InvalidInput(error)
      case 'UnknownPerson':
        return handlers.UnknownPerson(error)
      case 'PinConflict':
        return handlers.PinConflict(error)
      case 'RuleFailed':
        return handlers.RuleFailed(error)
      case 'TooLarge':
        return handlers.TooLarge(error)
      case 'NotEverybody':
        return handlers.NotEverybody(error)
      case 'CallbackFailed':
        return handlers.CallbackFailed(error)
      case 'ProofRejected':
        return handlers.ProofRejected(error)
    }
  }

/** An `InvalidInput` with one issue: for what only shows once everything has been read. */
export const refusal = (path: string, expected: string, got: string): MatchError => ({
  _tag: 'InvalidInput',
  issues: [{ path, expected, got }],
  total: 1,
})

const MAX_LINES = 20
const MAX_CHARACTERS = 4000
/** Longest text of somebody else's making in one line. */
const MAX_DETAIL = 500

const formatIssues = (issues: readonly InputIssue[], total: number): string => {
  /** Room for `... and 1000000 more`. */
  const room = MAX_CHARACTERS - 40
  const lines: string[] = []
  let length = 0
  for (const issue of issues.slice(0, MAX_LINES)) {
    // A single line always fits, so there is never none.
    const line = printable(formatIssue(issue), room)
    if (length + line.length + 1 > room + 1) break
    lines.push(line)
    length += line.length + 1
  }
  const more = Math.max(total, issues.length) - lines.length
  if (more > 0) lines.push(`... and ${more} more`)
  return lines.join('\n')
}

const both = (pair: IdPair): string => `${quote(pair[0])} and ${quote(pair[1])}`

/**
 * The error as text for people: one line for each issue, the first 20 of them, 4,000 characters at most; what is left out is
 * counted in the last line (`... and 37 more`). Control characters are escaped, so that the text is safe to print.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { isLeft } from 'fp-ts/lib/Either.js'
 * import { decodePeople, formatMatchError } from 'peermatch'
 *
 * const people = decodePeople([{ id: 'ana', offers: [{ skill: 'Spanish', level: 'high' }], wants: [] }])
 * assert.ok(isLeft(people))
 * assert.equal(
 *   formatMatchError(people.left),
 *   'people[0].offers[0].level: expected a whole number from 1 to 5, got "high"',
 * )
 * ```
 *
 * @category destructors
 * @since 0.1.0
 */
export const formatMatchError: (error: MatchError) => string = /* @__PURE__ */ foldMatchError({
  InvalidInput: ({ issues, total }) => formatIssues(issues, total),
  UnknownPerson: ({ path, id, hint }) =>
    `${printable(path, MAX_DETAIL)}: expected the id of somebody in people, got ${quote(id)}${
      hint === undefined ? '' : ` (${printable(hint, MAX_DETAIL)})`
    }`,
  PinConflict: ({ path, pair, conflict }) =>
    `${printable(path, MAX_DETAIL)}: the pin of ${both(pair)} cannot be kept: ${printable(conflict, MAX_DETAIL)}`,
  RuleFailed: ({ rule, pair, detail }) =>
    `options.rules.${printable(rule, MAX_DETAIL)}: failed for ${both(pair)}: ${printable(detail, MAX_DETAIL)}`,
  TooLarge: ({ what, size, limit }) =>
    `too large: ${size.toLocaleString('en')} ${printable(what, MAX_DETAIL)}, more than the ${limit.toLocaleString('en')} that one call takes: ` +
    `split the people into groups that are matched one by one (by place, team or language), or name skills more finely`,
  NotEverybody: ({ people, placed, most, hopeless }) =>
    `options.into.groups.everyone: at most ${most} of ${people} people can be in groups` +
    (placed < most ? ` (${placed} are in the best answer found in the time)` : '') +
    (hopeless.length === 0
      ? ''
      : `; in no group, whatever the others do: ${printable(hopeless.map((id) => quote(id)).join(', '), MAX_DETAIL)}`) +
    ': leave out everyone, or widen the sizes, or the rules',
  CallbackFailed: ({ callback, detail }) => `options.${callback}: ${printable(detail, MAX_DETAIL)}`,
  ProofRejected: ({ detail }) =>
    `peermatch refused its own proof, which is a bug in peermatch; please report it: ${printable(detail, MAX_DETAIL)}`,
})
