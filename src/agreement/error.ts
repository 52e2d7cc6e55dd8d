import { formatMatchError, type MatchError } from '../model/error.ts'
import { printable, quote } from '../model/show.ts'

/**
 * Everything that can stop `draftAgreement`; plain JSON, told apart by `_tag`. {@link formatAgreementError} turns it into text.
 *
 * @category model
 * @since 0.1.0
 */
export type AgreementError =
  /** The input is not what the contract says, and `UnknownPerson`: a member or a preference names somebody who is not there. */
  | Extract<MatchError, { readonly _tag: 'InvalidInput' | 'UnknownPerson' }>
  /** A preference that nothing could fulfil, such as an end before the start. `path` says which. */
  | { readonly _tag: 'ImpossibleWish'; readonly path: string; readonly detail: string }
  /** A time of day is to be agreed, and it is not known which clock this member goes by. */
  | { readonly _tag: 'NoTimezone'; readonly id: string }
  /**
   * The members have no stretch of `minutes` in common; `longest` is the longest that there is in any turn looked at, 0 for none (what a turn's
   * excluded days and other appointments leave over), and `local` where it lies on each member's clock.
   */
  | {
      readonly _tag: 'NoCommonTime'
      readonly members: readonly string[]
      readonly minutes: number
      readonly longest: number
      readonly local?: readonly {
        readonly id: string
        readonly date: string
        readonly from: string
        readonly to: string
      }[]
    }
  /** To give each goal a block and keep give and take equal, `needed` blocks are needed; the sessions hold `blocks` at most. */
  | {
      readonly _tag: 'TooShort'
      readonly goals: number
      readonly needed: number
      readonly blocks: number
      readonly sessions: number
    }

const MAX_DETAIL = 500
const MAX_NAMES = 10

const names = (ids: readonly string[]): string => {
  const shown = ids.slice(0, MAX_NAMES).map((id) => quote(id))
  if (ids.length > MAX_NAMES) shown.push(`${ids.length - MAX_NAMES} more`)
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/**
 * The error as text for people, safe to print.
 *
 * @example
 * ```ts
 * import { strict as assert } from 'node:assert'
 * import { formatAgreementError } from 'peermatch/agreement'
 *
 * assert.equal(
 *   formatAgreementError({ _tag: 'NoCommonTime', members: ['ana', 'ben'], minutes: 60, longest: 45 }),
 *   '"ana" and "ben" have no 60 minutes in common: the longest stretch is 45 minutes',
 * )
 * ```
 *
 * @category destructors
 * @since 0.1.0
 */
export const formatAgreementError = (error: AgreementError): string => {
  switch (error._tag) {
    case 'InvalidInput':
    case 'UnknownPerson':
      return formatMatchError(error)
    case 'ImpossibleWish':
      return `${printable(error.path, MAX_DETAIL)}: ${printable(error.detail, MAX_DETAIL)}`
    case 'NoTimezone':
      return `no time zone is known for ${quote(error.id)}: state it on the person, or in preferences.timezone for everybody who states none`
    case 'NoCommonTime': {
      const where = (error.local ?? [])
        .slice(0, MAX_NAMES)
        .map(({ id, date, from, to }) => `${date} ${from} to ${to} for ${quote(id)}`)
      return `${names(error.members)} have no ${error.minutes} minutes in common: ${
        error.longest === 0 ? 'they are never free together' : `the longest stretch is ${error.longest} minutes`
      }${where.length === 0 ? '' : ` (${where.join(', ')})`}`
    }
    case 'TooShort':
      return `${error.goals} goals need ${error.needed} blocks if give and take are to be equal, and ${error.sessions} sessions hold ${error.blocks}: agree on more sessions, longer ones or shorter blocks`
  }
}

/** An `InvalidInput` with one issue. */
export const invalid = (path: string, expected: string, got: string): AgreementError => ({
  _tag: 'InvalidInput',
  issues: [{ path, expected, got }],
  total: 1,
})
