import { isLeft } from 'fp-ts/lib/Either.js'
import {
  formatMatchError,
  matchPeers,
  type OptionsInput,
  type Pair,
  type PersonInput,
  type RulesInput,
} from 'peermatch'
import { describe, expect, it } from 'vitest'
import { matchPeersWithin } from '../../src/match-peers.ts'
import { LIMITS } from '../../src/benefit/limits.ts'
import { ALWAYS } from '../oracle/common-time-by-luxon.ts'
import { windowsOf } from '../oracle/common-time.ts'
import { answered } from '../oracle/pairing.ts'

const member = (id: string, teaches: string, learns: string, timezone?: string, windows?: string): PersonInput => ({
  id,
  name: `${id[0]!.toUpperCase()}${id.slice(1)}`,
  offers: [teaches],
  wants: [learns],
  timezone,
  availability: windows === undefined ? undefined : windowsOf(windows),
})

const ana = member('ana', 'x', 'y', 'Europe/Madrid', 'Mon 18:00 20:00,Fri 22:00 02:00')
const ben = member('ben', 'y', 'x', 'America/New_York', 'Mon 12:30 14:30,Fri 18:00 19:30')
const cem = member('cem', 'y', 'x', 'Europe/Madrid', 'Mon 19:30 21:00')
const dan = member('dan', 'y', 'x')

const refused = (people: readonly PersonInput[], options: OptionsInput): string => {
  const answer = matchPeers(people, options)
  if (isLeft(answer)) return formatMatchError(answer.left)
  throw new Error('expected a Left')
}

const partnerOf = (people: readonly PersonInput[], rules: RulesInput): string | undefined =>
  answered(people, { rules }).pairs[0]?.members[1]

describe('minOverlapMinutes', () => {
  it('allows pairs with enough time in common, and no others', () => {
    const rules = { referenceWeek: '2026-11-23' }
    expect(partnerOf([ana, ben], { ...rules, minOverlapMinutes: 90 })).toBe('ben')
    expect(partnerOf([ana, ben], { ...rules, minOverlapMinutes: 91 })).toBeUndefined()
    expect(partnerOf([ana, cem], { ...rules, minOverlapMinutes: 30 })).toBe('cem')
    expect(partnerOf([ana, cem], { minOverlapMinutes: 30 })).toBe('cem')
    expect(partnerOf([ana, ben, cem, dan], { ...rules, minOverlapMinutes: 31 })).toBe('ben')
    // In March, clocks in New York are changed three weeks before those in Madrid.
    const eve = member('eve', 'y', 'x', 'America/New_York', 'Mon 12:00 14:00')
    expect(partnerOf([ana, eve], { ...rules, minOverlapMinutes: 120 })).toBe('eve')
    expect(partnerOf([ana, eve], { referenceWeek: '2026-03-18', minOverlapMinutes: 61 })).toBeUndefined()
    expect(partnerOf([ana, eve], { referenceWeek: '2026-03-18', minOverlapMinutes: 60 })).toBe('eve')
  })

  it('also where rows of possible pairs are walked and not held', () => {
    const people = Array.from({ length: 60 }, (_, k) =>
      member(
        `p${k}`,
        k % 2 === 0 ? 'x' : 'y',
        k % 2 === 0 ? 'y' : 'x',
        'Europe/Madrid',
        `Mon ${10 + (k % 6)}:00 ${11 + (k % 6)}:00`,
      ),
    )
    const rules = { minOverlapMinutes: 60 }
    const [walked, held] = [0, Infinity].map((direct) => matchPeersWithin({ ...LIMITS, direct }, people, { rules }))
    if (walked === undefined || isLeft(walked) || held === undefined || isLeft(held)) throw new Error('unreachable')
    // Hours of the same parity meet: nobody who teaches x is ever free with somebody who teaches y.
    expect(walked.right.summary.pairs).toBe(0)
    expect(walked.right.unmatched).toEqual(held.right.unmatched)
    expect(answered(people).summary.pairs).toBe(30)
  })

  it('is told about, in the singular and in the plural', () => {
    const { unmatched } = answered([ana, ben, cem, dan], {
      rules: { referenceWeek: '2026-11-23', minOverlapMinutes: 120 },
    })
    expect(unmatched).toEqual(
      [
        ['ana', 3, '3 people could exchange something with Ana, but all of them are never free for long enough'],
        ['ben', 1, '1 person could exchange something with Ben, but is never free for long enough'],
        ['cem', 1, '1 person could exchange something with Cem, but is never free for long enough'],
        ['dan', 1, '1 person could exchange something with Dan, but is never free for long enough'],
      ].map(([id, count, text]) => ({
        id,
        reason: {
          _tag: 'NoEligiblePartner',
          rule: 'minOverlapMinutes',
          excluded: { minOverlapMinutes: count },
          detail: `${text} at the same time as ${String(id)[0]!.toUpperCase()}${String(id).slice(1)}, or it is not stated.`,
        },
      })),
    )
  })

  it("comes before the caller's own rule, which is not asked about pairs that never meet", () => {
    let asked = 0
    const eligible = (): boolean => asked++ >= 0
    answered([ana, dan], { rules: { minOverlapMinutes: 1, eligible } })
    expect(asked).toBe(0)
    answered([ana, cem], { rules: { minOverlapMinutes: 1, eligible } })
    expect(asked).toBe(2)
  })

  it('is in conflict with pins that break it', () => {
    const rules: RulesInput = { referenceWeek: '2026-11-23', minOverlapMinutes: 91 }
    const pins: RulesInput['pins'] = [['ben', 'ana']]
    expect(refused([ana, ben], { rules: { ...rules, pins } })).toBe(
      'options.rules.pins[0]: the pin of "ana" and "ben" cannot be kept: options.rules.minOverlapMinutes is 91: ' +
        '"ana" and "ben" are never free together for so long, or do not state their timezone and availability',
    )
    expect(answered([ana, ben], { rules: { ...rules, minOverlapMinutes: 90, pins } }).pairs[0]).toMatchObject({
      pinned: true,
      commonWindows: [{ minutes: 90 }, { minutes: 90 }],
    })
  })

  it('asks for the week as soon as there are two zones, before anything else goes wrong', () => {
    const text =
      'options.rules.referenceWeek: expected a date such as "2026-11-23", because minOverlapMinutes is set and people live ' +
      'in different time zones, got undefined (how far apart Europe/Madrid and America/New_York are depends on the week: name one)'
    const eligible = (): never => {
      throw new Error('asked')
    }
    for (const people of [
      [ana, ben],
      [ben, ana],
    ]) {
      expect(refused(people, { rules: { minOverlapMinutes: 60, eligible, pins: [['ana', 'ben']] } })).toBe(text)
    }
  })
})

