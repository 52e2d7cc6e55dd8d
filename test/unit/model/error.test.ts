import { describe, expect, it } from 'vitest'
import { foldMatchError, formatMatchError, type InputIssue, type MatchError } from '../../../src/model/error.ts'

const issue = (n: number, got: string): InputIssue => ({ path: `people[${n}].id`, expected: 'an id', got })

const EVERY: readonly MatchError[] = [
  { _tag: 'InvalidInput', issues: [issue(0, '1')], total: 1 },
  { _tag: 'UnknownPerson', path: 'options.rules.pins[0]', id: 'bne', hint: 'did you mean "ben"?' },
  {
    _tag: 'PinConflict',
    path: 'options.rules.pins[1]',
    pair: ['ana', 'ben'],
    conflict: '"ben" is pinned to "cleo" too',
  },
  { _tag: 'RuleFailed', rule: 'eligible', pair: ['ana', 'ben'], detail: 'it threw "no"' },
  { _tag: 'TooLarge', what: 'possible pairs', size: 200, limit: 100 },
  { _tag: 'NotEverybody', people: 9, placed: 7, most: 8, hopeless: ['ben'] },
  { _tag: 'CallbackFailed', callback: 'onProgress', detail: 'threw Error: no' },
  { _tag: 'ProofRejected', detail: 'edge 3 has a negative slack' },
]

describe('foldMatchError', () => {
  it('hands each error to its own handler', () => {
    const tag = foldMatchError<string>({
      InvalidInput: (error) => `InvalidInput ${error.total}`,
      UnknownPerson: (error) => `UnknownPerson ${error.id}`,
      PinConflict: (error) => `PinConflict ${error.pair.join()}`,
      RuleFailed: (error) => `RuleFailed ${error.rule}`,
      TooLarge: (error) => `TooLarge ${error.limit}`,
      NotEverybody: (error) => `NotEverybody ${error.most}`,
      CallbackFailed: (error) => `CallbackFailed ${error.callback}`,
      ProofRejected: (error) => `ProofRejected ${error.detail}`,
    })
    expect(EVERY.map(tag)).toEqual([
      'InvalidInput 1',
      'UnknownPerson bne',
      'PinConflict ana,ben',
      'RuleFailed eligible',
      'TooLarge 100',
      'NotEverybody 8',
      'CallbackFailed onProgress',
      'ProofRejected edge 3 has a negative slack',
    ])
  })
})

describe('formatMatchError', () => {
  it('has a sentence for each kind', () => {
    expect(EVERY.map(formatMatchError)).toEqual([
      'people[0].id: expected an id, got 1',
      'options.rules.pins[0]: expected the id of somebody in people, got "bne" (did you mean "ben"?)',
      'options.rules.pins[1]: the pin of "ana" and "ben" cannot be kept: "ben" is pinned to "cleo" too',
      'options.rules.eligible: failed for "ana" and "ben": it threw "no"',
      'too large: 200 possible pairs, more than the 100 that one call takes: split the people into groups that are matched ' +
        'one by one (by place, team or language), or name skills more finely',
      'options.into.groups.everyone: at most 8 of 9 people can be in groups (7 are in the best answer found in the time); in no group, whatever the others do: "ben": leave out everyone, or widen the sizes, or the rules',
      'options.onProgress: threw Error: no',
      'peermatch refused its own proof, which is a bug in peermatch; please report it: edge 3 has a negative slack',
    ])
  })

  it('shows 20 issues and counts the others', () => {
    const text = formatMatchError({
      _tag: 'InvalidInput',
      issues: Array.from({ length: 20 }, (_, n) => issue(n, '1')),
      total: 40_000,
    })
    expect(text.split('\n').length).toBe(21)
    expect(text.endsWith('\npeople[19].id: expected an id, got 1\n... and 39980 more')).toBe(true)
  })

  it('stays within 4,000 characters, and the count stays right', () => {
    const text = formatMatchError({
      _tag: 'InvalidInput',
      issues: Array.from({ length: 30 }, (_, n) => issue(n, 'x'.repeat(500))),
      total: 30,
    })
    const lines = text.split('\n')
    expect(text.length).toBeLessThanOrEqual(4000)
    expect(lines.length).toBe(8)
    expect(lines.at(-1)).toBe('... and 23 more')
    const one = formatMatchError({ _tag: 'InvalidInput', issues: [issue(0, 'x'.repeat(9000))], total: 1 })
    expect(one.length).toBeLessThanOrEqual(4000)
    expect(one.endsWith('…')).toBe(true)
  })

  it('escapes what a terminal would obey, in every kind', () => {
    const evil = '\u001b[2J\u202e\n\u0000'
    const texts = [
      formatMatchError({ _tag: 'UnknownPerson', path: evil, id: evil, hint: evil }),
      formatMatchError({ _tag: 'PinConflict', path: evil, pair: [evil, evil], conflict: evil.repeat(1000) }),
      formatMatchError({ _tag: 'RuleFailed', rule: evil, pair: [evil, evil], detail: evil.repeat(1000) }),
      formatMatchError({ _tag: 'TooLarge', what: evil, size: 1, limit: 0 }),
      formatMatchError({ _tag: 'ProofRejected', detail: evil.repeat(1000) }),
      formatMatchError({
        _tag: 'InvalidInput',
        issues: [{ path: evil, expected: evil, got: evil, hint: evil }],
        total: 1,
      }),
    ]
    for (const text of texts) {
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      expect(text.length).toBeLessThan(2000)
    }
  })
})