describe('commonWindows', () => {
  const onlyPair = (people: readonly PersonInput[], rules: RulesInput = {}): Pair =>
    answered(people, { rules }).pairs[0]!

  it('tells when both are free, on both clocks, whether there is a rule or not', () => {
    const expected = [
      {
        minutes: 90,
        local: [
          { day: 'Mon', from: '18:30', untilDay: 'Mon', to: '20:00' },
          { day: 'Mon', from: '12:30', untilDay: 'Mon', to: '14:00' },
        ],
      },
      {
        minutes: 90,
        local: [
          { day: 'Sat', from: '00:00', untilDay: 'Sat', to: '01:30' },
          { day: 'Fri', from: '18:00', untilDay: 'Fri', to: '19:30' },
        ],
      },
    ]
    expect(onlyPair([ben, ana], { referenceWeek: '2026-11-29' }).commonWindows).toEqual(expected)
    expect(onlyPair([ben, ana], { referenceWeek: '2026-11-23', minOverlapMinutes: 60 }).commonWindows).toEqual(expected)
    // Short ones are told, too.
    const more = { ...ben, availability: [...ben.availability!, ...windowsOf('Sat 17:00 17:05')] }
    const free = { ...ana, availability: [...ana.availability!, ...windowsOf('Sat 23:00 24:00')] }
    expect(
      onlyPair([more, free], { referenceWeek: '2026-11-23', minOverlapMinutes: 60 }).commonWindows?.map(
        (w) => w.minutes,
      ),
    ).toEqual([90, 90, 5])
  })

  it('of people of one zone need no week', () => {
    expect(onlyPair([ana, cem]).commonWindows).toEqual([
      {
        minutes: 30,
        local: [
          { day: 'Mon', from: '19:30', untilDay: 'Mon', to: '20:00' },
          { day: 'Mon', from: '19:30', untilDay: 'Mon', to: '20:00' },
        ],
      },
    ])
  })

  it('are an empty list where there is no common time, and absent where it cannot be said', () => {
    const eve = member('eve', 'y', 'x', 'Europe/Madrid', 'Tue 10:00 11:00')
    expect(onlyPair([ana, eve]).commonWindows).toEqual([])
    expect(onlyPair([ana, dan])).not.toHaveProperty('commonWindows')
    expect(onlyPair([ana, ben])).not.toHaveProperty('commonWindows')
    expect(onlyPair([ana, { ...ben, availability: [] }], { referenceWeek: '2026-11-23' })).not.toHaveProperty(
      'commonWindows',
    )
  })

  it('of those who are always free are the week', () => {
    const [a, b] = [member('a', 'x', 'y', 'Asia/Kolkata', ALWAYS), member('b', 'y', 'x', 'UTC', ALWAYS)]
    expect(onlyPair([a, b], { referenceWeek: '2026-11-23' }).commonWindows).toEqual([
      {
        minutes: 10_080,
        local: [
          { day: 'Mon', from: '05:30', untilDay: 'Mon', to: '05:30' },
          { day: 'Mon', from: '00:00', untilDay: 'Sun', to: '24:00' },
        ],
      },
    ])
  })
})

describe('hostile availability', () => {
  it('thousands of windows of a minute', () => {
    const windows = Array.from({ length: 5040 }, (_, k) => {
      const minute = 2 * k
      const time = (m: number): string =>
        `${String(Math.floor((m % 1440) / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`
      const day = windowsOf(ALWAYS)[Math.floor(minute / 1440)]!.day
      return { day, from: time(minute), to: time(minute + 1) }
    })
    const dotted = Array.from({ length: 60 }, (_, k) => ({
      ...member(`p${k}`, k % 2 === 0 ? 'x' : 'y', k % 2 === 0 ? 'y' : 'x', 'Europe/Madrid'),
      // All different, so that nothing is worked out once for all.
      availability: windows.filter((_window, at) => at % 60 !== k),
    }))
    const started = performance.now()
    for (const minOverlapMinutes of [1, 2, 60]) {
      const { pairs } = answered(dotted, { rules: { minOverlapMinutes } })
      expect(pairs.length).toBe(minOverlapMinutes === 1 ? 30 : 0)
      if (minOverlapMinutes === 1) expect(pairs[0]!.commonWindows!.length).toBeGreaterThan(4800)
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('windows that say the same a thousand times', () => {
    const again = { ...ana, availability: Array.from({ length: 1000 }, () => ana.availability!).flat() }
    expect(answered([again, cem], { rules: { minOverlapMinutes: 30 } })).toEqual(
      answered([ana, cem], { rules: { minOverlapMinutes: 30 } }),
    )
  })
})
